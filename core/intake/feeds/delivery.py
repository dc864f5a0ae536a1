"""What one fetch brought: whole, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from core.model.errors import FetchError, MoneyError
from core.model.ledger_entry import LedgerEntry
from core.model.money import Money
from core.model.payout import Payout
from core.model.processor_transaction import ProcessorTransaction, TransactionStatus

# Where a company writes its own invoice or order number among a processor's free fields, best first.
REFERENCE_FIELDS = (
    "invoice_number",
    "invoice_id",
    "invoice",
    "order_number",
    "order_id",
    "order",
    "reference_number",
    "reference",
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """All that a source had for the window from `since` to `until` (exclusive, UTC).

    `complete_until` is how far the source's own data reach where it says so: what is missing after that
    moment may still come.
    """

    since: datetime
    until: datetime
    transactions: tuple[ProcessorTransaction, ...] = ()
    payouts: tuple[Payout, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()
    complete_until: datetime | None = None


def moment(who: str, text: str) -> datetime:
    """A moment with its zone, as UTC; raises `FetchError` for one that cannot be read or names no zone."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise FetchError(f"{who} sent “{text[:40]}”, which is no moment.") from error
    if at.tzinfo is None:
        raise FetchError(f"{who} sent “{text[:40]}”, which names no time zone.")
    return at.astimezone(UTC)


def major(who: str, text: str, currency: str) -> Money:
    """Money from a decimal text in major units; raises `FetchError` when it is none in that currency."""
    try:
        return Money.of(text, currency)
    except MoneyError as error:
        raise FetchError(f"{who} sent an amount that is none: {error}") from error


def minor(who: str, amount: int, currency: str) -> Money:
    """Money from ISO minor units; raises `FetchError` for what is no currency."""
    try:
        return Money(amount, currency)
    except MoneyError as error:
        raise FetchError(f"{who} sent an amount that is none: {error}") from error


def unknown_word(word: str, known: Mapping[str, TransactionStatus]) -> str:
    """A processor's own word for a status, where we have none for it; one we know needs no second reading."""
    return "" if word in known else word
