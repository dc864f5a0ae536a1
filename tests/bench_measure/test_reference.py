"""The reference books: frozen, whole, and covering every situation they promise."""

import hashlib

import pandas as pd
import pytest

from tests.bench.books import INVOICE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books
from tests.bench.reference import make
from tests.bench.reference_plan import DIFFICULTIES, SITUATIONS

FROZEN = {"clean": "0573c58d728d050b", "typical": "4b22ef709ab02a44", "hard": "c9dd5ccdce660b9c"}


def digest(books: Books) -> str:
    text = [
        frame.to_csv(index=False, lineterminator="\n")
        for frame in (books.invoices, books.payments, books.truth, books.noise)
    ]
    return hashlib.sha256("".join(text).encode()).hexdigest()[:16]


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_the_generator_is_frozen(difficulty: str) -> None:
    assert digest(make(difficulty, 400, 3)) == FROZEN[difficulty]


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_situation_with_a_share_occurs(difficulty: str) -> None:
    column = 2 + DIFFICULTIES.index(difficulty)
    promised = {name for name, row in SITUATIONS.items() if row[column] > 0}
    assert set(make(difficulty, 2000, 9).truth["situation"]) == promised


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_books_have_the_size_the_columns_and_the_keys_they_promise(difficulty: str) -> None:
    books = make(difficulty, 1000, 8)
    assert len(books.invoices) == 1000
    assert tuple(books.invoices.columns[: len(INVOICE_COLUMNS)]) == INVOICE_COLUMNS
    assert tuple(books.payments.columns) == PAYMENT_COLUMNS
    assert tuple(books.truth.columns) == TRUTH_COLUMNS
    for frame in (books.invoices, books.payments, books.truth, books.noise):
        assert frame.map(lambda value: isinstance(value, str)).all(axis=None)
    assert not books.invoices.duplicated(["invoice_number", "counterparty"]).any()
    assert books.payments["transaction_id"].is_unique
    assert not books.truth.duplicated(["invoice_number", "counterparty", "transaction_id"]).any()
    assert not set(books.noise["transaction_id"]) & set(books.truth["transaction_id"])
    known = set(books.truth["transaction_id"]) | set(books.noise["transaction_id"])
    assert known == set(books.payments["transaction_id"])


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_allocations_use_up_no_more_than_the_payment_and_the_invoice(difficulty: str) -> None:
    books = make(difficulty, 1500, 4)
    true = books.truth.assign(allocated=pd.to_numeric(books.truth["allocated_amount"]))
    paid = books.payments.set_index("transaction_id")
    used = true.groupby("transaction_id")["allocated"].sum().abs()
    assert (used <= pd.to_numeric(paid["amount"]).abs().reindex(used.index) + 0.0001).all()
    invoices = books.invoices.set_index(["invoice_number", "counterparty"])
    same = true.join(invoices[["total_amount", "currency"]], on=["invoice_number", "counterparty"]).join(
        paid["currency"].rename("paid_currency"), on="transaction_id"
    )
    same = same[same["currency"] == same["paid_currency"]]
    taken = same.groupby(["invoice_number", "counterparty"])["allocated"].sum().abs()
    total = pd.to_numeric(invoices["total_amount"]).abs()
    assert (taken <= total.reindex(taken.index) + 0.0001).all()


def test_what_nobody_could_decide_is_marked_and_rare() -> None:
    truth = make("hard", 2000, 5).truth
    by = truth.groupby("situation")["ambiguous"].agg(lambda flags: (flags == "1").mean())
    for situation in ("card_payout", "equal_monthly_gap", "nameless_tie", "nameless_common_amount"):
        assert by[situation] == 1.0
    for situation in (
        "exact_reference",
        "reference_in_text",
        "several_references",
        "bank_fee",
        "instalments",
    ):
        assert by[situation] == 0.0
    assert (truth["ambiguous"] == "1").mean() < 0.04
    assert set(truth.loc[truth["tie"] == "1", "ambiguous"]) == {"1"}


def test_unknown_difficulty_and_too_few_invoices_are_refused() -> None:
    with pytest.raises(ValueError, match="difficulty"):
        make("easy", 1000, 1)
    with pytest.raises(ValueError, match="at least 100"):
        make("clean", 50, 1)
