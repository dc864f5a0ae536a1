"""Small hand-made books: frames with all columns from a few words."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from core.model.invoice import Invoice
from core.model.payment import Payment

INVOICE_TEXTS = ("number", "counterparty", "purchase_order", "reference", "terms", "customer_number")
PAYMENT_TEXTS = ("counterparty", "description", "reference", "method", "check_number", "structured_reference")


def invoice(key: str, amount: int, **values: object) -> dict[str, object]:
    """One open invoice; amounts in minor units, dates default to January and February 2026."""
    row: dict[str, object] = dict.fromkeys(INVOICE_TEXTS, "")
    row |= {"invoice": key, "number": f"INV-{key}", "amount_minor": amount, "open_minor": amount}
    row |= {"issued_on": date(2026, 1, 5), "due_on": date(2026, 2, 4), "currency": "USD"}
    row |= values
    row["open_minor"] = values.get("open_minor", row["amount_minor"])
    return row


def payment(key: str, amount: int, **values: object) -> dict[str, object]:
    """One bank line; paid on the due date of the default invoice."""
    row: dict[str, object] = dict.fromkeys(PAYMENT_TEXTS, "")
    row |= {"payment": key, "amount_minor": amount, "open_minor": amount}
    row |= {"paid_on": date(2026, 2, 4), "currency": "USD"}
    return row | values


def frames(
    invoices: list[dict[str, object]], payments: list[dict[str, object]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both frames as the engine takes them."""
    left = pd.DataFrame(invoices or [invoice("none", 1)])
    right = pd.DataFrame(payments or [payment("none", 1)])
    left, right = left.iloc[: len(invoices)], right.iloc[: len(payments)]
    for frame, columns in ((left, ("issued_on", "due_on")), (right, ("paid_on",))):
        for column in columns:
            frame[column] = pd.to_datetime(frame[column])
    return left, right


NAMES = (
    "Harbour Freight Lines", "Quill & Sons Staffing", "Meridian Dental Clinic", "Oakridge Builders",
    "Larkspur Media",
    "Tundra Software", "Cobalt Wholesale", "Juniper Legal", "Vantage Electric", "Pelican Catering",
    "Redwood Timber", "Summit Analytics", "Foxglove Interiors", "Ironclad Security", "Bluebell Nurseries",
)  # fmt: skip


def trade(count: int = 60, seed: int = 7) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """A small healthy ledger: each invoice paid once, by name and number, so that habits can be learned."""
    import random

    dice = random.Random(seed)
    bills, lines = [], []
    for at in range(count):
        name, amount = NAMES[at % len(NAMES)], dice.randrange(20_000, 900_000) + dice.randrange(1, 99)
        month, day = 1 + at % 6, 1 + dice.randrange(27)
        bills.append(
            invoice(f"{7000 + at * 3}", amount, counterparty=name, issued_on=date(2026, month, day),
                    due_on=date(2026, month + 1, day))
        )  # fmt: skip
        lines.append(
            payment(f"p{at:03d}", amount, counterparty=name.upper(), paid_on=date(2026, month + 1, day),
                    description=f"PAYMENT INV-{7000 + at * 3}")
        )  # fmt: skip
    return bills, lines


def invoice_frame(invoices: Sequence[Invoice], sign: int = 1) -> pd.DataFrame:
    """The engine's invoice frame, keyed by position; amounts are expected bank movements."""
    moved = [sign * invoice.direction.sign * invoice.total.minor for invoice in invoices]
    return pd.DataFrame(
        {
            "invoice": [str(position) for position in range(len(invoices))],
            "number": [invoice.number for invoice in invoices],
            "counterparty": [invoice.counterparty for invoice in invoices],
            "issued_on": _moments([invoice.issued_on for invoice in invoices]),
            "due_on": _moments([invoice.due_on for invoice in invoices]),
            "amount_minor": pd.array(moved, dtype="int64"),
            "open_minor": pd.array(moved, dtype="int64"),
            "currency": [invoice.total.currency for invoice in invoices],
            "purchase_order": [invoice.purchase_order for invoice in invoices],
            "reference": [invoice.reference for invoice in invoices],
            "terms": [invoice.terms for invoice in invoices],
            "customer_number": [invoice.account for invoice in invoices],
        }
    )


def payment_frame(payments: Sequence[Payment]) -> pd.DataFrame:
    """The engine's payment frame, keyed by position."""
    moved = [payment.amount.minor for payment in payments]
    return pd.DataFrame(
        {
            "payment": [str(position) for position in range(len(payments))],
            "paid_on": _moments([payment.paid_on for payment in payments]),
            "amount_minor": pd.array(moved, dtype="int64"),
            "open_minor": pd.array(moved, dtype="int64"),
            "currency": [payment.amount.currency for payment in payments],
            "counterparty": [payment.counterparty for payment in payments],
            "description": [payment.description for payment in payments],
            "reference": [payment.reference for payment in payments],
            "method": [payment.method for payment in payments],
            "check_number": [payment.check_number for payment in payments],
            "structured_reference": [payment.structured_reference for payment in payments],
        }
    )


def _moments(values: Sequence[date | None]) -> pd.Series:
    return pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[ns]"))
