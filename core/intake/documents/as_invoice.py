"""From what was read to an invoice of the books, with what a person must look at first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from core.intake.documents.names_found import bare
from core.intake.documents.values import FoundInvoice, Source
from core.model.errors import MoneyError
from core.model.invoice import Direction, Invoice, LineItem
from core.model.money import Money, to_minor

THRESHOLD = 0.9  # fields below it are stored only after a person's yes
_SAME_NAME = 88  # of 100; spellings of one name reach 90 and more, names of a trade 80


@dataclass(frozen=True, slots=True)
class Proposal:
    """An invoice as it would be stored, and why it needs a person's yes.

    `invoice` is None when something it cannot do without is missing. `doubts` maps fields (names of `FIELDS`,
    or "direction") to a sentence; while it is not empty nothing is stored without a yes.
    """

    invoice: Invoice | None
    doubts: dict[str, str]


def propose(found: FoundInvoice, own_names: Sequence[str]) -> Proposal:
    """The invoice of the books of the company with these names.

    The counterparty is whichever party is not the company: the recipient of what the company issued, the
    issuer of everything else. Where a person said which way it goes, somebody else's name printed in the
    company's place is asked about: it may be another's invoice.
    """
    direction, doubts = _direction(found, own_names)
    party = "recipient" if direction is Direction.RECEIVABLE else "issuer"
    for name, words in (*_NEEDED, (party, "counterparty")):
        field = found.field(name)
        if not field:
            doubts[name] = f"The {words} could not be read."
        elif field.confidence < THRESHOLD:
            doubts[name] = f"The {words} “{field.value}” is not certain."
    if found.source is Source.OCR and not found.adds_up:
        doubts.setdefault(
            "total_amount", "It was recognised on a picture and net and tax do not prove the total."
        )
    try:
        return Proposal(_invoice(found, direction, found.field(party).value), doubts)
    except (ValueError, MoneyError) as error:
        if isinstance(error, MoneyError):
            doubts["total_amount"] = str(error)
        return Proposal(None, doubts)


_NEEDED = (
    ("invoice_number", "invoice number"),
    ("issue_date", "issue date"),
    ("total_amount", "total"),
    ("currency", "currency"),
)


def _direction(found: FoundInvoice, own_names: Sequence[str]) -> tuple[Direction, dict[str, str]]:
    """What a person said, else receivable when the company is the issuer and payable otherwise; with a doubt
    when the company is neither party."""
    if found.direction is not None:
        return found.direction, _stranger(found, found.direction, own_names)
    issued = max((_same(found.issuer.value, name) for name in own_names), default=0.0)
    received = max((_same(found.recipient.value, name) for name in own_names), default=0.0)
    if issued >= _SAME_NAME and issued > received:
        return Direction.RECEIVABLE, {}
    if received >= _SAME_NAME:
        return Direction.PAYABLE, {}
    said = "Neither issuer nor recipient could be read as this company."
    return Direction.PAYABLE, {"direction": said}


def _stranger(found: FoundInvoice, direction: Direction, own_names: Sequence[str]) -> dict[str, str]:
    """A doubt about the party that should be the company, where another name is printed there."""
    place, words = ("issuer", "by") if direction is Direction.RECEIVABLE else ("recipient", "to")
    printed = found.field(place).value
    if not printed or any(_same(printed, name) >= _SAME_NAME for name in own_names):
        return {}
    verb = "issued" if direction is Direction.RECEIVABLE else "addressed"
    return {place: f"It is {verb} {words} “{printed}”, not {words} {' or '.join(own_names)}. Is it ours?"}


def _same(one: str, other: str) -> float:
    return fuzz.ratio(bare(one), bare(other)) if bare(one) and bare(other) else 0.0


def _invoice(found: FoundInvoice, direction: Direction, counterparty: str) -> Invoice:
    """Raises `ValueError` or `MoneyError` when a field it needs is missing or not of its kind."""
    if not (found.invoice_number and counterparty):
        raise ValueError("no number or counterparty")
    currency = found.currency.value
    total = (
        Decimal(found.total_amount.value) if re.fullmatch(r"-?[0-9.]+", found.total_amount.value) else None
    )
    if total is None:
        raise ValueError("no total")
    sign = -1 if found.is_credit_note and total > 0 else 1
    lines = tuple(
        LineItem(position, line.description, line.quantity, Money(to_minor(line.total, currency), currency))
        for position, line in enumerate(found.line_items, start=1)
    )
    return Invoice(
        number=found.invoice_number.value,
        direction=direction,
        counterparty=counterparty,
        issued_on=date.fromisoformat(found.issue_date.value),
        due_on=date.fromisoformat(found.due_date.value) if found.due_date else None,
        total=Money(sign * to_minor(total, currency), currency),
        terms=found.terms.value,
        purchase_order=found.purchase_order_number.value,
        line_items=lines,
    )
