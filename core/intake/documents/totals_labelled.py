"""The amounts of an invoice with the labels that name them: beside, below, in a last row, in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.intake.documents import dates_found, money_found
from core.intake.documents.around import Sheet
from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit
from core.intake.documents.money_found import Amount
from core.intake.documents.words import Cell, Line, Page

_MONEY_KINDS = frozenset(
    {
        Kind.GROSS,
        Kind.PAYABLE,
        Kind.TOTAL,
        Kind.NET,
        Kind.TAX,
        Kind.PAID,
        Kind.BEFORE,
        Kind.EXTRA,
        Kind.WITHHELD,
    }
)
TOTALS = (Kind.GROSS, Kind.PAYABLE, Kind.TOTAL)
_COLUMN = re.compile(
    r"\b(?:descri[a-z]*|qty|quant|itens|quantity|menge|anzahl|artikel|article|item|product|bezeichnung|designation|"
    r"quantite|aantal|"
    r"omschrijving|cantidad|concepto|quantita|prezzo|unit price|einzelpreis|preis|prix|prijs|precio|rate|"
    r"hours|pos)\b"
)
_ACCOUNT = 10  # so many digits without decimals are the number of an account, no amount
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2} ?(?:[A-Z0-9]{4} ?){3,}")
_SAID_WITHIN = 30  # letters between a label in a sentence and its amount


@dataclass(frozen=True, slots=True)
class Labelled:
    """An amount with the label that names it; `weight` how surely it belongs to it, `at` its position in the
    document (0 first, 1 last); `alone` when it is the only amount beside the label."""

    kind: Kind
    amount: Amount
    weight: float
    at: float
    label: str

    @property
    def value(self) -> Decimal:
        """What the amount is worth."""
        return self.amount.value


def found(sheet: Sheet, decimal: str) -> list[Labelled]:
    """All labelled amounts; those of sentences where no other is a total."""
    labelled = list(_labelled(sheet, decimal))
    labelled += _after_deduction(labelled)
    labelled += _taxed_nets(labelled)
    if any(one.kind in TOTALS and one.value != 0 for one in labelled):
        return labelled
    return list(_in_sentences(sheet, decimal)) or labelled


def _taxed_nets(labelled: Sequence[Labelled]) -> list[Labelled]:
    """Totals called net ("Net Amount" under "VAT 5 %"): another net amount and its tax."""
    nets = [one for one in labelled if one.kind is Kind.NET]
    taxes = {one.value for one in labelled if one.kind is Kind.TAX and one.value != 0}
    return [
        replace(one, kind=Kind.TOTAL)
        for one in nets
        if any(one.value - other.value in taxes for other in nets)
    ]


def _after_deduction(labelled: Sequence[Labelled]) -> list[Labelled]:
    """A "net" that stands behind a total and is that total less a commission or discount: what is payable."""
    found = []
    for net in labelled:
        if net.kind is not Kind.NET:
            continue
        for gross in labelled:
            cut = gross.value - net.value
            if gross.kind in TOTALS and gross.at < net.at and cut > 0 and gross.value != net.value:
                taken = any(
                    one.kind is Kind.EXTRA and abs(one.value) == cut and gross.at <= one.at <= net.at
                    for one in labelled
                )
                if taken:
                    found.append(replace(net, kind=Kind.GROSS))
    return found


def _labelled(sheet: Sheet, decimal: str) -> Iterator[Labelled]:
    count = sum(len(page.lines) for page in sheet.pages) or 1
    seen = 0
    for page in sheet.pages:
        for number, line in enumerate(page.lines):
            at = seen / count
            seen += 1
            hits = [hit for cell in line.cells for hit in sheet.hits_of(cell)]
            marks = _said_once([hit for hit in hits if hit.kind in _MONEY_KINDS])
            for hit in marks:
                yield from _of_label(hit, marks, line, page, number, decimal, at)


_AGAIN = re.compile(r"[ .:]*[(/|]+ ?\Z")


def _said_once(marks: list[Hit]) -> list[Hit]:
    """Labels without those that say the one before in another language ("Tiền thuế (VAT amount)")."""
    kept: list[Hit] = []
    for mark in marks:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.cell is mark.cell
            and _AGAIN.match(mark.cell.text[before.end : mark.start])
        ):
            continue
        kept.append(mark)
    return kept


def _in_sentences(sheet: Sheet, decimal: str) -> Iterator[Labelled]:
    """What a letter says in words ("making a total of €553.50"): the amount that follows the label."""
    for number, cell in enumerate(sheet.cells):
        for hit in sheet.hits_of(cell):
            if hit.kind in _MONEY_KINDS:
                days = dates_found.in_cell(cell)
                amounts = [
                    one
                    for one in money_found.in_cell(cell, decimal, hit.end)
                    if not any(day.start <= one.start < day.end for day in days)
                ]
                if amounts and amounts[0].exact and amounts[0].start - hit.end < _SAID_WITHIN:
                    at = number / len(sheet.cells)
                    yield Labelled(hit.kind, amounts[0], hit.strength * 0.8, at, hit.cell.folded)


def _of_label(
    hit: Hit, marks: Sequence[Hit], line: Line, page: Page, number: int, decimal: str, at: float
) -> Iterator[Labelled]:
    if hit.start > 30 and len(hit.cell.text) > 60:
        return  # a word of a sentence
    weight = hit.strength if hit.start <= 12 else hit.strength * 0.85
    beside = _beside(hit, marks, line, decimal)
    if beside:
        exact = [amount for amount in beside if amount.exact]
        chosen = (exact or beside)[-1]
        if not exact and (len(beside) > 1 or hit.kind in (Kind.TAX, Kind.EXTRA)):
            weight *= 0.5
        yield Labelled(hit.kind, chosen, weight * (1 if exact else 0.7), at, hit.cell.folded)
        largest = max(exact, key=lambda amount: amount.value, default=chosen)
        if hit.kind in TOTALS and largest.value > chosen.value:
            yield Labelled(hit.kind, largest, weight * 0.9, at, hit.cell.folded)  # the tax stands last
        if hit.kind in TOTALS and len(beside) >= 3:
            yield from _summed_up(exact if len(exact) >= 3 else beside, hit, at)
        return
    header = _COLUMN.search(line.text.lower()) is not None
    for amount, in_column in _under(hit, page, number, decimal):
        yield Labelled(hit.kind, amount, weight * (0.4 if header or in_column else 0.8), at, hit.cell.folded)
        row = _of_line(amount, page, decimal)
        if hit.kind in TOTALS and len(row) >= 3:
            yield from _summed_up(row, hit, at)
        return
    for amount in _lower(hit, page, number, decimal):
        yield Labelled(hit.kind, amount, weight * 0.7, at, hit.cell.folded)
        return


def _summed_up(row: Sequence[Amount], hit: Hit, at: float) -> Iterator[Labelled]:
    """Net, tax and total of a row that ends a table, where the first two give the third."""
    net, tax, total = row[-3:]
    if net.value + tax.value == total.value and 0 < abs(tax.value) < abs(net.value):
        yield Labelled(Kind.NET, net, 0.8, at, hit.cell.folded)
        yield Labelled(Kind.TAX, tax, 0.8, at, hit.cell.folded)
        yield Labelled(Kind.GROSS, total, 0.9, at, hit.cell.folded)


def _beside(hit: Hit, marks: Sequence[Hit], line: Line, decimal: str) -> list[Amount]:
    """Amounts between the label and the next label of money on the line."""
    following = [
        other
        for other in marks
        if other is not hit and (other.cell.box.left, other.start) > (hit.cell.box.left, hit.start)
    ]
    stop = min(following, key=lambda other: (other.cell.box.left, other.start)) if following else None
    found: list[Amount] = []
    for cell in line.cells:
        if cell.box.left < hit.cell.box.left:
            continue
        start = hit.end if cell is hit.cell else 0
        end = stop.start if stop is not None and cell is stop.cell else None
        if stop is not None and cell.box.left > stop.cell.box.left:
            break
        amounts = [
            one for one in money_found.in_cell(cell, decimal, start, end) if one.exact or not _is_counted(one)
        ]
        counted = sum(letter.isdigit() for letter in cell.text)
        if any(one.exact for one in amounts) or (counted < _ACCOUNT and _IBAN.match(cell.text) is None):
            found += amounts
        if stop is not None and cell is stop.cell:
            break
    return found


def _is_counted(amount: Amount) -> bool:
    """Whether a whole number is no money: "30 days", the year of a date."""
    cell = amount.cell
    return cell.text[amount.end :].lstrip()[:1].isalpha() or any(
        one.start <= amount.start < one.end for one in dates_found.in_cell(cell)
    )


def _under(hit: Hit, page: Page, number: int, decimal: str) -> Iterator[tuple[Amount, bool]]:
    """The amount under a heading, and whether more of them follow in its column and a column beside it."""
    box = hit.cell.place(hit.start, hit.end).box
    limit = hit.cell.box.bottom + 3.5 * hit.cell.height
    for line in page.lines[number + 1 : number + 5]:
        if line.top > limit:
            return
        for cell in line.cells:
            if cell.box.left < box.right + 4 and cell.box.right > box.left - 4:
                amounts = [amount for amount in money_found.in_cell(cell, decimal) if amount.exact]
                if amounts and len(cell.text) < 40:
                    yield amounts[-1], _goes_on(cell, page, decimal)
                    return


def _of_line(amount: Amount, page: Page, decimal: str) -> list[Amount]:
    """The amounts of a line up to one of them."""
    line = next(line for line in page.lines if amount.cell in line.cells)
    return [
        one
        for cell in line.cells
        if cell.box.left <= amount.cell.box.left
        for one in money_found.in_cell(cell, decimal)
        if one.exact and (cell is not amount.cell or one.start <= amount.start)
    ]


def _lower(hit: Hit, page: Page, number: int, decimal: str) -> Iterator[Amount]:
    """An amount alone on the next line, right of the label: set lower, or broken behind its currency."""
    for line in page.lines[number + 1 : number + 2]:
        amounts = money_found.in_cell(line.cells[-1], decimal)
        if (
            len(line.cells) == 1
            and line.top < hit.cell.box.bottom + 0.6 * hit.cell.height
            and line.cells[0].box.left > hit.cell.box.right
            and len(amounts) == 1
            and amounts[0].exact
            and len(line.cells[0].words) <= 3
        ):
            yield amounts[0]


def _goes_on(cell: Cell, page: Page, decimal: str) -> bool:
    """Whether an amount stands right under another, flush right, with words before it: lines of a table."""
    for line in page.lines:
        for other in line.cells:
            if (
                0 < other.box.top - cell.box.top < 2.6 * cell.height
                and abs(other.box.right - cell.box.right) < 2
                and any(amount.exact for amount in money_found.in_cell(other, decimal))
            ):
                return any(letter.isalpha() for letter in line.cells[0].text)
    return False
