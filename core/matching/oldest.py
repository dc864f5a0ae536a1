"""Oldest first: among equal claims of one payer the earlier payment settles the earlier due invoice."""

from collections import defaultdict

import numpy as np

from core.matching.arrays import Bools, Floats, Ints
from core.matching.evidence import PairColumns
from core.matching.frames import Ledger
from core.matching.parties import Party

NO_MONTH = 3
SHORT_DAYS = 16  # weekly and fortnightly series: a lag of days is not told from one invoice off


def oldest_first(ledger: Ledger, rows: PairColumns, claim: Ints, pair_at: Ints, chosen: Bools) -> Bools:
    """The chosen pairs with equal claims uncrossed.

    Pairs of one `claim` (counterparty, payer and amounts equal) whose texts name nothing are interchangeable:
    all of them stay settled, in the order of their dates (the usage of debtor ledgers where nothing is
    stated). A claim is left alone when one of the uncrossed pairs is no candidate.
    """
    plain = rows.unnamed & (rows.month_off == NO_MONTH)
    members: dict[int, list[int]] = defaultdict(list)
    for at in np.flatnonzero(chosen[: len(pair_at)] & plain[pair_at]).tolist():
        members[int(claim[pair_at[at]])].append(at)
    out = chosen.copy()
    wanted = {key: group for key, group in members.items() if len(group) > 1}
    if not wanted:
        return out
    known = _positions(rows, claim, pair_at, plain, set(wanted))
    paid, due = ledger.payments.start, ledger.invoices.anchor
    for group in wanted.values():
        lines = sorted((int(paid[p]), p) for p in rows.payment[pair_at[group]].tolist())
        bills = sorted((int(due[i]), i) for i in rows.invoice[pair_at[group]].tolist())
        fresh = [known.get((p, i), -1) for (_, p), (_, i) in zip(lines, bills, strict=True)]
        if min(fresh) >= 0:
            out[group] = False
            out[fresh] = True
    return out


def skipping(
    ledger: Ledger, rows: PairColumns, claim: Ints, pair_at: Ints, chosen: Bools, known: Bools
) -> Bools:
    """Chosen pairs that pass over an older equal invoice left open, though nothing is stated.

    Either the older one was never paid or the whole series is one invoice off: both look the same, unless
    the counterparty's rhythm is `known` (per counterparty). Where invoices follow each other within days an
    open one on either side raises the same doubt.
    """
    size = len(ledger.invoices)
    pairs = len(pair_at)
    taken = np.zeros(size, dtype=bool)
    taken[rows.invoice[pair_at[chosen[:pairs]]]] = True
    exact = (
        rows.amounts.same & (rows.amounts.paid == rows.amounts.owed) & (rows.party[0] >= int(Party.SIMILAR))
    )
    left = exact[pair_at] & ~taken[rows.invoice[pair_at]] & (rows.early[pair_at] <= 0)
    groups = int(claim.max(initial=0)) + 1
    due = ledger.invoices.anchor[rows.invoice[pair_at]]
    group = claim[pair_at]
    oldest = np.full(groups, np.iinfo(np.int64).max)
    np.minimum.at(oldest, group[left], due[left])
    mine = chosen[:pairs] & exact[pair_at]
    dense = np.bincount(group[left], minlength=groups) > 0
    dense &= _spacing(group[mine], due[mine], groups) <= SHORT_DAYS
    plain = rows.unnamed[pair_at] & (rows.month_off[pair_at] == NO_MONTH)
    return np.asarray(mine & plain & ((oldest[group] < due) | dense[group]) & ~known[rows.of[pair_at]])


def _spacing(group: Ints, due: Ints, groups: int) -> Floats:
    """Mean days between the due dates of each group; infinite for groups of fewer than two."""
    low = np.full(groups, np.iinfo(np.int64).max)
    high = np.full(groups, np.iinfo(np.int64).min)
    np.minimum.at(low, group, due)
    np.maximum.at(high, group, due)
    many = np.bincount(group, minlength=groups)
    apart = np.where(many > 1, (high - low) / np.maximum(many - 1, 1), np.inf)
    return np.asarray(apart, dtype=np.float64)


def _positions(
    rows: PairColumns, claim: Ints, pair_at: Ints, plain: Bools, keys: set[int]
) -> dict[tuple[int, int], int]:
    """Position of every competing plain pair of the given claims."""
    inside = np.flatnonzero(np.isin(claim[pair_at], list(keys)) & plain[pair_at])
    at = pair_at[inside]
    pairs = zip(rows.payment[at].tolist(), rows.invoice[at].tolist(), strict=True)
    return dict(zip(pairs, inside.tolist(), strict=True))
