"""A hundred thousand rows: they go in, and all that reads whole books answers in seconds, not hours."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from core.model.rules import DEFAULT
from core.store import allocations, invoices, ledger, listings, matches, positions, queues, runs
from core.store.database import Database
from core.store.ledger import LedgerFilter, LedgerState
from tests.conftest import TestCompany
from tests.store.books import invoice, pairs, payment, store_invoices, store_payments

ROWS = 100_000
START = date(2026, 1, 1)


@contextmanager
def _within(seconds: float, what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took = time.perf_counter() - began
    print(f"{what}: {took:.2f} s, {ROWS / took:,.0f} rows/s")
    assert took < seconds


@pytest.mark.drill
def test_a_hundred_thousand_rows_stay_a_matter_of_seconds(database: Database, company: TestCompany) -> None:
    """Bounds are far above what two busy cores take: they catch a plan gone wrong, not a busy day."""
    bills = [invoice(f"R-{n}", 100 + n, f"Buyer number {n % 2000}", reference=f"PO{n}") for n in range(ROWS)]
    lines = [
        payment(100 + n, f"B{n}", counterparty=f"Buyer number {n % 2000}",
                description=f"Invoice R-{n} thanks", paid_on=START + timedelta(days=n % 365))
        for n in range(ROWS)
    ]  # fmt: skip

    def reading(seconds: float, what: str, read: Callable[..., object], *more: object) -> None:
        with database.tenant(company.id, company.actor) as scope, _within(seconds, what):
            read(scope, *more)

    reading(30, "store payments", store_payments, lines)
    reading(30, "store the same again", store_payments, lines)
    reading(30, "store invoices", store_invoices, bills)
    reading(30, "preview invoices", invoices.preview, bills)
    with database.tenant(company.id, company.actor) as scope, _within(20, "frames"):
        billed, paid = positions.matching_frames(scope)
    billed, paid = billed.sort_values("amount_minor"), paid.sort_values("amount_minor")
    said = zip(paid["payment"], billed["invoice"], billed["amount_minor"], strict=True)
    proposed = pairs(*((line, bill, minor, "auto") for line, bill, minor in said))
    proposed.loc[proposed.index % 4 == 0, "decision"] = "review"
    for turn in ("first run", "second run"):
        with database.tenant(company.id, company.actor) as scope, _within(120, turn):
            run = runs.begin(scope, 0, DEFAULT, "x")
            matches.propose(scope, run.id, proposed)
            replaced = allocations.post_automatic(scope, run.id, 0)
            runs.finish(scope, run.id, 0, 0, 0, 0)
        assert replaced.posted == (ROWS * 3 // 4 if turn == "first run" else 0)
    reading(10, "data version", runs.data_version)
    reading(20, "queue page", queues.page, queues.QueueFilter(), 50)
    reading(20, "states", positions.states_summary)
    reading(30, "outcomes", positions.invoice_outcomes)
    reading(20, "allocations page", listings.standing, listings.AllocationFilter(), 50)
    reading(20, "invoices page", listings.invoices, listings.ItemFilter(), 50)
    for what, page in (
        ("invoices", ledger.invoices),
        ("payments", ledger.payments),
        ("matches", ledger.matches),
    ):
        reading(5, f"ledger {what}", page, LedgerFilter(), 50)
        reading(5, f"ledger {what}, the last page", page, LedgerFilter(), 50, ledger.CAP - 50)
        reading(10, f"ledger {what}, searched", page, LedgerFilter(words="R-77777"), 50)
    reading(5, "ledger invoices that wait", ledger.invoices, LedgerFilter(state=LedgerState.PROPOSED), 50)
