"""How the dashboard looks: the palette of the active theme, a few style rules, figures without chrome."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from core.insight import charts
from core.insight.palette import Palette, for_theme

# Streamlit leaves 6rem above a page and sets numbers proportionally; a ledger wants neither.
# Its captions are the text colour at 60 %, below AA contrast; `muted` is not.
# A grid's own download writes cells as they are, formulas included; ours beside it does not.
_STYLE = """
<style>
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: %(muted)s; opacity: 1; }
[data-testid="stMainBlockContainer"] { padding-top: 4.25rem; padding-bottom: 3rem; max-width: 1500px; }
[data-testid="stMetricValue"], [data-testid="stMetricDelta"] { font-variant-numeric: tabular-nums; }
[data-testid="stMetricValue"] { line-height: 1.25; }
:is([class*="st-key-kpi_"], [class*="st-key-settled_"])[data-testid="stVerticalBlock"]
  { container-type: inline-size; }
:is([class*="st-key-kpi_"], [class*="st-key-settled_"]) [data-testid="stMetricValue"]
  { font-size: clamp(1.1rem, 11.5cqi, 1.55rem); }
[data-testid="stMetricLabel"] p { font-size: 0.9rem; }
[data-testid="stTable"] { font-variant-numeric: tabular-nums; }
[data-testid^="stBaseButton-primary"] { color: %(background)s; }
.st-key-page_header h1 { padding: 0; }
.st-key-page_header { margin-bottom: -0.25rem; }
[data-testid="stElementToolbarButton"]:has(button[aria-label^="Download as CSV"]) { display: none; }
[class*="st-key-quiet_"] button { min-height: 1.6rem; padding: 0 0.2rem; }
[class*="st-key-quiet_"] button p { font-size: 0.85rem; color: %(muted)s; }
[class*="st-key-card_label_"] { min-height: 1.75rem; margin-bottom: -0.35rem; }
[class*="st-key-card_label_"] [data-testid="stMarkdownContainer"] { margin: 0; }
[class*="st-key-card_label_"] p { font-size: 0.9rem; margin: 0; }
[data-testid="stFileUploaderDropzone"] { min-height: 6.5rem; border: 1px dashed %(line)s; }
</style>
"""


def palette() -> Palette:
    """The figures' colours for the theme the person has chosen, light when the browser has not said."""
    return for_theme(st.context.theme.type)


def style() -> None:
    """Puts the style rules on the page; every page header does."""
    active = palette()
    st.html(_STYLE % {"muted": active.muted, "line": active.quiet, "background": active.background})


def figure(
    drawn: go.Figure, name: str, *, key: str, clickable: bool = False, at_least: int = 0
) -> Iterable[Any]:
    """Shows a figure as it was drawn, at least so many pixels high; `name` is read out to who cannot see it.

    Answers the `customdata` of the marks that were clicked, none where the figure is not `clickable`.
    """
    drawn.update_layout(height=max(at_least, drawn.layout.height or at_least))
    shared: dict[str, Any] = {"theme": None, "config": charts.CONFIG, "key": key, "alt": name}
    if not clickable:
        st.plotly_chart(drawn, **shared)
        return ()
    event = st.plotly_chart(drawn, on_select="rerun", selection_mode="points", **shared)
    return tuple(point["customdata"] for point in event["selection"]["points"] if "customdata" in point)
