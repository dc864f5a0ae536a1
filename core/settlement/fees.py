"""What a processor keeps of a charge: the agreed rate, or the one that most rows follow."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from core.model.money import minor_digits
from core.model.settlement_rules import FeeRate, SettlementRules
from core.settlement.sides import BLANK, Bools, Ints, Side, Sides

_FEWEST = 20  # rows from which a rate can be learned
_MOST = 0.8  # share of the rows that must follow it
_SAMPLE = 4_000
_STEP = 100_000  # rates are compared in thousandths of a percent


@dataclass(frozen=True, slots=True)
class UsedRate:
    """A rate that fees were compared with: agreed, or learned; `following` of `rows` rows follow it."""

    rate: FeeRate
    agreed: bool
    rows: int
    following: int


@dataclass(frozen=True, slots=True)
class Expected:
    """The fee of each row of a side by its rate; `agreed` and `learned` say where there is one."""

    fee: Ints
    agreed: Bools
    learned: Bools
    rates: tuple[UsedRate, ...]


def expect(sides: Sides, side: Side, rules: SettlementRules) -> Expected:
    """The fee every charge of a side should have cost, by processor and currency."""
    fee = np.zeros(len(side), dtype=np.int64)
    agreed = np.zeros(len(side), dtype=bool)
    learned = np.zeros(len(side), dtype=bool)
    used: list[UsedRate] = []
    charges = np.flatnonzero((side.amount > 0) & (side.currency != BLANK))
    group = (side.processor * len(sides.currencies) + side.currency)[charges]
    charges = charges[np.argsort(group, kind="stable")]
    for rows in np.split(charges, np.cumsum(np.unique(group, return_counts=True)[1])[:-1]):
        if not len(rows):
            continue
        processor, currency = side.processor[rows[0]], sides.currencies[side.currency[rows[0]]]
        name = sides.processors[processor] if processor >= 0 else "other"
        rate = rules.fee(name, currency)
        known = rows[side.fee_known[rows]]
        found = rate or (_learn(side, known, name, currency) if rules.learn_fees else None)
        if found is None:
            continue
        fee[rows] = by_rate(side.amount[rows], found)
        off = np.abs(fee[known] - side.fee[known]) <= rules.fee_tolerance_minor
        following = int(off.sum())
        if rate is None and following < _MOST * len(known):
            continue
        (agreed if rate else learned)[rows] = True
        used.append(UsedRate(found, rate is not None, len(known), following))
    return Expected(fee, agreed, learned, tuple(used))


def nothing(side: Side) -> Expected:
    """No rate for any row."""
    never = np.zeros(len(side), dtype=bool)
    return Expected(np.zeros(len(side), dtype=np.int64), never, never, ())


def by_rate(amount: Ints, rate: FeeRate) -> Ints:
    """Fees in minor units by a rate, rounded half up; exact for amounts below 10**13 minor units."""
    digits = minor_digits(rate.currency)
    share = int((rate.percent * _STEP / 100).to_integral_value())
    fixed = int(rate.fixed.scaleb(digits).to_integral_value())
    whole, rest = np.divmod(amount, _STEP)
    return np.asarray(whole * share + (rest * share + _STEP // 2) // _STEP + fixed)


def _learn(side: Side, rows: Ints, processor: str, currency: str) -> FeeRate | None:
    """The percentage and fixed part that most rows follow, None where too few rows could show one.

    Two rows far apart in amount give a percentage; the commonest one of many such pairs is taken, then the
    commonest rest after it.
    """
    if len(rows) < _FEWEST:
        return None
    order = rows[np.lexsort((side.fee[rows], side.amount[rows]))]
    order = order[:: max(1, len(order) // _SAMPLE)]
    amount, fee = side.amount[order], side.fee[order]
    half = len(order) // 2
    step, gain = amount[half:] - amount[: len(order) - half], fee[half:] - fee[: len(order) - half]
    wide = step >= np.quantile(step, 0.5)
    wide &= step > 0
    if not wide.any():
        return None
    shares = gain[wide] * _STEP // step[wide]
    coarse = _commonest(np.round(shares / 50).astype(np.int64)) * 50
    best: tuple[int, int, int] = (0, 0, 0)
    # Hundredths of a percent are as fine as contracts go; the rounding of fees blurs the pairs by a few.
    for share in range(max(0, coarse - 100), coarse + 101, 10):
        rest = fee - (amount * share + _STEP // 2) // _STEP
        fixed = _commonest(rest)
        following = int((np.abs(rest - fixed) <= 1).sum())
        exact = int((rest == fixed).sum())
        best = max(best, (exact + following, share, fixed))
    _, share, fixed = best
    if fixed < 0:
        return None
    return FeeRate(
        processor, currency, Decimal(share) * 100 / _STEP, Decimal(fixed).scaleb(-minor_digits(currency))
    )


def _commonest(values: Ints) -> int:
    names, counts = np.unique(values, return_counts=True)
    return int(names[np.argmax(counts)])
