"""A company's own records as ledger entries: words and signs are kept, settlement makes sense of them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from core.intake.feeds import records_rows
from core.intake.feeds.delivery import Delivery, major, moment
from core.intake.feeds.http import Line
from core.intake.feeds.records_rows import Record
from core.model.errors import FetchError
from core.model.ledger_entry import LedgerEntry
from core.model.processor_transaction import TransactionKind, TransactionStatus

_DAY_ONLY = len("2026-11-19")


def fetch(line: Line, since: datetime, until: datetime) -> Delivery:
    """All records dated in the window."""
    rows = records_rows.records(line, since, until)
    return Delivery(since, until, entries=tuple(_entry(line.who, row) for row in rows))


def _entry(who: str, row: Record) -> LedgerEntry:
    at, timed = _when(who, row.transaction_date)
    return LedgerEntry(
        transaction_id=row.transaction_id,
        processor=row.processor_name.strip().lower(),
        kind=TransactionKind.UNKNOWN,
        status=TransactionStatus.UNKNOWN,
        amount=major(who, _plain(row.amount), row.currency),
        fee=None if row.fee is None else major(who, _plain(row.fee), row.currency),
        occurred_at=at,
        timed=timed,
        status_word=row.status,
        reference=row.reference_number,
        payout_id=row.payout_id,
        merchant_id=row.merchant_id,
    )


def _when(who: str, said: str) -> tuple[datetime, bool]:
    """The moment, or the day's midnight where the records know the day only."""
    if len(said) != _DAY_ONLY:
        return moment(who, said), True
    try:
        return datetime.combine(date.fromisoformat(said), time(0), UTC), False
    except ValueError as error:
        raise FetchError(f"{who} sent “{said}”, which is no day.") from error


def _plain(amount: str | Decimal | int) -> str:
    return (
        amount if isinstance(amount, str) else f"{amount:f}" if isinstance(amount, Decimal) else str(amount)
    )
