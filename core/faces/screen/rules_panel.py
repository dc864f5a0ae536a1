"""The rules a person tries out: a draft beside the saved ones, a control for each, presets, saving."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import streamlit as st

from core.faces.screen import panels, paper, session
from core.insight.wording import capital, count_text, moment_text, plain, words
from core.model.errors import TieoutError
from core.model.identity import Role
from core.model.money import plain_decimal
from core.model.rules import PRESETS, RULE_FIELDS, MatchRules, RuleField, RuleGroup
from core.services import reconciling, tuning
from core.services.workspace import Workspace
from core.store.rules import SavedRules

_DRAFT, _SAVED, _REFUSED, _PRESET = "tune_draft", "tune_saved", "tune_refused", "tune_start"
_MANY = 512  # more steps than this a slider cannot be set to with a mouse: it gets 1-2-5 stops instead
_FIRST_SHEET = "Tolerances"
_SHEETS = {
    _FIRST_SHEET: (RuleGroup.AMOUNT, RuleGroup.TIMING, RuleGroup.IDENTITY),
    "Terms": (RuleGroup.TERMS,),
    "Decision": (RuleGroup.DECISION, RuleGroup.WEIGHT),
}


def draft(saved: SavedRules) -> MatchRules:
    """The rules being tried out; the saved ones until something is moved or somebody saves others."""
    if st.session_state.get(_SAVED) != saved.version:
        st.session_state.update({_SAVED: saved.version, _DRAFT: saved.rules})
    rules: MatchRules = st.session_state[_DRAFT]
    return rules


def propose(name: str, value: Decimal) -> None:
    """Moves one rule of the draft from outside its own control."""
    _change(name, value)


def try_out(rules: MatchRules) -> None:
    """Tries whole other rules, from outside the controls; the page is drawn anew with them."""
    _set(rules)


def presets(workspace: Workspace, saved: SavedRules) -> None:
    """Where to begin from: the saved rules, a preset, or any earlier version."""
    choices = {
        f"Version {each.version}, {each.rules.name}": each.rules for each in tuning.versions(workspace)
    }
    choices |= {capital(rules.name): rules for rules in PRESETS}
    st.selectbox(
        "Start from",
        list(choices),
        index=None,
        key=_PRESET,
        placeholder="Start from a preset or an earlier version",
        label_visibility="collapsed",
        on_change=_begin_with,
        args=(choices,),
    )


def controls(rules: MatchRules, saved: SavedRules) -> None:
    """One control for each rule of the chosen sheet; a moved one says what it was."""
    sheet = st.segmented_control(
        "Sheet",
        list(_SHEETS),
        default=_FIRST_SHEET,
        required=True,
        key="tune_sheet",
        label_visibility="collapsed",
        width="stretch",
    )
    with st.container(key="tune_controls", gap="xxsmall"):
        for group in _SHEETS[sheet or _FIRST_SHEET]:
            paper.label(capital(words(group)))
            for field in RULE_FIELDS:
                if field.group is group:
                    _control(field, rules, saved.rules)


def moved(rules: MatchRules, saved: SavedRules) -> None:
    """What differs from the saved rules, and the way back; a refused value with its reason."""
    if refused := st.session_state.pop(_REFUSED, ""):
        session.show_error(TieoutError(refused))
    changed = [field for field in RULE_FIELDS if _value(rules, field) != _value(saved.rules, field)]
    if rules == saved.rules:
        paper.hint("These are the saved rules. Move one to see what it would change.")
        return
    pairs = [(field, _text(_value(saved.rules, field)), _text(_value(rules, field))) for field in changed]
    texts = [f"{field.label} {before} → {after} {field.unit}".strip() for field, before, after in pairs]
    if rules.scheme is not saved.rules.scheme:
        texts.insert(0, f"Method: {words(rules.scheme)}")
    paper.hint(" · ".join(texts) or f"Named {rules.name}")
    st.button("Back to saved rules", key="tune_back", type="tertiary", on_click=_set, args=(saved.rules,))


def keeping(workspace: Workspace, rules: MatchRules, saved: SavedRules) -> None:
    """Save as a new version, look at the versions, run with the saved rules."""
    may_save = workspace.role.may_act_as(Role.MANAGER)
    with st.container(horizontal=True, gap="small", key="tune_keeping"):
        with st.popover("Save…", type="primary", disabled=rules == saved.rules or not may_save):
            _save_form(workspace, rules, saved)
        with st.popover("Versions"):
            _versions(workspace)
        if st.button("Match now", key="tune_run", disabled=not workspace.role.may_act_as(Role.ANALYST)):
            _run(workspace)
    if not may_save:
        paper.hint("You can try anything; only a manager can save.")


def _control(field: RuleField, rules: MatchRules, saved: MatchRules) -> None:
    """A slider with exact stops and, beside it, the same value to be typed."""
    value = _value(rules, field)
    slide, typed = f"slide_{field.name}", f"typed_{field.name}"
    # Written only where it differs: a value sent back would undo what was moved meanwhile.
    for key, wanted in ((slide, value), (typed, _text(value))):
        if st.session_state.get(key) != wanted:
            st.session_state[key] = wanted
    was = "" if value == _value(saved, field) else f" :orange[was {_text(_value(saved, field))}]"
    unit = f", {field.unit}" if field.unit not in ("", "x") else ""
    name, slider, text = st.columns([0.45, 0.34, 0.21], vertical_alignment="center", gap="small")
    name.markdown(f"{plain(field.label + unit)}{was}", help=field.help)
    slider.select_slider(
        field.label,
        _stops(field, value),
        key=slide,
        format_func=_text,
        label_visibility="collapsed",
        on_change=_slid,
        args=(field.name,),
    )
    text.text_input(
        f"{field.label}, typed",
        key=typed,
        max_chars=12,
        label_visibility="collapsed",
        on_change=_typed,
        args=(field.name,),
    )


def _stops(field: RuleField, value: Decimal) -> list[Decimal]:
    """Every step between the bounds, or 1-2-5 stops where they are too many; always the value itself."""
    steps = int((field.maximum - field.minimum) / field.step)
    if steps <= _MANY:
        stops = [field.minimum + place * field.step for place in range(steps + 1)]
    else:
        stops = [field.minimum]
        size = field.step
        while size <= field.maximum:
            stops += [size * factor for factor in (1, 2, 5) if field.minimum < size * factor < field.maximum]
            size *= 10
    return sorted({*stops, field.maximum, value})


def _value(rules: MatchRules, field: RuleField) -> Decimal:
    return Decimal(getattr(rules, field.name))


def _text(value: Decimal) -> str:
    """The shortest plain writing of a rule's value: `0.05`, `60`."""
    return f"{value.normalize():f}"


def _slid(name: str) -> None:
    _change(name, st.session_state[f"slide_{name}"])


def _typed(name: str) -> None:
    try:
        value = plain_decimal(str(st.session_state[f"typed_{name}"]).strip().replace(",", "."))
    except TieoutError as error:
        st.session_state[_REFUSED] = str(error)
    else:
        _change(name, value)


def _change(name: str, value: Decimal) -> None:
    rules: MatchRules = st.session_state[_DRAFT]
    try:
        _set(rules.with_(**{name: str(value)}))
    except TieoutError as error:
        st.session_state[_REFUSED] = str(error)


def _set(rules: MatchRules) -> None:
    st.session_state[_DRAFT] = rules


def _begin_with(choices: dict[str, MatchRules]) -> None:
    chosen = st.session_state.get(_PRESET)
    if chosen in choices:
        _set(choices[chosen])
    st.session_state[_PRESET] = None


def _save_form(workspace: Workspace, rules: MatchRules, saved: SavedRules) -> None:
    with st.form("tune_save", border=False):
        name = st.text_input("Name", value=rules.name, max_chars=60)
        note = st.text_input("Reason", max_chars=200, placeholder="What this change is for")
        st.caption("Saving does not change earlier decisions. The next run uses these rules.")
        if st.form_submit_button(f"Save as version {saved.version + 1}", type="primary"):
            named = rules.with_(name=name.strip() or rules.name)
            _carry_out(lambda: _saved_sentence(tuning.save(workspace, named, note.strip(), saved.version)))


def _saved_sentence(saved: SavedRules) -> str:
    return f"Saved as version {saved.version}. Earlier decisions stay; the next run uses these rules."


def _run(workspace: Workspace) -> None:
    def verb() -> str:
        with st.spinner("Matching all open items …"):
            run = reconciling.run(workspace)
        return (
            f"Run {run.number}: {count_text(run.matched, 'invoice')} matched automatically, "
            f"{count_text(run.proposed, 'bank line')} to review, {count_text(run.excepted, 'exception')}."
        )

    _carry_out(verb)


def _versions(workspace: Workspace) -> None:
    for each in tuning.versions(workspace):
        with st.container(horizontal=True, vertical_alignment="center", width=420):
            when = f"{moment_text(each.saved_at)} by {each.saved_by}" if each.saved_at else "default rules"
            st.text(
                f"Version {each.version}, {each.rules.name}\n{when}\n{each.note}".strip(), width="stretch"
            )
            st.button("Try", key=f"tune_version_{each.version}", on_click=_set, args=(each.rules,))


def _carry_out(verb: Callable[[], Any]) -> None:
    """Does it and says so on a fresh page; shows the sentence where it is refused."""
    with panels.answering():
        panels.say_after_rerun(verb())
        st.rerun(scope="app")
