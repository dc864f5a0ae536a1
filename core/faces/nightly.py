"""Nightly: what is due is settled, told and filed for every company in turn, by one command or by workers."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from core.app import Application
from core.faces import kept_reports
from core.model.errors import ConflictError, TieoutError
from core.model.identity import Person
from core.model.settlement_run import SettlementRun, SettlementStatus
from core.services import connecting, notifying, publishing, reconciling, settling
from core.services.workspace import Workspace
from core.store import jobs

SCHEDULER = Person(Workspace.NOBODY, "", "scheduler")
ORIGIN = "schedule"
_QUEUE = "settlement"
_LOG = logging.getLogger("tieout.nightly")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of one due day; `error` says what and where when it was not settled."""

    company: str
    processor: str
    business_date: date
    error: str


def desk(application: Application, slug: str) -> Workspace:
    """The scheduler's desk over one named company: it never acts without one."""
    return application.workspace(slug, SCHEDULER, ORIGIN)


def run_due(application: Application, say: Say, now: datetime | None = None) -> list[Ended]:
    """Settles every day whose time has come, for all companies; one failure stops no other.

    Then matches what the settlements tied to the bank, sends what waits in the outboxes and brings waiting
    report files to the bucket.
    """
    ended = []
    for slug in application.company_slugs():
        for processor, business_date in _due(application, slug, now, say):
            error = _settle(application, slug, processor, business_date, now)
            if error is not None:
                ended.append(Ended(slug, processor, business_date, error))
                say(f"{slug}: {processor} of {business_date}: {error or 'settled'}")
        _match(application, slug, say)
    look_after(application, say)
    return ended


def settle_by_hand(
    application: Application, processor: str, business_date: date, slugs: list[str] | None
) -> list[tuple[str, SettlementRun | TieoutError]]:
    """Settles a day at the command line's word: for the companies named, or for all that have the processor.

    What keeps one company's day from being settled stops no other's. Raises `TieoutError` when no company has
    the processor.
    """
    named = slugs or [
        slug for slug in application.company_slugs() if _has(application.workspace(slug), processor)
    ]
    if not named:
        raise TieoutError(f"No company has a key or a file of “{processor}”.")
    ended: list[tuple[str, SettlementRun | TieoutError]] = []
    for slug in named:
        try:
            workspace = application.workspace(slug)
            run = settling.settle(workspace, processor, business_date)
            kept_reports.keep(workspace, run)
            ended.append((slug, run))
        except TieoutError as error:
            ended.append((slug, error))
    return ended


def _has(workspace: Workspace, processor: str) -> bool:
    key = any(
        one.source == processor and (one.saved_key is not None or one.from_environment)
        for one in connecting.connections(workspace)
    )
    return key or bool(connecting.delivered(workspace, 1, processor))


def line_of(slug: str, run: SettlementRun | TieoutError) -> str:
    """What came of a day, in one line."""
    if isinstance(run, TieoutError):
        return f"{slug}: {run}"
    day = f"{slug}: {run.processor} of {run.business_date}, version {run.version}"
    if run.error:
        return f"{day}: failed: {run.error}"
    return (
        f"{day}: {run.transactions:,} transactions, {run.agreed:,} agree, "
        f"{run.discrepancies:,} discrepancies, {run.risk} risk"
    )


def went_well(run: SettlementRun | TieoutError) -> bool:
    """Whether a day was settled."""
    return isinstance(run, SettlementRun) and run.status is SettlementStatus.DONE


def _due(application: Application, slug: str, now: datetime | None, say: Say) -> Iterator[tuple[str, date]]:
    try:
        yield from settling.due(desk(application, slug), now)
    except TieoutError as error:
        say(f"{slug}: {error}")


def _settle(
    application: Application, slug: str, processor: str, business_date: date, now: datetime | None
) -> str | None:
    """Settles one due day: None where there was nothing to do, "" when it went well, else what went wrong."""
    try:
        workspace = desk(application, slug)
        run = settling.settle_if_due(workspace, processor, business_date, now=now)
        if run is not None:
            kept_reports.keep(workspace, run)
    except TieoutError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - one processor's failure stops no other
        _LOG.exception("settling %s for %s on %s", processor, slug, business_date)
        return f"an unexpected error ({type(error).__name__})"
    return None if run is None else _said(run)


def _match(application: Application, slug: str, say: Say) -> None:
    """The engine's run after settlements that tied payouts to the bank, where one is due."""
    try:
        run = reconciling.run_settled(desk(application, slug))
    except ConflictError:
        return  # another run is under way, or somebody works on the books: the next turn looks again
    except Exception:  # noqa: BLE001 - one company's failure stops no other; the run says what went wrong
        _LOG.exception("matching for %s", slug)
        say(f"{slug}: matching after the settlement failed")
        return
    if run is not None:
        say(f"{slug}: run {run.number}: {run.matched:,} matched automatically, {run.proposed:,} to review")


def _matching_waits(application: Application, slug: str) -> bool:
    try:
        return reconciling.waits_for_run(desk(application, slug))
    except TieoutError:
        return False


def _said(run: SettlementRun) -> str:
    return run.error if run.status is SettlementStatus.FAILED else ""


def look_after(application: Application, say: Say, sender: UUID | None = None) -> None:
    """Sends what waits in every company's outbox and brings waiting report files to the bucket."""
    for slug in application.company_slugs():
        try:
            workspace = desk(application, slug)
            sent = notifying.send(workspace, sender or uuid4())
            brought = publishing.bring(workspace)
        except Exception:  # noqa: BLE001 - one company's mail server stops no other's
            _LOG.exception("sending and filing for %s", slug)
            continue
        if sent.sent or sent.given_up or brought:
            say(f"{slug}: {sent.sent} sent, {sent.given_up} given up, {brought} files brought")


def queue(application: Application, say: Say) -> App:
    """The job queue on the same PostgreSQL, with what its workers do.

    A tick comes once for all workers together; it puts each due day in once. Whatever the queue does, the
    day's own row lets it be settled once.
    """
    app = App(connector=PsycopgConnector(conninfo=jobs.address(application.app_url)))

    @app.task(name="settle", queue=_QUEUE)
    def settle(slug: str, processor: str, business_date: str) -> None:
        error = _settle(application, slug, processor, date.fromisoformat(business_date), None)
        if error is not None:
            say(f"{slug}: {processor} of {business_date}: {error or 'settled'}")

    @app.task(name="match", queue=_QUEUE)
    def match(slug: str) -> None:
        _match(application, slug, say)

    @app.periodic(cron="* * * * *")
    @app.task(name="tick", queue=_QUEUE, queueing_lock="tick", pass_context=False)
    def tick(timestamp: int) -> None:
        now = datetime.fromtimestamp(timestamp, UTC)
        for slug in application.company_slugs():
            waiting = list(_due(application, slug, now, say))
            if not waiting and _matching_waits(application, slug):
                with suppress(AlreadyEnqueued):
                    match.configure(lock=f"{slug}:match", queueing_lock=f"{slug}:match").defer(slug=slug)
            for processor, business_date in waiting:
                name = f"{slug}:{processor}:{business_date}"
                put = settle.configure(lock=name, queueing_lock=name)
                try:
                    put.defer(slug=slug, processor=processor, business_date=business_date.isoformat())
                except AlreadyEnqueued:
                    continue

    @app.periodic(cron="* * * * *")
    @app.task(name="look after", queue=_QUEUE, queueing_lock="look after")
    def look_after_all(timestamp: int) -> None:
        look_after(application, say)

    return app


def work(application: Application, say: Say, concurrency: int = 2) -> None:
    """Works until it is told to stop (SIGINT or SIGTERM): jobs that were begun are finished first."""
    say("a worker waits for settlements that are due")
    queue(application, say).run_worker(
        queues=[_QUEUE], concurrency=concurrency, install_signal_handlers=True, delete_jobs="successful"
    )
