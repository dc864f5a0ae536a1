"""The progress of a file that is being read, drawn often enough that a press of Stop is heard."""

import time
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.insight.wording import plain

_EVERY_S = 0.4


def waiting(file_name: str, on_stop: Callable[[], None], *, key: str, reading: bool) -> DeltaGenerator:
    """The card of a file that is being read, or waits its turn; answers where its progress is drawn."""
    with st.container(border=True, key=f"card_{key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(file_name)}**", width="content")
            st.badge("being read" if reading else "waits its turn", color="gray")
        # In a row of its own: whatever the card shows next takes its place while the other files are read.
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            bar = st.empty()
            st.button("Stop", on_click=on_stop, key=f"stop_{key}", width="content")
        return bar


class Watch:
    """Draws what is being done; its two methods are what readers call.

    Streamlit ends a run for the next one only where the run draws something, so a reader that is silent for
    long (a page under OCR) is still seen to be at work, and can be stopped.
    """

    def __init__(self, bar: DeltaGenerator) -> None:
        self._bar = bar
        self._began = self._drawn = time.monotonic()
        self._what, self._share = "opening", 0.0

    def progress(self, what: str, done: int, total: int) -> None:
        """Takes a step of the reader and draws it."""
        self._what = f"{what}, {done:,} of {total:,}" if total else what
        self._share = min(1.0, done / total) if total else 0.0
        self._draw()

    def is_cancelled(self) -> bool:
        """Draws again when the last drawing is old; a person's Stop ends the run there."""
        if time.monotonic() - self._drawn >= _EVERY_S:
            self._draw()
        return False

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        took = self._drawn - self._began
        self._bar.progress(self._share, f"{plain(self._what)} …" + (f" {took:.0f} s" if took >= 1 else ""))
