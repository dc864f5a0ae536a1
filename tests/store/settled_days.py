"""Small days for the store's tests: a processor's transactions, a ledger, a run that found something."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from core.model.discrepancy import Discrepancy, DiscrepancyKind, DiscrepancySeverity
from core.model.ledger_entry import LedgerEntry
from core.model.money import Money
from core.model.payout import BankTie, Payout, PayoutTrace
from core.model.processor_transaction import ProcessorTransaction, TransactionKind, TransactionStatus
from core.model.settlement import RunRisk
from core.model.settlement_rules import DEFAULT
from core.model.settlement_run import Window
from core.model.unreadable_row import UnreadableRow
from core.store import (
    deliveries,
    discrepancies,
    discrepancy_cases,
    ledger_entries,
    notification_targets,
    outbox,
    payout_traces,
    payouts,
    processor_keys,
    processor_transactions,
    report_files,
    schedules,
    settlement_rules,
    settlement_runs,
    unreadable_rows,
)
from core.store.deliveries import Counts, NewDelivery
from core.store.notification_targets import Channel
from core.store.schedules import Schedule
from core.store.settlement_runs import Claim, Outcome
from core.store.tenancy import Scope

DAY = date(2026, 11, 19)
NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)
WINDOW = Window(datetime(2026, 11, 19, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC))
SEAL_KEY = b"only for tests"


def transaction(number: str, minor: int = 100_00, **said: object) -> ProcessorTransaction:
    values: dict[str, object] = {
        "processor": "stripe",
        "id": number,
        "kind": TransactionKind.CHARGE,
        "status": TransactionStatus.SETTLED,
        "amount": Money(minor, "EUR"),
        "fee": Money(1_00, "EUR"),
        "occurred_at": NOON,
        "word": "charge",
    }
    return ProcessorTransaction(**values | said)  # type: ignore[arg-type]


def entry(number: str, minor: int = 100_00, **said: object) -> LedgerEntry:
    values: dict[str, object] = {
        "processor": "stripe",
        "transaction_id": number,
        "kind": TransactionKind.CHARGE,
        "status": TransactionStatus.SETTLED,
        "amount": Money(minor, "EUR"),
        "fee": None,
        "occurred_at": NOON,
    }
    return LedgerEntry(**values | said)  # type: ignore[arg-type]


def deliver(
    scope: Scope,
    transactions: Sequence[ProcessorTransaction] = (),
    entries: Sequence[LedgerEntry] = (),
    paid: Sequence[Payout] = (),
) -> Counts:
    """Stores what one delivery brings and answers what became of it."""
    made = deliveries.begin(scope, NewDelivery("stripe", "processor", "api", "0" * 64))
    counts = processor_transactions.store(scope, made, transactions)
    counts += ledger_entries.store(scope, made, entries)
    counts += payouts.store(scope, made, paid)
    return deliveries.finish(scope, made, counts).counts


def claim(scope: Scope, holder: UUID | None = None, day: date = DAY) -> Claim:
    return settlement_runs.claim(scope, "stripe", day, holder or uuid4(), WINDOW, 0, DEFAULT)


def outcome(found: int = 0) -> Outcome:
    return Outcome({}, 3, 3 - found, found, RunRisk.LOW, {}, {})


def discrepancy(number: str = "ch_1", at_stake: int = 5_00, **said: object) -> Discrepancy:
    values: dict[str, object] = {
        "processor": "stripe",
        "transaction_id": number,
        "kind": DiscrepancyKind.MISSING_IN_LEDGER,
        "severity": DiscrepancySeverity.MEDIUM,
        "external": Money(at_stake, "EUR"),
        "internal": None,
        "difference": Money(at_stake, "EUR"),
        "at_stake": Money(at_stake, "EUR"),
        "external_at": NOON,
        "internal_at": None,
        "reason": "The ledger does not have it.",
    }
    return Discrepancy(**values | said)  # type: ignore[arg-type]


def trace() -> PayoutTrace:
    zero, hundred = Money(0, "EUR"), Money(100_00, "EUR")
    return PayoutTrace(
        "stripe", "po_1", 1, hundred, zero, zero, zero, zero, hundred, zero, BankTie.KEY, ("bank line",)
    )


def fill_settlement(scope: Scope) -> None:
    """A row in every table of settlement."""
    paid = Payout("stripe", "po_1", Money(100_00, "EUR"), DAY, bank_key="KEY")
    deliver(scope, [transaction("ch_1")], [entry("ch_1")], [paid])
    (made,) = deliveries.newest(scope, 1)
    unreadable_rows.keep(scope, made.id, [UnreadableRow("stripe.csv", 2, "ch_2")])
    settlement_rules.save(scope, DEFAULT)
    claimed = claim(scope)
    discrepancies.add(scope, claimed.run_id, [discrepancy()])
    payout_traces.add(scope, claimed.run_id, [trace()])
    settlement_runs.finish(scope, claimed, outcome(1))
    discrepancy_cases.synchronise(scope, claimed.run_id, "stripe", DAY)
    schedules.save(scope, Schedule("stripe", time(4), "UTC", True, DAY))
    processor_keys.save(scope, SEAL_KEY, "stripe", {"api_key": "sk_test_1234567890"})
    target = notification_targets.add(
        scope, SEAL_KEY, Channel.MAIL, "books@example.com", "b…@example.com", DiscrepancySeverity.LOW
    )
    due_at = NOON + timedelta(days=1)
    outbox.put(scope, "key", target.id, claimed.run_id, "low", "A subject", {}, due_at, digest=True)
    report_files.put(scope, claimed.run_id, "a.csv", "text/csv", 1, "0" * 64, "local", "a.csv")
