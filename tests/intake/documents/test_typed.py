"""Bills typed after the kinds people really get, telephone to hotel: what is printed is what is read."""

from functools import cache
from pathlib import Path

import pytest

from core.intake.documents.extract import extract
from core.intake.documents.values import KEY_FIELDS, FoundInvoice
from tests.bench.extraction import is_right
from tests.intake.documents.typing_pages import FOLDER, Typed, all_typed, typed


@cache
def read_all() -> tuple[tuple[Typed, FoundInvoice], ...]:
    return tuple((one, extract(one.data, f"{one.name}.pdf").invoices[0]) for one in all_typed())


@pytest.mark.parametrize("field", KEY_FIELDS)
def test_key_fields_are_exact_on_at_least_95_of_100(field: str) -> None:
    asked = [(one, found) for one, found in read_all() if one.truth[field]]
    wrong = [
        one.name for one, found in asked if not is_right(field, found.field(field).value, one.truth[field])
    ]
    assert len(asked) >= 40
    assert len(wrong) <= 0.05 * len(asked), wrong


@pytest.mark.parametrize("field", ["due_date", "purchase_order_number", "tax"])
def test_due_date_order_and_tax_are_read_where_a_page_asks_for_them(field: str) -> None:
    asked = [(one, found) for one, found in read_all() if one.truth.get(field)]
    wrong = [one.name for one, found in asked if found.field(field).value != one.truth[field]]
    assert asked
    assert not wrong


def test_the_next_service_and_an_order_s_day_are_no_days_to_pay_by() -> None:
    """On pages that name such days, and say so by an empty due date."""
    without = [found for one, found in read_all() if one.truth.get("due_date") == ""]
    assert len(without) >= 3
    assert not any(found.due_date for found in without)


def test_what_is_reported_as_sure_is_right() -> None:
    wrong = [
        (one.name, field, found.field(field).value)
        for one, found in read_all()
        for field in KEY_FIELDS
        if one.truth[field]
        and found.field(field).confidence >= 0.9
        and not is_right(field, found.field(field).value, one.truth[field])
    ]
    assert not wrong


def test_what_is_written_for_another_leaves_the_issuer_to_a_person(tmp_path: Path) -> None:
    """An agent, a platform or the buyer himself may be named wherever an issuer is."""
    sure = next(one.name for one, found in read_all() if found.issuer.confidence >= 0.9)
    path = tmp_path / f"{sure}.txt"
    path.write_text(
        (FOLDER / path.name).read_text(encoding="utf-8") + "\nSold on behalf of the supplier named above.\n",
        encoding="utf-8",
    )
    found = extract(typed(path, 0).data, "agent.pdf").invoices[0]
    assert found.issuer.value
    assert found.issuer.confidence < 0.9
