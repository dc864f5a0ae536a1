"""Questions to a counterparty follow from what is unclear and carry our figures."""

from dataclasses import replace
from datetime import date

import pytest

from core.insight.explanation import MatchFacts
from core.insight.inquiries import inquiries, inquiry_text
from core.model.inquiry import Inquiry
from core.model.reasons import Reason

CLEAR = MatchFacts(
    invoice_number="INV-12637",
    counterparty="Initech Software Inc",
    payer="INITECH",
    currency="USD",
    open_minor=41_920_20,
    allocated_minor=41_920_20,
    paid_minor=41_920_20,
    paid_currency="USD",
    paid_on=date(2026, 3, 12),
    reasons=(Reason.REFERENCE_IN_TEXT, Reason.COUNTERPARTY_SAME, Reason.AMOUNT_EXACT),
)


def test_a_clear_match_raises_no_question() -> None:
    assert inquiries(CLEAR) == ()


def test_what_we_paid_ourselves_is_no_question_to_the_other_side() -> None:
    assert inquiries(replace(CLEAR, reasons=(Reason.AMOUNT_EXACT,), paid_minor=-41_920_20)) == ()


@pytest.mark.parametrize(
    ("changes", "first", "sentence"),
    [
        (
            {"reasons": (Reason.AMOUNT_EXACT,)},
            Inquiry.WHICH_INVOICES,
            "Which invoices does the payment of 41,920.20 USD on 12 Mar 2026 settle?",
        ),
        (
            {"reasons": (Reason.REFERENCE_DAMAGED,)},
            Inquiry.WHICH_NUMBER,
            "Is the payment of 41,920.20 USD on 12 Mar 2026 meant for our invoice INV-12637?",
        ),
        (
            {"allocated_minor": 41_905_20, "paid_minor": 41_905_20},
            Inquiry.WHY_LESS,
            "Invoice INV-12637 was paid 15.00 USD short: what was deducted, and why?",
        ),
        (
            {"reasons": (*CLEAR.reasons, Reason.CREDIT_DEDUCTED), "allocated_minor": 41_905_20},
            Inquiry.WHICH_CREDIT,
            "Which credit note did you deduct 15.00 USD for from invoice INV-12637?",
        ),
        (
            {"paid_minor": 42_000_00},
            Inquiry.WHAT_FOR,
            "79.80 USD more was paid than invoice INV-12637 asks for: what is the rest for?",
        ),
        (
            {"reasons": (*CLEAR.reasons, Reason.DUPLICATE_PAYMENT), "paid_on": None},
            Inquiry.MEANT_TWICE,
            "Was the payment of 41,920.20 USD meant as a second payment of invoice INV-12637, "
            "or sent by mistake?",
        ),
        (
            {"reasons": (*CLEAR.reasons, Reason.COUNTERPARTY_DIFFERS)},
            Inquiry.WHO_PAID,
            "Did INITECH make the payment of 41,920.20 USD on 12 Mar 2026 on your behalf?",
        ),
    ],
)
def test_what_is_unclear_is_asked_first(changes: dict[str, object], first: Inquiry, sentence: str) -> None:
    facts = replace(CLEAR, **changes)
    assert inquiries(facts)[0] is first
    assert inquiry_text(first, facts) == sentence


def test_every_inquiry_has_words() -> None:
    short = replace(CLEAR, allocated_minor=41_905_20)
    assert all(inquiry_text(inquiry, short).endswith("?") for inquiry in Inquiry)


def test_amounts_in_two_currencies_are_not_subtracted() -> None:
    foreign = replace(CLEAR, paid_currency="EUR", paid_minor=38_000_00, allocated_minor=41_000_00)
    assert not {Inquiry.WHY_LESS, Inquiry.WHAT_FOR} & set(inquiries(foreign))
