"""What was paid: one line of a bank or processor statement."""

from dataclasses import dataclass
from datetime import date

from core.model.money import Money


@dataclass(frozen=True, slots=True)
class Payment:
    """A bank line as it stands in a file.

    `amount` is signed from the bank's point of view: positive when money came in. `bank_id` is the bank's
    own transaction id (may be empty or reused); `structured_reference` a machine-readable reference such as
    an ISO 11649 or a Belgian +++ number; `source_row` the row of the file it was read from.
    """

    paid_on: date
    amount: Money
    bank_id: str = ""
    counterparty: str = ""
    description: str = ""
    reference: str = ""
    method: str = ""
    check_number: str = ""
    structured_reference: str = ""
    account: str = ""
    value_on: date | None = None
    counterparty_account: str = ""
    status: str = "booked"
    source_row: int = 0
