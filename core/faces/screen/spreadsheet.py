"""Tables as files: the cells a person downloads, as CSV and as XLSX, with no text that runs as a formula."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import xlsxwriter

from core.intake import export

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(frame: pd.DataFrame) -> bytes:
    """The frame as a CSV file: ISO dates, decimals with a point, texts neutralised."""
    return export.to_csv([str(name) for name in frame.columns], (map(_as_text, row) for row in _rows(frame)))


def xlsx_file(frame: pd.DataFrame) -> bytes:
    """The frame as a workbook of one sheet: numbers and dates as such, texts neutralised."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, export.neutral_row(str(name) for name in frame.columns), bold)
        for number, row in enumerate(_rows(frame), start=1):
            for place, cell in enumerate(export.neutral_row(row)):
                style = moment if isinstance(cell, datetime) else None
                sheet.write(number, place, float(cell) if isinstance(cell, Decimal) else cell, style)
        sheet.autofit()
    return out.getvalue()


def _rows(frame: pd.DataFrame) -> Iterator[Sequence[Any]]:
    for row in frame.itertuples(index=False, name=None):
        yield [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    """A value a file can hold: None where there is none, numbers and dates as they are, all else as text."""
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False, default=str)
    if isinstance(value, (list, tuple, frozenset, set)):
        return ", ".join(map(str, value))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        whole = value.tzinfo is None and value == value.normalize()
        return value.date() if whole else value.to_pydatetime()
    if hasattr(value, "item"):  # a NumPy scalar
        return value.item()
    return value if isinstance(value, (bool, int, float, Decimal, date, datetime)) else str(value)


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
