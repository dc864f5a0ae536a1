"""The words of all bank lines, read once and numbered: what is asked of words is asked of numbers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

import numpy as np

from core.matching import bulk
from core.matching.arrays import Bools, Ints, distinct
from core.matching.frames import Items
from core.matching.names import fold

FIELDS = ("counterparty", "description", "reference", "structured_reference")
APOSTROPHES = b"'.`"  # `names.fold` leaves them out


@dataclass(frozen=True)
class Words:
    """Every word of every line in order: its `line`, the `field` of `FIELDS` it stands in, and its `code`,
    the position in `vocabulary`. `size` is the number of lines.
    """

    vocabulary: Sequence[str]
    line: Ints
    field: Ints
    code: Ints
    size: int

    def within(self, *fields: str) -> "Words":
        """The words of these fields alone."""
        return self.where(
            np.isin(np.arange(len(FIELDS)), [FIELDS.index(field) for field in fields])[self.field]
        )

    def where(self, wanted: Bools) -> "Words":
        """The words at the places that are wanted alone."""
        return replace(self, line=self.line[wanted], field=self.field[wanted], code=self.code[wanted])

    def respelt(self, spelling: Sequence[str]) -> "Words":
        """The same words, each written as `spelling` (one per word of the vocabulary) has it."""
        number = dict(zip(dict.fromkeys(spelling), count(), strict=False))
        code = np.fromiter(map(number.__getitem__, spelling), np.int64, len(spelling))
        return replace(self, vocabulary=tuple(number), code=code[self.code])

    def which(self, holds: Callable[[str], object]) -> Bools:
        """For every word of the vocabulary whether the condition holds."""
        return np.fromiter(map(bool, map(holds, self.vocabulary)), bool, len(self.vocabulary))

    def lines(self, wanted: Bools) -> Bools:
        """Whether each line has one of the wanted words."""
        out = np.zeros(self.size, dtype=bool)
        out[self.line[wanted[self.code]]] = True
        return out

    def telling(self, hint: "re.Pattern[str]", whole: "re.Pattern[str]") -> Bools:
        """Lines in whose words `whole` is found: looked for where `hint` matches the beginning of a word."""
        out = np.zeros(self.size, dtype=bool)
        likely = np.flatnonzero(self.lines(self.which(hint.match)))
        out[likely] = [whole.search(text) is not None for text in self.texts(likely)]
        return out

    def texts(self, lines: Ints) -> list[str]:
        """The words of each of these lines, with spaces between."""
        spans = zip(self.ends[lines].tolist(), self.ends[lines + 1].tolist(), strict=True)
        word, code = self.vocabulary.__getitem__, self.code
        return [" ".join(map(word, code[begin:end].tolist())) for begin, end in spans]

    @cached_property
    def ends(self) -> Ints:
        """Where the words of each line begin; the next line's beginning is its end."""
        return np.searchsorted(self.line, np.arange(self.size + 1)).astype(np.int64)

    @cached_property
    def once(self) -> tuple[Ints, Ints]:
        """(line, code) of every line with each of its words once, in this order."""
        width = max(len(self.vocabulary), 1)
        key = distinct(self.line * width + self.code)
        return key // width, key % width


def read(payments: Items) -> Words:
    """The folded words of the bank lines' texts."""
    size = len(payments)
    columns = [payments.text[field] for field in FIELDS]
    plain = [text if text.isascii() else fold(text) for column in columns for text in column]
    vocabulary, place, code = bulk.numbered(plain, APOSTROPHES)
    line, field = place % max(size, 1), place // max(size, 1)
    order = np.argsort(line, kind="stable")
    return Words(vocabulary, line[order], field[order], code[order], size)
