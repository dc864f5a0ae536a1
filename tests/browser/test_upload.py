"""Upload in a browser: one of several files is stopped while it is read; neither others nor books notice."""

import io
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from reportlab.pdfgen.canvas import Canvas

from core.faces.demo import PASSWORD
from tests.browser.conftest import Served, settle, sign_in

BANK = "transaction_id,payment_date,amount,currency,counterparty,description,reference\n"
PAGES = 300  # some ten seconds of reading: long enough to be stopped, far from the 30 s a file may take
INVOICE = (
    "Acorn Trading Ltd", "1 High Street, Leeds", "Invoice Number: A-{number}", "Invoice Date: 14 March 2026",
    "Bill to: Northwind Services", "Net 20.0% 100.00", "VAT 20.00", "Invoice Total GBP 120.00",
)  # fmt: skip


def bank_lines(name: str) -> dict[str, object]:
    """A file of one bank line that nobody else has."""
    row = f"{name},2026-09-28,12.50,USD,Quillfeather Looms Ltd,Payment,{name}\n"
    return {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": (BANK + row).encode()}


def many_pages() -> dict[str, object]:
    """A document with an invoice on each of its pages."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842))
    for page in range(PAGES):
        for row, line in enumerate(INVOICE):
            canvas.drawString(60, 780 - 18 * row, line.format(number=1001 + page))
        for row in range(30):  # what stands below, as on any invoice
            canvas.drawString(
                60, 600 - 18 * row, f"{row + 1}  Goods as ordered, delivered to dock {row}  1.00"
            )
        canvas.showPage()
    canvas.save()
    return {"name": "ledger.pdf", "mimeType": "application/pdf", "buffer": held.getvalue()}


@pytest.fixture
def upload(page: Page, served: Served) -> Page:
    sign_in(page, served.address, "max@northwind.example", PASSWORD)
    page.goto(f"{served.address}/upload?company=northwind-services")
    settle(page)
    return page


def card(page: Page, name: str) -> Locator:
    """The card of a dropped file."""
    return page.locator("[class*='st-key-card_file']").filter(has_text=name)


def test_one_of_several_files_is_stopped_and_the_others_go_on(upload: Page) -> None:
    files = [bank_lines("UPA-1"), many_pages(), bank_lines("UPB-1")]
    upload.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    long = card(upload, "ledger.pdf")
    expect(long).to_contain_text(re.compile(rf"reading pages, [0-9]+ of {PAGES}"))
    long.get_by_role("button", name="Stop").click()
    expect(long).to_contain_text("You stopped this file before it was read.")
    expect(card(upload, "UPA-1.csv")).to_contain_text("1 new")
    expect(card(upload, "UPB-1.csv")).to_contain_text("1 new")
    expect(long.get_by_role("button", name="Read it again")).to_be_visible()
    imports = upload.get_by_role("table").filter(has_text="Rejected")
    for name in ("UPA-1.csv", "ledger.pdf", "UPB-1.csv"):
        expect(imports.get_by_role("gridcell", name=name)).to_have_count(0)


def test_what_was_read_is_still_there_after_a_look_at_another_page(upload: Page) -> None:
    upload.locator("input[type=file]").set_input_files([bank_lines("UPC-1")])  # type: ignore[arg-type]
    expect(card(upload, "UPC-1.csv")).to_contain_text("1 new")
    settle(upload)
    upload.get_by_role("link", name="Ledger").click()
    expect(upload.get_by_role("heading", name="Ledger")).to_be_visible()
    settle(upload)
    upload.get_by_role("link", name="Upload").click()
    expect(card(upload, "UPC-1.csv")).to_contain_text("1 new")
    card(upload, "UPC-1.csv").get_by_role("button", name="Dismiss").click()
    expect(card(upload, "UPC-1.csv")).to_have_count(0)
