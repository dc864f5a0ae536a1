"""The migrated schema: equal to what Python believes, and every tenant table fenced."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, Inspector, create_engine, inspect

from core.store import tables
from core.store.address import for_sqlalchemy
from tests.conftest import Server

LOBBY = {"people", "sessions", "sign_in_attempts", "memberships", "schema_migrations"}


@pytest.fixture(scope="module")
def admin(server: Server) -> Iterator[Engine]:
    engine = create_engine(for_sqlalchemy(server.admin_url))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def schema(admin: Engine) -> Inspector:
    return inspect(admin)


def test_tables_in_python_are_the_tables_in_the_database(schema: Inspector) -> None:
    assert set(schema.get_table_names()) - LOBBY == set(tables.metadata.tables)


@pytest.mark.parametrize("name", sorted(tables.metadata.tables))
def test_a_table_in_python_equals_the_migrated_one(admin: Engine, schema: Inspector, name: str) -> None:
    ours = tables.metadata.tables[name]
    assert [_shape(admin, each) for each in _as_dicts(ours)] == [
        _shape(admin, each) for each in schema.get_columns(name)
    ]
    assert [each.name for each in ours.primary_key.columns] == schema.get_pk_constraint(name)[
        "constrained_columns"
    ]
    assert {
        (
            each.name,
            tuple(each.column_keys),
            each.referred_table.name,
            tuple(e.column.name for e in each.elements),
        )
        for each in ours.foreign_key_constraints
    } == {
        (
            each["name"],
            tuple(each["constrained_columns"]),
            each["referred_table"],
            tuple(each["referred_columns"]),
        )
        for each in schema.get_foreign_keys(name)
    }
    assert {
        (each.name, tuple(c.name for c in each.columns))
        for each in ours.constraints
        if each.__visit_name__ == "unique_constraint"
    } == {(each["name"], tuple(each["column_names"])) for each in schema.get_unique_constraints(name)}


def test_every_key_and_index_of_a_tenant_table_leads_with_the_tenant(server: Server) -> None:
    """A unique constraint without it would tell that another company has the value."""
    found = _rows(
        server,
        """
        select c.relname, i.indexrelid::regclass::text
        from pg_index as i
        join pg_class as c on c.oid = i.indrelid
        join pg_namespace as n on n.oid = c.relnamespace
        join pg_attribute as a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where n.nspname = 'tieout' and a.attname <> 'tenant_id'
          and exists (select from pg_attribute as t where t.attrelid = c.oid and t.attname = 'tenant_id')
        """,
    )
    assert found == []


def test_every_key_between_tenant_tables_carries_the_tenant(server: Server) -> None:
    """Foreign keys look past row level security: one without the tenant could name another company's row."""
    found = _rows(
        server,
        """
        select k.conname
        from pg_constraint as k
        join pg_attribute as ours on ours.attrelid = k.conrelid and ours.attname = 'tenant_id'
        join pg_attribute as theirs on theirs.attrelid = k.confrelid and theirs.attname = 'tenant_id'
        where k.contype = 'f'
          and (k.conkey[1] <> ours.attnum or k.confkey[1] <> theirs.attnum)
        """,
    )
    assert found == []


def test_every_foreign_key_has_an_index_to_find_it_by(server: Server) -> None:
    """Otherwise removing or locking a parent reads the whole child table."""
    found = _rows(
        server,
        """
        select k.conname
        from pg_constraint as k
        join pg_namespace as n on n.oid = k.connamespace
        where k.contype = 'f' and n.nspname = 'tieout' and cardinality(k.conkey) > 1
          and not exists (
            select from pg_index as i
            where i.indrelid = k.conrelid
              and (i.indkey::int2[])[0:1] = k.conkey[1:2]
          )
        """,
    )
    assert found == []


def test_every_table_binds_its_owner_too(server: Server) -> None:
    found = _rows(
        server,
        """
        select c.relname
        from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'tieout' and c.relkind = 'r' and c.relname <> 'schema_migrations'
          and not (c.relrowsecurity and c.relforcerowsecurity)
        """,
    )
    assert found == []


def test_every_tenant_table_has_its_floor(server: Server) -> None:
    """Restrictive, for everybody, for every command: whatever another policy says, it holds."""
    fenced = _rows(
        server,
        """
        select c.relname
        from pg_policy as p
        join pg_class as c on c.oid = p.polrelid
        where p.polname = 'tenant_floor' and not p.polpermissive
          and p.polcmd = '*' and p.polroles = array[0::oid]
          and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
        """,
    )
    assert {name for (name,) in fenced} == set(tables.metadata.tables) | {"memberships"}


def test_functions_with_the_owners_rights_pin_where_they_look(server: Server) -> None:
    found = _rows(
        server,
        """
        select f.proname
        from pg_proc as f
        join pg_namespace as n on n.oid = f.pronamespace
        where n.nspname = 'tieout' and f.prosecdef
          and (f.proconfig is null
            or not f.proconfig @> array['search_path=tieout, pg_temp']
            or pg_get_userbyid(f.proowner) <> 'tieout_owner'
            or has_function_privilege('public', f.oid, 'execute'))
        """,
    )
    assert found == []


def _rows(server: Server, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(server.admin_url) as connection:
        return connection.execute(query.encode()).fetchall()


def _as_dicts(table: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "type": each.type,
            "nullable": each.nullable,
            "default": None if each.server_default is None else each.server_default.arg.text,
        }
        for each in table.columns
    ]


def _shape(engine: Engine, column: Any) -> tuple[str, str, bool, str | None]:
    """Name, type, whether null is allowed, and the default, written without the server's added casts."""
    default = column["default"]
    if default is not None:
        default = default.replace("::text", "").replace("(", "").replace(")", "").replace("[]", "").lower()
        default = default.replace("::uuid", "")
    return column["name"], column["type"].compile(engine.dialect), column["nullable"], default
