"""A plain file of 100,000 lines is read in a small multiple of the time of an all-text pandas reader."""

import io
import statistics
import time
from collections.abc import Callable

import pandas as pd
import pytest

from core.intake import reader

HEAD = (
    "invoice_number,counterparty,issue_date,due_date,total_amount,currency,"
    "purchase_order_number,reference_number"
)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one go, in seconds."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def times_slower(ours: Callable[[], object], plain: Callable[[], object], rounds: int = 7) -> float:
    """How many times slower `ours` is: the median over rounds that measure both, one right after the other,
    so that whatever else the machine does weighs on both."""
    return statistics.median(seconds(ours) / seconds(plain) for _ in range(rounds))


@pytest.mark.drill
def test_a_hundred_thousand_lines_take_at_most_five_times_an_all_text_pandas_read() -> None:
    rows = (
        f"INV-{i:06d},Customer {i % 3000} Ltd,2026-{i % 12 + 1:02d}-{i % 28 + 1:02d},"
        f"2026-12-{i % 28 + 1:02d},{i % 9999 + 0.25:.2f},USD,PO{i % 777},R{i}"
        for i in range(1, 100_001)
    )
    data = "\n".join((HEAD, *rows)).encode()
    assert len(reader.read(data, "many.csv", None).invoices) == 100_000
    ratio = times_slower(
        lambda: reader.read(data, "many.csv", None),
        lambda: pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False),
    )
    assert ratio < 5, f"{ratio:.1f} times"
