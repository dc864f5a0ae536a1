"""Evidence and rules in, decisions out: everything a changed rule changes happens here."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from core.matching import duplicates, joint, reporting
from core.matching.arrays import Bools, Floats, Ints, distinct
from core.matching.assignment import Proposals, best_world
from core.matching.competing import chances
from core.matching.facts import Evidence
from core.matching.listing import Listing
from core.matching.oldest import oldest_first
from core.matching.outcome import Outcome
from core.matching.rivals import margins, shared_chance
from core.matching.scoring import score
from core.matching.world import Rows, World
from core.model.rules import MatchRules

HOPELESS = -4.0  # pairs below this many points cannot become likely and are left out of the competition
TIE_DAYS = 1e-6  # points per squared day: among equal claims the oldest is paid first


def decide(evidence: Evidence, rules: MatchRules) -> Outcome:
    """The outcome of these rules on this evidence: what a full run with them gives."""
    return reporting.report(evidence, rules, compete(evidence, rules))


def propose(evidence: Evidence, rules: MatchRules) -> Listing:
    """Only the pairs of `decide`, as columns."""
    return reporting.proposals(evidence, rules, compete(evidence, rules))


def compete(evidence: Evidence, rules: MatchRules) -> World:
    """Points under the rules, competing probabilities and the best world."""
    scoring = replace(rules, name="", propose_from=Decimal(0), accept_from=Decimal(1), margin=Decimal(0))
    return evidence.memory.get("world", scoring, lambda: _compete(evidence, rules))


def _compete(evidence: Evidence, rules: MatchRules) -> World:
    rows, size = evidence.rows, len(evidence.ledger.invoices)
    points = score(rows, evidence.ladder, evidence.habits, rules, size, evidence.memory)
    live = (points.total > HOPELESS) & ~evidence.returned[rows.payment]
    doubled = duplicates.doubled(evidence, points, live)
    pair_at = np.flatnonzero(live & ~doubled.rows).astype(np.int64)
    group_points = joint.score_groups(evidence, rules)
    group_at = np.flatnonzero(group_points.total > HOPELESS).astype(np.int64)
    weight = np.concatenate([points.total[pair_at], group_points.total[group_at]])
    members = _rows(evidence, pair_at, group_at)
    parts = np.concatenate([np.zeros(len(pair_at), dtype=bool), evidence.groups.parts[group_at]])
    proposals = _proposals(members, weight)
    pairs = len(pair_at)
    plain = np.arange(len(weight)) < pairs
    left, right = np.full(len(weight), -1, dtype=np.int64), np.full(len(weight), -1, dtype=np.int64)
    left[:pairs], right[:pairs] = members.left[:pairs], members.right[:pairs]
    best = best_world(_nudged(proposals, evidence, pair_at), plain, left, right)
    chance = chances(members, weight, parts)
    chosen = oldest_first(evidence.ledger, rows, evidence.claim, pair_at, best)
    margin = margins(members, weight, chosen, evidence.claim[pair_at], pairs)
    likely = shared_chance(members, chance)
    return World(
        pair_at,
        group_at,
        members,
        weight,
        chance,
        chosen,
        margin,
        likely,
        points,
        group_points,
        doubled.payments,
    )


def _rows(evidence: Evidence, pair_at: Ints, group_at: Ints) -> Rows:
    """The pairs of every proposal: plain ones in order, then those of the kept groups.

    Payments are numbered first, then invoices, then the rests that first payments leave of them.
    """
    groups, lines = evidence.groups, len(evidence.ledger.payments)
    bills = len(evidence.ledger.invoices)
    place = np.full(len(groups), -1, dtype=np.int64)
    place[group_at] = np.arange(len(group_at)) + len(pair_at)
    kept = place[groups.group] >= 0
    return Rows(
        np.concatenate([np.arange(len(pair_at), dtype=np.int64), place[groups.group][kept]]),
        np.concatenate([evidence.rows.payment[pair_at], groups.payment[kept]]),
        np.concatenate(
            [evidence.rows.invoice[pair_at], groups.invoice[kept] + bills * groups.rest[groups.group[kept]]]
        )
        + lines,
        lines + 2 * bills,
    )


def _proposals(rows: Rows, weight: Floats) -> Proposals:
    """Every proposal with its items."""
    both = np.concatenate([rows.proposal * rows.nodes + rows.left, rows.proposal * rows.nodes + rows.right])
    unique = distinct(both)
    return Proposals(weight, unique // max(rows.nodes, 1), unique % max(rows.nodes, 1), rows.nodes)


def _nudged(proposals: Proposals, evidence: Evidence, pair_at: Ints) -> Proposals:
    """Weights a hair smaller the farther apart in time: equal claims are settled oldest first."""
    lag = evidence.rows.lag[pair_at].astype(np.float64)
    weight = np.round(proposals.weight, 6)
    weight[: len(pair_at)] -= TIE_DAYS * np.minimum(lag * lag, 1e5)
    return Proposals(weight, proposals.proposal, proposals.node, proposals.nodes)


def gates(evidence: Evidence, rules: MatchRules) -> Bools:
    """Which candidate pairs pass the rules' gates (amount, dates, declined) before any ranking.

    A wider tolerance or window never takes a pair out.
    """
    size = len(evidence.ledger.invoices)
    return score(evidence.rows, evidence.ladder, evidence.habits, rules, size, evidence.memory).gated
