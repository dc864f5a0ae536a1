"""Entries of ACH files (NACHA: records of 94 characters), with their addenda and control totals.

Positions are those of the Nacha Operating Rules, appendix "ACH File Exchange Specifications", from 1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from core.intake.statements import x12
from core.intake.statements.lines import StatementLine, as_table, plain, two_digit_day
from core.intake.table import Table, some
from core.model.batch import RejectedRow
from core.model.errors import FileError

FORM = "ACH"
_WIDTH = 94
_START = re.compile(rb"\s*(?:101[ 0-9].{15,34}094|5(?:200|220|225|280).{80,92}\r?\n[67])")
_NUMBER = re.compile(r"[0-9]+\Z")
_SIGNED_AS = (
    "Amounts are signed as the account that each entry names sees them: "
    "a credit to it is money in, a debit money out."
)


@dataclass(slots=True)
class _Entry:
    """An entry with its addenda as they come."""

    row: int
    text: str
    payment: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    returned: str = ""


@dataclass(slots=True)
class _Batch:
    """A batch under way, with what its control record is held against."""

    row: int
    header: str
    count: int = 0
    debits: int = 0
    credits: int = 0

    @property
    def kind(self) -> str:
        return self.header[50:53].strip()

    @property
    def is_international(self) -> bool:
        return self.kind == "IAT"


def is_ach(head: bytes) -> bool:
    """Whether the first bytes of a file are an ACH file header, or a batch header with its entries."""
    return _START.match(head) is not None


def read(text: str, file_name: str) -> Table:
    """One line for each entry that moves money. Totals that do not hold are told. Raises `FileError`."""
    return _Reader(file_name).read(text)


class _Reader:
    """Goes through the records of one file in their order."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.created = ""
        self.batch: _Batch | None = None
        self.entry: _Entry | None = None
        self.lines: list[tuple[int, StatementLine]] = []
        self.rejected: list[RejectedRow] = []
        self.notices: list[str] = []
        self.unmoved: list[int] = []
        self.count = self.debits = self.credits = 0
        self.is_advice = False

    def read(self, text: str) -> Table:
        row, closed = 1, False
        for row, record in _records(text):
            if row == 1 or (not self.created and record[0] != "1"):
                self._open_file(row, record)
            elif record[0] == "5":
                self._open_batch(row, record)
            elif record[0] == "6":
                self._open_entry(row, record)
            elif record[0] == "7":
                self._addendum(row, record)
            elif record[0] == "8":
                self._close_batch(row, record)
            elif record[0] == "9":
                self._close_file(row, record)
                closed = True
                break
            else:
                raise FileError(
                    f"“{self.file_name}” is damaged: row {row} begins with “{record[:10].strip()}”, "
                    "which is none of the record types 1, 5, 6, 7, 8 and 9."
                )
        if not closed:
            raise FileError(
                f"“{self.file_name}” is cut short: it ends in row {row} "
                "without the file's control record (9)."
            )
        if self.unmoved:
            self.notices.append(f"Entries that move no money were skipped ({some(self.unmoved)}).")
        told = [_SIGNED_AS, *self.notices] if self.lines else self.notices
        return as_table(self.lines, self.file_name, FORM, told, self.rejected)

    def _open_file(self, row: int, record: str) -> None:
        if record[0] != "1":
            raise FileError(
                f"“{self.file_name}” is damaged: row {row} begins with “{record[:10].strip()}” "
                "instead of the ACH file header (1)."
            )
        self.created = two_digit_day(record[23:29])

    def _open_batch(self, row: int, record: str) -> None:
        if self.batch is not None:
            raise self._misplaced(row, "a batch header (5)", f"the batch of row {self.batch.row}")
        self.batch = _Batch(row, record)

    def _open_entry(self, row: int, record: str) -> None:
        if self.batch is None:
            raise FileError(
                f"“{self.file_name}” is damaged: the entry in row {row} stands outside a batch (5 to 8)."
            )
        self._finish_entry()
        self.batch.count += 1
        self.entry = _Entry(row, record)

    def _addendum(self, row: int, record: str) -> None:
        if self.batch is None or self.entry is None:
            raise FileError(f"“{self.file_name}” is damaged: the addendum in row {row} belongs to no entry.")
        self.batch.count += 1
        kind = record[1:3]
        if kind in ("05", "17"):
            self.entry.payment.append(record[3:83].rstrip())
        elif kind == "02":
            self.entry.payment.append(" ".join(record[3:83].split()))
        elif kind == "10":
            self.entry.names["receiver"] = record[46:81].strip()
        elif kind == "11":
            self.entry.names["originator"] = record[3:38].strip()
        elif kind == "99":
            self.entry.returned = record[3:6]
            self.entry.payment.append(record[35:79].strip())

    def _finish_entry(self) -> None:
        entry, self.entry = self.entry, None
        if entry is None or self.batch is None:
            return
        is_advice = self.batch.kind == "ADV"
        code, written = entry.text[1:3], entry.text[27:39] if is_advice else entry.text[29:39]
        if not _NUMBER.match(written) or not _NUMBER.match(code):
            column, value = ("transaction code", code) if _NUMBER.match(written) else ("amount", written)
            cells = (entry.text.rstrip(),)
            reason = f"the {column} is not a number"
            self.rejected.append(RejectedRow(self.file_name, entry.row, column, value, reason, cells))
            return
        minor = int(written)
        is_credit = int(code) % 2 == 1 if is_advice else int(code[1]) < 5
        if is_credit:
            self.batch.credits += minor
        else:
            self.batch.debits += minor
        if minor == 0:
            self.unmoved.append(entry.row)
        else:
            self.lines.append(
                (entry.row, _line(entry, self.batch, self.created, minor if is_credit else -minor))
            )

    def _close_batch(self, row: int, record: str) -> None:
        self._finish_entry()
        batch, self.batch = self.batch, None
        if batch is None:
            raise FileError(
                f"“{self.file_name}” is damaged: the batch control in row {row} closes no batch (5)."
            )
        self.is_advice = batch.kind == "ADV"
        wide = 20 if self.is_advice else 12
        debits, credits = record[20 : 20 + wide], record[20 + wide : 20 + 2 * wide]
        self._compare(f"batch of row {batch.row}", record[4:10], batch.count, debits, batch.debits)
        self._compare(f"batch of row {batch.row}", "", batch.count, credits, batch.credits, "credits")
        self.count += batch.count
        self.debits += batch.debits
        self.credits += batch.credits

    def _close_file(self, row: int, record: str) -> None:
        if self.batch is not None:
            raise self._misplaced(row, "the file's control record (9)", f"the batch of row {self.batch.row}")
        wide = 20 if self.is_advice else 12
        debits, credits = record[31 : 31 + wide], record[31 + wide : 31 + 2 * wide]
        self._compare("file", record[13:21], self.count, debits, self.debits)
        self._compare("file", "", self.count, credits, self.credits, "credits")

    def _compare(
        self, what: str, count: str, found: int, total: str, come_to: int, name: str = "debits"
    ) -> None:
        """Tells where a control record says something else than the entries."""
        said, total = count.strip(), total.strip()
        if said and (not _NUMBER.match(said) or int(said) != found):
            self.notices.append(
                f"The control record of the {what} says {said} entries and addenda, but it has {found}. "
                "Lines may be missing."
            )
        if not _NUMBER.match(total) or int(total) != come_to:
            shown = plain(Decimal(int(total)).scaleb(-2)) if _NUMBER.match(total) else f"“{total}”"
            self.notices.append(
                f"The {name} of the {what} come to {plain(Decimal(come_to).scaleb(-2))}, but its control "
                f"record says {shown}. Lines may be missing or changed."
            )

    def _misplaced(self, row: int, what: str, within: str) -> FileError:
        return FileError(f"“{self.file_name}” is damaged: {what} stands in row {row} inside {within}.")


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Row and record, each as wide as the standard has it; a file without line ends is cut by width."""
    lines = text.strip("\r\n").split("\n")
    if len(lines) == 1:
        lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
    for row, line in enumerate(lines, start=1):
        record = line.rstrip("\r\x1a")
        if record.strip():
            yield row, record.lstrip("\ufeff").ljust(_WIDTH)


def _line(entry: _Entry, batch: _Batch, created: str, minor: int) -> StatementLine:
    text, header = entry.text, batch.header
    described = header[53:63].strip()
    words = [" ".join(part.split()) for part in entry.payment if part.strip()]
    account, individual, name = text[12:29].strip(), text[39:54].strip(), text[54:76].strip()
    if batch.is_international:
        account, individual, name = text[39:74].strip(), "", entry.names.get("receiver", "")
    elif batch.kind == "ADV":
        account, individual = text[12:27].strip(), ""
    elif batch.kind in ("CTX", "ACK", "ATX", "ENR", "TRX"):
        name = text[58:74].strip()
    day = two_digit_day(header[69:75])
    joined = "".join(part.ljust(80) if "*" in part else part + " " for part in entry.payment)
    named = x12.references(joined)
    method = f"ACH {batch.kind}" + (f" return {entry.returned}" if entry.returned else "")
    return StatementLine(
        bank_id=text[79:94].strip(),
        paid_on=day if len(day) == 10 else created,
        amount=plain(Decimal(minor).scaleb(-2)),
        currency="USD",
        counterparty=entry.names.get("originator", "") or header[4:20].strip(),
        description=" ".join(part for part in (described, name, *words) if part),
        reference=individual,
        structured_reference=" ".join(named) or " ".join(words),
        method=method,
        account=account,
        status="booked",
    )
