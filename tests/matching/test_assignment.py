"""The best world really is the best one."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching import assignment
from core.matching.arrays import components, ints
from core.matching.assignment import Proposals, assign, best_world
from core.matching.schemes import highest_first


def brute_force(left: list[int], right: list[int], weight: list[float]) -> float:
    """The best total by trying every set of compatible pairs (recursion over pairs)."""

    def visit(at: int, rows: frozenset[int], columns: frozenset[int]) -> float:
        if at == len(weight):
            return 0.0
        best = visit(at + 1, rows, columns)
        if left[at] not in rows and right[at] not in columns:
            best = max(best, weight[at] + visit(at + 1, rows | {left[at]}, columns | {right[at]}))
        return best

    return visit(0, frozenset(), frozenset())


def total(chosen: np.ndarray, weight: list[float]) -> float:
    return float(np.asarray(weight)[chosen].sum())


def test_assignment_equals_brute_force_on_ten_thousand_small_cases() -> None:
    dice = np.random.default_rng(20_260_101)
    for _ in range(10_000):
        size = int(dice.integers(1, 9))
        pairs = sorted({(int(a), int(b)) for a, b in dice.integers(0, 4, (size, 2))})
        left, right = [a for a, _ in pairs], [b for _, b in pairs]
        weight = np.round(dice.normal(2, 4, len(pairs)), 3).tolist()
        chosen = assign(ints(left), ints(right), np.array(weight))
        assert len(set(np.array(left)[chosen])) == len(set(np.array(right)[chosen])) == chosen.sum()
        assert abs(total(chosen, weight) - brute_force(left, right, weight)) < 1e-9


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.floats(-5, 20)), min_size=1, max_size=30,
             unique_by=lambda row: row[:2])
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_assignment_is_never_worse_than_greedy(rows: list[tuple[int, int, float]]) -> None:
    left, right = ints([row[0] for row in rows]), ints([row[1] for row in rows])
    weight = np.array([row[2] for row in rows])
    greedy = highest_first(left, right, weight) & (weight > 0)
    assert weight[assign(left, right, weight)].sum() >= weight[greedy].sum() - 1e-9


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.floats(0.1, 9)), min_size=1, max_size=7,
             unique_by=lambda row: row[:2]),
    st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 4), min_size=2, max_size=4),
                       st.floats(0.1, 20)), max_size=4),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_the_best_world_with_joint_proposals_equals_brute_force(
    plain: list[tuple[int, int, float]], joint: list[tuple[int, set[int], float]]
) -> None:
    items = [frozenset({row[0], 10 + row[1]}) for row in plain]
    items += [frozenset({row[0], *(10 + bill for bill in row[1])}) for row in joint]
    weight = np.array([row[2] for row in plain] + [row[2] for row in joint])
    rows = [(at, node) for at, nodes in enumerate(items) for node in sorted(nodes)]
    proposals = Proposals(weight, ints([row[0] for row in rows]), ints([row[1] for row in rows]), 20)
    pair = np.arange(len(items)) < len(plain)
    left = ints([row[0] for row in plain] + [-1] * len(joint))
    right = ints([10 + row[1] for row in plain] + [-1] * len(joint))
    best = 0.0
    for size in range(len(items) + 1):
        for picked in combinations(range(len(items)), size):
            if sum(len(items[at]) for at in picked) == len(frozenset().union(*(items[at] for at in picked))):
                best = max(best, float(weight[list(picked)].sum()))
    chosen = best_world(proposals, pair, left, right)
    assert abs(weight[chosen].sum() - best) < 1e-9


def test_a_matrix_assigns_a_large_knot_as_well_as_a_sparse_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(20_260_102)
    for size in (3, 12, 40):
        for _ in range(40):
            cells = np.flatnonzero(dice.random(size * (size + 3)) < 0.6)
            left, right = cells // (size + 3), cells % (size + 3)
            weight = np.round(dice.normal(2, 4, len(cells)), 3)
            ours = assign(left, right, weight)
            with monkeypatch.context() as patch:
                patch.setattr(assignment, "LARGEST", 0)
                assert abs(weight[ours].sum() - weight[assign(left, right, weight)].sum()) < 1e-9
            assert len(set(left[ours])) == len(set(right[ours])) == ours.sum()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_components_are_what_walking_along_the_edges_reaches(edges: list[tuple[int, int]]) -> None:
    label = components(ints([edge[0] for edge in edges]), ints([edge[1] for edge in edges]), 31)
    for start in range(31):
        reached, fresh = {start}, {start}
        while fresh:
            near = {b for a, b in edges if a in fresh} | {a for a, b in edges if b in fresh}
            fresh = near - reached
            reached |= fresh
        assert reached == set(np.flatnonzero(label == label[start]).tolist())
