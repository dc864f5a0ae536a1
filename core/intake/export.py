"""Cells for files that leave the house: text that a spreadsheet would run as a formula is made plain text."""

import csv
import io
from collections.abc import Iterable, Sequence

# Excel, LibreOffice and Google Sheets take a cell for a formula when it begins so (OWASP, "CSV injection");
# the full-width forms are folded to the plain ones by some of them.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def neutralise(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it; plain numbers stay."""
    if not text:
        return text
    begins = text.lstrip(" \u00a0\u200b\ufeff")
    if not begins.startswith(_STARTS) or _is_plain_number(text):
        return text
    return _MARK + text


def restore(text: str) -> str:
    """The text as it was before `neutralise`, for files that were downloaded and come back."""
    if text.startswith(_MARK) and text[1:] and neutralise(text[1:]) == text:
        return text[1:]
    return text


def _is_plain_number(text: str) -> bool:
    digits = text[1:] if text[0] in "+-" else text
    return digits.isascii() and digits.replace(".", "", 1).isdigit() and digits[0] != "."


def neutral_row(row: Iterable[object]) -> list[object]:
    """A row for a CSV or XLSX file: texts neutralised, everything else as it is."""
    return [neutralise(cell) if isinstance(cell, str) else cell for cell in row]


def to_csv(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A CSV file of UTF-8 text with a byte order mark (Excel needs it), every text neutralised."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(neutral_row(header))
    writer.writerows(neutral_row(row) for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")
