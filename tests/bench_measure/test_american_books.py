"""Checks that the American benchmark books add up, cover their situations and depend on the seed alone."""

import ast
import hashlib
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.bench.american_books import World, as_books, make, simulate
from tests.bench.american_judging import one_error_apart, subset_solutions
from tests.bench.books import INVOICE_COLUMNS, NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books

ROOT = Path(__file__).parents[2]
KINDS = range(6)
IN_EVERY_BOOK = {
    "reference_in_text",
    "no_reference",
    "reference_reformatted",
    "reference_damaged",
    "last_digits",
    "payer_name_cut",
    "cents_off",
    "short_pay",
    "overpayment",
    "on_account_remainder",
    "installments",
    "prepayment",
    "nsf_repaid",
    "equal_monthly",
    "true_tie",
    "same_amount_same_day",
    "credit_netted",
    "misleading_number",
    "reference_list",
    "damaged_list",
}
SOMEWHERE = IN_EVERY_BOOK | {
    "exact_reference",
    "po_number",
    "load_number",
    "customer_number",
    "abbreviated_name",
    "acronym",
    "dba_name",
    "parent_pays",
    "parent_pays_group",
    "factor_pays",
    "private_account",
    "nameless_deposit",
    "rounded",
    "wire_fee",
    "card_fee",
    "card_payout_batch",
    "card_payout_listed",
    "early_discount",
    "discount_late",
    "retainage_held",
    "retainage_release",
    "cross_currency",
    "gap_in_series",
    "overpaid_refunded",
    "credit_refunded",
    "combined_short",
    "statement_total",
    "reference_list_cut",
    "reference_range",
    "remittance_lines",
    "edi_remittance",
    "order_list",
}
NOISE_SOMEWHERE = {
    "duplicate_payment",
    "nsf_original",
    "nsf_return",
    "refund",
    "on_account",
    "payroll",
    "rent",
    "sales_tax",
    "intercompany",
    "interest",
}


@cache
def world(difficulty: str, seed: int) -> World:
    return simulate(difficulty, 2000, seed)


@cache
def books(difficulty: str, seed: int) -> Books:
    return as_books(world(difficulty, seed))


def cents(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    whole, fraction = text.lstrip("-").split(".")
    assert len(fraction) == 2
    return sign * (int(whole) * 100 + int(fraction))


EVERY_BOOK = pytest.mark.parametrize(
    ("difficulty", "seed"), [(d, s) for d in ("clean", "typical", "hard") for s in KINDS]
)


@EVERY_BOOK
def test_columns_and_keys_are_what_a_person_would_upload(difficulty: str, seed: int) -> None:
    made = books(difficulty, seed)
    assert len(made.invoices) == 2000
    assert set(INVOICE_COLUMNS) <= set(made.invoices.columns)
    assert tuple(made.payments.columns) == PAYMENT_COLUMNS
    assert tuple(made.truth.columns) == TRUTH_COLUMNS
    assert tuple(made.noise.columns) == NOISE_COLUMNS
    assert not made.invoices.duplicated(["invoice_number", "counterparty"]).any()
    assert not made.payments["transaction_id"].duplicated().any()
    for frame in (made.invoices, made.payments, made.truth, made.noise):
        assert frame.map(lambda value: isinstance(value, str)).all().all()


@EVERY_BOOK
def test_truth_names_rows_that_exist_once_and_every_line_is_truth_or_noise(
    difficulty: str, seed: int
) -> None:
    made = books(difficulty, seed)
    pairs = made.truth[["invoice_number", "counterparty", "transaction_id"]]
    assert not pairs.duplicated().any()
    invoices = set(zip(made.invoices["invoice_number"], made.invoices["counterparty"], strict=True))
    assert set(zip(pairs["invoice_number"], pairs["counterparty"], strict=True)) <= invoices
    matched, idle = set(pairs["transaction_id"]), set(made.noise["transaction_id"])
    assert not matched & idle
    assert matched | idle == set(made.payments["transaction_id"])


@EVERY_BOOK
def test_a_payment_is_its_allocations_plus_what_stays_on_account(difficulty: str, seed: int) -> None:
    made = books(difficulty, seed)
    allocated: Counter[str] = Counter()
    for row in made.truth.itertuples():
        allocated[row.transaction_id] += cents(row.allocated_amount)
    amounts = dict(zip(made.payments["transaction_id"], map(cents, made.payments["amount"]), strict=True))
    on_account = {
        f"{p.paid_on:%Y%m%d}-{p.sequence:06d}": p.on_account_cents for p in world(difficulty, seed).payments
    }
    for transaction, total in allocated.items():
        assert on_account[transaction] >= 0
        assert total + on_account[transaction] == amounts[transaction]


@EVERY_BOOK
def test_an_invoice_is_never_settled_beyond_its_total(difficulty: str, seed: int) -> None:
    made = world(difficulty, seed)
    covered: Counter[int] = Counter()
    for payment in made.payments:
        for part in payment.allocations:
            assert part.deduction_cents >= 0
            assert (part.ledger_cents > 0) == (part.invoice.cents > 0)
            covered[part.invoice.index] += part.ledger_cents + part.deduction_cents
            if part.invoice.currency == "USD":
                assert part.cents == part.ledger_cents
    for index, total in covered.items():
        whole = made.invoices[index].cents
        assert 0 < total <= whole if whole > 0 else total == whole
    assert len(covered) < len(made.invoices)


def test_every_situation_is_present() -> None:
    everywhere: set[str] = set()
    idle: set[str] = set()
    for difficulty in ("typical", "hard"):
        for seed in KINDS:
            found = set(books(difficulty, seed).truth["situation"])
            assert found >= IN_EVERY_BOOK, (difficulty, seed, IN_EVERY_BOOK - found)
            everywhere |= found
            idle |= set(books(difficulty, seed).noise["situation"])
    assert everywhere >= SOMEWHERE, SOMEWHERE - everywhere
    assert idle >= NOISE_SOMEWHERE, NOISE_SOMEWHERE - idle


@EVERY_BOOK
def test_true_ties_are_marked_and_most_rows_can_be_decided(difficulty: str, seed: int) -> None:
    truth = books(difficulty, seed).truth
    planted = truth[truth["situation"] == "true_tie"]
    assert len(planted) >= 2
    assert (planted["tie"] == "1").all()
    assert (truth.loc[truth["tie"] == "1", "ambiguous"] == "1").all()
    payouts = truth[truth["situation"] == "card_payout_batch"]
    assert (payouts["ambiguous"] == "1").all()
    assert (truth["ambiguous"] == "1").mean() < 0.25


def test_intact_references_are_never_called_ambiguous() -> None:
    for seed in KINDS:
        truth = books("typical", seed).truth
        intact = truth[truth["situation"].isin(["exact_reference", "reference_in_text", "reference_list"])]
        assert (intact["ambiguous"] == "0").all()


def test_references_are_better_in_clean_books_than_in_hard_ones() -> None:
    def legible(difficulty: str) -> float:
        parts = [a for seed in KINDS for p in world(difficulty, seed).payments for a in p.allocations]
        return sum(a.clue.kind == "number" and not a.clue.twist for a in parts) / len(parts)

    assert legible("clean") > legible("typical") + 0.1 > legible("hard") + 0.15


def test_some_books_have_no_payer_column_and_bank_texts_are_capitals() -> None:
    made = [books(difficulty, seed) for difficulty in ("clean", "typical", "hard") for seed in KINDS]
    named = [(b.payments["counterparty"] != "").any() for b in made]
    assert True in named
    assert False in named
    for book in made:
        assert (book.payments["description"] == book.payments["description"].str.upper()).all()


def test_six_seeds_in_a_row_are_six_kinds_of_company() -> None:
    assert len({world("typical", seed).trade.kind for seed in KINDS}) == 6


def test_a_returned_payment_and_its_return_cancel() -> None:
    made = world("typical", 0)
    returned = [p for p in made.payments if p.situation == "nsf_return"]
    originals = Counter(p.cents for p in made.payments if p.situation == "nsf_original")
    assert returned
    for line in returned:
        assert line.cents < 0
        assert any(originals[-line.cents - fee] for fee in (0, 700, 1200, 1500))


def test_the_books_depend_on_nothing_but_their_arguments() -> None:
    program = (
        "import hashlib; from tests.bench.american_books import make; b = make('hard', 400, 11);"
        "t = ''.join(f.to_csv() for f in (b.invoices, b.payments, b.truth, b.noise));"
        "print(hashlib.sha256(t.encode()).hexdigest())"
    )
    digests = set()
    for hash_seed in ("1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
        digests.add(run.stdout.strip())
    here = make("hard", 400, 11)
    text = "".join(f.to_csv() for f in (here.invoices, here.payments, here.truth, here.noise))
    assert digests == {hashlib.sha256(text.encode()).hexdigest()}
    other = make("hard", 400, 17)
    assert not here.invoices.equals(other.invoices)


def test_generator_knows_neither_the_engine_nor_other_generators() -> None:
    files = sorted((ROOT / "tests" / "bench").glob("american_*.py"))
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            for module in modules:
                assert not module.startswith("core"), (file.name, module)
                own = module.startswith(("tests.bench.american_", "tests.bench.books"))
                assert own or not module.startswith("tests"), (file.name, module)


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(KeyError):
        make("easy", 100, 1)
    with pytest.raises(ValueError, match="at least 20"):
        make("clean", 5, 1)


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [("48213", "48213", True), ("48213", "4821", True), ("48213", "48123", True), ("48213", "48231", True),
     ("48213", "48312", False), ("48213", "482", False)],
)  # fmt: skip
def test_one_error_apart_is_one_typing_error(one: str, two: str, near: bool) -> None:
    assert one_error_apart(one, two) is near


def test_subset_solutions_counts_equal_amounts_once() -> None:
    assert subset_solutions([100, 100, 300], 400) == 1
    assert subset_solutions([100, 200, 300], 300) == 2
    assert subset_solutions([100, -20, 55], 80) == 1
    assert subset_solutions([], 10) == 0
