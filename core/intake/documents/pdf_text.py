"""Opens PDFs and reads their text with boxes, their attachments and what their pages are made of."""

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from core.intake.documents import unpacking
from core.intake.documents.values import Box
from core.intake.documents.words import Page, Word, page_of
from core.model.errors import FileError

MAX_PAGES = 500
# A page of small print holds 12,000 characters; a page with more is a dump, not an invoice.
MAX_CHARACTERS = 60_000
_FULL_PAGE = 0.6  # a picture that covers this part of the page is a scan of it
_GAP = 0.25  # letters nearer than this part of their height belong to one word
_SPREAD = 0.15  # as much where a gap was taken for a space that is not in the file (letter-spaced headings)
_INVISIBLE = 3  # text rendering mode "neither fill nor stroke" (ISO 32000-1, 9.3.6)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text and whether it is a picture: `scanned` when an image covers it, `hidden` when most of
    the text is invisible (the layer some scanners leave)."""

    page: Page
    scanned: bool
    hidden: bool


@contextmanager
def opened(data: bytes, file_name: str) -> Iterator[pdfium.PdfDocument]:
    """The document; raises `FileError` in plain words when it cannot be opened."""
    if not data:
        raise FileError(f"“{file_name}” is empty (0 bytes).")
    unpacking.check(data, file_name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise FileError(_why(str(error), data, file_name)) from error
    try:
        if len(document) == 0:
            raise FileError(f"“{file_name}” is a PDF without pages.")
        if len(document) > MAX_PAGES:
            raise FileError(
                f"“{file_name}” has {len(document):,} pages; at most {MAX_PAGES} are read at once. "
                "Please split it."
            )
        yield document
    finally:
        document.close()


def _why(said: str, data: bytes, file_name: str) -> str:
    folded = said.casefold()
    if "password" in folded or "security" in folded:
        return f"“{file_name}” is password-protected. Please remove the password and upload it again."
    if b"%PDF-" not in data[:1024]:
        return f"“{file_name}” is not a PDF, although it is named like one."
    return f"“{file_name}” is a damaged or incomplete PDF: its inner directory cannot be read."


def attachments(document: pdfium.PdfDocument, most_bytes: int) -> list[tuple[str, bytes]]:
    """Names and contents of embedded files that are not larger than `most_bytes`."""
    found = []
    for index in range(min(document.count_attachments(), 50)):
        try:
            attachment = document.get_attachment(index)
            size = ctypes.c_ulong()
            if not raw.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(size)):
                continue
            if 0 < size.value <= most_bytes:
                found.append((attachment.get_name(), bytes(attachment.get_data())))
        except pdfium.PdfiumError:
            continue  # a damaged one: what is printed is read instead
    return found


def read_page(document: pdfium.PdfDocument, index: int, file_name: str) -> PageText:
    """The text of one page; raises `FileError` when the page cannot be read at all."""
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise FileError(f"“{file_name}”: page {index + 1} is damaged and cannot be read.") from error
    try:
        text = page.get_textpage()
        try:
            words, hidden = _words(page, text)
        finally:
            text.close()
        width, height = page.get_size()
        return PageText(page_of(index + 1, width, height, words), _is_scanned(page), hidden)
    finally:
        page.close()


def _is_scanned(page: pdfium.PdfPage) -> bool:
    width, height = page.get_size()
    if page.get_rotation() in (90, 270):
        width, height = height, width
    for count, item in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) >= _FULL_PAGE * width * height:
            return True
        if count > 500:
            break
    return False


@dataclass(slots=True)
class _Pen:
    """A word under construction."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    height: float
    angle: int
    last: tuple[float, float]  # left and right edge of the last letter

    def word(self) -> Word:
        return Word(
            self.text, Box(self.left, self.top, self.right, self.bottom), self.baseline, max(self.height, 1.0)
        )


def _words(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> tuple[list[Word], bool]:
    """Upright words in the order they were written, and whether most characters are invisible.

    Slanted words are left out (a stamp across the page), unless the whole page is turned that way.
    """
    turn = _turner(page)
    by_angle: dict[int, list[Word]] = {}
    hidden = seen = 0
    for pen in _pens(text, turn):
        by_angle.setdefault(pen.angle, []).append(pen.word())
    count = min(text.count_chars(), MAX_CHARACTERS)
    for index in range(0, count, max(1, count // 40)):
        item = raw.FPDFText_GetTextObject(text, index)
        if item:
            seen += 1
            hidden += raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
    if not by_angle:
        return [], False
    angle = max(by_angle, key=lambda one: sum(len(word.text) for word in by_angle[one]))
    words = by_angle[angle]
    if angle in (90, 180, 270):
        width, height = page.get_size()
        words = [_turned(word, angle, width, height) for word in words]
    elif angle != 0:
        words = by_angle.get(0, [])
    return _with_euros(words), seen > 0 and hidden * 2 > seen


# TeX's typefaces of the euro sign alone have it in the place of the letter e: "e1.256,00", "680.0 e".
_EURO_FIRST = re.compile(r"e(?=[0-9][0-9.,]*\Z)")
_PLAIN_AMOUNT = re.compile(r"[0-9][0-9.,]*[.,][0-9]{1,2}\Z")


def _with_euros(words: list[Word]) -> list[Word]:
    """The words with the sign where more than one amount has an e for it."""
    found = {at for at, word in enumerate(words) if _EURO_FIRST.match(word.text)}
    for at, word in enumerate(words):
        ends = at + 1 == len(words) or abs(words[at + 1].baseline - word.baseline) > 0.5 * word.height
        if word.text == "e" and ends and at and _PLAIN_AMOUNT.match(words[at - 1].text):
            found.add(at)
    if len(found) < 2:
        return words
    return [replace(word, text="€" + word.text[1:]) if at in found else word for at, word in enumerate(words)]


def _turned(word: Word, angle: int, width: float, height: float) -> Word:
    """A word of text that runs upwards, downwards or upside down, as if the page had been turned."""
    b = word.box
    if angle == 90:  # text runs upwards
        return Word(
            word.text, Box(height - b.bottom, b.left, height - b.top, b.right), b.right, b.right - b.left
        )
    if angle == 270:
        return Word(
            word.text, Box(b.top, width - b.right, b.bottom, width - b.left), width - b.left, b.right - b.left
        )
    turned = Box(width - b.right, height - b.bottom, width - b.left, height - b.top)
    return Word(word.text, turned, turned.bottom, word.height)


_Turn = tuple[float, float, float, float, float, float]


def _turner(page: pdfium.PdfPage) -> _Turn:
    """The linear map from PDF coordinates to points from the shown page's top left corner."""
    width, height = page.get_size()
    scale = 1_000.0 / max(width, height, 1.0)
    size = (round(width * scale), round(height * scale))
    corners = []
    for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        dx, dy = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            page, 0, 0, size[0] * 20, size[1] * 20, 0, x, y, ctypes.byref(dx), ctypes.byref(dy)
        )
        corners.append((dx.value / 20 / scale, dy.value / 20 / scale))
    (ox, oy), (ax, ay), (bx, by) = corners
    return (ax - ox) / 1000, (bx - ox) / 1000, ox, (ay - oy) / 1000, (by - oy) / 1000, oy


# Letters printed as one, by their own code points and by the places they have in the fonts of TeX.
_LETTERS = dict(
    zip((*range(0xFB00, 0xFB05), *range(0x1B, 0x20)), ("ff", "fi", "fl", "ffi", "ffl") * 2, strict=True)
) | {2: "-"}  # PDFium's own sign for a hyphen at a line's end


def _pens(text: pdfium.PdfTextPage, turn: _Turn) -> Iterator[_Pen]:
    a, b, c, d, e, f = turn
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_at, x_at, y_at = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    page_angle = math.degrees(math.atan2(-d, a))
    pen: _Pen | None = None
    most = _GAP
    for index in range(min(text.count_chars(), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text, index) or 32
        letter = _LETTERS.get(code) or chr(code)
        if letter.isspace() or letter in "\u00ad\ufffe\u200b":
            if letter == " " and raw.FPDFText_IsGenerated(text, index) == 1:
                most = _SPREAD  # not in the file but made up where letters stand apart
                continue
            if letter.isspace() and pen is not None:
                yield pen
                pen = None
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, rect_at):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x_at, y_at)
        angle = round(math.degrees(raw.FPDFText_GetCharAngle(text, index)) + page_angle) % 360
        xs = sorted((a * rect.left + b * rect.top + c, a * rect.right + b * rect.bottom + c))
        ys = sorted((d * rect.left + e * rect.top + f, d * rect.right + e * rect.bottom + f))
        baseline = d * x.value + e * y.value + f
        joins = pen is not None and _joins(pen, xs, baseline, angle, most)
        most = _GAP
        if pen is not None and joins:
            pen.text, pen.last = pen.text + letter, (xs[0], xs[1])
            pen.left, pen.right = min(pen.left, xs[0]), max(pen.right, xs[1])
            pen.top, pen.bottom = min(pen.top, ys[0]), max(pen.bottom, ys[1])
            continue
        if pen is not None:
            yield pen
        pen = _Pen(letter, xs[0], ys[0], xs[1], ys[1], baseline, ys[1] - ys[0], angle, (xs[0], xs[1]))
    if pen is not None:
        yield pen


def _joins(pen: _Pen, xs: list[float], baseline: float, angle: int, most: float) -> bool:
    if angle != pen.angle:
        return False
    if angle in (90, 270):
        return abs(xs[1] - pen.right) < 1.0
    return abs(baseline - pen.baseline) < 0.3 * pen.height and (
        -0.5 * pen.height < xs[0] - pen.right < most * pen.height or pen.last == (xs[0], xs[1])
    )  # the letters of a ligature share one box
