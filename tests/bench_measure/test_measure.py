"""The benchmark's numbers against small books worked out by hand."""

import math

import pandas as pd
import pytest

from tests.bench import measure
from tests.bench.books import NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books

FOUND = ["invoice_number", "counterparty", "transaction_id", "allocated_amount", "score", "rank", "decision"]


def found(*rows: tuple[str, str, str, float, int, str]) -> pd.DataFrame:
    """Rows of (invoice, payment, amount, score, rank, decision), all of counterparty X."""
    return pd.DataFrame([(i, "X", p, a, s, r, d) for i, p, a, s, r, d in rows], columns=FOUND).astype(
        {"score": str, "rank": str}
    )


def truth(*rows: tuple[str, ...]) -> pd.DataFrame:
    """Rows of (invoice, payment, amount[, situation[, ambiguous[, tie]]]), all of counterparty X."""
    filled = [(i, "X", p, a, *(*rest, *("plain", "0", "0")[len(rest) :])) for i, p, a, *rest in rows]
    return pd.DataFrame(filled, columns=list(TRUTH_COLUMNS))


def books(
    true: pd.DataFrame, currencies: dict[str, str] | None = None, noise: dict[str, str] | None = None
) -> Books:
    names = sorted({*true["transaction_id"], *(currencies or {}), *(noise or {})})
    payments = pd.DataFrame(
        [(name, "2024-01-01", "1.00", (currencies or {}).get(name, "EUR"), "", "", "", "") for name in names],
        columns=list(PAYMENT_COLUMNS),
    )
    return Books(
        invoices=pd.DataFrame(),
        payments=payments,
        truth=true,
        noise=pd.DataFrame(list((noise or {}).items()), columns=list(NOISE_COLUMNS)),
    )


FOUR = truth(("1", "a", "100.00"), ("2", "b", "50.00"), ("3", "c", "30.00"), ("4", "d", "20.00"))


def test_precision_and_recall_are_those_of_automatic_pairs_alone() -> None:
    rows = found(
        ("1", "a", "100.00", 0.99, 1, "auto"),
        ("2", "c", "50.00", 0.98, 1, "auto"),
        ("3", "c", "30.00", 0.9, 1, "review"),
    )
    score = measure.measure(rows, books(FOUR))
    assert score.precision == pytest.approx(1 / 2)
    assert score.recall == pytest.approx(1 / 4)


def test_f1_takes_automatic_pairs_and_the_best_proposal_of_undecided_invoices() -> None:
    """Counted: 1-a (right), 2-b (right, .5), not 3-c (.49), not 4-d (rank 2), not 1-d (1 is decided)."""
    rows = found(
        ("1", "a", "100.00", 0.99, 1, "auto"),
        ("1", "d", "100.00", 0.90, 1, "review"),
        ("2", "b", "50.00", 0.50, 1, "review"),
        ("3", "c", "30.00", 0.49, 1, "review"),
        ("4", "c", "20.00", 0.70, 1, "review"),
        ("4", "d", "20.00", 0.60, 2, "review"),
    )
    assert measure.measure(rows, books(FOUR)).f1 == pytest.approx(2 * 2 / (3 + 4))


def test_one_pair_given_twice_counts_once() -> None:
    rows = found(("1", "a", "60.00", 0.9, 1, "auto"), ("1", "a", "40.00", 0.8, 1, "auto"))
    assert measure.measure(rows, books(FOUR)).recall == pytest.approx(1 / 4)
    assert measure.measure(rows, books(FOUR)).precision == 1.0


def test_the_same_number_of_another_counterparty_is_another_invoice() -> None:
    rows = found(("1", "a", "100.00", 0.9, 1, "auto")).assign(counterparty="Y")
    assert measure.measure(rows, books(FOUR)).precision == 0.0


def test_wrong_money_weighs_amounts_not_pairs_and_credits_by_their_size() -> None:
    rows = found(("1", "a", "90.00", 0.9, 1, "auto"), ("2", "c", "-10.00", 0.9, 1, "auto"))
    assert measure.measure(rows, books(FOUR)).wrong_money == pytest.approx(10 / 100)


def test_wrong_money_brings_currencies_together() -> None:
    """162 yen weigh as one euro: 1 of 10 is wrong."""
    rows = found(("1", "a", "9.00", 0.9, 1, "auto"), ("2", "c", "162", 0.9, 1, "auto"))
    assert measure.measure(rows, books(FOUR, {"c": "JPY"})).wrong_money == pytest.approx(1 / 10)


def test_straight_through_wants_every_true_payment_and_no_other() -> None:
    """1 complete; 2 lacks its second instalment; 3 has a wrong payment beside; 4 is only proposed."""
    true = truth(("1", "a", "1"), ("2", "b", "1"), ("2", "e", "1"), ("3", "c", "1"), ("4", "d", "1"))
    rows = found(
        ("1", "a", "1", 0.9, 1, "auto"),
        ("2", "b", "1", 0.9, 1, "auto"),
        ("3", "c", "1", 0.9, 1, "auto"),
        ("3", "d", "1", 0.9, 1, "auto"),
        ("4", "d", "1", 0.9, 1, "review"),
    )
    assert measure.measure(rows, books(true)).straight_through == pytest.approx(1 / 4)


def test_recall_at_99_percent_finds_the_threshold_behind_an_early_mistake() -> None:
    """One wrong row in 100 is allowed, wherever it stands; the second makes it two in 102."""
    true = truth(*((str(n), f"p{n}", "1") for n in range(200)))
    good = [(str(n), f"p{n}", "1", 0.9 - n / 1000, 1, "review") for n in range(100)]
    wrong = [("0", "p1", "1", 0.95, 1, "review"), ("0", "p2", "1", 0.5, 1, "review")]
    assert measure.measure(found(*good, *wrong), books(true)).recall_at_99 == pytest.approx(100 / 200)
    assert measure.measure(found(*good[:50], *wrong), books(true)).recall_at_99 == 0.0


def test_rows_of_one_score_pass_a_threshold_together() -> None:
    rows = found(("1", "a", "1", 0.9, 1, "review"), ("2", "c", "1", 0.9, 1, "review"))
    assert measure.measure(rows, books(FOUR)).recall_at_99 == 0.0


def test_right_first_and_mrr_go_by_payment_and_doubt_equal_scores() -> None:
    """a: first; b: automatic before a better review row; c: equal score, so second; d: never proposed."""
    rows = found(
        ("1", "a", "1", 0.9, 1, "review"),
        ("4", "a", "1", 0.4, 1, "review"),
        ("2", "b", "1", 0.8, 1, "auto"),
        ("1", "b", "1", 0.9, 2, "review"),
        ("3", "c", "1", 0.7, 1, "review"),
        ("4", "c", "1", 0.7, 2, "review"),
    )
    score = measure.measure(rows, books(FOUR))
    assert score.right_first == pytest.approx(2 / 4)
    assert score.mrr == pytest.approx((1 + 1 + 1 / 2 + 0) / 4)


def test_calibration_error_and_brier_over_all_rows() -> None:
    """Bin .9-1: mean .95, all right, off by .05, two rows; bin .2-.3: .2, none right, off by .2, two rows."""
    rows = found(
        ("1", "a", "1", 1.0, 1, "auto"),
        ("2", "b", "1", 0.9, 1, "auto"),
        ("3", "a", "1", 0.2, 1, "review"),
        ("4", "a", "1", 0.2, 1, "review"),
    )
    score = measure.measure(rows, books(FOUR))
    assert score.calibration_error == pytest.approx((2 * 0.05 + 2 * 0.2) / 4)
    assert score.brier == pytest.approx((0 + 0.01 + 0.04 + 0.04) / 4)


def test_allocations_are_exact_only_to_the_cent_and_only_right_automatic_pairs_count() -> None:
    rows = found(
        ("1", "a", "100.0", 0.9, 1, "auto"),
        ("2", "b", "49.99", 0.9, 1, "auto"),
        ("4", "a", "20.00", 0.9, 1, "auto"),
    )
    assert measure.measure(rows, books(FOUR)).allocations_exact == pytest.approx(1 / 2)


def test_a_shared_deduction_must_only_add_up() -> None:
    true = truth(("1", "a", "95.00", "fee_shared"), ("2", "a", "50.00", "fee_shared"))
    kept = found(("1", "a", "100.00", 0.9, 1, "auto"), ("2", "a", "45.00", 0.9, 1, "auto"))
    lost = found(("1", "a", "100.00", 0.9, 1, "auto"), ("2", "a", "50.00", 0.9, 1, "auto"))
    assert measure.measure(kept, books(true)).allocations_exact == 1.0
    assert measure.measure(lost, books(true)).allocations_exact == 0.0


def test_every_automatic_row_in_a_true_tie_counts_even_the_lucky_one() -> None:
    true = truth(("1", "a", "1", "tie", "1", "1"), ("2", "b", "1", "tie", "1", "1"), ("3", "c", "1"))
    rows = found(
        ("1", "a", "1", 0.9, 1, "auto"),
        ("1", "b", "1", 0.9, 1, "auto"),
        ("3", "c", "1", 0.9, 1, "auto"),
        ("2", "b", "1", 0.9, 1, "review"),
    )
    assert measure.measure(rows, books(true)).tie_links == 2


def test_situations_count_wrong_rows_where_the_payment_belongs() -> None:
    true = truth(("1", "a", "1", "fee"), ("2", "b", "1", "fee", "1"), ("3", "c", "1", "late"))
    rows = found(
        ("1", "a", "1", 0.9, 1, "auto"),
        ("3", "b", "1", 0.9, 1, "auto"),
        ("3", "n", "1", 0.9, 1, "auto"),
        ("3", "c", "1", 0.9, 1, "review"),
    )
    run = measure.by_situation(rows, books(true, noise={"n": "rent"}))
    table = measure.rates([run, run]).set_index("situation")
    assert table.loc["fee", ["true", "solvable", "auto", "right", "solved"]].tolist() == [4, 2, 4, 2, 2]
    assert table.loc["fee", "precision"] == 0.5
    assert table.loc["fee", "recall"] == 0.5
    assert table.loc["fee", "solvable_recall"] == 1.0
    assert table.loc["rent", "precision"] == 0.0
    assert math.isnan(table.loc["rent", "recall"])
    assert measure.weak_situations(table.reset_index())["situation"].tolist() == ["late"]


def test_best_threshold_f1_of_a_peer() -> None:
    """At .8: 2 right of 2 given, 4 true, so 4/6; one more wrong row or all rows are worse."""
    scored = found(
        ("1", "a", "1", 0.9, 1, ""),
        ("2", "b", "1", 0.8, 1, ""),
        ("3", "a", "1", 0.7, 1, ""),
        ("4", "a", "1", 0.6, 1, ""),
    ).drop(columns=["decision", "rank"])
    best, threshold = measure.best_f1(measure.marked(scored, FOUR), len(FOUR))
    assert best == pytest.approx(4 / 6)
    assert threshold == pytest.approx(0.8)


def test_the_mean_leaves_out_runs_without_the_number() -> None:
    one = measure.measure(found(("1", "a", "100.00", 0.9, 1, "auto")), books(FOUR))
    none = measure.measure(found(("1", "a", "100.00", 0.9, 1, "review")), books(FOUR))
    assert math.isnan(none.precision)
    both = measure.mean_score([one, none])
    assert both.precision == 1.0
    assert both.recall == pytest.approx(1 / 8)


def test_nothing_found_is_no_error() -> None:
    score = measure.measure(found(), books(FOUR))
    assert (score.f1, score.recall, score.straight_through, score.right_first) == (0.0, 0.0, 0.0, 0.0)
