"""What a run writes: candidates, automatic allocations, cases, set-aside lines; and what people do then."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import text

from core.model.case import CaseReason, CaseStatus, Resolution, Severity
from core.model.errors import ConflictError, NotFoundError, OverAllocationError
from core.model.invoice import ItemState
from core.model.match import CandidateStatus, Decision, Method
from core.model.money import Money
from core.model.rules import DEFAULT, STRICT
from core.model.run import RunStatus
from core.store import (
    allocations,
    assumptions,
    cases,
    idempotency,
    invoices,
    matches,
    notes,
    payments,
    rules,
    runs,
)
from core.store.allocations import AllocationActor, NewAllocation, Replaced
from core.store.cases import NewCase, Synchronised
from core.store.database import Database
from core.store.notes import NoteSubject
from core.store.tenancy import Scope
from tests.conftest import TestCompany
from tests.store.books import invoice, invoice_id, pairs, payment, payment_id, store_invoices, store_payments


@dataclass(frozen=True)
class Books:
    """Four invoices of 100 and four payments of 100."""

    bills: list[UUID]
    lines: list[UUID]


@pytest.fixture
def books(database: Database, company: TestCompany) -> Books:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice(f"R-{number}") for number in range(4)])
        store_payments(scope, [payment(100_00, f"B{number}") for number in range(4)])
        return Books(
            [invoice_id(scope, f"R-{number}") for number in range(4)],
            [payment_id(scope, f"B{number}") for number in range(4)],
        )


def _run(scope: Scope, *said: tuple[UUID, UUID, int, str], **columns: object) -> tuple[UUID, Replaced]:
    run = runs.begin(scope, 0, DEFAULT, runs.data_version(scope))
    matches.propose(scope, run.id, pairs(*said, **columns))
    replaced = allocations.post_automatic(scope, run.id, 0)
    runs.finish(scope, run.id, replaced.posted, 0, 0, 0)
    return run.id, replaced


def test_a_run_posts_its_automatic_pairs_and_proposes_the_others(
    database: Database, company: TestCompany, books: Books
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        run, replaced = _run(
            scope,
            (books.lines[0], books.bills[0], 100_00, "auto"),
            (books.lines[1], books.bills[1], 100_00, "review"),
        )
        assert replaced == Replaced(0, 0, 1)
        (posted,) = allocations.of_invoice(scope, books.bills[0])
        assert (posted.actor, posted.run_id, posted.decided_by) == (AllocationActor.ENGINE, run, None)
        assert posted.reasons == ("reference_exact", "amount_exact")
        (candidate,) = matches.of_payment(scope, books.lines[1])
        assert (candidate.decision, candidate.method) == (Decision.REVIEW, Method.SINGLE)
        assert candidate.points == {"reference": 6.0, "counterparty": 2.5, "amount": 4.0, "timing": -0.5}
        assert matches.of_invoice(scope, books.bills[1]) == (candidate,)
        (automatic,) = matches.of_payment(scope, books.lines[0], waiting=False)
        assert (automatic.status, automatic.decided_by) == (CandidateStatus.CONFIRMED, "engine")
        assert posted.candidate_id == automatic.id
        assert invoices.get(scope, books.bills[0]).state is ItemState.SETTLED
        assert payments.get(scope, books.lines[1]).state is ItemState.PROPOSED


def test_a_second_run_moves_only_what_it_sees_otherwise(
    database: Database, company: TestCompany, books: Books
) -> None:
    """First 0-0 and 1-1; then 0-0 stays, and 1 goes to 2: one kept, one taken back, one posted."""
    (a, b, _, _), (r, s, t, _) = books.lines, books.bills
    with database.tenant(company.id, company.actor) as scope:
        _run(scope, (a, r, 100_00, "auto"), (b, s, 100_00, "auto"), (books.lines[3], t, 100_00, "review"))
        _, replaced = _run(scope, (a, r, 100_00, "auto"), (b, t, 100_00, "auto"))
        assert replaced == Replaced(1, 1, 1)
        assert invoices.get(scope, s).allocated == Money(0, "EUR")
        assert invoices.get(scope, t).state is ItemState.SETTLED
        assert matches.of_payment(scope, books.lines[3]) == ()
        (old,) = matches.of_payment(scope, books.lines[3], waiting=False)
        assert old.status is CandidateStatus.SUPERSEDED
        assert len(allocations.of_payment(scope, a)) == 1


def test_the_same_run_again_moves_nothing(database: Database, company: TestCompany, books: Books) -> None:
    said = (books.lines[0], books.bills[0], 100_00, "auto")
    with database.tenant(company.id, company.actor) as scope:
        _run(scope, said)
        assert _run(scope, said)[1] == Replaced(1, 0, 0)


def test_a_run_never_moves_what_a_person_decided(
    database: Database, company: TestCompany, books: Books
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        allocations.post(scope, [NewAllocation(books.lines[0], 100_00, books.bills[0], 100_00)])
        assert _run(scope, (books.lines[1], books.bills[1], 100_00, "auto"))[1] == Replaced(0, 0, 1)
        assert _run(scope)[1] == Replaced(0, 1, 0)
        assert invoices.get(scope, books.bills[0]).state is ItemState.SETTLED
    with pytest.raises(OverAllocationError), database.tenant(company.id, company.actor) as scope:
        _run(scope, (books.lines[1], books.bills[0], 100_00, "auto"))


def test_a_run_can_be_taken_back(database: Database, company: TestCompany, books: Books) -> None:
    with database.tenant(company.id, company.actor) as scope:
        run, _ = _run(
            scope,
            (books.lines[0], books.bills[0], 100_00, "auto"),
            (books.lines[1], books.bills[1], 100_00, "auto"),
        )
        assert allocations.reverse_run(scope, run) == 2
        runs.mark_undone(scope, run)
        assert runs.get(scope, run).status is RunStatus.UNDONE
        assert runs.last_done(scope) is None
        assert allocations.reverse_run(scope, run) == 0
        with pytest.raises(ConflictError):
            runs.mark_undone(scope, run)


def test_of_two_people_deciding_at_once_one_is_told_so(
    database: Database, company: TestCompany, books: Books
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        _run(scope, (books.lines[0], books.bills[0], 100_00, "review"))
        (candidate,) = matches.of_payment(scope, books.lines[0])
    both = Barrier(2)

    def decide(status: CandidateStatus) -> bool:
        with database.tenant(company.id, company.actor) as scope:
            both.wait(timeout=10)
            try:
                matches.decide(scope, [candidate.id], status)
            except ConflictError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide, (CandidateStatus.CONFIRMED, CandidateStatus.REJECTED)))
    assert sorted(answers) == [False, True]


def test_what_a_decision_used_up_is_proposed_no_more_with_all_of_its_joint_proposal(
    database: Database, company: TestCompany, books: Books
) -> None:
    """Payment 1 was proposed for 1 alone, or (jointly) for halves of 0 and 1; invoice 0 goes to payment 0."""
    (a, b, c, _), (r, s, t, _) = books.lines, books.bills
    with database.tenant(company.id, company.actor) as scope:
        _run(
            scope,
            (a, r, 100_00, "review"),
            (b, s, 100_00, "review"),
            (b, r, 50_00, "review"),
            (b, s, 50_00, "review"),
            (c, t, 100_00, "review"),
            hypothesis=[1, 2, 3, 3, 4],
            choice=[1, 1, 2, 2, 1],
        )
        allocations.post(scope, [NewAllocation(a, 100_00, r, 100_00)])
        matches.decide(scope, [matches.of_payment(scope, a)[0].id], CandidateStatus.CONFIRMED)
        assert matches.supersede_used_up(scope, [a], [r]) == 2
        assert [each.hypothesis for each in matches.of_payment(scope, b)] == [2]
        assert [each.hypothesis for each in matches.of_payment(scope, c)] == [4]


def test_declining_twice_is_declining_once_and_can_be_taken_back(
    database: Database, company: TestCompany, books: Books
) -> None:
    pair = (books.lines[0], books.bills[0])
    with database.tenant(company.id, company.actor) as scope:
        matches.decline(scope, *pair)
        matches.decline(scope, *pair)
        assert matches.declined(scope) == {pair}
        assert matches.offer_again(scope, *pair)
        assert not matches.offer_again(scope, *pair)
        with pytest.raises(NotFoundError):
            matches.get(scope, [UUID(int=1)])


def test_only_one_run_of_a_company_is_under_way(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as first:
        runs.begin(first, 0, DEFAULT, "x")
        with (
            pytest.raises(ConflictError, match="under way"),
            database.tenant(company.id, company.actor) as second,
        ):
            runs.begin(second, 0, DEFAULT, "x")
        with database.tenant(other_company.id, other_company.actor) as elsewhere:
            assert runs.begin(elsewhere, 0, DEFAULT, "x").number == 1


def test_runs_are_numbered_and_remember_their_rules(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        first = runs.begin(scope, 3, STRICT, "data")
        runs.fail(scope, first.id, "no memory")
        second = runs.begin(scope, 3, STRICT, "data")
        done = runs.finish(scope, second.id, 4, 3, 2, 1)
        assert [each.number for each in runs.newest(scope, 10)] == [2, 1]
        assert runs.get(scope, first.id).status is RunStatus.FAILED
        assert (done.matched, done.proposed, done.excepted, done.set_aside) == (4, 3, 2, 1)
        assert (done.rules_name, done.rules_version) == ("strict", 3)
        assert done.finished_at is not None
        assert runs.rules_of(scope, second.id) == STRICT
        assert runs.last_done(scope) == done


def test_the_data_version_changes_with_everything_a_run_reads_and_nothing_else(
    database: Database, company: TestCompany, books: Books
) -> None:
    def version() -> str:
        with database.tenant(company.id, company.actor) as scope:
            return runs.data_version(scope)

    def after(deed: object) -> str:
        with database.tenant(company.id, company.actor) as scope:
            deed(scope)  # type: ignore[operator]
        return version()

    first = version()
    assert after(lambda scope: _run(scope, (books.lines[0], books.bills[0], 100_00, "auto"))) == first
    assert after(lambda scope: payments.set_aside_by_engine(scope, {books.lines[3]: "rent"})) == first
    assert after(lambda scope: notes.write(scope, NoteSubject.PAYMENT, books.lines[0], "hm")) == first
    assert after(lambda scope: rules.save(scope, STRICT)) == first
    bill, line = books.bills[3], books.lines[2]
    told = [
        after(lambda scope: store_invoices(scope, [invoice("R-9")])),
        after(lambda scope: store_payments(scope, [payment(1_00, "B9")])),
        after(lambda scope: matches.decline(scope, books.lines[1], books.bills[1])),
        after(lambda scope: allocations.post(scope, [NewAllocation(line, 1_00, books.bills[1], 1_00)])),
        after(lambda scope: invoices.void(scope, bill)),
        after(lambda scope: payments.set_aside(scope, books.lines[1], "payroll")),
    ]
    assert len({first, *told}) == 7
    assert after(lambda scope: payments.take_back(scope, books.lines[1])) == told[4]
    assert after(lambda scope: invoices.restore(scope, bill)) == told[3]
    assert after(lambda scope: payments.take_back(scope, books.lines[3])) not in {first, *told}


def test_what_a_person_set_aside_the_engine_leaves_alone(
    database: Database, company: TestCompany, books: Books
) -> None:
    mine, theirs, both, _ = books.lines
    with database.tenant(company.id, company.actor) as scope:
        payments.set_aside(scope, mine, "rent")
        assert payments.set_aside_by_engine(scope, {mine: "tax", theirs: "payroll", both: "tax"}) == 2
        assert payments.get(scope, mine).set_aside_reason == "rent"
        assert payments.get(scope, theirs).state is ItemState.SET_ASIDE
        assert not payments.get(scope, theirs).set_aside_by_person
        assert payments.release_set_aside_by_engine(scope, {both}) == 1
        assert [payments.get(scope, line).set_aside_reason for line in (mine, theirs, both)] == [
            "rent", None, "tax",
        ]  # fmt: skip
        payments.take_back(scope, mine)
        with pytest.raises(ConflictError):
            payments.take_back(scope, mine)
        payments.take_back(scope, both)
        assert payments.set_aside_by_engine(scope, {mine: "tax", both: "tax"}) == 1
        assert payments.get(scope, both).state is ItemState.OPEN
        assert not payments.get(scope, both).set_aside_by_person


def test_cases_follow_what_runs_see_but_not_from_under_a_persons_hands(
    database: Database, company: TestCompany, books: Books
) -> None:
    def seen(line: UUID, reason: CaseReason = CaseReason.NO_INVOICE_FOUND) -> NewCase:
        return NewCase(line, None, reason, Severity.MEDIUM, Money(100_00, "EUR"))

    overdue = NewCase(None, books.bills[0], CaseReason.UNPAID_OVERDUE, Severity.HIGH, Money(100_00, "EUR"))
    with database.tenant(company.id, company.actor) as scope:
        run, _ = _run(scope)
        first = [seen(line) for line in books.lines] + [overdue]
        assert cases.synchronise(scope, run, first) == Synchronised(5, 0, 0)
        assert payments.get(scope, books.lines[0]).state is ItemState.EXCEPTED
        held = cases.of_item(scope, books.lines[1])[0]
        cases.take_up(scope, held.id, CaseStatus.IN_REVIEW, company.admin.id, company.admin.name, "calling")
        allocations.post(scope, [NewAllocation(books.lines[0], 100_00, books.bills[0], 100_00)])
        payments_left = [seen(books.lines[2], CaseReason.PAID_TWICE)]
        assert cases.synchronise(scope, run, payments_left) == Synchronised(0, 1, 3)
        assert cases.of_item(scope, books.lines[0])[0].resolution is Resolution.MATCHED
        assert cases.of_item(scope, books.bills[0])[0].resolution is Resolution.MATCHED
        assert cases.of_item(scope, books.lines[3])[0].resolution is Resolution.GONE
        assert cases.get(scope, held.id).status is CaseStatus.IN_REVIEW
        assert cases.get(scope, held.id).note == "calling"
        assert cases.of_item(scope, books.lines[2])[0].reason is CaseReason.PAID_TWICE
        assert cases.synchronise(scope, run, first[3:4]) == Synchronised(1, 0, 1)


def test_a_person_opens_works_and_resolves_a_case_once(
    database: Database, company: TestCompany, books: Books
) -> None:
    case = NewCase(books.lines[0], None, CaseReason.RETURNED_PAYMENT, Severity.LOW, Money(100_00, "EUR"))
    with database.tenant(company.id, company.actor) as scope:
        opened = cases.open_one(scope, case)
        with pytest.raises(ConflictError):
            cases.take_up(scope, opened, CaseStatus.RESOLVED, None, "")
        cases.resolve(scope, opened, Resolution.DUPLICATE_RETURNED, "sent back")
        row = cases.get(scope, opened)
        assert (row.status, row.resolution, row.note) == (
            CaseStatus.RESOLVED, Resolution.DUPLICATE_RETURNED, "sent back",
        )  # fmt: skip
        assert row.resolved_by == company.admin.name
        with pytest.raises(ConflictError, match="resolved already"):
            cases.resolve(scope, opened, Resolution.NOT_OURS)
        again = cases.open_one(scope, replace(case, reason=CaseReason.AMBIGUOUS))
        payments.set_aside(scope, books.lines[0], "payroll")
        assert cases.close_settled(scope, [books.lines[0]], []) == 1
        assert cases.get(scope, again).resolution is Resolution.SET_ASIDE
        cases.open_one(scope, replace(case, payment_id=books.lines[1]))
    with pytest.raises(ConflictError, match="open case"), database.tenant(company.id, company.actor) as scope:
        cases.open_one(scope, replace(case, payment_id=books.lines[1]))


def test_saved_rules_are_versions_and_the_newest_is_in_force(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        assert rules.current(scope) == (0, DEFAULT)
        assert [rules.save(scope, DEFAULT), rules.save(scope, STRICT, "tighter")] == [1, 2]
        assert rules.current(scope) == (2, STRICT)
        assert [each.note for each in rules.history(scope)] == ["tighter", ""]
        assert rules.get(scope, 1).rules == DEFAULT
        with pytest.raises(NotFoundError):
            rules.get(scope, 3)


def test_two_who_save_at_once_do_not_overwrite_each_other(database: Database, company: TestCompany) -> None:
    def save(_: int) -> bool:
        try:
            with database.tenant(company.id, company.actor) as scope:
                rules.save(scope, STRICT)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        saved = sum(pool.map(save, range(8)))
    with database.tenant(company.id, company.actor) as scope:
        assert rules.current(scope)[0] == saved >= 1


def test_assumptions_are_versions_too(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        assert assumptions.current(scope) is None
        assumptions.save(scope, {"manual_cost": "15.50"})
        assert assumptions.save(scope, {"manual_cost": "16.00"}) == 2
        newest = assumptions.current(scope)
        assert newest is not None
        assert (newest.version, newest.values) == (2, {"manual_cost": "16.00"})


def test_notes_come_back_in_the_order_they_were_written(
    database: Database, company: TestCompany, books: Books
) -> None:
    for words in ("first", "second"):
        with database.tenant(company.id, company.actor) as scope:
            notes.write(scope, NoteSubject.PAYMENT, books.lines[0], words)
    with database.tenant(company.id, company.actor) as scope:
        about = notes.about(scope, NoteSubject.PAYMENT, books.lines[0])
        assert [note.text for note in about] == ["first", "second"]
        assert {note.written_by for note in about} == {company.admin.name}
        assert notes.about(scope, NoteSubject.INVOICE, books.lines[0]) == ()


def test_a_request_sent_again_gets_the_same_answer(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        assert idempotency.claim(scope, "import", "k", "body") is None
        idempotency.keep(scope, "import", "k", "body", {"added": 3})
        with (
            pytest.raises(ConflictError, match="under way"),
            database.tenant(company.id, company.actor) as other,
        ):
            idempotency.claim(other, "import", "k", "body")
    with database.tenant(company.id, company.actor) as scope:
        assert idempotency.claim(scope, "import", "k", "body") == {"added": 3}
        assert idempotency.claim(scope, "import", "other", "body") is None
        with pytest.raises(ConflictError, match="another request"):
            idempotency.claim(scope, "import", "k", "other body")
        assert idempotency.drop_older_than(scope, 1) == 0
        assert scope.connection.execute(text("select count(*) from idempotency_keys")).scalar_one() == 1
