"""The figures of settlement: a day's money from processor to bank, discrepancy rates, fees against agreed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd
import plotly.graph_objects as go

from core.insight.figure_parts import THIN, blank, empty, label_rows, labelled_height, legend
from core.insight.formats import count_text, date_text, money_text, percent_text
from core.insight.palette import Palette
from core.insight.settlement_words import RISK_WORDS, processor_name
from core.model.money import to_decimal
from core.model.settlement import RunRisk
from core.model.settlement_rules import FeeRate

# What a run's money is called, in the order it flows; `True` where it waits for a person.
FUNNEL = (
    ("gross", "Processor, before fees", False),
    ("ledger", "Ledger, the same transactions", False),
    ("at_stake", "In discrepancy", True),
    ("net", "Processor, after fees", False),
    ("paid_out", "Paid out, the payouts below", False),
    ("in_bank", "In the bank, of these payouts", False),
)
_HIGH = 250
_DASHES = ("solid", "dot", "dash", "dashdot")


def money_funnel(money: Mapping[str, int], currency: str, palette: Palette) -> go.Figure:
    """One currency of a run from the processor over the ledger to the bank.

    `money` has minor units by the names of `FUNNEL`; a step it lacks is not drawn.
    """
    steps = [step for step in FUNNEL if step[0] in money]
    amounts = [money[name] for name, _, _ in steps]
    title = f"From the processor to the bank, {currency}"
    figure = blank(title, palette, labelled_height(len(steps), titled=True))
    figure.add_bar(
        x=[float(to_decimal(abs(minor), currency)) for minor in amounts],
        y=list(range(len(steps))),
        marker_color=[_shade(name, waits, palette) for name, _, waits in steps],
        customdata=[name for name, _, _ in steps],
        hoverinfo="none",
        **THIN,
    )
    amounts_said = [money_text(minor, currency) for minor in amounts]
    label_rows(figure, [label for _, label, _ in steps], amounts_said, palette)
    return figure


def rate_trend(days: pd.DataFrame, palette: Palette) -> go.Figure:
    """Discrepancy rate of each settled day, one line a processor; days of high risk have the accent.

    `days` has columns processor, business_date, status, risk, transactions, discrepancies, rate (share).
    """
    figure = blank("Transactions in discrepancy, %", palette, _HIGH)
    done = days[days["status"] == "done"]
    if done.empty:
        return empty(figure, "No day has been settled yet.", palette)
    processors = sorted(done["processor"].unique())
    for place, processor in enumerate(processors):
        rows = done[done["processor"] == processor].sort_values("business_date")
        grave = rows["risk"].isin([RunRisk.HIGH.value, RunRisk.CRITICAL.value])
        figure.add_scatter(
            x=list(rows["business_date"]),
            y=[100 * float(rate) for rate in rows["rate"]],
            name=processor_name(processor),
            mode="lines+markers",
            line={"color": palette.data, "width": 2, "dash": _DASHES[place % len(_DASHES)]},
            marker={"size": 7, "color": [palette.needs_you if each else palette.data for each in grave]},
            text=[_day_text(row) for row in rows.to_dict("records")],
            hovertemplate="%{text}<extra></extra>",
        )
    highest = 100 * float(done["rate"].max())
    _days_axis(figure, done["business_date"])
    figure.update_yaxes(range=[0, 1.15 * max(0.1, highest)], ticksuffix=" %", nticks=5)
    if len(processors) > 1:
        figure.update_layout(showlegend=True, legend=legend(palette))
    return figure


def fee_trend(
    days: pd.DataFrame, processor: str, currency: str, agreed: Sequence[FeeRate], palette: Palette
) -> go.Figure:
    """What a processor kept of each day's charges in percent, against what the agreed rate gives for them.

    `days` has columns processor, business_date, currency, charges (count), charged_minor, fees_minor.
    """
    figure = blank(f"Fee kept by {processor_name(processor)}, % of charges in {currency}", palette, _HIGH)
    mine = days[(days["processor"] == processor) & (days["currency"] == currency)]
    rows = mine[mine["charged_minor"] > 0].sort_values("business_date")
    if rows.empty:
        return empty(figure, "No fee is known yet.", palette)
    kept = [
        _share(fees, charged) for fees, charged in zip(rows["fees_minor"], rows["charged_minor"], strict=True)
    ]
    dates = list(rows["business_date"])
    figure.add_scatter(
        x=dates,
        y=[100 * float(share) for share in kept],
        name="kept",
        mode="lines+markers",
        line={"color": palette.data, "width": 2},
        marker={"size": 6},
        text=[
            f"{date_text(day)}: {money_text(int(fees), currency)} of {money_text(int(charged), currency)}, "
            f"{percent_text(share, 2)}"
            for day, fees, charged, share in zip(
                dates, rows["fees_minor"], rows["charged_minor"], kept, strict=True
            )
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    highest = max(kept)
    rate = next((each for each in agreed if (each.processor, each.currency) == (processor, currency)), None)
    if rate is not None:
        expected = [agreed_share(rate, int(row["charges"]), int(row["charged_minor"]))
                    for row in rows.to_dict("records")]  # fmt: skip
        figure.add_scatter(
            x=dates,
            y=[100 * float(share) for share in expected],
            name=f"agreed, {rate_text(rate)}",
            mode="lines",
            line={"color": palette.needs_you, "width": 1.5, "dash": "dot"},
            text=[f"{date_text(day)}: {percent_text(share, 2)} agreed"
                  for day, share in zip(dates, expected, strict=True)],
            hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
        highest = max(highest, *expected)
        figure.update_layout(showlegend=True, legend=legend(palette))
    _days_axis(figure, rows["business_date"])
    figure.update_yaxes(range=[0, 115 * float(highest)], ticksuffix=" %", nticks=5)
    return figure


def agreed_share(rate: FeeRate, charges: int, charged_minor: int) -> Decimal:
    """The share an agreed rate gives for so many charges of so much money in all (minor units)."""
    charged = to_decimal(charged_minor, rate.currency)
    return (charged * rate.percent / 100 + rate.fixed * charges) / charged


def rate_text(rate: FeeRate) -> str:
    """An agreed rate as people write it: `2.9 % + 0.30 USD`."""
    percent = f"{rate.percent.normalize():f} %"
    return percent if not rate.fixed else f"{percent} + {rate.fixed:f} {rate.currency}"


def _shade(name: str, waits: bool, palette: Palette) -> str:
    if waits:
        return palette.needs_you
    return palette.quiet if name == "ledger" else palette.data


def _share(part: int, whole: int) -> Decimal:
    return Decimal(int(part)) / Decimal(int(whole))


def _day_text(row: Mapping[object, object]) -> str:
    risk = RISK_WORDS[RunRisk(str(row["risk"]))]
    found = count_text(int(str(row["discrepancies"])), "discrepancy", "discrepancies")
    day = pd.Timestamp(str(row["business_date"])).date()
    return (
        f"{processor_name(str(row['processor']))}, {date_text(day)}: {found} in "
        f"{count_text(int(str(row['transactions'])), 'transaction')}, "
        f"{percent_text(Decimal(str(row['rate'])), 2)}, {risk}"
    )


def _days_axis(figure: go.Figure, dates: "pd.Series[pd.Timestamp]") -> None:
    """Whole days only: a few days apart there would be hours between them."""
    figure.update_xaxes(tickformat="%-d %b", nticks=8)
    if dates.nunique() <= 8:
        figure.update_xaxes(tickmode="array", tickvals=sorted(dates.unique()))
