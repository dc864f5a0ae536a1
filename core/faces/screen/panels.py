"""The pieces pages are put together from: header, number cards, empty states, answers, file text."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from core.faces.screen import look, session
from core.insight import charts
from core.insight.wording import NOTHING, capital, money_text, plain
from core.model.errors import TieoutError

_SAID = "said_before_rerun"


@dataclass(frozen=True, slots=True)
class Card:
    """One number: what it is, what it says, what stands under it, its past and how it is computed.

    `needs_you` gives it the accent that means a person is waited for. `trend` is drawn as a small line,
    oldest first. `formula` is shown one click away.
    """

    label: str
    value: str
    note: str = ""
    trend: tuple[float | Decimal | None, ...] = ()
    formula: str = ""
    needs_you: bool = False


def header(title: str, sentence: str = "") -> None:
    """The line at the top of every page: its name and, beside it, the one sentence that matters most."""
    look.style()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="page_header"):
        st.title(title, anchor=False, width="content")
        if sentence:
            st.caption(plain(sentence), width="content")
    show_said()


def cards(numbers: Sequence[Card], *, key: str) -> None:
    """A row of number cards of equal height."""
    for place, (column, number) in enumerate(zip(st.columns(len(numbers)), numbers, strict=True)):
        with column, st.container(border=True, height="stretch", gap="xsmall", key=f"{key}_{place}"):
            card(number, key=f"{key}_{place}")


def card(number: Card, *, key: str) -> None:
    """One number with its note and its trend, "How?" beside its name; draws no border of its own."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="xsmall",
        key=f"card_label_{key}",
    ):
        st.markdown(plain(number.label), width="content")
        if number.formula:
            how_computed(number.formula, key=key)
    value = f":orange[{number.value}]" if number.needs_you else number.value
    st.metric(number.label, value, label_visibility="collapsed")
    if number.note:
        st.caption(plain(number.note))
    if any(value is not None for value in number.trend):
        drawn = charts.sparkline(number.trend, look.palette(), number.label)
        look.figure(drawn, f"{number.label} over time", key=f"{key}_trend")


def how_computed(
    formula: str, *, key: str, label: str = "How?", asked: str = "How is this computed?"
) -> None:
    """A quiet button that opens the definition of a figure with its actual numbers."""
    with st.container(key=f"quiet_{key}", width="content"), st.popover(label, type="tertiary", help=asked):
        st.text(formula)


def money_lead(minor_by_currency: Mapping[str, int], base: str) -> tuple[str, str]:
    """A card's value and note for money in several currencies: the base currency leads, none are added."""
    shown = {currency: minor for currency, minor in minor_by_currency.items() if minor}
    lead = base if base in shown or not shown else next(iter(shown))
    rest = [money_text(minor, currency) for currency, minor in shown.items() if currency != lead]
    return money_text(shown.get(lead, 0), lead), f"and {' · '.join(rest)}" if rest else ""


def nothing_yet(sentence: str, action: str = "", page: str = "") -> None:
    """An empty state: what is not there and what to do next, with the way to the page where it is done."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="left"):
        st.text(sentence, width="content")
        if action:
            way(action, page)


def way(label: str, page: str, *, query: Mapping[str, str] | None = None) -> None:
    """A link to another page by its short name, such as `review`, with filters for its address."""
    st.page_link(f"pages/{page}.py", label=label, query_params=dict(query) if query else None)


def go(label: str, page: str, *, key: str, primary: bool = False, shortcut: str | None = None) -> None:
    """A button that opens another page by its short name."""
    if st.button(label, key=key, type="primary" if primary else "secondary", shortcut=shortcut):
        st.switch_page(f"pages/{page}.py")


def file_text(text: str) -> None:
    """Text from a file or a person, letter by letter: nothing in it becomes a link, an image or a colour."""
    st.text(text or NOTHING)


@contextlib.contextmanager
def answering() -> Iterator[None]:
    """Shows the sentence of a refused verb instead of the rest of the block."""
    try:
        yield
    except TieoutError as error:
        session.show_error(error)


def say_after_rerun(sentence: str) -> None:
    """Keeps a sentence for the next run's page header, where `st.rerun` would swallow it."""
    st.session_state.setdefault(_SAID, []).append(sentence)


def show_said() -> None:
    """Shows what was said before the rerun, once."""
    for sentence in st.session_state.pop(_SAID, []):
        st.success(plain(capital(sentence)))
