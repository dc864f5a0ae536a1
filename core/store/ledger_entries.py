"""Ledger entries: what the company's own records say about processor transactions, or its invoices do."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any
from uuid import UUID

import pandas as pd
from sqlalchemy import text

from core.model.ledger_entry import LedgerEntry
from core.model.settlement_run import Window
from core.store.deliveries import SIDE_COLUMNS, Counts
from core.store.frames import read
from core.store.staging import stage
from core.store.tenancy import Scope

_STAGED = (
    ("processor", "text"),
    ("transaction_id", "text"),
    ("occurrence", "integer"),
    ("kind", "text"),
    ("status", "text"),
    ("amount_minor", "bigint"),
    ("currency", "text"),
    ("fee_minor", "bigint"),
    ("fee_currency", "text"),
    ("occurred_at", "timestamptz"),
    ("timed", "boolean"),
    ("status_word", "text"),
    ("reference", "text"),
    ("parent_id", "text"),
    ("payout_id", "text"),
    ("merchant_id", "text"),
    ("source_row", "integer"),
    ("hundredths", "bigint"),
)

# The ledger as it is delivered last is what the company says: an entry it corrected is corrected here.
_STORE = text("""
    with stored as (
        insert into ledger_entries as e (
            id, delivery_id, processor, transaction_id, occurrence, kind, status, amount_minor, currency,
            fee_minor, fee_currency, occurred_at, timed, status_word, reference, parent_id, payout_id,
            merchant_id, source_row, hundredths
        )
        select
            s.id, :delivery_id, s.processor, s.transaction_id, s.occurrence, s.kind, s.status, s.amount_minor,
            s.currency, s.fee_minor, s.fee_currency, s.occurred_at, s.timed, s.status_word, s.reference,
            s.parent_id, s.payout_id, s.merchant_id, s.source_row, s.hundredths
        from staged_entries as s
        order by s.id
        on conflict (
            tenant_id, processor, transaction_id, reference, kind,
            (cast(occurred_at at time zone 'UTC' as date)), occurrence
        ) where voided_at is null
        do update
        set delivery_id = excluded.delivery_id,
            status = excluded.status,
            amount_minor = excluded.amount_minor,
            currency = excluded.currency,
            fee_minor = excluded.fee_minor,
            fee_currency = excluded.fee_currency,
            occurred_at = excluded.occurred_at,
            timed = excluded.timed,
            status_word = excluded.status_word,
            parent_id = excluded.parent_id,
            payout_id = excluded.payout_id,
            merchant_id = excluded.merchant_id,
            source_row = excluded.source_row,
            hundredths = excluded.hundredths
        where (
            e.status, e.amount_minor, e.currency, e.fee_minor, e.fee_currency, e.occurred_at, e.timed,
            e.status_word, e.parent_id, e.payout_id, e.merchant_id, e.hundredths
        ) is distinct from (
            excluded.status, excluded.amount_minor, excluded.currency, excluded.fee_minor,
            excluded.fee_currency, excluded.occurred_at, excluded.timed, excluded.status_word,
            excluded.parent_id, excluded.payout_id, excluded.merchant_id, excluded.hundredths
        )
        returning (e.xmax = 0) as added
    )
    select count(*) filter (where added) as added, count(*) filter (where not added) as changed from stored
""")

# The entries of a window, and those about transactions that the other side brings along from before it.
_FRAME = text("""
    select
        e.transaction_id, e.processor, e.kind, e.amount_minor, e.currency,
        coalesce(nullif(e.status_word, ''), nullif(e.status, 'unknown'), ''),
        case when e.fee_currency = e.currency then coalesce(e.fee_minor, 0) else 0 end,
        coalesce(e.fee_currency = e.currency, false),
        e.occurred_at, e.timed, e.merchant_id, e.reference, e.parent_id, e.payout_id, e.source_row,
        e.hundredths
    from ledger_entries as e
    where e.processor in (:processor, '') and e.voided_at is null
      and (
        (e.occurred_at >= :since and e.occurred_at < :until)
        or lower(btrim(e.transaction_id)) = any(:along)
      )
    order by e.occurred_at, e.transaction_id, e.reference, e.kind, e.occurrence
""")

_ANY = text("""
    select exists (
        select from ledger_entries where processor in (:processor, '') and voided_at is null
    )
""")

_KNOWN = text("""
    select count(distinct lower(btrim(transaction_id)))
    from ledger_entries
    where voided_at is null and lower(btrim(transaction_id)) = any(:ids)
""")

# The company's own invoices as a ledger: a charge or refund that names an invoice's number is that invoice,
# in the invoice's amount. When it was paid is not an invoice's to say: it takes the processor's moment.
_BOOKS = text("""
    select
        t.external_id, t.processor, t.kind, i.amount_minor, i.currency, 'settled', 0, false, t.occurred_at,
        t.timed, t.merchant_id, i.number, t.parent_id, '', 0, 0
    from processor_transactions as t
    join invoices as i on i.number = t.reference and i.direction = 'receivable' and i.voided_at is null
    where t.processor = :processor and t.voided_at is null and t.reference <> ''
      and ((t.kind = 'refund' and i.amount_minor < 0) or (t.kind <> 'refund' and i.amount_minor > 0))
      and (
        (t.occurred_at >= :since and t.occurred_at < :until)
        or lower(btrim(t.external_id)) = any(:along)
      )
    order by t.occurred_at, t.external_id, i.number
""")


def store(scope: Scope, delivery_id: UUID, entries: Sequence[LedgerEntry]) -> Counts:
    """Adds the entries that are new and corrects those that say something else now.

    What one delivery says twice about one transaction on one day is two entries, and stays two when it is
    delivered again.
    """
    staged = stage(scope, "staged_entries", _STAGED, _numbered(entries), into=["ledger_entries"])
    row = scope.connection.execute(_STORE, {"delivery_id": delivery_id}).one()
    return Counts(row.added, row.changed, staged - row.added - row.changed)


def exist(scope: Scope, processor: str) -> bool:
    """Whether the company ever delivered entries that may be about this processor."""
    return bool(scope.connection.execute(_ANY, {"processor": processor}).scalar_one())


def know_better(scope: Scope, ids: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the ledger knows at least as many of `ids` as of `other`, two names for the same rows."""
    first, second = (
        scope.connection.execute(_KNOWN, {"ids": sorted({one.strip().lower() for one in each} - {""})})
        for each in (ids, other)
    )
    return int(first.scalar_one()) >= int(second.scalar_one())


def frame(scope: Scope, processor: str, window: Window, along: Sequence[str] = ()) -> pd.DataFrame:
    """The internal frame of `core.settlement.frames`: the window's entries and those about the transactions
    `along` (ids, trimmed and in lower case)."""
    values = {"processor": processor, "since": window.since, "until": window.until, "along": list(along)}
    return read(scope, _FRAME, SIDE_COLUMNS, values)


def books_frame(scope: Scope, processor: str, window: Window, along: Sequence[str] = ()) -> pd.DataFrame:
    """The same from the company's own invoices, for a company that keeps no other record of its charges."""
    values = {"processor": processor, "since": window.since, "until": window.until, "along": list(along)}
    return read(scope, _BOOKS, SIDE_COLUMNS, values)


def _numbered(entries: Sequence[LedgerEntry]) -> Iterator[tuple[Any, ...]]:
    """The rows to stage: those of one key numbered in their order, all by key."""
    seen: dict[tuple[str, ...], int] = {}
    marked = []
    for place, one in enumerate(entries):
        day = one.occurred_at.astimezone(UTC).date().isoformat()
        key = (one.processor, one.transaction_id, one.reference, one.kind.value, day)
        seen[key] = seen.get(key, 0) + 1
        marked.append((key, seen[key], place))
    marked.sort()
    for _, occurrence, place in marked:
        one = entries[place]
        yield (
            one.processor,
            one.transaction_id,
            occurrence,
            one.kind.value,
            one.status.value,
            one.amount.minor,
            one.amount.currency,
            None if one.fee is None else one.fee.minor,
            None if one.fee is None else one.fee.currency,
            one.occurred_at,
            one.timed,
            one.status_word,
            one.reference,
            one.parent_id,
            one.payout_id,
            one.merchant_id,
            one.source_row,
            one.hundredths,
        )
