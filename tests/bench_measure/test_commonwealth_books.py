"""Checks that the Commonwealth benchmark books add up, cover their situations and hang on the seed alone."""

import ast
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from tests.bench import measure
from tests.bench.books import INVOICE_COLUMNS, NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books
from tests.bench.commonwealth_bank import channel
from tests.bench.commonwealth_books import World, as_books, make, simulate
from tests.bench.commonwealth_judging import one_slip_apart, solutions
from tests.bench.peers import equal_reference_then_amount

ROOT = Path(__file__).parents[2]
KINDS = range(8)
LEVELS = ("clean", "typical", "hard")
IN_EVERY_BOOK = {
    "reference_in_text",
    "number_reformatted",
    "number_damaged",
    "last_digits",
    "order_number",
    "misleading_number",
    "nameless_deposit",
    "cents_off",
    "rounded",
    "bank_fee",
    "short_pay",
    "overpayment",
    "prepayment",
    "paid_twice",
    "returned_repaid",
    "true_tie",
    "same_amount_same_day",
}
SOMEWHERE = IN_EVERY_BOOK | {
    "exact_reference",
    "customer_number",
    "job_number",
    "no_reference",
    "name_cut",
    "name_abbreviated",
    "name_mistyped",
    "trading_name",
    "parent_pays",
    "parent_pays_group",
    "factor_pays",
    "factor_pays_group",
    "private_account",
    "paid_early",
    "paid_late",
    "early_discount",
    "discount_late",
    "withholding",
    "tax_deducted",
    "retention_held",
    "retention_release",
    "cross_currency",
    "instalments",
    "stage_payment",
    "equal_monthly",
    "gap_in_series",
    "list",
    "list_cut",
    "list_damaged",
    "list_range",
    "remittance_lines",
    "set_without_list",
    "statement_total",
    "credit_netted",
    "credit_refunded",
    "set_off",
    "set_off_shared",
    "bank_fee_shared",
    "cents_off_shared",
    "overpaid_refunded",
    "card_fee",
    "card_payout",
    "card_payout_listed",
    "insurer_part",
    "patient_excess",
}
NOISE_SOMEWHERE = {
    "duplicate_payment",
    "returned_original",
    "return",
    "refund",
    "on_account",
    "payroll",
    "sales_tax",
    "tax_refund",
    "rent",
    "bank_charge",
    "transfer",
    "interest",
    "supplier",
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


EVERY_BOOK = pytest.mark.parametrize(("difficulty", "seed"), [(d, s) for d in LEVELS for s in KINDS])


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
    assert made.payments["payment_date"].is_monotonic_increasing
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
    extra = {
        f"{p.paid_on:%y%m%d}{p.sequence:06d}": p.on_account_cents for p in world(difficulty, seed).payments
    }
    for transaction, total in allocated.items():
        assert extra[transaction] >= 0
        assert total + extra[transaction] == amounts[transaction]


@EVERY_BOOK
def test_an_invoice_is_never_settled_beyond_its_total(difficulty: str, seed: int) -> None:
    made = world(difficulty, seed)
    covered: Counter[int] = Counter()
    for payment in made.payments:
        for part in payment.parts:
            assert part.deduction_cents >= 0
            assert (part.ledger_cents > 0) == (part.invoice.cents > 0)
            covered[part.invoice.index] += part.ledger_cents + part.deduction_cents
            if part.invoice.customer.currency == payment.currency:
                assert part.cents == part.ledger_cents
    for index, total in covered.items():
        whole = made.invoices[index].cents
        assert 0 < total <= whole if whole > 0 else total == whole
    assert len(covered) < len(made.invoices)


@EVERY_BOOK
def test_one_payment_pays_one_payers_invoices_in_one_currency(difficulty: str, seed: int) -> None:
    for payment in world(difficulty, seed).payments:
        customers = {part.invoice.customer.index for part in payment.parts}
        assert len({part.invoice.customer.currency for part in payment.parts}) <= 1
        assert len(payment.parts) <= 28 or payment.situation.startswith("card_payout")
        if len(customers) > 1 and payment.customer is not None:
            assert {part.invoice.customer.payer for part in payment.parts} == {payment.payer}


def test_every_situation_is_present() -> None:
    everywhere: set[str] = set()
    idle: set[str] = set()
    for difficulty in ("typical", "hard"):
        for seed in KINDS:
            found = set(books(difficulty, seed).truth["situation"])
            assert found >= IN_EVERY_BOOK, (difficulty, seed, IN_EVERY_BOOK - found)
            everywhere |= found
            idle |= set(books(difficulty, seed).noise["situation"])
    assert everywhere == SOMEWHERE, everywhere ^ SOMEWHERE
    assert idle >= NOISE_SOMEWHERE, NOISE_SOMEWHERE - idle


@EVERY_BOOK
def test_true_ties_are_marked_and_most_rows_can_be_decided(difficulty: str, seed: int) -> None:
    truth = books(difficulty, seed).truth
    planted = truth[truth["situation"] == "true_tie"]
    assert len(planted) >= 2
    assert (planted["tie"] == "1").all()
    assert (truth.loc[truth["tie"] == "1", "ambiguous"] == "1").all()
    payouts = truth[truth["situation"] == "card_payout"]
    assert (payouts["ambiguous"] == "1").all()
    assert (truth["ambiguous"] == "1").mean() < 0.2


@EVERY_BOOK
def test_a_tie_has_a_rival_of_another_customer_and_nothing_printed_that_tells(
    difficulty: str, seed: int
) -> None:
    made = world(difficulty, seed)
    by_amount: dict[tuple[int, str], set[int]] = {}
    for invoice in made.invoices:
        by_amount.setdefault((invoice.cents, invoice.customer.currency), set()).add(invoice.customer.index)
    for payment in made.payments:
        for part in payment.parts:
            if part.tie:
                assert payment.printed_name == ""
                assert not part.token or part.token not in f"{payment.description} {payment.reference}"
                assert len(by_amount[payment.cents, payment.currency]) > 1


def test_whole_numbers_are_never_called_ambiguous() -> None:
    for seed in KINDS:
        truth = books("typical", seed).truth
        whole = truth[truth["situation"].isin(["exact_reference", "reference_in_text", "card_payout_listed"])]
        assert (whole["ambiguous"] == "0").all()


def test_references_are_better_in_clean_books_than_in_hard_ones() -> None:
    def legible(difficulty: str) -> float:
        parts = [a for seed in KINDS for p in world(difficulty, seed).payments for a in p.parts]
        return sum(part.clue == "number" for part in parts) / len(parts)

    assert legible("clean") > legible("typical") + 0.1 > legible("hard") + 0.15


def test_a_merge_on_equal_references_then_amounts_finds_the_books_neither_trivial_nor_hopeless() -> None:
    def mean_f1(difficulty: str) -> float:
        found = []
        for seed in KINDS:
            made = books(difficulty, seed)
            rows = measure.marked(equal_reference_then_amount(made.invoices, made.payments), made.truth)
            found.append(measure.best_f1(rows, len(made.truth))[0])
        return sum(found) / len(found)

    clean, typical, hard = (mean_f1(level) for level in LEVELS)
    assert 0.92 > clean > typical + 0.05 > hard + 0.1 > 0.75


def test_names_and_words_are_cut_to_the_banks_fields_and_in_capitals() -> None:
    cut = 0
    for seed in KINDS:
        made = world("typical", seed)
        for payment in made.payments:
            way = channel(made.bank, payment.channel)
            assert len(payment.printed_name) <= way.name_length
            assert len(payment.reference) <= way.words_length
            assert payment.description == payment.description.upper()
            cut += payment.spelling == "name_cut"
    assert cut > 100


def test_some_books_have_no_payer_column_some_no_reference_column_some_no_method() -> None:
    made = [books("typical", seed) for seed in KINDS]
    for column in ("counterparty", "reference", "payment_method"):
        assert {bool((book.payments[column] != "").any()) for book in made} == {True, False}, column


def test_eight_seeds_in_a_row_are_eight_kinds_and_seeds_after_them_other_countries() -> None:
    assert len({world("typical", seed).trade.kind for seed in KINDS}) == 8
    assert len({simulate("clean", 100, seed).bank.country for seed in range(24)}) == 10


def test_a_returned_payment_its_return_and_its_repetition_are_of_one_amount() -> None:
    made = world("typical", 0)
    idle = Counter(p.idle for p in made.payments)
    originals = Counter(p.cents for p in made.payments if p.idle == "returned_original")
    assert idle["return"] > 3
    for line in made.payments:
        if line.idle == "return":
            assert any(originals[-line.cents - fee] for fee in (0, 1000, 2500))


def test_the_number_of_invoices_scales_down_and_up() -> None:
    for seed in KINDS:
        assert len(make("hard", 20, seed).invoices) == 20
        large = make("typical", 6000, seed)
        assert len(large.invoices) == 6000
        assert 4000 < len(large.payments) < 8000


def test_the_books_depend_on_nothing_but_their_arguments() -> None:
    program = (
        "import hashlib; from tests.bench.commonwealth_books import make; b = make('hard', 400, 12);"
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
    here = make("hard", 400, 12)
    text = "".join(f.to_csv() for f in (here.invoices, here.payments, here.truth, here.noise))
    assert digests == {sha256(text.encode()).hexdigest()}
    assert not here.invoices.equals(make("hard", 400, 20).invoices)


def test_generator_knows_neither_the_engine_nor_other_generators() -> None:
    files = sorted((ROOT / "tests" / "bench").glob("commonwealth_*.py"))
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module == "tests.bench":
                modules = [f"tests.bench.{name.name}" for name in node.names]
            for module in modules:
                assert not module.startswith("core"), (file.name, module)
                own = module.startswith(("tests.bench.commonwealth_", "tests.bench.books"))
                assert own or not module.startswith("tests"), (file.name, module)


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(KeyError):
        make("easy", 100, 1)
    with pytest.raises(ValueError, match="at least 20"):
        make("clean", 5, 1)


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [("48213", "48213", True), ("48213", "4821", True), ("48213", "48123", True), ("48213", "48312", False),
     ("48213", "482", False), ("48213", "482133", True)],
)  # fmt: skip
def test_one_slip_apart_is_one_typing_error(one: str, two: str, near: bool) -> None:
    assert one_slip_apart(one, two) is near


def test_solutions_are_counted_to_two_and_equal_amounts_are_one_set() -> None:
    assert solutions([100, 100, 300], 400) == 1
    assert solutions([100, 200, 300], 300) == 2
    assert solutions([100, -20, 55], 80) == 1
    assert solutions([], 10) == 0
