"""Both sides of a settlement as they stand: a processor's, and the ledger's or the company's own invoices."""

import pandas as pd

from core.model.settlement_run import Window
from core.store import ledger_entries, processor_transactions
from core.store.tenancy import Scope


def read(scope: Scope, processor: str, window: Window) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The external and the internal frame of `core.settlement.frames` for a window, and what the internal one
    was read from: "entries" of the ledger, or "books" where the company never delivered any."""
    external = processor_transactions.frame(scope, processor, window)
    along = sorted(set(external["transaction_id"].str.strip().str.lower()))
    own = ledger_entries.exist(scope, processor)
    frame = ledger_entries.frame if own else ledger_entries.books_frame
    return external, frame(scope, processor, window, along), "entries" if own else "books"
