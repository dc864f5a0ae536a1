"""Discrepancies of settlement among the exceptions: the same cases, with the way to where they are worked."""

from typing import Any

import streamlit as st

from core.faces.screen import address, panels, tables
from core.insight.settlement_words import (
    KIND_WORDS,
    SEVERITY_WORDS,
    processor_name,
    waiting_text,
)
from core.insight.wording import capital, words
from core.model.case import CaseStatus
from core.model.discrepancy import DiscrepancyKind, DiscrepancySeverity
from core.services import tracing
from core.services.workspace import Workspace

ABOUT = {"books": "Invoices and bank lines", "settlement": "Settlement"}
_ROWS = 50
_KINDS = {"": "Any kind"} | {kind.value: capital(KIND_WORDS[kind]) for kind in DiscrepancyKind}
_SEVERITIES = {"": "Any severity"} | {one.value: capital(SEVERITY_WORDS[one]) for one in DiscrepancySeverity}
_COLUMNS = (
    tables.text("grave", "Severity", 76),
    tables.text("what", "Kind", 150),
    tables.text("who", "Processor", 82),
    tables.day("business_date", "Day", 92),
    tables.text("transaction_id", "Transaction", 150),
    tables.money("at_stake_minor", "At stake"),
    tables.text("state", "Status", 82),
    tables.text("owner", "Owner"),
    tables.text("reason", "Reason"),
)


def about(workspace: Workspace) -> str:
    """Whether exceptions of the books or of settlement are shown; asked only where there are both."""
    if not tracing.waiting(workspace).cases and address.code("about", ABOUT, "books") == "books":
        return "books"
    return address.switch("Show", "about", ABOUT, default="books", label_visibility="collapsed")


def sentence(workspace: Workspace) -> str:
    """How many wait and how much money they are about."""
    waiting = tracing.waiting(workspace)
    return waiting_text(waiting.cases, waiting.grave, waiting.money)


def panel(workspace: Workspace) -> None:
    """Every discrepancy that is not ended, gravest first; one at a press is opened where it is worked."""
    with st.container(horizontal=True, gap="small"):
        quiet: dict[str, Any] = {"label_visibility": "collapsed", "width": 190}
        kind = address.choose("Kind", "kind", _KINDS, default="", **quiet)
        severity = address.choose("Severity", "grave", _SEVERITIES, default="", **quiet)
        address.typed(
            "Search", "words", type="search", placeholder="Transaction, processor, reason or owner",
            label_visibility="collapsed",
        )  # fmt: skip
    searched = st.query_params.get("words", "")
    found = tracing.unresolved(workspace, severity, kind, searched, _ROWS, (address.page() - 1) * _ROWS)
    if found.rows.empty:
        panels.nothing_yet("No discrepancy of settlement waits here.")
        return
    rows = found.rows.assign(
        grave=[_SEVERITIES[one] for one in found.rows["severity"]],
        what=[_KINDS[one] for one in found.rows["kind"]],
        who=[processor_name(one) for one in found.rows["processor"]],
        state=[capital(words(CaseStatus(one))) for one in found.rows["status"]],
    )
    tables.show(rows, _COLUMNS, key="settlement_cases", name="Discrepancies of settlement", rows=14)
    named = {
        str(row["discrepancy"]): f"{row['what']}, {row['transaction_id']}" for row in rows.to_dict("records")
    }
    run_of = dict(zip(found.rows["discrepancy"], found.rows["run"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Discrepancy", list(named), format_func=lambda one: named[one], width=420)
        if chosen and st.button("Work it on Settlement", type="primary", key="work_settlement"):
            where = {"run": str(run_of[chosen]), "item": chosen}
            st.switch_page("pages/settlement.py", query_params=where)
    if found.total > _ROWS:
        address.pages(-(-found.total // _ROWS))
