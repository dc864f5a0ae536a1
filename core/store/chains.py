"""Chains: everything the books know about one transaction, from the invoice to the bank line."""

import pandas as pd
from sqlalchemy import text

from core.store.frames import Kind, frame_of
from core.store.tenancy import Scope

_MOVEMENTS = {
    "transaction_id": Kind.TEXT,
    "processor": Kind.TEXT,
    "kind": Kind.TEXT,
    "status": Kind.TEXT,
    "amount_minor": Kind.WHOLE,
    "fee_minor": Kind.ANY,
    "currency": Kind.TEXT,
    "occurred_at": Kind.MOMENT,
    "reference": Kind.TEXT,
    "parent_id": Kind.TEXT,
    "payout_id": Kind.TEXT,
    "description": Kind.TEXT,
}

# The charge a transaction belongs to (itself, when it has no parent), and all that speaks of that charge.
_ABOUT = text("""
    with named as (
        select t.*
        from processor_transactions as t
        where t.processor = :processor and t.voided_at is null
          and lower(btrim(t.external_id)) = lower(btrim(:id))
    ),
    heads as (
        select n.external_id as id from named as n
        union
        select n.parent_id from named as n where n.parent_id <> ''
    )
    select
        t.external_id, t.processor, t.kind, t.status, t.amount_minor, t.fee_minor, t.currency, t.occurred_at,
        t.reference, t.parent_id, t.payout_id, t.description
    from processor_transactions as t
    where t.processor = :processor and t.voided_at is null
      and (t.external_id in (select h.id from heads as h) or t.parent_id in (select h.id from heads as h))
    order by t.occurred_at, array_position(array['charge'], t.kind), t.external_id, t.word
""")

_ENTRIES = text("""
    select
        e.transaction_id, e.processor, e.kind, e.status, e.amount_minor, e.fee_minor, e.currency,
        e.occurred_at, e.reference, e.parent_id, e.payout_id, e.status_word
    from ledger_entries as e
    where e.processor in (:processor, '') and e.voided_at is null
      and lower(btrim(e.transaction_id)) = any(:ids)
    order by e.occurred_at, e.transaction_id
""")

_INVOICES = {
    "invoice": Kind.TEXT,
    "number": Kind.TEXT,
    "counterparty": Kind.TEXT,
    "issued_on": Kind.DAY,
    "amount_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
}

_BY_NUMBER = text("""
    select i.id::text, i.number, i.counterparty_name, i.issued_on, i.amount_minor, i.currency
    from invoices as i
    where i.number = any(:numbers) and i.voided_at is null
    order by i.issued_on, i.number
""")

_MATCHED = {
    **_INVOICES,
    "payment": Kind.TEXT,
    "paid_on": Kind.DAY,
    "on_invoice_minor": Kind.WHOLE,
    "by": Kind.TEXT,
}

# What stands in the books for these movements: the invoices they were matched to, and the bank lines.
_BY_CARD = text("""
    select
        i.id::text, i.number, i.counterparty_name, i.issued_on, i.amount_minor, i.currency,
        a.payment_id::text, p.paid_on, a.invoice_minor + a.adjustment_minor, a.decided_by_name
    from candidates as c
    join standing_allocations as a on a.tenant_id = c.tenant_id and a.candidate_id = c.id
    join invoices as i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
    join payments as p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    where c.card is not null and c.card ->> 'processor' = :processor
      and exists (
        select from jsonb_to_recordset(c.card -> 'movements') as m (id text)
        where lower(btrim(m.id)) = any(:ids)
      )
    order by p.paid_on, i.number
""")

_INVOICED = {
    "payout_id": Kind.TEXT,
    "currency": Kind.TEXT,
    "payment": Kind.TEXT,
    "invoices": Kind.WHOLE,
    "paid_minor": Kind.WHOLE,
    "waiting": Kind.WHOLE,
}

# What of payouts stands on invoices, and what of it waits for a person.
_ON_INVOICES = text("""
    select
        c.card ->> 'payout', p.currency, p.id::text,
        count(distinct a.invoice_id) filter (where a.id is not null),
        coalesce(sum(a.payment_minor), 0)::bigint,
        count(*) filter (where c.status = 'proposed')
    from candidates as c
    join payments as p on p.tenant_id = c.tenant_id and p.id = c.payment_id
    left join standing_allocations as a on a.tenant_id = c.tenant_id and a.candidate_id = c.id
    where c.card is not null and c.card ->> 'processor' = :processor and c.card ->> 'payout' = any(:payouts)
      and (a.id is not null or c.status = 'proposed')
    group by c.card ->> 'payout', p.id, p.currency
    order by 1, 2
""")

_PAYOUTS = {
    "payout_id": Kind.TEXT,
    "amount_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "arrives_on": Kind.DAY,
    "status": Kind.TEXT,
    "bank_key": Kind.TEXT,
    "complete": Kind.YES_NO,
    "transactions": Kind.WHOLE,
    "charges_minor": Kind.WHOLE,
    "refunds_minor": Kind.WHOLE,
    "disputes_minor": Kind.WHOLE,
    "others_minor": Kind.WHOLE,
    "fees_minor": Kind.WHOLE,
}

# A payout with the sums of what it is made of, in the company's own signs; fees as they lessen it.
_PAID = text("""
    select
        p.external_id, p.amount_minor, p.currency, p.arrives_on, p.status_word, p.bank_key, p.complete,
        count(t.id),
        coalesce(sum(t.amount_minor) filter (where t.kind = 'charge'), 0)::bigint,
        coalesce(sum(t.amount_minor) filter (where t.kind = 'refund'), 0)::bigint,
        coalesce(sum(t.amount_minor) filter (where t.kind in ('dispute', 'dispute_won')), 0)::bigint,
        coalesce(sum(t.amount_minor) filter (
            where t.kind not in ('charge', 'refund', 'dispute', 'dispute_won')), 0)::bigint,
        coalesce(-sum(t.fee_minor), 0)::bigint
    from processor_payouts as p
    left join processor_transactions as t on t.tenant_id = p.tenant_id and t.processor = p.processor
        and t.payout_id = p.external_id and t.currency = p.currency and t.kind <> 'payout'
        and t.voided_at is null
    where p.processor = :processor and p.external_id = any(:payouts) and p.voided_at is null
    group by
        p.id, p.external_id, p.amount_minor, p.currency, p.arrives_on, p.status_word, p.bank_key, p.complete
    order by p.arrives_on, p.external_id
""")


def movements(scope: Scope, processor: str, transaction_id: str) -> pd.DataFrame:
    """The charge a transaction belongs to, its refunds, disputes and the rest, oldest first: transaction_id,
    processor, kind, status, amount_minor, fee_minor (None unknown), currency, occurred_at, reference,
    parent_id, payout_id, description."""
    found = scope.connection.execute(_ABOUT, {"processor": processor, "id": transaction_id}).all()
    return frame_of(found, _MOVEMENTS)


def entries(scope: Scope, processor: str, ids: list[str]) -> pd.DataFrame:
    """What the ledger says about these transactions, in the columns of `movements`."""
    folded = [each.strip().lower() for each in ids]
    found = scope.connection.execute(_ENTRIES, {"processor": processor, "ids": folded}).all()
    return frame_of(found, _MOVEMENTS)


def invoices(scope: Scope, numbers: list[str]) -> pd.DataFrame:
    """The company's invoices of these numbers: invoice (id), number, counterparty, issued_on, amount_minor,
    currency."""
    return frame_of(scope.connection.execute(_BY_NUMBER, {"numbers": numbers}).all(), _INVOICES)


def matched(scope: Scope, processor: str, ids: list[str]) -> pd.DataFrame:
    """The matches that stand for these movements: the columns of `invoices`, payment (id of the bank line),
    paid_on, on_invoice_minor (what the match put on the invoice, its currency), by (who matched)."""
    folded = [each.strip().lower() for each in ids]
    found = scope.connection.execute(_BY_CARD, {"processor": processor, "ids": folded}).all()
    return frame_of(found, _MATCHED)


def on_invoices(scope: Scope, processor: str, payouts: list[str]) -> pd.DataFrame:
    """What of these payouts stands on invoices: payout_id, currency, payment (the bank line's id), invoices
    (count), paid_minor (of the bank line, its currency), waiting (invoices a person must decide)."""
    asked = {"processor": processor, "payouts": payouts}
    return frame_of(scope.connection.execute(_ON_INVOICES, asked).all(), _INVOICED)


def payouts(scope: Scope, processor: str, ids: list[str]) -> pd.DataFrame:
    """Payouts with the sums of what they are made of: payout_id, amount_minor, currency, arrives_on, status,
    bank_key, complete, transactions (count), charges_minor, refunds_minor, disputes_minor, others_minor,
    fees_minor. The last five add up to amount_minor when the chain holds."""
    found = scope.connection.execute(_PAID, {"processor": processor, "payouts": ids}).all()
    return frame_of(found, _PAYOUTS)
