"""Payer names learned inside the books: who pays under a name that looks like nobody's."""

from collections import defaultdict
from dataclasses import replace

import numpy as np

from core.matching.arrays import Bools, Ints, ints
from core.matching.evidence import PairColumns
from core.matching.frames import Ledger
from core.matching.parties import Parties, Party
from core.matching.references import Hit

FULL_TRUST = 2  # sure pairs from which a payer name stands for a counterparty


def learned(ledger: Ledger, parties: Parties, rows: PairColumns) -> Parties:
    """The same parties with aliases that sure pairs teach; unchanged where they teach none.

    Sure here: the line names the invoice in full and pays it to the cent, both for this pair alone, while the
    payer's name is like nobody's. Two such pairs make an alias, one only a hint; a name that pays for several
    counterparties (a factor, a processor) teaches nothing.
    """
    pairs = _teachers(ledger, parties, rows)
    by_payer: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line, bill in pairs:
        by_payer[int(parties.payer[line])][int(parties.of_invoice[bill])] += 1
    single = {payer: next(iter(seen.items())) for payer, seen in by_payer.items() if len(seen) == 1}
    if not single:
        return parties
    lines, party, level = [], [], []
    for line in np.flatnonzero(np.isin(parties.payer, list(single))).tolist():
        who, times = single[int(parties.payer[line])]
        lines.append(line)
        party.append(who)
        level.append(int(Party.NEAR if times >= FULL_TRUST else Party.SIMILAR))
    return _with_rows(parties, ints(lines), ints(party), ints(level))


def _teachers(ledger: Ledger, parties: Parties, rows: PairColumns) -> list[tuple[int, int]]:
    foreign = (rows.party[0] == int(Party.FOREIGN)) & (parties.payer[rows.payment] >= 0)
    whole = (rows.hit >= int(Hit.CORE)) & (rows.hit_crowd <= 1)
    exact = rows.amounts.same & (rows.amounts.paid == rows.amounts.owed)
    at = np.flatnonzero(foreign & whole & exact)
    return list(zip(rows.payment[at].tolist(), rows.invoice[at].tolist(), strict=True))


def _with_rows(parties: Parties, line: Ints, party: Ints, level: Ints) -> Parties:
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
        default=default,
        who=who,
    )
