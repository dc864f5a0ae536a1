"""The lists of the settlement rules on screen: agreed rates, where days end, and the bands of risk."""

from collections.abc import Callable
from datetime import time
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from core.faces.screen import session
from core.insight.settlement_words import processor_name
from core.insight.wording import percent_text
from core.model.errors import TieoutError
from core.model.money import plain_decimal
from core.model.settlement_rules import CutOff, FeeRate, RateBand, SettlementRules

_KNOWN = ("stripe", "paypal", "square")
Change = Callable[[SettlementRules], SettlementRules]


def panel(draft: SettlementRules, change: Callable[[Change], None]) -> None:
    """Three small lists of the draft, each with what stands in it and a form for one more; `change` is told
    how the draft shall become another."""
    with st.container(horizontal=True, gap="small"):
        with st.popover(f"Agreed rates ({len(draft.fees)})"):
            _rates(draft, change)
        with st.popover(f"Where days end ({len(draft.cut_offs)})"):
            _cut_offs(draft, change)
        with st.popover(f"Risk bands ({len(draft.bands)})"):
            _bands(draft, change)


def _rates(draft: SettlementRules, change: Callable[[Change], None]) -> None:
    for rate in draft.fees:
        who = f"{processor_name(rate.processor)}, {rate.currency}"
        gone = tuple(one for one in draft.fees if one != rate)
        _row(f"{who}: {rate.percent:f} % and {rate.fixed:f}", f"rate_{who}", change, {"fees": gone})
    with st.form("settlement_rate", border=False, clear_on_submit=True):
        who = st.selectbox("Processor", _KNOWN, format_func=processor_name, key="new_rate_of")
        currency = st.text_input("Currency of the charge", key="new_rate_in", max_chars=3, placeholder="USD")
        percent = st.text_input("Percent", key="new_rate_percent", max_chars=8, placeholder="2.9")
        fixed = st.text_input("Fixed, whole units", key="new_rate_fixed", max_chars=8, placeholder="0.30")
        if st.form_submit_button("Put it in", key="put_rate"):

            def with_rate(rules: SettlementRules) -> SettlementRules:
                made = FeeRate(who, currency.strip().upper(), _number(percent), _number(fixed or "0"))
                others = [one for one in rules.fees if (one.processor, one.currency) != (who, made.currency)]
                return rules.with_(fees=(*others, made))

            _carry_out(change, with_rate)


def _cut_offs(draft: SettlementRules, change: Callable[[Change], None]) -> None:
    for one in draft.cut_offs:
        said = f"{processor_name(one.processor)}: {one.at:%H:%M}, {one.time_zone}"
        gone = tuple(each for each in draft.cut_offs if each != one)
        _row(said, f"cut_off_{one.processor}", change, {"cut_offs": gone})
    with st.form("settlement_cut_off", border=False, clear_on_submit=True):
        who = st.selectbox("Processor", _KNOWN, format_func=processor_name, key="new_end_of")
        at = st.time_input("The day ends at", value=time(0), step=900, key="new_end_at")
        zones = sorted(available_timezones())
        zone = st.selectbox("Time zone", zones, index=zones.index("UTC"), key="new_end_zone")
        if st.form_submit_button("Put it in", key="put_end"):

            def with_cut_off(rules: SettlementRules) -> SettlementRules:
                others = [each for each in rules.cut_offs if each.processor != who]
                return rules.with_(cut_offs=(*others, CutOff(who, at, zone)))

            _carry_out(change, with_cut_off)


def _bands(draft: SettlementRules, change: Callable[[Change], None]) -> None:
    st.caption("Which share of transactions with a discrepancy makes a run of medium and of high risk.")
    for band in draft.bands:
        size = "any number" if band.below is None else f"below {band.below:,} transactions"
        medium, high = (percent_text(float(each) / 100, 2) for each in (band.medium_from, band.high_from))
        gone = tuple(one for one in draft.bands if one != band)
        _row(f"{size}: medium from {medium}, high from {high}", f"band_{band.below}", change,
             {"bands": gone} if band.below is not None else None)  # fmt: skip
    with st.form("settlement_band", border=False, clear_on_submit=True):
        below = st.text_input(
            "Below so many transactions", placeholder="empty: any number", max_chars=9, key="new_band"
        )
        medium_from = st.text_input("Medium from, %", placeholder="0.1", max_chars=8, key="new_band_medium")
        high_from = st.text_input("High from, %", placeholder="0.5", max_chars=8, key="new_band_high")
        if st.form_submit_button("Put it in", key="put_band"):

            def with_band(rules: SettlementRules) -> SettlementRules:
                limit = int(_number(below)) if below.strip() else None
                made = RateBand(limit, _number(medium_from), _number(high_from))
                others = [one for one in rules.bands if one.below != limit]
                ordered = sorted((*others, made), key=lambda one: (one.below is None, one.below or 0))
                return rules.with_(bands=tuple(ordered))

            _carry_out(change, with_band)


def _row(said: str, key: str, change: Callable[[Change], None], without: dict[str, Any] | None) -> None:
    """One line of a list, with its way out where it may go."""
    with st.container(horizontal=True, vertical_alignment="center", width=420):
        st.text(said, width="stretch")
        if without is not None and st.button("Take out", key=f"out_{key}", type="tertiary"):
            _carry_out(change, lambda rules: rules.with_(**without))


def _number(said: str) -> Any:
    return plain_decimal(said.strip().replace(",", "."))


def _carry_out(change: Callable[[Change], None], how: Change) -> None:
    try:
        change(how)
    except TieoutError as error:
        session.show_error(error)
        return
    st.rerun()
