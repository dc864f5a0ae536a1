"""The list of what waits for a decision: its filters, its rows, and the one that is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from core.faces.screen import keys, tables
from core.insight.wording import count_text, monies_text
from core.services.reviewing import Queue, QueueFilter

ITEM = "item"  # the address names the open bank line by its id
PAGE_SIZE = 100
_TABLE, _PAGE, _ORDER = "review_queue", "review_page", "review_order"
_HEIGHT_PX = 530
_ORDERS = {"value": "Most money first", "score": "Surest first", "oldest": "Oldest first"}
_BANDS = {
    "any": ("Any score", 0.0, 1.0),
    "high": ("90 % and more", 0.9, 1.0),
    "middle": ("50 to 90 %", 0.5, 0.9),
    "low": ("Below 50 %", 0.0, 0.5),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the open item stands among the rows shown; `row` is None when the filter does not show it."""

    payment_id: UUID | None
    row: int | None
    rows: Sequence[UUID]


def wanted() -> QueueFilter:
    """Draws the filters, kept in the address, and answers what they ask for."""
    search = st.text_input(
        "Search",
        key="q",
        type="search",
        bind="query-params",
        placeholder="Payer, text, number or amount",
        label_visibility="collapsed",
        on_change=_first_page,
    )
    order_column, band_column = st.columns(2)
    with order_column:
        order = st.selectbox(
            "Order",
            list(_ORDERS),
            key="order",
            bind="query-params",
            format_func=_ORDERS.__getitem__,
            label_visibility="collapsed",
            on_change=_first_page,
        )
    with band_column:
        band = st.selectbox(
            "Score",
            list(_BANDS),
            key="score",
            bind="query-params",
            format_func=lambda name: _BANDS[name][0],
            label_visibility="collapsed",
            on_change=_first_page,
        )
    _, low, high = _BANDS[band or "any"]
    page: int = st.session_state.get(_PAGE, 0)
    return QueueFilter((search or "").strip(), low, high, order or "value", PAGE_SIZE, page * PAGE_SIZE)


def sentence(queue: Queue) -> str:
    """How much waits, in items and in money."""
    return f"{count_text(queue.total, 'bank line')} to decide · {monies_text(queue.money)}"


def place(queue: Queue) -> Place:
    """Which item is open: the one the address names, the one after what was just decided, or the first."""
    rows = [UUID(str(payment)) for payment in queue.rows["payment_id"]]
    before: list[UUID] = st.session_state.get(_ORDER, [])
    st.session_state[_ORDER] = rows
    named = _named()
    if named is not None and named not in rows and named in before:
        named = _neighbour(named, before, rows)
    current = named or (rows[0] if rows else None)
    st.query_params[ITEM] = str(current) if current else ""
    return Place(current, rows.index(current) if current in rows else None, rows)


def table(queue: Queue, here: Place) -> None:
    """The rows of this page of the queue, the open one selected; choosing a row opens it."""
    st.session_state[_TABLE] = {"selection": {"rows": [] if here.row is None else [here.row]}}
    tables.show(
        queue.rows,
        (
            tables.score("score", "Sure", 56),
            tables.money("amount_minor", "Amount", width=104),
            tables.text("payer", "Payer"),
        ),
        key=_TABLE,
        name="Bank lines to decide",
        rows=_HEIGHT_PX // 35,
        on_select=_open_selected,
        selection_mode=["single-row-required", "single-cell"],
    )
    _pages(queue)


def move_buttons(here: Place, queue: Queue) -> None:
    """Next and previous, by mouse and by key."""
    row = -1 if here.row is None else here.row
    before = here.rows[row - 1] if row > 0 else None
    after = here.rows[row + 1] if row + 1 < len(here.rows) else None
    st.button(
        "Previous", key=f"previous_{before}", shortcut=keys.PREVIOUS, disabled=before is None,
        on_click=open_item, args=(before,),
    )  # fmt: skip
    more = after is None and _offset() + len(here.rows) < queue.total
    st.button(
        "Next", key=f"next_{after}", shortcut=keys.NEXT, disabled=after is None and not more,
        on_click=_turn if more else open_item, args=(1 if more else after,),
    )  # fmt: skip


def open_item(payment: UUID | None) -> None:
    """Opens an item: the address holds which one."""
    st.query_params[ITEM] = str(payment) if payment else ""


def clear_filters() -> None:
    """Back to the whole queue."""
    st.session_state.update(q="", order="value", score="any")
    _first_page()


def _pages(queue: Queue) -> None:
    if queue.total <= PAGE_SIZE:
        return
    first = _offset()
    last = min(first + PAGE_SIZE, queue.total)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "‹", key="earlier_rows", help="Earlier rows", disabled=first == 0, on_click=_turn, args=(-1,)
        )
        st.text(f"{first + 1:,}–{last:,} of {queue.total:,}")
        st.button(
            "›", key="later_rows", help="Later rows", disabled=last >= queue.total, on_click=_turn, args=(1,)
        )


def _turn(by: int) -> None:
    st.session_state[_PAGE] = max(0, st.session_state.get(_PAGE, 0) + by)
    st.session_state.pop(_ORDER, None)
    st.query_params[ITEM] = ""


def _first_page() -> None:
    st.session_state[_PAGE] = 0


def _offset() -> int:
    page: int = st.session_state.get(_PAGE, 0)
    return page * PAGE_SIZE


def _open_selected() -> None:
    chosen = st.session_state[_TABLE]["selection"]
    rows = [int(cell[0]) for cell in chosen.get("cells", [])] or list(chosen.get("rows", []))
    order: list[UUID] = st.session_state.get(_ORDER, [])
    if rows and rows[0] < len(order):
        open_item(order[rows[0]])


def _named() -> UUID | None:
    try:
        return UUID(st.query_params.get(ITEM, ""))
    except ValueError:
        return None


def _neighbour(gone: UUID, before: Sequence[UUID], rows: Sequence[UUID]) -> UUID | None:
    """What stood after the row that has gone, or before it where it was the last."""
    at = list(before).index(gone)
    around = [*before[at + 1 :], *reversed(before[:at])]
    still = set(rows)
    return next((payment for payment in around if payment in still), None)
