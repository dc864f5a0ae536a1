"""Audit: who did what when, and whether the record is whole."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from core.faces.screen import address, audit_parts, panels, tables
from core.faces.screen.guard import guard
from core.insight.wording import audit_words, capital, count_text
from core.services import auditing
from core.services.auditing import AuditFilter

workspace = guard()

PAGE_ROWS = 15
FILED_ROWS = 1_000_000  # what a spreadsheet can hold
COLUMNS = (
    tables.count("sequence", "No.", 60),
    tables.moment("at", "When", 150),
    tables.text("actor", "Who", 115),
    tables.text("what", "What", 165),
    tables.text("details", "Details", 385),
    tables.text("reason", "Reason", 125),
    tables.text("origin", "Source", 90),
)
FILED = (
    *(column for column in COLUMNS if column.name != "details"),
    tables.text("subject", "Subject"),
    tables.text("before", "Before"),
    tables.text("after", "After"),
)

panels.header(
    "Audit", "Everything done in these books, by people and by Tieout. Entries cannot be changed or removed."
)
said, deed, check = st.columns([3, 2, 1], vertical_alignment="bottom")
actions = {"": "Any action"} | {name: capital(audit_words(name)) for name in auditing.actions(workspace)}
with said:
    address.typed(
        "Search", "search", placeholder="Person, action or reason", on_change=audit_parts.first_page
    )
with deed:
    action = address.choose("Action", "action", actions, default="", on_change=audit_parts.first_page)
if check.button(
    "Verify the trail", key="verify", width="stretch", help="Recalculates the seal of every entry"
):
    with panels.answering(), st.spinner("Checking every entry …"):
        st.success(str(auditing.verify(workspace)))

wanted = AuditFilter(audit_parts.wanted_person(), action, st.query_params.get("search", ""), PAGE_ROWS)
total = auditing.entries(workspace, replace(wanted, limit=1)).total
if not total:
    panels.nothing_yet("No entries found. Clear a filter or shorten the search.")
    st.stop()


def everything() -> pd.DataFrame:
    """All entries the filters let through, for the download."""
    return audit_parts.in_words(auditing.entries(workspace, replace(wanted, limit=FILED_ROWS)).rows)


table, foot = st.container(), st.container(horizontal=True, horizontal_alignment="distribute")
with foot:
    downloads = st.container(width="content")
    pages = -(-total // PAGE_ROWS)
    address.pages(pages, width=320)
found = auditing.entries(workspace, replace(wanted, offset=(min(address.page(), pages) - 1) * PAGE_ROWS))
entries = audit_parts.in_words(found.rows)
with table:
    st.caption(f"{count_text(total, 'entry', 'entries')}, newest first. Select one to open it.")
    event = tables.show(
        entries,
        COLUMNS,
        key="entries",
        name="audit entries",
        rows=PAGE_ROWS,
        on_select="rerun",
        selection_mode="single-row",
    )
with downloads:
    tables.downloads(workspace, everything, "audit", key="audit", columns=FILED)
for row in event.selection.rows:
    audit_parts.opened(entries.iloc[row])
audit_parts.model_tally(workspace)
