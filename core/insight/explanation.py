"""Deterministic explanations: from codes, points, amounts, dates and names to plain sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.insight.card_words import cards_text
from core.insight.wording import (
    NOTHING,
    capital,
    case_advice,
    count_text,
    date_text,
    days_text,
    money_text,
    number_text,
    percent_text,
    reason_list,
    score_text,
    setting_text,
    words,
)
from core.model.card_part import CardPart
from core.model.case import CaseReason
from core.model.match import Adjustment, Decision, Method
from core.model.reasons import Reason

KINDS: Mapping[str, str] = {
    "reference": "reference",
    "counterparty": "counterparty",
    "amount": "amount",
    "timing": "dates",
}
AGAINST = frozenset(
    {
        Reason.AMOUNT_COMMON,
        Reason.AMOUNT_DIFFERS,
        Reason.CREDIT_DEDUCTED,
        Reason.COUNTERPARTY_DIFFERS,
        Reason.COUNTERPARTY_UNKNOWN,
        Reason.REFERENCE_CONFLICT,
        Reason.SITE_CONFLICT,
        Reason.DUPLICATE_PAYMENT,
    }
)
_KIND_OF_REASON = {
    Reason.PURCHASE_ORDER: "reference",
    Reason.CUSTOMER_NUMBER: "reference",
    Reason.CHECK_NUMBER: "reference",
    Reason.SITE_CONFLICT: "counterparty",
    Reason.CREDIT_DEDUCTED: "amount",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFacts:
    """What is known about one proposed pair, as an explanation needs it.

    Amounts may carry any sign (the bank's or the books'); sizes are compared. `open_minor` was open on the
    invoice before the match, `allocated_minor` is what the payment puts on it and `adjustment_minor` the
    named difference, all in `currency`; `paid_minor` is the whole bank line in `paid_currency`. `points` has
    the keys of `KINDS`. `items` counts the invoices and credit notes this payment settles together, `cards`
    says which charges of a card payout paid which of them. `margin` is in points to the best other
    explanation.
    """

    invoice_number: str
    counterparty: str
    payer: str = ""
    currency: str
    open_minor: int
    allocated_minor: int
    adjustment_minor: int = 0
    adjustment: Adjustment = Adjustment.NONE
    paid_minor: int
    paid_currency: str
    issued_on: date | None = None
    due_on: date | None = None
    paid_on: date | None = None
    reasons: tuple[Reason, ...] = ()
    points: Mapping[str, float] = field(default_factory=dict)
    score: float = 0.0
    margin: float | None = None
    decision: Decision = Decision.REVIEW
    method: Method = Method.SINGLE
    items: int = 1
    cards: tuple[tuple[str, CardPart], ...] = ()

    @property
    def difference_minor(self) -> int:
        """Open minus allocated, in sizes: positive where too little was paid."""
        return abs(self.open_minor) - abs(self.allocated_minor)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One bar of the evidence figure: its kind, its words and its points (negative speaks against)."""

    kind: str
    label: str
    points: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The rules a decision was held against: score from 0 to 1, margin in points."""

    accept_from: Decimal
    margin: Decimal


def explain(facts: MatchFacts) -> str:
    """The whole explanation of a match in plain sentences, strongest kind of evidence named last.

    The text holds names and numbers from files as they stand: pass it through `plain()` for markdown.
    """
    return " ".join(sentences(facts))


def sentences(facts: MatchFacts) -> tuple[str, ...]:
    """The same, sentence by sentence: reference, name, amount, dates, what speaks against, how sure."""
    found = [text for reason in _ordered(facts.reasons) if (text := _SENTENCES[reason](facts))]
    if not any(reason.value.startswith("amount_") for reason in facts.reasons):
        found.append(_difference(facts))
    return (*dict.fromkeys(text for text in found if text), _sureness(facts))


def compose(facts: MatchFacts, codes: tuple[Reason, ...], connecting: tuple[str, ...]) -> str:
    """The explanation in another's order and with another's connecting phrases, every figure still ours.

    `codes` are some of the facts' reasons, most telling first; `connecting` has one phrase for each ("" for
    none). What speaks against the match is added where `codes` leaves it out, and the sureness always ends
    it.
    """
    told = [
        _connected(phrase, _SENTENCES[code](facts), facts)
        for code, phrase in zip(codes, connecting, strict=True)
    ]
    left_out = [code for code in _ordered(facts.reasons) if code in AGAINST and code not in codes]
    told += [_SENTENCES[code](facts) for code in left_out]
    return " ".join([*dict.fromkeys(text for text in told if text), _sureness(facts)])


def _connected(phrase: str, sentence: str, facts: MatchFacts) -> str:
    """The sentence after a phrase, its first letter small unless it begins with a name or number."""
    if not phrase or not sentence:
        return sentence
    if not sentence.startswith((facts.invoice_number, facts.counterparty)):
        sentence = sentence[:1].lower() + sentence[1:]
    return f"{phrase} {sentence}" if phrase == "But" else f"{phrase}, {sentence}"


def evidence_lines(facts: MatchFacts) -> tuple[EvidenceLine, ...]:
    """One line per kind of evidence that has points or a reason, in the order of `KINDS`."""
    lines = []
    for kind, name in KINDS.items():
        codes = tuple(reason for reason in facts.reasons if kind_of(reason) == kind)
        points = facts.points.get(kind, 0.0)
        if codes or points:
            lines.append(EvidenceLine(kind, capital(reason_list(codes)) or f"No {name} given", points))
    return tuple(lines)


def kind_of(reason: Reason) -> str:
    """The kind of evidence a reason belongs to (a key of `KINDS`), or '' for a reason of the decision."""
    if reason in _KIND_OF_REASON:
        return _KIND_OF_REASON[reason]
    prefix = reason.value.partition("_")[0]
    return prefix if prefix in KINDS and reason is not Reason.AMOUNT_OUTSIDE_TOLERANCE else ""


def why_review(facts: MatchFacts, reason: Reason, thresholds: Thresholds) -> str:
    """Why the engine asks a person instead of deciding alone: one sentence with the figures involved."""
    if reason is Reason.BELOW_THRESHOLD:
        return (
            f"The score is {score_text(facts.score)}; your rules match automatically "
            f"from {setting_text(thresholds.accept_from)}."
        )
    if reason is Reason.MARGIN_TOO_SMALL:
        ahead = "" if facts.margin is None else f"this one is {_points(facts.margin)} ahead, and "
        return (
            f"Another match is nearly as good: {ahead}your rules require {number_text(thresholds.margin, 1)}."
        )
    return _REVIEW.get(reason) or f"Needs your decision: {words(reason)}."


def explain_no_match(
    label: str,
    amount_minor: int,
    currency: str,
    on: date | None,
    counterparty: str,
    reason: Reason | None = None,
    case: CaseReason | None = None,
) -> str:
    """Why an invoice or bank line stands alone, and what a person would do next.

    `label` names the item ("INV-4711", or the bank's text); `on` is its due or payment date.
    """
    who = f", {counterparty}" if counterparty else ""
    when = "" if date_text(on) == NOTHING else f", {date_text(on)}"
    parts = [f"{label} ({money_text(amount_minor, currency)}{who}{when}) is not matched."]
    if reason is not None:
        parts.append(_NO_MATCH.get(reason) or f"{capital(words(reason))}.")
    if case is not None:
        parts.append(f"{capital(words(case))}. {case_advice(case)}")
    return " ".join(parts)


def _ordered(reasons: tuple[Reason, ...]) -> list[Reason]:
    """In the order of the closed list: what speaks for it by kind, what speaks against it, the decision."""
    order = {reason: place for place, reason in enumerate(Reason)}
    return sorted(reasons, key=order.__getitem__)


def _sureness(facts: MatchFacts) -> str:
    ahead = ""
    if facts.margin is not None and 0 < facts.margin < 100:
        ahead = f", {_points(facts.margin)} ahead of the next best match"
    end = "matched automatically" if facts.decision is Decision.AUTO else "needs your decision"
    if facts.method is Method.MANUAL:
        return "Matched by hand."
    return f"{score_text(facts.score)} sure{ahead}; {end}."


def _points(points: float) -> str:
    return f"{number_text(Decimal(str(points)), 1)} points"


def _short_or_over(facts: MatchFacts) -> str:
    word = "Short" if facts.difference_minor > 0 else "Over"
    return f"{word} by {money_text(abs(facts.difference_minor), facts.currency)}"


def _share(facts: MatchFacts) -> str:
    if not facts.open_minor:
        return ""
    return f" ({percent_text(Decimal(abs(facts.difference_minor)) / abs(facts.open_minor))})"


def _difference(facts: MatchFacts) -> str:
    """The difference in its plainest words, for a pair that carries no reason about the amount."""
    if facts.difference_minor == 0:
        return _exact(facts)
    if facts.adjustment is not Adjustment.NONE:
        return f"{_short_or_over(facts)}: {words(facts.adjustment)}."
    return f"{_short_or_over(facts)}."


def _exact(facts: MatchFacts) -> str:
    return f"The amount is exactly what was open: {money_text(abs(facts.open_minor), facts.currency)}."


def _named(cause: str, with_share: bool = False) -> Callable[[MatchFacts], str]:
    def sentence(facts: MatchFacts) -> str:
        if facts.difference_minor == 0:
            return f"A difference across these items looks like {cause}."
        return f"{_short_or_over(facts)}{_share(facts) if with_share else ''}: looks like {cause}."

    return sentence


def _foreign(facts: MatchFacts) -> str:
    paid = money_text(abs(facts.paid_minor), facts.paid_currency)
    asked = money_text(abs(facts.open_minor), facts.currency)
    return f"{paid} was paid for {asked}, which is within the exchange rate tolerance."


def _part(facts: MatchFacts) -> str:
    paid, asked = (
        money_text(abs(minor), facts.currency) for minor in (facts.allocated_minor, facts.open_minor)
    )
    return f"Pays {paid} of {asked}; {money_text(abs(facts.difference_minor), facts.currency)} stays open."


def _over(facts: MatchFacts) -> str:
    same = facts.paid_currency == facts.currency and facts.items == 1
    over = abs(facts.paid_minor) - abs(facts.open_minor)
    if not same or over <= 0:
        return "More was paid than was open; the rest stays on account."
    return f"Over by {money_text(over, facts.currency)}; the rest stays on account."


def _combined(facts: MatchFacts) -> str:
    whole = money_text(abs(facts.paid_minor), facts.paid_currency)
    part = money_text(abs(facts.allocated_minor), facts.currency)
    together = f"{count_text(facts.items, 'item')} together" if facts.items > 1 else "several items together"
    return f"The bank line of {whole} settles {together}; {part} of it is for this one."


def _differs(facts: MatchFacts) -> str:
    paid = money_text(abs(facts.paid_minor), facts.paid_currency)
    return f"The amounts differ: {money_text(abs(facts.open_minor), facts.currency)} open, {paid} paid."


def _timing(facts: MatchFacts) -> str:
    if facts.paid_on is None:
        return ""
    if facts.due_on is None:
        return _after_issue(facts)
    late = (facts.paid_on - facts.due_on).days
    if late == 0:
        return f"Paid on the day it was due, {date_text(facts.due_on)}."
    return f"Paid {days_text(late)} {'late' if late > 0 else 'early'} (due {date_text(facts.due_on)})."


def _after_issue(facts: MatchFacts) -> str:
    if facts.issued_on is None or facts.paid_on is None:
        return ""
    days = (facts.paid_on - facts.issued_on).days
    side = "after" if days >= 0 else "before"
    return f"Paid {days_text(days)} {side} it was issued; the invoice has no due date."


def _before_issue(facts: MatchFacts) -> str:
    if facts.paid_on is None or facts.issued_on is None:
        return "Paid before the invoice was issued."
    days = days_text((facts.issued_on - facts.paid_on).days)
    return f"Paid {days} before the invoice was issued ({date_text(facts.issued_on)})."


def _payer(middle: str) -> Callable[[MatchFacts], str]:
    def sentence(facts: MatchFacts) -> str:
        return (
            f"The payer {middle.format(payer=facts.payer or 'named by the bank', name=facts.counterparty)}."
        )

    return sentence


def _invoice(rest: str) -> Callable[[MatchFacts], str]:
    return lambda facts: f"{facts.invoice_number} {rest}."


def _by_card(facts: MatchFacts) -> str:
    return cards_text(facts.cards) or f"{facts.invoice_number} was paid by card in this payout."


def _always(sentence: str) -> Callable[[MatchFacts], str]:
    return lambda facts: sentence


def _nothing(facts: MatchFacts) -> str:
    return ""


_SENTENCES: Mapping[Reason, Callable[[MatchFacts], str]] = dict.fromkeys(Reason, _nothing) | {
    Reason.REFERENCE_EXACT: _invoice("is the payment's reference"),
    Reason.REFERENCE_IN_TEXT: _invoice("is in the bank's text"),
    Reason.REFERENCE_PREFIX_CHANGED: _invoice("is named with a different prefix or leading zeros"),
    Reason.REFERENCE_DAMAGED: _invoice("is named with a typing or reading error"),
    Reason.REFERENCE_TAIL: _invoice("is named by its last digits only"),
    Reason.REFERENCE_RANGE: _invoice("is in the range or list of numbers the payer gives"),
    Reason.PURCHASE_ORDER: _always("The payer gives this invoice's purchase order."),
    Reason.CUSTOMER_NUMBER: _always("The payer gives this invoice's customer number."),
    Reason.CHECK_NUMBER: _always("The check number matches."),
    Reason.COUNTERPARTY_SAME: _payer("is {name}"),
    Reason.COUNTERPARTY_SIMILAR: _payer("{payer} is similar to {name}"),
    Reason.COUNTERPARTY_TRUNCATED: _payer("{payer} is {name}, cut short by the bank"),
    Reason.COUNTERPARTY_IN_TEXT: lambda facts: f"{facts.counterparty} is named in the bank's text.",
    Reason.COUNTERPARTY_ALIAS: _payer("{payer} is a name {name} has paid under before"),
    Reason.AMOUNT_EXACT: _exact,
    Reason.AMOUNT_ROUNDING: _named("rounding"),
    Reason.AMOUNT_BANK_FEE: _named("a bank fee"),
    Reason.AMOUNT_CARD_FEE: _named("a card fee", with_share=True),
    Reason.AMOUNT_DISCOUNT: _named("an early-payment discount", with_share=True),
    Reason.AMOUNT_WITHHOLDING: _named("withheld tax or retention", with_share=True),
    Reason.AMOUNT_FX: _foreign,
    Reason.AMOUNT_PART: _part,
    Reason.AMOUNT_OVER: _over,
    Reason.AMOUNT_COMBINED: _combined,
    Reason.CARD_CHARGE: _by_card,
    Reason.TIMING_ON_TIME: _timing,
    Reason.TIMING_EARLY: _timing,
    Reason.TIMING_LATE: _timing,
    Reason.TIMING_BEFORE_ISSUE: _before_issue,
    Reason.AMOUNT_COMMON: _always("Other open items have the same amount, so the amount proves little."),
    Reason.AMOUNT_DIFFERS: _differs,
    Reason.CREDIT_DEDUCTED: _always("The payer deducts a credit note that is not in the books."),
    Reason.COUNTERPARTY_DIFFERS: _payer("{payer} is not {name}"),
    Reason.COUNTERPARTY_UNKNOWN: _always("The bank line does not say who paid."),
    Reason.REFERENCE_CONFLICT: _always("The bank's text names a different invoice."),
    Reason.SITE_CONFLICT: _always("The branch or site numbers differ."),
    Reason.DUPLICATE_PAYMENT: _always("The same amount was paid before, so this may be a second payment."),
}

_REVIEW: Mapping[Reason, str] = {
    Reason.ONE_KIND_OF_EVIDENCE: "Only one kind of evidence supports it; automatic matching needs two.",
    Reason.TRUE_TIE: "It fits different counterparties equally well, so Tieout does not choose.",
    Reason.AMBIGUOUS_SET: "More than one set of items adds up to this amount, so Tieout does not choose.",
    Reason.DUPLICATE_PAYMENT: "It looks like a second payment for something already settled.",
    Reason.DATE_OUTSIDE_WINDOW: "It was paid earlier or later than your rules allow for automatic matching.",
    Reason.AMOUNT_OUTSIDE_TOLERANCE: "The difference is larger than your rules allow for automatic matching.",
}

_NO_MATCH: Mapping[Reason, str] = {
    Reason.NO_CANDIDATE: "No open item fits its reference, name or amount.",
    Reason.BETTER_MATCH_ELSEWHERE: "Its best match fits something else better.",
    Reason.DATE_OUTSIDE_WINDOW: "Its best match was paid too early or too late for your rules.",
    Reason.AMOUNT_OUTSIDE_TOLERANCE: "The closest match differs by more than your tolerance.",
    Reason.DECLINED_BEFORE: "Its best match was rejected before.",
    Reason.DUPLICATE_PAYMENT: "It looks like a second payment for something already settled.",
    Reason.BELOW_THRESHOLD: "The closest match scores too low to be proposed under your rules.",
}
