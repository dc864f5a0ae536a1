"""One audit entry opened: what stood there before and after."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core.insight.wording import NOTHING, moment_text, plain


def change(entry: "pd.Series[Any]") -> None:
    """The entry's subject, reason, and its values before and after beside each other, as plain text."""
    with st.container(border=True):
        st.markdown(f"**No. {entry['sequence']}: {plain(str(entry['what']))}**")
        st.caption(plain(f"{moment_text(entry['at'])} by {entry['actor']}, from {entry['origin']}"))
        if entry["reason"]:
            st.text(str(entry["reason"]))
        for column, label, values in zip(
            st.columns(2), ("Before", "After"), (entry["before"], entry["after"]), strict=True
        ):
            with column:
                st.caption(label)
                st.text(value_lines(values))


def value_lines(values: Mapping[str, Any] | None) -> str:
    """One line per value, names as they are kept, lists and mappings as JSON."""
    if not isinstance(values, Mapping) or not values:
        return NOTHING
    return "\n".join(f"{name}: {_said(value)}" for name, value in values.items())


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
