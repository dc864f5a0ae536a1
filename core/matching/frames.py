"""The two input frames as sorted columns: invoices and bank lines the engine can index by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.matching.arrays import NO_DATE, Bools, Ints, ints

if TYPE_CHECKING:
    import pandas as pd

INVOICE_TEXTS = ("number", "counterparty", "purchase_order", "reference", "terms", "customer_number")
PAYMENT_TEXTS = ("counterparty", "description", "reference", "method", "check_number", "structured_reference")


@dataclass(frozen=True, slots=True)
class Items:
    """One side, sorted by content so that the order of the input rows cannot matter.

    `key` are the caller's keys; `open` and `amount` signed minor units in the bank's view; `start` and
    `end` day numbers (issue and due date of an invoice; the payment date twice for a bank line), `NO_DATE`
    where missing; `currency` a code shared by both sides; `text` the text columns by name.
    """

    key: tuple[str, ...]
    open: Ints
    amount: Ints
    start: Ints
    end: Ints
    currency: Ints
    text: dict[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.key)

    @property
    def anchor(self) -> Ints:
        """The day a payment is expected: the due date, else the issue date."""
        return np.where(self.end != NO_DATE, self.end, self.start)

    def dated(self) -> Bools:
        return np.asarray(self.anchor != NO_DATE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side as plain columns in the caller's order, named as in `Items`; texts left out read as empty."""

    key: Sequence[str]
    open: Ints
    amount: Ints
    start: Ints
    end: Ints
    currency: Sequence[str]
    text: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Invoices, bank lines and the currencies their codes stand for."""

    invoices: Items
    payments: Items
    currencies: tuple[str, ...]


def read(invoices: "pd.DataFrame", payments: "pd.DataFrame") -> Ledger:
    """Columns of both frames; missing columns read as empty, unreadable dates as missing."""
    return ledger(
        _sheet(invoices, "invoice", ("issued_on", "due_on"), INVOICE_TEXTS),
        _sheet(payments, "payment", ("paid_on", "paid_on"), PAYMENT_TEXTS),
    )


def ledger(invoices: Sheet, payments: Sheet) -> Ledger:
    """Both sides sorted, with common codes for the currencies."""
    names: dict[str, int] = {}
    left = _items(invoices, INVOICE_TEXTS, names)
    right = _items(payments, PAYMENT_TEXTS, names)
    return Ledger(left, right, tuple(names))


def _sheet(frame: "pd.DataFrame", key: str, days: tuple[str, str], columns: tuple[str, ...]) -> Sheet:
    amount = _whole(frame, "amount_minor")
    return Sheet(
        key=_texts(frame, key),
        open=_whole(frame, "open_minor") if "open_minor" in frame else amount,
        amount=amount,
        start=_days(frame, days[0]),
        end=_days(frame, days[1]),
        currency=_texts(frame, "currency"),
        text={column: _texts(frame, column) for column in columns},
    )


def _items(sheet: Sheet, columns: tuple[str, ...], names: dict[str, int]) -> Items:
    blank = ("",) * len(sheet.key)
    text = {column: sheet.text.get(column, blank) for column in columns}
    numbers = (sheet.start, sheet.end, sheet.open, sheet.amount)
    order = _sorted(numbers, (sheet.currency, *text.values(), sheet.key))
    codes = [names.setdefault(code, len(names)) for code in _taken(sheet.currency, order)]
    return Items(
        key=_taken(sheet.key, order),
        open=sheet.open[order],
        amount=sheet.amount[order],
        start=sheet.start[order],
        end=sheet.end[order],
        currency=ints(codes),
        text={column: _taken(values, order) for column, values in text.items()},
    )


def _sorted(numbers: tuple[Ints, ...], words: tuple[Sequence[str], ...]) -> Ints:
    """The order of the rows by their numbers, and where these are equal by their words."""
    order = np.lexsort(numbers[::-1])
    differs = np.zeros(max(len(order) - 1, 0), dtype=bool)
    for column in numbers:
        differs |= np.diff(column[order]) != 0
    begins = np.concatenate([[0], np.flatnonzero(differs) + 1, [len(order)]])
    for at in np.flatnonzero(np.diff(begins) > 1).tolist():
        tied = slice(int(begins[at]), int(begins[at + 1]))
        ranked = sorted(order[tied].tolist(), key=lambda row: tuple(column[row] for column in words))
        order[tied] = ranked
    return order.astype(np.int64)


def _taken(values: Sequence[str], order: Ints) -> tuple[str, ...]:
    return tuple(values[position] for position in order.tolist())


def _texts(frame: "pd.DataFrame", column: str) -> tuple[str, ...]:
    if column not in frame:
        return ("",) * len(frame)
    return tuple("" if value is None or value != value else str(value) for value in frame[column].tolist())


def _whole(frame: "pd.DataFrame", column: str) -> Ints:
    if column not in frame:
        return np.zeros(len(frame), dtype=np.int64)
    return frame[column].fillna(0).to_numpy().astype(np.int64)


def _days(frame: "pd.DataFrame", column: str) -> Ints:
    import pandas as pd

    if column not in frame:
        return np.full(len(frame), NO_DATE, dtype=np.int64)
    moments = pd.to_datetime(frame[column], errors="coerce", utc=True).dt.tz_localize(None)
    days = moments.to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.where(moments.isna().to_numpy(), NO_DATE, days)
