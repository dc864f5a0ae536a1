"""The array types matching speaks in, with the few joins and group sums it is built from."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

NO_DATE = -(10**6)  # a day number no real date has
_WIDEST = 2**62


def ints(values: Sequence[int]) -> Ints:
    """An int64 array of the values (also of none)."""
    return np.asarray(values, dtype=np.int64)


def texts(values: Sequence[str]) -> Texts:
    """An object array holding the strings as they are."""
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def spans(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Every position of the half-open spans: (which span, position), in order."""
    sizes = np.maximum(ends - starts, 0)
    owner = np.repeat(np.arange(len(starts), dtype=np.int64), sizes)
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owner, np.repeat(starts, sizes) + np.arange(len(owner), dtype=np.int64) - first


def join(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All (left position, right position) whose codes are equal."""
    order = np.argsort(right, kind="stable").astype(np.int64)
    ranked = right[order]
    low = np.searchsorted(ranked, left, "left").astype(np.int64)
    high = np.searchsorted(ranked, left, "right").astype(np.int64)
    owner, position = spans(low, high)
    return owner, order[position]


def totals(group: Ints, values: Floats | Ints | Bools, size: int) -> Floats:
    """Sum of `values` in each of `size` groups."""
    return np.bincount(group, weights=values, minlength=size).astype(np.float64)


def counts(group: Ints, size: int) -> Ints:
    """How many rows each of `size` groups has."""
    return np.bincount(group, minlength=size).astype(np.int64)


def maxima(group: Ints, values: Floats, size: int, empty: float = -np.inf) -> Floats:
    """Largest value of each group, `empty` where a group has no row."""
    out = np.full(size, empty, dtype=np.float64)
    np.maximum.at(out, group, values)
    return out


def distinct(values: Ints) -> Ints:
    """The values once each, ascending. (numpy's own hashes integers first: twenty times slower here.)"""
    ranked = np.sort(values)
    first = np.ones(len(ranked), dtype=bool)
    np.not_equal(ranked[1:], ranked[:-1], out=first[1:])
    return ranked[first]


def within(values: Ints, ranked: Ints) -> Bools:
    """Whether each value is one of `ranked` (ascending). (numpy's `isin` hashes or loads masked arrays.)"""
    if not len(ranked):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(ranked, values), len(ranked) - 1)
    return np.asarray(ranked[at] == values)


def codes_of(*columns: Ints | Bools) -> Ints:
    """One integer from 0 on for each distinct row of the columns (equal rows, equal code)."""
    code, room = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns if len(code) else ():
        value = column.astype(np.int64)
        low = int(value.min())
        span = int(value.max()) - low + 1
        if room * span > _WIDEST:
            code, room = _dense(code), len(code)
            value, low, span = _dense(value), 0, len(code)
        code, room = code * span + (value - low), room * span
    return _dense(code)


def _dense(values: Ints) -> Ints:
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def codes_of_texts(values: Sequence[str]) -> Ints:
    """One integer for each distinct text, in order of first sight."""
    seen: dict[str, int] = {}
    return ints([seen.setdefault(value, len(seen)) for value in values])


def components(left: Ints, right: Ints, size: int) -> Ints:
    """For each of `size` nodes a label, equal where edges (`left`, `right`) lead from one node to the other.

    Every node points to a smaller one it is joined with, then to where that one points, until nothing moves
    (Shiloach and Vishkin, 1982, on whole columns).
    """
    parent = np.arange(size, dtype=np.int64)
    while True:
        one, other = parent[left], parent[right]
        apart = one != other
        if not apart.any():
            return parent
        np.minimum.at(parent, np.maximum(one, other)[apart], np.minimum(one, other)[apart])
        while True:
            higher = parent[parent]
            if (higher == parent).all():
                break
            parent = higher
