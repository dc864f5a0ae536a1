"""The figures of settlement say what they were given, in money and in percent."""

from decimal import Decimal

import pandas as pd

from core.insight import charts_settlement
from core.insight.palette import LIGHT
from core.model.settlement_rules import FeeRate

RATE = FeeRate("stripe", "USD", Decimal("2.9"), Decimal("0.30"))
FEES = pd.DataFrame(
    {
        "processor": ["stripe", "stripe", "paypal"],
        "business_date": pd.to_datetime(["2026-11-18", "2026-11-19", "2026-11-19"]),
        "currency": ["USD", "USD", "USD"],
        "charges": [10, 4, 1],
        "charged_minor": [1000_00, 400_00, 10_00],
        "fees_minor": [32_00, 16_00, 50],
    }
)


def texts(figure):
    return [each.text for each in figure.layout.annotations]


def test_the_funnel_names_every_step_it_has_money_for_and_no_other():
    figure = charts_settlement.money_funnel({"gross": 500_00, "at_stake": 20_00}, "USD", LIGHT)
    assert texts(figure) == ["Processor, before fees", "500.00 USD", "In discrepancy", "20.00 USD"]
    assert list(figure.data[0].x) == [500.0, 20.0]
    assert figure.data[0].marker.color == (LIGHT.data, LIGHT.needs_you)


def test_the_funnel_keeps_the_decimals_of_the_currency():
    assert texts(charts_settlement.money_funnel({"gross": 1200}, "JPY", LIGHT))[1] == "1,200 JPY"


def test_only_settled_days_are_in_the_rate_and_grave_ones_have_the_accent():
    days = pd.DataFrame(
        {
            "processor": ["stripe", "stripe", "stripe"],
            "business_date": pd.to_datetime(["2026-11-18", "2026-11-19", "2026-11-20"]),
            "status": ["done", "done", "failed"],
            "risk": ["low", "high", ""],
            "transactions": [1000, 500, 0],
            "discrepancies": [1, 10, 0],
            "rate": [0.001, 0.02, 0.0],
        }
    )
    line = charts_settlement.rate_trend(days, LIGHT).data[0]
    assert list(line.y) == [0.1, 2.0]
    assert list(line.marker.color) == [LIGHT.data, LIGHT.needs_you]
    assert line.text[1] == "Stripe, 19 Nov 2026: 10 discrepancies in 500 transactions, 2.00 %, high risk"


def test_no_settled_day_is_said_in_words():
    days = pd.DataFrame({name: [] for name in ("processor", "business_date", "status", "risk", "rate")})
    assert texts(charts_settlement.rate_trend(days, LIGHT)) == ["No day has been settled yet."]


def test_fees_stand_beside_what_the_agreed_rate_gives_for_the_same_charges():
    """10 charges of 1,000.00 in all: 29.00 and ten times 0.30 are 3.2 %; 4 of 400.00: 12.80, 3.2 %."""
    kept, agreed = charts_settlement.fee_trend(FEES, "stripe", "USD", (RATE,), LIGHT).data
    assert list(kept.y) == [3.2, 4.0]
    assert [round(share, 9) for share in agreed.y] == [3.2, 3.2]
    assert agreed.name == "agreed, 2.9 % + 0.30 USD"


def test_without_an_agreed_rate_only_what_was_kept_is_drawn():
    assert len(charts_settlement.fee_trend(FEES, "paypal", "USD", (RATE,), LIGHT).data) == 1
