"""Many rows at once: COPY into a temporary table, from where one statement puts them in their place.

COPY into a table under row level security is refused, and an insert for each row is ten times slower.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Cursor, sql
from sqlalchemy import Connection, text

from core.store.tenancy import Scope

LARGE = "tieout_large_change"
_LARGE_FROM = 1_000  # rows; below that the old statistics still tell the truth
_NO_ROW_BY_ROW = text("set local enable_nestloop = off")
_AS_BEFORE = text("set local enable_nestloop = on")


@contextmanager
def whole_tables(connection: Connection) -> Iterator[None]:
    """For statements that read or move whole books: joins go over tables at once, never row by row.

    Statistics lag behind what was just loaded, and a walk of one large table for each row of another that was
    believed to be nearly empty takes hours.
    """
    connection.execute(_NO_ROW_BY_ROW)
    yield
    connection.execute(_AS_BEFORE)


def stage(
    scope: Scope,
    table: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Any]],
    *,
    into: Sequence[str] = (),
) -> int:
    """Fills the temporary table `table` with rows of `columns` (name, type) and answers how many there were.

    The table also has an `id uuid` of its own for each row, rising in the order of the rows: keys that rise
    as rows are added cost an index a third of what random ones do. It is gone when the transaction ends; one
    of the same name staged earlier in the transaction is replaced. `into` names the tables the rows are meant
    for, whose statistics are then brought up to date after the commit when the rows were many.
    """
    name = sql.Identifier("pg_temp", table)
    driver = scope.connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor:
        cursor.execute(sql.SQL("drop table if exists {}").format(name))
        cursor.execute(
            sql.SQL("create temporary table {} (id uuid not null, {}) on commit drop").format(
                sql.Identifier(table),
                sql.SQL(", ").join(
                    sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind)) for column, kind in columns
                ),
            )
        )
        count = _copy(cursor, name, columns, rows)
        if not into:
            cursor.execute(sql.SQL("analyze {}").format(name))
    if into and count >= _LARGE_FROM:
        scope.connection.info.setdefault(LARGE, set()).update(into)
    return count


def _copy(
    cursor: Cursor[Any],
    name: sql.Identifier,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Any]],
) -> int:
    """Sends the rows, each with its key, and answers how many; a key is 72 random bits and the row's place,
    as a version 8 uuid (RFC 9562, section 5.8)."""
    fields = sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns)
    stem = f"{secrets.token_hex(6)}8{secrets.token_hex(2)[1:]}8{secrets.token_hex(2)[1:]}"
    count = 0
    with cursor.copy(sql.SQL("copy {} (id, {}) from stdin").format(name, fields)) as copy:
        for row in rows:
            copy.write_row((f"{stem}{count:012x}", *row))
            count += 1
    return count
