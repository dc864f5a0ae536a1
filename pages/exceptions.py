"""Exceptions: what could not be matched, why, and what a person does about it."""

import streamlit as st

from core.faces.screen import case_panel, case_settlement, keys, panels, paper
from core.faces.screen.guard import guard
from core.services import resolving

workspace = guard()

said = case_panel.carry_out(workspace)
head = st.container()
if case_settlement.about(workspace) == "settlement":
    with head:
        panels.header("Exceptions", case_settlement.sentence(workspace))
        paper.style()
    case_settlement.panel(workspace)
    st.stop()
by_reason, listing, one = st.columns(case_panel.widths(), gap="medium")
with listing:
    wanted = case_panel.wanted()
    cases = case_panel.page(workspace, wanted)
    here = case_panel.place(cases)
with head:
    panels.header("Exceptions", case_panel.sentence(cases))
    paper.style()
with by_reason:
    case_panel.reasons(cases, workspace.company.base_currency)
if here.open is None:
    with listing:
        case_panel.nothing(wanted)
    st.stop()
with listing:
    case_panel.table(cases, here)
    case_panel.foot(workspace, wanted, cases)
with one, panels.answering():
    keys.show_refusal(said)
    file = resolving.case_file(workspace, here.open)
    if keys.splitting():
        case_panel.split(workspace, file)
        st.stop()
    case_panel.actions(workspace, file, here)
    case_panel.detail(file)
    case_panel.settling(workspace, file)
    case_panel.ending(workspace, file)
    keys.keep_presses()
