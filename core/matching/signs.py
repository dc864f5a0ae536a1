"""Between the books' signs and the bank's: invoices become expected movements and pairs become bookings."""

import pandas as pd

from core.model.invoice import Direction


def bank_view(invoices: pd.DataFrame) -> pd.DataFrame:
    """Invoices as the engine reads them: `amount_minor` and `open_minor` are expected bank movements.

    `invoices` has both in book signs (positive for an invoice, negative for a credit note) and `direction`.
    """
    sign = _sign(invoices["direction"])
    return invoices.assign(
        amount_minor=invoices["amount_minor"] * sign, open_minor=invoices["open_minor"] * sign
    )


def book_signs(pairs: pd.DataFrame, invoices: pd.DataFrame) -> pd.DataFrame:
    """The engine's pairs with `invoice_minor` and `adjustment_minor` in book signs again.

    `payment_minor` has the bank line's sign in both views.
    """
    sign = _sign(pairs["invoice"].map(invoices.set_index("invoice")["direction"]))
    return pairs.assign(
        invoice_minor=pairs["invoice_minor"] * sign, adjustment_minor=pairs["adjustment_minor"] * sign
    )


def _sign(direction: "pd.Series[str]") -> "pd.Series[int]":
    return direction.map({way.value: way.sign for way in Direction}).astype("int64")
