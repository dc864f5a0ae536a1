"""What holds for any two sides: mirrored kinds, agreeing pairs, sums, order, and that nothing is dropped."""

import random
from collections import Counter

import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.model.discrepancy import DiscrepancyKind, mirrored
from core.settlement.engine import Settled, settle
from tests.settlement.worlds import Row, row, rows_of, shuffled, side

_IDS = ("t1", "T2 ", "t3", "t4", "t5", "t6", "")
_SIDES = st.tuples(rows_of(_IDS), rows_of(_IDS))
_EACH = settings(max_examples=40, deadline=None)


def _counted(outcome: Settled) -> Counter[tuple[str, str]]:
    frame = outcome.discrepancies
    return Counter(zip(frame.transaction_id.str.lower(), frame.kind, strict=True))


@_EACH
@given(_SIDES)
def test_swapping_the_sides_mirrors_the_kinds(sides: tuple[list[Row], list[Row]]) -> None:
    external, internal = map(side, sides)
    there, back = settle(external, internal), settle(internal, external)
    seen = Counter(
        {(one, mirrored(DiscrepancyKind(kind)).value): n for (one, kind), n in _counted(back).items()}
    )
    assert _counted(there) == seen


@_EACH
@given(_SIDES, st.integers(1, 10**9), st.sampled_from(["USD", "EUR", "CHF"]))
def test_adding_a_pair_that_agrees_changes_nothing(
    sides: tuple[list[Row], list[Row]], amount: int, currency: str
) -> None:
    """As long as it does not make or break a habit of a whole side, which 12 rows can show by chance."""
    more = row("brand-new", amount, currency=currency, occurred_at=None)
    before = settle(side(sides[0]), side(sides[1]))
    after = settle(side([*sides[0], more]), side([*sides[1], more]))
    assume(before.notices == after.notices and before.key == after.key)
    assert _counted(before) == _counted(after)
    assert after.summary.agreed == before.summary.agreed + 1


@_EACH
@given(_SIDES)
def test_the_differences_sum_to_the_difference_of_the_sums(sides: tuple[list[Row], list[Row]]) -> None:
    outcome = settle(side(sides[0]), side(sides[1]))
    frame = outcome.discrepancies[outcome.discrepancies.kind != "payout_off"]
    for tally in outcome.summary.tallies:
        currency = tally.difference.currency
        mine = frame.external_amount[frame.external_currency == currency].sum()
        theirs = frame.internal_amount[frame.internal_currency == currency].sum()
        assert mine - theirs == tally.difference.minor == (tally.external - tally.internal).minor


@_EACH
@given(_SIDES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    sides: tuple[list[Row], list[Row]], order: random.Random
) -> None:
    external, internal = map(side, sides)
    mixed = [shuffled(frame, order.sample(range(len(frame)), len(frame))) for frame in (external, internal)]
    once, again = settle(external, internal), settle(*mixed)
    pd.testing.assert_frame_equal(once.discrepancies, again.discrepancies)
    assert once.summary == again.summary


@_EACH
@given(_SIDES)
def test_every_row_is_in_exactly_one_place(sides: tuple[list[Row], list[Row]]) -> None:
    summary = settle(side(sides[0]), side(sides[1])).summary
    frame = settle(side(sides[0]), side(sides[1])).discrepancies
    rows = [
        *(("e", one) for one in frame.external_row if one),
        *(("i", one) for one in frame.internal_row if one),
    ]
    assert len(rows) == len(set(rows))
    assert len(rows) + 2 * summary.agreed + summary.set_aside == len(sides[0]) + len(sides[1])
    assert summary.transactions == summary.agreed + summary.discrepancies
    assert (frame.reason.str.len() > 10).all()
