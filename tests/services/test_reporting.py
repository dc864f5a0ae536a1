"""Every figure on the screen can be counted again from rows."""

from decimal import Decimal
from uuid import UUID

import pytest

from core.insight.assumptions import DEFAULT
from core.model.batch import BatchKind
from core.model.errors import AccessError, RulesError
from core.model.identity import Role
from core.model.match import Adjustment
from core.model.money import Money
from core.services import allocating, auditing, browsing, reporting, resolving, reviewing
from core.services.allocating import Share
from core.services.workspace import Workspace
from tests.services.conftest import INVOICES, PAYMENTS, bring, waiting

_HEAD_OF_INVOICES, _HEAD_OF_LINES = INVOICES.splitlines()[0], PAYMENTS.splitlines()[0]


def test_today_counts_what_the_pages_show(queue: Workspace) -> None:
    today = reporting.today(queue)
    waiting_now = reviewing.queue(queue)
    assert today.to_review == waiting_now.total
    assert today.to_review_money == waiting_now.money
    assert today.exceptions == resolving.cases(queue, resolving.CaseFilter()).total
    assert today.set_aside == 1
    assert today.last_run is not None
    assert len(today.imports) == 4


def test_the_states_sum_to_what_was_imported(queue: Workspace) -> None:
    report = reporting.kpis(queue, None)
    assert report.states.balanced
    assert report.payment_states.balanced
    assert report.states.rows["count"].sum() == 9


def test_rates_are_counted_again_from_rows(queue: Workspace) -> None:
    from core.store import positions

    report = reporting.kpis(queue, None)
    with queue.scope() as scope:
        rows = positions.invoice_outcomes(scope)
    settled = rows[rows["state"] == "settled"]
    overdue = rows[(rows["state"] != "settled") & rows["due_on"].notna()]
    needed = int(settled["touched_by_person"].sum()) + int(
        (overdue["touched_by_person"] | overdue["state"].isin(["proposed", "excepted"])).sum()
    )
    counted = len(settled) + len(overdue)
    assert report.kpis.invoices_counted == counted
    assert report.kpis.exception_rate == Decimal(needed) / counted
    assert report.kpis.automatic_rate == Decimal(int(settled["automatic"].sum())) / len(settled)


def test_a_decision_moves_the_figures(queue: Workspace) -> None:
    before = reporting.kpis(queue, None).kpis
    item = waiting(queue)
    reviewing.confirm(queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    after = reporting.kpis(queue, None).kpis
    assert after.invoices_settled == before.invoices_settled + 1
    assert after.money_unmatched["EUR"] == before.money_unmatched["EUR"] - 33340


def test_open_money_is_what_the_ledger_shows_open(queue: Workspace) -> None:
    """C-1 of 100.00 is half paid by hand: 50.00 of it is open, in the figure, its trend and by age."""
    bring(
        queue, f"{_HEAD_OF_INVOICES}\nC-1,Half Ltd,2026-03-01,2026-03-31,100.00,EUR,,\n", BatchKind.INVOICES
    )
    bring(queue, f"{_HEAD_OF_LINES}\nT-9,2026-03-31,50.00,EUR,HALF LTD,PART,,transfer\n", BatchKind.PAYMENTS)
    bill = browsing.invoice_list(queue, browsing.LedgerFilter("C-1"), 1, 0).rows.iloc[0]
    line = browsing.payment_list(queue, browsing.LedgerFilter("HALF"), 1, 0).rows.iloc[0]
    half, nothing = Money(50_00, "EUR"), Money(0, "EUR")
    share = Share(UUID(line["payment"]), UUID(bill["invoice"]), half, half, nothing, Adjustment.NONE)
    shown = {share.payment: half, share.invoice: Money(100_00, "EUR")}
    allocating.allocate(queue, [share], shown, "")
    rows = browsing.invoice_list(queue, browsing.LedgerFilter(), 100, 0).rows
    left = int(rows.loc[~rows["state"].isin(["settled", "void"]), "open_minor"].abs().sum())
    report = reporting.kpis(queue, None)
    assert browsing.invoice_list(queue, browsing.LedgerFilter("C-1"), 1, 0).rows["open_minor"][0] == 50_00
    assert report.kpis.money_unmatched == {"EUR": left}
    assert report.ageing["money_minor"].sum() == left
    assert report.monthly["unmatched_at_end"].iloc[-1] == {"EUR": left}
    assert reporting.today(queue).unmatched_money == {"EUR": left}


def test_assumptions_are_the_companys_own_and_on_the_record(
    queue: Workspace, other_workspace: Workspace
) -> None:
    dearer = DEFAULT.with_(currency="EUR", manual_cost="20.00")
    before = reporting.kpis(queue, None).kpis.cost_per_invoice
    reporting.save_assumptions(queue, dearer)
    assert reporting.kpis(queue, None).assumptions == dearer
    assert reporting.kpis(queue, None).kpis.cost_per_invoice > before
    assert reporting.kpis(other_workspace, None).assumptions.manual_cost == DEFAULT.manual_cost
    entry = auditing.entries(queue, auditing.AuditFilter(action="assumptions.saved")).rows.iloc[0]
    assert entry["after"]["manual_cost"] == "20.00"


def test_assumptions_outside_their_bounds_are_refused() -> None:
    with pytest.raises(RulesError):
        DEFAULT.with_(manual_cost="-1")


def test_an_analyst_does_not_change_assumptions(desk, company) -> None:
    with pytest.raises(AccessError, match="manager"):
        reporting.save_assumptions(desk(company, Role.ANALYST), DEFAULT)


def test_an_empty_company_has_no_rates_and_no_errors(workspace: Workspace) -> None:
    today = reporting.today(workspace)
    assert (today.to_review, today.exceptions, today.last_run) == (0, 0, None)
    assert today.kpis.exception_rate is None
    assert reporting.kpis(workspace).to_mapping()["automatic_rate"] is None
