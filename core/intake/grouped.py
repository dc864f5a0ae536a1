"""Reports that name the customer in a heading above its rows: the heading becomes a column of the rows."""

from collections.abc import Sequence
from dataclasses import replace

from core.intake import names
from core.intake.table import Table

_HEADING = "Customer"


def filled_down(table: Table) -> Table:
    """The table with the headings of its first column beside each row below them.

    Only where that column has no name, and holds nothing but headings (rows of a single cell) and totals: so
    lists by customer are printed. Where it has one, each heading must be closed by its own total ("Acme",
    later "Total Acme"), and the customer becomes a column behind the others. Any other table is given back
    as it is.
    """
    if not table.header_row or not table.rows or _names_somebody(table.header):
        return table
    if table.header[0]:
        return _closed_by_totals(table)
    headings = {index for index, row in enumerate(table.rows) if row[0].strip() and not any(_rest(row))}
    others = [row for index, row in enumerate(table.rows) if index not in headings]
    if not headings or not all(not row[0].strip() or _is_total(row[0]) for row in others):
        return table
    rows: list[tuple[str, ...]] = []
    above = ""
    for index, row in enumerate(table.rows):
        if index in headings:
            above = "" if _is_total(row[0]) else row[0]
        rows.append((row[0] or above, *row[1:]))
    return replace(table, header=(_HEADING, *table.header[1:]), rows=rows)


def _closed_by_totals(table: Table) -> Table:
    totals = {names.words(row[0]) for row in table.rows if row[0][:1] in "Tt" and any(_rest(row))}
    rows: list[tuple[str, ...]] = []
    above, found = "", False
    for row in table.rows:
        heading = row[0].strip()
        if heading and not any(_rest(row)):
            above = heading if f"total {names.words(heading)}" in totals else ""
            rows.append((*row, ""))
        elif _is_total(heading):
            above = ""
            rows.append((*row, ""))
        else:
            found = found or bool(above)
            rows.append((*row, above))
    return replace(table, header=(*table.header, _HEADING), rows=rows) if found else table


def _names_somebody(header: Sequence[str]) -> bool:
    return any(
        match.field in ("counterparty", "supplier")
        for cell in header
        for kind in names.FIELDS
        for match in names.matches(cell, kind)
    )


def _rest(row: Sequence[str]) -> list[str]:
    return [cell for cell in row[1:] if cell.strip()]


def _is_total(cell: str) -> bool:
    return "total" in names.words(cell).split()
