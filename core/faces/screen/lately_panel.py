"""What was done lately, by anybody and from anywhere, each with what taking it back pulls along."""

from collections.abc import Callable, Mapping
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import keys, panels, paper, tables
from core.insight.wording import audit_words, capital, moment_text, plain
from core.services import confirming, looking_back, reviewing, undoing
from core.services.looking_back import Deed
from core.services.undoing import Consequences
from core.services.workspace import Workspace

_LISTED = 100
_COLUMNS = (
    tables.moment("at", "When", 150),
    tables.text("by", "Who", 130),
    tables.text("what", "What", 150),
    tables.text("sentence", "Details", 340),
    tables.text("standing", "State", 80),
)
_Undo = Callable[[Workspace, Deed], str]
_UNDO: Mapping[str, _Undo] = {
    "bulk.confirmed": lambda workspace, deed: confirming.undo(workspace, UUID(deed.subject_id)),
    "run.done": lambda workspace, deed: undoing.undo_run(workspace, UUID(deed.subject_id)),
    "import.stored": lambda workspace, deed: undoing.undo_import(workspace, UUID(deed.subject_id)),
    "rules.saved": lambda workspace, deed: undoing.undo_rules(workspace, int(deed.subject_id)),
    "invoice.voided": lambda workspace, deed: undoing.restore(workspace, UUID(deed.subject_id)),
}
_PREVIEW: Mapping[str, Callable[[Workspace, Deed], Consequences]] = {
    "run.done": lambda workspace, deed: undoing.preview_run(workspace, UUID(deed.subject_id)),
    "import.stored": lambda workspace, deed: undoing.preview_import(workspace, UUID(deed.subject_id)),
    "rules.saved": lambda workspace, deed: undoing.preview_rules(workspace, int(deed.subject_id)),
    "invoice.voided": lambda workspace, deed: Consequences(
        ("The invoice is open again, with the automatic matches and proposals that still fit",)
    ),
}


def draw(workspace: Workspace) -> None:
    """The list, and for the open row what undoing it would do and the button that does it."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("Recent activity", anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            mine = st.toggle("Only mine", key="lately_mine")
            st.button("Back", key="lately_back", shortcut=keys.CANCEL, on_click=keys.leave)
    found = looking_back.lately(workspace, _LISTED, mine=mine)
    if not found:
        panels.nothing_yet("Nothing has been done yet.", "Upload files", "upload")
        return
    rows = pd.DataFrame(
        [
            (deed.at, deed.by, capital(audit_words(deed.action)), deed.sentence,
             "Undone" if deed.undone else "In effect")
            for deed in found
        ],
        columns=[column.name for column in _COLUMNS],
    )  # fmt: skip
    event = tables.show(
        rows, _COLUMNS, key="lately_rows", name="What was done", rows=12,
        on_select="rerun", selection_mode=["single-row-required", "single-cell"],
    )  # fmt: skip
    picked = [int(cell[0]) for cell in event["selection"].get("cells", [])] or event["selection"]["rows"]
    _open(workspace, found[picked[0] if picked and picked[0] < len(found) else 0])


def _open(workspace: Workspace, deed: Deed) -> None:
    paper.headline(deed.sentence, "Undone" if deed.undone else "In effect")
    paper.hint(f"{capital(audit_words(deed.action))} by {deed.by}, {moment_text(deed.at)}")
    if deed.undone:
        return
    if not deed.may_undo:
        st.caption("Only a manager can undo this.")
        return
    with panels.answering():
        preview = _PREVIEW.get(deed.action, _rehearsed)(workspace, deed)
        if preview.refused:
            st.warning(plain(preview.refused))
            return
        paper.label("If you undo this")
        paper.lines(preview.lines)
        if st.button("Undo this", type="primary", key=f"undo_deed_{deed.entry}"):
            undo = _UNDO.get(deed.action, _undo_decision)
            panels.say_after_rerun(undo(workspace, deed))
            st.rerun()


def _undo_decision(workspace: Workspace, deed: Deed) -> str:
    return reviewing.undo(workspace, deed.entry)


def _rehearsed(workspace: Workspace, deed: Deed) -> Consequences:
    said = looking_back.rehearse(workspace, deed.entry)
    return Consequences(said.lines, said.refused)
