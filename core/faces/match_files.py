"""`tieout match`: two files in, one file of proposed pairs out, without a database."""

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path

import numpy as np

from core.intake import reader
from core.matching import engine, frames
from core.matching.arrays import NO_DATE, Ints
from core.model.batch import BatchKind, RejectedRow
from core.model.errors import FileError
from core.model.invoice import Direction, Invoice
from core.model.match import Decision
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
    bills, lines = tuple(billed.invoices), tuple(paid.payments)
    sign = _money_goes(bills, lines)
    ledger = frames.ledger(invoice_sheet(bills, sign), payment_sheet(lines))
    found = engine.propose(engine.weigh(ledger), rules)
    pairs = sorted(zip(*(found[name].tolist() for name in _PAIR), strict=True), key=itemgetter(0, 1, 2))
    _write(out, pairs, bills, lines, sign)
    automatic = sum(decision == Decision.AUTO for *_, decision, _, _ in pairs)
    return Summary(len(bills), len(lines), automatic, len(pairs) - automatic, rejected)


def _money_goes(invoices: Sequence[Invoice], payments: Sequence[Payment]) -> int:
    """+1 when payments mostly bring in what the invoices bill, -1 when all the money goes the other way."""
    if any(invoice.direction is Direction.PAYABLE for invoice in invoices):
        return 1
    outgoing = sum(payment.amount.minor < 0 for payment in payments)
    billed = sum(invoice.total.minor > 0 for invoice in invoices)
    return -1 if outgoing > 0.8 * len(payments) and billed > 0.8 * len(invoices) else 1


def invoice_sheet(invoices: Sequence[Invoice], sign: int = 1) -> frames.Sheet:
    """The invoices as the engine's columns, keyed by position; amounts are expected bank movements."""
    moved = np.array(
        [sign * invoice.direction.sign * invoice.total.minor for invoice in invoices], dtype=np.int64
    )
    return frames.Sheet(
        key=[str(position) for position in range(len(invoices))],
        open=moved,
        amount=moved,
        start=_days([invoice.issued_on for invoice in invoices]),
        end=_days([invoice.due_on for invoice in invoices]),
        currency=[invoice.total.currency for invoice in invoices],
        text={
            "number": [invoice.number for invoice in invoices],
            "counterparty": [invoice.counterparty for invoice in invoices],
            "purchase_order": [invoice.purchase_order for invoice in invoices],
            "reference": [invoice.reference for invoice in invoices],
            "terms": [invoice.terms for invoice in invoices],
            "customer_number": [invoice.account for invoice in invoices],
        },
    )


def payment_sheet(payments: Sequence[Payment]) -> frames.Sheet:
    """The bank lines as the engine's columns, keyed by position."""
    moved = np.array([payment.amount.minor for payment in payments], dtype=np.int64)
    day = _days([payment.paid_on for payment in payments])
    return frames.Sheet(
        key=[str(position) for position in range(len(payments))],
        open=moved,
        amount=moved,
        start=day,
        end=day,
        currency=[payment.amount.currency for payment in payments],
        text={
            "counterparty": [payment.counterparty for payment in payments],
            "description": [payment.description for payment in payments],
            "reference": [payment.reference for payment in payments],
            "method": [payment.method for payment in payments],
            "check_number": [payment.check_number for payment in payments],
            "structured_reference": [payment.structured_reference for payment in payments],
        },
    )


def _days(values: Sequence[date | None]) -> Ints:
    days = [NO_DATE if value is None else value.toordinal() - _EPOCH for value in values]
    return np.array(days, dtype=np.int64)


_EPOCH = date(1970, 1, 1).toordinal()
# What is written of a pair: keys and order first.
_PAIR = (
    *("invoice", "rank", "payment", "payment_minor", "adjustment_minor"),
    *("score", "decision", "method", "reasons"),
)
_Pair = tuple[str, int, str, int, int, float, str, str, str]


def _write(
    out: Path, pairs: Sequence[_Pair], invoices: Sequence[Invoice], payments: Sequence[Payment], sign: int
) -> None:
    """Writes the pairs; the allocated amount is positive for an invoice, negative for a credit note.

    It is what the payment puts on the invoice: a surplus booked as a rounding is not part of it.
    """
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(OUTPUT_COLUMNS)
        for billed, rank, paid, minor, booked, score, decision, method, reasons in pairs:
            invoice, payment = invoices[int(billed)], payments[int(paid)]
            applied = minor + booked if minor * booked < 0 else minor
            allocated = to_decimal(sign * invoice.direction.sign * applied, payment.amount.currency)
            numbers = (invoice.number, invoice.counterparty, payment.bank_id, allocated)
            rows.writerow((*numbers, f"{score:.6f}", rank, decision, method, reasons))


def report(summary: Summary) -> str:
    """The closing line of the command; rejected rows go to standard error first."""
    for row in summary.rejected:
        print(row, file=sys.stderr)
    left_out = (
        f"; {len(summary.rejected)} rows could not be read and were left out" if summary.rejected else ""
    )
    return (
        f"{summary.invoices} invoices, {summary.payments} payments: "
        f"{summary.automatic} pairs matched automatically, {summary.review} to review{left_out}"
    )
