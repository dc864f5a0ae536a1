"""Rows at the edge of the compared period: the other side may book them in the next one."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from core.model.settlement_rules import CutOff, SettlementRules
from core.settlement.sides import DAY_US, NO_MOMENT, Bools, Ints, Side, Sides

_MINUTE_US = 60_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Where a side has fewer rows a day, a day without any says nothing about how far the side reaches.
_ROWS_PER_DAY = 5


def at_edge(sides: Sides, side: Side, other: Side, alone: Ints, rules: SettlementRules) -> Bools:
    """Which lone rows of `side` the other side may have in another period.

    Either the other side does not reach that business day (but the row is within the agreed window of the
    days it reaches), or the row stands within `edge_minutes` of the cut-off that opens or closes the period.
    """
    found = np.zeros(len(alone), dtype=bool)
    reached = [one[one != NO_MOMENT] for one in (side.moment, other.moment)]
    for code in np.unique(side.processor[alone]):
        rows = np.flatnonzero((side.processor[alone] == code) & (side.moment[alone] != NO_MOMENT))
        moments = side.moment[alone[rows]]
        name = sides.processors[code] if code >= 0 else "other"
        days = _Days(rules.cut_off(name))
        theirs = (
            other.moment[(other.processor == code) | (other.processor < 0)] if code >= 0 else other.moment
        )
        hit = _beyond(days, moments, theirs[theirs != NO_MOMENT], rules.timing_days)
        timed = side.timed[alone[rows]]
        margin = rules.edge_minutes * _MINUTE_US
        # Either side's own period counts: a single entry dated later must not move the end of the other's.
        for whole in reached:
            if len(whole):
                opens, closes = days.bounds(int(whole.min()), int(whole.max()))
                hit |= timed & (np.abs(moments - closes) <= margin)
                hit |= timed & (moments >= opens - margin) & (moments < opens + margin)
        found[rows] = hit
    return found


def _beyond(days: "_Days", moments: Ints, theirs: Ints, window: int) -> Bools:
    """Moments on business days just outside those that the other side has rows of."""
    if not len(theirs):
        return np.zeros(len(moments), dtype=bool)
    first, last = days.number(np.array([theirs.min(), theirs.max()], dtype=np.int64))
    if len(theirs) < _ROWS_PER_DAY * (last - first + 1):
        return np.zeros(len(moments), dtype=bool)
    mine = days.number(moments)
    near = ((mine > last) & (mine <= last + window)) | ((mine < first) & (mine >= first - window))
    return np.asarray(near)


class _Days:
    """The business days of one cut-off, numbered; the time zone's offset is taken day by day."""

    def __init__(self, cut_off: CutOff) -> None:
        self._zone = ZoneInfo(cut_off.time_zone)
        self._at = timedelta(hours=cut_off.at.hour, minutes=cut_off.at.minute)

    def _opens(self, day: date) -> int:
        """When the business day of that local date begins."""
        opened = datetime.combine(day, time(), self._zone) + self._at  # wall-clock time
        return int((opened.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1))

    def bounds(self, first: int, last: int) -> tuple[int, int]:
        """When the business day of the first moment began, and when that of the last one ends."""
        openings = self._openings(first, last)
        begins = openings[np.searchsorted(openings, first, side="right") - 1]
        return int(begins), int(openings[np.searchsorted(openings, last, side="right")])

    def number(self, moments: Ints) -> Ints:
        """The number of each moment's business day, counted from 1970."""
        if not len(moments):
            return moments
        first = int(moments.min())
        openings = self._openings(first, int(moments.max()))
        return np.searchsorted(openings, moments, side="right") + first // DAY_US

    def _openings(self, first: int, last: int) -> Ints:
        days = range(first // DAY_US - 2, last // DAY_US + 4)
        return np.array([self._opens(_EPOCH.date() + timedelta(days=day)) for day in days], dtype=np.int64)
