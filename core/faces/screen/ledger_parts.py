"""The ledger on screen: what to list, filters kept in the address, one row opened with its history."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import address, panels, paper, tables
from core.faces.screen.walk import Place, Walk
from core.insight.wording import (
    NOTHING,
    capital,
    count_text,
    date_text,
    moment_text,
    money_text,
    plain,
    words,
)
from core.model.errors import MoneyError
from core.model.identity import Role
from core.model.invoice import Direction, ItemState, LineItem
from core.services import browsing, undoing
from core.services.browsing import CAP, IN_A_FILE, Event, LedgerFilter, LedgerState, Listed
from core.services.workspace import Workspace

WALK = Walk("item")  # the address names the open row by its id
PAGE_ROWS = 50
_ROWS_IN_SIGHT = 15
_ITEM_STATES = tuple(state for state in LedgerState if state not in ("standing", "taken_back"))
_WORDS = {
    LedgerState.VOID: "void",
    LedgerState.STANDING: "in effect",
    LedgerState.TAKEN_BACK: "reversed",
}


@dataclass(frozen=True, slots=True)
class View:
    """One list of the ledger: how it is asked for, which column names a row, what is shown and filed."""

    label: str
    noun: str
    plural: str
    ask: Callable[[Workspace, LedgerFilter, int, int], Listed]
    key: str
    states: tuple[LedgerState, ...]
    columns: tuple[tables.Column, ...]
    filed: tuple[tables.Column, ...]


_NUMBERED = (
    tables.text("number", "Number", 110),
    tables.text("counterparty", "Counterparty", 150),
    tables.day("issued_on", "Issued", 96),
    tables.day("due_on", "Due", 96),
    tables.money("amount_minor", "Amount", width=104),
    tables.money("open_minor", "Open", width=104),
    tables.text("standing", "State", 84),
)
_BOOKED = (
    tables.day("paid_on", "Booked", 96),
    tables.text("counterparty", "Payer", 140),
    tables.text("description", "Text", 190),
    tables.money("amount_minor", "Amount", width=104),
    tables.money("open_minor", "Open", width=104),
    tables.text("standing", "State", 84),
)
_MATCHED = (
    tables.moment("made_at", "Matched", 138),
    tables.text("number", "Invoice", 100),
    tables.text("counterparty", "Counterparty", 118),
    tables.day("paid_on", "Bank line of", 96),
    tables.money("amount_minor", "Amount", width=104),
    tables.text("decided_by", "By", 84),
    tables.text("standing", "State", 84),
)
VIEWS = {
    "invoices": View(
        "Invoices", "invoice", "invoices", browsing.invoice_list, "invoice", _ITEM_STATES, _NUMBERED,
        (*_NUMBERED, tables.text("reference", "Reference"), tables.text("way", "Direction")),
    ),
    "lines": View(
        "Bank lines", "bank line", "bank lines", browsing.payment_list, "payment", _ITEM_STATES, _BOOKED,
        (*_BOOKED, tables.text("reference", "Reference")),
    ),
    "matches": View(
        "Matches", "match", "matches", browsing.match_list, "match",
        (LedgerState.STANDING, LedgerState.TAKEN_BACK), _MATCHED,
        (*_MATCHED, tables.text("payer", "Payer"), tables.money("adjustment_minor", "Difference booked"),
         tables.text("adjustment", "As"), tables.text("why", "Why"),
         tables.count("rules_version", "Rules version")),
    ),
}  # fmt: skip
_SHOWN = {name: view.label for name, view in VIEWS.items()} | {"runs": "Runs", "imports": "Imports"}


def shown() -> str:
    """Draws the choice of what is listed, kept in the address, and answers it."""
    return address.switch(
        "What to list",
        "show",
        _SHOWN,
        default="invoices",
        on_change=_another_list,
        label_visibility="collapsed",
    )


def _another_list() -> None:
    _first_page()
    address.put("state", "")


def _first_page() -> None:
    WALK.forget()
    address.put("page", "")


def wanted(view: View) -> LedgerFilter:
    """Draws the filters, kept in the address; stops the page where what was typed is no amount."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        address.typed("Search", "search", placeholder="Number, name or text", on_change=_first_page)
        states = {"": "Any"} | {each.value: capital(_state_words(each.value)) for each in view.states}
        state = address.choose("State", "state", states, default="", on_change=_first_page, width=130)
        since = address.day("From", "since", on_change=_first_page, width=130)
        until = address.day("To", "until", on_change=_first_page, width=130)
        address.typed("Amount from", "least", on_change=_first_page, width=110)
        address.typed("Amount to", "most", on_change=_first_page, width=110)
    search, least, most = (st.query_params.get(name, "") for name in ("search", "least", "most"))
    try:
        return browsing.wanted(search, state or None, since, until, least, most)
    except MoneyError as error:
        st.error(plain(str(error)))
        st.stop()


def listed(workspace: Workspace, view: View, asked: LedgerFilter) -> Listed:
    """The page of the list a person is on; the first where that page has gone."""
    number = address.page()
    found = view.ask(workspace, asked, PAGE_ROWS, (number - 1) * PAGE_ROWS)
    return found if len(found.rows) or number == 1 else view.ask(workspace, asked, PAGE_ROWS, 0)


def place(view: View, found: Listed) -> Place:
    """Which row is open."""
    return WALK.place([UUID(str(key)) for key in found.rows[view.key]])


def table(view: View, found: Listed, here: Place) -> None:
    """The rows of this page, the open one selected; choosing a row opens it."""
    tables.show(
        worded(found.rows), view.columns, name=view.label, rows=_ROWS_IN_SIGHT, **WALK.selection(here)
    )


def foot(workspace: Workspace, view: View, asked: LedgerFilter, found: Listed) -> None:
    """How many fit, pages, and downloads of everything the filters let through."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        more = " or more; filter to see the rest" if found.total >= CAP else ""
        st.caption(count_text(found.total, view.noun, view.plural) + more, width="content")
        pages = -(-found.total // PAGE_ROWS)
        if pages > 1:
            address.pages(pages)
        _downloads(workspace, view, asked)


def nothing(asked: LedgerFilter, view: View) -> None:
    """No row at all, or none that the filters let through."""
    if asked == LedgerFilter():
        panels.nothing_yet(f"There are no {view.plural} yet.", "Upload files", "upload")
    else:
        st.info(f"No {view.plural} found with these filters.")


def opened(workspace: Workspace, view: View, found: Listed, here: Place) -> None:
    """The open row whole; a match is told by its invoice."""
    if here.open is None:
        return
    if view.key == "payment":
        _payment(workspace, here.open)
    elif view.key == "invoice":
        _invoice(workspace, here.open)
    elif here.row is not None:
        _invoice(workspace, UUID(str(found.rows["invoice"].iloc[here.row])))


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their codes in words."""
    said = rows.assign(standing=[capital(_state_words(code)) for code in rows["state"]])
    if "direction" in rows:
        said = said.assign(way=[words(Direction(code)) for code in rows["direction"]])
    if "reasons" in rows:
        said = said.assign(why=[code.replace("|", ", ").replace("_", " ") for code in rows["reasons"]])
    return said


def _state_words(value: str) -> str:
    state = LedgerState(value)
    return _WORDS.get(state) or words(ItemState(state.value))


def _downloads(workspace: Workspace, view: View, asked: LedgerFilter) -> None:
    """Of everything the filters let through."""
    tables.downloads(
        workspace,
        lambda: worded(view.ask(workspace, asked, IN_A_FILE, 0).rows),
        view.plural.replace(" ", "-"),
        key="ledger",
        columns=view.filed,
    )


def _invoice(workspace: Workspace, invoice_id: UUID) -> None:
    file = browsing.invoice_file(workspace, invoice_id)
    bill = file.invoice
    paper.headline(bill.number, money_text(bill.total.minor, bill.total.currency))
    state = "void" if file.void else words(bill.state)
    paper.hint(
        f"{capital(state)} · {words(bill.direction)} · {money_text(bill.open.minor, bill.open.currency)} open"
    )
    facts = (
        ("Counterparty", bill.counterparty),
        ("Issued", date_text(bill.issued_on)),
        ("Due", date_text(bill.due_on) if bill.due_on else ""),
        ("Terms", bill.terms),
        ("Order", bill.purchase_order),
        ("Reference", bill.reference),
        *((f"Line {line.position}", _line_text(line)) for line in file.lines),
    )
    paper.facts([row for row in facts if row[1]])
    if file.document:
        _document(workspace, invoice_id, file.document)
    _history(file.history)
    with st.container(horizontal=True, gap="small"):
        _void(workspace, invoice_id, file.void)
        _note(workspace, "invoice", invoice_id)


def _document(workspace: Workspace, invoice_id: UUID, name: str) -> None:
    """The page an invoice was read from, drawn when it is asked for."""
    if not st.toggle(f"Show {plain(name)}", key=f"document_{invoice_id}"):
        return
    with panels.answering():
        shown = browsing.page_picture(workspace, invoice_id)
        if shown is None:
            st.caption("This document has no pages to show.")
        else:
            paper.picture(shown, f"Page {shown.page} of {name}")


def _line_text(line: LineItem) -> str:
    return f"{line.description} · {money_text(line.total.minor, line.total.currency)}"


def _payment(workspace: Workspace, payment_id: UUID) -> None:
    file = browsing.payment_file(workspace, payment_id)
    line = file.payment
    paper.headline(
        line.counterparty or NOTHING, money_text(line.amount.minor, line.amount.currency, signed=True)
    )
    paper.hint(f"{capital(words(line.state))} · {money_text(line.open.minor, line.open.currency)} open")
    facts = (
        ("Booked", date_text(line.paid_on)),
        ("Text", line.description),
        ("Reference", line.reference),
        ("Method", line.method),
        ("Bank's id", line.bank_id),
        ("Account", line.account),
    )
    paper.facts([row for row in facts if row[1]])
    _history(file.history)
    if line.state is ItemState.PROPOSED:
        panels.way("Open in Review", "review", query={"item": str(line.id)})
    _note(workspace, "payment", payment_id)


def _history(history: tuple[Event, ...]) -> None:
    """What happened, oldest first, with who and why."""
    paper.label("History")
    for event in history:
        paper.lines([event.what])
        why = f" · {', '.join(event.why)}" if event.why else ""
        paper.hint(f"{moment_text(event.at)} by {event.who}{why}")


def _note(workspace: Workspace, subject: str, subject_id: UUID) -> None:
    if not workspace.role.may_act_as(Role.ANALYST):
        return
    with st.popover("Note…"), st.form(f"note_{subject_id}", clear_on_submit=True, border=False):
        text = st.text_input("Note", max_chars=500)
        if st.form_submit_button("Add note") and text.strip():
            with panels.answering():
                browsing.note(workspace, subject, subject_id, text)
                st.rerun()


def _void(workspace: Workspace, invoice_id: UUID, is_void: bool) -> None:
    """Void it, once what that pulls along has been said; or let it count again."""
    if not workspace.role.may_act_as(Role.ANALYST):
        return
    if is_void:
        if st.button("Restore", key=f"restore_{invoice_id}"):
            _carry_out(lambda: undoing.restore(workspace, invoice_id))
        return
    with st.popover("Void…"):
        along = undoing.preview_void(workspace, invoice_id)
        reason = st.text_input("Reason", key=f"why_{invoice_id}", max_chars=200)
        consequences(along, "Void this invoice", f"void_{invoice_id}",
                     lambda: undoing.void(workspace, invoice_id, reason))  # fmt: skip


def consequences(
    along: undoing.Consequences, label: str, key: str, verb: Callable[[], str], *, allowed: bool = True
) -> None:
    """What an undo pulls along, then the button that does it; a refusal instead where it cannot be done."""
    if along.refused:
        st.warning(plain(along.refused))
        return
    paper.label("If you do this")
    paper.lines(along.lines)
    if not allowed:
        st.caption("Only a manager can do this.")
    elif st.button(label, key=key, type="primary"):
        _carry_out(verb)


def _carry_out(verb: Callable[[], str]) -> None:
    """Does it and says so after the page is drawn anew; shows the refusal if it is refused."""
    with panels.answering():
        panels.say_after_rerun(verb())
        st.rerun()
