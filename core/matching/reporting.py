"""Decisions written out: which proposals are posted alone, which a person decides, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.matching import residue
from core.matching.amounts import ADJUSTMENT, Amount
from core.matching.arrays import Bools, Floats, Ints, maxima, texts
from core.matching.facts import Evidence
from core.matching.outcome import PAIR_COLUMNS, Outcome, empty_pairs
from core.matching.parties import Party
from core.matching.reasoning import row_reasons
from core.matching.references import Hit
from core.matching.world import World
from core.model.match import Adjustment, Decision, Method
from core.model.reasons import Reason
from core.model.rules import MatchRules

SAME_CLAIM = 0.5  # points within which two claims count as equal


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Per proposal: its probability as shown, whether it is posted alone, and the first thing against it."""

    score: Floats
    auto: Bools
    shown: Bools
    against: tuple[str, ...]


def report(evidence: Evidence, rules: MatchRules, world: World) -> Outcome:
    """The three frames of an outcome."""
    verdicts = judge(evidence, rules, world)
    pairs = _pairs(evidence, rules, world, verdicts)
    return Outcome(
        pairs=pairs,
        invoices=residue.invoice_states(evidence, rules, world, pairs),
        payments=residue.payment_states(evidence, rules, world, pairs),
    )


def judge(evidence: Evidence, rules: MatchRules, world: World) -> Verdicts:
    """Automatic only when chosen, likely, ahead, inside the window and backed by two kinds of evidence."""
    score = harmless(evidence, world)
    tied = _true_ties(evidence, world)
    checks = _checks(evidence, rules, world, score, tied)
    ok = world.chosen.copy()
    against = np.full(len(score), "", dtype=object)
    for reason, passed in checks:
        against[(against == "") & ~passed] = reason.value
        ok &= passed
    against[(against == "") & ~world.chosen] = Reason.BETTER_MATCH_ELSEWHERE.value
    declined = np.zeros(len(score), dtype=bool)
    declined[: len(world.pair_at)] = evidence.rows.declined[world.pair_at]
    shown = (ok | (score >= float(rules.propose_from))) & ~declined
    return Verdicts(score, ok, shown, tuple(against.tolist()))


def _checks(
    evidence: Evidence, rules: MatchRules, world: World, score: Floats, tied: Bools
) -> list[tuple[Reason, Bools]]:
    """What an automatic match must pass, the most telling failure first."""
    points, groups = world.points, world.group_points
    kinds = np.concatenate([points.kinds[world.pair_at], groups.kinds[world.group_at]])
    window = np.concatenate([points.in_window[world.pair_at], groups.in_window[world.group_at]])
    fits = np.concatenate([_fits(evidence, world), groups.within[world.group_at]])
    sole = np.concatenate(
        [np.ones(len(world.pair_at), dtype=bool), evidence.groups.rivals[world.group_at] == 0]
    )
    return [
        (Reason.AMBIGUOUS_SET, sole),
        (Reason.TRUE_TIE, ~tied),
        (Reason.ONE_KIND_OF_EVIDENCE, kinds >= 2),
        (Reason.AMOUNT_OUTSIDE_TOLERANCE, fits),
        (Reason.DATE_OUTSIDE_WINDOW, window),
        (Reason.BELOW_THRESHOLD, score >= float(rules.accept_from)),
        (Reason.MARGIN_TOO_SMALL, world.margin >= float(rules.margin)),
    ]


def _fits(evidence: Evidence, world: World) -> Bools:
    """Amounts the rules explain, or a part or surplus of an invoice that the text names."""
    points, rows = world.points.explained, evidence.rows
    kind = points.kind[world.pair_at]
    named = rows.hit[world.pair_at] >= int(Hit.ORDER)
    return np.asarray(points.within[world.pair_at] | (named & (kind != int(Amount.FOREIGN))))


def harmless(evidence: Evidence, world: World) -> Floats:
    """Probabilities with equal claims taken together.

    Equal invoices of one counterparty that are all settled in the best world, by payments of one payer and
    amount, may be swapped without harm: each of their pairs is as likely as their payment is to pay any of them.
    """
    score = world.chance.copy()
    pairs = len(world.pair_at)
    if not pairs:
        return score
    claim, line = evidence.claim[world.pair_at], world.left[:pairs]
    width = int(claim.max()) + 1
    key = line * width + claim
    unique, group = np.unique(key, return_inverse=True)
    settled = maxima(world.right[:pairs], world.chosen[:pairs].astype(np.float64), int(world.right.max()) + 1, 0.0)
    mass = np.bincount(group, weights=world.chance[:pairs] * settled[world.right[:pairs]], minlength=len(unique))
    whole = np.minimum(mass[group], 1.0)
    chosen = world.chosen[:pairs]
    score[:pairs] = np.where(chosen & (whole > score[:pairs]), whole, score[:pairs])
    return score


def _true_ties(evidence: Evidence, world: World) -> Bools:
    """Chosen pairs that an invoice of another counterparty could claim as well."""
    tied = np.zeros(len(world.weight), dtype=bool)
    pairs = len(world.pair_at)
    if not pairs:
        return tied
    party = evidence.parties.of_invoice[evidence.rows.invoice[world.pair_at]]
    line, weight = world.left[:pairs], world.weight[:pairs]
    chosen = np.flatnonzero(world.chosen[:pairs])
    holder = np.full(int(line.max()) + 1, -1, dtype=np.int64)
    holder[line[chosen]] = chosen
    mine = holder[line]
    rival = (mine >= 0) & ~world.chosen[:pairs]
    at = np.flatnonzero(rival)
    close = (party[at] != party[mine[at]]) & (np.abs(weight[at] - weight[mine[at]]) <= SAME_CLAIM)
    tied[mine[at[close]]] = True
    return tied


def _pairs(evidence: Evidence, rules: MatchRules, world: World, verdicts: Verdicts) -> pd.DataFrame:
    pairs = len(world.pair_at)
    shown = np.asarray(verdicts.shown)
    singles = np.flatnonzero(shown[:pairs])
    joints = np.flatnonzero(shown[pairs:])
    parts = [
        _single_rows(evidence, world, verdicts, singles),
        _joint_rows(evidence, world, verdicts, joints),
    ]
    parts = [part for part in parts if len(part)]
    if not parts:
        return empty_pairs()
    return _ranked(pd.concat(parts, ignore_index=True))


def _single_rows(evidence: Evidence, world: World, verdicts: Verdicts, at: Ints) -> pd.DataFrame:
    row = world.pair_at[at]
    rows, points = evidence.rows, world.points
    ledger = evidence.ledger
    kind = points.explained.kind[row]
    paid, owed = ledger.payments.open[rows.payment[row]], ledger.invoices.open[rows.invoice[row]]
    abroad = np.isin(kind, [int(Amount.FX), int(Amount.FOREIGN)])
    lesser = np.where(np.abs(paid) < np.abs(owed), paid, owed)
    sign = np.where(owed < 0, -1, 1)
    method = np.where(kind == int(Amount.PART), Method.PART.value, Method.SINGLE.value)
    names = texts([ADJUSTMENT.get(Amount(one), Adjustment.NONE).value for one in kind.tolist()])
    adjustment = points.explained.adjustment[row] * sign
    names[adjustment == 0] = ""
    return _frame(
        evidence, rows.invoice[row], rows.payment[row], at,
        payment_minor=np.where(abroad, paid, lesser),
        invoice_minor=np.where(abroad, owed, lesser),
        adjustment_minor=adjustment,
        adjustment=names,
        score=verdicts.score[at],
        decision=_decisions(verdicts, at),
        method=method.astype(object),
        reasons=row_reasons(evidence, world, rows, row, kind, [verdicts.against[one] for one in at.tolist()]),
        points_reference=points.reference[row],
        points_counterparty=points.counterparty[row],
        points_amount=points.amount[row],
        points_timing=points.timing[row],
        margin=world.margin[at],
    )  # fmt: skip


def _joint_rows(evidence: Evidence, world: World, verdicts: Verdicts, kept: Ints) -> pd.DataFrame:
    groups, points, pairs = evidence.groups, world.group_points, len(world.pair_at)
    place = np.full(len(groups), -1, dtype=np.int64)
    place[world.group_at[kept]] = kept + pairs
    row = np.flatnonzero(place[groups.group] >= 0)
    group, at = groups.group[row], place[groups.group[row]]
    parts = groups.parts[group]
    owed = evidence.ledger.invoices.open[groups.invoice[row]]
    rest = np.where(parts, 0, owed - groups.invoice_minor[row])
    names = texts([points.adjustment[one].value for one in group.tolist()])
    names[rest == 0] = ""
    kind = np.where(parts, int(Amount.PART), int(Amount.EXACT))
    return _frame(
        evidence, groups.invoice[row], groups.payment[row], at,
        payment_minor=groups.payment_minor[row],
        invoice_minor=groups.invoice_minor[row],
        adjustment_minor=np.where(names == "", 0, rest),
        adjustment=names,
        score=verdicts.score[at],
        decision=_decisions(verdicts, at),
        method=np.where(parts, Method.PART.value, Method.COMBINED.value).astype(object),
        reasons=row_reasons(
            evidence, world, evidence.group_rows, row, kind, [verdicts.against[one] for one in at.tolist()], ~parts
        ),
        points_reference=points.reference[group],
        points_counterparty=points.counterparty[group],
        points_amount=points.amount[group],
        points_timing=points.timing[group],
        margin=world.margin[at],
    )  # fmt: skip


def _decisions(verdicts: Verdicts, at: Ints) -> object:
    return np.where(verdicts.auto[at], Decision.AUTO.value, Decision.REVIEW.value).astype(object)


def _frame(evidence: Evidence, invoice: Ints, payment: Ints, proposal: Ints, **columns: object) -> pd.DataFrame:
    bills, lines = evidence.ledger.invoices.key, evidence.ledger.payments.key
    head: dict[str, object] = {
        "invoice": texts([bills[at] for at in invoice.tolist()]),
        "payment": texts([lines[at] for at in payment.tolist()]),
        "hypothesis": proposal.astype(np.int64),
    }
    return pd.DataFrame(head | columns)


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers hypotheses, ranks rows within their invoice and hypotheses within their payment."""
    frame = frame.sort_values(
        ["score", "decision", "payment", "invoice", "method"], ascending=[False, True, True, True, True], kind="stable"
    ).reset_index(drop=True)
    frame["rank"] = frame.groupby("invoice", sort=False).cumcount() + 1
    claim = frame["payment"] + "\x1f" + frame["hypothesis"].astype(str)
    frame["hypothesis"] = claim.map({name: at for at, name in enumerate(dict.fromkeys(claim.tolist()))})
    first = frame.drop_duplicates("hypothesis")
    choice = first.groupby("payment", sort=False).cumcount() + 1
    frame["choice"] = frame["hypothesis"].map(dict(zip(first["hypothesis"], choice, strict=True)))
    numbers = {name: kind for name, kind in PAIR_COLUMNS.items() if kind != "object"}
    return frame[list(PAIR_COLUMNS)].astype(numbers)


def named_party(level: Ints) -> Bools:
    """Whether the level says whose payment it is."""
    return np.asarray(level >= int(Party.SIMILAR))


def joined(codes: Sequence[str]) -> str:
    """Reason codes as one cell."""
    return "|".join(code for code in codes if code)
