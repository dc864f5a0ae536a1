"""Rows as pandas columns: money as int64, days as datetime64, keys and words as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Executable

from core.store.staging import whole_tables
from core.store.tenancy import Scope


class Kind(Enum):
    """What a column of a frame holds."""

    TEXT = "str"
    WHOLE = "int64"
    REAL = "float64"
    YES_NO = "bool"
    DAY = "datetime64[ns]"  # NaT where there is none
    MOMENT = "datetime64[ns, UTC]"  # NaT where there is none
    ANY = "object"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a longer list: its rows and how many there are in all."""

    rows: pd.DataFrame
    total: int


def read(
    scope: Scope,
    statement: Executable,
    columns: Mapping[str, Kind],
    parameters: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """The rows of a statement over whole books as a frame of `columns`, in the statement's own order."""
    with whole_tables(scope.connection):
        rows = scope.connection.execute(statement, dict(parameters or {})).all()
    return frame_of(rows, columns)


def frame_of(rows: Sequence[Sequence[Any]], columns: Mapping[str, Kind]) -> pd.DataFrame:
    """Rows of values as a frame with exactly these columns and types, also when there are none."""
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {name: _series(column, kind) for (name, kind), column in zip(columns.items(), values, strict=True)}
    )


def _series(values: Sequence[Any], kind: Kind) -> "pd.Series[Any]":
    if kind is Kind.DAY:
        days: pd.Series[Any] = pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[ns]"))
        return days
    if kind is Kind.MOMENT:
        moments: pd.Series[Any] = pd.Series(pd.to_datetime(list(values), utc=True).as_unit("ns"))
        return moments
    if kind is Kind.ANY:
        return pd.Series(list(values), dtype=object)
    plain: pd.Series[Any] = pd.Series(list(values), dtype=kind.value)
    return plain
