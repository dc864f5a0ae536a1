"""Precision, recall and money over the threshold, from what people have decided."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from core.insight.budget import random_checks

# Every half percent from even odds up, finer where nearly everything lies.
GRID: tuple[Decimal, ...] = tuple(
    Decimal(per_thousand) / 1000 for per_thousand in (*range(500, 990, 5), *range(990, 1000))
)
CURVE_COLUMNS = ("threshold", "labelled", "precision", "recall", "right_minor", "wrong_minor")


def labelled(
    proposals: pd.DataFrame, checks: pd.DataFrame, draws: Sequence[tuple[Any, float]]
) -> pd.DataFrame:
    """Labelled history: score, right (bool), money_minor (int64 size), currency, weight (float).

    `proposals` are decided ones (score, right, money_minor, currency) and weigh 1 each: people decide all of
    them sooner or later. `checks` are decided re-checks of automatic matches (those columns, kind, posted_at)
    and `draws` the random draws (moment, share): a random one weighs 1 / its chance of having been drawn,
    because it stands for so many; one drawn for its risk stands for nobody and is left out.
    """
    random = random_checks(checks, draws)
    columns = ["score", "right", "money_minor", "currency"]
    parts = [
        proposals[columns].assign(weight=1.0),
        random[columns].assign(weight=1.0 / random["probability"]),
    ]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def curve(history: pd.DataFrame, currency: str, grid: Sequence[Decimal] = GRID) -> pd.DataFrame:
    """What each threshold would have let through, had it alone decided.

    `history` has the columns of `labelled`. One row per threshold, the lowest first: threshold (Decimal),
    labelled (int, decisions at or above it), precision (weighted share of right ones among them, NaN where
    there are none), recall (weighted share of all right ones that are among them, NaN where none is right),
    right_minor and wrong_minor (int minor units of `currency`: money in the labelled matches let through, as
    decided and not extrapolated).
    """
    score = history["score"].to_numpy(dtype=np.float64)
    right = history["right"].to_numpy(dtype=bool)
    weight = history["weight"].to_numpy(dtype=np.float64)
    money = np.where(history["currency"].to_numpy() == currency, history["money_minor"].to_numpy(), 0)
    all_right = float(weight[right].sum())
    rows = []
    for threshold in sorted(grid):
        above = score >= float(threshold)
        let_in, good = float(weight[above].sum()), float(weight[above & right].sum())
        rows.append(
            (
                threshold,
                int(above.sum()),
                good / let_in if let_in else float("nan"),
                good / all_right if all_right else float("nan"),
                int(money[above & right].sum()),
                int(money[above & ~right].sum()),
            )
        )
    return pd.DataFrame(rows, columns=list(CURVE_COLUMNS)).astype(
        {"threshold": "object", "labelled": "int64", "right_minor": "int64", "wrong_minor": "int64"}
    )
