"""What a processor sent to the company's bank, what it was made of and which bank line it became."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.model.money import Money


@dataclass(frozen=True, slots=True)
class Payout:
    """A payout as the processor reports it.

    `amount` is what should arrive at the bank: positive when money comes in, negative when the processor
    takes a negative balance back. `arrives_on` is the day the processor names for the bank (None when it
    names none). `bank_key` is what may stand on the bank line (Square's `end_to_end_id`, Stripe's trace id,
    "" when there is none). `complete` says whether the processor vouches that its transactions are all
    known: only then does a sum that differs prove anything.
    """

    processor: str
    id: str
    amount: Money
    arrives_on: date | None
    status_word: str = ""
    bank_key: str = ""
    complete: bool = True
    source_row: int = 0


class BankTie(StrEnum):
    """How a payout was found among the company's bank lines."""

    KEY = "key"  # its key stands on the bank line
    AMOUNT_AND_DAY = "amount_and_day"  # the only line of its amount within the days of the window
    AMBIGUOUS = "ambiguous"  # several lines, or several payouts, have an equal claim: a person decides
    MISSING = "missing"  # no line fits


@dataclass(frozen=True, slots=True)
class PayoutTrace:
    """A payout opened: its parts, what they add up to and where it arrived. All money in its currency.

    `gross` sums the charges, `refunds` and `disputes` what was given or taken back (positive numbers),
    `fees` what the processor kept, `others` everything else (adjustments, won disputes). What should have
    been paid out is `gross - fees - refunds - disputes + others`; `off` is the payout less that: zero to
    the cent when the chain holds. `bank_keys` names the bank line (several when ambiguous).
    """

    processor: str
    payout_id: str
    transactions: int
    gross: Money
    fees: Money
    refunds: Money
    disputes: Money
    others: Money
    paid: Money
    off: Money
    tie: BankTie
    bank_keys: tuple[str, ...] = ()

    @property
    def expected(self) -> Money:
        """What the parts add up to."""
        return self.gross - self.fees - self.refunds - self.disputes + self.others
