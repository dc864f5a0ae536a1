"""Number, dates, order number and terms of an invoice, found beside their labels."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.intake.documents import dates_found, terms
from core.intake.documents.around import BEHIND, FAR, Sheet, Spot
from core.intake.documents.dates_found import Order
from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit
from core.intake.documents.names_found import is_postal
from core.intake.documents.terms import Terms
from core.intake.documents.values import NOTHING, Found, Place
from core.intake.texts import clean_key

# A number: a token with a digit; parts may be joined by " / " or " - ", and a short suffix belongs to it.
_NUMBER = re.compile(
    r"(?:n ?[°ºo]\.?|nr\.?|no\.?|#|:)?[ :#]*"
    r"(?P<number>(?:[A-Za-z]{1,5}[ "
    r"]?(?=[A-Za-z0-9/_.-]*[0-9]))?[A-Za-z0-9][A-Za-z0-9]*(?:[/_.\-–][A-Za-z0-9]+)*"
    r"(?: ?[/\-–] ?[A-Za-z0-9]*[0-9][A-Za-z0-9]*)*(?: ?[/\-] ?[A-Z]{1,3}(?![A-Za-z]))?)",
    re.IGNORECASE,
)
# Digits in groups with spaces between ("83 4512 7765 0012", "T 311 482 907-4").
_GROUPS = re.compile(r"[0-9]{2,6}(?: [0-9]{2,6})+\Z")
_LONG_GROUPS = re.compile(
    r"(?:[A-Z]{1,3} )?[0-9]{1,6}(?: [0-9]{2,6}){2,}(?:[-/][0-9A-Z]{1,4})?(?=\Z|[,;)]|  | [^\d\s/-])"
)
_SPACED_DATE = re.compile(r"[0-9]{2} [0-9]{2} (?:19|20)[0-9]{2}")
_NOT_NUMBER = re.compile(
    r"(?:[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|"
    r"[0-9]{1,3}(?:[.,][0-9]{3})*[.,][0-9]{2}|"
    r"[0-9]/[0-9]+|[0-9]{1,2}(?:st|nd|rd|th|er)|v?[0-9]\.[0-9])\Z",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:from|of|for|the|de|du|la|van|der|di|vom|per|is|to|au|le|a|n|no|nr|number|numer|nummer|numero|date|en|el)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value with the score its label and place give it."""

    value: str
    score: float
    place: Place


def number(sheet: Sheet) -> Found:
    """The invoice's own number."""
    found = [*_numbers(sheet), *_in_series(sheet)]
    if not found:
        return _stand_in(sheet)
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


_STAND_INS = re.compile(
    r"booking|reservation|receipt|confirmation|transaction|ticket|folio|voucher|document|statement|order|"
    r"our ref|zeichen|notre ref|n/ref|kenmerk|"
    r"quittung|buchung|auftrag|commande|pedido|reserva|reservierung|reservering|prenotazione"
)


def _stand_in(sheet: Sheet) -> Found:
    """The number of what was booked or ordered, where the document has none of its own."""
    for hit in sheet.of(Kind.OTHER, Kind.ORDER):
        if hit.start > 20 or not _STAND_INS.search(hit.cell.folded[hit.start : hit.end]):
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
        if hit.strength < 0.5 and hit.start > 1:
            continue  # the "no." of some other number
        alone = hit.start == 0 and hit.cell.text[hit.end :].strip(" :.#") == ""
        for spot in sheet.spots(hit, under=2):
            if bare and spot.weight < BEHIND and hit.strength < 0.5 and not alone:
                break
            if bare and spot.weight < BEHIND and (len(spot.cell.text) > 25 or spot.weight < 0.8):
                continue
            if spot.weight < BEHIND and " " in spot.cell.text and is_postal(spot.cell.text):
                continue
            value = _number_in(spot, strict=bare)
            if value is None:
                if spot.weight == BEHIND and not bare:
                    break
                continue
            text, start, end = value
            size = min(hit.cell.height / 40, 0.1) if bare else 0.0
            yield Candidate(text, hit.strength * spot.weight + size, spot.cell.place(start, end))
            break


_REFERRING = re.compile(
    r"(?:original|previous|related|against|corrects?|cancels?|liee|precedente|zu|zur|ursprunglich[a-z]*|"
    r"for|mention|quote|"
    r"state|indicate|angabe|angeben|rappel[a-z]*|vermeld[a-z]*|indicar|sur|order|sales|your|"
    r"with)\s*(?:your |the |our |ihrer |der |de |la |votre )*\Z"
)


_SERIES = re.compile(
    r"\bseri[ae]\.? (?P<series>[A-Z0-9]{1,8}),? n(?:r|umar|ro)\.? (?P<number>[0-9]{2,12})\b", re.I
)


def _in_series(sheet: Sheet) -> Iterator[Candidate]:
    """A number said with its series ("Seria CPL nr. 0041882")."""
    for cell in sheet.pages[0].cells:
        if (found := _SERIES.search(cell.text)) is not None:
            yield Candidate(
                f"{found['series']} {found['number']}", 0.85, cell.place(found.start("series"), found.end())
            )


def _referring(hit: Hit) -> bool:
    """Whether the label speaks of another invoice, or asks to name the number."""
    return _REFERRING.search(hit.cell.folded[: hit.start]) is not None


def _number_in(spot: Spot, strict: bool) -> tuple[str, int, int] | None:
    text = spot.cell.text[spot.start : spot.end]
    skip = len(text) - len(text.lstrip(" :.#=|([-–—\t"))
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
    if after[:1] in ("%", "€", "$", "£") or (strict and len(value) < 2):
        return None
    written = dates_found.in_cell(spot.cell, begin)
    if written and written[0].start <= begin < written[0].end:
        return None
    return clean_key(value), begin, begin + len(value)


@dataclass(frozen=True, slots=True)
class Days:
    """Issue and due date with the order their numbers were read in."""

    issued: Found
    due: Found
    terms: Found


def days(sheet: Sheet, number_place: Place | None) -> Days:
    """When the invoice was issued, when it is due, and the terms that say so."""
    written = [one for cell in sheet.cells for one in dates_found.in_cell(cell)]
    order = dates_found.order_of(written, sheet.text)
    found_terms = _terms(sheet)
    issued = _issued(sheet, order, number_place)
    due = _due(sheet, order, issued)
    if issued and due and order.sure < 0.95 and found_terms and found_terms.days is not None:
        issued, due = _confirmed(sheet, order, found_terms, issued, due, number_place)
    if not due and issued and found_terms:
        on = found_terms.due_on(date.fromisoformat(issued.value))
        if on is not None:
            due = Found(on.isoformat(), min(0.9, issued.confidence))
    if issued and issued.value == due.value and issued.confidence < 0.95:
        issued = Found(issued.value, 0.75, issued.place)  # an unspecific "date" may be the one to pay by
    if issued and due:
        span = (date.fromisoformat(due.value) - date.fromisoformat(issued.value)).days
        if not -1 <= span <= 200:
            issued = Found(issued.value, min(issued.confidence, 0.6), issued.place)
            due = Found(due.value, min(due.confidence, 0.4), due.place)
    text = NOTHING
    if found_terms:
        place = found_terms.cell.place(found_terms.start, found_terms.end)
        text = Found(found_terms.text, 0.9 if found_terms.days is not None else 0.75, place)
    return Days(issued, due, text)


def _confirmed(
    sheet: Sheet, order: Order, found: Terms, issued: Found, due: Found, number_place: Place | None
) -> tuple[Found, Found]:
    """The order of day and month under which the due date follows from the terms, when only one does."""
    for day_first in (order.day_first, not order.day_first):
        other = Order(day_first, 1.0)
        one = _issued(sheet, other, number_place)
        two = _due(sheet, other, one)
        if one and two and found.due_on(date.fromisoformat(one.value)) == date.fromisoformat(two.value):
            return one, two
    return issued, due


def _date_candidates(
    sheet: Sheet, kinds: Iterable[Kind], order: Order
) -> Iterator[tuple[date, Candidate, bool]]:
    for hit in sheet.of(*kinds):
        yield from _days_of_label(sheet, hit, order)


def _days_of_label(sheet: Sheet, hit: Hit, order: Order) -> Iterator[tuple[date, Candidate, bool]]:
    if terms.days_of(hit.cell.folded[: hit.start]) is not None:
        return  # "30 days from invoice date" names no date
    for spot in sheet.spots(hit):
        written = [
            one
            for one in dates_found.in_cell(spot.cell, spot.start)
            if one.end <= spot.end and one.start - spot.start <= (30 if spot.weight == BEHIND else 12)
        ]
        if not written:
            written = dates_found.compact(spot.cell, spot.start, spot.end)
        if not written:
            continue
        day = written[0].day(order.day_first)
        if day is None:
            continue
        numeric = re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]+", written[0].form) is not None
        ambiguous = numeric and written[0].day(not order.day_first) not in (None, day)
        score = hit.strength * spot.weight * (1.0 if hit.start < 25 else 0.8)
        if len(dates_found.in_cell(spot.cell, spot.start)) > 1:
            score *= 0.6  # a span of days: a period of service, not the day of issue
        place = spot.cell.place(written[0].start, written[0].end)
        yield day, Candidate(day.isoformat(), score, place), ambiguous
        break


def _issued(sheet: Sheet, order: Order, number_place: Place | None) -> Found:
    found = [
        *_date_candidates(sheet, (Kind.ISSUED,), order),
        *_behind_number(sheet, order, number_place),
    ]
    if found:
        best = max(found, key=lambda one: one[1].score)
        top = best[1].score
        rivals = {one[0] for one in found if one[1].score > top - 0.15}
        sure = 0.97 if top >= 0.8 else 0.92 if top >= 0.5 else 0.75
        if len(rivals) > 1:
            sure = min(sure, 0.75)
        if best[2]:
            sure = min(sure, order.sure)
        if top < 0.8 and _names_other_days(sheet, order, best[0]):
            sure = min(sure, 0.89)  # a bare "date" among others
        return Found(best[1].value, sure, best[1].place)
    return _near_number(sheet, order, number_place)


def _names_other_days(sheet: Sheet, order: Order, day: date) -> bool:
    """Whether a day that nothing labels, and that is not this one, stands by itself on the document."""
    named = {one[0] for one in _date_candidates(sheet, (Kind.DUE, Kind.OTHER_DATE), order)} | {day}
    return any(
        other is not None and other not in named
        for cell in sheet.cells
        if len(cell.text) <= _SENTENCE
        for one in dates_found.in_cell(cell)
        for other in (one.day(order.day_first),)
    )


_JOINING = re.compile(
    r"[ ,(:/-]*(?:du|vom|of|dated|van|dd\.?|del|de|di|da|fran|fra|av|af|z dnia|ze dne|from)?[ :]*\Z"
)


def _behind_number(
    sheet: Sheet, order: Order, number_place: Place | None
) -> Iterator[tuple[date, Candidate, bool]]:
    """The date that is said together with the number ("facture n° 4711 du 2 juillet 2015")."""
    if number_place is None:
        return
    for cell in sheet.cells:
        box = number_place.box
        if cell.page != number_place.page or abs(cell.box.top - box.top) > 6 or cell.box.right < box.right:
            continue
        for one in dates_found.in_cell(cell):
            before = [
                (word, at)
                for word, at in zip(cell.words, cell.starts, strict=True)
                if word.box.right <= box.right + 1
            ]
            if not before:
                continue
            end = before[-1][1] + len(before[-1][0].text)
            day = one.day(order.day_first)
            if day is not None and end < one.start and _JOINING.match(cell.folded[end : one.start]):
                other = one.day(not order.day_first)
                numeric = re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]+", one.form) is not None
                place = cell.place(one.start, one.end)
                yield day, Candidate(day.isoformat(), 0.93, place), numeric and other not in (None, day)


_SENTENCE = 30  # a cell of more characters is running text: a day in it may be any


def _near_number(sheet: Sheet, order: Order, number_place: Place | None) -> Found:
    """The date printed beside the number ("... 4711 vom 3.7.2014"), else the first that is free."""
    taken = {
        (spot.cell, one.start)
        for hit in sheet.of(Kind.DUE, Kind.OTHER_DATE)
        for spot in list(sheet.spots(hit, under=1))[:1]
        for one in dates_found.in_cell(spot.cell, spot.start)[:1]
    }
    free = [
        one
        for cell in sheet.cells
        for one in dates_found.in_cell(cell)
        if (cell, one.start) not in taken and len(cell.text) < 80
    ]
    free = [one for one in free if not sheet.is_small_print(one.cell.page)] or free
    if all(len(one.cell.text) > _SENTENCE for one in free) and (only := _only_day(sheet, order)):
        return only
    days_of_free = [(one.day(order.day_first), one) for one in free]
    known = [(day, one) for day, one in days_of_free if day is not None]
    if number_place is not None:
        for day, one in known:
            place = one.cell.place(one.start, one.end)
            if place.page == number_place.page and abs(place.box.top - number_place.box.top) < 6:
                return Found(day.isoformat(), min(0.9, order.sure), place)
    if known:
        day, one = known[0]
        alone = len({day for day, _ in known}) == 1
        return Found(
            day.isoformat(), min(0.8 if alone else FAR, order.sure), one.cell.place(one.start, one.end)
        )
    return NOTHING


_ORDERED = re.compile(
    r"order|book|purchase|payment|transaction|buchung|bestell|auftrag|zahlung|commande|pedido|encomenda"
)


def _only_day(sheet: Sheet, order: Order) -> Found:
    """The day of the order or booking, where the document names no other but those to pay by."""
    found = [
        one
        for hit in sheet.of(Kind.OTHER_DATE)
        if _ORDERED.search(hit.cell.folded[hit.start : hit.end])
        for one in _days_of_label(sheet, hit, order)
    ]
    if not found:
        return NOTHING
    best = max(found, key=lambda one: one[1].score)
    return Found(best[1].value, min(FAR, order.sure), best[1].place)


def _due(sheet: Sheet, order: Order, issued: Found) -> Found:
    found = list(_date_candidates(sheet, (Kind.DUE,), order))
    if issued:
        start = date.fromisoformat(issued.value)
        later = [one for one in found if timedelta(0) <= one[0] - start <= timedelta(days=200)]
        found = later or found
    for hit in sheet.of(Kind.TERMS):
        if found:
            break
        found += list(_date_candidates(sheet, (hit.kind,), order))
    if not found:
        return NOTHING
    best = max(found, key=lambda one: one[1].score)
    rivals = {one[0] for one in found if one[1].score > best[1].score - 0.15}
    sure = 0.96 if best[1].score >= 0.8 else 0.85
    if len(rivals) > 1:
        sure = min(sure, 0.75)
    return Found(best[1].value, min(sure, order.sure) if best[2] else sure, best[1].place)


def _terms(sheet: Sheet) -> Terms | None:
    for hit in sheet.of(Kind.TERMS):
        for spot in sheet.spots(hit):
            if dates_found.in_cell(spot.cell, spot.start) and terms.days_of(spot.cell.folded) is None:
                break
            found = terms.read(spot.cell, spot.start, labelled=True)
            if found is not None and len(found.text) <= 90:
                return found
            break
    loose = [
        found for cell in sheet.cells if (found := terms.read(cell)) is not None and found.days is not None
    ]
    return min(loose, key=lambda one: len(one.text)) if loose else None


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
