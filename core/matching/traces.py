"""Traces a payer leaves: words and numbers of bank texts that only one counterparty's lines carry."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from core.matching.arrays import Ints, counts, ints, maxima
from core.matching.frames import Ledger
from core.matching.names import fold
from core.matching.parties import Parties, Party

FIELDS = ("counterparty", "description", "reference", "structured_reference")
LEAST_LETTERS = 3
LEAST_DIGITS = 5  # shorter numbers are days, amounts and counters
CERTAIN = 5.0  # natural logarithm of how unlikely it must be that chance gave a word to one counterparty
COMMON = 0.1  # a word in more than this share of the lines is the bank's


@dataclass(frozen=True, slots=True)
class Marks:
    """The lines a trace names a counterparty for, and which."""

    line: Ints
    party: Ints


def find(ledger: Ledger, parties: Parties, line: Ints, party: Ints) -> Marks:
    """Counterparties of lines that name none, told by words of the sure pairs (`line`, `party`).

    Account and customer numbers, names in a script the ledger does not use, a bank's own codes: whatever
    stands in several sure pairs of one counterparty, and in no line that is known to be somebody else's.
    """
    best = maxima(parties.payment, parties.level.astype(np.float64), len(ledger.payments), -1.0)
    unnamed = np.flatnonzero(best < int(Party.SIMILAR))
    if not len(unnamed) or not len(line):
        return Marks(ints([]), ints([]))
    known = np.where((best >= int(Party.CUT)) & (parties.who < len(parties.sizes)), parties.who, -1)
    known[line] = party
    sure = np.zeros(len(known), dtype=bool)
    sure[line] = True
    lines_of = _lines_of_words(ledger, unnamed.tolist())
    share = np.log(np.maximum(counts(party, len(parties.sizes)), 1) / len(line))
    told: dict[int, set[int]] = defaultdict(set)
    for members in lines_of.values():
        at = ints(members)
        owners = np.unique(known[at][known[at] >= 0])
        taught = int(sure[at].sum())
        if len(owners) == 1 and taught >= 2 and -share[owners[0]] * (taught - 1) >= CERTAIN:
            for each in at[(known[at] < 0) & (best[at] < int(Party.SIMILAR))].tolist():
                told[each].add(int(owners[0]))
    clear = sorted((at, next(iter(owners))) for at, owners in told.items() if len(owners) == 1)
    return Marks(ints([at for at, _ in clear]), ints([owner for _, owner in clear]))


def _lines_of_words(ledger: Ledger, unnamed: list[int]) -> dict[str, list[int]]:
    """The lines of every word that a line without a name carries, common words left out.

    Words of the ledger's own names are left out too: they were weighed as names, and a LEASING that stands in
    one customer's name makes no other leasing company that customer.
    """
    columns = [ledger.payments.text[field] for field in FIELDS]
    words = [
        frozenset(word for value in values if value for word in fold(value).split())
        for values in zip(*columns, strict=True)
    ]
    names = {word for name in set(ledger.invoices.text["counterparty"]) for word in fold(name).split()}
    wanted = {word for at in unnamed for word in words[at] if _telling(word) and word not in names}
    found: dict[str, list[int]] = {word: [] for word in wanted}
    for at, each in enumerate(words):
        for word in each & wanted:
            found[word].append(at)
    return {word: at for word, at in found.items() if 3 <= len(at) <= max(COMMON * len(words), 6)}


def _telling(word: str) -> bool:
    if word.isalpha():
        return len(word) >= LEAST_LETTERS
    return sum(map(str.isdigit, word)) >= LEAST_DIGITS
