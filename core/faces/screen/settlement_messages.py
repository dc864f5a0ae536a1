"""Messages of which nobody knows whether they arrived: a person looks and says so."""

from uuid import UUID

import streamlit as st

from core.faces.screen import panels
from core.insight.settlement_words import CHANNEL_WORDS
from core.insight.wording import count_text, moment_text
from core.model.identity import Role
from core.services import notifying
from core.services.workspace import Workspace


def panel(workspace: Workspace) -> None:
    """What left when its sender or the connection died; nothing where every message is accounted for."""
    found = notifying.unknown(workspace)
    if not found:
        return
    may = workspace.role.may_act_as(Role.ANALYST)
    with st.expander(f"{count_text(len(found), 'message')} may or may not have arrived", expanded=True):
        st.caption("The connection was lost after it left. It is not sent again until somebody has looked.")
        for one in found:
            with st.container(horizontal=True, vertical_alignment="center"):
                where = f"{CHANNEL_WORDS[one.channel.value]} {one.hint}"
                st.text(f"{one.subject}\n{where}, {moment_text(one.sending_at)}", width="stretch")
                for label, arrived in (("It arrived", True), ("Send it again", False)):
                    st.button(
                        label,
                        key=f"fate_{arrived}_{one.id}",
                        disabled=not may,
                        on_click=_decide,
                        args=(workspace, one.id, arrived),
                    )


def _decide(workspace: Workspace, message: UUID, arrived: bool) -> None:
    with panels.answering():
        notifying.decide(workspace, message, arrived)
