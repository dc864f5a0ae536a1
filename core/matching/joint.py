"""Points of joint proposals: the sum's chance to agree by accident, and the evidence of their members."""

from dataclasses import dataclass

import numpy as np

from core.matching.amounts import limits, minor
from core.matching.arrays import Bools, Floats, Ints, counts, totals
from core.matching.facts import Evidence
from core.matching.grouping import Groups
from core.matching.pointers import Hit
from core.matching.scoring import (
    HIGHEST,
    TELLING_AMOUNT,
    TELLING_PARTY,
    TELLING_REFERENCE,
    hit_points,
    in_window,
    lag_score,
    party_points,
    prior,
)
from core.model.match import Adjustment
from core.model.rules import MatchRules

COMBINED_SHARE = 0.12  # prior share of payments that settle several items
PART_SHARE = 0.05
SPOKEN = 1.5  # points for each part whose text calls it an instalment
UNLISTED = -1.5  # points for each item a list leaves out
AMBIGUITY = -1.5  # points for each other set with the same sum


@dataclass(frozen=True, slots=True)
class GroupPoints:
    """Points per joint proposal by kind, how its shortfall is named (position in `ADJUSTMENTS`), and whether
    the rules' gates pass.
    """

    reference: Floats
    counterparty: Floats
    amount: Floats
    timing: Floats
    total: Floats
    adjustment: Ints
    within: Bools
    in_window: Bools
    kinds: Ints


def score_groups(evidence: Evidence, rules: MatchRules) -> GroupPoints:
    """Points of every joint proposal under the rules."""
    groups, rows, size = evidence.groups, evidence.group_rows, len(evidence.ledger.invoices)
    many = len(groups)
    learn = int(rules.learn)
    hit = hit_points(rows.hit, rows.hit_crowd, evidence.habits, rules, size)
    party = party_points(rows.party[learn], rows.party_crowd[learn], evidence.habits, rules, size)
    timing = lag_score(rows, evidence.habits, rules) * float(rules.weight_timing)
    length = np.maximum(counts(groups.group, many), 1)
    reference = _references(groups, hit, rows.hit, many)
    counterparty = np.where(
        groups.parts, totals(groups.group, party, many), _lowest(groups.group, party, many)
    )
    when = np.where(groups.parts, 1.0, 1.0 / length) * totals(groups.group, timing, many)
    when = np.where(
        groups.rest, 0.0, when
    )  # what was kept back is due by contract, not by the invoice's terms
    spoken = totals(groups.group, rows.amounts.spoken, many)
    amount, adjustment, within = _amounts(groups, rules, size, length)
    amount = amount + np.where(groups.parts, SPOKEN * spoken, 0.0)
    amount = amount * float(rules.weight_amount)
    payers = np.where(groups.parts, length, 1)
    total = reference + counterparty + amount + when + payers * prior(size)
    inside = in_window(rows, rules)
    window = np.where(
        groups.parts, totals(groups.group, inside, many) > 0, totals(groups.group, ~inside, many) == 0
    )
    window |= groups.rest
    declined = totals(groups.group, rows.declined, many) > 0
    usable = within & ~declined & (length <= rules.combine_max) & ~_returned(evidence, many)
    kinds = (
        (reference >= TELLING_REFERENCE).astype(np.int64)
        + (counterparty > TELLING_PARTY)
        + (amount >= TELLING_AMOUNT)
    )
    total = np.where(usable, np.clip(total, -HIGHEST, HIGHEST), -HIGHEST)
    return GroupPoints(reference, counterparty, amount, when, total, adjustment, within, window, kinds)


def _returned(evidence: Evidence, many: int) -> Bools:
    groups = evidence.groups
    return totals(groups.group, evidence.returned[groups.payment], many) > 0


def _lowest(group: Ints, values: Floats, many: int) -> Floats:
    out = np.full(many, np.inf)
    np.minimum.at(out, group, values)
    return np.where(np.isfinite(out), out, 0.0)


def _references(groups: Groups, points: Floats, level: Ints, many: int) -> Floats:
    """The best pointer, a little for each further one, less for items a list does not name."""
    named = level >= int(Hit.TAIL)
    best = np.full(many, -np.inf)
    np.maximum.at(best, groups.group, np.where(named, points, -np.inf))
    silent = totals(groups.group, np.where(named, 0.0, points), many) / np.maximum(
        counts(groups.group, many), 1
    )
    some = np.isfinite(best)
    further = np.maximum(totals(groups.group, named, many) - 1, 0)
    missing = totals(groups.group, ~named, many)
    listed = np.where(
        some, best + 0.5 * further + np.where(groups.listed > 0, UNLISTED * np.minimum(missing, 2), 0), 0
    )
    whole = totals(groups.group, points, many)
    return np.where(groups.parts, whole, np.where(some, listed, silent))


def _amounts(groups: Groups, rules: MatchRules, size: int, length: Ints) -> tuple[Floats, Ints, Bools]:
    """Points of the sum, the name of what is missing from it, and whether the rules allow it."""
    share = np.where(
        groups.parts, np.log(PART_SHARE / 0.5) * length + np.log(max(size, 1)) * 0, np.log(COMBINED_SHARE)
    )
    points = share - np.log(groups.chance) + np.where(groups.parts, 0.0, np.log(max(size, 1)) * 0.5)
    points = points + AMBIGUITY * np.minimum(groups.rivals, 3)
    kind = _shortfall(groups, rules)
    within = groups.parts | (kind >= 0)
    points = np.where(~groups.parts & (kind > 0), points - np.where(kind == 5, 3.5, 2.0), points)
    return np.minimum(points, 14.0), np.where(groups.parts, 0, np.maximum(kind, 0)), within


ADJUSTMENTS = (
    Adjustment.NONE, Adjustment.ROUNDING, Adjustment.BANK_FEE, Adjustment.DISCOUNT, Adjustment.WITHHOLDING,
    Adjustment.NONE,
)  # fmt: skip


def _shortfall(groups: Groups, rules: MatchRules) -> Ints:
    """Position in `ADJUSTMENTS` of what explains the missing amount; -1 when the rules allow nothing.

    The last kind is an unexplained shortfall of a whole written list: the rest stays open.
    """
    short, total = groups.short.astype(np.float64), groups.total.astype(np.float64)
    rate = short / np.maximum(total, 1.0)
    under = limits(total, groups.scale, rules.under_absolute, rules.under_percent)
    over = limits(total, groups.scale, rules.over_absolute, rules.over_percent)
    kind = np.where((groups.listed == 1) & (short > 0), 5, -1).astype(np.int64)
    held = (short > 0) & (rate * 100 <= float(rules.withholding_percent_max))
    kind[held & (np.abs(short - np.round(rate * 100) / 100 * total) <= 1.0) & (rate > 0.005)] = 4
    taken = (short > 0) & (rate * 100 <= float(rules.discount_percent_max))
    kind[(short > 0) & (short <= minor(rules.bank_fee_max, groups.scale))] = 2
    kind[taken & (np.abs(short - np.round(rate * 200) / 200 * total) <= 2.0) & (rate > 0.002)] = 3
    kind[(short <= under) & (-short <= over)] = 1
    kind[short == 0] = 0
    return kind
