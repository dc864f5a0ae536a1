"""Dates as files write them, with day-first or month-first decided over the whole column."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.model.columns import Column

MIN_YEAR, MAX_YEAR = 1990, 2049
_TIME = (
    r"(?:[T ,]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[A-Z]{3,4}|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})\.?{_TIME}\Z")
_NUMERIC = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}})\.?{_TIME}\Z")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_DAY_NAMED = re.compile(rf"([0-9]{{1,2}})[ .\-/]*([^\W\d_]{{3,12}})[ .,\-/]*([0-9]{{4}}|[0-9]{{2}}){_TIME}\Z")
_MONTH_NAMED = re.compile(
    rf"([^\W\d_]{{3,12}})[ .\-/]*([0-9]{{1,2}})(?:st|nd|rd|th)?[ .,\-/]+([0-9]{{4}}){_TIME}\Z"
)
_DAY_NUMBER = re.compile(r"[34][0-9]{4}(?:\.[0-9]+)?\Z")
_EXCEL_EPOCH = date(1899, 12, 30)

# Month names of Europe's languages, folded to plain letters, nominative and genitive where they differ.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janner janv janvier januari ene enero gen gennaio janeiro sty "
            "stycznia styczen ledna leden tammikuuta ianuarie "
            "ocak sijecnja januara januarja jaanuar sausio gener ιανουαριου января січня януари",
            "feb february februar fev fevr fevrier februari febrero febbraio fevereiro lut lutego "
            "luty unora unor helmikuuta februarie "
            "subat veljace februara februarja veebruar vasario febrer φεβρουαριου февраля лютого февруари",
            "mar mär marz march maerz mrz mars maart mrt marzo marco marts marca marzec brezna brezen "
            "maaliskuuta martie "
            "marcius mart ozujka maret mac kovo μαρτιου марта березня март",
            "apr april avr avril abr abril aprile kwi kwietnia kwiecien dubna duben huhtikuuta aprilie "
            "aprilis nisan travnja aprila aprill balandzio απριλιου апреля квітня април",
            "may mai mei mayo mag maggio maio maj maja kvetna kveten toukokuuta "
            "majus mayis svibnja maijs geguzes maig μαιου мая маи травня",
            "jun june juni juin junio giu giugno junho cze czerwca czerwiec cervna cerven kesakuuta iunie "
            "iun junius haziran lipnja juna junija juuni birzelio juny ιουνιου июня червня юни",
            "jul july juli juil juillet julio lug luglio julho lip lipca lipiec cervence cervenec "
            "heinakuuta iulie "
            "iul julius temmuz srpnja jula julija juuli liepos juliol ιουλιου июля липня юли",
            "aug august aout augustus ago agosto augusti sie sierpnia sierpien srpna srpen elokuuta "
            "augusztus agustos kolovoza avgusta augusta agustus ogos agust rugpjucio agost "
            "αυγουστου августа серпня август",
            "sep sept september septembre septiembre set settembre setembro wrz wrzesnia wrzesien "
            "zari syyskuuta septembrie "
            "szeptember eylul rujna septembra rugsejo setembre σεπτεμβριου сентября вересня септември",
            "oct october okt oktober octobre octubre ott ottobre out outubro paz pazdziernika "
            "pazdziernik rijna rijen lokakuuta octombrie "
            "ekim oktobra oktoober spalio οκτωβριου октября жовтня октомври",
            "nov november novembre noviembre novembro lis listopada listopad listopadu marraskuuta noiembrie "
            "noi kasim studenoga novembra lapkricio νοεμβριου ноября листопада ноември",
            "dec december dez dezember decembre dic diciembre dicembre dezembro des desember gru "
            "grudnia grudzien prosince prosinec joulukuuta decembrie "
            "aralik prosinca decembra detsember gruodzio disember desembre "
            "δεκεμβριου декабря грудня декември",
        ),
        start=1,
    )
    for name in names.split()
}


class DateError(ValueError):
    """A cell that is no date; the message is the reason a person reads."""


@dataclass(frozen=True, slots=True)
class OrderVote:
    """What the dates of a file say about their order: `day_first` when they decide or nothing needs
    deciding (`needed` False), None when a person must; `example` a cell that leaves it open."""

    day_first: bool | None
    needed: bool
    example: str = ""
    dotted: bool = False


def decide_order(texts: Iterable[str]) -> OrderVote:
    """Whether numeric dates put the day or the month first, from all distinct dates of a file.

    A first number above 12 proves day-first, a second one month-first; both together leave it open. Dates
    with points are day-first unless the column proves the opposite: no month-first country writes them so.
    """
    proofs: dict[bool, str] = {}
    open_example = ""
    dotted = True
    for text in set(texts):
        found = _NUMERIC.match(text.strip())
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        dotted = dotted and found[2] == "."
        if first > 12 >= second:
            proofs[True] = max(text, proofs.get(True, ""))
        elif second > 12 >= first:
            proofs[False] = max(text, proofs.get(False, ""))
        elif first != second:
            open_example = max(text, open_example)
    if len(proofs) == 2:
        return OrderVote(None, True, min(proofs.values()))
    if proofs:
        return OrderVote(True in proofs, True)
    if not open_example:
        return OrderVote(True, False)
    return OrderVote(True, True, open_example, True) if dotted else OrderVote(None, True, open_example)


def parse(text: str, day_first: bool) -> date:
    """The day a cell names; a time of day behind it is passed over. Raises `DateError`."""
    text = text.strip()
    if found := _YEAR_FIRST.match(text) or None:
        return _day(text, int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMERIC.match(text):
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if day_first else (second, first)
        return _day(text, _year(found[4], found[2]), month, day)
    if found := _COMPACT.match(text):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_NAMED.match(text):
        return _day(text, _year(found[3], " "), _month(found[2]), int(found[1]))
    if found := _MONTH_NAMED.match(text):
        return _day(text, int(found[3]), _month(found[1]), int(found[2]))
    if _DAY_NUMBER.match(text):
        guess = _EXCEL_EPOCH + timedelta(days=int(float(text)))
        raise DateError(f"is a spreadsheet's day number (perhaps {guess}), not a date")
    raise DateError("is not a date")


def _year(text: str, separator: str) -> int:
    if len(text) == 4:
        return int(text)
    short = int(text)
    if 49 < short < 90:
        raise DateError("has a two-digit year outside 1990 to 2049")
    if separator == "-":
        raise DateError("has two-digit numbers only, so its year is not clear")
    return short + (2000 if short < 50 else 1900)


def _month(name: str) -> int:
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalpha())
    if folded not in _MONTHS:
        raise DateError("is not a date")
    return _MONTHS[folded]


def _day(text: str, year: int, month: int, day: int) -> date:
    if not MIN_YEAR <= year <= MAX_YEAR:
        raise DateError(f"has a year outside {MIN_YEAR} to {MAX_YEAR}")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("is not a real date") from None


def looks_like_date(text: str) -> bool:
    """Whether a cell has the form of a date, without judging it."""
    text = text.strip()
    if _YEAR_FIRST.match(text) or _NUMERIC.match(text):
        return True
    named = _DAY_NAMED.match(text)
    if named:
        return _is_month(named[2])
    other = _MONTH_NAMED.match(text)
    if other:
        return _is_month(other[1])
    compact = _COMPACT.match(text)
    return compact is not None and MIN_YEAR <= int(compact[1]) <= MAX_YEAR and 1 <= int(compact[2]) <= 12


def _is_month(name: str) -> bool:
    try:
        return bool(_month(name))
    except DateError:
        return False


def parse_column(texts: Column, day_first: bool) -> tuple[Column, dict[int, str]]:
    """The days of a column as ISO text, "" where blank or wrong, and the reasons by position.

    Each distinct text is parsed once: a file of 100,000 lines has a few hundred days.
    """
    known: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for text in texts.kinds:
        try:
            known[text] = parse(text, day_first).isoformat() if text.strip() else ""
        except DateError as error:
            known[text] = ""
            wrong[text] = str(error)
    if not wrong and all(text == day for text, day in known.items()):
        return texts, {}
    days = Column([known[text] for text in texts])
    if not wrong:
        return days, {}
    return days, {index: wrong[text] for index, text in enumerate(texts) if text in wrong}
