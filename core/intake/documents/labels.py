"""Finds the labels of fields in cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.intake.documents.label_words import PATTERNS, Kind
from core.intake.documents.words import Cell


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in a cell: characters `start` to `end`, and how surely it names its kind (0 to 1)."""

    kind: Kind
    cell: Cell
    start: int
    end: int
    strength: float


@cache
def _compiled() -> list[tuple[Kind, float, re.Pattern[str]]]:
    return [
        (kind, strength, re.compile(rf"(?<![a-z0-9])(?:{'|'.join(patterns)})(?![a-z0-9]|[-/_][0-9])\.?"))
        for (kind, strength), patterns in PATTERNS.items()
    ]


@cache
def _spans(folded: str) -> tuple[tuple[Kind, int, int, float], ...]:
    found = []
    for kind, strength, pattern in _compiled():
        at = 0
        while match := pattern.search(folded, at):
            found.append((kind, match.start(), _longest(pattern, folded, match), strength))
            at = max(match.end(), match.start() + 1)
    found.sort(key=lambda one: (-(one[2] - one[1]), -one[3]))
    kept: list[tuple[Kind, int, int, float]] = []
    for one in found:
        if not any(one[1] < other[2] and one[2] > other[1] for other in kept if other[:3] != one[:3]):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one[1]))


def _longest(pattern: re.Pattern[str], folded: str, match: re.Match[str]) -> int:
    """The end of the longest label that begins where `match` does (alternatives take the first that fits)."""
    end = match.end()
    for stop in range(min(len(folded), match.start() + 60), end, -1):
        if pattern.fullmatch(folded, match.start(), stop) and (
            stop == len(folded) or not folded[stop].isalnum()
        ):
            return stop
    return end


def hits(cell: Cell) -> Iterator[Hit]:
    """The labels in a cell from left to right; a label inside a longer one is not one."""
    if len(cell.folded) > 160:
        return
    for kind, start, end, strength in _spans(cell.folded):
        yield Hit(kind, cell, start, end, strength)
