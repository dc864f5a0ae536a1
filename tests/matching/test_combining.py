"""Exact subset sums: found when there, counted, and fast enough to run while somebody waits."""

import time
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching.combining import LARGEST, coincidences, runs, subsets

AMOUNTS = st.lists(st.integers(-5_000, 20_000).filter(bool), min_size=2, max_size=9)


def all_subsets(amounts: list[int], target: int) -> set[tuple[int, ...]]:
    places = range(len(amounts))
    sizes = range(2, len(amounts) + 1)
    return {p for k in sizes for p in combinations(places, k) if sum(amounts[at] for at in p) == target}


@given(AMOUNTS, st.data())
@settings(max_examples=300, deadline=None)
def test_every_subset_sum_is_found_credit_notes_included(amounts: list[int], data: st.DataObject) -> None:
    picked = data.draw(st.sets(st.integers(0, len(amounts) - 1), min_size=2))
    target = sum(amounts[at] for at in picked)
    truth = all_subsets(amounts, target)
    found = subsets(amounts, target, most=10_000)
    assert set(found) == truth
    assert (len(subsets(amounts, target)) == 2) == (len(truth) >= 2)


@given(AMOUNTS, st.integers(-50_000, 50_000))
@settings(max_examples=200, deadline=None)
def test_runs_are_unbroken_and_sum_to_the_target(amounts: list[int], target: int) -> None:
    for run in runs(amounts, target, most=100):
        assert list(run) == list(range(run[0], run[-1] + 1))
        assert sum(amounts[at] for at in run) == target


def test_twenty_eight_items_take_at_most_fifty_milliseconds() -> None:
    dice = np.random.default_rng(5)
    spent = []
    for _ in range(20):
        amounts = dice.integers(1_000, 900_000, LARGEST)
        amounts[:4] *= -1
        target = int(amounts[dice.permutation(LARGEST)[:9]].sum())
        begun = time.process_time()
        assert subsets(amounts, target)
        spent.append(time.process_time() - begun)
    assert float(np.median(spent)) <= 0.05


def test_more_items_than_can_be_searched_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 28"):
        subsets([1] * 29, 3)


def test_round_prices_make_a_sum_prove_less() -> None:
    round_prices, odd_prices = np.arange(1, 13) * 1_000, np.arange(1, 13) * 1_000 + 37
    assert coincidences(12, 5, round_prices) > 100 * coincidences(12, 5, odd_prices)
