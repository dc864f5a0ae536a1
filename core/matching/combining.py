"""One payment for several items and several payments for one: exact sums, counted, never guessed."""

from collections.abc import Iterator, Sequence
from math import comb

import numpy as np

from core.matching.arrays import Ints

LARGEST = 28  # items in one exact search: 2 x 16,384 sums, about 5 ms
FEW = 12  # items up to which all sums are compared: sorting halves takes longer


def _sums(amounts: Sequence[int]) -> Ints:
    """The sum of every subset, indexed by its bit mask."""
    out = np.zeros(1 << len(amounts), dtype=np.int64)
    for bit, amount in enumerate(amounts):
        np.add(out[: 1 << bit], amount, out=out[1 << bit : 2 << bit])
    return out


def subsets(
    amounts: Sequence[int] | Ints, target: int, most: int = 2, least: int = 2
) -> list[tuple[int, ...]]:
    """Up to `most` sets of at least `least` positions whose amounts sum to `target` exactly.

    Signed integers, at most `LARGEST` of them (more are refused with ValueError). Meet in the middle
    (Horowitz and Sahni, 1974), or every sum at once where they are few. Sets are found in a fixed order; a
    second one means the sum is ambiguous.
    """
    values = amounts.tolist() if isinstance(amounts, np.ndarray) else list(amounts)
    if len(values) > LARGEST:
        raise ValueError(f"at most {LARGEST} items can be searched exactly, not {len(values)}")
    if (
        not sum(value for value in values if value < 0)
        <= target
        <= sum(value for value in values if value > 0)
    ):
        return []
    found: list[tuple[int, ...]] = []
    for mask in _masks(values, target):
        if mask.bit_count() >= least:
            found.append(tuple(bit for bit in range(len(values)) if mask >> bit & 1))
            if len(found) >= most:
                break
    return found


def _masks(values: list[int], target: int) -> Iterator[int]:
    """The bit masks of the sets, ordered by their lower half, then by their upper one."""
    half = len(values) // 2
    if len(values) <= FEW:
        masks = np.flatnonzero(_sums(values) == target).tolist()
        yield from sorted(masks, key=lambda mask: (mask & ((1 << half) - 1), mask))
        return
    left, right = _sums(values[:half]), _sums(values[half:])
    order = np.argsort(right, kind="stable")
    ranked, wanted = right[order], target - left
    low = np.searchsorted(ranked, wanted)
    hit = np.flatnonzero(ranked[np.minimum(low, len(ranked) - 1)] == wanted)
    high = np.searchsorted(ranked, wanted[hit], "right")
    for mask, begin, end in zip(hit.tolist(), low[hit].tolist(), high.tolist(), strict=True):
        for at in order[begin:end].tolist():
            yield mask | (at << half)


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
