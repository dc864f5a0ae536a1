"""What the company's own records say about a transaction that a processor should know as well."""

from dataclasses import dataclass
from datetime import datetime

from core.model.money import Money
from core.model.processor_transaction import TransactionKind, TransactionStatus


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of the company's ledger.

    Signs, `fee`, `occurred_at` (UTC), `timed` and `hundredths` as in `ProcessorTransaction`. `transaction_id`
    is the processor's id as the ledger recorded it; `processor` is "" where the ledger does not name one.
    """

    transaction_id: str
    processor: str
    kind: TransactionKind
    status: TransactionStatus
    amount: Money
    fee: Money | None
    occurred_at: datetime
    timed: bool = True
    status_word: str = ""
    reference: str = ""
    parent_id: str = ""
    payout_id: str = ""
    merchant_id: str = ""
    source_row: int = 0
    hundredths: int = 0
