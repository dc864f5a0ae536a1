"""Review: what the engine would not decide alone, one bank line after the other."""

import streamlit as st

from core.faces.screen import evidence_panel, keys, panels, paper, queue_panel
from core.faces.screen.guard import guard
from core.services import reviewing

workspace = guard()
said = keys.carry_out(workspace)
head = st.container()
listing, work = st.columns([0.27, 0.73], gap="medium")
with panels.answering():
    with listing:
        wanted = queue_panel.wanted()
        queue = reviewing.queue(workspace, wanted)
        here = queue_panel.place(queue)
        queue_panel.table(queue, here)
    with head:
        panels.header("Review", queue_panel.sentence(queue))
    paper.style()
    with work:
        item = reviewing.item(workspace, here.payment_id)
        proposal = evidence_panel.chosen(item)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="review_actions"):
            evidence_panel.actions(item, proposal)
            st.space("stretch")
            queue_panel.move_buttons(here, queue)
        keys.say(said)
        paired, why = st.columns([0.64, 0.36], gap="medium")
        with paired:
            evidence_panel.sides(item, proposal)
            evidence_panel.in_words(item, proposal)
        with why:
            evidence_panel.why(item, proposal)
            evidence_panel.alternatives(item, proposal)
            evidence_panel.model_wording(workspace, item, proposal)
