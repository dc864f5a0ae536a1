"""PayPal's movements as our values: kinds by event code, fees turned positive, withdrawals as payouts."""

from datetime import datetime

from core.intake.feeds import paypal_rows
from core.intake.feeds.delivery import Delivery, major, moment, unknown_word
from core.intake.feeds.http import Line
from core.intake.feeds.paypal_rows import Info
from core.model.payout import Payout
from core.model.processor_transaction import ProcessorTransaction, TransactionKind, TransactionStatus

PROCESSOR = "paypal"

# Event codes by their first characters, longest first (developer.paypal.com, transaction event codes).
_KINDS = {
    "T00": TransactionKind.CHARGE,
    "T01": TransactionKind.FEE,
    "T02": TransactionKind.ADJUSTMENT,  # currency conversion
    "T03": TransactionKind.ADJUSTMENT,  # money put into the account
    "T04": TransactionKind.PAYOUT,
    "T1106": TransactionKind.DISPUTE,  # payment reversal by PayPal
    "T1107": TransactionKind.REFUND,
    "T1110": TransactionKind.HOLD,
    "T1111": TransactionKind.HOLD,
    "T11": TransactionKind.ADJUSTMENT,
    "T1201": TransactionKind.DISPUTE,  # chargeback
    "T1202": TransactionKind.DISPUTE_WON,  # chargeback reversed
    "T12": TransactionKind.ADJUSTMENT,
    "T15": TransactionKind.HOLD,
    "T21": TransactionKind.HOLD,
}
_STATUSES = {
    "S": TransactionStatus.SETTLED,
    "P": TransactionStatus.PENDING,
    "D": TransactionStatus.FAILED,
    "V": TransactionStatus.REFUNDED,
}


def fetch(line: Line, since: datetime, until: datetime) -> Delivery:
    """All movements initiated in the window; PayPal says how far its own data reach."""
    found = paypal_rows.transactions(line, since, until)
    rows = tuple(_transaction(line.who, row) for row in found.rows)
    payouts = tuple(_payout(info, row) for info, row in zip(found.rows, rows, strict=True) if _paid(row))
    return Delivery(since, until, rows, payouts, complete_until=found.complete_until)


def _transaction(who: str, row: Info) -> ProcessorTransaction:
    currency = row.transaction_amount.currency_code
    amount = major(who, row.transaction_amount.value, currency)
    code = row.transaction_event_code
    kind = next((_KINDS[code[:size]] for size in (5, 3) if code[:size] in _KINDS), TransactionKind.UNKNOWN)
    if kind is TransactionKind.CHARGE and amount.minor < 0:
        kind = TransactionKind.ADJUSTMENT  # money the company itself sent with PayPal
    fee = -major(who, row.fee_amount.value, row.fee_amount.currency_code) if row.fee_amount else None
    return ProcessorTransaction(
        processor=PROCESSOR,
        id=row.transaction_id,
        kind=kind,
        status=_STATUSES.get(row.transaction_status, TransactionStatus.UNKNOWN),
        amount=amount,
        fee=fee,
        occurred_at=moment(who, row.transaction_initiation_date),
        word=code,
        status_word=unknown_word(row.transaction_status, _STATUSES),
        reference=row.invoice_id or row.custom_field or "",
        parent_id=(row.paypal_reference_id or "") if row.paypal_reference_id_type == "TXN" else "",
        payout_id=row.transaction_id if kind is TransactionKind.PAYOUT else "",
    )


def _paid(row: ProcessorTransaction) -> bool:
    return row.kind is TransactionKind.PAYOUT and row.status is TransactionStatus.SETTLED


def _payout(info: Info, row: ProcessorTransaction) -> Payout:
    """PayPal never says what a withdrawal is made of: its sum proves nothing."""
    return Payout(
        processor=PROCESSOR,
        id=row.id,
        amount=-row.amount,
        arrives_on=None,
        status_word=row.status_word,
        bank_key=info.bank_reference_id or "",
        complete=False,
    )
