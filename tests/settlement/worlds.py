"""Small worlds for the tests of settlement: rows as mappings, drawn sides, a look at an outcome."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from core.settlement.engine import Settled

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
Row = dict[str, Any]


def row(transaction_id: str, amount: int = 10_000, **more: Any) -> Row:
    """One row as a frame holds it: a settled charge of 100.00 USD at noon unless said otherwise."""
    return {
        "transaction_id": transaction_id, "processor": "stripe", "kind": "unknown", "amount": amount,
        "currency": "USD", "status": "settled", "fee": 0, "fee_known": False, "occurred_at": NOON,
        "timed": True, "merchant_id": "", "reference": "", "parent_id": "", "payout_id": "",
    } | more  # fmt: skip


def side(rows: Sequence[Row]) -> pd.DataFrame:
    """The frame of some rows."""
    frame = pd.DataFrame([{**one, "row": place} for place, one in enumerate(rows, start=2)])
    if not len(frame):
        frame = pd.DataFrame({name: [] for name in (*row("").keys(), "row")})
    types = dict.fromkeys(("amount", "fee", "row"), "int64") | dict.fromkeys(("fee_known", "timed"), "bool")
    texts = [name for name in frame.columns if name not in (*types, "occurred_at")]
    frame = frame.astype(types | dict.fromkeys(texts, "str"))
    frame["occurred_at"] = pd.to_datetime(frame["occurred_at"], utc=True).astype("datetime64[us, UTC]")
    return frame


def kinds(outcome: Settled) -> set[tuple[str, str]]:
    """(transaction id, kind) of every discrepancy."""
    return set(zip(outcome.discrepancies.transaction_id, outcome.discrepancies.kind, strict=True))


def many(count: int = 30, **more: Any) -> list[Row]:
    """So many unlike charges that agree with themselves, spread over ten days."""
    return [
        row(f"ch_{k:04}", 1_000 + 37 * k, occurred_at=NOON + timedelta(hours=7 * k % 200), **more)
        for k in range(count)
    ]


_STATES = ("settled", "succeeded", "PAID", "pending", "failed", "refunded", "chargeback", "odd word", "")


@st.composite
def rows_of(draw: st.DrawFn, ids: Sequence[str]) -> list[Row]:
    """Drawn rows of one side: few ids, so that both sides meet, double and miss."""
    return [
        row(
            draw(st.sampled_from(ids)),
            draw(st.sampled_from([100, 101, 250, 10_000, 1_000_000, -100, -250])),
            currency=draw(st.sampled_from(["USD", "JPY", "EUR"])),
            status=draw(st.sampled_from(_STATES)),
            processor=draw(st.sampled_from(["stripe", "PayPal", ""])),
            fee=draw(st.sampled_from([0, 3, 4, 33])),
            fee_known=draw(st.booleans()),
            occurred_at=NOON + timedelta(hours=draw(st.sampled_from([0, 1, 11, 30, 100, 240]))),
            timed=draw(st.booleans()),
            reference=draw(st.sampled_from(["", "t1", "T2", "ORD-9"])),
            payout_id=draw(st.sampled_from(["", "po_1"])),
        )
        for _ in range(draw(st.integers(0, 12)))
    ]


def shuffled(frame: pd.DataFrame, order: Iterable[int]) -> pd.DataFrame:
    """The rows in another order."""
    return frame.iloc[list(order)].reset_index(drop=True)
