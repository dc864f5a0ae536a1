"""Which row of a file names the columns: by known names first, by what follows it otherwise."""

from collections.abc import Sequence

from core.intake import amounts, dates, names

SEARCHED_ROWS = 30
_KEYS = ("number", "total", "amount", "debit", "credit", "issued_on", "paid_on", "open")


def find_header(rows: Sequence[tuple[str, ...]]) -> int | None:
    """The position of the header among the first rows, or None where no row can be one.

    A row with at least two known names, one of them of a date, an amount or a number, is a header; the one
    with most names wins. Else a row of words above a row of the same width that holds a date and an amount.
    """
    best, most = None, 1
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        known = _known_names(row)
        if known > most:
            best, most = index, known
    return best if best is not None else _by_content(rows)


def _known_names(row: tuple[str, ...]) -> int:
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) < 2 or sum(holds_value(cell) for cell in cells) > len(cells) // 4:
        return 0
    found = [match for cell in cells if len(cell) < 60 for match in _matches(cell)]
    if not any(match.field in _KEYS for match in found):
        return 0
    return sum(bool(len(cell) < 60 and _matches(cell)) for cell in cells)


def _matches(cell: str) -> list[names.NameMatch]:
    return [match for kind in names.FIELDS for match in names.matches(cell, kind)]


def _by_content(rows: Sequence[tuple[str, ...]]) -> int | None:
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) < 2 or not all(cells) or any(holds_value(cell) for cell in cells):
            continue
        below = next((later for later in rows[index + 1 : index + 4] if any(c.strip() for c in later)), ())
        if len(below) >= len(cells) and holds_data(below):
            return index
    return None


def holds_data(row: Sequence[str]) -> bool:
    """Whether a row has a date and an amount in it."""
    return any(dates.looks_like_date(cell) for cell in row) and any(is_number(cell) for cell in row)


def holds_value(cell: str) -> bool:
    """Whether a cell is a date or a number and so no name of a column."""
    return dates.looks_like_date(cell) or is_number(cell)


def is_number(cell: str) -> bool:
    """Whether a cell is written as an amount (a date is none)."""
    if not cell.strip() or (dates.looks_like_date(cell) and not cell.strip().isdigit()):
        return False
    try:
        amounts.take_apart(cell)
    except amounts.AmountError:
        return False
    return True
