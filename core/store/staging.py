"""Many rows at once: COPY into a temporary table, from where one statement puts them in their place.

COPY into a table under row level security is refused, and an insert for each row is ten times slower.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Copy, sql
from sqlalchemy import Connection, text

from core.store.tenancy import Scope

LARGE = "tieout_large_change"
_LARGE_FROM = 1_000  # rows; below that the old statistics still tell the truth
_NO_ROW_BY_ROW = text("set local enable_nestloop = off")
_AS_BEFORE = text("set local enable_nestloop = on")
_IN_MEMORY = text("set local work_mem = '64MB'")  # 100,000 staged rows are sorted without touching the disk
_ROWS_AT_ONCE = 5_000  # the server takes these in while the next are written
# What COPY's text format reads as something else ("File Formats" in PostgreSQL's page on COPY).
_ODD = re.compile(r"[\\\t\n\r]")
_ESCAPED = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}

Columns = Sequence[tuple[str, str]]


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
    columns: Columns,
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
    return _stage(scope, table, columns, lambda copy: _send_rows(copy, rows), into)


def stage_columns(
    scope: Scope,
    table: str,
    columns: Columns,
    values: Mapping[str, Sequence[str]],
    *,
    into: Sequence[str] = (),
) -> int:
    """As `stage`, from the cells of each column by its name, equally many, as PostgreSQL writes such values;
    "" is null in every column but those of text. A third of the time of as many rows of Python values."""
    cells = [_written(values[name], kind) for name, kind in columns]
    return _stage(scope, table, columns, lambda copy: _send_columns(copy, cells), into)


def _stage(
    scope: Scope, table: str, columns: Columns, send: Callable[[Copy], int], into: Sequence[str]
) -> int:
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
        fields = sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns)
        with cursor.copy(sql.SQL("copy {} (id, {}) from stdin").format(name, fields)) as copy:
            count = send(copy)
        if not into:
            cursor.execute(sql.SQL("analyze {}").format(name))
    if into and count >= _LARGE_FROM:
        scope.connection.execute(_IN_MEMORY)
        scope.connection.info.setdefault(LARGE, set()).update(into)
    return count


def _stem() -> str:
    """The first 20 digits of the keys of one table: a key is 72 random bits and the row's place, as a version
    8 uuid (RFC 9562, section 5.8)."""
    return f"{secrets.token_hex(6)}8{secrets.token_hex(2)[1:]}8{secrets.token_hex(2)[1:]}"


def _send_rows(copy: Copy, rows: Iterable[Sequence[Any]]) -> int:
    """Sends the rows, each with its key, and answers how many."""
    stem, count = _stem(), 0
    for row in rows:
        copy.write_row((f"{stem}{count:012x}", *row))
        count += 1
    return count


def _send_columns(copy: Copy, cells: Sequence[Sequence[str]]) -> int:
    """Sends the rows that the columns make, each with its key, and answers how many."""
    stem, count = _stem(), len(cells[0])
    for start in range(0, count, _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, count)
        keys = [f"{stem}{place:012x}" for place in range(start, stop)]
        rows = zip(keys, *(column[start:stop] for column in cells), strict=True)
        copy.write("\n".join(map("\t".join, rows)) + "\n")
    return count


def _written(cells: Sequence[str], kind: str) -> Sequence[str]:
    """The cells in COPY's text format: null as \\N, and what would divide cells or rows escaped."""
    if kind != "text":
        return [cell or r"\N" for cell in cells] if "" in cells else cells
    if _ODD.search("".join(cells)):
        return [_ODD.sub(lambda odd: _ESCAPED[odd[0]], cell) for cell in cells]
    return cells
