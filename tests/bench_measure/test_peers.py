"""The peers do what their docstrings say, on books small enough to read."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.bench.books import INVOICE_COLUMNS, PAYMENT_COLUMNS
from tests.bench.peers import equal_reference_then_amount, first_fit, greedy_on, pairs_frame
from tests.bench.peers_schemes import blueprint, classic_weights
from tests.bench.running import weighed


def invoices(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Rows of (number, counterparty, issued, amount), in euro, due 30 days later."""
    filled = [
        (
            number,
            name,
            issued,
            str((pd.Timestamp(issued) + pd.Timedelta(days=30)).date()),
            amount,
            "EUR",
            "",
            "",
        )
        for number, name, issued, amount in rows
    ]
    return pd.DataFrame(filled, columns=list(INVOICE_COLUMNS))


def payments(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """Rows of (id, paid, amount, counterparty, description), in euro."""
    return pd.DataFrame(
        [(name, paid, amount, "EUR", payer, text, "", "sepa") for name, paid, amount, payer, text in rows],
        columns=list(PAYMENT_COLUMNS),
    )


def linked(pairs: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(pairs["invoice_number"], pairs["transaction_id"], strict=True))


def test_the_merge_takes_equal_numbers_first_and_equal_amounts_after() -> None:
    owed = invoices(("A-100", "X", "2024-01-01", "50.00"), ("A-101", "Y", "2024-01-01", "50.00"))
    paid = payments(
        ("p1", "2024-01-30", "50.00", "", "pays A-101"), ("p2", "2024-01-31", "50.00", "", "thanks")
    )
    assert linked(equal_reference_then_amount(owed, paid)) == {("A-101", "p1"), ("A-100", "p2")}


def test_the_merge_gives_a_list_to_all_its_invoices_and_equal_amounts_by_nearest_date() -> None:
    owed = invoices(
        ("A-100", "X", "2024-01-01", "50.00"),
        ("A-101", "X", "2024-01-01", "70.00"),
        ("A-102", "Y", "2024-01-01", "9.00"),
        ("A-103", "Y", "2024-03-01", "9.00"),
    )
    paid = payments(
        ("p1", "2024-01-30", "120.00", "", "A-100, A-101"),
        ("p2", "2024-03-30", "9.00", "", ""),
        ("p3", "2024-01-30", "9.00", "", ""),
    )
    assert linked(equal_reference_then_amount(owed, paid)) == {
        ("A-100", "p1"),
        ("A-101", "p1"),
        ("A-103", "p2"),
        ("A-102", "p3"),
    }


def test_first_fit_takes_the_first_even_where_another_fits_better() -> None:
    owed = invoices(("A-100", "Meyer", "2024-01-01", "100.00"), ("A-101", "Meyer", "2024-01-01", "100.40"))
    paid = payments(("p1", "2024-01-30", "100.40", "Meyer", "A-101"))
    assert linked(first_fit(owed, paid)) == {("A-100", "p1")}


def test_classic_weights_add_up_as_written() -> None:
    """Exact .7, 15 days from due .1, name .1, name in the text .05: .95; nameless and late .7: refused."""
    owed = invoices(("A-100", "Meyer", "2024-01-01", "100.00"), ("A-200", "Vogel", "2024-01-01", "77.00"))
    paid = payments(
        ("p1", "2024-02-15", "100.00", "Meyer", "from MEYER"), ("p2", "2024-03-15", "77.00", "", "something")
    )
    pairs = classic_weights(owed, paid)
    assert linked(pairs) == {("A-100", "p1")}
    assert pairs["score"].iat[0] == pytest.approx(0.7 + 0.2 * 0.5 + 0.1 + 0.05)


def test_the_blueprint_counts_days_from_issue_and_joins_neighbouring_numbers() -> None:
    owed = invoices(("20240017", "X", "2024-01-01", "100.00"), ("55", "Y", "2024-01-01", "60.00"))
    paid = payments(
        ("p1", "2024-02-01", "3.00", "", "INV 20240018"),
        ("p2", "2024-01-01", "60.00", "", "none"),
        ("p3", "2024-01-20", "60.00", "", "none"),
    )
    pairs = blueprint(owed, paid)
    assert linked(pairs) == {("20240017", "p1"), ("55", "p2")}
    assert dict(zip(pairs["transaction_id"], pairs["score"], strict=True))["p2"] == pytest.approx(0.8)


def test_greedy_serves_the_higher_score_first_and_everyone_once() -> None:
    scored = pairs_frame(
        [("1", "X", "a", 0.8), ("1", "X", "b", 0.9), ("2", "X", "b", 0.85), ("2", "X", "a", 0.1)]
    )
    assert linked(greedy_on(scored)) == {("1", "b"), ("2", "a")}


def test_a_child_is_weighed_and_its_failure_told(tmp_path: Path) -> None:
    result = tmp_path / "out.csv"
    small = f"for n in range(2_000_000): pass\nopen({str(result)!r}, 'w').write('a\\n07\\n')"
    run = weighed([sys.executable, "-c", small], result)
    assert run.failure == ""
    assert run.rows["a"].tolist() == ["07"]
    assert 0 < run.cpu_s < 60
    large = weighed([sys.executable, "-c", f"held = b'x' * 120_000_000\n{small}"], result)
    assert 100 < large.peak_mb - run.peak_mb < 140
    result.unlink()
    assert (
        "no such rule" in weighed([sys.executable, "-c", "raise SystemExit('no such rule')"], result).failure
    )
    assert weighed([sys.executable, "-c", ""], result).failure == "ended with code 0"
    slow = weighed([sys.executable, "-c", "import time; time.sleep(60)"], result, limit_s=0.5)
    assert slow.seconds < 30
    assert slow.failure != ""


def test_a_small_child_of_a_large_parent_stays_small(tmp_path: Path) -> None:
    held = b"x" * 200_000_000
    run = weighed([sys.executable, "-c", "pass"], tmp_path / "none.csv")
    assert len(held) == 200_000_000
    assert run.peak_mb < 100
