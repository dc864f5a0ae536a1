"""Small books for the store's tests: invoices and bank lines with as little said as possible."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pandas as pd
from sqlalchemy import text

from core.model.batch import BatchKind
from core.model.invoice import Direction, Invoice, LineItem
from core.model.money import Money
from core.model.payment import Payment
from core.store import batches, invoices, payments
from core.store.payments import Stored
from core.store.tenancy import Scope

DAY = date(2026, 3, 2)


def invoice(number: str, minor: int = 100_00, counterparty: str = "Maple GmbH", **said: object) -> Invoice:
    direction = said.pop("direction", Direction.RECEIVABLE)
    currency = str(said.pop("currency", "EUR"))
    if said.pop("lines", False):
        said["line_items"] = (LineItem(1, "all of it", "1", Money(minor, currency)),)
    return Invoice(
        number=number,
        direction=direction,  # type: ignore[arg-type]
        counterparty=counterparty,
        issued_on=DAY,
        due_on=date(2026, 4, 1),
        total=Money(minor, currency),
        **said,  # type: ignore[arg-type]
    )


def payment(minor: int = 100_00, bank_id: str = "", currency: str = "EUR", **said: object) -> Payment:
    return Payment(
        paid_on=said.pop("paid_on", DAY),  # type: ignore[arg-type]
        amount=Money(minor, currency),
        bank_id=bank_id,
        **said,  # type: ignore[arg-type]
    )


def store_invoices(scope: Scope, items: Sequence[Invoice]) -> Stored:
    batch = batches.create(scope, BatchKind.INVOICES, "invoices.csv", "0" * 64, {})
    stored = invoices.store(scope, batch, items)
    batches.finish(scope, batch, stored.added, stored.known, [])
    return stored


def store_payments(scope: Scope, items: Sequence[Payment]) -> Stored:
    batch = batches.create(scope, BatchKind.PAYMENTS, "bank.csv", "1" * 64, {})
    stored = payments.store(scope, batch, items)
    batches.finish(scope, batch, stored.added, stored.known, [])
    return stored


def invoice_id(scope: Scope, number: str) -> UUID:
    found: UUID = scope.connection.execute(
        text("select id from invoices where number = :number and voided_at is null"), {"number": number}
    ).scalar_one()
    return found


def payment_id(scope: Scope, bank_id: str) -> UUID:
    found: UUID = scope.connection.execute(
        text("select id from payments where bank_id = :bank_id and voided_at is null"), {"bank_id": bank_id}
    ).scalar_one()
    return found


def pairs(*said: tuple[UUID, UUID, int, str], **columns: object) -> pd.DataFrame:
    """A run's pairs of (payment, invoice, minor units on both sides, decision); the rest may be said."""
    frame = pd.DataFrame(
        {
            "payment": [str(line) for line, _, _, _ in said],
            "invoice": [str(bill) for _, bill, _, _ in said],
            "hypothesis": range(1, len(said) + 1),
            "choice": 1,
            "rank": 1,
            "payment_minor": [minor for _, _, minor, _ in said],
            "invoice_minor": [minor for _, _, minor, _ in said],
            "adjustment_minor": 0,
            "adjustment": "",
            "score": 0.9,
            "margin": 3.0,
            "decision": [decision for _, _, _, decision in said],
            "method": "single",
            "reasons": "reference_exact|amount_exact",
            "points_reference": 6.0,
            "points_counterparty": 2.5,
            "points_amount": 4.0,
            "points_timing": -0.5,
        }
    )
    return frame.assign(**columns)
