"""Settlement rules on screen: a draft beside the rules in force, what it would find, saving it."""

from collections.abc import Callable
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces.screen import panels, paper, session, settlement_terms, tables
from core.faces.screen.guard import guard
from core.insight.settlement_words import KIND_WORDS, RISK_WORDS, processor_name
from core.insight.wording import (
    capital,
    date_text,
    moment_text,
    monies_text,
    number_text,
    percent_text,
    plain,
)
from core.model.discrepancy import DiscrepancyKind
from core.model.errors import TieoutError
from core.model.identity import Role
from core.model.money import plain_decimal
from core.model.settlement_rules import SETTLEMENT_FIELDS, FeeRate, SettlementRules
from core.services import connecting, resettling, tracing, tuning
from core.services.resettling import DaySnapshot
from core.services.tracing import RunFilter
from core.services.workspace import Workspace
from core.settlement.day import Day

_DRAFT, _BASIS, _REFUSED, _SNAPSHOTS = (
    f"settlement_{name}" for name in ("draft", "basis", "refused", "snapshots")
)
_KINDS = (
    tables.text("what", "Kind"),
    tables.count("before", "Rules in force"),
    tables.count("after", "This draft"),
)


@st.fragment
def panel() -> None:
    """Rules on the left, what they would find on the right; changing one draws only this part anew.

    A fragment runs without its page, so it asks the guard itself.
    """
    workspace = guard()
    with panels.answering():
        version, saved = connecting.rules(workspace)
        draft = _draft(workspace, version, saved)
        left, right = st.columns([0.42, 0.58], gap="medium")
        with left:
            paper.hint(f"In force: version {version}, {saved.name}. Nothing changes until you save.")
            _controls(draft, saved)
            settlement_terms.panel(draft, _become)
            _keeping(workspace, draft, version, saved)
        with right:
            _preview(workspace, draft, saved)


def _draft(workspace: Workspace, version: int, saved: SettlementRules) -> SettlementRules:
    """The rules being tried; those in force until something is moved or somebody saves others."""
    basis = (workspace.company.id, version)
    if st.session_state.get(_BASIS) != basis:
        st.session_state.update({_BASIS: basis, _DRAFT: saved})
    rules: SettlementRules = st.session_state[_DRAFT]
    return rules


def _controls(draft: SettlementRules, saved: SettlementRules) -> None:
    if refused := st.session_state.pop(_REFUSED, ""):
        session.show_error(TieoutError(refused))
    with st.container(key="tune_controls", gap="xxsmall"):
        for field in SETTLEMENT_FIELDS:
            value, was = str(getattr(draft, field.name)), str(getattr(saved, field.name))
            unit = f", {field.unit}" if field.unit else ""
            moved = "" if value == was else f" :orange[was {was}]"
            _typed(
                f"{field.label}{unit}", moved, field.help, f"rule_{field.name}", value, _change, field.name
            )
        for rate in draft.fees:
            label = f"{processor_name(rate.processor)} keeps of {rate.currency}"
            for part, unit in (("percent", "%"), ("fixed", rate.currency)):
                key = f"rate_{rate.processor}_{rate.currency}_{part}"
                said = f"{getattr(rate, part):f}"
                _typed(f"{label}, {unit}", "", "The agreed fee.", key, said, _change_rate, rate, part)
        key = "rule_match_payouts"
        if st.session_state.get(key) != draft.match_payouts:
            st.session_state[key] = draft.match_payouts
        st.toggle(
            "Match charges to invoices after the nightly settlement",
            key=key,
            on_change=_switch,
            args=(key, "match_payouts"),
            help="When a night's payouts stand on the bank statement, a matching run follows.",
        )


def _typed(
    label: str, moved: str, help: str, key: str, value: str, change: Callable[..., None], *about: object
) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    name, text = st.columns([0.7, 0.3], vertical_alignment="center", gap="small")
    name.markdown(f"{plain(label)}{moved}", help=help)
    text.text_input(
        label, key=key, max_chars=14, label_visibility="collapsed", on_change=change, args=(key, *about)
    )


def _change(key: str, name: str) -> None:
    _try(key, lambda rules, text: rules.with_(**{name: text}))


def _switch(key: str, name: str) -> None:
    on = bool(st.session_state[key])
    _become(lambda rules: rules.with_(**{name: on}))


def _change_rate(key: str, rate: FeeRate, part: str) -> None:
    def changed(rules: SettlementRules, text: str) -> SettlementRules:
        values = {"percent": rate.percent, "fixed": rate.fixed, part: plain_decimal(text)}
        other = FeeRate(rate.processor, rate.currency, **values)
        return rules.with_(fees=tuple(other if each == rate else each for each in rules.fees))

    _try(key, changed)


def _try(key: str, change: Callable[[SettlementRules, str], SettlementRules]) -> None:
    said = str(st.session_state[key]).strip().replace(",", ".")
    try:
        st.session_state[_DRAFT] = change(st.session_state[_DRAFT], said)
    except TieoutError as error:
        st.session_state[_REFUSED] = str(error)


def _become(change: Callable[[SettlementRules], SettlementRules]) -> None:
    st.session_state[_DRAFT] = change(st.session_state[_DRAFT])


def _set(rules: SettlementRules) -> None:
    st.session_state[_DRAFT] = rules


def _keeping(workspace: Workspace, draft: SettlementRules, version: int, saved: SettlementRules) -> None:
    may_save = workspace.role.may_act_as(Role.MANAGER)
    with st.container(horizontal=True, gap="small"):
        with (
            st.popover("Save …", type="primary", disabled=draft == saved or not may_save),
            st.form("settlement_rules_save", border=False),
        ):
            name = st.text_input("Name", value=draft.name, max_chars=60)
            note = st.text_input("Why", max_chars=200)
            if st.form_submit_button(f"Save as version {version + 1}", type="primary"):
                named = draft.with_(name=name.strip() or draft.name)
                made = connecting.save_rules(workspace, named, note.strip(), version)
                panels.say_after_rerun(
                    f"Saved as version {made}; the next run uses it, past runs keep theirs."
                )
                st.rerun(scope="app")
        with st.popover("Versions"):
            for each in connecting.rules_history(workspace):
                with st.container(horizontal=True, vertical_alignment="center", width=420):
                    when = f"{moment_text(each.saved_at)} by {each.saved_by}"
                    st.text(f"Version {each.version}, {each.rules.name}\n{when}\n{each.note}".strip())
                    st.button("Try", key=f"rules_version_{each.version}", on_click=_set, args=(each.rules,))
        if draft != saved:
            st.button("Back to the rules in force", type="tertiary", on_click=_set, args=(saved,))
    if not may_save:
        paper.hint("You may try everything; saving takes a manager.")


def _preview(workspace: Workspace, draft: SettlementRules, saved: SettlementRules) -> None:
    """The newest settled days decided anew under both rules."""
    done = tracing.runs(workspace, RunFilter(status="done", limit=30)).rows
    if done.empty:
        panels.nothing_yet("Rules are tried on a settled day: settle one first.")
        return
    names = {
        str(row["run"]): f"{processor_name(row['processor'])}, {date_text(row['business_date'])}"
        for row in done.to_dict("records")
    }
    chosen = st.selectbox(
        "Day", list(names), format_func=lambda run: names[run], key="rules_day", label_visibility="collapsed"
    )
    before = resettling.try_rules(_snapshot(workspace, chosen, saved.timing_days), saved)
    after = resettling.try_rules(_snapshot(workspace, chosen, draft.timing_days), draft)
    paper.grid(
        ("", "Rules in force", "This draft"),
        list(zip(_FIGURES, _said(before), _said(after), strict=True)),
        numbers=2,
    )
    kinds = [kind for kind in DiscrepancyKind if kind in before.kinds or kind in after.kinds]
    if kinds:
        frame = pd.DataFrame(
            {
                "what": [capital(KIND_WORDS[kind]) for kind in kinds],
                "before": [before.kinds.get(kind, 0) for kind in kinds],
                "after": [after.kinds.get(kind, 0) for kind in kinds],
            }
        )
        tables.show(frame, _KINDS, key="rules_kinds", name="Discrepancies by kind under both rules")
    paper.hint(f"{after.risk_reason} Equal to a full run with these rules.")


_FIGURES = ("Differ", "Rate", "Risk", "In discrepancy", "High or critical")


def _said(day: Day) -> tuple[str, ...]:
    stake = {tally.at_stake.currency: tally.at_stake.minor for tally in day.tallies}
    grave = int(day.discrepancies["severity"].isin(["high", "critical"]).sum())
    return (
        number_text(sum(day.kinds.values())),
        percent_text(float(day.rate), 2),
        capital(RISK_WORDS[day.risk]),
        monies_text(stake),
        number_text(grave),
    )


def _snapshot(workspace: Workspace, run: str, timing_days: int) -> DaySnapshot:
    """A day's rows, kept in this session under the company and the version of its data."""
    at = (workspace.company.id, tuning.data_version(workspace))
    kept: tuple[object, dict[object, DaySnapshot]] = st.session_state.get(_SNAPSHOTS, (None, {}))
    if kept[0] != at:
        kept = (at, {})
        st.session_state[_SNAPSHOTS] = kept
    key = (run, timing_days)
    if key not in kept[1]:
        kept[1][key] = resettling.open_snapshot(workspace, UUID(run), timing_days)
    return kept[1][key]
