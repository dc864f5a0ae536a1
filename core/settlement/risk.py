"""How much a discrepancy and a whole run matter: by rate, by money and by volume."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from core.model.discrepancy import DiscrepancyKind, DiscrepancySeverity
from core.model.money import minor_digits, to_decimal
from core.model.settlement import RunRisk
from core.model.settlement_rules import SettlementRules
from core.settlement.sides import Ints

LEVELS = tuple(DiscrepancySeverity)
# A chargeback has a deadline, and these others mean that a record is wrong whatever the money.
_AT_LEAST_MEDIUM = frozenset(
    {
        DiscrepancyKind.CHARGEBACK,
        DiscrepancyKind.CURRENCY_DIFFERS,
        DiscrepancyKind.MINOR_UNIT_ERROR,
        DiscrepancyKind.DUPLICATE_AT_PROCESSOR,
        DiscrepancyKind.DUPLICATE_IN_LEDGER,
        DiscrepancyKind.PAYOUT_OFF,
    }
)


def severities(
    kinds: Sequence[DiscrepancyKind],
    at_stake: Ints,
    currency: Ints,
    names: Sequence[str],
    rules: SettlementRules,
) -> list[DiscrepancySeverity]:
    """The severity of each discrepancy: by its money against the rules' bounds in major units.

    Timing settles itself and is low whatever the money; some kinds are medium at least.
    """
    scales = np.array([10 ** minor_digits(name) for name in names] + [100], dtype=np.int64)[currency]
    level = np.zeros(len(at_stake), dtype=np.int64)
    for bound in (rules.medium_above, rules.high_above, rules.critical_above):
        whole, rest = divmod(bound, 1)
        # Exact for bounds of up to three decimals, as fine as any currency.
        minor = int(whole) * scales + (int(rest * 1000) * scales) // 1000
        level += np.abs(at_stake) > minor
    for k, kind in enumerate(kinds):
        if kind is DiscrepancyKind.TIMING:
            level[k] = 0
        elif kind in _AT_LEAST_MEDIUM:
            level[k] = max(level[k], 1)
    return [LEVELS[k] for k in level]


def of_run(
    discrepancies: int, transactions: int, at_stake: Mapping[str, int], rules: SettlementRules
) -> tuple[RunRisk, str, Decimal]:
    """The risk of a run, a sentence that says why, and the rate (discrepancies / transactions).

    `at_stake` is the money of all discrepancies by currency in minor units, never netted.
    """
    rate = Decimal(discrepancies) / transactions if transactions else Decimal(0)
    for currency in sorted(at_stake):
        money = to_decimal(at_stake[currency], currency)
        if money > rules.critical_above:
            return (
                RunRisk.CRITICAL,
                f"{money:,} {currency} are in discrepancy, more than {rules.critical_above:,}.",
                rate,
            )
    band = rules.band(transactions)
    percent = rate * 100
    shown = f"{percent:.3f} % of {transactions:,} transactions disagree"
    if discrepancies and percent >= band.high_from:
        return RunRisk.HIGH, f"{shown}, {band.high_from} % or more.", rate
    if discrepancies and percent >= band.medium_from:
        return RunRisk.MEDIUM, f"{shown}, {band.medium_from} % or more.", rate
    return RunRisk.LOW, f"{shown}, less than {band.medium_from} %.", rate
