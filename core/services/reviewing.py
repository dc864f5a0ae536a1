"""Reviewing: what waits for a person, decided once, by whoever was first, and undone when asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pandas as pd

from core.insight.explanation import MatchFacts
from core.insight.formats import money_text
from core.insight.wording import words
from core.matching.rates import rough_weights
from core.model.errors import ConflictError, NotFoundError
from core.model.flow import Flow
from core.model.identity import Role
from core.model.match import CandidateStatus
from core.model.money import minor_digits
from core.model.reasons import Reason
from core.outlets.explainer import Evidence
from core.services.workspace import Workspace
from core.store import audit, cases, decisions, matches, notes, payments, proposals, queues
from core.store.decisions import Made
from core.store.notes import Note, NoteSubject
from core.store.payments import PaymentRow
from core.store.proposals import Item, Leg, Proposal
from core.store.queues import Currencies, QueueOrder
from core.store.tenancy import Scope

__all__ = ["EVERYTHING", "Item", "Leg", "Proposal", "Queue", "QueueFilter"]

_WEIGHTS = rough_weights()
_CURRENCIES = Currencies(_WEIGHTS, {code: 10 ** minor_digits(code) for code in _WEIGHTS})
_ORDERS = {
    "pays": QueueOrder.PAYS,
    "value": QueueOrder.LARGEST,
    "score": QueueOrder.SUREST,
    "oldest": QueueOrder.OLDEST,
    "newest": QueueOrder.NEWEST,
}
_FACETS = 300  # counterparties a filter offers at most


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which proposals to show and in which order: `pays`, `value`, `score`, `oldest` or `newest`.

    `reason` is a reason code on the best proposal, `counterparty` the name on a proposed invoice, `least` and
    `most` bound the open amount's size in whole units of its currency, the two days bound the bank line's age
    (`older_than` that many days or more). `skipped` lines stand at the end; `only` names the lines to show.
    """

    search: str = ""
    minimum_score: float = 0.0
    maximum_score: float = 1.0
    order: str = "pays"
    limit: int = 50
    offset: int = 0
    reason: str = ""
    counterparty: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    older_than_days: int = 0
    skipped: tuple[UUID, ...] = ()
    only: tuple[UUID, ...] | None = None


EVERYTHING = QueueFilter()


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue; of all lines that fit, how many they are and the open money in and out."""

    rows: pd.DataFrame
    total: int
    money: Flow


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters can be set to: counterparties and reason codes of what waits, most frequent first."""

    counterparties: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was taken: its entry in the record, by which it is undone, and its words."""

    entry: int
    sentence: str


def facts(item: Item, proposal: Proposal, leg: Leg) -> MatchFacts:
    """What an explanation of one leg of a proposal needs to know."""
    return MatchFacts(
        invoice_number=leg.invoice.number,
        counterparty=leg.invoice.counterparty,
        payer=item.payment.counterparty,
        currency=leg.invoice.total.currency,
        open_minor=leg.invoice.open.minor,
        allocated_minor=leg.applied.minor,
        adjustment_minor=leg.adjustment.minor,
        adjustment=leg.adjustment_kind,
        paid_minor=item.payment.amount.minor,
        paid_currency=item.payment.amount.currency,
        issued_on=leg.invoice.issued_on,
        due_on=leg.invoice.due_on,
        paid_on=item.payment.paid_on,
        reasons=leg.reasons,
        points=leg.points,
        score=proposal.score,
        margin=leg.margin,
        decision=proposal.decision,
        method=proposal.method,
        items=len(proposal.legs),
        cards=tuple((each.invoice.number, each.card) for each in proposal.legs if each.card),
    )


def queue(workspace: Workspace, wanted: QueueFilter = EVERYTHING) -> Queue:
    """One page of what waits for a person.

    In the order `pays` the line comes first on which a minute of a person's time settles most money: open
    money x the chance that one decision settles the line / the minutes it is expected to take, as
    `core.store.queues.page` defines it; currencies are set side by side at rough rates, for the order alone.

    Columns: payment_id (text), paid_on, amount_minor, open_minor, currency, payer, description, reference,
    score, chance, worth, margin, method, reasons (codes joined by |), invoices (numbers),
    invoice_counterparty, invoice_count, direction, adjustment, choices.
    """
    with workspace.scope() as scope:
        page = queues.page(
            scope, _stored(workspace, wanted), wanted.limit, wanted.offset, _ORDERS[wanted.order], _CURRENCIES
        )
    rows = page.rows.rename(columns={"payment": "payment_id", "counterparty": "payer"})
    return Queue(rows, page.total, page.money)


def facets(workspace: Workspace) -> Facets:
    """What the queue can be filtered by."""
    with workspace.scope() as scope:
        codes = queues.reasons(scope)
        return Facets(queues.counterparties(scope, _FACETS), tuple(Reason(code) for code in codes))


def item(workspace: Workspace, payment_id: UUID) -> Item:
    """One payment with its proposals, best first.

    Raises `NotFoundError` for an unknown payment and `ConflictError` when nothing waits for it any more.
    """
    with workspace.scope() as scope:
        found = proposals.of_payments(scope, [payment_id]).get(payment_id)
        return found or _nothing_waits(scope, payment_id)


def items(workspace: Workspace, payment_ids: Collection[UUID]) -> dict[UUID, Item]:
    """Several payments with their proposals at once; those for which nothing waits any more are missing."""
    with workspace.scope() as scope:
        return proposals.of_payments(scope, payment_ids)


def confirm(workspace: Workspace, payment_id: UUID, hypothesis: int, version: str) -> Decided:
    """Posts one proposal as a person's decision; what it leaves without room is no longer proposed.

    Raises `ConflictError` when the item has changed since `version` was shown, `OverAllocationError` when
    another decision has used up what this one needs.
    """
    with workspace.scope(Role.ANALYST) as scope:
        current = _seen(scope, payment_id, version)
        chosen = _still(scope, current, hypothesis)
        made = proposals.confirm(scope, {payment_id: chosen})
        paid = money_text(sum(leg.paid.minor for leg in chosen.legs), current.payment.amount.currency)
        return _record(scope, "match.confirmed", made, f"{paid} matched with {_numbers(chosen)}.")


def reject(workspace: Workspace, payment_id: UUID, hypothesis: int, version: str) -> Decided:
    """Says that the payment does not belong to the proposal's invoices; the pair is not offered again.

    Refusing a set says that the set is wrong, not that each of its invoices is: only a single pair is
    remembered. Raises `ConflictError` when the item has changed since `version` was shown.
    """
    with workspace.scope(Role.ANALYST) as scope:
        chosen = _still(scope, _seen(scope, payment_id, version), hypothesis)
        matches.decide(scope, chosen.candidates, CandidateStatus.REJECTED)
        if len(chosen.legs) == 1:
            matches.decline(scope, payment_id, chosen.legs[0].invoice.id)
        made = Made((payment_id,), tuple(chosen.invoices), tuple(chosen.candidates))
        return _record(
            scope,
            "match.rejected",
            made,
            f"{_numbers(chosen)} rejected: this pair will not be proposed again.",
        )


def set_aside(workspace: Workspace, payment_id: UUID, reason: Reason, version: str) -> Decided:
    """Says that a bank line is not about invoices.

    Raises `ConflictError` when the item has changed since `version` was shown.
    """
    with workspace.scope(Role.ANALYST) as scope:
        _seen(scope, payment_id, version)
        payments.set_aside(scope, payment_id, reason.value)
        matches.supersede_used_up(scope, [payment_id], [])
        cases.close_settled(scope, [payment_id], [])
        made = Made((payment_id,))
        return _record(scope, "payment.set_aside", made, f"Set aside: {words(reason)}.")


def note(workspace: Workspace, payment_id: UUID, text: str) -> None:
    """Adds a note to a bank line; an empty one is none. Raises `NotFoundError`."""
    if not text.strip():
        return
    with workspace.scope(Role.ANALYST) as scope:
        payments.get(scope, payment_id)
        notes.write(scope, NoteSubject.PAYMENT, payment_id, text.strip())
        audit.append(scope, "note.written", "payment", payment_id, after={"text": text.strip()})


def noted(workspace: Workspace, payment_id: UUID) -> tuple[Note, ...]:
    """The notes on a bank line, oldest first."""
    with workspace.scope() as scope:
        return notes.about(scope, NoteSubject.PAYMENT, payment_id)


def undo(workspace: Workspace, entry: int) -> str:
    """Takes one decision back, also days later and from another session, and answers what was undone.

    Raises `ConflictError` when it was undone already, `NotFoundError` when the entry is no decision.
    """
    with workspace.scope(Role.ANALYST) as scope:
        decided = decisions.entry(scope, entry)
        if decided.action not in decisions.DECISIONS:
            raise NotFoundError("This audit entry is not a decision that can be undone.")
        decisions.hold(scope, decided.made.payments)
        if decisions.undone(scope, [decided]):
            raise ConflictError("This decision has already been undone.")
        decisions.take_back(scope, decided)
        audit.append(
            scope,
            "match.undone",
            decided.subject_kind,
            decided.subject_id,
            before={"entry": entry},
            reason=decided.sentence,
        )
    return f"Undone: {decided.sentence}"


def _stored(workspace: Workspace, wanted: QueueFilter) -> queues.QueueFilter:
    days = wanted.older_than_days
    return queues.QueueFilter(
        words=wanted.search,
        reason=wanted.reason,
        counterparty=wanted.counterparty,
        low=wanted.minimum_score,
        high=wanted.maximum_score,
        least=wanted.least,
        most=wanted.most,
        paid_to=workspace.today() - timedelta(days=days) if days else None,
        only=wanted.only,
        skipped=wanted.skipped,
    )


def _seen(scope: Scope, payment_id: UUID, version: str) -> Item:
    """The item, held for this transaction; raises `ConflictError` unless it is as it was shown."""
    current = proposals.held(scope, [payment_id]).get(payment_id) or _nothing_waits(scope, payment_id)
    if current.version != version:
        raise ConflictError("This bank line has changed since you opened it; please look again.")
    return current


def _still(scope: Scope, current: Item, hypothesis: int) -> Proposal:
    """The proposal that was shown; raises `ConflictError` when it was decided or overtaken meanwhile,
    `NotFoundError` when there never was one."""
    if all(way.hypothesis != hypothesis for way in current.proposals):
        known = matches.of_payment(scope, current.payment.id, waiting=False)
        if any(row.hypothesis == hypothesis for row in known):
            raise ConflictError(
                "This match has been decided or replaced in the meantime; please look at what is left."
            )
    return current.proposal(hypothesis)


def _nothing_waits(scope: Scope, payment_id: UUID) -> Item:
    """Raises what the second of two people is told: who was first, or that the line does not exist."""
    payments.get(scope, payment_id)
    decided = [row for row in matches.of_payment(scope, payment_id, waiting=False) if row.decided_by]
    if not decided:
        raise ConflictError("There is no proposed match for this bank line any more.")
    last = max(decided, key=lambda row: str(row.decided_at))
    raise ConflictError(f"{last.decided_by} has already decided this bank line: {words(last.status)}.")


def _record(scope: Scope, action: str, made: Made, sentence: str) -> Decided:
    """The decision's entry, with all that taking it back needs."""
    said = made.said(sentence)
    return Decided(audit.append(scope, action, "payment", made.payments[0], after=said), sentence)


def _numbers(proposal: Proposal) -> str:
    numbers = [leg.invoice.number for leg in proposal.legs]
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} and {len(numbers) - 1} more"


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
