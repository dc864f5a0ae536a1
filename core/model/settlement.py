"""The outcome of one settlement run: counts, money per currency and how risky the result is."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.model.discrepancy import DiscrepancyKind
from core.model.money import Money


class RunRisk(StrEnum):
    """How much a whole run needs attention, from its discrepancy rate and its money."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"  # more money in one currency than the rules allow, whatever the rate


@dataclass(frozen=True, slots=True)
class CurrencyTally:
    """The money of one currency in a run.

    `external` and `internal` are the sums of all rows of each side; `difference` is external less internal
    and equals the sum of the differences of the rows that disagree. `at_stake` sums the size of every
    discrepancy's money (never netted).
    """

    external: Money
    internal: Money
    difference: Money
    at_stake: Money


@dataclass(frozen=True, slots=True)
class SettlementSummary:
    """A run in figures.

    `agreed` counts pairs of rows (one of each side) in which nothing differs, `transactions` all that were
    compared: pairs and rows of one side alone. `set_aside` counts rows that need no partner and are no
    transactions of their own: payouts that add up, money held for a time. So transactions = agreed +
    discrepancies. `rate` is discrepancies / transactions (0 when there are none). `kinds` counts
    discrepancies by kind, only kinds that occur.
    """

    external_rows: int
    internal_rows: int
    transactions: int
    agreed: int
    set_aside: int
    discrepancies: int
    rate: Decimal
    risk: RunRisk
    risk_reason: str
    kinds: dict[DiscrepancyKind, int]
    tallies: tuple[CurrencyTally, ...]
