"""Payment terms in six languages, and the day they make an invoice due."""

from datetime import date

import pytest

from core.intake.documents.terms import days_of, read
from core.intake.documents.values import Box
from core.intake.documents.words import Cell, Word, fold, page_of


def cell(text: str) -> Cell:
    words = [
        Word(part, Box(10 + 60.0 * i, 10, 69 + 60.0 * i, 20), 18, 10) for i, part in enumerate(text.split())
    ]
    return page_of(1, 595, 842, words).lines[0].cells[0]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Net 30", 30),
        ("2/10 net 30", 30),
        ("2% 10 days, net 45 days", 45),
        ("30 days net", 30),
        ("Payment due within 14 days of invoice date", 14),
        ("zahlbar innerhalb von 14 Tagen ohne Abzug", 14),
        ("10 Tage 2 % Skonto, 30 Tage netto", 30),
        ("Paiement à 45 jours fin de mois", 45),
        ("Betaling binnen 8 dagen na factuurdatum", 8),
        ("Transferencia a 60 días", 60),
        ("Bonifico bancario 90 gg", 90),
        ("net 1000.00", None),
        ("by agreement", None),
    ],
)
def test_days_until_the_net_amount_is_due(text: str, days: int | None) -> None:
    assert days_of(fold(text)) == days


def test_due_on_receipt_is_the_day_of_issue() -> None:
    found = read(cell("Due on receipt"))
    assert found is not None
    assert found.due_on(date(2024, 2, 29)) == date(2024, 2, 29)


def test_end_of_month_moves_the_due_day_to_the_last() -> None:
    found = read(cell("45 jours fin de mois"), labelled=True)
    assert found is not None
    assert found.due_on(date(2024, 1, 10)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["Returns accepted within 30 days of payment", "Late payment after 14 days costs 40 EUR"]
)
def test_other_spans_are_no_terms(text: str) -> None:
    assert read(cell(text)) is None
