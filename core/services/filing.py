"""Filing: a document is read, corrected by a person where it must be, and its invoices stored with it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.intake import sniffing
from core.intake.documents import as_invoice, pictures, reading
from core.intake.documents.as_invoice import Proposal
from core.intake.documents.values import Document, FoundInvoice
from core.intake.table import Progress, silent
from core.model.batch import BatchKind, ImportBatch
from core.model.document import MAX_DOCUMENT_BYTES, PagePicture
from core.model.errors import FileError, ImportRefusedError
from core.model.identity import Role
from core.model.invoice import Invoice
from core.services.workspace import Workspace
from core.store import audit, batches, documents, invoices
from core.store.tenancy import Scope


class Standing(StrEnum):
    """What the books know of an invoice before it is stored."""

    NEW = "new"
    KNOWN = "known"  # its number is there already, and says the same
    DIFFERS = "differs"  # its number is there with another amount, currency or date; the books keep theirs


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document that was read; nothing of it is stored yet."""

    file_name: str
    file_sha256: str
    content: bytes
    document: Document
    already_imported_at: datetime | None

    @property
    def has_pages(self) -> bool:
        """Whether there is something to look at beside the fields."""
        return pictures.has_pages(self.content)


@dataclass(frozen=True, slots=True)
class Looked:
    """An invoice of a document as it would be stored, its doubts, and what the books know of it."""

    found: FoundInvoice
    proposal: Proposal
    standing: Standing


@dataclass(frozen=True, slots=True)
class Chosen:
    """An invoice to be stored; `confirmed` when a person compared its doubtful fields with the page."""

    found: FoundInvoice
    confirmed: bool


def is_document(data: bytes) -> bool:
    """Whether a file is read as a document (PDF, picture, e-invoice) rather than as rows or a statement."""
    return pictures.has_pages(data) or sniffing.is_other_markup(data)


def read(
    workspace: Workspace,
    data: bytes,
    file_name: str,
    *,
    on_progress: Progress = silent,
    is_cancelled: Callable[[], bool] = bool,
) -> DocumentFile:
    """The invoices in a PDF, e-invoice or picture; raises `FileError` where it cannot be taken."""
    if len(data) > MAX_DOCUMENT_BYTES:
        raise FileError(
            f"“{file_name}” has {len(data) / 1_000_000:.0f} MB; documents are kept up to "
            f"{MAX_DOCUMENT_BYTES // 1_000_000} MB. Please scan it at a lower resolution or split it."
        )
    document = reading.read_document(data, file_name, on_progress=on_progress, is_cancelled=is_cancelled)
    digest = hashlib.sha256(data).hexdigest()
    with workspace.scope() as scope:
        earlier = batches.earlier(scope, digest)
    return DocumentFile(file_name, digest, data, document, earlier.imported_at if earlier else None)


def look(workspace: Workspace, found: Sequence[FoundInvoice]) -> tuple[Looked, ...]:
    """What storing each invoice would need and do."""
    with workspace.scope() as scope:
        return tuple(_look(workspace, scope, one) for one in found)


def _look(workspace: Workspace, scope: Scope, found: FoundInvoice) -> Looked:
    proposal = as_invoice.propose(found, [workspace.company.name])
    standing = Standing.NEW
    if proposal.invoice is not None:
        met = invoices.preview(scope, [replace(proposal.invoice, source_row=1)])
        if met.known:
            standing = Standing.DIFFERS if met.differing else Standing.KNOWN
    return Looked(found, proposal, standing)


def first_page(found: FoundInvoice) -> int:
    """The page that shows most of an invoice's fields."""
    return pictures.first_page(found.pages, pictures.places_of(found))


def page(file: DocumentFile, found: FoundInvoice, number: int | None = None) -> PagePicture | None:
    """A page of a document with the fields of an invoice framed; None for data without pages.

    `number` left out is `first_page`. Raises `FileError`.
    """
    if not file.has_pages:
        return None
    wanted, places = number or first_page(found), pictures.places_of(found)
    return pictures.page_picture(file.content, file.file_name, wanted, found.pages, places)


def store(workspace: Workspace, file: DocumentFile, chosen: Sequence[Chosen]) -> ImportBatch:
    """Stores invoices of a document, and the document with them, in one transaction.

    An invoice that is in the books already stays as it is there and gets the document to look at. Raises
    `ImportRefusedError`, and stores nothing, when a field is missing or a doubt was not confirmed.
    """
    ready = [(one.found, _accepted(workspace, file, one)) for one in chosen]
    if not ready:
        raise ImportRefusedError(f"{file.file_name} has no invoice that can be stored yet.")
    with workspace.scope(Role.ANALYST) as scope:
        batch_id = batches.create(scope, BatchKind.INVOICES, file.file_name, file.file_sha256, {})
        stored = invoices.store(scope, batch_id, [invoice for _, invoice in ready])
        kept = documents.keep(scope, file.file_name, file.file_sha256, file.content)
        for found, invoice in ready:
            called = documents.invoice_called(scope, invoice.direction, invoice.counterparty, invoice.number)
            if called is not None:
                documents.attach(scope, called, kept, found.pages, pictures.places_of(found))
        batches.finish(scope, batch_id, stored.added, stored.known, ())
        batch = batches.get(scope, batch_id)
        after = {
            "file": batch.file_name,
            "sha256": batch.file_sha256,
            "kind": batch.kind.value,
            "added": batch.added,
            "known": batch.known,
            "rejected": 0,
            "confirmed": [
                invoice.number for one, (_, invoice) in zip(chosen, ready, strict=True) if one.confirmed
            ],
        }
        audit.append(scope, "import.stored", "import", str(batch.id), after=after)
    return batch


def _accepted(workspace: Workspace, file: DocumentFile, one: Chosen) -> Invoice:
    proposal = as_invoice.propose(one.found, [workspace.company.name])
    doubts = list(proposal.doubts.values())
    if proposal.invoice is None:
        raise ImportRefusedError(f"{file.file_name}: {doubts[0] if doubts else 'a field is missing.'}")
    if doubts and not one.confirmed:
        raise ImportRefusedError(f"{file.file_name}: {doubts[0]} Please compare it with the page first.")
    return proposal.invoice
