"""Bank lines are put on invoices by hand, to the cent, differences named within the role, and undone."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from core.model.batch import BatchKind
from core.model.errors import AccessError, ConflictError, NotFoundError
from core.model.identity import Role
from core.model.match import Adjustment
from core.model.money import Money
from core.services import allocating, auditing, reconciling, resolving, reviewing
from core.services.allocating import Share
from core.services.resolving import CaseFilter
from core.services.workspace import Workspace
from core.store import invoices, payments
from tests.services.conftest import INVOICES, PAYMENTS, bring
from tests.services.test_undoing import everything

HEAD_INVOICES, HEAD_PAYMENTS = INVOICES.splitlines()[0], PAYMENTS.splitlines()[0]
MORE_INVOICES = f"""{HEAD_INVOICES}
X-1,Crooked Lane Ltd,2026-03-02,2026-04-01,100.00,EUR,,
X-2,Crooked Lane Ltd,2026-03-02,2026-04-01,50.00,EUR,,
X-3,Crooked Lane Ltd,2026-03-02,2026-04-01,-20.00,EUR,,
X-4,Crooked Lane Ltd,2026-03-02,2026-04-01,900.00,EUR,,
"""
MORE_PAYMENTS = f"""{HEAD_PAYMENTS}
Y-1,2026-04-02,125.00,EUR,,SOMETHING FROM THE LANE,,transfer
Y-2,2026-04-03,60.00,EUR,,ANOTHER THING,,transfer
Y-3,2026-04-03,110.00,USD,,FROM ABROAD,,transfer
"""


@pytest.fixture
def lane(workspace: Workspace) -> Workspace:
    """Four items of one customer and three bank lines that name none of them."""
    bring(workspace, MORE_INVOICES, BatchKind.INVOICES)
    bring(workspace, MORE_PAYMENTS, BatchKind.PAYMENTS)
    return workspace


def bill(workspace: Workspace, number: str) -> invoices.InvoiceRow:
    with workspace.scope() as scope:
        return next(row for row in invoices.search_open(scope, number, 0) if row.number == number)


def line(workspace: Workspace, words: str) -> payments.PaymentRow:
    with workspace.scope() as scope:
        return payments.search_open(scope, words, 1)[0]


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def on(paid: UUID, billed: UUID, minor: int, booked: int = 0, kind: Adjustment = Adjustment.NONE) -> Share:
    return Share(paid, billed, euros(minor), euros(minor), euros(booked), kind)


def opened(*rows: payments.PaymentRow | invoices.InvoiceRow) -> dict[UUID, Money]:
    return {row.id: row.open for row in rows}


def test_one_line_pays_several_items_and_the_rest_stays_on_account(lane: Workspace) -> None:
    paid, first, second, credit = line(lane, "lane"), bill(lane, "X-1"), bill(lane, "X-2"), bill(lane, "X-3")
    before = everything(lane)
    shares = [on(paid.id, first.id, 100_00), on(paid.id, second.id, 40_00), on(paid.id, credit.id, -20_00)]
    done = allocating.allocate(lane, shares, opened(paid, first, second, credit))
    assert done.sentence == "120.00 EUR matched with X-1 and 2 more; 5.00 EUR stays on account."
    assert line(lane, "lane").open == euros(5_00)
    assert bill(lane, "X-2").open == euros(10_00), "a part is paid, the rest stays open"
    reviewing.undo(lane, done.entry)
    assert everything(lane) == before
    auditing.verify(lane)


def test_several_lines_pay_one_invoice(lane: Workspace) -> None:
    one, two, owed = line(lane, "lane"), line(lane, "another"), bill(lane, "X-4")
    shares = [on(one.id, owed.id, 125_00), on(two.id, owed.id, 60_00)]
    done = allocating.allocate(lane, shares, opened(one, two, owed))
    assert "185.00 EUR of 2 bank lines matched with X-4" in done.sentence
    assert bill(lane, "X-4").open == euros(715_00)


def test_a_difference_is_booked_by_name_within_the_role(lane: Workspace, desk, company) -> None:
    paid, owed = line(lane, "another"), bill(lane, "X-1")
    share, shown = on(paid.id, owed.id, 60_00, 40_00, Adjustment.WRITE_OFF), opened(paid, owed)
    analyst = desk(company, Role.ANALYST)
    with pytest.raises(AccessError, match=r"up to 25\.00 EUR as write-off on X-1. Ask a manager"):
        allocating.allocate(analyst, [share], shown)
    fee = replace(share, kind=Adjustment.BANK_FEE)
    assert "40.00 EUR booked as bank fee" in allocating.allocate(analyst, [fee], shown).sentence
    with lane.scope() as scope:
        assert invoices.get(scope, owed.id).open == euros(0)


def test_an_overpayment_may_be_booked_instead_of_kept(lane: Workspace) -> None:
    paid, owed = line(lane, "another"), bill(lane, "X-2")
    share = on(paid.id, owed.id, 60_00, -10_00, Adjustment.WRITE_OFF)
    allocating.allocate(lane, [share], opened(paid, owed))
    with lane.scope() as scope:
        assert invoices.get(scope, owed.id).open == euros(0)
        assert payments.get(scope, paid.id).open == euros(0)


def test_two_currencies_carry_two_amounts(lane: Workspace) -> None:
    paid, owed = line(lane, "abroad"), bill(lane, "X-1")
    share = Share(paid.id, owed.id, Money(110_00, "USD"), euros(99_50), euros(50), Adjustment.FX)
    done = allocating.allocate(lane, [share], opened(paid, owed))
    assert done.sentence == "110.00 USD matched with X-1; 0.50 EUR booked as exchange difference."


def test_what_does_not_fit_or_has_changed_is_refused(lane: Workspace) -> None:
    paid, owed = line(lane, "lane"), bill(lane, "X-1")
    with pytest.raises(ConflictError, match="more than is open on the invoice"):
        allocating.allocate(lane, [on(paid.id, owed.id, 110_00)], opened(paid, owed))
    with pytest.raises(ConflictError, match="Nothing is put on an invoice"):
        allocating.allocate(lane, [], {})
    allocating.allocate(lane, [on(paid.id, owed.id, 30_00)], opened(paid, owed))
    with pytest.raises(ConflictError, match="has changed since"):
        allocating.allocate(lane, [on(paid.id, owed.id, 30_00)], opened(paid, owed))


def test_another_companys_rows_are_not_there(lane: Workspace, other_workspace: Workspace) -> None:
    paid, owed = line(lane, "lane"), bill(lane, "X-1")
    with pytest.raises(NotFoundError):
        allocating.allocate(other_workspace, [on(paid.id, owed.id, 1_00)], opened(paid, owed))
    with pytest.raises(NotFoundError):
        allocating.for_line(other_workspace, paid.id)


def test_the_desk_offers_what_is_proposed_then_what_the_words_find(
    queue: Workspace, lane: Callable[..., Workspace]
) -> None:
    row = reviewing.queue(queue).rows.iloc[0]
    waiting = reviewing.item(queue, UUID(row["payment_id"]))
    offered = allocating.for_line(queue, waiting.payment.id)
    assert offered.bills[0].id == waiting.proposals[0].legs[0].invoice.id
    found = allocating.for_line(queue, waiting.payment.id, "X-4")
    assert [each.number for each in found.bills] == ["X-4"]
    lines = allocating.for_bill(queue, bill(queue, "X-4").id, "lane").lines
    assert [each.description for each in lines] == ["SOMETHING FROM THE LANE"]


def test_one_cause_is_proposed_with_the_limit_of_the_role(lane: Workspace, desk, company) -> None:
    found = allocating.bounds(desk(company, Role.ANALYST), bill(lane, "X-1"), euros(15_00))
    assert [each.kind for each in found if each.proposed] == [Adjustment.BANK_FEE]
    bound = {each.kind: each.most for each in found}
    assert bound[Adjustment.WRITE_OFF] == euros(25_00)
    assert bound[Adjustment.BANK_FEE] == euros(60_00)


def test_lines_in_two_currencies_pay_one_invoice(lane: Workspace) -> None:
    one, two, owed = line(lane, "lane"), line(lane, "abroad"), bill(lane, "X-4")
    before = everything(lane)
    abroad = Share(two.id, owed.id, Money(110_00, "USD"), euros(100_00), euros(0))
    done = allocating.allocate(lane, [on(one.id, owed.id, 125_00), abroad], opened(one, two, owed))
    assert done.sentence == "125.00 EUR · 110.00 USD of 2 bank lines matched with X-4."
    assert bill(lane, "X-4").open == euros(675_00)
    reviewing.undo(lane, done.entry)
    assert everything(lane) == before


def test_a_split_that_settles_a_case_ends_it_as_split(lane: Workspace) -> None:
    """Two bank lines that name nobody are cases; they pay one invoice together, the rest written off."""
    reconciling.run(lane)
    owed, one, two = bill(lane, "X-4"), line(lane, "lane"), line(lane, "another")
    open_before = set(resolving.cases(lane, CaseFilter()).rows["case_id"])
    shares = [on(one.id, owed.id, 125_00), on(two.id, owed.id, 60_00, 715_00, Adjustment.WRITE_OFF)]
    done = allocating.allocate(lane, shares, opened(one, two, owed))
    ended = resolving.cases(lane, CaseFilter(status="resolved")).rows
    assert set(ended["resolution"]) == {"split_payment"}
    reviewing.undo(lane, done.entry)
    assert set(resolving.cases(lane, CaseFilter()).rows["case_id"]) == open_before
