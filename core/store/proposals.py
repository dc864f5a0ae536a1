"""Proposals: what waits for a person about a bank line, read whole, confirmed or rejected in one piece."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.model.card_part import CardPart
from core.model.errors import NotFoundError
from core.model.match import Adjustment, CandidateStatus, Decision, Method
from core.model.money import Money
from core.model.reasons import Reason
from core.store import allocations, breakdowns, cases, decisions, invoices, matches, payments
from core.store.allocations import NewAllocation
from core.store.decisions import Made
from core.store.invoices import InvoiceRow
from core.store.matches import CandidateRow
from core.store.payments import PaymentRow
from core.store.tenancy import Scope


@dataclass(frozen=True, slots=True)
class Leg:
    """One invoice of a proposal: what the payment puts on it and the named difference that settles it.

    `paid` is in the payment's currency, `applied` and `adjustment` in the invoice's, all in the books' signs.
    `points` has the keys reference, counterparty, amount and timing. `card` is what of a card payout it is.
    """

    candidate_id: UUID
    invoice: InvoiceRow
    paid: Money
    applied: Money
    adjustment: Money
    adjustment_kind: Adjustment
    reasons: tuple[Reason, ...]
    points: Mapping[str, float]
    score: float
    margin: float
    card: CardPart | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to settle a payment; its legs are decided together. `choice` 1 is the best."""

    hypothesis: int
    choice: int
    score: float
    margin: float
    decision: Decision
    method: Method
    legs: tuple[Leg, ...]

    @property
    def candidates(self) -> list[UUID]:
        return [leg.candidate_id for leg in self.legs]

    @property
    def invoices(self) -> list[UUID]:
        return [leg.invoice.id for leg in self.legs]


@dataclass(frozen=True, slots=True)
class Item:
    """A payment that waits, with everything proposed for it, best first.

    `version` changes with the payment's open amount and with the run that proposes. One of the proposals may
    go, because somebody else used up its invoice, and the others be decided as they were shown: the legs of a
    proposal never change.
    """

    payment: PaymentRow
    proposals: tuple[Proposal, ...]
    version: str

    def proposal(self, hypothesis: int) -> Proposal:
        """The one with this number; raises `NotFoundError`."""
        for each in self.proposals:
            if each.hypothesis == hypothesis:
                return each
        raise NotFoundError("There is no such proposal for this bank line.")


def of_payments(scope: Scope, ids: Collection[UUID]) -> dict[UUID, Item]:
    """What waits about these payments, by id; one for which nothing waits is missing."""
    known = payments.rows(scope, ids)
    waiting: dict[UUID, list[CandidateRow]] = {}
    for row in matches.waiting_of(scope, known):
        waiting.setdefault(row.payment_id, []).append(row)
    found = invoices.rows(scope, {row.invoice_id for rows in waiting.values() for row in rows})
    return {key: _item(known[key], rows, found) for key, rows in waiting.items()}


def held(scope: Scope, ids: Collection[UUID]) -> dict[UUID, Item]:
    """What waits about these payments, which nobody else can decide to the end of the transaction."""
    decisions.hold(scope, ids)
    return of_payments(scope, ids)


def confirm(scope: Scope, chosen: Mapping[UUID, Proposal]) -> Made:
    """Posts one proposal for each payment as a person's; what they leave without room no longer waits.

    Raises `OverAllocationError` when another decision has used up what one of them needs.
    """
    legs = [(payment, leg) for payment, proposal in chosen.items() for leg in proposal.legs]
    touched = list(dict.fromkeys(leg.invoice.id for _, leg in legs))
    decided = [leg.candidate_id for _, leg in legs]
    posted = allocations.post(scope, [_allocation(payment, leg) for payment, leg in legs])
    matches.decide(scope, decided, CandidateStatus.CONFIRMED)
    matches.supersede_used_up(scope, list(chosen), touched)
    cases.close_settled(scope, list(chosen), touched)
    return Made(tuple(chosen), tuple(touched), tuple(decided), posted)


def _item(payment: PaymentRow, waiting: Sequence[CandidateRow], found: Mapping[UUID, InvoiceRow]) -> Item:
    grouped: dict[int, list[CandidateRow]] = {}
    for row in waiting:
        grouped.setdefault(row.hypothesis, []).append(row)
    ways = (_proposal(rows, payment, found) for rows in grouped.values())
    ordered = sorted(ways, key=lambda each: each.choice)
    said = [str(payment.allocated.minor), *sorted({f"{row.run_id}" for row in waiting})]
    version = hashlib.sha256("|".join(said).encode()).hexdigest()[:16]
    return Item(payment, tuple(ordered), version)


def _proposal(
    rows: Sequence[CandidateRow], payment: PaymentRow, found: Mapping[UUID, InvoiceRow]
) -> Proposal:
    first = rows[0]
    return Proposal(
        first.hypothesis,
        first.choice,
        min(row.score for row in rows),
        min(row.margin for row in rows),
        first.decision,
        first.method,
        tuple(_leg(row, payment, found[row.invoice_id]) for row in rows),
    )


def _leg(row: CandidateRow, payment: PaymentRow, invoice: InvoiceRow) -> Leg:
    currency = invoice.total.currency
    return Leg(
        row.id,
        invoice,
        Money(row.payment_minor, payment.amount.currency),
        Money(row.invoice_minor, currency),
        Money(row.adjustment_minor, currency),
        row.adjustment,
        tuple(Reason(code) for code in row.reasons),
        row.points,
        row.score,
        row.margin,
        breakdowns.card_part(row.card, payment.amount.currency),
    )


def _allocation(payment_id: UUID, leg: Leg) -> NewAllocation:
    return NewAllocation(
        payment_id,
        leg.paid.minor,
        leg.invoice.id,
        leg.applied.minor,
        leg.adjustment.minor,
        leg.adjustment_kind,
        leg.candidate_id,
        tuple(reason.value for reason in leg.reasons),
        leg.score,
    )
