"""The Pacific books are the same in any run, add up, and hold every situation they promise."""

import ast
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import tests.bench
from tests.bench.books import INVOICE_COLUMNS, NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books
from tests.bench.pacific_books import make, money
from tests.bench.pacific_judging import edits, sums_to
from tests.bench.pacific_names import half_width
from tests.bench.pacific_worlds import DIFFICULTIES, WORLDS

SEEDS = range(len(WORLDS))
PROMISED = (
    "exact_reference reference_in_text reference_restyled reference_damaged last_digits no_reference "
    "equal_monthly reference_purchase_order reference_customer_number misleading_number "
    "abbreviated_name trading_name third_party before_invoice late cents_off cash_rounding bank_fee "
    "percentage_fee early_discount withholding short_payment overpayment late_interest fx_settlement "
    "combined_listed combined_list_cut combined_unlisted statement_total credit_netted "
    "combined_listed_fee_shared instalment on_account balance paid_twice returned_and_repaid "
    "true_tie"
)
WITHOUT_INVOICE = (
    "payroll superannuation tax rent fee own_transfer interest card_takings tax_refund "
    "duplicate_payment returned return"
)


@pytest.fixture(scope="module")
def shelf() -> list[Books]:
    """Hard books of all eight companies."""
    return [make("hard", 1000, seed) for seed in SEEDS]


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_the_same_arguments_give_the_same_books(difficulty: str) -> None:
    first, again, other = make(difficulty, 300, 3), make(difficulty, 300, 3), make(difficulty, 300, 11)
    for name in ("invoices", "payments", "truth", "noise"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))
    assert not first.payments.equals(other.payments)


def test_the_columns_are_the_agreed_ones_and_hold_text_alone(shelf: list[Books]) -> None:
    for books in shelf:
        assert tuple(books.invoices.columns[: len(INVOICE_COLUMNS)]) == INVOICE_COLUMNS
        assert tuple(books.payments.columns) == PAYMENT_COLUMNS
        assert tuple(books.truth.columns) == TRUTH_COLUMNS
        assert tuple(books.noise.columns) == NOISE_COLUMNS
        for frame in (books.invoices, books.payments, books.truth, books.noise):
            assert all(isinstance(value, str) for column in frame for value in frame[column])


def test_invoices_and_payments_are_told_apart_by_their_keys(shelf: list[Books]) -> None:
    for books in shelf:
        assert len(books.invoices) == 1000
        assert not books.invoices.duplicated(["invoice_number", "counterparty"]).any()
        assert books.payments["transaction_id"].is_unique
        assert not books.truth.duplicated(["invoice_number", "counterparty", "transaction_id"]).any()


def test_allocations_add_up_to_the_payment_unless_it_overpays(shelf: list[Books]) -> None:
    for books in shelf:
        truth = books.truth.assign(cash=books.truth["allocated_amount"].map(Decimal))
        paid = truth.groupby("transaction_id").agg(cash=("cash", "sum"), why=("situation", "first"))
        amounts = books.payments.set_index("transaction_id")["amount"].map(Decimal)
        for key, cash, why in paid.itertuples():
            over = why in ("overpayment", "late_interest")
            slight = why in ("cents_off", "cash_rounding") and cash < amounts[key]
            assert cash < amounts[key] if over or slight else cash == amounts[key], (key, why)


def test_every_allocation_names_an_invoice_and_never_more_than_it_is(shelf: list[Books]) -> None:
    keys = ["invoice_number", "counterparty"]
    for books in shelf:
        joined = books.truth.merge(books.payments[["transaction_id", "currency"]], on="transaction_id")
        joined = joined.merge(books.invoices, on=keys, suffixes=("_paid", ""))
        assert len(joined) == len(books.truth)
        joined["cash"], joined["owed"] = (
            joined["allocated_amount"].map(Decimal),
            joined["total_amount"].map(Decimal),
        )
        home = joined[joined["currency_paid"] == joined["currency"]]
        sums = home.groupby(keys).agg(cash=("cash", "sum"), owed=("owed", "first"))
        assert (sums["cash"].map(abs) <= sums["owed"].map(abs)).all()


def test_every_bank_line_is_either_true_or_noise(shelf: list[Books]) -> None:
    for books in shelf:
        true, noise = set(books.truth["transaction_id"]), set(books.noise["transaction_id"])
        assert not true & noise
        assert true | noise == set(books.payments["transaction_id"])


def test_the_promised_situations_occur(shelf: list[Books]) -> None:
    seen = set().union(*(books.truth["situation"] for books in shelf))
    assert not set(PROMISED.split()) - seen
    assert set().union(*(books.noise["situation"] for books in shelf)) == set(WITHOUT_INVOICE.split())


def test_true_ties_are_nameless_twins_of_one_day(shelf: list[Books]) -> None:
    twins = 0
    for books in shelf:
        tied = books.truth[books.truth["situation"] == "true_tie"].merge(books.payments, on="transaction_id")
        assert (tied["tie"] == "1").all()
        assert (tied["ambiguous"] == "1").all()
        assert (tied["counterparty_y"] == "").all()
        for _, pair in tied.groupby(["payment_date", "amount"]):
            assert len(pair) >= 2
            twins += len(pair)
    assert twins > 20


def test_a_whole_number_on_the_line_is_never_called_ambiguous(shelf: list[Books]) -> None:
    sure = ("exact_reference", "reference_in_text", "reference_restyled", "combined_listed")
    for books in shelf:
        assert (books.truth.loc[books.truth["situation"].isin(sure), "ambiguous"] == "0").all()


def test_harder_books_hold_more_that_nobody_could_decide() -> None:
    shares = [
        sum((make(level, 1000, seed).truth["ambiguous"] == "1").mean() for seed in SEEDS)
        for level in DIFFICULTIES
    ]
    assert shares == sorted(shares)
    assert shares[-1] < 0.3 * len(SEEDS)


def test_yen_have_no_decimals_and_kana_are_half_width() -> None:
    assert money(-1200, "JPY") == "-1200"
    assert money(-1205, "AUD") == "-12.05"
    assert half_width("カ)ヤマダショウジ") == "ｶ)ﾔﾏﾀﾞｼﾖｳｼﾞ"


def test_rivals_are_counted_by_sums_and_by_edits() -> None:
    assert sums_to([5, 7, 12, 3, 9], 12) == 3
    assert sums_to([-2, 10, 8], 8) == 2
    assert edits("1234", "1243") == 1
    assert edits("1234", "134") == 1
    assert edits("", "12") == 2


def test_the_generator_knows_nothing_of_the_product() -> None:
    for path in Path(tests.bench.__path__[0]).glob("pacific_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not [name for name in names if name.split(".")[0] == "core"], path.name
