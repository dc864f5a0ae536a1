"""Reads whatever document an invoice came as: e-invoice first, then text, then characters on a picture."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from core.intake.documents import einvoice, guess, ocr, pdf_text, splitting
from core.intake.documents.pdf_text import PageText
from core.intake.documents.values import Document, Found, FoundInvoice, Source
from core.intake.documents.words import Page
from core.intake.table import Progress, silent
from core.model.errors import FileError

_OCR_CAP = 0.89  # nothing recognised on a picture is taken without a look, unless it adds up
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}|[0-9]+(?:[.,/:-][0-9]+)*[%€$£]?")
_FEW_WORDS = 12
_LEGIBLE = 0.7


class NeedsOcrError(FileError):
    """The document is a picture and recognising characters was not asked for."""


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
        return _guessed([ocr.read_picture(data, file_name)], {1: Source.OCR}, file_name)
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
            shown = _placed(embedded, document)
            return Document(count, (replace(shown, pages=tuple(range(1, count + 1))),))
        pages: list[Page] = []
        sources: dict[int, Source] = {}
        for index in range(count):
            progress("reading pages", index, count)
            page, source = _page(document, index, file_name, recognise)
            pages.append(page)
            sources[page.number] = source
    found = _guessed(pages, sources, file_name)
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


def _placed(invoice: FoundInvoice, document: pdfium.PdfDocument) -> FoundInvoice:
    """The e-invoice with the places where its number, parties and order are printed, to be framed."""
    fields: dict[str, Found] = {}
    for index in range(min(len(document), 3)):
        try:
            page = pdf_text.read_page(document, index).page
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


def _page(document: pdfium.PdfDocument, index: int, file_name: str, recognise: bool) -> tuple[Page, Source]:
    """One page and how its words were come by; recognised anew when the scanner's own text is poor."""
    read = pdf_text.read_page(document, index)
    if not read.page.lines and not read.scanned and len(document) > 1:
        return read.page, Source.TEXT  # an empty back page
    if not _needs_ocr(read):
        return read.page, Source.OCR if read.scanned and read.hidden else Source.TEXT
    if not ocr.is_available():
        if len(_WORD.findall(read.page.text)) >= _FEW_WORDS:
            return read.page, Source.OCR
        raise FileError(
            f"“{file_name}” needs OCR: page {index + 1} is a picture without text, and no OCR is "
            f"installed here "
            "(install the extra “ocr”, or tesseract)."
        )
    if not recognise:
        raise NeedsOcrError(f"“{file_name}” needs OCR.")
    return ocr.read_page(document, index), Source.OCR


def _needs_ocr(read: PageText) -> bool:
    words = _WORD.findall(read.page.text)
    if len(words) < _FEW_WORDS:
        return True
    return read.scanned and read.hidden and not is_legible(read.page.text)


def is_legible(text: str) -> bool:
    """Whether most tokens of a text layer are words, numbers or marks rather than misread noise."""
    tokens = text.split()
    good = sum(1 for token in tokens if _WORD.fullmatch(token.strip(".,:;()[]#*-–/'\"")) or len(token) == 1)
    return len(tokens) >= _FEW_WORDS and good / len(tokens) >= _LEGIBLE


def _guessed(pages: Sequence[Page], sources: dict[int, Source], file_name: str) -> Document:
    if not guess.looks_like_invoice("\n".join(page.text for page in pages)):
        raise FileError(
            f"“{file_name}” does not look like an invoice: none of the words for an invoice or a total "
            f"stands on "
            f"its {'page' if len(pages) == 1 else f'{len(pages)} pages'}."
        )
    invoices = []
    for group in splitting.split(pages):
        source = Source.OCR if any(sources[page.number] is Source.OCR for page in group) else Source.TEXT
        invoice = guess.read(group, source)
        invoices.append(_careful(invoice) if source is Source.OCR else invoice)
    return Document(len(pages), tuple(invoices))


def _careful(invoice: FoundInvoice) -> FoundInvoice:
    """Recognised fields with the confidence they deserve: low, but for amounts that add up."""
    kept = {"total_amount", "tax"} if invoice.adds_up else set()
    fields = {
        name: replace(invoice.field(name), confidence=min(invoice.field(name).confidence, _OCR_CAP))
        for name in (
            "issuer",
            "recipient",
            "invoice_number",
            "issue_date",
            "due_date",
            "terms",
            "total_amount",
            "currency",
            "tax",
            "purchase_order_number",
            "payable",
        )
        if name not in kept
    }
    said = "It was recognised on a picture (OCR): please compare it with the page."
    return replace(invoice, notices=(*invoice.notices, said), **fields)  # type: ignore[arg-type]
