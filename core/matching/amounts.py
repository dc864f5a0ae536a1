"""Named explanations of the difference between a bank line and an open amount, and how telling each is."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import IntEnum

import numpy as np

from core.matching.arrays import Bools, Floats, Ints
from core.matching.frames import Items
from core.matching.habits import Habits
from core.model.match import Adjustment
from core.model.money import minor_digits
from core.model.reasons import Reason
from core.model.rules import MatchRules


class Amount(IntEnum):
    """What explains the paid amount; one hypothesis a pair, the best supported."""

    EXACT = 0
    ROUNDING = 1
    BANK_FEE = 2
    CARD_FEE = 3
    DISCOUNT = 4
    WITHHOLDING = 5
    FX = 6
    PART = 7  # less than open, unexplained: settles a part
    OVER = 8  # more than open, unexplained: the rest stays on account
    FOREIGN = 9  # another currency at no known rate


SETTLING = (
    Amount.EXACT, Amount.ROUNDING, Amount.BANK_FEE, Amount.CARD_FEE, Amount.DISCOUNT, Amount.WITHHOLDING,
    Amount.FX,
)  # fmt: skip
ADJUSTMENT = {
    Amount.ROUNDING: Adjustment.ROUNDING,
    Amount.BANK_FEE: Adjustment.BANK_FEE,
    Amount.CARD_FEE: Adjustment.CARD_FEE,
    Amount.DISCOUNT: Adjustment.DISCOUNT,
    Amount.WITHHOLDING: Adjustment.WITHHOLDING,
}
REASON = {
    Amount.EXACT: Reason.AMOUNT_EXACT,
    Amount.ROUNDING: Reason.AMOUNT_ROUNDING,
    Amount.BANK_FEE: Reason.AMOUNT_BANK_FEE,
    Amount.CARD_FEE: Reason.AMOUNT_CARD_FEE,
    Amount.DISCOUNT: Reason.AMOUNT_DISCOUNT,
    Amount.WITHHOLDING: Reason.AMOUNT_WITHHOLDING,
    Amount.FX: Reason.AMOUNT_FX,
    Amount.PART: Reason.AMOUNT_PART,
    Amount.OVER: Reason.AMOUNT_OVER,
    Amount.FOREIGN: Reason.AMOUNT_DIFFERS,
}
# The rules that `explain` reads.
AMOUNT_RULES = (
    "under_absolute", "under_percent", "over_absolute", "over_percent", "rounding_max", "bank_fee_max",
    "card_fee_percent", "card_fee_fixed", "discount_percent_max", "discount_grace_days",
    "withholding_percent_max", "fx_percent",
)  # fmt: skip
SPOKEN_PART = 8.0  # how much likelier a part is, and a whole payment is not, when the text speaks of one
SPOKEN_WHOLE = 0.4
SPOKEN_LESS = 0.02  # the same of a whole payment less some deduction: who pays on account deducts nothing
EVEN_SHARE = 0.04  # share of chance differences that are even (half or whole units), as fees are
LEAST_SCALE = 100  # a rule's 60 means 6,000 yen too: a currency without digits has no small unit


def scale_of(currency: str) -> int:
    """How many minor units one unit of a rule's amounts is in a currency."""
    return int(max(10 ** minor_digits(currency), LEAST_SCALE))


def minor(value: Decimal, scale: Floats) -> Floats:
    """A rule's amount in minor units of each row's currency (`scale` from `scale_of`)."""
    return np.floor(float(value) * scale + 1e-6)


class Ladder:
    """Open amounts sorted within (currency, direction): counts how many lie in a window, exactly."""

    def __init__(self, items: Items) -> None:
        size = np.abs(items.open)
        self.top = int(size.max()) + 1 if len(size) else 1
        self.step = float(4 * self.top + 1)
        self.rungs = np.sort((items.currency * 2 + (items.open < 0)) * self.step + size)

    def within(self, band: Ints, low: Floats, high: Floats) -> Floats:
        """How many open amounts of the band lie in [low, high]."""
        base = band * self.step
        low, high = np.clip(low, 0, 2 * self.top), np.clip(high, 0, 2 * self.top)
        return np.asarray(
            np.searchsorted(self.rungs, base + high, "right")
            - np.searchsorted(self.rungs, base + low, "left"),
            dtype=np.float64,
        )


@dataclass(frozen=True, slots=True)
class AmountColumns:
    """What is known of each pair's amounts before any rule: minor units, absolute, same direction.

    `paid` and `owed`; `band` currency and direction; `same` one currency; `rate_offered` the discount the
    invoice's terms name (a share) and `discount_day` days past the discount date (-1000 without one);
    `crowd` how many other open items share the paid amount exactly, by its roundness; `density` open items
    per minor unit nearby; `fx_error` relative distance from the learned rate (nan: no rate), `fx_owed` the
    paid amount in the invoice's currency and `owed_band` its band; `spoken` the text calls it an
    instalment, `withheld` it says that something was withheld, `credited` that a credit was deducted,
    `processor` names a card or payment processor; `scale` minor
    units of one unit of a rule's amounts.
    """

    paid: Ints
    owed: Ints
    band: Ints
    same: Bools
    rate_offered: Floats
    discount_day: Ints
    crowd: Floats
    density: Floats
    fx_error: Floats
    fx_owed: Floats
    owed_band: Ints
    spoken: Bools
    withheld: Bools
    credited: Bools
    processor: Bools
    scale: Floats

    def where(self, wanted: Bools | Ints) -> "AmountColumns":
        """The wanted rows alone."""
        return AmountColumns(*(getattr(self, each.name)[wanted] for each in fields(self)))


def roundness(amounts: Ints) -> Ints:
    """0 irregular, 1 tens of cents, 2 whole, 3 tens, 4 hundreds and rounder."""
    out = np.zeros(len(amounts), dtype=np.int64)
    for zeros in range(1, 5):
        out[amounts % 10**zeros == 0] = zeros
    return out


@dataclass(frozen=True, slots=True)
class Explained:
    """Per pair: the best hypothesis (`Amount`), its points, the booked difference (owed less paid; negative
    where a rounding went over), whether gates pass."""

    kind: Ints
    points: Floats
    adjustment: Ints
    within: Bools


def explain(
    columns: AmountColumns, ladder: Ladder, habits: Habits, rules: MatchRules, size: int
) -> Explained:
    """The best supported amount hypothesis of each pair under the rules.

    Points are ln(m) - ln(u): m how often true pairs look so (learned), u the exact count of open items that
    would look so by chance (Fellegi and Sunter, 1969). `size` is the number of open items.
    """
    paid, owed = columns.paid.astype(np.float64), columns.owed.astype(np.float64)
    short = owed - paid
    best = np.where(short > 0, int(Amount.PART), int(Amount.OVER)).astype(np.int64)
    best = np.where(columns.same, best, int(Amount.FOREIGN))
    often = habits.amount[best] * np.where(columns.spoken & (best == int(Amount.PART)), SPOKEN_PART, 1.0)
    points = _log_ratio(often, np.where(columns.same, 0.5 * size, size), size)
    within = np.zeros(len(paid), dtype=bool)
    for kind, fits, weigh in _windows(columns, habits, rules, owed, short):
        at = np.flatnonzero(fits)
        some = columns.where(at)
        chance, share = weigh(some, ladder, habits, rules)
        whole = SPOKEN_WHOLE if kind in (Amount.EXACT, Amount.FX) else SPOKEN_LESS
        value = _log_ratio(share * np.where(some.spoken, whole, 1.0), chance, size)
        better = (value > points[at]) | ~within[at]
        best[at[better]], points[at[better]] = int(kind), value[better]
        within[at] = True
    # A whole percentage that nothing tells is withheld may be any short payment: the pair is as likely, but
    # what is missing stays open until a person has said what it is.
    best[(best == int(Amount.WITHHOLDING)) & ~_known_to_be_withheld(columns, habits)] = int(Amount.PART)
    booked = np.isin(best, [int(kind) for kind in ADJUSTMENT])
    adjustment = np.where(
        booked & ((short > 0) | (best == int(Amount.ROUNDING))), columns.owed - columns.paid, 0
    )
    return Explained(best, points, adjustment.astype(np.int64), within)


def _log_ratio(share: Floats | float, chance: Floats, size: int) -> Floats:
    return np.asarray(np.log(share) - np.log(np.maximum(chance, 1e-3) / max(size, 1)), dtype=np.float64)


def _others(seen: Floats) -> Floats:
    """Items in a window beside the one in question; never quite none."""
    return np.maximum(seen - 1.0, 0.25)


def limits(owed: Floats, scale: Floats, absolute: Decimal, percent: Decimal) -> Floats:
    """The wider of an absolute and a relative tolerance, in minor units."""
    return np.maximum(minor(absolute, scale), owed * float(percent) / 100.0)


# How many items would fit a hypothesis by chance, and how often it is true, for pairs that fit it.
_Weigh = Callable[[AmountColumns, Ladder, Habits, MatchRules], tuple[Floats, Floats | float]]


def _windows(
    columns: AmountColumns, habits: Habits, rules: MatchRules, owed: Floats, short: Floats
) -> list[tuple[Amount, Bools, _Weigh]]:
    """For each hypothesis: which pairs it fits, and what weighs them."""
    same = columns.same
    exact = same & (short == 0)
    lower = limits(owed, columns.scale, rules.under_absolute, rules.under_percent)
    upper = limits(owed, columns.scale, rules.over_absolute, rules.over_percent)
    rounding = same & ~exact & (((short <= lower) & (-short <= upper)) | _whole(columns, short, rules))
    # What the terms offer as a discount is no fee, however late it is taken.
    fee = same & (short > 0) & (short <= minor(rules.bank_fee_max, columns.scale)) & ~offered(columns)
    fx = ~same & (columns.fx_error <= float(rules.fx_percent) / 100.0)
    by_terms, common = _discounts(columns, rules, owed, short)
    return [
        (Amount.EXACT, exact, _weigh_exact),
        (Amount.ROUNDING, rounding, _weigh_rounding),
        (Amount.DISCOUNT, by_terms | common, _weigh_discount),
        (Amount.WITHHOLDING, _withheld(columns, habits, rules, owed, short)[0], _weigh_withheld),
        (Amount.BANK_FEE, fee, _weigh_fee),
        (Amount.CARD_FEE, _kept(columns, habits, rules, owed, short)[0], _weigh_card),
        (Amount.FX, fx, _weigh_fx),
    ]


def _whole(columns: AmountColumns, short: Floats, rules: MatchRules) -> Bools:
    """Payments of whole units, off by no more than rounding allows."""
    most = minor(rules.rounding_max, columns.scale)
    return np.asarray((columns.paid % columns.scale == 0) & (np.abs(short) <= most))


def _weigh_exact(
    columns: AmountColumns, ladder: Ladder, habits: Habits, rules: MatchRules
) -> tuple[Floats, float]:
    return columns.crowd + columns.density, float(habits.amount[int(Amount.EXACT)])


def _weigh_rounding(
    columns: AmountColumns, ladder: Ladder, habits: Habits, rules: MatchRules
) -> tuple[Floats, float]:
    paid, owed = columns.paid.astype(np.float64), columns.owed.astype(np.float64)
    lower = limits(owed, columns.scale, rules.under_absolute, rules.under_percent)
    upper = limits(owed, columns.scale, rules.over_absolute, rules.over_percent)
    whole = _whole(columns, owed - paid, rules)
    most = minor(rules.rounding_max, columns.scale)
    wide = np.maximum(np.maximum(lower, upper), np.where(whole, most, 0.0))
    near = 0.5 * _others(ladder.within(columns.band, paid - wide, paid + wide)) + columns.crowd
    return near, float(habits.amount[int(Amount.ROUNDING)])


def _weigh_fee(
    columns: AmountColumns, ladder: Ladder, habits: Habits, rules: MatchRules
) -> tuple[Floats, Floats]:
    paid, short = columns.paid.astype(np.float64), (columns.owed - columns.paid).astype(np.float64)
    most = minor(rules.bank_fee_max, columns.scale)
    others = _others(ladder.within(columns.band, paid + 1, paid + most))
    known = np.isin(columns.owed - columns.paid, habits.fees)
    even = short % (columns.scale / 2) == 0
    chance = np.where(even, EVEN_SHARE * others, others)
    chance = np.where(known, 3.0 * len(habits.fees) * columns.density + 0.1 * columns.crowd, chance)
    share = habits.amount[int(Amount.BANK_FEE)] * np.where(known, 0.7, np.where(even, 0.5, 0.15))
    return chance, share


def _weigh_card(
    columns: AmountColumns, ladder: Ladder, habits: Habits, rules: MatchRules
) -> tuple[Floats, float]:
    paid, owed = columns.paid.astype(np.float64), columns.owed.astype(np.float64)
    _, scheduled = _kept(columns, habits, rules, owed, owed - paid)
    most = paid * (1 + float(rules.card_fee_percent) / 100.0) + 60
    chance = _others(ladder.within(columns.band, paid + 1, most))
    known = 3.0 * len(habits.cards) * columns.density + 0.1 * columns.crowd
    return np.where(scheduled, known, chance), float(habits.amount[int(Amount.CARD_FEE)])


def _weigh_fx(
    columns: AmountColumns, ladder: Ladder, habits: Habits, rules: MatchRules
) -> tuple[Floats, float]:
    width = float(rules.fx_percent) / 100.0
    expected = np.nan_to_num(columns.fx_owed, nan=0.0, posinf=0.0)
    chance = ladder.within(columns.owed_band, expected * (1 - width), expected * (1 + width)) + 0.1
    return chance, float(habits.amount[int(Amount.FX)])


def _kept(
    columns: AmountColumns, habits: Habits, rules: MatchRules, owed: Floats, short: Floats
) -> tuple[Bools, Bools]:
    """Which shortfalls a processor may have kept, and which of them are a schedule's to the cent.

    A schedule seen in these books counts when its percentage and its fixed part are each within the rules; a
    shortfall of no known schedule needs a line that names a processor and may be as large as both together.
    """
    percent_most, fixed_most = float(rules.card_fee_percent), float(rules.card_fee_fixed)
    seen, allowed = np.zeros(len(owed), dtype=bool), np.zeros(len(owed), dtype=bool)
    for percent, fixed in habits.cards:
        fits = np.abs(short - percent * owed / 100.0 - fixed * columns.scale / 100.0) <= 1.0
        seen |= fits
        if percent <= percent_most + 1e-9 and fixed / 100.0 <= fixed_most + 1e-9:
            allowed |= fits
    most = owed * percent_most / 100.0 + minor(rules.card_fee_fixed, columns.scale)
    kept = allowed | (~seen & columns.processor & (short <= most))
    return np.asarray(columns.same & (short > 0) & kept & ~offered(columns)), np.asarray(allowed)


def offered(columns: AmountColumns) -> Bools:
    """Whether the shortfall is the discount that the invoice's own terms offer."""
    short = columns.owed - columns.paid
    taken = np.abs(short - columns.rate_offered * columns.owed) <= 1.0
    return np.asarray(columns.same & (columns.rate_offered > 0) & taken & (short > 0))


def _discounts(columns: AmountColumns, rules: MatchRules, owed: Floats, short: Floats) -> tuple[Bools, Bools]:
    """A discount the terms offer and the date allows; a half-percent step where the terms offer none."""
    most = float(rules.discount_percent_max) / 100.0
    by_terms = offered(columns) & (columns.discount_day <= rules.discount_grace_days)
    rate = short / np.maximum(owed, 1.0)
    step = np.abs(short - np.round(rate * 200.0) / 200.0 * owed) <= 0.75
    silent = columns.same & (columns.rate_offered == 0)
    common = silent & (short > 0) & (rate <= most + 1e-9) & step & (np.round(rate * 200.0) > 0)
    return by_terms, common


def _weigh_discount(
    columns: AmountColumns, ladder: Ladder, habits: Habits, rules: MatchRules
) -> tuple[Floats, Floats]:
    owed = columns.owed.astype(np.float64)
    by_terms, _ = _discounts(columns, rules, owed, owed - columns.paid)
    share = habits.amount[int(Amount.DISCOUNT)]
    steps = max(float(rules.discount_percent_max) / 100.0 * 200.0, 1.0)
    chance = np.where(by_terms, 3.0 * columns.density + 0.05 * columns.crowd, 3.0 * steps * columns.density
                      + 0.1 * steps * columns.crowd)  # fmt: skip
    return chance, np.where(by_terms, 0.8 * share, 0.2 * share)


def _slack(columns: AmountColumns) -> Floats:
    """How far a deduction may be from its percentage: a minor unit, or a unit where units were paid."""
    rounded = ((columns.owed - columns.paid) % columns.scale.astype(np.int64) == 0) | (
        columns.paid % columns.scale.astype(np.int64) == 0
    )
    return np.where(rounded & (columns.owed > 1_000 * columns.scale), columns.scale, 1.0)


def _withheld(
    columns: AmountColumns, habits: Habits, rules: MatchRules, owed: Floats, short: Floats
) -> tuple[Bools, Bools]:
    """A whole percentage withheld, or a share this company's payers were seen to withhold; and which are the
    latter.

    What the terms offer as a discount is no withholding, however late it is taken.
    """
    most = float(rules.withholding_percent_max) / 100.0
    rate = short / np.maximum(owed, 1.0)
    whole = np.abs(short - np.round(rate * 100.0) / 100.0 * owed) <= 0.75 * _slack(columns)
    learned = _seen_withheld(columns, habits, owed, short)
    told = (whole & (np.round(rate * 100) > 0)) | learned
    return columns.same & (short > 0) & (rate <= most + 1e-9) & told & ~offered(columns), learned


def _seen_withheld(columns: AmountColumns, habits: Habits, owed: Floats, short: Floats) -> Bools:
    """Whether the shortfall is a share this company's payers were seen to withhold."""
    learned, slack = np.zeros(len(owed), dtype=bool), _slack(columns)
    for known in habits.shares:
        learned |= np.abs(short - known * owed) <= slack
    return learned


def _known_to_be_withheld(columns: AmountColumns, habits: Habits) -> Bools:
    """Whether the payer says so, or payers of these books were seen to withhold this very share."""
    owed = columns.owed.astype(np.float64)
    return np.asarray(columns.withheld | _seen_withheld(columns, habits, owed, owed - columns.paid))


def _weigh_withheld(
    columns: AmountColumns, ladder: Ladder, habits: Habits, rules: MatchRules
) -> tuple[Floats, Floats]:
    owed = columns.owed.astype(np.float64)
    _, learned = _withheld(columns, habits, rules, owed, owed - columns.paid)
    most, share = float(rules.withholding_percent_max) / 100.0, habits.amount[int(Amount.WITHHOLDING)]
    steps = np.where(learned, 1.0 + len(habits.shares), max(100.0 * most, 1.0))
    chance = 3.0 * steps * columns.density + 0.1 * steps * columns.crowd
    return chance, np.where(learned, 0.8 * share, 0.2 * share)
