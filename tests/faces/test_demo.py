"""The demo is about now: its year ends within the last week, on the weekdays it was made for."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.faces import demo

FOLDER = Path(__file__).parent.parent.parent / "data" / "demo" / "northwind-services"


@pytest.mark.parametrize("today", [date(2026, 11, 20), date(2028, 2, 29), date(2031, 7, 1)])
def test_the_demo_ends_within_the_last_week(today: date) -> None:
    days = demo.days_to_now(FOLDER, today)
    assert days % 7 == 0
    rows = csv.DictReader(io.StringIO(demo.moved(FOLDER / "payments.csv", days).decode()))
    last = max(date.fromisoformat(row["payment_date"]) for row in rows)
    assert today - timedelta(days=40) < last <= today


def test_moving_changes_dates_and_nothing_else() -> None:
    plain = list(csv.DictReader(io.StringIO((FOLDER / "invoices.csv").read_text(encoding="utf-8"))))
    moved = list(csv.DictReader(io.StringIO(demo.moved(FOLDER / "invoices.csv", 14).decode())))
    for before, after in zip(plain, moved, strict=True):
        changed = {column for column in before if before[column] != after[column]}
        assert changed <= {"issue_date", "due_date"}
        assert date.fromisoformat(after["issue_date"]) - date.fromisoformat(
            before["issue_date"]
        ) == timedelta(14)
