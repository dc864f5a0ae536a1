"""Which key does what on Review, and the one decision that a press asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import streamlit as st

from core.faces.screen import address, session
from core.model.errors import TieoutError
from core.model.reasons import Reason
from core.services import confirming, reviewing
from core.services.reviewing import Decided
from core.services.workspace import Workspace

CONFIRM, REJECT, SET_ASIDE, UNDO = "A", "X", "S", "U"
SPLIT, BOOK, LATER, NOTE, HELP = "P", "B", "L", "N", "H"
NEXT, PREVIOUS, CANCEL = "J", "K", "Esc"
MEANINGS = (
    (CONFIRM, "confirm the match shown"),
    (REJECT, "reject it; this pair is not proposed again"),
    ("1 2 3", "show the best, second or third match"),
    (SPLIT, "split by hand over several invoices or bank lines"),
    (BOOK, "book the split, once its amounts are typed"),
    (SET_ASIDE, "set the bank line aside: it does not pay an invoice"),
    (LATER, "move it to the end of your queue"),
    (NOTE, "add a note"),
    (UNDO, "undo your last decision"),
    (f"{NEXT} {PREVIOUS}", "next and previous bank line"),
    (CANCEL, "back to deciding one by one"),
    (HELP, "show these keys"),
)
DOING = {"": "To decide", "bulk": "Confirm in bulk", "done": "Recent activity"}
_SPLITTING = "split"
_KEEPING = Path(__file__).parent / "static" / "kept_keys.js"
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
    """A decision of this browser session that can be undone: its entry in the record, or the bulk it was, and
    the bank line to show again."""

    entry: int | UUID
    payment_id: UUID | None = None


def ask(wish: Wish) -> None:
    """Keeps the wish of a pressed key until the page, past its guard, carries it out."""
    st.session_state[_ASKED] = wish


def _kept() -> list[Done]:
    """What this session has decided. Fetched before a decision: asking the session for it may end the run,
    when the browser has sent something newer, and a decision must not go without its undo."""
    kept: list[Done] = st.session_state.setdefault(_DONE, [])
    return kept


def carry_out(workspace: Workspace) -> Said | None:
    """Carries out the wish of the last press, once, and answers what came of it."""
    wish: Wish | None = st.session_state.pop(_ASKED, None)
    said: Said | None = st.session_state.pop(_SAID, None)
    return said if wish is None else obey(workspace, wish)


def obey(workspace: Workspace, wish: Wish) -> Said:
    """Carries out one wish and answers what came of it."""
    try:
        return Said(_VERBS[wish.verb](workspace, wish))
    except TieoutError as error:
        return Said(str(error), refused=True)


def done(what: Done, sentence: str) -> None:
    """Remembers a decision that was taken elsewhere on the page, for its undo and the next drawing."""
    _kept().append(what)
    st.session_state[_SAID] = Said(sentence)


def show_refusal(said: Said | None) -> None:
    """Shows why the last decision was refused, if it was: who was first, what has changed."""
    if said is not None and said.refused:
        session.show_error(TieoutError(said.sentence))


def keep_presses() -> None:
    """Keeps what is pressed while the page is being drawn until it stands."""
    st.components.v2.component("tieout_kept_keys", js=_KEEPING.read_text())(key="kept_keys", height=0)


def undoable() -> bool:
    """Whether this session has decided anything that could be undone."""
    return bool(st.session_state.get(_DONE))


def undo_button() -> None:
    """Takes the last decision of this session back."""
    st.button(
        "Undo",
        key="undo",
        shortcut=UNDO,
        disabled=not undoable(),
        on_click=ask,
        args=(Wish(Verb.UNDO),),
    )


def doing() -> str:
    """What is done on the page, as the address says: decide one by one (''), split, bulk, or look back."""
    return address.code("do", {**DOING, _SPLITTING: ""}, "")


def split() -> None:
    """Opens the split of the open bank line."""
    address.put("do", _SPLITTING)


def leave() -> None:
    """Back to deciding one by one."""
    address.put("do", "")


def splitting() -> bool:
    return doing() == _SPLITTING


def _confirm(workspace: Workspace, wish: Wish) -> str:
    assert wish.payment_id is not None
    kept = _kept()
    return _remember(kept, wish, reviewing.confirm(workspace, wish.payment_id, wish.hypothesis, wish.version))


def _reject(workspace: Workspace, wish: Wish) -> str:
    assert wish.payment_id is not None
    kept = _kept()
    return _remember(kept, wish, reviewing.reject(workspace, wish.payment_id, wish.hypothesis, wish.version))


def _set_aside(workspace: Workspace, wish: Wish) -> str:
    assert wish.payment_id is not None
    assert wish.reason is not None
    kept = _kept()
    return _remember(kept, wish, reviewing.set_aside(workspace, wish.payment_id, wish.reason, wish.version))


def _undo(workspace: Workspace, _: Wish) -> str:
    kept = _kept()
    if not kept:
        return "There is nothing to undo."
    if kept[-1].payment_id is not None:
        st.query_params["item"] = str(kept[-1].payment_id)
    last = kept.pop()
    if isinstance(last.entry, UUID):
        return confirming.undo(workspace, last.entry)
    return reviewing.undo(workspace, last.entry)


def _remember(kept: list[Done], wish: Wish, decided: Decided) -> str:
    kept.append(Done(decided.entry, wish.payment_id))
    return decided.sentence


_VERBS: dict[Verb, Callable[[Workspace, Wish], str]] = {
    Verb.CONFIRM: _confirm,
    Verb.REJECT: _reject,
    Verb.SET_ASIDE: _set_aside,
    Verb.UNDO: _undo,
}
