"""Exception cases on screen: reasons that filter, the list, one case whole, what a person does with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import address, case_help, keys, panels, paper, split_panel, tables
from core.faces.screen.keys import Said
from core.faces.screen.walk import Place, Walk
from core.insight.case_words import ReasonCount, due_text, due_words, reason_counts
from core.insight.wording import (
    NOTHING,
    amount_text,
    capital,
    count_text,
    date_text,
    moment_text,
    money_text,
    monies_text,
    plain,
    words,
)
from core.model.case import CaseReason, CaseStatus, Resolution, Severity
from core.model.invoice import ItemState
from core.services import resolving
from core.services.allocating import Posted
from core.services.resolving import CaseFile, CaseFilter, Cases, Ended
from core.services.workspace import Workspace

WALK = Walk("case")  # the address names the open case by its id
PAGE_ROWS = 50
_ROWS_IN_SIGHT = 15
_REASON = "reason"
_ALL_IN_A_FILE = 100_000
# How a person may end a case; the others are how the engine ends one.
_ENDS = (
    Resolution.DISPUTE,
    Resolution.DUPLICATE_RETURNED,
    Resolution.NOT_OURS,
    Resolution.ON_ACCOUNT,
)
_COLUMNS = (
    tables.text("grave", "Severity", 66),
    tables.text("why", "Reason", 128),
    tables.money("amount_minor", "Amount", width=92),
    tables.text("who", "Who", 104),
    tables.text("due", "Due", 78),
    tables.text("owner", "Owner", 66),
)
_FILED = (
    tables.text("why", "Reason"),
    tables.text("grave", "Severity"),
    tables.text("standing", "Status"),
    tables.moment("opened_at", "Opened"),
    tables.moment("due_at", "Due"),
    tables.money("amount_minor", "Amount"),
    tables.text("name", "Counterparty"),
    tables.text("text", "Text or number"),
    tables.day("subject_on", "Date"),
    tables.text("owner", "Owner"),
    tables.text("note", "Note"),
)


def widths() -> tuple[float, float, float]:
    """How wide the reasons, the list and the open case are; a split by hand needs more room than a case."""
    return (0.12, 0.3, 0.58) if keys.splitting() else (0.155, 0.455, 0.39)


def wanted() -> CaseFilter:
    """Draws the filters, kept in the address, and answers what they ask for."""
    with st.container(horizontal=True, gap="small"):
        address.typed(
            "Search",
            "search",
            type="search",
            placeholder="Name, text, number or note",
            label_visibility="collapsed",
            on_change=_first_page,
        )
        severity = _choice("Severity", list(Severity), "Any severity")
        status = _choice("Status", list(CaseStatus), "Not resolved")
    search = st.query_params.get("search", "").strip()
    return CaseFilter(_reason(), severity or None, status or None, search, PAGE_ROWS)


def sentence(cases: Cases) -> str:
    """How many cases are open and how much money they are about."""
    counts = reason_counts(cases.by_reason)
    many = count_text(sum(each.count for each in counts), "open exception")
    return f"{many} · {monies_text(_together(counts))}" if counts else many


def reasons(cases: Cases, base: str) -> None:
    """Every reason with its count, its money and a bar; pressing one shows only its cases.

    Bars and order go by the number of cases or by the money in the currency `base`, as is chosen.
    """
    counts = reason_counts(cases.by_reason)
    chosen = _reason()
    everything = sum(each.count for each in counts)
    by = {"cases": "Cases", "money": base}
    measure = address.code("bars", by, "cases")
    if not keys.splitting():
        address.switch("Bars show", "bars", by, default="cases", width="stretch")
    size = {each.reason: each.money.get(base, 0) if measure == "money" else each.count for each in counts}
    widest = max(size.values(), default=0) or 1
    with st.container(gap="xxsmall", key="case_reasons"):
        _reason_button("All reasons", everything, None, chosen is None)
        for each in sorted(counts, key=lambda each: -size[each.reason]):
            _reason_button(each.label, each.count, each.reason, chosen == each.reason)
            paper.bars([(monies_text(each.money), "", size[each.reason] / widest)])


def page(workspace: Workspace, filtered: CaseFilter) -> Cases:
    """The cases of the page the person is on; the first where that page has gone."""
    number = address.page()
    found = resolving.cases(workspace, replace(filtered, offset=(number - 1) * PAGE_ROWS))
    return found if len(found.rows) or number == 1 else resolving.cases(workspace, filtered)


def table(cases: Cases, here: Place) -> None:
    """The cases of this page, the open one selected; choosing a row opens it."""
    tables.show(
        _worded(cases.rows), _COLUMNS, name="Exception cases", rows=_ROWS_IN_SIGHT, **WALK.selection(here)
    )


def foot(workspace: Workspace, filtered: CaseFilter, cases: Cases) -> None:
    """Pages, and downloads of everything the filters let through."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        pages = -(-cases.total // PAGE_ROWS)
        if pages > 1:
            address.pages(pages)
        else:
            st.caption(count_text(cases.total, "case"))
        _downloads(workspace, filtered)


def place(cases: Cases) -> Place:
    """Which case is open."""
    return WALK.place([UUID(str(case)) for case in cases.rows["case_id"]])


def nothing(filtered: CaseFilter) -> None:
    """No case at all, or none that the filters let through."""
    if keys.undoable():
        keys.undo_button()
    if filtered.reason or filtered.severity or filtered.status or filtered.search:
        st.info("No exception matches these filters.")
    else:
        panels.nothing_yet(
            "No open exceptions. Everything is matched or being reviewed.", "Back to Today", "today"
        )


def actions(workspace: Workspace, file: CaseFile, here: Place) -> None:
    """Take it, hand it up, end it or open it again; and the way along the list."""
    case = file.case
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="case_actions"):
        if case.status is CaseStatus.RESOLVED:
            _act("Reopen", "reopen", "O", case.id, lambda: resolving.reopen(workspace, case.id))
        else:
            mine = case.owner_id == workspace.person.id
            _act(
                "Release" if mine else "Take", "take", "T", case.id,
                lambda: resolving.assign(workspace, case.id, not mine),
            )  # fmt: skip
            if case.status is not CaseStatus.ESCALATED:
                _act("Escalate", "escalate", "E", case.id, lambda: resolving.escalate(workspace, case.id))
            if _open_money(file):
                st.button("Split", key=f"split_{case.id}", shortcut=keys.SPLIT, on_click=keys.split)
        keys.undo_button()
        st.space("stretch")
        WALK.buttons(here)


def detail(file: CaseFile) -> None:
    """The case: why, how much, since when, whose; and the bank line or the invoice it is about."""
    case = file.case
    now = datetime.now(UTC)
    paper.headline(capital(words(case.reason)), money_text(abs(case.amount.minor), case.amount.currency))
    standing = [f"{capital(words(case.severity))} severity", words(case.status), case.owner or "unassigned"]
    if case.status is not CaseStatus.RESOLVED:
        standing.append(due_words(case.due_at, now))
    paper.hint(" · ".join(standing))
    case_help.in_words(file)
    paper.facts([row for row in (*_payment_facts(file), *_invoice_facts(file)) if row[1]])
    if file.payment is not None and file.payment.state is ItemState.PROPOSED:
        panels.way("Open in Review", "review", query={"item": str(file.payment.id)})
    if case.resolution is not None:
        ended = f"{capital(words(case.resolution))} by {case.resolved_by}, {moment_text(case.resolved_at)}."
        paper.lines([ended, *([case.note] if case.note else [])])
    if file.notes:
        paper.label("Notes")
        paper.lines(
            [f"{note.text}  ({note.written_by}, {moment_text(note.written_at)})" for note in file.notes]
        )


def ending(workspace: Workspace, file: CaseFile) -> None:
    """A note, alone or with the resolution that ends the case."""
    case = file.case
    if case.status is CaseStatus.RESOLVED:
        return
    # Emptied by its key once a note is kept, not by being sent: what is refused or sent twice stays typed.
    with st.form(f"case_{case.id}_{len(file.notes)}", border=False):
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
        _carry_out(lambda: resolving.resolve(workspace, case.id, how, text))
    elif notes and text.strip():
        _carry_out(lambda: resolving.note(workspace, case.id, text.strip()))


def settling(workspace: Workspace, file: CaseFile) -> None:
    """What may settle it: the nearest open items, matched at a press, and a write-off within one's limit."""
    case_help.suggestions(workspace, file, _settled)
    with st.container(horizontal=True, gap="small"):
        case_help.write_off(workspace, file, _settled)
        case_help.set_aside(workspace, file, _settled)


def carry_out(workspace: Workspace) -> Said | None:
    """Undoes what the last press asked for; answers why it could not, if so."""
    said = keys.carry_out(workspace)
    if said is not None and not said.refused:
        panels.say_after_rerun(said.sentence)
    return said


def split(workspace: Workspace, file: CaseFile) -> None:
    """The open item of the case split by hand over several of the other side."""
    split_panel.draw(workspace, split_panel.Subject(file.case.payment_id, file.case.invoice_id), _remember)


def _remember(made: Ended | Posted) -> None:
    keys.done(keys.Done(made.entry), made.sentence)


def _settled(made: Ended | Posted) -> None:
    _remember(made)
    st.rerun()


def _open_money(file: CaseFile) -> bool:
    item = file.payment or file.invoice
    return item is not None and bool(item.open)


def _choice(label: str, codes: list[Severity] | list[CaseStatus], nothing: str) -> str:
    return address.choose(
        label,
        label.lower(),
        {"": nothing} | {code.value: capital(words(code)) for code in codes},
        default="",
        on_change=_first_page,
        label_visibility="collapsed",
        width=150,
    )


def _reason() -> CaseReason | None:
    """The reason whose cases are shown, as the address says; none where it names none that is known."""
    said = address.code(_REASON, {"": None} | {each.value: None for each in CaseReason}, "")
    return CaseReason(said) if said else None


def _reason_button(label: str, count: int, reason: CaseReason | None, chosen: bool) -> None:
    st.button(
        plain(f"{label} · {count:,}"),
        key=f"reason_{reason or 'all'}",
        type="secondary" if chosen else "tertiary",
        width="stretch",
        on_click=_choose_reason,
        args=(reason,),
    )


def _choose_reason(reason: CaseReason | None) -> None:
    _first_page()
    address.put(_REASON, reason.value if reason else "")


def _first_page() -> None:
    address.put("page", "")
    WALK.forget()


def _act(label: str, name: str, key: str, case: UUID, verb: Callable[[], None]) -> None:
    if st.button(label, key=f"{name}_{case}", shortcut=key):
        _carry_out(verb)


def _carry_out(verb: Callable[[], Ended | None]) -> None:
    """Does it, shows the refusal if it is refused, draws the page anew if not."""
    with panels.answering():
        made = verb()
        if made is not None:
            _remember(made)
        st.rerun()


def _together(counts: tuple[ReasonCount, ...]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for each in counts:
        for currency, minor in each.money.items():
            sums[currency] = sums.get(currency, 0) + minor
    return dict(sorted(sums.items()))


def _worded(rows: pd.DataFrame) -> pd.DataFrame:
    now = datetime.now(UTC)
    return rows.assign(
        why=[capital(words(CaseReason(code))) for code in rows["reason"]],
        grave=[capital(words(Severity(code))) for code in rows["severity"]],
        standing=[capital(words(CaseStatus(code))) for code in rows["status"]],
        who=[name or text for name, text in zip(rows["name"], rows["text"], strict=True)],
        due=[due_text(due, now) for due in rows["due_at"]],
    )


def _downloads(workspace: Workspace, filtered: CaseFilter) -> None:
    """Of everything the filters let through."""
    everything = replace(filtered, limit=_ALL_IN_A_FILE, offset=0)
    tables.downloads(
        workspace,
        lambda: _worded(resolving.cases(workspace, everything).rows),
        "exceptions",
        key="cases",
        columns=_FILED,
    )


def _payment_facts(file: CaseFile) -> tuple[tuple[str, str], ...]:
    payment = file.payment
    if payment is None:
        return ()
    still = f" · {amount_text(payment.open.minor, payment.open.currency)} open"
    return (
        (
            "Bank line",
            money_text(payment.amount.minor, payment.amount.currency, signed=True)
            + (still if payment.open != payment.amount else ""),
        ),
        ("Paid on", date_text(payment.paid_on)),
        ("Payer", payment.counterparty or NOTHING),
        ("Text", payment.description or NOTHING),
        ("Reference", payment.reference),
        ("Method", payment.method),
        ("Account", payment.account),
    )


def _invoice_facts(file: CaseFile) -> tuple[tuple[str, str], ...]:
    invoice = file.invoice
    if invoice is None:
        return ()
    asked = money_text(invoice.total.minor, invoice.total.currency)
    if invoice.open != invoice.total:
        asked += f" · {amount_text(invoice.open.minor, invoice.open.currency)} open"
    return (
        ("Invoice", f"{invoice.number} · {words(invoice.direction)}"),
        ("Counterparty", invoice.counterparty),
        ("Amount", asked),
        ("Issued", date_text(invoice.issued_on)),
        ("Due", date_text(invoice.due_on)),
        ("Terms", invoice.terms),
        ("Order", invoice.purchase_order),
    )
