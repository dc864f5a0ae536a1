"""Taking decisions back: the audit entry says what a person did, and these rows are put as they were."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text, Uuid

from core.model.case import SETS_ASIDE, Resolution
from core.model.errors import ConflictError, NotFoundError
from core.store import allocations, cases, matches, payments
from core.store.staging import whole_tables
from core.store.tables import audit_entries
from core.store.tenancy import Scope

# The deeds of the record that are one decision of one person, each of which can be taken back.
DECISIONS = ("match.confirmed", "match.rejected", "match.entered", "payment.set_aside", "case.resolved")

# One person at a time decides about a payment; the second waits and then sees what the first did.
_HOLD = text("select from payments where id = any(:ids) order by id for update").bindparams(
    bindparam("ids", type_=ARRAY(Uuid))
)

# Which of these decisions were taken back already.
_UNDONE = text("""
    select (before ->> 'entry')::bigint as entry
    from audit_entries
    where action = 'match.undone' and subject_id = any(:subjects) and before ->> 'entry' = any(:entries)
""").bindparams(bindparam("subjects", type_=ARRAY(Text)), bindparam("entries", type_=ARRAY(Text)))

_OF_SUBJECT = text("""
    select sequence, action, subject_kind, subject_id, after
    from audit_entries
    where subject_kind = :kind and subject_id = :subject and action = any(:actions)
    order by sequence
""").bindparams(bindparam("actions", type_=ARRAY(Text)))

# What the newest run proposed waits again, where there is room for it and the whole joint proposal fits: a
# bill less a credit note takes less of the payment than the bill alone.
_PROPOSE_AGAIN = text("""
    with touched as (
        select distinct run_id, payment_id, hypothesis
        from candidates
        where run_id = (select id from runs where status = 'done' order by number desc limit 1)
          and decision = 'review'
          and (status = 'superseded' or id = any(:decided))
          and (:everything or payment_id = any(:payments) or invoice_id = any(:invoices))
    ),
    whole as (
        select c.run_id, c.payment_id, c.hypothesis
        from touched as t
        join candidates as c on c.run_id = t.run_id and c.payment_id = t.payment_id
            and c.hypothesis = t.hypothesis
        join payments as p on p.tenant_id = c.tenant_id and p.id = c.payment_id
        join invoices as i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
        left join declined_pairs as d on d.tenant_id = c.tenant_id and d.payment_id = c.payment_id
            and d.invoice_id = c.invoice_id
        group by c.run_id, c.payment_id, c.hypothesis, p.tenant_id, p.id
        having p.set_aside_reason is null
           and p.voided_at is null
           and abs(p.amount_minor - p.allocated_minor) >= abs(sum(c.payment_minor))
           and bool_and(i.voided_at is null
                and d.payment_id is null
                and abs(i.amount_minor - i.allocated_minor) >= abs(c.invoice_minor + c.adjustment_minor)
                and (c.status in ('superseded', 'proposed') or c.id = any(:decided)))
    )
    update candidates as c
    set status = 'proposed', decided_at = null, decided_by = null, decided_by_name = ''
    from whole as w
    where c.run_id = w.run_id and c.payment_id = w.payment_id and c.hypothesis = w.hypothesis
      and c.status <> 'proposed'
""").bindparams(
    bindparam("decided", type_=ARRAY(Uuid)),
    bindparam("payments", type_=ARRAY(Uuid)),
    bindparam("invoices", type_=ARRAY(Uuid)),
)

# A decision that was undone and cannot wait again is nobody's any more.
_FORGET = text("""
    update candidates
    set status = 'superseded', decided_at = clock_timestamp(), decided_by = null, decided_by_name = ''
    where id = any(:decided) and status in ('confirmed', 'rejected')
""").bindparams(bindparam("decided", type_=ARRAY(Uuid)))

# The last case of an item that its settling closed stands again as before, unless the item still is settled.
_REOPEN = text("""
    with last as (
        select distinct on (e.payment_id, e.invoice_id) e.id, e.status, e.resolution,
            coalesce(i.state, p.state) as state
        from exception_cases as e
        left join invoice_states as i on i.tenant_id = e.tenant_id and i.id = e.invoice_id
        left join payment_states as p on p.tenant_id = e.tenant_id and p.id = e.payment_id
        where e.payment_id = any(:payments) or e.invoice_id = any(:invoices)
        order by e.payment_id, e.invoice_id, e.opened_at desc, e.id
    )
    update exception_cases as e
    set status = coalesce(e.status_before, 'open'), note = coalesce(e.note_before, e.note),
        resolution = null, resolved_at = null, resolved_by_name = ''
    from last as l
    where e.id = l.id and l.status = 'resolved'
      and l.resolution in ('matched', 'split_payment', 'set_aside', 'write_off')
      and l.state not in ('settled', 'set_aside')
""").bindparams(bindparam("payments", type_=ARRAY(Uuid)), bindparam("invoices", type_=ARRAY(Uuid)))

_REOPEN_CASE = text("""
    update exception_cases
    set status = coalesce(status_before, 'open'), note = coalesce(note_before, note),
        resolution = null, resolved_at = null, resolved_by_name = ''
    where id = :id and status = 'resolved'
""")

_ASIDE = frozenset({*SETS_ASIDE, Resolution.SET_ASIDE})  # how a case ends whose bank line is set aside


@dataclass(frozen=True, slots=True)
class Made:
    """What a decision did: the items it touched, the candidates it decided, the allocations it posted."""

    payments: tuple[UUID, ...]
    invoices: tuple[UUID, ...] = ()
    candidates: tuple[UUID, ...] = ()
    allocations: tuple[UUID, ...] = ()

    def said(self, sentence: str) -> dict[str, Any]:
        """As the record keeps it: all that taking it back needs."""
        return {
            "sentence": sentence,
            "payments": list(self.payments),
            "invoices": list(self.invoices),
            "candidates": list(self.candidates),
            "allocations": list(self.allocations),
        }


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a decision back came to: allocations reversed, pairs that wait again, cases open again."""

    allocations: int
    waiting: int
    cases: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What the record says was done: its number, the deed, the thing it was done to, what it left behind."""

    sequence: int
    action: str
    subject_kind: str
    subject_id: str
    after: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        return str(self.after.get("sentence", ""))

    @property
    def made(self) -> Made:
        """What the decision did; one about a single payment may leave the payment to its subject."""
        touched = [*self.after.get("payments", ())] or [self.subject_id]
        return Made(
            tuple(UUID(key) for key in touched),
            *(
                tuple(UUID(key) for key in self.after.get(name, ()))
                for name in ("invoices", "candidates", "allocations")
            ),
        )


def together(parts: Sequence[Entry]) -> Entry:
    """The parts of one decision, taken in several transactions, as one: the first's number and name."""
    first, names = parts[0], ("payments", "invoices", "candidates", "allocations")
    joined = {name: [key for part in parts for key in part.after.get(name, ())] for name in names}
    return replace(first, after={**first.after, **joined})


def hold(scope: Scope, payment_ids: Collection[UUID]) -> None:
    """Waits until nobody else is deciding about the payments and keeps them to the end of the transaction."""
    scope.connection.execute(_HOLD, {"ids": list(payment_ids)})


def entry(scope: Scope, sequence: int) -> Entry:
    """One entry of the record; raises `NotFoundError`."""
    columns = audit_entries.c
    row = scope.connection.execute(
        select(
            columns.sequence, columns.action, columns.subject_kind, columns.subject_id, columns.after
        ).where(columns.sequence == sequence)
    ).one_or_none()
    if row is None:
        raise NotFoundError("There is no such entry in the record.")
    return Entry(row.sequence, row.action, row.subject_kind, row.subject_id, row.after or {})


def about(scope: Scope, kind: str, subject_id: str, actions: Collection[str]) -> tuple[Entry, ...]:
    """The entries of these deeds about one thing, oldest first."""
    values = {"kind": kind, "subject": subject_id, "actions": list(actions)}
    return tuple(
        Entry(row.sequence, row.action, row.subject_kind, row.subject_id, row.after or {})
        for row in scope.connection.execute(_OF_SUBJECT, values)
    )


def last(scope: Scope, action: str, subject_id: UUID) -> tuple[int, Mapping[str, Any]]:
    """The newest entry of this deed about a thing: its sequence and what it left behind.

    Raises `ConflictError` when it was never done.
    """
    columns = audit_entries.c
    row = scope.connection.execute(
        select(columns.sequence, columns.after)
        .where(columns.action == action, columns.subject_id == str(subject_id))
        .order_by(columns.sequence.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise ConflictError("There is nothing to take back.")
    return row.sequence, row.after or {}


def undone(scope: Scope, entries: Collection[Entry]) -> frozenset[int]:
    """Which of these decisions were taken back already, by their numbers."""
    values = {
        "entries": [str(each.sequence) for each in entries],
        "subjects": list({each.subject_id for each in entries}),
    }
    return frozenset(scope.connection.execute(_UNDONE, values).scalars())


def take_back(scope: Scope, decided: Entry) -> TakenBack:
    """Puts the rows a decision changed as they were, as far as later decisions leave room.

    Hold its payments first. Raises `ConflictError` when an allocation of it was taken back otherwise.
    """
    made = decided.made
    if decided.action == "case.resolved":
        reopen_case(scope, UUID(decided.subject_id))
        return TakenBack(0, 0, 1)
    matches_gone = allocations.reverse(scope, made.allocations) if made.allocations else 0
    if decided.action == "payment.set_aside":
        payments.take_back(scope, made.payments[0])
    if decided.action == "match.rejected" and len(made.invoices) == 1:
        matches.offer_again(scope, made.payments[0], made.invoices[0])
    again = propose_again(scope, made.candidates, made.payments, made.invoices)
    scope.connection.execute(_FORGET, {"decided": list(made.candidates)})
    return TakenBack(matches_gone, again, reopen_cases(scope, made.payments, made.invoices))


def propose_again(
    scope: Scope, decided: Collection[UUID], payments: Collection[UUID], invoices: Collection[UUID]
) -> int:
    """Lets proposals wait again: the `decided` candidates, and what their decision left without room."""
    values = {"decided": list(decided), "payments": list(payments), "invoices": list(invoices)}
    return scope.connection.execute(_PROPOSE_AGAIN, {**values, "everything": False}).rowcount


def propose_all_again(scope: Scope) -> int:
    """After a run was taken back: lets what the newest run that stands proposed wait again where it fits."""
    values = {"decided": [], "payments": [], "invoices": [], "everything": True}
    with whole_tables(scope.connection):
        return scope.connection.execute(_PROPOSE_AGAIN, values).rowcount


def reopen_cases(scope: Scope, payments: Collection[UUID], invoices: Collection[UUID]) -> int:
    """Opens the cases again that settling these items had closed; answers how many."""
    return scope.connection.execute(
        _REOPEN, {"payments": list(payments), "invoices": list(invoices)}
    ).rowcount


def reopen_case(scope: Scope, case_id: UUID) -> None:
    """Puts a resolved case as it was before, and its bank line back into the matching if it had left it.

    Raises `ConflictError` when it is not resolved or its item has another, `NotFoundError`.
    """
    case = cases.get(scope, case_id)
    if case.payment_id is not None:
        hold(scope, [case.payment_id])
        if payments.get(scope, case.payment_id).set_aside_by_person and case.resolution in _ASIDE:
            payments.take_back(scope, case.payment_id)
            propose_again(scope, [], [case.payment_id], [])
    if scope.connection.execute(_REOPEN_CASE, {"id": case_id}).rowcount != 1:
        raise ConflictError("This case is not resolved.")
