"""Confirm in bulk: all that fits the filters from a score on, or what is ticked, stated beforehand."""

from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import keys, panels, paper, tables
from core.faces.screen.queue_panel import SURE, payers
from core.insight.wording import count_text, flow_text, percent_text
from core.services import confirming, reviewing
from core.services.confirming import Many
from core.services.reviewing import QueueFilter
from core.services.workspace import Workspace

MOST = 10_000  # lines at once
_LISTED = 500  # rows shown to be ticked; all that fit are confirmed where none is
_FLOORS = {code: (label, low) for code, (label, low, high) in SURE.items() if low > 0 and high == 1}
_COLUMNS = (
    tables.score("score", "Score", 60),
    tables.money("open_minor", "Open", width=120),
    tables.text("payer", "Payer or text", 220),
    tables.text("invoices", "Invoices", 170),
    tables.text("invoice_counterparty", "Customer or supplier", 200),
)


def draw(workspace: Workspace, wanted: QueueFilter) -> None:
    """States what would be confirmed, in lines and money, and does it when told to."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("Confirm in bulk", anchor=False, width="content")
        st.button("Back", key="bulk_back", shortcut=keys.CANCEL, on_click=keys.leave)
    floor = st.segmented_control(
        "Minimum score",
        list(_FLOORS),
        default="95",
        required=True,
        format_func=lambda code: _FLOORS[code][0],
        key="bulk_floor",
    )
    low = max(_FLOORS[floor or "95"][1], wanted.minimum_score)
    with panels.answering():
        rows = reviewing.queue(workspace, _whole(wanted, low)).rows
        if rows.empty:
            paper.note("No bank line that matches the filters scores that high.")
            return
        ticked = _table(rows)
        chosen = rows if not ticked else rows.iloc[ticked]
        many = confirming.stated(workspace, [UUID(key) for key in chosen["payment_id"]])
        _state(many, ticked=bool(ticked))
        _offer(workspace, many)


def _whole(wanted: QueueFilter, low: float) -> QueueFilter:
    return QueueFilter(
        search=wanted.search,
        minimum_score=low,
        maximum_score=wanted.maximum_score,
        order="score",
        limit=MOST,
        reason=wanted.reason,
        counterparty=wanted.counterparty,
        least=wanted.least,
        most=wanted.most,
        older_than_days=wanted.older_than_days,
    )


def _table(rows: pd.DataFrame) -> list[int]:
    """The surest lines; ticking some narrows the bulk to these. Answers the ticked rows."""
    shown = rows.head(_LISTED).assign(payer=payers(rows.head(_LISTED)))
    event = tables.show(
        shown, _COLUMNS, key="bulk_rows", name="Bank lines to confirm", rows=10,
        on_select="rerun", selection_mode="multi-row",
    )  # fmt: skip
    return list(event["selection"]["rows"])


def _state(many: Many, *, ticked: bool) -> None:
    """What pressing the button would do, before it is pressed."""
    which = "ticked" if ticked else "matching the filters"
    paper.note(
        f"{count_text(len(many.lines), 'bank line')} {which}, {flow_text(many.money)}. The lowest score is"
        f" {percent_text(many.least_sure, 0)}. Each is confirmed with its best match; one undo reverses them"
        " all."
    )


def _offer(workspace: Workspace, many: Many) -> None:
    label = f"Confirm {count_text(len(many.lines), 'bank line')} · {flow_text(many.money)}"
    if not st.button(label, type="primary", key="bulk_confirm"):
        return
    bar = st.progress(0.0, text="Confirming …")

    def moved(done: int, of: int) -> None:
        bar.progress(done / of, text=f"{done:,} of {count_text(of, 'bank line')}")

    made = confirming.confirm(workspace, many, moved)
    keys.done(keys.Done(made.id), made.sentence)
    keys.leave()
    st.rerun()
