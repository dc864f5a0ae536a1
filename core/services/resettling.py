"""Resettling: what other settlement rules would have found on a day; nothing of it is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.model.settlement_rules import SettlementRules
from core.model.settlement_run import SettlementRun
from core.services.workspace import Workspace
from core.settlement import day as days
from core.settlement import engine
from core.settlement.day import Day
from core.store import both_sides, deliveries, settlement_runs
from core.store.both_sides import BothSides


@dataclass(frozen=True, slots=True)
class DaySnapshot:
    """A settled day's rows as they stand, read as wide as rules with this `timing_days` would read them."""

    run: SettlementRun
    sides: BothSides
    complete_until: datetime | None
    timing_days: int


def open_snapshot(workspace: Workspace, run_id: UUID, timing_days: int) -> DaySnapshot:
    """Reads a run's day once; raises `NotFoundError`."""
    with workspace.scope() as scope:
        run = settlement_runs.get(scope, run_id)
        wide = days.widened(run.window, timing_days)
        sides = both_sides.read(scope, run.processor, wide)
        last = deliveries.last_fetched(scope, run.processor)
    return DaySnapshot(run, sides, last.complete_until if last else None, timing_days)


def try_rules(snapshot: DaySnapshot, rules: SettlementRules) -> Day:
    """What a run of the day with these rules would come to; equal to a full run, nothing is written."""
    sides = snapshot.sides
    settled = engine.settle(sides.external, sides.internal, rules, sides.unreadable)
    found = days.already_there(settled.discrepancies, snapshot.complete_until)
    return days.of_day(sides.external, found, snapshot.run.window, rules)
