"""Days are read as the whole column says, or asked about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.intake import dates
from core.intake.dates import DateError
from core.model.columns import Column

DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))
SURE = DAYS.filter(lambda day: day.day > 12)


@given(st.lists(DAYS, min_size=1), SURE, st.sampled_from(["/", ".", "-"]))
def test_one_day_above_twelve_decides_for_all(days: list[date], sure: date, sign: str) -> None:
    for day_first, form in ((True, f"%d{sign}%m{sign}%Y"), (False, f"%m{sign}%d{sign}%Y")):
        texts = [day.strftime(form) for day in (*days, sure)]
        vote = dates.decide_order(texts)
        assert vote.day_first is day_first
        found, wrong = dates.parse_column(Column(texts), day_first)
        assert (list(found), wrong) == ([day.isoformat() for day in (*days, sure)], {})


@given(DAYS.filter(lambda day: day.day <= 12 and day.day != day.month))
def test_a_day_that_could_be_a_month_is_asked_about(day: date) -> None:
    assert dates.decide_order([day.strftime("%d/%m/%Y")]).day_first is None


@pytest.mark.parametrize(
    "text",
    ["2026-03-04", "2026/3/4", "2026.03.04.", "20260304", "2026-03-04T10:11:12Z", "2026-03-04 10:11:12 +0000",
     "04.03.2026", "04/03/2026", "4-3-2026", "04.03.26", "04 Mar 2026", "4-Mar-26", "Mar 4, 2026",
     "March 4th, 2026",
     "4. März 2026", "4 mars 2026", "4 maart 2026", "4 marzo 2026", "04/03/2026 23:59"],
)  # fmt: skip
def test_ways_to_write_the_fourth_of_march(text: str) -> None:
    assert dates.parse(text, day_first=True) == date(2026, 3, 4)
    assert dates.looks_like_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2026-13-01",
        "32/01/2026",
        "29.02.2026",
        "2026-3",
        "46027",
        "12:30",
        "1e5",
        "03/04",
        "4 Foo 2026",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        dates.parse(text, day_first=True)


def test_dates_with_points_are_day_first_unless_proved_otherwise() -> None:
    assert dates.decide_order(["03.04.2026"]).day_first is True
    assert dates.decide_order(["03.04.2026", "03.14.2026"]).day_first is False


@given(st.text(max_size=14))
def test_no_text_makes_another_error(text: str) -> None:
    try:
        day = dates.parse(text, day_first=True)
    except DateError:
        return
    assert 1990 <= day.year <= 2049
