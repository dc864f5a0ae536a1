"""The card of one uploaded document: its page beside its fields, corrected where needed, then stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from core.faces.screen import (
    background,
    document_fields,
    dropped,
    file_card,
    page_view,
    panels,
    session,
    tables,
)
from core.faces.screen.background import Job
from core.faces.screen.document_fields import Part
from core.insight.wording import count_text, moment_text, plain
from core.intake.documents.values import FoundInvoice, Source
from core.model.batch import ImportBatch
from core.model.document import PagePicture
from core.model.errors import FileError, TieoutError
from core.model.identity import Role
from core.model.money import Money, to_minor
from core.services import filing
from core.services.filing import Chosen, DocumentFile, Standing
from core.services.workspace import Workspace

_FROM = {
    Source.E_INVOICE: "read from the e-invoice inside",
    Source.TEXT: "read from its text",
    Source.OCR: "recognised on a picture (OCR)",
}
_KNOWN = {
    Standing.KNOWN: "This invoice is in the books already; storing only adds the document to look at.",
    Standing.DIFFERS: (
        "The books have this invoice number with another amount, currency or date. They keep what they have; "
        "storing only adds the document to look at."
    ),
}


@dataclass(slots=True)
class Paper:
    """One uploaded document in this session: what was read, what a person said, and what became of it."""

    file: DocumentFile | None = None
    refused: str = ""
    parts: list[Part] = field(default_factory=list)
    pictures: dict[tuple[int, int], PagePicture] = field(default_factory=dict)
    job: Job[DocumentFile] | None = None

    @property
    def is_read(self) -> bool:
        return bool(self.file or self.refused)

    @property
    def stored(self) -> ImportBatch | None:
        """The last import of the document, once none of its invoices is left to store."""
        return self.parts[-1].batch if self.parts and not self.left else None

    @property
    def left(self) -> list[Part]:
        """The invoices that are not stored yet."""
        return [part for part in self.parts if part.batch is None]

    @property
    def is_ready(self) -> bool:
        """Whether everything that is left can be stored without another look."""
        return bool(self.left) and not any(part.needs_you for part in self.left)

    @property
    def lines(self) -> int:
        """How many invoices storing it would add."""
        return sum(part.looked is not None and part.looked.standing is Standing.NEW for part in self.left)

    def stop(self) -> None:
        """Takes a person's Stop while the document is being read."""
        self.leave()
        self.refused = file_card.STOPPED

    def leave(self) -> None:
        """Lets go of the reading that is on the way."""
        if self.job:
            self.job.cancel()
        self.job = None

    def count_anew(self) -> None:
        """Has the books asked anew; what was read and said stays."""
        for part in self.left:
            part.looked = None

    def read_again(self) -> None:
        """Forgets that the document was refused or stopped."""
        self.refused = ""


def begin(workspace: Workspace, data: bytes, file_name: str, paper: Paper) -> Job[DocumentFile]:
    """The job that reads the document."""
    if paper.job is None:
        paper.job = background.begin(
            lambda step, is_unwanted: filing.read(
                workspace, data, file_name, on_progress=step, is_cancelled=is_unwanted
            )
        )
    return paper.job


def take(paper: Paper) -> None:
    """Takes what came of the reading when it is over."""
    if paper.job is None or not paper.job.is_over:
        return
    job, paper.job = paper.job, None
    try:
        paper.file = job.came.result()
    except TieoutError as error:
        paper.refused = str(error)
    else:
        paper.parts = [Part(found) for found in paper.file.document.invoices]


def count(workspace: Workspace, paper: Paper) -> None:
    """Asks about what is left where it was not asked about since the last correction or import."""
    document_fields.look_up(workspace, paper.left)


def store(workspace: Workspace, paper: Paper, parts: Sequence[Part]) -> None:
    """Stores invoices of a document; the others of it are looked at anew."""
    if paper.file is None:
        return
    chosen = [Chosen(document_fields.current(part).found, part.confirmed) for part in parts]
    batch = filing.store(workspace, paper.file, chosen)
    for part in parts:
        part.batch = batch


def draw(workspace: Workspace, file_name: str, paper: Paper, *, key: str, leads: bool = True) -> None:
    """Draws the card in whatever state the document is; `leads` where its button is the page's main one."""
    with st.container(border=True, key=f"card_{key}"):
        if paper.refused:
            file_card.title(
                workspace,
                file_name,
                "stopped" if paper.refused == file_card.STOPPED else "couldn't be read",
                "red",
                key,
            )
            st.text(paper.refused)
            st.button("Read it again", on_click=paper.read_again, key=f"again_{key}")
        elif paper.stored:
            file_card.stored(workspace, paper.stored, key)
        elif paper.file:
            _looked_at(workspace, paper, paper.file, key, leads)


def _looked_at(workspace: Workspace, paper: Paper, file: DocumentFile, key: str, leads: bool) -> None:
    waiting = sum(part.needs_you for part in paper.left)
    if waiting:
        many = "needs you" if waiting == len(paper.left) else f"{waiting} need you"
        file_card.title(workspace, file.file_name, many, "orange", key)
    else:
        file_card.title(workspace, file.file_name, count_text(len(paper.left), "invoice"), "gray", key)
    st.text(_summary(paper, file))
    if file.already_imported_at:
        st.caption(f"This exact file was stored on {moment_text(file.already_imported_at)}.")
    place = _chosen(paper, key)
    part = paper.parts[place]
    page, side = st.columns([11, 9], gap="medium") if file.has_pages else (None, st.container())
    with side:
        document_fields.draw(workspace, part, key=f"{key}_{place}")
        _way_in(workspace, paper, key, leads)
        _lines(part.found, key=f"{key}_{place}")
    if page is not None:
        with page:
            _page(paper, file, place, key)


def _summary(paper: Paper, file: DocumentFile) -> str:
    """How the document was read, in one sentence."""
    sources = {part.found.source for part in paper.parts}
    count = count_text(len(paper.parts), "invoice")
    pages = f" on {count_text(file.document.pages, 'page')}" if file.document.pages else ""
    how = _FROM[sources.pop()] if len(sources) == 1 else "read from text and pictures"
    if not file.has_pages:
        how = "read from its own data (e-invoice)"
    stored = len(paper.parts) - len(paper.left)
    done = f" {count_text(stored, 'invoice')} stored already." if stored else ""
    return f"{count}{pages}, {how}.{done}"


def _chosen(paper: Paper, key: str) -> int:
    """Which of several invoices is shown."""
    left = [place for place, part in enumerate(paper.parts) if part.batch is None]
    if len(left) == 1:
        return left[0]
    picked = st.pills(
        "Invoices of this document",
        left,
        default=next((place for place in left if paper.parts[place].needs_you), left[0]),
        format_func=lambda place: _named(paper.parts[place], place),
        label_visibility="collapsed",
        key=f"part_{key}_{len(left)}",
    )
    return left[0] if picked is None else picked


def _named(part: Part, place: int) -> str:
    number = part.found.invoice_number.value or f"invoice {place + 1}"
    return plain(number) + (": please check" if part.needs_you else "")


def _page(paper: Paper, file: DocumentFile, place: int, key: str) -> None:
    """The page's picture, and the way to the other pages of the invoice."""
    part, number = paper.parts[place], None
    if len(part.found.pages) > 1:
        number = st.segmented_control(
            "Page",
            part.found.pages,
            default=filing.first_page(part.found),
            required=True,
            format_func=lambda page: f"Page {page}",
            label_visibility="collapsed",
            key=f"page_{key}_{place}",
        )
    slot = (place, number or 0)
    if slot not in paper.pictures:
        try:
            drawn = filing.page(file, part.found, number)
        except FileError as error:
            st.text(str(error))
            return
        if drawn is None:
            return
        paper.pictures[slot] = drawn
    page_view.draw(paper.pictures[slot], document_fields.WORDS, part.doubtful)


def _lines(found: FoundInvoice, *, key: str) -> None:
    """The printed lines, where a table of them could be read."""
    if not found.line_items or not found.currency:
        return
    currency = found.currency.value
    frame = pd.DataFrame(
        {
            "description": [line.description for line in found.line_items],
            "quantity": [line.quantity for line in found.line_items],
            "amount_minor": [
                Money(to_minor(line.total, currency), currency).minor for line in found.line_items
            ],
            "currency": currency,
        }
    )
    with st.expander(count_text(len(frame), "printed line")):
        tables.show(
            frame,
            (
                tables.text("description", "Text"),
                tables.text("quantity", "Quantity", 80),
                tables.money("amount_minor", "Amount", width=110),
            ),
            key=f"lines_{key}",
            name="printed lines",
            rows=6,
        )


def _way_in(workspace: Workspace, paper: Paper, key: str, leads: bool) -> None:
    if not workspace.role.may_act_as(Role.ANALYST):
        st.caption("You can look at documents here, but only analysts and above can store them.")
        return
    ready = [part for part in paper.left if not part.needs_you]
    waiting = len(paper.left) - len(ready)
    label = f"Store {count_text(len(paper.left), 'invoice')}"
    if waiting:
        label += f" ({waiting} {'needs' if waiting == 1 else 'need'} you)"
    chosen: list[Part] = []
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = "primary" if leads and not waiting else "secondary"
        if st.button(label, type=kind, key=f"store_{key}", disabled=bool(waiting)):  # type: ignore[arg-type]
            chosen = paper.left
        if (
            waiting
            and ready
            and st.button(
                f"Store {len(ready)} without the doubtful ones",
                type="primary" if leads else "secondary",
                key=f"sure_{key}",
            )
        ):
            chosen = ready
    for said in {
        _KNOWN[part.looked.standing] for part in paper.left if part.looked and part.looked.standing in _KNOWN
    }:
        st.caption(said)
    if chosen:
        try:
            store(workspace, paper, chosen)
        except TieoutError as error:
            session.show_error(error)
            return
        dropped.books_changed(workspace)
        panels.say_after_rerun(f"{count_text(len(chosen), 'invoice')} stored with their document")
        st.rerun()
