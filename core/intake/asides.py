"""Rows that are no data: totals, section headings, balances, and text that continues the row above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.intake import amounts
from core.intake.header import holds_value
from core.intake.mapping import AMOUNT_FIELDS, Mapping
from core.intake.table import Table, some
from core.model.batch import BatchKind
from core.model.columns import Invoices, Payments
from core.model.money import Money

_TOTAL = re.compile(
    r"(?:grand |sub[ -]?|gesamt|zwischen|end)?(?:totals?|total general|summen?|gesamt|totaal|totale|totali|"
    r"somme|suma|"
    r"insgesamt|gesamtsumme|sous-total|eindtotaal|subtotaal)\b",
    re.IGNORECASE,
)
_BALANCE = re.compile(
    r"(?:opening|closing|starting|ending|beginning|final|previous|new|available|current|account)? ?balance"
    r"(?: (?:brought|carried) forward| b/f| c/f| as of [0-9/.-]{6,10})?|"
    r"(?:anfangs|end|schluss|start|begin|eind)saldo|(?:alter |neuer |letzter )?kontostand|"
    r"(?:alter|neuer) (?:konto)?(?:saldo|stand)|(?:ancien |nouveau )?solde(?: initial| final| precedent)?|"
    r"saldo(?: inicial| final| iniziale| finale| anterior)?",
    re.IGNORECASE,
)
# One of these stands in whatever `_BALANCE` matches: to look for them takes a tenth of its time.
_BALANCE_WORDS = ("balance", "saldo", "stand", "solde")


def is_balance(cell: str) -> bool:
    """Whether a cell is called nothing but a balance."""
    return _BALANCE.fullmatch(cell.strip()) is not None


@dataclass(frozen=True, slots=True)
class Asides:
    """Which rows are data (`indexes`), what was skipped and why (`notices`), text to be added to the row
    above (`continued`, by position in the table), and the positions of totals rows."""

    indexes: Sequence[int]
    notices: tuple[str, ...]
    continued: dict[int, str]
    totals: tuple[int, ...]


def sort_out(table: Table, mapping: Mapping) -> Asides:
    """Tells data from everything else by stated rules; what is passed over is always said.

    A totals row has no date and no number, and a cell that begins with a word for total. A heading has a
    single filled cell. A balance row is called nothing but a balance. A continuation (bank lines only) fills
    nothing but the description.
    """
    day = mapping.position("issued_on" if mapping.kind is BatchKind.INVOICES else "paid_on")
    if day is None:
        return Asides(range(len(table.rows)), (), {}, ())
    money = [mapping.columns[name][0] for name in AMOUNT_FIELDS if name in mapping.columns]
    kinds: dict[str, list[int]] = {"total": [], "heading": [], "balance": [], "continued": []}
    suspects = _suspects(table, mapping, day)
    for index in suspects:
        if kind := _kind(table.rows[index], mapping, day, money, index > 0):
            kinds[kind].append(index)
    out = {index for indexes in kinds.values() for index in indexes}
    indexes = [i for i in range(len(table.rows)) if i not in out] if out else range(len(table.rows))
    continued = _continued(table, mapping, kinds["continued"], out)
    return Asides(indexes, tuple(_say(table, kinds)), continued, tuple(kinds["total"]))


def check_total(table: Table, mapping: Mapping, aside: Asides, values: Invoices | Payments) -> list[str]:
    """A notice when the file's one totals row does not give the sum of the rows (one currency only)."""
    position = mapping.position("total" if mapping.kind is BatchKind.INVOICES else "amount")
    if len(aside.totals) != 1 or position is None or not len(values):
        return []
    code = values.column("currency").word
    if code is None:
        return []
    cell = table.rows[aside.totals[0]][position].strip()
    try:
        stated = Money(amounts.parse(cell, mapping.decimal or ".", code, mapping.credit_sign), code)
    except amounts.AmountError:
        return []
    come_to = Money(sum(map(int, values.column("minor"))), code)
    if stated == come_to:
        return []
    return [f"The totals row {table.numbers[aside.totals[0]]} says {stated}, but the rows come to {come_to}."]


def _suspects(table: Table, mapping: Mapping, day: int) -> list[int]:
    """Rows without a day, and those called a balance."""
    known = {cell: not cell.strip() or not holds_value(cell) for cell in table.column(day).kinds}
    suspects: set[int] = set()
    if any(known.values()):
        suspects = {index for index, cell in enumerate(table.column(day)) if known[cell]}
    if mapping.kind is BatchKind.PAYMENTS:
        for name in ("description", "counterparty"):
            for position in mapping.columns.get(name, ()):
                cells = table.column(position)
                said = (cells.joined or "\n".join(cells)).casefold()
                if any(word in said for word in _BALANCE_WORDS):
                    suspects |= {i for i, cell in enumerate(cells) if _BALANCE.fullmatch(cell.strip())}
    return sorted(suspects)


def _kind(row: Sequence[str], mapping: Mapping, day: int, money: list[int], below: bool) -> str:
    filled = [position for position, cell in enumerate(row) if cell.strip()]
    words = [row[p].strip() for p in filled if p not in money]
    described = mapping.columns.get("description", ())
    named_at = (day, *described, *mapping.columns.get("counterparty", ()))
    if mapping.kind is BatchKind.PAYMENTS and any(is_balance(row[p]) for p in named_at):
        return "balance"
    number = mapping.position("number")
    named = number is not None and bool(row[number].strip()) and not _TOTAL.match(row[number].strip())
    if not named and any(_TOTAL.match(word) or _BALANCE.fullmatch(word) for word in words):
        return "total"
    if any(p in money for p in filled) or (row[day].strip() and len(filled) > 1):
        return ""
    if mapping.kind is BatchKind.PAYMENTS and below and filled and all(p in described for p in filled):
        return "continued"
    return "heading" if len(filled) == 1 else ""


def _continued(table: Table, mapping: Mapping, indexes: list[int], out: set[int]) -> dict[int, str]:
    added: dict[int, str] = {}
    for index in indexes:
        above = index - 1
        while above in out and above > 0:
            above -= 1
        cells = [table.rows[index][p].strip() for p in mapping.columns["description"]]
        more = " ".join(cell for cell in cells if cell)
        added[above] = f"{added[above]} {more}" if above in added else more
    return added


def _say(table: Table, kinds: dict[str, list[int]]) -> list[str]:
    words = {
        "total": "a totals row and was skipped",
        "heading": "a heading and was skipped",
        "balance": "a balance, not a payment, and was skipped",
        "continued": "the rest of the text of the row above it",
    }
    plural = {
        "total": "totals rows and were skipped",
        "heading": "headings and were skipped",
        "balance": "balances, not payments, and were skipped",
        "continued": "the rest of the text of the rows above them",
    }
    said = []
    for kind, indexes in kinds.items():
        if indexes:
            rows = some([table.numbers[index] for index in indexes]).capitalize()
            said.append(f"{rows} {'is ' + words[kind] if len(indexes) == 1 else 'are ' + plural[kind]}.")
    return said
