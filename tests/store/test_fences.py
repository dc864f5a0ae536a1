"""The self-check: a database that would not keep companies apart is refused, with the reason named."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy.engine import make_url

from core.model.errors import UnsafeDatabaseError
from core.store import embedded
from core.store.address import as_app
from core.store.database import Database
from core.store.migrate import migrate
from tests.conftest import APP_PASSWORD, Server


@pytest.fixture(scope="module")
def spoiled(server: Server) -> Iterator[str]:
    """The administrator's address of a database of its own, whose schema these tests may spoil."""
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute("create database spoiled template template0")
    url = server.admin_url.replace(f"/{embedded.DATABASE}?", "/spoiled?")
    migrate(url, APP_PASSWORD)
    yield url
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute("drop database spoiled with (force)")


@pytest.fixture
def check(spoiled: str) -> Callable[[], None]:
    def run() -> None:
        database = Database(as_app(spoiled, APP_PASSWORD))
        try:
            database.check()
        finally:
            database.close()

    return run


def test_the_migrated_database_is_served(database: Database) -> None:
    database.check()


@pytest.mark.parametrize(
    ("spoil", "mend", "named"),
    [
        (
            "alter table tieout.invoices no force row level security",
            "alter table tieout.invoices force row level security",
            "not forced on invoices",
        ),
        (
            "alter table tieout.notes disable row level security",
            "alter table tieout.notes enable row level security",
            "not forced on notes",
        ),
        (
            "create table tieout.extra (tenant_id uuid, id uuid)",
            "drop table tieout.extra",
            "floor is missing on extra",
        ),
        (
            "alter policy tenant_floor on tieout.payments using (true) with check (true)",
            "alter policy tenant_floor on tieout.payments"
            " using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)"
            " with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)",
            "floor is missing on payments",
        ),
        (
            "alter policy tenant_floor on tieout.runs to tieout_owner",
            "alter policy tenant_floor on tieout.runs to public",
            "floor is missing on runs",
        ),
        (
            "alter view tieout.invoice_states reset (security_invoker)",
            "alter view tieout.invoice_states set (security_invoker = true)",
            "view invoice_states",
        ),
        (
            "grant update on tieout.audit_entries to tieout_app",
            "revoke update on tieout.audit_entries from tieout_app",
            "rights on audit_entries",
        ),
        (
            "grant select on tieout.people to tieout_app",
            "revoke select on tieout.people from tieout_app",
            "rights on people",
        ),
        ("grant tieout_owner to tieout_app", "revoke tieout_owner from tieout_app", "may become their owner"),
        (
            "alter role tieout_app bypassrls",
            "alter role tieout_app nobypassrls",
            "bypasses row level security",
        ),
        ("alter role tieout_app superuser", "alter role tieout_app nosuperuser", "is a superuser"),
        (
            "alter table tieout.notes owner to tieout_app",
            "alter table tieout.notes owner to tieout_owner",
            "owns notes",
        ),
        (
            "delete from tieout.schema_migrations where name like '0009%'",
            "insert into tieout.schema_migrations select * from kept where name like '0009%'",
            "0009_rights.sql is missing",
        ),
        (
            "update tieout.schema_migrations set sha256 = 'x' where name like '0004%'",
            "update tieout.schema_migrations as m set sha256 = k.sha256 from kept as k where m.name = k.name",
            "0004_guard.sql has changed",
        ),
    ],
)
def test_a_gap_in_the_fence_is_named(
    spoiled: str, check: Callable[[], None], spoil: str, mend: str, named: str
) -> None:
    with psycopg.connect(spoiled, autocommit=True) as connection:
        connection.execute("drop table if exists kept")
        kept = "create temporary table kept as select * from tieout.schema_migrations where name ~ '^000[49]'"
        connection.execute(kept.encode())
        try:
            connection.execute(spoil.encode())
            with pytest.raises(UnsafeDatabaseError, match=named):
                check()
        finally:
            connection.execute(mend.encode())
    check()


def test_the_superuser_is_never_served(server: Server) -> None:
    database = Database(server.admin_url)
    try:
        with pytest.raises(UnsafeDatabaseError, match="superuser"):
            database.check()
    finally:
        database.close()


def test_an_empty_database_is_not_served_but_says_what_to_do(server: Server) -> None:
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute("create database bare template template0")
    database = Database(server.app_url.replace(f"/{embedded.DATABASE}?", "/bare?"))
    try:
        with pytest.raises(UnsafeDatabaseError, match="tieout migrate"):
            database.check()
    finally:
        database.close()
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            connection.execute("drop database bare with (force)")


def test_migrating_again_applies_nothing_and_a_changed_file_is_refused(spoiled: str) -> None:
    assert migrate(spoiled, APP_PASSWORD) == []
    with psycopg.connect(spoiled, autocommit=True) as connection:
        (kept,) = connection.execute(
            "select sha256 from tieout.schema_migrations where name = '0002_books.sql'"
        ).fetchone() or ("",)
        change = "update tieout.schema_migrations set sha256 = %s where name = '0002_books.sql'"
        connection.execute(change, ("another",))
        try:
            with pytest.raises(UnsafeDatabaseError, match=r"0002_books\.sql has changed"):
                migrate(spoiled, APP_PASSWORD)
        finally:
            connection.execute(change, (kept,))


def test_an_administrator_who_is_no_superuser_can_migrate(server: Server) -> None:
    """As on a hosted server: a role that may make roles and owns the database."""
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute("create role hosted login createrole password 'hosted'")
        connection.execute("create database hosted template template0 owner hosted")
        # The two roles are the cluster's and exist already; on a new server `hosted` would have made them.
        connection.execute("grant tieout_owner, tieout_app to hosted with admin option")
    url = make_url(server.admin_url).set(username="hosted", password="hosted", database="hosted")
    try:
        assert migrate(url.render_as_string(hide_password=False), APP_PASSWORD) != []
        database = Database(as_app(url.render_as_string(hide_password=False), APP_PASSWORD))
        database.check()
        database.close()
    finally:
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            connection.execute("drop database hosted with (force)")
            connection.execute("drop owned by hosted")
            connection.execute("drop role hosted")
