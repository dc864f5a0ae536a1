"""Runs and imports as lists, each opened with what undoing it pulls along and the button that does it."""

from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import panels, paper, tables
from core.faces.screen.ledger_parts import WALK, consequences
from core.insight.wording import capital, count_text, moment_text, words
from core.model.identity import Role
from core.services import importing, undoing
from core.services.workspace import Workspace

_RUNS = (
    tables.count("number", "Run", 60),
    tables.moment("started_at", "When", 150),
    tables.text("by", "By", 140),
    tables.text("standing", "State", 80),
    tables.count("matched", "Automatic", 90),
    tables.count("proposed", "To review", 90),
    tables.count("excepted", "Exceptions", 90),
    tables.count("set_aside", "Set aside", 90),
)
_IMPORTS = (
    tables.text("file", "File", 220),
    tables.text("kind", "Contents", 90),
    tables.moment("imported_at", "When", 150),
    tables.text("by", "By", 140),
    tables.count("added", "Added", 70),
    tables.count("known", "Already known", 100),
    tables.count("rejected", "Rejected", 80),
    tables.text("standing", "State", 80),
)


def runs(workspace: Workspace) -> None:
    """The runs, newest first; the open one with what undoing it would do."""
    found = {run.id: run for run in undoing.all_runs(workspace)}
    rows = pd.DataFrame(
        [
            (each.number, each.started_at, each.started_by, capital(words(each.status)), each.matched,
             each.proposed, each.excepted, each.set_aside)
            for each in found.values()
        ],
        columns=[column.name for column in _RUNS],
    )  # fmt: skip
    chosen = _chosen(rows, _RUNS, list(found), "Runs", "Nothing has been matched yet.")
    if chosen is None or chosen not in found:
        return
    run = found[chosen]
    paper.headline(f"Run {run.number}", capital(words(run.status)))
    paper.hint(
        f"{moment_text(run.started_at)} by {run.started_by}"
        f" · rules version {run.rules_version}, {run.rules_name} · {run.matched:,} matched automatically,"
        f" {run.proposed:,} to review, {count_text(run.excepted, 'exception')}"
    )
    along = undoing.preview_run(workspace, run.id)
    consequences(along, f"Undo run {run.number}", f"undo_{run.id}",
                 lambda: undoing.undo_run(workspace, run.id), allowed=_manages(workspace))  # fmt: skip


def imports(workspace: Workspace) -> None:
    """The imports, newest first; the open one with what undoing it would do."""
    found = {batch.id: batch for batch in importing.all_batches(workspace)}
    rows = pd.DataFrame(
        [
            (each.file_name, capital(words(each.kind)), each.imported_at, each.imported_by, each.added,
             each.known, each.rejected, "Undone" if each.undone_at else "In effect")
            for each in found.values()
        ],
        columns=[column.name for column in _IMPORTS],
    )  # fmt: skip
    chosen = _chosen(rows, _IMPORTS, list(found), "Imports", "No files have been imported yet.")
    if chosen is None or chosen not in found:
        return
    batch = found[chosen]
    paper.headline(batch.file_name, count_text(batch.added, "row"))
    paper.hint(f"Imported {moment_text(batch.imported_at)} by {batch.imported_by}")
    along = undoing.preview_import(workspace, batch.id)
    consequences(along, "Undo this import", f"undo_{batch.id}",
                 lambda: undoing.undo_import(workspace, batch.id), allowed=_manages(workspace))  # fmt: skip


def _manages(workspace: Workspace) -> bool:
    return workspace.role.may_act_as(Role.MANAGER)


def _chosen(
    rows: pd.DataFrame, columns: tuple[tables.Column, ...], keys: list[UUID], name: str, none: str
) -> UUID | None:
    if not keys:
        panels.nothing_yet(none, "Upload files", "upload")
        return None
    here = WALK.place(keys)
    tables.show(rows, columns, name=name, rows=12, **WALK.selection(here))
    if here.open not in keys:
        st.info("What this link opens is not in the list.")
    return here.open
