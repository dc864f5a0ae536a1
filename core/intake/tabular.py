"""The bytes of any file of rows to a table of text cells with their places in the file."""

from collections.abc import Sequence
from dataclasses import replace

from core.intake import asides, delimited, grouped, header, repairs, sniffing, texts
from core.intake.answers import Answers
from core.intake.sniffing import Shape
from core.intake.statements import ach, bai2, camt, mt940, ofx, qif, x12
from core.intake.table import (
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    ColumnRows,
    Progress,
    RawRows,
    Table,
    silent,
    some,
)
from core.model.batch import RejectedRow
from core.model.columns import Column
from core.model.errors import FileError

__all__ = ["Table", "read_table"]

# Statements that are plain text, each with what reads it.
_PLAIN_STATEMENTS = {
    Shape.MT940: mt940.read,
    Shape.BAI2: bai2.read,
    Shape.ACH: ach.read,
    Shape.QIF: qif.read,
    Shape.X12: x12.read,
}


def read_table(data: bytes, file_name: str, answers: Answers, progress: Progress = silent) -> Table:
    """The table in a CSV, XLSX or statement file: its header, and its rows as text with their places.

    The file is known by its content, not its name. Raises `FileError` in plain words for a file that cannot
    be taken, and `OpenQuestionError` where a person must say how to read it.
    """
    if len(data) > MAX_FILE_BYTES:
        raise FileError(
            f"“{file_name}” has {len(data) // 1_000_000} MB; {MAX_FILE_BYTES // 1_000_000} MB is the limit."
        )
    shape = sniffing.shape_of(data, file_name)
    if shape is Shape.OFX:
        return ofx.read(data, file_name)
    if shape is Shape.CAMT:
        return camt.read(data, file_name)
    if shape is Shape.WORKBOOK:
        from core.intake import workbook  # slow to load, and not needed for text

        return grouped.filled_down(
            _under_header(workbook.read_rows(data, file_name, answers, progress), file_name)
        )
    if shape in _PLAIN_STATEMENTS:
        text, said = sniffing.decode_statement(data, file_name, answers)
        table = _PLAIN_STATEMENTS[shape](text, file_name)
        return replace(table, notices=(*said, *table.notices))
    text, encoding = sniffing.decode(data, file_name, answers)
    table = _under_header(delimited.read_rows(text, file_name, encoding, progress), file_name)
    table = grouped.filled_down(_reject_unreadable(table, text))
    if file_name.lower().endswith((".xlsx", ".xls", ".xlsm")):
        told = f"“{file_name}” is named like a workbook but contains plain text; it was read as text."
        return replace(table, notices=(told, *table.notices))
    return table


def _under_header(raw: RawRows, file_name: str) -> Table:
    """The rows below the header, each made as wide as it, the others rejected."""
    raw = repairs.without_reasons(raw)
    filled = _filled(raw.rows)
    if not filled and not raw.rejected:
        raise FileError(f"“{file_name}” has no data rows.")
    candidates = [raw.rows[index] for index in filled[: header.SEARCHED_ROWS + 5]]
    found = header.find_header(candidates)
    if found is None:
        return _without_header(raw, filled, candidates, file_name)
    top = filled[found]
    title = tuple(texts.shown(cell.strip()) for cell in raw.rows[top])
    while len(title) > 1 and not title[-1]:
        title = title[:-1]
    _refuse_merged(raw, raw.numbers[top], title, file_name)
    if not filled[found + 1 :] and not raw.rejected:
        raise FileError(f"“{file_name}” has no data rows: only a header in row {raw.numbers[top]}.")
    return _fit(raw, filled[found + 1 :], title, raw.numbers[top], file_name)


def _filled(rows: Sequence[tuple[str, ...]]) -> Sequence[int]:
    """The positions of the rows in which anything stands."""
    if isinstance(rows, ColumnRows) and all(map(str.strip, rows.columns[0])):
        return range(len(rows))
    return [i for i, row in enumerate(rows) if (row and row[0].strip()) or any(map(str.strip, row))]


def _without_header(
    raw: RawRows, filled: Sequence[int], candidates: Sequence[tuple[str, ...]], file_name: str
) -> Table:
    first = next((index for index, row in enumerate(candidates) if header.holds_data(row)), None)
    if first is None:
        looked = "its only row" if len(candidates) == 1 else f"its first {len(candidates)} rows"
        raise FileError(
            f"“{file_name}” has no header row: looked in {looked} for names such as “date”, “amount” or "
            "“invoice number”."
        )
    width = max(len(row) for row in candidates[first:])
    title = tuple(f"Column {position}" for position in range(1, width + 1))
    rows = filled[first:]
    return _fit(raw, rows, title, 0, file_name)


def _refuse_merged(raw: RawRows, row: int, title: tuple[str, ...], file_name: str) -> None:
    if not raw.merged:
        return
    from core.intake.workbook import letters

    for top, left, bottom, right in raw.merged:
        if top <= row <= bottom and right > left:
            name = title[left] if left < len(title) else ""
            raise FileError(
                f"“{file_name}”: the header “{name}” in row {row} is merged across columns "
                f"{letters(left)} to {letters(right)}; give each column its own name."
            )


def _fit(raw: RawRows, indexes: Sequence[int], title: tuple[str, ...], top: int, file_name: str) -> Table:
    width = len(title)
    if width > MAX_COLUMNS:
        raise FileError(f"“{file_name}” has {width:,} columns; {MAX_COLUMNS} is the limit.")
    rejected = list(raw.rejected)
    rows, numbers = _kept(raw.rows, indexes), _picked(raw.numbers, indexes)
    if not _all_wide(rows, width):
        rows, numbers = _widened(rows, numbers, title, raw, rejected, file_name)
    first = rows.columns[0] if isinstance(rows, ColumnRows) else Column([row[0] for row in rows])
    somewhere = first.joined is None or title[0] in first.joined
    maybe = [i for i, cell in enumerate(first) if title[0] in cell] if somewhere else []
    repeats = [i for i in maybe if _same(rows[i], title)]
    repeated = [numbers[i] for i in repeats]
    if repeats:
        out = set(repeats)
        left = [i for i in range(len(rows)) if i not in out]
        rows, numbers = _kept(rows, left), _picked(numbers, left)
    notices = list(raw.notices)
    if repeated:
        notices.append(f"The header is repeated in {some(repeated)}; it was skipped.")
    rejected.sort(key=lambda one: one.row)
    return Table(
        file_name, title, top, rows, numbers, raw.dialect, raw.faults, tuple(rejected), tuple(notices)
    )


def _kept(rows: Sequence[tuple[str, ...]], at: Sequence[int]) -> Sequence[tuple[str, ...]]:
    return rows.kept(at) if isinstance(rows, ColumnRows) else [rows[i] for i in at]


def _picked(numbers: Sequence[int], at: Sequence[int]) -> Sequence[int]:
    return numbers[at.start : at.stop : at.step] if isinstance(at, range) else [numbers[i] for i in at]


def _all_wide(rows: Sequence[tuple[str, ...]], width: int) -> bool:
    if isinstance(rows, ColumnRows):
        return len(rows.columns) == width
    return not set(map(len, rows)) - {width}


def _width_without_trailing_blanks(title: tuple[str, ...]) -> int:
    width = len(title)
    while width and not title[width - 1]:
        width -= 1
    return width


def _same(row: tuple[str, ...], title: tuple[str, ...]) -> bool:
    return tuple(cell.strip() for cell in row) == title


def _widened(
    rows: Sequence[tuple[str, ...]],
    numbers: Sequence[int],
    title: tuple[str, ...],
    raw: RawRows,
    rejected: list[RejectedRow],
    file_name: str,
) -> tuple[list[tuple[str, ...]], list[int]]:
    """All rows as wide as the header; those that cannot be are added to `rejected`."""
    least = _width_without_trailing_blanks(title) if raw.dialect.delimiter else 0
    kept: list[tuple[str, ...]] = []
    places: list[int] = []
    for row, number in zip(rows, numbers, strict=True):
        fitted = row if len(row) == len(title) else _fitted(row, len(title), least)
        if fitted is None:
            rejected.append(_misfit(row, number, len(title), file_name))
        else:
            kept.append(fitted)
            places.append(number)
    return kept, places


def _fitted(row: tuple[str, ...], width: int, least: int) -> tuple[str, ...] | None:
    """A row made `width` wide where only blank fields are too many or unnamed ones too few.

    A short row with one field filled, and not the first, is no data: a heading or the rest of a text. Nor is
    one that begins with a balance.
    """
    if len(row) > width:
        return row[:width] if not any(cell.strip() for cell in row[width:]) else None
    aside = not row[0].strip() and sum(bool(cell.strip()) for cell in row) == 1
    fits = len(row) >= least or aside or asides.is_balance(row[0])
    return row + ("",) * (width - len(row)) if fits else None


def _misfit(row: tuple[str, ...], number: int, width: int, file_name: str) -> RejectedRow:
    value = row[width] if len(row) > width else row[-1]
    fields = "1 field" if len(row) == 1 else f"{len(row)} fields"
    return RejectedRow(
        file_name,
        number,
        "",
        texts.shown(value),
        f"the row has {fields}, the header has {width}",
        tuple(map(texts.shown, row)),
    )


def _reject_unreadable(table: Table, text: str) -> Table:
    """Rejects rows with NUL characters or bytes that are no letters of the encoding."""
    if (text.isascii() and "\0" not in text) or not texts.UNREADABLE.search(text):
        return table
    keep: list[int] = []
    rejected = list(table.rejected)
    for index, row in enumerate(table.rows):
        fault = _unreadable(row)
        if fault is None:
            keep.append(index)
        else:
            column, value, reason = fault
            cells = tuple(texts.shown(cell) for cell in row)
            rejected.append(
                RejectedRow(table.file_name, table.numbers[index], table.header[column], value, reason, cells)
            )
    if len(keep) == len(table.rows):
        return table
    rejected.sort(key=lambda one: one.row)
    rows, numbers = _kept(table.rows, keep), _picked(table.numbers, keep)
    return replace(table, rows=rows, numbers=numbers, rejected=tuple(rejected))


def _unreadable(row: Sequence[str]) -> tuple[int, str, str] | None:
    for column, cell in enumerate(row):
        if found := texts.UNREADABLE.search(cell):
            nul = found[0] == "\0"
            return (
                column,
                texts.shown(cell),
                "contains a NUL character" if nul else "contains damaged characters",
            )
    return None
