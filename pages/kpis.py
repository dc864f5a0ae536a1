"""KPIs: what an invoice costs, how much needed a person, what was saved, and how each number is computed."""

import streamlit as st

from core.faces.screen import address, kpi_parts, look, panels, tables
from core.faces.screen.guard import guard
from core.insight import charts
from core.insight.wording import count_text, date_text
from core.model.identity import Role
from core.services import reporting

workspace = guard()

PERIODS = {"3": "3 months", "6": "6 months", "12": "12 months", "all": "All"}
TRENDS = {
    "cost": "Cost per invoice",
    "exceptions": "Exception rate",
    "automatic": "Automatic",
    "unmatched": "Unmatched",
    "money": "Money saved",
    "hours": "Hours saved",
}
heading, choice = st.columns([3, 2], vertical_alignment="bottom")
with choice, st.container(horizontal=True, horizontal_alignment="right"):
    period = address.switch("Period", "period", PERIODS, default="12", label_visibility="collapsed")
report = reporting.kpis(workspace, months=None if period == "all" else int(period))
base = workspace.company.base_currency
kpis, months, assumptions = report.kpis, report.monthly, report.assumptions
counted = count_text(kpis.invoices_counted, "invoice")
with heading:
    panels.header(
        "KPIs",
        f"{date_text(kpis.period.start)} to {date_text(kpis.period.end)}, {counted} settled or overdue",
    )
if report.states.rows.empty:
    panels.nothing_yet(
        "No figures yet. They are worked out from invoices and bank lines.",
        "Upload the first files",
        "upload",
    )
    st.stop()
panels.cards(kpi_parts.key_figures(kpis, months, assumptions), key="kpi")

palette = look.palette()
over_time, from_by_hand = st.columns([3, 2], gap="medium")
with over_time, st.container(border=True, height="stretch"):
    trend = address.switch("Over time", "trend", TRENDS, default="cost", label_visibility="collapsed")
    drawn = {
        "cost": lambda: charts.cost_trend(months, assumptions, palette),
        "exceptions": lambda: charts.exception_trend(months, palette),
        "automatic": lambda: charts.automatic_trend(months, palette),
        "unmatched": lambda: charts.money_unmatched_trend(months, base, palette),
        "money": lambda: charts.money_saved_trend(months, assumptions.currency, palette),
        "hours": lambda: charts.hours_saved_trend(months, palette),
    }[trend]()
    look.figure(drawn, f"{TRENDS[trend or 'cost']} by month", key=f"trend_{trend}")
with from_by_hand, st.container(border=True, height="stretch"):
    look.figure(
        charts.savings_waterfall(kpis, assumptions, palette),
        "from the cost by hand to the cost per invoice today",
        key="waterfall",
    )

why, age = st.columns([3, 2], gap="medium")
with why, st.container(border=True, height="stretch"):
    if report.exceptions.empty:
        st.text("No open exceptions.")
    else:
        drawn = charts.exceptions_bar(report.exceptions, palette)
        for reason in look.figure(drawn, "exceptions by reason", key="reasons", clickable=True, at_least=280):
            st.switch_page("pages/exceptions.py", query_params={"reason": str(reason)})
        st.caption("Click a bar to open these exceptions.")
with age, st.container(border=True, height="stretch"):
    currencies = list(dict.fromkeys([base, *report.ageing["currency"]]))
    currency = currencies[0]
    if len(currencies) > 1:
        currency = address.switch(
            "Currency",
            "currency",
            {code: code for code in currencies},
            default=currency,
            label_visibility="collapsed",
        )
    look.figure(charts.ageing_bar(report.ageing, currency, palette), "open money by age", key="ageing")

with st.expander("Assumptions behind the costs"), panels.answering():
    saved = kpi_parts.assumption_form(assumptions, kpis, may_save=workspace.role.may_act_as(Role.MANAGER))
    if saved:
        reporting.save_assumptions(workspace, saved)
        panels.say_after_rerun("Assumptions saved. All figures now use them.")
        st.rerun()

st.subheader("Everything imported, by state", anchor=False)
st.caption(
    "Amounts are the items' full amounts. The Exceptions page shows only the part each exception is about,"
    " such as what is still unpaid, so its amounts differ."
)
invoices, payments = st.columns(2, gap="medium")
with invoices:
    kpi_parts.states(report.states, "invoice", base, key="invoice_states")
with payments:
    kpi_parts.states(report.payment_states, "bank line", base, key="payment_states")
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption("Monthly figures:", width="content")
    tables.downloads(
        workspace,
        kpi_parts.monthly_file(months, assumptions.currency, base),
        "key-figures-by-month",
        key="months",
    )
