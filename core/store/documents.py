"""Documents: the files invoices were read from, kept once each, and where each invoice stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from core.model.document import FieldPlace
from core.model.invoice import Direction
from core.store import counterparties
from core.store.tables import documents, invoice_documents
from core.store.tenancy import Scope

# The invoice of the books a document speaks of.
_SPOKEN_OF = text("""
    select i.id
    from invoices as i
    join counterparties as c on c.tenant_id = i.tenant_id and c.id = i.counterparty_id
    where i.direction = :direction and c.folded_name = :folded and i.number = :number and i.voided_at is null
""")


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The document of an invoice: the file's bytes, the pages it stands on, where its fields are printed."""

    file_name: str
    content: bytes
    pages: tuple[int, ...]
    places: tuple[FieldPlace, ...]


def keep(scope: Scope, file_name: str, file_sha256: str, content: bytes) -> UUID:
    """Keeps a file of at most `MAX_DOCUMENT_BYTES` and answers its id; one that is kept already stays, under
    the name it came with. `file_sha256` is of its bytes: the database holds the two together."""
    values = {
        "file_name": file_name,
        "file_sha256": file_sha256,
        "content": content,
        "kept_by_name": scope.actor.name,
    }
    scope.connection.execute(upsert(documents).values(values).on_conflict_do_nothing())
    kept = select(documents.c.id).where(documents.c.file_sha256 == file_sha256)
    found: UUID = scope.connection.execute(kept).scalar_one()
    return found


def invoice_called(scope: Scope, direction: Direction, counterparty: str, number: str) -> UUID | None:
    """The invoice of the books with this direction, counterparty and number that is not void."""
    values = {"direction": direction.value, "folded": counterparties.fold(counterparty), "number": number}
    found: UUID | None = scope.connection.execute(_SPOKEN_OF, values).scalar_one_or_none()
    return found


def attach(
    scope: Scope, invoice_id: UUID, document_id: UUID, pages: Sequence[int], places: Sequence[FieldPlace]
) -> None:
    """Says which document an invoice stands in and where; an invoice that has one keeps it."""
    boxes = {one.field: [one.page, one.left, one.top, one.right, one.bottom] for one in places}
    values = {"invoice_id": invoice_id, "document_id": document_id, "pages": list(pages), "places": boxes}
    scope.connection.execute(upsert(invoice_documents).values(values).on_conflict_do_nothing())


def name_of(scope: Scope, invoice_id: UUID) -> str:
    """The name of the file an invoice was read from; "" where there is none."""
    statement = (
        select(documents.c.file_name)
        .join(
            invoice_documents,
            (documents.c.tenant_id == invoice_documents.c.tenant_id)
            & (documents.c.id == invoice_documents.c.document_id),
        )
        .where(invoice_documents.c.invoice_id == invoice_id)
    )
    return scope.connection.execute(statement).scalar_one_or_none() or ""


def of_invoice(scope: Scope, invoice_id: UUID) -> KeptDocument | None:
    """The document an invoice was read from, or None where it came in another way."""
    statement = (
        select(
            documents.c.file_name, documents.c.content, invoice_documents.c.pages, invoice_documents.c.places
        )
        .join(
            documents,
            (documents.c.tenant_id == invoice_documents.c.tenant_id)
            & (documents.c.id == invoice_documents.c.document_id),
        )
        .where(invoice_documents.c.invoice_id == invoice_id)
    )
    row = scope.connection.execute(statement).one_or_none()
    if row is None:
        return None
    places = tuple(FieldPlace(field, int(box[0]), *map(float, box[1:])) for field, box in row.places.items())
    return KeptDocument(row.file_name, bytes(row.content), tuple(row.pages), places)
