"""Exports of accounting programs: the columns each gives its files, over rows made up here (`exports`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Books:
    """An export of invoices and what must be read of it: (number, counterparty, issued, due, total).

    `source` is the program that is recognised; `base` the currency of the books where the file names none.
    """

    file: str
    source: str
    invoices: tuple[tuple[str, str, str, str, str], ...]
    direction: str = "receivable"
    base: str = "USD"


ACCOUNTING_EXPORTS = (
    Books(
        "quickbooks-the-invoices-page.csv",
        "QuickBooks",
        (
            ("1001", "Oak Street Cafe", "2026-01-15", "2026-02-14", "1,250.00 USD"),
            ("1002", "Elm & Sons", "2026-01-16", "2026-02-15", "80.00 USD"),
            ("1004", "Fir Inc", "2026-01-18", "2026-02-17", "75.00 USD"),
        ),
    ),
    Books(
        "quickbooks-the-invoices-page-with-its-balances.csv",
        "QuickBooks",
        (
            ("1001", "Oak Street Cafe", "2026-01-15", "2026-02-14", "1,250.00 USD"),
            ("1002", "Elm & Sons", "2026-01-16", "2026-02-15", "80.00 USD"),
        ),
    ),
    Books(
        "quickbooks-all-sales.csv",
        "QuickBooks",
        (
            ("1001", "Oak Street Cafe", "2026-01-15", "2026-02-14", "1,250.00 USD"),
            ("1005", "Elm & Sons", "2026-01-21", "2026-01-21", "-20.00 USD"),
        ),
    ),
    Books(
        "quickbooks-bills.csv",
        "QuickBooks",
        (
            ("B-7", "Paper Co", "2026-01-15", "2026-02-14", "45.00 USD"),
            ("VC-1", "Paper Co", "2026-01-16", "", "-5.00 USD"),
        ),
        direction="payable",
    ),
    Books(
        "quickbooks-desktop-open-invoices.csv",
        "QuickBooks",
        (
            ("1001", "Oak Street Cafe", "2026-01-15", "2026-02-14", "250.00 USD"),
            ("1002", "Elm & Sons", "2026-01-16", "2026-02-15", "80.00 USD"),
        ),
    ),
    Books(
        "xero-the-list-of-invoices.csv",
        "Xero",
        (
            ("INV-0001", "Acme Ltd", "2026-01-15", "2026-02-14", "120.00 GBP"),
            ("INV-0002", "Beta Ltd", "2026-01-16", "2026-02-15", "80.00 GBP"),
        ),
        base="GBP",
    ),
    Books(
        "xero-receivable-invoice-summary.csv",
        "Xero",
        (
            ("INV-0001", "Acme Ltd", "2026-01-15", "2026-02-14", "120.00 GBP"),
            ("INV-0002", "Beta Ltd", "2026-01-16", "2026-02-15", "80.00 GBP"),
        ),
        base="GBP",
    ),
    Books(
        "xero-aged-receivables-detail.csv",
        "Xero",
        (
            ("INV-0001", "Acme Ltd", "2026-01-15", "2026-02-14", "120.00 GBP"),
            ("INV-0002", "Beta Ltd", "2025-12-16", "2026-01-15", "80.00 GBP"),
        ),
        base="GBP",
    ),
    Books(
        "xero-bills-to-import.csv",
        "Xero",
        (("B-7", "Paper Co", "2026-01-15", "2026-02-14", "45.00 GBP"),),
        direction="payable",
    ),
    Books(
        "freshbooks.csv",
        "",
        (("0000012", "Acme Inc", "2026-01-15", "", "282.50 CAD"),),
    ),
    Books(
        "zoho-books.csv",
        "",
        (("INV-000001", "Acme Inc", "2026-01-15", "2026-02-14", "1,250.00 USD"),),
    ),
    Books(
        "lexoffice.csv",
        "",
        (("RE0001", "Acme GmbH", "2026-01-15", "2026-02-14", "1,190.00 EUR"),),
    ),
    Books(
        "sage.csv",
        "",
        (
            ("SI-1", "Acme Ltd", "2026-01-15", "2026-02-14", "120.00 GBP"),
            ("SCN-1", "Acme Ltd", "2026-01-16", "", "-12.00 GBP"),
        ),
        base="GBP",
    ),
)
