"""A refund that is “settled” on one side and “refunded” on the other is no disagreement; a charge is."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from core.model.discrepancy import DiscrepancyKind
from core.settlement import engine

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def _rows(kind: str, amount: int, status: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "transaction_id": ["re_1", "ch_2"],
            "processor": "stripe",
            "kind": [kind, "charge"],
            "amount": [amount, 500],
            "currency": "EUR",
            "status": [status, "settled"],
            "occurred_at": pd.to_datetime([NOON, NOON]).as_unit("us"),
        }
    )


@pytest.mark.parametrize(("kind", "amount", "found"), [("refund", -2_000, 0), ("charge", 2_000, 1)])
def test_a_settled_refund_is_a_refunded_one(kind: str, amount: int, found: int) -> None:
    for words in (("settled", "refunded"), ("refunded", "settled")):
        settled = engine.settle(*(_rows(kind, amount, word) for word in words))
        assert settled.summary.kinds.get(DiscrepancyKind.STATUS_DIFFERS, 0) == found
