"""What the codes of settlement are called in a bookkeeper's words."""

from collections.abc import Mapping
from enum import StrEnum

from core.model.discrepancy import DiscrepancyKind, DiscrepancySeverity
from core.model.payout import BankTie
from core.model.processor_transaction import TransactionKind, TransactionStatus
from core.model.settlement import RunRisk
from core.model.settlement_run import SettlementStatus

SETTLEMENT_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    DiscrepancyKind: {
        DiscrepancyKind.MISSING_IN_LEDGER: "missing in the ledger",
        DiscrepancyKind.MISSING_AT_PROCESSOR: "missing at the processor",
        DiscrepancyKind.AMOUNT_DIFFERS: "amount differs",
        DiscrepancyKind.FEE_DIFFERS: "fee differs",
        DiscrepancyKind.STATUS_DIFFERS: "status differs",
        DiscrepancyKind.CURRENCY_DIFFERS: "currency differs",
        DiscrepancyKind.MINOR_UNIT_ERROR: "decimal point misplaced",
        DiscrepancyKind.DUPLICATE_AT_PROCESSOR: "doubled at the processor",
        DiscrepancyKind.DUPLICATE_IN_LEDGER: "doubled in the ledger",
        DiscrepancyKind.REFUND_UNLINKED: "refund without its charge",
        DiscrepancyKind.CHARGEBACK: "chargeback",
        DiscrepancyKind.TIMING: "on another day",
        DiscrepancyKind.PAYOUT_OFF: "payout does not add up",
        DiscrepancyKind.UNCLASSIFIED: "not classified",
    },
    DiscrepancySeverity: {
        DiscrepancySeverity.LOW: "low",
        DiscrepancySeverity.MEDIUM: "medium",
        DiscrepancySeverity.HIGH: "high",
        DiscrepancySeverity.CRITICAL: "critical",
    },
    RunRisk: {
        RunRisk.LOW: "low",
        RunRisk.MEDIUM: "medium",
        RunRisk.HIGH: "high",
        RunRisk.CRITICAL: "critical",
    },
    SettlementStatus: {
        SettlementStatus.RUNNING: "running",
        SettlementStatus.DONE: "done",
        SettlementStatus.FAILED: "failed",
    },
    BankTie: {
        BankTie.KEY: "named on the bank line",
        BankTie.AMOUNT_AND_DAY: "found by amount and day",
        BankTie.AMBIGUOUS: "several bank lines fit",
        BankTie.MISSING: "not at the bank yet",
    },
    TransactionKind: {
        TransactionKind.CHARGE: "charge",
        TransactionKind.REFUND: "refund",
        TransactionKind.DISPUTE: "chargeback",
        TransactionKind.DISPUTE_WON: "chargeback won",
        TransactionKind.FEE: "fee",
        TransactionKind.ADJUSTMENT: "adjustment",
        TransactionKind.HOLD: "hold",
        TransactionKind.PAYOUT: "payout",
        TransactionKind.UNKNOWN: "unknown kind",
    },
    TransactionStatus: {
        TransactionStatus.SETTLED: "settled",
        TransactionStatus.PENDING: "pending",
        TransactionStatus.FAILED: "failed",
        TransactionStatus.REFUNDED: "refunded",
        TransactionStatus.DISPUTED: "disputed",
        TransactionStatus.UNKNOWN: "unknown status",
    },
}
