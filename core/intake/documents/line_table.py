"""The lines of an invoice, where its table can be read."""

import re
from collections.abc import Sequence
from decimal import Decimal

from core.intake.documents import money_found
from core.intake.documents.around import Sheet
from core.intake.documents.label_words import Kind
from core.intake.documents.values import FoundLine
from core.intake.documents.words import Cell, Line, tidy

_DESCRIPTION = re.compile(
    r"description|item|product|article|artikel|bezeichnung|beschreibung|leistung|designation|libelle|"
    r"omschrijving|concepto|"
    r"descripcion|descrizione|service|details|particulars"
)
_QUANTITY = re.compile(
    r"\b(?:qty|quantity|menge|anzahl|quantite|qte|aantal|cantidad|cant|quantita|hours|units?|nombre|stuks|"
    r"q\.ta)\b"
)
_AMOUNT = re.compile(
    r"amount|total|betrag|summe|gesamt|montant|bedrag|totaal|importe|importo|totale|price|preis|prix|"
    r"prijs|zeilenbetrag|line"
)
_ENDS = frozenset({Kind.NET, Kind.TAX, Kind.GROSS, Kind.PAYABLE, Kind.TOTAL, Kind.EXTRA, Kind.PAID})
_COUNT = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,4})?\Z")


def find(sheet: Sheet, decimal: str) -> tuple[FoundLine, ...]:
    """Description, quantity and total of each line; () when there is no table that can be read."""
    found: list[FoundLine] = []
    for page in sheet.pages:
        for index, line in enumerate(page.lines):
            columns = _header(line)
            if columns is not None:
                found += _rows(sheet, page.lines[index + 1 :], columns, decimal)
                break
    return tuple(found)


def is_header(line: Line) -> bool:
    """Whether a line heads the columns of a table."""
    return _header(line) is not None


def _header(line: Line) -> tuple[Cell, Cell | None, Cell] | None:
    """The cells heading description, quantity and amount, when the line is a table's header."""
    if len(line.cells) < 3:
        return None
    description = next((cell for cell in line.cells if _DESCRIPTION.search(cell.folded)), None)
    amounts = [cell for cell in line.cells if _AMOUNT.search(cell.folded)]
    if description is None or not amounts or amounts[-1] is description:
        return None
    quantity = next((cell for cell in line.cells if _QUANTITY.search(cell.folded)), None)
    return description, quantity, amounts[-1]


def _rows(
    sheet: Sheet, lines: Sequence[Line], columns: tuple[Cell, Cell | None, Cell], decimal: str
) -> list[FoundLine]:
    description, quantity, amount = columns
    found: list[FoundLine] = []
    for line in lines:
        labels = [hit for cell in line.cells for hit in sheet.hits_of(cell)]
        first = line.cells[0]
        if any(
            hit.kind in _ENDS and hit.strength >= 0.7 and hit.start == 0 and hit.cell is first
            for hit in labels
        ):
            if found and not _header(line):
                break
            continue
        value = _amount_under(line, amount, decimal)
        if value is None:
            continue
        texts = [
            cell.text
            for cell in line.cells
            if cell.box.left < description.box.right + 60
            and cell.box.right > description.box.left - 60
            and cell is not value[1]
            and any(letter.isalpha() for letter in cell.text)
        ]
        count = _count_under(line, quantity, value[1]) if quantity is not None else ""
        place = line.cells[0].place()
        found.append(FoundLine(tidy(" ".join(texts)), count, value[0], place))
    return found


def _amount_under(line: Line, header: Cell, decimal: str) -> tuple[Decimal, Cell] | None:
    for cell in reversed(line.cells):
        if (
            cell.box.right < header.box.left - 25
            or cell.box.left > header.box.right + 25
            or len(cell.text) > 25
        ):
            continue
        amounts = [one for one in money_found.in_cell(cell, decimal) if one.exact]
        if amounts:
            return amounts[-1].value, cell
    return None


def _count_under(line: Line, header: Cell, value: Cell) -> str:
    for cell in line.cells:
        if cell is value or cell.box.left > header.box.right + 12 or cell.box.right < header.box.left - 12:
            continue
        first = cell.text.split(" ")[0]
        if _COUNT.match(first):
            return first.replace(",", ".")
    return ""
