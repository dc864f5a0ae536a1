"""Undoing: a whole run, an import or an invoice is taken back, with what it pulls along listed first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.insight.formats import count_text, monies_text
from core.model.batch import ImportBatch
from core.model.errors import ConflictError
from core.model.identity import Role
from core.model.invoice import ItemState
from core.model.run import Run
from core.services.workspace import Workspace
from core.store import audit, batches, decisions, invoices, matches, rules, run_changes, runs, withdrawals
from core.store.tenancy import Scope
from core.store.withdrawals import PulledAlong, Swapped, Whole


@dataclass(frozen=True, slots=True)
class Consequences:
    """What an undo pulls along, a sentence each; `refused` says why it cannot be done, "" where it can."""

    lines: tuple[str, ...]
    refused: str = ""


def preview_run(workspace: Workspace, run_id: UUID) -> Consequences:
    """What undoing a run would do; changes nothing. Raises `NotFoundError`."""
    with workspace.scope() as scope:
        run = runs.get(scope, run_id)
        along = withdrawals.along_with_run(scope, run_id)
        return Consequences(_run_lines(along), _why_not_run(scope, run))


def undo_run(workspace: Workspace, run_id: UUID) -> str:
    """Puts the books back as they were before the newest run, and answers what was done.

    Its automatic matches are taken back and those it had replaced stand again, its proposals end and the ones
    before it wait again, what it set aside and the cases it opened, reworded or closed are as before. What
    people decided stays. Raises `ConflictError` when it is not the newest run that stands.
    """
    with workspace.scope(Role.MANAGER) as scope:
        runs.one_at_a_time(scope)
        run = runs.get(scope, run_id)
        _refuse(_why_not_run(scope, run))
        posted, replaced = withdrawals.posted_by(scope, run_id), withdrawals.taken_back_by(scope, run_id)
        run_changes.release(scope, run_id)
        swapped = withdrawals.swap(scope, posted, replaced)
        withdrawals.supersede_run(scope, run_id)
        runs.mark_undone(scope, run_id)
        decisions.propose_all_again(scope)
        closed, opened = run_changes.restore(scope, run_id)
        sentence = f"Run {run.number} undone: {_swapped(swapped)}."
        after = {**_counts(swapped), "cases_closed": closed, "cases_opened": opened}
        audit.append(scope, "run.undone", "run", run_id, before={"number": run.number}, after=after)
    return sentence


def preview_import(workspace: Workspace, batch_id: UUID) -> Consequences:
    """What undoing an import would do; changes nothing. Raises `NotFoundError`."""
    with workspace.scope() as scope:
        batch = batches.get(scope, batch_id)
        along = withdrawals.along_with(scope, Whole(batch_id=batch_id))
        return Consequences(_import_lines(along), _why_not_import(batch, along))


def undo_import(workspace: Workspace, batch_id: UUID) -> str:
    """Takes the rows an import added out of the books, and answers what was done.

    Automatic matches on them are taken back first. Raises `ConflictError` when it was undone already or a
    person's decision stands on one of its rows.
    """
    whole = Whole(batch_id=batch_id)
    with workspace.scope(Role.MANAGER) as scope:
        batch = batches.get(scope, batch_id)
        _refuse(_why_not_import(batch, withdrawals.along_with(scope, whole)))
        swapped = withdrawals.swap(scope, withdrawals.standing_on(scope, whole))
        proposals, cases = withdrawals.end_on(scope, whole)
        rows = batches.undo(scope, batch_id)
        said = f"{count_text(rows, 'row')} removed from the books, {_swapped(swapped)}"
        after = {
            "rows": rows,
            **_counts(swapped),
            "proposals_ended": len(proposals),
            "cases_closed": len(cases),
        }
        audit.append(
            scope, "import.undone", "import", batch_id, before={"file": batch.file_name}, after=after
        )
    return f"Import of {batch.file_name} undone: {said}."


def preview_void(workspace: Workspace, invoice_id: UUID) -> Consequences:
    """What voiding an invoice would do; changes nothing. Raises `NotFoundError`."""
    with workspace.scope() as scope:
        found = invoices.get(scope, invoice_id)
        along = withdrawals.along_with(scope, Whole(invoice_id=invoice_id))
        return Consequences(_lines(along), _why_not_void(found.state, along))


def void(workspace: Workspace, invoice_id: UUID, reason: str = "") -> str:
    """The invoice no longer counts; automatic matches on it are taken back first. Answers what was done.

    Raises `ConflictError` when it is void already or a person's decision stands on it.
    """
    whole = Whole(invoice_id=invoice_id)
    with workspace.scope(Role.ANALYST) as scope:
        withdrawals.hold_invoice(scope, invoice_id)
        found = invoices.get(scope, invoice_id)
        _refuse(_why_not_void(found.state, withdrawals.along_with(scope, whole)))
        posted = withdrawals.standing_on(scope, whole)
        swapped = withdrawals.swap(scope, posted)
        proposals, cases = withdrawals.end_on(scope, whole)
        touched = sorted({str(row.payment_id) for row in matches.get(scope, proposals)})
        invoices.void(scope, invoice_id)
        after = {
            "allocations": list(posted),
            "payments": touched,
            "cases": list(cases),
            "number": found.number,
        }
        audit.append(scope, "invoice.voided", "invoice", invoice_id, after=after, reason=reason)
    return f"Invoice {found.number} is void: {_swapped(swapped)}."


def restore(workspace: Workspace, invoice_id: UUID) -> str:
    """A void invoice counts again, with the automatic matches and proposals it had, where they still fit.

    Raises `ConflictError` when it is not void, its number was taken meanwhile, or its import was undone.
    """
    with workspace.scope(Role.ANALYST) as scope:
        withdrawals.hold_invoice(scope, invoice_id)
        found = invoices.get(scope, invoice_id)
        if batches.get(scope, found.batch_id).undone_at is not None:
            raise ConflictError("The import of this invoice was undone; import its file again.")
        sequence, had = decisions.last(scope, "invoice.voided", invoice_id)
        invoices.restore(scope, invoice_id)
        swapped = withdrawals.swap(scope, [], _keys(had, "allocations"))
        decisions.propose_again(scope, [], _keys(had, "payments"), [invoice_id])
        decisions.reopen_cases(scope, [], [invoice_id])
        audit.append(
            scope,
            "invoice.restored",
            "invoice",
            invoice_id,
            before={"entry": sequence},
            after=_counts(swapped),
        )
    return f"Invoice {found.number} is open again: {_swapped(swapped)}."


def preview_rules(workspace: Workspace, version: int) -> Consequences:
    """What undoing a change of the rules would do; changes nothing. Raises `NotFoundError`."""
    with workspace.scope() as scope:
        before = rules.before(scope, version)
        lines = (f"The previous rules “{before.name}” will be in force again, saved as a new version",
                 "Nothing already decided will change; the next run will use them")  # fmt: skip
        return Consequences(lines, _why_not_rules(scope, version))


def undo_rules(workspace: Workspace, version: int) -> str:
    """Puts the rules that were in force before a version in force again, and answers what was done.

    Versions are only ever added, so they come back as a new one. Raises `ConflictError` when somebody has
    saved another version since.
    """
    with workspace.scope(Role.MANAGER) as scope:
        _refuse(_why_not_rules(scope, version))
        undone, before = rules.get(scope, version).rules, rules.before(scope, version)
        new = rules.save(scope, before, f"Undoes version {version}")
        sentence = f"Rules version {version} undone: “{before.name}” is in force again as version {new}."
        audit.append(
            scope, "rules.undone", "rules", str(version), before=undone.to_mapping(),
            after={**before.to_mapping(), "version": new}, reason=sentence,
        )  # fmt: skip
    return sentence


def all_runs(workspace: Workspace, limit: int = 50) -> tuple[Run, ...]:
    """The company's runs, newest first."""
    with workspace.scope() as scope:
        return runs.newest(scope, limit)


def _refuse(why_not: str) -> None:
    if why_not:
        raise ConflictError(why_not)


def _why_not_run(scope: Scope, run: Run) -> str:
    last = runs.last_done(scope)
    if last is None or last.number < run.number:
        return f"Run {run.number} is no longer in effect."
    if last.number > run.number:
        return f"Run {last.number} was made after it; undo that one first."
    return ""


def _why_not_rules(scope: Scope, version: int) -> str:
    newest, _ = rules.current(scope)
    return "" if newest == version else f"Version {newest} was saved after it; undo that one first."


def _why_not_import(batch: ImportBatch, along: PulledAlong) -> str:
    return "This import has already been undone." if batch.undone_at is not None else _peoples(along)


def _why_not_void(state: ItemState, along: PulledAlong) -> str:
    return "This invoice is already void." if state is ItemState.SET_ASIDE else _peoples(along)


def _peoples(along: PulledAlong) -> str:
    """Why people's decisions keep something from being taken back."""
    said = []
    if along.by_people:
        said.append(count_text(along.by_people, "match made by a person", "matches made by people"))
    if along.aside_by_people:
        said.append(f"{count_text(along.aside_by_people, 'bank line')} set aside by people")
    return f"{' and '.join(said)} must be undone first." if said else ""


def _lines(along: PulledAlong) -> tuple[str, ...]:
    lines = []
    if along.matches:
        lines.append(f"{_automatic(along.matches)} will be reversed: {monies_text(along.money)}")
    if along.proposals:
        lines.append(f"{count_text(along.proposals, 'proposal')} will leave Review")
    if along.cases:
        lines.append(f"{count_text(along.cases, 'exception')} will be closed")
    return tuple(lines) or ("No match, proposal or exception changes",)


def _run_lines(along: PulledAlong) -> tuple[str, ...]:
    lines = list(_lines(along))
    if along.returning:
        lines.append(f"{_automatic(along.returning)} of earlier runs will be restored")
    lines.append("Everything else will be as it was before the run: to review, set aside or open")
    if along.by_people:
        lines.append(
            f"{count_text(along.by_people, 'decision')} made by people about its proposals will stay"
        )
    return tuple(lines)


def _import_lines(along: PulledAlong) -> tuple[str, ...]:
    lines = [f"{count_text(along.items, 'row')} will be removed from the books", *_lines(along)]
    if along.later_imports:
        files = count_text(along.later_imports, "later file")
        lines.append(
            f"{files} held rows that were already imported; import them again if these were among them"
        )
    return tuple(lines)


def _automatic(matches: int) -> str:
    return count_text(matches, "automatic match", "automatic matches")


def _swapped(swapped: Swapped) -> str:
    said = [f"{_automatic(swapped.taken_back)} reversed"] if swapped.taken_back else []
    if swapped.returned:
        said.append(f"{count_text(swapped.returned, 'earlier match', 'earlier matches')} restored")
    return ", ".join(said) or "no automatic matches changed"


def _counts(swapped: Swapped) -> dict[str, int]:
    return {"taken_back": swapped.taken_back, "returned": swapped.returned}


def _keys(had: Mapping[str, Any], name: str) -> list[UUID]:
    return [UUID(key) for key in had.get(name, ())]
