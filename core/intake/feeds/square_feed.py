"""Square's payments, refunds and payouts as our values; payout entries say with which fee they settled."""

from dataclasses import replace
from datetime import date, datetime

from core.intake.feeds import square_rows
from core.intake.feeds.delivery import Delivery, minor, moment, unknown_word
from core.intake.feeds.http import Line
from core.intake.feeds.square_rows import Entry, Fee
from core.model.errors import FetchError
from core.model.money import Money
from core.model.payout import Payout
from core.model.processor_transaction import ProcessorTransaction, TransactionKind, TransactionStatus

PROCESSOR = "square"

_STATUSES = {
    "COMPLETED": TransactionStatus.SETTLED,
    "APPROVED": TransactionStatus.PENDING,
    "PENDING": TransactionStatus.PENDING,
    "CANCELED": TransactionStatus.FAILED,
    "FAILED": TransactionStatus.FAILED,
    "REJECTED": TransactionStatus.FAILED,
}
_ENTRY_KINDS = {
    "DISPUTE": TransactionKind.DISPUTE,
    "OPEN_DISPUTE": TransactionKind.HOLD,
    "FEE": TransactionKind.FEE,
    "PROCESSING_FEE": TransactionKind.FEE,
    "SUBSCRIPTION_FEE": TransactionKind.FEE,
    "DEPOSIT_FEE": TransactionKind.FEE,
    "TAX_ON_FEE": TransactionKind.FEE,
    "THIRD_PARTY_FEE": TransactionKind.FEE,
    "ADJUSTMENT": TransactionKind.ADJUSTMENT,
    "RESERVE_HOLD": TransactionKind.HOLD,
    "RESERVE_RELEASE": TransactionKind.HOLD,
}


def fetch(line: Line, since: datetime, until: datetime) -> Delivery:
    """All that changed at any location in the window, with what its payouts are made of."""
    rows: dict[str, ProcessorTransaction] = {}
    payouts: dict[str, Payout] = {}
    for location in square_rows.locations(line):
        for payment in square_rows.payments(line, location, since, until):
            rows[payment.id] = _charge(line.who, payment)
        for refund in square_rows.refunds(line, location, since, until):
            rows[refund.id] = _refund(line.who, refund)
        for payout in square_rows.payouts(line, location, since, until):
            payouts[payout.id] = _payout(line.who, payout)
            for entry in square_rows.entries(line, payout):
                _settle(line, rows, entry)
    return Delivery(since, until, tuple(rows.values()), tuple(payouts.values()))


def _settle(line: Line, rows: dict[str, ProcessorTransaction], entry: Entry) -> None:
    """Adds what a payout entry knows: the payout, and the fee as it was really kept."""
    gross, fee, net = (
        _money(line.who, each)
        for each in (entry.gross_amount_money, entry.fee_amount_money, entry.net_amount_money)
    )
    if net != gross - fee:
        raise FetchError(f"{line.who} sent a payout entry whose net is not its gross less its fee.")
    known = _about(line, rows, entry)
    if known is None:
        known = ProcessorTransaction(
            processor=PROCESSOR,
            id=entry.id,
            kind=_ENTRY_KINDS.get(entry.type, TransactionKind.UNKNOWN),
            status=TransactionStatus.SETTLED,
            amount=gross,
            fee=fee,
            occurred_at=moment(line.who, entry.effective_at),
            word=entry.type,
            parent_id=_disputed(entry),
        )
    rows[known.id] = replace(known, fee=fee, payout_id=entry.payout_id)


def _about(line: Line, rows: dict[str, ProcessorTransaction], entry: Entry) -> ProcessorTransaction | None:
    """The payment or refund an entry settles; one from before the window is asked for by its id."""
    if entry.type == "CHARGE" and entry.type_charge_details and entry.type_charge_details.payment_id:
        key = entry.type_charge_details.payment_id
        return rows.get(key) or _charge(line.who, square_rows.payment(line, key))
    if entry.type == "REFUND" and entry.type_refund_details and entry.type_refund_details.payment_refund_id:
        key = entry.type_refund_details.payment_refund_id
        return rows.get(key) or _refund(line.who, square_rows.refund(line, key))
    return None


def _disputed(entry: Entry) -> str:
    return (entry.type_dispute_details.payment_id or "") if entry.type_dispute_details else ""


def _charge(who: str, row: square_rows.Payment) -> ProcessorTransaction:
    return ProcessorTransaction(
        processor=PROCESSOR,
        id=row.id,
        kind=TransactionKind.CHARGE,
        status=_STATUSES.get(row.status, TransactionStatus.UNKNOWN),
        amount=_money(who, row.total_money),
        fee=_fee(who, row.processing_fee),
        occurred_at=moment(who, row.created_at),
        word="PAYMENT",
        status_word=unknown_word(row.status, _STATUSES),
        reference=row.reference_id or row.order_id or "",
        description=row.note or "",
    )


def _refund(who: str, row: square_rows.Refund) -> ProcessorTransaction:
    return ProcessorTransaction(
        processor=PROCESSOR,
        id=row.id,
        kind=TransactionKind.REFUND,
        status=_STATUSES.get(row.status, TransactionStatus.UNKNOWN),
        amount=-_money(who, row.amount_money),
        fee=_fee(who, row.processing_fee),
        occurred_at=moment(who, row.created_at),
        word="REFUND",
        status_word=unknown_word(row.status, _STATUSES),
        parent_id=row.payment_id or "",
    )


def _payout(who: str, row: square_rows.Payout) -> Payout:
    try:
        arrives_on = date.fromisoformat(row.arrival_date) if row.arrival_date else None
    except ValueError as error:
        raise FetchError(f"{who} sent a payout whose arrival date cannot be read.") from error
    return Payout(
        processor=PROCESSOR,
        id=row.id,
        amount=_money(who, row.amount_money),
        arrives_on=arrives_on,
        status_word=row.status,
        bank_key=row.end_to_end_id or "",
        complete=row.type == "BATCH" and row.status != "FAILED",
    )


def _fee(who: str, parts: list[Fee]) -> Money | None:
    """The fee so far: none is known while Square has not reported one."""
    if not parts:
        return None
    total = _money(who, parts[0].amount_money)
    for part in parts[1:]:
        total += _money(who, part.amount_money)
    return total


def _money(who: str, sent: square_rows.Money) -> Money:
    return minor(who, sent.amount, sent.currency)
