"""A chain names every step in order, and its money adds up to the cent."""

import pandas as pd

from core.insight import settlement_chain as chains
from core.insight.settlement_chain import LinkState
from core.insight.settlement_words import TIE_WORDS
from core.model.money import Money
from core.model.payout import BankTie

COLUMNS = (
    "transaction_id",
    "kind",
    "status",
    "amount_minor",
    "fee_minor",
    "currency",
    "occurred_at",
    "payout_id",
)
NOON = pd.Timestamp("2026-11-19 12:00", tz="UTC")


def rows(*given):
    return pd.DataFrame([(*each, "USD", NOON, "po_1") for each in given], columns=COLUMNS)


MOVEMENTS = rows(("ch_1", "charge", "settled", 500_00, 14_80), ("re_1", "refund", "settled", -100_00, 0))


def usd(minor):
    return Money(minor, "USD")


def test_charge_fee_and_refund_follow_each_other_with_their_signs():
    links = chains.movement_links(MOVEMENTS, MOVEMENTS)
    assert [(link.label, link.money) for link in links] == [
        ("Charge", "500.00 USD"),
        ("Fee", "−14.80 USD"),
        ("Refund", "−100.00 USD"),
    ]
    assert {link.state for link in links} == {LinkState.FINE}


def test_what_the_ledger_lacks_and_what_it_has_otherwise_stands_out():
    ledger = rows((" CH_1 ", "charge", "settled", 480_00, 14_00))
    charge, fee, refund = chains.movement_links(MOVEMENTS, ledger)
    assert (charge.state, charge.notes[-1]) == (LinkState.OFF, "the ledger has 480.00 USD")
    assert (fee.state, fee.notes[-1]) == (LinkState.OFF, "the ledger has −14.00 USD")
    assert (refund.state, refund.notes[-1]) == (LinkState.MISSING, "not in the ledger")


def test_what_only_the_ledger_has_is_shown_last():
    ledger = pd.concat([MOVEMENTS, rows(("ch_9", "charge", "settled", 7_00, 0))])
    assert chains.movement_links(MOVEMENTS, ledger)[-1].notes == ("19 Nov 2026, only in the ledger",)


def test_a_transactions_share_of_its_payout_is_what_its_movements_leave():
    assert chains.share_of(MOVEMENTS, "po_1", "USD") == usd(385_20)
    assert chains.share_of(MOVEMENTS, "po_2", "USD") is None


def test_a_payouts_parts_add_up_in_one_line():
    parts = {"charges": usd(500_00), "refunds": usd(-100_00), "fees": usd(-14_80), "disputes": usd(0)}
    assert chains.payout_sum(parts, usd(385_20), usd(0)) == (
        "Charges 500.00 USD + refunds −100.00 USD + fees −14.80 USD = 385.20 USD, paid out to the cent."
    )
    assert chains.payout_sum(parts, usd(380_20), usd(-5_00)).endswith(
        "= 385.20 USD; paid out 380.20 USD: −5.00 USD off."
    )


def test_a_payout_without_a_bank_line_or_with_several_waits_for_a_person():
    lines = pd.DataFrame(
        [(pd.Timestamp("2026-11-20"), 385_20, "USD", "STRIPE")] * 2,
        columns=["paid_on", "amount_minor", "currency", "description"],
    )
    for bank, state in ((lines[:0], LinkState.MISSING), (lines[:1], LinkState.FINE), (lines, LinkState.OFF)):
        tie = BankTie.KEY
        _, found = chains.payout_links("po_1", usd(385_20), None, usd(385_20), usd(0), True, bank, tie)
        assert found.state is state
        assert (TIE_WORDS[tie] in found.notes) == (state is LinkState.FINE)


def test_an_invoice_that_is_not_in_the_books_is_named():
    none = pd.DataFrame(columns=["number", "counterparty", "issued_on", "amount_minor", "currency"])
    (link,) = chains.invoice_links(none, ("INV-1",))
    assert (link.state, link.notes) == (LinkState.MISSING, ("“INV-1” is no invoice in the books",))
