"""Counts the key figures rest on: what was imported, item by item, and how long decisions take."""

from typing import Any

import pandas as pd
from sqlalchemy import text

from core.model.flow import Flow
from core.store.frames import Kind, read
from core.store.tenancy import Scope

_INVOICE_ITEMS = text("""
    select s.state, i.currency, i.amount_minor
    from invoices as i
    join invoice_states as s on s.tenant_id = i.tenant_id and s.id = i.id
    join import_batches as b on b.tenant_id = i.tenant_id and b.id = i.batch_id and b.undone_at is null
""")

_PAYMENT_ITEMS = text("""
    select s.state, p.currency, p.amount_minor
    from payments as p
    join payment_states as s on s.tenant_id = p.tenant_id and s.id = p.id
    join import_batches as b on b.tenant_id = p.tenant_id and b.id = p.batch_id and b.undone_at is null
""")

# Counted from the tables alone (without imports that were undone), so that a state nobody thought of shows as
# a difference.
_IMPORTED = text("""
    select 'invoice' as kind, currency, count(*) as items, sum(amount_minor)::bigint as amount_minor
    from invoices
    where batch_id not in (select id from import_batches where undone_at is not null)
    group by currency
    union all
    select 'payment', currency, count(*), sum(amount_minor)::bigint
    from payments
    where batch_id not in (select id from import_batches where undone_at is not null)
    group by currency
    order by 1, 2
""")

# The time between two decisions of one person, where it is short enough to have been work on the second;
# decisions a program made say nothing about people.
_MINUTES = text("""
    with gaps as (
        select extract(epoch from at - lag(at) over (partition by actor_id order by at)) / 60 as minutes
        from audit_entries
        where action in ('match.confirmed', 'match.rejected', 'payment.set_aside')
          and origin = 'dashboard' and actor_id is not null
    )
    select count(*) as decisions, percentile_cont(0.5) within group (order by minutes)::text as minutes
    from gaps
    where minutes < 30
""")

# What waits for a person, money in and money out added up by size.
_WAITING = text("""
    select p.currency,
        coalesce(sum(p.amount_minor - p.allocated_minor) filter (where p.amount_minor > 0), 0)::bigint
            as received,
        coalesce(sum(p.allocated_minor - p.amount_minor) filter (where p.amount_minor < 0), 0)::bigint
            as paid
    from payments as p
    join payment_states as s on s.tenant_id = p.tenant_id and s.id = p.id
    where s.state = 'proposed'
    group by p.currency
    order by sum(abs(p.amount_minor - p.allocated_minor)) desc, 1
""")

_ITEM = {"state": Kind.TEXT, "currency": Kind.TEXT, "amount_minor": Kind.WHOLE}


def invoice_items(scope: Scope) -> pd.DataFrame:
    """One row per invoice: state, currency, amount_minor."""
    return read(scope, _INVOICE_ITEMS, _ITEM)


def payment_items(scope: Scope) -> pd.DataFrame:
    """One row per bank line: state, currency, amount_minor."""
    return read(scope, _PAYMENT_ITEMS, _ITEM)


def waiting_money(scope: Scope) -> Flow:
    """The open money of the bank lines that wait for a person."""
    rows = scope.connection.execute(_WAITING).all()
    return Flow(
        {row.currency: row.received for row in rows if row.received},
        {row.currency: row.paid for row in rows if row.paid},
    )


def imported(scope: Scope) -> dict[str, dict[str, tuple[int, int]]]:
    """What was imported, by kind ('invoice', 'payment') and currency: (count, minor units)."""
    found: dict[str, dict[str, tuple[int, int]]] = {"invoice": {}, "payment": {}}
    for row in scope.connection.execute(_IMPORTED):
        found[row.kind][row.currency] = (row.items, row.amount_minor)
    return found


def minutes_per_decision(scope: Scope) -> tuple[int, str | None]:
    """How many decisions were timed, and their median in minutes as a decimal text (None without any)."""
    row: Any = scope.connection.execute(_MINUTES).one()
    return row.decisions, row.minutes
