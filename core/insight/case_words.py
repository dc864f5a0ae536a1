"""Exception cases in words: how many there are and why, and when each is due."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from core.insight.formats import NOTHING, days_text
from core.insight.wording import capital, words
from core.model.case import CaseReason

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """Open cases of one reason: how many, and how much money per currency (minor units, sizes)."""

    reason: CaseReason
    count: int
    money: dict[str, int]

    @property
    def label(self) -> str:
        return capital(words(self.reason))


def reason_counts(by_reason: pd.DataFrame) -> tuple[ReasonCount, ...]:
    """The reasons that have cases, most cases first.

    `by_reason` has one row per reason and currency: reason, currency, cases (count), amount_minor (sum of
    the cases' amounts in minor units, any sign).
    """
    found = [
        ReasonCount(
            CaseReason(str(reason)),
            int(rows["cases"].sum()),
            {
                str(currency): abs(int(minor))
                for currency, minor in zip(rows["currency"], rows["amount_minor"], strict=True)
            },
        )
        for reason, rows in by_reason.groupby("reason", sort=True)
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.reason.value)))


def due_text(due_at: datetime | None, now: datetime) -> str:
    """`2 days late`, `in 3 days`, `within a day`; both moments are aware."""
    if due_at is None or due_at != due_at:  # NaT differs from itself
        return NOTHING
    days = int(abs((due_at - now).total_seconds()) // _DAY_S)
    if due_at < now:
        return f"{days_text(days)} late" if days else "overdue"
    return f"in {days_text(days)}" if days else "within a day"


def due_words(due_at: datetime | None, now: datetime) -> str:
    """The same inside a line that does not say what it is about: `due in 3 days`, `2 days late`."""
    said = due_text(due_at, now)
    return f"due {said}" if due_at is not None and due_at >= now else said
