"""What every figure is put together from: an empty frame without chrome, labelled rows, a legend."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from core.insight.palette import Palette
from core.model.money import to_decimal

FONT = "Source Sans, Source Sans Pro, Segoe UI, Helvetica, Arial, sans-serif"
_LABELLED_HEIGHT = 40  # pixels of one thin bar with its words above
THIN: dict[str, Any] = {"orientation": "h", "width": 0.24, "offset": -0.02}


def blank(title: str, palette: Palette, height: int) -> go.Figure:
    axis = {
        "gridcolor": palette.grid,
        "zeroline": False,
        "linecolor": palette.grid,
        "tickfont": {"color": palette.muted, "size": 12},
        "title_font": {"color": palette.muted, "size": 12},
        "fixedrange": True,
        "automargin": True,
    }
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 4, "r": 12, "t": 40 if title else 6, "b": 6},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": palette.text},
        hoverlabel={
            "bgcolor": palette.background,
            "font": {"color": palette.text},
            "bordercolor": palette.grid,
        },
        showlegend=False,
        bargap=0.3,
        xaxis=axis | {"showgrid": False},
        yaxis=axis,
    )
    if title:
        figure.update_layout(
            title={
                "text": title, "x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 4},
                "y": 1, "yanchor": "top", "yref": "container", "font": {"size": 14, "color": palette.text},
            }
        )  # fmt: skip
        figure.update_layout(title_pad_t=8)
    return figure


def labelled_height(count: int, titled: bool = False) -> int:
    return max(1, count) * _LABELLED_HEIGHT + (46 if titled else 12)


def label_rows(figure: go.Figure, labels: Sequence[str], figures: Sequence[str], palette: Palette) -> None:
    """Above each thin bar its name on the left and its figure on the right, aligned in a column."""
    for place, (label, amount) in enumerate(zip(labels, figures, strict=True)):
        for text, side, x in ((label, "left", 0), (amount, "right", 1)):
            figure.add_annotation(
                x=x, xref="paper", xanchor=side, y=place - 0.22, yanchor="bottom", showarrow=False, text=text,
                font={"color": palette.text, "size": 13}, borderpad=0,
            )  # fmt: skip
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, range=[len(labels) - 0.5, -0.75])


def empty(figure: go.Figure, message: str, palette: Palette) -> go.Figure:
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, text=message,
        font={"color": palette.muted, "size": 13},
    )  # fmt: skip
    return figure


def legend(palette: Palette) -> dict[str, Any]:
    return {
        "orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom",
        "font": {"color": palette.muted, "size": 12},
        "itemclick": False, "itemdoubleclick": False, "traceorder": "normal",
    }  # fmt: skip


def short_text(minor: int, currency: str) -> str:
    """The amount in thousands or millions where it is long; the exact one is in the hover text."""
    size = to_decimal(minor, currency)
    for step, unit in ((Decimal(1_000_000), "M"), (Decimal(1_000), "k")):
        if abs(size) >= 10 * step or (unit == "M" and abs(size) >= step):
            return f"{size / step:,.1f} {unit}"
    return f"{size:,.0f}"
