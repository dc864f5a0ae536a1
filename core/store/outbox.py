"""The outbox: messages written with what they tell, claimed by a sender, marked when they went out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert as upsert

from core.model.errors import ConflictError
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
        join notification_targets as v on v.tenant_id = w.tenant_id and v.id = w.target_id
        where w.sent_at is null and w.given_up_at is null and w.due_at <= :now
          and (w.sending_at is null or v.channel = any(:repeatable))
          and (w.claimed_until is null or w.claimed_until <= clock_timestamp())
        order by w.due_at, w.id
        limit :limit
        for update of w skip locked
      )
    returning
        o.id, o.target_id, t.channel, o.severity, o.digest, o.subject, o.message, o.attempts, o.created_at,
        o.letter
""")

_SENDING = text("""
    update outbox
    set sending_at = clock_timestamp(), letter = :letter
    where id = any(:ids) and claimed_by = :sender and sent_at is null
""")

# Nobody knows whether it arrived: its sender died, or the connection did, after it had left.
_UNKNOWN = text("""
    update outbox
    set claimed_until = null, error = :error
    where id = any(:ids) and claimed_by = :sender and sent_at is null
""")

_OPEN_FATES = text("""
    select o.id, t.channel, t.hint, o.subject, o.sending_at, o.error
    from outbox as o
    join notification_targets as t on t.tenant_id = o.tenant_id and t.id = o.target_id
    where o.sending_at is not null and o.sent_at is null and o.given_up_at is null
      and (o.claimed_until is null or o.claimed_until <= clock_timestamp())
      and not t.channel = any(:repeatable)
    order by o.sending_at, o.id
""")

_ARRIVED = text("""
    update outbox
    set sent_at = clock_timestamp(), error = ''
    where id = :id and sending_at is not null and sent_at is null and given_up_at is null
      and (claimed_until is null or claimed_until <= clock_timestamp())
""")

_AGAIN = text("""
    update outbox
    set sending_at = null, letter = null, claimed_until = null, due_at = least(due_at, clock_timestamp())
    where id = :id and sending_at is not null and sent_at is null and given_up_at is null
      and (claimed_until is null or claimed_until <= clock_timestamp())
""")

_SENT = text("""
    update outbox
    set sent_at = clock_timestamp(), claimed_until = null, error = ''
    where id = any(:ids) and claimed_by = :sender and sent_at is null
""")

_LATER = text("""
    update outbox
    set claimed_until = null, sending_at = null, due_at = :due_at, error = :error
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
    letter: UUID | None = None  # the letter it left in before, where its sender died


@dataclass(frozen=True, slots=True)
class OpenFate:
    """A message that left and of which nobody knows whether it arrived; `hint` shows the target in part."""

    id: UUID
    channel: Channel
    hint: str
    subject: str
    sending_at: datetime
    error: str


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


def claim(
    scope: Scope, sender: UUID, now: datetime, repeatable: Collection[Channel] = (), limit: int = 100
) -> tuple[Message, ...]:
    """Takes messages that are due, for this sender alone, until the claim runs out; oldest first.

    One that left before and was never marked is taken again only for a `repeatable` channel, where a second
    copy is known for one.
    """
    values = {"sender": sender, "claim": CLAIM, "now": now, "limit": limit, "repeatable": _codes(repeatable)}
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
            row.letter,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.created_at, one.id)))


def mark_sending(scope: Scope, sender: UUID, ids: Collection[UUID], letter: UUID) -> None:
    """Says, before it happens, that messages leave now in one letter."""
    scope.connection.execute(_SENDING, {"ids": list(ids), "sender": sender, "letter": letter})


def leave_open(scope: Scope, sender: UUID, ids: Collection[UUID], error: str) -> None:
    """Says that messages left and nobody knows whether they arrived."""
    scope.connection.execute(_UNKNOWN, {"ids": list(ids), "sender": sender, "error": error})


def open_fates(scope: Scope, repeatable: Collection[Channel]) -> tuple[OpenFate, ...]:
    """Messages that left and were never marked, but for those that are sent again by themselves."""
    rows = scope.connection.execute(_OPEN_FATES, {"repeatable": _codes(repeatable)})
    return tuple(
        OpenFate(row.id, Channel(row.channel), row.hint, row.subject, row.sending_at, row.error)
        for row in rows
    )


def decide_fate(scope: Scope, message_id: UUID, arrived: bool) -> None:
    """A person says that a message arrived, or that it shall go out again.

    Raises `ConflictError` when somebody has said so already.
    """
    statement = _ARRIVED if arrived else _AGAIN
    if scope.connection.execute(statement, {"id": message_id}).rowcount != 1:
        raise ConflictError("This message was decided meanwhile.")


def _codes(channels: Collection[Channel]) -> list[str]:
    return sorted(channel.value for channel in channels)


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
