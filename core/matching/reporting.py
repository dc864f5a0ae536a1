"""Decisions: which proposals are posted alone, which a person decides, and why."""

import numpy as np

from core.matching import card_states, residue
from core.matching.amounts import Amount, Explained
from core.matching.arrays import Bools, Floats, Ints
from core.matching.doubts import OPEN_END, misread, perhaps_again, true_ties, untold
from core.matching.evidence import PairColumns
from core.matching.facts import Evidence
from core.matching.grouping import Groups
from core.matching.listing import Listing, Verdicts, listed
from core.matching.oldest import skipping
from core.matching.outcome import PAIR_COLUMNS, Outcome, frame
from core.matching.pointers import Hit
from core.matching.world import World
from core.model.reasons import Reason
from core.model.rules import MatchRules

MOST_OVER = 1.3  # a surplus beyond this share is not taken for an overpayment without a person
LEAST_SHORT = 0.01  # a smaller unexplained shortfall is a question of tolerance, not a part payment


def report(evidence: Evidence, rules: MatchRules, world: World) -> Outcome:
    """The three frames of an outcome."""
    listing = proposals(evidence, rules, world)
    outcome = Outcome(
        pairs=frame(listing.table(evidence), PAIR_COLUMNS),
        invoices=residue.invoice_states(evidence, world, listing),
        payments=residue.payment_states(evidence, world, listing),
    )
    return card_states.folded(evidence, outcome)


def proposals(evidence: Evidence, rules: MatchRules, world: World) -> Listing:
    """What is shown of the world under the rules."""
    return listed(evidence, world, judge(evidence, rules, world))


def judge(evidence: Evidence, rules: MatchRules, world: World) -> Verdicts:
    """Automatic only when chosen, likely, ahead, inside the window and backed by two kinds of evidence.

    A payment over several items is posted whole or not at all; parts of one item each on their own.
    """
    of = world.rows.proposal
    chosen = world.chosen[of]
    score = np.asarray(np.where(chosen, harmless(evidence, world), world.likely), dtype=np.float64)
    auto = chosen.copy()
    against = np.full(len(score), "", dtype=object)
    for reason, passed in _checks(evidence, rules, world, _weakest(evidence, world, score)):
        against[(against == "") & ~passed] = reason.value
        auto &= passed
    auto = _weakest(evidence, world, auto.astype(np.float64)) > 0
    auto &= ~_rests(evidence, world) | _after_first(evidence, world, auto)
    auto = _weakest(evidence, world, auto.astype(np.float64)) > 0
    against[(against == "") & ~auto] = Reason.BETTER_MATCH_ELSEWHERE.value
    done = np.zeros(world.rows.nodes, dtype=bool)
    done[world.rows.left[auto]] = True
    worth = np.where(chosen, score, world.chance[of])
    open_yet = (worth >= float(rules.propose_from)) & ~done[world.rows.left]
    whole = _weakest(evidence, world, open_yet.astype(np.float64)) > 0
    shown = auto | whole
    later = np.zeros(len(evidence.ledger.invoices), dtype=bool)
    rest = auto & _rests(evidence, world)
    later[world.rows.right[rest] - len(evidence.ledger.payments) - len(later)] = True
    return Verdicts(score, auto, shown, against, later)


def _rests(evidence: Evidence, world: World) -> Bools:
    """Rows that settle the rest a first payment leaves."""
    return np.asarray(world.rows.right >= len(evidence.ledger.payments) + len(evidence.ledger.invoices))


def _after_first(evidence: Evidence, world: World, auto: Bools) -> Bools:
    """Rows of rests whose first payment is posted alone and leaves exactly this rest."""
    pairs, ledger = len(world.pair_at), evidence.ledger
    lines, bills = len(ledger.payments), len(ledger.invoices)
    first = np.flatnonzero(auto[:pairs])
    left = np.zeros(bills, dtype=np.int64)
    bill = world.rows.right[first] - lines
    left[bill] = ledger.invoices.open[bill] - ledger.payments.open[world.rows.left[first]]
    rests = np.flatnonzero(_rests(evidence, world))
    groups = evidence.groups
    row = np.flatnonzero(np.isin(groups.group, world.group_at))[rests - pairs]
    out = np.zeros(len(auto), dtype=bool)
    out[rests] = left[groups.invoice[row]] == groups.invoice_minor[row]
    return out


def _weakest(evidence: Evidence, world: World, values: Floats) -> Floats:
    """Per row the lowest value among the rows of its proposal; parts of one item stand alone."""
    of, pairs = world.rows.proposal, len(world.pair_at)
    low = np.full(len(world.weight), np.inf)
    np.minimum.at(low, of, values)
    parts = np.zeros(len(world.weight), dtype=bool)
    parts[pairs:] = evidence.groups.parts[world.group_at]
    return np.where(parts[of], values, low[of])


def _checks(evidence: Evidence, rules: MatchRules, world: World, score: Floats) -> list[tuple[Reason, Bools]]:
    """What an automatic match must pass, the most telling failure first; per row."""
    points, groups, of = world.points, world.group_points, world.rows.proposal
    at = world.group_at
    kinds = np.concatenate([points.kinds[world.pair_at], groups.kinds[at]])
    window = np.concatenate([points.in_window[world.pair_at], groups.in_window[at]])
    one = evidence.hits.named[evidence.rows.payment] <= 1
    plain = fits(evidence.rows, points.explained, one)[world.pair_at]
    right = np.concatenate([plain, groups.within[at]])
    only = np.concatenate([np.ones(len(world.pair_at), dtype=bool), sole(evidence.groups)[at]])
    tied = np.zeros(len(world.weight), dtype=bool)
    tied[: len(world.pair_at)] = (
        true_ties(evidence, world)
        | untold(evidence, world, rules.learn)
        | misread(evidence, world, rules.learn)
    )
    again = np.zeros(len(world.weight), dtype=bool)
    again[: len(world.pair_at)] = perhaps_again(evidence, world)
    skips = np.zeros(len(world.weight), dtype=bool)
    skips[: len(world.pair_at)] = skipping(
        evidence.ledger,
        evidence.rows,
        evidence.claim,
        world.pair_at,
        world.chosen,
        _known_rhythm(evidence, rules),
    )
    return [
        (Reason.AMBIGUOUS_SET, only[of]),
        (Reason.TRUE_TIE, ~tied[of]),
        (Reason.DUPLICATE_PAYMENT, ~again[of]),
        (Reason.ONE_KIND_OF_EVIDENCE, (kinds >= 2)[of]),
        (Reason.AMOUNT_OUTSIDE_TOLERANCE, right[of]),
        (Reason.DATE_OUTSIDE_WINDOW, window[of]),
        (Reason.BELOW_THRESHOLD, score >= float(rules.accept_from)),
        (Reason.MARGIN_TOO_SMALL, (world.margin >= float(rules.margin)) & ~skips[of]),
    ]


def _known_rhythm(evidence: Evidence, rules: MatchRules) -> Bools:
    """Counterparties whose usual lag is known from enough payments that name their invoice."""
    if not evidence.habits.rhythm:
        return np.zeros(len(evidence.parties.sizes), dtype=bool)
    return evidence.habits.rhythm[int(rules.learn)].known


def sole(groups: Groups) -> Bools:
    """Joint proposals that are the only set of their sum, or the whole of a written list."""
    return np.asarray((groups.rivals == 0) | (groups.listed == 1))


def fits(rows: PairColumns, explained: Explained, one: Bools) -> Bools:
    """Amounts the rules explain, or a part or moderate surplus of the one invoice that the text names.

    `one` marks pairs whose bank line names no second invoice; a job or an order of several names none.
    """
    kind = explained.kind
    named = (rows.hit >= int(Hit.ORDER)) & one & (rows.hit_crowd <= 1)
    surplus = rows.amounts.paid <= rows.amounts.owed * MOST_OVER
    short = rows.amounts.paid < rows.amounts.owed * (1.0 - LEAST_SHORT)
    modest = ((kind == int(Amount.PART)) & short) | ((kind == int(Amount.OVER)) & surplus)
    return np.asarray(explained.within | (named & modest))


def harmless(evidence: Evidence, world: World) -> Floats:
    """Probabilities per row with equal claims taken together.

    Equal invoices of one counterparty that are all settled in the best world, by payments of one payer and
    amount, may be swapped without harm: each of their pairs is as likely as their payment is to pay any of
    them.
    """
    score = world.likely.copy()
    pairs = len(world.pair_at)
    if not pairs:
        return score
    claim, line, bill = evidence.claim[world.pair_at], world.rows.left[:pairs], world.rows.right[:pairs]
    unique, group = np.unique(line * (int(claim.max()) + 1) + claim, return_inverse=True)
    mass = np.bincount(group, weights=world.chance[:pairs], minlength=len(unique))
    closed = _closed(world, claim, line, bill)
    score[:pairs] = np.where(closed, np.maximum(score[:pairs], np.minimum(mass[group], 1.0)), score[:pairs])
    return score


def _closed(world: World, claim: Ints, line: Ints, bill: Ints) -> Bools:
    """Whether all payments and invoices that a claim's pairs touch are settled by pairs of that claim."""
    pairs = len(claim)
    holds = np.full(world.rows.nodes, -1, dtype=np.int64)
    chosen = np.flatnonzero(world.chosen[:pairs])
    holds[line[chosen]] = holds[bill[chosen]] = claim[chosen]
    weighty = world.weight[:pairs] > OPEN_END
    loose = weighty & ((holds[line] != claim) | (holds[bill] != claim))
    return np.asarray(np.bincount(claim, weights=loose, minlength=int(claim.max()) + 1)[claim] == 0)
