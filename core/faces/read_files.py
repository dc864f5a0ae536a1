"""`tieout read`: bank lines of any supported format as one CSV, without a database."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.intake import child
from core.intake.answers import Answers
from core.intake.export import neutralise
from core.model.batch import BatchKind
from core.model.errors import TieoutError
from core.model.payment import Payment

COLUMNS = (
    "transaction_id",
    "payment_date",
    "amount",
    "currency",
    "counterparty",
    "description",
    "reference",
    "payment_method",
    "account",
    "value_date",
    "status",
    "counterparty_account",
    "structured_reference",
)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of the files: lines written, files that could be read, and everything that could not."""

    lines: int
    files_read: int
    problems: tuple[str, ...]


def read_files(files: Sequence[Path], out: Path, answers: Answers) -> ReadResult:
    """Reads each file in a process of its own and writes all bank lines to `out`, in the order given.

    A file that cannot be taken, or that leaves a question open, is named and the others go on; so is every
    row that cannot be read, and whatever a person should know of the others (totals that do not hold).
    """
    lines = files_read = 0
    problems: list[str] = []
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for path in files:
            try:
                reading = child.read_file(path.read_bytes(), path.name, BatchKind.PAYMENTS, None, answers)
            except (TieoutError, OSError) as error:
                said = f"{error.strerror}." if isinstance(error, OSError) and error.strerror else str(error)
                problems.append(f"{path}: {said}")
                continue
            problems += [f"{path}: {question}" for question in reading.questions]
            problems += [str(row) for row in reading.rejected]
            problems += [f"{path}: {notice}" for notice in reading.notices]
            rows.writerows(_cells(payment) for payment in reading.payments)
            lines += len(reading.payments)
            files_read += not reading.questions
    return ReadResult(lines, files_read, tuple(problems))


def _cells(payment: Payment) -> tuple[str, ...]:
    """The cells of a line; text that a spreadsheet would run as a formula is neutralised."""
    cells = (
        payment.bank_id,
        payment.paid_on.isoformat(),
        str(payment.amount.amount),
        payment.amount.currency,
        payment.counterparty,
        payment.description,
        payment.reference,
        payment.method,
        payment.account,
        payment.value_on.isoformat() if payment.value_on else "",
        payment.status,
        payment.counterparty_account,
        payment.structured_reference,
    )
    return tuple(map(neutralise, cells))
