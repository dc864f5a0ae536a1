"""Audit: who did what when, and whether the record is whole."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from core.faces.screen import audit_parts, panels, tables
from core.faces.screen.guard import guard
from core.insight.wording import audit_words, capital, count_text
from core.services import auditing
from core.services.auditing import AuditFilter

workspace = guard()

PAGE_ROWS = 15
FILED_ROWS = 1_000_000  # what a spreadsheet can hold
COLUMNS = (
    tables.count("sequence", "No.", 70),
    tables.moment("at", "When", 170),
    tables.text("actor", "Who", 130),
    tables.text("what", "What", 170),
    tables.text("details", "Details", 430),
    tables.text("reason", "Reason", 150),
    tables.text("origin", "From", 105),
)
FILED = (
    *(column for column in COLUMNS if column.name != "details"),
    tables.text("subject", "Subject"),
    tables.text("before", "Before"),
    tables.text("after", "After"),
)

panels.header("Audit", "What anybody, or the engine, did in these books. Entries are only ever added.")
said, deed, check = st.columns([3, 2, 1], vertical_alignment="bottom")
search = said.text_input("Search", key="search", bind="query-params", placeholder="who, what, reason …")
action = deed.selectbox(
    "What was done",
    auditing.actions(workspace),
    index=None,
    format_func=lambda name: capital(audit_words(name)),
    placeholder="Anything",
    key="action",
    bind="query-params",
)
if check.button("Check the record", key="verify", width="stretch", help="Recomputes every entry's seal"):
    with panels.answering(), st.spinner("Checking every entry …"):
        st.success(str(auditing.verify(workspace)))

wanted = AuditFilter(audit_parts.wanted_person(), action or "", search or "", PAGE_ROWS)
total = auditing.entries(workspace, replace(wanted, limit=1)).total
if not total:
    panels.nothing_yet("No entry fits. Take a filter back, or search for something shorter.")
    st.stop()


def everything() -> pd.DataFrame:
    """All entries the filters let through, for the download."""
    return audit_parts.in_words(auditing.entries(workspace, replace(wanted, limit=FILED_ROWS)).rows)


table, foot = st.container(), st.container(horizontal=True, horizontal_alignment="distribute")
with foot:
    downloads = st.container(width="content")
    page = st.pagination(-(-total // PAGE_ROWS), key="page", bind="query-params", width=320)
found = auditing.entries(workspace, replace(wanted, offset=(page - 1) * PAGE_ROWS))
entries = audit_parts.in_words(found.rows)
with table:
    st.caption(f"{count_text(total, 'entry', 'entries')}, newest first; tick one to open it")
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
