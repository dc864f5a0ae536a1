"""The error budget: which automatic matches to re-check, and what the answers say about all others."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import beta

from core.insight.formats import percent_text, setting_text
from core.insight.trust import CONFIDENCE

# From strict to loose; fixed before any answer is known, as fixed-sequence testing asks for.
GRID: tuple[Decimal, ...] = tuple(
    Decimal(per_thousand) / 1000
    for per_thousand in (999, 998, 995, 990, 985, 980, 970, 960, 950, 930, 900, 850, 800, 700, 600, 500)
)
_RISK_FLOOR = 0.002  # the share of risk that even the surest match keeps, so that each can be drawn
_Floats = npt.NDArray[np.float64]
_ENDLESS = 10_000_000  # no company decides more often than this


class SampleKind(StrEnum):
    """Why a match is looked at again."""

    RANDOM = "random"  # every match has the same chance: these bound the rate
    RISK = "risk"  # the less sure and the larger, the likelier: these find errors, and bound nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """What re-checked matches say about all of their kind.

    `checked` and `wrong` are counts; `counted` and `counted_wrong` are what they weigh where some were
    likelier to be drawn than others (never more than `checked`, never less wrong than they weigh). `rate` is
    the weighted share of wrong ones, `bound` the share not exceeded with 95 % confidence; both 0 to 1, None
    where nothing was checked.
    """

    checked: int
    wrong: int
    counted: int
    counted_wrong: int
    rate: float | None
    bound: float | None

    @property
    def sentence(self) -> str:
        """`0 of 96 re-checked were wrong (< 3.1 %).`"""
        if self.bound is None:
            return "No automatic match has been checked yet."
        were = "was" if self.checked == 1 else "were"
        return (
            f"{self.wrong:,} of {self.checked:,} checked matches {were} wrong"
            f" (error rate below {percent_text(self.bound)} with 95 % confidence)."
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One threshold that was tested: the evidence from it upwards, and whether it keeps the budget."""

    threshold: Decimal
    evidence: Evidence
    passed: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The loosest threshold the evidence allows for a budget, or how many more decisions it takes.

    `threshold` is None where no threshold passed. `more` is the least number of further random decisions,
    none of them wrong, after which the threshold in force would keep the budget; 0 where it does, None where
    no number of them would be practical. `steps` are the thresholds in the order they were tested.
    """

    per_thousand: int
    threshold: Decimal | None
    more: int | None
    steps: tuple[Step, ...]

    @property
    def sentence(self) -> str:
        """What a person is told."""
        budget = f"at most {self.per_thousand:,} wrong per 1,000"
        if self.threshold is None:
            lead = f"Not enough checks yet to show {budget}."
        else:
            lead = f"Matching automatically from {setting_text(self.threshold)} stays within {budget}."
        if not self.more:
            return lead
        noun = "check" if self.more == 1 else "checks"
        return f"{lead} The current threshold needs {self.more:,} more {noun} without an error."


def draw(matches: pd.DataFrame, seed: str, size: int, risky: int = 0) -> pd.DataFrame:
    """Which automatic matches to look at again.

    `matches` has one row per match that was not drawn at random before: match (key), score (0 to 1),
    weight (size of its money in one unit, at least 0) and risk_drawn (bool: drawn for its risk already).
    `size` are drawn at random, each with the chance size / all; of the others `risky` more with chances in
    proportion to (1 - score) x square root of money (systematic sampling with these chances). Returns
    match, kind (a `SampleKind`) and probability, in the order drawn. The same text `seed` always draws the
    same, in any row order.
    """
    rows = matches.sort_values("match", kind="stable").reset_index(drop=True)
    order = np.argsort([_fraction(seed, key) for key in rows["match"]], kind="stable")
    chosen = order[:size]
    share = min(1.0, size / len(rows)) if len(rows) else 0.0
    rest = rows.drop(index=chosen.tolist())
    rest = rest[~rest["risk_drawn"].astype(bool)]
    chances = _inclusion(_risk(rest), risky)
    picked = _systematic(chances, _fraction(seed, "risk"))
    return pd.DataFrame(
        {
            "match": [*rows["match"].iloc[chosen], *rest["match"].iloc[picked]],
            "kind": [SampleKind.RANDOM.value] * len(chosen) + [SampleKind.RISK.value] * len(picked),
            "probability": [share] * len(chosen) + [float(chances[at]) for at in picked],
        }
    )


def _fraction(seed: str, key: str) -> float:
    """A number from 0 to 1 that nobody can foresee without the seed and everybody can repeat with it."""
    digest = hashlib.sha256(f"{seed}\n{key}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / (1 << 56)


def _risk(rows: pd.DataFrame) -> _Floats:
    doubt = np.clip(1.0 - rows["score"].to_numpy(dtype=np.float64), _RISK_FLOOR, 1.0)
    money = np.sqrt(np.maximum(rows["weight"].to_numpy(dtype=np.float64), 1.0))
    return np.asarray(doubt * money, dtype=np.float64)


def _inclusion(risk: _Floats, wanted: int) -> _Floats:
    """Chances in proportion to the risk that sum to `wanted`; none is above 1."""
    chances = np.ones(len(risk))
    if wanted >= len(risk):
        return chances
    certain = np.zeros(len(risk), dtype=bool)
    while True:
        chances[~certain] = (wanted - certain.sum()) * risk[~certain] / risk[~certain].sum()
        over = ~certain & (chances >= 1.0)
        if not over.any():
            return chances
        certain |= over
        chances[over] = 1.0


def _systematic(chances: _Floats, start: float) -> list[int]:
    """Row numbers chosen with exactly these chances (Madow 1949: every whole step along their sum)."""
    ends = np.cumsum(chances) + start
    return np.flatnonzero(np.floor(ends) > np.floor(ends - chances)).tolist()


def inclusion(posted_at: Sequence[Any], draws: Sequence[tuple[Any, float]]) -> list[float]:
    """The chance of each match to have been drawn at random and judged since it was posted.

    `posted_at` is a moment for each match, `draws` the moment of every random draw and the share of all
    matches that was drawn and judged; a match takes part in each draw from its posting on: 1 - product of
    (1 - share).
    """
    return [
        1.0 - math.prod((1.0 - share for drawn_at, share in draws if drawn_at >= posted), start=1.0)
        for posted in posted_at
    ]


def random_checks(checks: pd.DataFrame, draws: Sequence[tuple[Any, float]]) -> pd.DataFrame:
    """The random ones of decided checks, with their chance of having been drawn so far as `probability`.

    `checks` has kind (a `SampleKind`) and posted_at (a moment); `draws` as in `inclusion`.
    """
    random = checks[checks["kind"] == SampleKind.RANDOM.value]
    chances = inclusion(random["posted_at"].tolist(), draws)
    return random.assign(probability=np.array(chances, dtype=np.float64))


def evidence(checks: pd.DataFrame) -> Evidence:
    """What decided random checks say: `right` (bool) and `probability` (chance of having been drawn).

    Exact where all were equally likely: Clopper and Pearson's one-sided 95 % bound. Where not, a check
    counts as its weight (1 / probability) over the largest weight, which is the size of the equally likely
    sample one would get by thinning the others out; wrong ones are rounded up and the rest down, so the bound
    errs to the safe side.
    """
    checked, wrong = len(checks), int((~checks["right"].astype(bool)).sum())
    if checked == 0:
        return Evidence(0, 0, 0, 0, None, None)
    weights = 1.0 / checks["probability"].to_numpy(dtype=np.float64)
    parts = weights / weights.max()
    false = ~checks["right"].to_numpy(dtype=bool)
    counted = max(1, math.floor(parts.sum() + 1e-9))
    counted_wrong = min(counted, math.ceil(parts[false].sum() - 1e-9))
    rate = float(weights[false].sum() / weights.sum())
    return Evidence(checked, wrong, counted, counted_wrong, rate, bound(counted_wrong, counted))


def bound(wrong: int, counted: int) -> float:
    """Clopper and Pearson's one-sided 95 % upper bound of a share (1934), 1 where all were wrong."""
    return 1.0 if wrong >= counted else float(beta.ppf(CONFIDENCE, wrong + 1, counted - wrong))


@cache
def decisions_needed(wrong: int, per_thousand: int) -> int | None:
    """How many decisions with so many wrong ones keep the budget; about 3,000 / `per_thousand` for none.

    None where it would be more than ten million.
    """
    limit = per_thousand / 1000
    low, high = wrong, max(1, wrong)
    while bound(wrong, high) > limit:
        low, high = high, high * 2
        if high > _ENDLESS:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if bound(wrong, middle) <= limit else (middle, high)
    return high


def suggest(
    checks: pd.DataFrame, per_thousand: int, in_force: Decimal, grid: Sequence[Decimal] = GRID
) -> Suggestion:
    """The loosest threshold on the score that keeps at most `per_thousand` wrong of 1,000 automatic matches.

    `checks` are decided random checks: score, right, probability. Thresholds are tested from strict to
    loose, each at 5 %, and the first failure ends it (fixed-sequence testing: Bauer 1991), so that all the
    thresholds that passed hold together with 95 % confidence. It begins at the strictest one with enough
    decisions to pass at all, which is known before any answer is looked at, and ends at the one in force:
    below it nothing is automatic, so nothing was drawn. Raises `ValueError` for a budget outside 1 to 999.
    """
    if not 1 <= per_thousand <= 999:
        raise ValueError("A budget is between 1 and 999 wrong matches per 1,000.")
    least = decisions_needed(0, per_thousand) or _ENDLESS
    steps: list[Step] = []
    for threshold in [*(each for each in sorted(set(grid), reverse=True) if each > in_force), in_force]:
        found = evidence(checks[checks["score"] >= float(threshold)])
        if found.counted < least:
            continue
        passed = found.bound is not None and found.bound <= per_thousand / 1000
        steps.append(Step(threshold, found, passed))
        if not passed:
            break
    kept = [step.threshold for step in steps if step.passed]
    return Suggestion(
        per_thousand, kept[-1] if kept else None, _more(checks, per_thousand, in_force), tuple(steps)
    )


def _more(checks: pd.DataFrame, per_thousand: int, in_force: Decimal) -> int | None:
    """Further decisions without an error until the threshold in force keeps the budget."""
    found = evidence(checks[checks["score"] >= float(in_force)])
    needed = decisions_needed(found.counted_wrong, per_thousand)
    return None if needed is None else max(0, needed - found.counted)
