"""Audit: who did what when, and whether the record is whole."""

from dataclasses import replace

import streamlit as st

from core.faces.screen import audit_parts, panels, tables
from core.faces.screen.guard import guard
from core.insight.wording import audit_words, capital, count_text
from core.services import auditing
from core.services.auditing import AuditFilter

workspace = guard()

PAGE_ROWS = 25
COLUMNS = (
    tables.count("sequence", "No.", 70),
    tables.moment("at", "When", 170),
    tables.text("actor", "Who", 160),
    tables.text("what", "What", 220),
    tables.text("details", "Details", 420),
    tables.text("reason", "Reason", 160),
    tables.text("origin", "From", 110),
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
counted, pages = st.columns([2, 3], vertical_alignment="center")
counted.caption(f"{count_text(total, 'entry', 'entries')}, newest first")
with pages, st.container(horizontal=True, horizontal_alignment="right"):
    page = st.pagination(-(-total // PAGE_ROWS), key="page", bind="query-params")
found = auditing.entries(workspace, replace(wanted, offset=(page - 1) * PAGE_ROWS))
entries = audit_parts.in_words(found.rows)
event = tables.show(
    entries,
    COLUMNS,
    key="entries",
    name="audit entries",
    rows=PAGE_ROWS,
    on_select="rerun",
    selection_mode="single-row",
)
for row in event.selection.rows:
    audit_parts.opened(entries.iloc[row])
tables.downloads(entries, "audit", key="audit", columns=FILED)
