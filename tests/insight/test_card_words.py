"""A match through a card payout says which charge paid which invoice, through whom and less what fee."""

from core.insight.card_words import card_text, cards_text
from core.model.card_part import CardMovement, CardPart
from core.model.money import Money
from core.model.processor_transaction import TransactionKind


def moved(
    name: str, minor: int, fee: int = 0, kind: TransactionKind = TransactionKind.CHARGE
) -> CardMovement:
    return CardMovement(name, kind, Money(minor, "USD"), Money(fee, "USD"))


REFUNDED = CardPart(
    "stripe", "po_1", (moved("ch_1", 100_00, 3_20), moved("re_1", -40_00, 0, TransactionKind.REFUND))
)
WITH_FEE = CardPart(
    "paypal", "po_2", (moved("ch_2", 10_00, 59), moved("fee_1", -2_00, 0, TransactionKind.FEE))
)


def test_the_charge_its_fee_and_its_refund_are_named_without_signs() -> None:
    assert card_text(REFUNDED) == (
        "paid by card through Stripe, payout po_1: charge ch_1 of 100.00 USD, fee 3.20 USD, "
        "refund re_1 of 40.00 USD"
    )


def test_gross_less_fees_is_what_came() -> None:
    assert (REFUNDED.gross, REFUNDED.fees) == (Money(60_00, "USD"), Money(3_20, "USD"))
    assert (WITH_FEE.gross, WITH_FEE.fees) == (Money(10_00, "USD"), Money(2_59, "USD"))


def test_of_many_invoices_the_first_are_named_and_the_others_counted() -> None:
    said = cards_text(tuple((f"INV-{at}", WITH_FEE) for at in range(8)))
    assert said.startswith("INV-0 was paid by card through PayPal, payout po_2: charge ch_2 of 10.00 USD")
    assert said.endswith("2 more invoices in the same way.")
    assert "INV-6" not in said
