"""The rows of one set of demo books while they are being written, and the CSV files they become."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.demo_calendar import FIRST_DAY, LAST_DAY
from data.demo_parties import Party

INVOICE_COLUMNS = (
    "invoice_number",
    "direction",
    "counterparty",
    "issue_date",
    "due_date",
    "total_amount",
    "currency",
    "terms",
    "purchase_order_number",
    "reference_number",
    "account",
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
    "check_number",
    "account",
)
TRUTH_COLUMNS = (
    "invoice_number",
    "direction",
    "counterparty",
    "transaction_id",
    "allocated_amount",
    "adjustment",
    "adjustment_amount",
    "situation",
    "ambiguous",
)
NOISE_COLUMNS = ("transaction_id", "situation")


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice, or a credit note (`total_minor` below zero); money in hundredths of `currency`."""

    number: str
    direction: str
    party: Party
    issued_on: date
    due_on: date
    total_minor: int
    currency: str
    terms: str
    purchase_order: str = ""
    reference: str = ""

    @property
    def signed_minor(self) -> int:
        """The total as the bank sees it: what is billed comes in (+), what is owed goes out (-)."""
        return self.total_minor if self.direction == "receivable" else -self.total_minor


@dataclass(frozen=True, slots=True)
class Line:
    """One bank line; `amount_minor` in hundredths of `currency`, money in above zero, money out below."""

    paid_on: date
    amount_minor: int
    currency: str
    account: str
    counterparty: str
    description: str
    reference: str = ""
    method: str = ""
    check_number: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What a payment brings for one invoice and what is booked beside it, in the payment's money and sign."""

    invoice: Invoice
    allocated_minor: int
    adjustment: str = ""
    adjustment_minor: int = 0


@dataclass(slots=True)
class Books:
    """A company's invoices and bank lines with the truth about them, in the order they were written."""

    invoices: list[Invoice] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    truth: list[tuple[Part, int, str, bool]] = field(default_factory=list)
    noise: list[tuple[int, str]] = field(default_factory=list)

    def add_payment(self, line: Line, parts: Sequence[Part], situation: str, ambiguous: bool = False) -> None:
        """Add a bank line that pays `parts`."""
        at = self._add(line)
        self.truth.extend((part, at, situation, ambiguous) for part in parts)

    def add_noise(self, line: Line, situation: str) -> None:
        """Add a bank line that belongs to no invoice."""
        self.noise.append((self._add(line), situation))

    def _add(self, line: Line) -> int:
        if not FIRST_DAY <= line.paid_on <= LAST_DAY:
            raise ValueError(f"bank line on {line.paid_on} lies outside the demo year")
        self.lines.append(line)
        return len(self.lines) - 1

    def files(self) -> dict[str, str]:
        """The four CSV files by name; bank lines by day, numbered within the day as a bank does."""
        order = sorted(range(len(self.lines)), key=lambda at: (self.lines[at].paid_on, at))
        ids = _transaction_ids(self.lines, order)
        invoices = sorted(
            self.invoices, key=lambda row: (row.issued_on, row.direction, row.number, row.party.name)
        )
        truth = sorted(
            self.truth, key=lambda row: (ids[row[1]], row[0].invoice.number, row[0].invoice.party.name)
        )
        noise = sorted((ids[at], situation) for at, situation in self.noise)
        return {
            "invoices.csv": to_csv(INVOICE_COLUMNS, map(_invoice_row, invoices)),
            "payments.csv": to_csv(PAYMENT_COLUMNS, (_line_row(ids[at], self.lines[at]) for at in order)),
            "truth.csv": to_csv(TRUTH_COLUMNS, (_truth_row(ids[row[1]], *row) for row in truth)),
            "noise.csv": to_csv(NOISE_COLUMNS, noise),
        }


def decimal_text(minor: int) -> str:
    """Hundredths as a plain decimal, `-1234` as `-12.34`; every currency of the demo has two digits."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV text with a header and `\\n` line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _transaction_ids(lines: Sequence[Line], order: Sequence[int]) -> dict[int, str]:
    count: defaultdict[date, int] = defaultdict(int)
    ids = {}
    for at in order:
        day = lines[at].paid_on
        count[day] += 1
        ids[at] = f"BL{day:%Y%m%d}-{count[day]:03d}"
    return ids


def _invoice_row(row: Invoice) -> tuple[str, ...]:
    return (
        row.number,
        row.direction,
        row.party.name,
        row.issued_on.isoformat(),
        row.due_on.isoformat(),
        decimal_text(row.total_minor),
        row.currency,
        row.terms,
        row.purchase_order,
        row.reference,
        row.party.account,
    )


def _line_row(transaction_id: str, row: Line) -> tuple[str, ...]:
    return (
        transaction_id,
        row.paid_on.isoformat(),
        decimal_text(row.amount_minor),
        row.currency,
        row.counterparty,
        row.description,
        row.reference,
        row.method,
        row.check_number,
        row.account,
    )


def _truth_row(transaction_id: str, part: Part, _at: int, situation: str, ambiguous: bool) -> tuple[str, ...]:
    return (
        part.invoice.number,
        part.invoice.direction,
        part.invoice.party.name,
        transaction_id,
        decimal_text(part.allocated_minor),
        part.adjustment,
        decimal_text(part.adjustment_minor) if part.adjustment else "",
        situation,
        "1" if ambiguous else "0",
    )
