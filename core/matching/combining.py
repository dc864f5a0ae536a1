"""One payment for several items and several payments for one: exact sums, counted, never guessed."""

from collections.abc import Sequence
from math import comb

import numpy as np

from core.matching.arrays import Ints

LARGEST = 28  # items in one exact search: 2 x 16,384 sums, about 5 ms


def _sums(amounts: Ints) -> Ints:
    """The sum of every subset, indexed by its bit mask."""
    out = np.zeros(1, dtype=np.int64)
    for amount in amounts:
        out = np.concatenate([out, out + amount])
    return out


def subsets(
    amounts: Sequence[int] | Ints, target: int, most: int = 2, least: int = 2
) -> list[tuple[int, ...]]:
    """Up to `most` sets of at least `least` positions whose amounts sum to `target` exactly.

    Signed integers, at most `LARGEST` of them (more are refused with ValueError). Meet in the middle
    (Horowitz and Sahni, 1974). Sets are found in a fixed order; a second one means the sum is ambiguous.
    """
    values = np.asarray(amounts, dtype=np.int64)
    if len(values) > LARGEST:
        raise ValueError(f"at most {LARGEST} items can be searched exactly, not {len(values)}")
    if not np.minimum(values, 0).sum() <= target <= np.maximum(values, 0).sum():
        return []
    half = len(values) // 2
    left, right = _sums(values[:half]), _sums(values[half:])
    order = np.argsort(right, kind="stable")
    ranked = right[order]
    wanted = target - left
    low, high = np.searchsorted(ranked, wanted, "left"), np.searchsorted(ranked, wanted, "right")
    found: list[tuple[int, ...]] = []
    for mask in np.flatnonzero(high > low).tolist():
        for at in range(int(low[mask]), int(high[mask])):
            both = mask | (int(order[at]) << half)
            if both.bit_count() >= least:
                found.append(tuple(bit for bit in range(len(values)) if both >> bit & 1))
                if len(found) >= most:
                    return found
    return found


def count_subsets(size: int, picked: int) -> float:
    """How many sets of about this many items there are to hit a sum by chance: C(size, picked), both ends."""

    picked = min(picked, size - picked) if picked > size / 2 else picked
    return float(sum(comb(size, k) for k in range(1, max(picked, 1) + 1)))


def runs(amounts: Sequence[int] | Ints, target: int, most: int = 2) -> list[tuple[int, ...]]:
    """Up to `most` unbroken runs of two and more positions that sum to `target` (statement totals)."""
    ends = np.concatenate([[0], np.cumsum(np.asarray(amounts, dtype=np.int64))])
    at: dict[int, list[int]] = {}
    found: list[tuple[int, ...]] = []
    for end, total in enumerate(ends.tolist()):
        for begin in at.get(total - target, ()):
            if end - begin >= 2:
                found.append(tuple(range(begin, end)))
                if len(found) >= most:
                    return found
        at.setdefault(total, []).append(end)
    return found


def grain(amounts: Ints) -> int:
    """The coarsest unit (1, 10, 100, ... minor units) all amounts are multiples of: how lumpy sums are."""
    unit = 1
    while unit < 100_000 and len(amounts) and not (amounts % (unit * 10)).any():
        unit *= 10
    return unit


def coincidences(size: int, picked: int, amounts: Ints, examined: float | None = None) -> float:
    """How many sets would hit a given sum by chance: sets looked at over the distinct sums in reach."""
    spread = float(np.abs(amounts).sum()) / grain(amounts) + 1.0
    tried = count_subsets(size, picked) if examined is None else examined
    return tried * 2.0 / spread
