"""Audit entries in words, one of them opened, and the filters an opened entry leads to."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core.insight.wording import NOTHING, audit_words, capital, moment_text, plain
from core.services.auditing import AuditFilter

# What an opened entry can narrow the page to: address name, what the chip says.
_NARROWING = {"by": "By", "about": "About"}


def narrowed(words: str, action: str) -> AuditFilter:
    """The filter the widgets and the address ask for; draws a chip to take back each narrowing."""
    by, about = st.query_params.get("by", ""), st.query_params.get("about", "")
    kind, _, identity = about.partition(":")
    with st.container(horizontal=True, gap="small"):
        for name, value in (("by", by), ("about", about)):
            if value:
                label = f"{_NARROWING[name]} {plain(value)} ✕"
                st.button(label, key=f"drop_{name}", on_click=_drop, args=(name,), help="Take this back")
    return AuditFilter(action=action, actor=by, subject_kind=kind, subject_id=identity, words=words)


def _drop(name: str) -> None:
    st.query_params.pop(name, None)


def _narrow(name: str, value: str) -> None:
    st.query_params[name] = value


def in_words(entries: pd.DataFrame) -> pd.DataFrame:
    """The entries with `what` (the deed in words) and `about` (the subject, its id cut short)."""
    return entries.assign(
        what=[capital(audit_words(action)) for action in entries["action"]],
        about=[
            f"{kind.replace('_', ' ')} {identity[:8]}".strip()
            for kind, identity in zip(entries["subject_kind"], entries["subject_id"], strict=True)
        ],
    )


def opened(entry: "pd.Series[Any]") -> None:
    """One entry: its values before and after beside each other, as plain text, and where it leads."""
    with st.container(border=True):
        st.markdown(f"**No. {entry['sequence']}: {plain(entry['what'])}**")
        st.caption(plain(f"{moment_text(entry['at'])} by {entry['actor_name']}, from the {entry['origin']}"))
        if entry["reason"]:
            st.text(entry["reason"])
        for column, label, values in zip(
            st.columns(2), ("Before", "After"), (entry["before"], entry["after"]), strict=True
        ):
            with column:
                st.caption(label)
                st.text(value_lines(values))
        about = f"{entry['subject_kind']}:{entry['subject_id']}"
        with st.container(horizontal=True):
            st.button("All about this", key="narrow_about", on_click=_narrow, args=("about", about))
            by = entry["actor_name"]
            st.button(f"All by {plain(by)}", key="narrow_by", on_click=_narrow, args=("by", by))


def value_lines(values: Mapping[str, Any] | None) -> str:
    """One line per value, names as they are kept, lists and mappings as JSON."""
    if not isinstance(values, Mapping) or not values:
        return NOTHING
    return "\n".join(f"{name}: {_said(value)}" for name, value in values.items())


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
