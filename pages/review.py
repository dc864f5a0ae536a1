"""Review: what the engine would not decide alone, one bank line after the other."""

import streamlit as st

from core.faces.screen import bulk_panel, desk, fast_panel, keys, lately_panel, panels, paper, queue_panel
from core.faces.screen.guard import guard
from core.services import reviewing

workspace = guard()

said = fast_panel.carry_out(workspace) or keys.carry_out(workspace)
head = st.container()
listing, work = st.columns([0.27, 0.73], gap="medium")
with listing:
    wanted = queue_panel.wanted(workspace)
    queue = reviewing.queue(workspace, wanted)
    here = queue_panel.place(queue)
    queue_panel.table(queue, here)
with head:
    desk.head(queue)
    paper.style()
with work, panels.answering():
    keys.show_refusal(said)
    match keys.doing():
        case "bulk":
            bulk_panel.draw(workspace, wanted)
        case "done":
            lately_panel.draw(workspace)
        case "" if fast_panel.on():
            fast_panel.draw(workspace, wanted, said)
        case _:
            desk.one(workspace, here, said)
            keys.keep_presses()
