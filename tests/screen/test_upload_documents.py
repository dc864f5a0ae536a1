"""Upload with documents: the page beside its fields, corrections in place, nothing stored without its yes."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from core.model.identity import Role
from core.services import browsing, importing
from core.services.browsing import LedgerFilter
from tests.intake.documents import hostile
from tests.screen.conftest import all_text, until_read
from tests.screen.test_upload import press, sample

PDF = hostile.sound()


def two_invoices(recipient: str) -> bytes:
    """A PDF of two pages, each an invoice of its own."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842))
    for number, total in (("B-2001", "240.00"), ("B-2002", "360.00")):
        net = f"{float(total) / 1.2:.2f}"
        tax = f"{float(total) - float(net):.2f}"
        lines = [
            "Birchwood Supplies Ltd", "1 High Street, Leeds", "", "INVOICE", f"Invoice Number: {number}",
            "Invoice Date: 14 March 2026", "", "Bill to:", recipient, "",
            f"Net 20.0% {net}", f"VAT {tax}", f"Invoice Total GBP {total}",
        ]  # fmt: skip
        for row, line in enumerate(lines):
            canvas.drawString(60, 780 - 18 * row, line)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def drop(open_page):
    """Opens Upload and drops files on it."""

    def dropped(member, *files):
        page = open_page("upload", member)
        page.file_uploader[0].set_value([(name, data, "application/pdf") for name, data in files]).run()
        return until_read(page)

    return dropped


def field(page, label, nth=0):
    return [box for box in page.text_input if box.label.startswith(label)][nth]


def stored(member):
    rows = browsing.invoice_list(member.workspace, LedgerFilter(), 10).rows
    return sorted(zip(rows["number"], rows["amount_minor"], rows["direction"], strict=True))


def test_a_pdf_shows_its_page_and_its_fields_and_says_what_waits(drop, new_member):
    member = new_member("Paper")
    page = drop(member, ("acorn.pdf", PDF))
    said = all_text(page)
    assert "1 invoice on 1 page, read from its text." in said
    assert "Neither issuer nor recipient could be read as this company" in said
    assert field(page, "Number").value == "A-1001"
    assert field(page, "Number").label == "Number · sure"
    assert field(page, "Total").value == "120.00"
    assert any("tt-frame" in html.proto.body for html in page.get("html"))
    store = next(button for button in page.button if button.label.startswith("Store 1 invoice"))
    assert (store.label, store.disabled) == ("Store 1 invoice (1 needs you)", True)


def test_saying_which_way_it_goes_makes_it_ready(drop, new_member):
    member = new_member("Way")
    page = drop(member, ("acorn.pdf", PDF))
    next(radio for radio in page.radio if radio.label.startswith("Which way")).set_value("payable").run()
    press(page, "Store 1 invoice")
    assert stored(member) == [("A-1001", 12000, "payable")]
    assert "1 invoice added" in all_text(page)


def test_a_corrected_field_is_stored_as_typed(drop, new_member):
    member = new_member("Typed")
    page = drop(member, ("acorn.pdf", PDF))
    field(page, "Total").set_value("1,120.50").run()
    assert field(page, "Total").label == "Total · as you typed it"
    next(radio for radio in page.radio if radio.label.startswith("Which way")).set_value("receivable").run()
    assert "missing" in field(page, "Recipient").label
    field(page, "Recipient").set_value("Some Customer").run()
    assert "It is issued by “Acorn Trading Ltd”" in all_text(page)
    next(box for box in page.checkbox if box.label.startswith("I compared")).check().run()
    press(page, "Store 1 invoice")
    assert stored(member) == [("A-1001", 112050, "receivable")]


def test_words_that_can_be_read_in_two_ways_keep_it_from_being_stored(drop, new_member):
    page = drop(new_member("Twoways"), ("acorn.pdf", PDF))
    next(radio for radio in page.radio if radio.label.startswith("Which way")).set_value("payable").run()
    field(page, "Issued").set_value("03/04/2026").run()
    assert "can be 2026-03-04 or 2026-04-03" in page.error[0].value.replace("\\", "")
    assert next(button for button in page.button if button.label.startswith("Store 1 invoice")).disabled


def test_a_yes_is_enough_where_nothing_is_missing(drop, new_member):
    member = new_member("Yes")
    page = drop(member, ("acorn.pdf", PDF))
    next(box for box in page.checkbox if box.label.startswith("I compared")).check().run()
    press(page, "Store 1 invoice")
    assert stored(member) == [("A-1001", 12000, "payable")]


def test_several_invoices_of_one_pdf_are_stored_without_the_doubtful(drop, new_member):
    member = new_member("Several")
    page = drop(member, ("two.pdf", two_invoices("Somebody Else plc")))
    assert "2 invoices on 2 pages" in all_text(page)
    assert any(button.label == "Store 2 invoices (2 need you)" for button in page.button)
    next(box for box in page.checkbox if box.label.startswith("I compared")).check().run()
    press(page, "Store 1 without the doubtful ones")
    assert [row[0] for row in stored(member)] == ["B-2001"]
    assert "1 invoice stored already" in all_text(page)
    assert field(page, "Number").value == "B-2002"


def test_documents_and_tables_are_stored_together(drop, new_member):
    member = new_member("Together")
    page = drop(member, ("acorn.pdf", PDF), sample("invoices.csv"))
    next(box for box in page.checkbox if box.label.startswith("I compared")).check().run()
    press(page, "Store all 42 lines of 2 files")
    assert {batch.file_name for batch in importing.all_batches(member.workspace)} == {
        "acorn.pdf",
        "invoices.csv",
    }
    assert browsing.invoice_list(member.workspace, LedgerFilter(), 100).total == 42


def test_a_document_that_cannot_be_read_says_why_and_the_others_go_on(drop, new_member):
    member = new_member("Locked")
    page = drop(member, ("locked.pdf", hostile.locked("secret", "owner")), ("acorn.pdf", PDF))
    said = all_text(page)
    assert "password-protected" in said
    assert field(page, "Number").value == "A-1001"


def test_a_stopped_document_can_be_read_again(drop, new_member):
    """Once Stop was pressed the card says so, and reads the file anew when asked."""
    member = new_member("Stopped")
    page = drop(member, ("acorn.pdf", PDF))
    (file,) = page.session_state[f"files_{member.company.id}"]
    file.card.file = None
    file.card.stop()
    page.run()
    assert "You stopped this file before it was read." in all_text(page)
    press(page, "Read it again")
    assert field(page, "Number").value == "A-1001"


def test_a_viewer_looks_but_does_not_store(drop, new_member):
    page = drop(new_member("Viewing", role=Role.VIEWER), ("acorn.pdf", PDF))
    assert "only analysts and above can store" in all_text(page)
    assert not any(button.label.startswith("Store") for button in page.button)
