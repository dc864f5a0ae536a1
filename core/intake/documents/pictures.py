"""Pages of documents as pictures, made in a process of its own, with the fields that stand on them."""

import base64
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from core.intake import child
from core.intake.child import DEFAULT_LIMITS, Limits
from core.intake.documents import ocr, pdf_text
from core.intake.documents.values import FIELDS, FoundInvoice
from core.intake.table import Progress
from core.model.document import FieldBox, FieldPlace, PagePicture
from core.model.errors import FileError

_DPI = 110  # where small print can be read on the screen; 18 ms a page
_MOST_PIXELS = 2_500_000  # a page that claims to be as large as a wall is shown smaller
_QUALITY = 82
_MARGIN = 2.0  # points between a word and its frame
# Where a page has more fields than the eye can follow, these say what the invoice is about.
SHOWN = (*FIELDS, "payable")


def page_picture(
    data: bytes,
    file_name: str,
    page: int,
    pages: Sequence[int],
    places: Iterable[FieldPlace],
    *,
    is_cancelled: Callable[[], bool] = bool,
    limits: Limits = DEFAULT_LIMITS,
) -> PagePicture:
    """The picture of one page of a PDF or picture file, with the boxes of the fields printed on it.

    Raises `FileError` when the file has no such page, or none that can be shown.
    """
    request = {"file_name": file_name, "page": page}
    drawn = child.run("picture", data, file_name, request, is_cancelled=is_cancelled, limits=limits).values
    wide, high = drawn["points"]
    standing = sorted(
        (one for one in places if one.page == page), key=lambda one: (one.top, one.left, one.field)
    )
    boxes = tuple(_framed(place, wide, high) for place in standing)
    jpeg = base64.b64decode(drawn["jpeg"])
    return PagePicture(page, tuple(pages), jpeg, int(drawn["width"]), int(drawn["height"]), boxes)


def has_pages(data: bytes) -> bool:
    """Whether the file is of a kind that has pages to look at (an XML invoice has none)."""
    return b"%PDF-" in data[:1024] or ocr.is_picture(data)


def first_page(pages: Sequence[int], places: Iterable[FieldPlace]) -> int:
    """The page to show first: the one on which most fields are printed."""
    standing = [place.page for place in places]
    return max(standing, key=lambda page: (standing.count(page), -page)) if standing else (*pages, 1)[0]


def places_of(invoice: FoundInvoice) -> tuple[FieldPlace, ...]:
    """Where the fields of an invoice are printed."""
    found = []
    for name in SHOWN:
        place = invoice.field(name).place
        if place is not None:
            box = place.box
            found.append(FieldPlace(name, place.page, box.left, box.top, box.right, box.bottom))
    return tuple(found)


def _framed(place: FieldPlace, wide: float, high: float) -> FieldBox:
    def share(points: float, whole: float) -> float:
        return round(min(1.0, max(0.0, points / whole)), 5)

    return FieldBox(
        place.field,
        share(place.left - _MARGIN, wide),
        share(place.top - _MARGIN, high),
        share(place.right + _MARGIN, wide),
        share(place.bottom + _MARGIN, high),
    )


def draw_page(data: bytes, request: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """The child's side of `page_picture`: the page as JPEG in base64, its size in pixels and in points."""
    file_name, number = str(request["file_name"]), int(request["page"])
    if ocr.is_picture(data):
        if number != 1:
            raise FileError(f"“{file_name}” has no page {number}.")
        picture, points = _of_picture(data, file_name)
    else:
        with pdf_text.opened(data, file_name) as document:
            picture, points = _of_pdf(document, number, file_name)
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=_QUALITY)
    jpeg = base64.b64encode(held.getvalue()).decode()
    return {"jpeg": jpeg, "width": picture.width, "height": picture.height, "points": points}


def _of_picture(data: bytes, file_name: str) -> tuple[Image.Image, tuple[float, float]]:
    picture = ocr.opened_picture(data, file_name)
    scale = ocr.points_a_pixel(picture)
    points = picture.width * scale, picture.height * scale
    share = _DPI / 72 * scale
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    return (picture.resize(size) if share < 1 else picture), points


def _of_pdf(
    document: pdfium.PdfDocument, number: int, file_name: str
) -> tuple[Image.Image, tuple[float, float]]:
    if not 1 <= number <= len(document):
        raise FileError(f"“{file_name}” has no page {number}.")
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        raise FileError(f"Page {number} of “{file_name}” is damaged and cannot be shown.") from error
    try:
        wide, high = page.get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return picture, (wide, high)
