"""Database addresses: one form for the person who writes DATABASE_URL, one for each library that reads it."""

import psycopg
from sqlalchemy.engine import URL, make_url

APP_ROLE = "tieout_app"
OWNER_ROLE = "tieout_owner"
SCHEMA = "tieout"
_OPTIONS = f"-csearch_path={SCHEMA}"


def _parsed(address: str) -> URL:
    return make_url(address.replace("postgres://", "postgresql://", 1))


def for_psycopg(address: str) -> str:
    """The address as libpq reads it, whatever driver it names."""
    return _parsed(address).set(drivername="postgresql").render_as_string(hide_password=False)


def for_sqlalchemy(address: str) -> URL:
    """The address as SQLAlchemy reads it, through psycopg, with Tieout's schema first on the path."""
    url = _parsed(address).set(drivername="postgresql+psycopg")
    return url.update_query_dict({"options": _OPTIONS})


def as_app(admin_address: str, app_password: str) -> str:
    """The address of the same database for the app's plain role."""
    url = _parsed(admin_address).set(drivername="postgresql", username=APP_ROLE, password=app_password)
    return url.render_as_string(hide_password=False)


def verifier_of(connection: psycopg.Connection, role: str, password: str) -> str:
    """What the server keeps instead of the password, so that the password itself never reaches its log."""
    return connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
