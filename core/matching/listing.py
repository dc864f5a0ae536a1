"""The proposals that are shown, as columns: ranked, with amounts, reasons and points."""

from dataclasses import dataclass

import numpy as np

from core.matching.amounts import ADJUSTMENT, Amount
from core.matching.arrays import Bools, Floats, Ints, Texts, texts
from core.matching.facts import Evidence
from core.matching.joint import ADJUSTMENTS
from core.matching.reasoning import row_reasons
from core.matching.world import World
from core.model.match import Adjustment, Decision, Method


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Per row of the world: its probability as shown, whether it is posted alone, and what is against it; per
    invoice, whether a later payment takes the rest that a first one leaves.
    """

    score: Floats
    auto: Bools
    shown: Bools
    against: Texts
    paid_later: Bools


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of the pairs frame in their final order: positions of `invoice` and `payment`, whether `auto`,
    `rank` within the invoice, `choice` within the payment, and all other columns by name.
    """

    invoice: Ints
    payment: Ints
    auto: Bools
    rank: Ints
    choice: Ints
    reasons: Texts
    columns: dict[str, Ints | Floats | Texts]

    def table(self, evidence: Evidence) -> dict[str, Ints | Floats | Texts]:
        """The columns of `outcome.PAIR_COLUMNS`."""
        bills, lines = evidence.ledger.invoices.key, evidence.ledger.payments.key
        return {
            "invoice": texts([bills[at] for at in self.invoice.tolist()]),
            "payment": texts([lines[at] for at in self.payment.tolist()]),
            "rank": self.rank,
            "choice": self.choice,
            "decision": _words(self.auto, Decision.AUTO.value, Decision.REVIEW.value),
            "reasons": self.reasons,
            **self.columns,
        }


def _words(mask: Bools, yes: str, no: str) -> Texts:
    out = np.empty(len(mask), dtype=object)
    out[:] = no
    out[mask] = yes
    return out


def listed(evidence: Evidence, world: World, verdicts: Verdicts) -> Listing:
    """What is shown of the world, best first; ties in the order of the sorted input."""
    rows, at = world.rows, np.flatnonzero(verdicts.shown)
    shift = len(evidence.ledger.payments)
    payment, invoice = rows.left[at], (rows.right[at] - shift) % max(len(evidence.ledger.invoices), 1)
    beaten = ~world.chosen[rows.proposal[at]]  # of a pair that several proposals hold, the best world's first
    order = np.lexsort((rows.proposal[at], invoice, payment, beaten, ~verdicts.auto[at], -verdicts.score[at]))
    at, payment, invoice = at[order], payment[order], invoice[order]
    proposal = rows.proposal[at]
    parts = np.zeros(len(world.weight), dtype=bool)
    parts[len(world.pair_at) :] = evidence.groups.parts[world.group_at]
    claim = np.where(parts[proposal], proposal * shift + payment, proposal * shift)
    hypothesis, first = _numbered(claim)
    choice = _counted(payment[first])[hypothesis] if len(at) else at
    pairs = len(world.pair_at)
    single, joint = at < pairs, at >= pairs
    columns: dict[str, Ints | Floats | Texts] = {
        "hypothesis": hypothesis, "score": verdicts.score[at], "margin": world.margin[at]
    }  # fmt: skip
    tables = (
        (single, _single_columns(evidence, world, at[single], verdicts)),
        (joint, _joint_columns(evidence, world, at[joint], verdicts)),
    )
    order = np.argsort(np.concatenate([np.flatnonzero(single), np.flatnonzero(joint)]))
    for name in tables[0][1]:
        columns[name] = np.concatenate([table[name] for _, table in tables])[order]
    reasons = columns.pop("reasons")
    auto = verdicts.auto[at]
    return Listing(invoice, payment, auto, _counted(invoice), choice, reasons, columns)  # type: ignore[arg-type]


def _numbered(claim: Ints) -> tuple[Ints, Ints]:
    """Numbers 0, 1, ... in order of first sight, and the position of each first sight."""
    unique, first, group = np.unique(claim, return_index=True, return_inverse=True)
    order = np.argsort(first)
    number = np.empty(len(unique), dtype=np.int64)
    number[order] = np.arange(len(unique))
    return number[group], first[order].astype(np.int64)


def _counted(item: Ints) -> Ints:
    """1 for the first row of each item, 2 for the second, ..."""
    order = np.argsort(item, kind="stable")
    ranked = item[order]
    out = np.empty(len(item), dtype=np.int64)
    out[order] = np.arange(len(item)) - np.searchsorted(ranked, ranked, "left") + 1
    return out


def _single_columns(
    evidence: Evidence, world: World, at: Ints, verdicts: Verdicts
) -> dict[str, Ints | Floats | Texts]:
    """Columns of plain pairs."""
    row, rows, points = world.pair_at[at], evidence.rows, world.points
    kind = points.explained.kind[row]
    ledger = evidence.ledger
    paid, owed = ledger.payments.open[rows.payment[row]], ledger.invoices.open[rows.invoice[row]]
    abroad = np.isin(kind, [int(Amount.FX), int(Amount.FOREIGN)])
    # A rounding is booked to either side; any other surplus stays on the bank line.
    whole = (kind == int(Amount.ROUNDING)) | (np.abs(paid) < np.abs(owed))
    lesser = np.where(whole, paid, owed)
    adjustment = points.explained.adjustment[row] * np.where(owed < 0, -1, 1)
    adjustment = np.where(verdicts.paid_later[rows.invoice[row]] & verdicts.auto[at], 0, adjustment)
    named = texts([ADJUSTMENT.get(Amount(one), Adjustment.NONE).value for one in range(len(Amount))])[kind]
    named[adjustment == 0] = Adjustment.NONE.value
    return {
        "payment_minor": np.where(abroad, paid, lesser),
        "invoice_minor": np.where(abroad, owed, lesser),
        "adjustment_minor": adjustment,
        "adjustment": named,
        "method": _words(kind == int(Amount.PART), Method.PART.value, Method.SINGLE.value),
        "reasons": row_reasons(rows, row, kind, verdicts.against[at]),
        "points_reference": points.reference[row],
        "points_counterparty": points.counterparty[row],
        "points_amount": points.amount[row],
        "points_timing": points.timing[row],
    }


def _joint_columns(
    evidence: Evidence, world: World, at: Ints, verdicts: Verdicts
) -> dict[str, Ints | Floats | Texts]:
    """Columns of the rows of joint proposals."""
    groups, points, pairs = evidence.groups, world.group_points, len(world.pair_at)
    row = np.flatnonzero(np.isin(groups.group, world.group_at))[at - pairs]
    group = groups.group[row]
    parts = groups.parts[group]
    owed = evidence.ledger.invoices.open[groups.invoice[row]]
    named = texts([adjustment.value for adjustment in ADJUSTMENTS])[points.adjustment[group]]
    rest = np.where(parts | (named == Adjustment.NONE.value), 0, owed - groups.invoice_minor[row])
    named[rest == 0] = Adjustment.NONE.value
    kind = np.where(parts, int(Amount.PART), int(Amount.EXACT))
    return {
        "payment_minor": groups.payment_minor[row],
        "invoice_minor": groups.invoice_minor[row],
        "adjustment_minor": rest.astype(np.int64),
        "adjustment": named,
        "method": _words(parts, Method.PART.value, Method.COMBINED.value),
        "reasons": row_reasons(evidence.group_rows, row, kind, verdicts.against[at], ~parts),
        "points_reference": points.reference[group],
        "points_counterparty": points.counterparty[group],
        "points_amount": points.amount[group],
        "points_timing": points.timing[group],
    }
