"""Who wrote an invoice and whom it bills."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.intake.documents import letterheads, no_names, recipients, registrations
from core.intake.documents.around import BEHIND, Sheet
from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit
from core.intake.documents.names_found import (
    LEGAL_FORM,
    could_be_name,
    fits_host,
    has_legal_form,
    head,
    hosts,
    is_postal,
    is_street,
    is_titled,
)
from core.intake.documents.values import NOTHING, Found, Place
from core.intake.documents.words import Block, Cell, Page, blocks, fold


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
    billed = recipients.billed(sheet, grouped)
    issuer = _issuer(sheet, grouped, billed.theirs)
    if issuer.confidence <= _GUESS:
        issuer = _second_look(sheet, grouped, billed.found) or issuer
    recipient = billed.found
    if not recipient and issuer:
        recipient = recipients.in_window(grouped, issuer)
    if recipient and issuer and fold(recipient.value) == fold(issuer.value):
        recipient = Found(recipient.value, 0.3, recipient.place)
    return Parties(issuer, recipient)


_GUESS, _CLEAR = 0.5, 1.5  # confidence of a guess; the lead over every other name that leaves no doubt
# Labels only where a colon follows: "Hotel: ..." but not "Hotel check-in 2 pm".
_PLAIN_WORDS = {
    "from", "pay", "payable", "seller", "vendor", "empfanger", "hotel", "school", "clinic", "carrier", "host",
    "provider", "publisher", "contractor",
}  # fmt: skip
_IN_NAMES = {"hotel", "school", "clinic", "provider", "publisher"}  # of those, words that names begin with


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
    for name, place in letterheads.firms_behind_brands(sheet.pages):
        suspect = _suspect(suspects, name, place)
        suspect.speak("registry", 0.4)
        suspect.speak("said", 1.3)
    for name, place in letterheads.account_holders(sheet.pages):
        _suspect(suspects, name, place).speak("label", 0.45)
    for name, place, weight in _labelled(sheet, theirs):
        _suspect(suspects, name, place).speak("label", weight)
    brands = [_words_of(one.name) for one in suspects.values() if one.reasons >= {"top", "large"}]
    _tell_the_bare(suspects)
    _speak_for_the_first(suspects)
    for suspect in suspects.values():
        domain = no_names.is_domain(suspect.name) and "large" not in suspect.reasons
        own = [] if domain else own_hosts
        suspect.score -= 0.3 * domain
        fit = max((fits_host(suspect.name, host) for host in own), default=0.0)
        suspect.score += 1.2 * fit
        if has_legal_form(suspect.name):
            suspect.score += 0.6
        if any(brand < _words_of(LEGAL_FORM.sub("", fold(suspect.name))) for brand in brands):
            suspect.score += 0.8  # the full name, its brand above
            suspect.reasons.add("full")
        if "titled" in suspect.reasons and not any(
            _words_of(suspect.name) < _words_of(one.name) for one in suspects.values()
        ):
            suspect.score -= 0.65  # "Delivery Service Invoice" may be no more than a title
        if "window" in suspect.reasons and (
            "full" in suspect.reasons or ("label" in suspect.reasons and suspect.seen > 2)
        ):
            suspect.score += 0.85  # an address to pay to may well stand where windows are
        if "window" not in suspect.reasons:
            suspect.score += min(suspect.seen - 1, 3) * 0.25
        if fit:
            suspect.reasons.add("host")
    ranked = sorted(suspects.values(), key=_rank)
    if not ranked or ranked[0].score < 0.3:
        return _brand(sheet, own_hosts) or _first_of(ranked)
    best = _spelt_out(_in_full(ranked), ranked)
    rival = next(
        (one for one in ranked if one is not best and not recipients.akin(one.name, best.name)), None
    )
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


def _rank(suspect: _Suspect) -> tuple[float, int, int, float]:
    """The likelier first, and of equal ones the upper, the left."""
    return -suspect.score, *_place_rank(suspect.place)


_FACTS = {"foot", "registered", "reached", "signed", "sender line", "label", "registry", "said"}


def _tell_the_bare(suspects: dict[str, _Suspect]) -> None:
    """An address with nothing but an address is whom the other writes to, whose telephone stands with his,
    who signs below or is in the register at the foot."""
    addressed = [one for one in suspects.values() if "addressed" in one.reasons]
    told = [one for one in addressed if one.reasons & {"reached", "signed"}]
    told += [
        one for one in suspects.values() if "foot" in one.reasons and one.reasons & {"registry", "addressed"}
    ]
    bare = [one for one in addressed if one.seen == 1 and not one.reasons & _FACTS]
    if not told or not bare:
        return
    for one in bare:
        one.speak("bare", -0.85)
    for one in told:
        one.speak("told", 1.3 if "window" in one.reasons else 0.3)


_INITIALS = re.compile(r"[A-Z]{2,5}\Z")


def _spelt_out(best: _Suspect, ranked: Sequence[_Suspect]) -> _Suspect:
    """The name whose initials the likeliest one is no more than ("RDA": Roeivereniging De Amstel)."""
    if _INITIALS.match(best.name):
        for one in ranked:
            words = re.split(r"[\W_]+", one.name)
            if len(words) > 1 and "".join(word[:1] for word in words).upper() == best.name:
                return one
    return best


def _in_full(ranked: Sequence[_Suspect]) -> _Suspect:
    """The likeliest name, or the firm's full one where that is only a brand it holds or stands behind."""
    best = ranked[0]
    if has_legal_form(best.name) and not _PARTNERS.search(fold(best.name)):
        return best
    brand = _words_of(best.name)
    for one in ranked[1:]:
        holds = brand <= _words_of(one.name)
        proved = (has_legal_form(one.name) and one.reasons - {"head", "addressed"}) or bool(
            one.reasons & {"sender line", "registered", "label", "full"}
        )
        if holds and proved and one.score > best.score - 1.1:
            return one
    if "label" in best.reasons:
        return best
    firms = [one for one in ranked[1:] if has_legal_form(one.name) and "registry" in one.reasons]
    return firms[0] if len(firms) == 1 and "window" not in firms[0].reasons else best


def _speak_for_the_first(suspects: dict[str, _Suspect]) -> None:
    """Of several names with an address the first, or the left, is the sender's, unless in a window."""
    addressed = [one for one in suspects.values() if "addressed" in one.reasons]
    free = [one for one in addressed if not one.reasons & {"window", "bare"}]
    if free and len(addressed) > 1:
        first = min(free, key=lambda one: _place_rank(one.place))
        brand = _words_of(first.name)
        fuller = any(brand < _words_of(one.name) for one in suspects.values())
        kept = any(one.reasons & {"registry", "said", "label"} for one in suspects.values())
        if "large" not in first.reasons and not fuller and not kept:
            first.speak("first", 0.7)


def _place_rank(place: Place) -> tuple[int, int, float]:
    return place.page, round(place.box.top / 10), place.box.left


_PARTNERS = re.compile(r"& (?:sons?|co|bros)\.?\Z")  # more may follow: "Whitcombe & Sons Auctioneers"
_LITTLE = frozenset({"", "and", "und", "et", "e", "y", "en", "i", "og", "och", "the"})


def _words_of(name: str) -> set[str]:
    """The words of a name, without what joins them."""
    return set(re.split(r"\W+", fold(name))) - _LITTLE


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


def _first_of(ranked: Sequence[_Suspect]) -> Found:
    """The likeliest firm where none has much for it: of two parties side by side the issuer stands first."""
    firms = [one for one in ranked if has_legal_form(one.name)]
    return Found(firms[0].name, 0.3, firms[0].place) if firms else NOTHING


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
    opening = 1 if len(block.cells) > 1 and no_names.opens_no_name(block.cells[0]) else 0
    position = -1  # among the names of the block, facts before the first left out
    for at, cell in enumerate(block.cells[:14]):
        if at < opening or id(cell) in theirs or not (name := _name_in(sheet, page, look, block, at)):
            continue
        position, share = position + 1 if at <= opening + 2 else at, cell.box.top / page.height
        on_slip = at == 0 and cell.box.top > look.slip and recipients.is_address(block)
        signed = registered and position == 0 and " " in name and name[0].isupper()
        signed = signed and recipients.is_address(block)
        if 0.3 < share < 0.8 and not (has_legal_form(name) or on_slip or signed):
            continue
        begins = max(cell.text.find(name), 0)
        place = cell.place(begins, begins + len(name))
        if longer := letterheads.carried_on(page, block, at, name, look.typical):
            name, place = longer
        suspect = _suspect(suspects, name, place)
        if signed and share > 0.4 and not on_slip:
            suspect.reasons.add("signed")
        stood_above = "top" in suspect.reasons and "window" not in suspect.reasons
        if position == 0:
            address = any(
                is_street(other.text) or is_postal(other.text) for other in whole.cells[1 + at : 5 + at]
            )
            suspect.speak("head", 0.2 + 0.15 * address)
            if is_titled(cell.text):
                suspect.reasons.add("titled")
            elif address:
                suspect.reasons.add("addressed")
                if registrations.is_reached(whole):
                    suspect.reasons.add("reached")
        if id(cell) in look.senders or (
            len(cell.text) > len(name) + 8 and (is_postal(cell.text) or is_street(cell.text[len(name) :]))
        ):
            suspect.speak("sender line", 0.7)
        if registered:
            suspect.speak("registered", 0.6 if at - opening <= 1 or position == 0 else 0.2)
        if on_slip and "window" not in suspect.reasons:
            suspect.speak("slip", 0.45)
        if share > 0.6 and has_legal_form(name) and registrations.is_beside(sheet, block, at):
            suspect.speak("registry", 0.4)
        if share < 0.12:
            suspect.speak("top", 0.45)
        elif share < 0.2:
            suspect.speak("top", 0.25)
        if share > 0.75 and at == opening and "window" not in suspect.reasons:
            suspect.speak("foot", 0.25)
        if cell.height > 1.3 * look.typical and share < 0.3:
            suspect.speak("large", 0.4)
        if (
            (0.12 if cell.height * 1.25 > look.headline else 0.05) < share < 0.35
            and recipients.is_address(block)
            and cell.box.left < page.width * 0.75
            and not stood_above
        ):
            suspect.speak("window", -0.5 if suspect.reasons & {"sender line", "registered"} else -0.85)


def _name_in(sheet: Sheet, page: Page, look: _Look, block: Block, at: int) -> str:
    """The name a cell of a block begins with; "" where it holds something else."""
    cell = block.cells[at]
    if len(cell.text) > 260 or recipients.is_label(cell) or no_names.is_priced(sheet, cell):
        return ""
    name, labels = head(cell.text), sheet.hits_of(cell)
    formed = has_legal_form(name)
    if not formed and (_opens_with_label(labels, look.typical) or no_names.is_mostly_labels(cell, labels)):
        return ""
    if not could_be_name(name) or (len(cell.text) > 90 and not formed):
        return ""
    if is_postal(cell.text) and not formed and no_names.is_town(cell.text, name):
        return ""
    if not formed and no_names.is_valued(sheet, cell, look.typical):
        return ""
    if not formed and _is_house(page, block.cells[at - 1] if at else None, cell, name):
        return ""
    if cell.box.top > 0.2 * page.height and (no_names.is_bank(name) or no_names.is_domain(name)):
        return ""
    return name


def _opens_with_label(labels: Sequence[Hit], typical: float) -> bool:
    """Whether the first label opens its cell, unless its word opens a name ("Hotel Bellevue", or a name in
    large letters: "Total Clean Supplies")."""
    if not labels or labels[0].start > 0 or labels[0].strength < 0.6:
        return False
    hit = labels[0]
    behind = hit.cell.text[hit.end :].strip()
    if hit.cell.folded[: hit.end] in _IN_NAMES and behind[:1].isalpha():
        return False
    if not behind[:1].isupper() or any(letter.isdigit() for letter in behind):
        return True
    heading = hit.cell.height > 1.2 * typical and hit.end < 0.4 * len(hit.cell.text)
    return not heading


def _is_house(page: Page, above: Cell | None, cell: Cell, name: str) -> bool:
    """Whether a line under somebody's name is the house before its street ("The Mill, 4 Mill Lane")."""
    behind = cell.text[cell.text.find(name) + len(name) :]
    if not behind.startswith(",") or not any(letter.isdigit() for letter in behind):
        return False
    if above is not None and not is_postal(cell.text) and could_be_name(head(above.text)):
        return True
    if not no_names.is_building(name):
        return False
    return any(
        0 <= cell.box.top - other.box.bottom < 2 * other.height
        and other.box.left < cell.box.right
        and other.box.right > cell.box.left
        and could_be_name(head(other.text))
        for other in page.cells
    )


def _labelled(sheet: Sheet, theirs: frozenset[int]) -> Iterator[tuple[str, Place, float]]:
    for hit in sheet.of(Kind.ISSUER):
        opening = hit.cell.text[hit.end : hit.end + 2].strip()[:1]
        behind = hit.cell.text[hit.end :].strip(" .")
        told = hit.strength < 1 and behind[:1].isupper() and head(behind) == behind
        if hit.start > 60 and not told:
            continue
        if hit.end < len(hit.cell.text) and hit.start > 0 and opening != ":" and not told:
            continue
        if hit.cell.folded.startswith(("from/to", "from / to"), hit.start):
            continue  # a column of a journey
        plain_word = hit.cell.folded[hit.start : hit.end] in _PLAIN_WORDS
        if plain_word and hit.start > 0 and opening != ":":
            continue  # "Woodcroft School"
        if plain_word and opening not in (":", "/") and hit.cell.text[hit.end :].strip():
            continue
        for spot in [
            *recipients.said_to_be(sheet, hit),
            *recipients.column_first(hit, sheet.spots(hit, under=1)),
        ]:
            if id(spot.cell) in theirs:
                break
            if spot.weight < BEHIND and recipients.is_label(spot.cell):
                continue
            text = spot.cell.text[spot.start : spot.end].strip(" :")
            name = head(text)
            if could_be_name(name) and not (spot.weight == BEHIND and name[0].islower() and opening != ":"):
                at = spot.cell.text.find(name)
                if plain_word and len(name) < 4:
                    continue  # an airport behind "From:"
                weight = 1.8 if hit.strength >= 1.0 else 0.8 if hit.strength >= 0.8 else 0.45
                whole = letterheads.wrapped(sheet.page_of(spot.cell), spot.cell, name)
                yield *(whole or (name, spot.cell.place(at, at + len(name)))), weight
                break
