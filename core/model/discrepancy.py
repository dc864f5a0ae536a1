"""Where a processor and the ledger disagree about one transaction: the kind, the money and the reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.model.money import Money


class DiscrepancyKind(StrEnum):
    """The one main kind of a discrepancy. The values are a public code: they stand in files and answers."""

    MISSING_IN_LEDGER = "missing_in_ledger"  # the processor has it, the ledger does not
    MISSING_AT_PROCESSOR = "missing_at_processor"  # the ledger has it, the processor does not
    AMOUNT_DIFFERS = "amount_differs"
    FEE_DIFFERS = "fee_differs"  # from the other side's, or from the agreed or usual rate
    STATUS_DIFFERS = "status_differs"
    CURRENCY_DIFFERS = "currency_differs"
    MINOR_UNIT_ERROR = "minor_unit_error"  # one amount is 100 (10, 1,000) times the other: decimals mistaken
    DUPLICATE_AT_PROCESSOR = "duplicate_at_processor"  # more often there than in the ledger
    DUPLICATE_IN_LEDGER = "duplicate_in_ledger"
    REFUND_UNLINKED = "refund_unlinked"  # a refund of a charge that neither side knows
    CHARGEBACK = "chargeback"  # the payer's bank took money back and the ledger does not say so
    TIMING = "timing"  # other side of a cut-off, or dates further apart than agreed
    PAYOUT_OFF = "payout_off"  # a payout is not the sum of its transactions
    UNCLASSIFIED = "unclassified"  # they disagree in a way that has no other name


class DiscrepancySeverity(StrEnum):
    """How much one discrepancy matters, from its kind and its money."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


# The same disagreement seen from the other side: what swapping processor and ledger makes of a kind.
MIRRORED = {
    DiscrepancyKind.MISSING_IN_LEDGER: DiscrepancyKind.MISSING_AT_PROCESSOR,
    DiscrepancyKind.MISSING_AT_PROCESSOR: DiscrepancyKind.MISSING_IN_LEDGER,
    DiscrepancyKind.DUPLICATE_AT_PROCESSOR: DiscrepancyKind.DUPLICATE_IN_LEDGER,
    DiscrepancyKind.DUPLICATE_IN_LEDGER: DiscrepancyKind.DUPLICATE_AT_PROCESSOR,
}


def mirrored(kind: DiscrepancyKind) -> DiscrepancyKind:
    """The kind with the sides swapped; most kinds are their own mirror."""
    return MIRRORED.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One disagreement, as a person reads it.

    `external` is the processor's amount, `internal` the ledger's; None where that side has no row.
    `difference` is external less internal with a missing side as zero, None when the currencies differ.
    For `payout_off`, `external` is the payout and `internal` the sum of its transactions. For
    `fee_differs`, the amounts are those of the transaction and `expected_fee` is what the fee should be.
    `at_stake` is the money the severity was judged by. Rows count from 1 in each side's file (0: none).
    """

    processor: str
    transaction_id: str
    kind: DiscrepancyKind
    severity: DiscrepancySeverity
    external: Money | None
    internal: Money | None
    difference: Money | None
    at_stake: Money
    external_at: datetime | None
    internal_at: datetime | None
    reason: str
    external_fee: Money | None = None
    internal_fee: Money | None = None
    expected_fee: Money | None = None
    payout_id: str = ""
    reference: str = ""
    external_row: int = 0
    internal_row: int = 0
