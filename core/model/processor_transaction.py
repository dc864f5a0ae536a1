"""What a payment processor says it took or gave back: one transaction of Stripe, PayPal or the like."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.model.money import Money


class TransactionKind(StrEnum):
    """What a processor's transaction is about."""

    CHARGE = "charge"  # money taken from a payer
    REFUND = "refund"  # money given back to a payer
    DISPUTE = "dispute"  # a chargeback: money taken back by the payer's bank
    DISPUTE_WON = "dispute_won"  # a chargeback decided for the company: the money comes back
    FEE = "fee"  # a charge of the processor that belongs to no single transaction
    ADJUSTMENT = "adjustment"  # anything else that moves the balance: corrections, currency conversion
    HOLD = "hold"  # money set aside by the processor, or its release; moves nothing for good
    PAYOUT = "payout"  # the balance sent to the company's bank, as a row among the transactions
    UNKNOWN = "unknown"  # the source names none, or one that is not known; kept and shown


class TransactionStatus(StrEnum):
    """How far a transaction has come. Every processor's and ledger's own word falls into one of these."""

    SETTLED = "settled"  # completed, succeeded, paid, posted, available
    PENDING = "pending"  # under way: authorised, processing, on hold
    FAILED = "failed"  # never came about: declined, cancelled, voided, expired
    REFUNDED = "refunded"  # given back, wholly or in part
    DISPUTED = "disputed"  # charged back, or under dispute
    UNKNOWN = "unknown"  # no word, or one that is not known


@dataclass(frozen=True, slots=True)
class ProcessorTransaction:
    """One row of a processor's own record.

    `amount` is gross and signed from the company's point of view: positive for a charge, negative for a
    refund, a dispute or a payout. `fee` is what the processor keeps of it: positive when it costs the
    company, None when the source does not say. `occurred_at` is a moment in UTC; `timed` is False where the
    source gives the day only. `id` is not unique by nature (PayPal): `key` is. `reference` is the company's
    own (invoice or order number), `parent_id` the charge that a refund or a dispute is about, `payout_id`
    the payout it was paid out with ("" while it was not). `word` and `status_word` are the processor's own
    words for kind and status, kept as they came. `hundredths` is the amount times 100 where a currency
    without decimals was written with some (`amount` is rounded then), else 0.
    """

    processor: str
    id: str
    kind: TransactionKind
    status: TransactionStatus
    amount: Money
    fee: Money | None
    occurred_at: datetime
    timed: bool = True
    word: str = ""
    status_word: str = ""
    reference: str = ""
    parent_id: str = ""
    payout_id: str = ""
    merchant_id: str = ""
    payer: str = ""
    description: str = ""
    available_on: date | None = None
    source_row: int = 0
    hundredths: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it one transaction: its id is not enough everywhere (PayPal gives it to a payment, its
        hold and its conversion alike)."""
        when = self.occurred_at.isoformat()
        return (self.processor, self.id, self.word, when, str(self.amount.minor), self.amount.currency)

    @property
    def net(self) -> Money:
        """What it adds to the balance: gross less the fee, as far as the fee is known."""
        return self.amount if self.fee is None else self.amount - self.fee
