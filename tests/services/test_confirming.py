"""Many lines are confirmed as stated or not at all, and undone as one; what was done lately is listed."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from core.model.errors import ConflictError, NotFoundError
from core.model.identity import Role
from core.model.rules import STRICT
from core.services import (
    allocating,
    auditing,
    confirming,
    importing,
    looking_back,
    reconciling,
    reporting,
    reviewing,
    tuning,
    undoing,
)
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from tests.services.conftest import waiting
from tests.services.test_undoing import everything


@pytest.fixture
def long_queue(books: Workspace) -> Workspace:
    """Rules that decide nothing alone leave everything to a person."""
    tuning.save(books, STRICT.with_(name="careful", accept_from="1", margin="20"), "", 0)
    reconciling.run(books)
    assert reviewing.queue(books).total >= 4
    return books


def lines(workspace: Workspace, **wanted: object) -> list[UUID]:
    rows = reviewing.queue(workspace, QueueFilter(limit=1_000, **wanted)).rows  # type: ignore[arg-type]
    return [UUID(key) for key in rows["payment_id"]]


def test_what_is_stated_is_what_is_confirmed_and_one_undo_takes_all_back(long_queue: Workspace) -> None:
    before, told = everything(long_queue), []
    many = confirming.stated(long_queue, lines(long_queue, minimum_score=0.5))
    rows = reviewing.queue(long_queue, QueueFilter(only=many.lines)).rows
    signed = rows["open_minor"]
    sides = {"received": signed[signed > 0].sum(), "paid": -signed[signed < 0].sum()}
    assert {name: sum(getattr(many.money, name).values()) for name in sides} == sides
    assert many.least_sure == rows["score"].min() >= 0.5
    done = confirming.confirm(long_queue, many, lambda at, of: told.append((at, of)))
    assert (done.confirmed, done.left) == (len(many.lines), 0)
    assert told[-1] == (len(many.lines), len(many.lines))
    assert not set(many.lines) & set(lines(long_queue))
    assert reporting.kpis(long_queue, None).payment_states.balanced
    listed = looking_back.lately(long_queue, 5)[0]
    assert (listed.action, listed.subject_id) == ("bulk.confirmed", str(done.id))
    assert any("reversed" in line for line in looking_back.rehearse(long_queue, listed.entry).lines)
    assert "reversed" in confirming.undo(long_queue, done.id)
    assert everything(long_queue) == before
    assert looking_back.lately(long_queue, 5)[0].undone
    with pytest.raises(ConflictError, match="already been undone"):
        confirming.undo(long_queue, done.id)
    auditing.verify(long_queue)


def test_two_lines_for_one_invoice_are_not_both_confirmed(queue: Workspace) -> None:
    """The tied line and its twin claim the same invoice: one is confirmed, the other still waits."""
    item = waiting(queue)
    done = confirming.confirm(queue, confirming.stated(queue, [item.payment.id, item.payment.id]))
    assert done.confirmed == 1
    assert reporting.kpis(queue, None).states.balanced


def test_a_queue_that_changed_since_it_was_counted_is_not_confirmed(long_queue: Workspace) -> None:
    many = confirming.stated(long_queue, lines(long_queue))
    first = reviewing.item(long_queue, many.lines[0])
    reviewing.reject(long_queue, first.payment.id, first.proposals[0].hypothesis, first.version)
    with pytest.raises(ConflictError, match="changed since this was counted"):
        confirming.confirm(long_queue, replace(many, least_sure=2.0))
    assert not auditing.entries(long_queue, auditing.AuditFilter(action="bulk.confirmed")).total


def test_what_was_never_confirmed_at_once_cannot_be_undone(long_queue: Workspace) -> None:
    with pytest.raises(NotFoundError):
        confirming.undo(long_queue, uuid4())


def test_everything_done_lately_is_listed_with_who_and_whether_it_stands(long_queue: Workspace) -> None:
    item = reviewing.item(long_queue, lines(long_queue)[0])
    decided = reviewing.confirm(long_queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    actions = [deed.action for deed in looking_back.lately(long_queue, 10)]
    assert actions == ["match.confirmed", "run.done", "rules.saved", "import.stored", "import.stored"]
    assert looking_back.lately(long_queue, 1)[0].sentence == decided.sentence
    reviewing.undo(long_queue, decided.entry)
    assert looking_back.lately(long_queue, 1)[0].undone
    assert looking_back.lately(long_queue, 9, mine=True)[0].by == long_queue.actor.name


def test_a_rehearsal_changes_nothing_and_says_what_would_follow(long_queue: Workspace) -> None:
    item = reviewing.item(long_queue, lines(long_queue)[0])
    decided = reviewing.confirm(long_queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    after = everything(long_queue)
    said = looking_back.rehearse(long_queue, decided.entry)
    assert said.lines[0] == f"{len(item.proposals[0].legs)} match reversed"
    assert everything(long_queue) == after
    reviewing.undo(long_queue, decided.entry)
    assert looking_back.rehearse(long_queue, decided.entry).refused


def test_a_change_of_the_rules_is_undone_by_its_manager(long_queue: Workspace, desk, company) -> None:
    version = tuning.saved_rules(long_queue).version
    assert "in force again" in undoing.preview_rules(long_queue, version).lines[0]
    said = undoing.undo_rules(long_queue, version)
    assert "undone" in said
    assert tuning.saved_rules(long_queue).rules == tuning.BEFORE_ANY.rules
    assert looking_back.lately(long_queue, 1)[0].undone or looking_back.lately(long_queue, 2)[1].undone
    with pytest.raises(ConflictError, match="saved after it"):
        undoing.undo_rules(long_queue, version)
    listed = looking_back.lately(desk(company, Role.ANALYST), 9)
    assert {deed.may_undo for deed in listed if deed.action == "rules.saved"} == {False}
    assert importing.all_batches(long_queue)
    assert allocating.for_line(long_queue, lines(long_queue)[0]).bills
