"""One day of one processor compared with the ledger: how far it is, what it came to, what it can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.model.settlement import RunRisk


class SettlementStatus(StrEnum):
    """How a settlement run stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # `error` says what and where


@dataclass(frozen=True, slots=True)
class Window:
    """The moments a business day covers: from `since` (inclusive) to `until` (exclusive), in UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class SettlementRun:
    """One version of one day.

    `inputs` names what was compared (SHA-256 of each side, counts, how far the data reach), `summary` the
    figures (money as minor units by currency), `changes` what differs from the version before it. `degraded`
    says what else went wrong without making the result wrong, such as a report kept locally.
    """

    id: UUID
    processor: str
    business_date: date
    version: int
    status: SettlementStatus
    started_at: datetime
    finished_at: datetime | None
    started_by: str
    origin: str
    resumed: int
    window: Window
    rules_version: int
    inputs: Mapping[str, Any]
    transactions: int
    agreed: int
    discrepancies: int
    risk: RunRisk | None
    summary: Mapping[str, Any]
    changes: Mapping[str, Any]
    error: str
    degraded: str

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it runs."""
        return None if self.finished_at is None else (self.finished_at - self.started_at).total_seconds()
