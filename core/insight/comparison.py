"""The two sides of a match beside each other: row by row, with what agrees and what differs marked."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from core.insight.explanation import MatchFacts, Thresholds, why_review
from core.insight.formats import NOTHING, amount_text, count_text, date_text, days_text, money_text
from core.insight.wording import words
from core.model.match import Adjustment
from core.model.money import Money
from core.model.reasons import Reason

_WORD = re.compile(r"\w+")
# Below it a shared stretch of text is as likely chance as a misread number (tried on damaged demo ones).
_ALIKE_FROM = 78.0
_SHORTEST_NUMBER = 3
_SHORTEST_TAIL = 4  # the fewest last digits that are worth marking
_SHORTEST_PREFIX = 3  # the fewest letters by which a cut or abbreviated word is recognised
_TELLING_WORD = 4  # shorter words in a bank's text (KG, AND, THE) do not name anybody


class Mark(StrEnum):
    """How a piece of text compares with the other side."""

    PLAIN = "plain"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with one mark; the pieces of a cell join to its whole text."""

    text: str
    mark: Mark = Mark.PLAIN


Spans = tuple[Span, ...]


class Booked(Protocol):
    """What every booked thing has: money still open on it, and a reference."""

    @property
    def open(self) -> Money: ...
    @property
    def reference(self) -> str: ...
    @property
    def counterparty(self) -> str: ...


class Billed(Booked, Protocol):
    """An invoice in the books, as far as a comparison looks at it."""

    @property
    def number(self) -> str: ...
    @property
    def issued_on(self) -> date: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def total(self) -> Money: ...
    @property
    def terms(self) -> str: ...
    @property
    def purchase_order(self) -> str: ...


class BankLine(Booked, Protocol):
    """A payment in the books, as far as a comparison looks at it."""

    @property
    def paid_on(self) -> date: ...
    @property
    def amount(self) -> Money: ...
    @property
    def description(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def check_number(self) -> str: ...


class ProposedLeg(Protocol):
    """One invoice of a proposal; `paid` is in the bank line's currency, the rest in the invoice's."""

    @property
    def invoice(self) -> Billed: ...
    @property
    def paid(self) -> Money: ...
    @property
    def applied(self) -> Money: ...
    @property
    def adjustment(self) -> Money: ...
    @property
    def adjustment_kind(self) -> Adjustment: ...


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One line of the comparison; `agrees` is None where nothing can be said."""

    label: str
    invoice: Spans
    bank: Spans
    verdict: str
    agrees: bool | None


def single(payment: BankLine, leg: ProposedLeg) -> tuple[ComparisonRow, ...]:
    """One invoice against one bank line: amount, name, number, text, dates, terms."""
    invoice = leg.invoice
    numbers = (invoice.number, invoice.purchase_order, invoice.reference)
    payer = payment.counterparty
    return (
        _amount_row(payment, leg),
        ComparisonRow(
            "Name",
            (Span(invoice.counterparty or NOTHING),),
            name_marks(payer, invoice.counterparty) if payer else (Span(NOTHING),),
            *_name_verdict(invoice.counterparty, payer, payment.description),
        ),
        _reference_row(payment, invoice, numbers),
        ComparisonRow(
            "Text",
            (Span(_listed(("order", invoice.purchase_order), ("ref", invoice.reference))),),
            text_marks(payment.description, numbers, invoice.counterparty),
            "",
            None,
        ),
        ComparisonRow(
            "Date",
            (Span(f"due {date_text(invoice.due_on)}" if invoice.due_on else "no due date"),),
            (Span(date_text(payment.paid_on)),),
            *_date_verdict(payment.paid_on, invoice.due_on),
        ),
        ComparisonRow(
            "Terms",
            (Span(_listed(("issued", date_text(invoice.issued_on)), ("", invoice.terms))),),
            (Span(_how_paid(payment)),),
            "",
            None,
        ),
    )


def bank_text(payment: BankLine, legs: Sequence[ProposedLeg]) -> Spans:
    """What the bank printed, with the numbers and names of the proposal that stand in it marked."""
    numbers = [
        text
        for leg in legs
        for text in (leg.invoice.number, leg.invoice.purchase_order, leg.invoice.reference)
    ]
    printed = " · ".join(part for part in (payment.description, payment.reference) if part)
    names = " ".join(dict.fromkeys(leg.invoice.counterparty for leg in legs))
    return text_marks(printed, numbers, names, exact_only=len(legs) > 1)


def consequence(payment: BankLine, legs: Sequence[ProposedLeg]) -> str:
    """What confirming books, in one or two sentences with the amounts."""
    settled = sum(leg.applied.minor + leg.adjustment.minor == leg.invoice.open.minor for leg in legs)
    put = sum(leg.paid.minor for leg in legs)
    whose = legs[0].invoice.number if len(legs) == 1 else count_text(len(legs), "item")
    sentence = f"Confirming applies {money_text(abs(put), payment.amount.currency)} to {whose}"
    named = [leg for leg in legs if leg.adjustment_kind is not Adjustment.NONE and leg.adjustment.minor]
    if named:
        sentence += "".join(
            f", books {money_text(abs(leg.adjustment.minor), leg.adjustment.currency)}"
            f" as {words(leg.adjustment_kind)}"
            for leg in named[:2]
        )
    sentence += f" and settles {_how_many(settled, len(legs))}."
    rest = payment.open.minor - put
    if rest:
        sentence += f" {money_text(abs(rest), payment.amount.currency)} of the bank line stays open."
    return sentence


def why_asked(facts: MatchFacts, thresholds: Thresholds) -> str:
    """Why a person is asked about a pair, as far as its score and margin tell; '' where they do not."""
    if facts.score < float(thresholds.accept_from):
        return why_review(facts, Reason.BELOW_THRESHOLD, thresholds)
    if facts.margin is not None and facts.margin < float(thresholds.margin):
        return why_review(facts, Reason.MARGIN_TOO_SMALL, thresholds)
    return ""


def text_marks(text: str, numbers: Iterable[str], name: str = "", exact_only: bool = False) -> Spans:
    """`text` with the numbers found in it marked, also damaged or cut ones, and the words of `name`."""
    if not text:
        return (Span(NOTHING),)
    marks = [Mark.PLAIN] * len(text)
    for number in numbers:
        _mark_number(marks, text, number, exact_only)
    wanted = _words(name)
    for word in _WORD.finditer(text):
        free = all(mark is Mark.PLAIN for mark in marks[word.start() : word.end()])
        if free and _known(word[0], wanted):
            marks[word.start() : word.end()] = [Mark.SAME] * len(word[0])
    return _spans(text, marks)


def name_marks(name: str, other: str) -> Spans:
    """`name` with the words it shares with `other` marked same, the rest different."""
    wanted = _words(other)
    marks = [Mark.PLAIN] * len(name)
    for word in _WORD.finditer(name):
        mark = Mark.SAME if _known(word[0], wanted) else Mark.DIFFERENT
        marks[word.start() : word.end()] = [mark] * len(word[0])
    return _spans(name, marks)


def _amount_row(payment: BankLine, leg: ProposedLeg) -> ComparisonRow:
    total, still_open = leg.invoice.total, leg.invoice.open
    asked = money_text(still_open.minor, still_open.currency)
    if total != still_open:
        asked += f" open of {amount_text(total.minor, total.currency)}"
    paid = money_text(payment.amount.minor, payment.amount.currency, signed=True)
    if payment.open != payment.amount:
        paid += f", {amount_text(abs(payment.open.minor), payment.open.currency)} open"
    verdict, agrees = _amount_verdict(payment, leg)
    mark = {True: Mark.SAME, False: Mark.DIFFERENT, None: Mark.PLAIN}[agrees]
    return ComparisonRow("Amount", (Span(asked),), (Span(paid, mark),), verdict, agrees)


def _amount_verdict(payment: BankLine, leg: ProposedLeg) -> tuple[str, bool | None]:
    if payment.amount.currency != leg.invoice.open.currency:
        return "different currency", None
    short = abs(leg.invoice.open.minor) - abs(payment.open.minor)
    if short == 0:
        return "equal", True
    size = amount_text(abs(short), payment.amount.currency)
    cause = f": {words(leg.adjustment_kind)}" if leg.adjustment_kind is not Adjustment.NONE else ""
    return f"{'short' if short > 0 else 'over'} by {size}{cause}", False


def _name_verdict(counterparty: str, payer: str, text: str) -> tuple[str, bool | None]:
    ours, theirs = _words(counterparty), _words(payer)
    if not payer:
        named = any(_known(word, ours) for word in _words(text) if len(word) >= _TELLING_WORD)
        return ("in the text", True) if named else ("not given", None)
    if ours == theirs:
        return "same", True
    shared = [word for word in theirs if _known(word, ours)]
    return ("similar", True) if shared else ("different name", False)


def _reference_row(payment: BankLine, invoice: Billed, numbers: Sequence[str]) -> ComparisonRow:
    given = payment.reference
    bank = text_marks(given, numbers)
    everywhere = text_marks(f"{given} {payment.description}", numbers)
    marks = {span.mark for span in everywhere}
    verdict: tuple[str, bool | None] = ("not given", None)
    if Mark.DIFFERENT in marks:
        verdict = ("nearly the same", False)
    elif Mark.SAME in marks:
        verdict = ("same" if any(span.mark is Mark.SAME for span in bank) else "in the text", True)
    return ComparisonRow("Number", (Span(invoice.number),), bank, *verdict)


def _date_verdict(paid_on: date, due_on: date | None) -> tuple[str, bool | None]:
    if due_on is None:
        return "", None
    late = (paid_on - due_on).days
    if late == 0:
        return "on the due date", True
    return f"{days_text(late)} {'late' if late > 0 else 'early'}", None


def _how_paid(payment: BankLine) -> str:
    if payment.check_number:
        return f"check {payment.check_number}"
    return payment.method.replace("_", " ") or NOTHING


def _how_many(settled: int, all_of_them: int) -> str:
    if all_of_them == 1:
        return "it in full" if settled else "part of it"
    return "all of them" if settled == all_of_them else f"{settled} of them"


def _listed(*parts: tuple[str, str]) -> str:
    return " · ".join(f"{name} {value}".strip() for name, value in parts if value) or NOTHING


def _words(name: str) -> list[str]:
    return [_plain_word(word) for word in _WORD.findall(name)]


def _plain_word(word: str) -> str:
    """Lower case without accents; banks write ä as ae or as a, so both become a."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return letters.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _known(word: str, wanted: Sequence[str]) -> bool:
    """Whether `word` is one of the wanted ones, or one of them cut short (or they are cut)."""
    mine = _plain_word(word)
    return any(
        mine == other
        or (
            min(len(mine), len(other)) >= _SHORTEST_PREFIX
            and (mine.startswith(other) or other.startswith(mine))
        )
        for other in wanted
    )


def _mark_number(marks: list[Mark], text: str, number: str, exact_only: bool) -> None:
    needle, _ = _folded(number)
    hay, places = _folded(text)
    if len(needle) < _SHORTEST_NUMBER or not hay:
        return
    tail = re.search(r"\d+\Z", needle)
    at = hay.find(needle)
    if at >= 0:
        _put(marks, places[at : at + len(needle)], Mark.SAME)
    elif tail and len(tail[0].lstrip("0")) >= _SHORTEST_TAIL and (at := hay.find(tail[0].lstrip("0"))) >= 0:
        _put(marks, places[at : at + len(tail[0].lstrip("0"))], Mark.SAME)
    elif not exact_only and any(letter.isdigit() for letter in needle):
        _mark_alike(marks, needle, hay, places)


def _mark_alike(marks: list[Mark], needle: str, hay: str, places: Sequence[int]) -> None:
    """Marks the stretch of text that is nearly the number: equal characters same, the others different."""
    if len(hay) < len(needle):
        return
    best = fuzz.partial_ratio_alignment(needle, hay, score_cutoff=_ALIKE_FROM)
    if best is None or best.score < _ALIKE_FROM:
        return
    window = hay[best.dest_start : best.dest_end]
    for step in Levenshtein.opcodes(needle, window):
        mark = Mark.SAME if step.tag == "equal" else Mark.DIFFERENT
        start = best.dest_start + step.dest_start
        _put(marks, places[start : best.dest_start + step.dest_end], mark)


def _folded(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, upper case, and where each stood in `text`."""
    kept = [(letter.upper()[:1], place) for place, letter in enumerate(text) if letter.isalnum()]
    return "".join(letter for letter, _ in kept), [place for _, place in kept]


def _put(marks: list[Mark], places: Sequence[int], mark: Mark) -> None:
    """Marks the places and what stands between them (a separator inside a number)."""
    if not places:
        return
    for place in range(places[0], places[-1] + 1):
        marks[place] = mark


def _spans(text: str, marks: Sequence[Mark]) -> Spans:
    found: list[Span] = []
    for letter, mark in zip(text, marks, strict=True):
        if found and found[-1].mark is mark:
            found[-1] = Span(found[-1].text + letter, mark)
        else:
            found.append(Span(letter, mark))
    return tuple(found)
