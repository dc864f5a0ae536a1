"""Stripe's balance transactions and payouts as our values: what they are about, and in which minor units."""

from datetime import UTC, date, datetime

from core.intake.feeds import stripe_rows
from core.intake.feeds.delivery import REFERENCE_FIELDS, Delivery, minor
from core.intake.feeds.http import Line
from core.intake.feeds.stripe_rows import BalanceTransaction, Source
from core.model.errors import FetchError
from core.model.money import Money, minor_digits
from core.model.payout import Payout
from core.model.processor_transaction import ProcessorTransaction, TransactionKind, TransactionStatus

PROCESSOR = "stripe"

# Stripe sends these with two decimals although ISO gives them none (docs.stripe.com/currencies).
_TWO_DECIMALS = {"ISK", "UGX"}

# By `reporting_category` (docs.stripe.com/reports/reporting-categories): the open list of types is longer.
_KINDS = {
    "charge": TransactionKind.CHARGE,
    "refund": TransactionKind.REFUND,
    "refund_failure": TransactionKind.ADJUSTMENT,
    "charge_failure": TransactionKind.ADJUSTMENT,
    "partial_capture_reversal": TransactionKind.ADJUSTMENT,
    "dispute": TransactionKind.DISPUTE,
    "dispute_reversal": TransactionKind.DISPUTE_WON,
    "fee": TransactionKind.FEE,
    "network_cost": TransactionKind.FEE,
    "tax": TransactionKind.FEE,
    "other_adjustment": TransactionKind.ADJUSTMENT,
    "topup": TransactionKind.ADJUSTMENT,
    "topup_reversal": TransactionKind.ADJUSTMENT,
    "transfer": TransactionKind.ADJUSTMENT,
    "transfer_reversal": TransactionKind.ADJUSTMENT,
    "payout": TransactionKind.PAYOUT,
    "payout_reversal": TransactionKind.ADJUSTMENT,
    "risk_reserved_funds": TransactionKind.HOLD,
    "connect_reserved_funds": TransactionKind.HOLD,
}


def fetch(line: Line, since: datetime, until: datetime) -> Delivery:
    """All movements and payouts created in the window, and all that its payouts are made of."""
    paid = stripe_rows.payouts(line, since, until)
    rows = {row.id: (row, "") for row in stripe_rows.balance_transactions(line, since, until)}
    for payout in paid:
        for row in stripe_rows.movements_of(line, payout):
            rows[row.id] = (row, payout.id)
    return Delivery(
        since,
        until,
        tuple(_transaction(line.who, row, payout_id) for row, payout_id in rows.values()),
        tuple(_payout(line.who, payout) for payout in paid),
    )


def _transaction(who: str, row: BalanceTransaction, payout_id: str) -> ProcessorTransaction:
    kind = _KINDS.get(row.reporting_category, TransactionKind.UNKNOWN)
    source = row.source if isinstance(row.source, Source) else None
    source_id = row.source.id if isinstance(row.source, Source) else row.source or ""
    return ProcessorTransaction(
        processor=PROCESSOR,
        id=source_id or row.id,
        kind=kind,
        # A movement exists once the money has moved; `pending` only says that it cannot be paid out yet.
        status=TransactionStatus.SETTLED,
        amount=_money(who, row.amount, row.currency),
        fee=_money(who, row.fee, row.currency),
        occurred_at=datetime.fromtimestamp(row.created, UTC),
        word=row.type,
        reference=_reference(source),
        parent_id=(source.charge or "") if source else "",
        payout_id=source_id if kind is TransactionKind.PAYOUT else payout_id,
        payer=_payer(source),
        description=row.description or "",
        available_on=_day(row.available_on),
    )


def _payout(who: str, row: stripe_rows.Payout) -> Payout:
    return Payout(
        processor=PROCESSOR,
        id=row.id,
        amount=_money(who, row.amount, row.currency),
        arrives_on=_day(row.arrival_date),
        status_word=row.status,
        bank_key=(row.trace_id or {}).get("value") or "",
        complete=row.automatic and row.reconciliation_status == "completed",
    )


def _reference(source: Source | None) -> str:
    """The company's own number: what it wrote into the metadata."""
    said = source.metadata if source else {}
    return next((said[name] for name in REFERENCE_FIELDS if said.get(name)), "")


def _payer(source: Source | None) -> str:
    billing = source.billing_details if source else None
    return (billing.name or "") if billing else ""


def _money(who: str, amount: int, currency: str) -> Money:
    code = currency.upper()
    if code not in _TWO_DECIMALS:
        return minor(who, amount, code)
    whole, rest = divmod(amount, 10 ** (2 - minor_digits(code)))
    if rest:
        raise FetchError(f"{who} sent {amount} {code}, which is no whole amount.")
    return minor(who, whole, code)


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
