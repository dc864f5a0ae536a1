"""Invoices that fill several rows, one for each line item: grouping, sums and the items themselves."""

from collections.abc import Sequence
from dataclasses import replace

from core.intake.columns import Columns
from core.intake.mapping import Mapping
from core.intake.table import Table
from core.model.columns import Column
from core.model.invoice import LineItem
from core.model.money import Money

_REPEATED = (
    "counterparty",
    "issued_on",
    "due_on",
    "total",
    "currency",
    "terms",
    "purchase_order",
    "reference",
)


def fill_down(table: Table, mapping: Mapping) -> Table:
    """The table with blank cells of an invoice's later rows filled from its first row."""
    number = mapping.position("number")
    if "line_total" not in mapping.columns or number is None:
        return table
    repeated = [mapping.columns[name][0] for name in _REPEATED if name in mapping.columns]
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        above = rows[-1] if rows else None
        if above and row[number].strip() and row[number].strip() == above[number].strip():
            row = tuple(
                above[p] if p in repeated and not cell.strip() else cell for p, cell in enumerate(row)
            )
        rows.append(row)
    return replace(table, rows=rows)


def group(
    columns: Columns,
    numbers: Sequence[str],
    parties: Sequence[str],
    directions: Sequence[str],
    minors: list[int | None],
) -> dict[int, list[int]]:
    """The rows of each invoice by its first row, where the file has a line item in each row.

    Rows of one invoice must agree; where they do not, or one of them is faulted, all are.
    """
    rows: dict[int, list[int]] = {}
    first: dict[tuple[str, str, str], int] = {}
    for index, key in enumerate(zip(numbers, parties, directions, strict=True)):
        rows.setdefault(first.setdefault(key, index), []).append(index)
    _agree(columns, numbers, rows, minors)
    return {begin: members for begin, members in rows.items() if not columns.faulty(begin)}


def refuse_twins(
    columns: Columns, numbers: Column, parties: Sequence[str], directions: Sequence[str]
) -> None:
    """Faults a row whose invoice number of the same counterparty stands in an earlier row."""
    if len(numbers.kinds) == len(numbers):
        return
    keys = list(zip(numbers, parties, directions, strict=True))
    first: dict[tuple[str, str, str], int] = {}
    for index in columns.good():
        begin = first.setdefault(keys[index], index)
        if begin != index:
            above = columns.numbers[begin]
            columns.fault(index, "number", f"the same invoice number of “{parties[index]}” is in row {above}")


def _agree(
    columns: Columns, numbers: Sequence[str], rows: dict[int, list[int]], minors: list[int | None]
) -> None:
    for begin, members in rows.items():
        if any(columns.faulty(index) for index in members):
            reason = f"another row of invoice “{numbers[begin]}” cannot be read"
        elif columns.has("total") and len({minors[index] for index in members}) > 1:
            reason = f"the rows of invoice “{numbers[begin]}” give different totals"
        else:
            if not columns.has("total"):
                minors[begin] = sum(minors[index] or 0 for index in members)
            continue
        for index in members:
            columns.fault(index, "total" if columns.has("total") else "line_total", reason)


def sums(columns: Columns, codes: Sequence[str]) -> list[int | None]:
    """Each row's line total with its tax, where the file gives no total of the invoice."""
    nets, taxes = columns.minors("line_total", codes), columns.minors("line_tax", codes)
    return [None if net is None else net + (tax or 0) for net, tax in zip(nets, taxes, strict=True)]


def read(columns: Columns, codes: Sequence[str], groups: dict[int, list[int]]) -> list[tuple[LineItem, ...]]:
    """The line items of each invoice, in the order of `groups`."""
    totals = columns.minors("line_total", codes)
    words, counts = columns.text("line_description"), columns.raw("line_quantity")
    return [
        tuple(
            LineItem(place, words[index], counts[index], Money(totals[index] or 0, codes[index]))
            for place, index in enumerate(members, start=1)
        )
        for members in groups.values()
    ]
