"""One pass of the engine over a company's open items."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class RunStatus(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Run:
    """A run: which rules it used, what it posted alone and what it left to people (counts of items)."""

    id: UUID
    number: int
    status: RunStatus
    started_at: datetime
    finished_at: datetime | None
    started_by: str
    rules_name: str
    rules_version: int
    matched: int
    proposed: int
    excepted: int
    set_aside: int
