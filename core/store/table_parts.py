"""The parts tenant tables are made of: columns by what they hold, keys that always carry the tenant."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)

metadata = MetaData()

TENANT = text("nullif(current_setting('app.tenant_id', true), '')::uuid")
RANDOM = text("gen_random_uuid()")
NOW = text("now()")
EMPTY = text("''")
ZERO = text("0")


def any_column(name: str, kind: Any, default: Any = None, *, null: bool = False) -> Column[Any]:
    return Column(name, kind, nullable=null, server_default=default)


def uuid_column(name: str, *, null: bool = False) -> Column[Any]:
    return any_column(name, Uuid, null=null)


def text_column(name: str, default: Any = None, *, null: bool = False) -> Column[Any]:
    return any_column(name, Text, default, null=null)


def words_column(name: str) -> Column[Any]:
    """A text that is empty where there is none, never null."""
    return any_column(name, Text, EMPTY)


def minor_column(name: str, default: Any = None) -> Column[Any]:
    return any_column(name, BigInteger, default)


def count_column(name: str, default: Any = None, *, null: bool = False) -> Column[Any]:
    return any_column(name, Integer, default, null=null)


def date_column(name: str, *, null: bool = False) -> Column[Any]:
    return any_column(name, Date, null=null)


def moment_column(name: str, default: Any = None, *, null: bool = False) -> Column[Any]:
    return any_column(name, DateTime(timezone=True), default, null=null)


def tenant_table(name: str, key: tuple[str, ...], *parts: Any) -> Table:
    """A table whose first column, and whose key's first column, is the tenant."""
    return Table(
        name,
        metadata,
        any_column("tenant_id", Uuid, TENANT),
        *parts,
        PrimaryKeyConstraint("tenant_id", *key, name=f"{name}_pk"),
    )


def id_column() -> Column[Any]:
    return any_column("id", Uuid, RANDOM)


def refers(
    name: str, own: tuple[str, ...], other: str, theirs: tuple[str, ...] = ("id",)
) -> ForeignKeyConstraint:
    """A foreign key to another tenant table: it always carries the tenant."""
    return ForeignKeyConstraint(
        ["tenant_id", *own], [f"{other}.tenant_id", *(f"{other}.{each}" for each in theirs)], name=name
    )


def of_company(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["tenant_id"], ["companies.id"], name=f"{name}_company")
