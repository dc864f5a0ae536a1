"""Looking back: what was done lately, by whom, and what taking it back would pull along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.insight.formats import count_text
from core.insight.wording import audit_words, capital
from core.model.errors import ConflictError, NotFoundError, TieoutError
from core.model.identity import Role
from core.services.workspace import Workspace
from core.store import decisions, deeds
from core.store.decisions import Entry, TakenBack
from core.store.tenancy import Scope

MANAGERS = ("run.done", "import.stored", "rules.saved")  # deeds that only a manager takes back


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done and can be taken back.

    `entry` is its number in the record, `subject_id` what it was done to (a run, an import, a version of the
    rules, an invoice, a bulk, a bank line), `action` its code in the record. `undone` deeds stand no more.
    """

    entry: int
    at: datetime
    by: str
    action: str
    subject_id: str
    sentence: str
    undone: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What taking a decision back would do, a sentence each; `refused` says why it cannot be done."""

    lines: tuple[str, ...]
    refused: str = ""


class _OnlyRehearsed(TieoutError):
    """Ends a rehearsal, so that nothing of it is kept."""


def lately(workspace: Workspace, limit: int, offset: int = 0, mine: bool = False) -> tuple[Deed, ...]:
    """What was done, newest first: decisions, bulks, runs, imports, changes of rules, voided invoices."""
    with workspace.scope() as scope:
        found = deeds.newest(scope, limit, offset, workspace.actor.name if mine else "")
    return tuple(
        Deed(
            deed.sequence,
            deed.at,
            deed.by,
            deed.action,
            deed.subject_id,
            _sentence(deed),
            deed.undone,
            workspace.role.may_act_as(Role.MANAGER if deed.action in MANAGERS else Role.ANALYST),
        )
        for deed in found
    )


def rehearse(workspace: Workspace, entry: int) -> Rehearsal:
    """What undoing a decision, or a bulk of them, would pull along: it is done and not kept.

    Raises `NotFoundError` for what is no decision.
    """
    come_to: list[TakenBack] = []
    try:
        with workspace.scope(Role.ANALYST) as scope:
            whole = _whole(scope, entry)
            decisions.hold(scope, whole.made.payments)
            come_to.append(decisions.take_back(scope, whole))
            raise _OnlyRehearsed
    except _OnlyRehearsed:
        return Rehearsal(_lines(come_to[0]))
    except ConflictError as error:
        return Rehearsal((), str(error))


def _whole(scope: Scope, entry: int) -> Entry:
    found = decisions.entry(scope, entry)
    if found.action.startswith("bulk."):
        return decisions.together(
            decisions.about(scope, found.subject_kind, found.subject_id, [found.action])
        )
    if found.action not in decisions.DECISIONS:
        raise NotFoundError("This audit entry is not a decision.")
    return found


def _lines(come_to: TakenBack) -> tuple[str, ...]:
    said = []
    if come_to.allocations:
        said.append(f"{count_text(come_to.allocations, 'match', 'matches')} reversed")
    if come_to.waiting:
        pairs = count_text(come_to.waiting, "proposed pair")
        said.append(f"{pairs} {'returns' if come_to.waiting == 1 else 'return'} to Review")
    if come_to.cases:
        said.append(f"{count_text(come_to.cases, 'exception')} reopened")
    return tuple(said) or ("Nothing else changes",)


def _sentence(deed: deeds.Deed) -> str:
    """What was done, in the record's own words where it has them."""
    tell: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
        "bulk.confirmed": lambda _: f"{count_text(deed.lines, 'bank line')} confirmed in bulk.",
        "import.stored": lambda after: (
            f"{after.get('file', 'A file')}: {after.get('added', 0):,} rows added."
        ),
        "rules.saved": lambda after: f"Rules “{after.get('name', '')}” saved as version {deed.subject_id}.",
        "invoice.voided": lambda after: f"Invoice {after.get('number', '')} voided.",
        "run.done": lambda after: (
            f"Run {after.get('number', '')}: {after.get('matched', 0):,} matched automatically."
        ),
    }
    if deed.action in tell:
        return tell[deed.action](deed.after)
    return str(deed.after.get("sentence") or capital(audit_words(deed.action)))
