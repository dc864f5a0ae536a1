"""Where the books stand: every item in one state, and lists that say what the rows say."""

from datetime import date, timedelta
from uuid import UUID

import pandas as pd
import pytest

from core.model.case import CaseReason, CaseStatus, Severity
from core.model.counterparty import AliasSource
from core.model.errors import NotFoundError
from core.model.history import LearnedAlias, PastMatch
from core.model.invoice import Direction
from core.model.match import Adjustment, CandidateStatus
from core.model.money import Money
from core.model.rules import DEFAULT
from core.store import (
    allocations,
    cases,
    counterparties,
    invoices,
    listings,
    matches,
    payments,
    positions,
    queues,
    runs,
)
from core.store.allocations import NewAllocation
from core.store.cases import NewCase
from core.store.database import Database
from core.store.listings import AllocationFilter, CaseFilter, ItemFilter
from core.store.queues import QueueFilter, QueueOrder
from tests.conftest import TestCompany
from tests.store.books import (
    DAY,
    invoice,
    invoice_id,
    pairs,
    payment,
    payment_id,
    store_invoices,
    store_payments,
)


@pytest.fixture
def worked(database: Database, company: TestCompany) -> TestCompany:
    """Books in the middle of work.

    invoices                                    payments
    AUTO   100 settled by the engine with       A   97, fee 3
    HAND    50 settled by a person with         H   50
    WAIT    80 and WAIT-2 20 proposed for       W   80 (two ways: WAIT, or part of WAIT-2)
    DUE     70 unpaid, a case                   S -500 payroll, set aside by the engine
    OPEN    60 payable                          P  -30 nothing known; X 9 USD a case
    VOID    10 void
    """
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(
            scope,
            [
                invoice("AUTO", 100_00),
                invoice("HAND", 50_00, "Oak Ltd"),
                invoice("WAIT", 80_00, reference="ref 7"),
                invoice("WAIT-2", 20_00),
                invoice("DUE", 70_00),
                invoice("OPEN", 60_00, direction=Direction.PAYABLE),
                invoice("VOID", 10_00),
            ],
        )
        later = DAY + timedelta(days=40)
        store_payments(
            scope,
            [
                payment(97_00, "A", paid_on=later),
                payment(50_00, "H", counterparty="OAK LIMITED"),
                payment(80_00, "W", description="Thanks for all"),
                payment(-500_00, "S"),
                payment(-30_00, "P"),
                payment(9_00, "X", "USD"),
            ],
        )
        line = {name: payment_id(scope, name) for name in "AHWSPX"}
        bill = {name: invoice_id(scope, name) for name in ("AUTO", "HAND", "WAIT", "WAIT-2", "DUE", "VOID")}
        invoices.void(scope, bill["VOID"])
        allocations.post(scope, [NewAllocation(line["H"], 50_00, bill["HAND"], 50_00)])
        run = runs.begin(scope, 0, DEFAULT, "x")
        proposed = pairs(
            (line["A"], bill["AUTO"], 97_00, "auto"),
            (line["W"], bill["WAIT"], 80_00, "review"),
            (line["W"], bill["WAIT-2"], 20_00, "review"),
            choice=[1, 1, 2],
            score=[0.99, 0.8, 0.4],
            adjustment_minor=[3_00, 0, 0],
            adjustment=["bank_fee", "", ""],
        )
        matches.propose(scope, run.id, proposed)
        allocations.post_automatic(scope, run.id, 0)
        payments.set_aside_by_engine(scope, {line["S"]: "payroll"})
        seen = [
            NewCase(None, bill["DUE"], CaseReason.UNPAID_OVERDUE, Severity.MEDIUM, Money(70_00, "EUR")),
            NewCase(line["X"], None, CaseReason.NO_INVOICE_FOUND, Severity.HIGH, Money(9_00, "USD")),
        ]
        cases.synchronise(scope, run.id, seen)
        runs.finish(scope, run.id, 1, 1, 2, 1)
    return company


def test_every_item_is_in_exactly_one_state_and_they_sum_to_what_was_imported(
    database: Database, worked: TestCompany
) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        states = positions.states_summary(scope)
    told = {
        (row.kind, row.direction, row.state, row.currency): (row.items, row.amount_minor, row.open_minor)
        for row in states.itertuples()
    }
    assert told == {
        ("invoice", "receivable", "settled", "EUR"): (2, 150_00, 0),
        ("invoice", "receivable", "proposed", "EUR"): (2, 100_00, 100_00),
        ("invoice", "receivable", "excepted", "EUR"): (1, 70_00, 70_00),
        ("invoice", "receivable", "set_aside", "EUR"): (1, 10_00, 10_00),
        ("invoice", "payable", "open", "EUR"): (1, 60_00, 60_00),
        ("payment", "", "settled", "EUR"): (2, 147_00, 0),
        ("payment", "", "proposed", "EUR"): (1, 80_00, 80_00),
        ("payment", "", "set_aside", "EUR"): (1, -500_00, -500_00),
        ("payment", "", "open", "EUR"): (1, -30_00, -30_00),
        ("payment", "", "excepted", "USD"): (1, 9_00, 9_00),
    }
    assert states["amount_minor"].dtype == "int64"


def test_the_engine_sees_everything_as_if_it_had_posted_nothing(
    database: Database, worked: TestCompany
) -> None:
    """People's decisions count as applied, its own do not; what they set aside or voided is not there."""
    with database.tenant(worked.id, worked.actor) as scope:
        payments.set_aside(scope, payment_id(scope, "P"), "rent")
        bills, lines = positions.matching_frames(scope)
        opened = dict(zip(bills["number"], bills["open_minor"], strict=True))
        assert opened == {
            "AUTO": 100_00, "HAND": 0, "WAIT": 80_00, "WAIT-2": 20_00, "DUE": 70_00, "OPEN": 60_00,
        }  # fmt: skip
        ids = {payment_id(scope, name): name for name in "AHWSX"}
        left = {
            ids[UUID(key)]: minor for key, minor in zip(lines["payment"], lines["open_minor"], strict=True)
        }
        assert left == {"A": 97_00, "H": 0, "W": 80_00, "S": -500_00, "X": 9_00}
        allocations.reverse(scope, [allocations.of_payment(scope, payment_id(scope, "H"))[0].id])
        bills, _ = positions.matching_frames(scope)
        assert bills.set_index("number")["open_minor"]["HAND"] == 50_00
    assert bills["open_minor"].dtype == lines["amount_minor"].dtype == "int64"
    assert str(bills["due_on"].dtype) == str(lines["paid_on"].dtype) == "datetime64[ns]"


def test_frames_of_empty_books_have_their_columns_and_types(
    database: Database, worked: TestCompany, other_company: TestCompany
) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        full = [*positions.matching_frames(scope), positions.invoice_outcomes(scope)]
    with database.tenant(other_company.id, other_company.actor) as scope:
        empty = [*positions.matching_frames(scope), positions.invoice_outcomes(scope)]
    for some, none in zip(full, empty, strict=True):
        assert len(none) == 0
        assert some.dtypes.to_dict() == none.dtypes.to_dict()


def test_outcomes_say_when_and_by_whom_an_invoice_was_settled(
    database: Database, worked: TestCompany
) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        rejected = matches.of_payment(scope, payment_id(scope, "W"))[-1]
        matches.decide(scope, [rejected.id], CandidateStatus.REJECTED)
        case = cases.of_item(scope, invoice_id(scope, "DUE"))[0]
        cases.take_up(scope, case.id, CaseStatus.IN_REVIEW, worked.admin.id, worked.admin.name)
        numbers = {
            str(invoice_id(scope, name)): name for name in ("AUTO", "HAND", "WAIT", "WAIT-2", "DUE", "OPEN")
        }
        rows = positions.invoice_outcomes(scope)
    told = {
        numbers.get(row.invoice, "VOID"): (row.state, row.automatic, row.touched_by_person, row.settled_on)
        for row in rows.itertuples()
    }
    assert told["AUTO"] == ("settled", True, False, pd.Timestamp(DAY + timedelta(days=40)))
    assert told["HAND"] == ("settled", False, True, pd.Timestamp(DAY))
    assert told["WAIT"][:3] == ("proposed", False, False)
    assert told["WAIT-2"][:3] == ("open", False, True)
    assert told["DUE"][:3] == ("excepted", False, True)
    assert told["OPEN"][:3] == ("open", False, False)
    assert told["VOID"][0] == "set_aside"
    assert all(pd.isna(told[name][3]) for name in ("WAIT", "DUE", "OPEN", "VOID"))


def test_an_automatic_match_that_a_person_took_back_and_redid_is_a_persons(
    database: Database, worked: TestCompany
) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        bill, line = invoice_id(scope, "AUTO"), payment_id(scope, "A")
        allocations.reverse(scope, [allocations.of_invoice(scope, bill)[0].id])
        allocations.post(scope, [NewAllocation(line, 97_00, bill, 97_00, 3_00, Adjustment.DISCOUNT)])
        row = positions.invoice_outcomes(scope).set_index("invoice").loc[str(bill)]
        assert (row["state"], row["automatic"], row["touched_by_person"]) == ("settled", False, True)


def test_a_payers_name_is_learned_from_matches_that_stand_and_forgotten_with_them(
    database: Database, company: TestCompany
) -> None:
    """GROSS AG pays two bills of Grossmann at once and one later; somebody entered OLD CO for Grossmann."""
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice(number, 10_00, "Grossmann") for number in ("G-1", "G-2", "G-3")])
        store_payments(
            scope,
            [payment(20_00, "X", counterparty="GROSS AG"), payment(10_00, "Y", counterparty="Gross AG")],
        )
        grossmann = counterparties.find(scope, ["Grossmann"])["Grossmann"]
        counterparties.learn_alias(scope, grossmann, "OLD CO", AliasSource.ENTERED)
        both, later = payment_id(scope, "X"), payment_id(scope, "Y")
        bills = [invoice_id(scope, number) for number in ("G-1", "G-2", "G-3")]
        allocations.post(scope, [NewAllocation(both, 10_00, bill, 10_00) for bill in bills[:2]])
        posted = allocations.post(scope, [NewAllocation(later, 10_00, bills[2], 10_00)])
        entered = LearnedAlias("OLD CO", "Grossmann", 2)
        assert positions.history(scope).aliases == (LearnedAlias("GROSS AG", "Grossmann", 2), entered)
        allocations.reverse(scope, posted)
        assert positions.history(scope).aliases == (LearnedAlias("GROSS AG", "Grossmann", 1), entered)


def test_history_holds_what_people_taught(database: Database, worked: TestCompany) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        matches.decline(scope, line := payment_id(scope, "P"), bill := invoice_id(scope, "DUE"))
        history = positions.history(scope)
    assert history.aliases == (LearnedAlias("OAK LIMITED", "Oak Ltd", 1),)
    assert history.declined == {(str(bill), str(line))}
    assert history.past == (
        PastMatch("Oak Ltd", "OAK LIMITED", (DAY - date(2026, 4, 1)).days, 1.0, "manual"),
    )


def test_the_queue_shows_each_waiting_payment_once_by_its_best_way(
    database: Database, worked: TestCompany
) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        page = queues.page(scope, QueueFilter(), 10)
        assert page.total == 1
        row = page.rows.iloc[0]
        assert (row["payment"], row["score"], row["invoices"]) == (str(payment_id(scope, "W")), 0.8, "WAIT")
        assert (row["choices"], row["invoice_count"], row["direction"]) == (2, 1, "receivable")
        assert row["reasons"] == "reference_exact|amount_exact"
        for wanted, total in (
            (QueueFilter(words="thanks FOR"), 1),
            (QueueFilter(words="wait"), 1),
            (QueueFilter(words="nobody"), 0),
            (QueueFilter(low=0.81), 0),
            (QueueFilter(high=0.79), 0),
            (QueueFilter(currency="USD"), 0),
            (QueueFilter(direction="payable"), 0),
            (QueueFilter(method="combined"), 0),
        ):
            assert queues.page(scope, wanted, 10).total == total


def test_the_queue_is_ordered_and_paged_by_the_server(database: Database, company: TestCompany) -> None:
    sizes, scores = [30_00, 10_00, 20_00], [0.5, 0.9, 0.7]
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice(f"R-{turn}", size) for turn, size in enumerate(sizes)])
        store_payments(
            scope,
            [
                payment(size, f"B{turn}", paid_on=DAY + timedelta(days=turn))
                for turn, size in enumerate(sizes)
            ],
        )
        run = runs.begin(scope, 0, DEFAULT, "x")
        said = [
            (payment_id(scope, f"B{turn}"), invoice_id(scope, f"R-{turn}"), size, "review")
            for turn, size in enumerate(sizes)
        ]
        matches.propose(scope, run.id, pairs(*said, score=scores))
        for order, expected in (
            (QueueOrder.SUREST, [10_00, 20_00, 30_00]),
            (QueueOrder.LEAST_SURE, [30_00, 20_00, 10_00]),
            (QueueOrder.LARGEST, [30_00, 20_00, 10_00]),
            (QueueOrder.NEWEST, [20_00, 10_00, 30_00]),
            (QueueOrder.OLDEST, [30_00, 10_00, 20_00]),
        ):
            pages = [queues.page(scope, QueueFilter(), 2, offset, order) for offset in (0, 2, 4)]
            assert [page.total for page in pages] == [3, 3, 3]
            assert pd.concat([page.rows for page in pages])["amount_minor"].tolist() == expected


def test_cases_are_listed_gravest_first_and_counted_by_reason(
    database: Database, worked: TestCompany
) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        page = listings.cases(scope, CaseFilter(), 10)
        assert page.rows["reason"].tolist() == ["no_invoice_found", "unpaid_overdue"]
        assert page.rows["kind"].tolist() == ["payment", "invoice"]
        assert page.rows["label"][1] == "DUE"
        assert listings.cases(scope, CaseFilter(reason="unpaid_overdue"), 10).total == 1
        assert listings.cases(scope, CaseFilter(status="resolved"), 10).total == 0
        assert listings.cases(scope, CaseFilter(severity="high"), 10).total == 1
        assert listings.cases(scope, CaseFilter(words="due"), 10).total == 1
        assert listings.cases(scope, CaseFilter(owner="nobody"), 10).total == 0
        assert listings.case_counts(scope).to_dict("records") == [
            {"reason": "no_invoice_found", "currency": "USD", "cases": 1, "amount_minor": 9_00},
            {"reason": "unpaid_overdue", "currency": "EUR", "cases": 1, "amount_minor": 70_00},
        ]


def test_only_allocations_that_stand_are_listed(database: Database, worked: TestCompany) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        page = listings.standing(scope, AllocationFilter(), 10)
        assert sorted(page.rows["number"]) == ["AUTO", "HAND"]
        engine = listings.standing(scope, AllocationFilter(actor="engine"), 10).rows.iloc[0]
        assert (engine["invoice_minor"], engine["adjustment_minor"], engine["adjustment"]) == (
            97_00,
            3_00,
            "bank_fee",
        )
        assert (engine["run"], engine["decided_by"]) == (1, "engine")
        assert listings.standing(scope, AllocationFilter(adjusted=True), 10).rows["number"].tolist() == [
            "AUTO"
        ]
        run = runs.newest(scope, 1)[0].id
        assert listings.standing(scope, AllocationFilter(run_id=run), 10).total == 1
        assert listings.standing(scope, AllocationFilter(words="oak"), 10).rows["number"].tolist() == ["HAND"]
        allocations.reverse(scope, [UUID(engine["allocation"])])
        assert listings.standing(scope, AllocationFilter(), 10).rows["number"].tolist() == ["HAND"]


def test_items_are_listed_by_state_direction_and_words(database: Database, worked: TestCompany) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        assert listings.invoices(scope, ItemFilter(), 3).total == 7
        assert len(listings.invoices(scope, ItemFilter(), 3, 6).rows) == 1
        assert listings.invoices(scope, ItemFilter(state="settled"), 10).total == 2
        assert listings.invoices(scope, ItemFilter(direction="payable"), 10).rows["number"].tolist() == [
            "OPEN"
        ]
        assert listings.invoices(scope, ItemFilter(words="REF 7"), 10).rows["number"].tolist() == ["WAIT"]
        assert listings.payments(scope, ItemFilter(), 10).total == 6
        assert listings.payments(scope, ItemFilter(direction="payable"), 10).total == 2
        aside = listings.payments(scope, ItemFilter(state="set_aside"), 10).rows.iloc[0]
        assert (aside["set_aside_reason"], aside["set_aside_by_person"]) == ("payroll", False)


def test_open_invoices_are_found_by_words_closest_amount_first(
    database: Database, worked: TestCompany
) -> None:
    with database.tenant(worked.id, worked.actor) as scope:
        assert [row.number for row in invoices.search_open(scope, "", -25_00, 2)] == ["WAIT-2", "OPEN"]
        assert [row.number for row in invoices.search_open(scope, "wait", 75_00)] == ["WAIT", "WAIT-2"]
        assert invoices.search_open(scope, "AUTO", 0) == ()


def test_two_spellings_are_one_counterparty_and_aliases_are_confirmed_one_by_one(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        ids = counterparties.find_or_create(
            scope, ["Müller & Söhne", "MULLER + SOHNE", "Groß AG", "GROSS ag."]
        )
        assert ids["Müller & Söhne"] == ids["MULLER + SOHNE"]
        assert ids["Groß AG"] == ids["GROSS ag."]
        one = ids["Groß AG"]
        assert counterparties.learn_alias(scope, one, "gross ag", AliasSource.CONFIRMED) == 0
        assert counterparties.learn_alias(scope, one, "GAG Berlin", AliasSource.CONFIRMED) == 1
        assert counterparties.learn_alias(scope, one, "gag  BERLIN", AliasSource.ENTERED) == 2
        alias = counterparties.get(scope, one).aliases[0]
        assert (alias.name, alias.source, alias.confirmations) == ("GAG Berlin", AliasSource.ENTERED, 2)
        assert [each.name for each in counterparties.every(scope)] == ["Groß AG", "Müller & Söhne"]
        assert counterparties.forget_alias(scope, one, "GAG Berlin")
        assert not counterparties.forget_alias(scope, one, "GAG Berlin")
        with pytest.raises(NotFoundError):
            counterparties.get(scope, UUID(int=1))
