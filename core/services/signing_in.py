"""Signing in: from an address and a password to a session, and from a session to a workspace."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

import bcrypt

from core.model.errors import AccessError, ConflictError, SignInError, TieoutError
from core.model.identity import Company, Membership, Person, Role
from core.model.money import is_currency_code
from core.outlets.explainer import Explainer
from core.services.workspace import Workspace
from core.settings import Settings
from core.store import audit, companies, people
from core.store.database import Database
from core.store.tenancy import Actor

SESSION_LIFETIME = timedelta(hours=12)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\Z")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,40}\Z")


@dataclass(frozen=True, slots=True)
class Lobby:
    """Where a person is before a company is open: no tenant's row can be reached from here."""

    database: Database
    settings: Settings
    explainer: Explainer
    origin: str


@dataclass(frozen=True, slots=True)
class Guest:
    """A signed-in person and the companies they may open."""

    person: Person
    memberships: tuple[Membership, ...]


def credentials(lobby: Lobby, email: str) -> tuple[str, str]:
    """Takes one guess for the address, then answers the name and bcrypt hash to check the password against.

    An unknown address is answered like a known one, with a hash nobody has the password of. Raises
    `SignInError` when there were too many wrong guesses of late.
    """
    with lobby.database.lobby() as connection:
        allowed = people.take_guess(connection, email)
    if not allowed:
        raise SignInError("Too many wrong passwords. Try again in a quarter of an hour.")
    with lobby.database.lobby() as connection:
        found = people.credentials(connection, email)
    return (found.person.name if found.person else "", found.password_hash)


def begin(lobby: Lobby, email: str) -> str:
    """Begins a session for an address whose password was right, and answers its opaque token.

    Each company the person may open has it in its record. Raises `SignInError` for an unknown address.
    """
    token = secrets.token_urlsafe(32)
    with lobby.database.lobby() as connection:
        person = people.credentials(connection, email).person
        if person is None:
            raise SignInError("That e-mail and password do not belong together.")
        people.forgive(connection, email)
        people.open_session(connection, person.id, token, SESSION_LIFETIME)
        memberships = people.memberships(connection, person.id)
    for membership in memberships:
        with lobby.database.tenant(
            membership.company.id, Actor(person.id, person.name, lobby.origin)
        ) as scope:
            audit.append(scope, "session.opened", "person", str(person.id))
    return token


def resume(lobby: Lobby, token: str) -> Guest:
    """Who the session belongs to; raises `AccessError` when it has expired or was revoked."""
    with lobby.database.lobby() as connection:
        person = people.resume_session(connection, token)
        if person is None:
            raise AccessError("Your session has ended; please sign in again.")
        return Guest(person, people.memberships(connection, person.id))


def sign_out(lobby: Lobby, token: str) -> None:
    """Revokes the session everywhere it is used."""
    with lobby.database.lobby() as connection:
        people.revoke_session(connection, token)


def open_workspace(lobby: Lobby, guest: Guest, slug: str) -> Workspace:
    """The desk over one of the guest's companies; raises `AccessError` when they are no member."""
    for membership in guest.memberships:
        if membership.company.slug == slug:
            return Workspace(
                lobby.database,
                lobby.settings,
                lobby.explainer,
                membership.company,
                guest.person,
                membership.role,
                lobby.origin,
            )
    raise AccessError("You are not a member of this company.")


def add_company(
    lobby: Lobby,
    *,
    slug: str,
    name: str,
    base_currency: str,
    admin_email: str,
    admin_name: str,
    password: str,
) -> Company:
    """Makes a company with its first administrator; a person who exists already keeps their password.

    Raises `ConflictError` when the short name is taken, `TieoutError` for values that cannot be.
    """
    if not _SLUG.match(slug):
        raise TieoutError(f"“{slug}” is no short name: use small letters, digits and hyphens.")
    if not is_currency_code(base_currency):
        raise TieoutError(f"“{base_currency}” is not a currency code.")
    with lobby.database.lobby() as connection:
        if companies.find(connection, slug):
            raise ConflictError(f"There is a company “{slug}” already.")
        company = companies.add(connection, slug, name, base_currency)
        known = people.credentials(connection, admin_email).person
        admin = known or people.add(connection, admin_email, admin_name, password_hash(admin_email, password))
        people.set_membership(connection, company.id, admin.id, Role.ADMIN)
    with lobby.database.tenant(company.id, Actor(admin.id, admin.name, lobby.origin)) as scope:
        audit.append(scope, "company.added", "company", str(company.id), after={"slug": slug, "name": name})
    return company


def add_member(lobby: Lobby, company: Company, *, email: str, name: str, password: str, role: Role) -> Person:
    """Makes a person a member of a company; a person who exists already keeps their password."""
    with lobby.database.lobby() as connection:
        known = people.credentials(connection, email).person
        person = known or people.add(connection, email, name, password_hash(email, password))
        people.set_membership(connection, company.id, person.id, role)
    with lobby.database.tenant(company.id, Actor(person.id, person.name, lobby.origin)) as scope:
        audit.append(scope, "person.added", "person", str(person.id), after={"role": str(role), "name": name})
    return person


def password_hash(email: str, password: str) -> str:
    """The bcrypt hash of a password that is long enough; bcrypt sees no more than 72 bytes."""
    if not _EMAIL.match(email):
        raise TieoutError(f"“{email}” is not an e-mail address.")
    if not 10 <= len(password.encode()) <= 72:
        raise TieoutError("A password needs 10 to 72 characters.")
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(12)).decode()
