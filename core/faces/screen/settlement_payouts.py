"""The payouts of a settled day: what each is made of, its bank line, and the invoices its charges paid."""

import pandas as pd
import streamlit as st

from core.faces.screen import panels, paper, tables
from core.insight.settlement_words import TIE_WORDS
from core.insight.wording import capital, count_text, number_text
from core.model.identity import Role
from core.model.payout import PayoutTrace
from core.services import reconciling
from core.services.tracing import RunFile
from core.services.workspace import Workspace

_COLUMNS = (
    tables.text("payout", "Payout"),
    tables.count("transactions", "Transactions"),
    tables.money("gross", "Charges"),
    tables.money("refunds", "Refunds"),
    tables.money("disputes", "Chargebacks"),
    tables.money("fees", "Fees"),
    tables.money("others", "Other"),
    tables.money("paid", "Paid out"),
    tables.money("off", "Not explained"),
    tables.text("tie", "Bank"),
    tables.count("invoices", "Invoices paid"),
    tables.money("on_invoices", "On invoices"),
    tables.count("waiting", "To review"),
)


def panel(workspace: Workspace, file: RunFile) -> None:
    """The payouts the day's transactions went out with, opened, where each arrived and what it paid."""
    if not file.payouts:
        return
    st.subheader("Payouts", anchor=False)
    frame = pd.DataFrame([_row(trace) for trace in file.payouts])
    found = file.on_invoices.groupby(["payout_id", "currency"])[["invoices", "paid_minor", "waiting"]].sum()
    keys = pd.MultiIndex.from_frame(frame[["payout", "currency"]])
    matched = found.reindex(keys, fill_value=0)
    frame = frame.assign(
        invoices=matched["invoices"].to_numpy(),
        on_invoices=matched["paid_minor"].to_numpy(),
        waiting=matched["waiting"].to_numpy(),
    )
    tables.show(frame, _COLUMNS, key="settled_payouts", name="Payouts of the day", rows=8)
    off = sum(bool(trace.off.minor) for trace in file.payouts)
    every = count_text(len(file.payouts), "payout")
    paper.hint(
        f"{every}, each the sum of its parts to the cent."
        if not off
        else f"{number_text(off)} of {every} not explained by the parts that are known."
    )
    _matching(workspace, file, int(matched["waiting"].sum()))


def _matching(workspace: Workspace, file: RunFile, waiting: int) -> None:
    """The way from payouts to invoices: match what their charges paid, and decide what waits."""
    with st.container(horizontal=True, gap="small"):
        may = workspace.role.may_act_as(Role.ANALYST)
        help_text = "Each charge is held against the open invoices; the fee is booked as a card fee"
        if st.button("Match charges to invoices", key="match_payouts", disabled=not may, help=help_text):
            with panels.answering():
                with st.spinner("Matching everything that is open …"):
                    done = reconciling.run(workspace)
                panels.say_after_rerun(
                    f"Run {done.number}: {done.matched:,} matched alone, {done.proposed:,} to review."
                )
                st.rerun()
        if waiting:
            panels.go("Review what waits", "review", key="payouts_review")


def _row(trace: PayoutTrace) -> dict[str, object]:
    return {
        "payout": trace.payout_id,
        "transactions": trace.transactions,
        "gross": trace.gross.minor,
        "refunds": -trace.refunds.minor,
        "disputes": -trace.disputes.minor,
        "fees": -trace.fees.minor,
        "others": trace.others.minor,
        "paid": trace.paid.minor,
        "off": trace.off.minor,
        "currency": trace.paid.currency,
        "tie": capital(TIE_WORDS[trace.tie]),
    }
