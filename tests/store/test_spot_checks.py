"""Re-checks in the books: drawn once, decided once, and a risky one may still be drawn at random."""

from uuid import UUID

import pytest

from core.model.errors import ConflictError, NotFoundError
from core.model.rules import DEFAULT
from core.store import allocations, matches, rules, runs, spot_checks
from core.store.database import Database
from core.store.tenancy import Scope
from tests.conftest import TestCompany
from tests.store.books import invoice, invoice_id, pairs, payment, payment_id, store_invoices, store_payments


def posted(scope: Scope, count: int = 3) -> list[UUID]:
    """So many automatic allocations of 100.00 each."""
    store_invoices(scope, [invoice(f"R-{at}") for at in range(count)])
    store_payments(scope, [payment(100_00, f"B-{at}") for at in range(count)])
    said = [
        (payment_id(scope, f"B-{at}"), invoice_id(scope, f"R-{at}"), 100_00, "auto") for at in range(count)
    ]
    version = rules.save(scope, DEFAULT)
    run = runs.begin(scope, version, DEFAULT, runs.data_version(scope))
    matches.propose(scope, run.id, pairs(*said))
    allocations.post_automatic(scope, run.id, version)
    runs.finish(scope, run.id, count, 0, 0, 0)
    return [UUID(key) for key in spot_checks.population(scope)["match"]]


def test_a_match_waits_once_drawn_and_no_longer_once_decided(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        first, second, _ = posted(scope)
        assert spot_checks.last_drawn_at(scope) is None
        assert spot_checks.add(scope, [(first, "random", 0.5), (second, "risk", 0.9)]) == 2
        rows, total = spot_checks.waiting(scope, 1)
        assert (len(rows), total) == (1, 2)
        for row in spot_checks.waiting(scope, 9)[0]:
            spot_checks.decide(scope, row.id, row.kind == "risk")
        assert spot_checks.waiting(scope, 9) == ((), 0)
        found = spot_checks.decided(scope)
        assert dict(zip(found["kind"], found["right"], strict=True)) == {"random": False, "risk": True}
        assert found["money_minor"].tolist() == [100_00, 100_00]
        assert [share for _, share in spot_checks.draws(scope)] == [0.5]
        with pytest.raises(ConflictError, match="meanwhile"):
            spot_checks.decide(scope, row.id, True)


def test_a_draw_answered_in_part_took_a_smaller_share(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        drawn = posted(scope, 4)
        spot_checks.add(scope, [(each, "random", 0.8) for each in drawn])
        assert [share for _, share in spot_checks.draws(scope)] == [0.0]
        spot_checks.decide(scope, spot_checks.waiting(scope, 1)[0][0].id, True)
        assert [share for _, share in spot_checks.draws(scope)] == pytest.approx([0.2])
        allocations.reverse(scope, [spot_checks.waiting(scope, 1)[0][0].allocation_id])
        assert [share for _, share in spot_checks.draws(scope)] == pytest.approx([0.8 / 3])


def test_a_risky_match_found_wrong_may_still_fall_into_a_random_draw(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        first, *_ = posted(scope)
        spot_checks.add(scope, [(first, "risk", 0.9)])
        check = spot_checks.waiting(scope, 1)[0][0]
        spot_checks.decide(scope, check.id, False)
        allocations.reverse(scope, [first])
        left = spot_checks.population(scope).set_index("match")
        assert len(left) == 3
        assert bool(left.loc[str(first), "risk_drawn"])
        assert spot_checks.add(scope, [(first, "random", 0.4)]) == 1
        found = spot_checks.decided(scope)
        assert (found["kind"].tolist(), found["right"].tolist()) == (["random"], [False])
        assert len(spot_checks.population(scope)) == 2
        assert spot_checks.add(scope, [(first, "random", 0.7)]) == 0, "a random draw is not drawn again"


def test_a_match_taken_back_meanwhile_neither_waits_nor_takes_a_verdict(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        first, *_ = posted(scope)
        spot_checks.add(scope, [(first, "random", 0.5)])
        check = spot_checks.waiting(scope, 1)[0][0]
        allocations.reverse(scope, [first])
        assert spot_checks.waiting(scope, 9) == ((), 0)
        assert len(spot_checks.population(scope)) == 2
        with pytest.raises(ConflictError):
            spot_checks.decide(scope, check.id, True)


def test_another_company_neither_sees_nor_decides_a_check(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        first, *_ = posted(scope)
        spot_checks.add(scope, [(first, "random", 0.5)])
        check = spot_checks.waiting(scope, 1)[0][0]
    with database.tenant(other_company.id, other_company.actor) as scope:
        assert spot_checks.waiting(scope, 9) == ((), 0)
        assert len(spot_checks.population(scope)) == len(spot_checks.decided(scope)) == 0
        assert spot_checks.draws(scope) == ()
        with pytest.raises(NotFoundError):
            spot_checks.get(scope, check.id)
        with pytest.raises(ConflictError):
            spot_checks.decide(scope, check.id, True)


def test_what_people_took_or_passed_over_is_told_by_the_best_proposal(
    database: Database, company: TestCompany
) -> None:
    """Three lines: the best proposal confirmed, rejected, and passed over for the second choice."""
    from core.model.match import CandidateStatus

    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice(f"R-{at}") for at in range(4)])
        store_payments(scope, [payment(100_00, f"B-{at}") for at in range(3)])
        line, bill = ([make(scope, f"{kind}-{at}") for at in range(3)] for make, kind in
                      ((payment_id, "B"), (invoice_id, "R")))  # fmt: skip
        said = pairs(*((line[at], bill[at], 100_00, "review") for at in (0, 1, 2)),
                     (line[2], invoice_id(scope, "R-3"), 100_00, "review"))  # fmt: skip
        said = said.assign(choice=[1, 1, 1, 2], score=[0.9, 0.8, 0.7, 0.6])
        version = rules.save(scope, DEFAULT)
        run = runs.begin(scope, version, DEFAULT, runs.data_version(scope))
        matches.propose(scope, run.id, said)
        runs.finish(scope, run.id, 0, 3, 0, 0)
        rows = [matches.of_payment(scope, each) for each in line]
        matches.decide(scope, [rows[0][0].id], CandidateStatus.CONFIRMED)
        matches.decide(scope, [rows[1][0].id], CandidateStatus.REJECTED)
        assert len(spot_checks.judged_proposals(scope)) == 2
        second = rows[2][1]
        allocations.post(scope, [allocations.NewAllocation(line[2], 100_00, second.invoice_id, 100_00)])
        matches.decide(scope, [second.id], CandidateStatus.CONFIRMED)
        matches.supersede_used_up(scope, [line[2]], [second.invoice_id])
        found = spot_checks.judged_proposals(scope)
        assert list(zip(found["score"], found["right"], strict=True)) == [
            (0.9, True),
            (0.8, False),
            (0.7, False),
        ]
