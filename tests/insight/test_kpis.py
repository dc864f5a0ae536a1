"""Key figures, counted by hand and recounted from rows.

The ledger of `outcomes.LEDGER` on 28 Feb 2026: A1, A2 and A4 are settled (A2 by a person), A3 and A7 are
overdue and unpaid (A3 an exception), A5 is not due, A6 has no due date, A8 is void. Counted: 5, needed a
person: 2.
"""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.insight import kpis
from core.insight.assumptions import ASSUMPTION_FIELDS, DEFAULT, Assumptions, from_mapping
from core.insight.formulas import FORMULAS, compare, formula_text, value_text
from core.insight.kpis import Basis, Period, compute, monthly
from core.model.errors import RulesError
from tests.insight.outcomes import frame

WINTER = Period(date(2026, 1, 1), date(2026, 2, 28))


def test_the_rates_of_the_small_ledger_are_those_counted_by_hand() -> None:
    found = compute(frame(), DEFAULT, WINTER)
    assert (found.invoices_counted, found.needed_person) == (5, 2)
    assert (found.invoices_settled, found.settled_alone) == (3, 2)
    assert found.exception_rate == Decimal(2) / 5
    assert found.automatic_rate == Decimal(2) / 3


def test_the_cost_is_automated_cost_plus_people_plus_errors() -> None:
    found = compute(frame(), DEFAULT, WINTER, wrong_match_rate=Decimal("0.01"))
    assert found.cost_per_invoice == Decimal("3.00") + Decimal("0.4") * Decimal("12.50") + Decimal("0.53")
    assert found.money_saved == 3 * (Decimal("15.50") - Decimal("8.53"))
    assert found.basis["cost_per_invoice"] is Basis.ASSUMED


def test_measured_minutes_take_the_place_of_the_assumption() -> None:
    found = compute(frame(), DEFAULT, WINTER, wrong_match_rate=Decimal(0), minutes_per_decision=Decimal("2"))
    assert found.cost_per_exception == Decimal(2) * 35 / 60
    assert found.basis["cost_per_invoice"] is Basis.MEASURED
    assert found.basis["money_saved"] is Basis.ASSUMED
    assert found.hours_saved == (3 * Decimal("22.5") - 2 * Decimal(2)) / 60


def test_without_a_measurement_the_engine_is_taken_to_err_as_often_as_people() -> None:
    assert compute(frame(), DEFAULT, WINTER).wrong_match_rate == Decimal("0.016")


def test_money_unmatched_is_per_currency_and_without_signs() -> None:
    found = compute(frame(), DEFAULT, WINTER)
    assert found.money_unmatched == {"USD": 30000 + 50000 + 7000, "EUR": 60000}
    half_paid = frame().assign(open_minor=[0, 0, 10000, 0, 50000, 60000, -7000, 0])
    assert compute(half_paid, DEFAULT, WINTER).money_unmatched["USD"] == 67000


def test_an_invoice_is_counted_once_on_one_day() -> None:
    counted = kpis.counted_invoices(frame(), WINTER.end).set_index("invoice")["counted_on"]
    assert dict(counted.dt.strftime("%m-%d")) == {
        "A1": "01-20",
        "A2": "02-10",
        "A3": "02-07",
        "A4": "02-07",
        "A7": "02-21",
    }


def test_an_invoice_due_today_is_not_overdue() -> None:
    assert "A7" not in set(kpis.counted_invoices(frame(), date(2026, 2, 20))["invoice"])
    assert "A7" in set(kpis.counted_invoices(frame(), date(2026, 2, 21))["invoice"])


def test_empty_books_have_no_rates_instead_of_zero() -> None:
    found = compute(frame([]), DEFAULT, WINTER)
    assert found.exception_rate is found.automatic_rate is found.cost_per_invoice is None
    assert found.money_saved == found.hours_saved == 0
    assert value_text("exception_rate", found) == "–"
    assert monthly(frame([]), DEFAULT).empty
    assert kpis.first_day(frame([])) is None


def test_months_follow_each_other_without_a_gap() -> None:
    rows = [
        ("B1", "receivable", "2026-01-01", None, "2026-01-09", 100, "USD", "settled", False, True),
        ("B2", "receivable", "2026-01-01", None, "2026-04-09", 100, "USD", "settled", True, False),
    ]
    found = monthly(frame(rows), DEFAULT)
    assert list(found["month"].dt.month) == [1, 2, 3, 4]
    assert list(found["invoices_counted"]) == [1, 0, 0, 1]
    assert found["cost_per_invoice"].iloc[1] is None
    assert found["exception_rate"].isna().tolist() == [False, True, True, False]


_DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))
_ROWS = st.lists(
    st.tuples(
        _DAYS,
        st.none() | _DAYS,
        _DAYS,
        st.integers(-(10**9), 10**9),
        st.sampled_from(["USD", "EUR"]),
        st.sampled_from(["open", "proposed", "settled", "excepted", "set_aside"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=25,
)


def _books(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    numbered = []
    for number, (issued, due, settled, minor, currency, state, *flags) in enumerate(rows):
        days = (issued, due, settled if state == "settled" else None)
        numbered.append((str(number), "receivable", *days, minor, currency, state, *flags))
    return frame(numbered)


@settings(max_examples=40, deadline=None)
@given(_ROWS)
def test_the_months_sum_to_the_whole_period(rows: list[tuple[object, ...]]) -> None:
    books, today = _books(rows), date(2026, 6, 30)
    whole = compute(books, DEFAULT, Period(date(2000, 1, 1), today))
    months = monthly(books, DEFAULT, until=today)
    for name in ("invoices_counted", "needed_person", "invoices_settled", "settled_alone"):
        assert months[name].sum() == getattr(whole, name)
    assert sum(months["hours_saved"], Decimal(0)) == pytest.approx(whole.hours_saved)


@settings(max_examples=60, deadline=None)
@given(_ROWS)
def test_the_figures_equal_a_recount_row_by_row(rows: list[tuple[object, ...]]) -> None:
    period = Period(date(2025, 3, 1), date(2026, 1, 31))
    counted = needed = settled = alone = 0
    unmatched: dict[str, int] = {}
    for issued, due, settled_on, minor, currency, state, touched, automatic in rows:
        if state in ("open", "proposed", "excepted") and issued <= period.end:
            unmatched[currency] = unmatched.get(currency, 0) + abs(minor)
        if state == "settled":
            inside = period.start <= settled_on <= period.end
        else:
            inside = state != "set_aside" and due is not None and period.start.toordinal() <= (
                due.toordinal() + 1
            ) <= period.end.toordinal()  # fmt: skip
        if inside:
            counted += 1
            needed += touched or state in ("proposed", "excepted")
            settled += state == "settled"
            alone += state == "settled" and automatic
    found = compute(_books(rows), DEFAULT, period)
    assert (found.invoices_counted, found.needed_person) == (counted, needed)
    assert (found.invoices_settled, found.settled_alone) == (settled, alone)
    assert found.money_unmatched == unmatched


def test_dates_may_come_as_plain_days_or_not_at_all() -> None:
    books = frame()
    for column in ("issued_on", "due_on", "settled_on"):
        books[column] = [None if day is pd.NaT else day.date() for day in books[column]]
    assert compute(books, DEFAULT, WINTER) == compute(frame(), DEFAULT, WINTER)


def test_every_formula_shows_the_actual_figures_and_their_basis() -> None:
    found = compute(frame(), DEFAULT, WINTER)
    text = formula_text("exception_rate", found, DEFAULT)
    assert "2 / 5 = 40.0 %" in text
    assert "measured" in text
    assert "3.00 + 40.0 % x 12.50 + 1.60 % x 53.00 = 8.85 USD" in formula_text(
        "cost_per_invoice", found, DEFAULT
    )
    assert "assumed" in formula_text("cost_per_invoice", found, DEFAULT)
    assert "3 x 22.5 min − 2 x 22.5 min = 0.4 h" in formula_text("hours_saved", found, DEFAULT)
    assert "3 x (15.50 − 8.85) = 19.96 USD" in formula_text("money_saved", found, DEFAULT)
    assert "870.00 USD · 600.00 EUR" in formula_text("money_unmatched", found, DEFAULT)
    assert "3 settled + 2 overdue = 5" in formula_text("invoices_counted", found, DEFAULT)
    for name in FORMULAS:
        assert formula_text(name, compute(frame([]), DEFAULT, WINTER), DEFAULT)


def test_a_comparison_says_what_got_better() -> None:
    before = compute(frame(), DEFAULT, WINTER)
    freed = frame().assign(touched_by_person=False)
    freed.loc[1, "automatic"] = True
    shifts = {shift.name: shift for shift in compare(before, compute(freed, DEFAULT, WINTER))}
    assert shifts["automatic_rate"].difference == "+33.3 pp"
    assert shifts["automatic_rate"].better is True
    assert (shifts["exception_rate"].before, shifts["exception_rate"].after) == ("40.0 %", "20.0 %")
    assert shifts["exception_rate"].better is True
    assert shifts["cost_per_invoice"].difference == "−2.50 USD"
    assert all(shift.better is None for shift in compare(before, before))


def test_assumptions_survive_storage_and_refuse_what_is_out_of_bounds() -> None:
    changed = DEFAULT.with_(wage_per_hour="41.50", currency="EUR")
    assert from_mapping(changed.to_mapping()) == changed
    assert all(field.source.endswith(".") and field.label for field in ASSUMPTION_FIELDS)
    for name, value in [
        ("wage_per_hour", "-1"),
        ("wage_per_hour", "1e3"),
        ("wage_per_hour", "NaN"),
        ("currency", "usd"),
        ("made_up", "1"),
        ("exception_minutes_low", "31"),
        ("automated_cost", "16"),
    ]:
        with pytest.raises(RulesError):
            DEFAULT.with_(**{name: value})
    with pytest.raises(RulesError, match="between 0 and 200 USD"):
        Assumptions(manual_cost=Decimal(201))


def test_money_unmatched_at_a_months_end_is_recounted_from_rows() -> None:
    """Issued by then, not void, and settled later or not at all."""
    books = frame()
    january = {"USD": 20000 + 30000, "EUR": 40000}  # A2, A3 and A4 were open; A1 was settled on the 20th
    assert kpis.unmatched_on(books, date(2026, 1, 31)) == january
    assert kpis.unmatched_on(books, date(2026, 2, 28)) == kpis.money_unmatched(books, date(2026, 2, 28))
    assert monthly(books, DEFAULT)["unmatched_at_end"].iloc[0] == january
