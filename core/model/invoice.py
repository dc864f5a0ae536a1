"""What was billed: an invoice or, with a negative total, a credit note."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.model.money import Money


class Direction(StrEnum):
    """Which way the money of an invoice moves."""

    RECEIVABLE = "receivable"  # the counterparty is billed, money comes in
    PAYABLE = "payable"  # the counterparty is the issuer, money goes out

    @property
    def sign(self) -> int:
        """+1 where a positive invoice brings money in, -1 where it takes money out."""
        return 1 if self is Direction.RECEIVABLE else -1


class ItemState(StrEnum):
    """The one state an invoice or a bank line is in at any moment; they sum to what was imported."""

    OPEN = "open"  # nothing known to be wrong, nothing proposed
    PROPOSED = "proposed"  # the engine proposes a match, a person decides
    SETTLED = "settled"  # allocations and adjustments cover it wholly
    EXCEPTED = "excepted"  # an open exception case names it
    SET_ASIDE = "set_aside"  # void, or a bank line that is not about invoices


@dataclass(frozen=True, slots=True)
class LineItem:
    """One printed line of an invoice."""

    position: int
    description: str
    quantity: str
    total: Money


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice as it stands in a file, before it has a row of its own.

    `total` is negative for a credit note. `terms` is kept as printed ("2/10 net 30"). `due_on` may be
    missing. `source_row` is the row of the file it was read from (1 is the first line of the file).
    """

    number: str
    direction: Direction
    counterparty: str
    issued_on: date
    due_on: date | None
    total: Money
    terms: str = ""
    purchase_order: str = ""
    reference: str = ""
    account: str = ""
    source_row: int = 0
    line_items: tuple[LineItem, ...] = ()
