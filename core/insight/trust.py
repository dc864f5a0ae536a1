"""How far the engine's own figures can be trusted: the bound on wrong matches, and calibration."""

from decimal import Decimal

import pandas as pd
from scipy.stats import beta

CONFIDENCE = 0.95
DEFAULT_EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


def wrong_bound(wrong: int, checked: int) -> Decimal | None:
    """The share of wrong matches that is not exceeded with 95 % confidence, from `checked` ones looked at.

    One-sided exact binomial bound (Clopper and Pearson 1934); about 3 / checked where none was wrong. None
    where nothing was checked.
    """
    if checked == 0:
        return None
    if wrong >= checked:
        return Decimal(1)
    return Decimal(str(round(float(beta.ppf(CONFIDENCE, wrong + 1, checked - wrong)), 6)))


def calibration(judged: pd.DataFrame, edges: tuple[float, ...] = DEFAULT_EDGES) -> pd.DataFrame:
    """Of those the engine called about so likely, how many were right.

    `judged` has one row per judged pair: score (0 to 1) and right (bool). Returns one row per band of scores
    with pairs: from_score, to_score, count, called (mean score) and right (share), lowest band first.
    """
    bands = pd.cut(judged["score"], bins=list(edges), include_lowest=True)
    frame = pd.DataFrame({"band": bands, "score": judged["score"], "right": judged["right"].astype(float)})
    grouped = frame.groupby("band", observed=True).agg(
        count=("score", "size"), called=("score", "mean"), right=("right", "mean")
    )
    intervals = list(grouped.index)
    return grouped.reset_index(drop=True).assign(
        from_score=[max(float(interval.left), 0.0) for interval in intervals],
        to_score=[float(interval.right) for interval in intervals],
    )[["from_score", "to_score", "count", "called", "right"]]
