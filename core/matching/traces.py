"""Traces a payer leaves: words and numbers of bank texts that only one counterparty's lines carry."""

from dataclasses import dataclass

import numpy as np

from core.matching.arrays import Bools, Ints, counts, distinct, ints, maxima
from core.matching.frames import Ledger
from core.matching.names import fold
from core.matching.parties import Parties, Party
from core.matching.words import Words

LEAST_LETTERS = 3
LEAST_DIGITS = 5  # shorter numbers are days, amounts and counters
CERTAIN = 5.0  # natural logarithm of how unlikely it must be that chance gave a word to one counterparty
COMMON = 0.1  # a word in more than this share of the lines is the bank's


@dataclass(frozen=True, slots=True)
class Marks:
    """The lines a trace names a counterparty for, and which."""

    line: Ints
    party: Ints


def find(ledger: Ledger, words: Words, parties: Parties, line: Ints, party: Ints) -> Marks:
    """Counterparties of lines that name none, told by words of the sure pairs (`line`, `party`).

    Account and customer numbers, names in a script the ledger does not use, a bank's own codes: whatever
    stands in several sure pairs of one counterparty, and in no line that is known to be somebody else's.
    """
    best = maxima(parties.payment, parties.level.astype(np.float64), len(ledger.payments), -1.0)
    unnamed = best < int(Party.SIMILAR)
    if not unnamed.any() or not len(line):
        return Marks(ints([]), ints([]))
    known = np.where((best >= int(Party.CUT)) & (parties.who < len(parties.sizes)), parties.who, -1)
    known[line] = party
    sure = np.zeros(len(known), dtype=bool)
    sure[line] = True
    carrier, word = _traced(ledger, words, unnamed)
    share = np.log(np.maximum(counts(party, len(parties.sizes)), 1) / len(line))
    size, width = len(words.vocabulary), len(parties.sizes)
    owned = known[carrier] >= 0
    pairs = distinct(word[owned] * width + known[carrier][owned])
    one = counts(pairs // width, size) == 1
    owner = np.zeros(size, dtype=np.int64)
    owner[pairs // width] = pairs % width
    taught = counts(word[sure[carrier]], size)
    told = one & (taught >= 2) & (-share[owner] * (taught - 1) >= CERTAIN)
    at = np.flatnonzero(told[word] & ~owned & unnamed[carrier])
    marks = distinct(carrier[at] * width + owner[word[at]])
    clear = marks[counts(marks // width, len(known))[marks // width] == 1]
    return Marks(clear // width, clear % width)


def _traced(ledger: Ledger, words: Words, unnamed: Bools) -> tuple[Ints, Ints]:
    """(line, word) for every word that a line without a name carries, common words left out.

    Words of the ledger's own names are left out too: they were weighed as names, and a LEASING that stands in
    one customer's name makes no other leasing company that customer.
    """
    line, word = words.once
    names = {part for name in set(ledger.invoices.text["counterparty"]) for part in fold(name).split()}
    many = counts(word, len(words.vocabulary))
    wanted = (many >= 3) & (many <= max(COMMON * len(unnamed), 6))
    carried = np.zeros(len(wanted), dtype=bool)
    carried[word[unnamed[line]]] = True
    wanted &= carried
    for at in np.flatnonzero(wanted).tolist():
        wanted[at] = _telling(words.vocabulary[at]) and words.vocabulary[at] not in names
    kept = wanted[word]
    return line[kept], word[kept]


def _telling(word: str) -> bool:
    if word.isalpha():
        return len(word) >= LEAST_LETTERS
    return sum(map(str.isdigit, word)) >= LEAST_DIGITS
