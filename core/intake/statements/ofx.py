"""Statements in OFX and QFX, read through ofxparse and checked against the file's own transactions."""

import codecs
import io
import re
import warnings
from decimal import Decimal
from typing import Any

from core.intake.statements.lines import StatementLine, as_table, iso, plain
from core.intake.table import Table
from core.model.batch import RejectedRow
from core.model.errors import FileError

FORM = "OFX"
Blocks = list[tuple[int, dict[str, str]]]
_START = re.compile(rb"\s*(?:OFXHEADER|<\?xml[^>]*>\s*<\?OFX|<\?OFX|<OFX>)", re.IGNORECASE)
_BLOCK = re.compile(r"<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>|\Z)", re.IGNORECASE | re.DOTALL)
_FIELD = re.compile(r"<(TRNAMT|FITID|DTPOSTED|TRNTYPE|NAME|MEMO|CHECKNUM)>[ \t]*([^<\r\n]*)", re.IGNORECASE)
# Another currency than the account's; ORIGCURRENCY would only tell what the amount was before it was changed.
_OWN_CURRENCY = re.compile(r"<CURRENCY>.*?<CURSYM>\s*([A-Za-z]{3})", re.IGNORECASE | re.DOTALL)
_ACCOUNT = re.compile(r"<ACCTID>\s*([^<\r\n]*)", re.IGNORECASE)
_FAILED = re.compile(
    r"<STATUS>\s*<CODE>\s*([0-9]+)[^<]*(?:</CODE>)?\s*<SEVERITY>\s*ERROR[^<]*(?:</SEVERITY>)?\s*"
    r"(?:<MESSAGE>([^<\r\n]*))?",
    re.IGNORECASE,
)
_CURRENCY = re.compile(rb"<CURDEF>\s*([A-Za-z]{3})", re.IGNORECASE)
_AMOUNT = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)\Z")


def is_ofx(head: bytes) -> bool:
    """Whether the first bytes of a file are an OFX document's."""
    return _START.match(head) is not None


def read(data: bytes, file_name: str) -> Table:
    """The transactions of all bank and card accounts. Raises `FileError`."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data[:4096], re.IGNORECASE):
        raise FileError(f"“{file_name}” is refused: it declares a document type or entities.")
    data = data.removeprefix(codecs.BOM_UTF8)  # the library takes it for text before the header
    document = _parse(data, file_name)
    blocks = _blocks(data)
    currencies = set(_CURRENCY.findall(data))
    currency = currencies.pop().decode() if len(currencies) == 1 else ""
    lines: list[tuple[int, StatementLine]] = []
    rejected: list[RejectedRow] = []
    invested = 0
    for account in document.accounts:
        statement = account.statement
        for transaction in getattr(statement, "transactions", ()):
            if not hasattr(transaction, "payee"):
                invested += 1
                continue
            number, fields = _block_of(blocks, transaction, file_name)
            lines.append((number, _line(transaction, account, fields, currency)))
        for entry in getattr(statement, "discarded_entries", ()):
            if (bad := _discarded(entry, blocks, file_name)) is not None:
                rejected.append(bad)
    if not lines and not rejected and not blocks and (failed := _FAILED.search(_text(data))):
        said = (failed[2] or "").strip()
        raise FileError(
            f"“{file_name}” contains no statement: the bank answered with error {failed[1]}"
            + (f", “{said}”." if said else ".")
        )
    # What the library passed over without a word (it wants an id) is taken as written, or rejected by name.
    for row, fields in blocks:
        if _is_readable(fields):
            lines.append((row, _plain_line(fields, currency)))
        else:
            rejected.append(_rejected(file_name, row, fields, str(fields)))
    lines.sort(key=lambda one: one[0])
    notices = [f"{invested} investment transactions were skipped."] if invested else []
    rejected.sort(key=lambda one: one.row)
    return as_table(lines, file_name, FORM, notices, rejected)


def _parse(data: bytes, file_name: str) -> Any:
    from ofxparse import OfxParser  # type: ignore[import-untyped]  # 0.3 s to load, needed for OFX only

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about markup that is not strictly what it says it is
            return OfxParser.parse(io.BytesIO(data), fail_fast=False)
    except Exception as error:
        raise FileError(f"“{file_name}” is cut short or damaged: it cannot be read as OFX.") from error


def _blocks(data: bytes) -> Blocks:
    """Every transaction of the file with its row and the fields that identify it, as written."""
    text = _text(data)
    accounts = [(one.start(), one[1].strip()) for one in _ACCOUNT.finditer(text)]
    found = []
    for block in _BLOCK.finditer(text):
        fields = {name.upper(): value.strip() for name, value in _FIELD.findall(block[1])}
        if own := _OWN_CURRENCY.search(block[1]):
            fields["CURSYM"] = own[1].upper()
        fields["ACCTID"] = next((name for at, name in reversed(accounts) if at < block.start()), "")
        found.append((1 + text.count("\n", 0, block.start()), fields))
    return found


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _block_of(blocks: Blocks, transaction: Any, file_name: str) -> tuple[int, dict[str, str]]:
    """The row and the written fields of a transaction; takes its block out of the list."""
    for place, (row, fields) in enumerate(blocks):
        if fields.get("FITID", "") == (transaction.id or "") and _same(fields, transaction):
            del blocks[place]
            return row, fields
    raise FileError(
        f"“{file_name}” is refused: transaction “{transaction.id}” is not read as it is written in the file."
    )


def _same(fields: dict[str, str], transaction: Any) -> bool:
    written = fields.get("TRNAMT", "")
    if not _AMOUNT.match(written):
        return False
    return bool(Decimal(written.replace(",", ".")) == transaction.amount)


def _plain_line(fields: dict[str, str], currency: str) -> StatementLine:
    """A transaction from its fields alone."""
    day, name, memo = fields["DTPOSTED"], fields.get("NAME", ""), fields.get("MEMO", "")
    return StatementLine(
        bank_id=fields.get("FITID", ""),
        paid_on=f"{day[:4]}-{day[4:6]}-{day[6:8]}",
        amount=plain(Decimal(fields["TRNAMT"].replace(",", "."))),
        currency=fields.get("CURSYM") or currency.upper(),
        counterparty=name,
        description=memo or name,
        method=fields.get("TRNTYPE", "").lower(),
        check_number=fields.get("CHECKNUM", ""),
        account=fields.get("ACCTID", ""),
        status="booked",
    )


def _line(transaction: Any, account: Any, fields: dict[str, str], currency: str) -> StatementLine:
    memo, payee = transaction.memo or "", transaction.payee or ""
    check = transaction.checknum or ""
    return StatementLine(
        bank_id=transaction.id or "",
        paid_on=iso(transaction.date),
        amount=plain(Decimal(fields["TRNAMT"].replace(",", "."))),
        currency=fields.get("CURSYM") or (account.curdef or currency).upper(),
        counterparty=payee,
        description=memo if memo else payee,
        method=(transaction.type or "").lower(),
        check_number=check if check.strip("0") else "",
        account=account.account_id or "",
        status="booked",
    )


def _is_readable(fields: dict[str, str]) -> bool:
    """Whether a transaction has what a bank line needs: an amount and a day."""
    return bool(_AMOUNT.match(fields.get("TRNAMT", "")) and fields.get("DTPOSTED", "")[:8].isdigit())


def _discarded(entry: dict[str, Any], blocks: Blocks, file_name: str) -> RejectedRow | None:
    """What is wrong with a transaction the library gave up; None where it only has no id."""
    content = str(entry.get("content", ""))
    fields = {name.upper(): value.strip() for name, value in _FIELD.findall(content)}
    if _is_readable(fields):
        return None
    row = 0
    for place, (number, known) in enumerate(blocks):
        if known.get("FITID") == fields.get("FITID"):
            row = number
            del blocks[place]
            break
    return _rejected(file_name, row, fields, content[:1000])


def _rejected(file_name: str, row: int, fields: dict[str, str], content: str) -> RejectedRow:
    """The transaction with the field that keeps it from being a bank line."""
    amount, day, named = (fields.get(name, "") for name in ("TRNAMT", "DTPOSTED", "FITID"))
    which = f"transaction “{named}”" if named else "the transaction"
    if not _AMOUNT.match(amount):
        reason = f"the amount of {which} {'cannot be read' if amount else 'is missing'}"
        return RejectedRow(file_name, row, "TRNAMT", amount, reason, (content,))
    if not day[:8].isdigit():
        reason = f"the date of {which} {'cannot be read' if day else 'is missing'}"
        return RejectedRow(file_name, row, "DTPOSTED", day, reason, (content,))
    return RejectedRow(file_name, row, "", named, "the transaction cannot be read", (content,))
