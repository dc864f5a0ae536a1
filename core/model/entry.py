"""What stands in the books: a stored invoice, a stored bank line, and a proposal between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.model.invoice import Direction, ItemState
from core.model.match import Adjustment, CandidateStatus, Decision, Method
from core.model.money import Money
from core.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class BookedInvoice:
    """An invoice as stored; `total` is negative for a credit note, `open` is what is still unpaid of it."""

    id: UUID
    number: str
    direction: Direction
    counterparty: str
    issued_on: date
    due_on: date | None
    total: Money
    open: Money
    terms: str
    purchase_order: str
    reference: str
    account: str
    state: ItemState


@dataclass(frozen=True, slots=True)
class BookedPayment:
    """A bank line as stored; amounts are signed from the bank's point of view."""

    id: UUID
    bank_id: str
    paid_on: date
    amount: Money
    open: Money
    counterparty: str
    description: str
    reference: str
    method: str
    check_number: str
    account: str
    state: ItemState
    set_aside_reason: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One invoice in a proposal: what the payment puts on it and the named difference that settles it.

    `paid` is in the payment's currency and `applied` and `adjustment` in the invoice's, all in book signs.
    `points` has the keys reference, counterparty, amount and timing.
    """

    candidate_id: UUID
    invoice: BookedInvoice
    paid: Money
    applied: Money
    adjustment: Money
    adjustment_kind: Adjustment
    reasons: tuple[Reason, ...]
    points: Mapping[str, float]
    score: float
    margin: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to settle a payment: all its legs are confirmed or rejected together. `choice` 1 is the best."""

    hypothesis: int
    choice: int
    score: float
    margin: float
    decision: Decision
    method: Method
    status: CandidateStatus
    legs: tuple[Leg, ...]
