"""Many rows at once: COPY into a temporary table, from where one statement puts them in their place.

COPY into a table under row level security is refused, and an insert for each row is ten times slower.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import sql
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


def stage(scope: Scope, table: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]]) -> int:
    """Fills the temporary table `table` with rows of `columns` (name, type) and answers how many there were.

    The table also has an `id uuid` of its own for each row and is gone when the transaction ends. A table of
    the same name staged earlier in the transaction is replaced.
    """
    name = sql.Identifier("pg_temp", table)
    fields = sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns)
    typed = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind)) for column, kind in columns
    )
    driver = scope.connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor:
        cursor.execute(sql.SQL("drop table if exists {}").format(name))
        cursor.execute(
            sql.SQL(
                "create temporary table {} (id uuid not null default gen_random_uuid(), {}) on commit drop"
            ).format(sql.Identifier(table), typed)
        )
        count = 0
        with cursor.copy(sql.SQL("copy {} ({}) from stdin").format(name, fields)) as copy:
            for row in rows:
                copy.write_row(row)
                count += 1
        cursor.execute(sql.SQL("analyze {}").format(name))
    if count >= _LARGE_FROM:
        scope.connection.info[LARGE] = True
    return count
