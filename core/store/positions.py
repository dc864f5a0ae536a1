"""Where the books stand: all items for the engine, counts and money by state, outcomes for the KPIs."""

import pandas as pd
from sqlalchemy import text

from core.model.history import History, LearnedAlias, PastMatch
from core.store import matches
from core.store.frames import Kind, read
from core.store.tenancy import Scope

# The engine decides everything automatic anew, so its own standing allocations do not count as applied.
_MATCHING_INVOICES = text("""
    select
        i.id::text, i.number, i.counterparty_name, i.issued_on, i.due_on, i.direction, i.amount_minor,
        i.amount_minor - coalesce(s.applied, 0) as open_minor,
        i.currency, i.purchase_order, i.reference, i.terms, i.account
    from invoices as i
    left join (
        select invoice_id, sum(invoice_minor + adjustment_minor)::bigint as applied
        from standing_allocations
        where actor = 'person'
        group by invoice_id
    ) as s on s.invoice_id = i.id
    where i.voided_at is null
    order by i.issued_on, i.number, i.id
""")

_MATCHING_PAYMENTS = text("""
    select
        p.id::text, p.paid_on, p.amount_minor, p.amount_minor - coalesce(s.applied, 0) as open_minor,
        p.currency, p.counterparty_name, p.description, p.reference, p.method, p.check_number,
        p.structured_reference
    from payments as p
    left join (
        select payment_id, sum(payment_minor)::bigint as applied
        from standing_allocations
        where actor = 'person' and payment_id is not null
        group by payment_id
    ) as s on s.payment_id = p.id
    where p.voided_at is null and (p.set_aside_reason is null or p.set_aside_by is null)
    order by p.paid_on, p.fingerprint, p.occurrence
""")

# What an import brought that was undone is not in the books.
_STATES = text("""
    select 'invoice' as kind, i.direction, s.state, i.currency,
        count(*) as items,
        sum(i.amount_minor)::bigint as amount_minor,
        sum(i.amount_minor - i.allocated_minor)::bigint as open_minor
    from invoices as i
    join invoice_states as s on s.tenant_id = i.tenant_id and s.id = i.id
    join import_batches as b on b.tenant_id = i.tenant_id and b.id = i.batch_id and b.undone_at is null
    group by i.direction, s.state, i.currency
    union all
    select 'payment', '', s.state, p.currency,
        count(*), sum(p.amount_minor)::bigint, sum(p.amount_minor - p.allocated_minor)::bigint
    from payments as p
    join payment_states as s on s.tenant_id = p.tenant_id and s.id = p.id
    join import_batches as b on b.tenant_id = p.tenant_id and b.id = p.batch_id and b.undone_at is null
    group by s.state, p.currency
    order by 1, 2, 3, 4
""")

# A settled invoice was settled on the day of the last payment that still stands in it (a pure adjustment
# counts on the day it was made). A person touched it when they allocated or took the engine's match back,
# decided one of its proposals, or worked one of its cases; a decision that was undone touched nothing.
_OUTCOMES = text("""
    select
        i.id::text, i.direction, i.issued_on, i.due_on,
        case when s.state = 'settled' then a.last_on end as settled_on,
        i.amount_minor, i.amount_minor - i.allocated_minor as open_minor, i.currency, s.state,
        coalesce(t.by_person, false)
            or exists (
                select from candidates as c
                where c.tenant_id = i.tenant_id and c.invoice_id = i.id and c.decided_by is not null
            )
            or exists (
                select from exception_cases as e
                where e.tenant_id = i.tenant_id and e.invoice_id = i.id
                  and (e.owner_id is not null or (e.status = 'resolved' and e.resolved_by_name <> 'engine'))
            ) as touched_by_person,
        s.state = 'settled' and coalesce(a.automatic, false) as automatic
    from invoices as i
    join invoice_states as s on s.tenant_id = i.tenant_id and s.id = i.id
    join import_batches as b on b.tenant_id = i.tenant_id and b.id = i.batch_id and b.undone_at is null
    left join (
        select n.invoice_id, max(coalesce(p.paid_on, (n.created_at at time zone 'UTC')::date)) as last_on,
            bool_and(n.actor = 'engine') as automatic
        from standing_allocations as n
        left join payments as p on p.tenant_id = n.tenant_id and p.id = n.payment_id
        group by n.invoice_id
    ) as a on a.invoice_id = i.id
    left join (
        select a.invoice_id, true as by_person
        from allocations as a
        left join allocations as o on o.tenant_id = a.tenant_id and o.id = a.reverses
        left join allocations as r on r.tenant_id = a.tenant_id and r.reverses = a.id
        where a.actor = 'person' and r.id is null and o.actor is distinct from 'person'
        group by a.invoice_id
    ) as t on t.invoice_id = i.id
    order by i.issued_on, i.number, i.id
""")

# A payer's name means a counterparty as often as people's standing matches say so, each payment counted once;
# a name somebody entered counts as confirmed twice, which the engine trusts. Taking a match back forgets what
# it taught.
_ALIASES = text("""
    with said as (
        select p.counterparty_name as payer, c.id as counterparty_id, a.payment_id
        from standing_allocations as a
        join payments as p on p.tenant_id = a.tenant_id and p.id = a.payment_id
        join invoices as i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
        join counterparties as c on c.tenant_id = i.tenant_id and c.id = i.counterparty_id
        where a.actor = 'person' and p.counterparty_name <> ''
          and lower(p.counterparty_name) <> lower(c.name)
    ),
    learned as (
        select min(payer) as payer, counterparty_id, count(distinct payment_id) as confirmations
        from said
        group by lower(payer), counterparty_id
    )
    select coalesce(e.name, l.payer) as payer, c.name as counterparty,
        case when e.name is null then 0 else 2 end + coalesce(l.confirmations, 0) as confirmations
    from (select * from counterparty_aliases where source = 'entered') as e
    full join learned as l on l.counterparty_id = e.counterparty_id and lower(l.payer) = lower(e.name)
    join counterparties as c on c.id = coalesce(e.counterparty_id, l.counterparty_id)
    order by lower(coalesce(e.name, l.payer)), c.folded_name
""")

# What people confirmed and still stands: how late, how much of what was open, in which shape.
_PAST = text("""
    select i.counterparty_name, p.counterparty_name as payer,
        p.paid_on - coalesce(i.due_on, i.issued_on) as lag_days,
        a.invoice_minor::double precision / i.amount_minor as ratio,
        coalesce(c.method, 'manual') as method
    from standing_allocations as a
    join invoices as i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
    join payments as p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    left join candidates as c on c.tenant_id = a.tenant_id and c.id = a.candidate_id
    where a.actor = 'person' and i.amount_minor <> 0
    order by p.paid_on, i.number, a.id
""")


def matching_frames(scope: Scope) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All that the engine decides on: (invoices, payments), without void items and what people set aside.

    Invoices: invoice, number, counterparty, issued_on, due_on (NaT ok), direction, amount_minor,
    open_minor, currency, purchase_order, reference, terms, customer_number (the account it gives).
    Payments: payment, paid_on, amount_minor, open_minor, currency, counterparty, description, reference,
    method, check_number, structured_reference. Keys are text, money is int64 minor units in the books'
    signs; `open_minor` is the amount less what *people* have applied (0 where they settled the item), as if
    the engine had posted nothing.
    """
    invoices = read(
        scope,
        _MATCHING_INVOICES,
        {
            "invoice": Kind.TEXT,
            "number": Kind.TEXT,
            "counterparty": Kind.TEXT,
            "issued_on": Kind.DAY,
            "due_on": Kind.DAY,
            "direction": Kind.TEXT,
            "amount_minor": Kind.WHOLE,
            "open_minor": Kind.WHOLE,
            "currency": Kind.TEXT,
            "purchase_order": Kind.TEXT,
            "reference": Kind.TEXT,
            "terms": Kind.TEXT,
            "customer_number": Kind.TEXT,
        },
    )
    payments = read(
        scope,
        _MATCHING_PAYMENTS,
        {
            "payment": Kind.TEXT,
            "paid_on": Kind.DAY,
            "amount_minor": Kind.WHOLE,
            "open_minor": Kind.WHOLE,
            "currency": Kind.TEXT,
            "counterparty": Kind.TEXT,
            "description": Kind.TEXT,
            "reference": Kind.TEXT,
            "method": Kind.TEXT,
            "check_number": Kind.TEXT,
            "structured_reference": Kind.TEXT,
        },
    )
    return invoices, payments


def states_summary(scope: Scope) -> pd.DataFrame:
    """Every item in exactly one row's state: kind ('invoice' or 'payment'), direction ('' for payments),
    state, currency, items (count), amount_minor, open_minor (int64 minor units, the books' signs)."""
    return read(
        scope,
        _STATES,
        {
            "kind": Kind.TEXT,
            "direction": Kind.TEXT,
            "state": Kind.TEXT,
            "currency": Kind.TEXT,
            "items": Kind.WHOLE,
            "amount_minor": Kind.WHOLE,
            "open_minor": Kind.WHOLE,
        },
    )


def invoice_outcomes(scope: Scope) -> pd.DataFrame:
    """One row per invoice for the KPIs: invoice, direction, issued_on, due_on, settled_on (NaT unless
    settled), amount_minor, open_minor (what nothing is applied to), currency, state, touched_by_person,
    automatic (settled by the engine alone)."""
    return read(
        scope,
        _OUTCOMES,
        {
            "invoice": Kind.TEXT,
            "direction": Kind.TEXT,
            "issued_on": Kind.DAY,
            "due_on": Kind.DAY,
            "settled_on": Kind.DAY,
            "amount_minor": Kind.WHOLE,
            "open_minor": Kind.WHOLE,
            "currency": Kind.TEXT,
            "state": Kind.TEXT,
            "touched_by_person": Kind.YES_NO,
            "automatic": Kind.YES_NO,
        },
    )


def history(scope: Scope) -> History:
    """What the company has taught the engine: aliases, declined pairs, and matches people made that stand.

    An alias counts the distinct payments under that name which people matched with the counterparty, as long
    as those matches stand; one entered by hand counts as two more.
    """
    aliases = tuple(
        LearnedAlias(row.payer, row.counterparty, row.confirmations)
        for row in scope.connection.execute(_ALIASES)
    )
    past = tuple(
        PastMatch(row.counterparty_name, row.payer, row.lag_days, row.ratio, row.method)
        for row in scope.connection.execute(_PAST)
    )
    declined = frozenset((str(invoice), str(payment)) for payment, invoice in matches.declined(scope))
    return History(aliases, declined, past)
