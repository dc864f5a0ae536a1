"""The desk of Review: the line over it, and one bank line that fills the rest of the page."""

import streamlit as st

from core.faces.screen import (
    address,
    evidence_panel,
    fast_panel,
    keys,
    panels,
    paper,
    queue_panel,
    split_panel,
)
from core.faces.screen.keys import Said
from core.faces.screen.walk import Place
from core.services import reviewing
from core.services.allocating import Posted
from core.services.reviewing import Item, Queue
from core.services.workspace import Workspace

_HELP = {
    False: "Fast keys show the next bank line at once and save your decisions in the background",
    True: "Standard keys save each decision before the next bank line is shown",
}


def head(queue: Queue) -> None:
    """How much waits, what is being done, and the keys."""
    titled, doing = st.columns([0.62, 0.38], vertical_alignment="bottom")
    with titled:
        panels.header("Review", queue_panel.sentence(queue))
    with doing, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="bottom"):
        for code, label in keys.DOING.items():
            st.button(
                label,
                key=f"do_{code}",
                type="secondary" if code == ("" if keys.splitting() else keys.doing()) else "tertiary",
                on_click=address.put,
                args=("do", code),
            )
        st.button(
            "Standard keys" if fast_panel.on() else "Fast keys",
            key="fast_keys",
            type="tertiary",
            help=_HELP[fast_panel.on()],
            on_click=address.put,
            args=("keys", "" if fast_panel.on() else "fast"),
        )
        if st.button("Keys", key="keys_help", type="tertiary", shortcut=keys.HELP):
            _keys()


def one(workspace: Workspace, here: Place, said: Said | None) -> None:
    """One item: what is decided about it, both sides, why, and what else it could be."""
    if here.open is None:
        queue_panel.nothing_left()
        evidence_panel.after_the_last(said)
        return
    if keys.splitting():
        _split(workspace, reviewing.item(workspace, here.open))
        return
    with evidence_panel.deciding(here, said):
        item = reviewing.item(workspace, here.open)
        proposal = evidence_panel.chosen(item)
        evidence_panel.actions(here, item, proposal)
    both, why = st.columns([0.64, 0.36], gap="medium")
    with both:
        evidence_panel.sides(item, proposal)
        evidence_panel.in_words(workspace, item, proposal)
        evidence_panel.questions(item, proposal)
        evidence_panel.page_picture(workspace, proposal)
        evidence_panel.notes(workspace, item)
    with why:
        evidence_panel.why(item, proposal)
        evidence_panel.alternatives(item, proposal)
        evidence_panel.model_wording(workspace, item, proposal)


def _split(workspace: Workspace, item: Item) -> None:
    subject = split_panel.Subject(item.payment.id, item.proposals[0].legs[0].invoice.id)

    def booked(posted: Posted) -> None:
        keys.done(keys.Done(posted.entry, item.payment.id), posted.sentence)

    split_panel.draw(workspace, subject, booked)


@st.dialog("Keys")
def _keys() -> None:
    paper.facts(keys.MEANINGS)
