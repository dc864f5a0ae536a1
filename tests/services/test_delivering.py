"""Two files become a settled day whose every transaction can be followed from the invoice to the bank."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.intake.answers import OpenQuestionError
from core.model.batch import BatchKind
from core.model.discrepancy import DiscrepancyKind
from core.model.errors import FileError, ImportRefusedError, NotFoundError, TieoutError
from core.model.money import Money
from core.model.payout import BankTie
from core.model.settlement_rules import SettlementRules
from core.services import connecting, delivering, resettling, settling, tracing
from core.services.workspace import Workspace
from core.store.deliveries import DeliveryRow
from core.store.discrepancies import DiscrepancyFilter
from tests.services.conftest import bring

DAY = date(2026, 11, 19)
MORNING = datetime(2026, 11, 20, 4, tzinfo=UTC)
HEAD = "balance_transaction_id,source_id,created_utc,currency,gross,fee,net,reporting_category,"
HEAD += "automatic_payout_id,payment_metadata[invoice_number]\n"
STRIPE = (
    HEAD
    + """\
txn_1,ch_1,2026-11-19 10:00:00,eur,100.00,1.75,98.25,charge,po_1,R-1
txn_2,ch_2,2026-11-19 11:00:00,eur,50.00,1.00,49.00,charge,po_1,R-2
txn_3,re_1,2026-11-19 12:00:00,eur,-20.00,0.00,-20.00,refund,po_1,
txn_4,po_1,2026-11-19 13:00:00,eur,-127.25,0.00,-127.25,payout,po_1,
"""
)
LEDGER = """\
transaction_id,processor_name,amount,currency,status,transaction_date,reference_number
ch_1,stripe,100.00,EUR,paid,2026-11-19T10:00:00Z,R-1
ch_2,stripe,55.00,EUR,paid,2026-11-19T11:00:00Z,R-2
re_1,stripe,-20.00,EUR,refunded,2026-11-19T12:00:00Z,
ch_9,stripe,7.00,EUR,paid,2026-11-19T12:30:00Z,
"""
INVOICES = """\
invoice_number,counterparty,issue_date,due_date,total_amount,currency
R-1,Quarry Bakery GmbH,2026-11-10,2026-12-10,100.00,EUR
R-2,Lindholm Optik AB,2026-11-10,2026-12-10,50.00,EUR
"""
BANK = """\
transaction_id,payment_date,amount,currency,counterparty,description
B-1,2026-11-21,127.25,EUR,STRIPE PAYMENTS,PAYOUT
"""


def deliver(workspace: Workspace, text: str, side: str, processor: str = "") -> object:
    seen = delivering.preview(workspace, text.encode(), f"{side}.csv", side, processor)
    return delivering.store(workspace, seen)


@pytest.fixture
def delivered(workspace: Workspace) -> Workspace:
    bring(workspace, INVOICES, BatchKind.INVOICES)
    bring(workspace, BANK, BatchKind.PAYMENTS)
    deliver(workspace, LEDGER, "ledger")
    deliver(workspace, STRIPE, "processor")
    return workspace


def test_from_two_files_to_the_drawn_chain(delivered: Workspace) -> None:
    run = settling.settle(delivered, "stripe", DAY, now=MORNING)
    assert run.summary["kinds"] == {"missing_at_processor": 1, "amount_differs": 1}
    found = tracing.found(delivered, run.id, DiscrepancyFilter(words="ch_2")).rows
    assert found[["external_minor", "internal_minor"]].values.tolist() == [[5_000, 5_500]]
    chain = tracing.chain(delivered, "stripe", "CH_1 ")
    assert chain.invoices["number"].tolist() == ["R-1"]
    assert chain.movements["transaction_id"].tolist() == ["ch_1"]
    assert chain.net == (Money(98_25, "EUR"),)
    (payout,) = chain.payouts
    assert {name: part.minor for name, part in payout.parts.items()} == {
        "charges": 150_00, "refunds": -20_00, "disputes": 0, "others": 0, "fees": -2_75,
    }  # fmt: skip
    assert (payout.paid, payout.off) == (Money(127_25, "EUR"), Money(0, "EUR"))
    assert (len(payout.bank_lines), payout.tie) == (1, BankTie.AMOUNT_AND_DAY)
    opened = tracing.run_file(delivered, run.id)
    (step,) = opened.funnel
    assert step.net == step.paid_out == step.in_bank == Money(127_25, "EUR")
    (trace,) = opened.payouts
    assert (trace.tie, trace.off, trace.expected) == (BankTie.AMOUNT_AND_DAY, Money(0, "EUR"), trace.paid)


def test_without_a_ledger_file_the_companys_invoices_are_the_ledger(workspace: Workspace) -> None:
    bring(workspace, INVOICES.replace("50.00", "45.00"), BatchKind.INVOICES)
    deliver(workspace, STRIPE.replace(",R-1", ",R-7"), "processor")
    run = settling.settle(workspace, "stripe", DAY, now=MORNING)
    assert run.summary["ledger"] == "books"
    kinds = run.summary["kinds"]
    assert kinds == {"amount_differs": 1, "missing_in_ledger": 2}  # R-7, and a refund without credit note


def test_the_same_file_again_is_known_and_a_taken_back_one_comes_anew(delivered: Workspace) -> None:
    seen = delivering.preview(delivered, STRIPE.encode(), "stripe.csv", "processor")
    assert seen.processor == "stripe"
    assert seen.earlier is not None
    assert delivering.store(delivered, seen).counts.added == 0
    for delivery in connecting.delivered(delivered, source="stripe"):
        connecting.undo_delivery(delivered, delivery.id)
    again = delivering.preview(delivered, STRIPE.encode(), "stripe.csv", "processor")
    assert again.earlier is None
    assert delivering.store(delivered, again).counts.added == 5


def test_bad_rows_are_named_and_nothing_is_stored_without_a_word(workspace: Workspace) -> None:
    text = LEDGER.replace("55.00", "5x5").replace("2026-11-19T12:30:00Z", "")
    seen = delivering.preview(workspace, text.encode(), "ledger.csv", "ledger", "stripe")
    assert [(row.row, row.column) for row in seen.rejected] == [(3, "amount"), (5, "transaction_date")]
    with pytest.raises(ImportRefusedError, match="2 rows that cannot be read"):
        delivering.store(workspace, seen)
    assert delivering.store(workspace, seen, accept_partial=True).counts.added == 2


def test_a_mapping_is_remembered_for_the_next_file(workspace: Workspace) -> None:
    strange = LEDGER.replace("transaction_id", "Kennung").replace("amount", "Wieviel")
    asked = delivering.preview(workspace, strange.encode(), "l.csv", "ledger", "stripe").question
    assert asked is not None
    assert "holds the transaction id" in asked.text
    assert "Kennung" in [choice.value for choice in asked.choices]
    said = {"transaction_id": "Kennung", "amount": "Wieviel"}
    seen = delivering.preview(workspace, strange.encode(), "l.csv", "ledger", "stripe", said=said)
    delivering.store(workspace, seen)
    next_one = strange.replace("2026-11-19", "2026-11-20")
    assert delivering.preview(workspace, next_one.encode(), "m.csv", "ledger", "stripe").rows == 4


def test_an_open_question_stops_the_file(workspace: Workspace) -> None:
    text = LEDGER.replace("2026-11-19T", "11/10/2026 ").replace("Z,", ",")
    seen = delivering.preview(workspace, text.encode(), "l.csv", "ledger", "stripe")
    assert seen.question is not None
    with pytest.raises(OpenQuestionError):
        delivering.store(workspace, seen)


def test_what_cannot_be_said_is_refused(workspace: Workspace) -> None:
    with pytest.raises(TieoutError, match="either"):
        delivering.preview(workspace, LEDGER.encode(), "l.csv", "bank")
    with pytest.raises(FileError, match="Whose transactions"):
        delivering.preview(workspace, LEDGER.replace("stripe", "").encode(), "l.csv", "processor")
    with pytest.raises(NotFoundError):
        tracing.chain(workspace, "stripe", "ch_unknown")


BAD_LEDGER = LEDGER.replace("55.00", "5x5")  # ch_2, which Stripe has
BAD_STRIPE = STRIPE.replace("100.00,1.75", "1oo.00,1.75")  # txn_1, which the ledger knows as ch_1


def deliver_partly(workspace: Workspace, text: str, side: str) -> None:
    seen = delivering.preview(workspace, text.encode(), f"{side}.csv", side)
    delivering.store(workspace, seen, accept_partial=True)


def kinds_of_day(workspace: Workspace) -> dict[str, str]:
    later = datetime.now(UTC) + timedelta(seconds=2)  # a start in the second of another is served by it
    run = settling.settle(workspace, "stripe", DAY, now=later)
    rows = tracing.found(workspace, run.id, DiscrepancyFilter()).rows
    return dict(zip(rows["transaction_id"], rows["kind"], strict=True))


def test_the_counterpart_of_a_rejected_row_is_not_called_missing(workspace: Workspace) -> None:
    deliver_partly(workspace, BAD_LEDGER, "ledger")
    deliver_partly(workspace, BAD_STRIPE, "processor")
    kinds = kinds_of_day(workspace)
    assert kinds == {
        "ch_1": "unclassified", "ch_2": "unclassified", "ch_9": "missing_at_processor", "po_1": "payout_off",
    }  # fmt: skip
    run = settling.settle(workspace, "stripe", DAY)
    rows = tracing.found(workspace, run.id, DiscrepancyFilter()).rows.set_index("transaction_id")
    assert rows["reason"]["ch_2"].endswith("that cannot be read: ledger.csv, row 3.")
    assert rows["reason"]["ch_1"].endswith("that cannot be read: processor.csv, row 2.")
    assert (run.inputs["external_unreadable"], run.inputs["internal_unreadable"]) == (1, 1)
    day = resettling.try_rules(resettling.open_snapshot(workspace, run.id, 1), SettlementRules())
    assert day.kinds == {
        DiscrepancyKind.UNCLASSIFIED: 2,
        DiscrepancyKind.MISSING_AT_PROCESSOR: 1,
        DiscrepancyKind.PAYOUT_OFF: 1,
    }


def test_a_row_without_a_date_is_rejected_and_its_counterpart_not_called_missing(
    workspace: Workspace,
) -> None:
    deliver(workspace, STRIPE, "processor")
    deliver_partly(workspace, LEDGER.replace("2026-11-19T11:00:00Z", ""), "ledger")
    assert kinds_of_day(workspace)["ch_2"] == "unclassified"


def test_a_file_that_mends_the_row_or_takes_the_bad_one_back_ends_it(workspace: Workspace) -> None:
    deliver(workspace, STRIPE, "processor")
    deliver_partly(workspace, BAD_LEDGER, "ledger")
    assert kinds_of_day(workspace)["ch_2"] == "unclassified"
    mended = deliver(workspace, LEDGER, "ledger")
    assert kinds_of_day(workspace)["ch_2"] == "amount_differs"
    assert isinstance(mended, DeliveryRow)
    connecting.undo_delivery(workspace, mended.id)
    assert kinds_of_day(workspace)["ch_2"] == "unclassified"
    for delivery in connecting.delivered(workspace, source="ledger"):
        if delivery.undone_at is None:
            connecting.undo_delivery(workspace, delivery.id)
    deliver(workspace, LEDGER.replace("ch_2,", "ch_3,"), "ledger")
    assert kinds_of_day(workspace)["ch_2"] == "missing_in_ledger"


def test_a_rejected_row_of_one_processor_says_nothing_of_another(workspace: Workspace) -> None:
    deliver(workspace, STRIPE, "processor")
    deliver_partly(workspace, BAD_LEDGER.replace("ch_2,stripe", "ch_2,paypal"), "ledger")
    assert kinds_of_day(workspace)["ch_2"] == "missing_in_ledger"


CENTS = """\
transaction_id,processor_name,amount,fee,currency,status,transaction_date,reference_number
ch_1,stripe,10000,175,EUR,paid,2026-11-19T10:00:00Z,R-1
ch_2,stripe,5000,100,EUR,paid,2026-11-19T11:00:00Z,R-2
re_1,stripe,-2000,0,EUR,refunded,2026-11-19T12:00:00Z,
"""


def test_a_file_that_counts_cents_is_noticed_read_so_and_remembered(workspace: Workspace) -> None:
    report = delivering.preview(workspace, STRIPE.encode(), "stripe.csv", "processor")
    ledger = delivering.preview(workspace, CENTS.encode(), "ledger.csv", "ledger", "stripe")
    assert delivering.counts_cents(ledger, report)
    assert not delivering.counts_cents(report, ledger)
    said = delivering.chosen({"fee_minor": "fee"}, "amount_minor", "amount")
    read = delivering.preview(workspace, CENTS.encode(), "ledger.csv", "ledger", "stripe", said=said)
    assert not delivering.counts_cents(read, report)
    delivering.store(workspace, report)
    delivering.store(workspace, read)
    assert kinds_of_day(workspace) == {}
    next_one = delivering.preview(workspace, CENTS.encode(), "next.csv", "ledger", "stripe")
    assert next_one.records is not None
    assert next_one.records.columns["amount"] == [100_00, 50_00, -20_00]
    back = delivering.preview(
        workspace, CENTS.encode(), "next.csv", "ledger", "stripe", said={"amount": "amount"}
    )
    assert back.records is not None
    assert back.records.columns["amount"][0] == 10_000_00
    assert back.fields["fee_minor"] == "fee", "what was said before of another column holds"


def test_whole_amounts_of_equal_money_are_not_taken_for_cents(workspace: Workspace) -> None:
    report = delivering.preview(workspace, STRIPE.encode(), "stripe.csv", "processor")
    ledger = delivering.preview(workspace, LEDGER.encode(), "ledger.csv", "ledger")
    assert not delivering.counts_cents(ledger, report)
    assert not delivering.counts_cents(report, ledger)


def test_decimals_in_a_currency_without_any_are_told_from_a_wrong_amount(workspace: Workspace) -> None:
    report = STRIPE.replace("eur", "jpy").replace("100.00,1.75,98.25", "10000,175,9825")
    report = report.replace("50.00,1.00,49.00", "5000,100,4900").replace(
        "-20.00,0.00,-20.00", "-2000,0,-2000"
    )
    deliver(workspace, report.replace("-127.25,0.00,-127.25", "-12725,0,-12725"), "processor")
    deliver(workspace, LEDGER.replace("EUR", "JPY").replace("55.00", "55.45"), "ledger")
    run = settling.settle(workspace, "stripe", DAY, now=MORNING)
    rows = tracing.found(workspace, run.id, DiscrepancyFilter()).rows.set_index("transaction_id")
    assert rows["kind"]["ch_1"] == "minor_unit_error"
    assert rows["reason"]["ch_2"] == (
        "The processor has 5,000 JPY, the ledger 55.45 JPY: a difference of 4,944.55 JPY."
    )
