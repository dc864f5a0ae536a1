"""Settlement runs: a day is claimed before the work, kept alive meanwhile, completed by its holder alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text

from core.model.errors import ConflictError, NotFoundError
from core.model.settlement import RunRisk
from core.model.settlement_rules import SettlementRules, from_mapping
from core.model.settlement_run import SettlementRun, SettlementStatus, Window
from core.store.frames import Kind, Page, frame_of
from core.store.settlement_tables import settlement_runs as runs
from core.store.tenancy import Scope
from core.store.values import as_json

LEASE = timedelta(minutes=2)  # a holder that says nothing for so long is taken for dead
DAILY = "daily"

# Whoever claims a day holds this until the claim is committed: two claims of one day take turns.
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended(:what, 6))")

_NEWEST = text("""
    select r.*, r.status = 'running' and r.lease_until > clock_timestamp() as alive
    from settlement_runs as r
    where r.processor = :processor and r.business_date = :business_date and r.kind = 'daily'
    order by r.version desc
    limit 1
""")

_CLAIM = text("""
    insert into settlement_runs (
        processor, business_date, kind, version, status, started_by, started_by_name, origin, holder,
        lease_until, since, until, rules_version, rules
    )
    values (
        :processor, :business_date, 'daily', :version, 'running', :by, :by_name, :origin, :holder,
        clock_timestamp() + :lease, :since, :until, :rules_version, cast(:rules as jsonb)
    )
    returning id
""")

_TAKE_OVER = text("""
    update settlement_runs
    set holder = :holder, lease_until = clock_timestamp() + :lease, resumed = resumed + 1
    where id = :id and status = 'running' and lease_until <= clock_timestamp()
""")

_BEAT = text("""
    update settlement_runs
    set lease_until = clock_timestamp() + :lease
    where id = :id and holder = :holder and status = 'running'
""")

_FINISH = text("""
    update settlement_runs
    set status = 'done', finished_at = clock_timestamp(), inputs = cast(:inputs as jsonb),
        transactions = :transactions, agreed = :agreed, discrepancies = :discrepancies, risk = :risk,
        summary = cast(:summary as jsonb), changes = cast(:changes as jsonb)
    where id = :id and holder = :holder and status = 'running'
""")

_FAIL = text("""
    update settlement_runs
    set status = 'failed', finished_at = clock_timestamp(), error = :error, inputs = cast(:inputs as jsonb)
    where id = :id and holder = :holder and status = 'running'
""")

_DEGRADE = text("""
    update settlement_runs
    set degraded = case when degraded = '' then :why else degraded || ' ' || :why end
    where id = :id and position(:why in degraded) = 0
""")

_LISTED = {
    "run": Kind.TEXT,
    "processor": Kind.TEXT,
    "business_date": Kind.DAY,
    "version": Kind.WHOLE,
    "versions": Kind.WHOLE,
    "status": Kind.TEXT,
    "risk": Kind.TEXT,
    "transactions": Kind.WHOLE,
    "discrepancies": Kind.WHOLE,
    "rate": Kind.REAL,
    "started_at": Kind.MOMENT,
    "finished_at": Kind.MOMENT,
    "started_by": Kind.TEXT,
    "origin": Kind.TEXT,
    "degraded": Kind.TEXT,
    "error": Kind.TEXT,
}

# The newest version of each day, newest day first; a float here is a share for the eye, never money.
_LIST = text("""
    with newest as (
        select distinct on (r.processor, r.business_date)
            r.*, count(*) over (partition by r.processor, r.business_date) as versions
        from settlement_runs as r
        where (:processor = '' or r.processor = :processor)
          and (cast(:since as date) is null or r.business_date >= :since)
          and (cast(:until as date) is null or r.business_date <= :until)
        order by r.processor, r.business_date, r.version desc
    )
    select
        n.id::text, n.processor, n.business_date, n.version, n.versions, n.status, n.risk, n.transactions,
        n.discrepancies, coalesce(n.discrepancies::double precision / nullif(n.transactions, 0), 0),
        n.started_at, n.finished_at, n.started_by_name, n.origin, n.degraded, n.error,
        count(*) over () as total
    from newest as n
    where (:status = '' or n.status = :status)
    order by n.business_date desc, n.processor
    limit :limit offset :offset
""")


@dataclass(frozen=True, slots=True)
class Claim:
    """A day to work on: only this holder may complete it."""

    run_id: UUID
    holder: UUID
    resumed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to, as it is kept; see `SettlementRun`."""

    inputs: Mapping[str, Any]
    transactions: int
    agreed: int
    discrepancies: int
    risk: RunRisk
    summary: Mapping[str, Any]
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest version of a day, and whether whoever works on it is alive."""

    run: SettlementRun
    alive: bool


def standing(scope: Scope, processor: str, business_date: date) -> Standing | None:
    """How a day stands; None when nobody ever settled it."""
    values = {"processor": processor, "business_date": business_date}
    row = scope.connection.execute(_NEWEST, values).one_or_none()
    return None if row is None else Standing(_run(row), bool(row.alive))


def one_at_a_time(scope: Scope, processor: str, business_date: date) -> None:
    """Makes claims of one day take turns until the transaction ends; look at `standing` after it."""
    what = f"{scope.tenant_id}|{processor}|{business_date.isoformat()}"
    scope.connection.execute(_ONE_AT_A_TIME, {"what": what})


def claim(
    scope: Scope,
    processor: str,
    business_date: date,
    holder: UUID,
    window: Window,
    rules_version: int,
    rules: SettlementRules,
) -> Claim:
    """Writes down that the day is being settled: a new version, or the one whose holder died, resumed.

    Raises `ConflictError` while another holder is alive.
    """
    one_at_a_time(scope, processor, business_date)
    found = standing(scope, processor, business_date)
    if found is not None and found.alive:
        raise ConflictError(f"{processor} is being settled for {business_date} right now.")
    lease = {"lease": LEASE, "holder": holder}
    if found is not None and found.run.status is SettlementStatus.RUNNING:
        taken = scope.connection.execute(_TAKE_OVER, {"id": found.run.id, **lease}).rowcount
        if taken != 1:
            raise ConflictError(f"{processor} is being settled for {business_date} right now.")
        return Claim(found.run.id, holder, resumed=True)
    values = {
        "processor": processor,
        "business_date": business_date,
        "version": found.run.version + 1 if found else 1,
        "by": scope.actor.id,
        "by_name": scope.actor.name,
        "origin": scope.actor.origin,
        "since": window.since,
        "until": window.until,
        "rules_version": rules_version,
        "rules": as_json(rules.to_mapping()),
        **lease,
    }
    return Claim(scope.connection.execute(_CLAIM, values).scalar_one(), holder, resumed=False)


def beat(scope: Scope, claimed: Claim) -> None:
    """Says that the holder is alive; raises `ConflictError` when somebody else has taken the run over."""
    _held(scope.connection.execute(_BEAT, _key(claimed) | {"lease": LEASE}).rowcount)


def finish(scope: Scope, claimed: Claim, outcome: Outcome) -> SettlementRun:
    """Completes a run; raises `ConflictError` when it is no longer this holder's."""
    values = _key(claimed) | {
        "inputs": as_json(outcome.inputs),
        "transactions": outcome.transactions,
        "agreed": outcome.agreed,
        "discrepancies": outcome.discrepancies,
        "risk": outcome.risk.value,
        "summary": as_json(outcome.summary),
        "changes": as_json(outcome.changes),
    }
    _held(scope.connection.execute(_FINISH, values).rowcount)
    return get(scope, claimed.run_id)


def fail(scope: Scope, claimed: Claim, error: str, inputs: Mapping[str, Any]) -> SettlementRun:
    """Says that a run came to nothing, and why; raises `ConflictError` when it is not this holder's."""
    values = _key(claimed) | {"error": error, "inputs": as_json(inputs)}
    _held(scope.connection.execute(_FAIL, values).rowcount)
    return get(scope, claimed.run_id)


def degrade(scope: Scope, run_id: UUID, why: str) -> None:
    """Marks a run whose result is right although something else went wrong; saying it again adds nothing."""
    scope.connection.execute(_DEGRADE, {"id": run_id, "why": why})


def get(scope: Scope, run_id: UUID) -> SettlementRun:
    """One run; raises `NotFoundError`."""
    row = scope.connection.execute(select(runs).where(runs.c.id == run_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such settlement run.")
    return _run(row)


def rules_of(scope: Scope, run_id: UUID) -> SettlementRules:
    """The rules a run used; raises `NotFoundError`."""
    found = scope.connection.execute(select(runs.c.rules).where(runs.c.id == run_id)).scalar_one_or_none()
    if found is None:
        raise NotFoundError("There is no such settlement run.")
    return from_mapping(found)


def versions(scope: Scope, processor: str, business_date: date) -> tuple[SettlementRun, ...]:
    """Every version of a day, newest first."""
    statement = (
        select(runs)
        .where(runs.c.processor == processor, runs.c.business_date == business_date)
        .order_by(runs.c.version.desc())
    )
    return tuple(_run(row) for row in scope.connection.execute(statement))


def failed_tries(scope: Scope, processor: str, business_date: date) -> int:
    """How often a day failed since it was last done."""
    tried = 0
    for run in versions(scope, processor, business_date):
        if run.status is SettlementStatus.DONE:
            break
        tried += run.status is SettlementStatus.FAILED
    return tried


def last_done(scope: Scope, processor: str, business_date: date) -> SettlementRun | None:
    """The newest version of a day that was completed."""
    done = (run for run in versions(scope, processor, business_date) if run.status is SettlementStatus.DONE)
    return next(done, None)


def page(
    scope: Scope,
    limit: int,
    offset: int = 0,
    *,
    processor: str = "",
    status: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Page:
    """The newest version of each day, newest day first: run, processor, business_date, version, versions,
    status, risk, transactions, discrepancies, rate (share of transactions), started_at, finished_at,
    started_by, origin, degraded, error."""
    values = {
        "processor": processor,
        "status": status,
        "since": since,
        "until": until,
        "limit": limit,
        "offset": offset,
    }
    rows = scope.connection.execute(_LIST, values).all()
    return Page(frame_of([row[:-1] for row in rows], _LISTED), rows[0].total if rows else 0)


def _key(claimed: Claim) -> dict[str, Any]:
    return {"id": claimed.run_id, "holder": claimed.holder}


def _held(rows: int) -> None:
    if rows != 1:
        raise ConflictError("This settlement run was taken over by another worker.")


def _run(row: Row[Any]) -> SettlementRun:
    return SettlementRun(
        id=row.id,
        processor=row.processor,
        business_date=row.business_date,
        version=row.version,
        status=SettlementStatus(row.status),
        started_at=row.started_at,
        finished_at=row.finished_at,
        started_by=row.started_by_name,
        origin=row.origin,
        resumed=row.resumed,
        window=Window(row.since, row.until),
        rules_version=row.rules_version,
        inputs=row.inputs,
        transactions=row.transactions,
        agreed=row.agreed,
        discrepancies=row.discrepancies,
        risk=RunRisk(row.risk) if row.risk else None,
        summary=row.summary,
        changes=row.changes,
        error=row.error,
        degraded=row.degraded,
    )
