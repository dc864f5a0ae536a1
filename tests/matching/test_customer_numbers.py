"""A customer's number in the bank's text says who pays, as the name would; a ledger account says nothing."""

import pandas as pd

from core.matching import engine
from tests.matching.books import frames, invoice, payment, trade


def run(account: str, others: str) -> pd.DataFrame:
    """A payment of 4,317.22 that gives C10422 alone; other customers' numbers begin with `others`."""
    bills, lines = trade()
    bills = [bill | {"customer_number": f"{others}{at % 15:03d}"} for at, bill in enumerate(bills)]
    own = invoice("9001", 431_722, counterparty="Harbour Freight Lines", customer_number=account)
    line = payment("x", 431_722, description="DEPOSIT ACCT C10422")
    pairs = engine.match(*frames([*bills, own], [*lines, line])).pairs
    return pairs[(pairs["payment"] == "x") & (pairs["decision"] == "auto")]


def test_a_customers_number_names_the_payer() -> None:
    found = run("C10422", "C20")
    assert set(found["invoice"]) == {"9001"}
    assert found["reasons"].str.split("|").map(lambda codes: "customer_number" in codes).all()


def test_an_account_that_several_customers_share_names_nobody() -> None:
    bills, lines = trade()
    bills = [bill | {"customer_number": "C10422"} for bill in bills]
    line = payment("x", int(str(lines[0]["amount_minor"])), description="DEPOSIT ACCT C10422")
    pairs = engine.match(*frames(bills, [*lines[1:], line])).pairs
    assert not pairs.loc[pairs["payment"] == "x", "reasons"].str.contains("customer_number").any()
