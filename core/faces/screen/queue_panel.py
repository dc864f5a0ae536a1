"""The list of what waits for a decision: its filters, its rows, and how much it is."""

from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import panels
from core.faces.screen.walk import Place, Walk
from core.insight.wording import count_text, money_text, monies_text, score_text
from core.services.reviewing import Queue, QueueFilter

WALK = Walk("item")  # the address names the open bank line by its id
PAGE_ROWS = 100
_ROWS_IN_SIGHT = 15
_ROW_PX = 33  # what Streamlit gives a row of `st.dataframe` at a base font of 15 px
_PAGE = "queue_page"
_ORDERS = {"value": "Most money first", "score": "Surest first", "oldest": "Oldest first"}
_BANDS = {
    "any": ("Any score", 0.0, 1.0),
    "high": ("90 % and more", 0.9, 1.0),
    "middle": ("50 to 90 %", 0.5, 0.9),
    "low": ("Below 50 %", 0.0, 0.5),
}


def wanted() -> QueueFilter:
    """Draws the filters, kept in the address, and answers what they ask for."""
    search = st.text_input(
        "Search",
        key="search",
        type="search",
        bind="query-params",
        placeholder="Payer, text or number",
        label_visibility="collapsed",
        on_change=_first_page,
    )
    order_column, band_column = st.columns(2)
    order = order_column.selectbox(
        "Order",
        list(_ORDERS),
        key="order",
        bind="query-params",
        format_func=_ORDERS.__getitem__,
        label_visibility="collapsed",
        on_change=_first_page,
    )
    band = band_column.selectbox(
        "Score",
        list(_BANDS),
        key="score",
        bind="query-params",
        format_func=lambda name: _BANDS[name][0],
        label_visibility="collapsed",
        on_change=_first_page,
    )
    _, low, high = _BANDS[band]
    page: int = st.session_state.get(_PAGE) or 1
    return QueueFilter((search or "").strip(), low, high, order, PAGE_ROWS, (page - 1) * PAGE_ROWS)


def sentence(queue: Queue) -> str:
    """How much waits, in items and in money."""
    return f"{count_text(queue.total, 'bank line')} to decide · {monies_text(queue.money)}"


def place(queue: Queue) -> Place:
    """Which item is open."""
    return WALK.place([UUID(str(payment)) for payment in queue.rows["payment_id"]])


def table(queue: Queue, here: Place) -> None:
    """The rows of this page of the queue, the open one selected; choosing a row opens it.

    The currency stands behind each amount: a column for it would leave too little room for the payer.
    """
    rows = queue.rows
    shown = pd.DataFrame(
        {
            "score": [score_text(score) for score in rows["score"]],
            "amount": [
                money_text(minor, currency)
                for minor, currency in zip(rows["amount_minor"], rows["currency"], strict=True)
            ],
            "payer": rows["payer"].where(rows["payer"] != "", rows["invoices"]),
        }
    )
    kinds = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        height=min(len(shown), _ROWS_IN_SIGHT) * _ROW_PX + _ROW_PX + 3,
        column_config={
            "score": kinds.TextColumn("Sure", width=52, alignment="right"),
            "amount": kinds.TextColumn("Amount", width=116, alignment="right"),
            "payer": kinds.TextColumn("Payer"),
        },
        alt="Bank lines to decide",
        **WALK.selection(here),
    )
    pages = -(-queue.total // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=_PAGE)


def nothing_left(wanted: QueueFilter) -> None:
    """The empty queue: done, or nothing that the filters let through."""
    if wanted.search or wanted.minimum_score > 0 or wanted.maximum_score < 1:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text("No bank line that waits fits these filters.", width="content")
            st.button("Show the whole queue", on_click=_clear_filters)
    else:
        panels.nothing_yet(
            "Nothing waits for you: every proposed match is decided.", "See the exceptions", "exceptions"
        )


def _clear_filters() -> None:
    st.session_state.update(search="", score="any")
    _first_page()


def _first_page() -> None:
    st.session_state.pop(_PAGE, None)
