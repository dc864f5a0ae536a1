"""Cases are taken up, noted on, resolved and opened again, each on the record."""

from uuid import UUID

import pytest

from core.model.case import CaseStatus, Resolution
from core.model.errors import AccessError, ConflictError, NotFoundError
from core.model.identity import Role
from core.services import auditing, reconciling, resolving
from core.services.resolving import CaseFilter
from core.services.workspace import Workspace


@pytest.fixture
def case_id(books: Workspace) -> UUID:
    reconciling.run(books)
    rows = resolving.cases(books, CaseFilter(search="STRANGER")).rows
    return UUID(rows["case_id"].iloc[0])


def test_a_case_says_what_it_is_about(books: Workspace, case_id: UUID) -> None:
    file = resolving.case_file(books, case_id)
    assert file.payment is not None
    assert file.payment.counterparty == "STRANGER PLC"
    assert file.invoice is None
    assert file.case.status is CaseStatus.OPEN


def test_a_case_is_taken_up_and_given_back(books: Workspace, case_id: UUID) -> None:
    resolving.assign(books, case_id, to_me=True)
    case = resolving.case_file(books, case_id).case
    assert (case.status, case.owner) == (CaseStatus.IN_REVIEW, books.person.name)
    resolving.assign(books, case_id, to_me=False)
    assert resolving.case_file(books, case_id).case.owner == ""
    resolving.escalate(books, case_id)
    assert resolving.case_file(books, case_id).case.status is CaseStatus.ESCALATED


def test_a_resolved_case_leaves_the_list_until_it_is_opened_again(books: Workspace, case_id: UUID) -> None:
    before = resolving.cases(books, CaseFilter()).total
    resolving.resolve(books, case_id, Resolution.NOT_OURS, "belongs to the parent company")
    assert resolving.cases(books, CaseFilter()).total == before - 1
    assert resolving.cases(books, CaseFilter(status="resolved")).total == 1
    with pytest.raises(ConflictError):
        resolving.resolve(books, case_id, Resolution.DISPUTE)
    resolving.reopen(books, case_id)
    assert resolving.cases(books, CaseFilter()).total == before
    with pytest.raises(ConflictError):
        resolving.reopen(books, case_id)


def test_notes_stay_with_the_case(books: Workspace, case_id: UUID) -> None:
    resolving.note(books, case_id, "asked the bank")
    assert [note.text for note in resolving.case_file(books, case_id).notes] == ["asked the bank"]


def test_cases_are_counted_by_reason(books: Workspace, case_id: UUID) -> None:
    found = resolving.cases(books, CaseFilter())
    assert found.by_reason["cases"].sum() == found.total
    reason = resolving.case_file(books, case_id).case.reason
    assert resolving.cases(books, CaseFilter(reason=reason)).total >= 1
    assert resolving.cases(books, CaseFilter(severity="low")).total <= found.total


def test_every_step_is_on_the_record(books: Workspace, case_id: UUID) -> None:
    resolving.assign(books, case_id, to_me=True)
    resolving.resolve(books, case_id, Resolution.DISPUTE, "asked them")
    actions = list(auditing.entries(books, auditing.AuditFilter(search="case")).rows["action"])
    assert actions[:2] == ["case.resolved", "case.assigned"]


def test_a_case_of_one_company_is_unknown_to_the_other(
    books: Workspace, case_id: UUID, other_workspace: Workspace
) -> None:
    with pytest.raises(NotFoundError):
        resolving.case_file(other_workspace, case_id)
    with pytest.raises(NotFoundError):
        resolving.resolve(other_workspace, case_id, Resolution.GONE)


def test_a_viewer_resolves_nothing(books: Workspace, case_id: UUID, desk, company) -> None:
    with pytest.raises(AccessError):
        resolving.resolve(desk(company, Role.VIEWER), case_id, Resolution.GONE)
