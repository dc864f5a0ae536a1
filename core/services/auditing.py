"""Auditing: who did what when, and whether the record still is what was written."""

from dataclasses import dataclass

import pandas as pd

from core.services.workspace import Workspace
from core.store import anchors, audit


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries of the record to show; an empty field lets everything through."""

    actor: str = ""
    action: str = ""
    search: str = ""
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of the record, newest first, and how many entries match in all.

    Columns: sequence, at, actor, action, subject, reason, origin, before, after.
    """

    rows: pd.DataFrame
    total: int


@dataclass(frozen=True, slots=True)
class Verification:
    """A record that verified: how many entries, and against how many daily anchors."""

    entries: int
    anchored: int

    @property
    def sentence(self) -> str:
        anchors_text = f"{self.anchored} daily {'anchor' if self.anchored == 1 else 'anchors'}"
        return f"All {self.entries:,} entries verify, held against {anchors_text}."

    def __str__(self) -> str:
        return self.sentence


def verify(workspace: Workspace) -> Verification:
    """Checks every entry of the company's chain and its anchors.

    Raises `AuditBrokenError` naming the first broken entry or anchor.
    """
    folder, key = workspace.settings.home / "anchors", workspace.settings.anchor_key
    with workspace.scope() as scope:
        head = anchors.verify(scope, folder, key)
        anchored = len(anchors.read(scope.tenant_id, folder, key))
    return Verification(head.sequence, anchored)


def entries(workspace: Workspace, wanted: AuditFilter) -> AuditPage:
    """Entries of the record, newest first."""
    chosen = audit.AuditFilter(action=wanted.action, actor=wanted.actor, words=wanted.search)
    with workspace.scope() as scope:
        page = audit.page(scope, chosen, wanted.limit, wanted.offset)
    subject = page.rows["subject_kind"].str.cat(page.rows["subject_id"].str.slice(0, 8), sep=" ")
    rows = page.rows.assign(subject=subject).rename(columns={"actor_name": "actor"})
    return AuditPage(rows.drop(columns=["subject_kind", "subject_id"]), page.total)


def actions(workspace: Workspace) -> tuple[str, ...]:
    """Every kind of deed in the record, for a filter."""
    with workspace.scope() as scope:
        return audit.actions(scope)


def exported(workspace: Workspace, what: str, rows: int) -> None:
    """Records that somebody took rows out of the books as a file named `what`."""
    with workspace.scope() as scope:
        audit.append(scope, "export.made", "export", what, after={"file": what, "rows": rows})
