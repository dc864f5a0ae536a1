"""What a company's own sure matches teach: how often evidence is true, fees, shares, lags, rates."""

from dataclasses import dataclass, field

import numpy as np

from core.matching.arrays import Bools, Floats, Ints, ints

# Priors: how often true pairs show each level, before any data (a mean over several kinds of books).
# Order of `pointers.Hit`: none conflict tail damaged order range core lookalike text exact.
HIT_PRIOR = np.array([0.25, 0.015, 0.04, 0.035, 0.05, 0.02, 0.09, 0.015, 0.30, 0.185])
# How many wrong invoices a bank line points to by chance at each level.
HIT_CHANCE = np.array([1.0, 1.0, 0.6, 0.4, 0.05, 0.05, 0.03, 0.03, 0.01, 0.01])
# Order of `parties.Party`: unknown foreign other clash weak similar cut near text alias same.
PARTY_PRIOR = np.array([0.10, 0.05, 0.012, 0.003, 0.05, 0.07, 0.07, 0.04, 0.12, 0.06, 0.425])
# Order of `amounts.Amount`: exact rounding bank_fee card_fee discount withholding fx part over foreign.
AMOUNT_PRIOR = np.array([0.78, 0.02, 0.03, 0.02, 0.03, 0.01, 0.02, 0.05, 0.015, 0.005])
# How many months after the month a text names its invoice was issued: -1, 0, 1, other (prior and chance).
MONTH_PRIOR = np.array([0.08, 0.55, 0.27, 0.10])
MONTH_CHANCE = np.array([1.0, 1.0, 1.0, 9.0]) / 12.0
PRIOR_WEIGHT = 40.0  # sure matches that weigh as much as the prior
KNOWN_BY_CHANCE = 0.4  # share of bank lines paying nothing open that still name a known counterparty
NEVER_PAID = 0.08  # share of items no payment will ever come for
PAYS_SHARE = 0.85  # prior share of bank lines that pay some open item
LAG_LOW, LAG_HIGH = -120, 240  # days; beyond them the outermost bin counts


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Per counterparty: median lag in days, its `spread`, how far it is to be believed (0 to 1), and whether
    it is `known` from payments that name their invoice.
    """

    centre: Floats
    spread: Floats
    belief: Floats
    known: Bools


@dataclass(frozen=True, slots=True)
class Habits:
    """Learned rates; arrays are indexed by the levels named in the priors above.

    `lag` and `lag_chance` hold the share of true and of random pairs per day of lag from `LAG_LOW`;
    `before` the points of a payment before the issue
    date; `fees` fixed shortfalls seen again and again (minor units); `shares` withheld shares; `cards`
    (percent, fixed part in hundredths) that processors keep; `rates` per
    (payment currency, invoice currency) code pair the payment units for one invoice unit, nan unknown;
    `unpaid` points per day past due that an item is to be paid by now at all; `rhythm` each counterparty's
    usual lag, spread and belief, without and with what the company taught.
    """

    hit: Floats = field(default_factory=lambda: HIT_PRIOR)
    hit_chance: Floats = field(default_factory=lambda: HIT_CHANCE)
    party: Floats = field(default_factory=lambda: PARTY_PRIOR)
    party_base: Floats = field(default_factory=lambda: np.ones(len(PARTY_PRIOR)))
    amount: Floats = field(default_factory=lambda: AMOUNT_PRIOR)
    lag: Floats = field(
        default_factory=lambda: np.full(LAG_HIGH - LAG_LOW + 1, 1.0 / (LAG_HIGH - LAG_LOW + 1))
    )
    lag_chance: Floats = field(
        default_factory=lambda: np.full(LAG_HIGH - LAG_LOW + 1, 1.0 / (LAG_HIGH - LAG_LOW + 1))
    )
    unpaid: Floats = field(default_factory=lambda: np.zeros(LAG_HIGH - LAG_LOW + 1))
    before: float = -2.0
    month: Floats = field(default_factory=lambda: np.log(MONTH_PRIOR / MONTH_CHANCE))
    fees: Ints = field(default_factory=lambda: ints([]))
    shares: tuple[float, ...] = ()
    cards: tuple[tuple[float, int], ...] = ()
    rates: Floats = field(default_factory=lambda: np.full((1, 1), np.nan))
    rhythm: tuple[Rhythm, ...] = ()


def blended(seen: Ints, size: int, prior: Floats) -> Floats:
    """Shares of the levels seen, drawn toward the prior (Dirichlet with `PRIOR_WEIGHT` pseudo-counts)."""
    found = np.bincount(seen, minlength=size).astype(np.float64)
    return np.asarray((found + PRIOR_WEIGHT * prior) / (found.sum() + PRIOR_WEIGHT), dtype=np.float64)


def still_to_come(density: Floats) -> Floats:
    """Points that an item due so many days ago is paid by now at all, against an item long due."""
    paid = np.clip(np.cumsum(density) * (1.0 - NEVER_PAID), 1e-3, 1.0 - NEVER_PAID)
    return np.asarray(np.maximum(np.log(paid / (1.0 - paid)) - np.log(1.0 / NEVER_PAID - 1.0), -3.0))


def density(lags: Ints, width_days: float) -> Floats:
    size = LAG_HIGH - LAG_LOW + 1
    found = np.bincount(np.clip(lags, LAG_LOW, LAG_HIGH) - LAG_LOW, minlength=size).astype(np.float64)
    reach = int(4 * width_days)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width_days) ** 2)
    smooth = np.convolve(found, kernel / kernel.sum(), mode="same")
    day = np.arange(LAG_LOW, LAG_HIGH + 1)
    prior = np.exp(-np.abs(day - 5) / 25.0)
    smooth = smooth + 20.0 * prior / prior.sum() + 1e-3
    return np.asarray(smooth / smooth.sum(), dtype=np.float64)


def recurring(values: Ints, least: int, share: float) -> Ints:
    """Values seen at least `least` times and in at least `share` of the cases."""
    if not len(values):
        return ints([])
    value, count = np.unique(values, return_counts=True)
    return np.asarray(value[(count >= least) & (count >= share * len(values))], dtype=np.int64)
