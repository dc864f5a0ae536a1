"""Delimited text to raw rows: delimiter found by what it makes of the rows, broken rows named."""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Sequence

from core.intake import names, texts
from core.intake.table import (
    MAX_COLUMNS,
    MAX_FIELD_CHARS,
    MAX_ROWS,
    ColumnRows,
    Dialect,
    Progress,
    RawRows,
    silent,
)
from core.model.batch import RejectedRow
from core.model.columns import Column
from core.model.errors import FileError

DELIMITERS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_FILLED = re.compile(r'[^ \r\n",;\t|]')
_SAMPLE_ROWS = 60


def read_rows(text: str, file_name: str, encoding: str, progress: Progress = silent) -> RawRows:
    """Every row of a delimited text, the broken ones rejected with the line where they begin.

    Raises `FileError` when there is too much of it or no delimiter makes columns of it.
    """
    body, first_line, told = text, 1, ""
    if said := _SEP_LINE.match(text):
        told, body, first_line = said[1], text[said.end() :], 2
    delimiter = told or find_delimiter(body, file_name)
    progress("reading", 0, text.count("\n"))
    rows, numbers, rejected = _split(body, delimiter, file_name, first_line)
    return RawRows(rows, numbers, Dialect(encoding=encoding, delimiter=delimiter), rejected=tuple(rejected))


_NO_TEXT = re.compile(r"\.(pdf|xlsx|png|jpe?g|tiff?)\Z", re.IGNORECASE)


def find_delimiter(text: str, file_name: str) -> str:
    """The delimiter whose rows look most like a table; raises `FileError` when none gives two columns."""
    if not _FILLED.search(text):
        return DELIMITERS[0]
    scores = {delimiter: _score(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best] <= 0:
        named = _NO_TEXT.search(file_name)
        claimed = f", nor a {named[1].upper()} though named like one" if named else ""
        raise FileError(
            f"“{file_name}” is not a table{claimed}: no comma, semicolon, tab or bar divides its lines into "
            "columns. Nor is it a bank statement (OFX, MT940, BAI2, CAMT, QIF, ACH or EDI 820)."
        )
    return best


def _score(text: str, delimiter: str) -> float:
    """How much like a table the first rows are: known column names, and rows of one width."""
    rows = _sample(text, delimiter)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    known = max(sum(names.is_known(cell) for cell in row) for row in rows[:30])
    # One width throughout counts most; a decimal comma in every row makes even widths, but fewer columns.
    return count / len(rows) * math.log2(width + 1) + min(known, 8) * 0.5


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append(row[: MAX_COLUMNS + 1])
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        return rows
    return rows


def _split(
    text: str, delimiter: str, file_name: str, first_line: int
) -> tuple[Sequence[tuple[str, ...]], Sequence[int], list[RejectedRow]]:
    """The rows with the lines where they begin, and what could not be divided."""
    if (columns := _plain_columns(text, delimiter)) is not None:
        plain = ColumnRows(list(map(Column, columns)))
        _refuse_large(plain, file_name)
        return plain, range(first_line, first_line + len(plain)), []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(map(tuple, reader))
    except csv.Error:
        rows = []
    if rows and reader.line_num == len(rows):  # no quoted line ends, no broken quotes: the usual file
        _refuse_large(rows, file_name)
        numbers = range(first_line, first_line + len(rows))
        if len(set(map(len, rows))) == 1 and rows[0]:
            return ColumnRows(list(map(Column, zip(*rows, strict=True)))), numbers, []
        return rows, numbers, []
    return _split_with_care(text, delimiter, file_name, first_line)


def _plain_columns(text: str, delimiter: str) -> list[list[str]] | None:
    """The columns of a text without quotation marks whose lines all have the same number of fields; None for
    any other, which the csv module divides.

    A line end becomes a field of its own that holds a NUL: where these stand at equal distances, and nowhere
    else, every line has the same fields. Three steps over the text in place of one for each of its rows.
    """
    if '"' in text or "\0" in text:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    text = text.rstrip("\n")
    half = MAX_FIELD_CHARS // 2  # a field beyond the limit takes up at least one such stretch
    if any(text.find("\n", at, at + half) < 0 for at in range(0, len(text) - half, half)):
        return None
    width = text.partition("\n")[0].count(delimiter) + 1
    cells = text.replace("\n", f"{delimiter}\0{delimiter}").split(delimiter)
    ends = cells[width :: width + 1]
    if not 1 < width <= MAX_COLUMNS or len(cells) != (width + 1) * len(ends) + width:
        return None
    if ends.count("\0") != len(ends) or len(ends) != text.count("\n"):
        return None
    return [cells[position :: width + 1] for position in range(width)]


def _split_with_care(
    text: str, delimiter: str, file_name: str, first_line: int
) -> tuple[list[tuple[str, ...]], list[int], list[RejectedRow]]:
    """As `_split`, row by row: a broken row is rejected and the next line begins anew."""
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    rejected: list[RejectedRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = first_line
    while True:
        try:
            for row in reader:
                rows.append(tuple(row))
                numbers.append(begins)
                begins = reader.line_num + first_line
            break
        except csv.Error as error:
            last = reader.line_num + first_line - 1
            rejected.append(_broken(error, file_name, begins, last, text, first_line))
            begins = reader.line_num + first_line
        if len(rejected) > 1000:
            raise FileError(f"“{file_name}” is not a table: more than 1,000 of its lines have broken quotes.")
    _refuse_large(rows, file_name)
    _refuse_swallowed(rows, numbers, rejected, delimiter, file_name)
    return rows, numbers, rejected


def _refuse_large(rows: Sequence[tuple[str, ...]], file_name: str) -> None:
    widest = len(rows.columns) if isinstance(rows, ColumnRows) else max(map(len, rows), default=0)
    if widest > MAX_COLUMNS:
        raise FileError(f"“{file_name}” has {widest:,} columns; {MAX_COLUMNS} is the limit.")
    if len(rows) > MAX_ROWS + 1:
        raise FileError(
            f"“{file_name}” has {len(rows) - 1:,} rows; {MAX_ROWS:,} is the limit. "
            "Split it and upload the parts."
        )


def _broken(
    error: csv.Error, file_name: str, first: int, last: int, text: str, first_line: int
) -> RejectedRow:
    if "field larger" in str(error):
        raise FileError(
            f"“{file_name}”, row {first}: one field is longer than the limit of "
            f"{MAX_FIELD_CHARS:,} characters."
        ) from error
    lines = _LINE_END.split(text)[first - first_line : last - first_line + 1]
    if "unexpected end" in str(error):
        swallowed = f" and takes in everything down to row {last}" if last > first else ""
        reason = f"a quotation mark is never closed{swallowed}"
    else:
        reason = "a quotation mark is in the wrong place" + (
            f" (rows {first} to {last})" if last > first else ""
        )
    cells = tuple(texts.shown(line) for line in lines[:1000])
    return RejectedRow(file_name, first, "", cells[0][:200] if cells else "", reason, cells)


def _refuse_swallowed(
    rows: list[tuple[str, ...]],
    numbers: list[int],
    rejected: list[RejectedRow],
    delimiter: str,
    file_name: str,
) -> None:
    """Takes out rows with a quoted field that holds what look like whole rows: a stray quotation mark."""
    for index in reversed(range(len(rows))):
        row = rows[index]
        parts = [line for cell in row for line in _LINE_END.split(cell)[1:]]
        inner = max((line.count(delimiter) for line in parts), default=0)
        if inner and inner >= len(row) - 2:
            rejected.append(
                RejectedRow(
                    file_name, numbers[index], "", row[0],
                    "a quoted field contains what look like whole rows; a quotation mark is missing", row,
                )
            )  # fmt: skip
            del rows[index], numbers[index]
