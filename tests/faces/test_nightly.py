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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text

from core.app import Application
from core.faces import nightly
from core.model.discrepancy import DiscrepancySeverity
from core.model.errors import ConflictError
from core.outlets.explainer import Explainer
from core.services import connecting, notifying, tracing
from core.services.notifying import Sent
from core.services.tracing import RunFilter
from core.services.workspace import Workspace
from core.settings import FeedSettings, load
from core.store import jobs, notification_targets, outbox
from core.store.database import Database
from core.store.notification_targets import Channel
from tests.conftest import APP_PASSWORD, Server, TestCompany
from tests.intake.feeds.server import Fault, serving
from tests.intake.feeds.vendors import Stripe

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
