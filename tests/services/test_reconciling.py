"""A run posts what it can stand behind, proposes the rest, and says what nobody can place."""

from collections import Counter

import pytest

from core.model.batch import BatchKind
from core.model.case import Severity
from core.model.errors import AccessError
from core.model.identity import Role
from core.model.money import Money
from core.services import auditing, reconciling, reporting, resolving, reviewing
from core.services.workspace import Workspace
from core.store import listings, positions
from tests.services.conftest import INVOICES, bring, waiting


def _standing(workspace: Workspace):
    with workspace.scope() as scope:
        rows = listings.standing(scope, listings.AllocationFilter(), 1000).rows
    return rows.sort_values(["number", "payment_minor"])[["number", "payment_minor", "actor"]].to_dict(
        "records"
    )


def test_a_run_posts_certain_matches_as_the_engine(books: Workspace) -> None:
    run = reconciling.run(books)
    posted = {row["number"]: row for row in _standing(books)}
    assert posted["A-1001"] == {"number": "A-1001", "payment_minor": 119000, "actor": "engine"}
    assert posted["A-1003"]["payment_minor"] == 204420
    assert run.matched >= 2
    assert run.set_aside == 1, "payroll is not about invoices"


def test_a_second_run_changes_nothing(books: Workspace) -> None:
    reconciling.run(books)
    before = _standing(books)
    reconciling.run(books)
    assert _standing(books) == before
    with books.scope() as scope:
        reversals = listings.standing(scope, listings.AllocationFilter(actor="engine"), 100).total
    assert reversals == len(before)


def test_a_persons_decision_survives_every_run(queue: Workspace) -> None:
    item = waiting(queue)
    reviewing.confirm(queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    by_people = [row for row in _standing(queue) if row["actor"] == "person"]
    reconciling.run(queue)
    assert by_people
    assert [row for row in _standing(queue) if row["actor"] == "person"] == by_people


def test_every_item_is_in_exactly_one_state(books: Workspace) -> None:
    for step in (None, reconciling.run):
        if step:
            step(books)
        report = reporting.kpis(books, None)
        assert report.states.balanced
        assert report.payment_states.balanced
        assert report.states.rows["count"].sum() == 7
        assert report.payment_states.rows["count"].sum() == 7


def test_what_cannot_be_placed_becomes_a_case_once(books: Workspace) -> None:
    reconciling.run(books)
    first = resolving.cases(books, resolving.CaseFilter()).rows
    assert "STRANGER PLC" in set(first["name"])
    assert "Never Pays Inc" in set(first["name"])
    reconciling.run(books)
    again = resolving.cases(books, resolving.CaseFilter()).rows
    assert Counter(again["case_id"]) == Counter(first["case_id"])


def test_a_case_closes_by_itself_when_its_money_finds_an_invoice(books: Workspace) -> None:
    reconciling.run(books)
    header = INVOICES.splitlines()[0]
    bring(
        books, f"{header}\nS-1,Stranger plc,2026-04-01,2026-05-01,77.70,EUR,,THANK YOU\n", BatchKind.INVOICES
    )
    reconciling.run(books)
    names = set(resolving.cases(books, resolving.CaseFilter()).rows["name"])
    assert "STRANGER PLC" not in names


@pytest.mark.parametrize(
    ("amount", "age_days", "severity"),
    [
        ("999.99", 60, Severity.LOW),
        ("999.99", 61, Severity.MEDIUM),
        ("-1000.00", 0, Severity.MEDIUM),
        ("10000.00", 0, Severity.HIGH),
        ("10000.00", 400, Severity.HIGH),
    ],
)
def test_severity_grows_with_money_and_age(amount: str, age_days: int, severity: Severity) -> None:
    assert reconciling.severity_of(Money.of(amount, "EUR"), age_days) is severity


def test_a_run_is_on_the_record_and_anchored(books: Workspace) -> None:
    run = reconciling.run(books)
    entry = auditing.entries(books, auditing.AuditFilter(action="run.done")).rows.iloc[0]
    assert entry["after"]["matched"] == run.matched
    assert auditing.verify(books).anchored == 1


def test_a_viewer_runs_nothing(desk, company) -> None:
    with pytest.raises(AccessError):
        reconciling.run(desk(company, Role.VIEWER))


def test_an_empty_company_runs_without_a_complaint(workspace: Workspace) -> None:
    run = reconciling.run(workspace)
    assert (run.matched, run.proposed, run.excepted) == (0, 0, 0)


def test_the_other_company_is_not_touched(books: Workspace, other_workspace: Workspace) -> None:
    reconciling.run(books)
    with other_workspace.scope() as scope:
        assert positions.states_summary(scope).empty
    assert reviewing.queue(other_workspace).total == 0
