"""Match rules as they were saved: every version stays, the newest is in force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text

from core.model.errors import NotFoundError
from core.model.rules import DEFAULT, MatchRules, from_mapping
from core.store.tables import rule_sets
from core.store.tenancy import Scope
from core.store.values import as_json

_SAVE = text("""
    insert into rule_sets (version, name, rules, note, saved_by, saved_by_name)
    select coalesce(max(version), 0) + 1, :name, cast(:rules as jsonb), :note, :by, :by_name
    from rule_sets
    returning version
""")


@dataclass(frozen=True, slots=True)
class SavedRules:
    """One saved version of the rules."""

    version: int
    rules: MatchRules
    note: str
    saved_at: datetime
    saved_by: str


def save(scope: Scope, rules: MatchRules, note: str = "") -> int:
    """Saves the rules as the next version; raises `ConflictError` when somebody else just did."""
    values = {
        "name": rules.name,
        "rules": as_json(rules.to_mapping()),
        "note": note,
        "by": scope.actor.id,
        "by_name": scope.actor.name,
    }
    return int(scope.connection.execute(_SAVE, values).scalar_one())


def current(scope: Scope) -> tuple[int, MatchRules]:
    """The rules in force with their version; the default rules are version 0."""
    newest = history(scope, limit=1)
    return (newest[0].version, newest[0].rules) if newest else (0, DEFAULT)


def before(scope: Scope, version: int) -> MatchRules:
    """The rules that were in force before a version; raises `NotFoundError` without such a version."""
    get(scope, version)
    return get(scope, version - 1).rules if version > 1 else DEFAULT


def history(scope: Scope, limit: int = 100) -> tuple[SavedRules, ...]:
    """The saved versions, newest first."""
    statement = select(rule_sets).order_by(rule_sets.c.version.desc()).limit(limit)
    return tuple(_saved(row) for row in scope.connection.execute(statement))


def get(scope: Scope, version: int) -> SavedRules:
    """One saved version; raises `NotFoundError`."""
    row = scope.connection.execute(select(rule_sets).where(rule_sets.c.version == version)).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no version {version} of the rules.")
    return _saved(row)


def _saved(row: Row[Any]) -> SavedRules:
    return SavedRules(row.version, from_mapping(row.rules), row.note, row.saved_at, row.saved_by_name)
