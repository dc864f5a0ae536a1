"""Two files on the Settlement page: a processor's report and the ledger, read, stored and settled at once."""

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.faces import kept_reports
from core.faces.screen import file_parts, panels, settlement_parts
from core.insight.settlement_words import processor_name
from core.insight.wording import count_text, date_text, moment_text, plain
from core.intake.answers import NO_ANSWERS, Answers, Question
from core.intake.processors.field_names import FIELDS
from core.intake.processors.packed import COLUMN_OF
from core.model.identity import Role
from core.services import delivering, settling
from core.services.delivering import FilePreview
from core.services.workspace import Workspace

_READ, _ANSWERED, _SAID = "settlement_read", "settlement_answers", "settlement_columns"
_TYPES = ["csv", "tsv", "txt", "xlsx"]
_SIDES = {"processor": "The processor's report", "ledger": "Your ledger"}
_WHOSE = {"": "As the report says", "stripe": "Stripe", "paypal": "PayPal", "square": "Square"}
_NAMES = {
    "occurred_at": "Date and time", "time": "Time alone", "zone": "Time zone", "kind": "Type",
    "parent_id": "Original transaction", "source_id": "What it is about", "merchant_id": "Merchant",
    "payout_id": "Payout", "transaction_id": "Transaction ID", "amount_minor": "Amount in cents",
    "fee_minor": "Fee in cents",
}  # fmt: skip


def panel(workspace: Workspace, *, first: bool) -> None:
    """The two drop zones, what the files hold, and the button that settles their days."""
    with st.expander("Upload files and settle", expanded=first), panels.answering():
        if not workspace.role.may_act_as(Role.ANALYST):
            st.caption("Only an analyst can upload files.")
            return
        whose = st.selectbox(
            "Processor",
            list(_WHOSE),
            format_func=lambda name: _WHOSE[name],
            key="settlement_whose",
            width=240,
        )
        found, files = {}, {}
        for column, (side, label) in zip(st.columns(2, gap="medium"), _SIDES.items(), strict=True):
            with column:
                file = st.file_uploader(label, type=_TYPES, key=f"settlement_{side}")
                if file is not None:
                    files[side] = file
                    with panels.answering():
                        found[side] = _previewed(workspace, file, side, whose)
        if len(found) == len(_SIDES):
            _in_cents(found, files)
        st.caption("Without a ledger file, Tieout's own invoices and earlier ledger entries are compared.")
        if "processor" in found and all(each.question is None for each in found.values()):
            _store_and_settle(workspace, tuple(found[side] for side in _SIDES if side in found))


def _previewed(workspace: Workspace, file: UploadedFile, side: str, whose: str) -> FilePreview:
    """What a file holds, read once; an open question is asked in its place."""
    held: dict[object, FilePreview] = st.session_state.setdefault(f"{_READ}_{workspace.company.id}", {})
    answers: Answers = st.session_state.get(f"{_ANSWERED}_{file.file_id}", NO_ANSWERS)
    said: dict[str, str] = st.session_state.get(f"{_SAID}_{file.file_id}", {})
    at = (file.file_id, side, whose, answers, tuple(sorted(said.items())))
    if at not in held:
        with st.spinner(f"Reading {plain(file.name)} …"):
            held[at] = delivering.preview(
                workspace, file.getvalue(), file.name, side, whose, answers, said or None
            )
    found = held[at]
    if found.question is not None and found.question.name.startswith(COLUMN_OF):
        field = found.question.name.removeprefix(COLUMN_OF)
        st.warning(plain(found.question.text))
        header = [choice.value for choice in found.question.choices]
        column = st.selectbox(
            "Column", header, index=None, key=f"column_{field}_{side}_{file.file_id}", format_func=plain
        )
        if column is not None:
            _say(file, said, field, column)
        return found
    if found.question is not None:
        changed = _asked(found.question, answers, key=f"{side}_{file.file_id}")
        if changed is not None:
            st.session_state[f"{_ANSWERED}_{file.file_id}"] = changed
            st.rerun()
        return found
    _said(found)
    _columns(found, file, said)
    return found


def _in_cents(found: dict[str, FilePreview], files: dict[str, UploadedFile]) -> None:
    """Asks where one file has a hundred times the other's amounts."""
    for side, other in (("processor", "ledger"), ("ledger", "processor")):
        if not delivering.counts_cents(found[side], found[other]):
            continue
        name, file = plain(found[side].file_name), files[side]
        st.warning(f"“{name}” has a hundred times the amounts of the other file. Does it count cents?")
        if st.button(f"Yes, read “{name}” in cents", key=f"cents_{side}_{file.file_id}"):
            said: dict[str, str] = st.session_state.get(f"{_SAID}_{file.file_id}", {})
            if "fee" in found[side].fields:
                said = delivering.chosen(said, "fee_minor", found[side].fields["fee"])
            _say(file, said, "amount_minor", found[side].fields["amount"])


def _columns(found: FilePreview, file: UploadedFile, said: dict[str, str]) -> None:
    """Which column each field was read from; choosing another reads the file anew, and it is remembered."""
    with st.popover("Columns", help="Which column each field is read from"):
        places = st.columns(2, gap="small")
        for number, field in enumerate(FIELDS):
            name = _NAMES.get(field, field.replace("_", " ").capitalize())
            now = found.fields.get(field)
            column = places[number % 2].selectbox(
                name, list(found.header), index=None if now is None else found.header.index(now),
                key=f"of_{field}_{found.side}_{file.file_id}_{len(said)}", placeholder="Not in the file",
                format_func=plain,
            )  # fmt: skip
            if column is not None and column != now:
                _say(file, said, field, column)


def _say(file: UploadedFile, said: dict[str, str], field: str, column: str) -> None:
    st.session_state[f"{_SAID}_{file.file_id}"] = delivering.chosen(said, field, column)
    st.rerun()


def _asked(question: Question, answers: Answers, *, key: str) -> Answers | None:
    """The question about a file with its possible answers; answers what was said, None until then."""
    st.warning(plain(question.text))
    said: str | None
    if question.choices:
        meanings = {choice.value: choice.meaning for choice in question.choices}
        said = st.radio(
            "Answer", list(meanings), index=None, key=f"answer_{key}", label_visibility="collapsed",
            format_func=lambda value: plain(f"{value}: {meanings[value]}"),
        )  # fmt: skip
    else:
        said = st.text_input("Answer", key=f"answer_{key}", label_visibility="collapsed").strip() or None
    if said is None:
        return None
    values: dict[str, Any] = {"day_first": said == "yes", "currency": said.upper()}
    return replace(answers, **{question.name: values.get(question.name, said)})


def _said(found: FilePreview) -> None:
    named = f" of {processor_name(found.processor)}" if found.processor else ""
    st.text(f"{count_text(found.rows, 'row')}{named}, {_span(found)}")
    if found.earlier is not None:
        st.caption(
            f"This file came before, {moment_text(found.earlier.delivered_at)}; again changes nothing."
        )
    for notice in found.notices:
        st.caption(plain(notice))
    if found.rejected:
        file_parts.problems(found.rejected, key=f"{found.side}_{found.sha256[:8]}")


def _span(found: FilePreview) -> str:
    moments = found.records.columns["occurred_at"] if found.records else []
    if not moments:
        return "no dates"
    first, last = min(moments).date(), max(moments).date()
    return date_text(first) if first == last else f"{date_text(first)} to {date_text(last)}"


def _store_and_settle(workspace: Workspace, found: tuple[FilePreview, ...]) -> None:
    """One button for both: nothing is stored before it is pressed."""
    bad = sum(len(each.rejected) for each in found)
    partial = not bad or st.checkbox(
        f"Leave out {count_text(bad, 'row')} that cannot be read", key="leave_out"
    )
    days = delivering.business_dates(workspace, found[0])
    over = days[-delivering.MOST_DAYS :]
    label = (
        f"Settle {date_text(over[0]) if len(over) == 1 else count_text(len(over), 'day')}"
        if over
        else "Settle"
    )
    if st.button(label, type="primary", key="settle_files", disabled=not (over and partial)):
        _settle(workspace, found, over)


def _settle(workspace: Workspace, found: tuple[FilePreview, ...], days: tuple[date, ...]) -> None:
    with st.spinner("Storing and comparing …"):
        for each in reversed(found):  # the ledger first: its ids say how the report's rows are named
            delivering.store(workspace, each, accept_partial=True)
        processor = found[0].processor
        runs = [settling.settle(workspace, processor, day) for day in days]
        for run in runs:
            kept_reports.keep(workspace, run)
    differ = sum(run.discrepancies for run in runs)
    panels.say_after_rerun(
        f"{processor_name(processor)}: {count_text(len(runs), 'day')} settled, "
        f"{count_text(differ, 'discrepancy', 'discrepancies')} found."
    )
    st.session_state.pop(f"{_READ}_{workspace.company.id}", None)
    settlement_parts.WALK.go(runs[-1].id)
    st.rerun()
