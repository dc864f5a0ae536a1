"""The guard every page calls first: no page runs without a signed-in member of an open company."""

import contextlib
import re
from collections.abc import Iterator

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from core.faces.screen import session
from core.model.errors import TieoutError
from core.services.workspace import Workspace

_FRAMED = "inside_the_frame"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>:$&])")


def plain(text: str) -> str:
    """Text from files or people, escaped so that Streamlit's markdown shows it letter by letter."""
    return _MARKDOWN.sub(r"\\\1", text)


@contextlib.contextmanager
def framed() -> Iterator[None]:
    """Marks the run as drawn by Home.py's frame."""
    st.session_state[_FRAMED] = True
    try:
        yield
    finally:
        st.session_state.pop(_FRAMED, None)


def guard() -> Workspace:
    """The open workspace; stops the page when nobody is signed in.

    A direct request for a page on a fresh server runs the page without Home.py: then the process leaves
    Streamlit's pages mode, so that the frame draws it on the next run.
    """
    if not st.session_state.get(_FRAMED) and PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
    try:
        who = session.guest()
        workspace = session.workspace(who) if who else None
    except TieoutError as error:
        session.show_error(error)
        st.stop()
    if workspace is None:
        st.warning("Please sign in first.")
        st.stop()
    _without_nul()
    return workspace


def _without_nul() -> None:
    """Takes NUL characters, which no text in the database can hold, out of what the address says."""
    for name, value in st.query_params.items():
        if "\0" in value:
            st.query_params[name] = value.replace("\0", "")
