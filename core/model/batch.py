"""What became of one imported file: its counts, its rejected rows and the questions it raised."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class BatchKind(StrEnum):
    """What a file holds."""

    INVOICES = "invoices"
    PAYMENTS = "payments"


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be read: where it stands, what was found there and why it was refused.

    `row` counts lines of the file from 1, `cells` is the row as it was (for download and repair).
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
    cells: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f"{self.file}, row {self.row}" + (f", column “{self.column}”" if self.column else "")
        return f"{where}: {self.reason}" + (f" (found “{self.value}”)" if self.value else "")


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One import as it was stored. `known` rows were in the books already and added nothing; `undone_at` says
    when its rows were taken out of the books again."""

    id: UUID
    kind: BatchKind
    file_name: str
    file_sha256: str
    imported_at: datetime
    imported_by: str
    added: int
    known: int
    rejected: int
    undone_at: datetime | None = None
