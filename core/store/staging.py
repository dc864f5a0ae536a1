"""Many rows at once: COPY into a temporary table, from where one statement puts them in their place.

COPY into a table under row level security is refused, and an insert for each row is ten times slower.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql

from core.store.tenancy import Scope


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
    return count
