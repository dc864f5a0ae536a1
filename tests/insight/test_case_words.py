"""Exception cases in words: counts by reason and when each is due."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from core.insight.case_words import due_text, due_words, reason_counts
from core.model.case import CaseReason

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_currencies_of_one_reason_are_counted_together_and_never_added():
    frame = pd.DataFrame(
        {
            "reason": ["paid_twice", "unknown_payer", "paid_twice"],
            "currency": ["USD", "USD", "EUR"],
            "cases": [2, 4, 1],
            "amount_minor": [-500, 100, 700],
        }
    )
    counts = reason_counts(frame)
    assert [(each.reason, each.count) for each in counts] == [
        (CaseReason.UNKNOWN_PAYER, 4),
        (CaseReason.PAID_TWICE, 3),
    ]
    assert counts[1].money == {"USD": 500, "EUR": 700}
    assert counts[1].label == "Paid twice"


def test_no_case_gives_no_reason():
    assert reason_counts(pd.DataFrame(columns=["reason", "currency", "cases", "amount_minor"])) == ()


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (timedelta(days=3, hours=1), "in 3 days"),
        (timedelta(hours=3), "within a day"),
        (timedelta(hours=-3), "overdue"),
        (timedelta(days=-1, hours=-1), "1 day late"),
    ],
)
def test_due_is_said_from_now(due, words):
    assert due_text(NOW + due, NOW) == words


def test_inside_a_line_it_says_what_the_days_are() -> None:
    assert due_words(NOW + timedelta(days=3, hours=1), NOW) == "due in 3 days"
    assert due_words(NOW - timedelta(days=1, hours=1), NOW) == "1 day late"


def test_without_a_due_moment_nothing_is_said():
    assert due_text(None, NOW) == "–"
    assert due_text(pd.NaT, NOW) == "–"
