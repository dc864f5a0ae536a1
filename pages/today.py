"""Today: what needs a person, what the engine did alone, and what changed since."""

import streamlit as st

from core.faces.screen import panels, today_parts
from core.faces.screen.guard import guard
from core.services import reporting

workspace = guard()
today = reporting.today(workspace)

panels.header("Today", today_parts.sentence(today))
if not today.imports:
    panels.nothing_yet(
        "These books are empty. Bring invoices and bank lines; both may go in at once.",
        "Upload the first files",
        "upload",
    )
    st.stop()
review, exceptions, alone = st.columns(3)
with review, st.container(border=True, height="stretch"):
    panels.card(today_parts.to_review(today, workspace.company.base_currency), key="to_review")
    panels.go("Review the queue", "review", key="go_review", primary=today.to_review > 0)
with exceptions, st.container(border=True, height="stretch"):
    panels.card(today_parts.exceptions(today), key="exceptions")
    panels.go("Work exceptions", "exceptions", key="go_exceptions")
with alone, st.container(border=True, height="stretch"):
    panels.card(today_parts.alone(today), key="alone")
    panels.go("See how it decides", "tune", key="go_tune")

panels.cards(today_parts.key_figures(today), key="kpi")

st.subheader("What changed", anchor=False)
st.text(today_parts.changes(today))
