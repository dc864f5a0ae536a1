"""Precision, recall and money over the threshold are what a recount of the decisions gives."""

from dataclasses import fields
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from core.insight import thresholds
from core.insight.charts_thresholds import threshold_chart
from core.insight.palette import DARK, LIGHT, Palette

PROPOSALS = pd.DataFrame(
    {
        "score": [0.97, 0.9, 0.8, 0.6],
        "right": [True, True, False, True],
        "money_minor": [100, 200, 400, 800],
        "currency": ["USD", "USD", "USD", "EUR"],
    }
)
CHECKS = pd.DataFrame(
    {
        "kind": ["random", "random", "risk"],
        "score": [0.99, 0.98, 0.96],
        "right": [True, False, False],
        "posted_at": [1, 1, 1],
        "money_minor": [1000, 2000, 4000],
        "currency": ["USD"] * 3,
    }
)
DRAWS = [(2, 0.25)]
HISTORY = thresholds.labelled(PROPOSALS, CHECKS, DRAWS)


def at(threshold: str, history: pd.DataFrame = HISTORY) -> pd.Series:
    return thresholds.curve(history, "USD", [Decimal(threshold)]).iloc[0]


def test_a_random_check_weighs_as_many_as_it_stands_for_and_a_risky_one_nobody() -> None:
    assert HISTORY["weight"].tolist() == [1, 1, 1, 1, 4, 4]


def test_the_curve_is_what_a_recount_gives() -> None:
    whole = at("0.5")
    assert (whole["labelled"], whole["precision"], whole["recall"]) == (6, pytest.approx(7 / 12), 1.0)
    high = at("0.97")
    assert (high["precision"], high["recall"]) == (pytest.approx(5 / 9), pytest.approx(5 / 7))
    assert (high["right_minor"], high["wrong_minor"]) == (1100, 2000), "money is as decided, never weighted"
    assert at("0.6")["right_minor"] == 1300, "euros are not added to dollars"
    nothing = at("0.999")
    assert nothing["labelled"] == 0
    assert np.isnan(nothing["precision"])


def test_recall_only_falls_and_money_only_shrinks_as_the_threshold_rises() -> None:
    curve = thresholds.curve(HISTORY, "USD")
    assert curve["threshold"].is_monotonic_increasing
    assert curve["recall"].is_monotonic_decreasing
    assert curve[["right_minor", "wrong_minor"]].apply(lambda each: each.is_monotonic_decreasing).all()
    assert curve["right_minor"].dtype == curve["wrong_minor"].dtype == np.dtype("int64")


def test_nothing_decided_gives_an_empty_chart_that_says_so() -> None:
    empty = thresholds.labelled(PROPOSALS.iloc[:0], CHECKS.iloc[:0], [])
    curve = thresholds.curve(empty, "USD")
    assert curve["labelled"].eq(0).all()
    drawn = threshold_chart(curve, "USD", Decimal("0.95"), LIGHT)
    assert "Nobody has decided anything yet." in drawn.to_json()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_chart_draws_both_shares_in_its_themes_colours_and_can_be_clicked(theme: Palette) -> None:
    drawn = threshold_chart(thresholds.curve(HISTORY, "USD"), "USD", Decimal("0.95"), theme)
    assert [trace.name for trace in drawn.data] == ["precision", "recall"]
    precision = dict(zip(drawn.data[0].customdata, drawn.data[0].y, strict=True))
    assert precision["0.97"] == pytest.approx(100 * 5 / 9)
    assert Decimal(drawn.data[0].customdata[0]) == Decimal("0.5")
    assert "in force 95 %" in drawn.to_json()
    assert "11.00 USD right, 20.00 USD wrong" in " ".join(drawn.data[0].text)
    other = DARK if theme is LIGHT else LIGHT
    own = {getattr(theme, field.name) for field in fields(Palette)}
    strange = {getattr(other, field.name) for field in fields(Palette)} - own
    assert not [colour for colour in strange if colour in drawn.to_json().lower()]
