"""The cost assumptions a company may edit: each with its words, unit, source and bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from core.model.errors import MoneyError, RulesError
from core.model.money import is_currency_code, plain_decimal


@dataclass(frozen=True, slots=True)
class AssumptionField:
    """How one assumption is shown and bounded: its words, unit, where its default comes from, its bounds.

    `unit` holds `{currency}` where the unit is money.
    """

    name: str
    label: str
    unit: str
    source: str
    minimum: Decimal
    maximum: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What an invoice, a minute and an error cost, in major units of `currency` (minutes and percent plain).

    Raises `RulesError` when a value is outside its bounds (`ASSUMPTION_FIELDS`).
    """

    currency: str = "USD"
    manual_cost: Decimal = Decimal("15.50")
    automated_cost: Decimal = Decimal("3.00")
    exception_minutes_low: Decimal = Decimal("15")
    exception_minutes_high: Decimal = Decimal("30")
    error_cost: Decimal = Decimal("53")
    manual_error_percent: Decimal = Decimal("1.6")
    wage_per_hour: Decimal = Decimal("35")

    def __post_init__(self) -> None:
        if not is_currency_code(self.currency):
            raise RulesError(f"“{self.currency}” is not a currency code.")
        for field in ASSUMPTION_FIELDS:
            value = getattr(self, field.name)
            if not (value.is_finite() and field.minimum <= value <= field.maximum):
                unit = field.unit.format(currency=self.currency)
                bounds = f"between {field.minimum} and {field.maximum} {unit}"
                raise RulesError(f"“{field.label}” must be {bounds}, not {value}.")
        if self.exception_minutes_high < self.exception_minutes_low:
            raise RulesError("“Minutes per exception, at most” must not be below “at least”.")
        if self.automated_cost > self.manual_cost:
            raise RulesError("“Cost of an invoice matched automatically” must not exceed the cost by hand.")

    @property
    def exception_minutes(self) -> Decimal:
        """The middle of the assumed range, in minutes."""
        return (self.exception_minutes_low + self.exception_minutes_high) / 2

    @property
    def manual_error_rate(self) -> Decimal:
        """The assumed share (0 to 1) of invoices handled by hand that go wrong."""
        return self.manual_error_percent / 100

    def with_(self, **changes: Any) -> "Assumptions":
        """The same with some values changed (numbers may be given as text); raises `RulesError`."""
        return from_mapping(self.to_mapping() | changes)

    def to_mapping(self) -> dict[str, str]:
        """Plain values for JSON: decimals as text, so that no float ever stands between."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}


def in_force(saved: Mapping[str, Any] | None, currency: str) -> Assumptions:
    """The figures a company saved, or the stated assumptions in its base currency."""
    return from_mapping(saved) if saved else from_mapping({"currency": currency})


def from_mapping(values: Mapping[str, Any]) -> Assumptions:
    """Assumptions from plain values, defaults for those left out.

    Raises `RulesError` for an unknown name or a value that is not a plain decimal.
    """
    if unknown := sorted(set(values) - {field.name for field in fields(Assumptions)}):
        raise RulesError(f"There is no assumption called “{unknown[0]}”.")
    typed: dict[str, Any] = {name: _typed(name, value) for name, value in values.items()}
    return replace(DEFAULT, **typed)


def _typed(name: str, value: Any) -> str | Decimal:
    if name == "currency":
        return str(value)
    try:
        return plain_decimal(str(value))
    except MoneyError as error:
        raise RulesError(f"“{value}” is no value for “{name}”.") from error


def _field(name: str, label: str, unit: str, bounds: tuple[str, str, str], source: str) -> AssumptionField:
    low, high, step = (Decimal(bound) for bound in bounds)
    return AssumptionField(name, label, unit, source, low, high, step)


ASSUMPTION_FIELDS: tuple[AssumptionField, ...] = (
    _field("manual_cost", "Cost of an invoice handled by hand", "{currency}", ("0", "200", "0.50"),
           "Industry surveys of accounts payable usually give 15 to 16 USD; not measured in your company."),
    _field("automated_cost", "Cost of an invoice matched automatically", "{currency}", ("0", "100", "0.10"),
           "Industry surveys of automated accounts payable usually give about 3 USD; not measured here."),
    _field("exception_minutes_low", "Minutes per exception, at least", "minutes", ("0", "480", "1"),
           "Common planning range of 15 to 30 minutes; replaced by your own time once it is measured."),
    _field("exception_minutes_high", "Minutes per exception, at most", "minutes", ("0", "480", "1"),
           "Common planning range of 15 to 30 minutes; replaced by your own time once it is measured."),
    _field("error_cost", "Cost of putting an error right", "{currency}", ("0", "5000", "1"),
           "Commonly quoted for accounts payable: about 53 USD an error; not measured in your company."),
    _field("manual_error_percent", "Errors when handled by hand", "%", ("0", "100", "0.1"),
           "Commonly quoted for accounts payable: 1.6 % of invoices; not measured in your company."),
    _field("wage_per_hour", "Cost of an hour of work", "{currency} per hour", ("0", "500", "1"),
           "A round figure for a bookkeeper's hour with the employer's share; put in your own."),
)  # fmt: skip

DEFAULT = Assumptions()
