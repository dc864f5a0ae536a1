"""Northwind's week of card sales: the engine finds what was planted, all of it and nothing else."""

import csv

from data.demo import HERE
from data.demo_settlement import DAYS

FOLDER = HERE / "demo" / "northwind-services"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_payout_is_the_sum_of_its_rows_and_stands_at_the_bank():
    stripe = rows("stripe.csv")
    paid = [row for row in stripe if row["reporting_category"] == "payout"]
    assert len(paid) == DAYS - 1
    for payout in paid:
        parts = [row for row in stripe if row["automatic_payout_id"] == payout["source_id"] and row != payout]
        assert sum(cents(row["net"]) for row in parts) == -cents(payout["gross"])
        (line,) = [row for row in rows("stripe_bank.csv") if payout["source_id"] in row["description"]]
        assert cents(line["amount"]) == -cents(payout["gross"])


def test_invoices_paid_by_card_are_in_the_books_with_that_amount_and_paid_by_no_bank_line():
    books = {row["invoice_number"]: row["total_amount"] for row in rows("invoices.csv")}
    paid = {row["invoice_number"] for row in rows("truth.csv")}
    charges = [row for row in rows("stripe.csv") if row["reporting_category"] == "charge"]
    about = "payment_metadata[invoice]"
    named = {row[about]: row["gross"] for row in charges if row[about] in books}
    assert len(named) == 2 * DAYS - 2  # one charge names its customer alone, one nothing
    assert all(cents(books[number]) == cents(gross) for number, gross in named.items())
    assert not paid & set(named)


def test_the_card_truth_is_the_lines_of_the_payouts_and_their_unpaid_invoices():
    books = {(row["invoice_number"], row["counterparty"]) for row in rows("invoices.csv")}
    lines = {row["transaction_id"] for row in rows("stripe_bank.csv")}
    pairs = rows("card_truth.csv")
    assert len(pairs) == 2 * (DAYS - 1)
    assert {row["transaction_id"] for row in pairs} == lines
    assert {(row["invoice_number"], row["counterparty"]) for row in pairs} <= books


def cents(amount: str) -> int:
    return int(amount.replace(".", ""))
