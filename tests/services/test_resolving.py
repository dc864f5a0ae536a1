"""Cases are taken up, noted on, resolved and opened again, each on the record."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from core.model.batch import BatchKind
from core.model.case import CaseStatus, Resolution, Severity
from core.model.errors import AccessError, ConflictError, NotFoundError
from core.model.identity import Role
from core.model.invoice import ItemState
from core.model.money import Money
from core.model.reasons import Reason
from core.model.rules import DEFAULT
from core.services import auditing, looking_back, reconciling, resolving, reviewing
from core.services.resolving import CaseFilter
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from core.store import cases, runs
from core.store.cases import NewCase
from tests.services.conftest import INVOICES, bring

HEADER = INVOICES.splitlines()[0]


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


@pytest.fixture
def unpaid(books: Workspace) -> UUID:
    """The case of an invoice nobody pays: A-1007, 512.33 EUR."""
    reconciling.run(books)
    rows = resolving.cases(books, CaseFilter(search="A-1007")).rows
    return UUID(rows["case_id"].iloc[0])


@pytest.mark.parametrize("ending", [Resolution.DISPUTE, Resolution.NOT_OURS, Resolution.DUPLICATE_RETURNED])
def test_no_run_opens_what_a_person_has_ended(books: Workspace, case_id: UUID, ending: Resolution) -> None:
    resolving.resolve(books, case_id, ending, "agreed on the telephone")
    reconciling.run(books)
    assert resolving.cases(books, CaseFilter(search="STRANGER")).total == 0
    assert resolving.case_file(books, case_id).case.resolution is ending


@pytest.mark.parametrize("ending", [Resolution.NOT_OURS, Resolution.DUPLICATE_RETURNED])
def test_a_bank_line_that_is_not_ours_or_was_returned_is_matched_to_nothing_later(
    books: Workspace, case_id: UUID, ending: Resolution
) -> None:
    """A stranger's 77.70 is not ours; an invoice of 77.70 to that stranger comes later."""
    file = resolving.case_file(books, case_id)
    assert file.payment is not None
    ended = resolving.resolve(books, case_id, ending)
    bring(books, f"{HEADER}\nA-1008,Stranger plc,2026-04-01,2026-04-30,77.70,EUR,,\n", BatchKind.INVOICES)
    reconciling.run(books)
    assert reviewing.queue(books, QueueFilter(search="STRANGER")).total == 0
    again = resolving.case_file(books, case_id)
    assert again.payment is not None
    assert (again.payment.state, again.payment.open) == (ItemState.SET_ASIDE, file.payment.amount)
    reviewing.undo(books, ended.entry)
    reconciling.run(books)
    found = resolving.case_file(books, case_id).payment
    assert found is not None
    assert found.state in (ItemState.SETTLED, ItemState.PROPOSED), "taken back, it is matched like any other"


def test_an_ended_case_is_taken_back_exactly_as_it_stood(books: Workspace, case_id: UUID) -> None:
    resolving.escalate(books, case_id)
    before = resolving.case_file(books, case_id)
    ends = [
        lambda: resolving.resolve(books, case_id, Resolution.NOT_OURS, "the parent's"),
        lambda: resolving.resolve(books, case_id, Resolution.ON_ACCOUNT),
        lambda: resolving.set_aside(books, case_id, Reason.RENT, "the landlord's"),
    ]
    for end in ends:
        done = end()
        assert resolving.case_file(books, case_id).case.status is CaseStatus.RESOLVED
        assert looking_back.lately(books, 1)[0].sentence == done.sentence
        reviewing.undo(books, done.entry)
        assert resolving.case_file(books, case_id) == before
        assert looking_back.lately(books, 1)[0].undone
    resolving.resolve(books, case_id, Resolution.NOT_OURS)
    resolving.reopen(books, case_id)
    assert resolving.case_file(books, case_id) == before


def test_a_bank_line_about_no_invoice_is_set_aside_from_its_case(books: Workspace, case_id: UUID) -> None:
    resolving.set_aside(books, case_id, Reason.RENT)
    file = resolving.case_file(books, case_id)
    assert file.payment is not None
    assert (file.payment.set_aside_reason, file.case.resolution) == (Reason.RENT, Resolution.SET_ASIDE)
    with pytest.raises(ConflictError):
        resolving.set_aside(books, case_id, Reason.TAX)


def test_only_a_bank_line_can_be_set_aside(books: Workspace, unpaid: UUID) -> None:
    with pytest.raises(ConflictError, match="Only a bank line"):
        resolving.set_aside(books, unpaid, Reason.RENT)


def test_a_case_that_has_become_graver_is_due_sooner_and_never_later(books: Workspace, case_id: UUID) -> None:
    case = resolving.case_file(books, case_id).case
    assert case.due_at is not None
    for days, due in ((-3, case.due_at - timedelta(days=3)), (2, case.due_at - timedelta(days=3))):
        with books.scope() as scope:
            begun = runs.begin(scope, 0, DEFAULT, f"seen {days}")
            seen = NewCase(case.payment_id, None, case.reason, Severity.HIGH, case.amount,
                           case.due_at + timedelta(days=days))  # fmt: skip
            cases.synchronise(scope, begun.id, [seen])
        assert resolving.case_file(books, case_id).case.due_at == due


def test_a_case_comes_back_when_its_money_changes(books: Workspace, unpaid: UUID) -> None:
    """512.33 disputed; 100.00 of it is then paid: the dispute was about another amount."""
    resolving.resolve(books, unpaid, Resolution.DISPUTE)
    line = "transaction_id,payment_date,amount,currency,counterparty,description,reference\n"
    bring(
        books,
        f"{line}T-9,2026-04-30,100.00,EUR,Never Pays Inc,A-1007 ON ACCOUNT,A-1007\n",
        BatchKind.PAYMENTS,
    )
    reconciling.run(books)
    waiting = reviewing.queue(books, QueueFilter(search="A-1007")).rows
    if len(waiting):
        item = reviewing.item(books, UUID(str(waiting["payment_id"].iloc[0])))
        reviewing.confirm(books, item.payment.id, item.proposals[0].hypothesis, item.version)
        reconciling.run(books)
    found = resolving.cases(books, CaseFilter(search="A-1007")).rows
    assert found["amount_minor"].tolist() == [412_33]


def test_a_write_off_settles_the_invoice_and_can_be_taken_back(books: Workspace, unpaid: UUID) -> None:
    file = resolving.case_file(books, unpaid)
    assert file.invoice is not None
    done = resolving.write_off(books, unpaid, file.invoice.open, "gone out of business")
    assert done.sentence == "512.33 EUR of A-1007 written off."
    after = resolving.case_file(books, unpaid)
    assert after.invoice is not None
    assert (after.invoice.state, after.case.resolution) == (ItemState.SETTLED, Resolution.WRITE_OFF)
    reconciling.run(books)
    assert resolving.case_file(books, unpaid).case.resolution is Resolution.WRITE_OFF
    reviewing.undo(books, done.entry)
    again = resolving.case_file(books, unpaid)
    assert again.invoice is not None
    assert (again.invoice.open, again.case.status) == (file.invoice.open, CaseStatus.OPEN)
    auditing.verify(books)


def test_a_write_off_beyond_the_roles_limit_is_refused_and_books_nothing(
    books: Workspace, unpaid: UUID
) -> None:
    analyst = replace(books, role=Role.ANALYST)
    file = resolving.case_file(analyst, unpaid)
    assert file.invoice is not None
    with pytest.raises(AccessError, match="escalate the case to a manager"):
        resolving.write_off(analyst, unpaid, file.invoice.open)
    assert resolving.case_file(books, unpaid) == file


def test_a_write_off_of_another_amount_than_was_shown_is_refused(books: Workspace, unpaid: UUID) -> None:
    with pytest.raises(ConflictError, match="look at it again"):
        resolving.write_off(books, unpaid, Money(500_00, "EUR"))


def test_a_bank_line_cannot_be_written_off(books: Workspace, case_id: UUID) -> None:
    with pytest.raises(ConflictError, match="Only what an invoice has open"):
        resolving.write_off(books, case_id, Money(77_70, "EUR"))
