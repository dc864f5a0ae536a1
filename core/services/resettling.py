"""Resettling: what other settlement rules would have found on a day; nothing of it is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pandas as pd

from core.model.settlement_rules import SettlementRules
from core.model.settlement_run import SettlementRun
from core.services.workspace import Workspace
from core.settlement import day as days
from core.settlement import engine
from core.settlement.day import Day
from core.store import both_sides, deliveries, settlement_runs


@dataclass(frozen=True, slots=True)
class DaySnapshot:
    """A settled day's rows as they stand, read as wide as rules with this `timing_days` would read them."""

    run: SettlementRun
    external: pd.DataFrame
    internal: pd.DataFrame
    complete_until: datetime | None
    timing_days: int


def open_snapshot(workspace: Workspace, run_id: UUID, timing_days: int) -> DaySnapshot:
    """Reads a run's day once; raises `NotFoundError`."""
    with workspace.scope() as scope:
        run = settlement_runs.get(scope, run_id)
        wide = days.widened(run.window, timing_days)
        external, internal, _ = both_sides.read(scope, run.processor, wide)
        last = deliveries.last_fetched(scope, run.processor)
    return DaySnapshot(run, external, internal, last.complete_until if last else None, timing_days)


def try_rules(snapshot: DaySnapshot, rules: SettlementRules) -> Day:
    """What a run of the day with these rules would come to; equal to a full run, nothing is written."""
    settled = engine.settle(snapshot.external, snapshot.internal, rules)
    found = days.already_there(settled.discrepancies, snapshot.complete_until)
    return days.of_day(snapshot.external, found, snapshot.run.window, rules)
