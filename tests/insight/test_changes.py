"""Gained, lost and moved matches, and the books as if other rules had been posted."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.insight.assumptions import DEFAULT
from core.insight.changes import CHANGE_COLUMNS, as_if, changes
from core.insight.kpis import compute
from tests.insight.outcomes import frame
from tests.insight.test_kpis import WINTER

INVOICES = pd.DataFrame({"invoice": [f"I{i}" for i in range(6)], "currency": ["USD"] * 5 + ["EUR"]})


def _pairs(*rows: tuple[str, str, int, str]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["payment", "invoice", "invoice_minor", "decision"])
    return found.astype({"invoice_minor": "int64"}).assign(adjustment_minor=0)


def test_gained_lost_and_moved_are_told_apart() -> None:
    saved = _pairs(("P1", "I1", 100, "auto"), ("P2", "I2", 200, "auto"), ("P3", "I3", 300, "review"))
    new = _pairs(("P1", "I4", 110, "auto"), ("P2", "I2", 200, "review"), ("P3", "I3", 300, "auto"))
    found = changes(saved, new, INVOICES)
    assert found.gained[["payment", "invoice", "money_minor"]].values.tolist() == [["P3", "I3", 300]]
    assert found.lost[["payment", "invoice", "money_minor"]].values.tolist() == [["P2", "I2", 200]]
    assert found.moved[["payment", "invoice", "invoice_before", "money_minor"]].values.tolist() == [
        ["P1", "I4", "I1", 110]
    ]
    assert found.money("gained") == {"USD": 300}


def test_a_set_that_only_grows_gains_and_does_not_move() -> None:
    saved = _pairs(("P1", "I1", 100, "auto"))
    new = _pairs(("P1", "I1", 100, "auto"), ("P1", "I5", -50, "auto"))
    found = changes(saved, new, INVOICES)
    assert found.money("gained") == {"EUR": 50}
    assert found.lost.empty
    assert found.moved.empty


def test_an_invoice_that_changes_its_payment_is_one_lost_and_one_gained() -> None:
    found = changes(_pairs(("P1", "I1", 100, "auto")), _pairs(("P2", "I1", 100, "auto")), INVOICES)
    assert (len(found.gained), len(found.lost), len(found.moved)) == (1, 1, 0)


def test_the_same_pairs_change_nothing_whatever_their_order() -> None:
    saved = _pairs(("P1", "I1", 100, "auto"), ("P2", "I2", 200, "auto"))
    found = changes(saved, saved.iloc[::-1], INVOICES)
    assert not found
    assert all(list(part.columns) == list(CHANGE_COLUMNS) for part in (found.gained, found.lost, found.moved))
    assert not changes(_pairs(), _pairs(), INVOICES)


_SETS = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(_SETS, _SETS)
def test_no_changed_payment_is_left_out(before: set[tuple[int, int]], after: set[tuple[int, int]]) -> None:
    saved = _pairs(*((f"P{p}", f"I{i}", 100, "auto") for p, i in before))
    new = _pairs(*((f"P{p}", f"I{i}", 100, "auto") for p, i in after))
    found = changes(saved, new, INVOICES)
    shown = {int(name[1:]) for part in (found.gained, found.lost, found.moved) for name in part["payment"]}
    assert shown == {payment for payment, _ in before ^ after}
    came, went = {p for p, _ in after - before}, {p for p, _ in before - after}
    assert {int(name[1:]) for name in found.moved["payment"]} == came & went
    back = changes(new, saved, INVOICES)
    assert back.money("gained") == found.money("lost")


PAYMENTS = pd.DataFrame({"payment": ["P1", "P2"], "paid_on": pd.to_datetime(["2026-02-12", "2026-02-14"])})


def test_posting_other_pairs_gives_the_states_they_would_give() -> None:
    open_now = pd.DataFrame({"invoice": ["A1", "A3", "A5", "A7"], "open_minor": [10000, 30000, 50000, -7000]})
    pairs = _pairs(
        ("P1", "A3", 29000, "auto"),
        ("P1", "A7", -7000, "auto"),
        ("P2", "A5", 20000, "auto"),
        ("P2", "A1", 10000, "review"),
    )
    pairs.loc[0, "adjustment_minor"] = 1000
    found = as_if(frame(), open_now, pairs, PAYMENTS).set_index("invoice")
    assert found.loc[["A1", "A3", "A5", "A7"], "state"].tolist() == ["proposed", "settled", "open", "settled"]
    assert found.loc[["A1", "A3", "A5", "A7"], "open_minor"].tolist() == [10000, 0, 30000, 0]
    assert found.loc["A3", "settled_on"] == pd.Timestamp("2026-02-12")
    assert found.loc["A1", "settled_on"] is pd.NaT
    assert found["automatic"].to_dict() == {
        "A1": False, "A2": False, "A3": True, "A4": True, "A5": False, "A6": False, "A7": True, "A8": False,
    }  # fmt: skip
    untouched = ["A2", "A4", "A6", "A8"]
    pd.testing.assert_frame_equal(found.loc[untouched], frame().set_index("invoice").loc[untouched])


def test_an_invoice_is_settled_alone_only_where_people_put_nothing_on_it() -> None:
    open_now = pd.DataFrame({"invoice": ["A1", "A2", "A4"], "open_minor": [10000, 15000, 0]})
    pairs = _pairs(("P1", "A1", 10000, "auto"), ("P2", "A2", 15000, "auto"))
    rejected_before = frame().assign(touched_by_person=True)
    found = as_if(rejected_before, open_now, pairs, PAYMENTS).set_index("invoice")
    assert found.loc[["A1", "A2", "A4"], "state"].tolist() == ["settled"] * 3
    assert found.loc[["A1", "A2", "A4"], "automatic"].tolist() == [True, False, True]


def test_a_payment_nobody_knows_is_refused_instead_of_guessed() -> None:
    open_now = pd.DataFrame({"invoice": ["A1"], "open_minor": [10000]})
    with pytest.raises(KeyError):
        as_if(frame(), open_now, _pairs(("P9", "A1", 10000, "auto")), PAYMENTS)


def test_what_the_books_already_are_changes_no_key_figure() -> None:
    open_now = pd.DataFrame({"invoice": ["A1", "A4"], "open_minor": [10000, -40000]})
    pairs = _pairs(("P1", "A1", 10000, "auto"), ("P2", "A4", -40000, "auto"))
    paid = PAYMENTS.assign(paid_on=pd.to_datetime(["2026-01-20", "2026-02-07"]))
    found = as_if(frame(), open_now, pairs, paid)
    pd.testing.assert_frame_equal(found, frame())
    assert compute(found, DEFAULT, WINTER) == compute(frame(), DEFAULT, WINTER)
