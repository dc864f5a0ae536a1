"""For whom a transaction acts: the company it is fenced to and the person or program behind it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, or a program with no id (the engine, the command line).

    `origin` says from where: "screen", "cli", "run".
    """

    id: UUID | None
    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Scope:
    """One transaction of one company: every row function's first argument; `Database.tenant` makes it."""

    connection: Connection
    tenant_id: UUID
    actor: Actor


@dataclass(frozen=True, slots=True)
class LobbyConnection:
    """One transaction before any company is named: it reaches the lobby's functions and no tenant's rows."""

    connection: Connection
