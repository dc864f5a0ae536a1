"""Reviewing: what waits for a person, decided once, by whoever was first, and undone when asked."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import pandas as pd

from core.insight.explanation import MatchFacts
from core.insight.formats import money_text
from core.insight.wording import words
from core.model.errors import ConflictError, NotFoundError
from core.model.identity import Role
from core.model.match import Adjustment, CandidateStatus, Decision, Method
from core.model.money import Money
from core.model.reasons import Reason
from core.outlets.explainer import Evidence
from core.services.workspace import Workspace
from core.store import allocations, audit, cases, decisions, invoices, listings, matches, payments, tallies
from core.store.allocations import NewAllocation
from core.store.invoices import InvoiceRow
from core.store.listings import QueueOrder
from core.store.matches import CandidateRow
from core.store.payments import PaymentRow
from core.store.tenancy import Scope

UNDOABLE = ("match.confirmed", "match.rejected", "payment.set_aside")


_NAMED = frozenset(
    {
        Reason.REFERENCE_EXACT,
        Reason.REFERENCE_IN_TEXT,
        Reason.REFERENCE_PREFIX_CHANGED,
        Reason.REFERENCE_RANGE,
    }
)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which proposals to show and in which order: `value`, `score` or `oldest`."""

    search: str = ""
    minimum_score: float = 0.0
    maximum_score: float = 1.0
    order: str = "value"
    limit: int = 50
    offset: int = 0


EVERYTHING = QueueFilter()


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue: its rows, how many wait in all and how much money that is per currency."""

    rows: pd.DataFrame
    total: int
    money: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Leg:
    """One invoice of a proposal: what the payment puts on it and the named difference that settles it.

    `paid` is in the payment's currency, `applied` and `adjustment` in the invoice's, all in the books' signs.
    `points` has the keys reference, counterparty, amount and timing.
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


@dataclass(frozen=True, slots=True)
class Item:
    """A payment that waits, with everything proposed for it; `version` changes when any of that does."""

    payment: PaymentRow
    proposals: tuple[Proposal, ...]
    version: str

    def facts(self, proposal: Proposal, leg: Leg) -> MatchFacts:
        """What an explanation of one leg needs to know."""
        return MatchFacts(
            invoice_number=leg.invoice.number,
            counterparty=leg.invoice.counterparty,
            payer=self.payment.counterparty,
            currency=leg.invoice.total.currency,
            open_minor=leg.invoice.open.minor,
            allocated_minor=leg.applied.minor,
            adjustment_minor=leg.adjustment.minor,
            adjustment=leg.adjustment_kind,
            paid_minor=self.payment.amount.minor,
            paid_currency=self.payment.amount.currency,
            issued_on=leg.invoice.issued_on,
            due_on=leg.invoice.due_on,
            paid_on=self.payment.paid_on,
            reasons=leg.reasons,
            points=leg.points,
            score=proposal.score,
            margin=leg.margin,
            decision=proposal.decision,
            method=proposal.method,
            items=len(proposal.legs),
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was taken: its entry in the record, by which it is undone, and its words."""

    entry: int
    sentence: str


_ORDERS = {"value": QueueOrder.LARGEST, "score": QueueOrder.SUREST, "oldest": QueueOrder.OLDEST}


def queue(workspace: Workspace, wanted: QueueFilter = EVERYTHING) -> Queue:
    """One page of what waits for a person.

    Columns: payment_id (text), paid_on, amount_minor, open_minor, currency, payer, description, reference,
    score, margin, method, reasons (codes joined by |), invoices (numbers), invoice_counterparty,
    invoice_count, direction, adjustment, choices.
    """
    chosen = listings.QueueFilter(words=wanted.search, low=wanted.minimum_score, high=wanted.maximum_score)
    with workspace.scope() as scope:
        page = listings.queue(scope, chosen, wanted.limit, wanted.offset, _ORDERS[wanted.order])
        money = tallies.waiting_money(scope)
    rows = page.rows.rename(columns={"payment": "payment_id", "counterparty": "payer"})
    return Queue(rows, page.total, money)


def item(workspace: Workspace, payment_id: UUID) -> Item:
    """One payment with its proposals, best first.

    Raises `NotFoundError` for an unknown payment and `ConflictError` when nothing waits for it any more.
    """
    with workspace.scope() as scope:
        return _item(scope, payment_id)


def _item(scope: Scope, payment_id: UUID) -> Item:
    payment = payments.get(scope, payment_id)
    waiting = matches.of_payment(scope, payment_id)
    if not waiting:
        raise ConflictError(_who_was_first(scope, payment_id))
    found = invoices.rows(scope, {row.invoice_id for row in waiting})
    grouped: dict[int, list[CandidateRow]] = {}
    for row in waiting:
        grouped.setdefault(row.hypothesis, []).append(row)
    proposals = (_proposal(rows, payment, found) for rows in grouped.values())
    ordered = sorted(proposals, key=lambda each: (not says_it_all(each, payment.open), each.choice))
    return Item(payment, tuple(ordered), _version(payment, waiting))


def says_it_all(proposal: Proposal, open_money: Money) -> bool:
    """Whether the payer names every item of the proposal and they add up to the cent without a difference.

    “INV-1 LESS CN-2” that comes out exactly is shown before INV-1 alone with the rest booked as a difference.
    """
    named = all(_NAMED & set(leg.reasons) for leg in proposal.legs)
    booked = any(leg.adjustment for leg in proposal.legs)
    return named and not booked and sum(leg.paid.minor for leg in proposal.legs) == open_money.minor


def _proposal(
    rows: Sequence[CandidateRow], payment: PaymentRow, found: Mapping[UUID, InvoiceRow]
) -> Proposal:
    first = rows[0]
    legs = tuple(_leg(row, payment, found[row.invoice_id]) for row in rows)
    return Proposal(
        first.hypothesis,
        first.choice,
        min(row.score for row in rows),
        min(row.margin for row in rows),
        first.decision,
        first.method,
        legs,
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
    )


def _version(payment: PaymentRow, waiting: Sequence[CandidateRow]) -> str:
    said = [str(payment.allocated.minor), *sorted(f"{row.id}" for row in waiting)]
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:16]


def _who_was_first(scope: Scope, payment_id: UUID) -> str:
    """The sentence for the second of two people."""
    decided = [row for row in matches.of_payment(scope, payment_id, waiting=False) if row.decided_by]
    if not decided:
        return "Nothing is proposed for this bank line any more."
    last = max(decided, key=lambda row: str(row.decided_at))
    return f"{last.decided_by} has decided this bank line already: {words(last.status)}."


def _seen(scope: Scope, payment_id: UUID, version: str) -> Item:
    """The item, held for this transaction; raises `ConflictError` unless it is as it was shown."""
    decisions.hold(scope, payment_id)
    current = _item(scope, payment_id)
    if current.version != version:
        raise ConflictError("This bank line has changed since it was shown; look at it again.")
    return current


def _chosen(current: Item, hypothesis: int) -> Proposal:
    for proposal in current.proposals:
        if proposal.hypothesis == hypothesis:
            return proposal
    raise NotFoundError("There is no such proposal for this bank line.")


def confirm(workspace: Workspace, payment_id: UUID, hypothesis: int, version: str) -> Decided:
    """Posts one proposal as a person's decision; what it leaves without room is no longer proposed.

    Raises `ConflictError` when the item has changed since `version` was shown, `OverAllocationError` when
    another decision has used up what this one needs.
    """
    with workspace.scope(Role.ANALYST) as scope:
        current = _seen(scope, payment_id, version)
        chosen = _chosen(current, hypothesis)
        touched = [leg.invoice.id for leg in chosen.legs]
        posted = allocations.post(scope, [_allocation(payment_id, leg) for leg in chosen.legs])
        matches.decide(scope, _candidates(chosen), CandidateStatus.CONFIRMED)
        matches.supersede_used_up(scope, [payment_id], touched)
        cases.close_settled(scope, [payment_id], touched)
        sentence = _confirmed_sentence(current.payment, chosen)
        return _record(scope, "match.confirmed", payment_id, chosen, sentence, posted)


def reject(workspace: Workspace, payment_id: UUID, hypothesis: int, version: str) -> Decided:
    """Says that the payment does not belong to the proposal's invoices; the pair is not offered again.

    Refusing a set says that the set is wrong, not that each of its invoices is: only a single pair is
    remembered. Raises `ConflictError` when the item has changed since `version` was shown.
    """
    with workspace.scope(Role.ANALYST) as scope:
        current = _seen(scope, payment_id, version)
        chosen = _chosen(current, hypothesis)
        matches.decide(scope, _candidates(chosen), CandidateStatus.REJECTED)
        if len(chosen.legs) == 1:
            matches.decline(scope, payment_id, chosen.legs[0].invoice.id)
        sentence = f"Not {_numbers(chosen)}: it will not be offered again."
        return _record(scope, "match.rejected", payment_id, chosen, sentence)


def set_aside(workspace: Workspace, payment_id: UUID, reason: Reason, version: str) -> Decided:
    """Says that a bank line is not about invoices.

    Raises `ConflictError` when the item has changed since `version` was shown.
    """
    with workspace.scope(Role.ANALYST) as scope:
        _seen(scope, payment_id, version)
        payments.set_aside(scope, payment_id, reason.value)
        matches.supersede_used_up(scope, [payment_id], [])
        cases.close_settled(scope, [payment_id], [])
        return _record(scope, "payment.set_aside", payment_id, None, f"Set aside: {words(reason)}.")


def undo(workspace: Workspace, entry: int) -> str:
    """Takes one decision back, also days later and from another session, and answers what was undone.

    Raises `ConflictError` when it was undone already, `NotFoundError` when the entry is no decision.
    """
    with workspace.scope(Role.ANALYST) as scope:
        decided = decisions.entry(scope, entry)
        if decided.action not in UNDOABLE:
            raise NotFoundError("This entry of the record is not a decision that can be undone.")
        payment_id = UUID(decided.subject_id)
        decisions.hold(scope, payment_id)
        if decisions.undone(scope, entry, decided.subject_id):
            raise ConflictError("This decision was undone already.")
        touched = [UUID(key) for key in decided.after["invoices"]]
        if decided.action == "match.confirmed":
            allocations.reverse(scope, [UUID(key) for key in decided.after["allocations"]])
        elif decided.action == "payment.set_aside":
            payments.take_back(scope, payment_id)
        elif len(touched) == 1:
            matches.offer_again(scope, payment_id, touched[0])
        candidates = [UUID(key) for key in decided.after["candidates"]]
        decisions.propose_again(scope, candidates, [payment_id], touched)
        decisions.reopen_cases(scope, [payment_id], touched)
        sentence = str(decided.after["sentence"])
        audit.append(scope, "match.undone", "payment", payment_id, before={"entry": entry}, reason=sentence)
    return f"Undone: {sentence}"


def _record(
    scope: Scope,
    action: str,
    payment_id: UUID,
    chosen: Proposal | None,
    sentence: str,
    posted: Sequence[UUID] = (),
) -> Decided:
    """The decision's entry, with all that taking it back needs."""
    after = {
        "sentence": sentence,
        "invoices": [leg.invoice.id for leg in chosen.legs] if chosen else [],
        "candidates": _candidates(chosen) if chosen else [],
        "allocations": list(posted),
    }
    return Decided(audit.append(scope, action, "payment", payment_id, after=after), sentence)


def _candidates(proposal: Proposal) -> list[UUID]:
    return [leg.candidate_id for leg in proposal.legs]


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


def _numbers(proposal: Proposal) -> str:
    numbers = [leg.invoice.number for leg in proposal.legs]
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} and {len(numbers) - 1} more"


def _confirmed_sentence(payment: PaymentRow, proposal: Proposal) -> str:
    paid = money_text(sum(leg.paid.minor for leg in proposal.legs), payment.amount.currency)
    return f"{paid} matched with {_numbers(proposal)}."


def texts(payment: PaymentRow, leg: Leg) -> tuple[Evidence, ...]:
    """The words from files that a pair rests on, as a model is shown them: data, never instructions."""
    found = (
        ("bank_text", "the bank's text", payment.description),
        ("payer", "the payer's name", payment.counterparty),
        ("reference", "the payment's reference", payment.reference),
        (
            "invoice",
            "the invoice's number and counterparty",
            f"{leg.invoice.number} {leg.invoice.counterparty}",
        ),
    )
    return tuple(Evidence(key, what, text) for key, what, text in found if text)
