"""Runs, imports and invoices are taken back as a whole: what they pull along is said first, and then done."""

from typing import Any
from uuid import UUID

import pytest

from core.model.batch import BatchKind
from core.model.errors import AccessError, ConflictError
from core.model.identity import Role
from core.model.reasons import Reason
from core.services import auditing, importing, reconciling, reporting, resolving, reviewing, undoing
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from core.store import listings, positions
from tests.services.conftest import INVOICES, PAYMENTS, bring, waiting

MATCHED = "5,077.01 EUR"  # all but the stranger's line and the payroll
HEADER = INVOICES.splitlines()[0]


def everything(workspace: Workspace) -> dict[str, Any]:
    """All that people read but the record: items and their states, matches, queue, cases, key figures."""
    with workspace.scope() as scope:
        states = positions.states_summary(scope).to_dict("records")
        outcomes = positions.invoice_outcomes(scope).astype(str).to_dict("records")
        standing = listings.standing(scope, listings.AllocationFilter(), 1_000).rows
        payments = listings.payments(scope, listings.ItemFilter(), 1_000).rows
    matched = standing.drop(columns=["allocation", "created_at", "reasons"]).astype(str)
    cases = resolving.cases(workspace, resolving.CaseFilter(limit=1_000)).rows
    queued = reviewing.queue(workspace, QueueFilter(order="oldest", limit=1_000)).rows
    return {
        "states": states,
        "outcomes": outcomes,
        "matched": sorted(map(str, matched.to_dict("records"))),
        "aside": sorted(zip(payments["payment"], payments["set_aside_reason"], strict=True)),
        "cases": sorted(map(str, cases.drop(columns="opened_at").to_dict("records"))),
        "queue": sorted(map(str, queued.to_dict("records"))),
        "kpis": str(reporting.kpis(workspace, None).to_mapping()),
    }


def _invoice(workspace: Workspace, number: str) -> UUID:
    with workspace.scope() as scope:
        rows = listings.invoices(scope, listings.ItemFilter(words=number), 10).rows
    return UUID(rows["invoice"].iloc[0])


def test_undoing_the_first_run_leaves_the_books_as_imported(books: Workspace) -> None:
    before = everything(books)
    run = reconciling.run(books)
    along = undoing.preview_run(books, run.id)
    assert not along.refused
    assert along.lines[0] == f"{run.matched} automatic matches will be reversed: {MATCHED}"
    said = undoing.undo_run(books, run.id)
    assert said.startswith("Run 1 undone: ")
    assert everything(books) == before
    assert auditing.verify(books)


def test_undoing_a_later_run_brings_back_what_it_replaced(queue: Workspace) -> None:
    """New invoices and lines change the second run's mind; without it everything is as the first left it."""
    more = (
        f"{HEADER}\nA-1008,Stranger plc,2026-04-01,2026-04-30,77.70,EUR,,\n"
        "A-1009,Lindholm Optik AB,2026-03-12,2026-04-11,585.00,EUR,,\n"
    )
    bring(queue, more, BatchKind.INVOICES)
    before = everything(queue)
    second = reconciling.run(queue)
    assert everything(queue) != before
    undoing.undo_run(queue, second.id)
    assert everything(queue) == before
    third = reconciling.run(queue)
    undoing.undo_run(queue, third.id)
    assert everything(queue) == before


def test_what_people_decided_survives_the_undoing_of_a_run(queue: Workspace) -> None:
    item = waiting(queue)
    reviewing.confirm(queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    run = undoing.all_runs(queue)[0]
    assert any("stay" in line for line in undoing.preview_run(queue, run.id).lines)
    undoing.undo_run(queue, run.id)
    with queue.scope() as scope:
        standing = listings.standing(scope, listings.AllocationFilter(), 100).rows
    assert list(standing["actor"]) == ["person"]


def test_only_the_newest_run_can_be_undone_and_only_once(queue: Workspace) -> None:
    first = undoing.all_runs(queue)[0]
    second = reconciling.run(queue)
    with pytest.raises(ConflictError, match=f"Run {second.number} was made after"):
        undoing.undo_run(queue, first.id)
    undoing.undo_run(queue, second.id)
    with pytest.raises(ConflictError, match="no longer in effect"):
        undoing.undo_run(queue, second.id)
    undoing.undo_run(queue, first.id)


def test_runs_and_imports_are_a_managers_to_undo(queue: Workspace, desk, company) -> None:
    analyst = desk(company, Role.ANALYST)
    run, batch = undoing.all_runs(queue)[0], importing.all_batches(queue)[0]
    with pytest.raises(AccessError):
        undoing.undo_run(analyst, run.id)
    with pytest.raises(AccessError):
        undoing.undo_import(analyst, batch.id)
    undoing.undo_run(desk(company, Role.MANAGER), run.id)


def test_a_fresh_import_undone_leaves_no_trace_in_any_figure(queue: Workspace) -> None:
    before = everything(queue)
    batch = bring(queue, f"{HEADER}\nC-1,New Co,2026-03-01,2026-04-01,10.00,EUR,,\n", BatchKind.INVOICES)
    assert everything(queue) != before
    assert undoing.undo_import(queue, batch.id).endswith(
        "1 row removed from the books, no automatic matches changed."
    )
    assert everything(queue) == before
    with pytest.raises(ConflictError, match="already been undone"):
        undoing.undo_import(queue, batch.id)
    assert importing.all_batches(queue)[0].undone_at is not None


def test_an_import_takes_its_automatic_matches_along_and_says_so(books: Workspace) -> None:
    reconciling.run(books)
    bank = next(each for each in importing.all_batches(books) if each.kind is BatchKind.PAYMENTS)
    lines = undoing.preview_import(books, bank.id).lines
    assert lines[0] == "7 rows will be removed from the books"
    assert "automatic match" in lines[1]
    undoing.undo_import(books, bank.id)
    report = reporting.kpis(books, None)
    assert report.payment_states.rows["count"].sum() == 0
    assert report.states.balanced
    assert report.payment_states.balanced
    with books.scope() as scope:
        assert listings.standing(scope, listings.AllocationFilter(), 10).total == 0
    assert reviewing.queue(books).total == 0
    assert bring(books, PAYMENTS, BatchKind.PAYMENTS).added == 7, "the file may come again"


@pytest.mark.parametrize("verb", ["confirm", "set_aside"])
def test_an_import_with_a_persons_decision_on_it_is_not_undone(queue: Workspace, verb: str) -> None:
    item = waiting(queue)
    if verb == "confirm":
        decided = reviewing.confirm(queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    else:
        decided = reviewing.set_aside(queue, item.payment.id, Reason.RENT, item.version)
    batch = importing.all_batches(queue)[0]
    refused = undoing.preview_import(queue, batch.id).refused
    assert "must be undone first" in refused
    before = everything(queue)
    with pytest.raises(ConflictError, match="must be undone first"):
        undoing.undo_import(queue, batch.id)
    assert everything(queue) == before
    reviewing.undo(queue, decided.entry)
    undoing.undo_import(queue, batch.id)


def test_voiding_takes_automatic_matches_back_and_can_itself_be_taken_back(queue: Workspace) -> None:
    before, bill = everything(queue), _invoice(queue, "A-1001")
    assert undoing.preview_void(queue, bill).lines == ("1 automatic match will be reversed: 1,190.00 EUR",)
    assert undoing.void(queue, bill, "billed twice") == "Invoice A-1001 is void: 1 automatic match reversed."
    assert everything(queue) != before
    with pytest.raises(ConflictError, match="already void"):
        undoing.void(queue, bill)
    said = undoing.restore(queue, bill)
    assert said.startswith("Invoice A-1001 is open again")
    assert everything(queue) == before
    with pytest.raises(ConflictError):
        undoing.restore(queue, bill)


@pytest.mark.parametrize("number", ["B-2001", "A-1007"])
def test_a_voided_invoice_with_proposals_or_a_case_is_restored_with_them(
    queue: Workspace, number: str
) -> None:
    before, bill = everything(queue), _invoice(queue, number)
    undoing.void(queue, bill)
    undoing.restore(queue, bill)
    assert everything(queue) == before


def test_an_invoice_with_a_persons_match_is_not_voided(queue: Workspace) -> None:
    item = waiting(queue)
    chosen = item.proposals[0]
    reviewing.confirm(queue, item.payment.id, chosen.hypothesis, item.version)
    with pytest.raises(ConflictError, match="1 match made by a person"):
        undoing.void(queue, chosen.legs[0].invoice.id)


def test_every_undoing_is_on_the_record(queue: Workspace) -> None:
    undoing.undo_run(queue, undoing.all_runs(queue)[0].id)
    undoing.void(queue, _invoice(queue, "A-1002"), "never delivered")
    undoing.undo_import(queue, importing.all_batches(queue)[0].id)
    entries = auditing.entries(queue, auditing.AuditFilter()).rows
    assert list(entries["action"][:3]) == ["import.undone", "invoice.voided", "run.undone"]
    assert entries["reason"].iloc[1] == "never delivered"
    assert auditing.verify(queue)
