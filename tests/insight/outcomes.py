"""Small books to count by hand, and larger ones drawn at random."""

import pandas as pd

from core.insight.kpis import OUTCOME_COLUMNS

LEDGER = [
    # invoice, direction, issued, due, settled, minor, currency, state, touched, automatic
    ("A1", "receivable", "2026-01-05", "2026-02-04", "2026-01-20", 10000, "USD", "settled", False, True),
    ("A2", "receivable", "2026-01-06", "2026-02-05", "2026-02-10", 20000, "USD", "settled", True, False),
    ("A3", "receivable", "2026-01-07", "2026-02-06", None, 30000, "USD", "excepted", False, False),
    ("A4", "payable", "2026-01-08", "2026-02-07", "2026-02-07", 40000, "EUR", "settled", False, True),
    ("A5", "receivable", "2026-02-01", "2026-03-31", None, 50000, "USD", "proposed", False, False),
    ("A6", "receivable", "2026-02-02", None, None, 60000, "EUR", "open", False, False),
    ("A7", "receivable", "2026-02-03", "2026-02-20", None, -7000, "USD", "open", False, False),
    ("A8", "receivable", "2026-02-04", "2026-02-20", None, 80000, "USD", "set_aside", True, False),
]


def frame(rows: list[tuple[object, ...]] = LEDGER) -> pd.DataFrame:
    """Rows in the order of `OUTCOME_COLUMNS` as the store's frame; what is not settled is unpaid."""
    books = pd.DataFrame(rows, columns=[name for name in OUTCOME_COLUMNS if name != "open_minor"])
    unpaid = books["amount_minor"].where(books["state"] != "settled", 0).astype("int64")
    books.insert(books.columns.get_loc("amount_minor") + 1, "open_minor", unpaid)
    for column in ("issued_on", "due_on", "settled_on"):
        books[column] = pd.to_datetime(books[column]).astype("datetime64[ns]")
    return books
