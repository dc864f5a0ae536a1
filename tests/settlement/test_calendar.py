"""Days by the clock: nights on which clocks change have every day once, and each moment in one day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.model.settlement_rules import CutOff
from core.settlement.calendar import CATCH_UP_DAYS, business_dates_due
from core.settlement.day import widened, window

SUMMER_ENDS = date(2026, 10, 25)  # Europe: 03:00 becomes 02:00
SUMMER_BEGINS = date(2026, 3, 29)  # 02:00 becomes 03:00


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe"])
@pytest.mark.parametrize("at", [time(0), time(2, 30), time(17)])
@pytest.mark.parametrize("around", [SUMMER_ENDS, SUMMER_BEGINS, date(2026, 11, 1), date(2026, 3, 8)])
def test_business_days_follow_each_other_without_gap_or_overlap(zone: str, at: time, around: date) -> None:
    cut_off = CutOff("stripe", at, zone)
    days = [window(cut_off, around + timedelta(days=shift)) for shift in range(-3, 4)]
    assert [one.until for one in days[:-1]] == [one.since for one in days[1:]]
    assert all(timedelta(hours=23) <= one.until - one.since <= timedelta(hours=25) for one in days)


def test_a_day_is_an_hour_longer_the_night_summer_time_ends() -> None:
    berlin = CutOff("stripe", time(0), "Europe/Berlin")
    long, short = window(berlin, SUMMER_ENDS), window(berlin, SUMMER_BEGINS)
    assert (long.until - long.since, short.until - short.since) == (timedelta(hours=25), timedelta(hours=23))


def test_a_day_that_ends_in_the_afternoon_is_named_for_its_end() -> None:
    square = CutOff("square", time(17), "America/Los_Angeles")
    assert window(square, date(2026, 11, 19)).until == datetime(2026, 11, 20, 1, tzinfo=UTC)
    wide = widened(window(square, date(2026, 11, 19)), 2)
    assert wide.until - wide.since == timedelta(days=5)


@pytest.mark.parametrize("day", [SUMMER_ENDS, SUMMER_BEGINS])
def test_a_time_inside_the_changed_hour_comes_once(day: date) -> None:
    """Minute by minute through the night: the day before becomes due at one moment and stays due."""
    midnight = datetime.combine(day, time(0), UTC) - timedelta(hours=2)
    wanted = day - timedelta(days=1)
    due = [
        wanted in business_dates_due(time(2, 30), "Europe/Berlin", day, midnight + timedelta(minutes=minute))
        for minute in range(8 * 60)
    ]
    assert due.index(True) > 0
    assert all(due[due.index(True) :])


def test_what_was_missed_is_caught_up_for_a_week_but_not_from_before_the_start() -> None:
    now = datetime(2026, 11, 28, 5, tzinfo=UTC)
    found = business_dates_due(time(4), "UTC", date(2026, 1, 1), now)
    assert found == tuple(date(2026, 11, 27) - timedelta(days=back) for back in range(CATCH_UP_DAYS, -1, -1))
    assert business_dates_due(time(4), "UTC", date(2026, 11, 27), now) == (
        date(2026, 11, 26),
        date(2026, 11, 27),
    )
    assert business_dates_due(time(6), "UTC", date(2026, 11, 28), now) == ()
