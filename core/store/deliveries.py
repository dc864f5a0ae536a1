"""Deliveries: what each fetch and each uploaded file brought to a settlement, and taking one back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, text, update

from core.model.errors import ConflictError, NotFoundError
from core.store.frames import Kind
from core.store.settlement_tables import settlement_deliveries as deliveries
from core.store.tenancy import Scope

# The columns of either side's frame, as `core.settlement.frames` describes them.
SIDE_COLUMNS = {
    "transaction_id": Kind.TEXT,
    "processor": Kind.TEXT,
    "kind": Kind.TEXT,
    "amount": Kind.WHOLE,
    "currency": Kind.TEXT,
    "status": Kind.TEXT,
    "fee": Kind.WHOLE,
    "fee_known": Kind.YES_NO,
    "occurred_at": Kind.MOMENT,
    "timed": Kind.YES_NO,
    "merchant_id": Kind.TEXT,
    "reference": Kind.TEXT,
    "parent_id": Kind.TEXT,
    "payout_id": Kind.TEXT,
    "row": Kind.WHOLE,
    "hundredths": Kind.WHOLE,
}

_VOID = (
    text("update processor_transactions set voided_at = now() where delivery_id = :id and voided_at is null"),
    text("update processor_payouts set voided_at = now() where delivery_id = :id and voided_at is null"),
    text("update ledger_entries set voided_at = now() where delivery_id = :id and voided_at is null"),
)


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """What is being delivered: by which source, for which side ("processor" or "ledger"), over which way
    ("api" or "file"), with the SHA-256 of what came and the window it covers where it has one."""

    source: str
    side: str
    via: str
    sha256: str
    file_name: str = ""
    since: datetime | None = None
    until: datetime | None = None
    complete_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What storing rows came to: new ones, ones that say something new, and ones known as they are."""

    added: int = 0
    changed: int = 0
    known: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.added + other.added, self.changed + other.changed, self.known + other.known)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery as it stands in the books."""

    id: UUID
    source: str
    side: str
    via: str
    file_name: str
    sha256: str
    since: datetime | None
    until: datetime | None
    complete_until: datetime | None
    counts: Counts
    delivered_at: datetime
    delivered_by: str
    undone_at: datetime | None


def begin(scope: Scope, new: NewDelivery) -> UUID:
    """Writes down that a delivery is being stored; its rows follow in the same transaction."""
    values = {
        "source": new.source,
        "side": new.side,
        "via": new.via,
        "file_name": new.file_name,
        "sha256": new.sha256,
        "since": new.since,
        "until": new.until,
        "complete_until": new.complete_until,
        "delivered_by": scope.actor.id,
        "delivered_by_name": scope.actor.name,
    }
    made: UUID = scope.connection.execute(
        insert(deliveries).values(values).returning(deliveries.c.id)
    ).scalar_one()
    return made


def finish(scope: Scope, delivery_id: UUID, counts: Counts) -> DeliveryRow:
    """Completes a delivery with what became of its rows."""
    values = {"added": counts.added, "changed": counts.changed, "known": counts.known}
    scope.connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(values))
    return get(scope, delivery_id)


def get(scope: Scope, delivery_id: UUID) -> DeliveryRow:
    """One delivery; raises `NotFoundError`."""
    row = scope.connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such delivery.")
    return _delivery(row)


def newest(scope: Scope, limit: int, source: str = "") -> tuple[DeliveryRow, ...]:
    """The deliveries, newest first; of one source when it is named."""
    statement = select(deliveries).order_by(deliveries.c.delivered_at.desc(), deliveries.c.id).limit(limit)
    if source:
        statement = statement.where(deliveries.c.source == source)
    return tuple(_delivery(row) for row in scope.connection.execute(statement))


def last_fetched(scope: Scope, source: str) -> DeliveryRow | None:
    """The newest whole fetch of a source: from the end of its window on, the next one goes on."""
    statement = (
        select(deliveries)
        .where(deliveries.c.source == source, deliveries.c.via == "api", deliveries.c.undone_at.is_(None))
        .order_by(deliveries.c.until.desc(), deliveries.c.delivered_at.desc())
        .limit(1)
    )
    row = scope.connection.execute(statement).one_or_none()
    return None if row is None else _delivery(row)


def same_file(scope: Scope, sha256: str, side: str) -> DeliveryRow | None:
    """The last upload of exactly this file for this side that was not undone."""
    statement = (
        select(deliveries)
        .where(
            deliveries.c.sha256 == sha256,
            deliveries.c.side == side,
            deliveries.c.via == "file",
            deliveries.c.undone_at.is_(None),
        )
        .order_by(deliveries.c.delivered_at.desc())
        .limit(1)
    )
    row = scope.connection.execute(statement).one_or_none()
    return None if row is None else _delivery(row)


def undo(scope: Scope, delivery_id: UUID) -> int:
    """Voids every row a delivery was the last to bring and answers how many; runs stay as they are.

    Raises `NotFoundError`, and `ConflictError` when it was undone already.
    """
    get(scope, delivery_id)
    undone = scope.connection.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery_id, deliveries.c.undone_at.is_(None))
        .values(undone_at=text("now()"))
    )
    if undone.rowcount != 1:
        raise ConflictError("This delivery was undone already.")
    return sum(scope.connection.execute(statement, {"id": delivery_id}).rowcount for statement in _VOID)


def _delivery(row: Row[Any]) -> DeliveryRow:
    return DeliveryRow(
        row.id,
        row.source,
        row.side,
        row.via,
        row.file_name,
        row.sha256,
        row.since,
        row.until,
        row.complete_until,
        Counts(row.added, row.changed, row.known),
        row.delivered_at,
        row.delivered_by_name,
        row.undone_at,
    )
