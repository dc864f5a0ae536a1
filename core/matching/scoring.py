"""Points of evidence for each candidate pair under given rules: additive, each kind on its own."""

from dataclasses import dataclass

import numpy as np

from core.matching.amounts import AMOUNT_RULES, Explained, Ladder, explain
from core.matching.arrays import Bools, Floats, Ints
from core.matching.evidence import PairColumns
from core.matching.habits import KNOWN_BY_CHANCE, LAG_HIGH, LAG_LOW, PAYS_SHARE, Habits
from core.matching.memory import Memory
from core.matching.parties import Party
from core.matching.pointers import Hit
from core.matching.rhythm import no_rhythm, own_points
from core.model.rules import MatchRules

HIGHEST = 60.0  # points beyond which odds no longer differ in a float
TELLING_REFERENCE = 1.5  # points from which a pointer counts as a kind of evidence of its own
TELLING_PARTY = 0.0
EARLIEST_POINTS = -1.5  # how much the lag may still count against a payment before the issue date
TELLING_AMOUNT = 1.0
_PARTIAL_HITS = (Hit.TAIL, Hit.DAMAGED, Hit.LOOKALIKE, Hit.CORE)
_PARTIAL_NAMES = (Party.WEAK, Party.SIMILAR, Party.CUT, Party.NEAR)


@dataclass(frozen=True, slots=True)
class Points:
    """Points (natural logarithm of odds) per pair and kind, their `total` with the prior, and the gates."""

    reference: Floats
    counterparty: Floats
    amount: Floats
    timing: Floats
    total: Floats
    explained: Explained
    in_window: Bools
    gated: Bools
    kinds: Ints


def prior(size: int) -> float:
    """ln odds that a bank line pays one given open item of `size`, before any evidence."""
    return float(np.log(PAYS_SHARE / (1.0 - PAYS_SHARE)) - np.log(max(size, 1)))


def strictness(value: object) -> float:
    """What points of damaged or partial evidence are multiplied by: 1 at .5, 0 at 1, 1.3 at 0."""
    strict = float(value)  # type: ignore[arg-type]
    return 2.0 * (1.0 - strict) if strict >= 0.5 else 1.0 + 0.6 * (0.5 - strict)


def score(
    rows: PairColumns, ladder: Ladder, habits: Habits, rules: MatchRules, size: int, memory: Memory
) -> Points:
    """Points of every pair; `size` is the number of open items, `memory` that of these very arguments."""
    explained = memory.get(
        "amount",
        tuple(getattr(rules, name) for name in AMOUNT_RULES),
        lambda: explain(rows.amounts, ladder, habits, rules, size),
    )
    reference = memory.get(
        "reference",
        (rules.reference_strictness, rules.weight_reference),
        lambda: hit_points(rows.hit, rows.hit_crowd, habits, rules, size),
    )
    learn = int(rules.learn)
    level = rows.party[learn]
    party = memory.get(
        "party",
        (rules.name_strictness, rules.weight_counterparty, rules.learn),
        lambda: party_points(level, rows.party_crowd[learn], habits, rules, size),
    )
    amount = explained.points * float(rules.weight_amount)
    lag = memory.get("timing", rules.learn, lambda: lag_score(rows, habits, rules))
    timing = lag * float(rules.weight_timing)
    total = np.clip(reference + party + amount + timing + prior(size), -HIGHEST, HIGHEST)
    window = in_window(rows, rules)
    pointed = rows.hit >= int(Hit.TAIL)
    gated = window & ~rows.declined & (explained.within | pointed)
    kinds = (
        ((reference >= TELLING_REFERENCE) & pointed).astype(np.int64)
        + ((party > TELLING_PARTY) & (level >= int(Party.SIMILAR)))
        + ((amount >= TELLING_AMOUNT) & explained.within)
    )
    total = np.where(rows.declined, -HIGHEST, total)
    return Points(reference, party, amount, timing, total, explained, window, gated, kinds)


def hit_points(level: Ints, crowd: Floats, habits: Habits, rules: MatchRules, size: int) -> Floats:
    """Points of the pointer: how often true pairs show this level against wrong ones by chance."""
    base = habits.hit_chance[level]
    many = np.where(np.isin(level, [int(Hit.TAIL), int(Hit.DAMAGED)]), 0.5 * (crowd - 1), 0.0)
    chance = np.maximum(base, many)
    points = np.log(habits.hit[level]) - np.log(chance / max(size, 1))
    silent = level <= int(Hit.CONFLICT)
    points = np.where(silent, np.log(habits.hit[level] / np.where(level == int(Hit.NONE), 0.6, 0.95)), points)
    partial = np.isin(level, [int(hit) for hit in _PARTIAL_HITS])
    points = np.where(partial, np.maximum(points, 0) * strictness(rules.reference_strictness), points)
    return np.asarray(points * float(rules.weight_reference), dtype=np.float64)


def party_points(level: Ints, crowd: Floats, habits: Habits, rules: MatchRules, size: int) -> Floats:
    """Points of the payer's name: the fewer open items its counterparty has, the more it says."""
    named = level >= int(Party.CLASH)
    chance = np.where(named, KNOWN_BY_CHANCE * crowd / max(size, 1), habits.party_base[level])
    often = habits.party.copy()
    often[int(Party.CUT) :] = often[int(Party.CUT) :].sum()  # as good as certain, whatever gives the name
    points = np.log(often[level]) - np.log(np.maximum(chance, 1e-9))
    points = np.where(level == int(Party.CLASH), -6.0, points)
    partial = np.isin(level, [int(name) for name in _PARTIAL_NAMES])
    points = np.where(partial, np.maximum(points, -1.0) * strictness(rules.name_strictness), points)
    return np.asarray(points * float(rules.weight_counterparty), dtype=np.float64)


def lag_score(rows: PairColumns, habits: Habits, rules: MatchRules) -> Floats:
    """Points of the payment's day against the due date, and against paying before the invoice exists."""
    day = np.clip(rows.lag, LAG_LOW, LAG_HIGH) - LAG_LOW
    rhythm = habits.rhythm[int(rules.learn)] if habits.rhythm else no_rhythm(int(rows.of.max(initial=0)) + 1)
    points = own_points(rows.lag, rows.of, habits.lag[day], habits.lag_chance[day], rhythm)
    points = np.where(rows.early > 0, np.clip(points, EARLIEST_POINTS, 0.0) + habits.before, points)
    points = points + habits.unpaid[np.clip(rows.age, LAG_LOW, LAG_HIGH) - LAG_LOW]
    month = np.concatenate([habits.month, [0.0]])[rows.month_off + 1]
    return np.asarray(np.where(rows.timed, points, 0.0) + month, dtype=np.float64)


def in_window(rows: PairColumns, rules: MatchRules) -> Bools:
    """Whether the payment's day lies inside the rules' window (undated pairs do)."""
    early = rows.early_business if rules.business_days else rows.early
    late = rows.lag_business if rules.business_days else rows.lag
    return np.asarray(~rows.timed | ((early <= rules.days_before_issue) & (late <= rules.days_after_due)))
