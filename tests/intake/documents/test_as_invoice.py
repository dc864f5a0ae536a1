"""What was read becomes an invoice of the books only as far as it is certain."""

from dataclasses import replace
from datetime import date

import pytest

from core.intake.documents import einvoice, extract
from core.intake.documents.as_invoice import propose
from core.intake.documents.values import NOTHING, Found, Source
from core.model.invoice import Direction
from core.model.money import Money
from tests.intake.documents import hostile

BILL = replace(einvoice.read(hostile.ubl(), "a.xml"), recipient=Found("Acorn Trading Ltd", 1.0))


def test_the_counterparty_is_the_party_that_is_not_the_company() -> None:
    bought = propose(BILL, ["ACORN Trading Limited"])
    sold = propose(BILL, ["Fjord Supplies"])
    assert bought.invoice is not None
    assert sold.invoice is not None
    assert (bought.invoice.direction, bought.invoice.counterparty) == (Direction.PAYABLE, "Fjord Supplies AB")
    assert (sold.invoice.direction, sold.invoice.counterparty) == (Direction.RECEIVABLE, "Acorn Trading Ltd")
    assert bought.doubts == sold.doubts == {}
    assert bought.invoice.issued_on == date(2026, 2, 3)
    assert bought.invoice.line_items[0].total == Money(10000, "EUR")


def test_a_company_on_neither_side_is_a_doubt() -> None:
    assert "direction" in propose(BILL, ["Somebody Else plc"]).doubts


@pytest.mark.parametrize("field", ["invoice_number", "issue_date", "total_amount", "currency", "issuer"])
def test_a_field_below_the_threshold_waits_for_a_yes(field: str) -> None:
    doubtful = replace(BILL, **{field: replace(BILL.field(field), confidence=0.89)})
    assert field in propose(doubtful, ["Acorn Trading Ltd"]).doubts
    missing = propose(replace(BILL, **{field: NOTHING}), ["Acorn Trading Ltd"])
    assert missing.invoice is None
    assert field in missing.doubts


def test_a_credit_note_is_negative_in_the_books() -> None:
    proposal = propose(replace(BILL, is_credit_note=True), ["Acorn Trading Ltd"])
    assert proposal.invoice is not None
    assert proposal.invoice.total == Money(-12000, "EUR")


def test_what_ocr_read_waits_for_a_yes_unless_it_adds_up() -> None:
    read = replace(BILL, source=Source.OCR, adds_up=False)
    assert "total_amount" in propose(read, ["Acorn Trading Ltd"]).doubts
    assert propose(replace(read, adds_up=True), ["Acorn Trading Ltd"]).doubts == {}


def test_a_total_finer_than_its_currency_is_a_doubt_not_a_rounding() -> None:
    odd = replace(BILL, total_amount=Found("120.005", 1.0))
    proposal = propose(odd, ["Acorn Trading Ltd"])
    assert proposal.invoice is None
    assert "more decimals" in proposal.doubts["total_amount"]


def test_a_printed_invoice_reaches_the_books_with_what_it_says() -> None:
    found = extract.extract(hostile.sound(), "a.pdf").invoices[0]
    proposal = propose(found, ["Somebody"])
    assert proposal.invoice is not None
    assert proposal.invoice.total == Money(12000, "GBP")
    assert set(proposal.doubts) == {"direction"}
