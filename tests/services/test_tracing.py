"""What a run found is worked by people, and the record says who did what."""

from dataclasses import replace
from uuid import UUID

import pytest

from core.model.case import CaseStatus, Resolution
from core.model.errors import AccessError, ConflictError, NotFoundError
from core.model.identity import Role
from core.services import auditing, resolving, settling, tracing
from core.services.resolving import CaseFilter
from core.services.workspace import Workspace
from core.store.discrepancies import DiscrepancyFilter
from tests.services.settlement_desk import DAY, MORNING, transactions_of


@pytest.fixture
def found(workspace: Workspace) -> UUID:
    """A discrepancy of a settled day: one charge that the ledger does not have."""
    transactions_of(workspace)
    run = settling.settle(workspace, "stripe", DAY, now=MORNING)
    return UUID(tracing.found(workspace, run.id, DiscrepancyFilter()).rows["discrepancy"].iloc[0])


def test_a_discrepancy_is_taken_up_noted_and_ended(workspace: Workspace, found: UUID) -> None:
    tracing.assign(workspace, found, to_me=True)
    tracing.note(workspace, found, "asked the shop")
    seen = tracing.discrepancy_file(workspace, found)
    assert seen.case is not None
    assert (seen.case.status, seen.case.owner) == (CaseStatus.IN_REVIEW, workspace.person.name)
    assert [note.text for note in seen.notes] == ["asked the shop"]
    tracing.escalate(workspace, found)
    tracing.assign(workspace, found, to_me=False)
    tracing.resolve(workspace, found, Resolution.WRITE_OFF, "too small")
    ended = tracing.discrepancy_file(workspace, found).case
    assert ended is not None
    assert (ended.status, ended.resolution) == (CaseStatus.RESOLVED, Resolution.WRITE_OFF)
    with pytest.raises(ConflictError):
        tracing.assign(workspace, found, to_me=True)
    assert auditing.verify(workspace)


def test_a_viewer_reads_and_changes_nothing(workspace: Workspace, found: UUID) -> None:
    viewer = replace(workspace, role=Role.VIEWER)
    assert tracing.discrepancy_file(viewer, found).case is not None
    for deed in (
        lambda: tracing.assign(viewer, found, to_me=True),
        lambda: tracing.note(viewer, found, "x"),
        lambda: tracing.resolve(viewer, found, Resolution.NOT_OURS),
    ):
        with pytest.raises(AccessError):
            deed()


def test_another_company_finds_none_of_it(
    workspace: Workspace, other_workspace: Workspace, found: UUID
) -> None:
    run = tracing.discrepancy_file(workspace, found).discrepancy.run_id
    for lookup in (
        lambda: tracing.discrepancy_file(other_workspace, found),
        lambda: tracing.run_file(other_workspace, run),
        lambda: tracing.note(other_workspace, found, "x"),
        lambda: tracing.compare(other_workspace, run, run),
        lambda: tracing.chain(other_workspace, "stripe", "ch_1"),
    ):
        with pytest.raises(NotFoundError):
            lookup()
    assert tracing.runs(other_workspace, tracing.RunFilter()).total == 0


def test_the_list_of_bank_cases_is_as_it_was(workspace: Workspace, found: UUID) -> None:
    assert resolving.cases(workspace, CaseFilter()).total == 0


def test_trend_and_fees_count_what_is_in_the_books(workspace: Workspace, found: UUID) -> None:
    days = tracing.trend(workspace, days=36_500)
    assert days[["transactions", "discrepancies", "rate"]].values.tolist() == [[1, 1, 1.0]]
    kept = tracing.fees(workspace, days=36_500)
    assert kept.days[["charges", "charged_minor", "fees_minor"]].values.tolist() == [[1, 100_00, 1_00]]
