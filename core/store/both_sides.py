"""Both sides of a settlement as they stand: a processor's, and the ledger's or the company's own invoices."""

from dataclasses import dataclass

import pandas as pd

from core.model.settlement_run import Window
from core.model.unreadable_row import UnreadableRow
from core.store import ledger_entries, processor_transactions, unreadable_rows
from core.store.tenancy import Scope


@dataclass(frozen=True, slots=True)
class BothSides:
    """The external and the internal frame of `core.settlement.frames`, and the rows of either side's files
    that could not be read. `ledger` is what the internal one was read from: "entries" of the ledger, or
    "books" where the company never delivered any."""

    external: pd.DataFrame
    internal: pd.DataFrame
    ledger: str
    unreadable: tuple[tuple[UnreadableRow, ...], tuple[UnreadableRow, ...]]


def read(scope: Scope, processor: str, window: Window) -> BothSides:
    """Both sides for a window."""
    external = processor_transactions.frame(scope, processor, window)
    along = sorted(set(external["transaction_id"].str.strip().str.lower()))
    own = ledger_entries.exist(scope, processor)
    frame = ledger_entries.frame if own else ledger_entries.books_frame
    internal = frame(scope, processor, window, along)
    unreadable = unreadable_rows.of_both_sides(scope, processor)
    return BothSides(external, internal, "entries" if own else "books", unreadable)
