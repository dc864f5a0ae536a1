"""The files this session has dropped for a company, each with what was said about it."""

from collections.abc import Callable, Collection
from typing import Protocol, TypeVar, cast

import streamlit as st

from core.services.workspace import Workspace


class Dropped(Protocol):
    """What is remembered of one file."""

    def count_anew(self) -> None:
        """Told when the books have changed: what the file would bring is counted again."""

    def leave(self) -> None:
        """Told when nobody waits for the file any more: its reading is stopped."""


Kind = TypeVar("Kind", bound=Dropped)


def of(workspace: Workspace, file_id: str, make: Callable[[], Kind]) -> Kind:
    """What is remembered of a file, made where it is new; another company's files are never found."""
    return cast(Kind, _held(workspace).setdefault(file_id, make()))


def books_changed(workspace: Workspace) -> None:
    """After something was stored: every other file may bring less than it would have."""
    for each in _held(workspace).values():
        each.count_anew()


def only(workspace: Workspace, file_ids: Collection[str]) -> None:
    """Stops the reading of files that were taken away again."""
    for file_id, each in _held(workspace).items():
        if file_id not in file_ids:
            each.leave()


def _held(workspace: Workspace) -> dict[str, Dropped]:
    held: dict[str, Dropped] = st.session_state.setdefault(f"files_{workspace.company.id}", {})
    return held
