"""Payouts: stored once each, their state kept up to date, read as columns beside the company's bank lines."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pandas as pd
from sqlalchemy import text

from core.model.payout import Payout
from core.store.deliveries import Counts
from core.store.frames import Kind, read
from core.store.staging import stage
from core.store.tenancy import Scope

_STAGED = (
    ("processor", "text"),
    ("external_id", "text"),
    ("amount_minor", "bigint"),
    ("currency", "text"),
    ("arrives_on", "date"),
    ("status_word", "text"),
    ("bank_key", "text"),
    ("complete", "boolean"),
    ("source_row", "integer"),
)

_STORE = text("""
    with stored as (
        insert into processor_payouts as p (
            id, delivery_id, processor, external_id, amount_minor, currency, arrives_on, status_word,
            bank_key, complete, source_row
        )
        select
            s.id, :delivery_id, s.processor, s.external_id, s.amount_minor, s.currency, s.arrives_on,
            s.status_word, s.bank_key, s.complete, s.source_row
        from staged_payouts as s
        order by s.id
        on conflict (tenant_id, processor, external_id, currency) where voided_at is null
        do update
        set delivery_id = excluded.delivery_id,
            amount_minor = excluded.amount_minor,
            arrives_on = coalesce(excluded.arrives_on, p.arrives_on),
            status_word = excluded.status_word,
            bank_key = coalesce(nullif(excluded.bank_key, ''), p.bank_key),
            complete = excluded.complete
        where (p.amount_minor, p.status_word, p.complete) is distinct from
                (excluded.amount_minor, excluded.status_word, excluded.complete)
           or (excluded.arrives_on is not null and p.arrives_on is distinct from excluded.arrives_on)
           or excluded.bank_key not in ('', p.bank_key)
        returning (p.xmax = 0) as added
    )
    select count(*) filter (where added) as added, count(*) filter (where not added) as changed from stored
""")

_COLUMNS = {
    "payout_id": Kind.TEXT,
    "processor": Kind.TEXT,
    "amount": Kind.WHOLE,
    "currency": Kind.TEXT,
    "arrives_on": Kind.DAY,
    "bank_key": Kind.TEXT,
    "complete": Kind.YES_NO,
    "row": Kind.WHOLE,
}

# Payouts that arrive in the days asked for, or that a transaction of theirs names when no day is known.
_FRAME = text("""
    select
        p.external_id, p.processor, p.amount_minor, p.currency, p.arrives_on, p.bank_key, p.complete,
        p.source_row
    from processor_payouts as p
    where p.processor = :processor and p.voided_at is null
      and (p.arrives_on between :since and :until or p.external_id = any(:named))
    order by p.arrives_on, p.external_id, p.currency
""")

_BANK_COLUMNS = {
    "key": Kind.TEXT,
    "amount": Kind.WHOLE,
    "currency": Kind.TEXT,
    "paid_on": Kind.DAY,
    "text": Kind.TEXT,
}

_BANK = text("""
    select
        p.id::text, p.amount_minor, p.currency, p.paid_on,
        concat_ws(' ', p.bank_id, p.reference, p.structured_reference, p.description, p.counterparty_name)
    from payments as p
    where p.voided_at is null and p.paid_on between :since and :until
    order by p.paid_on, p.id
""")


def store(scope: Scope, delivery_id: UUID, payouts: Sequence[Payout]) -> Counts:
    """Adds the payouts that are new, brings the known up to date; the last word of one counts."""
    last = {(one.processor, one.id, one.amount.currency): one for one in payouts}
    rows = (
        (
            one.processor,
            one.id,
            one.amount.minor,
            one.amount.currency,
            one.arrives_on,
            one.status_word,
            one.bank_key,
            one.complete,
            one.source_row,
        )
        for _, one in sorted(last.items())
    )
    staged = stage(scope, "staged_payouts", _STAGED, rows, into=["processor_payouts"])
    row = scope.connection.execute(_STORE, {"delivery_id": delivery_id}).one()
    return Counts(row.added, row.changed, staged - row.added - row.changed)


def frame(scope: Scope, processor: str, since: date, until: date, named: Sequence[str] = ()) -> pd.DataFrame:
    """The payouts frame of `core.settlement.frames`: those arriving from `since` to `until` or `named`."""
    values = {"processor": processor, "since": since, "until": until, "named": list(named)}
    return read(scope, _FRAME, _COLUMNS, values)


def bank_lines(scope: Scope, since: date, until: date) -> pd.DataFrame:
    """The bank lines frame of `core.settlement.frames`: the company's own, of the days named; `key` is their
    payment's id."""
    return read(scope, _BANK, _BANK_COLUMNS, {"since": since, "until": until})
