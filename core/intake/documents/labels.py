"""Finds the labels of fields in cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.intake.documents import (
    label_words,
    label_words_documents,
    label_words_far,
    label_words_more,
    label_words_parties,
)
from core.intake.documents.label_words import Kind
from core.intake.documents.words import Cell, fold


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
        (
            kind,
            strength,
            re.compile(rf"(?<![a-z0-9])(?:{_loose(patterns)})(?:(?<=#)|(?![a-z0-9]|[-/_][0-9]))\.?"),
        )
        for patterns_of in (
            label_words.PATTERNS,
            label_words_parties.PATTERNS,
            label_words_more.PATTERNS,
            label_words_documents.PATTERNS,
        )
        for (kind, strength), patterns in patterns_of.items()
    ] + [
        (
            kind,
            strength,
            re.compile(rf"(?<!\w)(?:{fold(_loose(patterns))})(?:(?<=[#№])|(?!\w|[-/_][0-9]))\.?"),
        )
        for (kind, strength), patterns in label_words_far.PATTERNS.items()
    ]


def _loose(patterns: tuple[str, ...]) -> str:
    """The patterns as alternatives, a space may be a point or nothing ("Inv. No.", "InvoiceNumber")."""

    def space(found: re.Match[str]) -> str:
        return {" ": r"[ .]{0,3}", " ?": r"[ .]{0,3}"}.get(found[0], found[0])

    return "|".join(re.sub(r"\[[^\]]*\]| \?| ", space, one) for one in patterns)


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


_WORTH_JOINING = frozenset(
    {Kind.NUMBER, Kind.ISSUED, Kind.DUE, Kind.ORDER, Kind.PAYABLE, Kind.OTHER, Kind.OTHER_DATE}
)


def joined(first: Cell, second: Cell) -> Hit | None:
    """The label two cells make together, when neither names as much alone; it ends where the second does."""
    glue = "" if first.folded.endswith("-") else " "
    text = first.folded.rstrip("-") + glue + second.folded
    for kind, start, end, strength in _spans(text):
        whole = start == 0 and end >= len(text.rstrip(" :."))
        if whole and strength >= 0.8 and kind in _WORTH_JOINING:
            alone = [one for one in _spans(second.folded) if one[1] == 0 and one[3] >= 1.0]
            if not alone or alone[0][0] is not kind:
                return Hit(kind, second, 0, len(second.text), strength)
    return None
