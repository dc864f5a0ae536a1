"""The document an invoice was read from: its pages, and where on them each field is printed."""

from dataclasses import dataclass

MAX_DOCUMENT_BYTES = (
    25_000_000  # the database refuses more; a page scanned in colour at 300 dpi has 1 to 3 MB
)


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a field is printed: the page (1 is the first of the file) and the box around it in points
    (1/72 inch) from the page's top left corner."""

    field: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class FieldBox:
    """Where a field stands on a picture of its page, each side as a share of its width or height, 0 to 1."""

    field: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture: JPEG bytes, its size in pixels, and the fields that stand on it.

    `page` is the page of the file that is shown, `pages` are those the invoice stands on.
    """

    page: int
    pages: tuple[int, ...]
    jpeg: bytes
    width: int
    height: int
    boxes: tuple[FieldBox, ...] = ()
