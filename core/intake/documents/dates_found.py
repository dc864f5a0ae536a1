"""Dates inside running text in six languages, with the order of day and month decided for the document."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.intake import dates
from core.intake.documents.words import Cell, fold

_MONTH = r"[^\W\d_]{3,13}"
_DATE = re.compile(
    r"(?<![\w/.,-])(?:"
    r"(?P<iso>(?:19|20)[0-9]{2}(?P<i>[-/.])[0-9]{1,2}(?P=i)[0-9]{1,2})"
    r"|(?P<numeric>[0-9]{1,2} ?(?P<n>[-/.]) ?[0-9]{1,2} ?(?P=n) ?(?:(?:19|20|25)[0-9]{2}|[0-9]{2}))"
    rf"|(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|er|\.|°)?,?[ \-/.]{{0,3}}(?:de |of |d')?(?P<month>{_MONTH})\.?,?"
    r"[ \-/.']{0,3}(?:de |del )?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
    r"|(?P<spaced>[0-9]{2} [0-9]{2} (?:19|20)[0-9]{2})(?! [0-9])"
    r"|(?P<han>(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日)"
    rf"|(?P<named_iso>(?:19|20)[0-9]{{2}}-{_MONTH}-[0-9]{{1,2}})"
    rf"|(?P<year3>(?:19|20)[0-9]{{2}})\.? (?:m\. |gada )?(?P<month3>{_MONTH}) (?P<day3>[0-9]{{1,2}})"
    r"|(?P<ngay>[0-9]{1,2}) thang [0-9]{1,2} nam (?:19|20)[0-9]{2}"
    rf"|(?P<month2>{_MONTH})\.?[ \-/]?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)? ?[,\-/]? ?(?P<year2>(?:19|"
    rf"20)[0-9]{{2}})"
    r")(?![0-9])(?!\.[0-9])"
)
_MONTH_DAY_ONLY = re.compile(r"(?:[^\W\d_]+ )?")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as printed in a cell (characters `start` to `end`), in the form `dates.parse` takes."""

    cell: Cell
    start: int
    end: int
    form: str

    def day(self, day_first: bool) -> date | None:
        """The day it names, or None when it names none of the calendar."""
        form = self.form
        if re.fullmatch(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}", form):
            form = form.replace("-", "/")  # on an invoice the year stands last
        try:
            return dates.parse(form, day_first)
        except dates.DateError:
            return None


def in_cell(cell: Cell, start: int = 0) -> list[WrittenDate]:
    """The dates printed in a cell from a position on."""
    if not any(letter.isdigit() for letter in cell.folded):
        return []
    found = []
    for match in _DATE.finditer(cell.folded, start):
        form = _form(match)
        if form and dates.looks_like_date(form) and not _is_sort_code(cell, match):
            found.append(WrittenDate(cell, match.start(), match.end(), form))
    return found


_SORT_CODE = re.compile(r"sort[ -]?code|\bs/?c\b|\bbsb\b|\bblz\b")


def _is_sort_code(cell: Cell, match: re.Match[str]) -> bool:
    """Whether it is the code of a British bank's branch ("sort code 09-29-80"), which looks like a day."""
    before = cell.folded[max(0, match.start() - 14) : match.start()]
    return match["n"] == "-" and len(match[0]) == 8 and _SORT_CODE.search(before) is not None


_COMPACT = re.compile(
    r"\s*:?\s*((?:(?:19|20)[0-9]|[123])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))\s*\Z"
)


def compact(cell: Cell, start: int, end: int) -> list[WrittenDate]:
    """The date of a piece of a cell that is eight or six digits and nothing else ("20240305", "240305")."""
    match = _COMPACT.match(cell.text[start:end])
    if match is None:
        return []
    form = match[1] if len(match[1]) == 8 else f"20{match[1]}"
    return [WrittenDate(cell, start + match.start(1), start + match.end(1), form)]


def _form(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    if match["numeric"]:
        return _of_our_era(match["numeric"].replace(" ", ""))
    if match["spaced"]:
        return match["spaced"].replace(" ", "/")
    if match["han"]:
        return "-".join(re.findall(r"[0-9]+", match["han"]))
    if match["named_iso"]:
        year, month, day = match["named_iso"].split("-")
        return f"{day} {month} {year}"
    if match["month3"]:
        return f"{match['day3']} {match['month3']} {match['year3']}"
    if match["ngay"]:
        return "-".join(reversed(re.findall(r"[0-9]+", match[0])))
    if match["day"]:
        return f"{match['day']} {fold(match['month'])} {match['year']}"
    return f"{match['month2']} {match['day2']}, {match['year2']}"


def _of_our_era(numeric: str) -> str:
    """A day with its year in the Buddhist era (Thailand counts 543 more) as one of ours."""
    year = numeric[-4:]
    return f"{numeric[:-4]}{int(year) - 543}" if year.startswith("25") and len(numeric) > 8 else numeric


@dataclass(frozen=True, slots=True)
class Order:
    """How a document writes numeric dates, and how sure that is (0 to 1)."""

    day_first: bool
    sure: float


# Numeric dates with the month first are written where the United States' customs are followed.
_MONTH_FIRST = re.compile(
    r"\busd\b|us\$|united states|\busa\b|(?:^|[ ,])(?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|"
    r"la|me|md|ma|"
    r"mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|"
    r"wy),? [0-9]{5}(?:-[0-9]{4})?\b",
    re.MULTILINE,
)
_DOLLAR = re.compile(r"(?<![a-z])\$")  # not R$ or NT$
_DAY_FIRST = re.compile(
    r"£|€|r\$|a\$|s\$|\bcnpj\b|\bdata\b|\bfecha\b|\bgbp\b|united kingdom|\bvat (?:no|number|reg)|"
    r"\babn\b|australia|new zealand|\bindia\b|\bgstin\b|"
    r"₹|ireland|"
    r"singapore|south africa|\bltd\b|rechnung|facture|factuur|factura|fattura|fatura|faktur|\bcnpj\b|"
    r"datum|mwst|\btva\b|\bbtw\b|"
    r"\biva\b"
)


_PAIRS = re.compile(r"(?:[0-9]{2}-){2}[0-9]{2}")


def order_of(written: Iterable[WrittenDate], text: str) -> Order:
    """Day or month first: proven by a date of the document, else by the country it speaks of."""
    banked = _SORT_CODE.search(fold(text)) is not None
    forms = [one.form for one in written if not (banked and _PAIRS.fullmatch(one.form))]
    vote = dates.decide_order(forms)
    if vote.day_first is not None and (not vote.needed or not vote.example or vote.dotted):
        return Order(vote.day_first, 0.97 if vote.dotted else 1.0)
    folded = fold(text)
    month = len(_MONTH_FIRST.findall(folded)) + (_DOLLAR.search(folded) is not None)
    day = len(_DAY_FIRST.findall(folded))
    if month and not day:
        return Order(False, 0.93)
    if day and not month:
        return Order(True, 0.95)
    return Order(day >= month, 0.7)
