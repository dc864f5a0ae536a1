"""Drills: many people at the same items at once, and an importer killed at any moment."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import text

from core.model.errors import ConflictError, NotFoundError, OverAllocationError
from core.model.rules import DEFAULT
from core.services import auditing, reporting, reviewing
from core.services.workspace import Workspace
from core.store import audit, matches, runs
from core.store.database import Database
from tests.conftest import Server, TestCompany
from tests.store.books import invoice, invoice_id, pairs, payment, payment_id, store_invoices, store_payments
from tests.stories import importer
from tests.stories.test_books_stay_true import _COUNTERS

ITEMS, SESSIONS, KILLS = 120, 20, 200

_WHOLE = text("""
    select
        (select count(*) from import_batches as b
            where b.added <> (select count(*) from payments as p where p.batch_id = b.id)) as partial,
        (select count(*) - count(distinct (fingerprint, occurrence)) from payments) as doubled,
        (select count(*) from payments) as lines,
        (select count(*) from import_batches) as batches,
        (select count(*) from audit_entries where action = 'import.stored') as entries
""")


def _hot_items(database: Database, company: TestCompany) -> list[UUID]:
    """Every bank line claims its own invoice and, second, its neighbour's."""
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice(f"H-{n}") for n in range(ITEMS)])
        store_payments(scope, [payment(bank_id=f"H{n}") for n in range(ITEMS)])
        lines = [payment_id(scope, f"H{n}") for n in range(ITEMS)]
        bills = [invoice_id(scope, f"H-{n}") for n in range(ITEMS)]
        own = [(lines[n], bills[n], 100_00, "review") for n in range(ITEMS)]
        neighbours = [(lines[n], bills[(n + 1) % ITEMS], 100_00, "review") for n in range(ITEMS)]
        run = runs.begin(scope, 0, DEFAULT, "drill")
        matches.propose(scope, run.id, pairs(*own, *neighbours, choice=[1] * ITEMS + [2] * ITEMS))
        runs.finish(scope, run.id, 0, ITEMS, 0, 0)
    return lines


@pytest.mark.drill
def test_twenty_sessions_at_the_same_items_decide_each_once(
    database: Database, company: TestCompany, desk: Callable[..., Workspace]
) -> None:
    lines, workspace = _hot_items(database, company), desk(company)

    def work(session: int) -> tuple[int, int]:
        dice, taken, refused = random.Random(session), 0, 0
        for line in dice.sample(lines, ITEMS):
            try:
                item = reviewing.item(workspace, line)
                chosen = dice.choice(item.proposals)
                reviewing.confirm(workspace, line, chosen.hypothesis, item.version)
                taken += 1
            except (ConflictError, OverAllocationError, NotFoundError):
                refused += 1
        return taken, refused

    began = time.perf_counter()
    with ThreadPoolExecutor(SESSIONS) as people:
        done = list(people.map(work, range(SESSIONS)))
    seconds = time.perf_counter() - began
    taken, asked = sum(each[0] for each in done), SESSIONS * ITEMS
    print(f"{asked / seconds:,.0f} decisions/s asked for, {taken} taken, {seconds:.1f} s")
    assert 0 < taken <= ITEMS
    with workspace.scope() as scope:
        assert scope.connection.execute(_COUNTERS).scalar_one() == 0
    entries = auditing.entries(workspace, auditing.AuditFilter(action="match.confirmed")).total
    assert entries == taken
    report = reporting.kpis(workspace, None)
    assert report.payment_states.balanced
    settled = report.payment_states.rows.set_index("state")["count"].get("settled", 0)
    assert settled == taken, "no decision was lost and none counted twice"
    auditing.verify(workspace)


def _import_beside(app_url: str, company: UUID, done: threading.Event) -> None:
    """Imports the same statements as the ones that are killed, again and again, at the same time."""
    dice = random.Random(11)
    while not done.is_set():
        importer.bring(app_url, company, dice.randrange(KILLS))


@pytest.mark.drill
def test_an_importer_killed_at_any_moment_leaves_a_whole_import_or_none(
    server: Server, database: Database, company: TestCompany
) -> None:
    spawn = multiprocessing.get_context("forkserver")
    spawn.set_forkserver_preload(["tests.stories.importer"])
    dice, killed, usual = random.Random(7), 0, 0.0
    done = threading.Event()
    beside = threading.Thread(target=_import_beside, args=(server.app_url, company.id, done))
    beside.start()
    try:
        for file in range(KILLS):
            process = spawn.Process(target=importer.bring, args=(server.app_url, company.id, file))
            began = time.perf_counter()
            process.start()
            if file < 5:  # learns how long an undisturbed import takes, once the server of processes is warm
                process.join()
                usual = time.perf_counter() - began
            else:
                process.join(dice.uniform(0, usual))
                if process.is_alive() and process.pid:
                    os.kill(process.pid, signal.SIGKILL)
                    killed += 1
                process.join()
            process.close()
            with database.tenant(company.id, company.actor) as scope:
                found = scope.connection.execute(_WHOLE).one()
                assert (found.partial, found.doubled) == (0, 0)
                assert found.batches == found.entries
    finally:
        done.set()
        beside.join()
    assert killed > KILLS // 4, "many were killed under way"
    for file in range(KILLS):
        importer.bring(server.app_url, company.id, file)
    with database.tenant(company.id, company.actor) as scope:
        found = scope.connection.execute(_WHOLE).one()
        assert (found.lines, found.partial, found.doubled) == (KILLS * importer.LINES, 0, 0)
        assert audit.verify(scope).sequence == found.entries
    print(f"{killed} of {KILLS} imports killed; {found.lines:,} lines, none lost, doubled or partial")
