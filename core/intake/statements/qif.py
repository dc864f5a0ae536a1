"""Registers in QIF (Quicken Interchange Format): bank, cash and card accounts.

Dates and amounts are handed on as they are written: their order and their decimal mark are decided over the
whole file, like those of a CSV, and asked where it does not decide. (The `quiffen` package wants to be told
beforehand and names no rows.)
"""

import re
from collections.abc import Iterator

from core.intake.statements.lines import StatementLine, as_table
from core.intake.table import Table
from core.model.batch import RejectedRow
from core.model.errors import FileError

FORM = "QIF"
_START = re.compile(rb"\s*!(?:Type|Account|Option|Clear)\b", re.IGNORECASE)
_DATE = re.compile(r"([0-9]{1,2}) *[/.\-] *([0-9]{1,2}) *([/.\-'’]) *([0-9]{4}|[0-9]{1,2})\Z")
_MONEY_TYPES = ("bank", "cash", "ccard", "oth a", "oth l")
_KNOWN = frozenset("DTUNPMALSE$CFKXYIQO%&Z*")

Record = dict[str, str]


def is_qif(head: bytes) -> bool:
    """Whether the first bytes of a file are a QIF header."""
    return _START.match(head) is not None


def read(text: str, file_name: str) -> Table:
    """The transactions of all bank, cash and card registers. Raises `FileError`."""
    lines: list[tuple[int, StatementLine]] = []
    rejected: list[RejectedRow] = []
    other = 0
    for row, account, kind, record in _records(text, file_name):
        if kind not in _MONEY_TYPES:
            other += 1
            continue
        amount = record.get("T") or record.get("U", "")
        if not record.get("D") or not amount:
            what = "date (D)" if not record.get("D") else "amount (T)"
            cells = tuple(f"{mark}{value}" for mark, value in record.items())
            rejected.append(
                RejectedRow(file_name, row, what[-2], "", f"the transaction has no {what}", cells)
            )
            continue
        lines.append((row, _line(record, account, kind, amount)))
    notices = [f"{other} entries of other lists (investments, categories, …) were skipped."] if other else []
    return as_table(lines, file_name, FORM, notices, rejected, as_written=True)


def _records(text: str, file_name: str) -> Iterator[tuple[int, str, str, Record]]:
    """Row, account, type of register and fields of every record."""
    account = kind = ""
    record: Record = {}
    first = 0
    for row, line in enumerate(text.splitlines(), start=1):
        line = line.rstrip()
        if not line:
            continue
        if line[0] == "!":
            if record:
                raise _not_ended(first, file_name)
            name = line[1:].strip()
            if name[:4].casefold() == "type":
                kind = name[5:].strip().casefold()
            elif name.casefold() == "account":
                kind = "account"
        elif line[0] == "^":
            if kind == "account":
                account = record.get("N", account)
            elif record:
                yield first, account, kind, record
            record = {}
        else:
            if kind in (*_MONEY_TYPES, "account") and line[0] not in _KNOWN:
                raise FileError(
                    f"“{file_name}” is damaged: row {row} begins with “{line[:10]}”, "
                    "which is not a QIF field."
                )
            if kind in _MONEY_TYPES and line[0] in "DT" and line[0] in record:
                raise _not_ended(first, file_name)
            first = first if record else row
            record.setdefault(line[0], line[1:].strip())
    if record and kind != "account":
        raise _not_ended(first, file_name)


def _not_ended(row: int, file_name: str) -> FileError:
    return FileError(
        f"“{file_name}” is cut short: the transaction that begins in row {row} is not ended (^)."
    )


def _day(written: str) -> str:
    """A date without the blanks and the apostrophe that QIF writes before years from 2000."""
    found = _DATE.match(written)
    if found is None:
        return written
    first, second, mark, year = found.groups()
    if len(year) < 4 and mark in "'’":
        year = f"20{int(year):02d}"
    return f"{first}/{second}/{year.zfill(2)}"


def _line(record: Record, account: str, kind: str, amount: str) -> StatementLine:
    payee, memo, number = (record.get(mark, "") for mark in "PMN")
    check = number if number.isdigit() else ""
    return StatementLine(
        paid_on=_day(record["D"]),
        amount=amount,
        counterparty=payee,
        description=memo or payee,
        reference="" if check else number,
        method="card" if kind == "ccard" else record.get("L", "") if kind == "cash" else "",
        check_number=check,
        account=account,
        status="booked",
    )
