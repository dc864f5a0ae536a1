"""Settlement over time on screen: the rate of discrepancies and the fees against the agreed rates."""

from typing import Any

import pandas as pd
import streamlit as st

from core.faces.screen import address, look, paper, tables
from core.insight import charts_settlement
from core.insight.settlement_words import processor_name
from core.insight.wording import percent_text
from core.services import tracing
from core.services.workspace import Workspace

_SPANS = {"30": "30 days", "90": "90 days", "365": "12 months"}
_FEES = (
    tables.text("who", "Processor"),
    tables.count("charges", "Charges"),
    tables.money("charged_minor", "Charged"),
    tables.money("fees_minor", "Fees kept"),
    tables.text("kept", "Kept"),
    tables.text("agreed", "Agreed rate"),
    tables.text("gives", "The rate gives"),
)


def panel(workspace: Workspace) -> None:
    """Rates and fees over a span of days, every processor with its own line."""
    quiet: dict[str, Any] = {"label_visibility": "collapsed", "width": 170}
    days = int(address.choose("Span", "span", _SPANS, default="90", **quiet))
    settled, fees = tracing.trend(workspace, days), tracing.fees(workspace, days)
    palette = look.palette()
    rates, kept = st.columns(2, gap="medium")
    with rates, st.container(border=True, height="stretch"):
        drawn = charts_settlement.rate_trend(settled, palette)
        look.figure(drawn, "share of transactions in discrepancy by day", key="rate_trend")
    pairs = sorted({(str(row["processor"]), str(row["currency"])) for row in fees.days.to_dict("records")})
    with kept, st.container(border=True, height="stretch"):
        pair = pairs[0] if pairs else ("", workspace.company.base_currency)
        if len(pairs) > 1:
            pair = st.selectbox(
                "Fees of",
                pairs,
                format_func=lambda each: f"{processor_name(each[0])}, {each[1]}",
                label_visibility="collapsed",
                key="fees_of",
            )
        drawn = charts_settlement.fee_trend(fees.days, *pair, fees.agreed, palette)
        look.figure(drawn, "fees kept against the agreed rate by day", key=f"fees_{'_'.join(pair)}")
    if pairs:
        st.subheader("Fees against agreed rates", anchor=False)
        frame = _by_processor(fees)
        tables.show(frame, _FEES, key="fees_table", name="Fees against agreed rates")
        with st.container(horizontal=True, horizontal_alignment="right"):
            tables.downloads(workspace, frame, "processor-fees", key="processor_fees", columns=_FEES)
        if not fees.agreed:
            paper.hint("No rate is agreed in the settlement rules yet: fees are held to the usual rate.")


def _by_processor(fees: tracing.Fees) -> pd.DataFrame:
    """One row per processor and currency: what it kept, and what the agreed rate gives for the same."""
    sums = fees.days.groupby(["processor", "currency"], as_index=False)[
        ["charges", "charged_minor", "fees_minor"]
    ].sum()
    rates = {(rate.processor, rate.currency): rate for rate in fees.agreed}
    kept, agreed, gives = [], [], []
    for row in sums.to_dict("records"):
        charged, rate = int(row["charged_minor"]), rates.get((row["processor"], row["currency"]))
        kept.append(percent_text(int(row["fees_minor"]) / charged if charged else None, 2))
        agreed.append(charts_settlement.rate_text(rate) if rate else "none agreed")
        share = (
            charts_settlement.agreed_share(rate, int(row["charges"]), charged) if rate and charged else None
        )
        gives.append(percent_text(share, 2))
    return sums.assign(
        who=[processor_name(name) for name in sums["processor"]], kept=kept, agreed=agreed, gives=gives
    )
