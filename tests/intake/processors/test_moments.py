"""Moments in the forms that exports use, brought to UTC."""

from datetime import UTC, datetime

import pytest

from core.intake import dates
from core.intake.processors import moments


@pytest.mark.parametrize(
    ("text", "clock", "zone", "wanted"),
    [
        ("2026-11-20T10:11:12Z", "", "", (10, 11, 12)),
        ("2026-11-20 10:11:12", "", "", (10, 11, 12)),
        ("2026-11-20T10:11:12.500+05:30", "", "", (4, 41, 12)),
        ("2026-11-20T10:11", "", "", (10, 11, 0)),
        ("20.11.2026 10:11:12", "", "", (10, 11, 12)),
        ("20 Nov 2026, 10:11:12", "", "", (10, 11, 12)),
        ("Nov 20, 2026 9:05:00 PM", "", "", (21, 5, 0)),
        ("2026-11-20 12:05 AM", "", "", (0, 5, 0)),
        ("20/11/2026", "10:11:12", "CET", (9, 11, 12)),
        ("2026-11-20", "01:00", "America/Los_Angeles", (9, 0, 0)),
        ("2026-11-20 08:00:00 EST", "", "", (13, 0, 0)),
        ("1795169472", "", "", (10, 11, 12)),
        ("1795169472000", "", "", (10, 11, 12)),
    ],
)
def test_a_moment_is_read(text: str, clock: str, zone: str, wanted: tuple[int, int, int]) -> None:
    moment, timed = moments.parse(text, True, clock, zone)
    assert moment.replace(microsecond=0) == datetime(2026, 11, 20, *wanted, tzinfo=UTC)
    assert timed


def test_a_day_has_no_time() -> None:
    assert moments.parse("2026-11-20", True) == (datetime(2026, 11, 20, tzinfo=UTC), False)


@pytest.mark.parametrize(
    ("text", "clock", "zone"),
    [
        ("2026-13-20T10:00:00Z", "", ""),
        ("2026-11-20T24:01:00Z", "", ""),
        ("2026-11-20", "ten", ""),
        ("2026-11-20", "10:00", "Mars/Olympus"),
        ("99999999999", "", ""),
        ("yesterday", "", ""),
    ],
)
def test_what_is_no_moment_is_refused(text: str, clock: str, zone: str) -> None:
    with pytest.raises(dates.DateError):
        moments.parse(text, True, clock, zone)
