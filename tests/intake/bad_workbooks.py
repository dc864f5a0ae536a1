"""Workbooks that are wrong in one way each, made in memory for the table of bad inputs."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADER = ("invoice_number", "counterparty", "issue_date", "total_amount", "currency")
ROW = ("INV-1", "Acme", date(2026, 3, 4), 100.5, "EUR")


def book(rows: Iterable[Iterable[Any]], change: Callable[[Worksheet], None] = lambda sheet: None) -> bytes:
    """A workbook of one sheet with these rows, changed in one way."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(tuple(row))
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def invoices(*rows: Iterable[Any], change: Callable[[Worksheet], None] = lambda sheet: None) -> bytes:
    """A workbook of invoices under the plain header."""
    return book([HEADER, *rows], change)


def with_total(value: Any, *, as_text: bool = False) -> bytes:
    """One invoice whose total cell holds `value` (a formula has no stored value, as written by a program)."""

    def set_total(sheet: Worksheet) -> None:
        sheet["D2"] = value
        if as_text:
            sheet["D2"].number_format = "@"

    return invoices(ROW, change=set_total)


def two_sheets() -> bytes:
    """Two sheets with data; in the first one row is hidden."""
    made = Workbook()
    first = made.active
    assert first is not None
    first.title = "January"
    for row in (HEADER, ROW, ("INV-2", *ROW[1:])):
        first.append(row)
    first.row_dimensions[3].hidden = True
    second = made.create_sheet("February")
    for row in (HEADER, ("INV-3", *ROW[1:])):
        second.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def merged_header() -> bytes:
    return book(
        [("invoice_number", "counterparty", "issue_date", "total_amount", None), ROW],
        lambda sheet: sheet.merge_cells("D1:E1"),
    )


def since_1904() -> bytes:
    """A workbook that counts its days from 1904, as Excel for Mac once did."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    for row in (HEADER, ROW):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rewritten(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    """A good workbook whose archive entries went through `change` (None leaves one out), with some added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(invoices(ROW))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            body = change(name, good.read(name))
            if body is not None:
                bad.writestr(name, body)
        for name, body in (extra or {}).items():
            bad.writestr(name, body)
    return out.getvalue()


def bomb() -> bytes:
    """A sheet that unpacks to 60 MB of blanks from 60 KB."""
    filler = b" " * 60_000_000
    return rewritten(
        lambda name, body: (
            body.replace(b"</worksheet>", filler + b"</worksheet>") if "sheet1" in name else body
        )
    )


def claims_the_last_cell() -> bytes:
    return rewritten(
        lambda name, body: body.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"') if "sheet1" in name else body
    )


def with_entities() -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    return rewritten(
        lambda name, body: body.replace(b"<worksheet", declared, 1) if "sheet1" in name else body
    )


def encrypted() -> bytes:
    """The beginning of what Excel writes for a workbook with a password: an OLE container."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 512
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 512
    )


def outside_itself() -> bytes:
    return rewritten(lambda name, body: body, {"../../evil.xml": b"<x/>", "xl/vbaProject.bin": b"\xd0\xcf"})


def with_macro() -> bytes:
    return rewritten(lambda name, body: body, {"xl/vbaProject.bin": b"\xd0\xcf"})
