"""What the address says: each choice by its code, never by its label, so that a view is a link to send."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

_PAGE_DIGITS = 7  # no list has more pages


def code(name: str, options: Mapping[str, object], default: str) -> str:
    """The code the address gives for `name`; the default where it gives none or one that is not known."""
    said = st.query_params.get(name, default)
    return said if said in options else default


def choose(label: str, name: str, options: Mapping[str, str], **look: Any) -> str:
    """A select box over codes that shows their words; the chosen code stands in the address as `name`.

    `look` takes `default`, the code the address need not say, `on_change`, and what the box itself takes.
    """
    return _chosen(st.selectbox, label, name, options, **look)


def switch(label: str, name: str, options: Mapping[str, str], **look: Any) -> str:
    """The same as `choose`, as a row of buttons of which one is pressed."""
    return _chosen(st.segmented_control, label, name, options, required=True, **look)


def _chosen(
    widget: Callable[..., object],
    label: str,
    name: str,
    options: Mapping[str, str],
    *,
    default: str,
    on_change: Callable[[], None] | None = None,
    **look: Any,
) -> str:
    chosen = code(name, options, default)
    st.session_state[_key(name)] = chosen
    widget(
        label,
        list(options),
        key=_key(name),
        format_func=lambda each: options[each],
        on_change=_keep,
        args=(name, default, on_change),
        **look,
    )
    return chosen


def day(label: str, name: str, *, on_change: Callable[[], None] | None = None, **look: Any) -> date | None:
    """A date box whose day stands in the address as `name`, `2026-11-19`; none where that is no day."""
    try:
        chosen: date | None = date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        chosen = None
    st.session_state[_key(name)] = chosen
    st.date_input(
        label, value=None, format="YYYY-MM-DD", key=_key(name), on_change=_keep, args=(name, "", on_change),
        **look,
    )  # fmt: skip
    return chosen


def page(name: str = "page") -> int:
    """The number of the page of a list that the address names, the first where it names none."""
    said = st.query_params.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < _PAGE_DIGITS and int(said) else 1


def pages(count: int, name: str = "page", **look: Any) -> None:
    """The way to the other pages of a list; the number stands in the address as `name`."""
    st.session_state[_key(name)] = min(page(name), count)
    st.pagination(count, key=_key(name), on_change=_keep, args=(name, "1", None), **look)


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
    chosen = st.session_state[_key(name)]
    put(name, default if chosen is None else str(chosen).strip(), default)
    if then is not None:
        then()


def _key(name: str) -> str:
    return f"chosen_{name}"
