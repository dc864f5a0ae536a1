"""What the KPI page is made of: number cards with their formulas, assumptions to edit, the states' sum."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import streamlit as st

from core.faces.screen import panels, tables
from core.faces.screen.panels import Card
from core.insight.assumptions import ASSUMPTION_FIELDS, AssumptionField, Assumptions
from core.insight.books import StatesSum
from core.insight.formulas import FORMULAS, formula_text, value_text
from core.insight.kpis import Basis, Kpis
from core.insight.wording import capital, cost_text, count_text, money_text, number_text, percent_text, words
from core.model.invoice import ItemState
from core.model.money import to_decimal

_HUNDREDTH = Decimal("0.01")
_MINUTES = ("exception_minutes_low", "exception_minutes_high")


def number_card(
    name: str, kpis: Kpis, months: pd.DataFrame, assumptions: Assumptions, note: str = ""
) -> Card:
    """The card of one key figure: value, past, formula with the actual figures; its note names the basis."""
    trend = tuple(months[name]) if name in months else ()
    value, rest = value_text(name, kpis), ""
    if name == "money_unmatched":
        value, rest = panels.money_lead(kpis.money_unmatched, kpis.currency)
    basis = str(kpis.basis[name])
    note = " · ".join(part for part in (rest, note, basis) if part)
    return Card(FORMULAS[name].label, value, note, trend, formula_text(name, kpis, assumptions))


def key_figures(kpis: Kpis, months: pd.DataFrame, assumptions: Assumptions) -> tuple[Card, ...]:
    """The six numbers of the page, the ones a manager asks for first leftmost."""
    by_hand = f"{cost_text(assumptions.manual_cost, assumptions.currency)} by hand"
    notes = {"cost_per_invoice": by_hand}
    names = (
        "cost_per_invoice",
        "exception_rate",
        "automatic_rate",
        "money_unmatched",
        "hours_saved",
        "money_saved",
    )
    return tuple(number_card(name, kpis, months, assumptions, notes.get(name, "")) for name in names)


def assumption_form(assumptions: Assumptions, kpis: Kpis, *, may_save: bool) -> Assumptions | None:
    """The assumptions with their sources, or what was measured instead; answers the edited ones when sent.

    Raises `RulesError` for a value that is no number or out of its bounds.
    """
    with st.form("assumptions", border=False):
        said: dict[str, str] = {}
        for start in range(0, len(ASSUMPTION_FIELDS), 4):
            for field, cell in zip(ASSUMPTION_FIELDS[start : start + 4], st.columns(4), strict=False):
                with cell:
                    said[field.name] = _assumption(field, assumptions, kpis, may_save)
        sent = st.form_submit_button("Save assumptions", disabled=not may_save)
        if not may_save:
            st.caption("Only a manager can save assumptions.")
    return assumptions.with_(**said) if sent else None


def _assumption(field: AssumptionField, assumptions: Assumptions, kpis: Kpis, may_save: bool) -> str:
    unit = field.unit.format(currency=assumptions.currency)
    value = st.text_input(
        f"{field.label}, {unit}",
        str(getattr(assumptions, field.name)),
        disabled=not may_save,
        key=f"assumption_{field.name}",
    )
    st.caption(_measured_instead(field.name, kpis) or f"Assumed. {field.source}")
    return value.strip()


def _measured_instead(name: str, kpis: Kpis) -> str:
    """What the company's own figures put in an assumption's place, "" where they say nothing."""
    if name in _MINUTES and kpis.basis["minutes_per_decision"] is Basis.MEASURED:
        return f"Measured: {number_text(kpis.minutes_per_decision, 1)} minutes per decision, used instead."
    if name == "manual_error_percent" and kpis.basis["wrong_match_rate"] is Basis.MEASURED:
        return f"Measured: {percent_text(kpis.wrong_match_rate, 2)} of automatic matches were wrong."
    return ""


def states(sums: StatesSum, noun: str, base_currency: str, *, key: str) -> None:
    """Items by state with their sum, and whether that is what was imported."""
    frame = with_totals(sums.rows, base_currency)
    tables.show(
        frame,
        (
            tables.text("words", "State"),
            tables.count("count", capital(noun) + "s"),
            tables.money("money_minor", "Amount"),
        ),
        key=key,
        name=f"{noun}s by state",
        rows=20,
    )
    total = int(sums.rows["count"].sum())
    if sums.balanced:
        st.caption(f"These add up to all {count_text(total, noun)} imported, in number and in amount.")
    for currency, (count, minor) in sums.missing.items():
        st.error(
            f"{currency}: the states and what was imported differ by {count_text(count, noun)} and "
            f"{money_text(minor, currency)}."
        )


def monthly_file(months: pd.DataFrame, costs_in: str, first: str) -> pd.DataFrame:
    """The months of `kpis.monthly` as filed: rates in percent, costs in `costs_in`, money in major units.

    What was unpaid at the month's end has a column per currency, the currency `first` leading.
    """
    ends = list(months["unmatched_at_end"])
    codes = sorted({first}.union(*ends), key=lambda code: (code != first, code))
    filed: dict[str, list[object]] = {
        "Month": [month.date() for month in months["month"]],
        "Invoices counted": list(months["invoices_counted"]),
        "Needed a person": list(months["needed_person"]),
        "Invoices settled": list(months["invoices_settled"]),
        "Settled automatically": list(months["settled_alone"]),
        "Exception rate, %": [_filed(share, 100) for share in months["exception_rate"]],
        "Automatic, %": [_filed(share, 100) for share in months["automatic_rate"]],
        f"Cost per invoice, {costs_in}": [_filed(cost) for cost in months["cost_per_invoice"]],
        f"Money saved, {costs_in}": [_filed(saved) for saved in months["money_saved"]],
        "Hours saved": [_filed(hours) for hours in months["hours_saved"]],
    }
    for code in codes:
        filed[f"Unmatched at month's end, {code}"] = [to_decimal(end.get(code, 0), code) for end in ends]
    return pd.DataFrame(filed)


def _filed(value: Decimal | float | None, times: int = 1) -> Decimal | None:
    """A figure with two decimals; None where nothing was counted."""
    if value is None or value != value:  # NaN is the one value unlike itself
        return None
    return (Decimal(str(value)) * times).quantize(_HUNDREDTH, ROUND_HALF_UP)


def with_totals(rows: pd.DataFrame, first: str) -> pd.DataFrame:
    """The rows of a `StatesSum` in words, each currency followed by its sum, the currency `first` leading.

    Columns: words, count, money_minor, currency.
    """
    parts = []
    for currency, part in sorted(rows.groupby("currency"), key=lambda one: (one[0] != first, one[0])):
        named = [capital(words(ItemState(state))) for state in part["state"]]
        parts.append(part.assign(words=named)[["words", "count", "money_minor", "currency"]])
        total = {
            "words": "Total",
            "count": int(part["count"].sum()),
            "money_minor": int(part["money_minor"].sum()),
            "currency": str(currency),
        }
        parts.append(pd.DataFrame([total]))
    if not parts:
        return pd.DataFrame(columns=["words", "count", "money_minor", "currency"])
    return pd.concat(parts, ignore_index=True)
