"""Whom an invoice bills: named by a label, under a sender's line, or in the window of an envelope."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.intake.documents import letterheads, registrations
from core.intake.documents.around import BEHIND, Sheet, Spot
from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit, hits
from core.intake.documents.names_found import could_be_name, head, is_country, is_postal, is_street
from core.intake.documents.values import NOTHING, Found
from core.intake.documents.words import Block, Cell, Page, fold, tidy


@dataclass(frozen=True, slots=True)
class Billed:
    """The recipient, where it could be told, and the cells (by `id`) of its address or a delivery's."""

    found: Found
    theirs: frozenset[int]


def billed(sheet: Sheet, grouped: list[tuple[Page, list[Block]]]) -> Billed:
    """The recipient by its label, and the cells that are the recipient's or a delivery address."""
    theirs: set[int] = set()
    best = NOTHING
    block_of = {id(cell): block for _, found in grouped for block in found for cell in block.cells}
    for hit in sheet.of(Kind.RECIPIENT, Kind.SHIP_TO):
        if not _is_heading(hit):
            continue
        for spot in [*said_to_be(sheet, hit), *column_first(hit, sheet.spots(hit, under=2))]:
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
    return Billed(best, frozenset(theirs))


def _is_heading(hit: Hit) -> bool:
    """Whether a label stands where it names a party, not inside a sentence."""
    text = hit.cell.text
    if hit.start > 3 or (len(text) > 60 and hit.end < len(text) and ":" not in text[hit.end : hit.end + 2]):
        return False
    behind = text[hit.end :].strip()
    short = hit.end - hit.start <= 3
    return not (short and behind[:1] != ":" and behind) and not behind[:1].islower()


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
            if near and first.height > 1.1 * cell.height and is_address(block):
                yield block
                break


def column_first(hit: Hit, spots: Iterable[Spot]) -> list[Spot]:
    """The spots with those right under the label on its own left edge before those beside it: a label that
    heads a block of address names the block, not what happens to stand to its right."""

    def rank(spot: Spot) -> int:
        if spot.weight == BEHIND:
            return 0
        box, gap = spot.cell.box, spot.cell.box.top - hit.cell.box.bottom
        heads = abs(box.left - hit.cell.box.left) < 4 and gap < 1.1 * max(hit.cell.height, spot.cell.height)
        return 1 if heads else 2

    return sorted(spots, key=rank)


_NAME_LABEL = re.compile(
    r"(?:company )?name ?:|denominazione ?:|ragione sociale ?:|razon social ?:|nombre(?: fiscal)? ?:|"
    r"nom ?:|(?:apellido y nombre ?/ ?)?razon social ?:|"
    r"raison sociale ?:|(?:nome ?/ ?)?razao social ?:|nome empresarial ?:|obchodni (?:jmeno|firma) ?:|"
    r"firma ?:|nazwa ?:|nome ?:|naam ?:|bedrijfsnaam ?:|unternehmen ?:"
)


def said_to_be(sheet: Sheet, hit: Hit) -> Iterator[Spot]:
    """The name behind a label of its own under a party's ("Denominazione: Foods S.r.l.")."""
    for spot in list(sheet.spots(hit, under=4)):
        if spot.weight < BEHIND and (found := _NAME_LABEL.match(spot.cell.folded)) is not None:
            beside = sheet.right_of(spot.cell)[:1] if found.end() == len(spot.cell.text) else []
            yield from (Spot(cell, 0, len(cell.text), 0.84) for cell in beside)
            if not beside:
                yield Spot(spot.cell, found.end(), len(spot.cell.text), 0.84)
            return
        if spot.weight < BEHIND and _NAME_LABEL.fullmatch(f"{spot.cell.folded.strip(' :')}:"):
            for cell in sheet.right_of(spot.cell)[:1]:
                yield Spot(cell, 0, len(cell.text), 0.84)
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


_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")


_NUMBERED = re.compile(r"[0-9]{1,2}[.)] ")


def is_label(cell: Cell) -> bool:
    """Whether a cell is a label and nothing else."""
    length = len(_BRACKETS.sub("", cell.text).rstrip(" :."))
    numbered = _NUMBERED.match(cell.text)
    begins = numbered.end() if numbered else 0
    return any(hit.start <= begins and hit.end >= length for hit in hits(cell))


def _opens_with_label(sheet: Sheet, cell: Cell) -> bool:
    return any(hit.start == 0 and hit.strength >= 0.6 for hit in sheet.hits_of(cell))


def is_address(block: Block) -> bool:
    """Whether a town, a country, or a street with a line below it stands under the block's first line."""
    if any(is_postal(cell.text) or is_country(cell.text) for cell in block.cells[1:7]):
        return True
    return any(is_street(cell.text) and cell.text[-1:].isalnum() for cell in block.cells[1:-1][:3])


def akin(one: str, other: str) -> bool:
    """Whether a name begins with the other."""
    a, b = fold(one), fold(other)
    return a.startswith(b) or b.startswith(a)


def in_window(grouped: list[tuple[Page, list[Block]]], issuer: Found) -> Found:
    """The address printed where the window of an envelope is: above, with a town, not the issuer's."""
    page, found = grouped[0]
    best, best_score = NOTHING, 0.0
    for block in found:
        own = [cell for cell in block.cells[:2] if akin(head(cell.text), issuer.value)]
        first = block.cells[min(len(own), len(block.cells) - 1)]
        name = head(first.text)
        if len(block.cells) < 2 or not could_be_name(name) or first.box.top > page.height * 0.45:
            continue
        if is_label(first) or akin(name, issuer.value) or not is_address(block):
            continue
        score = 0.6 + 0.2 * (page.height * 0.1 < first.box.top < page.height * 0.35)
        score -= 0.3 * (registrations.is_in(block))
        if score > best_score:
            at = max(first.text.find(name), 0)
            best, best_score = Found(name, min(score, 0.8), first.place(at, at + len(name))), score
    return best
