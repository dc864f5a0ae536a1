"""Notes: what people wrote about an invoice, a payment or a case; only ever added to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import insert, select

from core.store.tables import notes
from core.store.tenancy import Scope


class NoteSubject(StrEnum):
    """What a note is about."""

    INVOICE = "invoice"
    PAYMENT = "payment"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    id: UUID
    text: str
    written_at: datetime
    written_by: str


def write(scope: Scope, subject: NoteSubject, subject_id: UUID, text: str) -> UUID:
    """Adds a note about a thing."""
    values = {
        "subject_kind": subject.value,
        "subject_id": subject_id,
        "text": text,
        "written_by": scope.actor.id,
        "written_by_name": scope.actor.name,
    }
    made: UUID = scope.connection.execute(insert(notes).values(values).returning(notes.c.id)).scalar_one()
    return made


def about(scope: Scope, subject: NoteSubject, subject_id: UUID) -> tuple[Note, ...]:
    """The notes about a thing, oldest first."""
    statement = (
        select(notes)
        .where(notes.c.subject_kind == subject.value, notes.c.subject_id == subject_id)
        .order_by(notes.c.written_at, notes.c.id)
    )
    return tuple(
        Note(row.id, row.text, row.written_at, row.written_by_name)
        for row in scope.connection.execute(statement)
    )
