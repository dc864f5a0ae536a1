"""Evidence and rules in, decisions out: everything a changed rule changes happens here."""

import numpy as np

from core.matching import duplicates, joint, reporting
from core.matching.arrays import Bools, Floats, Ints, maxima
from core.matching.assignment import Proposals, best_world, chances, margins
from core.matching.facts import Evidence
from core.matching.outcome import Outcome
from core.matching.scoring import score
from core.matching.world import World
from core.model.rules import MatchRules

HOPELESS = -4.0  # pairs below this many points cannot become likely and are left out of the competition
TIE_DAYS = 1e-6  # points per squared day: among equal claims the oldest is paid first


def decide(evidence: Evidence, rules: MatchRules) -> Outcome:
    """The outcome of these rules on this evidence: what a full run with them gives."""
    return reporting.report(evidence, rules, compete(evidence, rules))


def compete(evidence: Evidence, rules: MatchRules) -> World:
    """Points under the rules, competing probabilities and the best world."""
    rows, size = evidence.rows, len(evidence.ledger.invoices)
    points = score(rows, evidence.ladder, evidence.habits, rules, size)
    live = (points.total > HOPELESS) & ~evidence.returned[rows.payment]
    doubled = duplicates.doubled(evidence, points, live)
    pair_at = np.flatnonzero(live & ~doubled.rows).astype(np.int64)
    group_points = joint.score_groups(evidence, rules)
    group_at = np.flatnonzero(group_points.total > HOPELESS).astype(np.int64)
    left, right = rows.payment[pair_at], rows.invoice[pair_at] + len(evidence.ledger.payments)
    weight = np.concatenate([points.total[pair_at], group_points.total[group_at]])
    proposals = _proposals(evidence, left, right, group_at, weight)
    chance = chances(proposals)
    plain = np.arange(len(weight)) < len(pair_at)
    pad = np.full(len(group_at), -1, dtype=np.int64)
    left, right = np.concatenate([left, pad]), np.concatenate([right, pad])
    chosen = best_world(_nudged(proposals, evidence, pair_at), plain, left, right)
    margin = _margins(evidence, proposals, pair_at, weight, chosen)
    return World(
        pair_at, group_at, left, right, weight, chance, chosen, margin, points, group_points, doubled.payments
    )


def _proposals(evidence: Evidence, left: Ints, right: Ints, group_at: Ints, weight: Floats) -> Proposals:
    """Every proposal with its items: payments first, then invoices."""
    pairs = np.arange(len(left), dtype=np.int64)
    member, node = joint.members(evidence, group_at)
    lines, bills = len(evidence.ledger.payments), len(evidence.ledger.invoices)
    return Proposals(
        weight,
        np.concatenate([pairs, pairs, member + len(left)]),
        np.concatenate([left, right, node]),
        lines + bills,
    )


def _nudged(proposals: Proposals, evidence: Evidence, pair_at: Ints) -> Proposals:
    """Weights a hair smaller the farther apart in time: equal claims are settled oldest first."""
    lag = evidence.rows.lag[pair_at].astype(np.float64)
    weight = np.round(proposals.weight, 6)
    weight[: len(pair_at)] -= TIE_DAYS * np.minimum(lag * lag, 1e5)
    return Proposals(weight, proposals.proposal, proposals.node, proposals.nodes)


def _margins(
    evidence: Evidence, proposals: Proposals, pair_at: Ints, weight: Floats, chosen: Bools
) -> Floats:
    """Points ahead of the best other world; for joint proposals ahead of the best rival of any member."""
    pairs = len(pair_at)
    rows = evidence.rows
    left, right = rows.payment[pair_at], rows.invoice[pair_at] + len(evidence.ledger.payments)
    out = np.zeros(len(weight))
    out[:pairs] = margins(left, right, weight[:pairs], chosen[:pairs], evidence.claim[pair_at])
    rival = np.where(chosen, -np.inf, weight)
    best = maxima(proposals.node, rival[proposals.proposal], proposals.nodes, 0.0)
    worst = maxima(proposals.proposal, np.maximum(best, 0.0)[proposals.node], len(weight), 0.0)
    out[pairs:] = (weight - worst)[pairs:]
    return out


def gates(evidence: Evidence, rules: MatchRules) -> Bools:
    """Which candidate pairs pass the rules' gates (amount, dates, declined) before any ranking.

    A wider tolerance or window never takes a pair out.
    """
    return score(evidence.rows, evidence.ladder, evidence.habits, rules, len(evidence.ledger.invoices)).gated

