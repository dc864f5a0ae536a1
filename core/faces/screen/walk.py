"""One list, one open item: the address names it, keys move along, what is decided makes room for the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import streamlit as st

from core.faces.screen import keys


@dataclass(frozen=True, slots=True)
class Place:
    """Where the open item stands among the rows shown; `row` is None when the filter does not show it."""

    open: UUID | None
    row: int | None
    rows: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Walk:
    """The walk along one page's list; `name` is the address's word for the open item."""

    name: str

    @property
    def table_key(self) -> str:
        return f"{self.name}_table"

    @property
    def _order(self) -> str:
        return f"{self.name}_rows"

    def place(self, rows: Sequence[UUID]) -> Place:
        """Which item is open: the one the address names, the one after what has gone, or the first."""
        before: list[UUID] = st.session_state.get(self._order, [])
        st.session_state[self._order] = list(rows)
        named = self.named()
        if named is not None and named not in rows and named in before:
            named = _neighbour(named, before, rows)
        current = named or (rows[0] if rows else None)
        self.go(current)
        row = next((at for at, item in enumerate(rows) if item == current), None)
        return Place(current, row, rows)

    def go(self, item: UUID | None) -> None:
        """Opens an item, or none."""
        if item is not None:
            st.query_params[self.name] = str(item)
        elif self.name in st.query_params:
            del st.query_params[self.name]

    def forget(self) -> None:
        """Leaves the open item and the list it was in, for a list of other things."""
        st.session_state.pop(self._order, None)
        self.go(None)

    def selection(self, here: Place) -> dict[str, Any]:
        """What the list's table is given: the open row is selected, a click opens another."""
        st.session_state[self.table_key] = {"selection": {"rows": [] if here.row is None else [here.row]}}
        return {
            "key": self.table_key,
            "on_select": self._open_selected,
            "selection_mode": ["single-row-required", "single-cell"],
        }

    def buttons(self, here: Place) -> None:
        """Previous and next, by mouse and by key."""
        row = -1 if here.row is None else here.row
        steps = (("Previous", keys.PREVIOUS, row - 1), ("Next", keys.NEXT, row + 1))
        for label, key, to in steps:
            item = here.rows[to] if 0 <= to < len(here.rows) else None
            st.button(
                label,
                key=f"{self.name}_{label}_{item}",
                shortcut=key,
                disabled=item is None,
                on_click=self.go,
                args=(item,),
            )

    def _open_selected(self) -> None:
        chosen = st.session_state[self.table_key]["selection"]
        rows = [int(cell[0]) for cell in chosen.get("cells", [])] or list(chosen.get("rows", []))
        order: list[UUID] = st.session_state.get(self._order, [])
        if rows and rows[0] < len(order):
            self.go(order[rows[0]])

    def named(self) -> UUID | None:
        try:
            return UUID(st.query_params.get(self.name, ""))
        except ValueError:
            return None


def _neighbour(gone: UUID, before: Sequence[UUID], rows: Sequence[UUID]) -> UUID | None:
    """What stood after the row that has gone, or before it where it was the last."""
    at = list(before).index(gone)
    around = [*before[at + 1 :], *reversed(before[:at])]
    still = set(rows)
    return next((item for item in around if item in still), None)
