"""Who wrote an invoice and whom it bills."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.intake.documents import letterheads, no_names, registrations
from core.intake.documents.around import BEHIND, Sheet, Spot
from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit, hits
from core.intake.documents.names_found import (
    could_be_name,
    fits_host,
    has_legal_form,
    head,
    hosts,
    is_country,
    is_postal,
    is_street,
)
from core.intake.documents.values import NOTHING, Found, Place
from core.intake.documents.words import Block, Cell, Page, blocks, fold, tidy


@dataclass(slots=True)
class _Suspect:
    """A name that may be the issuer's, with what speaks for it."""

    name: str
    place: Place
    score: float = 0.0
    seen: int = 0
    reasons: set[str] = field(default_factory=set)

    def speak(self, reason: str, weight: float) -> None:
        if reason not in self.reasons:
            self.reasons.add(reason)
            self.score += weight


@dataclass(frozen=True, slots=True)
class Parties:
    """Issuer and recipient of one invoice."""

    issuer: Found
    recipient: Found


def find(sheet: Sheet) -> Parties:
    """Issuer and recipient, each with its confidence."""
    grouped = [(page, blocks(page)) for page in sheet.pages]
    billed = _recipient_cells(sheet, grouped)
    issuer = _issuer(sheet, grouped, billed.theirs)
    if issuer.confidence <= _GUESS:
        issuer = _second_look(sheet, grouped, billed.found) or issuer
    recipient = billed.found
    if not recipient and issuer:
        recipient = _address_window(grouped, issuer)
    if recipient and issuer and fold(recipient.value) == fold(issuer.value):
        recipient = Found(recipient.value, 0.3, recipient.place)
    return Parties(issuer, recipient)


_GUESS, _CLEAR = 0.5, 1.5  # confidence of a guess; the lead over every other name that leaves no doubt
# Labels only where a colon follows: "Hotel: ..." but not "Hotel check-in 2 pm".
_PLAIN_WORDS = {
    "from", "pay", "payable", "seller", "vendor", "empfanger", "hotel", "school", "clinic", "carrier", "host",
    "provider", "publisher", "contractor",
}  # fmt: skip


def _second_look(sheet: Sheet, grouped: list[tuple[Page, list[Block]]], recipient: Found) -> Found:
    """The issuer among all names but the recipient's, where what was taken for the recipient's address may
    have been too much."""
    named = recipient.place
    theirs = frozenset(
        id(cell) for cell in sheet.cells if named and cell.page == named.page and recipient.value in cell.text
    )
    found = _issuer(sheet, grouped, theirs)
    return (
        Found(found.value, min(found.confidence, 0.55), found.place) if found.confidence > _GUESS else NOTHING
    )


@dataclass(frozen=True, slots=True)
class _Billed:
    found: Found
    theirs: frozenset[int]


def _recipient_cells(sheet: Sheet, grouped: list[tuple[Page, list[Block]]]) -> _Billed:
    """The recipient by its label, and the cells that are the recipient's or a delivery address."""
    theirs: set[int] = set()
    best = NOTHING
    block_of = {id(cell): block for _, found in grouped for block in found for cell in block.cells}
    for hit in sheet.of(Kind.RECIPIENT, Kind.SHIP_TO):
        if hit.start > 3 or (
            len(hit.cell.text) > 60
            and hit.end < len(hit.cell.text)
            and ":" not in hit.cell.text[hit.end : hit.end + 2]
        ):
            continue
        short = hit.end - hit.start <= 3
        behind = hit.cell.text[hit.end :].strip()
        if (short and behind[:1] != ":" and behind) or behind[:1].islower():
            continue
        for spot in [*_said_to_be(sheet, hit), *_column_first(hit, sheet.spots(hit, under=2))]:
            text = tidy(spot.cell.text[spot.start : spot.end].strip(" :"))
            name = head(text)
            if not could_be_name(name) or (spot.weight < BEHIND and _opens_with_label(sheet, spot.cell)):
                continue
            block = block_of[id(spot.cell)]
            if spot.cell in block.cells:
                at = block.cells.index(spot.cell)
                theirs.update(id(cell) for cell in block.cells[at : at + 7])
            if hit.kind is Kind.RECIPIENT:
                sure = 0.9 if spot.weight > 0.6 else 0.6
                if sure > best.confidence:
                    at_name = spot.cell.text.find(name)
                    best = Found(name, sure, spot.cell.place(at_name, at_name + len(name)))
            break
    for page, found in grouped[:1]:
        for block in _under_sender_lines(page, found):
            theirs.update(id(cell) for cell in block.cells[:7])
            name = head(block.cells[0].text)
            if not best and could_be_name(name):
                best = Found(name, 0.85, block.cells[0].place(0, len(name)))
    return _Billed(best, frozenset(theirs))


def _under_sender_lines(page: Page, found: list[Block]) -> Iterator[Block]:
    """The addresses printed right under a line with the sender's, as in the window of an envelope."""
    for cell, behind in letterheads.sender_lines(page):
        name = head(cell.text)
        if cell.box.top > 0.35 * page.height or not could_be_name(name):
            continue
        if not (is_postal(behind) and is_street(behind)):
            continue
        for block in found:
            first = block.cells[0]
            gap = first.box.top - cell.box.bottom
            near = 0 < gap < 4 * first.height and abs(first.box.left - cell.box.left) < 12
            if near and first.height > 1.1 * cell.height and _is_address(block):
                yield block
                break


def _column_first(hit: Hit, spots: Iterable[Spot]) -> list[Spot]:
    """The spots with those right under the label on its own left edge before those beside it: a label that
    heads a block of address names the block, not what happens to stand to its right."""

    def rank(spot: Spot) -> int:
        if spot.weight == BEHIND:
            return 0
        box, gap = spot.cell.box, spot.cell.box.top - hit.cell.box.bottom
        heads = abs(box.left - hit.cell.box.left) < 4 and gap < 1.1 * max(hit.cell.height, spot.cell.height)
        return 1 if heads else 2

    return sorted(spots, key=rank)


_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")


def _is_label(cell: Cell) -> bool:
    length = len(_BRACKETS.sub("", cell.text).rstrip(" :."))
    return any(hit.start == 0 and hit.end >= length for hit in hits(cell))


def _opens_with_label(sheet: Sheet, cell: Cell) -> bool:
    return any(hit.start == 0 and hit.strength >= 0.6 for hit in sheet.hits_of(cell))


def _issuer(sheet: Sheet, grouped: list[tuple[Page, list[Block]]], theirs: frozenset[int]) -> Found:
    suspects: dict[str, _Suspect] = {}
    own_hosts = _own_hosts(sheet, theirs)
    taken = theirs | no_names.cells(sheet)
    for page, found in grouped[:1] + grouped[1:][-1:]:
        look = _look(page)
        for block in found:
            whole = letterheads.with_what_it_heads(block, found)
            _weigh_block(sheet, page, look, block, whole, taken, suspects)
    for name, place in letterheads.firms_at_the_foot(grouped[0][0], taken):
        suspect = _suspect(suspects, name, place)
        suspect.speak("registered", 0.6)
        suspect.speak("registry", 0.4)
        suspect.speak("foot", 0.25)
    for name, place in letterheads.firms_behind_brands(sheet.cells):
        suspect = _suspect(suspects, name, place)
        suspect.speak("registry", 0.4)
        suspect.speak("said", 1.3)
    for name, place, weight in _labelled(sheet, theirs):
        _suspect(suspects, name, place).speak("label", weight)
    for suspect in suspects.values():
        fit = max((fits_host(suspect.name, host) for host in own_hosts), default=0.0)
        suspect.score += 1.2 * fit
        if has_legal_form(suspect.name):
            suspect.score += 0.6
        if "window" not in suspect.reasons:
            suspect.score += min(suspect.seen - 1, 3) * 0.25
        if fit:
            suspect.reasons.add("host")
    ranked = sorted(suspects.values(), key=lambda one: (-one.score, one.place.page, one.place.box.top))
    if not ranked or ranked[0].score < 0.3:
        return _brand(sheet, own_hosts)
    best = _in_full(ranked)
    rival = next((one for one in ranked if one is not best and not _akin(one.name, best.name)), None)
    margin = best.score - rival.score if rival else best.score
    proofs = (
        len(best.reasons & {"label", "host", "registered", "top"})
        + (best.seen > 1)
        + has_legal_form(best.name)
    )
    sure = (
        0.94
        if proofs >= 3 and margin >= _CLEAR
        else 0.88
        if margin >= 0.6
        else 0.75
        if margin >= 0.25
        else 0.55
    )
    if own_hosts and not any(fits_host(best.name, host) for host in own_hosts):
        sure = min(sure, 0.88)  # its web address speaks for another, as on a marketplace
    if letterheads.written_for_another(sheet.cells):
        sure = min(sure, 0.85)
    return Found(best.name, sure, best.place)


def _in_full(ranked: Sequence[_Suspect]) -> _Suspect:
    """The likeliest name, or the firm's full one where that is only a brand it holds or stands behind."""
    best = ranked[0]
    if has_legal_form(best.name):
        return best
    brand = re.compile(rf"(?<!\w){re.escape(fold(best.name))}(?!\w)")
    for one in ranked[1:]:
        holds = brand.search(fold(one.name)) is not None
        proved = (has_legal_form(one.name) and one.reasons) or bool(
            one.reasons & {"sender line", "registered", "label"}
        )
        if holds and proved and one.score > best.score - 1.1:
            return one
    firms = [one for one in ranked[1:] if has_legal_form(one.name) and "registry" in one.reasons]
    return firms[0] if len(firms) == 1 and "window" not in firms[0].reasons else best


def _brand(sheet: Sheet, own_hosts: Sequence[str]) -> Found:
    """The name in the issuer's web address, when the name itself is only in a picture."""
    if not own_hosts:
        return NOTHING
    name = Counter(own_hosts).most_common(1)[0][0]
    word = re.compile(rf"(?<![\w.@/-]){re.escape(name)}(?![\w@-]|\.[a-z])")
    for cell in sheet.cells:  # the name as it is written where it is no address
        if found := word.search(cell.folded):
            shown = cell.text[found.start() : found.end()]
            return Found(shown, 0.6, cell.place(found.start(), found.end()))
    for cell in sheet.cells:
        at = cell.folded.find(name)
        if at >= 0:
            return Found(cell.text[at : at + len(name)], 0.5, cell.place(at, at + len(name)))
    return NOTHING


def _akin(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    return a.startswith(b) or b.startswith(a)


def _suspect(suspects: dict[str, _Suspect], name: str, place: Place) -> _Suspect:
    suspect = suspects.setdefault(fold(name).rstrip("."), _Suspect(name, place))
    suspect.seen += 1
    return suspect


def _own_hosts(sheet: Sheet, theirs: frozenset[int]) -> list[str]:
    return [host for cell in sheet.cells if id(cell) not in theirs for host in hosts(cell.text)]


@dataclass(frozen=True, slots=True)
class _Look:
    """What a page looks like: the usual height of its letters, that of the largest name above, the cells that
    open a sender's line, and where the slip begins."""

    typical: float
    headline: float
    senders: frozenset[int]
    slip: float


def _look(page: Page) -> _Look:
    senders = frozenset(
        id(cell) for cell, behind in letterheads.sender_lines(page) if is_postal(behind) and is_street(behind)
    )
    typical, headline = letterheads.typical_height(page), letterheads.headline(page)
    return _Look(typical, headline, senders, registrations.slip_top(page))


def _weigh_block(
    sheet: Sheet,
    page: Page,
    look: _Look,
    block: Block,
    whole: Block,
    theirs: frozenset[int],
    suspects: dict[str, _Suspect],
) -> None:
    registered = registrations.is_in(whole)
    opening = 1 if len(block.cells) > 1 and no_names.is_heading(block.cells[0]) else 0
    for position, cell in enumerate(block.cells[opening:14]):
        if id(cell) in theirs or len(cell.text) > 260:
            continue
        labels = sheet.hits_of(cell)
        if _is_label(cell) or no_names.is_priced(sheet, cell):
            continue
        if (
            labels
            and labels[0].start == 0
            and labels[0].strength >= 0.6
            and not has_legal_form(head(cell.text))
        ):
            continue
        name = head(cell.text)
        if not could_be_name(name) or (len(cell.text) > 90 and not has_legal_form(name)):
            continue
        if is_postal(cell.text) and not has_legal_form(name) and no_names.is_town(cell.text, name):
            continue
        if position and _is_house(block.cells[position - 1], cell, name):
            continue
        share = cell.box.top / page.height
        if share > 0.2 and (no_names.is_bank(name) or no_names.is_domain(name)):
            continue
        on_slip = position == 0 and cell.box.top > look.slip and _is_address(block)
        if 0.3 < share < 0.8 and not (has_legal_form(name) or on_slip):
            continue
        at = max(cell.text.find(name), 0)
        suspect = _suspect(suspects, name, cell.place(at, at + len(name)))
        if position == 0:
            address = any(
                is_street(other.text) or is_postal(other.text)
                for other in whole.cells[1 + opening : 5 + opening]
            )
            suspect.speak("head", 0.2 + 0.15 * address)
        if id(cell) in look.senders or (
            len(cell.text) > len(name) + 8 and (is_postal(cell.text) or is_street(cell.text[len(name) :]))
        ):
            suspect.speak("sender line", 0.7)
        if registered:
            suspect.speak("registered", 0.6 if position <= 1 else 0.2)
        if on_slip and "window" not in suspect.reasons:
            suspect.speak("slip", 0.45)
        if share > 0.6 and has_legal_form(name) and registrations.is_beside(sheet, block, position + opening):
            suspect.speak("registry", 0.4)
        if share < 0.12:
            suspect.speak("top", 0.45)
        elif share < 0.2:
            suspect.speak("top", 0.25)
        if share > 0.75 and position == 0 and "window" not in suspect.reasons:
            suspect.speak("foot", 0.25)
        if cell.height > 1.3 * look.typical and share < 0.3:
            suspect.speak("large", 0.4)
        if (
            (0.12 if cell.height * 1.25 > look.headline else 0.05) < share < 0.35
            and _is_address(block)
            and cell.box.left < page.width * 0.75
        ):
            suspect.speak("window", -0.5 if suspect.reasons & {"sender line", "registered"} else -0.85)


def _is_house(above: Cell, cell: Cell, name: str) -> bool:
    """Whether a line under somebody's name is the house before its street ("The Mill, 4 Mill Lane")."""
    behind = cell.text[cell.text.find(name) + len(name) :]
    return (
        not has_legal_form(name)
        and behind.startswith(",")
        and any(letter.isdigit() for letter in behind)
        and not is_postal(cell.text)
        and could_be_name(head(above.text))
    )


def _is_address(block: Block) -> bool:
    """Whether a town, a country, or a street with a line below it stands under the block's first line."""
    if any(is_postal(cell.text) or is_country(cell.text) for cell in block.cells[1:7]):
        return True
    return any(is_street(cell.text) and cell.text[-1:].isalnum() for cell in block.cells[1:-1][:3])


_NAME_LABEL = re.compile(
    r"(?:company )?name ?:|denominazione ?:|ragione sociale ?:|razon social ?:|nombre(?: fiscal)? ?:|"
    r"nom ?:|raison sociale ?:|(?:nome ?/ ?)?razao social ?:|nome empresarial ?:|obchodni (?:jmeno|firma) ?:|"
    r"firma ?:|nazwa ?:|nome ?:|naam ?:|bedrijfsnaam ?:|unternehmen ?:"
)


def _said_to_be(sheet: Sheet, hit: Hit) -> Iterator[Spot]:
    """The name behind a label of its own under a party's ("Denominazione: Foods S.r.l.")."""
    for spot in list(sheet.spots(hit, under=4)):
        if spot.weight < BEHIND and (found := _NAME_LABEL.match(spot.cell.folded)) is not None:
            yield Spot(spot.cell, found.end(), len(spot.cell.text), 0.84)
            return
    line = sheet.line_of(hit.cell)
    if len(line.cells) > 1 or hit.end < len(hit.cell.text.rstrip(" :")):
        return
    below = (
        cell for cell in sheet.cells if cell.page == hit.cell.page and cell.box.top > hit.cell.box.bottom - 1
    )
    for cell in below:  # under a heading in the middle of the page the names stand at its edge
        if cell.box.top > hit.cell.box.bottom + 4.5 * hit.cell.height:
            return
        if (found := _NAME_LABEL.match(cell.folded)) is not None:
            yield Spot(cell, found.end(), len(cell.text), 0.84)
            return


def _labelled(sheet: Sheet, theirs: frozenset[int]) -> Iterator[tuple[str, Place, float]]:
    for hit in sheet.of(Kind.ISSUER):
        opening = hit.cell.text[hit.end : hit.end + 2].strip()[:1]
        if hit.start > 60 or (hit.end < len(hit.cell.text) and hit.start > 0 and opening != ":"):
            continue
        plain_word = hit.cell.folded[hit.start : hit.end] in _PLAIN_WORDS
        if plain_word and opening != ":" and hit.cell.text[hit.end :].strip():
            continue
        for spot in [*_said_to_be(sheet, hit), *_column_first(hit, sheet.spots(hit, under=1))]:
            if id(spot.cell) in theirs:
                break
            if spot.weight < BEHIND and _is_label(spot.cell):
                continue
            text = spot.cell.text[spot.start : spot.end].strip(" :")
            name = head(text)
            if could_be_name(name) and not (spot.weight == BEHIND and name[0].islower() and opening != ":"):
                at = spot.cell.text.find(name)
                weight = 1.8 if hit.strength >= 1.0 else 0.45
                yield name, spot.cell.place(at, at + len(name)), weight
                break


def _address_window(grouped: list[tuple[Page, list[Block]]], issuer: Found) -> Found:
    """The address printed where the window of an envelope is: above, with a town, not the issuer's."""
    page, found = grouped[0]
    best, best_score = NOTHING, 0.0
    for block in found:
        own = [akin for akin in block.cells[:2] if _akin(head(akin.text), issuer.value)]
        first = block.cells[min(len(own), len(block.cells) - 1)]
        name = head(first.text)
        if len(block.cells) < 2 or not could_be_name(name) or first.box.top > page.height * 0.45:
            continue
        if _is_label(first):
            continue
        if _akin(name, issuer.value) or not _is_address(block):
            continue
        score = 0.6 + 0.2 * (page.height * 0.1 < first.box.top < page.height * 0.35)
        score -= 0.3 * (registrations.is_in(block))
        if score > best_score:
            at = max(first.text.find(name), 0)
            best, best_score = Found(name, min(score, 0.8), first.place(at, at + len(name))), score
    return best
