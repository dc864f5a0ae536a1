"""Questions to a counterparty: which ones a match raises, and their words with our figures in them."""

from collections.abc import Callable, Mapping

from core.insight.explanation import MatchFacts
from core.insight.formats import NOTHING, date_text, money_text
from core.model.inquiry import Inquiry
from core.model.reasons import Reason

_UNCLEAR_NUMBER = frozenset(
    {
        Reason.REFERENCE_DAMAGED,
        Reason.REFERENCE_TAIL,
        Reason.REFERENCE_CONFLICT,
        Reason.REFERENCE_PREFIX_CHANGED,
    }
)
_CLEAR_NUMBER = frozenset(
    {Reason.REFERENCE_EXACT, Reason.REFERENCE_IN_TEXT, Reason.REFERENCE_RANGE, Reason.PURCHASE_ORDER}
)
_STRANGER = frozenset({Reason.COUNTERPARTY_UNKNOWN, Reason.COUNTERPARTY_DIFFERS, Reason.SITE_CONFLICT})


def inquiries(facts: MatchFacts) -> tuple[Inquiry, ...]:
    """The questions this match raises, the one that would settle most first; empty where none is open.

    What we paid ourselves (money out) is nothing to ask the other side about.
    """
    if facts.paid_minor < 0:
        return ()
    found = set(facts.reasons)
    same_currency = facts.paid_currency == facts.currency
    raised = (
        (Inquiry.MEANT_TWICE, Reason.DUPLICATE_PAYMENT in found),
        (
            Inquiry.WHICH_INVOICES,
            Reason.AMBIGUOUS_SET in found or not found & (_CLEAR_NUMBER | _UNCLEAR_NUMBER),
        ),
        (Inquiry.WHICH_NUMBER, bool(found & _UNCLEAR_NUMBER)),
        (Inquiry.WHICH_CREDIT, Reason.CREDIT_DEDUCTED in found and facts.difference_minor > 0),
        (Inquiry.WHY_LESS, same_currency and facts.items == 1 and facts.difference_minor > 0),
        (
            Inquiry.WHAT_FOR,
            same_currency and facts.items == 1 and abs(facts.paid_minor) > abs(facts.open_minor),
        ),
        (Inquiry.WHO_PAID, bool(found & _STRANGER)),
    )
    return tuple(inquiry for inquiry, is_open in raised if is_open)


def inquiry_text(inquiry: Inquiry, facts: MatchFacts) -> str:
    """The question in one sentence that can be sent; it holds names and numbers from files as they stand."""
    return _SENTENCES[inquiry](facts)


def _payment(facts: MatchFacts) -> str:
    on = date_text(facts.paid_on)
    paid = money_text(abs(facts.paid_minor), facts.paid_currency)
    return f"the payment of {paid}" + ("" if on == NOTHING else f" on {on}")


def _which_invoices(facts: MatchFacts) -> str:
    return f"Which invoices does {_payment(facts)} settle?"


def _which_number(facts: MatchFacts) -> str:
    return f"Is {_payment(facts)} meant for our invoice {facts.invoice_number}?"


def _why_less(facts: MatchFacts) -> str:
    short = money_text(facts.difference_minor, facts.currency)
    return f"Invoice {facts.invoice_number} was paid {short} short: what was deducted, and why?"


def _which_credit(facts: MatchFacts) -> str:
    short = money_text(facts.difference_minor, facts.currency)
    return f"Which credit note did you deduct {short} for from invoice {facts.invoice_number}?"


def _what_for(facts: MatchFacts) -> str:
    over = money_text(abs(facts.paid_minor) - abs(facts.open_minor), facts.currency)
    return f"{over} more was paid than invoice {facts.invoice_number} asks for: what is the rest for?"


def _meant_twice(facts: MatchFacts) -> str:
    twice = f"a second payment of invoice {facts.invoice_number}"
    return f"Was {_payment(facts)} meant as {twice}, or sent by mistake?"


def _who_paid(facts: MatchFacts) -> str:
    payer = facts.payer or "an unnamed payer"
    return f"Did {payer} make {_payment(facts)} on your behalf?"


_SENTENCES: Mapping[Inquiry, Callable[[MatchFacts], str]] = {
    Inquiry.WHICH_INVOICES: _which_invoices,
    Inquiry.WHICH_NUMBER: _which_number,
    Inquiry.WHY_LESS: _why_less,
    Inquiry.WHICH_CREDIT: _which_credit,
    Inquiry.WHAT_FOR: _what_for,
    Inquiry.MEANT_TWICE: _meant_twice,
    Inquiry.WHO_PAID: _who_paid,
}
