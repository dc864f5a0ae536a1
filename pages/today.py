"""Today: what needs a person, what the engine did alone, and what changed since."""

import streamlit as st

from core.faces.screen import look, panels, today_parts
from core.faces.screen.guard import guard
from core.insight import charts
from core.services import reporting, tracing

workspace = guard()
today = reporting.today(workspace)

open_discrepancies = tracing.waiting(workspace)

panels.header("Today", today_parts.sentence(today, open_discrepancies))
if not today.imports:
    panels.nothing_yet(
        "These books are empty. Upload invoices and bank lines to begin; you can drop both at once.",
        "Upload the first files",
        "upload",
    )
    st.stop()
review, exceptions, alone = st.columns(3)
with review, st.container(border=True, height="stretch", gap="xsmall"):
    panels.card(today_parts.to_review(today), key="to_review")
    panels.go("Review the queue", "review", key="go_review", primary=today.to_review > 0)
with exceptions, st.container(border=True, height="stretch", gap="xsmall"):
    panels.card(today_parts.exceptions(today), key="exceptions")
    today_parts.discrepancies(open_discrepancies)
    panels.go("Work on exceptions", "exceptions", key="go_exceptions")
with alone, st.container(border=True, height="stretch", gap="xsmall"):
    panels.card(today_parts.alone(today), key="alone")
    panels.go("How matching works", "tune", key="go_tune")

panels.cards(today_parts.key_figures(today), key="kpi")

changed, open_money = st.columns([3, 2], gap="medium")
with changed, st.container(border=True, height="stretch"):
    st.markdown("What changed")
    for when, what in today_parts.changes(today):
        with st.container(gap=None):
            st.caption(when)
            st.text(what)
with open_money, st.container(border=True, height="stretch"):
    drawn = charts.ageing_bar(today.ageing, workspace.company.base_currency, look.palette())
    look.figure(drawn, "open money by age", key="ageing")
