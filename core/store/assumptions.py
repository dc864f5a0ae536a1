"""The figures the KPIs assume, as a company set them: every version stays, the newest is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from core.store.tables import kpi_assumptions
from core.store.tenancy import Scope
from core.store.values import as_json

_SAVE = text("""
    insert into kpi_assumptions (version, "values", saved_by, saved_by_name)
    select coalesce(max(version), 0) + 1, cast(:values as jsonb), :by, :by_name
    from kpi_assumptions
    returning version
""")


@dataclass(frozen=True, slots=True)
class SavedAssumptions:
    """One saved version; `values` holds plain JSON, decimals as text."""

    version: int
    values: dict[str, Any]
    saved_at: datetime
    saved_by: str


def save(scope: Scope, values: Mapping[str, Any]) -> int:
    """Saves the figures as the next version; raises `ConflictError` when somebody else just did."""
    parameters = {"values": as_json(values), "by": scope.actor.id, "by_name": scope.actor.name}
    return int(scope.connection.execute(_SAVE, parameters).scalar_one())


def current(scope: Scope) -> SavedAssumptions | None:
    """The figures in force; None where the company has set none."""
    statement = select(kpi_assumptions).order_by(kpi_assumptions.c.version.desc()).limit(1)
    row = scope.connection.execute(statement).one_or_none()
    if row is None:
        return None
    return SavedAssumptions(row.version, dict(row._mapping["values"]), row.saved_at, row.saved_by_name)
