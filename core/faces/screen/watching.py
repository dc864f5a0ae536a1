"""The cards of files that are being read or wait their turn, looked at again until they are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import streamlit as st

from core.faces.screen.background import Job
from core.insight.wording import plain

_EVERY_S = 0.5
_PATIENCE_S = 0.6  # a file of a few hundred lines is read in less, and its card need not change twice


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not read yet: the job that reads it, and what a press of Stop does."""

    file_name: str
    key: str
    job: Job[Any]
    stop: Callable[[], None]


def patiently(jobs: Sequence[Job[Any]]) -> None:
    """Waits a moment for small files, so that their cards are drawn once."""
    ends = monotonic() + _PATIENCE_S
    for job in jobs:
        job.wait(max(0.0, ends - monotonic()))


def draw(files: Sequence[Unread]) -> None:
    """Draws the files and looks again until one of them is read; the page is then drawn anew."""
    if files:
        st.fragment(_look, run_every=_EVERY_S)(tuple(files))


def _look(files: Sequence[Unread]) -> None:
    if any(each.job.is_over for each in files):
        st.rerun()
    for each in files:
        _card(each)


def _card(unread: Unread) -> None:
    job = unread.job
    with st.container(border=True, key=f"card_{unread.key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(unread.file_name)}**", width="content")
            st.badge("waiting" if job.began is None else "being read", color="gray")
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.progress(min(1.0, job.done / job.total) if job.total else 0.0, _said(job))
            if st.button("Stop", key=f"stop_{unread.key}", width="content"):
                unread.stop()
                st.rerun()


def _said(job: Job[Any]) -> str:
    """What is being done, how much of it is done, and for how long."""
    if job.began is None:
        return "for the files above it …"
    took = monotonic() - job.began
    what = f"{job.what}, {job.done:,} of {job.total:,}" if job.total else job.what
    return f"{plain(what)} …" + (f" {took:.0f} s" if took >= 1 else "")
