"""The outbox: messages written with what they tell, claimed by a sender, marked when they went out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert as upsert

from core.store.notification_targets import Channel
from core.store.settlement_tables import outbox
from core.store.tenancy import Scope

CLAIM = timedelta(minutes=5)  # longer than any message takes; after it another sender may try

_CLAIM = text("""
    update outbox as o
    set claimed_by = :sender, claimed_until = clock_timestamp() + :claim, attempts = o.attempts + 1
    from notification_targets as t
    where t.tenant_id = o.tenant_id and t.id = o.target_id
      and (o.tenant_id, o.id) in (
        select w.tenant_id, w.id
        from outbox as w
        where w.sent_at is null and w.given_up_at is null and w.due_at <= :now
          and (w.claimed_until is null or w.claimed_until <= clock_timestamp())
        order by w.due_at, w.id
        limit :limit
        for update skip locked
      )
    returning
        o.id, o.target_id, t.channel, o.severity, o.digest, o.subject, o.message, o.attempts, o.created_at
""")

_SENT = text("""
    update outbox
    set sent_at = clock_timestamp(), claimed_until = null, error = ''
    where id = any(:ids) and claimed_by = :sender and sent_at is null
""")

_LATER = text("""
    update outbox
    set claimed_until = null, due_at = :due_at, error = :error
    where id = any(:ids) and claimed_by = :sender and sent_at is null
""")

_GIVE_UP = text("""
    update outbox
    set claimed_until = null, given_up_at = clock_timestamp(), error = :error
    where id = any(:ids) and claimed_by = :sender and sent_at is null
""")

_STANDING = text("""
    select
        count(*) filter (where sent_at is null and given_up_at is null) as waiting,
        count(*) filter (where sent_at is not null) as sent,
        count(*) filter (where given_up_at is not null) as given_up
    from outbox
""")


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send: `message` holds its parts as plain values; `attempts` counts this one too."""

    id: UUID
    target_id: UUID
    channel: Channel
    severity: str
    digest: bool
    subject: str
    message: Mapping[str, Any]
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How many messages wait, went out, and were given up."""

    waiting: int
    sent: int
    given_up: int


def put(
    scope: Scope,
    key: str,
    target_id: UUID,
    run_id: UUID | None,
    severity: str,
    subject: str,
    message: Mapping[str, Any],
    due_at: datetime,
    *,
    digest: bool = False,
) -> bool:
    """Puts a message in, to be sent at `due_at`; of one `key` there is only ever one."""
    values = {
        "key": key,
        "target_id": target_id,
        "run_id": run_id,
        "severity": severity,
        "digest": digest,
        "subject": subject,
        "message": dict(message),
        "due_at": due_at,
    }
    statement = upsert(outbox).values(values).on_conflict_do_nothing(index_elements=["tenant_id", "key"])
    return scope.connection.execute(statement).rowcount == 1


def claim(scope: Scope, sender: UUID, now: datetime, limit: int = 100) -> tuple[Message, ...]:
    """Takes messages that are due, for this sender alone, until the claim runs out; oldest first."""
    values = {"sender": sender, "claim": CLAIM, "now": now, "limit": limit}
    rows = scope.connection.execute(_CLAIM, values).all()
    found = [
        Message(
            row.id,
            row.target_id,
            Channel(row.channel),
            row.severity,
            row.digest,
            row.subject,
            row.message,
            row.attempts,
            row.created_at,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.created_at, one.id)))


def mark_sent(scope: Scope, sender: UUID, ids: Collection[UUID]) -> None:
    """Says that messages went out."""
    scope.connection.execute(_SENT, {"ids": list(ids), "sender": sender})


def later(scope: Scope, sender: UUID, ids: Collection[UUID], error: str, due_at: datetime) -> None:
    """Hands messages back to be tried again."""
    values = {"ids": list(ids), "sender": sender, "error": error, "due_at": due_at}
    scope.connection.execute(_LATER, values)


def give_up(scope: Scope, sender: UUID, ids: Collection[UUID], error: str) -> None:
    """Says that messages can never go out as they are addressed."""
    scope.connection.execute(_GIVE_UP, {"ids": list(ids), "sender": sender, "error": error})


def standing(scope: Scope) -> Counts:
    """How the company's messages stand."""
    row = scope.connection.execute(_STANDING).one()
    return Counts(row.waiting, row.sent, row.given_up)
