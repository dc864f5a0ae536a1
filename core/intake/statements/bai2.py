"""Statements in BAI2 (Cash Management Balance Reporting, version 2): accounts, details, control totals.

The record structure is read here because the `bai2` package joins a field list that goes on in an 88 record
without the comma between; its list of transaction codes, with their signs and names, is the standard's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from core.intake.currency_codes import CODES
from core.intake.statements.lines import StatementLine, as_table, balance_notice, plain, two_digit_day
from core.intake.table import Table, some
from core.model.batch import RejectedRow
from core.model.errors import FileError
from core.model.money import minor_digits

FORM = "BAI2"
_START = re.compile(
    rb"\s*(?:01,[^,\r\n]*,[^,\r\n]*,[0-9]{6},[0-9]{0,4},|[0-9]{2},[^\r\n]*,[0-9]/\s*$)", re.MULTILINE
)
_CODE = re.compile(r"\s*(?:(01|02|03|16|49|88|98|99),|([0-9]{2}),)")
# Some banks write several records on one line; each must look like one, since texts hold slashes too.
_INNER = re.compile(
    r"(?<=/)\s*(?=02,[^,]*,[^,]*,[0-9]?,[0-9]{6},|03,[^,/]+,(?:[A-Z]{3})?,|16,[0-9]{3},[0-9]*,[012SVDZ]?,"
    r"|49,[+-]?[0-9]+,[0-9]+/|88,|98,[+-]?[0-9]+,[0-9]+,[0-9]+/|99,[+-]?[0-9]+,[0-9]+,[0-9]+/)"
)
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_AVAILABILITY = {"S": 3, "V": 2}  # fields that follow these funds types; D has a count and pairs
_TAG = re.compile(r"([A-Z]{4}): ?(.*)\Z")
_OPENING, _CLOSING = "010", "015"  # the ledger's


@dataclass(slots=True)
class _Record:
    """A record with what its 88 records add: its parts as they stand, and how many records they are."""

    code: str
    row: int
    parts: list[str]

    def fields(self) -> list[str]:
        return ",".join(_bare(part) for part in self.parts).split(",")


@dataclass(slots=True)
class _Account:
    """An account under way: what its control totals are held against."""

    number: str
    currency: str
    day: str
    row: int
    records: int = 0
    total: int = 0
    balances: dict[str, int] = field(default_factory=dict)
    booked: list[int] = field(default_factory=list)


def is_bai2(head: bytes) -> bool:
    """Whether the first bytes of a file are a BAI2 file header, or a record that ends as one does."""
    return _START.match(head) is not None


def read(text: str, file_name: str) -> Table:
    """The transaction details of all accounts. Totals that do not hold are told. Raises `FileError`."""
    return _Reader(file_name).read(text)


class _Reader:
    """Goes through the records of one file in their order."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.lines: list[tuple[int, StatementLine]] = []
        self.rejected: list[RejectedRow] = []
        self.notices: list[str] = []
        self.unmoved: list[int] = []
        self.group: list[str] | None = None
        self.account: _Account | None = None
        self.closed = False

    def read(self, text: str) -> Table:
        count = 0
        last = _Record("", 1, [])
        for record in _records(text, self.file_name):
            count += len(record.parts)
            self._take(record, count)
            last = record
        if not self.closed:
            raise FileError(
                f"“{self.file_name}” is cut short: it ends with a record {last.code} in row {last.row}, "
                "without the file's trailer (99)."
            )
        if self.unmoved:
            self.notices.append(f"Details that move no money were skipped ({some(self.unmoved)}).")
        return as_table(self.lines, self.file_name, FORM, self.notices, self.rejected)

    def _take(self, record: _Record, count: int) -> None:
        if self.account is not None and record.code != "01":
            self.account.records += len(record.parts)
        if record.code == "02":
            self.group = record.fields()
        elif record.code == "03":
            self._open(record)
        elif record.code == "16":
            self._detail(record)
        elif record.code == "49":
            self._close(record)
        elif record.code == "98":
            self._miss_trailer()
        elif record.code == "99":
            self.closed = True
            self._count(record, "file", 2, count)

    def _open(self, record: _Record) -> None:
        if self.group is None:
            raise self._misplaced(record, "an account", "a group (02)")
        self._miss_trailer()
        number, currency, *rest = [*record.fields(), "", ""]
        group = [*self.group, *[""] * 6]
        code = (currency or group[5] or "USD").strip().upper()  # the standard's default
        day = two_digit_day(group[3])
        self.account = _Account(number.strip(), code, day, record.row, len(record.parts))
        for kind, amount in _summaries(rest):
            if not re.fullmatch(r"[0-9]{3}", kind):
                raise FileError(
                    f"“{self.file_name}”, row {record.row}: “{kind}” is not the code of a balance or summary."
                )
            if not _INTEGER.match(amount):
                raise FileError(
                    f"“{self.file_name}”, row {record.row}: the amount “{amount}” of code {kind} "
                    "is not a number."
                )
            self.account.total += int(amount)
            self.account.balances[kind] = int(amount)

    def _miss_trailer(self) -> None:
        if self.account is not None:
            self.notices.append(f"Account {self.account.number} has no trailer (49): lines may be missing.")
            self.account = None

    def _detail(self, record: _Record) -> None:
        if self.account is None:
            raise self._misplaced(record, "a transaction", "an account (03)")
        fields, words = _detail_fields(record.parts)
        kind, amount = fields[0].strip(), fields[1].strip() or "0"
        if not _INTEGER.match(amount):
            self._reject(record, "amount", amount, "the amount is not a number")
            return
        self.account.total += int(amount)
        sign = _sign(kind)
        if sign == 0 or int(amount) == 0:
            self.unmoved.append(record.row)
        elif sign is None:
            self._reject(record, "type code", kind, "the code says neither credit nor debit")
        elif self.group is not None and self.group[2:3] == ["2"]:
            self._reject(record, "group status", "2", "the group cancels what an earlier file reported")
        else:
            minor = sign * int(amount)
            self.account.booked.append(minor)
            self.lines.append((record.row, _line(fields, words, self.account, minor)))

    def _close(self, record: _Record) -> None:
        account, self.account = self.account, None
        if account is None:
            raise self._misplaced(record, "an account's trailer", "an account (03)")
        total = record.fields()[0].strip()
        if not _INTEGER.match(total) or int(total) != account.total:
            self.notices.append(
                f"Account {account.number}: its amounts come to {account.total:,}, but its control total in "
                f"row {record.row} is {total}. Lines may be missing or changed."
            )
        self._count(record, f"account {account.number}", 1, account.records)
        opening, closing = (account.balances.get(kind) for kind in (_OPENING, _CLOSING))
        if account.booked and opening is not None and closing is not None:
            scaled = [_decimal(minor, account.currency) for minor in (opening, closing, *account.booked)]
            self.notices += balance_notice(scaled[0], scaled[1], scaled[2:], f"Account {account.number}")

    def _count(self, record: _Record, what: str, position: int, found: int) -> None:
        said = [*record.fields(), "", ""][position].strip()
        if said and said != str(found):
            self.notices.append(
                f"The trailer in row {record.row} says the {what} has {said} records, but it has {found}. "
                "Lines may be missing."
            )

    def _reject(self, record: _Record, column: str, value: str, reason: str) -> None:
        cells = (f"{record.code},{record.parts[0]}",)
        self.rejected.append(RejectedRow(self.file_name, record.row, column, value, reason, cells))

    def _misplaced(self, record: _Record, what: str, within: str) -> FileError:
        return FileError(
            f"“{self.file_name}” is damaged: {what} ({record.code}) stands in row {record.row} "
            f"outside {within}."
        )


def _records(text: str, file_name: str) -> Iterator[_Record]:
    """The records with their 88 records; a line that begins no record goes on with the one before."""
    record: _Record | None = None
    for row, line in enumerate(text.split("\n"), start=1):
        cuts = [0, *(found.end() for found in _INNER.finditer(line)), len(line)]
        for start, end in pairwise(cuts):
            piece = line[start:end].strip()
            found = _CODE.match(piece)
            if not piece:
                continue
            if found is None or found[2]:
                if record is None or (found is not None and record.code != "16"):
                    said = piece[:20]
                    raise FileError(
                        f"“{file_name}” is not a valid BAI2 file: row {row} begins with “{said}”, "
                        "which is none of the record types 01, 02, 03, 16, 49, 88, 98 and 99."
                    )
                record.parts[-1] += " " + piece
            elif found[1] == "88":
                if record is None:
                    raise FileError(f"“{file_name}” is damaged: row {row} goes on with no record before it.")
                record.parts.append(piece[found.end() :])
            else:
                if record is not None:
                    yield record
                record = _Record(found[1], row, [piece[found.end() :]])
    if record is not None:
        yield record


def _bare(part: str) -> str:
    """A part without the slash that ends it."""
    return part.rstrip().removesuffix("/")


def _width(fields: list[str]) -> int:
    """How many fields stand before the text of a detail, as far as its first ones tell."""
    funds = fields[2].strip() if len(fields) > 2 else ""
    if funds == "D":
        pairs = fields[3].strip() if len(fields) > 3 else "0"
        return 6 + 2 * (int(pairs) if pairs.isdigit() else 0)
    return 5 + _AVAILABILITY.get(funds, 0)


def _detail_fields(parts: list[str]) -> tuple[list[str], list[str]]:
    """The fields before the text, and the pieces of the text."""
    fields: list[str] = []
    words: list[str] = []
    for part in parts:
        rest: str | None = _bare(part)
        while rest is not None and len(fields) < _width(fields):
            one, comma, after = rest.partition(",")
            fields.append(one)
            rest = after if comma else None
        if rest is not None and rest.strip():
            words.append(rest.strip())
    return fields + [""] * (_width(fields) - len(fields)), words


def _summaries(fields: list[str]) -> Iterator[tuple[str, str]]:
    """Code and amount of each balance and summary that is given."""
    at = 0
    while at < len(fields):
        kind, amount, _, funds = [*(one.strip() for one in fields[at : at + 4]), "", "", ""][:4]
        if kind and amount:
            yield kind, amount
        at += 4 + _AVAILABILITY.get(funds, 0)
        if funds == "D" and at < len(fields):
            pairs = fields[at].strip()
            at += 1 + 2 * (int(pairs) if pairs.isdigit() else 0)


def _sign(kind: str) -> int | None:
    """+1 for a credit, -1 for a debit, 0 for a code that moves no money, None for one nobody knows."""
    from bai2.constants import TypeCodes, TypeCodeTransaction  # type: ignore[import-untyped]

    known = TypeCodes.get(kind)
    if known is not None and known.transaction is not None:
        signs = {TypeCodeTransaction.credit: 1, TypeCodeTransaction.debit: -1}
        return signs.get(known.transaction, 0)
    if not re.fullmatch(r"[0-9]{3}", kind):
        return None
    if "100" <= kind < "400" or "920" <= kind < "960":
        return 1
    return -1 if "400" <= kind < "700" or kind >= "960" else None


def _decimal(minor: int, currency: str) -> Decimal:
    digits = minor_digits(currency) if currency in CODES else 2
    return Decimal(minor).scaleb(-digits)


def _line(fields: list[str], words: list[str], account: _Account, minor: int) -> StatementLine:
    from bai2.constants import TypeCodes

    tags = {found[1]: found[2] for word in words if (found := _TAG.match(word))}
    free = [word for word in words if not _TAG.match(word)]
    theirs = ("DBNM", "DACT") if minor > 0 else ("CRNM", "CACT")
    known = TypeCodes.get(fields[0].strip())
    name = known.description if known else f"code {fields[0].strip()}"
    bank, customer = fields[-2].strip(), fields[-1].strip()
    if tags.get("REMI"):
        free.append(tags["REMI"])
    return StatementLine(
        bank_id=bank,
        paid_on=account.day,
        value_on=two_digit_day(fields[3]) if fields[2].strip() == "V" else "",
        amount=plain(_decimal(minor, account.currency)),
        currency=account.currency,
        counterparty=tags.get(theirs[0], ""),
        counterparty_account=tags.get(theirs[1], ""),
        description=" ".join(free) or name,
        reference=customer or tags.get("EREF", ""),
        structured_reference=tags.get("CREF", ""),
        method=name,
        account=account.number,
        status="booked",
    )
