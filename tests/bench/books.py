"""What a benchmark runs on: a company's invoices and bank lines as text, and which truly belong together."""

from dataclasses import dataclass, field

import pandas as pd

INVOICE_COLUMNS = (
    "invoice_number",
    "counterparty",
    "issue_date",
    "due_date",
    "total_amount",
    "currency",
    "purchase_order_number",
    "reference_number",
)
PAYMENT_COLUMNS = (
    "transaction_id",
    "payment_date",
    "amount",
    "currency",
    "counterparty",
    "description",
    "reference",
    "payment_method",
)
TRUTH_COLUMNS = (
    "invoice_number",
    "counterparty",
    "transaction_id",
    "allocated_amount",
    "situation",
    "ambiguous",
    "tie",
)
NOISE_COLUMNS = ("transaction_id", "situation")


@dataclass(frozen=True, slots=True)
class Books:
    """One generated set of books; every column is text, as in the files a person would upload.

    `invoices` has `INVOICE_COLUMNS` and possibly more (terms, customer number), `payments` has
    `PAYMENT_COLUMNS`. `truth` holds one row per true allocation, its `allocated_amount` in the payment's
    currency (negative for a credit note), `ambiguous` and `tie` as "0" or "1". `noise` names the payments
    that belong to no invoice and why.
    """

    invoices: pd.DataFrame
    payments: pd.DataFrame
    truth: pd.DataFrame
    noise: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(NOISE_COLUMNS)))
