"""XLSX bytes to raw rows: checked as an archive first, then read cell by cell through openpyxl."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from core.intake.answers import Answers, Choice, OpenQuestionError, Question
from core.intake.table import (
    MAX_COLUMNS,
    MAX_FIELD_CHARS,
    MAX_ROWS,
    Dialect,
    Fault,
    NumberText,
    Progress,
    RawRows,
    silent,
    some,
)
from core.model.errors import FileError

# A workbook of figures packs 5 to 15 times smaller, a very repetitive one 50 times; bombs 400 and more.
_MAX_RATIO = 100
_RATIO_COUNTS_FROM = 10_000_000
_MAX_UNPACKED = 400_000_000
_MAX_ENTRIES = 2_000
_MAX_DIGITS = 10**15
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = rb"<(?:[A-Za-z]\w*:)?"
_ROW = re.compile(_TAG + rb"row\b([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
_MERGE = re.compile(_TAG + rb"mergeCell\b[^>]*\bref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_FORMULA = re.compile(
    _TAG + rb"c\b([^>]*)>\s*" + _TAG + rb"f\b(?:[^>]*/>|[^>]*>([^<]*)</[^>]*>)\s*"
    rb"(?:" + _TAG + rb"v\s*/>|" + _TAG + rb"v>\s*</[^>]*v>)?\s*</"
)
_CELL = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
_ERRORS = frozenset({"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!"})


def letters(column: int) -> str:
    """The letters of a column position: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _position(name: bytes) -> int:
    column = 0
    for letter in name:
        column = column * 26 + letter - 64
    return column - 1


def read_rows(data: bytes, file_name: str, answers: Answers, progress: Progress = silent) -> RawRows:
    """Every row of the one sheet with data, or of the sheet a person named.

    Cells are text: numbers as plain decimals (`NumberText`), dates ISO. Cells without a value to read
    (errors, formulas never calculated, numbers too long) are faults. Raises `FileError` for what is no
    harmless workbook, `OpenQuestionError` when several sheets have data.
    """
    _check_archive(data, file_name)
    from openpyxl import load_workbook  # 0.2 s to load, needed for workbooks only

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise _damaged(file_name) from error
    try:
        sheet, others = _choose(book, file_name, answers)
        xml = _sheet_xml(data, sheet)
        return _read(sheet, xml, file_name, others, progress)
    except (FileError, MemoryError):
        raise
    except Exception as error:
        raise _damaged(file_name) from error
    finally:
        book.close()


def _damaged(file_name: str) -> FileError:
    return FileError(f"“{file_name}” is cut short or damaged: it cannot be opened as a workbook.")


def _check_archive(data: bytes, file_name: str) -> None:
    """Refuses, from the archive's directory alone, what no spreadsheet program writes."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(file_name) from error
    with archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        if any(
            ".." in name.split("/") or name.startswith("/") or "\\" in name or ":" in name for name in names
        ):
            raise FileError(f"“{file_name}” is not a safe workbook: it refers to files outside itself.")
        if not any(name.startswith("xl/") for name in names):
            raise FileError(
                f"“{file_name}” is a zip archive, not a workbook; unpack it and upload what is inside."
            )
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise FileError(
                f"“{file_name}” contains a macro: save it as .xlsx without macros and upload it again."
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise FileError(
                f"“{file_name}” is password-protected: save it without a password and upload it again."
            )
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        if len(entries) > _MAX_ENTRIES or unpacked > _MAX_UNPACKED:
            raise FileError(f"“{file_name}” is too large: unpacked it has {unpacked // 1_000_000} MB.")
        if unpacked > _RATIO_COUNTS_FROM and unpacked / packed > _MAX_RATIO:
            raise FileError(
                f"“{file_name}” is refused: {packed // 1000:,} KB unpack to {unpacked // 1_000_000:,} MB, "
                "which no normal workbook does."
            )
        _check_markup(archive, entries, file_name)


def _check_markup(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file_name: str) -> None:
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        try:
            with archive.open(entry) as part:
                head = part.read(4096)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise _damaged(file_name) from error
        except Exception as error:
            raise _damaged(file_name) from error
        # A document type can stand only before the first element, so the head is enough to see one.
        if _FORBIDDEN.search(head) or head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
            raise FileError(f"“{file_name}” is not a safe workbook: “{entry.filename}” declares entities.")


def _choose(book: Any, file_name: str, answers: Answers) -> tuple[Any, list[str]]:
    """The sheet to read, and notices about sheets that are not read."""
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    if answers.sheet is not None:
        for sheet in sheets:
            if sheet.title == answers.sheet:
                return sheet, []
        known = ", ".join(f"“{sheet.title}”" for sheet in sheets)
        raise FileError(f"“{file_name}” has no sheet “{answers.sheet}”; it has {known}.")
    filled = [sheet for sheet in sheets if _has_cells(sheet)]
    seen = [sheet for sheet in filled if sheet.sheet_state == "visible"]
    if len(seen) > 1:
        raise OpenQuestionError(
            Question(
                "sheet",
                f"“{file_name}” has {len(seen)} sheets with data. Which one is to be read?",
                tuple(Choice(sheet.title, _first_cells(sheet)) for sheet in seen),
            )
        )
    chosen = (seen or filled or sheets)[:1]
    if not chosen:
        raise FileError(f"“{file_name}” has no sheet with cells, so no data rows.")
    hidden = [sheet.title for sheet in filled if sheet is not chosen[0]]
    return chosen[0], [f"The hidden sheet “{title}” was not read." for title in hidden]


def _has_cells(sheet: Any) -> bool:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True, max_row=200)
    return any(cell not in (None, "") for row in rows for cell in row)


def _first_cells(sheet: Any) -> str:
    for row in sheet.iter_rows(values_only=True, max_row=20):
        cells = [str(cell) for cell in row if cell not in (None, "")]
        if cells:
            return ", ".join(cells[:6])[:80]
    return ""


def _sheet_xml(data: bytes, sheet: Any) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(sheet._worksheet_path.lstrip("/"))


def _read(sheet: Any, xml: bytes, file_name: str, notices: list[str], progress: Progress) -> RawRows:
    faults = _uncalculated(xml)
    merged = _merged(xml)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for number, cells in _cells(sheet, file_name):
        texts = []
        for column, value in enumerate(cells):
            text, reason = _text(value)
            texts.append(text)
            if reason:
                faults[number, column] = Fault(text, reason)
        while texts and not texts[-1] and (number, len(texts) - 1) not in faults:
            texts.pop()
        rows.append(tuple(texts))
        numbers.append(number)
        if len(rows) % 5000 == 0:
            progress("reading", len(rows), 0)
        if len(rows) > MAX_ROWS + 1:
            raise FileError(f"“{file_name}” has more than {MAX_ROWS:,} rows, the limit. Split it.")
    _fault_covered(merged, faults)
    hidden = [number for number in _hidden_rows(xml) if number in set(numbers)]
    if hidden:
        are = "is hidden; it was" if len(hidden) == 1 else "are hidden; they were"
        notices.append(f"{some(hidden).capitalize()} of the sheet {are} read too.")
    dialect = Dialect(sheet=sheet.title)
    return RawRows(rows, numbers, dialect, faults, notices=tuple(notices), merged=tuple(merged))


def _cells(sheet: Any, file_name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Rows that have any cell, with their numbers; whatever size the sheet claims to have."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        width = len(row)
        while width and row[width - 1] is None:
            width -= 1
        if width > MAX_COLUMNS:
            raise FileError(f"“{file_name}” has {width:,} columns; {MAX_COLUMNS} is the limit.")
        if number > 1_048_576:
            raise FileError(f"“{file_name}” has more rows than a sheet can have.")
        if width:
            yield number, row[:width]


def _text(value: Any) -> tuple[str, str]:
    """A cell as text, and why it has no value to read ("" when it has)."""
    if value is None:
        return "", ""
    if isinstance(value, str):
        if value in _ERRORS:
            return value, "the cell contains an error instead of a value"
        if len(value) > MAX_FIELD_CHARS:
            return value[:100], "the cell is longer than the limit"
        return value, ""
    if isinstance(value, bool):
        return str(value).upper(), ""
    if isinstance(value, (int, float)):
        return _number_text(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return (value.date().isoformat() if midnight else value.isoformat(" ", "seconds")), ""
    if isinstance(value, (date, time)):
        return value.isoformat(), ""
    if isinstance(value, timedelta):
        return str(value), ""
    return str(value), ""


def _number_text(value: int | float) -> tuple[str, str]:
    """A number as a plain decimal. A spreadsheet keeps 15 digits: noise below 1e-9 is taken off, an integer
    beyond 15 digits has been rounded already and is a fault."""
    if not -_MAX_DIGITS < value < _MAX_DIGITS:
        return str(value), "a number of more than 15 digits, which the spreadsheet has rounded"
    exact = Decimal(repr(value))
    shown = exact.quantize(Decimal("1e-9")) if abs(exact) < 10**9 else exact
    text = format(shown, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return NumberText("0" if text == "-0" else text), ""


def _uncalculated(xml: bytes) -> dict[tuple[int, int], Fault]:
    """Cells with a formula and no stored value: the file was written by a program that does not calculate."""
    faults: dict[tuple[int, int], Fault] = {}
    if b"f" not in xml:
        return faults
    for found in _FORMULA.finditer(xml):
        where = _CELL.search(found[1])
        if where is None:
            continue
        formula = "=" + (found[2] or b"").decode("utf-8", "replace")
        faults[int(where[2]), _position(where[1])] = Fault(
            formula, "a formula without a saved result; open the file in your spreadsheet program and save it"
        )
    return faults


def _merged(xml: bytes) -> list[tuple[int, int, int, int]]:
    return [
        (int(top), _position(left), int(bottom), _position(right))
        for left, top, right, bottom in _MERGE.findall(xml)
    ]


def _fault_covered(merged: list[tuple[int, int, int, int]], faults: dict[tuple[int, int], Fault]) -> None:
    """Cells under a merge over several rows have no value of their own: not blank, but unknown."""
    for top, left, bottom, right in merged:
        if bottom - top > 10_000 or right - left > MAX_COLUMNS:
            continue
        for row in range(top + 1, bottom + 1):
            for column in range(left, right + 1):
                faults.setdefault((row, column), Fault("", f"the cell is merged with row {top}"))


def _hidden_rows(xml: bytes) -> list[int]:
    hidden = []
    for found in _ROW.finditer(xml):
        if _HIDDEN.search(found[1]) and (number := _NUMBER.search(found[1])):
            hidden.append(int(number[1]))
    return hidden
