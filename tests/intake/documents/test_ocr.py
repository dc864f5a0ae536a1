"""Recognised pages: words with boxes, and nothing taken for certain that does not add up."""

import io

import pypdfium2 as pdfium
import pytest

from core.intake.documents import extract, ocr
from core.intake.documents.as_invoice import propose
from core.intake.documents.values import FIELDS, Box, FoundInvoice, Source
from core.intake.documents.words import Page, Word, page_of
from tests.intake.documents import hostile
from tests.intake.documents.drawn import LAYOUTS, draw
from tests.intake.documents.drawn_words import GB


def scanned(data: bytes) -> bytes:
    """The first page as a picture in a PDF."""
    held = io.BytesIO()
    pdfium.PdfDocument(data)[0].render(scale=150 / 72).to_pil().convert("L").save(held, "PDF", resolution=150)
    return held.getvalue()


def recognised(*rows: str) -> Page:
    words = [
        Word(part, Box(40 + 45.0 * i, 40 + 20.0 * row, 84 + 45.0 * i, 50 + 20.0 * row), 48 + 20.0 * row, 10)
        for row, text in enumerate(rows)
        for i, part in enumerate(text.split())
    ]
    return page_of(1, 595, 842, words)


def row(level: str, left: int, top: int, width: int, height: int, conf: str, text: str) -> dict[str, str]:
    """One row of tesseract's table, on the first line of the page."""
    box = {"left": str(left), "top": str(top), "width": str(width), "height": str(height)}
    line = {"block_num": "1", "par_num": "1", "line_num": "1"}
    return {"level": level, "conf": conf, "text": text} | box | line


def extract_of(page: Page, monkeypatch: pytest.MonkeyPatch) -> FoundInvoice:
    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(ocr, "read_page", lambda document, index: page)
    return extract.extract(hostile.picture_only(), "scan.pdf").invoices[0]


def test_recognised_fields_stay_below_the_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    page = recognised(
        "Acorn Trading Ltd",
        "Invoice Number: A-1001",
        "Invoice Date: 14 March 2024",
        "Invoice Total GBP 120.00",
    )
    found = extract_of(page, monkeypatch)
    assert found.source is Source.OCR
    assert found.invoice_number.value == "A-1001"
    assert all(found.field(name).confidence < 0.9 for name in FIELDS)
    assert "total_amount" in propose(found, ["Acorn"]).doubts


def test_only_a_total_that_adds_up_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    head = ("Acorn Trading Ltd", "Invoice Number: A-1001", "Net Total 100.00", "VAT 20.00")
    assert extract_of(recognised(*head, "Total GBP 120.00"), monkeypatch).total_amount.confidence >= 0.9
    lost_digit = extract_of(recognised(*head, "Total GBP 20.00"), monkeypatch)
    assert lost_digit.total_amount.confidence < 0.9
    assert not lost_digit.adds_up


def test_a_year_out_of_range_is_not_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    found = extract_of(recognised("Invoice 5", "Invoice Date: 12/03/9090", "Total GBP 5.00"), monkeypatch)
    assert found.issue_date.value == ""


def test_a_poor_hidden_layer_is_not_trusted() -> None:
    assert extract.is_legible(
        "Invoice number 4711 of 3 March 2024 for goods delivered to you total 120.00 GBP"
    )
    assert not extract.is_legible(
        "lnv0!ce nu~ber 4?1l o| 3 M@rch 2O#4 f%r g&ods d=liv;red +o y0u t*tal l2o.oo G8P"
    )


def test_tesseract_rows_become_words_in_points() -> None:
    rows = [
        row("4", 100, 200, 400, 40, "-1", ""),
        row("5", 100, 205, 120, 30, "93", "Invoice"),
        row("5", 240, 205, 10, 30, "7", "~"),
    ]
    words = ocr._tesseract_words(rows, 0.5)
    assert [word.text for word in words] == ["Invoice"]
    assert words[0].box == Box(50, 102.5, 110, 117.5)
    assert (words[0].baseline, words[0].height) == (120, 20)


@pytest.mark.skipif(not ocr.is_available(), reason="neither rapidocr nor tesseract is installed")
def test_a_scan_of_an_invoice_is_read() -> None:
    drawn = draw(LAYOUTS[0], GB, 3)
    found = extract.extract(scanned(drawn.data), "scan.pdf").invoices[0]
    assert found.source is Source.OCR
    assert found.total_amount.value == drawn.truth["total_amount"]
    assert found.invoice_number.value == drawn.truth["invoice_number"]
