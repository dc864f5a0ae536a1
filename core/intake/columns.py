"""The columns of a mapped table, cell by cell: texts, days, amounts, and the rows that fault them."""

from collections.abc import Sequence
from typing import TypeVar, cast

from core.intake import amounts, dates, texts
from core.intake.mapping import Mapping
from core.intake.table import NumberText, Table
from core.model.batch import RejectedRow
from core.model.columns import Column

Value = TypeVar("Value")


class Columns:
    """One table under one mapping, without the rows that are no data. Collects one fault for each row.

    `indexes` are the positions of the table's rows that are read; all lists returned run parallel to it.
    """

    def __init__(self, table: Table, mapping: Mapping, indexes: Sequence[int]) -> None:
        self.table = table
        self.mapping = mapping
        self.indexes = indexes
        whole = len(indexes) == len(table.rows)
        self.numbers = table.numbers if whole else [table.numbers[i] for i in indexes]
        self._by_column: Sequence[Column] = table.columns()
        if not whole:
            self._by_column = [column.picked(indexes) for column in self._by_column] if indexes else ()
        self._tidy: dict[int, bool] = {}
        self._faults: dict[int, RejectedRow] = {}
        self._notices: list[str] = []

    def __len__(self) -> int:
        return len(self.indexes)

    def has(self, name: str) -> bool:
        """Whether the file has the field."""
        return name in self.mapping.columns

    def cells(self, name: str) -> Column:
        """The cells of a field as they stand, "" throughout where the file has none."""
        position = self.mapping.position(name)
        if position is None or not self._by_column:
            return self.blank()
        return self._by_column[position]

    def blank(self) -> Column:
        """Nothing in every row."""
        return Column.of_word("", len(self))

    def _is_tidy(self, position: int) -> bool:
        if position not in self._tidy:
            self._tidy[position] = texts.is_tidy(self._by_column[position])
        return self._tidy[position]

    def raw(self, name: str) -> Column:
        """The trimmed cells of a field, "" throughout where the file has none."""
        cells, position = self.cells(name), self.mapping.position(name)
        if position is None or not self._by_column or self._is_tidy(position):
            return cells
        return Column([cell if isinstance(cell, NumberText) else cell.strip() for cell in cells])

    def kinds(self, name: str) -> set[str]:
        """The different trimmed cells of a field."""
        return {cell.strip() for cell in self.cells(name).kinds}

    def text(self, name: str) -> Column:
        """Readable text of a field; several columns are joined by a space."""
        positions = self.mapping.columns.get(name, ())
        if not positions or not self._by_column:
            return self.blank()
        single = [
            self._by_column[p]
            if self._is_tidy(p)
            else Column([texts.clean(cell) for cell in self._by_column[p]])
            for p in positions
        ]
        if len(single) == 1:
            return single[0]
        return Column([" ".join(part for part in parts if part) for parts in zip(*single, strict=True)])

    def key(self, name: str) -> Column:
        """Text that is compared (numbers, references): hyphens made one; oddities are said in a notice."""
        position = self.mapping.position(name)
        if position is None or not self._by_column:
            return self.blank()
        cells = self._by_column[position]
        label = self.table.header[position]
        if self._is_tidy(position):
            return cells
        odd = texts.odd_cells(cells)
        for index, cell in sorted((cells.index(cell), cell) for cell in odd)[:20]:
            said = f"“{texts.clean(cell)}” {odd[cell]}"
            self._notices.append(f"Row {self.numbers[index]}, column “{label}”: {said}.")
        return Column([texts.clean_key(cell) for cell in cells])

    def days(self, name: str, needed: bool) -> Column:
        """The days of a field as ISO text, "" where blank; a cell that is none, or a needed one that is
        blank, faults its row."""
        cells = self.cells(name)
        found, wrong = dates.parse_column(cells, bool(self.mapping.day_first))
        for index, reason in wrong.items():
            self.fault(index, name, reason)
        if needed and not all(map(str.strip, cells.kinds)):
            for index, cell in enumerate(cells):
                if not cell.strip():
                    self.fault(index, name, "the date is missing")
        return found

    def minors(self, name: str, codes: Sequence[str]) -> Sequence[int | None]:
        """Minor units of an amount field in each row's currency; None where blank. Wrong cells fault rows."""
        cells = self.cells(name)
        decimal = self.mapping.decimal or "."
        credit = self.mapping.credit_sign
        found, wrong = amounts.parse_column(cells, decimal, codes, credit)
        if decimal != "." and any(isinstance(cell, NumberText) for cell in cells):
            found = list(found)
            for index, cell in enumerate(cells):
                if isinstance(cell, NumberText):
                    wrong.pop(index, None)
                    one, fault = amounts.parse_column([cell], ".", [codes[index]], credit)
                    found[index] = one[0]
                    wrong |= {index: fault[0]} if fault else {}
        for index, reason in wrong.items():
            self.fault(index, name, reason)
        return found

    def fault(self, index: int, name: str, reason: str, value: str | None = None) -> None:
        """Rejects a row for what stands in a field; the first fault of a row is the one that is told."""
        if index in self._faults:
            return
        position = self.mapping.position(name)
        if position is None:
            position, value = 0, ""
        self._faults[index] = self.table.reject(self.indexes[index], position, reason, value)

    def fault_cells(self) -> None:
        """Rejects the rows whose mapped cells have no value to read (errors, formulas never calculated)."""
        if not self.table.faults:
            return
        places = {number: index for index, number in enumerate(self.numbers)}
        fields = {p: name for name, positions in self.mapping.columns.items() for p in positions}
        for (number, position), fault in sorted(self.table.faults.items()):
            if number in places and position in fields:
                index = places[number]
                self._faults.setdefault(
                    index, self.table.reject(self.indexes[index], position, fault.reason, fault.value)
                )

    def good(self) -> Sequence[int]:
        """Positions of the rows without a fault."""
        whole = range(len(self))
        return [i for i in whole if i not in self._faults] if self._faults else whole

    def pick(self, values: Sequence[Value], at: Sequence[int]) -> Sequence[Value]:
        """The values at some positions; all of them cost nothing."""
        return values if len(at) == len(self) else [values[i] for i in at]

    def picked(self, values: Sequence[str], at: Sequence[int]) -> Column:
        """As `pick`, for texts."""
        found = self.pick(values, at)
        return found if isinstance(found, Column) else Column(found)

    def sure(self, values: Sequence[Value | None], at: Sequence[int]) -> Sequence[Value]:
        """As `pick`, for values that a row without a fault must have."""
        found = self.pick(values, at)
        if None in found or "" in found:
            raise AssertionError("a row that lacks a needed value must have been faulted")
        return cast(Sequence[Value], found)

    @property
    def faults(self) -> list[RejectedRow]:
        return [self._faults[index] for index in sorted(self._faults)]

    def faulty(self, index: int) -> bool:
        return index in self._faults

    def say(self, notice: str) -> None:
        """Adds a notice about the file."""
        self._notices.append(notice)

    @property
    def notices(self) -> list[str]:
        return self._notices
