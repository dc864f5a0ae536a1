"""Cases of discrepancies: opened and closed with the versions of a day, worked by people meanwhile.

Status, owner and end of such a case are changed as those of any other (`core.store.cases`).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pandas as pd
from sqlalchemy import text

from core.model.case import CaseStatus, Resolution
from core.model.errors import ConflictError
from core.store.frames import Kind, Page, frame_of
from core.store.staging import whole_tables
from core.store.tenancy import Scope

# A disagreement gets one case, whichever versions find it; one that a person has ended stays ended.
_OPEN_CASES = text("""
    insert into exception_cases (discrepancy_mark, reason, severity, amount_minor, currency, due_at)
    select
        d.mark, d.kind, case d.severity when 'critical' then 'high' else d.severity end, d.at_stake_minor,
        d.currency,
        clock_timestamp() + case
            when d.severity = 'critical' then interval '1 day'
            when d.severity = 'high' then interval '2 days'
            when d.severity = 'medium' then interval '5 days'
            else interval '10 days'
        end
    from settlement_discrepancies as d
    where d.run_id = :run_id
      and not exists (
        select from exception_cases as e
        where e.tenant_id = d.tenant_id and e.discrepancy_mark = d.mark
          and (e.status <> 'resolved' or e.resolution <> 'gone')
      )
    order by d.mark
    on conflict do nothing
""")

_KEEP_CASES = text("""
    update exception_cases as e
    set severity = case d.severity when 'critical' then 'high' else d.severity end,
        amount_minor = d.at_stake_minor
    from settlement_discrepancies as d
    where d.run_id = :run_id and e.tenant_id = d.tenant_id and e.discrepancy_mark = d.mark
      and e.status <> 'resolved'
      and (e.amount_minor, e.severity) is distinct from
            (d.at_stake_minor, case d.severity when 'critical' then 'high' else d.severity end)
""")

# What an earlier version of the day found and this one does not is over, unless a person has taken it up.
_CLOSE_CASES = text("""
    update exception_cases as e
    set status = 'resolved', resolution = 'gone', resolved_at = clock_timestamp(), resolved_by_name = 'engine'
    where e.status = 'open' and e.owner_id is null
      and e.discrepancy_mark in (
        select d.mark
        from settlement_discrepancies as d
        join settlement_runs as r on r.tenant_id = d.tenant_id and r.id = d.run_id
        where r.processor = :processor and r.business_date = :business_date and r.id <> :run_id
      )
      and not exists (
        select from settlement_discrepancies as n
        where n.tenant_id = e.tenant_id and n.run_id = :run_id and n.mark = e.discrepancy_mark
      )
""")

_CASE = text("""
    select c.id, c.status, c.owner_id, c.owner_name, c.due_at, c.note, c.resolution,
        c.resolved_at, c.resolved_by_name
    from exception_cases as c
    where c.discrepancy_mark = :mark
    order by c.opened_at desc
    limit 1
""")


# Cases that are not ended, each as the newest version of its day tells it.
_UNRESOLVED = text("""
    select
        e.id::text, d.id::text, d.run_id::text, d.processor, d.business_date, d.transaction_id, e.reason,
        d.severity, e.status, e.owner_name, e.due_at, e.amount_minor, e.currency, d.reason,
        count(*) over () as total
    from exception_cases as e
    cross join lateral (
        select f.id, f.run_id, f.processor, r.business_date, f.transaction_id, f.severity, f.reason
        from settlement_discrepancies as f
        join settlement_runs as r on r.tenant_id = f.tenant_id and r.id = f.run_id
        where f.tenant_id = e.tenant_id and f.mark = e.discrepancy_mark
        order by r.business_date desc, r.version desc
        limit 1
    ) as d
    where e.discrepancy_mark is not null and e.status <> 'resolved'
      and (:severity = '' or d.severity = :severity)
      and (:kind = '' or e.reason = :kind)
      and (:words = '' or position(lower(:words) in lower(concat_ws(' ',
            d.transaction_id, d.processor, d.reason, e.owner_name))) > 0)
    order by
        array_position(array['critical', 'high', 'medium', 'low'], d.severity), e.amount_minor desc,
        e.opened_at, e.id
    limit :limit offset :offset
""")

_UNRESOLVED_COLUMNS = {
    "case": Kind.TEXT,
    "discrepancy": Kind.TEXT,
    "run": Kind.TEXT,
    "processor": Kind.TEXT,
    "business_date": Kind.DAY,
    "transaction_id": Kind.TEXT,
    "kind": Kind.TEXT,
    "severity": Kind.TEXT,
    "status": Kind.TEXT,
    "owner": Kind.TEXT,
    "due_at": Kind.MOMENT,
    "at_stake_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "reason": Kind.TEXT,
}

_COUNTS = text("""
    select e.currency, e.severity, count(*), sum(e.amount_minor)::bigint
    from exception_cases as e
    where e.discrepancy_mark is not null and e.status <> 'resolved'
    group by e.currency, e.severity
    order by e.currency, e.severity
""")


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """The case a discrepancy is worked in."""

    id: UUID
    status: CaseStatus
    owner_id: UUID | None
    owner: str
    due_at: datetime | None
    note: str
    resolution: Resolution | None
    resolved_at: datetime | None
    resolved_by: str


def synchronise(scope: Scope, run_id: UUID, processor: str, business_date: date) -> tuple[int, int]:
    """Opens a case for what the run found and closes those it no longer finds; answers how many of each."""
    day = {"run_id": run_id, "processor": processor, "business_date": business_date}
    with whole_tables(scope.connection):
        scope.connection.execute(_KEEP_CASES, {"run_id": run_id})
        opened = scope.connection.execute(_OPEN_CASES, {"run_id": run_id}).rowcount
        closed = scope.connection.execute(_CLOSE_CASES, day).rowcount
    return opened, closed


def case_of(scope: Scope, mark: str) -> WorkedCase | None:
    """The newest case of a disagreement."""
    row = scope.connection.execute(_CASE, {"mark": mark}).one_or_none()
    if row is None:
        return None
    return WorkedCase(
        row.id,
        CaseStatus(row.status),
        row.owner_id,
        row.owner_name,
        row.due_at,
        row.note,
        Resolution(row.resolution) if row.resolution else None,
        row.resolved_at,
        row.resolved_by_name,
    )


def unresolved(
    scope: Scope, severity: str = "", kind: str = "", words: str = "", limit: int = 50, offset: int = 0
) -> Page:
    """Cases of discrepancies that are not ended, gravest and largest first: case, discrepancy and run (ids),
    processor, business_date, transaction_id, kind, severity, status, owner, due_at, at_stake_minor, currency,
    reason."""
    asked = {"severity": severity, "kind": kind, "words": words.strip(), "limit": limit, "offset": offset}
    rows = scope.connection.execute(_UNRESOLVED, asked).all()
    return Page(frame_of([row[:-1] for row in rows], _UNRESOLVED_COLUMNS), rows[0].total if rows else 0)


def counts(scope: Scope) -> pd.DataFrame:
    """Cases of discrepancies that are not ended: currency, severity (of the case), cases, at_stake_minor."""
    columns = {
        "currency": Kind.TEXT,
        "severity": Kind.TEXT,
        "cases": Kind.WHOLE,
        "at_stake_minor": Kind.WHOLE,
    }
    return frame_of(scope.connection.execute(_COUNTS).all(), columns)


def need_case(case: WorkedCase | None) -> WorkedCase:
    """The case, or `ConflictError` where a discrepancy has none (its run is not done)."""
    if case is None:
        raise ConflictError("This discrepancy has no case yet.")
    return case
