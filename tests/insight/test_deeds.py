"""Audit entries read as sentences, not as the keys of rows."""

from uuid import UUID

import pytest

from core.insight.deeds import deed_text

KEY = str(UUID(int=7))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, {"invoices": [KEY], "sentence": "5.00 USD matched."}, "5.00 USD matched."),
        (None, {"allocations": [KEY, KEY], "number": "INV-7"}, "No. INV-7 · 2 allocations"),
        (None, {"sha256": "f" * 64, "file": "a.csv", "added": 1786}, "a.csv · 1,786 added"),
        ({"status": "open"}, {"status": "escalated", "owner": ""}, "Escalated"),
        ({"number": 3}, None, "No. 3"),
        (None, {"cases": [KEY]}, "1 exception"),
        (
            None,
            {"cases_opened": 1, "cases_closed": 0, "risk": "low", "business_date": "2026-11-24"},
            "24 Nov 2026 · low risk · 1 case opened",
        ),
        (None, {"name": "agreed", "version": 4, "rules_version": 2}, "“agreed” · rules version 2"),
        (None, None, ""),
        (None, {"rules": {"accept_from": "0.9"}}, "Rules: accept from 0.9"),
    ],
)  # fmt: skip
def test_what_a_deed_left_behind(before: dict | None, after: dict | None, said: str) -> None:
    assert deed_text(before, after) == said


def test_no_key_and_no_fingerprint_is_read_out() -> None:
    said = deed_text(
        None, {"batch": KEY, "run_id": KEY, "sha256": "0" * 64, "hash": "a" * 64, "invoices": [KEY] * 3}
    )
    assert said == "3 invoices"


def test_one_line_stays_one_line() -> None:
    assert len(deed_text(None, {"text": "x" * 5000})) == 240
