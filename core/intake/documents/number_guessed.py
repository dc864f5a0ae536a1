"""The number of an invoice that stands beside no label we know, weighed by shape, place and company."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.intake.documents import dates_found
from core.intake.documents.around import Sheet
from core.intake.documents.label_words import Kind
from core.intake.documents.names_found import is_postal
from core.intake.documents.values import NOTHING, Found
from core.intake.documents.words import Cell, fold

# One word of a number: letters may lead, digits must follow, parts are joined by marks.
_TOKEN = re.compile(
    r"#?(?P<number>[A-Za-z]{0,6}[/_.-]?[A-Za-z0-9]*[0-9][A-Za-z0-9]*(?:[/_.-][A-Za-z0-9]+)*)\Z"
)
_NAMED = re.compile(
    r"(?:nummer|number|numero|numer|nr|no|n ?°|num|ref|id|code|zeichen|kenmerk|#|№)[ .:#°]*\Z"
)
_NO_NUMBER = re.compile(
    r"@|www\.|https?:|\btel|phone|fax|mobil|iban|bic\b|\bvat\b|ust|mwst|tva|btw|\biva\b|\bnif|\bcif\b|siret|"
    r"gst|\babn\b|\btin\b|\bein\b|tax|reg|acc|konto|kto|bank|sort code|\bp\.?o\.? box|rcs|kvk|bsb|routing|"
    r"page|seite|blatt|street|road|avenue|stra|\brue\b|capital|%"
)
_TAX_ID = re.compile(r"[A-Z]{2,3}[0-9]{8,12}[A-Z]?\Z|[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]{3}\Z|[+0(]")
_MONEY = re.compile(r"[0-9][.,][0-9]{2}(?![0-9])")
# Asked alone, of 440 open invoices the likeliest is right on 66 % and nothing is said on 17 %.
ENOUGH = 0.5
LIKELY = 0.7


@dataclass(frozen=True, slots=True)
class _Guess:
    value: str
    cell: Cell
    start: int
    score: float


def number(sheet: Sheet, enough: float = ENOUGH) -> Found:
    """The likeliest number of the first page, where it is likely enough; never a sure one."""
    guesses = list(_guesses(sheet))
    if not guesses:
        return NOTHING
    best = max(guesses, key=lambda one: one.score)
    if best.score < enough:
        return NOTHING
    place = best.cell.place(best.start, best.start + len(best.value))
    return Found(best.value, 0.6 if best.score >= 0.8 else 0.5, place)


def _guesses(sheet: Sheet) -> Iterator[_Guess]:
    page = sheet.pages[0]
    repeated = Counter(word.text.strip(".,;:()#") for cell in sheet.cells for word in cell.words)
    titles = [
        hit.cell for hit in sheet.of(Kind.NUMBER) if hit.cell.page == page.number and len(hit.cell.text) < 40
    ]
    taken = {
        (spot.cell, word)
        for hit in sheet.of(Kind.OTHER, Kind.ORDER, Kind.DUE, Kind.TERMS)
        for spot in list(sheet.spots(hit, under=1))[:1]
        for word in spot.cell.text[spot.start : spot.end].split()[:2]
    }
    for cell in page.cells:
        if _NO_NUMBER.search(cell.folded) or is_postal(cell.text) or len(cell.text) > 60:
            continue
        dates = dates_found.in_cell(cell)
        for word, at in zip(cell.words, cell.starts, strict=True):
            text = word.text.strip(".,;:()")
            found = _TOKEN.match(text)
            if found is None or (cell, word.text) in taken or _TAX_ID.match(text):
                continue
            value = found["number"]
            inside = any(one.start <= at < one.end for one in dates)
            if inside or len(value) < 3 or _MONEY.search(value) or (value.isdigit() and len(value) > 14):
                continue
            score = _score(sheet, cell, value, at, repeated[text], titles)
            start = at + word.text.index(value)
            yield _Guess(value, cell, start, score)


def _score(sheet: Sheet, cell: Cell, value: str, at: int, times: int, titles: list[Cell]) -> float:
    page = sheet.pages[0]
    line = sheet.line_of(cell)
    before = cell.folded[:at].rstrip(" :.")
    left = [other for other in line.cells if other.box.right <= cell.box.left]
    if not before and left:
        before = left[-1].folded.rstrip(" :.")
    score = 0.0
    score += 0.35 if _NAMED.search(before) else 0.0
    score += 0.2 if re.search(r"[A-Za-z]", value) else 0.0
    score += 0.15 if re.search(r"[/_-]", value) else 0.0
    score += 0.1 if re.search(r"(?:19|20)[0-9]{2}", value) else 0.0
    score += 0.1 if cell.box.top < page.height / 3 else 0.0
    score += 0.15 if times > 1 else 0.0
    score += 0.3 if any(_near(cell, title) for title in titles) else 0.0
    score += 0.15 if len(cell.words) == 1 else 0.0
    score += 0.1 if any(dates_found.in_cell(other) for other in line.cells) else 0.0
    score -= 0.5 if any(_MONEY.search(other.text) for other in line.cells) else 0.0
    score -= 0.3 if value.isdigit() and len(value) < 4 else 0.0
    score -= 0.2 if value.isdigit() and len(value) > 11 else 0.0
    score -= 0.2 if fold(value).startswith(("po", "so", "cust", "kd")) else 0.0
    return score


def _near(cell: Cell, title: Cell) -> bool:
    """Whether a cell stands on a title's line or on one of the next two."""
    return -title.height < cell.box.top - title.box.top < 4 * max(title.height, cell.height)
