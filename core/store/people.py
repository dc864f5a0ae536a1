"""People, their sessions and memberships: the lobby's rows, reached only through named functions."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Row, text

from core.model.identity import Company, Membership, Person, Role
from core.store.tenancy import LobbyConnection, Scope

GUESS_LIMIT = 5
GUESS_PAUSE = timedelta(minutes=15)
# The bcrypt hash (cost 12) of a password nobody has: an unknown address takes as long to check as any.
DECOY_HASH = "$2b$12$KjOYyvorC77B35dEzZqoWeXO37qXVvE67/kAAa/XbR9U2JaOx21P2"

_CREDENTIALS = text("select id, email, name, password_hash from lobby_credentials(:email)")
_TAKE_GUESS = text("select lobby_take_guess(:key, :limit, :pause)")
_FORGIVE = text("select lobby_forgive(:key)")
_OPEN_SESSION = text("select lobby_open_session(:token_hash, :person_id, :expires_at)")
_RESUME_SESSION = text("select id, email, name from lobby_resume_session(:token_hash)")
_REVOKE_SESSION = text("select lobby_revoke_session(:token_hash)")
_REVOKE_SESSIONS_OF = text("select lobby_revoke_sessions_of(:person_id)")
_MEMBERSHIPS = text("select id, slug, name, base_currency, role from lobby_memberships(:person_id)")
_ADD_PERSON = text("select lobby_add_person(:email, :name, :password_hash)")
_SET_PASSWORD = text("select lobby_set_password(:person_id, :password_hash)")
_SET_MEMBERSHIP = text("select lobby_set_membership(:tenant_id, :person_id, :role)")
_MEMBERS = text("select id, email, name, role from company_members()")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a password is checked against; `person` is None, and the hash a decoy, for an unknown address."""

    person: Person | None
    password_hash: str


def credentials(lobby: LobbyConnection, email: str) -> Credentials:
    """What to check a password against: always something, so that the answer takes as long either way."""
    row = lobby.connection.execute(_CREDENTIALS, {"email": email.strip().lower()}).one_or_none()
    return Credentials(None, DECOY_HASH) if row is None else Credentials(_person(row), row.password_hash)


def take_guess(lobby: LobbyConnection, key: str) -> bool:
    """Counts one guess for the key and says whether it may be tried.

    Of any number at once exactly `GUESS_LIMIT` pass; the count starts anew `GUESS_PAUSE` after the last that
    passed. Commit before the password is checked, and `forgive` after a right one.
    """
    values = {"key": key.strip().lower(), "limit": GUESS_LIMIT, "pause": GUESS_PAUSE}
    return bool(lobby.connection.execute(_TAKE_GUESS, values).scalar_one())


def forgive(lobby: LobbyConnection, key: str) -> None:
    """Forgets the wrong guesses for the key."""
    lobby.connection.execute(_FORGIVE, {"key": key.strip().lower()})


def open_session(lobby: LobbyConnection, person_id: UUID, token: str, lifetime: timedelta) -> datetime:
    """Keeps the hash of an opaque token as a session of the person; answers when it ends."""
    expires_at = datetime.now(UTC) + lifetime
    values = {"token_hash": _hashed(token), "person_id": person_id, "expires_at": expires_at}
    lobby.connection.execute(_OPEN_SESSION, values)
    return expires_at


def resume_session(lobby: LobbyConnection, token: str) -> Person | None:
    """Whose session this is, while it is neither expired nor revoked."""
    row = lobby.connection.execute(_RESUME_SESSION, {"token_hash": _hashed(token)}).one_or_none()
    return None if row is None else _person(row)


def revoke_session(lobby: LobbyConnection, token: str) -> bool:
    """Ends a session; False when it was not open."""
    return bool(lobby.connection.execute(_REVOKE_SESSION, {"token_hash": _hashed(token)}).scalar_one())


def revoke_sessions_of(lobby: LobbyConnection, person_id: UUID) -> None:
    """Ends every session of a person."""
    lobby.connection.execute(_REVOKE_SESSIONS_OF, {"person_id": person_id})


def memberships(lobby: LobbyConnection, person_id: UUID) -> tuple[Membership, ...]:
    """The companies the person may open, oldest first, with their role in each."""
    rows = lobby.connection.execute(_MEMBERSHIPS, {"person_id": person_id})
    return tuple(
        Membership(Company(row.id, row.slug, row.name, row.base_currency), Role(row.role)) for row in rows
    )


def add(lobby: LobbyConnection, email: str, name: str, password_hash: str) -> Person:
    """Adds a person; raises `ConflictError` when the address is taken."""
    values = {"email": email.strip().lower(), "name": name, "password_hash": password_hash}
    return Person(lobby.connection.execute(_ADD_PERSON, values).scalar_one(), values["email"], name)


def set_password(lobby: LobbyConnection, person_id: UUID, password_hash: str) -> bool:
    """Gives a person a new password and ends their sessions; False when there is no such person."""
    values = {"person_id": person_id, "password_hash": password_hash}
    return bool(lobby.connection.execute(_SET_PASSWORD, values).scalar_one())


def set_membership(lobby: LobbyConnection, company_id: UUID, person_id: UUID, role: Role) -> None:
    """Makes a person a member of a company, or changes their role in it."""
    values = {"tenant_id": company_id, "person_id": person_id, "role": role.value}
    lobby.connection.execute(_SET_MEMBERSHIP, values)


def members(scope: Scope) -> tuple[tuple[Person, Role], ...]:
    """The people of this company and their roles, by name."""
    return tuple((_person(row), Role(row.role)) for row in scope.connection.execute(_MEMBERS))


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(row.id, row.email, row.name)


def _hashed(token: str) -> bytes:
    """Only this is kept: who reads the table cannot use what it holds."""
    return hashlib.sha256(token.encode()).digest()
