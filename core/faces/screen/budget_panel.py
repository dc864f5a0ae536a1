"""The error budget on Tune: matches to look at again, what they prove, the threshold chart, other engines."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.known_truth import known_truth
from core.faces.screen import look, panels, paper, rules_panel, session, trial_panel
from core.faces.screen.guard import guard
from core.insight import comparison
from core.insight.charts_thresholds import threshold_chart
from core.insight.wording import (
    NOTHING,
    capital,
    count_text,
    monies_text,
    number_text,
    percent_text,
    reason_list,
    score_text,
    setting_text,
)
from core.model.errors import TieoutError
from core.model.identity import Role
from core.services import checking, comparing, tuning
from core.services.checking import Check, Overview
from core.services.workspace import Workspace

_SAID, _REFUSED, _ANEW, _LAST = "budget_said", "budget_refused", "budget_anew", "budget_last"
_CLICKED, _ENGINES = "budget_clicked", "budget_engines"
_SIZE, _RISKY = 20, 5
_HEAD = ("Method", "Automatic lines", "To review", "Settled automatically", "Money matched")
_TRUE_HEAD = ("Wrong pairs", "Wrong money")


def panel() -> None:
    """Two closed parts below the bench: re-checking with its budget, and the engines side by side."""
    with st.expander("Check automatic matches"):
        _checks()
    with st.expander("Compare with other methods"):
        _engines()


@st.fragment
def _checks() -> None:
    """A verdict draws only this part anew, unless it changed the books; so it asks the guard itself."""
    workspace = guard()
    if st.session_state.pop(_ANEW, False):
        st.rerun(scope="app")
    with panels.answering():
        per_thousand = int(st.session_state.get("budget_limit", checking.DEFAULT_BUDGET))
        seen = checking.overview(workspace, per_thousand)
        left, right = st.columns([0.56, 0.44], gap="medium")
        with left:
            _look_again(workspace, seen)
        with right:
            _proof(seen)


def _look_again(workspace: Workspace, seen: Overview) -> None:
    """The match to judge with its facts and both verdicts, or the way to draw some."""
    if refused := st.session_state.pop(_REFUSED, ""):
        session.show_error(TieoutError(refused))
    if said := st.session_state.pop(_SAID, ""):
        paper.hint(said)
    if _LAST in st.session_state:
        st.button(
            "Undo the last verdict", key="budget_undo", type="tertiary", on_click=_undo, args=(workspace,)
        )
    may = workspace.role.may_act_as(Role.ANALYST)
    check = checking.next_check(workspace) if seen.waiting else None
    if check is None:
        nothing = (
            "Every automatic match has been checked." if not seen.undrawn else "Nothing to check right now."
        )
        paper.hint(f"{nothing} A sample has {_SIZE} random matches and {_RISKY} risky ones.")
        st.button(
            "Draw a sample",
            key="budget_draw",
            disabled=not (may and seen.undrawn),
            on_click=_draw,
            args=(workspace,),
        )
        return
    leg = check.leg
    paper.comparison(comparison.single(check.payment, leg), leg.invoice.number, "Bank line")
    paper.hint(_why(check))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="budget_verdict"):
        for label, right in (("Right", True), ("Wrong", False)):
            st.button(
                label,
                key=f"budget_{label.lower()}_{check.id}",
                type="primary" if right else "secondary",
                disabled=not may,
                on_click=_decide,
                args=(workspace, check.id, right),
            )
        paper.hint(f"{count_text(seen.waiting, 'match', 'matches')} left to check")


def _why(check: Check) -> str:
    others = f" Paid together with {', '.join(check.others)}." if check.others else ""
    return f"Score {score_text(check.leg.score)}: {reason_list(check.leg.reasons)}.{others}"


def _proof(seen: Overview) -> None:
    """What the verdicts prove, the threshold they allow for a budget, and the chart to try one from."""
    paper.note(seen.sentence)
    st.number_input(
        "Wrong matches allowed per 1,000",
        min_value=1,
        max_value=100,
        value=checking.DEFAULT_BUDGET,
        key="budget_limit",
    )
    paper.hint(seen.suggestion.sentence)
    allowed = seen.suggestion.threshold
    if allowed is not None and allowed != seen.in_force.accept_from:
        label = f"Try {setting_text(allowed)}"
        st.button(label, key="budget_try", on_click=_try, args=(allowed,))
    drawn = threshold_chart(seen.curve, seen.currency, seen.in_force.accept_from, look.palette())
    name = "Precision and recall by threshold"
    clicked = [str(each) for each in look.figure(drawn, name, key="budget_curve", clickable=True)]
    if clicked and st.session_state.get(_CLICKED) != clicked[0]:
        st.session_state[_CLICKED] = clicked[0]
        _try(Decimal(clicked[0]))
        st.rerun(scope="app")


def _draw(workspace: Workspace) -> None:
    def verb() -> str:
        drawn = checking.draw(workspace, _SIZE, _RISKY)
        return f"{count_text(drawn, 'match', 'matches')} drawn, in random order."

    _carry_out(verb)


def _decide(workspace: Workspace, check_id: UUID, right: bool) -> None:
    if _carry_out(lambda: capital(checking.decide(workspace, check_id, right))):
        st.session_state[_LAST] = check_id
    if not right:
        st.session_state[_ANEW] = True  # the books have changed, and with them the bench above


def _undo(workspace: Workspace) -> None:
    check_id: UUID = st.session_state.pop(_LAST)
    _carry_out(lambda: checking.undo(workspace, check_id))
    st.session_state[_ANEW] = True


def _try(threshold: Decimal) -> None:
    rules_panel.propose("accept_from", threshold)
    st.session_state[_ANEW] = True


def _carry_out(verb: Callable[[], str]) -> bool:
    """Does it and keeps what is to be said for the drawing that follows a press; False where refused."""
    try:
        st.session_state[_SAID] = verb()
    except TieoutError as error:
        st.session_state[_REFUSED] = str(error)
        return False
    return True


@st.fragment
def _engines() -> None:
    """Compared only when asked: four full decisions over the whole history."""
    workspace = guard()
    at = (workspace.company.id, tuning.data_version(workspace))
    kept: tuple[object, pd.DataFrame] | None = st.session_state.get(_ENGINES)
    if st.button("Compare", key="budget_compare"):
        with panels.answering(), st.spinner("Matching with each method …"):
            found = comparing.compare_engines(trial_panel.snapshot(workspace), known_truth(workspace))
            kept = st.session_state[_ENGINES] = (at, found)
    if kept is None or kept[0] != at:
        paper.hint("Tieout with its default rules beside two published methods and a simple first-fit.")
        return
    _table(kept[1])


def _table(found: pd.DataFrame) -> None:
    true = bool(found["wrong"].notna().any())
    head = (*_HEAD, *_TRUE_HEAD) if true else _HEAD
    rows = []
    for row in found.to_dict("records"):
        cells = [
            capital(row["engine"]),
            number_text(row["automatic"]),
            number_text(row["to_review"]),
            percent_text(row["automatic_rate"]),
            monies_text(row["money"]),
        ]
        if true:
            share = "" if row["wrong_share"] is None else f" ({percent_text(row['wrong_share'])})"
            cells += [f"{number_text(row['wrong'])}{share}", monies_text(row["wrong_money"])]
        rows.append(cells)
    paper.grid(head, rows, len(head) - 1)
    known = "Wrong matches are known for the demo companies. " if true else ""
    paper.hint(f"{known}Items settled by people are left out. {NOTHING} means none.")
