"""A company's day at Stripe with a few things wrong, for the tests of the Settlement page and its reports."""

from datetime import UTC, date, datetime, timedelta

from core.model.ledger_entry import LedgerEntry
from core.model.money import Money
from core.model.payout import Payout
from core.model.processor_transaction import ProcessorTransaction, TransactionKind, TransactionStatus
from core.model.settlement_run import SettlementRun
from core.services import settling
from core.services.workspace import Workspace
from core.store import deliveries, ledger_entries, payouts, processor_transactions
from core.store.deliveries import NewDelivery
from tests.screen.conftest import bring

DAY = date(2026, 11, 19)
NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)
CHARGES = 30
MISSING, WRONG, UNKNOWN = "ch_004", "ch_007", "ch_900"  # not in the ledger; another amount; only there
FOLLOWED = "ch_002"  # has an invoice, a refund, a payout and a bank line
INVOICES = b"""invoice_number,counterparty,issue_date,due_date,total_amount,currency
INV-7002,Marigold Saddlery,2026-11-01,2026-12-01,102.00,USD
"""


def amount(number: int) -> int:
    """The minor units of a charge."""
    return 100_00 + number * 1_00


def fee(minor: int) -> int:
    """2.9 % and 30 cents."""
    return (minor * 29 + 500) // 1000 + 30


def _charges() -> list[ProcessorTransaction]:
    return [
        ProcessorTransaction(
            "stripe", f"ch_{number:03}", TransactionKind.CHARGE, TransactionStatus.SETTLED,
            Money(amount(number), "USD"), Money(fee(amount(number)), "USD"),
            NOON + timedelta(minutes=number), word="charge", status_word="available",
            reference=f"INV-7{number:03}", payout_id="po_1",
        )
        for number in range(CHARGES)
    ]  # fmt: skip


def _refund() -> ProcessorTransaction:
    return ProcessorTransaction(
        "stripe", "re_002", TransactionKind.REFUND, TransactionStatus.SETTLED, Money(-20_00, "USD"),
        Money(0, "USD"), NOON + timedelta(hours=2), word="refund", parent_id=FOLLOWED, payout_id="po_1",
    )  # fmt: skip


def paid_out() -> int:
    """The minor units of the day's payout."""
    return sum(amount(number) - fee(amount(number)) for number in range(CHARGES)) - 20_00


def _entry(one: ProcessorTransaction) -> LedgerEntry:
    minor = one.amount.minor + (5_00 if one.id == WRONG else 0)
    name = UNKNOWN if one.id == MISSING else one.id
    return LedgerEntry(
        name, "stripe", one.kind, one.status, Money(minor, "USD"), one.fee, one.occurred_at,
        reference=one.reference, parent_id=one.parent_id, payout_id=one.payout_id,
    )  # fmt: skip


def deliver(workspace: Workspace) -> None:
    """Puts the day into the books: Stripe's side, the ledger's, an invoice and the bank line."""
    rows = [*_charges(), _refund()]
    payout = Payout("stripe", "po_1", Money(paid_out(), "USD"), DAY + timedelta(days=1), "paid", "STRP-1119")
    with workspace.scope() as scope:
        made = deliveries.begin(scope, NewDelivery("stripe", "processor", "file", "1" * 64, "stripe.csv"))
        counts = processor_transactions.store(scope, made, rows) + payouts.store(scope, made, [payout])
        deliveries.finish(scope, made, counts)
        made = deliveries.begin(scope, NewDelivery("ledger", "ledger", "file", "2" * 64, "ledger.csv"))
        deliveries.finish(scope, made, ledger_entries.store(scope, made, [_entry(one) for one in rows]))
    line = (
        "transaction_id,payment_date,amount,currency,counterparty,description,reference\n"
        f"BL1,2026-11-20,{paid_out() / 100:.2f},USD,STRIPE,STRIPE TRANSFER STRP-1119,\n"
    )
    bring(workspace, INVOICES, "invoices.csv")
    bring(workspace, line.encode(), "bank.csv")


def settled(workspace: Workspace) -> SettlementRun:
    """The day delivered and settled."""
    deliver(workspace)
    return settling.settle(workspace, "stripe", DAY)
