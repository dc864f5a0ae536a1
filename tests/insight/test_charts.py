"""Every figure says what its numbers say, in both themes, without Streamlit."""

import tomllib
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from core.insight import books, charts, figure_parts, kpis, trust
from core.insight.assumptions import DEFAULT
from core.insight.palette import DARK, LIGHT, Palette, contrast, for_theme
from tests.insight.outcomes import frame
from tests.insight.test_kpis import WINTER

TODAY = date(2026, 3, 15)
KPIS = kpis.compute(frame(), DEFAULT, WINTER)
MONTHS = kpis.monthly(frame(), DEFAULT, until=WINTER.end)
CASES = books.exceptions_by_reason(
    pd.DataFrame(
        {
            "reason": ["paid_twice", "short_payment", "short_payment"],
            "amount_minor": [100, 500, 700],
            "currency": ["USD"] * 3,
        }
    )
)
SCORES = pd.Series([0.1, 0.3, 0.5, 0.965, 0.97, 0.99])
BANDS = trust.calibration(pd.DataFrame({"score": SCORES, "right": [False, False, True, True, True, True]}))
CUTS = (Decimal("0.20"), Decimal("0.97"))

ALL: dict[str, Callable[[Palette], go.Figure]] = {
    "cost": lambda p: charts.cost_trend(MONTHS, DEFAULT, p),
    "cost, none": lambda p: charts.cost_trend(MONTHS.iloc[:0], DEFAULT, p),
    "exception rate": lambda p: charts.exception_trend(MONTHS, p),
    "automatic rate": lambda p: charts.automatic_trend(MONTHS, p),
    "money saved": lambda p: charts.money_saved_trend(MONTHS, "USD", p),
    "money unmatched": lambda p: charts.money_unmatched_trend(MONTHS, "USD", p),
    "money unmatched, none": lambda p: charts.money_unmatched_trend(MONTHS.iloc[:0], "USD", p),
    "money saved, none": lambda p: charts.money_saved_trend(MONTHS.iloc[:0], "USD", p),
    "hours saved": lambda p: charts.hours_saved_trend(MONTHS, p),
    "exceptions": lambda p: charts.exceptions_bar(CASES, p),
    "exceptions, none": lambda p: charts.exceptions_bar(CASES.iloc[:0], p),
    "waterfall": lambda p: charts.savings_waterfall(KPIS, DEFAULT, p),
    "waterfall, none": lambda p: charts.savings_waterfall(
        kpis.compute(frame([]), DEFAULT, WINTER), DEFAULT, p
    ),
    "ageing": lambda p: charts.ageing_bar(books.ageing(frame(), TODAY), "USD", p),
    "ageing, none": lambda p: charts.ageing_bar(books.ageing(frame(), TODAY), "JPY", p),
    "scores": lambda p: charts.score_histogram(SCORES, SCORES >= 0.97, *CUTS, p),
    "scores, none": lambda p: charts.score_histogram(SCORES.iloc[:0], SCORES.iloc[:0] >= 0.97, *CUTS, p),
    "calibration": lambda p: charts.calibration_plot(BANDS, p),
    "calibration, none": lambda p: charts.calibration_plot(BANDS.iloc[:0], p),
    "states": lambda p: charts.states_bar(books.states_sum(frame(), {}).rows, "USD", p),
    "states, none": lambda p: charts.states_bar(books.states_sum(frame(), {}).rows, "JPY", p),
    "sparkline": lambda p: charts.sparkline([None, Decimal("3.5"), 4.0, None], p, "Cost per invoice"),
    "sparkline, none": lambda p: charts.sparkline([], p, "Cost per invoice"),
}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", list(ALL))
def test_every_figure_draws_in_the_colours_of_its_theme(name: str, theme: Palette) -> None:
    figure = ALL[name](theme)
    drawn = figure.to_json().lower()
    own = {getattr(theme, field.name) for field in fields(Palette)}
    other = {getattr(DARK if theme is LIGHT else LIGHT, field.name) for field in fields(Palette)}
    assert not [colour for colour in other - own if colour in drawn]
    assert theme.text in drawn
    assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert len(figure.layout.title.text or "") <= 45


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_reach_aa_contrast(theme: Palette) -> None:
    for colour in (theme.text, theme.muted):
        assert contrast(colour, theme.background) >= 4.5
    for colour in (theme.data, theme.quiet, theme.needs_you):
        assert contrast(colour, theme.background) >= 3
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_figures_wear_the_colours_of_the_page(name: str, palette: Palette) -> None:
    theme = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text())["theme"][name]
    assert (palette.background, palette.text) == (theme["backgroundColor"], theme["textColor"])
    assert (palette.data, palette.muted) == (theme["primaryColor"], theme["grayTextColor"])


def test_the_theme_chooses_the_palette() -> None:
    assert for_theme("dark") is DARK
    assert for_theme("light") is for_theme(None) is LIGHT


def _texts(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_the_cost_trend_stands_under_the_line_of_the_cost_by_hand() -> None:
    figure = ALL["cost"](LIGHT)
    assert list(figure.data[0].y) == [float(cost) for cost in MONTHS["cost_per_invoice"]]
    assert figure.data[0].text[0] == "Jan 2026: 3.85 USD"
    assert _texts(figure) == ["by hand 15.50 USD"]
    assert figure.layout.shapes[0].y0 == 15.5


def test_a_month_without_invoices_leaves_no_point() -> None:
    months = MONTHS.copy()
    months.loc[0, ["exception_rate", "automatic_rate"]] = np.nan
    assert len(charts.exception_trend(months, LIGHT).data[0].x) == len(MONTHS) - 1


def test_rates_are_drawn_in_percent() -> None:
    figure = ALL["exception rate"](LIGHT)
    assert list(figure.data[0].y) == [0.0, 50.0]
    assert figure.data[0].text[1] == "Feb 2026: 50.0 %"
    assert ALL["automatic rate"](LIGHT).layout.yaxis.range[1] > 100


def test_exceptions_can_be_clicked_by_their_code() -> None:
    bars = ALL["exceptions"](LIGHT).data[0]
    assert list(bars.customdata) == ["short_payment", "paid_twice"]
    assert list(bars.y) == ["Paid too little", "Paid twice"]
    assert bars.hovertext[0] == "12.00 USD"
    assert bars.marker.color == LIGHT.needs_you


def test_the_waterfall_steps_end_at_the_cost_of_today() -> None:
    bars = ALL["waterfall"](LIGHT).data[0]
    tops = [base + height for base, height in zip(bars.base, bars.y, strict=True)]
    assert tops[1] == tops[0] == 15.5
    assert bars.base[1] == bars.base[2] == 3.0
    assert tops[2] == bars.base[3]
    assert tops[3] == pytest.approx(tops[4]) == pytest.approx(float(KPIS.cost_per_invoice))
    assert list(bars.text) == ["15.50", "−12.50", "+5.00", "+0.85", "8.85"]


def test_ageing_gives_the_accent_to_what_is_overdue() -> None:
    bars = ALL["ageing"](LIGHT).data[0]
    assert list(bars.y) == [500.0, 70.0, 300.0, 0.0, 0.0]
    assert bars.customdata[1] == "70.00 USD · 1 invoice"
    assert set(bars.marker.color[1:]) == {LIGHT.needs_you}
    assert bars.marker.color[0] == LIGHT.quiet


def test_long_amounts_are_shortened_on_bars_only() -> None:
    assert [figure_parts.short_text(minor, "USD") for minor in (999900, 1234567, 123456700)] == [
        "9,999",
        "12.3 k",
        "1.2 M",
    ]
    assert figure_parts.short_text(1234567, "JPY") == "1.2 M"


def test_the_histogram_is_split_at_the_cut_itself() -> None:
    figure = ALL["scores"](LIGHT)
    counts = {trace.name: int(np.nansum(trace.y)) for trace in figure.data}
    assert counts == {"not shown": 1, "to review": 3, "automatic": 2}
    assert figure.layout.shapes[0].x0 == 97.0
    assert _texts(figure) == ["automatic from 97 %"]


def test_the_histogram_turns_logarithmic_where_one_bar_hides_the_others() -> None:
    scores = pd.Series([0.995] * 900 + [0.3, 0.5, 0.6])
    steep = charts.score_histogram(scores, scores > 0.9, *CUTS, LIGHT)
    assert steep.layout.yaxis.type == "log"
    assert "logarithmic" in steep.layout.title.text
    assert ALL["scores"](LIGHT).layout.yaxis.type == "linear"


def test_what_is_sure_but_waits_for_a_person_is_not_called_alone() -> None:
    """A likely pair outside the date window is to review, whatever its score."""
    scores = pd.Series([0.99, 0.99, 0.3])
    figure = charts.score_histogram(scores, pd.Series([True, False, False]), *CUTS, LIGHT)
    counted = {bar.name: int(np.nansum(np.asarray(bar.y, dtype=float))) for bar in figure.data}
    assert (counted["automatic"], counted["to review"]) == (1, 1 + (float(CUTS[0]) <= 0.3))


def test_states_are_clickable_and_say_their_money() -> None:
    figure = ALL["states"](LIGHT)
    assert list(figure.data[0].customdata) == ["open", "proposed", "settled", "excepted", "set_aside"]
    assert _texts(figure)[:2] == ["Open", "1 · −70.00 USD"]
    assert figure.data[0].marker.color[1] == figure.data[0].marker.color[3] == LIGHT.needs_you


def test_a_sparkline_marks_its_last_value() -> None:
    figure = ALL["sparkline"](LIGHT)
    assert list(figure.data[1].x) == [2]
    assert list(figure.data[1].y) == [4.0]
    assert figure.layout.meta["label"] == "Cost per invoice"
