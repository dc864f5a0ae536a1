"""Remittance advices in ANSI X12 (transaction set 820): files of them, or in the addenda of ACH entries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.intake.statements.lines import StatementLine, as_table, plain
from core.intake.table import Table
from core.model.batch import RejectedRow
from core.model.errors import FileError, MoneyError
from core.model.money import plain_decimal

FORM = "X12 820"
_START = re.compile(rb"\s*ISA[^A-Za-z0-9\s]")
_HEADER_CHARS = 106  # the interchange header has a fixed length and defines the separators
_INSIDE = re.compile(r"[\\~\r\n]+")  # what ends a segment inside addenda
_INVOICES = frozenset({"IV", "IN", "OI", "CM", "PO", "VV", "BM"})  # references a payer settles, RMR01
_DAY = re.compile(r"[0-9]{8}\Z")


@dataclass(slots=True)
class _Advice:
    """One payment under way."""

    row: int
    amount: str = ""
    debit: bool = False
    method: str = ""
    day: str = ""
    trace: str = ""
    currency: str = "USD"
    payer: str = ""
    payee: str = ""
    payer_account: str = ""
    account: str = ""
    segments: int = 0
    paid: Decimal = Decimal(0)
    is_itemised: bool = False


def is_x12(head: bytes) -> bool:
    """Whether the first bytes of a file are an X12 interchange header."""
    return _START.match(head) is not None


def references(text: str) -> list[str]:
    """The invoices that the RMR segments in a text name, in its order."""
    segments = [segment.strip().split("*") for segment in _INSIDE.split(text)]
    return [parts[2].strip() for parts in segments if _is_reference(parts)]


def _is_reference(parts: Sequence[str]) -> bool:
    return len(parts) > 2 and parts[0] == "RMR" and parts[1] in _INVOICES and bool(parts[2].strip())


def read(text: str, file_name: str) -> Table:
    """One line for each payment advised; they are pending, since an advice is not the bank's word.

    Raises `FileError` for an interchange that is cut short or holds no 820.
    """
    lines: list[tuple[int, StatementLine]] = []
    rejected: list[RejectedRow] = []
    notices: list[str] = []
    advice: _Advice | None = None
    named: list[str] = []
    ended = False
    for row, parts in _segments(text, file_name):
        ended = ended or parts[0] == "IEA"
        if parts[0] == "ST":
            advice, named = (_Advice(row) if parts[1:2] == ["820"] else None), []
        if advice is None:
            continue
        advice.segments += 1
        if parts[0] == "SE":
            notices += _check(advice, [*parts, "", ""][1])
            if advice.amount:
                lines.append((advice.row, _line(advice, named)))
            advice = None
        elif fault := _take(advice, parts, named):
            rejected.append(RejectedRow(file_name, row, parts[0], fault[0], fault[1], ("*".join(parts),)))
    if not ended:
        raise FileError(f"“{file_name}” is cut short: it ends without the interchange's trailer (IEA).")
    if not lines and not rejected:
        raise FileError(f"“{file_name}” is an X12 interchange without a remittance advice (820).")
    count = "1 payment is" if len(lines) == 1 else f"{len(lines)} payments are"
    told = f"{count} advised by the payer (820), to count when the bank has booked it."
    return as_table(lines, file_name, FORM, [told, *notices], rejected)


def _segments(text: str, file_name: str) -> Iterator[tuple[int, list[str]]]:
    """Row and elements of every segment."""
    start = text.index("ISA")
    header = text[start : start + _HEADER_CHARS]
    if len(header) < _HEADER_CHARS:
        raise FileError(f"“{file_name}” is cut short: its X12 header has {len(header)} of 106 characters.")
    between, end = header[3], header[-1]
    at = start
    for segment in text[start:].split(end):
        row = 1 + text.count("\n", 0, at + len(segment) - len(segment.lstrip()))
        at += len(segment) + 1
        if segment.strip():
            yield row, [part.strip() for part in segment.strip().split(between)]


def _take(advice: _Advice, parts: list[str], named: list[str]) -> tuple[str, str] | None:
    """Takes a segment into the advice; the value and reason where it cannot be read."""
    get = [*parts, *[""] * 18]
    if parts[0] == "BPR":
        if not _DAY.match(get[16]):
            return get[16], "the payment's date is not written as year, month and day"
        try:
            plain_decimal(get[2])
        except MoneyError:
            return get[2], "the payment's amount is not a plain number"
        advice.amount, advice.debit, advice.method = get[2], get[3] == "D", get[4]
        advice.payer_account, advice.account = get[9], get[15]
        advice.day = f"{get[16][:4]}-{get[16][4:6]}-{get[16][6:]}"
    elif parts[0] == "TRN":
        advice.trace = get[2]
    elif parts[0] == "CUR":
        advice.currency = get[2]
    elif parts[0] == "N1" and get[1] == "PR":
        advice.payer = get[2]
    elif parts[0] == "N1" and get[1] == "PE":
        advice.payee = get[2]
    elif parts[0] == "RMR":
        if _is_reference(parts):
            named.append(parts[2])
        return _add(advice, get[4])
    elif parts[0] == "ADX":
        return _add(advice, get[1])
    return None


def _add(advice: _Advice, amount: str) -> tuple[str, str] | None:
    if not amount:
        return None
    try:
        advice.paid += plain_decimal(amount)
    except MoneyError:
        return amount, "the amount paid is not a plain number"
    advice.is_itemised = True
    return None


def _check(advice: _Advice, count: str) -> list[str]:
    said = []
    if count != str(advice.segments):
        said.append(
            f"The advice in row {advice.row} has {advice.segments} segments, but its trailer says {count}."
        )
    if advice.is_itemised and advice.amount and advice.paid != plain_decimal(advice.amount):
        said.append(
            f"The advice in row {advice.row} pays {advice.amount}, but its items come to "
            f"{plain(advice.paid)}."
        )
    return said


def _line(advice: _Advice, named: list[str]) -> StatementLine:
    amount = plain_decimal(advice.amount)
    return StatementLine(
        bank_id=advice.trace,
        paid_on=advice.day,
        amount=plain(-amount if advice.debit else amount),
        currency=advice.currency,
        counterparty=advice.payer,
        counterparty_account=advice.payer_account,
        description=" ".join(named) or advice.payee,
        reference=advice.trace,
        structured_reference=" ".join(named),
        method=advice.method.lower(),
        account=advice.account,
        status="pending",
    )
