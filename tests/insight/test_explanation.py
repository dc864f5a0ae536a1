"""Explanations: plain sentences from codes, with the right figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.insight.explanation import (
    KINDS,
    MatchFacts,
    Thresholds,
    compose,
    evidence_lines,
    explain,
    explain_no_match,
    kind_of,
    sentences,
    why_review,
)
from core.model.case import CaseReason
from core.model.match import Adjustment, Decision, Method
from core.model.reasons import SET_ASIDE_REASONS, Reason

FEE = MatchFacts(
    invoice_number="INV-4711",
    counterparty="Initech Software Inc",
    payer="INITECH SOFTWARE",
    currency="USD",
    open_minor=421000,
    allocated_minor=419500,
    adjustment_minor=1500,
    adjustment=Adjustment.BANK_FEE,
    paid_minor=419500,
    paid_currency="USD",
    issued_on=date(2026, 2, 9),
    due_on=date(2026, 3, 11),
    paid_on=date(2026, 3, 12),
    reasons=(Reason.TIMING_LATE, Reason.AMOUNT_BANK_FEE, Reason.REFERENCE_IN_TEXT),
    points={"reference": 9.1, "amount": 4.2, "timing": 1.3},
    score=0.84,
    margin=6.2,
)


def test_a_match_less_a_fee_reads_like_a_note_in_the_margin() -> None:
    assert explain(FEE) == (
        "INV-4711 is in the bank's text. Short by 15.00 USD: looks like a bank fee. "
        "Paid 1 day late (due 11 Mar 2026). "
        "84 % sure, 6.2 points ahead of the next best match; needs your decision."
    )


def test_the_sign_of_the_books_does_not_change_the_words() -> None:
    payable = replace(FEE, open_minor=-421000, allocated_minor=-419500, paid_minor=-419500)
    assert explain(payable) == explain(FEE)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"reasons": (Reason.AMOUNT_EXACT,), "allocated_minor": 421000, "paid_minor": 421000},
            "The amount is exactly what was open: 4,210.00 USD.",
        ),
        (
            {"reasons": (Reason.AMOUNT_DISCOUNT,), "allocated_minor": 412580},
            "Short by 84.20 USD (2.0 %): looks like an early-payment discount.",
        ),
        (
            {"reasons": (Reason.AMOUNT_PART,), "allocated_minor": 100000},
            "Pays 1,000.00 USD of 4,210.00 USD; 3,210.00 USD stays open.",
        ),
        (
            {"reasons": (Reason.AMOUNT_OVER,), "allocated_minor": 421000, "paid_minor": 421500},
            "Over by 5.00 USD; the rest stays on account.",
        ),
        (
            {"reasons": (Reason.AMOUNT_FX,), "paid_minor": 390000, "paid_currency": "EUR"},
            "3,900.00 EUR was paid for 4,210.00 USD, which is within the exchange rate tolerance.",
        ),
        (
            {"reasons": (Reason.AMOUNT_COMBINED,), "paid_minor": 999900, "items": 3},
            "The bank line of 9,999.00 USD settles 3 items together; 4,195.00 USD of it is for this one.",
        ),
        (
            {"reasons": (Reason.COUNTERPARTY_TRUNCATED,)},
            "The payer INITECH SOFTWARE is Initech Software Inc, cut short by the bank.",
        ),
        (
            {"reasons": (Reason.TIMING_EARLY,), "paid_on": date(2026, 3, 1)},
            "Paid 10 days early (due 11 Mar 2026).",
        ),
        (
            {"reasons": (Reason.TIMING_ON_TIME,), "due_on": None},
            "Paid 31 days after it was issued; the invoice has no due date.",
        ),
        (
            {"reasons": (Reason.TIMING_BEFORE_ISSUE,), "paid_on": date(2026, 2, 7)},
            "Paid 2 days before the invoice was issued (9 Feb 2026).",
        ),
        ({"reasons": ()}, "Short by 15.00 USD: bank fee."),
    ],
)
def test_each_reason_names_its_figures(changes: dict[str, object], sentence: str) -> None:
    assert sentence in sentences(replace(FEE, **changes))


def test_every_reason_about_a_pair_has_a_sentence() -> None:
    bare = set(sentences(replace(FEE, reasons=())))
    silent = {reason for reason in Reason if set(sentences(replace(FEE, reasons=(reason,)))) <= bare}
    assert silent == SET_ASIDE_REASONS | {
        Reason.BELOW_THRESHOLD,
        Reason.ONE_KIND_OF_EVIDENCE,
        Reason.MARGIN_TOO_SMALL,
        Reason.TRUE_TIE,
        Reason.AMBIGUOUS_SET,
        Reason.NO_CANDIDATE,
        Reason.BETTER_MATCH_ELSEWHERE,
        Reason.DATE_OUTSIDE_WINDOW,
        Reason.AMOUNT_OUTSIDE_TOLERANCE,
        Reason.DECLINED_BEFORE,
    }


def test_the_order_of_the_codes_does_not_change_the_explanation() -> None:
    assert explain(replace(FEE, reasons=FEE.reasons[::-1])) == explain(FEE)


def test_an_automatic_match_and_one_by_hand_say_who_decided() -> None:
    assert explain(replace(FEE, decision=Decision.AUTO)).endswith("matched automatically.")
    assert explain(replace(FEE, method=Method.MANUAL)).endswith("Matched by hand.")


def test_a_composed_explanation_keeps_our_figures_and_what_speaks_against() -> None:
    facts = replace(FEE, reasons=(*FEE.reasons, Reason.REFERENCE_CONFLICT))
    shown = compose(facts, (Reason.AMOUNT_BANK_FEE, Reason.REFERENCE_IN_TEXT), ("However", "Also"))
    assert shown == (
        "However, short by 15.00 USD: looks like a bank fee. Also, INV-4711 is in the bank's text. "
        "The bank's text names a different invoice. "
        "84 % sure, 6.2 points ahead of the next best match; needs your decision."
    )
    assert compose(facts, (Reason.TIMING_LATE,), ("But",)).startswith("But paid 1 day late")


def test_braces_in_a_name_are_data() -> None:
    shown = explain(replace(FEE, payer="{0.__class__} {name}", reasons=(Reason.COUNTERPARTY_DIFFERS,)))
    assert "The payer {0.__class__} {name} is not Initech Software Inc." in shown


def test_the_evidence_lines_are_one_per_kind_in_a_fixed_order() -> None:
    lines = evidence_lines(FEE)
    assert [line.kind for line in lines] == ["reference", "amount", "timing"]
    assert [line.points for line in lines] == [9.1, 4.2, 1.3]
    assert lines[0].label == "Invoice number in the bank's text"
    assert evidence_lines(replace(FEE, reasons=()))[0].label == "No reference given"


def test_every_kind_of_evidence_is_known() -> None:
    assert {kind_of(reason) for reason in Reason} == {*KINDS, ""}
    assert kind_of(Reason.PURCHASE_ORDER) == "reference"
    assert kind_of(Reason.TAX) == ""


def test_a_review_says_what_it_was_held_to() -> None:
    rules = Thresholds(Decimal("0.97"), Decimal("2.0"))
    assert why_review(FEE, Reason.BELOW_THRESHOLD, rules) == (
        "The score is 84 %; your rules match automatically from 97 %."
    )
    assert "6.2 points ahead, and your rules require 2.0" in why_review(FEE, Reason.MARGIN_TOO_SMALL, rules)
    for reason in Reason:
        assert why_review(FEE, reason, rules).endswith(".")


def test_a_missing_match_says_what_to_do_next() -> None:
    shown = explain_no_match(
        "INV-4711",
        421000,
        "USD",
        date(2026, 3, 11),
        "Initech",
        Reason.NO_CANDIDATE,
        CaseReason.UNPAID_OVERDUE,
    )
    assert shown == (
        "INV-4711 (4,210.00 USD, Initech, 11 Mar 2026) is not matched. "
        "No open item fits its reference, name or amount. "
        "Overdue and unpaid. Send a reminder, or look for a payment under another name."
    )
    for reason in Reason:
        assert explain_no_match("X", 1, "JPY", None, "", reason).count("not matched") == 1
