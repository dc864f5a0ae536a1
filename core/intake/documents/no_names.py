"""Cells that read like a name and are none: headings of tables, values of labels, towns, goods."""

import re
from collections.abc import Sequence

from core.intake.documents import dates_found, line_table
from core.intake.documents.around import Sheet
from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit
from core.intake.documents.names_found import has_legal_form, head, is_honorific
from core.intake.documents.words import Cell, fold


def cells(sheet: Sheet) -> frozenset[int]:
    """Cells, by their `id`, of no party: headings of tables, values of labels, the town and day."""
    found: set[int] = set()
    for page in sheet.pages:
        for line in page.lines:
            if line_table.is_header(line):
                found.update(id(cell) for cell in line.cells)
            found.update(id(cell) for cell in line.cells if _is_town_and_day(cell))
    for hit in sheet.of(Kind.ORDER, Kind.OTHER):
        if hit.strength < 0.6 or hit.start > 0 or hit.end < len(hit.cell.text.rstrip(" :.#")):
            continue
        for cell in sheet.right_of(hit.cell)[:1]:
            if not has_legal_form(head(cell.text)):
                found.add(id(cell))
    return frozenset(found)


def _is_town_and_day(cell: Cell) -> bool:
    """Whether a cell is a town with the day of writing ("Thun, 19. April 2021")."""
    days = dates_found.in_cell(cell)
    if not days:
        return False
    before = cell.folded[: days[0].start].rstrip(" ,")
    return bool(before) and len(before.split()) <= 4 and cell.folded[days[0].end :].strip(" .") == ""


# Banks by their kind, and those that do not call themselves one.
_BANK = re.compile(
    r"\bbank(?:a|en|ing)?\b|[a-z]bank(?:en)?\b|sparkasse|raiffeisen|\bbanque\b|\bbanca\b|\bbanco\b|"
    r"\bcaixa|building society|credit union|postfinance|\bposte italiane|paribas|credit agricole|"
    r"societe generale|intesa sanpaolo|unicredit|santander|\bbbva\b|\bhsbc\b|barclays|\blloyds\b|natwest|"
    r"nordea|handelsbanken|\bubs\b|wells fargo|jpmorgan|abn amro|belfius|bradesco|\bitau\b|millennium bcp"
)


def is_bank(name: str) -> bool:
    """Whether a name is a bank's: on an invoice it keeps the account and bills nothing."""
    return _BANK.search(fold(name)) is not None


_HEADING = re.compile(
    r"(?:post|bezoeks?|visiting |postal |registered |business )?(?:address?e?|adress|adresse|anschrift|adres|"
    r"direccion|indirizzo|endereco|adresa)|(?:registered|head) office|sitz|kontakt|contact|foretag|company|"
    r"firma|siege(?: social)?|sede(?: legale| social)?"
)


def is_heading(cell: Cell) -> bool:
    """Whether a cell is a word that heads a column of facts about the firm ("Postadress")."""
    return _HEADING.fullmatch(cell.folded.strip(" :.")) is not None


def opens_no_name(cell: Cell) -> bool:
    """Whether a cell at the head of a block is a heading or how somebody is addressed ("Herrn")."""
    return is_heading(cell) or is_honorific(cell.folded)


def is_mostly_labels(cell: Cell, labels: Sequence[Hit]) -> bool:
    """Whether labels make up most of a cell ("Mode/Terms of Payment")."""
    named = sum(hit.end - hit.start for hit in labels if hit.strength >= 0.8)
    return named >= 0.6 * len(cell.text.rstrip(" :"))


_BUILDING = re.compile(
    r"(?:the|unit|suite|floor|level|edificio|palazzo|villa|residence|immeuble|batiment|haus) .+|.*\b(?:house|"
    r"mill|court|tower|building|cent(?:re|er)|lodge|hall|park|farm|barn|cottage|chambers|villa|haus|hof|block|"
    r"plaza|mansions?|wharf|yard|works|saleroom|brewery)"
)


def is_building(name: str) -> bool:
    """Whether a name sounds like a building's ("The Old Mill")."""
    return _BUILDING.fullmatch(fold(name)) is not None


_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}")


def is_domain(name: str) -> bool:
    """Whether a name is an address on the web and nothing else ("acme.pt")."""
    return _DOMAIN.fullmatch(name) is not None


_PRICE = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:[., '][0-9]{3})*[.,][0-9]{2}(?![\w.,])")


def is_priced(sheet: Sheet, cell: Cell) -> bool:
    """Whether an amount ends the line: a good of the table, not a party."""
    last = sheet.line_of(cell).cells[-1]
    return last is not cell and len(last.text) < 20 and _PRICE.search(last.text) is not None


_VALUE = re.compile(r"[:\s]*[0-9][0-9 ./:,-]*\Z")


def is_valued(sheet: Sheet, cell: Cell, typical: float) -> bool:
    """Whether a day, an amount or a number alone stands right beside a cell in letters of the usual size: it
    is the label of that ("Departs", "Betales innen")."""
    if cell.height > 1.15 * typical or len(cell.text.split()) > 3:
        return False
    line = sheet.line_of(cell)
    behind = line.cells[line.cells.index(cell) + 1 :][:1]
    for other in behind:
        days = dates_found.in_cell(other)
        whole = bool(days) and len(days) == 1 and other.folded[days[0].end :].strip(" .") == ""
        if (whole and days[0].start == 0) or _VALUE.match(other.text):
            return True
    return False


# A postal code behind a town ("Reno, NV 89501", "Pune - 411014", "Hamilton, Ontario L8P 1A1").
_TOWN_BEHIND = re.compile(
    r"[\s,.]*(?:- )?(?:[A-Z]{2,3}[ ,.]+|[A-Z][a-z]+ )?"
    r"(?:[0-9]{4,6}(?:-[0-9]{3,4})?|[0-9]{3} ?-?[0-9]{2,4}|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}|"
    r"[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])\s*(?:,.*)?\Z"
)


def is_town(text: str, name: str) -> bool:
    """Whether a line is a town with its postal code, which stands right behind or before the name found."""
    return _TOWN_BEHIND.match(text[text.find(name) + len(name) :]) is not None
