"""A decision is taken once, by whoever was first, and can be taken back exactly."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from core.model.errors import AccessError, ConflictError, NotFoundError, OverAllocationError
from core.model.identity import Role
from core.model.reasons import Reason
from core.services import auditing, reconciling, reporting, reviewing
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from core.store import positions
from tests.services.conftest import waiting


def _everything(workspace: Workspace) -> tuple:
    """All that people read: states, queue, key figures."""
    with workspace.scope() as scope:
        states = positions.states_summary(scope).to_dict("records")
        outcomes = positions.invoice_outcomes(scope).to_dict("records")
    queued = reviewing.queue(workspace, QueueFilter(order="oldest")).rows.to_dict("records")
    return states, outcomes, queued


def test_confirming_settles_and_leaves_the_queue(queue: Workspace) -> None:
    item = waiting(queue)
    before = reviewing.queue(queue).total
    decided = reviewing.confirm(queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    assert item.proposals[0].legs[0].invoice.number in decided.sentence
    assert reviewing.queue(queue).total == before - 1
    with pytest.raises(ConflictError, match="Alder Admin has already decided"):
        reviewing.item(queue, item.payment.id)


@pytest.mark.parametrize("verb", ["confirm", "reject", "set_aside"])
def test_after_undo_everything_reads_as_before(queue: Workspace, verb: str) -> None:
    item, before = waiting(queue), _everything(queue)
    if verb == "set_aside":
        decided = reviewing.set_aside(queue, item.payment.id, Reason.RENT, item.version)
    else:
        act = getattr(reviewing, verb)
        decided = act(queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    assert _everything(queue) != before
    assert reviewing.undo(queue, decided.entry) == f"Undone: {decided.sentence}"
    assert _everything(queue) == before
    with pytest.raises(ConflictError, match="already been undone"):
        reviewing.undo(queue, decided.entry)


def test_a_rejected_pair_is_not_offered_again(queue: Workspace) -> None:
    item = waiting(queue)
    single = next(each for each in item.proposals if len(each.legs) == 1)
    reviewing.reject(queue, item.payment.id, single.hypothesis, item.version)
    reconciling.run(queue)
    offered = {
        (row["payment_id"], number)
        for row in reviewing.queue(queue).rows.to_dict("records")
        for number in row["invoices"].split(", ")
    }
    assert (str(item.payment.id), single.legs[0].invoice.number) not in offered


def test_of_ten_people_deciding_at_once_one_is_first(queue: Workspace) -> None:
    item = waiting(queue)

    def decide(_: int) -> str:
        try:
            chosen = item.proposals[0].hypothesis
            return reviewing.confirm(queue, item.payment.id, chosen, item.version).sentence
        except (ConflictError, OverAllocationError) as error:
            return f"! {error}"

    with ThreadPoolExecutor(10) as people:
        said = list(people.map(decide, range(10)))
    assert sum(not sentence.startswith("!") for sentence in said) == 1
    assert reporting.kpis(queue, None).payment_states.balanced


def test_an_item_that_has_changed_is_not_decided(queue: Workspace) -> None:
    item = waiting(queue)
    with pytest.raises(ConflictError, match="changed since you opened it"):
        reviewing.confirm(queue, item.payment.id, item.proposals[0].hypothesis, "another version")


def test_another_way_that_went_does_not_stop_the_one_that_was_shown(queue: Workspace) -> None:
    item = waiting(queue)
    best, second = item.proposals[:2]
    reviewing.reject(queue, item.payment.id, second.hypothesis, item.version)
    with pytest.raises(ConflictError, match="decided or replaced in the meantime"):
        reviewing.confirm(queue, item.payment.id, second.hypothesis, item.version)
    assert reviewing.confirm(queue, item.payment.id, best.hypothesis, item.version).entry


def test_what_does_not_exist_is_named(queue: Workspace, other_workspace: Workspace) -> None:
    item = waiting(queue)
    with pytest.raises(NotFoundError):
        reviewing.item(queue, uuid4())
    with pytest.raises(NotFoundError):
        reviewing.confirm(queue, item.payment.id, 999_999, item.version)
    with pytest.raises(NotFoundError):
        reviewing.item(other_workspace, item.payment.id)
    with pytest.raises(NotFoundError):
        reviewing.undo(queue, 1)


def test_a_viewer_looks_and_decides_nothing(queue: Workspace, desk, company) -> None:
    viewer, item = desk(company, Role.VIEWER), waiting(queue)
    assert reviewing.queue(viewer).total
    with pytest.raises(AccessError):
        reviewing.confirm(viewer, item.payment.id, item.proposals[0].hypothesis, item.version)


def test_the_queue_is_searched_ordered_and_paged(queue: Workspace) -> None:
    everything = reviewing.queue(queue, QueueFilter(order="value")).rows
    assert list(everything["amount_minor"].abs()) == sorted(everything["amount_minor"].abs(), reverse=True)
    assert reviewing.queue(queue, QueueFilter(search="no such words")).total == 0
    assert len(reviewing.queue(queue, QueueFilter(limit=1)).rows) == 1


def test_every_decision_is_on_the_record(queue: Workspace) -> None:
    item = waiting(queue)
    decided = reviewing.confirm(queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    reviewing.undo(queue, decided.entry)
    actions = list(auditing.entries(queue, auditing.AuditFilter()).rows["action"])
    assert actions[:2] == ["match.undone", "match.confirmed"]
    auditing.verify(queue)


def test_the_explanation_of_a_leg_names_its_amounts(queue: Workspace) -> None:
    from core.insight.explanation import explain

    item = waiting(queue)
    text = explain(reviewing.facts(item, item.proposals[0], item.proposals[0].legs[0]))
    assert "sure" in text
