"""Report files: where each file of a run lies, and which still wait to be brought to the bucket."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from core.model.errors import NotFoundError
from core.store.settlement_tables import report_files
from core.store.tenancy import Scope


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file; `key` is its path in its place, `wanted_key` where it is still to go ("" nowhere)."""

    id: UUID
    run_id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    place: str
    key: str
    wanted_key: str
    attempts: int
    error: str
    created_at: datetime


def put(
    scope: Scope,
    run_id: UUID,
    name: str,
    content_type: str,
    size: int,
    sha256: str,
    place: str,
    key: str,
    wanted_key: str = "",
    error: str = "",
) -> ReportFile:
    """Writes down where a file lies; one of the same name of the same run takes its place."""
    values = {
        "run_id": run_id,
        "name": name,
        "content_type": content_type,
        "size": size,
        "sha256": sha256,
        "place": place,
        "key": key,
        "wanted_key": wanted_key,
        "error": error,
    }
    changes = {one: values[one] for one in ("place", "key", "wanted_key", "error")}
    statement = upsert(report_files).values(values)
    row = scope.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "run_id", "name"], set_=changes | {"uploaded_at": None}
        ).returning(report_files)
    ).one()
    return _file(row)


def of_run(scope: Scope, run_id: UUID) -> tuple[ReportFile, ...]:
    """The files of a run by name."""
    statement = select(report_files).where(report_files.c.run_id == run_id).order_by(report_files.c.name)
    return tuple(_file(row) for row in scope.connection.execute(statement))


def get(scope: Scope, file_id: UUID) -> ReportFile:
    """One file; raises `NotFoundError`."""
    row = scope.connection.execute(select(report_files).where(report_files.c.id == file_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such file.")
    return _file(row)


def waiting(scope: Scope, limit: int = 100) -> tuple[ReportFile, ...]:
    """Files that lie locally and are still to be brought to the bucket, oldest first."""
    statement = (
        select(report_files)
        .where(report_files.c.place == "local", report_files.c.wanted_key != "")
        .order_by(report_files.c.created_at, report_files.c.id)
        .limit(limit)
    )
    return tuple(_file(row) for row in scope.connection.execute(statement))


def brought(scope: Scope, file_id: UUID) -> None:
    """Says that a waiting file is in the bucket now, confirmed; its local copy may go."""
    _change(
        scope,
        file_id,
        {
            "place": "s3",
            "key": report_files.c.wanted_key,
            "wanted_key": "",
            "error": "",
            "uploaded_at": text("now()"),
        },
    )


def not_brought(scope: Scope, file_id: UUID, error: str) -> None:
    """Says that a waiting file could not be brought this time either."""
    _change(scope, file_id, {"attempts": report_files.c.attempts + 1, "error": error})


def _change(scope: Scope, file_id: UUID, values: dict[str, Any]) -> None:
    scope.connection.execute(
        update(report_files)
        .where(report_files.c.id == file_id, report_files.c.wanted_key != "")
        .values(values)
    )


def _file(row: Row[Any]) -> ReportFile:
    return ReportFile(
        row.id,
        row.run_id,
        row.name,
        row.content_type,
        row.size,
        row.sha256,
        row.place,
        row.key,
        row.wanted_key,
        row.attempts,
        row.error,
        row.created_at,
    )
