"""Audit: who did what when, and whether the record is whole."""

from dataclasses import replace

import streamlit as st

from core.faces.screen import audit_parts, panels, tables
from core.faces.screen.guard import guard
from core.insight.wording import AUDIT_ACTIONS, audit_words, capital, count_text
from core.model.errors import AuditBrokenError
from core.services import auditing
from core.services.auditing import AuditFilter

workspace = guard()

PAGE_ROWS = 50
ANY = ""


def check_the_chain() -> None:
    """Recomputes every entry's hash; names the first entry that does not fit."""
    try:
        st.success(auditing.verify(workspace).sentence)
    except AuditBrokenError as broken:
        st.error(str(broken))


panels.header("Audit", "Everything anybody, or the engine, did in these books; entries can only be added.")
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = st.text_input("Search", key="search", bind="query-params", placeholder="name, file, reason …")
    actor = st.text_input("Who", key="actor", bind="query-params", placeholder="anybody")
    action = st.selectbox(
        "What",
        [ANY, *AUDIT_ACTIONS],
        format_func=lambda name: capital(audit_words(name)) if name else "Anything",
        key="action",
        bind="query-params",
    )
    check = st.button("Check the record", key="verify")
if check:
    with panels.answering(), st.spinner("Checking every entry …"):
        check_the_chain()

chosen = AuditFilter(actor=actor or "", action=action or "", search=search or "", limit=PAGE_ROWS)
total = auditing.entries(workspace, replace(chosen, limit=1)).total
if not total:
    panels.nothing_yet("No entry fits these filters.")
    st.stop()
counted, pages = st.columns([2, 3], vertical_alignment="center")
counted.caption(f"{count_text(total, 'entry', 'entries')}, newest first")
with pages, st.container(horizontal=True, horizontal_alignment="right"):
    page = st.pagination(-(-total // PAGE_ROWS), key="page", bind="query-params")
shown = auditing.entries(workspace, replace(chosen, offset=(page - 1) * PAGE_ROWS)).rows
shown = shown.assign(what=[capital(audit_words(action)) for action in shown["action"]])
event = tables.show(
    shown,
    (
        tables.count("sequence", "No.", 70),
        tables.moment("at", "When"),
        tables.text("actor", "Who"),
        tables.text("what", "What"),
        tables.text("subject", "Subject"),
        tables.text("reason", "Reason"),
        tables.text("origin", "From"),
    ),
    key="entries",
    name="audit entries",
    rows=PAGE_ROWS,
    on_select="rerun",
    selection_mode="single-row",
)
for row in event.selection.rows:
    audit_parts.change(shown.iloc[row])
tables.downloads(shown, "audit", key="audit")
