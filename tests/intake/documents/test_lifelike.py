"""Lifelike invoices: what must be read from them is printed on them, and their two parts stay apart."""

import re
import unicodedata
from datetime import date
from functools import cache

import pypdfium2 as pdfium
import pytest

from tests.intake.documents.lifelike import catalogue
from tests.intake.documents.lifelike.catalogue import HELD, SHOWN, Lifelike
from tests.intake.documents.lifelike.lands import LANDS, dated

_KINDS = [*SHOWN, *HELD]


@cache
def _some() -> list[Lifelike]:
    return list(catalogue.drawn((*SHOWN, *HELD), 4))


def _bare(text: str) -> str:
    """Letters and digits alone, so that neither gaps nor separators matter."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()


def _printed(one: Lifelike) -> str:
    return _bare(" ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(one.data)))


def _forms(field: str, value: str) -> set[str]:
    """The ways a true value may stand on paper."""
    if field.endswith("_date"):
        day = date.fromisoformat(value)
        return {
            _bare(dated(day, form, tongue))
            for land in LANDS.values()
            for form in (*land.dates, "{dd}/{mm}/{yy}", "{mm}/{dd}/{yy}")
            for tongue in {land.tongue, "en"}
        }
    if field == "currency":
        return {_bare(value), *(land.symbol.casefold() for land in LANDS.values() if land.currency == value)}
    return {_bare(value)}


@pytest.mark.parametrize(
    "field",
    ["issuer", "invoice_number", "issue_date", "due_date", "total_amount", "tax", "purchase_order_number"],
)
def test_what_must_be_read_is_printed(field: str) -> None:
    for one in _some():
        values = [value for value in one.truth[field] if value not in ("", "0")]
        if values and field not in one.derived:
            forms = {form for value in values for form in _forms(field, value)}
            assert any(form in _printed(one) for form in forms), (one.name, field, values)


def test_the_currency_is_printed() -> None:
    for one in _some():
        text = " ".join(
            page.get_textpage().get_text_range() for page in pdfium.PdfDocument(one.data)
        ).casefold()
        assert any(form in text for form in _forms("currency", one.truth["currency"][0])), one.name


def test_the_same_kind_and_copy_give_the_same_file() -> None:
    for made in _KINDS:
        first, second = catalogue.draw(made, 3), catalogue.draw(made, 3)
        assert first == second, made.name


def test_the_two_parts_share_no_kind_and_a_fifth_or_more_is_held_back() -> None:
    shown, held = ({made.name for made in part} for part in (SHOWN, HELD))
    assert not shown & held
    assert (len(shown), len(held)) == (len(SHOWN), len(HELD))
    assert 5 * len(held) >= len(_KINDS)
    assert len({made.draw for made in _KINDS}) == len(_KINDS)


def test_every_kind_is_scanned_twice() -> None:
    some = list(catalogue.drawn(HELD[:2]))
    assert [one.kind for one in catalogue.scanned(some)] == [HELD[0].name] * 2 + [HELD[1].name] * 2


def test_copies_of_a_kind_differ_in_every_key_field() -> None:
    for made in _KINDS:
        copies = [catalogue.draw(made, number).truth for number in range(4)]
        for field in ("issue_date", "total_amount", "invoice_number"):
            assert len({one[field] for one in copies}) > 1, (made.name, field)
