"""Ledger: everything in the books, found by anything, with its history; runs and imports taken back."""

import streamlit as st

from core.faces.screen import ledger_parts, ledger_undo, panels, paper
from core.faces.screen.guard import guard

workspace = guard()

panels.header("Ledger", "Every invoice, bank line and match, with its history.")
paper.style()
shown = ledger_parts.shown()
if shown == "runs":
    ledger_undo.runs(workspace)
    st.stop()
if shown == "imports":
    ledger_undo.imports(workspace)
    st.stop()
view = ledger_parts.VIEWS[shown]
wanted = ledger_parts.wanted(view)
found = ledger_parts.listed(workspace, view, wanted)
listing, one = st.columns([0.66, 0.34], gap="medium")
here = ledger_parts.place(view, found)
with listing:
    if found.total:
        ledger_parts.table(view, found, here)
        ledger_parts.foot(workspace, view, wanted, found)
    else:
        ledger_parts.nothing(wanted, view)
with one, panels.answering():
    ledger_parts.opened(workspace, view, found, here)
