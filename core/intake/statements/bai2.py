"""Statements in BAI2, read through bai2, which checks the control totals of every account, group and file."""

import re
from decimal import Decimal
from typing import Any

from core.intake.statements.lines import StatementLine, as_table, iso, plain
from core.intake.table import Table
from core.model.errors import FileError
from core.model.money import to_decimal

FORM = "BAI2"
_START = re.compile(rb"\s*01,[^,\r\n]*,[^,\r\n]*,[0-9]{6},[0-9]{0,4},")
_DETAIL = re.compile(r"^\s*16,", re.MULTILINE)


def is_bai2(head: bytes) -> bool:
    """Whether the first bytes of a file are a BAI2 file header."""
    return _START.match(head) is not None


def read(text: str, file_name: str) -> Table:
    """The transaction details of all accounts. Totals that do not hold are told. Raises `FileError`."""
    from bai2 import bai2  # type: ignore[import-untyped]
    from bai2.constants import TypeCodeTransaction  # type: ignore[import-untyped]
    from bai2.exceptions import (  # type: ignore[import-untyped]
        IntegrityException,
        NotSupportedYetException,
    )

    notices: list[str] = []
    try:
        try:
            document = bai2.parse_from_string(text.strip())
        except IntegrityException as error:
            document = bai2.parse_from_string(text.strip(), check_integrity=False)
            notices.append(f"The control totals do not hold, lines may be missing or changed: {error}.")
    except NotSupportedYetException as error:
        raise FileError(f"“{file_name}” uses a part of BAI2 that cannot be read yet: {error}.") from error
    except Exception as error:
        raise FileError(f"“{file_name}” is cut short or damaged: it cannot be read as BAI2.") from error
    rows = iter([1 + text.count("\n", 0, found.start()) for found in _DETAIL.finditer(text)])
    lines: list[tuple[int, StatementLine]] = []
    unsigned = 0
    for group in document.children:
        for account in group.children:
            for detail in account.children:
                row = next(rows, 1)
                kind = detail.type_code.transaction
                if kind not in (TypeCodeTransaction.credit, TypeCodeTransaction.debit):
                    unsigned += 1
                    continue
                came_in = kind is TypeCodeTransaction.credit
                lines.append((row, _line(detail, account.header, group.header, came_in)))
    if unsigned:
        notices.append(f"{unsigned} lines that move no money were passed over.")
    return as_table(lines, file_name, FORM, notices)


def _line(detail: Any, account: Any, group: Any, came_in: bool) -> StatementLine:
    currency = account.currency or group.currency or "USD"  # the standard's default
    amount = to_decimal(detail.amount or 0, currency)
    available = (detail.availability or {}).get("date")
    return StatementLine(
        bank_id=detail.bank_reference or "",
        paid_on=iso(group.as_of_date),
        value_on=iso(available) if available else "",
        amount=plain(amount if came_in else -Decimal(amount)),
        currency=currency,
        description=detail.text or detail.type_code.description,
        reference=detail.customer_reference or "",
        method=detail.type_code.description,
        account=account.customer_account_number or "",
        status="booked",
    )
