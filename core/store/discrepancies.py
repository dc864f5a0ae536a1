"""Discrepancies: what each settlement run found, kept as it was found, listed and compared."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pandas as pd
from sqlalchemy import Row, select, text

from core.model.discrepancy import Discrepancy, DiscrepancyKind, DiscrepancySeverity
from core.model.errors import NotFoundError
from core.model.money import Money
from core.store.frames import Kind, Page, frame_of
from core.store.settlement_tables import settlement_discrepancies as discrepancies
from core.store.staging import stage
from core.store.tenancy import Scope

_STAGED = (
    ("run_id", "uuid"),
    ("mark", "text"),
    ("processor", "text"),
    ("transaction_id", "text"),
    ("kind", "text"),
    ("severity", "text"),
    ("external_minor", "bigint"),
    ("external_currency", "text"),
    ("internal_minor", "bigint"),
    ("internal_currency", "text"),
    ("difference_minor", "bigint"),
    ("currency", "text"),
    ("at_stake_minor", "bigint"),
    ("external_at", "timestamptz"),
    ("internal_at", "timestamptz"),
    ("external_fee_minor", "bigint"),
    ("internal_fee_minor", "bigint"),
    ("expected_fee_minor", "bigint"),
    ("payout_id", "text"),
    ("reference", "text"),
    ("external_row", "integer"),
    ("internal_row", "integer"),
    ("reason", "text"),
)

_ADD = text("""
    insert into settlement_discrepancies (
        id, run_id, mark, processor, transaction_id, kind, severity, external_minor, external_currency,
        internal_minor, internal_currency, difference_minor, currency, at_stake_minor, external_at,
        internal_at, external_fee_minor, internal_fee_minor, expected_fee_minor, payout_id, reference,
        external_row, internal_row, reason
    )
    select
        id, run_id, mark, processor, transaction_id, kind, severity, external_minor, external_currency,
        internal_minor, internal_currency, difference_minor, currency, at_stake_minor, external_at,
        internal_at, external_fee_minor, internal_fee_minor, expected_fee_minor, payout_id, reference,
        external_row, internal_row, reason
    from staged_discrepancies
    order by id
""")

_COUNTS = text("""
    select d.kind, d.currency, count(*), sum(d.at_stake_minor)::bigint
    from settlement_discrepancies as d
    where d.run_id = :run_id
    group by d.kind, d.currency
    order by count(*) desc, d.kind, d.currency
""")

_LISTED = {
    "discrepancy": Kind.TEXT,
    "transaction_id": Kind.TEXT,
    "kind": Kind.TEXT,
    "severity": Kind.TEXT,
    "external_minor": Kind.ANY,
    "external_currency": Kind.TEXT,
    "internal_minor": Kind.ANY,
    "internal_currency": Kind.TEXT,
    "difference_minor": Kind.ANY,
    "currency": Kind.TEXT,
    "at_stake_minor": Kind.WHOLE,
    "external_at": Kind.MOMENT,
    "internal_at": Kind.MOMENT,
    "external_fee_minor": Kind.ANY,
    "internal_fee_minor": Kind.ANY,
    "expected_fee_minor": Kind.ANY,
    "payout_id": Kind.TEXT,
    "reference": Kind.TEXT,
    "external_row": Kind.WHOLE,
    "internal_row": Kind.WHOLE,
    "reason": Kind.TEXT,
    "case": Kind.TEXT,
    "status": Kind.TEXT,
    "owner": Kind.TEXT,
    "notes": Kind.WHOLE,
}

_LIST = text("""
    select
        d.id::text, d.transaction_id, d.kind, d.severity, d.external_minor, d.external_currency,
        d.internal_minor, d.internal_currency, d.difference_minor, d.currency, d.at_stake_minor,
        d.external_at, d.internal_at, d.external_fee_minor, d.internal_fee_minor, d.expected_fee_minor,
        d.payout_id, d.reference, d.external_row, d.internal_row, d.reason,
        coalesce(e.id::text, ''), coalesce(e.status, ''), coalesce(e.owner_name, ''),
        (select count(*) from notes as n
            where n.tenant_id = d.tenant_id and n.subject_kind = 'case' and n.subject_id = e.id),
        count(*) over () as total
    from settlement_discrepancies as d
    left join lateral (
        select c.id, c.status, c.owner_name
        from exception_cases as c
        where c.tenant_id = d.tenant_id and c.discrepancy_mark = d.mark
        order by c.opened_at desc
        limit 1
    ) as e on true
    where d.run_id = :run_id
      and (:kind = '' or d.kind = :kind)
      and (:severity = '' or d.severity = :severity)
      and (:currency = '' or d.currency = :currency)
      and (:status = '' or e.status = :status)
      and (:words = '' or position(lower(:words) in lower(concat_ws(' ',
            d.transaction_id, d.reference, d.payout_id, d.reason, e.owner_name))) > 0)
    order by
        array_position(array['critical', 'high', 'medium', 'low'], d.severity), d.at_stake_minor desc,
        d.transaction_id, d.id
    limit :limit offset :offset
""")

_CHANGED = text("""
    select
        d.transaction_id, d.kind, d.currency, o.at_stake_minor, d.at_stake_minor
    from settlement_discrepancies as d
    join settlement_discrepancies as o on o.tenant_id = d.tenant_id and o.run_id = :other and o.mark = d.mark
    where d.run_id = :run_id
      and (o.at_stake_minor, o.difference_minor, o.severity, o.reason) is distinct from
            (d.at_stake_minor, d.difference_minor, d.severity, d.reason)
    order by d.at_stake_minor desc, d.transaction_id
""")

_VERSUS = {
    "transaction_id": Kind.TEXT,
    "kind": Kind.TEXT,
    "severity": Kind.TEXT,
    "currency": Kind.TEXT,
    "at_stake_minor": Kind.WHOLE,
    "reason": Kind.TEXT,
}

_ONLY_IN = text("""
    select d.transaction_id, d.kind, d.severity, d.currency, d.at_stake_minor, d.reason
    from settlement_discrepancies as d
    where d.run_id = :run_id and not exists (
        select from settlement_discrepancies as o
        where o.tenant_id = d.tenant_id and o.run_id = :other and o.mark = d.mark
    )
    order by d.at_stake_minor desc, d.transaction_id, d.kind
""")


@dataclass(frozen=True, slots=True)
class DiscrepancyFilter:
    """Which discrepancies of a run to show; an empty field lets everything through."""

    kind: str = ""
    severity: str = ""
    currency: str = ""
    status: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """One discrepancy as a run found it, with its lasting `mark`."""

    id: UUID
    run_id: UUID
    mark: str
    found: Discrepancy


@dataclass(frozen=True, slots=True)
class Versus:
    """Two versions of one day side by side; see `compare`."""

    appeared: pd.DataFrame
    vanished: pd.DataFrame
    changed: pd.DataFrame


def add(scope: Scope, run_id: UUID, found: Iterable[Discrepancy]) -> int:
    """Keeps what a run found and answers how much that was."""
    rows = _staged(run_id, found)
    count = stage(scope, "staged_discrepancies", _STAGED, rows, into=["settlement_discrepancies"])
    scope.connection.execute(_ADD)
    return count


def counts(scope: Scope, run_id: UUID) -> pd.DataFrame:
    """What a run found by kind and currency: kind, currency, discrepancies, at_stake_minor."""
    columns = {
        "kind": Kind.TEXT,
        "currency": Kind.TEXT,
        "discrepancies": Kind.WHOLE,
        "at_stake_minor": Kind.WHOLE,
    }
    return frame_of(scope.connection.execute(_COUNTS, {"run_id": run_id}).all(), columns)


def page(scope: Scope, run_id: UUID, wanted: DiscrepancyFilter, limit: int, offset: int = 0) -> Page:
    """A page of a run's discrepancies, gravest first, with how their case stands.

    Columns: discrepancy (id), transaction_id, kind, severity, external_minor, external_currency,
    internal_minor, internal_currency, difference_minor (None where a side has none), currency,
    at_stake_minor, external_at, internal_at, external_fee_minor, internal_fee_minor, expected_fee_minor,
    payout_id, reference, external_row, internal_row, reason, case (id), status, owner, notes (count).
    """
    values = {
        "run_id": run_id,
        "kind": wanted.kind,
        "severity": wanted.severity,
        "currency": wanted.currency,
        "status": wanted.status,
        "words": wanted.words.strip(),
        "limit": limit,
        "offset": offset,
    }
    rows = scope.connection.execute(_LIST, values).all()
    if not rows and offset > 0:
        first = scope.connection.execute(_LIST, {**values, "limit": 1, "offset": 0}).all()
        return Page(frame_of([], _LISTED), first[0].total if first else 0)
    return Page(frame_of([row[:-1] for row in rows], _LISTED), rows[0].total if rows else 0)


def every(scope: Scope, run_id: UUID) -> Iterator[Discrepancy]:
    """All that a run found, gravest money first: for reports."""
    statement = (
        select(discrepancies)
        .where(discrepancies.c.run_id == run_id)
        .order_by(discrepancies.c.at_stake_minor.desc(), discrepancies.c.transaction_id, discrepancies.c.id)
    )
    for row in scope.connection.execute(statement):
        yield _row(row).found


def get(scope: Scope, discrepancy_id: UUID) -> DiscrepancyRow:
    """One discrepancy; raises `NotFoundError`."""
    statement = select(discrepancies).where(discrepancies.c.id == discrepancy_id)
    row = scope.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError("There is no such discrepancy.")
    return _row(row)


def compare(scope: Scope, run_id: UUID, other: UUID) -> Versus:
    """What `run_id` finds that `other` did not, what it no longer finds, and what it finds otherwise.

    Columns of `appeared` and `vanished`: transaction_id, kind, severity, currency, at_stake_minor, reason; of
    `changed`: transaction_id, kind, currency, before_minor, after_minor.
    """
    changed = {
        "transaction_id": Kind.TEXT,
        "kind": Kind.TEXT,
        "currency": Kind.TEXT,
        "before_minor": Kind.WHOLE,
        "after_minor": Kind.WHOLE,
    }
    newer, older = {"run_id": run_id, "other": other}, {"run_id": other, "other": run_id}
    return Versus(
        frame_of(scope.connection.execute(_ONLY_IN, newer).all(), _VERSUS),
        frame_of(scope.connection.execute(_ONLY_IN, older).all(), _VERSUS),
        frame_of(scope.connection.execute(_CHANGED, newer).all(), changed),
    )


def marks(found: Collection[Discrepancy]) -> list[str]:
    """The lasting key of each: processor, transaction (or payout), kind, and its place among equal ones."""
    seen: dict[str, int] = {}
    made = []
    for one in found:
        about = (one.transaction_id or one.payout_id or one.reference).strip().casefold()
        stem = f"{one.processor}|{about}|{one.kind.value}"
        seen[stem] = seen.get(stem, 0) + 1
        made.append(f"{stem}|{seen[stem]}")
    return made


def _staged(run_id: UUID, found: Iterable[Discrepancy]) -> Iterator[tuple[Any, ...]]:
    every_one = list(found)
    for one, mark in zip(every_one, marks(every_one), strict=True):
        yield (
            run_id,
            mark,
            one.processor,
            one.transaction_id,
            one.kind.value,
            one.severity.value,
            _minor(one.external),
            one.external.currency if one.external is not None else "",
            _minor(one.internal),
            one.internal.currency if one.internal is not None else "",
            _minor(one.difference),
            one.at_stake.currency,
            one.at_stake.minor,
            one.external_at,
            one.internal_at,
            _minor(one.external_fee),
            _minor(one.internal_fee),
            _minor(one.expected_fee),
            one.payout_id,
            one.reference,
            one.external_row,
            one.internal_row,
            one.reason,
        )


def _minor(money: Money | None) -> int | None:
    return None if money is None else money.minor


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def _row(row: Row[Any]) -> DiscrepancyRow:
    found = Discrepancy(
        processor=row.processor,
        transaction_id=row.transaction_id,
        kind=DiscrepancyKind(row.kind),
        severity=DiscrepancySeverity(row.severity),
        external=_money(row.external_minor, row.external_currency),
        internal=_money(row.internal_minor, row.internal_currency),
        difference=_money(row.difference_minor, row.currency),
        at_stake=Money(row.at_stake_minor, row.currency),
        external_at=row.external_at,
        internal_at=row.internal_at,
        reason=row.reason,
        external_fee=_money(row.external_fee_minor, row.external_currency or row.currency),
        internal_fee=_money(row.internal_fee_minor, row.internal_currency or row.currency),
        expected_fee=_money(row.expected_fee_minor, row.currency),
        payout_id=row.payout_id,
        reference=row.reference,
        external_row=row.external_row,
        internal_row=row.internal_row,
    )
    return DiscrepancyRow(row.id, row.run_id, row.mark, found)
