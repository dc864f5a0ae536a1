"""Keys for processors: saved sealed, opened only to ask the processor, shown by their last characters."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from core.store.sealing import seal, unseal
from core.store.settlement_tables import processor_keys
from core.store.tenancy import Scope


@dataclass(frozen=True, slots=True)
class SavedKey:
    """That a company has a key for a source, and how it ends."""

    source: str
    hint: str
    saved_at: datetime
    saved_by: str


def save(scope: Scope, seal_key: bytes, source: str, fields: Mapping[str, str]) -> SavedKey:
    """Seals and keeps a key; it takes the place of an earlier one."""
    secret = list(fields.values())[-1]
    values = {
        "source": source,
        "sealed": seal(scope, seal_key, _column(source), json.dumps(dict(fields))),
        "hint": secret[-4:] if len(secret) >= 12 else "",
        "saved_by": scope.actor.id,
        "saved_by_name": scope.actor.name,
        "saved_at": text("now()"),
    }
    changes = {name: value for name, value in values.items() if name != "source"}
    statement = upsert(processor_keys).values(values)
    scope.connection.execute(
        statement.on_conflict_do_update(index_elements=["tenant_id", "source"], set_=changes)
    )
    return next(one for one in every(scope) if one.source == source)


def open_key(scope: Scope, seal_key: bytes, source: str) -> dict[str, str] | None:
    """The key's fields; None where the company has none. Raises `TieoutError` when it cannot be opened."""
    found = scope.connection.execute(
        select(processor_keys.c.sealed).where(processor_keys.c.source == source)
    ).scalar_one_or_none()
    if found is None:
        return None
    fields: dict[str, str] = json.loads(unseal(scope, seal_key, _column(source), bytes(found)))
    return fields


def every(scope: Scope) -> tuple[SavedKey, ...]:
    """The sources a company has keys for."""
    columns = processor_keys.c
    statement = select(columns.source, columns.hint, columns.saved_at, columns.saved_by_name)
    return tuple(SavedKey(*row) for row in scope.connection.execute(statement.order_by(columns.source)))


def forget(scope: Scope, source: str) -> bool:
    """Removes a key; answers whether there was one."""
    removed = scope.connection.execute(delete(processor_keys).where(processor_keys.c.source == source))
    return removed.rowcount == 1


def _column(source: str) -> str:
    return f"processor_keys.sealed|{source}"
