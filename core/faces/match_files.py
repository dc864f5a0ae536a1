"""`tieout match`: two files in, one file of proposed pairs out, without a database."""

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from core.intake import reader
from core.matching import engine
from core.model.batch import BatchKind, RejectedRow
from core.model.errors import FileError
from core.model.invoice import Direction, Invoice
from core.model.money import to_decimal
from core.model.payment import Payment
from core.model.rules import DEFAULT, from_toml

OUTPUT_COLUMNS = (
    "invoice_number",
    "counterparty",
    "transaction_id",
    "allocated_amount",
    "score",
    "rank",
    "decision",
    "method",
    "reasons",
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run over two files came to: counts of rows read, of pairs and of rows left out."""

    invoices: int
    payments: int
    automatic: int
    review: int
    rejected: tuple[RejectedRow, ...]


def match_files(
    invoices: Path, payments: Path, out: Path, rules_file: Path | None = None, strict: bool = False
) -> Summary:
    """Matches two files and writes every proposed pair to `out`, best first within each invoice.

    Rows that cannot be read are left out and returned; with `strict` they refuse the whole run. Raises
    `FileError` for a file that cannot be taken, `RulesError` for rules that cannot.
    """
    rules = from_toml(rules_file.read_text(encoding="utf-8")) if rules_file else DEFAULT
    billed = reader.read_decided(invoices.read_bytes(), invoices.name, BatchKind.INVOICES)
    paid = reader.read_decided(payments.read_bytes(), payments.name, BatchKind.PAYMENTS)
    rejected = (*billed.rejected, *paid.rejected)
    if strict and rejected:
        raise FileError(f"{len(rejected)} rows cannot be read; the first is {rejected[0]}")
    # Without a direction column, payments that mostly go out say that the invoices are payable.
    sign = _money_goes(billed.invoices, paid.payments)
    outcome = engine.match(invoice_frame(billed.invoices, sign), payment_frame(paid.payments), rules)
    pairs = outcome.pairs.sort_values(["invoice", "rank", "payment"], kind="stable")
    _write(out, pairs, billed.invoices, paid.payments, sign)
    automatic = int((pairs["decision"] == "auto").sum())
    return Summary(len(billed.invoices), len(paid.payments), automatic, len(pairs) - automatic, rejected)


def _money_goes(invoices: Sequence[Invoice], payments: Sequence[Payment]) -> int:
    """+1 when payments mostly bring in what the invoices bill, -1 when all the money goes the other way."""
    if any(invoice.direction is Direction.PAYABLE for invoice in invoices):
        return 1
    outgoing = sum(payment.amount.minor < 0 for payment in payments)
    billed = sum(invoice.total.minor > 0 for invoice in invoices)
    return -1 if outgoing > 0.8 * len(payments) and billed > 0.8 * len(invoices) else 1


def invoice_frame(invoices: Sequence[Invoice], sign: int = 1) -> pd.DataFrame:
    """The engine's invoice frame, keyed by position; amounts are expected bank movements."""
    moved = [sign * invoice.direction.sign * invoice.total.minor for invoice in invoices]
    return pd.DataFrame(
        {
            "invoice": [str(position) for position in range(len(invoices))],
            "number": [invoice.number for invoice in invoices],
            "counterparty": [invoice.counterparty for invoice in invoices],
            "issued_on": _days([invoice.issued_on for invoice in invoices]),
            "due_on": _days([invoice.due_on for invoice in invoices]),
            "amount_minor": pd.array(moved, dtype="int64"),
            "open_minor": pd.array(moved, dtype="int64"),
            "currency": [invoice.total.currency for invoice in invoices],
            "purchase_order": [invoice.purchase_order for invoice in invoices],
            "reference": [invoice.reference for invoice in invoices],
            "terms": [invoice.terms for invoice in invoices],
        }
    )


def payment_frame(payments: Sequence[Payment]) -> pd.DataFrame:
    """The engine's payment frame, keyed by position."""
    moved = [payment.amount.minor for payment in payments]
    return pd.DataFrame(
        {
            "payment": [str(position) for position in range(len(payments))],
            "paid_on": _days([payment.paid_on for payment in payments]),
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


def _days(values: Sequence[date | None]) -> "pd.Series[pd.Timestamp]":
    return pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[ns]"))


def _write(
    out: Path, pairs: pd.DataFrame, invoices: Sequence[Invoice], payments: Sequence[Payment], sign: int
) -> None:
    """Writes the pairs; the allocated amount is positive for an invoice, negative for a credit note."""
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(OUTPUT_COLUMNS)
        for pair in pairs.to_dict("records"):
            invoice, payment = invoices[int(pair["invoice"])], payments[int(pair["payment"])]
            allocated = sign * invoice.direction.sign * pair["payment_minor"]
            rows.writerow(
                (
                    invoice.number,
                    invoice.counterparty,
                    payment.bank_id,
                    to_decimal(allocated, payment.amount.currency),
                    f"{pair['score']:.6f}",
                    pair["rank"],
                    pair["decision"],
                    pair["method"],
                    pair["reasons"],
                )
            )


def report(summary: Summary) -> str:
    """The closing line of the command; rejected rows go to standard error first."""
    for row in summary.rejected:
        print(row, file=sys.stderr)
    left_out = (
        f"; {len(summary.rejected)} rows could not be read and were left out" if summary.rejected else ""
    )
    return (
        f"{summary.invoices} invoices, {summary.payments} payments: "
        f"{summary.automatic} pairs matched alone, {summary.review} to review{left_out}"
    )
