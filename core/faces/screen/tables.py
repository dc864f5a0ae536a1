"""Tables as a ledger shows them: money aligned at the point, unambiguous days, downloads beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd
import streamlit as st

from core.faces.screen import spreadsheet
from core.insight.wording import amount_text, number_text, score_text
from core.model.money import minor_digits, to_decimal
from core.services import auditing
from core.services.workspace import Workspace

_ROW_PX = 33  # what Streamlit gives a row of `st.dataframe` at a base font of 15 px
_FIGURE_SPACE, _POINT_SPACE = "\N{FIGURE SPACE}", "\N{PUNCTUATION SPACE}"


class Kind(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"  # int64 minor units; the currency stands in another column
    SCORE = "score"  # 0 to 1, as whole percent
    DAY = "day"
    MOMENT = "moment"  # an aware moment, shown in UTC


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: the frame's column, its heading, how it is written, how wide in pixels.

    `currency` names the frame's column with the currency codes of a money column.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    currency: str = "currency"
    width: int | None = None


def text(name: str, label: str, width: int | None = None) -> Column:
    return Column(name, label, Kind.TEXT, width=width)


def count(name: str, label: str, width: int | None = None) -> Column:
    return Column(name, label, Kind.COUNT, width=width)


def money(name: str, label: str, currency: str = "currency", width: int | None = None) -> Column:
    return Column(name, label, Kind.MONEY, currency, width)


def score(name: str, label: str, width: int | None = None) -> Column:
    return Column(name, label, Kind.SCORE, width=width)


def day(name: str, label: str, width: int | None = None) -> Column:
    return Column(name, label, Kind.DAY, width=width)


def moment(name: str, label: str, width: int | None = None) -> Column:
    return Column(name, label, Kind.MOMENT, width=width)


def show(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    *,
    key: str,
    name: str,
    rows: int = 15,
    **options: Any,
) -> Any:
    """Shows the named columns of `frame`, at most `rows` high; `name` is read out to who cannot see it.

    Cells sort by value and read as text. Money shows exactly its currency's decimals; one currency stands in
    the heading, several in a column beside. Only the shown columns travel to the browser. `options` go to
    `st.dataframe` (selection); its answer is answered.
    """
    shown = with_currencies(frame, columns)
    # Cells are written by row label, which must not repeat.
    plain = frame.reset_index(drop=True)
    cells = pd.DataFrame({column.name: _cells(plain, column) for column in shown})
    settings = {column.name: _setting(column, plain) for column in shown}
    height = (min(len(cells), rows) + 1) * _ROW_PX + 3
    return st.dataframe(
        _written(cells, plain, shown),
        column_config=settings,
        hide_index=True,
        height=height,
        key=key,
        alt=name,
        placeholder="",
        **options,
    )


def with_currencies(frame: pd.DataFrame, columns: Sequence[Column]) -> list[Column]:
    """The columns, with the currency beside the last money column where a frame has several."""
    monies = [column for column in columns if column.kind is Kind.MONEY]
    if not monies or frame[monies[-1].currency].nunique() < 2:
        return list(columns)
    last = monies[-1]
    place = list(columns).index(last) + 1
    return [*columns[:place], text(last.currency, "Currency", 80), *columns[place:]]


def downloads(
    workspace: Workspace,
    rows: pd.DataFrame | Callable[[], pd.DataFrame],
    file_name: str,
    *,
    key: str,
    columns: Sequence[Column] | None = None,
) -> None:
    """Two buttons that download a frame as CSV and as XLSX, made only when pressed and put on the record.

    A function in its place is asked for the rows at that moment, without a session: a page shows some rows
    and downloads all.

    With `columns` the file has those, under their headings and with money in major units; without, the frame
    as it is. A text cell that a spreadsheet would take for a formula is neutralised.
    """

    def filed(ending: str) -> pd.DataFrame:
        frame = rows if isinstance(rows, pd.DataFrame) else rows()
        auditing.exported(workspace, f"{file_name}.{ending}", len(frame))
        return frame if columns is None else as_filed(frame, columns)

    def csv() -> bytes:
        return spreadsheet.csv_file(filed("csv"))

    def xlsx() -> bytes:
        return spreadsheet.xlsx_file(filed("xlsx"))

    with st.container(horizontal=True, gap="small", width="content", key=f"quiet_{key}"):
        for ending, mime, make in (("csv", spreadsheet.CSV_TYPE, csv), ("xlsx", spreadsheet.XLSX_TYPE, xlsx)):
            st.download_button(
                f"Download {ending.upper()}",
                make,
                f"{file_name}.{ending}",
                mime,
                key=f"{key}_{ending}",
                on_click="ignore",
                type="tertiary",
            )


def as_filed(frame: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The columns as they stand in a downloaded file: money as decimals with its currency beside it."""
    filed: dict[str, Any] = {}
    for column in columns:
        values = frame[column.name]
        if column.kind is Kind.MONEY:
            codes = frame[column.currency]
            filed[column.label] = [
                None if pd.isna(minor) else to_decimal(int(minor), code)
                for minor, code in zip(values, codes, strict=True)
            ]
            filed.setdefault("Currency", list(codes))
        else:
            filed[column.label] = list(values)
    return pd.DataFrame(filed)


def _cells(frame: pd.DataFrame, column: Column) -> "pd.Series[Any]":
    values = frame[column.name]
    if column.kind is Kind.DAY:
        return pd.to_datetime(values).astype("datetime64[ns]")
    if column.kind is Kind.MOMENT:
        return pd.to_datetime(values, utc=True)
    if column.kind is Kind.TEXT:
        return values.fillna("").astype(str)
    return values


def _setting(column: Column, frame: pd.DataFrame) -> Any:
    kinds = st.column_config
    label, width = column.label, column.width
    if column.kind is Kind.DAY:
        return kinds.DateColumn(label, format="D MMM YYYY", width=width)
    if column.kind is Kind.MOMENT:
        return kinds.DatetimeColumn(f"{label} (UTC)", format="D MMM YYYY, HH:mm", timezone="UTC", width=width)
    if column.kind is Kind.TEXT:
        return kinds.TextColumn(label, width=width)
    if column.kind is Kind.MONEY:
        codes = frame[column.currency].unique()
        label = f"{label}, {codes[0]}" if len(codes) == 1 else label
    return kinds.NumberColumn(label, width=width)


def _written(cells: pd.DataFrame, frame: pd.DataFrame, columns: Sequence[Column]) -> Any:
    styled: Any = cells.style
    for column in columns:
        if column.kind is Kind.MONEY:
            digits = max((minor_digits(code) for code in frame[column.currency].unique()), default=0)
            for code in frame[column.currency].unique():
                styled = styled.format(
                    _amounts(code, digits), subset=(frame[column.currency] == code, column.name), na_rep=""
                )
        elif column.kind is Kind.SCORE:
            styled = styled.format(score_text, subset=column.name, na_rep="")
        elif column.kind is Kind.COUNT:
            styled = styled.format(number_text, subset=column.name, na_rep="")
    return styled


def _amounts(currency: str, digits: int) -> Callable[[int], str]:
    """Writes amounts of one currency so that their points stand under those with `digits` decimals."""
    missing = digits - minor_digits(currency)
    point = _POINT_SPACE if missing and not minor_digits(currency) else ""
    return lambda minor: amount_text(minor, currency) + point + _FIGURE_SPACE * missing
