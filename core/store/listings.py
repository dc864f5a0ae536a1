"""Lists for the screens, filtered, ordered and paged by the server: cases, allocations, items."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pandas as pd
from sqlalchemy import TextClause, text

from core.store.frames import Kind, Page, frame_of
from core.store.tenancy import Scope

_CASES = text("""
    select
        e.id::text, coalesce(e.payment_id::text, ''), coalesce(e.invoice_id::text, ''),
        case when e.payment_id is null then 'invoice' else 'payment' end, e.reason, e.severity, e.status,
        e.owner_name, e.opened_at, e.due_at, e.amount_minor, e.currency,
        coalesce(i.counterparty_name, p.counterparty_name),
        coalesce(i.number, nullif(p.reference, ''), p.description, ''),
        coalesce(i.due_on, i.issued_on, p.paid_on),
        e.note, coalesce(e.resolution, ''), e.resolved_at, e.resolved_by_name,
        count(*) over () as total
    from exception_cases as e
    left join invoices as i on i.tenant_id = e.tenant_id and i.id = e.invoice_id
    left join payments as p on p.tenant_id = e.tenant_id and p.id = e.payment_id
    where e.discrepancy_mark is null
      and (:status = '' and e.status <> 'resolved' or e.status = :status)
      and (:reason = '' or e.reason = :reason)
      and (:severity = '' or e.severity = :severity)
      and (:owner = '' or e.owner_name = :owner)
      and (:words = '' or position(lower(:words) in lower(concat_ws(' ',
            i.number, i.counterparty_name, p.counterparty_name, p.description, p.reference, e.note))) > 0)
    order by
        array_position(array['high', 'medium', 'low'], e.severity), abs(e.amount_minor) desc,
        e.opened_at, e.id
    limit :limit offset :offset
""")

_CASE_COLUMNS = {
    "case": Kind.TEXT,
    "payment": Kind.TEXT,
    "invoice": Kind.TEXT,
    "kind": Kind.TEXT,
    "reason": Kind.TEXT,
    "severity": Kind.TEXT,
    "status": Kind.TEXT,
    "owner": Kind.TEXT,
    "opened_at": Kind.MOMENT,
    "due_at": Kind.MOMENT,
    "amount_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "counterparty": Kind.TEXT,
    "label": Kind.TEXT,
    "dated_on": Kind.DAY,
    "note": Kind.TEXT,
    "resolution": Kind.TEXT,
    "resolved_at": Kind.MOMENT,
    "resolved_by": Kind.TEXT,
}

_CASE_COUNTS = text("""
    select e.reason, e.currency, count(*), sum(abs(e.amount_minor))::bigint
    from exception_cases as e
    where e.status <> 'resolved' and e.discrepancy_mark is null
    group by e.reason, e.currency
    order by count(*) desc, e.reason, e.currency
""")

_ALLOCATIONS = text("""
    select
        a.id::text, coalesce(a.payment_id::text, ''), a.invoice_id::text, p.paid_on,
        coalesce(p.counterparty_name, ''), coalesce(p.description, ''), i.number, i.counterparty_name,
        i.direction,
        a.payment_minor, coalesce(a.payment_currency, ''), a.invoice_minor, a.invoice_currency,
        a.adjustment_minor, a.adjustment, a.actor, a.decided_by_name, a.score,
        coalesce(a.rules_version, 0), coalesce(r.number, 0), array_to_string(a.reasons, '|'), a.created_at,
        count(*) over () as total
    from standing_allocations as a
    join invoices as i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
    left join payments as p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    left join runs as r on r.tenant_id = a.tenant_id and r.id = a.run_id
    where (:actor = '' or a.actor = :actor)
      and (cast(:run_id as uuid) is null or a.run_id = :run_id)
      and (:adjusted = false or a.adjustment_minor <> 0)
      and (:words = '' or position(lower(:words) in lower(concat_ws(' ',
            i.number, i.counterparty_name, p.counterparty_name, p.description, p.reference))) > 0)
    order by a.created_at desc, p.paid_on desc nulls last, a.id
    limit :limit offset :offset
""")

_ALLOCATION_COLUMNS = {
    "allocation": Kind.TEXT,
    "payment": Kind.TEXT,
    "invoice": Kind.TEXT,
    "paid_on": Kind.DAY,
    "payer": Kind.TEXT,
    "description": Kind.TEXT,
    "number": Kind.TEXT,
    "counterparty": Kind.TEXT,
    "direction": Kind.TEXT,
    "payment_minor": Kind.WHOLE,
    "payment_currency": Kind.TEXT,
    "invoice_minor": Kind.WHOLE,
    "invoice_currency": Kind.TEXT,
    "adjustment_minor": Kind.WHOLE,
    "adjustment": Kind.TEXT,
    "actor": Kind.TEXT,
    "decided_by": Kind.TEXT,
    "score": Kind.REAL,
    "rules_version": Kind.WHOLE,
    "run": Kind.WHOLE,
    "reasons": Kind.TEXT,
    "created_at": Kind.MOMENT,
}

_INVOICES = text("""
    select
        i.id::text, i.number, i.direction, i.counterparty_name, i.issued_on, i.due_on, i.amount_minor,
        i.amount_minor - i.allocated_minor, i.currency, i.reference, s.state,
        count(*) over () as total
    from invoices as i
    join invoice_states as s on s.tenant_id = i.tenant_id and s.id = i.id
    where (:state = '' or s.state = :state)
      and (:direction = '' or i.direction = :direction)
      and (:words = '' or position(lower(:words) in lower(concat_ws(' ',
            i.number, i.counterparty_name, i.reference, i.purchase_order))) > 0)
    order by i.issued_on desc, i.number, i.id
    limit :limit offset :offset
""")

_INVOICE_COLUMNS = {
    "invoice": Kind.TEXT,
    "number": Kind.TEXT,
    "direction": Kind.TEXT,
    "counterparty": Kind.TEXT,
    "issued_on": Kind.DAY,
    "due_on": Kind.DAY,
    "amount_minor": Kind.WHOLE,
    "open_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "reference": Kind.TEXT,
    "state": Kind.TEXT,
}

_PAYMENTS = text("""
    select
        p.id::text, p.paid_on, p.counterparty_name, p.description, p.reference, p.amount_minor,
        p.amount_minor - p.allocated_minor, p.currency, s.state, coalesce(p.set_aside_reason, ''),
        p.set_aside_reason is not null and p.set_aside_by is not null,
        count(*) over () as total
    from payments as p
    join payment_states as s on s.tenant_id = p.tenant_id and s.id = p.id
    where (:state = '' or s.state = :state)
      and (:direction = '' or sign(p.amount_minor) = case :direction when 'receivable' then 1 else -1 end)
      and (:words = '' or position(lower(:words) in lower(concat_ws(' ',
            p.counterparty_name, p.description, p.reference, p.bank_id))) > 0)
    order by p.paid_on desc, p.id
    limit :limit offset :offset
""")

_PAYMENT_COLUMNS = {
    "payment": Kind.TEXT,
    "paid_on": Kind.DAY,
    "counterparty": Kind.TEXT,
    "description": Kind.TEXT,
    "reference": Kind.TEXT,
    "amount_minor": Kind.WHOLE,
    "open_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "state": Kind.TEXT,
    "set_aside_reason": Kind.TEXT,
    "set_aside_by_person": Kind.YES_NO,
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are shown; without a status those that are not resolved."""

    words: str = ""
    reason: str = ""
    severity: str = ""
    status: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class AllocationFilter:
    """Which standing allocations are shown; `actor` is 'engine' or 'person'."""

    words: str = ""
    actor: str = ""
    run_id: UUID | None = None
    adjusted: bool = False


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which invoices or payments are shown; for payments the direction is that of the money."""

    words: str = ""
    state: str = ""
    direction: str = ""


def cases(scope: Scope, wanted: CaseFilter, limit: int, offset: int = 0) -> Page:
    """Cases, the gravest and largest first.

    Columns: case, payment, invoice ('' where it is not about one), kind, reason, severity, status, owner,
    opened_at, due_at, amount_minor, currency, counterparty, label (invoice number or the bank's words),
    dated_on, note, resolution, resolved_at, resolved_by.
    """
    values = {
        "words": wanted.words.strip(),
        "reason": wanted.reason,
        "severity": wanted.severity,
        "status": wanted.status,
        "owner": wanted.owner,
    }
    return _page(scope, _CASES, _CASE_COLUMNS, values, limit, offset)


def case_counts(scope: Scope) -> pd.DataFrame:
    """Unresolved cases by reason and currency: reason, currency, cases, amount_minor (sizes)."""
    columns = {"reason": Kind.TEXT, "currency": Kind.TEXT, "cases": Kind.WHOLE, "amount_minor": Kind.WHOLE}
    return frame_of(scope.connection.execute(_CASE_COUNTS).all(), columns)


def standing(scope: Scope, wanted: AllocationFilter, limit: int, offset: int = 0) -> Page:
    """Allocations that stand, newest first.

    Columns: allocation, payment, invoice, paid_on, payer, description, number, counterparty, direction,
    payment_minor, payment_currency, invoice_minor, invoice_currency, adjustment_minor, adjustment, actor,
    decided_by, score (NaN for a person's), rules_version and run (numbers; 0 for a person's), reasons,
    created_at.
    """
    values = {
        "words": wanted.words.strip(),
        "actor": wanted.actor,
        "run_id": wanted.run_id,
        "adjusted": wanted.adjusted,
    }
    return _page(scope, _ALLOCATIONS, _ALLOCATION_COLUMNS, values, limit, offset)


def invoices(scope: Scope, wanted: ItemFilter, limit: int, offset: int = 0) -> Page:
    """Invoices, newest first: invoice, number, direction, counterparty, issued_on, due_on, amount_minor,
    open_minor, currency, reference, state."""
    return _page(scope, _INVOICES, _INVOICE_COLUMNS, _items(wanted), limit, offset)


def payments(scope: Scope, wanted: ItemFilter, limit: int, offset: int = 0) -> Page:
    """Payments, newest first: payment, paid_on, counterparty, description, reference, amount_minor,
    open_minor, currency, state, set_aside_reason, set_aside_by_person."""
    return _page(scope, _PAYMENTS, _PAYMENT_COLUMNS, _items(wanted), limit, offset)


def _items(wanted: ItemFilter) -> dict[str, Any]:
    return {"words": wanted.words.strip(), "state": wanted.state, "direction": wanted.direction}


def _page(
    scope: Scope,
    statement: TextClause,
    columns: Mapping[str, Kind],
    values: Mapping[str, Any],
    limit: int,
    offset: int,
) -> Page:
    """The page asked for and the length of the whole list, also when the page lies past its end."""
    rows = scope.connection.execute(statement, {**values, "limit": limit, "offset": offset}).all()
    if not rows and offset > 0:
        first = scope.connection.execute(statement, {**values, "limit": 1, "offset": 0}).all()
        return Page(frame_of([], columns), first[0].total if first else 0)
    return Page(frame_of([row[:-1] for row in rows], columns), rows[0].total if rows else 0)
