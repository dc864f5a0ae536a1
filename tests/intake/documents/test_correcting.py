"""What a person types is certain, is read in one way only, and stays where it is printed."""

from dataclasses import replace

import pytest

from core.intake.documents import einvoice
from core.intake.documents.as_invoice import propose
from core.intake.documents.correcting import correct
from core.intake.documents.values import Box, Found, Place
from core.model.invoice import Direction
from tests.intake.documents import hostile

PLACE = Place(1, Box(1, 2, 3, 4))
READ = replace(
    einvoice.read(hostile.ubl(), "a.xml"),
    total_amount=Found("12.00", 0.5, PLACE),
    recipient=Found("Acorn Trading Ltd", 1.0),
)


def test_what_is_typed_is_certain_and_keeps_its_place() -> None:
    found = correct(READ, {"total_amount": "120.00"}).found
    assert found.total_amount == Found("120.00", 1.0, PLACE)
    assert found.invoice_number == READ.invoice_number


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("total_amount", "1,234.50", "1234.50"),
        ("total_amount", "1.234,50", "1234.50"),
        ("total_amount", "1 234,5", "1234.5"),
        ("total_amount", "1'234'567.50", "1234567.50"),
        ("tax", "0", "0"),
        ("issue_date", "31.3.2026", "2026-03-31"),
        ("issue_date", "5 March 2026", "2026-03-05"),
        ("due_date", "", ""),
        ("currency", "eur", "EUR"),
        ("invoice_number", "  A-1   B ", "A-1 B"),
    ],
)
def test_a_field_is_read_as_people_write_it(field: str, typed: str, value: str) -> None:
    corrected = correct(READ, {field: typed})
    assert corrected.problems == {}
    assert corrected.found.field(field).value == value


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("total_amount", "1,234", "in one way"),
        ("total_amount", "-5", "in one way"),
        ("total_amount", "٣٤", "in one way"),
        ("tax", "1e3", "in one way"),
        ("issue_date", "03/04/2026", "2026-03-04 or 2026-04-03"),
        ("issue_date", "2026-02-30", "is not a date"),
        ("currency", "EURO", "is not a currency code"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_said(field: str, typed: str, said: str) -> None:
    corrected = correct(READ, {field: typed})
    assert said in corrected.problems[field]
    assert corrected.found.field(field) == READ.field(field)


@pytest.mark.parametrize("direction", list(Direction))
def test_saying_which_way_it_goes_settles_the_direction(direction: Direction) -> None:
    found = correct(READ, {"issuer": "One plc", "recipient": "Other plc"}, direction).found
    proposal = propose(found, ["Acorn"])
    assert proposal.invoice is not None
    assert proposal.invoice.direction is direction
    assert "direction" not in proposal.doubts
    assert proposal.invoice.counterparty == ("Other plc" if direction is Direction.RECEIVABLE else "One plc")


@pytest.mark.parametrize(
    ("direction", "field", "said"),
    [
        (Direction.PAYABLE, "recipient", "It is addressed to “Other plc”, not to Acorn. Is it ours?"),
        (Direction.RECEIVABLE, "issuer", "It is issued by “One plc”, not by Acorn. Is it ours?"),
    ],
)
def test_another_name_in_the_companys_place_stays_as_printed_and_is_asked_about(
    direction: Direction, field: str, said: str
) -> None:
    printed = replace(READ, issuer=Found("One plc", 0.7, PLACE), recipient=Found("Other plc", 0.7, PLACE))
    found = correct(printed, {}, direction).found
    assert (found.issuer, found.recipient) == (printed.issuer, printed.recipient)
    assert propose(found, ["Acorn"]).doubts[field] == said
    blank = correct(printed, {field: ""}, direction).found
    own = correct(printed, {field: "ACORN Ltd"}, direction).found
    for answered in (blank, own):
        assert field not in propose(answered, ["Acorn"]).doubts


def test_a_credit_note_can_be_said() -> None:
    found = correct(READ, {}, is_credit_note=True).found
    proposal = propose(found, ["Fjord Supplies"])
    assert proposal.invoice is not None
    assert proposal.invoice.total.minor < 0
