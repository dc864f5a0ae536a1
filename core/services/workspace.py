"""The desk a verb is done at: one person, in one role, over one company's books."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import UUID

from core.model.errors import AccessError
from core.model.identity import Company, Person, Role
from core.outlets.explainer import Explainer
from core.settings import Settings
from core.store.database import Database
from core.store.tenancy import Actor, Scope


@dataclass(frozen=True, slots=True)
class Workspace:
    """Made only by signing in or by the command line for a named company; there is no default tenant."""

    NOBODY: ClassVar[UUID] = UUID(int=0)  # stands for a program that acts without a person

    database: Database
    settings: Settings
    explainer: Explainer
    company: Company
    person: Person
    role: Role
    origin: str

    @property
    def actor(self) -> Actor:
        known = None if self.person.id == self.NOBODY else self.person.id
        return Actor(known, self.person.name, self.origin)

    @contextmanager
    def scope(self, needed: Role = Role.VIEWER) -> Iterator[Scope]:
        """One tenant transaction; raises `AccessError` when the role is too small for the verb."""
        if not self.role.may_act_as(needed):
            raise AccessError(f"This needs the role “{needed}”; you are “{self.role}” here.")
        with self.database.tenant(self.company.id, self.actor) as scope:
            yield scope

    def today(self) -> date:
        """The business date verbs are done on (UTC)."""
        return datetime.now(UTC).date()
