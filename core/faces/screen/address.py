"""What the address says: each choice by its code, never by its label, so that a view is a link to send."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st


def code(name: str, options: Mapping[str, object], default: str) -> str:
    """The code the address gives for `name`; the default where it gives none or one that is not known."""
    said = st.query_params.get(name, default)
    return said if said in options else default


def choose(
    label: str,
    name: str,
    options: Mapping[str, str],
    *,
    default: str,
    on_change: Callable[[], None] | None = None,
    **look: Any,
) -> str:
    """A select box over codes that shows their words; the chosen code stands in the address as `name`."""
    chosen = code(name, options, default)
    st.session_state[_key(name)] = chosen
    st.selectbox(
        label,
        list(options),
        key=_key(name),
        format_func=lambda each: options[each],
        on_change=_keep,
        args=(name, default, on_change),
        **look,
    )
    return chosen


def typed(label: str, name: str, *, on_change: Callable[[], None] | None = None, **look: Any) -> None:
    """A text box whose text stands in the address as `name`, also while the box is not drawn."""
    st.session_state[_key(name)] = st.query_params.get(name, "")
    st.text_input(label, key=_key(name), on_change=_keep, args=(name, "", on_change), **look)


def put(name: str, value: str, default: str = "") -> None:
    """Puts a code into the address; the default needs no words there."""
    if value != default:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def _keep(name: str, default: str, then: Callable[[], None] | None) -> None:
    put(name, str(st.session_state[_key(name)]).strip(), default)
    if then is not None:
        then()


def _key(name: str) -> str:
    return f"chosen_{name}"
