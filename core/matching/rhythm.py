"""A counterparty's own payment rhythm, learned from sure pairs and series of equal invoices."""

from collections import defaultdict
from statistics import median

import numpy as np

from core.matching.arrays import Bools, Floats, Ints, codes_of, counts
from core.matching.evidence import PairColumns
from core.matching.frames import Ledger
from core.matching.habits import Rhythm
from core.matching.names import core
from core.matching.parties import Parties, Party
from core.model.history import History

LEAST_KNOWN = 4  # payments naming their invoice from which a lag is known
LEAST_SERIES = 3  # equal invoices and equal payments from which a series is read
NARROWEST_DAYS = 2.0
BELIEF = 3.0  # observations that weigh as much as the general habit
OWN_SHARE = 0.75  # of a counterparty's payments at most follow its own rhythm


def rhythms(
    ledger: Ledger, parties: Parties, rows: PairColumns, sure: Bools, history: History
) -> tuple[Rhythm, Rhythm]:
    """The rhythm of every counterparty, without and with what the company taught."""
    seen: dict[int, list[int]] = defaultdict(list)
    at = np.flatnonzero(sure & rows.timed)
    for party, lag in zip(parties.of_invoice[rows.invoice[at]].tolist(), rows.lag[at].tolist(), strict=True):
        seen[party].append(lag)
    told = {party: list(lags) for party, lags in seen.items()}
    for party, lags in _series(ledger, parties, rows).items():
        if len(seen[party]) < LEAST_SERIES:
            seen[party] += lags
    named = {party: len(lags) for party, lags in told.items()}
    untaught = _rhythm(seen, named, len(parties.sizes))
    taught = _taught(ledger, parties, history) if history.past else {}
    if not taught:
        return untaught, untaught
    for party, lags in taught.items():
        seen[party] += lags
    return untaught, _rhythm(seen, named, len(parties.sizes))


def _rhythm(seen: dict[int, list[int]], named: dict[int, int], size: int) -> Rhythm:
    """Median, spread and belief of the lags seen; known where enough payments named their invoice."""
    centre, spread, belief = np.zeros(size), np.full(size, 30.0), np.zeros(size)
    for party, lags in seen.items():
        middle = median(lags)
        apart = sum(abs(lag - middle) for lag in lags) / len(lags)
        centre[party] = middle
        spread[party] = max((apart * len(lags) + 2 * 5.0) / (len(lags) + 2), NARROWEST_DAYS)
        belief[party] = OWN_SHARE * len(lags) / (len(lags) + BELIEF)
    known = np.zeros(size, dtype=bool)
    known[[party for party, many in named.items() if many >= LEAST_KNOWN]] = True
    return Rhythm(centre, spread, belief, known)


def _series(ledger: Ledger, parties: Parties, rows: PairColumns) -> dict[int, list[int]]:
    """Lags of series of equal invoices, the oldest open invoice paid first (what every debtor ledger
    assumes).

    Only where as many payments as invoices are there: with one missing nobody knows which.
    """
    exact = rows.amounts.same & (rows.amounts.paid == rows.amounts.owed)
    plain = exact & (rows.party[0] >= int(Party.SIMILAR)) & rows.unnamed & rows.timed
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    at = np.flatnonzero(plain)
    series = codes_of(rows.of[at], rows.amounts.owed[at])
    at = at[counts(series, len(at))[series] >= LEAST_SERIES]
    keys = zip(parties.of_invoice[rows.invoice[at]].tolist(), rows.amounts.owed[at].tolist(), strict=True)
    for row, key in zip(at.tolist(), keys, strict=True):
        groups[key].append(row)
    out: dict[int, list[int]] = defaultdict(list)
    paid, issued, due = (
        ledger.payments.start.tolist(), ledger.invoices.start.tolist(), ledger.invoices.anchor.tolist()
    )  # fmt: skip
    for (party, _), members in groups.items():
        lines = sorted((paid[p], p) for p in set(rows.payment[members].tolist()))
        bills = sorted((due[i], i) for i in set(rows.invoice[members].tolist()))
        there = [(issued[i], day) for day, i in bills if issued[i] <= lines[-1][0]]
        if len(lines) == len(there) >= LEAST_SERIES:
            out[party] += _oldest_first([day for day, _ in lines], there)
    return out


def _oldest_first(paid: list[int], bills: list[tuple[int, int]]) -> list[int]:
    """Lags of payments on these days where each settles the next of the invoices (issued, due)."""
    lags, at = [], 0
    for day in paid:
        if at < len(bills) and bills[at][0] <= day + 5:
            lags.append(day - bills[at][1])
            at += 1
    return lags


def _taught(ledger: Ledger, parties: Parties, history: History) -> dict[int, list[int]]:
    """Lags of matches people confirmed, per counterparty."""
    known = {core(name): party for name, party in zip(
        ledger.invoices.text["counterparty"], parties.of_invoice.tolist(), strict=True
    )}  # fmt: skip
    out: dict[int, list[int]] = defaultdict(list)
    for match in history.past:
        party = known.get(core(match.counterparty), -1)
        if party >= 0:
            out[party].append(match.lag_days)
    return out


def own_points(lag: Ints, party: Ints, general: Floats, chance: Floats, rhythm: Rhythm) -> Floats:
    """Points of a lag under a mixture of the counterparty's rhythm (Laplace) and the general habit.

    `general` and `chance` are densities per day of the general habit and of random pairs at each lag.
    """
    centre, spread, belief = rhythm.centre[party], rhythm.spread[party], rhythm.belief[party]
    own = np.exp(-np.abs(lag - centre) / spread) / (2.0 * spread)
    mixed = belief * own + (1.0 - belief) * general
    return np.asarray(np.clip(np.log(mixed / chance), -6.0, 5.0), dtype=np.float64)


def no_rhythm(size: int) -> Rhythm:
    """Nobody's rhythm is known."""
    return Rhythm(np.zeros(size), np.full(size, 30.0), np.zeros(size), np.zeros(size, dtype=bool))
