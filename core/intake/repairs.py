"""Rejected rows as a file to repair: what is wrong first, then the row under the header it came with.

The file may be dropped again as it is: the columns that say what was wrong are passed over.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.intake import export
from core.intake.table import RawRows
from core.model.batch import RejectedRow

COLUMNS = ("rejected row", "rejected column", "why it was rejected")
_SEARCHED = 5  # rows from the top in which the header of such a file stands


def to_csv(header: Sequence[str], rows: Sequence[RejectedRow]) -> bytes:
    """The rows as CSV, with cells that a spreadsheet would run as formulas neutralised.

    Without a header (a statement with lines that could not be taken apart) file, place and value are told.
    """
    if not header:
        told = ("file", "row", "column", "value", "reason", "cells")
        return export.to_csv(told, ((r.file, r.row, r.column, r.value, r.reason, *r.cells) for r in rows))
    width = max([len(header), *(len(row.cells) for row in rows)])
    names = (*COLUMNS, *header, *[""] * (width - len(header)))
    return export.to_csv(names, ((row.row, row.column, row.reason, *row.cells) for row in rows))


def without_reasons(raw: RawRows) -> RawRows:
    """The rows as they were before `to_csv`; any other file stays as it is."""
    found = [tuple(cell.strip() for cell in row[: len(COLUMNS)]) == COLUMNS for row in raw.rows[:_SEARCHED]]
    if True not in found:
        return raw
    top, cut = found.index(True), len(COLUMNS)
    rows = [tuple(map(export.restore, row[cut:])) for row in raw.rows[top:]]
    faults = {
        (number, column - cut): fault for (number, column), fault in raw.faults.items() if column >= cut
    }
    return replace(raw, rows=rows, numbers=raw.numbers[top:], faults=faults)
