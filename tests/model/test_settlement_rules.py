"""Settlement rules: their bounds, their TOML, and what holds for a processor and a volume."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import settlement_rules
from core.model.errors import RulesError
from core.model.settlement_rules import DEFAULT, CutOff, FeeRate, RateBand, SettlementRules

_PERCENT = st.decimals(0, 20, places=2)
_FEES = st.lists(
    st.builds(
        FeeRate,
        st.sampled_from(["stripe", "paypal", "square"]),
        st.sampled_from(["USD", "JPY"]),
        _PERCENT,
        _PERCENT,
    ),
    unique_by=lambda fee: (fee.processor, fee.currency),
)
_CUT_OFFS = st.lists(
    st.builds(
        CutOff,
        st.sampled_from(["stripe", "paypal", "square"]),
        st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        st.sampled_from(["UTC", "Europe/Berlin"]),
    ),
    unique_by=lambda cut_off: cut_off.processor,
)


@given(_FEES, _CUT_OFFS, st.integers(0, 14), st.booleans())
def test_rules_come_back_from_toml_as_they_were(
    fees: list[FeeRate], cut_offs: list[CutOff], days: int, learn: bool
) -> None:
    rules = SettlementRules(
        fees=tuple(fees), cut_offs=tuple(cut_offs), timing_days=days, learn_fees=learn, name='a "b" \\ c'
    )
    assert settlement_rules.from_toml(rules.to_toml()) == rules
    assert settlement_rules.from_mapping(rules.to_mapping()) == rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("timing_days = 99", "Agreed window"),
        ("timing_day = 1", "timing_day"),
        ("learn_fees = 1", "learn_fees"),
        ("high_above = '1'", "rise"),
        ("fees = 3", "list"),
        ("fees = [3]", "table"),
        ("[[fees]]\nprocessor = 'stripe'\npercent = '2.9'", "currency"),
        ("[[fees]]\nprocessor = 'Stripe'\ncurrency = 'USD'\npercent = '2.9'", "lower case"),
        ("[[fees]]\nprocessor = 'stripe'\ncurrency = 'usd'\npercent = '2.9'", "currency code"),
        ("[[fees]]\nprocessor = 'stripe'\ncurrency = 'USD'\npercent = 'NaN'", "Fee"),
        ("[[cut_offs]]\nprocessor = 'square'\ntime_zone = 'Mars/Olympus'", "Mars/Olympus"),
        ("[[cut_offs]]\nprocessor = 'square'\nat = '25:00'", "25:00"),
        ("[[cut_offs]]\nprocessor = 'a'\n[[cut_offs]]\nprocessor = 'a'", "two cut-off"),
        ("[[bands]]\nbelow = 10", "last one"),
        ("[[bands]]\nbelow = 10\n[[bands]]\nbelow = 5\n[[bands]]", "rise"),
        ("[[bands]]\nmedium_from = '1'\nhigh_from = '0.5'", "High risk"),
        ("timing_days = ", "not TOML"),
    ],
)
def test_a_wrong_rules_file_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(RulesError, match=said):
        settlement_rules.from_toml(text)


def test_the_band_is_chosen_by_volume() -> None:
    bands = (RateBand(10_000, Decimal(1), Decimal(2)), RateBand(100_000), RateBand(None, Decimal(0)))
    rules = SettlementRules(bands=bands)
    chosen = [rules.band(count) for count in (0, 9_999, 10_000, 99_999, 100_000)]
    assert chosen == [bands[0], bands[0], bands[1], bands[1], bands[2]]


def test_a_processor_without_a_cut_off_ends_its_day_at_midnight_utc() -> None:
    assert DEFAULT.cut_off("stripe") == CutOff("stripe", time(0), "UTC")
    assert DEFAULT.cut_off("square").time_zone == "America/Los_Angeles"


def test_an_agreed_fee_is_found_by_processor_and_currency() -> None:
    fee = FeeRate("stripe", "USD", Decimal("2.9"), Decimal("0.30"))
    rules = DEFAULT.with_(fees=(fee,))
    assert rules.fee("stripe", "USD") == fee
    assert rules.fee("stripe", "EUR") is None
