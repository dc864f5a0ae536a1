"""Every figure of the dashboard: plain functions from values and frames to Plotly figures."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from core.insight.assumptions import Assumptions
from core.insight.books import AGE_BUCKETS
from core.insight.figure_parts import THIN, blank, empty, label_rows, labelled_height, legend, short_text
from core.insight.formats import (
    cost_text,
    count_text,
    hours_text,
    money_text,
    monies_text,
    month_text,
    number_text,
    percent_text,
    setting_text,
)
from core.insight.kpis import Kpis
from core.insight.palette import Palette
from core.insight.wording import capital, words
from core.model.invoice import ItemState
from core.model.money import to_decimal

# What to hand to Plotly beside a figure: no tool bar, no logo, follows its column.
CONFIG = {"displayModeBar": False, "responsive": True}
_BINS = 50
_ROW_HEIGHT = 30  # pixels of one horizontal bar with its gap
_WAITING = (ItemState.PROPOSED, ItemState.EXCEPTED)


def cost_trend(months: pd.DataFrame, assumptions: Assumptions, palette: Palette) -> go.Figure:
    """Cost per invoice by month (`kpis.monthly`) under the line of the cost by hand."""
    shown = months[months["cost_per_invoice"].notna()]
    costs = [float(cost) for cost in shown["cost_per_invoice"]]
    hover = [
        f"{month_text(month)}: {cost_text(cost, assumptions.currency)}"
        for month, cost in zip(shown["month"], shown["cost_per_invoice"], strict=True)
    ]
    figure = _trend(f"Cost per invoice, {assumptions.currency}", shown["month"], costs, hover, palette)
    if not costs:
        return figure
    manual = float(assumptions.manual_cost)
    figure.add_hline(y=manual, line_color=palette.quiet, line_width=1.5, line_dash="dot")
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", y=manual, yanchor="bottom", showarrow=False,
        text=f"by hand {cost_text(assumptions.manual_cost, assumptions.currency)}",
        font={"color": palette.muted, "size": 12},
    )  # fmt: skip
    figure.update_yaxes(range=[0, 1.2 * max([manual, *costs])], tickformat=",.0f")
    return figure


def exception_trend(months: pd.DataFrame, palette: Palette) -> go.Figure:
    """Exception rate by month (`kpis.monthly`), from zero."""
    return _rate_trend("Exception rate", months, "exception_rate", palette, top=None)


def automatic_trend(months: pd.DataFrame, palette: Palette) -> go.Figure:
    """Automatic rate by month (`kpis.monthly`), 0 to 100 %."""
    return _rate_trend("Automatic rate", months, "automatic_rate", palette, top=100.0)


def money_saved_trend(months: pd.DataFrame, currency: str, palette: Palette) -> go.Figure:
    """Money saved in each month (`kpis.monthly`), in major units of `currency`."""
    hover = [cost_text(money, currency) for money in months["money_saved"]]
    return _saved_trend(f"Money saved, {currency}", months, "money_saved", hover, palette)


def money_unmatched_trend(months: pd.DataFrame, currency: str, palette: Palette) -> go.Figure:
    """Money unmatched at the end of each month (`kpis.monthly`), in major units of `currency`."""
    minor = [by_currency.get(currency, 0) for by_currency in months["unmatched_at_end"]]
    major = pd.Series([to_decimal(amount, currency) for amount in minor], index=months.index, dtype="object")
    shown = months.assign(money_unmatched=major)
    hover = [money_text(amount, currency) for amount in minor]
    return _saved_trend(f"Unmatched, {currency}", shown, "money_unmatched", hover, palette)


def hours_saved_trend(months: pd.DataFrame, palette: Palette) -> go.Figure:
    """Hours saved in each month (`kpis.monthly`)."""
    hover = [hours_text(hours) for hours in months["hours_saved"]]
    return _saved_trend("Hours saved", months, "hours_saved", hover, palette)


def exceptions_bar(reasons: pd.DataFrame, palette: Palette) -> go.Figure:
    """Open exceptions by reason (`books.exceptions_by_reason`), most first.

    `customdata` of each bar is its reason code, so that a click can filter by it.
    """
    figure = blank("Exceptions by reason", palette, _rows_height(len(reasons)))
    figure.add_bar(
        x=reasons["count"],
        y=[capital(text) for text in reasons["words"]],
        orientation="h",
        marker_color=palette.needs_you,
        text=[f"{count:,}" for count in reasons["count"]],
        textposition="outside",
        cliponaxis=False,
        customdata=list(reasons["reason"]),
        hovertext=[monies_text(money) for money in reasons["money"]],
        hovertemplate="%{y}: %{x:,} · %{hovertext}<extra></extra>",
    )
    figure.update_xaxes(visible=False, range=[0, 1.15 * max([1, *reasons["count"]])])
    return _rows(figure, palette)


def savings_waterfall(kpis: Kpis, assumptions: Assumptions, palette: Palette) -> go.Figure:
    """From the cost by hand to today's cost per invoice, by what takes off and what adds."""
    figure = blank(f"From by hand to today, {assumptions.currency} per invoice", palette, 300)
    if kpis.exception_rate is None or kpis.cost_per_invoice is None:
        return empty(figure, "No invoice was settled or overdue yet.", palette)
    saved = assumptions.manual_cost - assumptions.automated_cost
    people = kpis.exception_rate * kpis.cost_per_exception
    errors = kpis.wrong_match_rate * assumptions.error_cost
    automated = assumptions.automated_cost
    nothing, money = Decimal(0), assumptions.currency
    steps = [  # name, bottom, height, text, colour
        (
            "By hand",
            nothing,
            assumptions.manual_cost,
            cost_text(assumptions.manual_cost, money),
            palette.quiet,
        ),
        ("Automatic", automated, saved, cost_text(-saved, money), palette.soft),
        ("Exceptions", automated, people, cost_text(people, money, signed=True), palette.needs_you),
        ("Errors", automated + people, errors, cost_text(errors, money, signed=True), palette.needs_you),
        ("Today", nothing, kpis.cost_per_invoice, cost_text(kpis.cost_per_invoice, money), palette.data),
    ]
    names, bottoms, heights, texts, colours = zip(*steps, strict=True)
    figure.add_bar(
        x=names,
        y=[float(height) for height in heights],
        base=[float(bottom) for bottom in bottoms],
        marker_color=colours,
        marker_line={"color": [palette.data if c == palette.soft else c for c in colours], "width": 1},
        text=[text.removesuffix(f" {money}") for text in texts],
        textposition="outside",
        cliponaxis=False,
        hovertext=texts,
        hovertemplate="%{x}: %{hovertext}<extra></extra>",
    )
    levels = [assumptions.manual_cost, automated, automated + people, kpis.cost_per_invoice]
    for place, level in enumerate(levels):
        figure.add_shape(
            type="line", x0=place + 0.35, x1=place + 0.65, y0=float(level), y1=float(level),
            line={"color": palette.muted, "width": 1},
        )  # fmt: skip
    highest = float(max(assumptions.manual_cost, kpis.cost_per_invoice))
    figure.update_yaxes(visible=False, range=[0, 1.15 * highest])
    return figure


def ageing_bar(ages: pd.DataFrame, currency: str, palette: Palette) -> go.Figure:
    """Unmatched money of one currency by days overdue (`books.ageing`); what is overdue has the accent."""
    figure = blank(f"Open money by age, {currency}", palette, 260)
    rows = ages[ages["currency"] == currency]
    if rows.empty:
        return empty(figure, "Nothing is open.", palette)
    figure.add_bar(
        x=rows["bucket"],
        y=[float(to_decimal(int(minor), currency)) for minor in rows["money_minor"]],
        marker_color=[
            palette.quiet if bucket == AGE_BUCKETS[0] else palette.needs_you for bucket in rows["bucket"]
        ],
        text=[short_text(int(minor), currency) for minor in rows["money_minor"]],
        textposition="outside",
        cliponaxis=False,
        customdata=[
            f"{money_text(int(minor), currency)} · {count_text(int(count), 'invoice')}"
            for minor, count in zip(rows["money_minor"], rows["count"], strict=True)
        ],
        hovertemplate="%{x}: %{customdata}<extra></extra>",
    )
    figure.update_yaxes(visible=False)
    return figure


def score_histogram(
    scores: "pd.Series[float]",
    alone: "pd.Series[bool]",
    propose_from: Decimal,
    accept_from: Decimal,
    palette: Palette,
) -> go.Figure:
    """How sure the engine was, with the cut of the rules: only right of it, and not always, it decides alone.

    `scores` are between 0 and 1, `alone` says which of them were decided without a person. The scale is
    logarithmic where one bar would hide all others; the title says so.
    """
    values, decided = scores.to_numpy(dtype=float), alone.to_numpy(dtype=bool)
    accept, propose = float(accept_from), float(propose_from)
    counts, _ = np.histogram(values, bins=_BINS, range=(0.0, 1.0))
    steep = bool(len(values)) and counts.max() > 25 * np.median(counts[counts > 0])
    figure = blank("Score" + (" (logarithmic)" if steep else ""), palette, 260)
    for name, chosen, colour in (
        ("not shown", ~decided & (values < propose), palette.quiet),
        ("to review", ~decided & (values >= propose), palette.needs_you),
        ("automatic", decided, palette.data),
    ):
        heights, edges = np.histogram(values[chosen], bins=_BINS, range=(0.0, 1.0))
        figure.add_bar(
            x=50 * (edges[:-1] + edges[1:]),
            y=np.where(heights == 0, np.nan, heights) if steep else heights,
            width=80 / _BINS,
            name=name,
            marker_color=colour,
            hovertemplate=f"about %{{x:.0f}} % sure: %{{y:,}} {name}<extra></extra>",
        )
    figure.add_vline(x=100 * accept, line_color=palette.text, line_width=1.5)
    figure.add_annotation(
        x=100 * accept, y=1, yref="paper", xanchor="right", yanchor="top", xshift=-5, showarrow=False,
        text=f"automatic from {setting_text(accept_from)}", font={"color": palette.text, "size": 12},
    )  # fmt: skip
    figure.update_layout(barmode="overlay" if steep else "stack", showlegend=True, legend=legend(palette))
    figure.update_xaxes(range=[0, 100.5], ticksuffix=" %", dtick=20)
    figure.update_yaxes(type="log" if steep else "linear", rangemode="tozero", nticks=4, tickformat=",d")
    if steep:
        figure.update_yaxes(dtick=1, range=[-0.3, float(np.log10(counts.max())) + 0.25])
    return figure


def calibration_plot(bands: pd.DataFrame, palette: Palette) -> go.Figure:
    """Of those called so likely, how many were right (`trust.calibration`); the dotted line is agreement."""
    figure = blank("Called against right", palette, 300)
    figure.add_scatter(
        x=[0, 100], y=[0, 100], mode="lines", hoverinfo="skip",
        line={"color": palette.quiet, "width": 1.5, "dash": "dot"},
    )  # fmt: skip
    sizes = np.sqrt(bands["count"].to_numpy(dtype=float))
    figure.add_scatter(
        x=100 * bands["called"],
        y=100 * bands["right"],
        mode="lines+markers",
        line={"color": palette.data, "width": 1.5},
        marker={
            "color": palette.data,
            "opacity": 1,
            "line": {"width": 0},
            "size": 7 + 15 * sizes / max(1.0, sizes.max(initial=0.0)),
        },
        customdata=bands["count"],
        hovertemplate="called %{x:.1f} %, right %{y:.1f} % of %{customdata:,}<extra></extra>",
    )
    figure.update_xaxes(range=[-3, 105], ticksuffix=" %", dtick=25, title_text="called")
    figure.update_yaxes(range=[-3, 109], ticksuffix=" %", dtick=25, title={"text": "right", "standoff": 12})
    return figure


def states_bar(rows: pd.DataFrame, currency: str, palette: Palette) -> go.Figure:
    """Money of one currency by state (`books.states_sum(...).rows`); what waits for a person has the accent.

    `customdata` of each bar is its state code, so that a click can filter by it.
    """
    mine = rows[rows["currency"] == currency]
    states = [ItemState(state) for state in mine["state"]]
    money = [int(minor) for minor in mine["money_minor"]]
    figure = blank(f"Money by state, {currency}", palette, labelled_height(len(mine), titled=True))
    figure.add_bar(
        x=[float(to_decimal(minor, currency)) for minor in money],
        y=list(range(len(mine))),
        marker_color=[_state_colour(state, palette) for state in states],
        customdata=[state.value for state in states],
        hoverinfo="none",
        **THIN,
    )
    amounts = [f"{number_text(count)} · {money_text(minor, currency)}"
               for minor, count in zip(money, mine["count"], strict=True)]  # fmt: skip
    label_rows(figure, [capital(words(state)) for state in states], amounts, palette)
    return figure


def sparkline(values: Sequence[float | Decimal | None], palette: Palette, label: str) -> go.Figure:
    """A line as high as a row of text, its last value marked; `label` is its name, shown on hover."""
    drawn = [np.nan if value is None else float(value) for value in values]
    figure = blank("", palette, 48)
    figure.add_scatter(
        y=drawn, mode="lines", name=label, line={"color": palette.data, "width": 1.5},
        hovertemplate=f"{label}: %{{y:,.4~r}}<extra></extra>",
    )  # fmt: skip
    last = next((place for place in reversed(range(len(drawn))) if not np.isnan(drawn[place])), None)
    if last is not None:
        figure.add_scatter(
            x=[last], y=[drawn[last]], mode="markers", hoverinfo="skip",
            marker={"color": palette.data, "size": 6},
        )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    figure.update_layout(margin={"l": 4, "r": 6, "t": 4, "b": 4}, meta={"label": label})
    return figure


def _trend(
    title: str, months: "pd.Series[pd.Timestamp]", values: list[float], hover: list[str], palette: Palette
) -> go.Figure:
    figure = blank(title, palette, 260)
    if not values:
        return empty(figure, "No invoice was settled or overdue yet.", palette)
    figure.add_scatter(
        x=list(months),
        y=values,
        mode="lines+markers",
        line={"color": palette.data, "width": 2},
        marker={"size": 5},
        text=hover,
        hovertemplate="%{text}<extra></extra>",
    )
    figure.update_xaxes(tickformat="%b\n%Y", nticks=8)
    return figure


def _rate_trend(
    title: str, months: pd.DataFrame, column: str, palette: Palette, top: float | None
) -> go.Figure:
    shown = months[months[column].notna()]
    values = [100 * float(value) for value in shown[column]]
    hover = [
        f"{month_text(month)}: {percent_text(Decimal(str(value)))}"
        for month, value in zip(shown["month"], shown[column], strict=True)
    ]
    figure = _trend(title, shown["month"], values, hover, palette)
    highest = top if top is not None else max([5.0, *values])
    figure.update_yaxes(range=[0, 1.08 * highest], ticksuffix=" %", nticks=5)
    return figure


def _saved_trend(
    title: str, months: pd.DataFrame, column: str, hover: list[str], palette: Palette
) -> go.Figure:
    """Savings add up over months, so they are bars; a month that cost more than by hand has the accent."""
    figure = blank(title, palette, 260)
    if months.empty:
        return empty(figure, "No invoice was settled or overdue yet.", palette)
    figure.add_bar(
        x=list(months["month"]),
        y=[float(value) for value in months[column]],
        marker_color=[palette.data if value >= 0 else palette.needs_you for value in months[column]],
        text=[f"{month_text(month)}: {said}" for month, said in zip(months["month"], hover, strict=True)],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    figure.update_xaxes(tickformat="%b\n%Y", nticks=8)
    figure.update_yaxes(tickformat=",.0f", nticks=5, zeroline=True, zerolinecolor=palette.muted)
    return figure


def _rows(figure: go.Figure, palette: Palette) -> go.Figure:
    """Horizontal bars from the top down, their names in full text colour."""
    figure.update_yaxes(
        autorange="reversed",
        showgrid=False,
        tickfont={"color": palette.text, "size": 13},
        ticklabelstandoff=8,
    )
    return figure


def _rows_height(count: int) -> int:
    return max(1, count) * _ROW_HEIGHT + 58


def _state_colour(state: ItemState, palette: Palette) -> str:
    if state in _WAITING:
        return palette.needs_you
    return palette.data if state is ItemState.SETTLED else palette.quiet
