"""Taking decisions back: the audit entry says what a person did, and these rows are put as they were."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from core.model.errors import ConflictError, NotFoundError
from core.store.staging import whole_tables
from core.store.tables import audit_entries
from core.store.tenancy import Scope

# One person at a time decides about a payment; the second waits and then sees what the first did.
_HOLD = text("select from payments where id = :id for update")

_UNDONE = text("""
    select exists (
        select from audit_entries
        where action = 'match.undone' and subject_kind = 'payment' and subject_id = :subject_id
          and before ->> 'entry' = :entry
    )
""")

# What the newest run proposed waits again, where there is room for it and the whole joint proposal fits.
_PROPOSE_AGAIN = text("""
    with fits as (
        select c.id, c.run_id, c.payment_id, c.hypothesis,
            p.set_aside_reason is null
                and p.voided_at is null
                and i.voided_at is null
                and abs(p.amount_minor - p.allocated_minor) >= abs(c.payment_minor)
                and abs(i.amount_minor - i.allocated_minor) >= abs(c.invoice_minor + c.adjustment_minor)
                and not exists (
                    select from declined_pairs as d
                    where d.tenant_id = c.tenant_id
                      and d.payment_id = c.payment_id
                      and d.invoice_id = c.invoice_id
                ) as fits
        from candidates as c
        join payments as p on p.tenant_id = c.tenant_id and p.id = c.payment_id
        join invoices as i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
        where c.run_id = (select id from runs where status = 'done' order by number desc limit 1)
          and c.decision = 'review'
          and (c.status = 'superseded' or c.id = any(:decided))
          and (:everything or c.payment_id = any(:payments) or c.invoice_id = any(:invoices))
    ),
    whole as (
        select run_id, payment_id, hypothesis from fits group by 1, 2, 3 having bool_and(fits)
    )
    update candidates as c
    set status = 'proposed', decided_at = null, decided_by = null, decided_by_name = ''
    from whole as w
    where c.run_id = w.run_id and c.payment_id = w.payment_id and c.hypothesis = w.hypothesis
      and c.status <> 'proposed' and c.id in (select id from fits)
""").bindparams(
    bindparam("decided", type_=ARRAY(Uuid)),
    bindparam("payments", type_=ARRAY(Uuid)),
    bindparam("invoices", type_=ARRAY(Uuid)),
)

# The last case of an item that its settling closed is open again, unless the item still is settled.
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
    set status = 'open', resolution = null, resolved_at = null, resolved_by_name = ''
    from last as l
    where e.id = l.id and l.status = 'resolved' and l.resolution in ('matched', 'set_aside')
      and l.state not in ('settled', 'set_aside')
""").bindparams(bindparam("payments", type_=ARRAY(Uuid)), bindparam("invoices", type_=ARRAY(Uuid)))

_REOPEN_CASE = text("""
    update exception_cases
    set status = 'open', resolution = null, resolved_at = null, resolved_by_name = ''
    where id = :id and status = 'resolved'
""")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the record says was done: the deed, the thing it was done to, and what it left behind."""

    action: str
    subject_id: str
    after: Mapping[str, Any]


def hold(scope: Scope, payment_id: UUID) -> None:
    """Waits until nobody else is deciding about the payment and keeps it to the end of the transaction."""
    scope.connection.execute(_HOLD, {"id": payment_id})


def entry(scope: Scope, sequence: int) -> Entry:
    """One entry of the record; raises `NotFoundError`."""
    columns = audit_entries.c
    row = scope.connection.execute(
        select(columns.action, columns.subject_id, columns.after).where(columns.sequence == sequence)
    ).one_or_none()
    if row is None:
        raise NotFoundError("There is no such entry in the record.")
    return Entry(row.action, row.subject_id, row.after or {})


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


def undone(scope: Scope, sequence: int, subject_id: str) -> bool:
    """Whether a decision was taken back already."""
    values = {"entry": str(sequence), "subject_id": subject_id}
    return bool(scope.connection.execute(_UNDONE, values).scalar_one())


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
    """Opens a resolved case again; raises `ConflictError` when it is not resolved or its item has another."""
    if scope.connection.execute(_REOPEN_CASE, {"id": case_id}).rowcount != 1:
        raise ConflictError("This case is not resolved.")
