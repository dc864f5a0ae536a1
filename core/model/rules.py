"""Match rules: everything an analyst can tune, as one frozen value that travels with every run."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from core.model.errors import RulesError


class Scheme(StrEnum):
    """Which engine the rules are for."""

    TIEOUT = "tieout"  # evidence, optimal assignment, refusal
    CLASSIC = "classic"  # "classic weights", a known scheme to compare with
    BLUEPRINT = "blueprint"  # "blueprint", a known scheme to compare with
    FIRST_FIT = "first_fit"  # the first open invoice that fits the amount


class RuleGroup(StrEnum):
    """Where a rule stands on the Tune page."""

    AMOUNT = "amount"
    TIMING = "timing"
    IDENTITY = "identity"
    TERMS = "terms"
    DECISION = "decision"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class RuleField:
    """How one rule is shown and bounded: its words, unit, bounds and the step a person moves it by."""

    name: str
    label: str
    unit: str
    group: RuleGroup
    minimum: Decimal
    maximum: Decimal
    step: Decimal
    help: str


@dataclass(frozen=True, slots=True)
class MatchRules:
    """The tolerances, terms, thresholds and weights of one run.

    Amount tolerances are in major units of the invoice's currency (scaled for currencies without two
    decimals), percentages in percent, days in days, `propose_from`, `accept_from` and the strictnesses
    between 0 and 1, `margin` in points of evidence, weights as multipliers of the points of one kind.
    Raises `RulesError` when a value is outside its bounds (`RULE_FIELDS`).
    """

    name: str = "default"
    scheme: Scheme = Scheme.TIEOUT
    under_absolute: Decimal = Decimal("0.05")
    under_percent: Decimal = Decimal("0.0")
    over_absolute: Decimal = Decimal("0.05")
    over_percent: Decimal = Decimal("0.0")
    days_before_issue: int = 30
    days_after_due: int = 120
    business_days: bool = False
    reference_strictness: Decimal = Decimal("0.5")
    name_strictness: Decimal = Decimal("0.5")
    rounding_max: Decimal = Decimal("1.00")
    bank_fee_max: Decimal = Decimal("60")
    card_fee_percent: Decimal = Decimal("3.5")
    card_fee_fixed: Decimal = Decimal("0.50")
    discount_percent_max: Decimal = Decimal("5")
    discount_grace_days: int = 5
    withholding_percent_max: Decimal = Decimal("30")
    fx_percent: Decimal = Decimal("3")
    combine_max: int = 28
    propose_from: Decimal = Decimal("0.05")
    accept_from: Decimal = Decimal("0.95")
    margin: Decimal = Decimal("2.0")
    learn: bool = True
    weight_reference: Decimal = Decimal("1")
    weight_counterparty: Decimal = Decimal("1")
    weight_amount: Decimal = Decimal("1")
    weight_timing: Decimal = Decimal("1")

    def __post_init__(self) -> None:
        for field in RULE_FIELDS:
            value = Decimal(getattr(self, field.name))
            if not (value.is_finite() and field.minimum <= value <= field.maximum):
                bounds = f"between {field.minimum} and {field.maximum} {field.unit}".rstrip()
                raise RulesError(f"“{field.label}” must be {bounds}, not {value}.")
        if self.accept_from < self.propose_from:
            raise RulesError("“Match automatically from” must not be below “Propose from”.")

    def with_(self, **changes: Any) -> "MatchRules":
        """The same rules with some values changed (numbers may be given as text)."""
        return from_mapping(asdict(self) | changes)

    def to_mapping(self) -> dict[str, Any]:
        """Plain values for JSON and TOML: decimals as text, so that no float ever stands between."""
        return {
            key: str(value) if isinstance(value, (Decimal, StrEnum)) else value
            for key, value in asdict(self).items()
        }

    def to_toml(self) -> str:
        """The rules as a TOML file that `from_toml` reads back to an equal value."""
        return "".join(f"{key} = {toml_value(value)}\n" for key, value in self.to_mapping().items())


def toml_value(value: Any) -> str:
    """A plain value as it stands in a TOML file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def from_toml(text: str) -> MatchRules:
    """Rules from a TOML file; keys left out keep their default. Raises `RulesError`."""
    try:
        return from_mapping(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"The rules file is not TOML: {error}.") from error


def from_mapping(values: Mapping[str, Any]) -> MatchRules:
    """Rules from plain values; raises `RulesError` for a name or value that is not a rule's."""
    kinds = {field.name: type(getattr(DEFAULT, field.name)) for field in fields(MatchRules)}
    if unknown := sorted(set(values) - set(kinds)):
        raise RulesError(f"There is no rule called “{unknown[0]}”.")
    return replace(DEFAULT, **{name: typed_value(name, kinds[name], value) for name, value in values.items()})


def typed_value(name: str, kind: type, value: Any) -> Any:
    """A plain value as the type a rule has; raises `RulesError` when it is none."""
    try:
        if kind is bool:
            if not isinstance(value, bool):
                raise ValueError
            return value
        if kind is int:
            number = Decimal(str(value))
            if number != number.to_integral_value():
                raise ValueError
            return int(number)
        return Decimal(str(value)) if kind is Decimal else kind(str(value))
    except (ValueError, InvalidOperation) as error:
        raise RulesError(f"“{value}” is not a valid value for the rule “{name}”.") from error


def _field(
    name: str, label: str, unit: str, group: RuleGroup, bounds: tuple[str, str, str], help: str
) -> RuleField:
    low, high, step = (Decimal(bound) for bound in bounds)
    return RuleField(name, label, unit, group, low, high, step, help)


RULE_FIELDS: tuple[RuleField, ...] = (
    _field("under_absolute", "Short by up to", "", RuleGroup.AMOUNT, ("0", "500", "0.01"),
           "A payment short by no more than this settles the invoice; the rest is rounding."),
    _field("under_percent", "Short by up to", "%", RuleGroup.AMOUNT, ("0", "10", "0.1"),
           "The same as a percentage of the open amount; the larger of the two applies."),
    _field("over_absolute", "Over by up to", "", RuleGroup.AMOUNT, ("0", "500", "0.01"),
           "A payment over by no more than this settles an invoice it does not name."),
    _field("over_percent", "Over by up to", "%", RuleGroup.AMOUNT, ("0", "10", "0.1"),
           "The same as a percentage of the open amount; the larger of the two applies."),
    _field("days_before_issue", "Early by up to", "days", RuleGroup.TIMING, ("0", "60", "1"),
           "How long before its issue date an invoice may be paid."),
    _field("days_after_due", "Late by up to", "days", RuleGroup.TIMING, ("0", "365", "1"),
           "How long after its due date an invoice may be paid and still be matched automatically."),
    _field("reference_strictness", "References", "", RuleGroup.IDENTITY, ("0", "1", "0.05"),
           "0 accepts damaged and partial references, 1 only complete ones."),
    _field("name_strictness", "Names", "", RuleGroup.IDENTITY, ("0", "1", "0.05"),
           "0 accepts abbreviated and similar names, 1 only identical ones."),
    _field("rounding_max", "Rounded by up to", "", RuleGroup.TERMS, ("0", "50", "0.1"),
           "How far a payment in whole units may differ from the open amount and still count as rounded."),
    _field("bank_fee_max", "Bank fee up to", "", RuleGroup.TERMS, ("0", "200", "1"),
           "The largest fixed bank fee that may be missing from a payment."),
    _field("card_fee_percent", "Card fee up to", "%", RuleGroup.TERMS, ("0", "10", "0.1"),
           "The largest percentage a card or payment processor may keep of each payment."),
    _field("card_fee_fixed", "Card fee, fixed part", "", RuleGroup.TERMS, ("0", "5", "0.05"),
           "The largest fixed amount a processor may keep on top of its percentage."),
    _field("discount_percent_max", "Discount up to", "%", RuleGroup.TERMS, ("0", "20", "0.5"),
           "The largest early-payment discount accepted where the terms give none."),
    _field("discount_grace_days", "Discount grace", "days", RuleGroup.TERMS, ("0", "30", "1"),
           "How many days after the discount date in the terms the discount is still accepted."),
    _field("withholding_percent_max", "Withholding up to", "%", RuleGroup.TERMS, ("0", "50", "1"),
           "The largest share withheld as tax or retention: whole percentages, or rates seen often."),
    _field("fx_percent", "Exchange rate within", "%", RuleGroup.TERMS, ("0", "20", "0.5"),
           "How far a payment in another currency may be from the expected exchange rate."),
    _field("combine_max", "Items in one set", "", RuleGroup.TERMS, ("1", "40", "1"),
           "How many invoices and credit notes one payment may settle together."),
    _field("propose_from", "Propose from", "", RuleGroup.DECISION, ("0", "1", "0.01"),
           "Matches that score lower are not proposed. Automatic matches are not affected."),
    _field("accept_from", "Match automatically from", "", RuleGroup.DECISION, ("0", "1", "0.005"),
           "Matches with at least this score are accepted without review."),
    _field("margin", "Margin", "points", RuleGroup.DECISION, ("0", "20", "0.5"),
           "How far ahead of the next best match a match must be to be accepted automatically."),
    _field("weight_reference", "Reference weight", "x", RuleGroup.WEIGHT, ("0", "3", "0.1"),
           "Multiplies the points for references."),
    _field("weight_counterparty", "Counterparty weight", "x", RuleGroup.WEIGHT, ("0", "3", "0.1"),
           "Multiplies the points for names."),
    _field("weight_amount", "Amount weight", "x", RuleGroup.WEIGHT, ("0", "3", "0.1"),
           "Multiplies the points for amounts."),
    _field("weight_timing", "Timing weight", "x", RuleGroup.WEIGHT, ("0", "3", "0.1"),
           "Multiplies the points for dates."),
)  # fmt: skip

DEFAULT = MatchRules()
STRICT = replace(
    DEFAULT,
    name="strict",
    under_absolute=Decimal("0"),
    over_absolute=Decimal("0"),
    days_before_issue=0,
    days_after_due=30,
    reference_strictness=Decimal("0.9"),
    name_strictness=Decimal("0.8"),
    accept_from=Decimal("0.99"),
    margin=Decimal("3.0"),
)
CLASSIC = replace(DEFAULT, name="classic weights", scheme=Scheme.CLASSIC, accept_from=Decimal("0.8"))
BLUEPRINT = replace(DEFAULT, name="blueprint", scheme=Scheme.BLUEPRINT, accept_from=Decimal("0.7"))
FIRST_FIT = replace(DEFAULT, name="first fit", scheme=Scheme.FIRST_FIT)
PRESETS: tuple[MatchRules, ...] = (DEFAULT, STRICT, CLASSIC, BLUEPRINT)
