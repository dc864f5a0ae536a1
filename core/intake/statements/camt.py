"""Statements in ISO 20022 XML: camt.052 reports, camt.053 statements, camt.054 notifications, any version."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from core.intake.statements.lines import StatementLine, as_table, balance_notice, plain
from core.intake.table import Table, some
from core.model.errors import FileError, MoneyError
from core.model.money import plain_decimal

FORM = "CAMT"
_MESSAGE = re.compile(rb"camt\.05[234]\.001\.|<(?:\w+:)?BkToCstmr(?:AcctRpt|Stmt|DbtCdtNtfctn)\b")
_ENTRY = re.compile(rb"<(?:\w+:)?Ntry[\s>]")
_MAX_DEPTH = 100  # a statement nests 15 deep; a hostile file 200,000
_NOT_GIVEN = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF"})


def is_camt(head: bytes) -> bool:
    """Whether the first bytes of a file are a camt message's."""
    return _MESSAGE.search(head) is not None


def read(data: bytes, file_name: str) -> Table:
    """The entries of all statements, batches divided where their parts are given and add up.

    Raises `FileError` for a file that is no well-formed message or declares a document type.
    """
    root = _parse(data, file_name)
    numbers = iter([1 + data.count(b"\n", 0, found.start()) for found in _ENTRY.finditer(data)])
    lines: list[tuple[int, StatementLine]] = []
    notices: list[str] = []
    undated: list[int] = []
    for statement in _statements(root):
        account = _account(statement)
        told_on = _text(statement, "FrToDt/ToDtTm", "CreDtTm")[:10]
        booked: list[Decimal] = []
        for entry in statement.findall("Ntry"):
            number = next(numbers, 1)
            found = list(_lines(entry, account))
            if not found[0].paid_on and told_on:
                found = [replace(line, paid_on=told_on) for line in found]
                undated.append(number)
            lines += [(number, line) for line in found]
            booked += [_decimal(line.amount) for line in found if line.status == "booked"]
        notices += _check_balance(statement, booked, account)
    if undated:
        which = "The entry" if len(undated) == 1 else "The entries"
        notices.append(f"{which} in {some(undated)} without a date got the day the statement was made.")
    return as_table(lines, file_name, FORM, notices)


def _parse(data: bytes, file_name: str) -> Element:
    """The message with plain tag names; bounded in depth while it is read."""
    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                root = element if root is None else root
                depth += 1
                if depth > _MAX_DEPTH:
                    raise FileError(
                        f"“{file_name}” is refused: its XML is nested more than {_MAX_DEPTH} deep."
                    )
                element.tag = element.tag.rpartition("}")[2]
            else:
                depth -= 1
    except DefusedXmlException as error:
        raise FileError(f"“{file_name}” is refused: it declares a document type or entities.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise FileError(f"“{file_name}” is cut short or damaged: it is not well-formed XML.") from error
    if root is None:
        raise FileError(f"“{file_name}” is empty: it has no data rows.")
    return root


def _statements(root: Element) -> Iterator[Element]:
    for name in ("Stmt", "Rpt", "Ntfctn"):
        yield from root.iter(name)


def _text(element: Element, *paths: str) -> str:
    """The text at the first path that has one."""
    for path in paths:
        found = element.find(path)
        if found is not None and found.text and found.text.strip():
            return found.text.strip()
    return ""


def _account(statement: Element) -> str:
    return _text(statement, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id", "Acct/Id/BBAN")


def _decimal(text: str) -> Decimal:
    try:
        return plain_decimal(text)
    except MoneyError:
        return Decimal(0)


def _signed(element: Element, amount: str, otherwise: str = "") -> str:
    """The amount with its sign; text that is no plain decimal stays as it is, to be rejected by name."""
    debit = (_text(element, "CdtDbtInd") or otherwise) == "DBIT"
    try:
        value = plain_decimal(amount)
    except MoneyError:
        return amount
    return plain(-value if debit else value)


def _lines(entry: Element, account: str) -> Iterator[StatementLine]:
    """One line for the entry, or one for each of its transactions where these add up to it."""
    details = entry.findall("NtryDtls/TxDtls") or entry.findall("TxDtls")
    parts = [_part_amount(detail, entry) for detail in details]
    whole = _signed(entry, _text(entry, "Amt"))
    if len(details) > 1 and all(parts) and sum(map(_decimal, parts)) == _decimal(whole):
        for detail, amount in zip(details, parts, strict=True):
            yield _line(entry, [detail], amount, account)
    else:
        yield _line(entry, details, whole, account)


def _part_amount(detail: Element, entry: Element) -> str:
    """A transaction's own signed amount in the entry's currency, "" where it has none."""
    whole = entry.find("Amt")
    unit = whole.get("Ccy") if whole is not None else None
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        found = detail.find(path)
        if found is not None and found.text and found.get("Ccy") == unit:
            return _signed(detail, found.text.strip(), _text(entry, "CdtDbtInd"))
    return ""


def _line(entry: Element, details: list[Element], amount: str, account: str) -> StatementLine:
    came_in = not amount.startswith("-")
    one = details[0] if len(details) == 1 else Element("TxDtls")
    side = ("Dbtr", "UltmtDbtr") if came_in else ("Cdtr", "UltmtCdtr")
    texts = [found.text or "" for detail in details for found in detail.iterfind("RmtInf/Ustrd")]
    texts += [_text(detail, "AddtlTxInf") for detail in details] + [_text(entry, "AddtlNtryInf")]
    unit = entry.find("Amt")
    return StatementLine(
        bank_id=_text(one, "Refs/AcctSvcrRef", "Refs/TxId") or _text(entry, "AcctSvcrRef", "NtryRef"),
        paid_on=(
            _text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
            or _text(one, *(f"RltdDts/{name}" for name in ("IntrBkSttlmDt", "TxDtTm", "AccptncDtTm")))
        )[:10],
        value_on=_text(entry, "ValDt/Dt", "ValDt/DtTm")[:10],
        amount=amount,
        currency=(unit.get("Ccy") or "") if unit is not None else "",
        counterparty=_text(one, *(f"RltdPties/{party}{way}/Nm" for party in side for way in ("", "/Pty"))),
        counterparty_account=_text(
            one, f"RltdPties/{side[0]}Acct/Id/IBAN", f"RltdPties/{side[0]}Acct/Id/Othr/Id"
        ),
        description=" ".join(dict.fromkeys(text.strip() for text in texts if text.strip())),
        reference=_given(_text(one, "Refs/EndToEndId")) or _text(one, "RmtInf/Strd/RfrdDocInf/Nb"),
        structured_reference=_text(one, "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef"),
        method=_text(entry, "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Prtry/Cd"),
        check_number=_text(one, "Refs/ChqNb"),
        account=account,
        status="pending" if _text(entry, "Sts/Cd", "Sts") in ("PDNG", "INFO", "FUTR") else "booked",
    )


def _given(reference: str) -> str:
    return "" if reference.upper() in _NOT_GIVEN else reference


def _check_balance(statement: Element, booked: list[Decimal], account: str) -> list[str]:
    balances = {}
    for balance in statement.findall("Bal"):
        amount = balance.find("Amt")
        if amount is not None and amount.text:
            code = _text(balance, "Tp/CdOrPrtry/Cd", "Tp/Cd")
            balances[code] = (_decimal(_signed(balance, amount.text.strip())), amount.get("Ccy"))
    opening, closing = balances.get("OPBD") or balances.get("PRCD"), balances.get("CLBD")
    if not opening or not closing or opening[1] != closing[1]:
        return []
    return balance_notice(opening[0], closing[0], booked, f"Account {account}")
