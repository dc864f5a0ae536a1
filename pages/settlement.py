"""Settlement: what processors say they took and paid out, against the ledger and the bank, day by day."""

import streamlit as st

from core.faces.screen import (
    panels,
    paper,
    settlement_chain,
    settlement_files,
    settlement_found,
    settlement_messages,
    settlement_parts,
    settlement_payouts,
    settlement_rules_panel,
    settlement_trends,
)
from core.faces.screen.guard import guard
from core.services import tracing

workspace = guard()

head = st.container()
view = settlement_parts.view()
with head:
    panels.header("Settlement", "Processor, ledger and bank, day by day.")
    paper.style()
if view == "trends":
    settlement_trends.panel(workspace)
    st.stop()
if view == "rules":
    settlement_rules_panel.panel()
    st.stop()

settlement_messages.panel(workspace)
files = st.container()
days, one = st.columns([0.44, 0.56], gap="medium")
with days:
    found = settlement_parts.days(workspace)
with files:
    settlement_files.panel(workspace, first=settlement_parts.is_new(found))
if found.open is None:
    with days:
        settlement_parts.nothing()
    st.stop()
with one, panels.answering():
    file = tracing.run_file(workspace, found.open)
    settlement_parts.run(workspace, file)
with panels.answering():
    chosen = settlement_found.panel(workspace, file)
    settlement_chain.panel(workspace, file, chosen)
    settlement_payouts.panel(workspace, file)
