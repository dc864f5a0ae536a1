"""The list of what waits for a decision: its filters, its rows, and how much it is."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import address, panels
from core.faces.screen.walk import Place, Walk
from core.insight.wording import (
    NOTHING,
    capital,
    count_text,
    flow_text,
    money_text,
    plain,
    score_text,
    words,
)
from core.model.errors import MoneyError
from core.model.money import typed_decimal
from core.model.reasons import Reason
from core.services import reviewing
from core.services.reviewing import Queue, QueueFilter
from core.services.workspace import Workspace

WALK = Walk("item")  # the address names the open bank line by its id
PAGE_ROWS = 50
_ROWS_IN_SIGHT = 15
_ROW_PX = 33  # what Streamlit gives a row of `st.dataframe` at a base font of 15 px
_PAGE, _SKIPPED = "queue_page", "review_skipped"
ORDERS = {
    "pays": "Most worthwhile first",
    "value": "Largest amount first",
    "score": "Highest score first",
    "oldest": "Oldest first",
    "newest": "Newest first",
}
_PAYS = (
    "Most worthwhile first: the open amount, times the chance that one decision settles the line, divided by"
    " the minutes the decision should take. Currencies are compared at rough rates, for this order only."
)
SURE = {
    "any": ("Any", 0.0, 1.0),
    "95": ("95 % or more", 0.95, 1.0),
    "90": ("90 % or more", 0.9, 1.0),
    "80": ("80 % or more", 0.8, 1.0),
    "50": ("50 % or more", 0.5, 1.0),
    "low": ("Below 50 %", 0.0, 0.5),
}
_AGES = {"0": "Any", "7": "7 days or more", "30": "30 days or more", "60": "60 days or more",
         "90": "90 days or more"}  # fmt: skip
_FILTERS = ("search", "why", "who", "sure", "age", "least", "most")


def wanted(workspace: Workspace) -> QueueFilter:
    """Draws the filters, kept in the address, and answers what they ask for."""
    address.typed(
        "Search",
        "search",
        type="search",
        placeholder="Payer, text or number",
        label_visibility="collapsed",
        on_change=_first_page,
    )
    with st.container(horizontal=True, gap="small"):
        order = address.choose(
            "Order",
            "order",
            ORDERS,
            default="pays",
            label_visibility="collapsed",
            on_change=_first_page,
            help=_PAYS,
        )
        _more(workspace)
    least, most = _amount("least"), _amount("most")
    if active():
        with st.container(horizontal=True, vertical_alignment="center", key="quiet_filters"):
            st.caption(plain(_said()), width="content")
            st.button("Clear filters", key="reset_filters", type="tertiary", on_click=reset)
    _, low, high = SURE[address.code("sure", SURE, "any")]
    page: int = st.session_state.get(_PAGE) or 1
    return QueueFilter(
        search=_text("search"),
        minimum_score=low,
        maximum_score=high,
        order=order,
        limit=PAGE_ROWS,
        offset=(page - 1) * PAGE_ROWS,
        reason=st.query_params.get("why", ""),
        counterparty=st.query_params.get("who", ""),
        least=least,
        most=most,
        older_than_days=int(address.code("age", _AGES, "0")),
        skipped=tuple(skipped()),
    )


def active() -> bool:
    """Whether any filter narrows the queue."""
    return any(_text(name) for name in _FILTERS)


def reset() -> None:
    """Shows the whole queue again."""
    for name in _FILTERS:
        address.put(name, "")
    _first_page()


def skipped() -> list[UUID]:
    """The lines this session has put off; they stand at the end of its queue."""
    kept: list[UUID] = st.session_state.setdefault(_SKIPPED, [])
    return kept


def skip(payment_id: UUID) -> None:
    """Puts a line off to the end of this session's queue."""
    if payment_id not in skipped():
        skipped().append(payment_id)


def sentence(queue: Queue) -> str:
    """How much waits, in items and in money, what came in and what went out apart."""
    found = ", filtered" if active() else ""
    money = f" · {flow_text(queue.money)}" if queue.total else ""
    return f"{count_text(queue.total, 'bank line')} to decide{found}{money}"


def place(queue: Queue) -> Place:
    """Which item is open."""
    return WALK.place([UUID(str(payment)) for payment in queue.rows["payment_id"]])


def payers(rows: pd.DataFrame) -> Sequence[str]:
    """Who paid, or what the bank printed where it does not say."""
    return [payer or text or NOTHING for payer, text in zip(rows["payer"], rows["description"], strict=True)]


def table(queue: Queue, here: Place) -> None:
    """The rows of this page of the queue, the open one selected; choosing a row opens it.

    The currency stands behind each amount: a column for it would leave too little room for the payer.
    """
    rows = queue.rows
    if rows.empty:
        return
    shown = pd.DataFrame(
        {
            "score": [score_text(score) for score in rows["score"]],
            "amount": [
                money_text(minor, currency)
                for minor, currency in zip(rows["open_minor"], rows["currency"], strict=True)
            ],
            "payer": payers(rows),
        }
    )
    kinds = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        height=min(len(shown), _ROWS_IN_SIGHT) * _ROW_PX + _ROW_PX + 3,
        column_config={
            "score": kinds.TextColumn("Score", width=52, alignment="right"),
            "amount": kinds.TextColumn("Open", width=116, alignment="right"),
            "payer": kinds.TextColumn("Payer or text"),
        },
        alt="Bank lines to decide",
        **WALK.selection(here),
    )
    pages = -(-queue.total // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=_PAGE, max_visible_pages=5)


def nothing_left() -> None:
    """The empty queue: done, or nothing that the filters let through."""
    if active():
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text("No bank line to decide matches these filters.", width="content")
            st.button("Show all bank lines", on_click=reset)
    else:
        panels.nothing_yet(
            "Nothing to review: every proposed match has been decided.", "Go to Exceptions", "exceptions"
        )


def _more(workspace: Workspace) -> None:
    """The filters one seldom needs; what they can be set to is asked for when they are opened."""
    count = sum(bool(_text(name)) for name in _FILTERS if name != "search")
    label = f"Filter · {count}" if count else "Filter"
    with st.popover(label, key="more_filters", on_change="rerun") as opened:
        if not opened.open:
            return
        known = reviewing.facets(workspace)
        whys = {"": "Any"} | {code.value: capital(words(code)) for code in known.reasons}
        whos = {"": "Any"} | {name: name for name in known.counterparties}
        address.choose("Reason", "why", whys, default="", on_change=_first_page)
        address.choose("Customer or supplier", "who", whos, default="", on_change=_first_page)
        address.choose(
            "Score", "sure", {code: label for code, (label, _, _) in SURE.items()}, default="any",
            on_change=_first_page,
        )  # fmt: skip
        address.choose("Age of the bank line", "age", _AGES, default="0", on_change=_first_page)
        low, high = st.columns(2)
        with low:
            address.typed("Amount from", "least", on_change=_first_page)
        with high:
            address.typed("Amount to", "most", on_change=_first_page)


def _amount(name: str) -> Decimal | None:
    """The typed bound; what is no amount is said and does not narrow."""
    if not _text(name):
        return None
    try:
        return abs(typed_decimal(_text(name)))
    except MoneyError as error:
        st.caption(plain(str(error)))
        return None


def _text(name: str) -> str:
    return st.query_params.get(name, "").strip()


def _said() -> str:
    """The filters that narrow the queue, in words."""
    said = []
    if _text("search"):
        said.append(f"“{_text('search')}”")
    if why := st.query_params.get("why"):
        said.append(_reason_words(why))
    if who := st.query_params.get("who"):
        said.append(who)
    if (sure := address.code("sure", SURE, "any")) != "any":
        said.append(SURE[sure][0])
    if (age := address.code("age", _AGES, "0")) != "0":
        said.append(_AGES[age])
    bounds = [f"{word} {_text(name)}" for word, name in (("from", "least"), ("to", "most")) if _text(name)]
    return " · ".join([*said, *bounds])


def _reason_words(code: str) -> str:
    try:
        return words(Reason(code))
    except ValueError:
        return code


def _first_page() -> None:
    st.session_state.pop(_PAGE, None)
    WALK.forget()
