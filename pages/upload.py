"""Upload: files in, problems named, then stored whole, without the bad rows, or not at all."""

import pandas as pd
import streamlit as st

from core.faces.screen import file_card, panels, tables
from core.faces.screen.guard import guard
from core.insight.wording import capital, count_text, words
from core.model.identity import Role
from core.model.run import Run
from core.services import importing, reconciling

workspace = guard()

# The reader knows a file by what is in it; the endings only keep pictures and programs out.
FILE_TYPES = [
    *("csv", "xlsx", "txt", "tsv", "ofx", "qfx", "qif", "sta", "940", "942", "mt940", "mt942"),
    *("bai", "bai2", "ach", "820", "edi", "x12", "xml"),
]


def match_now(stored: int) -> None:
    """Runs the engine over everything open and keeps what came of it, until another file is stored."""
    with panels.answering(), st.spinner("Matching everything that is open …"):
        st.session_state["matched_now"] = (stored, reconciling.run(workspace))
        st.rerun()


def outcome(run: Run) -> None:
    """What the run came to, and where to go from here."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        st.text(
            f"Run {run.number}: {run.matched:,} matched alone, {run.proposed:,} to review, "
            f"{count_text(run.excepted, 'exception')}, {run.set_aside:,} set aside.",
            width="content",
        )
        panels.go("Review what it proposes", "review", key="go_review", primary=bool(run.proposed))
        panels.go("Work exceptions", "exceptions", key="go_exceptions")


def past_imports() -> None:
    """Every import, newest first, with its rejected rows to download."""
    batches = importing.all_batches(workspace)
    st.subheader("Past imports", anchor=False)
    if not batches:
        panels.nothing_yet("Nothing has been imported yet. Invoices and bank lines may come in any order.")
        return
    frame = pd.DataFrame(
        {
            "imported_at": [batch.imported_at for batch in batches],
            "file_name": [batch.file_name for batch in batches],
            "kind": [capital(words(batch.kind)) for batch in batches],
            "added": [batch.added for batch in batches],
            "known": [batch.known for batch in batches],
            "rejected": [batch.rejected for batch in batches],
            "imported_by": [batch.imported_by for batch in batches],
        }
    )
    columns = (
        tables.moment("imported_at", "When"),
        tables.text("file_name", "File"),
        tables.text("kind", "What"),
        tables.count("added", "Added"),
        tables.count("known", "Already known"),
        tables.count("rejected", "Rejected"),
        tables.text("imported_by", "By"),
    )
    event = tables.show(
        frame,
        columns,
        key="past_imports",
        name="past imports",
        rows=10,
        on_select="rerun",
        selection_mode="single-row",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        tables.downloads(workspace, frame, "imports", key="imports")
        for row in event.selection.rows:
            if batches[row].rejected:
                file_card.rejected_download(workspace, batches[row], key="past_rejected")


panels.header(
    "Upload",
    "Invoices as CSV or XLSX, bank lines also as OFX, MT940, BAI2, CAMT, QIF or ACH; any number of files.",
)
files = st.file_uploader(
    "Drop files of invoices and of bank lines",
    type=FILE_TYPES,
    accept_multiple_files=True,
    label_visibility="collapsed",
    key="dropped_files",
)
cards = [(file, file_card.choices_of(workspace, file.file_id)) for file in files]
bar = st.empty()
for file, choices in cards:
    if not choices.is_read:
        file_card.look_at(workspace, file.getvalue(), file.name, choices, bar)
bar.empty()

ready = [choices for _, choices in cards if choices.is_ready]
if len(ready) > 1 and workspace.role.may_act_as(Role.ANALYST):
    lines = sum(choices.preview.new for choices in ready if choices.preview)
    if st.button(
        f"Store all {count_text(lines, 'line')} of {len(ready)} files", type="primary", key="store_all"
    ):
        with panels.answering():
            file_card.store(workspace, ready)
            st.rerun()
for file, choices in cards:
    file_card.draw(workspace, file.name, choices, key=file.file_id, leads=len(ready) < 2)

stored = sum(choices.stored is not None for _, choices in cards)
matched, run = st.session_state.get("matched_now", (0, None))
if stored > matched:
    if st.button("Match them now", type="primary", key="match_now", shortcut="M"):
        match_now(stored)
elif run:
    outcome(run)
past_imports()
