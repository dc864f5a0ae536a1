"""Review: what the engine would not decide alone, one bank line after the other."""

import streamlit as st

from core.faces.screen import evidence_panel, keys, panels, paper, queue_panel
from core.faces.screen.guard import guard
from core.services import reviewing

workspace = guard()

said = keys.carry_out(workspace)
head = st.container()
listing, work = st.columns([0.28, 0.72], gap="medium")
with listing:
    wanted = queue_panel.wanted(workspace)
    queue = reviewing.queue(workspace, wanted)
    here = queue_panel.place(queue)
    queue_panel.table(queue, here)
with head:
    panels.header("Review", queue_panel.sentence(queue))
    paper.style()
with work, panels.answering():
    keys.show_refusal(said)
    if here.open is None:
        queue_panel.nothing_left()
        evidence_panel.after_the_last(said)
        st.stop()
    with evidence_panel.deciding(here, said):
        item = reviewing.item(workspace, here.open)
        proposal = evidence_panel.chosen(item)
        evidence_panel.actions(item, proposal)
    both, why = st.columns([0.64, 0.36], gap="medium")
    with both:
        evidence_panel.sides(item, proposal)
        evidence_panel.in_words(workspace, item, proposal)
        evidence_panel.questions(item, proposal)
    with why:
        evidence_panel.why(item, proposal)
        evidence_panel.alternatives(item, proposal)
        evidence_panel.model_wording(workspace, item, proposal)
