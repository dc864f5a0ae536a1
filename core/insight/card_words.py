"""Words for the part of a card payout behind a match: the processor, the payout, each charge and its fee."""

from core.insight.formats import count_text, money_text
from core.insight.settlement_words import processor_name
from core.model.card_part import CardMovement, CardPart
from core.model.money import Money
from core.model.processor_transaction import TransactionKind

_CALLED = {
    TransactionKind.CHARGE: "charge",
    TransactionKind.REFUND: "refund",
    TransactionKind.DISPUTE: "chargeback",
    TransactionKind.DISPUTE_WON: "chargeback won",
    TransactionKind.FEE: "fee of the account",
}
_SHOWN = 6  # movements, or invoices, that are named one by one


def card_text(part: CardPart) -> str:
    """`paid by card through Stripe, payout po_1: charge ch_1 of 100.00 USD, fee 3.20 USD`."""
    named = ", ".join(_movement(one) for one in part.movements[:_SHOWN])
    more = len(part.movements) - _SHOWN
    rest = f" and {count_text(more, 'more movement')}" if more > 0 else ""
    return f"paid by card through {processor_name(part.processor)}, payout {part.payout_id}: {named}{rest}"


def cards_text(parts: tuple[tuple[str, CardPart], ...]) -> str:
    """Which charge paid which invoice: one sentence for each of the first, and how many more there are."""
    said = [f"{number} was {card_text(part)}." for number, part in parts[:_SHOWN]]
    if len(parts) > _SHOWN:
        said.append(f"{count_text(len(parts) - _SHOWN, 'more invoice')} in the same way.")
    return " ".join(said)


def _movement(one: CardMovement) -> str:
    called = _CALLED.get(one.kind, "movement")
    said = f"{called} {one.id} of {_money(one.amount)}"
    return f"{said}, fee {_money(one.fee)}" if one.fee else said


def _money(amount: Money) -> str:
    return money_text(abs(amount.minor), amount.currency)
