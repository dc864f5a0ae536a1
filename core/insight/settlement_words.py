"""What the codes of settlement are called in a bookkeeper's words."""

from collections.abc import Mapping
from enum import StrEnum

from core.insight.formats import count_text, monies_text, number_text
from core.model.discrepancy import DiscrepancyKind, DiscrepancySeverity
from core.model.payout import BankTie
from core.model.processor_transaction import TransactionKind, TransactionStatus
from core.model.settlement import RunRisk
from core.model.settlement_report import Compliance
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
        DiscrepancyKind.DUPLICATE_AT_PROCESSOR: "duplicated at the processor",
        DiscrepancyKind.DUPLICATE_IN_LEDGER: "duplicated in the ledger",
        DiscrepancyKind.REFUND_UNLINKED: "refund without its charge",
        DiscrepancyKind.CHARGEBACK: "chargeback",
        DiscrepancyKind.TIMING: "on another day",
        DiscrepancyKind.PAYOUT_OFF: "payout does not add up",
        DiscrepancyKind.UNCLASSIFIED: "unclassified",
    },
    DiscrepancySeverity: {
        DiscrepancySeverity.LOW: "low",
        DiscrepancySeverity.MEDIUM: "medium",
        DiscrepancySeverity.HIGH: "high",
        DiscrepancySeverity.CRITICAL: "critical",
    },
    Compliance: {
        Compliance.MET: "met",
        Compliance.ATTENTION: "needs attention",
        Compliance.NOT_MET: "not met",
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

KIND_WORDS = SETTLEMENT_WORDS[DiscrepancyKind]
SEVERITY_WORDS = SETTLEMENT_WORDS[DiscrepancySeverity]
STATUS_WORDS = SETTLEMENT_WORDS[SettlementStatus]
TIE_WORDS = SETTLEMENT_WORDS[BankTie]

# Where messages go, by the channel's code.
CHANNEL_WORDS: Mapping[str, str] = {"mail": "Mail to", "slack": "Slack, webhook"}

# What a person does next about a discrepancy of each kind.
KIND_ADVICE: Mapping[DiscrepancyKind, str] = {
    DiscrepancyKind.MISSING_IN_LEDGER: "Book what the processor reports: the money has already moved.",
    DiscrepancyKind.MISSING_AT_PROCESSOR: "Ask why it was booked: a charge never taken is not revenue.",
    DiscrepancyKind.AMOUNT_DIFFERS: "Correct the ledger to the amount taken, or raise it with the payer.",
    DiscrepancyKind.FEE_DIFFERS: "Claim the difference from the processor, or correct the booked fee.",
    DiscrepancyKind.STATUS_DIFFERS: "Update the ledger: the money may not have moved.",
    DiscrepancyKind.CURRENCY_DIFFERS: "Find out which currency was taken and correct the other side.",
    DiscrepancyKind.MINOR_UNIT_ERROR: "Correct the decimals where they were entered, and check similar rows.",
    DiscrepancyKind.DUPLICATE_AT_PROCESSOR: "Refund the second charge, unless it was intended.",
    DiscrepancyKind.DUPLICATE_IN_LEDGER: "Reverse the second entry: the money came in only once.",
    DiscrepancyKind.REFUND_UNLINKED: "Find the charge this refund belongs to before approving it.",
    DiscrepancyKind.CHARGEBACK: "Answer before the processor's deadline, or book the loss.",
    DiscrepancyKind.TIMING: "Nothing to do yet. Check again when the next day is settled.",
    DiscrepancyKind.PAYOUT_OFF: "Ask the processor what it added to or deducted from the payout.",
    DiscrepancyKind.UNCLASSIFIED: "Compare both rows; this difference fits no other kind.",
}

# A risk as it stands alone, without a heading that says what it is.
RISK_WORDS: Mapping[RunRisk, str] = {
    RunRisk.LOW: "low risk",
    RunRisk.MEDIUM: "medium risk",
    RunRisk.HIGH: "high risk",
    RunRisk.CRITICAL: "critical",
}


def processor_name(processor: str) -> str:
    """A processor as people write it: `Stripe`, `PayPal`."""
    return {"paypal": "PayPal", "": "No processor"}.get(processor, processor.replace("_", " ").capitalize())


def waiting_text(cases: int, grave: int, money: Mapping[str, int]) -> str:
    """`3 settlement discrepancies, 1 of them grave, 1,200.00 USD at stake`; "" without any."""
    if not cases:
        return ""
    many = count_text(cases, "settlement discrepancy", "settlement discrepancies")
    of = f", {number_text(grave)} of them grave" if grave else ""
    return f"{many}{of}, {monies_text(money)} at stake"
