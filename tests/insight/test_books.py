"""States sum to what was imported; payments, ageing, exceptions, calibration."""

from datetime import date

import pandas as pd

from core.insight.books import AGE_BUCKETS, ageing, exceptions_by_reason, payments_summary, states_sum
from core.insight.trust import calibration, wrong_bound
from tests.insight.outcomes import frame

IMPORTED = {"USD": (6, 183000), "EUR": (2, 100000)}


def test_the_states_sum_to_what_was_imported() -> None:
    found = states_sum(frame(), IMPORTED)
    assert found.balanced
    assert found.rows["count"].sum() == 8
    usd = found.rows[found.rows["currency"] == "USD"]
    assert usd["state"].tolist() == ["open", "proposed", "settled", "excepted", "set_aside"]


def test_a_missing_or_stateless_item_is_named_by_currency() -> None:
    assert states_sum(frame().iloc[1:], IMPORTED).missing == {"USD": (1, 10000)}
    stray = frame()
    stray.loc[3, "state"] = "lost"
    assert states_sum(stray, IMPORTED).missing == {"EUR": (1, 40000)}
    assert states_sum(frame().iloc[:0], IMPORTED).missing == IMPORTED


def test_bank_lines_are_summed_by_direction_and_set_aside_apart() -> None:
    lines = pd.DataFrame(
        {
            "amount_minor": [100, -30, -500, 70],
            "currency": ["USD"] * 4,
            "state": ["settled", "settled", "set_aside", "open"],
        }
    )
    rows = payments_summary(lines).values.tolist()
    assert rows == [
        ["USD", "open", 1, 70, 0],
        ["USD", "settled", 2, 100, 30],
        ["USD", "set_aside", 1, 0, 500],
    ]


def test_ageing_holds_all_unmatched_money_once() -> None:
    found = ageing(frame(), date(2026, 3, 15))
    usd = found[found["currency"] == "USD"].set_index("bucket")["money_minor"]
    assert usd.to_dict() == {
        "not due": 50000, "1-30 days": 7000, "31-60 days": 30000, "61-90 days": 0, "over 90 days": 0,
    }  # fmt: skip
    assert list(usd.index) == list(AGE_BUCKETS)
    assert found["money_minor"].sum() == 87000 + 60000
    assert ageing(frame([]), date(2026, 3, 15)).empty


def test_exceptions_are_counted_by_reason_most_first() -> None:
    cases = pd.DataFrame(
        {
            "reason": ["paid_twice", "short_payment", "short_payment"],
            "amount_minor": [100, -5, 7],
            "currency": ["USD", "USD", "EUR"],
        }
    )
    rows = exceptions_by_reason(cases)
    assert rows["words"].tolist() == ["paid too little", "paid twice"]
    assert rows["money"].iloc[0] == {"EUR": 7, "USD": 5}
    assert exceptions_by_reason(cases.iloc[:0]).empty


def test_the_bound_after_no_error_is_about_three_in_n() -> None:
    assert wrong_bound(0, 0) is None
    assert abs(float(wrong_bound(0, 96)) - 0.0307) < 0.0002
    assert abs(float(wrong_bound(0, 3000)) - 0.001) < 0.00001
    assert wrong_bound(3, 3) == 1
    assert wrong_bound(1, 100) > wrong_bound(0, 100)


def test_calibration_compares_what_was_called_with_what_was_right() -> None:
    judged = pd.DataFrame({"score": [0.96, 0.97, 0.97, 1.0, 0.0], "right": [True, True, False, True, False]})
    found = calibration(judged)
    assert found["count"].tolist() == [1, 3, 1]
    assert found["from_score"].tolist() == [0.0, 0.95, 0.98]
    assert abs(found["right"].iloc[1] - 2 / 3) < 1e-9
    assert calibration(judged.iloc[:0]).empty
