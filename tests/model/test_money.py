"""Money is exact, of one currency, and never a float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.errors import CurrencyMismatchError, MoneyError
from core.model.money import Money, minor_digits, plain_decimal, round_to_minor, to_decimal, to_minor

CURRENCIES = st.sampled_from(["USD", "EUR", "JPY", "KWD", "XAF", "BHD", "QQQ"])
MINORS = st.integers(-(10**15), 10**15)


@given(MINORS, CURRENCIES)
def test_minor_units_survive_the_way_to_decimal_and_back(minor: int, currency: str) -> None:
    assert to_minor(to_decimal(minor, currency), currency) == minor


@given(MINORS, MINORS, CURRENCIES)
def test_adding_and_taking_away_is_exact(left: int, right: int, currency: str) -> None:
    one, other = Money(left, currency), Money(right, currency)
    assert one + other - other == one
    assert -one + one == Money(0, currency)


def test_two_currencies_never_add_up() -> None:
    with pytest.raises(CurrencyMismatchError, match="USD and EUR"):
        Money(1, "USD") + Money(1, "EUR")
    with pytest.raises(CurrencyMismatchError):
        _ = Money(1, "USD") < Money(2, "EUR")


def test_digits_come_from_the_currency() -> None:
    assert [minor_digits(code) for code in ("JPY", "USD", "KWD")] == [0, 2, 3]
    assert str(Money.of("1234.5", "USD")) == "1,234.50 USD"
    assert str(Money.of("1234", "JPY")) == "1,234 JPY"


@pytest.mark.parametrize(
    ("text", "currency"),
    [("10.005", "EUR"), ("10.5", "JPY"), ("1.2345", "KWD"), ("99999999999999.99", "USD")],
)
def test_an_amount_that_does_not_fit_its_currency_is_refused(text: str, currency: str) -> None:
    with pytest.raises(MoneyError):
        Money.of(text, currency)


@pytest.mark.parametrize("text", ["1_000.00", "1e3", "NaN", "Infinity", "0x1A", "١٢", "", " 1", "1,000.00"])
def test_what_python_would_take_for_a_number_is_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        plain_decimal(text)


def test_rounding_is_half_up_everywhere() -> None:
    assert round_to_minor(Decimal("2.665"), "USD") == 267
    assert round_to_minor(Decimal("-2.665"), "USD") == -267


def test_a_currency_is_three_capitals() -> None:
    with pytest.raises(MoneyError, match="EURO"):
        Money(1, "EURO")
