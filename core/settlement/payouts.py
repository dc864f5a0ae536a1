"""Payout rows among the transactions: which rows they are, and whether each is the sum of its batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core.model.processor_transaction import TransactionKind, TransactionStatus
from core.settlement.join import Joined
from core.settlement.sides import BLANK, Bools, Ints, Side, Sides, column, fold

_STARTS = ("payout", "po_", "po-")
_MOST_DELTAS = 8  # 256 sums; with more of them a wrong payout would be explained by chance
# How a payout is written: the sign of the row, and whether fees were taken off before.
_FORMS = tuple((sign, net) for sign in (-1, 1) for net in (True, False))


@dataclass(frozen=True, slots=True)
class Batches:
    """The payout rows of both sides (0 external, 1 internal) and what their transactions say about them.

    `payout[s]` marks the rows; `expected[s]` is what a row should be by its transactions, in its own sign;
    `verdict[s]` is 1 where it is that (or is off by just what another discrepancy explains), -1 where it is
    off, 0 where no transaction names it or the row is no payout. `members[s]` counts the transactions.
    """

    payout: tuple[Bools, Bools]
    expected: tuple[Ints, Ints]
    verdict: tuple[Ints, Ints]
    members: tuple[Ints, Ints]


def check(sides: Sides, joined: Joined) -> Batches:
    """Finds the payout rows and judges each against the sum of the rows that bear its payout id."""
    both = (sides.external, sides.internal)
    payout = tuple(_rows(side) for side in both)
    for side, mark, alone in zip(both, payout, (joined.external_alone, joined.internal_alone), strict=True):
        _add_by_sum(sides, side, mark, alone)
    size = (1 + max(int(side.payout.max(initial=BLANK)) for side in both)) * len(sides.currencies)
    sums = [_sums(sides, side, mark, size) for side, mark in zip(both, payout, strict=True)]
    rows = [np.flatnonzero(mark & (side.payout != BLANK)) for side, mark in zip(both, payout, strict=True)]
    groups = [_group(sides, side)[at] for side, at in zip(both, rows, strict=True)]
    amounts = [side.amount[at] for side, at in zip(both, rows, strict=True)]
    sign, net = _form(amounts, groups, sums)
    deltas = _deltas(sides, joined, payout, net)
    expected, verdict, members = [], [], []
    for side, at, group, amount in zip(both, rows, groups, amounts, strict=True):
        counted = np.maximum(sums[0].count[group], sums[1].count[group])
        options = [sign * (one.net if net else one.gross)[group] for one in sums]
        best = np.where(sums[0].count[group] > 0, options[0], options[1])
        ties = np.zeros(len(at), dtype=bool)
        for one, option in zip(sums, options, strict=True):
            ties |= (one.count[group] > 0) & (option == amount)
        judged = np.where(counted == 0, 0, np.where(ties, 1, -1))
        for k in np.flatnonzero(judged == -1):
            off = int(sign * amount[k]) - int((sums[0].net if net else sums[0].gross)[group[k]])
            if deltas.explain(int(group[k]), off):
                judged[k] = 1
        expected.append(_spread(side, at, best))
        verdict.append(_spread(side, at, judged))
        members.append(_spread(side, at, counted))
    return Batches(
        (payout[0], payout[1]), (expected[0], expected[1]), (verdict[0], verdict[1]), (members[0], members[1])
    )


def _rows(side: Side) -> Bools:
    """Payouts by kind, by an id that is the payout's own, or by what the id or reference is called."""
    found = side.is_kind(TransactionKind.PAYOUT)
    if (side.payout == BLANK).all():
        return found
    ids = side.names
    found |= ((ids == fold(column(side.frame, "payout_id"))) & (ids != "")).to_numpy()
    named = ids.str.startswith(_STARTS).to_numpy()
    if named.mean() < 0.5:  # else it is how all ids of the file begin
        found |= named
    return np.asarray(found | column(side.frame, "reference").str.contains("payout", case=False).to_numpy())


def _add_by_sum(sides: Sides, side: Side, mark: Bools, alone: Ints) -> None:
    """A lone row that is exactly the sum of all others of its payout id is the payout, whatever its name."""
    suspects = alone[(side.payout[alone] != BLANK) & ~mark[alone]]
    if not len(suspects):
        return
    size = (1 + int(side.payout.max())) * len(sides.currencies)
    sums = _sums(sides, side, mark, size)
    group = _group(sides, side)[suspects]
    amount = side.amount[suspects]
    others = sums.net[group] - (amount - side.fee[suspects])
    count = sums.count[group] - 1
    fits = (np.abs(others) == np.abs(amount)) & ((count >= 2) | ((count == 1) & (others == -amount)))
    mark[suspects[fits & (others != 0)]] = True


@dataclass(frozen=True, slots=True)
class _Sums:
    net: Ints
    gross: Ints
    count: Ints


def _group(sides: Sides, side: Side) -> Ints:
    return side.payout * len(sides.currencies) + side.currency


def _member(side: Side, payout: Bools) -> Bools:
    named = (side.payout != BLANK) & (side.currency != BLANK)
    return np.asarray(named & ~payout & ~side.has_status(TransactionStatus.FAILED))


def _sums(sides: Sides, side: Side, payout: Bools, size: int) -> _Sums:
    at = np.flatnonzero(_member(side, payout))
    group = _group(sides, side)[at]
    net, gross = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(net, group, side.amount[at] - side.fee[at])
    np.add.at(gross, group, side.amount[at])
    return _Sums(net, gross, np.bincount(group, minlength=size).astype(np.int64))


def _form(amounts: list[Ints], groups: list[Ints], sums: list[_Sums]) -> tuple[int, bool]:
    """How payouts are written: the form under which most of them add up, else the sign most of them have."""

    def fits(form: tuple[int, bool]) -> tuple[int, int, bool]:
        sign, net = form
        ties = sum(
            int((amount == sign * (one.net if net else one.gross)[group]).sum())
            for amount, group in zip(amounts, groups, strict=True)
            for one in sums
        )
        return ties, sum(int((sign * amount > 0).sum()) for amount in amounts), net

    return max(_FORMS, key=fits)


def _spread(side: Side, at: Ints, values: Ints) -> Ints:
    whole = np.zeros(len(side), dtype=np.int64)
    whole[at] = values
    return whole


@dataclass(frozen=True, slots=True)
class _Deltas:
    """By how much each row that disagrees moves its batch when the other side is right."""

    group: Ints
    change: Ints

    def explain(self, group: int, off: int) -> bool:
        """Whether some of the batch's disagreements together are just what its payout is off by."""
        deltas = self.change[self.group == group].tolist()
        if len(deltas) > _MOST_DELTAS:
            return bool(off == sum(deltas))
        sizes = range(1, len(deltas) + 1)
        return any(off == sum(part) for size in sizes for part in combinations(deltas, size))


def _deltas(sides: Sides, joined: Joined, payout: Sequence[Bools], net: bool) -> _Deltas:
    both = (sides.external, sides.internal)
    member = [_member(side, mark) for side, mark in zip(both, payout, strict=True)]
    value = [
        (side.amount - side.fee if net else side.amount) * inside
        for side, inside in zip(both, member, strict=True)
    ]
    group = [_group(sides, side) for side in both]
    left, right = joined.external, joined.internal
    change = value[1][right] - value[0][left]
    where = np.where(member[0][left], group[0][left], group[1][right])
    off = (change != 0) & (member[0][left] | member[1][right])
    mine = joined.external_alone[member[0][joined.external_alone]]
    theirs = joined.internal_alone[member[1][joined.internal_alone]]
    return _Deltas(
        np.concatenate([where[off], group[0][mine], group[1][theirs]]),
        np.concatenate([change[off], -value[0][mine], value[1][theirs]]),
    )
