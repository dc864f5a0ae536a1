"""The threshold chart: precision and recall over the threshold, with the money let through on hover."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from core.insight.formats import count_text, money_text, percent_text, setting_text
from core.insight.palette import Palette

_FONT = "Source Sans, Source Sans Pro, Segoe UI, Helvetica, Arial, sans-serif"  # as the other figures
_HEIGHT = 260  # pixels, as high as the histogram of scores above it


def threshold_chart(curve: pd.DataFrame, currency: str, in_force: Decimal, palette: Palette) -> go.Figure:
    """Precision and recall over the threshold (`thresholds.curve`), the one in force as a line.

    `customdata` of each mark is its threshold as text, so that a click can try it. Thresholds that let
    nothing labelled through are left out.
    """
    shown = curve[curve["labelled"] > 0]
    figure = _figure(palette)
    if shown.empty:
        figure.add_annotation(
            x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False,
            text="Nobody has decided anything yet.", font={"color": palette.muted, "size": 13},
        )  # fmt: skip
        figure.update_xaxes(visible=False)
        figure.update_yaxes(visible=False)
        return figure
    thresholds = [100 * float(each) for each in shown["threshold"]]
    said = [_said(row, currency) for row in shown.to_dict("records")]
    for name, column, colour, dash in (
        ("precision", "precision", palette.data, "solid"),
        ("recall", "recall", palette.quiet, "dot"),
    ):
        figure.add_scatter(
            x=thresholds,
            y=[100 * value for value in shown[column]],
            mode="lines+markers",
            name=name,
            line={"color": colour, "width": 2, "dash": dash},
            marker={"color": colour, "size": 5},
            customdata=[str(each) for each in shown["threshold"]],
            text=said,
            hovertemplate="%{text}<extra></extra>",
        )
    cut = 100 * float(in_force)
    figure.add_vline(x=cut, line_color=palette.text, line_width=1.5)
    figure.add_annotation(
        x=cut, y=0, yref="paper", xanchor="right", yanchor="bottom", xshift=-5, showarrow=False,
        text=f"in force {setting_text(in_force)}", font={"color": palette.text, "size": 12},
    )  # fmt: skip
    lowest = min(cut, *thresholds)
    figure.update_xaxes(range=[lowest - 1, 100.5], ticksuffix=" %")
    figure.update_yaxes(
        range=[_floor(shown[["precision", "recall"]].min()), 100.5], ticksuffix=" %", nticks=5
    )
    return figure


def _said(row: dict[Any, Any], currency: str) -> str:
    """What one threshold would have let through, in a line."""
    precision, recall = (percent_text(_share(row[name])) for name in ("precision", "recall"))
    right, wrong = (money_text(row[name], currency) for name in ("right_minor", "wrong_minor"))
    return (
        f"automatic from {setting_text(row['threshold'])}: precision {precision}, recall {recall}<br>"
        f"{right} right, {wrong} wrong, {count_text(row['labelled'], 'decision')}"
    )


def _share(value: float) -> float | None:
    return None if value != value else value


def _floor(lowest: Iterable[float]) -> float:
    """The bottom of the scale: a round number below the lowest share that is drawn."""
    known = [value for value in lowest if value == value]
    return max(0.0, 100 * min(known, default=0.0) // 10 * 10 - 2)


def _figure(palette: Palette) -> go.Figure:
    axis = {
        "gridcolor": palette.grid,
        "zeroline": False,
        "linecolor": palette.grid,
        "tickfont": {"color": palette.muted, "size": 12},
        "fixedrange": True,
        "automargin": True,
    }
    return go.Figure(
        layout={
            "template": "none",
            "height": _HEIGHT,
            "margin": {"l": 4, "r": 12, "t": 40, "b": 6},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": _FONT, "size": 13, "color": palette.text},
            "hoverlabel": {"bgcolor": palette.background, "font": {"color": palette.text}},
            "legend": {
                "orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom",
                "font": {"color": palette.muted, "size": 12}, "itemclick": False, "itemdoubleclick": False,
            },
            "title": {
                "text": "Threshold, based on your decisions", "x": 0, "xref": "container", "xanchor": "left",
                "y": 1, "yanchor": "top", "yref": "container", "pad": {"l": 4, "t": 8},
                "font": {"size": 14, "color": palette.text},
            },
            "xaxis": axis,
            "yaxis": axis,
        }
    )  # fmt: skip
