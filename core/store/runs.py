"""Runs of the engine: one at a time for each company, with the rules and the data they saw."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text, update

from core.model.errors import ConflictError, NotFoundError
from core.model.rules import MatchRules, from_mapping
from core.model.run import Run, RunStatus
from core.store.tables import runs
from core.store.tenancy import Scope
from core.store.values import as_json

# Held until the transaction ends, so that a company's runs never overlap.
_ONE_AT_A_TIME = text("select pg_try_advisory_xact_lock(hashtextextended(:tenant, 1))")

_BEGIN = text("""
    insert into runs (
        number, status, started_by, started_by_name, rules_version, rules, data_version, started_at
    )
    select
        coalesce(max(number), 0) + 1, 'running', :by, :by_name, :rules_version, cast(:rules as jsonb),
        :data_version, clock_timestamp()
    from runs
    returning id, number
""")

# What the engine reads, as counts and last moments: equal exactly when nothing it reads has changed. What the
# engine itself writes (its allocations, what it sets aside) is left out.
_DATA_VERSION = text("""
    select concat_ws('|',
        (select concat_ws(',', count(*), count(voided_at), max(voided_at), max(created_at)) from invoices),
        (select concat_ws(',', count(*), count(voided_at), max(voided_at), max(created_at)) from payments),
        (select concat_ws(',', count(*), md5(string_agg(concat(id, set_aside_reason), ',' order by id)))
            from payments where set_aside_by is not null),
        (select concat_ws(',', count(*), max(created_at)) from allocations where actor = 'person'),
        (select concat_ws(',', count(*), md5(string_agg(payment_id::text || invoice_id, ','
            order by payment_id, invoice_id))) from declined_pairs),
        (select concat_ws(',', count(*), md5(string_agg(counterparty_id::text || folded || confirmations, ','
            order by counterparty_id, folded))) from counterparty_aliases),
        (select concat_ws(',', count(*), count(undone_at), max(undone_at), max(delivered_at))
            from settlement_deliveries),
        (select max(version) from settlement_rule_sets)
    )
""")


def begin(scope: Scope, rules_version: int, rules: MatchRules, data_version: str) -> Run:
    """Writes down that a run begins; raises `ConflictError` while the company has another under way."""
    one_at_a_time(scope)
    values = {
        "by": scope.actor.id,
        "by_name": scope.actor.name,
        "rules_version": rules_version,
        "rules": as_json(rules.to_mapping()),
        "data_version": data_version,
    }
    return get(scope, scope.connection.execute(_BEGIN, values).one().id)


def one_at_a_time(scope: Scope) -> None:
    """Keeps others from running, or undoing a run, to the end of the transaction.

    Raises `ConflictError` while the company has a run under way.
    """
    free = scope.connection.execute(_ONE_AT_A_TIME, {"tenant": str(scope.tenant_id)}).scalar_one()
    if not free:
        raise ConflictError("Another run is under way.")


def finish(scope: Scope, run_id: UUID, matched: int, proposed: int, excepted: int, set_aside: int) -> Run:
    """Completes a run with its counts of items."""
    counts = {"matched": matched, "proposed": proposed, "excepted": excepted, "set_aside": set_aside}
    _end(scope, run_id, RunStatus.DONE, counts)
    return get(scope, run_id)


def fail(scope: Scope, run_id: UUID, error: str) -> None:
    """Says that a run that was begun in this transaction came to nothing, and why."""
    _end(scope, run_id, RunStatus.FAILED, {"error": error})


def mark_undone(scope: Scope, run_id: UUID) -> None:
    """Says that what a run posted was taken back; raises `ConflictError` unless it was done."""
    changed = scope.connection.execute(
        update(runs)
        .where(runs.c.id == run_id, runs.c.status == RunStatus.DONE.value)
        .values(status=RunStatus.UNDONE.value)
    )
    if changed.rowcount != 1:
        raise ConflictError("This run cannot be undone.")


def get(scope: Scope, run_id: UUID) -> Run:
    """One run; raises `NotFoundError`."""
    row = scope.connection.execute(select(runs).where(runs.c.id == run_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such run.")
    return _run(row)


def newest(scope: Scope, limit: int, offset: int = 0) -> tuple[Run, ...]:
    """The runs, newest first."""
    statement = select(runs).order_by(runs.c.number.desc()).limit(limit).offset(offset)
    return tuple(_run(row) for row in scope.connection.execute(statement))


def last_done(scope: Scope) -> Run | None:
    """The newest run that ended well and stands."""
    statement = (
        select(runs).where(runs.c.status == RunStatus.DONE.value).order_by(runs.c.number.desc()).limit(1)
    )
    row = scope.connection.execute(statement).one_or_none()
    return None if row is None else _run(row)


def rules_of(scope: Scope, run_id: UUID) -> MatchRules:
    """The rules a run used; raises `NotFoundError`."""
    found = scope.connection.execute(select(runs.c.rules).where(runs.c.id == run_id)).scalar_one_or_none()
    if found is None:
        raise NotFoundError("There is no such run.")
    return from_mapping(found)


def data_version(scope: Scope) -> str:
    """A mark of everything a run reads except the rules; two equal marks mean the same input."""
    return str(scope.connection.execute(_DATA_VERSION).scalar_one())


def _end(scope: Scope, run_id: UUID, status: RunStatus, values: dict[str, Any]) -> None:
    scope.connection.execute(
        update(runs)
        .where(runs.c.id == run_id, runs.c.status == RunStatus.RUNNING.value)
        .values(status=status.value, finished_at=text("clock_timestamp()"), **values)
    )


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        number=row.number,
        status=RunStatus(row.status),
        started_at=row.started_at,
        finished_at=row.finished_at,
        started_by=row.started_by_name,
        rules_name=str(row.rules.get("name", "")),
        rules_version=row.rules_version,
        matched=row.matched,
        proposed=row.proposed,
        excepted=row.excepted,
        set_aside=row.set_aside,
    )
