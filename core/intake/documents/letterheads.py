"""The head and the foot of a page: large names, sender's lines, rows of facts about the firm."""

import re
from collections.abc import Iterator, Sequence

from core.intake.documents import no_names
from core.intake.documents.labels import hits
from core.intake.documents.names_found import (
    could_be_name,
    has_legal_form,
    head,
    is_country,
    is_form_alone,
    is_postal,
    is_street,
)
from core.intake.documents.values import Place
from core.intake.documents.words import Block, Cell, Page, fold


def headline(page: Page) -> float:
    """The height of the largest name at the top of a page."""
    top = (cell for cell in page.cells if cell.box.top < 0.15 * page.height)
    return max(
        (cell.height for cell in top if could_be_name(head(cell.text)) and not list(hits(cell))), default=0.0
    )


def typical_height(page: Page) -> float:
    """The height of most letters of a page."""
    heights = sorted(cell.height for cell in page.cells)
    return heights[len(heights) // 2] if heights else 10.0


_ROW = re.compile(r"\s+[·•|●∙*–—-]\s+")


def firms_at_the_foot(page: Page, theirs: frozenset[int]) -> Iterator[tuple[str, Place]]:
    """Firms named behind other facts in a row at the foot ("IBAN ... · Firm B.V. · Street 3 ...")."""
    for line in page.lines:
        if line.top < 0.6 * page.height:
            continue
        for cell in line.cells:
            parts = _ROW.split(cell.text)
            if len(parts) < 3 or id(cell) in theirs:
                continue
            name, behind = head(parts[0]), " ".join(parts[1:])
            addressed = is_street(behind) or is_postal(behind)
            if name == parts[0] and addressed and could_be_name(name) and not no_names.is_bank(name):
                yield name, cell.place(0, len(name))
            bare = any(letter.isdigit() for letter in parts[0])
            for part, behind in zip(parts[1:], [*parts[2:], ""], strict=True):
                name = head(part)
                if not (has_legal_form(name) or (bare and _is_before_street(name, behind))):
                    continue
                if could_be_name(name) and not no_names.is_bank(name):
                    at = cell.text.find(name)
                    yield name, cell.place(at, at + len(name))


def _is_before_street(name: str, behind: str) -> bool:
    """Whether a part of a row stands before a street with its number, as a name without a form does."""
    return (
        not any(letter.isdigit() for letter in name)
        and any(letter.isdigit() for letter in behind)
        and is_street(behind)
    )


_DOTS = re.compile(r"[-–—|•●·*/∙■▪]\Z")


def sender_lines(page: Page) -> Iterator[tuple[Cell, str]]:
    """Cells that may open a line of name and address, each with what stands behind the name on the line."""
    for line in page.lines:
        first = line.cells[0]
        if len(line.cells) >= 3 and any(_DOTS.match(cell.text) for cell in line.cells):
            yield first, " ".join(cell.text for cell in line.cells[1:])
        for cell in line.cells:
            yield cell, cell.text[len(head(cell.text)) :]


def with_what_it_heads(block: Block, found: Sequence[Block]) -> Block:
    """A name in large letters together with the address under it, which the letters' size sets apart."""
    last = block.cells[-1]
    if len(block.cells) > 2 or not could_be_name(head(last.text)):
        return block
    for other in found:
        first = other.cells[0]
        gap = first.box.top - last.box.bottom
        if (
            other is not block
            and first.height < 1.05 * last.height
            and (abs(first.box.left - last.box.left) < 3 or _is_centred(first, last))
            and 0 <= gap < 2.5 * last.height
        ):
            return Block((*block.cells, *other.cells))
    return block


def _is_centred(one: Cell, other: Cell) -> bool:
    return abs(one.box.left + one.box.right - other.box.left - other.box.right) < 6


# "X is a trading name of Y Ltd", "Hotel X is operated by Y DAC", "For Y Ltd" over a signature.
_BEHIND_BRAND = re.compile(
    r"(?:trading (?:name|style) of|trade ?mark of|operated by|run by|managed by|a division of|a brand of|"
    r"(?:your )?contract is with|"
    r"on behalf of|im namen(?: und (?:auf|fur) rechnung)? (?:von|der|des)|"
    r"au nom(?: et pour le compte)? de|namens|en nombre(?: y por cuenta)? de|in nome e per conto di|"
    r"em nome(?: e por conta)? de|w imieniu|\bt/a|"
    r"betrieben von|eine marke der|marque de|exploite par|handelsnaam van|"
    r"nombre comercial de|marca de|marchio di|"
    r"(?:invoice|bill|document) (?:is |was )?issued by|ausgestellt von|(?:facture|document) .{0,20}"
    r"(?:emise?|etablie?) par|uitgereikt door|emess[ao] da|(?:factura|fatura|nota) .{0,20}(?:emitid|"
    r"expedid)a por|wystawil[a]?(?: firma)?|(?:utstalld|utstedt|udstedt) a[vf]|vystavil[a]?(?: firma)?)"
    r"(?: the| der| la| de)? |^for (?:and on behalf of )?(?:m/s\.? )?|© ?(?:19|20)[0-9]{2}(?:-(?:19|"
    r"20)[0-9]{2})? |copyright (?:19|20)[0-9]{2} "
)


def firms_behind_brands(pages: Sequence[Page]) -> Iterator[tuple[str, Place]]:
    """Firms that a sentence names as standing behind a brand, or as signing the document."""
    for page, cell in ((one, cell) for one in pages for cell in one.cells):
        if _PRINCIPAL.search(cell.folded):
            yield from _under(page, cell)
            continue
        if (found := _BEHIND_BRAND.search(cell.folded)) is None:
            continue
        name = _first_firm(cell.text[found.end() :])
        if not name and found[0].startswith("trading"):
            name = _first_person(cell.text[found.end() :])
        if name and could_be_name(name):
            at = cell.text.find(name)
            yield name, cell.place(at, at + len(name))


_ACCOUNT = re.compile(
    r"\b(?:konto|kontonr|bankgiro|plusgiro|iban|account|compte|cuenta|conto|conta|rekening|acct no)\b"
    r"[^,;]*[0-9]{3}[^,;]*[,;] "
)


def account_holders(pages: Sequence[Page]) -> Iterator[tuple[str, Place]]:
    """Names behind an account in a sentence that asks for payment ("... konto 4419 72 14697, Solvik IF")."""
    for cell in (cell for page in pages for cell in page.cells):
        if (found := _ACCOUNT.search(cell.folded)) is None or len(cell.folded) != len(cell.text):
            continue
        name = head(cell.text[found.end() :])
        if name and cell.text.endswith(name) and could_be_name(name) and not no_names.is_bank(name):
            yield name, cell.place(found.end(), len(cell.text))


# Somebody writes the paper for somebody else (an agent, a platform, the buyer himself).
_FOR_ANOTHER = re.compile(
    r"\bas agent\b|\bon behalf of\b|\bin the name of\b|self[- ]?bill|merchant of record|\bintermediary\b|"
    r"\bgutschriftsverfahren\b|\bim namen\b|\bnamens\b|\bau nom\b|\bpour le compte\b|\bpor cuenta\b|"
    r"\ben nombre de\b|\bper conto\b|\bem nome de\b|\bpor conta de\b|\bauto(?:fact|fat|fatt)ur|\bw imieniu\b|"
    r"\bjmenem\b"
)


def written_for_another(cells: Sequence[Cell]) -> bool:
    """Whether a sentence says so: whose invoice it is, is then for a person to say."""
    return any(_FOR_ANOTHER.search(cell.folded) for cell in cells)


_PRINCIPAL = re.compile(
    r"\b(?:on behalf of|in the name of|im namen(?: und (?:auf|fur) rechnung)? (?:von|der|des)|im auftrag von|"
    r"au nom(?: et pour le compte)? de|pour le compte de|namens|uit naam van|en nombre(?: y por cuenta)? de|"
    r"in nome e per conto di|per conto di|em nome(?: e por conta)? de|por conta de|w imieniu|"
    r"jmenem)\s*:?\s*\Z"
)


def _under(page: Page, cell: Cell) -> Iterator[tuple[str, Place]]:
    """The name right under a cell on the same edge."""
    for other in page.cells:
        gap = other.box.top - cell.box.bottom
        if 0 <= gap < 2.2 * cell.height and abs(other.box.left - cell.box.left) < 3:
            name = head(other.text)
            if could_be_name(name):
                at = other.text.find(name)
                yield name, other.place(at, at + len(name))
            return


def carried_on(page: Page, block: Block, at: int, name: str, typical: float) -> tuple[str, Place] | None:
    """A name whose line was too long and goes on in the next cell: only its legal form stands there
    ("Van der Linden / B.V."), or both lines are in the same large letters above."""
    if at + 1 >= len(block.cells):
        return None
    cell, following = block.cells[at], block.cells[at + 1]
    if has_legal_form(name) or not _is_same_hand(cell, following):
        return None
    whole = f"{name} {following.text}"
    more = head(following.text)
    joined = whole, Place(cell.page, cell.box.joined(following.box))
    if is_form_alone(following.text):
        return joined
    large = cell.height > 1.15 * typical and cell.box.top < 150 and at < 2
    once_more = fold(name).split()[0] in fold(more).split()
    if not large or not cell.text.endswith(name) or once_more or not _is_full(page, cell, following):
        return None
    if more != following.text or not could_be_name(more) or len(more.split()) > 3:
        return None
    return joined if could_be_name(whole) and not list(hits(following)) else None


def _is_full(page: Page, cell: Cell, following: Cell) -> bool:
    """Whether the first word of the following line had no room on the line before: what else stands on it,
    the page's other texts, or those over and under it in the middle leave none."""
    first = following.words[0].box
    wanted = first.right - first.left + 0.25 * cell.height
    left, right = cell.box.left, cell.box.right
    beside = [
        other.box.left
        for other in page.cells
        if other.box.left > right and other.box.top < cell.box.bottom and other.box.bottom > cell.box.top
    ]
    edge = min(beside, default=max(other.box.right for other in page.cells))
    if abs(left - following.box.left) < 3:
        return right + wanted > edge - 0.5 * cell.height
    centre = abs(left + right - following.box.left - following.box.right) < 6
    near = [other for other in page.cells if other.box.left < right and other.box.right > left]
    width = max(other.box.right for other in near) - min(other.box.left for other in near)
    return centre and right - left + wanted > width


def wrapped(page: Page, cell: Cell, name: str) -> tuple[str, Place] | None:
    """A name that fills its column and goes on in the line below, which the lines after both do not stand as
    near to ("Al Noor Facility / Management", and only then the street)."""
    column = sorted(
        (one for one in page.cells if abs(one.box.left - cell.box.left) < 3 and one.box.top > cell.box.top),
        key=lambda one: one.box.top,
    )
    if not column or has_legal_form(name) or not cell.text.rstrip(" ,").endswith(name):
        return None
    following, after = column[0], column[1] if len(column) > 1 else None
    step = following.box.top - cell.box.top
    if not _is_same_hand(cell, following):
        return None
    if after is not None and _is_same_hand_as(cell, after) and after.box.top - following.box.top < 1.3 * step:
        return None
    more = following.text
    if any(sign.isdigit() for sign in more) or len(more.split()) > 3 or list(hits(following)):
        return None
    if not (is_form_alone(more) or could_be_name(more)) or is_country(more):
        return None
    return f"{cell.text[cell.text.rfind(name) :]} {more}", Place(cell.page, cell.box.joined(following.box))


def _is_same_hand_as(cell: Cell, other: Cell) -> bool:
    return abs(cell.height - other.height) < 0.03 * cell.height


def _is_same_hand(cell: Cell, following: Cell) -> bool:
    return _is_same_hand_as(cell, following) and following.box.top - cell.box.bottom < 0.6 * cell.height


_PERSON = re.compile(r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){1,3}(?=\s*(?:[(,·|]|\Z))")


def _first_person(text: str) -> str:
    """The person at the beginning of a text ("Jane Doe (sole trader)"); "" where there is none."""
    found = _PERSON.match(text)
    return found[0] if found and all(word[0].isupper() for word in found[0].split()) else ""


def _first_firm(text: str) -> str:
    """The firm at the beginning of a text, up to its legal form; "" where there is none."""
    name = head(text)
    return name if has_legal_form(name) and len(name) <= 60 else ""
