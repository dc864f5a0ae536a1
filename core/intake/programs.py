"""Which accounting program an export comes from, told by the names of its columns."""

from collections.abc import Sequence

from core.intake import names

_SOURCES = (
    ("Xero", {"contactname", "invoicenumber", "unitamount"}),
    ("Xero", {"date", "amount", "payee", "description", "reference", "cheque number"}),
    ("Xero", {"date", "amount", "payee", "description", "reference", "check number"}),
    ("Xero", {"date", "source", "description", "reference", "debit", "credit", "running balance"}),
    ("QuickBooks", {"invoiceno", "customer", "itemamount"}),
    ("QuickBooks", {"transaction type", "num", "open balance"}),
    ("QuickBooks", {"transaction type", "num", "memo description"}),
    ("Xero", {"invoice number", "contact", "reference", "paid", "due"}),
    ("Xero", {"invoice number", "contact", "invoice reference", "balance due"}),
    ("Xero", {"invoice number", "invoice reference", "current", "1 month", "older"}),
    ("QuickBooks", {"type", "num", "name", "open balance"}),
    ("QuickBooks", {"type", "num", "aging", "open balance"}),
    ("QuickBooks", {"date", "no", "customer", "amount", "status"}),
    ("QuickBooks", {"no", "customer name", "balance", "total", "status"}),
)


def source_of(title: Sequence[str]) -> str:
    """The program an export comes from, where its header gives it away."""
    seen = {names.words(cell) for cell in title} | {names.words(cell).replace(" ", "") for cell in title}
    return next((program for program, signs in _SOURCES if signs <= seen), "")
