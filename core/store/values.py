"""Values on their way into jsonb columns."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID


def as_json(values: Mapping[str, Any]) -> str:
    """The values as JSON text: decimals, days and keys as text, enums by value; a float's NaN is refused."""
    return json.dumps(dict(values), default=_plain, allow_nan=False, ensure_ascii=False)


def rows_as_json(rows: Iterable[Mapping[str, Any]]) -> str:
    """Several rows as one JSON array, each value as in `as_json`."""
    plain = [dict(row) for row in rows]
    return json.dumps(plain, default=_plain, allow_nan=False, ensure_ascii=False)


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")
