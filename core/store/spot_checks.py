"""Re-checks: automatic matches drawn for a second look, what waits, and what people found."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pandas as pd
from sqlalchemy import Row, text

from core.model.errors import ConflictError, NotFoundError
from core.store.frames import Kind, read
from core.store.staging import stage
from core.store.tenancy import Scope

_STAGED = (("allocation_id", "uuid"), ("kind", "text"), ("probability", "double precision"))

# Everything a random draw may fall on: automatic allocations that stand and were not drawn at random before.
# One drawn for its risk takes part as well, found wrong or not: leaving it out would flatter the rest.
_POPULATION = text("""
    select a.id::text, coalesce(a.score, 0), abs(a.invoice_minor), a.invoice_currency, c.id is not null
    from allocations as a
    left join spot_checks as c on c.tenant_id = a.tenant_id and c.allocation_id = a.id
    where a.actor = 'engine' and a.reverses is null
      and (c.id is null or c.kind = 'risk')
      and (coalesce(c.verdict = 'wrong', false) or not exists (
        select from allocations as r where r.tenant_id = a.tenant_id and r.reverses = a.id
      ))
    order by a.id
""")

_ADD = text("""
    insert into spot_checks (id, allocation_id, kind, probability, drawn_by_name)
    select s.id, s.allocation_id, s.kind, s.probability, :by_name
    from staged_checks as s
    order by s.allocation_id
    on conflict (tenant_id, allocation_id) do update
    set kind = excluded.kind, probability = excluded.probability, drawn_at = excluded.drawn_at,
        drawn_by_name = excluded.drawn_by_name
    where spot_checks.kind = 'risk' and excluded.kind = 'random'
""")

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended(:tenant, 2))")
_LAST_DRAW = text("select max(drawn_at) from spot_checks")

# In an order that has nothing to do with the matches, so that stopping halfway biases nothing.
_WAITING = text("""
    select c.id, c.allocation_id, c.kind, a.payment_id, a.invoice_id,
        count(*) over () as total
    from spot_checks as c
    join standing_allocations as a on a.tenant_id = c.tenant_id and a.id = c.allocation_id
    where c.verdict is null
    order by c.drawn_at, c.id
    limit :limit
""")

_ONE = text("""
    select c.id, c.allocation_id, c.kind, a.payment_id, a.invoice_id, 0 as total
    from spot_checks as c
    join allocations as a on a.tenant_id = c.tenant_id and a.id = c.allocation_id
    where c.id = :id
""")

# Of two people deciding at once the second changes no row; nor does one whose match was taken back meanwhile.
_DECIDE = text("""
    update spot_checks as c
    set verdict = :verdict, decided_at = clock_timestamp(), decided_by = :by, decided_by_name = :by_name
    where c.id = :id and c.verdict is null
      and exists (
        select from standing_allocations as a where a.tenant_id = c.tenant_id and a.id = c.allocation_id
      )
""")

_FORGET = text("""
    with before as (
        select id, verdict from spot_checks where id = :id and verdict is not null for update
    )
    update spot_checks as c
    set verdict = null, decided_at = null, decided_by = null, decided_by_name = ''
    from before as b
    where c.id = b.id
    returning b.verdict = 'right'
""")

_DECIDED = text("""
    select c.kind, coalesce(a.score, 0), c.verdict = 'right', a.created_at, c.drawn_at, c.probability,
        abs(a.invoice_minor), a.invoice_currency
    from spot_checks as c
    join allocations as a on a.tenant_id = c.tenant_id and a.id = c.allocation_id
    where c.verdict is not null
    order by c.drawn_at, c.id
""")

# A draw that was answered only in part took a smaller share: its matches come up in random order, so the
# answered ones are a smaller random draw. What was taken back before anybody judged it is no longer asked.
_DRAWS = text("""
    select c.drawn_at,
        min(c.probability) * count(c.verdict)
            / greatest(1, count(*) filter (where c.verdict is not null or a.id is not null)) as share
    from spot_checks as c
    left join standing_allocations as a on a.tenant_id = c.tenant_id and a.id = c.allocation_id
    where c.kind = 'random'
    group by c.drawn_at
    order by c.drawn_at
""")

# What people decided about proposals, told by each payment's best one: confirmed, rejected, or passed over
# because the person took another one of the same payment.
_JUDGED = text("""
    select c.score, c.status = 'confirmed', abs(c.invoice_minor), i.currency
    from candidates as c
    join invoices as i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
    where c.choice = 1
      and (
        (c.decided_by is not null and c.status in ('confirmed', 'rejected'))
        or (c.status = 'superseded' and exists (
            select from candidates as o
            where o.tenant_id = c.tenant_id and o.payment_id = c.payment_id and o.run_id = c.run_id
              and o.hypothesis <> c.hypothesis and o.status = 'confirmed' and o.decided_by is not null
        ))
      )
    order by c.score desc, c.id
""")


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A match that was drawn: the allocation and the two it joins."""

    id: UUID
    allocation_id: UUID
    kind: str
    payment_id: UUID
    invoice_id: UUID


def hold_draws(scope: Scope) -> None:
    """One draw of a company at a time: a second waits until the first has ended."""
    scope.connection.execute(_ONE_AT_A_TIME, {"tenant": str(scope.tenant_id)})


def population(scope: Scope) -> pd.DataFrame:
    """What a random draw may fall on: match (allocation id as text), score, money_minor (size, in the
    invoice's currency), currency, risk_drawn (was drawn for its risk already)."""
    return read(
        scope,
        _POPULATION,
        {
            "match": Kind.TEXT,
            "score": Kind.REAL,
            "money_minor": Kind.WHOLE,
            "currency": Kind.TEXT,
            "risk_drawn": Kind.YES_NO,
        },
    )


def add(scope: Scope, drawn: Collection[tuple[UUID, str, float]]) -> int:
    """Writes a draw down: (allocation, kind, probability); answers how many. All have this moment.

    A match drawn for its risk before that is now drawn at random becomes a random one and keeps its verdict.
    """
    stage(scope, "staged_checks", _STAGED, drawn)
    return scope.connection.execute(_ADD, {"by_name": scope.actor.name}).rowcount


def last_drawn_at(scope: Scope) -> datetime | None:
    """When anything was drawn last."""
    moment: datetime | None = scope.connection.execute(_LAST_DRAW).scalar_one()
    return moment


def waiting(scope: Scope, limit: int) -> tuple[tuple[CheckRow, ...], int]:
    """What was drawn, still stands and has no verdict, in random order; and how many there are in all."""
    rows = scope.connection.execute(_WAITING, {"limit": limit}).all()
    return tuple(_check(row) for row in rows), rows[0].total if rows else 0


def get(scope: Scope, check_id: UUID) -> CheckRow:
    """One match that was drawn; raises `NotFoundError`."""
    row = scope.connection.execute(_ONE, {"id": check_id}).one_or_none()
    if row is None:
        raise NotFoundError("There is no such match to re-check.")
    return _check(row)


def decide(scope: Scope, check_id: UUID, right: bool) -> None:
    """Writes down what a person found; raises `ConflictError` when it was decided or taken back meanwhile."""
    values = {
        "id": check_id,
        "verdict": "right" if right else "wrong",
        "by": scope.actor.id,
        "by_name": scope.actor.name,
    }
    if scope.connection.execute(_DECIDE, values).rowcount != 1:
        raise ConflictError("This match was re-checked or taken back meanwhile.")


def forget(scope: Scope, check_id: UUID) -> bool:
    """Takes a verdict back and answers what it was (right or not); raises `ConflictError` without one."""
    was: bool | None = scope.connection.execute(_FORGET, {"id": check_id}).scalar_one_or_none()
    if was is None:
        raise ConflictError("This match has no verdict that could be taken back.")
    return was


def decided(scope: Scope) -> pd.DataFrame:
    """Every verdict: kind, score, right, posted_at, drawn_at, probability (of its own draw), money_minor
    (size), currency."""
    return read(
        scope,
        _DECIDED,
        {
            "kind": Kind.TEXT,
            "score": Kind.REAL,
            "right": Kind.YES_NO,
            "posted_at": Kind.MOMENT,
            "drawn_at": Kind.MOMENT,
            "probability": Kind.REAL,
            "money_minor": Kind.WHOLE,
            "currency": Kind.TEXT,
        },
    )


def draws(scope: Scope) -> tuple[tuple[datetime, float], ...]:
    """Every random draw: its moment and the share of that moment's matches that was drawn and judged."""
    return tuple((row.drawn_at, row.share) for row in scope.connection.execute(_DRAWS))


def judged_proposals(scope: Scope) -> pd.DataFrame:
    """What people decided about bank lines' best proposals: score, right, money_minor (size), currency."""
    columns = {"score": Kind.REAL, "right": Kind.YES_NO, "money_minor": Kind.WHOLE, "currency": Kind.TEXT}
    return read(scope, _JUDGED, columns)


def _check(row: Row[Any]) -> CheckRow:
    return CheckRow(row.id, row.allocation_id, row.kind, row.payment_id, row.invoice_id)
