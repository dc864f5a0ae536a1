"""Money kept back of several invoices and released later, both in the same books."""

from datetime import date

import pandas as pd
import pytest

from core.matching import engine
from core.matching.rests import rests
from tests.matching.books import frames, invoice, payment, trade

BUILDER = "Oakridge Builders"
OWED = {"8101": 911_340, "8102": 1_204_400, "8103": 733_090}


def books(released: int, firsts: bool = True) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Three invoices of JOB 58214, nine tenths of each paid by its number, and a release months later."""
    bills, lines = trade()
    bills += [invoice(key, owed, counterparty=BUILDER, reference="58214") for key, owed in OWED.items()]
    if firsts:
        lines += [
            payment(f"first {key}", owed * 9 // 10, counterparty=BUILDER, description=f"INV-{key} LESS 10%")
            for key, owed in OWED.items()
        ]
    text = "JOB 58214 RETAINAGE RELEASE"
    lines.append(payment("late", released, counterparty=BUILDER, description=text, paid_on=date(2026, 5, 20)))
    return frames(bills, lines)


def released(pairs: pd.DataFrame) -> dict[str, int]:
    late = pairs[(pairs["payment"] == "late") & (pairs["decision"] == "auto")]
    return dict(zip(late["invoice"], late["payment_minor"], strict=True))


def test_a_release_settles_what_each_first_payment_left() -> None:
    whole = {key: owed // 10 for key, owed in OWED.items()}
    book = books(sum(whole.values()))
    outcome = engine.match(*book)
    assert released(outcome.pairs) == whole
    mine = outcome.automatic()
    mine = mine[mine["invoice"].isin(OWED)]
    settled = (mine["invoice_minor"] + mine["adjustment_minor"]).groupby(mine["invoice"]).sum()
    assert settled.to_dict() == OWED, "nothing is booked off that was only kept back"
    assert not set(rests(*book, outcome)["key"]) & set(OWED)


@pytest.mark.parametrize(("off", "firsts"), [(1, True), (0, False)])
def test_a_release_needs_its_first_payments_and_the_very_sum(off: int, firsts: bool) -> None:
    """a cent more than was kept back, or kept back of nothing that was paid"""
    amount = sum(owed // 10 for owed in OWED.values()) + off
    assert not released(engine.match(*books(amount, firsts)).pairs)
