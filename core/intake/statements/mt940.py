"""Statements in SWIFT MT940 and MT942, read through mt-940."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

from core.intake.statements import tags
from core.intake.statements.lines import StatementLine, as_table, balance_notice, iso, plain
from core.intake.table import Table
from core.model.batch import RejectedRow
from core.model.errors import FileError

FORM = "MT940"
_START = re.compile(
    rb"^:(?:20:[^\r\n]{0,16}\s|25P?:|28C?:|60[FM]:[CD]|61:[0-9]{6}|62[FM]:[CD]|6[45]:[CD]|34F:|86:|NS:)",
    re.MULTILINE,
)
_LINE = re.compile(r"^:61:(.*(?:\n(?![:\-]).*)?)", re.MULTILINE)
_WRITTEN = re.compile(
    r"[0-9]{6}(?:[0-9]{4}| {4})?[Rr]?[DCdc][A-Za-z]?([0-9]{1,15}(?:,[0-9]*)?)(?=[A-Z]|\s*$)"
)
_BROKEN = "the line is not written as date, mark, amount and code"
_NO_REFERENCE = frozenset({"NONREF", "NOTPROVIDED"})


def is_mt940(head: bytes) -> bool:
    """Whether the first bytes of a file have the tags of an MT940 or MT942 message."""
    return _START.search(head) is not None


def read(text: str, file_name: str) -> Table:
    """The lines of all statements in the file. Raises `FileError`."""
    import logging  # both are slow to load, and few files are of this kind

    import mt940

    logging.getLogger("mt940").setLevel(logging.CRITICAL)  # it reports each line it cannot match
    # Some banks send lines without the reference (:20:) that begins a statement.
    whole = re.search(r"^:20:", text, re.MULTILINE) is not None
    try:
        if whole:
            statements = mt940.parse_statements(io.StringIO(text), options=mt940.Options.all())
        else:
            statements = [mt940.parse(io.StringIO(text), options=mt940.Options.all())]
    except Exception as error:
        raise FileError(f"“{file_name}” is cut short or damaged: it cannot be read as MT940.") from error
    rows = [(1 + text.count("\n", 0, found.start()), found[1]) for found in _LINE.finditer(text)]
    found: list[tuple[int, StatementLine]] = []
    notices: list[str] = []
    count = sum(1 for statement in statements for one in statement if _is_line(one))
    if count != len(rows):
        raise FileError(f"“{file_name}” has {len(rows)} lines (:61:) but {count} can be read: it is damaged.")
    numbers = iter(rows)
    rejected: list[RejectedRow] = []
    for statement in statements:
        amounts: list[Decimal] = []
        for one in statement:
            if not _is_line(one):
                continue
            row, written = next(numbers)
            amounts.append(one.data["amount"].amount)
            if _is_whole(written, one.data["amount"].amount):
                found.append((row, _line(one.data, statement.data)))
            else:
                rejected.append(RejectedRow(file_name, row, ":61:", written, _BROKEN, (written,)))
        notices += _check_balance(statement.data, amounts)
    return as_table(found, file_name, FORM, notices, rejected)


def _is_whole(written: str, amount: Decimal) -> bool:
    """Whether the amount is the whole number that stands between the mark and the code of the line: the
    library takes what it can of a damaged one."""
    found = _WRITTEN.match("".join(written.split("\n")).replace("\r", ""))
    return found is not None and Decimal(found[1].replace(",", ".").rstrip(".")) == abs(amount)


def _is_line(transaction: Any) -> bool:
    return "amount" in transaction.data and transaction.data.get("date") is not None


def _line(data: dict[str, Any], statement: dict[str, Any]) -> StatementLine:
    amount = data["amount"]
    told = tags.slashed(str(data.get("transaction_details") or ""))
    # "EREF" in the line itself only says that the reference stands in the text.
    customer = _first(data.get("customer_reference"))
    reference = _first(
        data.get("end_to_end_reference"), told.get("EREF"), "" if told and customer in told else customer
    )
    words = _first(data.get("purpose"), data.get("transaction_details"), data.get("extra_details"))
    described = told.get("REMI", "") if told else _first(words, data.get("additional_purpose"))
    mandate = _first(
        data.get("additional_position_reference"), told.get("MARF"), told.get("MREF"), told.get("PREF")
    )
    return StatementLine(
        bank_id=_given(data.get("bank_reference")),
        paid_on=iso(_booked(data)),
        value_on=iso(data["date"]),
        amount=plain(amount.amount),
        currency=amount.currency or _currency(statement),
        counterparty=_first(data.get("applicant_name"), told.get("NAME"), data.get("deviate_applicant")),
        counterparty_account=_first(
            data.get("applicant_iban"), data.get("gvc_applicant_iban"), told.get("IBAN")
        ),
        description=described or " ".join(told.values()) or words,
        reference=reference,
        structured_reference=tags.structured_reference(reference, words, *told.values()) or mandate,
        method=_first(data.get("posting_text"), told.get("TRTP"), data.get("id")),
        account=_first(statement.get("account_identification")),
        status="booked",
    )


def _booked(data: dict[str, Any]) -> date:
    """The booking day, which :61: gives without a year; the value day where it has none."""
    entered = data.get("entry_date")
    day: date = entered if entered is not None else data["date"]
    return day


def _first(*values: object) -> str:
    return next((_given(value) for value in values if _given(value)), "")


def _given(value: object) -> str:
    text = str(value).strip() if value is not None else ""
    return "" if text.upper() in _NO_REFERENCE else text


def _currency(statement: dict[str, Any]) -> str:
    for name in ("final_opening_balance", "intermediate_opening_balance", "final_closing_balance"):
        if (balance := statement.get(name)) is not None:
            return str(balance.amount.currency or "")
    return str(statement.get("currency") or "")


def _check_balance(statement: dict[str, Any], amounts: list[Decimal]) -> list[str]:
    opening = statement.get("final_opening_balance") or statement.get("intermediate_opening_balance")
    closing = statement.get("final_closing_balance") or statement.get("intermediate_closing_balance")
    account = _first(statement.get("account_identification"))
    if opening is None and closing is None:
        return []
    if opening is None or closing is None:
        which = "opening (:60F:)" if opening is None else "closing (:62F:)"
        return [
            f"Account {account}: its {which} balance is missing, so its lines could not be checked "
            "against it."
        ]
    return balance_notice(opening.amount.amount, closing.amount.amount, amounts, f"Account {account}")
