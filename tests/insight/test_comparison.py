"""The two sides of a match stand beside each other with what agrees and what differs marked."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.insight.comparison import Mark, bank_text, consequence, name_marks, single, text_marks, why_asked
from core.insight.explanation import MatchFacts, Thresholds
from core.model.match import Adjustment
from core.model.money import Money

BILLED, PAID, FEE = Money(422_500, "USD"), Money(421_000, "USD"), Money(1_500, "USD")


@dataclass(frozen=True)
class Bill:
    number: str = "INV-2026-0412"
    counterparty: str = "Initech Software Inc."
    issued_on: date = date(2026, 2, 10)
    due_on: date | None = date(2026, 3, 12)
    total: Money = BILLED
    open: Money = BILLED
    terms: str = "net 30"
    purchase_order: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Line:
    paid_on: date = date(2026, 3, 13)
    amount: Money = PAID
    open: Money = PAID
    counterparty: str = "INITECH SOFTW"
    description: str = "ACH INV 2026-0412 LESS FEE"
    reference: str = ""
    method: str = "wire_transfer"
    check_number: str = ""


@dataclass(frozen=True)
class Leg:
    invoice: Bill = field(default_factory=Bill)
    paid: Money = PAID
    applied: Money = PAID
    adjustment: Money = FEE
    adjustment_kind: Adjustment = Adjustment.BANK_FEE


def marked(spans, mark):
    return [span.text for span in spans if span.mark is mark]


def row(rows, label):
    return next(each for each in rows if each.label == label)


def test_every_row_says_what_came_of_it():
    rows = single(Line(), Leg())
    assert [each.label for each in rows] == ["Amount", "Name", "Number", "Text", "Date", "Terms"]
    assert row(rows, "Amount").verdict == "short by 15.00: bank fee"
    assert row(rows, "Name").verdict == "similar"
    assert row(rows, "Number").verdict == "in the text"
    assert row(rows, "Date").verdict == "1 day late"
    assert row(rows, "Terms").bank[0].text == "wire transfer"


def test_an_equal_amount_agrees_and_another_currency_says_nothing():
    equal = Line(amount=Money(422_500, "USD"), open=Money(422_500, "USD"))
    foreign = Line(amount=Money(390_000, "EUR"), open=Money(390_000, "EUR"))
    assert row(single(equal, Leg()), "Amount").agrees is True
    assert row(single(foreign, Leg()), "Amount").agrees is None


def test_a_payable_is_paid_with_the_other_sign_and_still_equal():
    paid = Line(amount=Money(-422_500, "USD"), open=Money(-422_500, "USD"))
    assert row(single(paid, Leg()), "Amount").verdict == "equal"


def test_a_number_written_another_way_is_found_in_the_text():
    assert marked(text_marks("PAY INV/2026 0412 THX", ["INV-2026-0412"]), Mark.SAME) == ["INV/2026 0412"]


def test_a_damaged_number_shows_which_character_differs():
    spans = text_marks("ACH INV-2026-O412 X", ["INV-2026-0412"])
    assert marked(spans, Mark.DIFFERENT) == ["O"]
    assert [text.strip("-") for text in marked(spans, Mark.SAME)] == ["INV-2026", "412"]


def test_a_tail_of_four_digits_is_marked_and_one_of_three_is_chance():
    assert marked(text_marks("PAYMENT 4711", ["INV-004711"]), Mark.SAME) == ["4711"]
    assert not marked(text_marks("PAYMENT 471", ["INV-00471"]), Mark.SAME)


def test_a_text_about_something_else_is_left_alone():
    assert [span.mark for span in text_marks("RETAINER AUGUST", ["INV-2026-0412"])] == [Mark.PLAIN]


def test_words_cut_short_and_umlauts_written_out_are_the_same_name():
    assert not marked(name_marks("BESCHLAEGE FELDM", "Feldmann Beschläge KG"), Mark.DIFFERENT)
    assert marked(name_marks("FELDMANN BAU", "Feldmann Beschläge KG"), Mark.DIFFERENT) == ["BAU"]


def test_a_name_in_the_text_counts_where_the_bank_names_no_payer():
    line = Line(counterparty="", description="LOCKBOX INITECH SOFTW 99")
    assert row(single(line, Leg()), "Name").verdict == "in the text"
    assert row(single(Line(counterparty="", description="DEPOSIT"), Leg()), "Name").verdict == "not given"


def test_several_numbers_are_all_marked():
    legs = [Leg(Bill(number="INV-0001")), Leg(Bill(number="INV-0002"))]
    line = Line(description="INV-0001 / INV-0002", counterparty="")
    assert marked(bank_text(line, legs), Mark.SAME) == ["INV-0001", "INV-0002"]


def test_the_consequence_names_the_money_the_difference_and_what_it_settles():
    said = consequence(Line(), [Leg()])
    assert said == (
        "Confirming applies 4,210.00 USD to INV-2026-0412, books 15.00 USD as bank fee"
        " and settles it in full."
    )


def test_the_consequence_says_what_stays_open_on_both_sides():
    half = Leg(
        paid=Money(200_000, "USD"), applied=Money(200_000, "USD"), adjustment=Money(0, "USD"),
        adjustment_kind=Adjustment.NONE,
    )  # fmt: skip
    said = consequence(Line(), [half])
    assert "settles part of it" in said
    assert "2,210.00 USD of the bank line stays open" in said


@pytest.mark.parametrize(
    ("score", "margin", "words"),
    [(0.9, 9.0, "score is 90 %"), (0.99, 0.5, "nearly as good"), (0.99, 9.0, "")],
)
def test_a_person_is_asked_for_a_reason_the_figures_bear_out(score, margin, words):
    facts = MatchFacts(
        invoice_number="INV-1", counterparty="X", currency="USD", open_minor=1, allocated_minor=1,
        paid_minor=1, paid_currency="USD", score=score, margin=margin,
    )  # fmt: skip
    said = why_asked(facts, Thresholds(Decimal("0.97"), Decimal("2.0")))
    assert words in said
    assert bool(said) is bool(words)


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_the_pieces_always_join_to_the_whole_text(text, number, name):
    if text:
        assert "".join(span.text for span in text_marks(text, [number], name)) == text
        assert "".join(span.text for span in name_marks(text, name)) == text
