"""The day an invoice was issued, the day it is due and the terms between, found beside their labels."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.intake.documents import dates_found, terms
from core.intake.documents.around import BEHIND, FAR, Candidate, Sheet, Spot
from core.intake.documents.dates_found import Order, WrittenDate
from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit
from core.intake.documents.terms import Terms
from core.intake.documents.values import NOTHING, Found, Place
from core.intake.documents.words import Cell, under_each_other


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
    if hit.kind is not Kind.DUE and terms.days_of(hit.cell.folded[: hit.start]) is not None:
        return  # "30 days from invoice date" names no date
    if hit.kind is Kind.DUE and hit.strength <= _BARE and _of_something_else(hit):
        return
    for spot in sheet.spots(hit):
        if spot.weight < BEHIND and len(hit.cell.text) > _PROSE:
            return  # a word of a sentence
        written = [
            one
            for one in dates_found.in_cell(spot.cell, spot.start)
            if one.end <= spot.end and one.start - spot.start <= (30 if spot.weight == BEHIND else 12)
        ]
        if not written:
            written = dates_found.compact(spot.cell, spot.start, spot.end)
        if not written:
            written = _in_two_lines(sheet, spot)
        if not written:
            continue
        day = written[0].day(order.day_first)
        if day is None:
            continue
        numeric = re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]+", written[0].form) is not None
        ambiguous = numeric and written[0].day(not order.day_first) not in (None, day)
        score = hit.strength * spot.weight * (1.0 if hit.start < 25 else 0.55 if _is_said(hit) else 0.8)
        if _in_foot(sheet, hit):
            score *= 0.55
        if len(dates_found.in_cell(spot.cell, spot.start)) > 1:
            score *= 0.6  # a span of days: a period of service, not the day of issue
        if spot.weight < BEHIND and hit.strength < 0.8 and _is_first_of_many(sheet, spot.cell):
            score *= 0.5  # a column of days: the lines' own
        if hit.kind is Kind.ISSUED and hit.strength <= _BARE and _is_of_order(sheet, hit):
            score *= 0.6
        place = written[0].cell.place(written[0].start, written[0].end)
        yield day, Candidate(day.isoformat(), score, place), ambiguous
        break


def _in_two_lines(sheet: Sheet, spot: Spot) -> list[WrittenDate]:
    """A day whose year stands on the line below ("February 25th," over "2026")."""
    cell = spot.cell
    first, second = (sheet.above(cell), cell) if _YEAR.match(cell.text) else (cell, sheet.below(cell))
    if first is None or second is None or not _YEAR.match(second.text):
        return []
    whole = under_each_other(first, second)
    return [one for one in dates_found.in_cell(whole) if one.end == len(whole.text)]


_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
_BARE = 0.6  # the strength of "date" alone


_MONEY_WORDS = re.compile(
    r"(?:payments?|amounts?|total|balance|sum|bill|invoice|date|is|are|now|terms?|net|charges|fees?|premium|"
    r"instal+ment|zahlung|betrag|paiement|pago|and|or|be|will)\Z"
)


def _of_something_else(hit: Hit) -> bool:
    """Whether a bare "due" is not said of money ("Next booster due")."""
    before = hit.cell.folded[: hit.start].rstrip(" (-/")
    return before[-1:].isalpha() and _MONEY_WORDS.search(before) is None


def _is_of_order(sheet: Sheet, hit: Hit) -> bool:
    """Whether a bare "dated" stands behind an order's or another paper's number, not behind the invoice's."""
    others = [
        other
        for cell in sheet.line_of(hit.cell).cells
        for other in sheet.hits_of(cell)
        if other.kind in (Kind.ORDER, Kind.OTHER, Kind.NUMBER) and cell.box.left <= hit.cell.box.left
    ]
    kinds = {other.kind for other in others if other.kind is not Kind.NUMBER or other.strength >= 0.6}
    return bool(kinds) and Kind.NUMBER not in kinds


def _in_foot(sheet: Sheet, hit: Hit) -> bool:
    """Whether a label stands in the last eighth of a page: the printer's or the bank's day."""
    page = sheet.pages[hit.cell.page - sheet.pages[0].number]
    return hit.kind is Kind.ISSUED and hit.cell.box.top > 0.88 * page.height


def _is_said(hit: Hit) -> bool:
    """Whether a label is a word of a sentence or of small print, not one that a value is set beside."""
    return len(hit.cell.text) > _PROSE and hit.cell.folded[: hit.start].rstrip()[-1:] not in (":", "|", ";")


def _is_first_of_many(sheet: Sheet, cell: Cell) -> bool:
    """Whether another day stands right below in the same column."""
    return any(
        abs(other.box.left - cell.box.left) < 3
        and 0 < other.box.top - cell.box.top < 3 * cell.height
        and dates_found.in_cell(other)[:1] != []
        and dates_found.in_cell(other)[0].start == 0
        for other in sheet.pages[cell.page - sheet.pages[0].number].cells
    )


def _issued(sheet: Sheet, order: Order, number_place: Place | None) -> Found:
    found = [
        *_date_candidates(sheet, (Kind.ISSUED,), order),
        *_behind_number(sheet, order, number_place),
        *_alone_in_head(sheet, order),
    ]
    leaving = (
        _day_of_leaving(sheet, order) if not found or max(one[1].score for one in found) < 0.4 else NOTHING
    )
    if found and not leaving:
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
    return leaving or _near_number(sheet, order, number_place)


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
    r"[ ,(:/-]*(?:du|vom|of|dated|van|dd\.?|del|de|di|da|fran|fra|av|af|z dnia|ze dne|from|"
    r"від|от|од|din|din data|kelt|tarihli|ngay)?[ :]*\Z"
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


_PROSE = 70  # so many characters in one cell are a sentence or small print
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


_MONEY = re.compile(r"[0-9][.,][0-9]{2}(?![0-9])")


def _alone_in_head(sheet: Sheet, order: Order) -> Iterator[tuple[date, Candidate, bool]]:
    """The only day without a label in the upper half of the first page, as a letter is dated."""
    page = sheet.pages[0]
    labelled = {
        spot.cell
        for hit in sheet.of(Kind.DUE, Kind.OTHER_DATE, Kind.ISSUED, Kind.TERMS, Kind.OTHER)
        for spot in list(sheet.spots(hit))[:2]
    }
    free = [
        (one, day)
        for cell in page.cells
        if cell.box.bottom < page.height / 2 and len(cell.text) <= _SENTENCE and cell not in labelled
        if not any(_MONEY.search(other.text) for other in sheet.line_of(cell).cells)
        if not any(hit.kind is Kind.NUMBER for hit in sheet.hits_of(cell))
        for written in (dates_found.in_cell(cell),)
        if len(written) == 1
        for one in written
        if (day := one.day(order.day_first)) is not None
    ]
    if len(free) == 1:
        one, day = free[0]
        numeric = re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]+", one.form) is not None
        ambiguous = numeric and one.day(not order.day_first) not in (None, day)
        yield day, Candidate(day.isoformat(), 0.45, one.cell.place(one.start, one.end)), ambiguous


_LEFT = re.compile(r"depart|check-?out|abreise|salida|partenza|partida|vertrek|discharge|utcheck")


def _day_of_leaving(sheet: Sheet, order: Order) -> Found:
    """The day a guest left, on which his bill is written where it names no other day for that."""
    for hit in sheet.of(Kind.OTHER_DATE):
        if _LEFT.search(hit.cell.folded[hit.start : hit.end]):
            for day, one, _ in _days_of_label(sheet, hit, order):
                return Found(day.isoformat(), min(0.75, order.sure), one.place)
    return NOTHING


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


_PAYING = re.compile(r"payment date|date of payment|paiement|zahlung|betaal|pago|pagamento")


def _of_payment(sheet: Sheet, order: Order) -> Iterator[tuple[date, Candidate, bool]]:
    """A "payment date"; of one that is still to come, the day to pay by."""
    for hit in sheet.of(Kind.OTHER_DATE):
        if _PAYING.search(hit.cell.folded[hit.start : hit.end]):
            yield from _days_of_label(sheet, hit, order)


_BY = re.compile(
    r"[ :]*(?:by|on or before|on|before|bis(?: zum)?|avant(?: le)?|pour le|voor|antes del?|entro)[ :]+"
)


def _said_with_amount(sheet: Sheet, order: Order) -> Iterator[tuple[date, Candidate, bool]]:
    """The day that is said with the amount to pay ("Amount due by 29 March 2024")."""
    for hit in sheet.of(Kind.PAYABLE, Kind.GROSS):
        cell = hit.cell
        by = _BY.match(cell.folded, hit.end)
        for one in dates_found.in_cell(cell, by.end() if by else len(cell.text))[:1]:
            day = one.day(order.day_first)
            if by is not None and day is not None and one.start - by.end() < 6:
                other = one.day(not order.day_first)
                place = cell.place(one.start, one.end)
                yield day, Candidate(day.isoformat(), 0.95, place), one.form[:1].isdigit() and other != day


def _due(sheet: Sheet, order: Order, issued: Found) -> Found:
    found = [*_date_candidates(sheet, (Kind.DUE,), order), *_said_with_amount(sheet, order)]
    if issued:
        start = date.fromisoformat(issued.value)
        later = [one for one in found if timedelta(0) <= one[0] - start <= timedelta(days=200)]
        found = later or found
    for hit in sheet.of(Kind.TERMS):
        if found:
            break
        days_named = _days_of_label(sheet, hit, order)
        found += [one for one in days_named if not issued or one[0].isoformat() > issued.value]
    if not found and issued:
        found = [one for one in _of_payment(sheet, order) if one[0].isoformat() > issued.value]
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
