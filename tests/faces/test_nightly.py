"""By the clock: every company's due days once, one failure stopping no other, workers that may die."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text

from core.app import Application
from core.faces import nightly
from core.model.discrepancy import DiscrepancySeverity
from core.model.errors import ConflictError
from core.model.run import RunStatus
from core.model.settlement_rules import SettlementRules
from core.outlets.explainer import Explainer
from core.services import auditing, connecting, notifying, reconciling, settling, tracing, undoing
from core.services.notifying import Sent
from core.services.tracing import RunFilter
from core.services.workspace import Workspace
from core.settings import FeedSettings, load
from core.settlement import payout_chain
from core.store import jobs, notification_targets, outbox, schedules, settlement_runs
from core.store.database import Database
from core.store.notification_targets import Channel
from core.store.schedules import Schedule
from tests.conftest import APP_PASSWORD, Server, TestCompany
from tests.intake.feeds.server import Fault, serving
from tests.intake.feeds.vendors import Stripe
from tests.screen import settled
from tests.store import settled_days

TODAY = datetime.now(UTC).date()
YESTERDAY = TODAY - timedelta(days=1)
AT_FOUR = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=4)


def quiet(_: str) -> None:
    """Says nothing."""


@pytest.fixture
def stripe() -> Iterator[tuple[Stripe, str]]:
    vendor = Stripe(3)
    with serving(vendor) as local:
        yield vendor, local.base


@pytest.fixture
def application(server: Server, database: Database, stripe: tuple[Stripe, str]) -> Application:
    settings = load({"TIEOUT_HOME": str(server.home), "TIEOUT_ANCHOR_KEY": "only for tests"})
    bases = {"stripe": stripe[1], "paypal": "http://127.0.0.1:9"}
    feeds = FeedSettings(bases=bases, deadline_s=60, silence_s=10, first_wait_s=0.005)
    settings = replace(settings, feeds=feeds, app_password=APP_PASSWORD)
    return Application(settings, database, Explainer("", "", "", 1.0), server.app_url)


@pytest.fixture
def only(application: Application, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Workspace]]:
    """Makes the application see these companies alone: others of the session have books of their own."""

    def make(*companies: TestCompany) -> list[Workspace]:
        slugs = tuple(one.company.slug for one in companies)
        monkeypatch.setattr(Application, "company_slugs", lambda _: slugs)
        return [application.workspace(slug) for slug in slugs]

    return make


def test_all_companies_are_settled_and_one_failure_stops_no_other(
    application: Application,
    only: Callable[..., list[Workspace]],
    company: TestCompany,
    other_company: TestCompany,
) -> None:
    first, second = only(company, other_company)
    connecting.save_key(first, "paypal", {"client_id": "x", "secret": "y"})
    for desk in (first, second):
        connecting.save_key(desk, "stripe", {"api_key": "sk_test_local"})
    ended = nightly.run_due(application, quiet, AT_FOUR)
    assert [(one.company, one.processor, bool(one.error)) for one in ended] == [
        (company.company.slug, "paypal", True),
        (company.company.slug, "stripe", False),
        (other_company.company.slug, "stripe", False),
    ]
    assert "PayPal did not answer" in ended[0].error
    assert {one.processor for one in nightly.run_due(application, quiet, AT_FOUR)} <= {"paypal"}
    rows = tracing.runs(first, RunFilter()).rows
    assert set(rows["started_by"]) == {"scheduler"}
    assert set(rows["origin"]) == {"schedule"}


def test_nothing_is_due_before_its_time(
    application: Application, only: Callable[..., list[Workspace]], company: TestCompany
) -> None:
    (desk,) = only(company)
    connecting.save_key(desk, "stripe", {"api_key": "sk_test_local"})
    assert nightly.run_due(application, quiet, AT_FOUR - timedelta(seconds=1)) == []
    assert len(nightly.run_due(application, quiet, AT_FOUR)) == 1


def test_two_workers_on_one_queue_settle_a_day_once(
    application: Application,
    only: Callable[..., list[Workspace]],
    company: TestCompany,
    stripe: tuple[Stripe, str],
) -> None:
    """Both get the same job put in nine times, and a hand starts the day as well."""
    (desk,) = only(company)
    connecting.save_key(desk, "stripe", {"api_key": "sk_test_local"})
    job = {"slug": company.company.slug, "processor": "stripe", "business_date": YESTERDAY.isoformat()}

    async def put() -> None:
        app = nightly.queue(application, quiet)
        async with app.open_async():
            for _ in range(9):
                await app.tasks["settle"].defer_async(**job)

    async def work() -> None:
        app = nightly.queue(application, quiet)
        async with app.open_async():
            await app.run_worker_async(wait=False, install_signal_handlers=False, concurrency=2)

    asyncio.run(put())
    workers = [threading.Thread(target=lambda: asyncio.run(work())) for _ in range(2)]
    for worker in workers:
        worker.start()
    nightly.settle_by_hand(application, "stripe", YESTERDAY, [company.company.slug])
    for worker in workers:
        worker.join()
    rows = tracing.runs(desk, RunFilter()).rows
    assert rows[["status", "versions"]].values.tolist() == [["done", 1]]


def test_a_tick_puts_every_due_day_in_once(
    application: Application, only: Callable[..., list[Workspace]], company: TestCompany
) -> None:
    """Two ticks of one minute, as two workers would give them, and one of the next: one run."""
    (desk,) = only(company)
    connecting.save_key(desk, "stripe", {"api_key": "sk_test_local"})

    async def work() -> None:
        app = nightly.queue(application, quiet)
        async with app.open_async():
            for minute in (0, 0, 1):
                tick = app.tasks["tick"].configure(queueing_lock=str(uuid4()))
                await tick.defer_async(timestamp=int(AT_FOUR.timestamp()) + 60 * minute)
            await app.run_worker_async(wait=False, install_signal_handlers=False, concurrency=2)

    asyncio.run(work())
    rows = tracing.runs(desk, RunFilter()).rows
    assert rows[["status", "versions", "started_by"]].values.tolist() == [["done", 1, "scheduler"]]


def test_the_queue_shows_the_app_role_no_more_than_jobs(server: Server) -> None:
    with psycopg.connect(jobs.address(server.app_url)) as connection:
        (path,) = connection.execute("show search_path").fetchone() or ("",)
        assert path == jobs.SCHEMA
        owned = connection.execute(
            "select count(*) from pg_class as c join pg_namespace as n on n.oid = c.relnamespace"
            " where n.nspname = %s and pg_has_role(current_user, c.relowner, 'member')",
            (jobs.SCHEMA,),
        ).fetchone()
        assert owned == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("drop table procrastinate_events")


def test_a_killed_worker_process_leaves_a_run_that_is_resumed_once(
    server: Server,
    application: Application,
    only: Callable[..., list[Workspace]],
    company: TestCompany,
) -> None:
    """The process is killed while Stripe keeps it waiting; when its lease has run out, another resumes."""
    (desk,) = only(company)
    connecting.save_key(desk, "stripe", {"api_key": "sk_test_local"})
    with serving(Stripe(3), [(0, Fault.SILENCE)]) as slow:
        environment = {
            **os.environ,
            "TIEOUT_HOME": str(server.home),
            "DATABASE_URL": server.admin_url,
            "TIEOUT_APP_PASSWORD": APP_PASSWORD,
            "STRIPE_BASE_URL": slow.base,
        }
        arguments = ["settle", "--processor", "stripe", "--date", YESTERDAY.isoformat()]
        process = subprocess.Popen(
            [sys.executable, "-m", "core.faces.cli", *arguments, "--company", company.company.slug],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _until(lambda: len(slow.asked) > 0)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    assert tracing.runs(desk, RunFilter()).rows["status"].tolist() == ["running"]
    assert nightly.run_due(application, quiet, AT_FOUR) == []
    with desk.scope() as scope:
        scope.connection.execute(text("update settlement_runs set lease_until = now() - interval '1 s'"))
    ended = [each for _ in range(2) for each in nightly.run_due(application, quiet, AT_FOUR)]
    assert [one.error for one in ended] == [""]
    (run,) = tracing.run_file(desk, _only_run(desk)).versions
    assert (run.resumed, run.version, run.error) == (1, 1, "")


MORNING_AFTER = datetime.combine(settled.DAY + timedelta(days=1), time_of_day(4), UTC)


def nightly_books(desk: Workspace) -> None:
    """A day of Stripe's from files, its payout on the bank statement, and the hour at which it is settled."""
    settled.deliver(desk)
    with desk.scope() as scope:
        schedules.save(scope, Schedule("stripe", time_of_day(4), "UTC", True, settled.DAY))


def test_payouts_a_night_ties_to_the_bank_are_matched_once_and_undone_as_a_whole(
    application: Application, only: Callable[..., list[Workspace]], company: TestCompany
) -> None:
    (desk,) = only(company)
    nightly_books(desk)
    said: list[str] = []
    nightly.run_due(application, said.append, MORNING_AFTER)
    (run,) = undoing.all_runs(desk)
    assert (run.started_by, run.status, run.matched) == ("scheduler", RunStatus.DONE, 1)
    assert any(line.startswith(f"{company.company.slug}: run 1: ") for line in said)
    day = tracing.run_file(desk, _only_run(desk))
    assert day.on_invoices[["payout_id", "invoices"]].values.tolist() == [["po_1", 1]]
    deeds = auditing.entries(desk, auditing.AuditFilter(action="run.done")).rows
    assert deeds[["reason", "origin"]].values.tolist() == [
        ["after the settlement of stripe of 2026-11-19", "schedule"]
    ]
    nightly.run_due(application, quiet, MORNING_AFTER)
    assert len(undoing.all_runs(desk)) == 1
    undoing.undo_run(desk, run.id)
    assert tracing.run_file(desk, _only_run(desk)).on_invoices.empty
    nightly.run_due(application, quiet, MORNING_AFTER)
    assert [one.status for one in undoing.all_runs(desk)] == [RunStatus.UNDONE]


def test_a_company_may_switch_the_run_after_the_settlement_off(
    application: Application, only: Callable[..., list[Workspace]], company: TestCompany
) -> None:
    (desk,) = only(company)
    nightly_books(desk)
    connecting.save_rules(desk, SettlementRules(match_payouts=False))
    nightly.run_due(application, quiet, MORNING_AFTER)
    assert tracing.run_file(desk, _only_run(desk)).payouts
    assert undoing.all_runs(desk) == ()


def test_a_settlement_by_hand_or_without_a_payout_on_the_bank_runs_nothing(
    application: Application,
    only: Callable[..., list[Workspace]],
    company: TestCompany,
    other_company: TestCompany,
) -> None:
    first, second = only(company, other_company)
    connecting.save_key(first, "stripe", {"api_key": "sk_test_local"})
    settled.settled(second)
    assert len(nightly.run_due(application, quiet, AT_FOUR)) == 1
    assert undoing.all_runs(first) == undoing.all_runs(second) == ()


def test_many_workers_make_one_run_after_the_settlement(
    application: Application, only: Callable[..., list[Workspace]], company: TestCompany
) -> None:
    """Six jobs for two workers while two more ask at once, as a cron and a hand would."""
    (desk,) = only(company)
    nightly_books(desk)
    slug = company.company.slug
    settling.settle_if_due(nightly.desk(application, slug), "stripe", settled.DAY, now=MORNING_AFTER)

    async def work() -> None:
        app = nightly.queue(application, quiet)
        async with app.open_async():
            for _ in range(3):
                await app.tasks["match"].defer_async(slug=slug)
            await app.run_worker_async(wait=False, install_signal_handlers=False, concurrency=2)

    asked = (application, quiet, MORNING_AFTER)
    askers = [threading.Thread(target=lambda: asyncio.run(work())) for _ in range(2)]
    askers += [threading.Thread(target=nightly.run_due, args=asked) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    nightly.run_due(*asked)
    assert [run.status for run in undoing.all_runs(desk)] == [RunStatus.DONE]


def test_a_tick_puts_the_run_in_when_no_day_is_due_and_a_worker_makes_it(
    application: Application, only: Callable[..., list[Workspace]], company: TestCompany
) -> None:
    (desk,) = only(company)
    nightly_books(desk)
    morning = int(MORNING_AFTER.timestamp())

    async def tick(minute: int) -> None:
        app = nightly.queue(application, quiet)
        async with app.open_async():
            put = app.tasks["tick"].configure(queueing_lock=str(uuid4()))
            await put.defer_async(timestamp=morning + 60 * minute)
            for _ in range(2):  # a worker that does not wait may stop before the tick has put the run in
                await app.run_worker_async(wait=False, install_signal_handlers=False, concurrency=2)

    scheduler = nightly.desk(application, company.company.slug)
    settling.settle_if_due(scheduler, "stripe", settled.DAY, now=MORNING_AFTER)
    for minute in (1, 2):
        asyncio.run(tick(minute))
    assert [run.started_by for run in undoing.all_runs(desk)] == ["scheduler"]


def test_while_a_day_is_being_settled_the_run_waits(
    application: Application, only: Callable[..., list[Workspace]], company: TestCompany
) -> None:
    (desk,) = only(company)
    nightly_books(desk)
    scheduler = nightly.desk(application, company.company.slug)
    settling.settle_if_due(scheduler, "stripe", settled.DAY, now=MORNING_AFTER)
    assert reconciling.waits_for_run(scheduler)
    with desk.scope() as scope:
        claimed = settled_days.claim(scope, day=settled.DAY - timedelta(days=1))
    assert reconciling.run_settled(scheduler) is None
    with desk.scope() as scope:
        settlement_runs.fail(scope, claimed, "Nothing came.", {})
    assert reconciling.run_settled(scheduler) is not None


def test_a_run_by_the_clock_that_fails_is_listed_and_tried_again_after_a_pause(
    application: Application,
    only: Callable[..., list[Workspace]],
    company: TestCompany,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (desk,) = only(company)
    nightly_books(desk)
    said: list[str] = []
    with monkeypatch.context() as broken:
        broken.setattr(payout_chain, "breakdown", lambda *_: 1 / 0)
        for _ in range(2):
            nightly.run_due(application, said.append, MORNING_AFTER)
    assert said.count(f"{company.company.slug}: matching after the settlement failed") == 1
    (failed,) = undoing.all_runs(desk)
    assert (failed.status, failed.started_by) == (RunStatus.FAILED, "scheduler")
    with desk.scope() as scope:
        scope.connection.execute(text("update runs set finished_at = finished_at - interval '16 minutes'"))
    nightly.run_due(application, quiet, MORNING_AFTER)
    assert [run.status for run in undoing.all_runs(desk)] == [RunStatus.DONE, RunStatus.FAILED]


def _only_run(desk: Workspace) -> UUID:
    return UUID(tracing.runs(desk, RunFilter()).rows["run"].iloc[0])


def _until(true: Callable[[], bool], seconds: float = 60) -> None:
    ends_at = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends_at
        time.sleep(0.02)


_SEND = """
import sys
from uuid import uuid4
from core.app import opened
from core.faces import nightly
from core.services import notifying
with opened(lambda said: None) as application:
    notifying.send(nightly.desk(application, sys.argv[1]), uuid4())
"""


def test_a_message_whose_sender_was_killed_is_not_sent_again_until_a_person_has_looked(
    server: Server, application: Application, only: Callable[..., list[Workspace]], company: TestCompany
) -> None:
    """The webhook has read the message when its sender is killed: nobody can know whether it was shown."""
    (desk,) = only(company)
    with _webhook() as (address, got, kill):
        with desk.scope() as scope:
            target = notification_targets.add(
                scope, desk.settings.seal_key, Channel.SLACK, address, "local", DiscrepancySeverity.LOW
            )
            message = {"lines": ["Something differs."], "figures": []}
            outbox.put(scope, "once", target.id, None, "high", "A run", message, AT_FOUR - timedelta(days=1))
        environment = {
            **os.environ,
            "TIEOUT_HOME": str(server.home),
            "DATABASE_URL": server.admin_url,
            "TIEOUT_APP_PASSWORD": APP_PASSWORD,
        }
        process = subprocess.Popen(
            [sys.executable, "-c", _SEND, company.company.slug], env=environment, stdout=subprocess.DEVNULL
        )
        kill.append(process)
        process.wait(timeout=120)
        assert (process.returncode, len(got)) == (-signal.SIGKILL, 1)
        assert notifying.unknown(desk) == ()  # its claim still runs
        with desk.scope() as scope:
            scope.connection.execute(text("update outbox set claimed_until = now() - interval '1 s'"))
        kill.clear()
        assert notifying.send(desk, uuid4()) == Sent()
        (left,) = notifying.unknown(desk)
        assert (left.subject, left.hint, len(got)) == ("A run", "local", 1)
        notifying.decide(desk, left.id, arrived=False)
        assert notifying.send(desk, uuid4()) == Sent(sent=1)
        assert len(got) == 2
        with pytest.raises(ConflictError):
            notifying.decide(desk, left.id, arrived=True)


@contextmanager
def _webhook() -> Iterator[tuple[str, list[bytes], list[subprocess.Popen[bytes]]]]:
    """A webhook that kills the processes it is given once it has read what they sent."""
    got: list[bytes] = []
    kill: list[subprocess.Popen[bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            if kill:
                kill[0].kill()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            pass

    local = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=local.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{local.server_port}/hook", got, kill
    local.shutdown()
    local.server_close()
