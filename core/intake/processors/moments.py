"""Moments as files write them: a day, a time of day and a zone, brought to UTC."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from core.intake import dates

_CLOCK = re.compile(
    r"(?:^|[T ,])(?P<h>[0-9]{1,2})[:.](?P<m>[0-9]{2})(?:[:.](?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]+))?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: ?(?P<zone>Z|UTC|GMT|[A-Z]{3,4}|[+-][0-9]{2}:?[0-9]{2}))?\Z"
)
_EPOCH_SECONDS = re.compile(r"[0-9]{9,10}\Z")
_EPOCH_MILLIS = re.compile(r"[0-9]{12,13}\Z")
# Zones by the abbreviations exports use; ambiguous ones have the meaning they have in processors' files.
_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "BRT": -3,
}  # fmt: skip


def parse(text: str, day_first: bool, clock: str = "", zone: str = "") -> tuple[datetime, bool]:
    """The moment in UTC, and whether a time of day is known.

    `clock` and `zone` are cells of columns of their own; a moment without a zone is taken as UTC. Raises
    `dates.DateError`.
    """
    text = text.strip()
    if _EPOCH_SECONDS.match(text) or _EPOCH_MILLIS.match(text):
        moment = datetime.fromtimestamp(int(text) / (1 if len(text) < 11 else 1000), UTC)
        if dates.MIN_YEAR <= moment.year <= dates.MAX_YEAR:
            return moment, True
    day = dates.parse(text, day_first)
    found = _CLOCK.search(text) if ":" in text or "T" in text or "." in text[10:] else None
    if clock.strip():
        found = _CLOCK.match(clock.strip())
        if found is None:
            raise dates.DateError("has a time beside it that is none")
    if found is None:
        return datetime(day.year, day.month, day.day, tzinfo=UTC), False
    hour = int(found["h"])
    if half := (found["half"] or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    micros = int((found["f"] or "0")[:6].ljust(6, "0"))
    try:
        local = datetime(day.year, day.month, day.day, hour, int(found["m"]), int(found["s"] or 0), micros)  # noqa: DTZ001
    except ValueError:
        raise dates.DateError("has a time of day that is none") from None
    return _to_utc(local, found["zone"] or zone.strip()), True


def _to_utc(local: datetime, zone: str) -> datetime:
    if not zone:
        return local.replace(tzinfo=UTC)
    if zone in _HOURS:
        return local.replace(tzinfo=timezone(timedelta(hours=_HOURS[zone]))).astimezone(UTC)
    if offset := re.match(r"(?:GMT|UTC)?([+-])([0-9]{1,2}):?([0-9]{2})\Z", zone):
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return local.replace(tzinfo=timezone(-span if offset[1] == "-" else span)).astimezone(UTC)
    try:
        return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (KeyError, ValueError, OSError):
        raise dates.DateError(f"is in a time zone that is not known (“{zone}”)") from None


def parse_column(
    texts: Sequence[str], day_first: bool, clocks: Sequence[str] = (), zones: Sequence[str] = ()
) -> tuple[list[datetime | None], list[bool], dict[int, str]]:
    """Moments of a column (None where blank or wrong), whether each has a time, and reasons by position."""
    moments: list[datetime | None] = []
    timed: list[bool] = []
    wrong: dict[int, str] = {}
    known: dict[tuple[str, str, str], tuple[datetime | None, bool, str]] = {}
    for index, text in enumerate(texts):
        key = (text, clocks[index] if clocks else "", zones[index] if zones else "")
        if key not in known:
            known[key] = _one(key, day_first)
        moment, clock, reason = known[key]
        moments.append(moment)
        timed.append(clock)
        if reason:
            wrong[index] = reason
    return moments, timed, wrong


def _one(key: tuple[str, str, str], day_first: bool) -> tuple[datetime | None, bool, str]:
    text, clock, zone = key
    if not text.strip():
        return None, False, ""
    try:
        moment, timed = parse(text, day_first, clock, zone)
    except dates.DateError as error:
        return None, False, str(error)
    return moment, timed, ""
