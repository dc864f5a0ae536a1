"""What of a processor's payout stands behind one match: the charges, refunds and fees about one invoice."""

from dataclasses import dataclass

from core.model.money import Money
from core.model.processor_transaction import TransactionKind


@dataclass(frozen=True, slots=True)
class CardMovement:
    """One movement of the processor; `amount` signed as the company sees it, `fee` positive when it costs."""

    id: str
    kind: TransactionKind
    amount: Money
    fee: Money


@dataclass(frozen=True, slots=True)
class CardPart:
    """The movements of one payout that one match is made of, in the bank line's currency."""

    processor: str
    payout_id: str
    movements: tuple[CardMovement, ...]

    @property
    def gross(self) -> Money:
        """What they put on the invoice: charges less refunds and chargebacks."""
        of_invoice = [one for one in self.movements if one.kind is not TransactionKind.FEE]
        return sum((one.amount for one in of_invoice[1:]), of_invoice[0].amount)

    @property
    def fees(self) -> Money:
        """What the processor kept of it."""
        kept = [
            -one.amount + one.fee if one.kind is TransactionKind.FEE else one.fee for one in self.movements
        ]
        return sum(kept[1:], kept[0])
