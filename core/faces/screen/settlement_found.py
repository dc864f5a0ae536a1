"""A run's discrepancies on screen: kinds that filter, the list, one of them whole, what a person does."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import address, panels, paper, tables
from core.faces.screen.walk import Place, Walk
from core.insight.case_words import due_words
from core.insight.settlement_words import KIND_ADVICE, KIND_WORDS, SEVERITY_WORDS
from core.insight.wording import (
    NOTHING,
    capital,
    count_text,
    moment_text,
    money_text,
    monies_text,
    plain,
    words,
)
from core.model.case import CaseStatus, Resolution
from core.model.discrepancy import Discrepancy, DiscrepancyKind, DiscrepancySeverity
from core.model.money import Money
from core.services import tracing
from core.services.tracing import DiscrepancyFile, RunFile
from core.services.workspace import Workspace
from core.store.discrepancies import DiscrepancyFilter
from core.store.frames import Page

WALK = Walk("item")  # the address names the open discrepancy by its id
_ROWS = 50
_ROWS_IN_SIGHT = 11
_ALL_IN_A_FILE = 100_000
_KIND = "kind"
_ENDS = (
    Resolution.WRITE_OFF,
    Resolution.DISPUTE,
    Resolution.DUPLICATE_RETURNED,
    Resolution.NOT_OURS,
    Resolution.MATCHED,
)
_SEVERITIES = {"": "Any severity"} | {
    severity.value: capital(SEVERITY_WORDS[severity]) for severity in DiscrepancySeverity
}
_STATUSES = {"": "Any status"} | {status.value: capital(words(status)) for status in CaseStatus}
_COLUMNS = (
    tables.text("grave", "Severity", 64),
    tables.text("what", "Kind", 144),
    tables.text("transaction_id", "Transaction", 108),
    tables.money("external_minor", "Processor", "external_currency", 82),
    tables.money("internal_minor", "Ledger", "internal_currency", 82),
    tables.text("owner", "Owner", 74),
)
_FILED = (
    tables.text("transaction_id", "Transaction"),
    tables.text("what", "Kind"),
    tables.text("grave", "Severity"),
    tables.money("at_stake_minor", "In discrepancy"),
    tables.moment("external_at", "At the processor"),
    tables.moment("internal_at", "In the ledger"),
    tables.text("reason", "Why"),
    tables.text("payout_id", "Payout"),
    tables.text("reference", "Reference"),
    tables.text("standing", "Status"),
    tables.text("owner", "Owner"),
)


def panel(workspace: Workspace, file: RunFile) -> Discrepancy | None:
    """Kinds, list and detail beside each other; answers the discrepancy that is open."""
    if not file.run.discrepancies:
        return None
    st.subheader("Discrepancies", anchor=False)
    by_kind, listing, one = st.columns([0.155, 0.485, 0.36], gap="medium")
    with by_kind:
        _kinds(file.by_kind)
    with listing:
        wanted = _wanted()
        found = _page(workspace, file.run.id, wanted)
        here = WALK.place([UUID(str(each)) for each in found.rows["discrepancy"]])
        if found.rows.empty:
            st.info("No discrepancies match these filters.")
        else:
            _table(found, here)
        _foot(workspace, file, wanted, found)
    opened: Discrepancy | None = None
    if here.open is not None:
        with one, panels.answering():
            whole = tracing.discrepancy_file(workspace, here.open)
            opened = whole.discrepancy.found
            _actions(workspace, whole, here)
            _detail(whole)
            _ending(workspace, whole)
    return opened


def _kinds(by_kind: pd.DataFrame) -> None:
    """Every kind with its count, its money and a bar; pressing one shows only its discrepancies."""
    chosen = st.query_params.get(_KIND, "")
    counts = by_kind.groupby("kind")["discrepancies"].sum().sort_values(ascending=False, kind="stable")
    with st.container(gap="xxsmall", key="case_reasons"):
        _kind_button("All kinds", int(counts.sum()), "", not chosen)
        for kind, count in counts.items():
            rows = by_kind[by_kind["kind"] == kind]
            money = {
                str(currency): int(minor)
                for currency, minor in zip(rows["currency"], rows["at_stake_minor"], strict=True)
            }
            _kind_button(
                capital(KIND_WORDS[DiscrepancyKind(str(kind))]), int(count), str(kind), chosen == kind
            )
            paper.bars([(monies_text(money), "", int(count) / int(counts.max()))])


def _kind_button(label: str, count: int, kind: str, chosen: bool) -> None:
    st.button(
        plain(f"{label} · {count:,}"),
        key=f"kind_{kind or 'all'}",
        type="secondary" if chosen else "tertiary",
        width="stretch",
        on_click=_choose_kind,
        args=(kind,),
    )


def _choose_kind(kind: str) -> None:
    _first_page()
    address.put(_KIND, kind)


def _first_page() -> None:
    st.session_state.pop("found_page", None)
    WALK.forget()


def _wanted() -> DiscrepancyFilter:
    """Draws the filters, kept in the address as codes, and answers what they ask for."""
    quiet: dict[str, Any] = {"label_visibility": "collapsed", "on_change": _first_page}
    with st.container(horizontal=True, gap="small"):
        address.typed("Search", "words", placeholder="Transaction, reference, payout or owner", **quiet)
        severity = address.choose("Severity", "severity", _SEVERITIES, default="", width=140, **quiet)
        status = address.choose("Status", "status", _STATUSES, default="", width=140, **quiet)
    kind = address.code(_KIND, {each.value: each for each in DiscrepancyKind}, "")
    return DiscrepancyFilter(kind, severity, "", status, st.query_params.get("words", ""))


def _page(workspace: Workspace, run_id: UUID, wanted: DiscrepancyFilter) -> Page:
    number: int = st.session_state.get("found_page") or 1
    found = tracing.found(workspace, run_id, wanted, _ROWS, (number - 1) * _ROWS)
    return found if len(found.rows) or number == 1 else tracing.found(workspace, run_id, wanted, _ROWS)


def _table(found: Page, here: Place) -> None:
    tables.show(
        _worded(found.rows), _COLUMNS, name="Discrepancies", rows=_ROWS_IN_SIGHT, **WALK.selection(here)
    )


def _worded(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        what=[capital(KIND_WORDS[DiscrepancyKind(kind)]) for kind in rows["kind"]],
        grave=[capital(SEVERITY_WORDS[DiscrepancySeverity(each)]) for each in rows["severity"]],
        standing=[capital(words(CaseStatus(each))) if each else NOTHING for each in rows["status"]],
        external_currency=[
            mine or other for mine, other in zip(rows["external_currency"], rows["currency"], strict=True)
        ],
        internal_currency=[
            mine or other for mine, other in zip(rows["internal_currency"], rows["currency"], strict=True)
        ],
    )


def _foot(workspace: Workspace, file: RunFile, wanted: DiscrepancyFilter, found: Page) -> None:
    """Pages, and downloads of everything the filters let through."""
    run = file.run

    def everything() -> pd.DataFrame:
        return _worded(tracing.found(workspace, run.id, wanted, _ALL_IN_A_FILE).rows)

    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if (pages := -(-found.total // _ROWS)) > 1:
            st.pagination(pages, key="found_page")
        else:
            st.caption(count_text(found.total, "discrepancy", "discrepancies"))
        name = f"discrepancies-{run.processor}-{run.business_date}"
        tables.downloads(workspace, everything, name, key="discrepancies", columns=_FILED)


def _actions(workspace: Workspace, file: DiscrepancyFile, here: Place) -> None:
    """Take it or hand it up, and the way along the list."""
    case, one = file.case, file.discrepancy.id
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="case_actions"):
        if case is not None and case.status is not CaseStatus.RESOLVED:
            mine = case.owner_id == workspace.person.id
            _act(
                "Release" if mine else "Take", "take", "T", one,
                lambda: tracing.assign(workspace, one, not mine),
            )  # fmt: skip
            if case.status is not CaseStatus.ESCALATED:
                _act("Escalate", "escalate", "E", one, lambda: tracing.escalate(workspace, one))
        st.space("stretch")
        WALK.buttons(here)


def _detail(file: DiscrepancyFile) -> None:
    """One discrepancy: why, how much, whose; both sides beside each other; what was written about it."""
    found, case = file.discrepancy.found, file.case
    paper.headline(capital(KIND_WORDS[found.kind]), _money(found.at_stake))
    standing = [f"{capital(SEVERITY_WORDS[found.severity])} severity"]
    if case is not None:
        standing += [words(case.status), case.owner or "unassigned"]
        if case.status is not CaseStatus.RESOLVED:
            standing.append(due_words(case.due_at, datetime.now(UTC)))
    paper.hint(" · ".join(standing))
    paper.note(found.reason)
    paper.hint(KIND_ADVICE[found.kind])
    paper.grid(("", "Processor", "Ledger"), _sides(found), numbers=2)
    paper.facts(
        [
            (label, said)
            for label, said in (
                ("Transaction", found.transaction_id),
                ("Reference", found.reference),
                ("Payout", found.payout_id),
                ("Fee by rate", _money(found.expected_fee) if found.expected_fee else ""),
            )
            if said
        ]
    )
    if case is not None and case.resolution is not None:
        ended = f"{capital(words(case.resolution))} by {case.resolved_by}, {moment_text(case.resolved_at)}."
        paper.lines([ended, *([case.note] if case.note else [])])
    if file.notes:
        paper.label("Notes")
        paper.lines(
            [f"{note.text}  ({note.written_by}, {moment_text(note.written_at)})" for note in file.notes]
        )


def _sides(found: Discrepancy) -> list[tuple[str, str, str]]:
    rows = [
        ("Amount", _money(found.external), _money(found.internal)),
        ("Fee", _money(found.external_fee), _money(found.internal_fee)),
        ("When", moment_text(found.external_at), moment_text(found.internal_at)),
        ("Row", str(found.external_row or NOTHING), str(found.internal_row or NOTHING)),
    ]
    return [row for row in rows if row[1:] != (NOTHING, NOTHING)]


def _ending(workspace: Workspace, file: DiscrepancyFile) -> None:
    """A note, alone or with the resolution that ends the case."""
    case, one = file.case, file.discrepancy
    if case is None or case.status is CaseStatus.RESOLVED:
        return
    with st.form(f"discrepancy_{one.id}", clear_on_submit=True, border=False):
        text = st.text_input("Note", max_chars=500, placeholder="What you found out or agreed")
        how_column, end_column, note_column = st.columns([2, 1, 1], vertical_alignment="bottom")
        how = how_column.selectbox(
            "Resolution",
            _ENDS,
            index=None,
            format_func=lambda end: capital(words(end)),
            placeholder="Choose a resolution",
        )
        ends = end_column.form_submit_button("Resolve", type="primary", width="stretch")
        notes = note_column.form_submit_button("Add note", width="stretch")
    if ends and how is None:
        st.warning("Choose a resolution first.")
    elif ends and how is not None:
        said = f"{KIND_WORDS[one.found.kind]}: {words(how)}."
        _carry_out(lambda: tracing.resolve(workspace, one.id, how, text), said)
    elif notes and text.strip():
        _carry_out(lambda: tracing.note(workspace, one.id, text.strip()), "")


def _act(label: str, name: str, key: str, one: UUID, verb: Callable[[], None]) -> None:
    if st.button(label, key=f"{name}_{one}", shortcut=key):
        _carry_out(verb, "")


def _carry_out(verb: Callable[[], None], sentence: str) -> None:
    """Does it, shows the refusal if it is refused, draws the page anew if not."""
    with panels.answering():
        verb()
        if sentence:
            panels.say_after_rerun(sentence)
        st.rerun()


def _money(money: Money | None) -> str:
    return NOTHING if money is None else money_text(money.minor, money.currency)
