"""Browsing: every invoice, bank line and match in the books, found by anything, opened with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pandas as pd

from core.insight.card_words import card_text
from core.insight.formats import date_text, money_text
from core.insight.wording import words
from core.intake.documents import pictures
from core.model.batch import ImportBatch
from core.model.document import PagePicture
from core.model.errors import MoneyError
from core.model.identity import Role
from core.model.invoice import LineItem
from core.model.match import Adjustment
from core.model.reasons import Reason
from core.model.run import Run
from core.services.workspace import Workspace
from core.store import allocations, audit, batches, cases, documents, invoices, ledger, notes, payments, runs
from core.store.allocations import AllocationActor, AllocationRow
from core.store.cases import CaseRow
from core.store.invoices import InvoiceRow
from core.store.ledger import CAP, LedgerFilter, LedgerState
from core.store.notes import NoteSubject
from core.store.payments import PaymentRow
from core.store.tenancy import Scope

__all__ = ["CAP", "IN_A_FILE", "LedgerFilter", "LedgerState"]

IN_A_FILE = 100_000  # rows a download holds at most
_LOUD = ("invoice.voided", "invoice.restored", "payment.set_aside")


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list and how many rows fit in all, counted up to `CAP`."""

    rows: pd.DataFrame
    total: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an item: when, what, by whom, and why where that was said."""

    at: datetime
    what: str
    who: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """One invoice whole: the file it came from, its printed lines and its history, oldest first.

    `document` is the name of the document that is kept with it, "" where there is none.
    """

    invoice: InvoiceRow
    batch: ImportBatch
    lines: tuple[LineItem, ...]
    history: tuple[Event, ...]
    void: bool
    document: str = ""


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """One bank line whole: the file it came from and its history, oldest first."""

    payment: PaymentRow
    batch: ImportBatch
    history: tuple[Event, ...]


def invoice_list(workspace: Workspace, wanted: LedgerFilter, limit: int, offset: int = 0) -> Listed:
    """Invoices, newest first; columns as `core.store.ledger.invoices`."""
    with workspace.scope() as scope:
        page = ledger.invoices(scope, wanted, limit, offset, max(CAP, limit))
    return Listed(page.rows, page.total)


def payment_list(workspace: Workspace, wanted: LedgerFilter, limit: int, offset: int = 0) -> Listed:
    """Bank lines, newest first; columns as `core.store.ledger.payments`."""
    with workspace.scope() as scope:
        page = ledger.payments(scope, wanted, limit, offset, max(CAP, limit))
    return Listed(page.rows, page.total)


def match_list(workspace: Workspace, wanted: LedgerFilter, limit: int, offset: int = 0) -> Listed:
    """Every match ever made, newest first; columns as `core.store.ledger.matches`."""
    with workspace.scope() as scope:
        page = ledger.matches(scope, wanted, limit, offset, max(CAP, limit))
    return Listed(page.rows, page.total)


def invoice_file(workspace: Workspace, invoice_id: UUID) -> InvoiceFile:
    """One invoice with its history; raises `NotFoundError`."""
    with workspace.scope() as scope:
        found = invoices.get(scope, invoice_id)
        batch = batches.get(scope, found.batch_id)
        applied = allocations.of_invoice(scope, invoice_id)
        known = _runs(scope, applied)
        history = [
            _imported(batch, found.source_row),
            *(_applied(row, _line_words(row), known) for row in applied),
            *_common(scope, "invoice", invoice_id),
        ]
        lines = invoices.lines(scope, invoice_id)
        document = documents.name_of(scope, invoice_id)
    return InvoiceFile(found, batch, lines, _in_order(history), found.state.value == "set_aside", document)


def page_picture(workspace: Workspace, invoice_id: UUID, page: int | None = None) -> PagePicture | None:
    """A page of the document an invoice was read from, with its fields framed; None where it came as a row
    of a file or as data without pages.

    `page` is a page of the file (1 is the first); left out, it is the page that shows most of the fields.
    Raises `FileError` when the document has no such page. The picture is drawn anew each time (about .2 s):
    a screen keeps it for its session.
    """
    with workspace.scope() as scope:
        kept = documents.of_invoice(scope, invoice_id)
    if kept is None or not pictures.has_pages(kept.content):
        return None
    wanted = page or pictures.first_page(kept.pages, kept.places)
    return pictures.page_picture(kept.content, kept.file_name, wanted, kept.pages, kept.places)


def payment_file(workspace: Workspace, payment_id: UUID) -> PaymentFile:
    """One bank line with its history; raises `NotFoundError`."""
    with workspace.scope() as scope:
        found = payments.get(scope, payment_id)
        batch = batches.get(scope, found.batch_id)
        applied = allocations.of_payment(scope, payment_id)
        known = _runs(scope, applied)
        history = [
            _imported(batch, found.source_row),
            *(_applied(row, f"{row.invoice_number}, {row.counterparty}", known) for row in applied),
            *_common(scope, "payment", payment_id),
        ]
    return PaymentFile(found, batch, _in_order(history))


def note(workspace: Workspace, subject: str, subject_id: UUID, text: str) -> None:
    """Adds a note about an "invoice" or a "payment"; raises `NotFoundError`."""
    with workspace.scope(Role.ANALYST) as scope:
        if subject == NoteSubject.INVOICE:
            invoices.get(scope, subject_id)
        else:
            payments.get(scope, subject_id)
        notes.write(scope, NoteSubject(subject), subject_id, text.strip())
        audit.append(scope, "note.written", subject, subject_id, after={"text": text.strip()})


def wanted(
    search: str, state: str | None, since: date | None, until: date | None, least: str, most: str
) -> LedgerFilter:
    """The filter a person typed; raises `MoneyError` for an amount that is none."""
    known = {each.value for each in LedgerState}
    return LedgerFilter(
        search.strip(),
        LedgerState(state) if state in known else None,
        since,
        until,
        _amount(least),
        _amount(most),
    )


def _amount(text: str) -> Decimal | None:
    plain = text.replace(",", "").replace(" ", "").strip()
    if not plain:
        return None
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit():
        raise MoneyError(f"“{text}” is not an amount; write it as 1234.50.")
    return Decimal(plain)


def _in_order(history: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(sorted(history, key=lambda event: event.at))


def _runs(scope: Scope, applied: Sequence[AllocationRow]) -> dict[UUID, Run]:
    return {key: runs.get(scope, key) for key in {row.run_id for row in applied if row.run_id}}


def _imported(batch: ImportBatch, row: int) -> Event:
    where = f"{batch.file_name}, row {row}" if row else batch.file_name
    return Event(batch.imported_at, f"Imported from {where}", batch.imported_by)


def _line_words(row: AllocationRow) -> str:
    return f"the bank line of {date_text(row.paid_on)}" if row.payment_id else "no bank line"


def _applied(row: AllocationRow, other: str, known: dict[UUID, Run]) -> Event:
    """A match made or taken back, with the reasons it was made for."""
    amount = money_text(abs(row.invoice_minor), row.invoice_currency)
    if row.adjustment is not Adjustment.NONE:
        rest = money_text(abs(row.adjustment_minor), row.invoice_currency)
        amount += f" and {rest} as {words(row.adjustment)}"
    what = f"{'Taken back' if row.reverses else 'Matched'}: {amount} with {other}"
    why = tuple(words(Reason(code)) for code in row.reasons)
    if row.card is not None:
        why = (card_text(row.card), *(each for each in why if each != words(Reason.CARD_CHARGE)))
    return Event(row.created_at, what, _by(row, known), why)


def _by(row: AllocationRow, known: dict[UUID, Run]) -> str:
    run = known.get(row.run_id) if row.run_id else None
    if row.actor is AllocationActor.PERSON or run is None:
        return row.decided_by_name
    return f"run {run.number}, rules version {run.rules_version}"


def _common(scope: Scope, kind: str, item_id: UUID) -> list[Event]:
    """Cases, notes and loud deeds about an item."""
    found = [event for case in cases.of_item(scope, item_id) for event in _cased(case)]
    found += [
        Event(each.written_at, f"Note: {each.text}", each.written_by)
        for each in notes.about(scope, NoteSubject(kind), item_id)
    ]
    about = audit.AuditFilter(subject_kind=kind, subject_id=str(item_id))
    for row in audit.page(scope, about, 100, 0).rows.to_dict("records"):
        if row["action"] in _LOUD:
            said = {"invoice.voided": "Voided", "invoice.restored": "Counts again"}
            what = said.get(str(row["action"]), str((row["after"] or {}).get("sentence", "Set aside")))
            why = (str(row["reason"]),) if row["reason"] else ()
            found.append(Event(row["at"].to_pydatetime(), what, str(row["actor_name"]), why))
    return found


def _cased(case: CaseRow) -> list[Event]:
    opened = Event(case.opened_at, f"Exception: {words(case.reason)}", "engine")
    if case.resolution is None or case.resolved_at is None:
        return [opened]
    note = (case.note,) if case.note else ()
    return [
        opened,
        Event(case.resolved_at, f"Exception ended: {words(case.resolution)}", case.resolved_by, note),
    ]
