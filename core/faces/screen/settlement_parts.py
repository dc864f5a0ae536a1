"""Settlement days on screen: the runs, one run in figures and money, its versions and payouts."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from core.faces import kept_reports
from core.faces.screen import address, look, panels, paper, tables
from core.faces.screen.panels import Card
from core.faces.screen.walk import Place, Walk
from core.insight import charts_settlement
from core.insight.settlement_words import RISK_WORDS, STATUS_WORDS, processor_name
from core.insight.wording import (
    NOTHING,
    capital,
    count_text,
    date_text,
    moment_text,
    number_text,
    percent_text,
    plain,
)
from core.model.identity import Role
from core.model.settlement import RunRisk
from core.model.settlement_run import SettlementRun, SettlementStatus
from core.services import auditing, settling, summarising, tracing
from core.services.tracing import RunFile, RunFilter
from core.services.workspace import Workspace

WALK = Walk("run")  # the address names the open run by its id
VIEWS = {"days": "Days", "trends": "Trends and fees", "rules": "Rules"}
_REPORTS = {"pdf": "Summary PDF", "html": "Summary HTML", "csv": "All rows CSV", "json": "All rows JSON"}
_ROWS = 30
_ROWS_IN_SIGHT = 12
_PROCESSORS = {"": "Every processor"} | {
    name: processor_name(name) for name in ("stripe", "paypal", "square")
}
_STATES = {"": "Any state"} | {status.value: capital(STATUS_WORDS[status]) for status in SettlementStatus}
_DAYS = (
    tables.day("business_date", "Day", 92),
    tables.text("who", "Processor", 82),
    tables.text("state", "State", 64),
    tables.text("grave", "Risk", 92),
    tables.count("transactions", "Compared", 78),
    tables.count("discrepancies", "Differ", 60),
    tables.text("share", "Rate", 66),
)


def view() -> str:
    """Which part of the page is open; the address names it."""
    st.session_state["settlement_view"] = address.code("view", VIEWS, "days")
    chosen = st.segmented_control(
        "Show",
        list(VIEWS),
        required=True,
        format_func=lambda name: VIEWS[name],
        label_visibility="collapsed",
        key="settlement_view",
    )
    address.put("view", chosen or "days", "days")
    return chosen or "days"


def days(workspace: Workspace) -> Place:
    """The settled days, newest first, and which of them is open."""
    with st.container(horizontal=True, gap="small"):
        quiet: dict[str, Any] = {"label_visibility": "collapsed", "width": 170}
        processor = address.choose("Processor", "processor", _PROCESSORS, default="", **quiet)
        status = address.choose("State", "state", _STATES, default="", **quiet)
    page = st.session_state.get("settlement_page") or 1
    wanted = RunFilter(processor, status, limit=_ROWS, offset=(page - 1) * _ROWS)
    found = tracing.runs(workspace, wanted)
    here = WALK.place([UUID(str(run)) for run in found.rows["run"]])
    if found.rows.empty:
        return here
    worded = _worded(found.rows)
    tables.show(worded, _DAYS, name="Settled days", rows=_ROWS_IN_SIGHT, **WALK.selection(here))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if (pages := -(-found.total // _ROWS)) > 1:
            st.pagination(pages, key="settlement_page")
        else:
            st.caption(count_text(found.total, "day"))
        tables.downloads(workspace, worded, "settled-days", key="settled_days", columns=_DAYS)
    return here


def is_new(here: Place) -> bool:
    """Whether no day was ever settled, as far as the unfiltered list says."""
    return here.open is None and not _filtered()


def _filtered() -> bool:
    return bool(st.query_params.get("processor") or st.query_params.get("state"))


def nothing() -> None:
    """No day at all, or none that the filters let through."""
    if _filtered():
        st.info("No days match these filters.")
    else:
        panels.nothing_yet("No days settled yet. Upload the processor's report and your ledger above.")


def run(workspace: Workspace, file: RunFile) -> None:
    """One run: what it compared, how risky it is, its money from the processor to the bank."""
    one = file.run
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        paper.headline(f"{processor_name(one.processor)}, {date_text(one.business_date)}", "")
        st.space("stretch")
        _versions(file)
        _again(workspace, one)
    if one.status is SettlementStatus.FAILED:
        st.error(plain(one.error))
        return
    if one.status is SettlementStatus.RUNNING:
        st.info("This day is being settled right now.")
        return
    panels.cards(_figures(file, workspace.company.base_currency), key="settled")
    said = str(one.summary.get("risk_reason", ""))
    paper.note(f"{capital(RISK_WORDS[one.risk or RunRisk.LOW])}: {said}")
    for sentence in (one.degraded, *map(str, one.summary.get("notices", ()))):
        if sentence:
            paper.hint(sentence)
    _funnel(file, workspace.company.base_currency)
    _reports(workspace, one)


def _worded(rows: pd.DataFrame) -> pd.DataFrame:
    done = rows["status"] == SettlementStatus.DONE.value
    return rows.assign(
        who=[processor_name(name) for name in rows["processor"]],
        state=[capital(STATUS_WORDS[SettlementStatus(status)]) for status in rows["status"]],
        grave=[capital(RISK_WORDS[RunRisk(risk)]) if risk else NOTHING for risk in rows["risk"]],
        share=[
            percent_text(float(rate), 2) if each else NOTHING
            for rate, each in zip(rows["rate"], done, strict=True)
        ],
    )


def _figures(file: RunFile, base: str) -> tuple[Card, ...]:
    one = file.run
    stake, others = panels.money_lead({step.currency: step.at_stake.minor for step in file.funnel}, base)
    paid, _ = panels.money_lead({step.currency: step.paid_out.minor for step in file.funnel}, base)
    share = percent_text(one.discrepancies / one.transactions if one.transactions else 0.0, 2)
    return (
        Card("Compared", number_text(one.transactions), f"{number_text(one.agreed)} agree"),
        Card("Differ", number_text(one.discrepancies), share, needs_you=bool(one.discrepancies)),
        Card("In discrepancy", stake, others or "differences not offset", needs_you=bool(one.discrepancies)),
        Card("Paid out", paid, "in the payouts below" if file.payouts else "that day"),
    )


def _funnel(file: RunFile, base: str) -> None:
    """The money of one currency; several are chosen between, never added."""
    steps = file.funnel
    currencies = sorted((step.currency for step in steps), key=lambda each: (each != base, each))
    if not currencies:
        return
    chosen = currencies[0]
    if len(currencies) > 1:
        chosen = (
            st.segmented_control(
                "Currency",
                currencies,
                default=chosen,
                required=True,
                label_visibility="collapsed",
                key="settled_in",
            )
            or chosen
        )
    step = next(step for step in steps if step.currency == chosen)
    gross = step.charges + step.refunds + step.disputes + step.others
    money = {
        "gross": gross.minor,
        "ledger": step.ledger.minor,
        "at_stake": step.at_stake.minor,
        "net": step.net.minor,
        "paid_out": step.paid_out.minor,
    }
    if file.payouts:  # only then does anybody know what came to the bank
        money["in_bank"] = step.in_bank.minor
    with st.container(border=True):
        drawn = charts_settlement.money_funnel(money, step.currency, look.palette())
        look.figure(drawn, f"money from processor to bank in {step.currency}", key=f"funnel_{step.currency}")


def _reports(workspace: Workspace, one: SettlementRun) -> None:
    """The run's report in every format, made when pressed and put on the record."""

    def made(ending: str) -> bytes:
        document = summarising.report(workspace, one.id, ending)
        auditing.exported(workspace, document.name, one.discrepancies)
        return document.data

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="quiet_reports"):
        st.caption("Report:", width="content")
        for ending, words in _REPORTS.items():
            st.download_button(
                words,
                partial(made, ending),
                f"settlement-{one.processor}-{one.business_date}-v{one.version}.{ending}",
                key=f"report_{ending}",
                on_click="ignore",
                type="tertiary",
            )


def _versions(file: RunFile) -> None:
    """Every version of the day; choosing one opens it."""
    one = file.run
    with st.popover(f"Version {one.version} of {len(file.versions)}"):
        for version in file.versions:
            with st.container(horizontal=True, vertical_alignment="center", width=460):
                st.text(_version_text(version), width="stretch")
                if version.id != one.id:
                    st.button("Open", key=f"version_{version.id}", on_click=WALK.go, args=(version.id,))


def _version_text(version: SettlementRun) -> str:
    changes = version.changes
    said = f"rules version {version.rules_version}, by {version.started_by or version.origin}"
    lines = [f"Version {version.version}, {moment_text(version.started_at)}", capital(said)]
    if version.status is SettlementStatus.FAILED:
        lines.append(f"Failed: {version.error}")
    elif changes:
        lines.append(
            f"Compared with version {changes.get('against_version')}: {changes.get('appeared', 0)} new, "
            f"{changes.get('vanished', 0)} gone, {changes.get('changed', 0)} changed"
        )
    else:
        lines.append(count_text(version.discrepancies, "discrepancy", "discrepancies"))
    return "\n".join(lines)


def _again(workspace: Workspace, one: SettlementRun) -> None:
    allowed = workspace.role.may_act_as(Role.ANALYST)
    if st.button("Settle again", key=f"again_{one.id}", disabled=not allowed):
        settle(workspace, one.processor, one.business_date)


def settle(workspace: Workspace, processor: str, day: date) -> None:
    """Settles a day and opens the version that came of it; a refusal is shown in its own words."""
    with panels.answering():
        with st.spinner(f"Settling {processor_name(processor)}, {date_text(day)} …"):
            done = settling.settle(workspace, processor, day)
            kept_reports.keep(workspace, done)
        WALK.go(done.id)
        if done.status is SettlementStatus.DONE:
            found = count_text(done.discrepancies, "discrepancy", "discrepancies")
            panels.say_after_rerun(
                f"{processor_name(processor)}, {date_text(day)}: {found} in "
                f"{count_text(done.transactions, 'transaction')}."
            )
        st.rerun()
