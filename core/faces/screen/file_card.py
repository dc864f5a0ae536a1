"""The card of one uploaded file: what it is, what is unclear, and its way into the books."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from core.faces.screen import background, dropped, file_parts, session
from core.faces.screen.background import Job
from core.insight.wording import count_text, moment_text, plain, words
from core.intake.answers import NO_ANSWERS, Answers, Question
from core.intake.mapping import Mapping
from core.intake.reader import Reading
from core.model.batch import BatchKind, ImportBatch
from core.model.errors import TieoutError
from core.model.identity import Role
from core.model.invoice import Direction
from core.services import importing
from core.services.importing import Preview
from core.services.workspace import Workspace

# What a mapping's confidence means: `core.intake.mapping` sets it by how a column was found.
_SURE = ((1.0, "by their names"), (0.8, "by similar names"), (0.0, "by their contents: please check"))
STOPPED = "You stopped this file before it was read."
# Choices that do not speak for themselves: their value is a name of its own.
_NAMED_CHOICES = ("sheet", "encoding")


@dataclass(slots=True)
class Choices:
    """What a person has said about one uploaded file so far, and what became of it."""

    kind: BatchKind | None = None
    mapping: Mapping | None = None
    answers: Answers = NO_ANSWERS
    preview: Preview | None = None
    refused: str = ""
    stored: ImportBatch | None = None
    is_old: bool = False  # the books have changed since the preview counted what is new
    job: Job[Preview] | None = None  # reads the file with what was said so far

    @property
    def is_read(self) -> bool:
        return bool(self.preview or self.refused or self.stored)

    @property
    def is_ready(self) -> bool:
        """Whether the file can be stored whole: nothing to ask, nothing to leave out, something new."""
        if self.preview is None or self.stored:
            return False
        reading = self.preview.reading
        return bool(self.preview.new and not reading.questions and not reading.rejected)

    def said(self, kind: BatchKind | None = None, mapping: Mapping | None = None) -> None:
        """Takes a person's word on what the file holds; it is read again with it."""
        self.kind = kind or self.kind
        self.mapping = mapping or self.mapping
        self.forget_reading()

    def answered(self, **answers: Any) -> None:
        """Takes answers by their names in `Answers`; the file is read again with them."""
        self.answers = replace(self.answers, **answers)
        self.forget_reading()

    def forget(self) -> None:
        """Takes back everything said about the file."""
        self.kind = self.mapping = None
        self.answers = NO_ANSWERS
        self.forget_reading()

    def forget_reading(self) -> None:
        self.leave()
        self.preview = None
        self.refused = ""

    def leave(self) -> None:
        """Lets go of the reading that is on the way."""
        if self.job:
            self.job.cancel()
        self.job = None

    def count_anew(self) -> None:
        """Has what is new in the file counted again."""
        self.is_old = True

    def stop(self) -> None:
        """Takes a person's Stop while the file is being read."""
        self.leave()
        self.refused = STOPPED

    @property
    def lines(self) -> int:
        """How many rows storing it would add."""
        return self.preview.new if self.preview else 0


def begin(workspace: Workspace, data: bytes, file_name: str, choices: Choices) -> Job[Preview]:
    """The job that reads the file with what was said so far."""
    if choices.job is None:
        kind, mapping, answers = choices.kind, choices.mapping, choices.answers
        choices.job = background.begin(
            lambda step, is_unwanted: importing.preview(
                workspace, data, file_name, kind, mapping, answers, on_progress=step, is_cancelled=is_unwanted
            )
        )
    return choices.job


def take(choices: Choices) -> None:
    """Takes what came of the reading when it is over."""
    if choices.job is None or not choices.job.is_over:
        return
    job, choices.job = choices.job, None
    try:
        choices.preview = job.came.result()
    except TieoutError as error:
        choices.refused = str(error)


def store(workspace: Workspace, choices: Choices, accept_partial: bool = False) -> None:
    """Stores a previewed file; raises what `importing.store` raises."""
    if choices.preview:
        choices.stored = importing.store(workspace, choices.preview, accept_partial=accept_partial)


def draw(workspace: Workspace, file_name: str, choices: Choices, *, key: str, leads: bool = True) -> None:
    """Draws the card in whatever state the file is; `leads` where its button is the page's main one."""
    with st.container(border=True, key=f"card_{key}"):
        if choices.stored:
            stored(workspace, choices.stored, key)
        elif choices.refused:
            title(
                workspace,
                file_name,
                "stopped" if choices.refused == STOPPED else "couldn't be read",
                "red",
                key,
            )
            st.text(choices.refused)
            with st.container(horizontal=True):
                st.button("Read it again", on_click=choices.forget_reading, key=f"again_{key}")
                _way_back(choices, key)
        elif choices.preview:
            if choices.is_old:
                choices.preview, choices.is_old = importing.recount(workspace, choices.preview), False
            _previewed(workspace, choices.preview, choices, key, leads)


def rejected_download(workspace: Workspace, batch: ImportBatch, *, key: str) -> None:
    """A button that downloads an import's rejected rows, to repair and bring again."""
    st.download_button(
        f"Download {count_text(batch.rejected, 'rejected row')}",
        lambda: importing.rejected_csv(workspace, batch.id),
        _rejected_name(batch.file_name),
        "text/csv",
        key=key,
        on_click="ignore",
    )


def _rejected_name(file_name: str) -> str:
    return f"rejected-{file_name.rsplit('.', 1)[0]}.csv"


def title(workspace: Workspace, file_name: str, what: str, colour: str, key: str) -> None:
    """The first line of a card: the file's name, what it is, and the way to put the card away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(file_name)}**", width="content")
        st.badge(what, color=colour)  # type: ignore[arg-type]
        st.space("stretch")
        st.button(
            "Dismiss",
            type="tertiary",
            on_click=dropped.dismiss,
            args=(workspace, key),
            help="Takes the file off this page. What is stored stays stored.",
            key=f"dismiss_{key}",
        )


def stored(workspace: Workspace, batch: ImportBatch, key: str) -> None:
    """What became of a file that is in the books."""
    title(workspace, batch.file_name, "stored", "green", key)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(
            f"{count_text(batch.added, _noun(batch.kind))} added, {batch.known:,} already in the books, "
            f"{batch.rejected:,} rejected.",
            width="content",
        )
        if batch.rejected:
            rejected_download(workspace, batch, key=f"rejected_{key}")


def _previewed(workspace: Workspace, preview: Preview, choices: Choices, key: str, leads: bool) -> None:
    reading = preview.reading
    if reading.questions:
        title(workspace, preview.file_name, "needs an answer", "orange", key)
    else:
        title(workspace, preview.file_name, words(reading.kind) if reading.kind else "", "gray", key)
        st.text(summary(preview))
    _notices(preview)
    for question in reading.questions:
        _ask(question, choices, key)
    asked_for_columns = any(question.name == "columns" for question in reading.questions)
    corrected = file_parts.columns(reading, choices.answers.direction, key=key, opened=asked_for_columns)
    if corrected:
        choices.said(mapping=corrected.mapping)
        choices.answered(direction=corrected.direction)
        st.rerun()
    file_parts.problems(reading.rejected, key=key)
    file_parts.rows(reading, key=key)
    _way_in(workspace, preview, choices, key, leads)


def summary(preview: Preview) -> str:
    """How the file was taken and what storing it would do, in two sentences."""
    reading = preview.reading
    assert reading.kind is not None
    assert reading.mapping is not None
    form = reading.table.dialect.form if reading.table else ""
    recognised = next(text for least, text in _SURE if reading.mapping.confidence >= least)
    how = f"read as {form}" if form else f"columns recognised {recognised}"
    source = f" from {reading.mapping.source}" if reading.mapping.source else ""
    found = count_text(preview.new + preview.known, _noun(reading.kind))
    bad = f", {count_text(len(reading.rejected), 'row')} with problems" if reading.rejected else ""
    return f"{found}{source}, {how}. {preview.new:,} new, {preview.known:,} already in the books{bad}."


def _notices(preview: Preview) -> None:
    if preview.already_imported_at:
        st.caption(f"This exact file was stored on {moment_text(preview.already_imported_at)}.")
    if preview.differing:
        rows = ", ".join(str(row) for row in preview.differing[:5])
        more = " and more" if len(preview.differing) > 5 else ""
        many = count_text(len(preview.differing), "invoice")
        st.warning(
            f"{many} {'is' if len(preview.differing) == 1 else 'are'} already booked with another amount, "
            f"currency or date than here (row {rows}{more}); the books keep what they have."
        )
    for notice in preview.reading.notices:
        st.caption(plain(notice))


def _ask(question: Question, choices: Choices, key: str) -> None:
    """A question, answerable in place; the one about columns is answered by the columns below it."""
    if question.name == "columns":
        st.warning(plain(question.text))
        return
    meanings = {choice.value: _meaning(question, choice.value, choice.meaning) for choice in question.choices}
    if question.name == "currency":
        answer = st.selectbox(
            plain(question.text),
            list(meanings),
            index=None,
            placeholder="a code such as EUR",
            accept_new_options=True,
            key=f"ask_currency_{key}",
        )
    else:
        answer = st.radio(
            plain(question.text),
            list(meanings),
            index=None,
            format_func=lambda value: plain(meanings[value]),
            key=f"ask_{question.name}_{key}",
        )
    if answer is not None:
        _answered(choices, question.name, answer)
        st.rerun()


def _meaning(question: Question, value: str, meaning: str) -> str:
    return f"{value}: {meaning}" if question.name in _NAMED_CHOICES else meaning


def _answered(choices: Choices, name: str, value: str) -> None:
    if name == "kind":
        choices.said(kind=BatchKind(value))
    elif name == "day_first":
        choices.answered(day_first=value == "yes")
    elif name == "direction":
        choices.answered(direction=Direction(value))
    elif name == "currency":
        choices.answered(currency=value.strip().upper())
    else:
        choices.answered(**{name: value})


def _way_back(choices: Choices, key: str) -> None:
    """Where an answer or a column led nowhere."""
    if choices.kind or choices.mapping or choices.answers != NO_ANSWERS:
        st.button("Clear my answers", on_click=choices.forget, key=f"back_{key}")


def _way_in(workspace: Workspace, preview: Preview, choices: Choices, key: str, leads: bool) -> None:
    reading = preview.reading
    if reading.questions or reading.kind is None:
        _way_back(choices, key)
        return
    if not workspace.role.may_act_as(Role.ANALYST):
        st.caption("You can look at files here, but only analysts and above can store them.")
        return
    label = f"Store {count_text(preview.new, f'new {_noun(reading.kind)}')}"
    if reading.rejected:
        label += f" and leave out {count_text(len(reading.rejected), 'row')}"
    with st.container(horizontal=True, vertical_alignment="center"):
        good = preview.new + preview.known
        pressed = st.button(
            label, type="primary" if leads else "secondary", key=f"store_{key}", disabled=not good
        )
        if reading.rejected:
            _problems_download(preview.file_name, reading, key)
        _way_back(choices, key)
    if pressed:
        _store_now(workspace, choices, reading)


def _problems_download(file_name: str, reading: Reading, key: str) -> None:
    st.download_button(
        f"Download {count_text(len(reading.rejected), 'row')} with problems",
        lambda: importing.rejected_file(reading),
        _rejected_name(file_name),
        "text/csv",
        key=f"bad_{key}",
        on_click="ignore",
    )


def _store_now(workspace: Workspace, choices: Choices, reading: Reading) -> None:
    lines = len(reading.invoices) + len(reading.payments)
    try:
        with st.spinner(f"Storing {count_text(lines, 'line')} …"):
            store(workspace, choices, accept_partial=bool(reading.rejected))
    except TieoutError as error:
        session.show_error(error)
        return
    dropped.books_changed(workspace)
    st.rerun()


def _noun(kind: BatchKind) -> str:
    return "invoice" if kind is BatchKind.INVOICES else "bank line"
