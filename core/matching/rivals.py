"""How far the best world is ahead: for each chosen pair, the best other world that does without it."""

import numpy as np

from core.matching.arrays import Bools, Floats, Ints, counts, distinct, spans, totals, within
from core.matching.world import Rows


def margins(rows: Rows, weight: Floats, chosen: Bools, claim: Ints, pairs: int) -> Floats:
    """Per row of a chosen proposal: points ahead of the best world without that (payment, invoice) pair.

    Other worlds looked at: dropping the proposal, taking one rival in its stead (which costs what the rival
    displaces elsewhere) and, between plain pairs, swapping. Rivals of the same claim (one counterparty, equal
    amounts, `claim` per plain pair) lead to the same result and do not count. `pairs` is the number of plain
    proposals; unchosen rows get 0.
    """
    size = len(weight)
    holder = _holders(rows, chosen)
    meets = distinct(_meetings(rows, chosen, holder, size))
    rival, held = meets // max(size, 1), meets % max(size, 1)
    cost = totals(rival, weight[held], size)
    plain = (rival < pairs) & (held < pairs)
    same = np.zeros(len(rival), dtype=bool)
    same[plain] = claim[rival[plain]] == claim[held[plain]]
    rival, held = rival[~same], held[~same]
    gain = weight[rival] - (cost[rival] - weight[held])
    gain += _swaps(rows, weight, holder, rival, held, pairs)
    best = _best_without(rows, rival, held, gain)
    ahead = weight[rows.proposal] - np.maximum(best, 0.0)
    return np.where(chosen[rows.proposal], ahead, 0.0)


def _holders(rows: Rows, chosen: Bools) -> Ints:
    """Per node the chosen proposal that uses it (-1: free)."""
    holder = np.full(rows.nodes, -1, dtype=np.int64)
    taken = chosen[rows.proposal]
    for node in (rows.left, rows.right):
        holder[node[taken]] = rows.proposal[taken]
    return holder


def _meetings(rows: Rows, chosen: Bools, holder: Ints, size: int) -> Ints:
    """(unchosen proposal, chosen proposal it collides with) as one number each."""
    out = []
    for node in (rows.left, rows.right):
        held = holder[node]
        hit = (held >= 0) & ~chosen[rows.proposal]
        out.append(rows.proposal[hit] * size + held[hit])
    return np.concatenate(out)


def _swaps(rows: Rows, weight: Floats, holder: Ints, rival: Ints, held: Ints, pairs: int) -> Floats:
    """What the two items a plain rival sets free are worth to each other."""
    gain = np.zeros(len(rival))
    left, right = rows.left[:pairs], rows.right[:pairs]
    key = left * rows.nodes + right
    order = np.argsort(key)
    for side in (0, 1):
        plain = np.flatnonzero((rival < pairs) & (held < pairs))
        mine, theirs = (left, right) if side == 0 else (right, left)
        shares = mine[rival[plain]] == mine[held[plain]]
        plain = plain[shares]
        other = holder[theirs[rival[plain]]]
        fine = (other >= 0) & (other < pairs)
        plain, other = plain[fine], other[fine]
        a, b = (left[other], right[held[plain]]) if side == 0 else (left[held[plain]], right[other])
        wanted = a * rows.nodes + b
        at = np.minimum(np.searchsorted(key[order], wanted), max(len(key) - 1, 0))
        found = key[order][at] == wanted if len(key) else np.zeros(0, dtype=bool)
        gain[plain[found]] += np.maximum(weight[order[at[found]]], 0.0)
    return gain


def _best_without(rows: Rows, rival: Ints, held: Ints, gain: Floats) -> Floats:
    """Per row: the best gain among rivals of its proposal that do not hold its pair as well."""
    order = np.argsort(rows.proposal, kind="stable").astype(np.int64)
    sizes = counts(rows.proposal, int(rows.proposal.max(initial=-1)) + 1)
    ends = np.cumsum(sizes).astype(np.int64)
    at, place = spans(ends[held] - sizes[held], ends[held])
    row = order[place]
    joint = np.flatnonzero(sizes[rival[at]] > 1)
    width = rows.nodes * rows.nodes + 1
    key = rows.left * rows.nodes + rows.right
    holds = np.zeros(len(row), dtype=bool)
    holds[joint] = within(rival[at[joint]] * width + key[row[joint]], distinct(rows.proposal * width + key))
    out = np.zeros(len(rows.proposal))
    np.maximum.at(out, row[~holds], gain[at][~holds])
    return out


def shared_chance(rows: Rows, chance: Floats) -> Floats:
    """Per row: how likely its (payment, invoice) pair is under all proposals that hold it."""
    key = rows.left * rows.nodes + rows.right
    unique, group = np.unique(key, return_inverse=True)
    mass = np.bincount(group, weights=chance[rows.proposal], minlength=len(unique))
    return np.minimum(mass[group], 1.0)
