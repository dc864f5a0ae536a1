"""Habits read from the pairs that are sure without the evidence they are asked about."""

import numpy as np

from core.matching.amounts import explain, offered
from core.matching.arrays import NO_DATE, Bools, Floats, Ints, counts, ints
from core.matching.evidence import PairColumns, Sides
from core.matching.frames import Ledger
from core.matching.habits import (
    AMOUNT_PRIOR,
    HIT_CHANCE,
    HIT_PRIOR,
    MONTH_CHANCE,
    MONTH_PRIOR,
    PARTY_PRIOR,
    Habits,
    blended,
    density,
    recurring,
    still_to_come,
)  # fmt: skip
from core.matching.parties import Parties, Party
from core.matching.pointers import Hit
from core.matching.rates import rough_rate
from core.matching.references import Hits
from core.matching.rhythm import rhythms
from core.model.history import History
from core.model.rules import DEFAULT

RANDOM_PAIRS = 40_000
ROUGH = 0.35  # a rate learned from few lines must be this near the rough one


def learn(
    ledger: Ledger, sides: Sides, hits: Hits, parties: Parties, rows: PairColumns, history: History
) -> Habits:
    """Rates of the company's own sure pairs, drawn toward the priors where there are few of them.

    Each kind of evidence is measured on pairs that the other kinds make sure, so that none vouches for
    itself.
    """
    exact = rows.amounts.same & (rows.amounts.paid == rows.amounts.owed)
    naming = rows.hit >= int(Hit.RANGE)
    known = rows.party[0] >= int(Party.SIMILAR)
    rare = rows.amounts.crowd < 0.2
    by_amount = _mutual(rows, exact & known & rare)
    by_hit = _mutual(rows, naming & (rows.hit_crowd <= 1))
    sure = by_amount | (by_hit & (exact | known))
    told = by_hit & known & rows.amounts.same
    shares = _shares(rows, told & ~offered(rows.amounts))
    habits = Habits(
        hit=blended(rows.hit[by_amount], len(HIT_PRIOR), HIT_PRIOR),
        hit_chance=_false_hits(ledger, hits, parties),
        party=blended(rows.party[0][by_hit & exact], len(PARTY_PRIOR), PARTY_PRIOR),
        party_base=_party_base(parties),
        rates=_rates(ledger, rows, naming & (rows.hit_crowd <= 1)),
        shares=shares,
    )
    amounts = explain(rows.amounts.where(told), sides.ladder, habits, DEFAULT, len(ledger.invoices))
    lags = rows.lag[sure & rows.timed]
    usual = density(lags, 3.0)
    return Habits(
        hit=habits.hit,
        hit_chance=habits.hit_chance,
        party=habits.party,
        party_base=habits.party_base,
        rates=habits.rates,
        amount=blended(amounts.kind, len(AMOUNT_PRIOR), AMOUNT_PRIOR),
        lag=usual,
        lag_chance=density(_random_lags(ledger), 7.0),
        unpaid=still_to_come(usual),
        rhythm=rhythms(ledger, parties, rows, sure, history),
        before=_before(rows, sure),
        month=_months(rows, sure),
        fees=_fees(rows, told),
        shares=shares,
        cards=_cards(rows, told | (by_hit & rows.amounts.processor & rows.amounts.same)),
    )


def _mutual(rows: PairColumns, mask: Bools) -> Bools:
    """Rows of the mask that are alone in it for their payment and for their invoice."""
    line, bill = rows.payment[mask], rows.invoice[mask]
    if not len(line):
        return mask
    alone = (counts(line, int(line.max()) + 1)[line] == 1) & (counts(bill, int(bill.max()) + 1)[bill] == 1)
    out = np.zeros(len(mask), dtype=bool)
    out[np.flatnonzero(mask)[alone]] = True
    return out


def _false_hits(ledger: Ledger, hits: Hits, parties: Parties) -> Floats:
    """Wrong invoices a line points to by chance, per level: payer and amount both contradict them."""
    level = parties.levels(hits.payment, hits.invoice, False)
    paid, owed = ledger.payments.open[hits.payment], ledger.invoices.open[hits.invoice]
    contradicted = (level == int(Party.OTHER)) & (paid != owed)
    told = float((parties.default == int(Party.OTHER)).sum())
    wrong = np.bincount(hits.level[contradicted], minlength=len(HIT_CHANCE)).astype(np.float64)
    return np.asarray((wrong + 60.0 * HIT_CHANCE) / (told + 60.0), dtype=np.float64)


def _party_base(parties: Parties) -> Floats:
    """The share of bank lines whose words name nobody, or nobody known."""
    seen = np.bincount(parties.default, minlength=len(PARTY_PRIOR)).astype(np.float64)
    size = max(float(len(parties.default)), 1.0)
    base = np.ones(len(PARTY_PRIOR))
    for level, prior in ((Party.UNKNOWN, 0.12), (Party.FOREIGN, 0.15)):
        base[level] = (seen[level] + PRIOR * prior) / (size + PRIOR)
    return base


PRIOR = 40.0


def _rates(ledger: Ledger, rows: PairColumns, sure: Bools) -> Floats:
    """The median rate of each currency pair among lines that name their invoice; nan below three of them."""
    size = max(len(ledger.currencies), 1)
    names = ledger.currencies or ("",)
    rates = np.array([[rough_rate(paid, owed) or np.nan for owed in names] for paid in names])
    abroad = sure & ~rows.amounts.same
    left = ledger.payments.currency[rows.payment[abroad]]
    right = ledger.invoices.currency[rows.invoice[abroad]]
    ratio = rows.amounts.paid[abroad] / np.maximum(rows.amounts.owed[abroad], 1)
    for pair in np.unique(left * size + right).tolist():
        rough = rough_rate(ledger.currencies[pair // size], ledger.currencies[pair % size])
        seen = ratio[left * size + right == pair]
        seen = seen[np.abs(seen / rough - 1) < ROUGH] if rough else seen
        if not len(seen):
            continue
        middle = float(np.median(seen))
        if rough or (np.abs(seen / middle - 1) < 0.1).sum() >= 3:
            rates[pair // size, pair % size] = middle
    return rates


def _random_lags(ledger: Ledger) -> Ints:
    """Lags of pairs drawn blindly: what timing looks like by chance (a fixed pattern, no clock)."""
    bills, lines = len(ledger.invoices), len(ledger.payments)
    if not bills or not lines:
        return ints([])
    turn = np.arange(min(RANDOM_PAIRS, 4 * bills * lines), dtype=np.int64)
    line, bill = (turn * 7919) % lines, (turn * 104_729 + turn // lines) % bills
    anchor, day = ledger.invoices.anchor[bill], ledger.payments.start[line]
    known = (anchor != NO_DATE) & (day != NO_DATE)
    return np.asarray((day - anchor)[known], dtype=np.int64)


def _before(rows: PairColumns, sure: Bools) -> float:
    early = float((rows.early[sure & rows.timed] > 0).sum())
    share = (early + 0.4) / (float((sure & rows.timed).sum()) + 40.0)
    return float(np.log(share / 0.35))


def _months(rows: PairColumns, sure: Bools) -> Floats:
    seen = rows.month_off[sure]
    share = blended((seen[seen != 3] + 1).astype(np.int64), len(MONTH_PRIOR), MONTH_PRIOR)
    return np.asarray(np.log(share / MONTH_CHANCE), dtype=np.float64)


def _fees(rows: PairColumns, told: Bools) -> Ints:
    short = (rows.amounts.owed - rows.amounts.paid)[told]
    short = short[(short > 50) & (short <= 20_000)]
    return recurring(short, 4, 0.05)


# Fixed parts (hundredths of a unit) processors keep beside their percentage.
_FIXED = (0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 49, 50)
LEAST_CARDS = 3  # sure pairs of one schedule


def _cards(rows: PairColumns, told: Bools) -> tuple[tuple[float, int], ...]:
    """(percent, fixed) schedules that explain several sure shortfalls to the cent."""
    paid, owed = rows.amounts.paid[told].astype(np.float64), rows.amounts.owed[told].astype(np.float64)
    short, scale = owed - paid, rows.amounts.scale[told]
    near = (short > 0) & (short < 0.06 * owed) & (owed > 2_000)
    found: list[tuple[int, float, int]] = []
    for fixed in _FIXED:
        percent = np.round((short - fixed * scale / 100.0)[near] / owed[near] * 2000.0) / 20.0
        exact = np.abs(short[near] - fixed * scale[near] / 100.0 - percent * owed[near] / 100.0) <= 1.0
        value, times = np.unique(percent[exact & (percent > 0.5)], return_counts=True)
        pairs = zip(value.tolist(), times.tolist(), strict=True)
        found += [(count, one, fixed) for one, count in pairs if count >= LEAST_CARDS]
    return tuple((one, fixed) for _, one, fixed in sorted(found, reverse=True)[:4])


def _shares(rows: PairColumns, told: Bools) -> tuple[float, ...]:
    """Shares withheld again and again, as exact as the amounts tell (10 of 118 is no whole percentage)."""
    paid, owed = rows.amounts.paid[told].astype(np.float64), rows.amounts.owed[told].astype(np.float64)
    share = (owed - paid) / np.maximum(owed, 1.0)
    large = (owed > 5_000) & (share > 0.004) & (share < 0.5)
    paid, owed, near = paid[large], owed[large], np.round(share[large] * 10_000).astype(np.int64)
    found = []
    for each in recurring(near, 4, 0.05).tolist():
        same = np.abs(near - each) <= 1
        found.append(1.0 - float(paid[same].sum()) / float(owed[same].sum()))
    return tuple(found)
