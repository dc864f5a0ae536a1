"""Payer names learned inside the books: who pays under a name that looks like nobody's."""

from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np

from core.matching import traces
from core.matching.arrays import Bools, Ints, ints
from core.matching.evidence import PairColumns
from core.matching.frames import Ledger
from core.matching.parties import Parties, Party
from core.matching.pointers import Hit
from core.matching.words import Words

FULL_TRUST = 2  # sure pairs from which a payer name stands for a counterparty


def learned(ledger: Ledger, words: Words, parties: Parties, rows: PairColumns) -> Parties:
    """The same parties with aliases that sure pairs teach; unchanged where they teach none.

    Sure here: the line names the invoice in full and pays it to the cent, both for this pair alone, while the
    payer's name is like nobody's. Two such pairs make an alias, one only a hint; no pair vouches for itself.
    A name that pays for several counterparties (a factor, a processor) teaches nothing. Lines still nobody's
    are told by `traces`.
    """
    pairs = _teachers(ledger, parties, rows)
    by_payer: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    own, sure = Counter(line for line, _ in pairs), Counter(int(parties.payer[line]) for line, _ in pairs)
    for line, bill in pairs:
        by_payer[int(parties.payer[line])][int(parties.of_invoice[bill])] += 1
    for payer, other in _others(parties, rows):
        if payer in by_payer:
            by_payer[payer][other] += 1
    single = {payer: next(iter(seen.items())) for payer, seen in by_payer.items() if len(seen) == 1}
    lines: list[int] = []
    party: list[int] = []
    level: list[int] = []
    hinted: list[bool] = []
    for line in np.flatnonzero(np.isin(parties.payer, list(single))).tolist():
        payer = int(parties.payer[line])
        who, times = single[payer]
        if times > own[line]:
            lines.append(line)
            party.append(who)
            level.append(int(Party.NEAR if times - own[line] >= FULL_TRUST else Party.SIMILAR))
            hinted.append(sure[payer] - own[line] < FULL_TRUST)
    taught = parties
    if lines:
        taught = _with_rows(parties, ints(lines), ints(party), ints(level), np.array(hinted, dtype=bool))
    marks = traces.find(ledger, words, taught, *_sure(parties, rows))
    if not len(marks.line):
        return taught
    near = np.full(len(marks.line), int(Party.NEAR))
    return _with_rows(taught, marks.line, marks.party, near, np.zeros(len(near), dtype=bool))


def _teachers(ledger: Ledger, parties: Parties, rows: PairColumns) -> list[tuple[int, int]]:
    foreign = (rows.party[0] == int(Party.FOREIGN)) & (parties.payer[rows.payment] >= 0)
    at = np.flatnonzero(foreign & _told(rows))
    return list(zip(rows.payment[at].tolist(), rows.invoice[at].tolist(), strict=True))


def _others(parties: Parties, rows: PairColumns) -> list[tuple[int, int]]:
    """Payers with counterparties that they name otherwise: by a customer number or an order, to the cent.

    Not sure enough to teach a name, enough to doubt one.
    """
    exact = rows.amounts.same & (rows.amounts.paid == rows.amounts.owed)
    hinted = rows.customer | (rows.hit == int(Hit.ORDER))
    at = np.flatnonzero(exact & hinted & (parties.payer[rows.payment] >= 0))
    found = zip(
        parties.payer[rows.payment[at]].tolist(), parties.of_invoice[rows.invoice[at]].tolist(), strict=True
    )
    return sorted(set(found))


def _sure(parties: Parties, rows: PairColumns) -> tuple[Ints, Ints]:
    """Bank lines with the counterparty they surely pay: nothing in their name speaks against it."""
    against = (rows.party[0] == int(Party.OTHER)) | (rows.party[0] == int(Party.CLASH))
    at = np.flatnonzero(_told(rows) & ~against)
    return rows.payment[at], parties.of_invoice[rows.invoice[at]]


def _told(rows: PairColumns) -> Bools:
    """Pairs whose line names the invoice in full, it alone, and pays it to the cent."""
    whole = (rows.hit >= int(Hit.CORE)) & (rows.hit_crowd <= 1)
    return np.asarray(whole & rows.amounts.same & (rows.amounts.paid == rows.amounts.owed))


def _with_rows(parties: Parties, line: Ints, party: Ints, level: Ints, hinted: Bools) -> Parties:
    """The parties with rows for lines that named nobody."""
    default = parties.default.copy()
    default[line] = int(Party.OTHER)
    who = parties.who.copy()
    who[line] = party
    plain: Bools = np.zeros(len(line), dtype=bool)
    return replace(
        parties,
        payment=np.concatenate([parties.payment, line]),
        party=np.concatenate([parties.party, party]),
        level=np.concatenate([parties.level, level]),
        learned=np.concatenate([parties.learned, plain]),
        hinted=np.concatenate([parties.hinted, hinted]),
        default=default,
        who=who,
    )
