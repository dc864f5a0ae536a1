"""The keyed join in both directions: which row of one side is which row of the other, and which have none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.settlement.sides import BLANK, Bools, Ints, Side, Sides
from core.settlement.words import VENDORS


@dataclass(frozen=True, slots=True)
class Joined:
    """Positions of rows: `external[k]` and `internal[k]` are one transaction; the others stand alone.

    `external_double` and `internal_double` say which of the lone rows repeat a row of their own side.
    """

    external: Ints
    internal: Ints
    external_alone: Ints
    internal_alone: Ints
    external_double: Bools
    internal_double: Bools


def join(sides: Sides) -> Joined:
    """Pairs the rows of equal ids.

    Where an id stands once on each side the rows are a pair. Where it stands more often (PayPal gives one id
    to a payment, its hold and its conversion), rows that agree in most are paired first: currency, amount
    and moment, then less and less. Rows of known but different processors pair only when their money agrees.
    What is left on both sides is compared once more without zero-padding and separators.
    """
    external, internal = sides.external, sides.internal
    counts = [np.bincount(side.id[side.id != BLANK], minlength=sides.ids) for side in (external, internal)]
    once = (counts[0] == 1) & (counts[1] == 1)
    both = (counts[0] > 0) & (counts[1] > 0)
    place = np.full(sides.ids, -1, dtype=np.int64)
    mine = _where(once, internal.id)
    place[internal.id[mine]] = mine
    left = _where(once, external.id)
    right = place[external.id[left]]
    foreign = _foreign(sides, left, right)
    left, right = left[~foreign], right[~foreign]
    many = both & ~once
    pairs = [(left, right), *_cascade(sides, _where(many, external.id), _where(many, internal.id))]
    pairs.append(_without_padding(sides, *_rest(sides, pairs)))
    alone = _rest(sides, pairs)
    paired = [np.concatenate(part) for part in zip(*pairs, strict=True)]
    return Joined(
        paired[0],
        paired[1],
        *alone,
        _repeats(external, alone[0]),
        _repeats(internal, alone[1]),
    )


def _where(wanted: Bools, ids: Ints) -> Ints:
    """Positions of rows whose id is wanted."""
    return np.flatnonzero(np.append(wanted, False)[ids])


def _rest(sides: Sides, pairs: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    free = np.ones(len(sides.external), dtype=bool), np.ones(len(sides.internal), dtype=bool)
    for left, right in pairs:
        free[0][left] = False
        free[1][right] = False
    return np.flatnonzero(free[0]), np.flatnonzero(free[1])


def _foreign(sides: Sides, left: Ints, right: Ints) -> Bools:
    """Pairs of rows that name different known processors and different money: ids that met by chance."""
    known = np.array([name in VENDORS for name in sides.processors] + [False])
    mine, other = sides.external.processor[left], sides.internal.processor[right]
    conflict = known[mine] & known[other] & (mine != other)
    same_money = sides.external.currency[left] == sides.internal.currency[right]
    same_money &= sides.external.amount[left] == sides.internal.amount[right]
    return np.asarray(conflict & ~same_money)


def _cascade(sides: Sides, left: Ints, right: Ints) -> list[tuple[Ints, Ints]]:
    """Pairs of the rows whose ids stand more than once on a side, the most alike first."""
    found: list[tuple[Ints, Ints]] = []
    external, internal = sides.external, sides.internal
    levels = (
        lambda side, at: (side.currency[at], side.amount[at], side.moment[at], side.status[at]),
        lambda side, at: (side.currency[at], side.amount[at], side.moment[at]),
        lambda side, at: (side.currency[at], side.amount[at]),
        lambda side, at: (side.currency[at], np.abs(side.amount[at])),
        lambda side, at: (side.currency[at], np.sign(side.amount[at])),
        lambda side, at: (np.sign(side.amount[at]),),
    )
    for level in levels:
        if not len(left) or not len(right):
            break
        keys = np.concatenate(
            [np.stack([side.id[at], *level(side, at)]) for side, at in ((external, left), (internal, right))],
            axis=1,
        )
        one, other = _in_order(external, left), _in_order(internal, right)
        codes = _row_codes(keys)
        mine, theirs = _match_ranked(codes[: len(left)][one], codes[len(left) :][other])
        pair = left[one][mine], right[other][theirs]
        keep = ~_foreign(sides, *pair)
        found.append((pair[0][keep], pair[1][keep]))
        left = np.setdiff1d(left, found[-1][0])
        right = np.setdiff1d(right, found[-1][1])
    return found


def _in_order(side: Side, at: Ints) -> Ints:
    """An order of the rows by what they say, so that the order of the file cannot matter."""
    row = side.frame["row"].to_numpy()[at] if "row" in side.frame.columns else at
    fields = (row, side.fee[at], side.status_word[at], side.moment[at], side.amount[at], side.currency[at])
    return np.lexsort(fields)


def _row_codes(keys: Ints) -> Ints:
    """One code for each distinct column of `keys`."""
    order = np.lexsort(keys)
    ranked = keys[:, order]
    fresh = np.append(True, (ranked[:, 1:] != ranked[:, :-1]).any(axis=0))
    codes = np.empty(keys.shape[1], dtype=np.int64)
    codes[order] = np.cumsum(fresh) - 1
    return codes


def _match_ranked(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Pairs the first of a code with the first, the second with the second, and so on."""
    size = int(max(left.max(initial=-1), right.max(initial=-1))) + 1
    one = _numbered(left, size)
    other = _numbered(right, size)
    _, mine, theirs = np.intersect1d(one, other, assume_unique=True, return_indices=True)
    return mine, theirs


def _numbered(codes: Ints, size: int) -> Ints:
    """Codes made unique by the number of their occurrence."""
    order = np.argsort(codes, kind="stable")
    ranked = codes[order]
    starts = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1])) if len(ranked) else ranked
    sizes = np.diff(np.append(starts, len(ranked)))
    number = np.empty(len(codes), dtype=np.int64)
    number[order] = np.arange(len(codes)) - np.repeat(starts, sizes)
    return number * size + codes


def _without_padding(sides: Sides, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Pairs of lone rows whose ids are equal but for zero-padding and separators, one on each side.

    Equal money is asked for as well, unless most such ids prove that one side pads differently throughout.
    """
    nothing = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    if not len(left) or not len(right):
        return nothing
    bare = [_bare_ids(side, at) for side, at in ((sides.external, left), (sides.internal, right))]
    shared = np.intersect1d(_once(bare[0]), _once(bare[1]))
    shared = shared[shared != ""]
    if not len(shared):
        return nothing
    places = [np.sort(np.flatnonzero(np.isin(one, shared))) for one in bare]
    mine, theirs = (at[np.argsort(one[at])] for one, at in zip(bare, places, strict=True))
    pair = left[mine], right[theirs]
    external, internal = sides.external, sides.internal
    same = (external.currency[pair[0]] == internal.currency[pair[1]]) & (
        np.abs(external.amount[pair[0]]) == np.abs(internal.amount[pair[1]])
    )
    if same.sum() < max(3, len(same) / 2):
        return pair[0][same], pair[1][same]
    return pair


def _bare_ids(side: Side, at: Ints) -> np.ndarray:
    texts = side.texts(side.key, at)
    bare = texts.str.replace(r"[^a-z0-9]+", "", regex=True)
    bare = bare.str.replace(r"(^|[^0-9])0+([0-9])", r"\1\2", regex=True)
    return bare.to_numpy(dtype=object).astype(str)


def _once(values: np.ndarray) -> np.ndarray:
    names, counts = np.unique(values, return_counts=True)
    return np.asarray(names[counts == 1])


def _repeats(side: Side, alone: Ints) -> Bools:
    """Which lone rows say the same as another row of their side that is paired, or comes before them."""
    if not len(alone):
        return np.zeros(0, dtype=bool)
    several = np.bincount(side.id[side.id != BLANK], minlength=int(side.id.max(initial=0)) + 1) > 1
    suspects = alone[np.append(several, False)[side.id[alone]]]
    if not len(suspects):
        return np.zeros(len(alone), dtype=bool)
    concerned = np.flatnonzero(np.isin(side.id, side.id[suspects]))
    keys = np.stack([side.id, np.sign(side.amount), side.currency, side.kind])[:, concerned]
    codes = _row_codes(keys)
    lone = np.isin(concerned, alone)
    paired = np.bincount(codes[~lone], minlength=codes.max() + 1) > 0
    order = _in_order(side, concerned)
    first = np.zeros(len(concerned), dtype=bool)
    lone_codes = codes[order][lone[order]]
    first_at = np.unique(lone_codes, return_index=True)[1]
    first[order[np.flatnonzero(lone[order])[first_at]]] = True
    repeated = concerned[lone & (paired[codes] | ~first)]
    return np.isin(alone, repeated)
