"""Breakdowns: every payout, what it is made of and the bank lines it may be, to match charge by charge."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import text

from core.model.card_part import CardMovement, CardPart
from core.model.money import Money
from core.model.processor_transaction import TransactionKind
from core.store.frames import Kind, read
from core.store.tenancy import Scope

# Payouts that came about and whose money stands on a bank line.
_PAYOUTS = text("""
    select
        p.external_id, p.processor, p.amount_minor, p.currency, p.arrives_on, p.bank_key, p.complete,
        p.source_row, p.status_word
    from processor_payouts as p
    where p.voided_at is null
      and exists (
        select from payments as b
        where b.tenant_id = p.tenant_id and b.amount_minor = p.amount_minor and b.currency = p.currency
          and b.voided_at is null
      )
    order by p.processor, p.external_id, p.currency
""")

_PAYOUT_COLUMNS = {
    "payout_id": Kind.TEXT,
    "processor": Kind.TEXT,
    "amount": Kind.WHOLE,
    "currency": Kind.TEXT,
    "arrives_on": Kind.DAY,
    "bank_key": Kind.TEXT,
    "complete": Kind.YES_NO,
    "row": Kind.WHOLE,
    "status": Kind.TEXT,
}

# Bank lines of just the money of a payout; no other can be one.
_BANK = text("""
    select
        b.id::text, b.amount_minor, b.currency, b.paid_on,
        concat_ws(' ', b.bank_id, b.reference, b.structured_reference, b.description, b.counterparty_name)
    from payments as b
    where b.voided_at is null
      and exists (
        select from processor_payouts as p
        where p.tenant_id = b.tenant_id and p.amount_minor = b.amount_minor and p.currency = b.currency
          and p.voided_at is null
      )
    order by b.paid_on, b.id
""")

_BANK_COLUMNS = {
    "key": Kind.TEXT,
    "amount": Kind.WHOLE,
    "currency": Kind.TEXT,
    "paid_on": Kind.DAY,
    "text": Kind.TEXT,
}

# What payouts are made of, and what people decided of it: a movement behind a standing allocation of theirs
# is spent, and a charge's invoice is where they put it.
_MOVEMENTS = text("""
    with decided as (
        select m.key, min(a.invoice_id::text) as invoice_id, count(distinct a.invoice_id) as invoices
        from standing_allocations as a
        join candidates as c on c.tenant_id = a.tenant_id and c.id = a.candidate_id and c.card is not null
        cross join lateral jsonb_to_recordset(c.card -> 'movements') as m (key text)
        where a.actor = 'person'
        group by m.key
    )
    select
        t.id::text, t.external_id, t.processor, t.kind, t.amount_minor, t.currency,
        coalesce(nullif(t.status_word, ''), nullif(t.status, 'unknown'), ''),
        case when t.fee_currency = t.currency then coalesce(t.fee_minor, 0) else 0 end,
        coalesce(t.fee_currency = t.currency, false),
        t.occurred_at::date, t.reference, t.payer, t.description, t.parent_id, t.payout_id,
        d.key is not null, case when d.invoices = 1 then d.invoice_id else '' end
    from processor_transactions as t
    left join decided as d on d.key = t.id::text
    where t.voided_at is null and t.payout_id <> '' and t.kind not in ('payout', 'hold')
      and exists (
        select from processor_payouts as p
        join payments as b on b.tenant_id = p.tenant_id and b.amount_minor = p.amount_minor
            and b.currency = p.currency and b.voided_at is null
        where p.tenant_id = t.tenant_id and p.processor = t.processor and p.external_id = t.payout_id
          and p.voided_at is null
      )
    order by t.processor, t.payout_id, t.occurred_at, t.external_id, t.id
""")

_MOVEMENT_COLUMNS = {
    "movement": Kind.TEXT,
    "transaction_id": Kind.TEXT,
    "processor": Kind.TEXT,
    "kind": Kind.TEXT,
    "amount": Kind.WHOLE,
    "currency": Kind.TEXT,
    "status": Kind.TEXT,
    "fee": Kind.WHOLE,
    "fee_known": Kind.YES_NO,
    "occurred_on": Kind.DAY,
    "reference": Kind.TEXT,
    "payer": Kind.TEXT,
    "description": Kind.TEXT,
    "parent_id": Kind.TEXT,
    "payout_id": Kind.TEXT,
    "spent": Kind.YES_NO,
    "placed": Kind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The frames that `core.settlement.payout_chain.breakdown` opens payouts from."""

    payouts: pd.DataFrame
    movements: pd.DataFrame
    bank: pd.DataFrame


def read_parts(scope: Scope) -> Parts:
    """All payouts whose money stands on a bank line, what they are made of, and those lines."""
    payouts = read(scope, _PAYOUTS, _PAYOUT_COLUMNS)
    if payouts.empty:
        return Parts(
            payouts, pd.DataFrame(columns=list(_MOVEMENT_COLUMNS)), pd.DataFrame(columns=list(_BANK_COLUMNS))
        )
    return Parts(payouts, read(scope, _MOVEMENTS, _MOVEMENT_COLUMNS), read(scope, _BANK, _BANK_COLUMNS))


def card_part(card: Mapping[str, Any] | None, currency: str) -> CardPart | None:
    """What stands behind a proposal, as it was kept with it; `currency` is the bank line's."""
    if not card:
        return None
    movements = tuple(
        CardMovement(
            str(one["id"]),
            TransactionKind(one["kind"]),
            Money(int(one["amount"]), currency),
            Money(int(one["fee"]), currency),
        )
        for one in card["movements"]
    )
    return CardPart(str(card["processor"]), str(card["payout"]), movements)
