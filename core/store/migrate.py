"""Brings a database's schema up to date from the numbered SQL files, as the owner role."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files

import psycopg
from psycopg import sql

from core.model.errors import UnsafeDatabaseError
from core.store import jobs
from core.store.address import APP_ROLE, OWNER_ROLE, SCHEMA, for_psycopg, verifier_of

_LOCK = 0x7165  # any number: two migrations of one database take turns
_ROLE_ATTRIBUTES = sql.SQL("nosuperuser nobypassrls nocreatedb nocreaterole noreplication")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file; `sha256` is of its text."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations() -> tuple[Migration, ...]:
    """All migrations in the order of their numbers."""
    folder = files("core.store") / "migrations"
    found = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    found.sort(key=lambda file: file.name)
    return tuple(Migration(file.name, file.read_text(encoding="utf-8")) for file in found)


def migrate(admin_url: str, app_password: str) -> list[str]:
    """Applies what is missing and answers the names of the files applied now.

    `admin_url` is a role that may make roles (on the embedded server the superuser). Makes the owner role
    (cannot log in), the app role with `app_password`, the schema `tieout` and that of the job queue. Each
    file is one transaction; it gives up after 10 s of waiting for a lock rather than stall writers. Raises
    `UnsafeDatabaseError` when a file that was applied has changed since.
    """
    with psycopg.connect(for_psycopg(admin_url), autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (_LOCK,))
        _make_roles(connection, app_password)
        _make_schema(connection)
        connection.execute(sql.SQL("set role {}").format(sql.Identifier(OWNER_ROLE)))
        connection.execute(sql.SQL("set search_path = {}").format(sql.Identifier(SCHEMA)))
        connection.execute("set lock_timeout = '10s'")
        done = _applied(connection)
        applied = [each.name for each in migrations() if _apply(connection, each, done)]
        return applied + ["the job queue"] * jobs.install(connection)


def _make_roles(connection: psycopg.Connection, app_password: str) -> None:
    """The owner, who cannot log in, and the app, who owns nothing."""
    for role in (OWNER_ROLE, APP_ROLE):
        if connection.execute("select from pg_roles where rolname = %s", (role,)).fetchone() is None:
            connection.execute(sql.SQL("create role {} {}").format(sql.Identifier(role), _ROLE_ATTRIBUTES))
    app, secret = sql.Identifier(APP_ROLE), sql.Literal(verifier_of(connection, APP_ROLE, app_password))
    connection.execute(sql.SQL("alter role {} login password {}").format(app, secret))
    # An administrator who is no superuser must be a member of the owner to act as it.
    connection.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(OWNER_ROLE)))


def _make_schema(connection: psycopg.Connection) -> None:
    """Schemas of our own, because everybody may know what stands in `public`."""
    owner, app = sql.Identifier(OWNER_ROLE), sql.Identifier(APP_ROLE)
    database = sql.Identifier(connection.info.dbname)
    for schema in map(sql.Identifier, (SCHEMA, jobs.SCHEMA)):
        connection.execute(sql.SQL("create schema if not exists {} authorization {}").format(schema, owner))
    connection.execute(sql.SQL("grant connect, temporary on database {} to {}").format(database, app))


def _applied(connection: psycopg.Connection) -> dict[str, str]:
    """The SHA-256 of every migration this database has had, by name."""
    connection.execute(
        "create table if not exists schema_migrations ("
        " name text not null, sha256 text not null, applied_at timestamptz not null default now(),"
        " constraint schema_migrations_pk primary key (name))"
    )
    connection.execute(sql.SQL("grant select on schema_migrations to {}").format(sql.Identifier(APP_ROLE)))
    rows = connection.execute("select name, sha256 from schema_migrations").fetchall()
    return dict(rows)


def _apply(connection: psycopg.Connection, migration: Migration, done: dict[str, str]) -> bool:
    """Applies one file in one transaction, unless it was applied before."""
    if migration.name in done:
        if done[migration.name] != migration.sha256:
            raise UnsafeDatabaseError(f"The migration {migration.name} has changed since it was applied.")
        return False
    with connection.transaction():
        connection.execute(migration.text.encode())
        connection.execute(
            "insert into schema_migrations (name, sha256) values (%s, %s)", (migration.name, migration.sha256)
        )
    return True
