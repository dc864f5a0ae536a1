"""Claims about the demo companies and samples: same bytes every time, every situation, true to the cent."""

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.demo import HERE, all_files
from data.demo_books import INVOICE_COLUMNS, NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS
from data.demo_calendar import FIRST_DAY, LAST_DAY, is_business_day, to_usd_minor

Row = dict[str, str]
NORTHWIND = "demo/northwind-services"
HARBOR = "demo/harbor-and-pine"
SAMPLE = "samples"
COMPANIES = (NORTHWIND, HARBOR)

PAID_SITUATIONS = {
    "exact_reference",
    "several_references",
    "reformatted_reference",
    "damaged_reference",
    "no_reference",
    "truncated_name",
    "abbreviated_name",
    "purchase_order_only",
    "structured_reference",
    "early_payment",
    "late_payment",
    "early_discount",
    "unearned_discount",
    "rounding",
    "instalment",
    "combined_without_reference",
    "credit_note_netted",
    "credit_note_refund",
    "equal_monthly_with_reference",
    "equal_monthly",
    "equal_monthly_gap",
    "paid_twice_first",
    "short_paid",
    "missing_credit_note",
    "overpaid",
    "paid_by_group_company",
    "nameless_deposit",
    "direct_debit",
}
ONLY_NORTHWIND = {
    "bank_fee",
    "card_fee",
    "card_payout",
    "foreign_currency",
    "repaid_after_return",
    "check_number_only",
}
SET_ASIDE = {"payroll", "rent", "tax", "transfer", "bank_charge", "interest", "unknown", "paid_twice"}
LEFT_OPEN = {"short_paid", "missing_credit_note", "unearned_discount"}


def rows(folder: str, name: str) -> list[Row]:
    with (HERE / folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def minor(text: str) -> int:
    """Hundredths out of a plain decimal with exactly two digits."""
    match = re.fullmatch(r"(-?)(\d+)\.(\d\d)", text)
    assert match, text
    return int(match[1] + match[2] + match[3])


def key(row: Row) -> tuple[str, str, str]:
    return row["invoice_number"], row["direction"], row["counterparty"]


def signed(invoice: Row) -> int:
    total = minor(invoice["total_amount"])
    return total if invoice["direction"] == "receivable" else -total


def lines_name(folder: str) -> str:
    return "bank_lines.csv" if folder == SAMPLE else "payments.csv"


def payments_with_truth(folder: str) -> Iterator[tuple[Row, list[Row]]]:
    by_line: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(folder, "truth.csv"):
        by_line[row["transaction_id"]].append(row)
    for line in rows(folder, lines_name(folder)):
        if line["transaction_id"] in by_line:
            yield line, by_line[line["transaction_id"]]


def squeezed(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def words_of(line: Row) -> str:
    return squeezed(line["description"] + line["reference"])


def test_the_committed_files_are_what_the_script_writes_byte_for_byte() -> None:
    committed = {
        path.relative_to(HERE).as_posix()
        for folder in ("demo", "samples")
        for path in (HERE / folder).rglob("*.csv")
    }
    written = all_files()
    assert committed == set(written)
    for name, text in written.items():
        assert (HERE / name).read_bytes() == text.encode("utf-8"), f"run python -m data.demo: {name} differs"


def test_another_process_with_another_hash_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    root = HERE.parent
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-m", "data.demo", str(tmp_path)], check=True, cwd=root, env=environment)
    for name, text in all_files().items():
        assert (tmp_path / name).read_bytes() == text.encode("utf-8"), name


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_columns_are_the_documented_ones(folder: str) -> None:
    expected = {
        "invoices.csv": INVOICE_COLUMNS,
        lines_name(folder): PAYMENT_COLUMNS,
        "truth.csv": TRUTH_COLUMNS,
        "noise.csv": NOISE_COLUMNS,
    }
    for name, columns in expected.items():
        header = (HERE / folder / name).read_text(encoding="utf-8").splitlines()[0]
        assert header == ",".join(columns)


def test_northwind_has_the_size_of_a_real_year() -> None:
    invoices = rows(NORTHWIND, "invoices.csv")
    directions = Counter(row["direction"] for row in invoices)
    assert len(invoices) >= 1500
    assert directions["receivable"] > 4 * directions["payable"] > 4 * 150
    assert len(rows(NORTHWIND, "payments.csv")) >= 1700
    assert Counter(row["currency"] for row in invoices).keys() == {"USD", "EUR", "GBP"}


def test_harbor_and_the_sample_have_their_sizes() -> None:
    assert 330 <= len(rows(HARBOR, "invoices.csv")) <= 370
    assert 380 <= len(rows(HARBOR, "payments.csv")) <= 430
    assert 38 <= len(rows(SAMPLE, "invoices.csv")) <= 44
    assert 42 <= len(rows(SAMPLE, "bank_lines.csv")) <= 50


def test_both_companies_use_the_same_invoice_numbers_and_line_ids() -> None:
    ours, theirs = ({row["invoice_number"] for row in rows(folder, "invoices.csv")} for folder in COMPANIES)
    assert len(ours & theirs) >= 200
    ours, theirs = ({row["transaction_id"] for row in rows(folder, "payments.csv")} for folder in COMPANIES)
    assert len(ours & theirs) >= 200
    ours, theirs = ({row["counterparty"] for row in rows(folder, "invoices.csv")} for folder in COMPANIES)
    assert ours & theirs


def test_the_sample_shares_no_invoice_number_with_the_demo() -> None:
    numbers = {row["invoice_number"] for row in rows(SAMPLE, "invoices.csv")}
    for folder in COMPANIES:
        assert numbers.isdisjoint({row["invoice_number"] for row in rows(folder, "invoices.csv")})


def test_every_situation_is_there() -> None:
    for folder, wanted in ((NORTHWIND, PAID_SITUATIONS | ONLY_NORTHWIND), (HARBOR, PAID_SITUATIONS)):
        assert {row["situation"] for row in rows(folder, "truth.csv")} == wanted
        assert {row["situation"] for row in rows(folder, "noise.csv")} >= SET_ASIDE


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_an_invoice_is_one_by_number_direction_and_counterparty(folder: str) -> None:
    invoices = rows(folder, "invoices.csv")
    assert len({key(row) for row in invoices}) == len(invoices)
    lines = rows(folder, lines_name(folder))
    assert len({row["transaction_id"] for row in lines}) == len(lines)


def test_two_suppliers_use_the_same_number() -> None:
    payables = [
        row["invoice_number"] for row in rows(NORTHWIND, "invoices.csv") if row["direction"] == "payable"
    ]
    assert max(Counter(payables).values()) >= 2


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_every_bank_line_is_in_the_truth_or_in_the_noise(folder: str) -> None:
    paid = {row["transaction_id"] for row in rows(folder, "truth.csv")}
    noise = [row["transaction_id"] for row in rows(folder, "noise.csv")]
    lines = {row["transaction_id"] for row in rows(folder, lines_name(folder))}
    assert len(noise) == len(set(noise))
    assert paid.isdisjoint(noise)
    assert paid | set(noise) == lines
    assert {key(row) for row in rows(folder, "truth.csv")} <= {
        key(row) for row in rows(folder, "invoices.csv")
    }


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_what_a_payment_is_for_adds_up_to_the_payment(folder: str) -> None:
    for line, parts in payments_with_truth(folder):
        rest = minor(line["amount"]) - sum(minor(part["allocated_amount"]) for part in parts)
        if parts[0]["situation"] == "overpaid":
            assert rest * minor(line["amount"]) > 0
        else:
            assert rest == 0, line


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_what_an_invoice_received_adds_up_to_the_invoice(folder: str) -> None:
    """Allocations and adjustments make the signed total, less what a shortage or later part leaves."""
    currency_of = {row["transaction_id"]: row["currency"] for row in rows(folder, lines_name(folder))}
    received: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    situations: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    currencies: dict[tuple[str, str, str], str] = {}
    for row in rows(folder, "truth.csv"):
        assert bool(row["adjustment"]) == bool(row["adjustment_amount"])
        received[key(row)] += minor(row["allocated_amount"]) + minor(row["adjustment_amount"] or "0.00")
        situations[key(row)].add(row["situation"])
        assert (
            currencies.setdefault(key(row), currency_of[row["transaction_id"]])
            == currency_of[row["transaction_id"]]
        )
    for invoice in rows(folder, "invoices.csv"):
        if key(invoice) not in received:
            continue
        due = signed(invoice)
        if currencies[key(invoice)] != invoice["currency"]:
            assert situations[key(invoice)] == {"foreign_currency"}
            sign = 1 if due > 0 else -1
            due = sign * to_usd_minor(
                abs(due), invoice["currency"], date.fromisoformat(invoice["issue_date"])
            )
        if situations[key(invoice)] & (LEFT_OPEN | {"instalment"}):
            assert 0 < received[key(invoice)] / due <= 1
        else:
            assert received[key(invoice)] == due, invoice


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_money_moves_in_the_direction_of_its_invoices(folder: str) -> None:
    for line, parts in payments_with_truth(folder):
        assert len({part["direction"] for part in parts}) == 1
        if parts[0]["situation"] != "credit_note_refund":
            assert (minor(line["amount"]) > 0) == (parts[0]["direction"] == "receivable"), line


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_dates_are_iso_and_lie_in_the_year_on_days_banks_work(folder: str) -> None:
    for line in rows(folder, lines_name(folder)):
        day = date.fromisoformat(line["payment_date"])
        assert FIRST_DAY <= day <= LAST_DAY
        assert is_business_day(day), line
        assert minor(line["amount"]) != 0
        assert line["description"] == " ".join(line["description"].split())
    for invoice in rows(folder, "invoices.csv"):
        assert date.fromisoformat(invoice["issue_date"]) <= date.fromisoformat(invoice["due_date"])
        assert minor(invoice["total_amount"]) != 0


@pytest.mark.parametrize("folder", COMPANIES)
def test_paid_twice_means_the_same_amount_twice_and_no_second_invoice(folder: str) -> None:
    lines = {row["transaction_id"]: row for row in rows(folder, "payments.csv")}
    firsts = Counter(
        lines[row["transaction_id"]]["amount"]
        for row in rows(folder, "truth.csv")
        if row["situation"] == "paid_twice_first"
    )
    seconds = Counter(
        lines[row["transaction_id"]]["amount"]
        for row in rows(folder, "noise.csv")
        if row["situation"] == "paid_twice"
    )
    assert firsts == seconds


def test_a_short_payment_is_beyond_any_tolerance() -> None:
    totals = {key(row): abs(minor(row["total_amount"])) for row in rows(NORTHWIND, "invoices.csv")}
    short = [row for row in rows(NORTHWIND, "truth.csv") if row["situation"] == "short_paid"]
    assert len(short) >= 5
    for row in short:
        assert abs(minor(row["allocated_amount"])) <= totals[key(row)] * 93 // 100


@pytest.mark.parametrize("folder", COMPANIES)
def test_a_missing_credit_note_is_named_by_the_payer_and_not_in_the_books(folder: str) -> None:
    known = {row["invoice_number"] for row in rows(folder, "invoices.csv")}
    seen = 0
    for line, parts in payments_with_truth(folder):
        if parts[0]["situation"] == "missing_credit_note":
            named = re.findall(r"CN-\d+", line["description"] + " " + line["reference"])
            assert named
            assert known.isdisjoint(named)
            seen += 1
    assert seen >= 1


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_damaged_and_silent_payments_do_not_carry_the_true_number(folder: str) -> None:
    silent = {"damaged_reference", "no_reference", "truncated_name", "abbreviated_name", "equal_monthly"}
    for line, parts in payments_with_truth(folder):
        if parts[0]["situation"] in silent:
            assert squeezed(parts[0]["invoice_number"]) not in words_of(line), line


@pytest.mark.parametrize("folder", [*COMPANIES, SAMPLE])
def test_exact_reference_carries_the_true_number(folder: str) -> None:
    for line, parts in payments_with_truth(folder):
        if parts[0]["situation"] in {"exact_reference", "equal_monthly_with_reference", "late_payment"}:
            assert squeezed(parts[0]["invoice_number"]) in words_of(line), line


@pytest.mark.parametrize("folder", COMPANIES)
def test_the_books_are_those_of_a_well_run_business(folder: str) -> None:
    """85 to 95 % of payments can be read or have an amount of their own; few invoices are overdue."""
    invoices = {key(row): row for row in rows(folder, "invoices.csv")}
    paid = list(payments_with_truth(folder))
    plain = sum(
        _is_plain(line, [invoices[key(part)] for part in parts], parts, invoices) for line, parts in paid
    )
    assert 0.85 <= plain / len(paid) <= 0.95
    settled = {key(part) for _, parts in paid for part in parts}
    overdue = [
        k for k, row in invoices.items() if k not in settled and row["due_date"] < LAST_DAY.isoformat()
    ]
    assert 0.02 <= len(overdue) / len(invoices) <= 0.06


def _is_plain(
    line: Row, billed: list[Row], parts: list[Row], invoices: dict[tuple[str, str, str], Row]
) -> bool:
    """Every number readable, or the amount that of one open invoice only; nothing left for a person."""
    if parts[0]["situation"] in LEFT_OPEN | {"overpaid"} or parts[0]["ambiguous"] == "1":
        return False
    if all(_readable(row, words_of(line)) for row in billed):
        return True
    day = date.fromisoformat(line["payment_date"])
    same = [
        row
        for row in invoices.values()
        if signed(row) == minor(line["amount"])
        and row["currency"] == line["currency"]
        and date.fromisoformat(row["issue_date"]) - timedelta(days=10) <= day
        and day <= date.fromisoformat(row["due_date"]) + timedelta(days=60)
    ]
    return len(same) == 1


def _readable(invoice: Row, words: str) -> bool:
    number = re.search(r"(\d{3,})\D*$", invoice["invoice_number"])
    names = [invoice["purchase_order_number"], invoice["reference_number"], number[1] if number else ""]
    return any(squeezed(name) and squeezed(name) in words for name in names)


@pytest.mark.parametrize("folder", COMPANIES)
def test_a_nameless_deposit_could_be_for_two_customers(folder: str) -> None:
    invoices = rows(folder, "invoices.csv")
    for line, parts in payments_with_truth(folder):
        if parts[0]["situation"] == "nameless_deposit":
            payers = {
                row["counterparty"]
                for row in invoices
                if row["total_amount"] == line["amount"]
                and row["issue_date"] < line["payment_date"]
                and date.fromisoformat(line["payment_date"])
                < date.fromisoformat(row["due_date"]) + timedelta(days=30)
            }
            assert len(payers) >= 2, line
            assert line["counterparty"] == ""


@pytest.mark.parametrize("folder", COMPANIES)
def test_creditor_references_carry_right_check_digits(folder: str) -> None:
    """ISO 11649: the body, then R and F as 27 and 15, then the check digits, leave 1 modulo 97."""
    found = [row["reference_number"] for row in rows(folder, "invoices.csv")]
    creditor = [text for text in found if text.startswith("RF")]
    assert len(creditor) > 50
    assert all(int(text[4:] + "2715" + text[2:4]) % 97 == 1 for text in creditor)


def test_the_files_open_where_a_newcomer_opens_them() -> None:
    """Plain UTF-8 without a byte order mark, no field that a spreadsheet would take for a formula."""
    for name, text in all_files().items():
        assert not text.startswith("\ufeff")
        assert "\r" not in text
        for row in csv.reader(io.StringIO(text)):
            for cell in row:
                assert not cell.startswith(("=", "+", "@")), (name, row)
