"""A process of its own that imports one file, so that it can be killed at any moment."""

from datetime import date, timedelta
from uuid import UUID

from core.model.batch import BatchKind
from core.model.payment import Payment
from core.store import audit, batches, payments
from core.store.database import Database
from core.store.tenancy import Actor
from tests.store.books import payment

LINES, OVERLAP = 500, 100


def lines_of(file: int) -> list[Payment]:
    """The lines of the n-th statement; it begins with the last ones of the statement before."""
    first = file * LINES - (OVERLAP if file else 0)
    return [
        payment(100 + n % 5, f"K{n}", description=f"line {n}", paid_on=date(2026, 1, 1) + timedelta(n % 300))
        for n in range(first, (file + 1) * LINES)
    ]


def bring(app_url: str, company: UUID, file: int) -> None:
    """Imports the n-th statement in one transaction, as the verb does: batch, lines, counts, record."""
    database = Database(app_url, pool_size=1, overflow=0)
    lines = lines_of(file)
    with database.tenant(company, Actor(None, "importer", "drill")) as scope:
        batch = batches.create(scope, BatchKind.PAYMENTS, f"{file}.csv", "0" * 64, {})
        stored = payments.store(scope, batch, lines)
        batches.finish(scope, batch, stored.added, stored.known, [])
        audit.append(scope, "import.stored", "import", batch, after={"added": stored.added})
    database.close()
