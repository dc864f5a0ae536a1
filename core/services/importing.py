"""Importing: a file is looked at first, then stored whole, stored without its bad rows, or not at all."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from core.intake import child, repairs
from core.intake.answers import NO_ANSWERS, Answers, OpenQuestionError
from core.intake.mapping import Mapping, from_json, shape_key
from core.intake.reader import Reading
from core.intake.table import Progress, silent
from core.model.batch import BatchKind, ImportBatch
from core.model.columns import Payments
from core.model.errors import ImportRefusedError
from core.model.identity import Role
from core.services.workspace import Workspace
from core.store import audit, batches, invoices, payments
from core.store.tenancy import Scope


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring: nothing of it is stored yet.

    `new` and `known` count its good rows; `differing` names file rows whose invoice number is in the books
    with another amount, currency or issue date (they would stay as the books have them).
    """

    file_name: str
    file_sha256: str
    reading: Reading
    new: int
    known: int
    differing: tuple[int, ...]
    already_imported_at: datetime | None

    @property
    def kind(self) -> BatchKind:
        """What the file holds; raises `ImportRefusedError` while nobody can tell."""
        if self.reading.kind is None:
            raise ImportRefusedError(f"Does {self.file_name} hold invoices or bank lines?")
        return self.reading.kind

    @property
    def mapping(self) -> Mapping:
        """How its columns are read; raises `ImportRefusedError` while nobody can tell."""
        if self.reading.mapping is None:
            raise ImportRefusedError(f"The columns of {self.file_name} are not known.")
        return self.reading.mapping


def preview(
    workspace: Workspace,
    data: bytes,
    file_name: str,
    kind: BatchKind | None = None,
    mapping: Mapping | None = None,
    answers: Answers = NO_ANSWERS,
    *,
    on_progress: Progress = silent,
    is_cancelled: Callable[[], bool] = bool,
) -> Preview:
    """Reads a file as this company reads files of its shape, and says what storing it would do.

    `on_progress(what, done, total)` is called while the file is read. While a question about the file is open
    (`preview.reading.questions`) there are no rows. Raises `FileError` when the file cannot be taken.
    """
    digest = hashlib.sha256(data).hexdigest()
    reading = _read(workspace, data, file_name, kind, mapping, answers, on_progress, is_cancelled)
    return _counted(workspace, Preview(file_name, digest, reading, 0, 0, (), None))


def recount(workspace: Workspace, preview: Preview) -> Preview:
    """The preview with its counts anew, after something else was stored; the file is not read again."""
    return _counted(workspace, preview)


def _counted(workspace: Workspace, preview: Preview) -> Preview:
    reading = preview.reading
    with workspace.scope() as scope:
        met = (
            invoices.preview(scope, reading.invoices)
            if reading.kind is BatchKind.INVOICES
            else payments.preview(scope, booked(reading))
        )
        earlier = batches.earlier(scope, preview.file_sha256)
    imported_at = earlier.imported_at if earlier else None
    return replace(
        preview,
        new=met.added,
        known=met.known,
        differing=met.differing,
        already_imported_at=imported_at,
    )


def _read(
    workspace: Workspace,
    data: bytes,
    file_name: str,
    kind: BatchKind | None,
    mapping: Mapping | None,
    answers: Answers,
    on_progress: Progress,
    is_cancelled: Callable[[], bool],
) -> Reading:
    """Reads the file in a process of its own, in the way people said files of its shape are to be read."""

    def read(kind: BatchKind | None, mapping: Mapping | None) -> Reading:
        found: Reading = child.read_file(
            data,
            file_name,
            kind,
            mapping,
            answers,
            workspace.company.base_currency,
            on_progress=on_progress,
            is_cancelled=is_cancelled,
        )
        return found

    reading = read(kind, mapping)
    if mapping is not None or reading.table is None:
        return reading
    with workspace.scope() as scope:
        found = batches.remembered_mapping(scope, shape_key(reading.table))
    if not found or (reading.mapping and found == reading.mapping.to_json()):
        return reading
    remembered = from_json(found)
    return reading if kind not in (None, remembered.kind) else read(remembered.kind, remembered)


def booked(reading: Reading) -> Payments:
    """The lines the bank has booked: pending ones may change or vanish and come again when they are."""
    return reading.payments.only("booked")


def store(workspace: Workspace, preview: Preview, accept_partial: bool = False) -> ImportBatch:
    """Stores the rows of a previewed file in one transaction and answers what became of them.

    Raises `ImportRefusedError`, and stores nothing, when rows were rejected and `accept_partial` is not set,
    or when no row is left; `QuestionError` while a question about the file is open.
    """
    _refuse(preview, accept_partial)
    reading, kind, mapping = preview.reading, preview.kind, preview.mapping
    with workspace.scope(Role.ANALYST) as scope:
        shown = mapping.to_json() | {"header": list(header_of(reading))}
        batch_id = batches.create(scope, kind, preview.file_name, preview.file_sha256, shown)
        if kind is BatchKind.INVOICES:
            stored = invoices.store(scope, batch_id, reading.invoices)
        else:
            stored = payments.store(scope, batch_id, booked(reading))
        batches.finish(scope, batch_id, stored.added, stored.known, reading.rejected)
        batches.remember_mapping(scope, mapping.shape, mapping.to_json())
        batch = batches.get(scope, batch_id)
        _record(scope, batch)
    return batch


def _refuse(preview: Preview, accept_partial: bool) -> None:
    reading, good = preview.reading, preview.new + preview.known
    if reading.questions:
        raise OpenQuestionError(reading.questions[0])
    if not good:
        raise ImportRefusedError(f"{preview.file_name} has no rows that can be stored.")
    if reading.rejected and not accept_partial:
        bad = len(reading.rejected)
        raise ImportRefusedError(
            f"{preview.file_name} has {bad} {'row' if bad == 1 else 'rows'} that cannot be read; "
            f"nothing was stored. The first is {reading.rejected[0]}"
        )


def _record(scope: Scope, batch: ImportBatch) -> None:
    after = {
        "file": batch.file_name,
        "sha256": batch.file_sha256,
        "kind": batch.kind.value,
        "added": batch.added,
        "known": batch.known,
        "rejected": batch.rejected,
    }
    audit.append(scope, "import.stored", "import", str(batch.id), after=after)


def all_batches(workspace: Workspace, limit: int = 50) -> tuple[ImportBatch, ...]:
    """The company's imports, newest first."""
    with workspace.scope() as scope:
        return batches.newest(scope, limit)


def rejected_csv(workspace: Workspace, batch_id: UUID) -> bytes:
    """The rejected rows of an import as a CSV to repair and drop again; see `core.intake.repairs`."""
    with workspace.scope() as scope:
        return repairs.to_csv(batches.header(scope, batch_id), batches.rejected(scope, batch_id))


def rejected_file(reading: Reading) -> bytes:
    """The rejected rows of a file that is not stored yet, as `rejected_csv` gives them later."""
    return repairs.to_csv(header_of(reading), reading.rejected)


def header_of(reading: Reading) -> tuple[str, ...]:
    """The header under which rejected rows can be repaired: the file's own, or the columns that a statement's
    lines became. () where there is none, or where a line of a statement could not be taken apart."""
    table = reading.table
    if table is None or not table.header_row:
        return ()
    whole = all(len(row.cells) == len(table.header) for row in reading.rejected)
    return table.header if whole or not table.dialect.form else ()
