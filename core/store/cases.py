"""Exception cases: opened and closed by runs, worked and resolved by people.

Those about discrepancies are opened, read and closed in `core.store.discrepancy_cases`.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text, update

from core.model.case import CaseReason, CaseStatus, Resolution, Severity
from core.model.errors import ConflictError, NotFoundError
from core.model.money import Money
from core.store.staging import stage, whole_tables
from core.store.tables import exception_cases
from core.store.tenancy import Scope

_STAGED = (
    ("payment_id", "uuid"),
    ("invoice_id", "uuid"),
    ("reason", "text"),
    ("severity", "text"),
    ("amount_minor", "bigint"),
    ("currency", "text"),
    ("due_at", "timestamptz"),
)

# A case that is open already learns what the run sees now; a person's status, owner and note stay. One
# that has become graver is due sooner, never later.
_KEEP = text("""
    update exception_cases as e
    set reason = s.reason, severity = s.severity, amount_minor = s.amount_minor, run_id = :run_id,
        due_at = least(e.due_at, s.due_at)
    from staged_cases as s
    where e.status <> 'resolved'
      and coalesce(e.payment_id, e.invoice_id) = coalesce(s.payment_id, s.invoice_id)
""")

# How a person ended a case stands: a run opens it anew only when its reason or its money is another.
_OPEN = text("""
    insert into exception_cases (
        id, payment_id, invoice_id, reason, severity, amount_minor, currency, due_at, run_id
    )
    select
        s.id, s.payment_id, s.invoice_id, s.reason, s.severity, s.amount_minor, s.currency, s.due_at, :run_id
    from staged_cases as s
    where not exists (
        select from exception_cases as e
        where coalesce(e.payment_id, e.invoice_id) = coalesce(s.payment_id, s.invoice_id)
          and (e.status <> 'resolved'
            or e.resolution in ('write_off', 'dispute', 'duplicate_returned', 'not_ours', 'on_account')
               and e.reason = s.reason and e.amount_minor = s.amount_minor)
    )
    order by s.payment_id, s.invoice_id
    on conflict do nothing
""")

# What the run no longer sees is over: matched where the item is settled now, otherwise gone, unless a person
# has taken it up.
_CLOSE = text("""
    update exception_cases as e
    set status = 'resolved', resolved_at = clock_timestamp(), resolved_by_name = 'engine',
        resolution = case
            when i.state = 'settled' or p.state = 'settled' then 'matched'
            when i.state = 'set_aside' or p.state = 'set_aside' then 'set_aside'
            else 'gone'
        end
    from exception_cases as o
    left join invoice_states as i on i.tenant_id = o.tenant_id and i.id = o.invoice_id
    left join payment_states as p on p.tenant_id = o.tenant_id and p.id = o.payment_id
    where e.tenant_id = o.tenant_id and e.id = o.id and o.status <> 'resolved'
      and o.discrepancy_mark is null
      and not exists (
        select from staged_cases as s
        where coalesce(s.payment_id, s.invoice_id) = coalesce(o.payment_id, o.invoice_id)
      )
      and ((o.status = 'open' and o.owner_id is null)
        or i.state in ('settled', 'set_aside')
        or p.state in ('settled', 'set_aside'))
""")

# After a person's decision: what they settled or set aside needs no case any more.
_CLOSE_SETTLED = text("""
    update exception_cases as e
    set status = 'resolved', resolved_at = clock_timestamp(), resolved_by_name = :by_name,
        resolution = case
            when i.state = 'settled' or p.state = 'settled' then :matched
            else 'set_aside'
        end
    from exception_cases as o
    left join invoice_states as i on i.tenant_id = o.tenant_id and i.id = o.invoice_id
    left join payment_states as p on p.tenant_id = o.tenant_id and p.id = o.payment_id
    where e.tenant_id = o.tenant_id and e.id = o.id and o.status <> 'resolved'
      and (o.payment_id = any(:payments) or o.invoice_id = any(:invoices))
      and (i.state in ('settled', 'set_aside') or p.state in ('settled', 'set_aside'))
""")


@dataclass(frozen=True, slots=True)
class NewCase:
    """A thing a person must settle, about a payment or about an invoice (exactly one)."""

    payment_id: UUID | None
    invoice_id: UUID | None
    reason: CaseReason
    severity: Severity
    amount: Money
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as it stands in the books."""

    id: UUID
    payment_id: UUID | None
    invoice_id: UUID | None
    reason: CaseReason
    severity: Severity
    status: CaseStatus
    owner_id: UUID | None
    owner: str
    opened_at: datetime
    due_at: datetime | None
    amount: Money
    note: str
    resolution: Resolution | None
    resolved_at: datetime | None
    resolved_by: str


@dataclass(frozen=True, slots=True)
class Synchronised:
    """What became of the cases in a run."""

    opened: int
    kept: int
    closed: int


def synchronise(scope: Scope, run_id: UUID, seen: Collection[NewCase]) -> Synchronised:
    """Makes the open cases what a run sees; call it after the run has posted.

    An item has at most one open case. One that a person has taken up (in review, escalated, owned) is closed
    only when its item is settled or set aside.
    """
    stage(scope, "staged_cases", _STAGED, _staged(seen), into=["exception_cases"])
    with whole_tables(scope.connection):
        kept = scope.connection.execute(_KEEP, {"run_id": run_id}).rowcount
        opened = scope.connection.execute(_OPEN, {"run_id": run_id}).rowcount
        closed = scope.connection.execute(_CLOSE).rowcount
    return Synchronised(opened, kept, closed)


def close_settled(
    scope: Scope,
    payments: Collection[UUID],
    invoices: Collection[UUID],
    matched: Resolution = Resolution.MATCHED,
) -> int:
    """After a person's decision on these items: resolves cases they no longer need; answers how many.

    `matched` says how what is settled now came to be so.
    """
    values = {
        "payments": list(payments),
        "invoices": list(invoices),
        "matched": matched.value,
        "by_name": scope.actor.name,
    }
    return scope.connection.execute(_CLOSE_SETTLED, values).rowcount


def open_one(scope: Scope, case: NewCase) -> UUID:
    """A person opens a case; raises `ConflictError` when the item has an open one."""
    values = {
        "payment_id": case.payment_id,
        "invoice_id": case.invoice_id,
        "reason": case.reason.value,
        "severity": case.severity.value,
        "amount_minor": case.amount.minor,
        "currency": case.amount.currency,
        "due_at": case.due_at,
    }
    made: UUID = scope.connection.execute(
        exception_cases.insert().values(values).returning(exception_cases.c.id)
    ).scalar_one()
    return made


def get(scope: Scope, case_id: UUID) -> CaseRow:
    """One case; raises `NotFoundError`."""
    statement = select(exception_cases).where(
        exception_cases.c.id == case_id, exception_cases.c.discrepancy_mark.is_(None)
    )
    row = scope.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError("There is no such case.")
    return _case(row)


def of_item(scope: Scope, item_id: UUID) -> tuple[CaseRow, ...]:
    """Every case there ever was about a payment or an invoice, newest first."""
    statement = (
        select(exception_cases)
        .where((exception_cases.c.payment_id == item_id) | (exception_cases.c.invoice_id == item_id))
        .order_by(exception_cases.c.opened_at.desc(), exception_cases.c.id)
    )
    return tuple(_case(row) for row in scope.connection.execute(statement))


def take_up(
    scope: Scope,
    case_id: UUID,
    status: CaseStatus,
    owner_id: UUID | None,
    owner: str,
    note: str | None = None,
) -> None:
    """Gives a case a status and an owner (and a note); raises `ConflictError` when it is resolved."""
    if status is CaseStatus.RESOLVED:
        raise ConflictError("A case is resolved by saying how.")
    changes: dict[str, Any] = {"status": status.value, "owner_id": owner_id, "owner_name": owner}
    _change(scope, case_id, changes if note is None else changes | {"note": note})


def resolve(scope: Scope, case_id: UUID, resolution: Resolution, note: str | None = None) -> None:
    """Ends a case; raises `ConflictError` when it is resolved already or does not exist."""
    changes: dict[str, Any] = {
        "status": CaseStatus.RESOLVED.value,
        "resolution": resolution.value,
        "resolved_at": text("clock_timestamp()"),
        "resolved_by_name": scope.actor.name,
    }
    _change(scope, case_id, changes if note is None else changes | {"note": note})


def _change(scope: Scope, case_id: UUID, changes: dict[str, Any]) -> None:
    changed = scope.connection.execute(
        update(exception_cases)
        .where(exception_cases.c.id == case_id, exception_cases.c.status != CaseStatus.RESOLVED.value)
        .values(changes)
    )
    if changed.rowcount != 1:
        raise ConflictError("This case is resolved already.")


def _staged(cases: Iterable[NewCase]) -> Iterator[tuple[Any, ...]]:
    for case in cases:
        yield (
            case.payment_id,
            case.invoice_id,
            case.reason.value,
            case.severity.value,
            case.amount.minor,
            case.amount.currency,
            case.due_at,
        )


def _case(row: Row[Any]) -> CaseRow:
    return CaseRow(
        id=row.id,
        payment_id=row.payment_id,
        invoice_id=row.invoice_id,
        reason=CaseReason(row.reason),
        severity=Severity(row.severity),
        status=CaseStatus(row.status),
        owner_id=row.owner_id,
        owner=row.owner_name,
        opened_at=row.opened_at,
        due_at=row.due_at,
        amount=Money(row.amount_minor, row.currency),
        note=row.note,
        resolution=None if row.resolution is None else Resolution(row.resolution),
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by_name,
    )
