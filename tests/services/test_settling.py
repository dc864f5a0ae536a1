"""A day is settled once, whole or failed with its reason, and done again as another version."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from core.model.errors import AccessError, ConflictError, FetchRefusedError, TieoutError
from core.model.identity import Role
from core.model.money import Money
from core.model.settlement_run import SettlementRun, SettlementStatus
from core.services import connecting, settling, tracing
from core.services.tracing import RunFilter
from core.services.workspace import Workspace
from core.settings import FeedSettings
from core.store.discrepancies import DiscrepancyFilter
from tests.intake.feeds.server import Fault
from tests.intake.feeds.vendors import DAY as BEGINS
from tests.intake.feeds.vendors import NEXT_DAY, PayPal
from tests.services.settlement_desk import DAY, MORNING, connected, ledger_of, stripe_day


def test_a_day_is_fetched_compared_and_kept(workspace: Workspace) -> None:
    """Of 40 charges the ledger lacks two and has one in another amount; one entry is the ledger's alone."""
    with connected(workspace, stripe_day(40)) as (desk, _):
        ledger_of(desk, list(range(2, 39)))
        ledger_of(desk, [39], amount=_usd(9_00))
        ledger_of(desk, [900])
        run = settling.settle(desk, "stripe", DAY, now=MORNING)
    assert (run.status, run.version, run.error) == (SettlementStatus.DONE, 1, "")
    assert (run.transactions, run.agreed, run.discrepancies) == (41, 37, 4)
    assert run.summary["kinds"] == {
        "missing_in_ledger": 2,
        "missing_at_processor": 1,
        "amount_differs": 1,
    }
    money = run.summary["money"]["USD"]
    assert money["external_minor"] == sum(1_000 + number for number in range(40))
    assert money["external_minor"] - money["internal_minor"] == money["difference_minor"]
    opened = tracing.run_file(desk, run.id)
    (step,) = opened.funnel
    assert step.charges + step.refunds + step.disputes + step.others + step.fees == step.net
    found = tracing.found(desk, run.id, DiscrepancyFilter(kind="missing_in_ledger"))
    assert sorted(found.rows["transaction_id"]) == ["ch_000000", "ch_000001"]
    assert set(found.rows["status"]) == {"open"}


def test_a_day_done_again_is_a_version_that_says_what_changed(workspace: Workspace) -> None:
    with connected(workspace, stripe_day(10)) as (desk, _):
        ledger_of(desk, list(range(8)))
        first = settling.settle(desk, "stripe", DAY, now=MORNING)
        again = settling.settle(desk, "stripe", DAY, now=_later(first))
        ledger_of(desk, [8])
        third = settling.settle(desk, "stripe", DAY, now=_later(again))
    assert (again.version, again.changes["same_inputs"], again.discrepancies) == (2, True, 2)
    assert (again.changes["appeared"], again.changes["vanished"], again.changes["changed"]) == (0, 0, 0)
    assert (third.version, third.changes["vanished"], third.discrepancies) == (3, 1, 1)
    versus = tracing.compare(workspace, third.id, first.id)
    assert versus.vanished["transaction_id"].tolist() == ["ch_000008"]
    listed = tracing.runs(workspace, RunFilter())
    assert listed.rows[["version", "versions", "status"]].values.tolist() == [[3, 3, "done"]]


@pytest.mark.parametrize("fault", [Fault.BROKEN, Fault.CUT])
def test_a_fetch_that_fails_half_way_is_a_failed_run_and_stores_nothing(
    workspace: Workspace, fault: Fault
) -> None:
    with connected(workspace, stripe_day(257)) as (desk, local):
        local.faults.update(dict.fromkeys(range(2, 60), fault))
        run = settling.settle(desk, "stripe", DAY, now=MORNING)
        assert run.status is SettlementStatus.FAILED
        assert "Stripe did not answer /v1/balance_transactions in full" in run.error
        assert connecting.delivered(desk) == ()
        local.faults.clear()
        assert settling.settle(desk, "stripe", DAY, now=_later(run)).version == 2


def test_a_day_that_is_not_over_is_refused_and_one_of_nothing_fails(workspace: Workspace) -> None:
    with pytest.raises(TieoutError, match="not over yet for stripe: it ends at 2026-11-20 00:00 UTC"):
        settling.settle(workspace, "stripe", DAY, now=datetime(2026, 11, 19, 23, 59, tzinfo=UTC))
    run = settling.settle(workspace, "stripe", DAY, now=MORNING)
    assert "nothing of stripe" in run.error


def test_what_the_processor_may_yet_report_is_not_called_missing(workspace: Workspace) -> None:
    vendor = PayPal(0)
    with connected(workspace, vendor, "paypal") as (desk, _):
        ledger_of(desk, [3], processor="paypal", amount=Money(10_00, "USD"))
        sure = settling.settle(desk, "paypal", DAY, now=MORNING)
        vendor.reaches = BEGINS
        unsure = settling.settle(desk, "paypal", DAY, now=_later(sure))
    assert (sure.summary["kinds"], unsure.summary["kinds"]) == ({"missing_at_processor": 1}, {})


def test_two_workers_and_a_manual_start_at_the_same_second_make_one_run(workspace: Workspace) -> None:
    with connected(workspace, stripe_day(20)) as (desk, local):
        ledger_of(desk, list(range(20)))
        connecting.plan(desk, "stripe", time(4), "UTC")
        together = threading.Barrier(3)

        def worker(_: int) -> SettlementRun | None:
            together.wait()
            return settling.settle_if_due(desk, "stripe", DAY)

        def by_hand(_: int) -> SettlementRun | None:
            together.wait()
            try:
                return settling.settle(desk, "stripe", DAY)
            except ConflictError:
                return None

        with ThreadPoolExecutor(3) as pool:
            jobs = [pool.submit(deed, 0) for deed in (worker, worker, by_hand)]
            runs = {run.id for run in (job.result() for job in jobs) if run is not None}
        asked = [request for request in local.asked if request.path == "/v1/payouts"]
    assert len(runs) == 1
    assert len(asked) == 1
    assert tracing.runs(workspace, RunFilter()).rows["versions"].tolist() == [1]


def test_nine_ticks_settle_a_day_once(workspace: Workspace) -> None:
    with connected(workspace, stripe_day(5)) as (desk, _):
        _starting(desk, DAY)
        done = [
            [settling.settle_if_due(desk, *each, now=MORNING) for each in settling.due(desk, MORNING)]
            for _ in range(9)
        ]
    assert [len(each) for each in done] == [1, 0, 0, 0, 0, 0, 0, 0, 0]


def test_a_worker_killed_in_mid_run_is_resumed_once(workspace: Workspace) -> None:
    with connected(workspace, stripe_day(5)) as (desk, _):
        ledger_of(desk, list(range(5)))
        with desk.scope() as scope:
            claimed, _, _ = settling._claim(scope, "stripe", DAY, uuid4(), MORNING)
        assert settling.settle_if_due(desk, "stripe", DAY, now=MORNING) is None
        with desk.scope() as scope:
            scope.connection.execute(text("update settlement_runs set lease_until = now() - interval '1 s'"))
        run = settling.settle_if_due(desk, "stripe", DAY, now=MORNING)
        assert run is not None
        assert (run.id, run.resumed, run.version) == (claimed.run_id, 1, 1)
        assert settling.settle_if_due(desk, "stripe", DAY, now=MORNING) is None


def test_a_worker_that_was_taken_for_dead_keeps_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It slept past its lease in mid-run: another one has the run, and what the sleeper found is refused."""
    with connected(workspace, stripe_day(5)) as (desk, _):
        books = settling._books

        def slept(*args: object) -> object:
            monkeypatch.setattr(settling, "_books", books)
            with desk.scope() as scope:
                scope.connection.execute(
                    text("update settlement_runs set lease_until = now() - interval '1 s'")
                )
            other = settling.settle_if_due(desk, "stripe", DAY, now=MORNING)
            assert other is not None
            return books(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(settling, "_books", slept)
        with pytest.raises(ConflictError, match="taken over"):
            settling.settle_if_due(desk, "stripe", DAY, now=MORNING)
        (run,) = tracing.run_file(desk, _newest(desk)).versions
    assert (run.status, run.resumed, run.discrepancies) == (SettlementStatus.DONE, 1, 5)


def test_a_failed_day_is_tried_three_times_with_longer_pauses(workspace: Workspace) -> None:
    with connected(workspace, stripe_day(3)) as (desk, local):
        local.faults.update(dict.fromkeys(range(1_000), Fault.BROKEN))
        now, tries = MORNING, 0
        for _ in range(12):
            tries += settling.settle_if_due(desk, "stripe", DAY, now=now) is not None
            now = datetime.now(UTC) + timedelta(minutes=16 * (tries + 1))
    assert tries == 3


def test_one_processors_failure_does_not_stop_the_others(workspace: Workspace) -> None:
    """Each due day stands for itself: PayPal cannot be reached, Stripe is settled all the same."""
    with connected(workspace, stripe_day(3)) as (desk, _):
        connecting.save_key(desk, "paypal", {"client_id": "x", "secret": "y"})
        desk.settings.feeds.bases["paypal"] = "http://127.0.0.1:9"  # type: ignore[index]
        _starting(desk, DAY)
        runs = [settling.settle_if_due(desk, *each, now=MORNING) for each in settling.due(desk, MORNING)]
    assert {run.processor: run.status for run in runs if run} == {
        "paypal": SettlementStatus.FAILED,
        "stripe": SettlementStatus.DONE,
    }
    assert "PayPal" in next(run.error for run in runs if run and run.processor == "paypal")


def test_settling_needs_an_analyst_and_fetching_a_key(workspace: Workspace) -> None:
    with pytest.raises(AccessError):
        settling.settle(replace(workspace, role=Role.VIEWER), "stripe", DAY, now=MORNING)
    with pytest.raises(FetchRefusedError, match="Stripe has no key yet"):
        settling.fetch(workspace, "stripe", BEGINS, NEXT_DAY)


def test_a_key_of_the_environment_is_one_companys_alone(
    workspace: Workspace, other_workspace: Workspace
) -> None:
    feeds = FeedSettings(keys_of=workspace.company.slug, keys={"stripe": {"api_key": "sk_live"}})
    ours, theirs = (
        replace(one, settings=replace(one.settings, feeds=feeds)) for one in (workspace, other_workspace)
    )
    assert [one.from_environment for one in connecting.connections(ours)] == [True, False, False, False]
    assert not any(one.from_environment for one in connecting.connections(theirs))
    with pytest.raises(FetchRefusedError, match="no key yet"):
        settling.fetch(theirs, "stripe", BEGINS, NEXT_DAY)


def _usd(minor: int) -> Money:
    return Money(minor, "USD")


def _later(run: SettlementRun) -> datetime:
    """A moment clearly after a run was begun."""
    return run.started_at + timedelta(seconds=2)


def _newest(desk: Workspace) -> UUID:
    return UUID(tracing.runs(desk, RunFilter()).rows["run"].iloc[0])


def _starting(desk: Workspace, business_date: date) -> None:
    """Schedules begin so that this day is the first one due."""
    with desk.scope() as scope:
        scope.connection.execute(
            text("update settlement_schedules set starts_on = :day"),
            {"day": business_date + timedelta(days=1)},
        )
