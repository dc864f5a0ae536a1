"""Rules as they were saved: every version stays, the newest is in force."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Row, Table, Text, cast, func, insert, literal, select

from core.model.errors import NotFoundError
from core.store.tenancy import Scope
from core.store.values import as_json


class _Rules(Protocol):
    @property
    def name(self) -> str: ...

    def to_mapping(self) -> dict[str, Any]: ...


Rules = TypeVar("Rules", bound=_Rules)


@dataclass(frozen=True, slots=True)
class Saved(Generic[Rules]):
    """One saved version of the rules."""

    version: int
    rules: Rules
    note: str
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class Versions(Generic[Rules]):
    """The versions of one kind of rules: their table, what holds before any is saved, how one is read, and
    what a person calls them."""

    table: Table
    default: Rules
    read: Callable[[Mapping[str, Any]], Rules]
    called: str

    def save(self, scope: Scope, rules: Rules, note: str = "") -> int:
        """Saves the rules as the next version; raises `ConflictError` when somebody else just did."""
        kept = self.table.c
        columns = [kept.version, kept.name, kept.rules, kept.note, kept.saved_by, kept.saved_by_name]
        following = select(
            func.coalesce(func.max(kept.version), 0) + 1,
            literal(rules.name),
            cast(literal(as_json(rules.to_mapping()), Text), kept.rules.type),
            literal(note),
            literal(scope.actor.id, kept.saved_by.type),
            literal(scope.actor.name),
        )
        statement = insert(self.table).from_select(columns, following).returning(kept.version)
        return int(scope.connection.execute(statement).scalar_one())

    def current(self, scope: Scope) -> tuple[int, Rules]:
        """The rules in force with their version; the default rules are version 0."""
        newest = self.history(scope, limit=1)
        return (newest[0].version, newest[0].rules) if newest else (0, self.default)

    def before(self, scope: Scope, version: int) -> Rules:
        """The rules that were in force before a version; raises `NotFoundError` without such a version."""
        self.get(scope, version)
        return self.get(scope, version - 1).rules if version > 1 else self.default

    def history(self, scope: Scope, limit: int = 100) -> tuple[Saved[Rules], ...]:
        """The saved versions, newest first."""
        statement = select(self.table).order_by(self.table.c.version.desc()).limit(limit)
        return tuple(self._saved(row) for row in scope.connection.execute(statement))

    def get(self, scope: Scope, version: int) -> Saved[Rules]:
        """One saved version; raises `NotFoundError`."""
        statement = select(self.table).where(self.table.c.version == version)
        row = scope.connection.execute(statement).one_or_none()
        if row is None:
            raise NotFoundError(f"There is no version {version} of the {self.called}.")
        return self._saved(row)

    def _saved(self, row: Row[Any]) -> Saved[Rules]:
        return Saved(row.version, self.read(row.rules), row.note, row.saved_at, row.saved_by_name)
