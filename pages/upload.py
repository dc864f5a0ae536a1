"""Upload: files in, problems named, then stored whole, without the bad rows, or not at all."""

from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import document_card, dropped, file_card, panels, tables, watching
from core.faces.screen.background import Job
from core.faces.screen.document_card import Paper
from core.faces.screen.dropped import Kept
from core.faces.screen.file_card import Choices
from core.faces.screen.guard import guard
from core.insight.wording import capital, count_text, words
from core.model.identity import Role
from core.model.run import Run
from core.services import filing, importing, reconciling

workspace = guard()

# The reader knows a file by what is in it; the endings only keep programs and films out.
FILE_TYPES = [
    *("csv", "xlsx", "txt", "tsv", "ofx", "qfx", "qif", "sta", "940", "942", "mt940", "mt942"),
    *("bai", "bai2", "ach", "820", "edi", "x12", "xml", "pdf", "png", "jpg", "jpeg", "tif", "tiff"),
]


def match_now(stored: set[UUID]) -> None:
    """Runs the engine over everything open and keeps what came of it, until another file is stored."""
    with panels.answering(), st.spinner("Matching everything that is open …"):
        st.session_state["matched_now"] = (stored, reconciling.run(workspace))
        st.rerun()


def outcome(run: Run) -> None:
    """What the run came to, and where to go from here."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium"):
        st.text(
            f"Run {run.number}: {run.matched:,} matched automatically, {run.proposed:,} to review, "
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
        tables.downloads(workspace, frame, "imports", key="imports", columns=columns)
        for row in event.selection.rows:
            if batches[row].rejected:
                file_card.rejected_download(workspace, batches[row], key="past_rejected")


def new_card(data: bytes) -> Choices | Paper:
    """What is read and said of a file goes onto this."""
    return Paper() if filing.is_document(data) else Choices()


def draw(file: Kept[Choices | Paper], leads: bool) -> None:
    """The card of a file that was read."""
    if isinstance(file.card, Paper):
        document_card.draw(workspace, file.name, file.card, key=file.key, leads=leads)
    else:
        file_card.draw(workspace, file.name, file.card, key=file.key, leads=leads)


def store_all(cards: list[Choices | Paper]) -> None:
    """Stores every file that waits for nothing; the files before a refused one stay stored."""
    with panels.answering():
        try:
            for card in cards:
                if isinstance(card, Paper):
                    document_card.store(workspace, card, card.left)
                else:
                    file_card.store(workspace, card)
        finally:
            dropped.books_changed(workspace)
        st.rerun()


def begin(file: Kept[Choices | Paper]) -> Job[Any]:
    """The job that reads a file: begun now, or on its way already."""
    if isinstance(file.card, Paper):
        return document_card.begin(workspace, file.data, file.name, file.card)
    return file_card.begin(workspace, file.data, file.name, file.card)


def take(card: Choices | Paper) -> None:
    """Takes what came of the reading of a file when it is over."""
    if isinstance(card, Paper):
        document_card.take(card)
    else:
        file_card.take(card)


panels.header(
    "Upload",
    "Invoices as PDF, scan, e-invoice, CSV or XLSX; bank lines as CSV, XLSX, OFX, MT940, BAI2, CAMT, QIF, "
    "ACH or EDI 820.",
)
times_dropped = st.session_state.setdefault("times_dropped", 0)
dropped_files = st.file_uploader(
    "Drop files of invoices and of bank lines",
    type=FILE_TYPES,
    accept_multiple_files=True,
    label_visibility="collapsed",
    max_upload_size=dropped.MOST_MB,
    key=f"dropped_files_{times_dropped}",
)
if dropped_files:
    dropped.take_over(workspace, [(file.name, file.getvalue()) for file in dropped_files], new_card)
    st.session_state["times_dropped"] = times_dropped + 1  # an empty drop zone; the files have cards now
    st.rerun()
files: list[Kept[Choices | Paper]] = dropped.kept(workspace)
watching.patiently([begin(file) for file in files if not file.card.is_read])
for file in files:
    take(file.card)
    if isinstance(file.card, Paper):
        document_card.count(workspace, file.card)
ready = [file.card for file in files if file.card.is_ready]
if len(ready) > 1 and workspace.role.may_act_as(Role.ANALYST):
    lines = sum(card.lines for card in ready)
    if st.button(
        f"Store all {count_text(lines, 'line')} of {len(ready)} files", type="primary", key="store_all"
    ):
        store_all(ready)
for file in files:
    if file.card.is_read:
        draw(file, leads=len(ready) < 2)
watching.draw(
    [
        watching.Unread(file.name, file.key, file.card.job, file.card.stop)
        for file in files
        if not file.card.is_read and file.card.job
    ]
)

stored = {file.card.stored.id for file in files if file.card.stored}
matched, run = st.session_state.get("matched_now", (set(), None))
if stored - matched:
    if st.button("Match them now", type="primary", key="match_now", shortcut="M"):
        match_now(stored)
elif run:
    outcome(run)
past_imports()
