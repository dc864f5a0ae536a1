"""Answers already given: a request that is sent again gets the same answer and changes nothing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, text

from core.model.errors import ConflictError
from core.store.tables import idempotency_keys
from core.store.tenancy import Scope

# Held until the transaction ends: the same request arriving twice at once is done once.
_CLAIM = text("select pg_try_advisory_xact_lock(hashtextextended(:claimed, 2))")
_DROP_OLD = text("""
    delete from idempotency_keys where created_at < now() - make_interval(days => :days)
""")


def claim(scope: Scope, verb: str, key: str, body_hash: str) -> dict[str, Any] | None:
    """The answer already given to this key, or None when the work is ours to do.

    Raises `ConflictError` while the same request is under way, and when the key came with another body
    before. Do the work and call `keep` in the same transaction.
    """
    claimed = f"{scope.tenant_id}/{verb}/{key}"
    if not scope.connection.execute(_CLAIM, {"claimed": claimed}).scalar_one():
        raise ConflictError("The same request is under way.")
    statement = select(idempotency_keys).where(
        idempotency_keys.c.scope == verb, idempotency_keys.c.key == key
    )
    row = scope.connection.execute(statement).one_or_none()
    if row is None:
        return None
    if row.body_hash != body_hash:
        raise ConflictError("This key was used for another request.")
    return dict(row.answer)


def keep(scope: Scope, verb: str, key: str, body_hash: str, answer: Mapping[str, Any]) -> None:
    """Keeps the answer for whoever sends the request again."""
    values = {"scope": verb, "key": key, "body_hash": body_hash, "answer": dict(answer)}
    scope.connection.execute(insert(idempotency_keys).values(values))


def drop_older_than(scope: Scope, days: int) -> int:
    """Forgets answers that nobody will ask for again; answers how many."""
    return scope.connection.execute(_DROP_OLD, {"days": days}).rowcount
