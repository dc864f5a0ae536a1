"""Payments taken back: the line that does it and the payment it takes back, found by what the lines share."""

import re
from dataclasses import dataclass

import numpy as np

from core.matching.amounts import roundness, scale_of
from core.matching.arrays import (
    NO_DATE,
    Bools,
    Floats,
    Ints,
    codes_of,
    counts,
    distinct,
    ints,
    join,
    spans,
    within,
)
from core.matching.frames import Ledger
from core.matching.parties import Parties
from core.matching.words import Words

_SAYS = re.compile(
    r"\b(?:RETURN(?:ED)?|REVERSAL|REVERSED|CHARGEBACK|CHARGE BACK|NSF|BOUNCED|REJECT(?:ED)?"
    r"|RUCKLAST\w*|RUCKGABE"
    r"|RUCKBUCHUNG|RUCKUBERWEISUNG|STORNO|STORNIERUNG|REJET|IMPAYE|DEVOLUCION|DEVUELTO|INSOLUTO"
    r"|STORNERING|UNPAID"
    r"|VOID(?:ED)?|RETOUR(?:NE)?|R0[1-9]|R1[0-9]|RDI|ACH RET\w*|RTN|RECALL|CANCELLED|CANCELED"
    r"|REFUSED|DISHONOU?RED)\b"
)
# How a word begins that stands in every such phrase.
_HINT = re.compile(
    r"RET|REVERS|CHARGEBACK|BACK|NSF|BOUNCED|REJE|RUCK|STORN|IMPAYE|DEVOL|DEVUEL|INSOLUTO|UNPAID|VOID"
    r"|R[01][0-9]|RDI|RTN|RECALL|CANCEL|REFUSED|DISHON"
)
RETURN_DAYS = 75
SOON_DAYS = 30  # a return that names nothing belongs to the only payment of its amount in these days
FEE = 100  # units of a rule's amounts a returning line may be larger by (the bank's fee) ...
FEE_SHARE = 0.02  # ... or this share of the books' usual payment, where money is counted in large numbers
NEEDED = 3.0  # points from which two opposite lines are a payment and its return
PRIOR = -4.0
EQUAL = (5.0, 5.0, 3.5, 2.5, 1.5)  # points of the very amount, by its roundness
SAID = 3.0  # points of words that speak of a return
SAME_PAYER, SAME_PARTY = 3.0, 2.5
_DIGIT = re.compile(r"[0-9]")
SHARED_WORDS = 0.6  # points per natural logarithm of how rare a shared word is
MOST_SHARED = 8.0
TELLING = 6.0  # points of shared words that a line larger by a fee needs where it does not speak of a return
RARE = 8  # lines a number may stand in and still point from a return to its payment
LEAST_LETTERS = 3
LEAST_TAUGHT = 3  # found returns that must carry a word before it speaks of returns ...
TAUGHT_SHARE = 0.7  # ... and the share of all its lines that they must be


@dataclass(frozen=True, slots=True)
class Returns:
    """Per bank line: whether it is a payment taken back or the line that did it, and whether it says so."""

    taken_back: Bools
    speaking: Bools


@dataclass(frozen=True, slots=True)
class _Lines:
    """What returns are told by: signed amounts, days, payers and words of every bank line.

    Only words that stand in a line of the rarer direction (out of the bank, mostly) are kept: `said` is each
    line's number times the `width` of the vocabulary plus the word's code, ascending, each once, a line's own
    from its `begin` on; `rarity` and `number` (whether a digit is in it) are per word.
    """

    amount: Ints
    day: Ints
    said: Ints
    begin: Ints
    width: int
    rarity: Floats
    number: Bools
    payer: Ints
    who: Ints
    booked: Bools  # an open item asks for this very movement: it may be no return at all


def find(ledger: Ledger, words: Words, parties: Parties) -> Returns:
    """Payments of which a later line takes back the whole amount, perhaps with the bank's fee on top.

    Opposite amounts alone prove nothing: the lines share a payer, a number or rare words, or the later one
    speaks of a return - in words known beforehand, or in words that the returns found without them carry
    again and again (a bank's own code, another language). Each line is used once. `words` are `noise.plain`.
    """
    lines = _read(ledger, words, parties)
    speaking = words.telling(_HINT, _SAYS)
    tied, shared = _tied(ledger, lines), _Shared(lines)
    first, back = _opposite(ledger, lines, tied, speaking)
    chosen = _chosen(lines, shared, first, back, speaking)
    taught = _taught(lines, first[chosen], back[chosen])
    if taught.any():
        speaking[(lines.said // lines.width)[taught[lines.said % lines.width]]] = True
        first, back = _opposite(ledger, lines, tied, speaking)
        chosen = _chosen(lines, shared, first, back, speaking)
    taken = np.zeros(len(speaking), dtype=bool)
    taken[first[chosen]] = taken[back[chosen]] = True
    return Returns(taken, speaking)


def _read(ledger: Ledger, words: Words, parties: Parties) -> _Lines:
    payments, bills = ledger.payments, ledger.invoices
    out = payments.open < 0
    rarer = out if 2 * int(out.sum()) <= len(out) else ~out  # a shared word stands on both sides
    line, code = words.once
    told = np.zeros(len(words.vocabulary), dtype=bool)
    told[code[rarer[line]]] = True
    told &= words.which(lambda word: len(word) >= LEAST_LETTERS)
    width = max(len(words.vocabulary), 1)
    kept = told[code]
    seen = counts(code[kept], width)
    moved = codes_of(
        np.concatenate([bills.open, payments.open]), np.concatenate([bills.currency, payments.currency])
    )
    return _Lines(
        payments.open,
        payments.start,
        line[kept] * width + code[kept],
        np.searchsorted(line[kept], np.arange(words.size + 1)).astype(np.int64),
        width,
        np.log(max(words.size, 50) / np.maximum(seen, 1)),
        words.which(_DIGIT.search),
        parties.payer,
        parties.who,
        within(moved[len(bills) :], distinct(moved[: len(bills)])),
    )


def _tied(ledger: Ledger, lines: _Lines) -> tuple[Ints, Ints]:
    """(payment, later line of the opposite sign) that share the amount, the party or a rare number."""
    currency = ledger.payments.currency
    named = np.where(lines.who >= 0, codes_of(currency, lines.who), -1)
    pairs = [
        _joined(codes_of(currency, np.abs(lines.amount)), lines),
        _joined(named, lines),
        _joined_by_number(lines),
    ]
    return np.concatenate([pair[0] for pair in pairs]), np.concatenate([pair[1] for pair in pairs])


def _opposite(ledger: Ledger, lines: _Lines, tied: tuple[Ints, Ints], speaking: Bools) -> tuple[Ints, Ints]:
    """The tied lines, and those that speak of a return, that are equal in amount or a fee apart."""
    payments = ledger.payments
    size, fees = np.abs(lines.amount), _fees(ledger)
    near = _near_amounts(ledger, lines, np.flatnonzero(speaking), fees)
    first, back = np.concatenate([tied[0], near[0]]), np.concatenate([tied[1], near[1]])
    more = size[back] - size[first]
    fits = (more >= 0) & (more <= fees[back]) & (more <= size[first])
    fits &= payments.currency[first] == payments.currency[back]
    width = max(len(payments), 1)
    unique = distinct(first[fits] * width + back[fits])
    return unique // width, unique % width


def _near_amounts(ledger: Ledger, lines: _Lines, back: Ints, fees: Floats) -> tuple[Ints, Ints]:
    """Lines that speak of a return with every opposite line of about their amount."""
    group = ledger.payments.currency * 2 + (lines.amount < 0)
    size = np.abs(lines.amount)
    step = 2 * int(size.max(initial=0)) + 2
    key = group * step + size
    order = np.argsort(key, kind="stable")
    wanted = (group[back] ^ 1) * step + size[back]
    low = np.searchsorted(key[order], wanted - np.minimum(fees[back], size[back]).astype(np.int64), "left")
    high = np.searchsorted(key[order], wanted, "right")
    owner, at = spans(low.astype(np.int64), high.astype(np.int64))
    return _in_order(order[at].astype(np.int64), back[owner].astype(np.int64), lines)


def _fees(ledger: Ledger) -> Floats:
    """The most a returning line may be larger by, per bank line."""
    size = np.abs(ledger.payments.open)
    scale = np.array([scale_of(code) for code in ledger.currencies] or [100], dtype=np.float64)
    most = FEE * scale
    for code in distinct(ledger.payments.currency).tolist():
        most[code] = max(most[code], FEE_SHARE * float(np.median(size[ledger.payments.currency == code])))
    return most[ledger.payments.currency] if len(size) else np.zeros(0)


def _joined(key: Ints, lines: _Lines, of: Ints | None = None) -> tuple[Ints, Ints]:
    """Lines of one key (-1 joins nothing) with opposite signs, the later within `RETURN_DAYS`."""
    of = np.arange(len(key), dtype=np.int64) if of is None else of
    into = np.flatnonzero((key >= 0) & (lines.amount[of] > 0))
    out = np.flatnonzero((key >= 0) & (lines.amount[of] < 0))
    left, right = join(key[into], key[out])
    one, other = of[into[left]], of[out[right]]
    return _in_order(np.concatenate([one, other]), np.concatenate([other, one]), lines)


def _in_order(first: Ints, back: Ints, lines: _Lines) -> tuple[Ints, Ints]:
    apart = lines.day[back] - lines.day[first]
    dated = (lines.day[first] != NO_DATE) & (lines.day[back] != NO_DATE)
    fits = dated & (apart >= 0) & (apart <= RETURN_DAYS)
    return first[fits], back[fits]


def _joined_by_number(lines: _Lines) -> tuple[Ints, Ints]:
    line, code = lines.said // lines.width, lines.said % lines.width
    telling = lines.number & (lines.rarity >= np.log(max(len(lines.day), 50) / RARE))
    kept = telling[code]
    return _joined(code[kept], lines, line[kept])


def _chosen(lines: _Lines, shared: "_Shared", first: Ints, back: Ints, speaking: Bools) -> Ints:
    """The pairs that are returns, each line once: the most points first, then the nearest in time.

    A payment of the very day is the last to be taken for the one taken back: it may be its replacement.
    """
    points = _points(lines, shared, first, back, speaking)
    equal = np.abs(lines.amount[first]) == np.abs(lines.amount[back])
    apart = lines.day[back] - lines.day[first]
    soon = equal & (apart <= SOON_DAYS)
    only = soon & (np.bincount(back[soon], minlength=len(speaking))[back] == 1)
    good = points + np.where(only & speaking[back], NEEDED, 0.0) >= NEEDED
    used: set[int] = set()
    out = []
    order = np.lexsort((back, first, apart, apart == 0, ~equal, -points))
    for at in order[good[order]].tolist():
        pair = {int(first[at]), int(back[at])}
        if not used & pair:
            used |= pair
            out.append(at)
    return ints(out)


def _points(lines: _Lines, shared: "_Shared", first: Ints, back: Ints, speaking: Bools) -> Floats:
    equal = np.abs(lines.amount[first]) == np.abs(lines.amount[back])
    exact = np.array(EQUAL)[roundness(np.abs(lines.amount[back]))]
    payer = (lines.payer[first] >= 0) & (lines.payer[first] == lines.payer[back])
    party = (lines.who[first] >= 0) & (lines.who[first] == lines.who[back])
    booked = ~speaking[back] & lines.booked[back]
    rarity = np.zeros(len(first))
    rarity[~booked] = shared.rarity(first[~booked], back[~booked])
    points = PRIOR + np.where(equal, exact, 0.0) + np.minimum(SHARED_WORDS * rarity, MOST_SHARED)
    points += np.where(payer, SAME_PAYER, np.where(party, SAME_PARTY, 0.0))
    unsaid = booked | (~speaking[back] & ~equal & (SHARED_WORDS * rarity < TELLING))
    return np.where(unsaid, -np.inf, points + SAID * speaking[back])


class _Shared:
    """How rare the words are, all together, that both lines of a pair have; each pair is looked at once."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._pair, self._rarity = ints([]), np.zeros(0)

    def rarity(self, first: Ints, back: Ints) -> Floats:
        """Per pair of lines."""
        pair = first * len(self._lines.day) + back
        fresh = distinct(pair[~within(pair, self._pair)])
        size = max(len(self._lines.day), 1)
        known = np.concatenate([self._pair, fresh])
        rarity = np.concatenate([self._rarity, self._of(fresh // size, fresh % size)])
        order = np.argsort(known)
        self._pair, self._rarity = known[order], rarity[order]
        return self._rarity[np.searchsorted(self._pair, pair)]

    def _of(self, first: Ints, back: Ints) -> Floats:
        lines = self._lines
        pair, code = _words_of(lines, back)
        both = within(first[pair] * lines.width + code, lines.said)
        return np.bincount(pair[both], weights=lines.rarity[code[both]], minlength=len(back)).astype(
            np.float64
        )


def _words_of(lines: _Lines, of: Ints) -> tuple[Ints, Ints]:
    """(position in `of`, word) of every word of these lines."""
    owner, at = spans(lines.begin[of], lines.begin[of + 1])
    return owner, lines.said[at] % lines.width


def _taught(lines: _Lines, first: Ints, back: Ints) -> Bools:
    """Words that the returning lines add to what their payments say, and that hardly any other line has."""
    pair, code = _words_of(lines, back)
    told, known = _words_of(lines, first)
    added = code[~within(pair * lines.width + code, distinct(told * lines.width + known))]
    times = counts(added, lines.width)
    size = max(len(lines.day), 50)
    return np.asarray((times >= LEAST_TAUGHT) & (times >= TAUGHT_SHARE * size * np.exp(-lines.rarity)))
