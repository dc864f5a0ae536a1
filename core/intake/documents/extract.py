"""Reads whatever document an invoice came as: e-invoice first, then text, then characters on a picture."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from core.intake.documents import einvoice, guess, ocr, parties, pdf_text, splitting, straightening
from core.intake.documents.around import Sheet
from core.intake.documents.ocr import Recognised
from core.intake.documents.values import FIELDS, KEY_FIELDS, Document, Found, FoundInvoice, Place, Source
from core.intake.documents.words import Page, fold
from core.intake.table import Progress, silent
from core.model.errors import FileError

_OCR_SECONDS = 22.0  # of the 30 one file may take
_CONVINCING = 0.8
_MARK_CAP = 0.6  # a name in a logo may be one of a product
_OCR_CAP = 0.89  # nothing recognised on a picture is taken without a look, unless it adds up
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}|[0-9]+(?:[.,/:-][0-9]+)*[%€$£]?")
_FEW_WORDS = 12
_LEGIBLE = 0.7


class NeedsOcrError(FileError):
    """The document, or the only place that names its issuer, is a picture, and recognising characters was not
    asked for; `so_far` is what could be read without."""

    def __init__(self, message: str, so_far: Document | None = None) -> None:
        super().__init__(message)
        self.so_far = so_far


def extract(data: bytes, file_name: str, progress: Progress = silent, recognise: bool = True) -> Document:
    """All invoices of a file (PDF, UBL or CII document, or a picture).

    With `recognise` False a picture raises `NeedsOcrError` instead of being recognised.

    Raises `FileError` in plain words when the file is of another kind, damaged, protected, empty, or a
    picture while no OCR is installed.
    """
    if not data:
        raise FileError(f"“{file_name}” is empty (0 bytes).")
    if b"%PDF-" in data[:1024]:
        return _pdf(data, file_name, progress, recognise)
    if einvoice.looks_like_xml(data):
        return Document(0, (einvoice.read(data, file_name),))
    if ocr.is_picture(data):
        if ocr.is_available() and not recognise:
            raise NeedsOcrError(f"“{file_name}” needs OCR.")
        progress("recognising the picture", 0, 1)
        read = ocr.read_picture(data, file_name)
        return _Sheets({1: read.page}, {1: Source.OCR}, {1: read}).invoices(file_name)
    if file_name.lower().endswith(".pdf"):
        raise FileError(f"“{file_name}” is not a PDF, although it is named like one.")
    raise FileError(
        f"“{file_name}” is of a kind that is not known; looked for a PDF, an electronic invoice (UBL, "
        f"CII, Factur-X, "
        "ZUGFeRD) and a picture (PNG, JPEG, TIFF)."
    )


def _pdf(data: bytes, file_name: str, progress: Progress, recognise: bool) -> Document:
    with pdf_text.opened(data, file_name) as document:
        embedded, said = _embedded(document, file_name)
        count = len(document)
        if embedded is not None:
            shown = _placed(embedded, document, file_name)
            return Document(count, (replace(shown, pages=tuple(range(1, count + 1))),))
        found = _from_pages(document, file_name, progress, recognise)
    if not said:
        return found
    invoices = tuple(replace(one, notices=(*said, *one.notices)) for one in found.invoices)
    return Document(found.pages, invoices)


def _embedded(document: pdfium.PdfDocument, file_name: str) -> tuple[FoundInvoice | None, tuple[str, ...]]:
    """The first e-invoice inside the PDF; what is wrong with those that could not be used."""
    said: list[str] = []
    for name, content in pdf_text.attachments(document, einvoice.MAX_BYTES):
        if not einvoice.looks_like_xml(content):
            continue
        try:
            return einvoice.read(content, name), ()
        except einvoice.NotAnInvoiceError:
            continue
        except FileError as error:
            said.append(f"The e-invoice inside “{file_name}” was not used: {error}")
    return None, tuple(said)


def _placed(invoice: FoundInvoice, document: pdfium.PdfDocument, file_name: str) -> FoundInvoice:
    """The e-invoice with the places where its number, parties and order are printed, to be framed."""
    fields: dict[str, Found] = {}
    for index in range(min(len(document), 3)):
        try:
            page = pdf_text.read_page(document, index, file_name).page
        except FileError:
            continue
        for name in ("invoice_number", "issuer", "recipient", "purchase_order_number"):
            found = invoice.field(name)
            if not found or name in fields:
                continue
            for cell in page.cells:
                at = cell.text.find(found.value)
                if at >= 0:
                    fields[name] = replace(found, place=cell.place(at, at + len(found.value)))
                    break
    return replace(invoice, **fields)  # type: ignore[arg-type]


@dataclass(slots=True)
class _Sheets:
    """The pages of a file on their way to invoices: their words, how they were come by,
    how they were turned."""

    pages: dict[int, Page]
    sources: dict[int, Source]
    turned: dict[int, Recognised]
    unread: int = 0

    def invoices(self, file_name: str) -> Document:
        """What is read from the pages so far."""
        return _guessed([self.pages[number] for number in sorted(self.pages)], self, file_name)


def _from_pages(
    document: pdfium.PdfDocument, file_name: str, progress: Progress, recognise: bool
) -> Document:
    """The invoices on the pages; pictures are recognised,
    and so are pages whose scanner's text yields little."""
    count = len(document)
    sheets = _Sheets({}, {}, {})
    pictures, layers = [], []
    for index in range(count):
        progress("reading pages", index, count)
        read = pdf_text.read_page(document, index, file_name)
        sheets.pages[index + 1] = read.page
        if read.scanned and read.hidden and read.page.lines:
            layers.append(index)
        blank = not read.page.lines and not read.scanned and count > 1
        wordless = len(_WORD.findall(read.page.text)) < _FEW_WORDS
        if not blank and (wordless or (index in layers and not is_legible(read.page.text))):
            pictures.append(index)
        sheets.sources[index + 1] = Source.OCR if index in layers else Source.TEXT
    if layers and not pictures:
        found = _tried(sheets, file_name)
        if found is not None and (_is_convincing(found) or not ocr.is_available()):
            return found
        pictures = layers
    if not pictures:
        return _by_their_marks(document, sheets.invoices(file_name), file_name, recognise)
    if not ocr.is_available():
        if layers and _tried(sheets, file_name) is not None:
            return sheets.invoices(file_name)
        raise FileError(
            f"“{file_name}” needs OCR: page {pictures[0] + 1} is a picture without text, and no OCR is "
            "installed here (install the extra “ocr”, or tesseract)."
        )
    if not recognise:
        raise NeedsOcrError(f"“{file_name}” needs OCR.")
    as_layered = _tried(sheets, file_name) if layers else None
    _recognise(document, pictures, sheets, progress)
    anew = sheets.invoices(file_name)
    return as_layered if as_layered is not None and _worth(as_layered) > _worth(anew) else anew


def _by_their_marks(
    document: pdfium.PdfDocument, found: Document, file_name: str, recognise: bool
) -> Document:
    """Invoices on which no text names the issuer, with the name that stands there as a picture (a logo)."""
    if ocr.engine() != ocr.RAPIDOCR or all(one.issuer for one in found.invoices):
        return found
    if not recognise:
        raise NeedsOcrError(f"“{file_name}” needs OCR.", found)
    named = []
    for one in found.invoices:
        if not one.issuer:
            seen = ocr.read_page(document, one.pages[0] - 1)
            mark = parties.find(Sheet([seen.page])).issuer
            if mark and fold(mark.value) != fold(one.recipient.value):
                place = _on_scan(mark.place, seen)
                one = replace(one, issuer=Found(mark.value, min(mark.confidence, _MARK_CAP), place))
        named.append(one)
    return replace(found, invoices=tuple(named))


def _on_scan(place: Place | None, page: Recognised) -> Place | None:
    return place and straightening.placed_back(place, page.turned, page.width, page.height)


def _recognise(document: pdfium.PdfDocument, indexes: list[int], sheets: _Sheets, progress: Progress) -> None:
    """Recognises pages within the time one file may take: first, last, then the others in order."""
    started = time.monotonic()
    order = [indexes[0], *indexes[:0:-1][:1], *indexes[1:-1]]
    for done, index in enumerate(order):
        spent = time.monotonic() - started
        if done and spent + spent / done > _OCR_SECONDS:
            for missed in order[done:]:
                del sheets.pages[missed + 1]
            sheets.unread = len(order) - done
            return
        progress("recognising pages", done, len(order))
        recognised = ocr.read_page(document, index)
        sheets.pages[index + 1] = recognised.page
        sheets.sources[index + 1] = Source.OCR
        sheets.turned[index + 1] = recognised


def _tried(sheets: _Sheets, file_name: str) -> Document | None:
    try:
        return sheets.invoices(file_name)
    except FileError:
        return None


def _is_convincing(document: Document) -> bool:
    """Whether a scanner's own text gave every key field and a total that is proved."""
    return all(
        one.adds_up and all(one.field(name).confidence >= _CONVINCING for name in KEY_FIELDS)
        for one in document.invoices
    )


def _worth(document: Document) -> float:
    return max(
        one.adds_up + sum(one.field(name).confidence for name in KEY_FIELDS) for one in document.invoices
    )


def is_legible(text: str) -> bool:
    """Whether most tokens of a text layer are words, numbers or marks rather than misread noise."""
    tokens = text.split()
    good = sum(1 for token in tokens if _WORD.fullmatch(token.strip(".,:;()[]#*-–/'\"")) or len(token) == 1)
    return len(tokens) >= _FEW_WORDS and good / len(tokens) >= _LEGIBLE


def _guessed(pages: Sequence[Page], sheets: _Sheets, file_name: str) -> Document:
    if not guess.looks_like_invoice("\n".join(page.text for page in pages)):
        raise FileError(
            f"“{file_name}” does not look like an invoice: none of the words for an invoice or a total "
            f"stands on its {'page' if len(pages) == 1 else f'{len(pages)} pages'}."
        )
    invoices = []
    for group in splitting.split(pages):
        source = (
            Source.OCR if any(sheets.sources[page.number] is Source.OCR for page in group) else Source.TEXT
        )
        invoice = guess.read(group, source)
        invoices.append(_careful(invoice, sheets) if source is Source.OCR else invoice)
    return Document(len(pages) + sheets.unread, tuple(invoices))


def _careful(invoice: FoundInvoice, sheets: _Sheets) -> FoundInvoice:
    """Recognised fields with the confidence they deserve: low, but for amounts that add up."""
    kept = {"total_amount", "tax"} if invoice.adds_up else set()
    fields: dict[str, Found] = {}
    for name in (*FIELDS, "payable"):
        found = invoice.field(name)
        sure = found.confidence if name in kept else min(found.confidence, _OCR_CAP)
        place = found.place
        if place is not None and (page := sheets.turned.get(place.page)) is not None:
            place = _on_scan(place, page)
        fields[name] = replace(found, confidence=sure, place=place)
    said = ["It was recognised on a picture (OCR): please compare it with the page."]
    if sheets.unread:
        said.append(f"{sheets.unread} of its pages were not recognised: that would have taken too long.")
    return replace(invoice, notices=(*invoice.notices, *said), **fields)  # type: ignore[arg-type]
