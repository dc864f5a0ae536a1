"""A remittance text cut off by the bank: the lines that can be read are allocated, the others wait."""

import pandas as pd
import pytest

from core.matching import engine
from tests.matching.books import frames, invoice, payment, trade

PAYER = "Juniper Legal"
LIST = "INV-9001 410.11 INV-9002 522.43 INV-9003 1,208.05"


def _match(description: str, paid: int) -> pd.DataFrame:
    """A payment over three listed invoices and something no invoice in the books explains."""
    bills, lines = trade()
    listed = [("9001", 41_011), ("9002", 52_243), ("9003", 120_805)]
    bills += [invoice(key, amount, counterparty=PAYER) for key, amount in listed]
    lines.append(payment("x", paid, counterparty=PAYER, description=description))
    pairs = engine.match(*frames(bills, lines)).pairs
    return pairs[(pairs["payment"] == "x") & (pairs["decision"] == "auto")]


@pytest.mark.parametrize("cut", ["", " INV-90", " INV-9004 77"])
def test_lines_stated_in_full_are_settled_though_the_text_is_cut_off(cut: str) -> None:
    found = _match(LIST + cut, 300_017)
    assert dict(zip(found["invoice"], found["payment_minor"], strict=True)) == {
        "9001": 41_011,
        "9002": 52_243,
        "9003": 120_805,
    }
    assert set(found["adjustment_minor"]) == {0}


def test_a_line_whose_stated_amount_is_not_what_is_open_is_left_out() -> None:
    """41.12 beside an invoice over 410.11 may be a part or a slip: it is not called settled."""
    found = _match(LIST.replace("410.11", "41.12") + " INV-90", 300_017)
    assert set(found["invoice"]) == {"9002", "9003"}
