"""How fast a file of 100,000 lines is read, previewed and stored under row level security."""

import io
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import psutil
from sqlalchemy import text

from core.intake import child, reader
from core.model.batch import BatchKind
from core.model.invoice import Direction, Invoice
from core.model.money import Money
from core.model.payment import Payment
from core.store import batches, embedded, invoices, payments
from core.store.address import as_app
from core.store.database import Database
from core.store.migrate import migrate
from core.store.tenancy import Scope
from tests.conftest import APP_PASSWORD, company_in

ROWS = 100_000
ROUNDS = 3
HEAD = "transaction_id,payment_date,amount,currency,counterparty,description,reference"


def table() -> str:
    """Read against an all-text pandas reader in CPU seconds; stored in rows per second of the clock."""
    data = statement()
    plain = median_cpu(lambda: pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False))
    read = median_cpu(lambda: reader.read(data, "bank.csv", BatchKind.PAYMENTS))
    whole = median_cpu(lambda: child.read_file(data, "bank.csv", BatchKind.PAYMENTS))
    lines = [
        f"| pandas.read_csv, all text | {plain:.2f} CPU s | 1.0 x |",
        f"| read and checked | {read:.2f} CPU s | {read / plain:.1f} x |",
        f"| read in a process of its own, from drop to values | {whole:.2f} CPU s | {whole / plain:.1f} x |",
    ]
    for what, seconds, cpu in stored():
        lines.append(f"| {what} stored | {seconds:.2f} s ({cpu:.2f} CPU s) | {ROWS / seconds:,.0f} rows/s |")
    return "\n".join((f"| {ROWS:,} lines | takes | that is |", "|---|---:|---:|", *lines))


def statement() -> bytes:
    """A plain CSV of bank lines."""
    rows = (
        f"Z{i},2026-{i % 12 + 1:02d}-{i % 28 + 1:02d},{i % 9999 + 0.25:.2f},USD,Customer {i % 3000} Ltd,"
        f"Invoice R-{i} with thanks,R{i}"
        for i in range(ROWS)
    )
    return "\n".join((HEAD, *rows)).encode()


def cpu_seconds() -> float:
    """Processor time of this process and of the children it has waited for."""
    used = psutil.Process().cpu_times()
    return float(used.user + used.system + used.children_user + used.children_system)


def median_cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one go, the median of three."""
    took = []
    for _ in range(ROUNDS):
        begun = cpu_seconds()
        work()
        took.append(cpu_seconds() - begun)
    return statistics.median(took)


def stored() -> list[tuple[str, float, float]]:
    """What was stored, seconds by the clock (commit included) and CPU seconds of client and server; the best
    of three, each in a new company on an embedded server that keeps every safety it has."""
    bills = [
        Invoice(
            f"R-{n}", Direction.RECEIVABLE, f"Buyer {n % 2000}", _day(n), _day(n + 30), Money(100 + n, "EUR")
        )
        for n in range(ROWS)
    ]
    lines = [
        Payment(
            _day(n), Money(100 + n, "EUR"), f"B{n}", f"Buyer {n % 2000}", f"Invoice R-{n} thanks", f"R-{n}"
        )
        for n in range(ROWS)
    ]
    home = Path(tempfile.mkdtemp(prefix="tieout-bench-"))
    try:
        admin = embedded.start(home)
        migrate(admin, APP_PASSWORD)
        database = Database(as_app(admin, APP_PASSWORD))
        found = []
        for what, kind, store, rows in (
            ("bank lines", BatchKind.PAYMENTS, payments.store, lines),
            ("invoices", BatchKind.INVOICES, invoices.store, bills),
        ):
            goes = [_one(database, kind, store, rows) for _ in range(ROUNDS)]
            found.append((what, *min(goes)))
        database.close()
        return found
    finally:
        embedded.stop(home)
        shutil.rmtree(home, ignore_errors=True)


def _one(
    database: Database, kind: BatchKind, store: Callable[..., object], rows: list[object]
) -> tuple[float, float]:
    company = company_in(database, "Bench")
    begun, used = time.perf_counter(), cpu_seconds()
    with database.tenant(company.id, company.actor) as scope:
        server = _server(scope)
        before = sum(server.cpu_times()[:2])
        batch = batches.create(scope, kind, "bench.csv", "0" * 64, {})
        store(scope, batch, rows)
        batches.finish(scope, batch, len(rows), 0, [])
        cpu = sum(server.cpu_times()[:2]) - before
    return time.perf_counter() - begun, cpu_seconds() - used + cpu


def _server(scope: Scope) -> psutil.Process:
    """The server's process that works for this connection."""
    return psutil.Process(scope.connection.execute(text("select pg_backend_pid()")).scalar_one())


def _day(n: int) -> date:
    return date(2026, 1, 1) + timedelta(days=n % 365)
