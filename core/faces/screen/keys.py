"""Which key does what on Review, and the one decision that a press asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import streamlit as st

from core.faces.screen import session
from core.model.errors import TieoutError
from core.model.reasons import Reason
from core.services import reviewing
from core.services.reviewing import Decided
from core.services.workspace import Workspace

CONFIRM, REJECT, SET_ASIDE, UNDO = "A", "X", "S", "U"
NEXT, PREVIOUS, CANCEL = "J", "K", "Esc"
_ASKED, _DONE, _SAID = "review_asked", "review_decisions", "review_said"


class Verb(StrEnum):
    """What a person may decide about a proposed match."""

    CONFIRM = "confirm"
    REJECT = "reject"
    SET_ASIDE = "set_aside"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Wish:
    """One decision about one bank line, as it stood at `version`."""

    verb: Verb
    payment_id: UUID | None = None
    hypothesis: int = 0
    version: str = ""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What came of the last decision, and whether it was refused."""

    sentence: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A decision of this browser session that can be undone, and the bank line it was about."""

    entry: int
    payment_id: UUID


def ask(wish: Wish) -> None:
    """Keeps the wish of a pressed key until the page, past its guard, carries it out."""
    st.session_state[_ASKED] = wish


def carry_out(workspace: Workspace) -> Said | None:
    """Carries out the wish of the last press, once, and answers what came of it."""
    wish: Wish | None = st.session_state.pop(_ASKED, None)
    if wish is None:
        return None
    try:
        return Said(_VERBS[wish.verb](workspace, wish))
    except TieoutError as error:
        return Said(str(error), refused=True)


def show_refusal(said: Said | None) -> None:
    """Shows why the last decision was refused, if it was: who was first, what has changed."""
    if said is not None and said.refused:
        session.show_error(TieoutError(said.sentence))


def undoable() -> bool:
    """Whether this session has decided anything that could be undone."""
    return bool(st.session_state.get(_DONE))


def _confirm(workspace: Workspace, wish: Wish) -> str:
    assert wish.payment_id is not None
    return _remember(wish, reviewing.confirm(workspace, wish.payment_id, wish.hypothesis, wish.version))


def _reject(workspace: Workspace, wish: Wish) -> str:
    assert wish.payment_id is not None
    return _remember(wish, reviewing.reject(workspace, wish.payment_id, wish.hypothesis, wish.version))


def _set_aside(workspace: Workspace, wish: Wish) -> str:
    assert wish.payment_id is not None
    assert wish.reason is not None
    return _remember(wish, reviewing.set_aside(workspace, wish.payment_id, wish.reason, wish.version))


def _undo(workspace: Workspace, _: Wish) -> str:
    done: list[Done] = st.session_state.get(_DONE, [])
    if not done:
        return "There is nothing to undo."
    last = done.pop()
    sentence = reviewing.undo(workspace, last.entry)
    st.query_params["item"] = str(last.payment_id)
    return sentence


def _remember(wish: Wish, decided: Decided) -> str:
    assert wish.payment_id is not None
    st.session_state.setdefault(_DONE, []).append(Done(decided.entry, wish.payment_id))
    return decided.sentence


_VERBS: dict[Verb, Callable[[Workspace, Wish], str]] = {
    Verb.CONFIRM: _confirm,
    Verb.REJECT: _reject,
    Verb.SET_ASIDE: _set_aside,
    Verb.UNDO: _undo,
}
