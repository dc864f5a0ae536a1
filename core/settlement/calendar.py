"""When a day is due by the clock: a wall-clock time in a time zone, also when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CATCH_UP_DAYS = 7  # what a machine that was off has missed is done, but not for ever


def business_dates_due(at: time, time_zone: str, starts_on: date, now: datetime) -> tuple[date, ...]:
    """The business dates whose time has come in the last week, oldest first: each is due the day after it.

    A time that comes twice in the night summer time ends counts the first time; one that is skipped when it
    begins counts as the moment the clock jumps over it.
    """
    zone = ZoneInfo(time_zone)
    today = now.astimezone(zone).date()
    days = (today - timedelta(days=back) for back in range(CATCH_UP_DAYS, -1, -1))
    return tuple(
        day - timedelta(days=1)
        for day in days
        if day >= starts_on and datetime.combine(day, at, zone).astimezone(UTC) <= now
    )
