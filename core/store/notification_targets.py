"""Notification targets: where a company is told, sealed, and from which severity on."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Row, insert, select, text, update

from core.model.discrepancy import DiscrepancySeverity
from core.model.errors import NotFoundError
from core.store.sealing import seal, unseal
from core.store.settlement_tables import notification_targets as targets
from core.store.tenancy import Scope

_COLUMN = "notification_targets.sealed"


class Channel(StrEnum):
    """How a target is told."""

    MAIL = "mail"  # an e-mail address
    SLACK = "slack"  # an incoming webhook's address, which is a secret


@dataclass(frozen=True, slots=True)
class Target:
    """One target; `hint` is what may be shown of its address, `least` the severity it begins with."""

    id: UUID
    channel: Channel
    hint: str
    least: DiscrepancySeverity


def add(
    scope: Scope, seal_key: bytes, channel: Channel, address: str, hint: str, least: DiscrepancySeverity
) -> Target:
    """Keeps a target with its address sealed."""
    values = {
        "channel": channel.value,
        "sealed": seal(scope, seal_key, _COLUMN, address),
        "hint": hint,
        "least": least.value,
        "saved_by_name": scope.actor.name,
    }
    made: UUID = scope.connection.execute(insert(targets).values(values).returning(targets.c.id)).scalar_one()
    return Target(made, channel, hint, least)


def every(scope: Scope) -> tuple[Target, ...]:
    """The targets that are told."""
    statement = (
        select(targets)
        .where(targets.c.removed_at.is_(None))
        .order_by(targets.c.channel, targets.c.hint, targets.c.id)
    )
    return tuple(_target(row) for row in scope.connection.execute(statement))


def address(scope: Scope, seal_key: bytes, target_id: UUID) -> str | None:
    """The address of a target, opened; None where it was removed."""
    sealed = scope.connection.execute(
        select(targets.c.sealed).where(targets.c.id == target_id, targets.c.removed_at.is_(None))
    ).scalar_one_or_none()
    return None if sealed is None else unseal(scope, seal_key, _COLUMN, bytes(sealed))


def remove(scope: Scope, target_id: UUID) -> Target:
    """Stops telling a target; raises `NotFoundError`."""
    row = scope.connection.execute(
        update(targets)
        .where(targets.c.id == target_id, targets.c.removed_at.is_(None))
        .values(removed_at=text("now()"))
        .returning(targets)
    ).one_or_none()
    if row is None:
        raise NotFoundError("There is no such target.")
    return _target(row)


def _target(row: Row[tuple[object, ...]]) -> Target:
    return Target(row.id, Channel(row.channel), row.hint, DiscrepancySeverity(row.least))
