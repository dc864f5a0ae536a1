"""Resolving: exception cases are taken up, noted on and ended by people."""

from dataclasses import dataclass
from uuid import UUID

import pandas as pd

from core.insight.formats import money_text
from core.insight.wording import capital, words
from core.matching import splitting
from core.model.case import SETS_ASIDE, CaseStatus, Resolution
from core.model.errors import AccessError, ConflictError
from core.model.identity import Role
from core.model.match import Adjustment
from core.model.money import Money
from core.model.reasons import Reason
from core.services.workspace import Workspace
from core.store import allocations, audit, decisions, invoices, listings, matches, notes, payments, rules
from core.store import cases as case_rows
from core.store.allocations import NewAllocation
from core.store.cases import CaseRow
from core.store.decisions import Made
from core.store.invoices import InvoiceRow
from core.store.notes import Note, NoteSubject
from core.store.payments import PaymentRow
from core.store.tenancy import Actor


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to show; without a status those that are not resolved."""

    reason: str | None = None
    severity: str | None = None
    status: str | None = None
    search: str = ""
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Cases:
    """One page of cases, gravest first, and counts of all unresolved ones by reason.

    Columns of `rows`: case_id, reason, severity, status, opened_at, due_at, amount_minor, currency, subject,
    name, text, subject_on, owner, note, resolution; of `by_reason`: reason, currency, cases, amount_minor.
    """

    rows: pd.DataFrame
    total: int
    by_reason: pd.DataFrame


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with what it is about (a payment or an invoice) and what was written about it."""

    case: CaseRow
    payment: PaymentRow | None
    invoice: InvoiceRow | None
    notes: tuple[Note, ...]


def cases(workspace: Workspace, wanted: CaseFilter) -> Cases:
    """A page of cases and the counts by reason."""
    chosen = listings.CaseFilter(
        words=wanted.search,
        reason=wanted.reason or "",
        severity=wanted.severity or "",
        status=wanted.status or "",
    )
    with workspace.scope() as scope:
        page = listings.cases(scope, chosen, wanted.limit, wanted.offset)
        counts = listings.case_counts(scope)
    names = {
        "case": "case_id",
        "kind": "subject",
        "counterparty": "name",
        "label": "text",
        "dated_on": "subject_on",
    }
    return Cases(page.rows.rename(columns=names), page.total, counts)


def case_file(workspace: Workspace, case_id: UUID) -> CaseFile:
    """One case, whole; raises `NotFoundError`."""
    with workspace.scope() as scope:
        case = case_rows.get(scope, case_id)
        return CaseFile(
            case,
            payments.get(scope, case.payment_id) if case.payment_id else None,
            invoices.get(scope, case.invoice_id) if case.invoice_id else None,
            notes.about(scope, NoteSubject.CASE, case_id),
        )


def assign(workspace: Workspace, case_id: UUID, to_me: bool) -> None:
    """Takes a case up, or gives it back; raises `ConflictError` when it is resolved."""
    if to_me:
        _take_up(workspace, case_id, "case.assigned", CaseStatus.IN_REVIEW, workspace.actor)
    else:
        _take_up(workspace, case_id, "case.assigned", CaseStatus.OPEN, None)


def escalate(workspace: Workspace, case_id: UUID) -> None:
    """Hands a case up to whoever decides; raises `ConflictError` when it is resolved."""
    _take_up(workspace, case_id, "case.status_changed", CaseStatus.ESCALATED, workspace.actor)


def _take_up(
    workspace: Workspace, case_id: UUID, action: str, status: CaseStatus, owner: Actor | None
) -> None:
    with workspace.scope(Role.ANALYST) as scope:
        before = case_rows.get(scope, case_id)
        name = owner.name if owner else ""
        case_rows.take_up(scope, case_id, status, owner.id if owner else None, name)
        was = {"status": before.status, "owner": before.owner}
        audit.append(scope, action, "case", case_id, before=was, after={"status": status, "owner": name})


@dataclass(frozen=True, slots=True)
class Ended:
    """How a case was ended: its entry in the record, by which it is undone, and its words."""

    entry: int
    sentence: str


def resolve(workspace: Workspace, case_id: UUID, resolution: Resolution, note: str = "") -> Ended:
    """Ends a case and says how; no run opens it again while its reason and money stay.

    A bank line that is not ours, or was paid twice and returned, is set aside, so that no run matches it to
    something else; what is left of one that is matched in part stays on account. Raises `ConflictError` when
    it is resolved already. A write-off is booked by `write_off` instead.
    """
    with workspace.scope(Role.ANALYST) as scope:
        before = case_rows.get(scope, case_id)
        after: dict[str, object] = {"resolution": resolution}
        if before.payment_id is not None and resolution in SETS_ASIDE:
            decisions.hold(scope, [before.payment_id])
            line = payments.get(scope, before.payment_id)
            if line.open == line.amount and line.set_aside_reason is None:
                payments.set_aside(scope, line.id, SETS_ASIDE[resolution])
                matches.supersede_used_up(scope, [line.id], [])
                after["payments"] = [line.id]
        case_rows.resolve(scope, case_id, resolution, note or None)
        sentence = f"{capital(words(before.reason))}: {words(resolution)}."
        entry = audit.append(
            scope, "case.resolved", "case", case_id, before={"status": before.status},
            after={**after, "sentence": sentence}, reason=note,
        )  # fmt: skip
    return Ended(entry, sentence)


def set_aside(workspace: Workspace, case_id: UUID, reason: Reason, note: str = "") -> Ended:
    """Says that a case's bank line is not about invoices, and so ends the case.

    Raises `ConflictError` when it is resolved already, is about an invoice, or something is matched with it.
    """
    with workspace.scope(Role.ANALYST) as scope:
        case = case_rows.get(scope, case_id)
        if case.payment_id is None:
            raise ConflictError("Only a bank line can be set aside.")
        decisions.hold(scope, [case.payment_id])
        line = payments.get(scope, case.payment_id)
        if line.open != line.amount or line.set_aside_reason is not None:
            raise ConflictError("This bank line is matched or set aside already; look at it again.")
        payments.set_aside(scope, line.id, reason.value)
        matches.supersede_used_up(scope, [line.id], [])
        case_rows.resolve(scope, case_id, Resolution.SET_ASIDE, note.strip() or None)
        sentence = f"Set aside: {words(reason)}."
        said = Made((line.id,)).said(sentence)
        entry = audit.append(scope, "payment.set_aside", "payment", line.id, after=said, reason=note.strip())
    return Ended(entry, sentence)


def write_off_limit(workspace: Workspace, invoice: InvoiceRow) -> Money | None:
    """The most this person may write off on the invoice; None where their role has no bound."""
    with workspace.scope() as scope:
        _, in_force = rules.current(scope)
    by_role = workspace.settings.difference_limits
    return splitting.limit(Adjustment.WRITE_OFF, invoice.open, workspace.role, in_force, by_role)


def write_off(workspace: Workspace, case_id: UUID, shown: Money, note: str = "") -> Ended:
    """Books what an invoice has open as a write-off and ends its case; proposals for it wait no more.

    `shown` is what was open when the person looked. Raises `ConflictError` when that has changed or the case
    is about a bank line, `AccessError` beyond the role's limit.
    """
    with workspace.scope(Role.ANALYST) as scope:
        case = case_rows.get(scope, case_id)
        if case.invoice_id is None:
            raise ConflictError("Only what an invoice has open can be written off.")
        invoice = invoices.get(scope, case.invoice_id)
        if invoice.open != shown or not shown:
            raise ConflictError(
                "Somebody has changed what is open here since it was shown; look at it again."
            )
        most = write_off_limit(workspace, invoice)
        if most is not None and abs(invoice.open) > most:
            raise AccessError(
                f"As {words(workspace.role)} you may write off up to "
                f"{money_text(most.minor, most.currency)}; escalate the case to a manager."
            )
        entry = NewAllocation(None, 0, invoice.id, 0, invoice.open.minor, Adjustment.WRITE_OFF)
        posted = allocations.post(scope, [entry])
        case_rows.resolve(scope, case_id, Resolution.WRITE_OFF, note.strip() or None)
        matches.supersede_used_up(scope, [], [invoice.id])
        sentence = f"{money_text(abs(shown.minor), shown.currency)} of {invoice.number} written off."
        said = Made((), (invoice.id,), (), posted).said(sentence)
        number = audit.append(scope, "match.entered", "invoice", invoice.id, after=said, reason=note.strip())
    return Ended(number, sentence)


def reopen(workspace: Workspace, case_id: UUID) -> None:
    """Puts a resolved case as it was, its bank line among what is matched again.

    Raises `ConflictError` when it is not resolved or its item has another.
    """
    with workspace.scope(Role.ANALYST) as scope:
        decisions.reopen_case(scope, case_id)
        audit.append(scope, "case.reopened", "case", case_id)


def note(workspace: Workspace, case_id: UUID, text: str) -> None:
    """Adds a note to a case."""
    with workspace.scope(Role.ANALYST) as scope:
        case_rows.get(scope, case_id)
        notes.write(scope, NoteSubject.CASE, case_id, text)
        audit.append(scope, "note.written", "case", case_id, after={"text": text})
