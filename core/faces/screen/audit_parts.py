"""Audit entries in words, one of them opened, and where an opened entry leads."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core.faces.screen import address
from core.insight.deeds import deed_text
from core.insight.wording import NOTHING, audit_words, capital, count_text, moment_text, plain
from core.services import explaining
from core.services.workspace import Workspace

BY = "by"  # the address's name for the person whose deeds are shown
_UNDOES = ("match.undone", "bulk.undone", "rules.undone")


def wanted_person() -> str:
    """The person the address narrows the page to, "" for everybody; draws a chip to take that back."""
    by = st.query_params.get(BY, "")
    if by:
        st.button(f"By {plain(by)} ✕", key="drop_by", on_click=_drop_person, help="Show everyone's entries")
    return by


def first_page() -> None:
    """Back to the newest entries, when other ones are asked for."""
    address.put("page", "")


def _drop_person() -> None:
    first_page()
    address.put(BY, "")


def _only_person(name: str) -> None:
    first_page()
    address.put(BY, name)


def _only_subject(subject: str) -> None:
    first_page()
    address.put("search", subject)


def in_words(entries: pd.DataFrame) -> pd.DataFrame:
    """The entries with `what`, the deed in words, and `details`, what it left behind on one line.

    An undo is recorded with the sentence of what it undid in its reason's place: that is its detail, not why.
    """
    undoes = entries["action"].isin(_UNDOES)
    told = [
        deed_text(before, after) for before, after in zip(entries["before"], entries["after"], strict=True)
    ]
    return entries.assign(
        what=[capital(audit_words(action)) for action in entries["action"]],
        details=entries["reason"].where(undoes, told),
        reason=entries["reason"].where(~undoes, ""),
    )


def opened(entry: "pd.Series[Any]") -> None:
    """One entry: its values before and after beside each other, as plain text, and where it leads."""
    with st.container(border=True):
        st.markdown(f"**No. {entry['sequence']}: {plain(entry['what'])}**")
        st.caption(plain(f"{moment_text(entry['at'])} by {entry['actor']}, from the {entry['origin']}"))
        for said in (entry["details"], entry["reason"]):
            if said:
                st.text(said)
        for column, label, values in zip(
            st.columns(2), ("Before", "After"), (entry["before"], entry["after"]), strict=True
        ):
            with column:
                st.caption(label)
                st.text(value_lines(values))
        with st.container(horizontal=True):
            subject, person = entry["subject"], entry["actor"]
            st.button(
                "Everything about this item", key="only_subject", on_click=_only_subject, args=(subject,)
            )
            st.button(
                f"Everything by {plain(person)}", key="only_person", on_click=_only_person, args=(person,)
            )


def value_lines(values: Mapping[str, Any] | None) -> str:
    """One line per value, lists and mappings as JSON."""
    if not isinstance(values, Mapping) or not values:
        return NOTHING
    return "\n".join(f"{capital(name.replace('_', ' '))}: {_said(value)}" for name, value in values.items())


def model_tally(workspace: Workspace) -> None:
    """What a language model was asked today, and what came of it; nothing where none is configured."""
    if not workspace.settings.ai_configured:
        return
    today = explaining.tally(workspace)
    dropped = sum(today.not_shown.values())
    kinds = ", ".join(
        f"{kind.replace('_', ' ')} {count:,}" for kind, count in sorted(today.not_shown.items())
    )
    st.caption(
        f"AI wording today: {count_text(today.asked, 'question')} of {today.allowed:,}, "
        f"{today.shown:,} shown, {today.from_memory:,} from memory, "
        f"{dropped:,} not shown{f' ({kinds})' if kinds else ''}."
    )


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
