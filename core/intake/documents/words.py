"""The text of a page as words, lines, cells and blocks with their boxes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from core.intake.documents.values import Box, Place

# Words nearer than this part of the text's height belong to one cell. A space is .2 to .35 of it, justified
# text reaches .6; columns of tables stand at least one height apart.
CELL_GAP = 0.75
_SPREAD_GAP, _LARGE = 1.15, 14  # between large capitals that stand apart themselves; points
_SAME_LINE = 0.4  # baselines nearer than this part of the height are one line
_EXACT = 0.6  # points
_BLOCK_GAP = 1.2  # lines of an address stand less than this many heights apart


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a gap. `height` is that of the font, not of the letters that happen to occur."""

    text: str
    box: Box
    baseline: float
    height: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one line that stand together: a label, a value, or a label with its value."""

    page: int
    words: tuple[Word, ...]
    text: str
    folded: str
    box: Box
    height: float
    starts: tuple[int, ...] = field(repr=False)

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where the characters from `start` to `end` stand."""
        end = len(self.text) if end is None else end
        inside = [
            word.box
            for word, at in zip(self.words, self.starts, strict=True)
            if at < end and at + len(word.text) > start
        ]
        box = inside[0] if inside else self.box
        for other in inside[1:]:
            box = box.joined(other)
        return Place(self.page, box)


@dataclass(frozen=True, slots=True)
class Line:
    """Cells on one baseline, from left to right."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The line's text, cells divided by two spaces."""
        return "  ".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` counts from 1, width and height in points, lines from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def cells(self) -> list[Cell]:
        """All cells in reading order."""
        return [cell for line in self.lines for cell in line.cells]

    @property
    def text(self) -> str:
        """The text of all lines."""
        return "\n".join(line.text for line in self.lines)


def fold(text: str) -> str:
    """Lower case without accents, character for character, so that positions remain what they were."""
    if text.isascii():
        return text.lower()
    return "".join(_fold_one(letter) for letter in text)


# Letters with a bar or in one with another, which have no accent to take off.
_BARRED = dict(zip("łŁøØđĐæÆœŒıðÐ", "llooddaaooidd", strict=True))


def _fold_one(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    if letter in "‐‑‒–—−":
        return "-"
    if letter in "º°˚":
        return "°"
    if letter in _BARRED:
        return _BARRED[letter]
    plain = unicodedata.normalize("NFKD", letter)[0].lower()
    return plain if len(plain) == 1 else letter


def page_of(number: int, width: float, height: float, words: Sequence[Word]) -> Page:
    """The page its words make."""
    lines = []
    kept = _once(_without_leaders(words))
    written = {id(word): at for at, word in enumerate(kept)}
    for group in _same_baseline(kept):
        runs = _by_writing(group, written) if _is_overprinted(group) else _runs(group)
        cells = tuple(_cell(number, run) for run in runs)
        lines.append(Line(cells, min(cell.box.top for cell in cells), max(cell.box.bottom for cell in cells)))
    return Page(number, width, height, tuple(lines))


_LEADER = re.compile(r"\.{3,}|_{3,}|…+|(?:\. ){3,}")


def _without_leaders(words: Sequence[Word]) -> list[Word]:
    """Words without the dots that lead the eye from a label to its value ("Total.......12.50")."""
    found: list[Word] = []
    for word in words:
        if not _LEADER.search(word.text):
            found.append(word)
            continue
        step = (word.box.right - word.box.left) / len(word.text)
        at = 0
        for leader in (*_LEADER.finditer(word.text), None):
            end = leader.start() if leader else len(word.text)
            if end > at:
                left = word.box.left + at * step
                box = Box(left, word.box.top, word.box.left + end * step, word.box.bottom)
                found.append(Word(word.text[at:end], box, word.baseline, word.height))
            at = leader.end() if leader else end
    return found


def _once(words: Sequence[Word]) -> list[Word]:
    """Words without those printed twice on nearly the same spot (a poor man's bold, a shadow)."""
    seen: dict[tuple[str, int, int], list[Word]] = {}
    kept = []
    for word in words:
        x, y = round(word.box.left / 4), round(word.baseline / 4)
        near = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((word.text, x + dx, y + dy), ())
        )
        if any(
            abs(other.box.left - word.box.left) < 1.5 and abs(other.baseline - word.baseline) < 1.5
            for other in near
        ):
            continue
        seen.setdefault((word.text, x, y), []).append(word)
        kept.append(word)
    return kept


def _same_baseline(words: Iterable[Word]) -> list[list[Word]]:
    """Words on one line. Those on one exact baseline stay together, whatever stands beside them."""
    strips: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.baseline, one.box.left)):
        if strips and word.baseline - strips[-1][0].baseline <= _EXACT:
            strips[-1].append(word)
        else:
            strips.append([word])
    groups: list[list[Word]] = []
    for strip in strips:
        height = min(word.height for word in strip)
        for group in reversed(groups[-4:]):
            reference = group[0]
            if strip[0].baseline - reference.baseline <= _SAME_LINE * min(height, reference.height):
                group.extend(strip)
                break
        else:
            groups.append(strip)
    for group in groups:
        group.sort(key=lambda one: one.box.left)
    return groups


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    runs = [[words[0]]]
    for word in words[1:]:
        before = runs[-1][-1]
        gap = word.box.left - before.box.right
        most = _SPREAD_GAP if _is_spread(before) and _is_spread(word) else CELL_GAP
        if gap > most * max(word.height, before.height) or gap < -2 * word.height:
            runs.append([word])
        else:
            runs[-1].append(word)
    return runs


def _is_spread(word: Word) -> bool:
    """Whether a word is a piece of a heading in large capitals with gaps between them."""
    if word.height < _LARGE or not (word.text.isupper() or word.text == "&"):
        return False
    return word.text == "&" or word.box.right - word.box.left > 0.72 * word.height * len(word.text)


def _is_overprinted(words: Sequence[Word]) -> bool:
    """Whether a text on the line runs into the next, so that their words lie among each other."""
    return any(word.box.left < before.box.right - 0.25 * word.height for before, word in pairwise(words))


def _by_writing(words: Sequence[Word], written: dict[int, int]) -> list[list[Word]]:
    """The cells of an overprinted line: words that follow each other as they were written."""
    runs: list[list[Word]] = []
    for word in sorted(words, key=lambda one: written[id(one)]):
        before = runs[-1][-1] if runs else None
        gap = word.box.left - before.box.right if before else 0.0
        if before is None or not -0.25 * word.height <= gap <= CELL_GAP * max(word.height, before.height):
            runs.append([word])
        else:
            runs[-1].append(word)
    return sorted(runs, key=lambda run: run[0].box.left)


_SPACED = 3  # so many single letters in a row are a word printed with gaps ("I N V O I C E")


def _closed(words: Sequence[Word]) -> Sequence[Word]:
    """Letters printed with gaps between them, as the word they are."""
    letters = sum(len(word.text) for word in words)
    if len(words) < _SPACED or letters > 1.8 * len(words) or not all(word.text.isalpha() for word in words):
        return words
    box = words[0].box.joined(words[-1].box)
    return [Word("".join(word.text for word in words), box, words[0].baseline, words[0].height)]


def under_each_other(first: Cell, second: Cell) -> Cell:
    """Two cells of which the second goes on with what the first began, as one."""
    return _cell(first.page, (*first.words, *second.words))


def _cell(page: int, words: Sequence[Word]) -> Cell:
    words = _closed(words)
    text, starts = "", []
    for word in words:
        text += " " if text else ""
        starts.append(len(text))
        text += word.text
    box = words[0].box
    for word in words[1:]:
        box = box.joined(word.box)
    height = median(word.height for word in words)
    return Cell(page, tuple(words), text, fold(text), box, height, tuple(starts))


@dataclass(frozen=True, slots=True)
class Block:
    """Cells printed one under another: an address, a footer, a column of labels."""

    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """One line of text for each cell."""
        return "\n".join(cell.text for cell in self.cells)


def blocks(page: Page) -> list[Block]:
    """The page's cells grouped with those under them on the same left edge, middle or right edge."""
    open_blocks: list[list[Cell]] = []
    for line in page.lines:
        for cell in line.cells:
            for block in reversed(open_blocks):
                if _continues(block[-1], cell):
                    block.append(cell)
                    break
            else:
                open_blocks.append([cell])
    return [Block(tuple(block)) for block in open_blocks]


def _continues(above: Cell, cell: Cell) -> bool:
    gap = cell.box.top - above.box.bottom
    height = max(above.height, cell.height)
    if not -0.5 * height < gap < _BLOCK_GAP * height or cell.box.top <= above.box.top:
        return False
    if not 0.6 < above.height / cell.height < 1.7:
        return False
    a, b = above.box, cell.box
    middle = abs((a.left + a.right) - (b.left + b.right)) / 2
    return abs(a.left - b.left) < 3 or (middle < 3 and len(cell.text) > 2) or abs(a.right - b.right) < 1.5


_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """One line, single spaces."""
    return _SPACES.sub(" ", text).strip()
