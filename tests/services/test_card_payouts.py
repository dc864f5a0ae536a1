"""From a settled payout to invoices: the report makes a bank line matchable, and undo takes it back."""

import csv
from uuid import UUID

import pytest

from core.model.batch import BatchKind
from core.model.match import Adjustment, Decision, Method
from core.model.money import Money
from core.services import (
    browsing,
    delivering,
    importing,
    reconciling,
    reviewing,
    settling,
    tracing,
    tuning,
    undoing,
)
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace
from core.settings import REPOSITORY
from core.store import allocations, invoices, listings, matches, outside_names, positions
from core.store.tenancy import Scope

DEMO = REPOSITORY / "data" / "demo" / "northwind-services"

INVOICES = """\
invoice_number,counterparty,issue_date,due_date,total_amount,currency
INV-1042,Quarry Bakery GmbH,2026-10-02,2026-11-01,100.00,USD
INV-1043,Lindholm Optik AB,2026-10-05,2026-11-04,250.00,USD
INV-1044,Mortimer & Sons Ltd,2026-10-09,2026-11-08,80.00,USD
INV-1045,Ostrich Farm SARL,2026-10-12,2026-11-11,61.37,USD
"""
# 100.00 + 250.00 + 80.00 + 61.37 in charges, 30.00 refunded of the third, fees of 14.95 and 2.00.
REPORT = """\
balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,source_id,charge_id,customer_name,description,automatic_payout_id,payment_metadata[invoice]
txn_1,2026-11-02 10:00:00,2026-11-04,usd,100.00,3.20,96.80,charge,ch_1,ch_1,,Card payment,po_77,INV-1042
txn_2,2026-11-02 11:00:00,2026-11-04,usd,250.00,7.55,242.45,charge,ch_2,ch_2,,Card payment,po_77,INV-1043
txn_3,2026-11-02 12:00:00,2026-11-04,usd,80.00,2.62,77.38,charge,ch_3,ch_3,,Card payment,po_77,INV-1044
txn_4,2026-11-02 13:00:00,2026-11-04,usd,61.37,1.58,59.79,charge,ch_4,ch_4,,Bill of October,po_77,
txn_5,2026-11-02 20:00:00,2026-11-04,usd,-30.00,0.00,-30.00,refund,re_1,ch_3,,Refund,po_77,
txn_6,2026-11-02 23:00:00,2026-11-04,usd,-2.00,0.00,-2.00,fee,fee_1,,,Radar,po_77,
txn_7,2026-11-04 06:00:00,2026-11-04,usd,-444.42,0.00,-444.42,payout,po_77,,,STRIPE PAYOUT,po_77,
"""
BANK = """\
transaction_id,payment_date,amount,currency,counterparty,description
B-1,2026-11-04,444.42,USD,STRIPE,STRIPE PAYOUT po_77
B-2,2026-11-05,9.99,USD,STRIPE,STRIPE PAYOUT po_78
"""


def bring(workspace: Workspace, kind: BatchKind, text: str) -> None:
    importing.store(workspace, importing.preview(workspace, text.encode(), f"{kind}.csv", kind))


@pytest.fixture
def settled(workspace: Workspace) -> Workspace:
    """A payout of four charges, settled and standing at the bank."""
    bring(workspace, BatchKind.INVOICES, INVOICES)
    bring(workspace, BatchKind.PAYMENTS, BANK)
    report = delivering.preview(workspace, REPORT.encode(), "stripe.csv", "processor", "stripe")
    delivering.store(workspace, report)
    for day in delivering.business_dates(workspace, report):
        settling.settle(workspace, "stripe", day)
    return workspace


def named(scope: Scope, invoice: UUID) -> tuple[str, str]:
    found = invoices.get(scope, invoice)
    return found.number, found.counterparty


def line_of(workspace: Workspace) -> UUID:
    with workspace.scope() as scope:
        found = listings.payments(scope, listings.ItemFilter(words="po_77"), 5).rows
    return UUID(found["payment"].iloc[0])


def invoices_of(workspace: Workspace, line: UUID) -> dict[str, allocations.AllocationRow]:
    with workspace.scope() as scope:
        return {row.invoice_number: row for row in allocations.of_payment(scope, line) if row.stands}


def test_a_settled_payout_pays_its_invoices_charge_by_charge_to_the_cent(settled: Workspace) -> None:
    run = reconciling.run(settled)
    line = line_of(settled)
    stand = invoices_of(settled, line)
    assert {"INV-1042", "INV-1043", "INV-1044"} <= set(stand)
    first = stand["INV-1042"]
    assert (first.payment_minor, first.invoice_minor, first.adjustment_minor) == (9_680, 9_680, 320)
    assert (first.adjustment, first.actor, first.run_id) == (Adjustment.CARD_FEE, "engine", run.id)
    assert first.card is not None
    assert (first.card.payout_id, [one.id for one in first.card.movements]) == ("po_77", ["ch_1"])
    refunded = stand["INV-1044"]  # 80.00 charged, 30.00 given back
    assert refunded.invoice_minor + refunded.adjustment_minor == 5_000
    with settled.scope() as scope:
        bills = {
            row["number"]: row
            for row in listings.invoices(scope, listings.ItemFilter(), 10).rows.to_dict("records")
        }
    assert bills["INV-1042"]["state"] == "settled"
    assert bills["INV-1043"]["state"] == "settled"


def test_what_the_report_does_not_prove_waits_in_review_with_its_charges(settled: Workspace) -> None:
    """The fourth charge says neither number nor name; confirmed, the line is used up to the cent."""
    reconciling.run(settled)
    queue = reviewing.queue(settled, QueueFilter())
    line = line_of(settled)
    assert queue.rows["payment_id"].tolist() == [str(line)]
    item = reviewing.item(settled, line)
    (proposal,) = item.proposals
    assert (proposal.method, proposal.decision) == (Method.PAYOUT, Decision.REVIEW)
    (leg,) = proposal.legs
    assert leg.invoice.number == "INV-1045"
    assert leg.card is not None
    assert [one.id for one in leg.card.movements] == ["ch_4", "fee_1"]
    assert leg.adjustment == Money(1_58 + 2_00, "USD")
    reviewing.confirm(settled, line, proposal.hypothesis, item.version)
    with settled.scope() as scope:
        found = listings.payments(scope, listings.ItemFilter(words="po_77"), 5).rows.iloc[0]
    assert (found["state"], found["open_minor"]) == ("settled", 0)
    again = reconciling.run(settled)
    assert set(invoices_of(settled, line)) == {"INV-1042", "INV-1043", "INV-1044", "INV-1045"}
    assert again.proposed == 0


def test_a_line_without_a_report_stays_set_aside(settled: Workspace) -> None:
    reconciling.run(settled)
    with settled.scope() as scope:
        other = listings.payments(scope, listings.ItemFilter(words="po_78"), 5).rows.iloc[0]
    assert (other["state"], other["set_aside_reason"]) == ("set_aside", "card_payout")


def test_undoing_the_run_takes_the_matches_back(settled: Workspace) -> None:
    with settled.scope() as scope:
        before = positions.states_summary(scope).to_dict("records")
    run = reconciling.run(settled)
    undoing.undo_run(settled, run.id)
    with settled.scope() as scope:
        assert positions.states_summary(scope).to_dict("records") == before
    assert invoices_of(settled, line_of(settled)) == {}


def test_a_run_done_again_posts_nothing_twice(settled: Workspace) -> None:
    reconciling.run(settled)
    line = line_of(settled)
    first = {number: row.id for number, row in invoices_of(settled, line).items()}
    reconciling.run(settled)
    assert {number: row.id for number, row in invoices_of(settled, line).items()} == first


def test_tuning_tries_what_a_run_would_do(settled: Workspace) -> None:
    snapshot = tuning.open_snapshot(settled)
    line = str(line_of(settled))
    tried = snapshot.saved_outcome.pairs
    run = reconciling.run(settled)
    with settled.scope() as scope:
        kept = {
            (str(row.invoice_id), row.payment_minor)
            for row in allocations.of_payment(scope, line_of(settled))
        }
    mine = tried[(tried["payment"] == line) & (tried["decision"] == "auto")]
    assert {(row["invoice"], row["payment_minor"]) for row in mine.to_dict("records")} == kept
    assert run.proposed == 1  # one of the four charges waits for a person


def test_the_ledger_tells_which_charge_paid(settled: Workspace) -> None:
    reconciling.run(settled)
    history = browsing.payment_file(settled, line_of(settled)).history
    said = [why for event in history for why in event.why]
    assert "paid by card through Stripe, payout po_77: charge ch_1 of 100.00 USD, fee 3.20 USD" in said


def test_the_chain_is_drawn_from_the_match_itself(settled: Workspace) -> None:
    """The fourth charge names no invoice; once a person has confirmed its match, the chain begins there."""
    reconciling.run(settled)
    line = line_of(settled)
    assert tracing.chain(settled, "stripe", "ch_4").invoices.empty
    item = reviewing.item(settled, line)
    reviewing.confirm(settled, line, item.proposals[0].hypothesis, item.version)
    chain = tracing.chain(settled, "stripe", "ch_4")
    assert chain.invoices["number"].tolist() == ["INV-1045"]
    assert chain.matched["payment"].tolist() == [str(line)]
    assert chain.matched["on_invoice_minor"].tolist() == [61_37]


def test_the_demos_card_payouts_are_matched_as_their_truth_says(workspace: Workspace) -> None:
    """Of eight charges six name their invoice, one its customer alone (a person decides), one nothing."""
    for kind, name in (("invoices", "invoices"), ("payments", "payments"), ("payments", "stripe_bank")):
        bring(workspace, BatchKind(kind), (DEMO / f"{name}.csv").read_text(encoding="utf-8"))
    ledger = (DEMO / "stripe_ledger.csv").read_bytes()
    report = (DEMO / "stripe.csv").read_bytes()
    delivering.store(workspace, delivering.preview(workspace, ledger, "ledger.csv", "ledger", "stripe"))
    delivering.store(workspace, delivering.preview(workspace, report, "stripe.csv", "processor", "stripe"))
    reconciling.run(workspace)
    with (DEMO / "card_truth.csv").open(encoding="utf-8", newline="") as rows:
        truth = {tuple(row.values()) for row in csv.DictReader(rows)}
    matched, waits = set(), set()
    with workspace.scope() as scope:
        for bank_id, keys in outside_names.payments(scope).items():
            if bank_id not in {one[0] for one in truth}:
                continue
            stand = [row for key in keys for row in allocations.of_payment(scope, UUID(key))]
            matched |= {(bank_id, row.invoice_number, row.counterparty) for row in stand}
            for row in matches.waiting_of(scope, [UUID(key) for key in keys]):
                waits.add((bank_id, *named(scope, row.invoice_id)))
    assert matched | waits <= truth
    assert (len(matched), len(waits)) == (6, 1)
