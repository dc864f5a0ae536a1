"""Processor transactions: stored once each, completed by what is learned later, read as columns."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import pandas as pd
from sqlalchemy import text

from core.model.processor_transaction import ProcessorTransaction
from core.model.settlement_run import Window
from core.store.deliveries import SIDE_COLUMNS, Counts
from core.store.frames import read
from core.store.staging import stage
from core.store.tenancy import Scope

_STAGED = (
    ("processor", "text"),
    ("external_id", "text"),
    ("occurrence", "integer"),
    ("kind", "text"),
    ("status", "text"),
    ("amount_minor", "bigint"),
    ("currency", "text"),
    ("fee_minor", "bigint"),
    ("fee_currency", "text"),
    ("occurred_at", "timestamptz"),
    ("timed", "boolean"),
    ("word", "text"),
    ("status_word", "text"),
    ("reference", "text"),
    ("parent_id", "text"),
    ("payout_id", "text"),
    ("merchant_id", "text"),
    ("payer", "text"),
    ("description", "text"),
    ("available_on", "date"),
    ("source_row", "integer"),
    ("hundredths", "bigint"),
)

# What a processor says later about the same movement replaces what it said before; an empty word never does.
_STORE = text("""
    with stored as (
        insert into processor_transactions as t (
            id, delivery_id, processor, external_id, occurrence, kind, status, amount_minor, currency,
            fee_minor, fee_currency, occurred_at, timed, word, status_word, reference, parent_id, payout_id,
            merchant_id, payer, description, available_on, source_row, hundredths
        )
        select
            s.id, :delivery_id, s.processor, s.external_id, s.occurrence, s.kind, s.status, s.amount_minor,
            s.currency, s.fee_minor, s.fee_currency, s.occurred_at, s.timed, s.word, s.status_word,
            s.reference, s.parent_id, s.payout_id, s.merchant_id, s.payer, s.description, s.available_on,
            s.source_row, s.hundredths
        from staged_transactions as s
        order by s.id
        on conflict (
            tenant_id, processor, external_id, word, occurred_at, amount_minor, currency, occurrence
        ) where voided_at is null
        do update
        set delivery_id = excluded.delivery_id,
            kind = excluded.kind,
            status = excluded.status,
            fee_minor = coalesce(excluded.fee_minor, t.fee_minor),
            fee_currency = coalesce(excluded.fee_currency, t.fee_currency),
            status_word = excluded.status_word,
            reference = coalesce(nullif(excluded.reference, ''), t.reference),
            parent_id = coalesce(nullif(excluded.parent_id, ''), t.parent_id),
            payout_id = coalesce(nullif(excluded.payout_id, ''), t.payout_id),
            available_on = coalesce(excluded.available_on, t.available_on),
            hundredths = excluded.hundredths
        where (t.kind, t.status, t.status_word, t.hundredths) is distinct from
                (excluded.kind, excluded.status, excluded.status_word, excluded.hundredths)
           or (excluded.fee_minor is not null
                and (t.fee_minor, t.fee_currency)
                    is distinct from (excluded.fee_minor, excluded.fee_currency))
           or excluded.reference not in ('', t.reference)
           or excluded.parent_id not in ('', t.parent_id)
           or excluded.payout_id not in ('', t.payout_id)
           or (excluded.available_on is not null and t.available_on is distinct from excluded.available_on)
        returning (t.xmax = 0) as added
    )
    select count(*) filter (where added) as added, count(*) filter (where not added) as changed from stored
""")

# The rows of a window, and what they speak of from before it: the charge a refund is about, and everything
# else that was paid out with them.
_FRAME = text("""
    with within as (
        select *
        from processor_transactions
        where processor = :processor and occurred_at >= :since and occurred_at < :until and voided_at is null
    )
    select
        t.external_id, t.processor, t.kind, t.amount_minor, t.currency,
        coalesce(nullif(t.status_word, ''), nullif(t.status, 'unknown'), ''),
        case when t.fee_currency = t.currency then coalesce(t.fee_minor, 0) else 0 end,
        coalesce(t.fee_currency = t.currency, false),
        t.occurred_at, t.timed, t.merchant_id, t.reference, t.parent_id, t.payout_id, t.source_row,
        t.hundredths
    from processor_transactions as t
    where t.processor = :processor and t.voided_at is null
      and (
        (t.occurred_at >= :since and t.occurred_at < :until)
        or t.external_id in (select w.parent_id from within as w where w.parent_id <> '')
        or t.payout_id in (select w.payout_id from within as w where w.payout_id <> '' and w.kind = 'payout')
      )
    order by t.occurred_at, t.external_id, t.word, t.amount_minor, t.currency, t.occurrence
""")


# All that payouts are made of, whenever it happened.
_OF_PAYOUTS = text("""
    select
        t.external_id, t.processor, t.kind, t.amount_minor, t.currency,
        coalesce(nullif(t.status_word, ''), nullif(t.status, 'unknown'), ''),
        case when t.fee_currency = t.currency then coalesce(t.fee_minor, 0) else 0 end,
        coalesce(t.fee_currency = t.currency, false),
        t.occurred_at, t.timed, t.merchant_id, t.reference, t.parent_id, t.payout_id, t.source_row,
        t.hundredths
    from processor_transactions as t
    where t.processor = :processor and t.payout_id = any(:payouts) and t.voided_at is null
    order by t.occurred_at, t.external_id, t.word, t.amount_minor, t.currency, t.occurrence
""")


def store(scope: Scope, delivery_id: UUID, transactions: Sequence[ProcessorTransaction]) -> Counts:
    """Adds the transactions that are new and completes those that are known.

    Equal rows of one delivery are numbered, so two of them are two; the same rows delivered again are known.
    """
    staged = stage(
        scope, "staged_transactions", _STAGED, _numbered(transactions), into=["processor_transactions"]
    )
    row = scope.connection.execute(_STORE, {"delivery_id": delivery_id}).one()
    return Counts(row.added, row.changed, staged - row.added - row.changed)


def frame(scope: Scope, processor: str, window: Window) -> pd.DataFrame:
    """The external frame of `core.settlement.frames`: the window's rows and what those speak of."""
    values = {"processor": processor, "since": window.since, "until": window.until}
    return read(scope, _FRAME, SIDE_COLUMNS, values)


def of_payouts(scope: Scope, processor: str, payout_ids: Sequence[str]) -> pd.DataFrame:
    """The external frame of all transactions that went out with these payouts."""
    values = {"processor": processor, "payouts": list(payout_ids)}
    return read(scope, _OF_PAYOUTS, SIDE_COLUMNS, values)


def _numbered(transactions: Sequence[ProcessorTransaction]) -> Iterator[tuple[Any, ...]]:
    """The rows to stage: equal ones numbered in their order, all by key, so two deliveries never deadlock."""
    seen: dict[tuple[str, ...], int] = {}
    marked = []
    for place, one in enumerate(transactions):
        seen[one.key] = seen.get(one.key, 0) + 1
        marked.append((one.key, seen[one.key], place))
    marked.sort()
    for _, occurrence, place in marked:
        one = transactions[place]
        yield (
            one.processor,
            one.id,
            occurrence,
            one.kind.value,
            one.status.value,
            one.amount.minor,
            one.amount.currency,
            None if one.fee is None else one.fee.minor,
            None if one.fee is None else one.fee.currency,
            one.occurred_at,
            one.timed,
            one.word,
            one.status_word,
            one.reference,
            one.parent_id,
            one.payout_id,
            one.merchant_id,
            one.payer,
            one.description,
            one.available_on,
            one.source_row,
            one.hundredths,
        )
