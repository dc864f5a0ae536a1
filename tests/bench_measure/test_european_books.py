"""What the European benchmark books promise: repeatable, adding up, complete, written without the engine."""

import ast
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from tests.bench.books import INVOICE_COLUMNS, NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books
from tests.bench.european_across import _ACROSS, NOISE
from tests.bench.european_books import kind_of, make
from tests.bench.european_cases import SCENARIOS
from tests.bench.european_judging import ways
from tests.bench.european_parties import KINDS
from tests.bench.european_settling import REFERENCE_FORMS

SETS = [("clean", 1), ("typical", 3), ("hard", 8)]
HERE = Path(__file__).resolve().parents[1] / "bench"


@cache
def books(difficulty: str, seed: int) -> Books:
    return make(difficulty, 800, seed)


def money(column: pd.Series) -> pd.Series:
    return column.map(Decimal)


@cache
def ten_kinds() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Truth and noise of all ten kinds of company, typical, together."""
    every = [books("typical", seed) for seed in range(len(KINDS))]
    return pd.concat([item.truth for item in every]), pd.concat([item.noise for item in every])


@pytest.mark.parametrize(("difficulty", "seed"), SETS)
def test_the_same_arguments_give_the_same_books(difficulty: str, seed: int) -> None:
    first, second = books(difficulty, seed), make(difficulty, 800, seed)
    for name in ("invoices", "payments", "truth", "noise"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


def test_another_seed_is_another_company() -> None:
    assert len({kind_of(seed).name for seed in range(10)}) == 10
    assert not books("typical", 3).payments["description"].equals(books("typical", 4).payments["description"])


def test_an_unknown_difficulty_is_refused() -> None:
    with pytest.raises(ValueError, match="clean, typical, hard"):
        make("easy", 100, 1)


@pytest.mark.parametrize(("difficulty", "seed"), SETS)
def test_the_frames_hold_the_agreed_columns_as_text(difficulty: str, seed: int) -> None:
    made = books(difficulty, seed)
    assert tuple(made.invoices.columns[: len(INVOICE_COLUMNS)]) == INVOICE_COLUMNS
    assert tuple(made.payments.columns) == PAYMENT_COLUMNS
    assert tuple(made.truth.columns) == TRUTH_COLUMNS
    assert tuple(made.noise.columns) == NOISE_COLUMNS
    for frame in (made.invoices, made.payments, made.truth, made.noise):
        assert all(isinstance(value, str) for column in frame for value in frame[column])
    assert len(made.invoices) == 800


@pytest.mark.parametrize("seed", range(len(KINDS)))
def test_number_and_counterparty_name_one_invoice(seed: int) -> None:
    made = books("typical", seed)
    assert not made.invoices.duplicated(["invoice_number", "counterparty"]).any()
    assert made.payments["transaction_id"].is_unique
    assert not made.truth.duplicated(["invoice_number", "counterparty", "transaction_id"]).any()


@pytest.mark.parametrize("seed", range(len(KINDS)))
def test_a_payment_is_never_given_away_twice(seed: int) -> None:
    """The allocated sum lies between nothing and the payment; only what is overpaid may be left over."""
    made = books("hard", seed)
    paid = money(made.payments.set_index("transaction_id")["amount"])
    given = money(made.truth["allocated_amount"]).groupby(made.truth["transaction_id"]).sum()
    left = paid[given.index] - given
    over = set(made.truth.loc[made.truth["transaction_id"].isin(left[left != 0].index), "situation"])
    assert over <= {"overpayment", "dunning_fee", "rounded", "cents_off"}
    assert (left >= 0).all()


@pytest.mark.parametrize("seed", range(len(KINDS)))
def test_an_invoice_never_gets_more_than_its_total(seed: int) -> None:
    made = books("hard", seed)
    key = ["invoice_number", "counterparty"]
    rows = made.truth.merge(made.invoices, on=key, validate="many_to_one").merge(
        made.payments[["transaction_id", "currency"]], on="transaction_id", suffixes=("", "_paid")
    )
    assert len(rows) == len(made.truth)
    rows = rows[rows["currency"] == rows["currency_paid"]]
    got = money(rows["allocated_amount"]).groupby([rows[column] for column in key]).sum()
    total = money(made.invoices.set_index(key)["total_amount"])[got.index]
    assert ((got.abs() <= total.abs()) & (got * total > 0)).all()


def test_only_foreign_payments_settle_in_another_currency() -> None:
    made = books("typical", 3)
    rows = made.truth.merge(made.invoices, on=["invoice_number", "counterparty"]).merge(
        made.payments[["transaction_id", "currency"]], on="transaction_id", suffixes=("", "_paid")
    )
    crossed = rows[rows["currency"] != rows["currency_paid"]]
    assert set(crossed["situation"]) == {"foreign_currency"}


def test_noise_has_no_truth_and_every_payment_has_one_or_the_other() -> None:
    made = books("hard", 8)
    true, noise = set(made.truth["transaction_id"]), set(made.noise["transaction_id"])
    assert not true & noise
    assert true | noise == set(made.payments["transaction_id"])


def test_every_situation_occurs() -> None:
    truth, noise = ten_kinds()
    wanted = (
        set(SCENARIOS) | set(REFERENCE_FORMS) | set(_ACROSS) | {"monthly_equal", "monthly_gap", "refund"}
    ) - {
        "plain",
        "unpaid",
        "returned_unpaid",
    }
    assert wanted == set(truth["situation"])
    spare = {"on_account_no_invoice", "paid_twice_again", "returned_original", "return"}
    assert set(noise["situation"]) == set(NOISE) | spare


INTACT = ["exact_reference", "reference_in_text", "structured_reference"]


def test_hard_books_are_harder_than_clean_ones() -> None:
    def share(difficulty: str) -> float:
        truth = books(difficulty, 0).truth
        return float(truth["situation"].isin(INTACT).mean())

    assert share("clean") > share("typical") > share("hard")


def test_a_true_tie_is_always_ambiguous_and_bare_round_deposits_are_too() -> None:
    truth, _ = ten_kinds()
    assert (truth.loc[truth["tie"] == "1", "ambiguous"] == "1").all()
    assert (truth.loc[truth["situation"].isin(["card_payout", "bare_deposit"]), "ambiguous"] == "1").all()
    assert (truth.loc[truth["situation"] == "equal_claims", "tie"] == "1").all()
    assert (truth.loc[truth["situation"].isin(INTACT), "ambiguous"] == "0").all()


def test_subset_counting_agrees_with_counting_by_hand() -> None:
    assert ways([100, 200, 300, 400], 500) == 2  # 100+400, 200+300
    assert ways([100, -20, 35], 80) == 1
    assert ways([100, 200], 250) == 0


def test_the_generator_never_sees_the_engine() -> None:
    for path in sorted(HERE.glob("european_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.split(".")[0] == "core" for name in names), path.name
