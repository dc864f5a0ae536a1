"""Rules that are tried on a day come to what a full run with them comes to."""

import time

from core.services import connecting, resettling, settling, tracing
from core.services.workspace import Workspace
from core.store.discrepancies import DiscrepancyFilter
from tests.screen import settled as day


def test_a_trial_is_equal_to_a_full_run_with_the_same_rules(workspace: Workspace) -> None:
    first = day.settled(workspace)
    _, rules = connecting.rules(workspace)
    other = rules.with_(medium_above="1", high_above="3", timing_days="0")
    tried = resettling.try_rules(resettling.open_snapshot(workspace, first.id, 0), other)
    connecting.save_rules(workspace, other)
    time.sleep(1.1)  # a start in the second of another is served by its run
    run = settling.settle(workspace, "stripe", day.DAY)
    kept = tracing.found(workspace, run.id, DiscrepancyFilter()).rows
    columns = ["transaction_id", "kind", "severity", "reason"]
    assert sorted(map(tuple, kept[columns].values.tolist())) == sorted(
        map(tuple, tried.discrepancies[columns].values.tolist())
    )
    assert (run.risk, run.transactions, run.rules_version) == (tried.risk, tried.transactions, 1)
