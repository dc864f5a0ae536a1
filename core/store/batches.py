"""Import batches: what each file brought, the rows it could not give, and how its columns are read."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from core.model.batch import BatchKind, ImportBatch, RejectedRow
from core.model.errors import ConflictError, NotFoundError
from core.store.tables import column_mappings, import_batches, rejected_rows
from core.store.tenancy import Scope

# An undone import leaves its rows behind as void; a row with allocations keeps it from being undone.
_VOID_INVOICES = text("update invoices set voided_at = now() where batch_id = :id and voided_at is null")
_VOID_PAYMENTS = text("update payments set voided_at = now() where batch_id = :id and voided_at is null")


def create(
    scope: Scope, kind: BatchKind, file_name: str, file_sha256: str, mapping: Mapping[str, Any]
) -> UUID:
    """Writes down that a file is being imported; `finish` completes it in the same transaction."""
    values = {
        "kind": kind.value,
        "file_name": file_name,
        "file_sha256": file_sha256,
        "mapping": dict(mapping),
        "imported_by": scope.actor.id,
        "imported_by_name": scope.actor.name,
    }
    made: UUID = scope.connection.execute(
        insert(import_batches).values(values).returning(import_batches.c.id)
    ).scalar_one()
    return made


def finish(scope: Scope, batch_id: UUID, added: int, known: int, rejected: Sequence[RejectedRow]) -> None:
    """Completes a batch with its counts and keeps the rows that could not be read."""
    counts = {"added": added, "known": known, "rejected": len(rejected)}
    scope.connection.execute(update(import_batches).where(import_batches.c.id == batch_id).values(counts))
    if rejected:
        scope.connection.execute(
            insert(rejected_rows),
            [
                {
                    "batch_id": batch_id,
                    "file": each.file,
                    "row": each.row,
                    "column_name": each.column,
                    "value": each.value,
                    "reason": each.reason,
                    "cells": list(each.cells),
                }
                for each in rejected
            ],
        )


def get(scope: Scope, batch_id: UUID) -> ImportBatch:
    """One import; raises `NotFoundError`."""
    row = scope.connection.execute(
        select(import_batches).where(import_batches.c.id == batch_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError("There is no such import.")
    return _batch(row)


def newest(scope: Scope, limit: int, offset: int = 0) -> tuple[ImportBatch, ...]:
    """The imports, newest first."""
    statement = select(import_batches).order_by(import_batches.c.imported_at.desc(), import_batches.c.id)
    return tuple(_batch(row) for row in scope.connection.execute(statement.limit(limit).offset(offset)))


def earlier(scope: Scope, file_sha256: str) -> ImportBatch | None:
    """The last import of exactly this file that was not undone."""
    statement = (
        select(import_batches)
        .where(import_batches.c.file_sha256 == file_sha256, import_batches.c.undone_at.is_(None))
        .order_by(import_batches.c.imported_at.desc())
        .limit(1)
    )
    row = scope.connection.execute(statement).one_or_none()
    return None if row is None else _batch(row)


def rejected(scope: Scope, batch_id: UUID) -> tuple[RejectedRow, ...]:
    """The rows of a batch that could not be read, in the order of the file."""
    statement = (
        select(rejected_rows)
        .where(rejected_rows.c.batch_id == batch_id)
        .order_by(rejected_rows.c.row, rejected_rows.c.column_name)
    )
    return tuple(
        RejectedRow(row.file, row.row, row.column_name, row.value, row.reason, tuple(row.cells))
        for row in scope.connection.execute(statement)
    )


def header(scope: Scope, batch_id: UUID) -> tuple[str, ...]:
    """The header of the file of a batch; () where it had none or was stored before headers were kept."""
    statement = select(import_batches.c.mapping).where(import_batches.c.id == batch_id)
    mapping = scope.connection.execute(statement).scalar_one_or_none() or {}
    return tuple(mapping.get("header", ()))


def undo(scope: Scope, batch_id: UUID) -> int:
    """Voids every row the batch added and answers how many; the same file may then be imported anew.

    Raises `NotFoundError`, and `ConflictError` when it was undone already or one of its rows has allocations.
    """
    get(scope, batch_id)
    undone = scope.connection.execute(
        update(import_batches)
        .where(import_batches.c.id == batch_id, import_batches.c.undone_at.is_(None))
        .values(undone_at=text("now()"))
    )
    if undone.rowcount != 1:
        raise ConflictError("This import was undone already.")
    return sum(
        scope.connection.execute(statement, {"id": batch_id}).rowcount
        for statement in (_VOID_INVOICES, _VOID_PAYMENTS)
    )


def remember_mapping(scope: Scope, shape_key: str, mapping: Mapping[str, Any]) -> None:
    """Keeps how the columns of files of this shape are to be read."""
    values = {
        "shape_key": shape_key,
        "mapping": dict(mapping),
        "saved_by_name": scope.actor.name,
        "saved_at": text("now()"),
    }
    changes = {key: value for key, value in values.items() if key != "shape_key"}
    scope.connection.execute(
        upsert(column_mappings)
        .values(values)
        .on_conflict_do_update(index_elements=["tenant_id", "shape_key"], set_=changes)
    )


def remembered_mapping(scope: Scope, shape_key: str) -> dict[str, Any] | None:
    """How the columns of files of this shape are to be read, where a person has said so."""
    statement = select(column_mappings.c.mapping).where(column_mappings.c.shape_key == shape_key)
    found = scope.connection.execute(statement).scalar_one_or_none()
    return None if found is None else dict(found)


def _batch(row: Row[Any]) -> ImportBatch:
    return ImportBatch(
        row.id,
        BatchKind(row.kind),
        row.file_name,
        row.file_sha256,
        row.imported_at,
        row.imported_by_name,
        row.added,
        row.known,
        row.rejected,
        row.undone_at,
    )
