"""A table as text: header, rows with their places in the file, and what is the matter with single cells."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import overload

from core.model.batch import RejectedRow
from core.model.columns import Column

# 100,000 rows of a bank export are about 10 MB and 120 MB of Python objects; the child process has 1 GB.
MAX_FILE_BYTES = 100_000_000
MAX_ROWS = 500_000
MAX_COLUMNS = 500
MAX_FIELD_CHARS = 131_072  # the csv module's own limit
SHOWN_ROWS = 50  # the first rows of a table, which is all of it that a person looks at


# Called with what is being done, how much of it is done and how much there is (0: not known).
Progress = Callable[[str, int, int], None]


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class NumberText(str):
    """The text of a spreadsheet cell that held a number: a plain decimal, whatever the locale."""

    __slots__ = ()


class ColumnRows(Sequence[tuple[str, ...]]):
    """The rows of equally long columns, each made when it is looked at."""

    __slots__ = ("columns",)

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns

    def kept(self, at: Sequence[int]) -> "ColumnRows":
        """The rows at some positions, in their order."""
        return ColumnRows([column.picked(at) for column in self.columns])

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[str, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, ...] | list[tuple[str, ...]]:
        if isinstance(index, slice):
            return list(zip(*(column[index] for column in self.columns), strict=True))
        return tuple([column[index] for column in self.columns])

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return zip(*self.columns, strict=True)

    def __len__(self) -> int:
        return len(self.columns[0])


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that has no value to read: what stands there and why it cannot be used."""

    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file was taken: its encoding and delimiter, the sheet of the workbook, or the format (`form`)
    of a statement."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class RawRows:
    """Every row of a file or sheet before the header is known.

    `numbers[i]` is the line of the file (or row of the sheet, from 1) where `rows[i]` begins; `faults` are
    keyed by (that number, column position); `merged` are cell ranges (first row, first column, last row,
    last column) with rows from 1 and columns from 0.
    """

    rows: Sequence[tuple[str, ...]]
    numbers: Sequence[int]
    dialect: Dialect
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)
    rejected: tuple[RejectedRow, ...] = ()
    notices: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under a header, each as wide as it. Cells are text as it stands in the file.

    `header_row` is 0 where the file has no header and the columns are called "Column 1", "Column 2", ....
    `rejected` are rows whose fields do not fit the header; `notices` say what was skipped and why.
    """

    file_name: str
    header: tuple[str, ...]
    header_row: int
    rows: Sequence[tuple[str, ...]]
    numbers: Sequence[int]
    dialect: Dialect
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)
    rejected: tuple[RejectedRow, ...] = ()
    notices: tuple[str, ...] = ()
    _columns: list[Column] = field(default_factory=list, init=False, repr=False, compare=False)

    def columns(self) -> Sequence[Column]:
        """The cells column by column, as they stand; turned once. Empty where there are no rows."""
        if isinstance(self.rows, ColumnRows):
            return self.rows.columns if len(self.rows) else ()
        if not self._columns and self.rows:
            self._columns.extend(map(Column, zip(*self.rows, strict=True)))
        return self._columns

    def head(self) -> "Table":
        """The table cut to the rows that are shown of it."""
        rows, numbers = list(self.rows[:SHOWN_ROWS]), list(self.numbers[:SHOWN_ROWS])
        return replace(self, rows=rows, numbers=numbers, faults={}, rejected=())

    def column(self, position: int) -> Column:
        """The cells of one column, as they stand."""
        return self.columns()[position] if self.rows else Column(())

    def reject(self, index: int, column: int, reason: str, value: str | None = None) -> RejectedRow:
        """The rejected row for `rows[index]`, naming the cell in `column`."""
        cells = tuple(str(cell) for cell in self.rows[index])
        found = cells[column] if value is None else value
        return RejectedRow(self.file_name, self.numbers[index], self.header[column], found, reason, cells)


def some(numbers: Sequence[int], noun: str = "row") -> str:
    """Row numbers in words: "row 4", "rows 4, 7 and 9", "rows 4, 7, 9, 12, 15 and 20 more"."""
    shown = [str(number) for number in numbers[:5]]
    if len(numbers) == 1:
        return f"{noun} {shown[0]}"
    if len(numbers) > 5:
        return f"{noun}s {', '.join(shown)} and {len(numbers) - 5} more"
    return f"{noun}s {', '.join(shown[:-1])} and {shown[-1]}"
