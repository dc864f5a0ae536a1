"""Where the value of a label stands: behind it, to its right, or under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.intake.documents.label_words import Kind
from core.intake.documents.labels import Hit, hits, joined
from core.intake.documents.values import Place
from core.intake.documents.words import Block, Cell, Line, Page, blocks

# How much a place is worth as the home of a value.
BEHIND, RIGHT, UNDER, FAR = 1.0, 0.95, 0.85, 0.6


_TERM = re.compile(r"[ :.]*\(B[TG]-?[0-9]{1,3}\)")  # EN 16931's number of the term, behind its name


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a cell that may hold the value of a label, and how likely that is by its place."""

    cell: Cell
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value with the score its label and place give it."""

    value: str
    score: float
    place: Place


class Sheet:
    """The pages of one invoice with all labels on them."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = tuple(pages)

    @cached_property
    def cells(self) -> list[Cell]:
        """All cells in reading order."""
        return [cell for page in self.pages for cell in page.cells]

    @cached_property
    def text(self) -> str:
        """All text."""
        return "\n".join(page.text for page in self.pages)

    @cached_property
    def _small_print(self) -> frozenset[int]:
        return frozenset(page.number for page in self.pages[1:] if _is_prose(page))

    def is_small_print(self, page: int) -> bool:
        """Whether a page behind the first holds sentences rather than data: the terms of business."""
        return page in self._small_print

    @cached_property
    def labels(self) -> list[Hit]:
        """All labels in reading order."""
        return [hit for cell in self.cells for hit in self._hits_of[id(cell)]]

    @cached_property
    def _hits_of(self) -> dict[int, list[Hit]]:
        found = {id(cell): list(hits(cell)) for cell in self.cells}
        for page in self.pages:
            for above, below in zip(page.lines, page.lines[1:], strict=False):
                for cell, hit in _in_two_lines(above, below):
                    found[id(cell)], found[id(hit.cell)] = [], [hit]
        return found

    @cached_property
    def _home(self) -> dict[int, tuple[Page, int, int]]:
        return {
            id(cell): (page, at, position)
            for page in self.pages
            for at, line in enumerate(page.lines)
            for position, cell in enumerate(line.cells)
        }

    def hits_of(self, cell: Cell) -> list[Hit]:
        """The labels in a cell."""
        return self._hits_of[id(cell)]

    def of(self, *kinds: Kind) -> list[Hit]:
        """The labels of some kinds, those on pages of small print left out."""
        return [hit for hit in self.labels if hit.kind in kinds and not self.is_small_print(hit.cell.page)]

    def page_of(self, cell: Cell) -> Page:
        """The page a cell stands on."""
        return self._home[id(cell)][0]

    def line_of(self, cell: Cell) -> Line:
        """The line a cell stands on."""
        page, at, _ = self._home[id(cell)]
        return page.lines[at]

    @cached_property
    def _above(self) -> dict[int, Cell]:
        """Values by the label under them, in columns where every value stands above its label."""
        return {
            id(label): value
            for page in self.pages
            for block in blocks(page)
            for value, label in _values_above(block, self._hits_of)
        }

    def spots(self, hit: Hit, under: int = 3) -> Iterator[Spot]:
        """Where the label's value may stand, the likeliest first."""
        above = self._above.get(id(hit.cell))
        if above is not None:
            yield Spot(above, 0, len(above.text), UNDER)
            return
        end = self._next_label(hit)
        begin = hit.end
        if (term := _TERM.match(hit.cell.text, begin, end)) is not None:
            begin = term.end()
        rest = hit.cell.text[begin:end].strip(" :.#-–=|")
        if rest[:1] in "/(" and not any(letter.isdigit() for letter in rest):
            rest = ""  # the label once more, in another language
        if rest:
            yield Spot(hit.cell, begin, end, BEHIND)
        if len(rest) > 12:
            return
        yield from self._right(hit)
        yield from self._under(hit, under)

    def _next_label(self, hit: Hit) -> int:
        """The end of the text behind a label: the next label with a colon, or the end."""
        for other in self.hits_of(hit.cell):
            if other.start > hit.end and other.cell.text[other.end : other.end + 2].strip()[:1] == ":":
                return other.start
        return len(hit.cell.text)

    def below(self, cell: Cell) -> Cell | None:
        """The cell on the next line that begins or ends where this one does."""
        page, at, _ = self._home[id(cell)]
        below = (other for line in page.lines[at + 1 : at + 4] for other in line.cells)
        return next((other for other in below if _goes_on(cell, other)), None)

    def above(self, cell: Cell) -> Cell | None:
        """The cell on the line before that begins or ends where this one does."""
        page, at, _ = self._home[id(cell)]
        above = (other for line in page.lines[max(at - 3, 0) : at] for other in line.cells)
        return next((other for other in above if _goes_on(other, cell)), None)

    def right_of(self, cell: Cell) -> list[Cell]:
        """The cells to the right on the same line."""
        page, at, position = self._home[id(cell)]
        found = list(page.lines[at].cells[position + 1 :])
        near = (*page.lines[max(at - 2, 0) : at], *page.lines[at + 1 : at + 3])
        found += [other for line in near for other in line.cells if _beside(cell, other)]
        return sorted(found, key=lambda other: other.box.left)

    def _right(self, hit: Hit) -> Iterator[Spot]:
        weight = RIGHT
        for cell in self.right_of(hit.cell)[:3]:
            if cell.text.strip(" :.#") == "":
                continue
            labelled = self.hits_of(cell)
            if labelled and _opens(labelled[0], cell):
                return
            gap = cell.box.left - hit.cell.box.right
            yield Spot(cell, 0, len(cell.text), weight if gap < 25 * cell.height else weight - 0.2)
            weight -= 0.25

    def _under(self, hit: Hit, most: int) -> Iterator[Spot]:
        page, at, _ = self._home[id(hit.cell)]
        box, weight, taken = hit.cell.place(hit.start, hit.end).box, UNDER, 0
        limit = hit.cell.box.bottom + 4.5 * hit.cell.height
        for line in page.lines[at + 1 : at + 12]:
            if line.top > limit or taken >= most:
                return
            for cell in line.cells:
                if cell.box.top < hit.cell.box.bottom - 0.3 * hit.cell.height:
                    continue
                if cell.box.left < box.right + 2 and cell.box.right > box.left - 2:
                    if self._is_headed(cell, hit.cell):
                        break
                    taken += 1
                    yield Spot(cell, 0, len(cell.text), weight)
                    weight -= 0.15
                    break

    def _is_headed(self, cell: Cell, label: Cell) -> bool:
        """Whether a value stands in a row of a table, right under a heading other than a label above it."""
        page, at, position = self._home[id(cell)]
        above = page.lines[at - 1] if at else None
        if above is None or len(above.cells) != len(page.lines[at].cells) or len(above.cells) < 3:
            return False
        heading = above.cells[position]
        return (
            heading is not label
            and heading.box.top > label.box.bottom - 0.3 * label.height
            and not any(letter.isdigit() for letter in heading.text)
            and heading.box.left < cell.box.right
            and heading.box.right > cell.box.left
        )


def _values_above(block: Block, hits_of: dict[int, list[Hit]]) -> list[tuple[Cell, Cell]]:
    """Pairs of value and label, where a column of at least two such pairs begins with a value."""
    cells = block.cells
    labels = [
        any(hit.start == 0 and hit.end >= len(cell.text) for hit in hits_of[id(cell)]) for cell in cells
    ]
    if len(cells) < 4 or len(cells) % 2 or any(labels[0::2]) or not all(labels[1::2]):
        return []
    if not all(any(letter.isdigit() for letter in cell.text) for cell in cells[0::2]):
        return []
    return list(zip(cells[0::2], cells[1::2], strict=True))


def _is_prose(page: Page) -> bool:
    long = sum(len(cell.text) for cell in page.cells if len(cell.text) > 60)
    return long > 0.6 * sum(len(cell.text) for cell in page.cells)


def _in_two_lines(above: Line, below: Line) -> Iterator[tuple[Cell, Hit]]:
    """Labels broken into two cells, one under the other ("Invoice" over "number")."""
    for first in above.cells:
        if (
            len(first.text) > 18
            or not first.text.replace(" ", "").replace(".", "").replace("-", "").isalpha()
        ):
            continue
        beside = next((cell for cell in above.cells if cell.box.left > first.box.right), None)
        if beside is not None and beside.text[-1:].isdigit() and " " not in beside.text:
            continue  # its value stands beside it
        for second in below.cells:
            gap = second.box.top - first.box.bottom
            aligned = abs(first.box.left - second.box.left) < 3 or (
                abs(first.box.left + first.box.right - second.box.left - second.box.right) < 6
            )
            if (
                not aligned
                or len(second.text) > 18
                or gap > 0.6 * first.height
                or not second.text[0].isalpha()
            ):
                continue
            if beside is not None and _is_row_below(beside, second, below):
                continue
            hit = joined(first, second)
            if hit is not None:
                yield first, hit


def _is_row_below(beside: Cell, second: Cell, below: Line) -> bool:
    """Whether the second label has a value of its own, in one column with what stands beside the first."""
    own = next((cell for cell in below.cells if cell.box.left > second.box.right), None)
    return (
        own is not None
        and any(letter.isdigit() for letter in own.text)
        and abs(own.box.left - beside.box.left) < 3
    )


def _goes_on(first: Cell, second: Cell) -> bool:
    """Whether a cell begins or ends where the one right above it does."""
    aligned = abs(first.box.left - second.box.left) < 3 or abs(first.box.right - second.box.right) < 3
    return aligned and 0 < second.box.top - first.box.top < 1.7 * first.height


def _beside(cell: Cell, other: Cell) -> bool:
    """Whether a cell of a neighbouring line stands to the right, its middle at the height of the first."""
    middle = (other.box.top + other.box.bottom) / 2
    apart = abs(middle - (cell.box.top + cell.box.bottom) / 2)
    return other.box.left > cell.box.right and apart < 0.55 * min(cell.height, other.height)


def _opens(hit: Hit, cell: Cell) -> bool:
    """Whether a cell is, or begins with, a label of its own."""
    if hit.start > 5 or hit.strength < 0.6:
        return False
    if hit.end >= len(cell.text.rstrip(" :")) or cell.text[hit.end : hit.end + 2].strip() == ":":
        return True
    return (
        hit.start == 0
        and hit.strength >= 0.8
        and hit.kind not in (Kind.NET, Kind.DUE, Kind.TERMS, Kind.RECIPIENT)
    )
