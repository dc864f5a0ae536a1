"""An invoice's own number, or the order's it answers, found beside its label."""

import re
from collections import Counter
from collections.abc import Iterator

from core.intake.documents import dates_found, number_guessed
from core.intake.documents.around import BEHIND, Candidate, Sheet, Spot
from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit
from core.intake.documents.names_found import is_postal
from core.intake.documents.values import NOTHING, Found, Place
from core.intake.texts import clean_key

# A number: a token with a digit; parts may be joined by " / " or " - ", and a short suffix belongs to it.
_L = "A-Za-zΑ-Ωα-ωЀ-ӿ"  # letters of the alphabets that have capitals
_NUMBER = re.compile(
    r"(?:n ?[°ºo]\.?|nr\.?|no\.?|#|:)?[ :#]*"
    rf"(?P<number>(?:[{_L}]{{1,5}}[ ]?(?=[{_L}0-9/_.-]*[0-9]))?[{_L}0-9]+(?:[/_.\-–][{_L}0-9]+)*"
    rf"(?: ?[/\-–] ?[{_L}0-9]*[0-9][{_L}0-9]*)*(?: ?[/\-] ?[A-Z]{{1,3}}(?!\w))?)",
    re.IGNORECASE,
)
# Digits in groups with spaces between ("83 4512 7765 0012", "T 311 482 907-4").
_GROUPS = re.compile(r"[0-9]{2,6}(?: [0-9]{2,6})+\Z")
_LONG_GROUPS = re.compile(
    r"(?:[A-Z]{1,3} ?)?[0-9]{1,6}(?: [0-9]{2,6}){2,}(?: [0-9])?(?:[-/][0-9A-Z]{1,4})?"
    r"(?=\Z|[,;)]|  | [^\d\s/-])"
)
_SPACED_DATE = re.compile(r"[0-9]{2} [0-9]{2} (?:19|20)[0-9]{2}")
_NOT_NUMBER = re.compile(
    r"(?:[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|"
    r"[0-9]{1,3}(?:[.,][0-9]{3})*[.,][0-9]{2}|"
    r"[0-9]/[0-9]|[0-9]{1,2}(?:st|nd|rd|th|er)|v?[0-9]\.[0-9])\Z",
    re.IGNORECASE,
)
_MONTH_BEHIND = re.compile(r" / (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\Z", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:from|of|for|the|de|du|la|van|der|di|vom|per|is|to|au|le|a|n|no|nr|number|numer|nummer|numero|date|en|el)\b",
    re.I,
)


def number(sheet: Sheet) -> Found:
    """The invoice's own number."""
    found = [*_numbers(sheet), *_in_series(sheet)]
    if not found:
        guessed = number_guessed.number(sheet, number_guessed.LIKELY)
        return guessed or _stand_in(sheet) or number_guessed.number(sheet)
    totals: dict[str, int] = {}
    for one in found:
        totals[one.value] = max(totals.get(one.value, 0), round(one.score * 1000))
    votes = Counter(one.value for one in found)
    ranked = sorted(
        totals, key=lambda value: (-(totals[value] + 20 * min(votes[value] - 1, 3)), found_at(found, value))
    )
    best = ranked[0]
    place = max((one for one in found if one.value == best), key=lambda one: one.score).place
    score = totals[best] / 1000
    rivals = [
        value
        for value in ranked[1:]
        if totals[value] / 1000 > 0.75 and best not in value and value not in best
    ]
    sure = 0.97 if score >= 0.9 else 0.93 if score >= 0.8 else 0.88 if score >= 0.55 else 0.6
    if rivals:
        sure = min(sure, 0.8)
    return Found(best, sure, place)


# Papers that are like an invoice come before what was booked, that before references.
_STAND_INS = tuple(
    re.compile(words)
    for words in (
        r"receipt|ticket|folio|voucher|document|statement|quittung|serial",
        r"booking|reservation|confirmation|waybill|conf\b|transaction|order|buchung|auftrag|commande|pedido|reserva|reservierung|"
        r"reservering|prenotazione",
        r"our ref|zeichen|notre ref|n/ref|kenmerk",
    )
)


def _stand_in(sheet: Sheet) -> Found:
    """The number of what was booked or ordered, where the document has none of its own."""
    labels = [hit for hit in sheet.of(Kind.OTHER, Kind.ORDER) if hit.start <= 20]
    for words in _STAND_INS:
        for hit in labels:
            if words.search(hit.cell.folded[hit.start : hit.end]) is None:
                continue
            for spot in sheet.spots(hit, under=1):
                value = _number_in(spot, strict=True)
                if value is not None:
                    return Found(value[0], 0.5, spot.cell.place(value[1], value[2]))
    return NOTHING


def found_at(found: list[Candidate], value: str) -> int:
    """The position of the first candidate with a value."""
    return next(index for index, one in enumerate(found) if one.value == value)


def _numbers(sheet: Sheet) -> Iterator[Candidate]:
    for hit in sheet.of(Kind.NUMBER):
        if hit.start > 40 or _referring(hit):
            continue
        bare = hit.strength < 0.8
        if not bare and hit.strength < 1 and _qualified(hit):
            continue
        if hit.strength < 0.5 and hit.start > 1:
            continue  # the "no." of some other number
        alone = hit.start == 0 and hit.cell.text[hit.end :].strip(" :.#") == ""
        for spot in sheet.spots(hit, under=2):
            if bare and spot.weight < BEHIND and hit.strength < 0.5 and not alone:
                break
            if bare and spot.weight < BEHIND and (len(spot.cell.text) > 25 or spot.weight < 0.8):
                continue
            if spot.weight < BEHIND and _is_address(spot):
                continue
            wrapped = _in_two_lines(sheet, spot)
            if wrapped is not None:
                yield Candidate(wrapped.value, hit.strength * spot.weight, wrapped.place)
                break
            value = _number_in(spot, strict=bare)
            if value is None:
                if spot.weight == BEHIND and not bare:
                    break
                continue
            text, start, end = value
            if (two := _TWO_VALUES.fullmatch(text)) and _TWO_NAMES.search(
                hit.cell.folded[hit.start : hit.end]
            ):
                text, end = two[1], start + len(two[1])  # "Rechnungs-/Kundennr. 7104882 / 220144"
            size = min(hit.cell.height / 40, 0.1) if bare else 0.0
            yield Candidate(text, hit.strength * spot.weight + size, spot.cell.place(start, end))
            break


_CODED = re.compile(r"[A-Z]{2,5} [0-9]{3,}\Z")  # as many letters before a number as before a postal code


def _is_address(spot: Spot) -> bool:
    text = spot.cell.text
    return " " in text and not _CODED.match(text) and is_postal(text) and not dates_found.in_cell(spot.cell)


_BROKEN = re.compile(r"[ :.#]*(?P<number>[A-Za-z0-9][A-Za-z0-9/_.-]*[-/])\Z")
_REST = re.compile(r"[0-9A-Z][A-Za-z0-9/_.-]*\Z")


def _in_two_lines(sheet: Sheet, spot: Spot) -> Candidate | None:
    """A number broken at a hyphen or slash, its rest right below ("ANFM-26-" over "0067")."""
    cell = spot.cell
    begun = _BROKEN.fullmatch(cell.text, spot.start, spot.end) if spot.end == len(cell.text) else None
    if begun is None:
        return None
    other = sheet.below(cell)
    if other is None or _REST.match(other.text) is None:
        return None
    value = begun["number"] + other.text
    if re.search(r"[0-9]", value) is None:
        return None
    place = cell.place(begun.start("number"), len(cell.text))
    return Candidate(clean_key(value), 0.0, Place(place.page, place.box.joined(other.box)))


_TWO_VALUES = re.compile(r"(\S{3,}) / \S{3,}")
_TWO_NAMES = re.compile(
    r"[/&] ?(?:kunde|client|cust|klant|acc|konto|debitor|vertrag|compte|contra|cuenta|"
    r"order)"
)

_REFERRING = re.compile(
    r"(?:original|previous|related|against|corrects?|cancels?|liee|precedente|zu|zur|ursprunglich[a-z]*|"
    r"for|mention|quote|"
    r"state|indicate|angabe|angeben|rappel[a-z]*|vermeld[a-z]*|indicar|sur|order|sales|your|"
    r"with)\s*(?:your |the |our |ihrer |der |de |la |votre )*\Z"
)


# Words before a label that leave it what it is; with any other it names the number of something else.
_PLAIN = re.compile(
    r"(?:(?:the|this|our|your|ihre?|unsere?|notre|votre|la|le|su|nuestra|uw|onze|sua|nossa|tax|vat|of|and|"
    r"page|for|di|de|d|l|original|kopie|copy|copie|copia|duplicate|customer)[ .:'/-]*)*\Z"
)


def _qualified(hit: Hit) -> bool:
    """Whether a word before the label makes it that of another paper ("Delivery note no.")."""
    before = re.split(r"[:;|,(]|  ", hit.cell.folded[: hit.start])[-1].strip(" /&-.")
    return bool(before) and before[-1].isalpha() and _PLAIN.match(before) is None


_SERIES = re.compile(
    r"\b(?:seri[ae]\.?|punto de venta:?) (?P<series>[A-Z0-9]{1,8}),? +(?:comp\.? )?n(?:r|umar|ro)[.:]* "
    r"(?P<number>[0-9]{2,12})\b",
    re.I,
)


def _in_series(sheet: Sheet) -> Iterator[Candidate]:
    """A number said with its series ("Seria CPL nr. 0041882")."""
    for line in sheet.pages[0].lines:
        if (found := _SERIES.search(line.text)) is not None:
            glue = "-" if found["series"].isdigit() else " "
            cell = next(cell for cell in line.cells if found["number"] in cell.text)
            at = cell.text.index(found["number"])
            value = f"{found['series']}{glue}{found['number']}"
            yield Candidate(value, 0.95, cell.place(at, at + len(found["number"])))


def _referring(hit: Hit) -> bool:
    """Whether the label speaks of another invoice, or asks to name the number."""
    return _REFERRING.search(hit.cell.folded[: hit.start]) is not None


def _number_in(spot: Spot, strict: bool) -> tuple[str, int, int] | None:
    text = spot.cell.text[spot.start : spot.end]
    skip = len(text) - len(text.lstrip(" :.#°º=|([-–—\t"))
    rest = text[skip:]
    if _LEADING.match(rest) and not re.match(r"\S*[0-9]", rest):
        word = rest.split(" ", 1)
        skip += len(word[0]) + 1
        rest = word[1] if len(word) > 1 else ""
    grouped = rest.rstrip(" .,;)")
    if _GROUPS.match(grouped) and len(grouped.replace(" ", "")) >= 6:
        begin = spot.start + skip
        return grouped, begin, begin + len(grouped)
    long = _LONG_GROUPS.match(rest)
    if long and not _SPACED_DATE.fullmatch(long[0]):
        begin = spot.start + skip
        return long[0], begin, begin + len(long[0])
    match = _NUMBER.match(rest)
    if match is None:
        return None
    value = match["number"].rstrip(".-/–")
    begin = spot.start + skip + match.start("number")
    if " " in value and not re.search(r"[0-9]", value.split(" ")[0]) and len(value.split(" ")[0]) > 5:
        return None
    if not re.search(r"[0-9]", value) or _NOT_NUMBER.match(value) or len(value) > 40:
        return None
    after = rest[match.end("number") :].strip()
    if re.match(r"[.,][0-9]", rest[match.end("number") :]):
        return None  # the whole part of an amount
    if strict and re.fullmatch(r"[0-9]/[0-9]+|[0-9]+[.,][0-9]{2}", value):
        return None  # page one of two; an amount
    if after[:1] in ("%", "€", "$", "£") or (strict and len(value) < 2):
        return None
    if len(value) < 3 and re.match(r"\. ?[^\W\d]", rest[match.end("number") :]):
        return None  # the number of a box on a form ("9. No. of L/C")
    written = dates_found.in_cell(spot.cell, begin)
    if written and written[0].start <= begin < written[0].end:
        return None
    if written and written[0].start < begin + len(value):
        before = value[: written[0].start - begin].rstrip(" /-")  # "EV-2411 / 17/11/2024"
        value = before if re.search(r"[0-9]", before) else value
    elif _MONTH_BEHIND.search(value):
        value = value[: value.rindex("/")].rstrip()
    return clean_key(value), begin, begin + len(value)


def purchase_order(sheet: Sheet, own: str) -> Found:
    """The buyer's order number."""
    best: Candidate | None = None
    for hit in sheet.of(Kind.ORDER):
        for spot in sheet.spots(hit, under=1):
            value = _number_in(spot, strict=True)
            if value is None or value[0] == own:
                if spot.weight == BEHIND:
                    break
                continue
            score = hit.strength * spot.weight
            if best is None or score > best.score:
                best = Candidate(value[0], score, spot.cell.place(value[1], value[2]))
            break
    if best is None:
        return NOTHING
    return Found(best.value, 0.92 if best.score >= 0.8 else 0.7, best.place)
