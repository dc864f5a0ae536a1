"""How fast a file of 100,000 lines is read, previewed and stored under row level security."""

import contextlib
import io
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import psutil

from core.intake import child, reader
from core.intake.table import SHOWN_ROWS
from core.model.batch import BatchKind
from core.model.identity import Role
from core.outlets.explainer import Explainer
from core.services import importing
from core.services.importing import Preview
from core.services.workspace import Workspace
from core.settings import load
from core.store import embedded
from core.store.address import as_app
from core.store.database import Database
from core.store.migrate import migrate
from tests.conftest import APP_PASSWORD, company_in

ROWS = 100_000
ROUNDS = 5
BANK_HEAD = "transaction_id,payment_date,amount,currency,counterparty,description,reference"
BILL_HEAD = "invoice_number,counterparty,issue_date,due_date,total_amount,currency,reference_number"


def table() -> str:
    """Against an all-text pandas reader of the same bytes, in CPU seconds of this process, of the readers it
    starts and of the database; storing in rows per second of the clock, commit included."""
    lines = [f"| {ROWS:,} lines | bank lines | invoices |", "|---|---:|---:|"]
    with books() as (database, home):
        both = [_figures(database, home, kind, make()) for kind, make in FILES.items()]
    return "\n".join([*lines, *(f"| {name} | {one} | {both[1][name]} |" for name, one in both[0].items())])


def statement() -> bytes:
    """A plain CSV of bank lines."""
    rows = (
        f"Z{i},2026-{i % 12 + 1:02d}-{i % 28 + 1:02d},{i % 9999 + 0.25:.2f},USD,Customer {i % 3000} Ltd,"
        f"Invoice R-{i} with thanks,R{i}"
        for i in range(ROWS)
    )
    return "\n".join((BANK_HEAD, *rows)).encode()


def bills() -> bytes:
    """A plain CSV of invoices."""
    rows = (
        f"INV-{i:06d},Customer {i % 3000} Ltd,2026-{i % 12 + 1:02d}-{i % 28 + 1:02d},"
        f"2026-12-{i % 28 + 1:02d},{i % 9999 + 0.25:.2f},USD,R{i}"
        for i in range(ROWS)
    )
    return "\n".join((BILL_HEAD, *rows)).encode()


FILES = {BatchKind.PAYMENTS: statement, BatchKind.INVOICES: bills}


def _figures(database: Database, home: Path, kind: BatchKind, data: bytes) -> dict[str, str]:
    name = f"{kind.value}.csv"
    server = psutil.Process(int((home / "pg" / "postmaster.pid").read_text().split()[0]))
    race = Race(server, lambda: pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False))
    new = [_desk(database, home) for _ in range(ROUNDS)]
    first = iter(new)
    seconds: list[float] = []
    found = {
        "read and checked": race.times(lambda: reader.read(data, name, kind)),
        "the same in a process of its own": race.times(lambda: child.read_file(data, name, kind)),
        "from drop to preview, all new": race.times(lambda: _look(next(first), data, name)),
    }
    for desk in new:
        preview = importing.preview(desk, data, name)
        begun = time.perf_counter()
        assert importing.store(desk, preview).added == ROWS
        seconds.append(time.perf_counter() - begun)
    found["from drop to preview, all known"] = race.times(lambda: _look(new[0], data, name))
    best, middle = ROWS / min(seconds), ROWS / statistics.median(seconds)
    return found | {"stored, best (median)": f"{best:,.0f} ({middle:,.0f}) rows/s"}


def _look(desk: Workspace, data: bytes, name: str) -> Preview:
    """What the Upload page asks for a dropped file, and looks at."""
    preview = importing.preview(desk, data, name)
    reading = preview.reading
    assert len(reading.invoices[:SHOWN_ROWS] or reading.payments[:SHOWN_ROWS]) == SHOWN_ROWS
    assert preview.new + preview.known == ROWS
    return preview


def cpu_seconds(server: psutil.Process) -> float:
    """Processor time of this process, of the children it has waited for, and of the whole database server."""
    readers = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() + readers.ru_utime + readers.ru_stime
    for process in (server, *server.children()):
        with contextlib.suppress(psutil.NoSuchProcess):  # what it used is then its server's
            used = process.cpu_times()
            seconds += used.user + used.system + used.children_user + used.children_system
    return float(seconds)


class Race:
    """CPU seconds beside the plain reader's, measured one right after the other; the medians of several."""

    def __init__(self, server: psutil.Process, plain: Callable[[], object]) -> None:
        self._server, self._plain = server, plain

    def times(self, work: Callable[[], object]) -> str:
        """CPU seconds of the work, and how many times those of the plain reader."""
        pairs = [(self._seconds(self._plain), self._seconds(work)) for _ in range(ROUNDS)]
        took = statistics.median(mine for _, mine in pairs)
        return f"{took:.2f} CPU s, {statistics.median(mine / plain for plain, mine in pairs):.1f} x"

    def _seconds(self, work: Callable[[], object]) -> float:
        begun = cpu_seconds(self._server)
        work()
        return cpu_seconds(self._server) - begun


@contextmanager
def books() -> Iterator[tuple[Database, Path]]:
    """An embedded server that keeps every safety it has, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="tieout-bench-"))
    try:
        admin = embedded.start(home)
        migrate(admin, APP_PASSWORD)
        database = Database(as_app(admin, APP_PASSWORD))
        yield database, home
        database.close()
    finally:
        embedded.stop(home)
        shutil.rmtree(home, ignore_errors=True)


def _desk(database: Database, home: Path) -> Workspace:
    made = company_in(database, "Bench")
    settings = load({"TIEOUT_HOME": str(home), "TIEOUT_ANCHOR_KEY": "only for the bench"})
    return Workspace(
        database, settings, Explainer("", "", "", 1.0), made.company, made.admin, Role.ADMIN, "cli"
    )
