"""How likely each proposal is when all compete for payments and invoices and none may be used twice."""

from dataclasses import dataclass

import numpy as np

from core.matching.arrays import Bools, Floats, Ints, counts, maxima
from core.matching.world import Rows

ROUNDS = 9
DAMPING = 0.4
LINEAR = 25.0  # points up to which odds are taken as they are; beyond, a fifth counts (floats keep 16 digits)
LEAST = 1e-28


@dataclass(frozen=True, slots=True)
class _Side:
    """One kind of node (payments or invoices): what its items hear about each proposal.

    `node` per row; `once` rows that stand for their proposal at this node (a proposal of several rows at one
    node counts there once).
    """

    node: Ints
    once: Bools


def chances(rows: Rows, weight: Floats, parts: Bools) -> Floats:
    """The probability of each proposal: of all ways to use every item at most once, the share that holds it.

    `weight` are points (ln odds against staying alone), `parts` marks proposals of several payments for one
    invoice (the others hold one payment). Belief propagation for the monomer-dimer model (Heilmann and Lieb,
    1972; Huang and Jebara, 2009), with messages between payments and invoices rather than per proposal, so
    that proposals of one payment never compete twice: exact where payments and invoices form trees.
    """
    if not len(weight):
        return np.zeros(0)
    of = rows.proposal
    odds = np.exp(np.where(weight > LINEAR, LINEAR + 0.2 * (weight - LINEAR), np.maximum(weight, -60.0)))
    pair = np.unique(rows.left * rows.nodes + rows.right, return_inverse=True)[1].astype(np.int64)
    first = _first_rows(of)
    joint = parts[of]
    left, right = _Side(rows.left, first | joint), _Side(rows.right, first | ~joint)
    to_right = np.full(len(of), 0.5)  # the payment is free, as the invoice hears it
    to_left = np.full(len(of), 0.5)  # the invoice is free, as the payment hears it
    for _ in range(ROUNDS):
        at_left, at_right = _heard(of, odds, joint, to_left, to_right)
        to_right = _damped(to_right, _alone(left, at_left, pair, of, rows.nodes))
        to_left = _damped(to_left, _alone(right, at_right, pair, of, rows.nodes))
    at_left, at_right = _heard(of, odds, joint, to_left, to_right)
    load_left = np.bincount(left.node, weights=np.where(left.once, at_left, 0.0), minlength=rows.nodes)
    load_right = np.bincount(right.node, weights=np.where(right.once, at_right, 0.0), minlength=rows.nodes)
    share = np.where(joint, at_right / (1.0 + load_right[right.node]), at_left / (1.0 + load_left[left.node]))
    out = np.zeros(len(weight))
    out[of] = share
    return out


def _first_rows(of: Ints) -> Bools:
    """The first row of every proposal."""
    first = np.zeros(len(of), dtype=bool)
    first[np.unique(of, return_index=True)[1]] = True
    return first


def _heard(of: Ints, odds: Floats, joint: Bools, to_left: Floats, to_right: Floats) -> tuple[Floats, Floats]:
    """Per row: the odds of its proposal as its payment and as its invoice see them.

    A proposal of one payment needs all its invoices free; each invoice in turn needs the payment and the
    other invoices free. Parts of one invoice are the same with the sides exchanged.
    """
    inner = np.where(joint, to_right, to_left)
    outer = np.where(joint, to_left, to_right)
    whole = np.bincount(of, weights=np.log(inner), minlength=len(odds))
    owner = odds[of] * np.exp(np.maximum(whole[of], -80.0))
    member = odds[of] * np.exp(np.maximum(whole[of] - np.log(inner), -80.0)) * outer
    return np.where(joint, member, owner), np.where(joint, owner, member)


def _alone(side: _Side, odds: Floats, pair: Ints, of: Ints, nodes: int) -> Floats:
    """Per row: how likely its node is free when proposals that hold the row's pair are left out."""
    counted = np.where(side.once, odds, 0.0)
    top = maxima(side.node, counted, nodes, 0.0)
    best = np.full(nodes, -1, dtype=np.int64)
    leading = side.once & (counted >= top[side.node]) & (counted > 0)
    best[side.node[leading]] = of[leading]
    leads = of == best[side.node]
    rest = np.bincount(side.node, weights=np.where(leads, 0.0, counted), minlength=nodes)
    size = int(pair.max()) + 1
    shared = np.bincount(pair, weights=np.where(leads, 0.0, odds), minlength=size)
    inside = counts(pair[leads], size) > 0
    load = np.maximum(rest[side.node] - shared[pair], 0.0) + np.where(inside[pair], 0.0, top[side.node])
    return np.asarray(1.0 / (1.0 + load), dtype=np.float64)


def _damped(old: Floats, fresh: Floats) -> Floats:
    mixed = (1.0 - DAMPING) * np.log(np.maximum(fresh, LEAST)) + DAMPING * np.log(old)
    return np.asarray(np.exp(mixed), dtype=np.float64)
