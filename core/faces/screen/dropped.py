"""The files this session was given for a company: kept from page to page until stored or dismissed."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import streamlit as st

from core.intake.table import MAX_FILE_BYTES
from core.model.batch import ImportBatch
from core.services.workspace import Workspace

MOST_MB = MAX_FILE_BYTES // 1_000_000  # of one file


class Card(Protocol):
    """What was read and said of one file."""

    @property
    def stored(self) -> ImportBatch | None:
        """Its import, once nothing of it is left to store."""

    def count_anew(self) -> None:
        """Told when the books have changed: what the file would add is counted again."""

    def leave(self) -> None:
        """Told when nobody waits for the file any more: its reading is stopped."""


AnyCard = TypeVar("AnyCard", bound=Card)


@dataclass(slots=True)
class Kept(Generic[AnyCard]):
    """A file with its card; `key` tells it from every other of the session."""

    key: str
    name: str
    data: bytes
    card: AnyCard


def take_over(
    workspace: Workspace, files: Sequence[tuple[str, bytes]], make: Callable[[bytes], AnyCard]
) -> None:
    """Keeps (name, bytes) of files that were just dropped; one that waits here already is not kept twice.

    Files that are in the books by now make room for the new ones.
    """
    held: list[Kept[AnyCard]] = kept(workspace)
    held[:] = [each for each in held if each.card.stored is None]
    waiting = {(each.name, each.data) for each in held}
    numbers = st.session_state.setdefault("files_counted", itertools.count(1))
    for name, data in dict.fromkeys(files):
        if (name, data) not in waiting:
            held.append(Kept(f"file{next(numbers)}", name, data, make(data)))


def kept(workspace: Workspace) -> list[Kept[AnyCard]]:
    """The files of this company, in the order they came; another company's are never among them."""
    held: list[Kept[AnyCard]] = st.session_state.setdefault(f"files_{workspace.company.id}", [])
    return held


def dismiss(workspace: Workspace, key: str) -> None:
    """Forgets a file, and stops its reading; what was stored of it stays in the books."""
    held: list[Kept[Card]] = kept(workspace)
    for each in held:
        if each.key == key:
            each.card.leave()
    held[:] = [each for each in held if each.key != key]


def books_changed(workspace: Workspace) -> None:
    """After something was stored: every other file may add less than it would have."""
    held: list[Kept[Card]] = kept(workspace)
    for each in held:
        each.card.count_anew()
