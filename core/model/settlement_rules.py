"""Settlement rules: agreed fees, cut-offs, tolerances and risk bands, as one frozen value per run."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import time
from decimal import Decimal
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from core.model.errors import RulesError
from core.model.money import is_currency_code
from core.model.rules import RuleField, RuleGroup, toml_value, typed_value


def _check(label: str, value: Decimal, low: Decimal, high: Decimal, unit: str) -> None:
    if not (value.is_finite() and low <= value <= high):
        raise RulesError(f"“{label}” must be between {low} and {high} {unit}".rstrip() + f", not {value}.")


def _check_name(processor: str) -> None:
    if not processor or processor != processor.strip().lower():
        raise RulesError(f"“{processor}” must be a processor's name in lower case.")


def _check_once(what: str, keys: list[tuple[str, ...]]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise RulesError(f"There are two {what} rules for {' in '.join(key)}.")


@dataclass(frozen=True, slots=True)
class FeeRate:
    """What a processor has agreed to keep of a charge: `percent` of it plus `fixed` major units.

    `processor` is lower-case ("stripe"); `currency` is that of the charge.
    """

    processor: str
    currency: str
    percent: Decimal
    fixed: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        _check_name(self.processor)
        if not is_currency_code(self.currency):
            raise RulesError(f"“{self.currency}” is not a currency code.")
        _check("Fee", self.percent, Decimal(0), Decimal(100), "%")
        _check("Fixed fee", self.fixed, Decimal(0), Decimal(10_000), self.currency)


@dataclass(frozen=True, slots=True)
class CutOff:
    """When a processor's business day ends: wall-clock time in an IANA time zone."""

    processor: str
    at: time = time(0)
    time_zone: str = "UTC"

    def __post_init__(self) -> None:
        _check_name(self.processor)
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:
            raise RulesError(f"“{self.time_zone}” is not the name of a time zone.") from error


@dataclass(frozen=True, slots=True)
class RateBand:
    """From which share of transactions with a discrepancy (in percent) a run is of medium and high risk.

    It holds for runs of fewer than `below` transactions; None for any number.
    """

    below: int | None
    medium_from: Decimal = Decimal("0.1")
    high_from: Decimal = Decimal("0.5")

    def __post_init__(self) -> None:
        if self.below is not None and self.below < 1:
            raise RulesError("A rate band must hold for at least one transaction.")
        _check("Medium risk from", self.medium_from, Decimal(0), Decimal(100), "%")
        _check("High risk from", self.high_from, self.medium_from, Decimal(100), "%")


# Square's business day ends at 17:00 Pacific unless the location says otherwise (Square, "Payouts").
CUT_OFFS = (CutOff("square", time(17), "America/Los_Angeles"),)
BANDS = (RateBand(10_000), RateBand(100_000), RateBand(None))


@dataclass(frozen=True, slots=True)
class SettlementRules:
    """Everything a company can tune about settlement; saved rules are versioned and travel with every run.

    `timing_days` is the agreed window: dates of one transaction may differ by so many days, and rows at an
    edge of the compared period may wait so long for the other side. `edge_minutes` is how close to the
    closing cut-off a row counts as standing at the edge. `fee_tolerance_minor` is in minor units.
    `fees` are agreed rates; where none is agreed and `learn_fees` is on, the rate most rows follow counts.
    With `match_payouts` on, a nightly settlement that ties payouts to the bank is followed by a matching run.
    `high_above` and `critical_above` are in major units of each currency. Processors without a cut-off end
    their day at midnight UTC. Raises `RulesError` when a value is outside its bounds.
    """

    name: str = "default"
    fees: tuple[FeeRate, ...] = ()
    learn_fees: bool = True
    fee_tolerance_minor: int = 1
    cut_offs: tuple[CutOff, ...] = CUT_OFFS
    timing_days: int = 1
    edge_minutes: int = 30
    payout_days: int = 5
    bands: tuple[RateBand, ...] = BANDS
    medium_above: Decimal = Decimal(100)
    high_above: Decimal = Decimal(10_000)
    critical_above: Decimal = Decimal(100_000)
    match_payouts: bool = True

    def __post_init__(self) -> None:
        for field in SETTLEMENT_FIELDS:
            _check(field.label, Decimal(getattr(self, field.name)), field.minimum, field.maximum, field.unit)
        if not self.medium_above <= self.high_above <= self.critical_above:
            raise RulesError("The money for medium, high and critical must rise in that order.")
        _check_once("fee", [(fee.processor, fee.currency) for fee in self.fees])
        _check_once("cut-off", [(cut_off.processor,) for cut_off in self.cut_offs])
        inner = [band.below for band in self.bands if band.below is not None]
        if [band.below for band in self.bands] != [*sorted(set(inner)), None]:
            raise RulesError("Rate bands must rise, and the last one must hold for any number.")

    def fee(self, processor: str, currency: str) -> FeeRate | None:
        """The agreed rate, None where none is."""
        wanted = (processor, currency)
        return next((fee for fee in self.fees if (fee.processor, fee.currency) == wanted), None)

    def cut_off(self, processor: str) -> CutOff:
        """When the processor's day ends."""
        found = (cut_off for cut_off in self.cut_offs if cut_off.processor == processor)
        return next(found, CutOff(processor or "other"))

    def band(self, transactions: int) -> RateBand:
        """The band for a run of so many transactions."""
        return next(band for band in self.bands if band.below is None or transactions < band.below)

    def with_(self, **changes: Any) -> "SettlementRules":
        """The same rules with some values changed (numbers may be given as text)."""
        return from_mapping(self.to_mapping() | {key: _plain(value) for key, value in changes.items()})

    def to_mapping(self) -> dict[str, Any]:
        """Plain values for JSON and TOML: decimals and times as text, no float anywhere."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    def to_toml(self) -> str:
        """The rules as a TOML file that `from_toml` reads back to an equal value."""
        values = self.to_mapping()
        lines = [
            f"{key} = {toml_value(value)}\n" for key, value in values.items() if not isinstance(value, list)
        ]
        lines += [f"{key} = []\n" for key, value in values.items() if value == []]
        for key, rows in values.items():
            for row in rows if isinstance(rows, list) else ():
                lines.append(f"\n[[{key}]]\n")
                lines += [
                    f"{name} = {toml_value(value)}\n" for name, value in row.items() if value is not None
                ]
        return "".join(lines)


def from_toml(text: str) -> SettlementRules:
    """Rules from a TOML file; keys left out keep their default. Raises `RulesError`."""
    try:
        return from_mapping(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"The rules file is not TOML: {error}.") from error


def from_mapping(values: Mapping[str, Any]) -> SettlementRules:
    """Rules from plain values; raises `RulesError` for a name or value that is not a rule's."""
    _known(values, SettlementRules)
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key in _PARTS:
            if not isinstance(value, Sequence) or isinstance(value, str):
                raise RulesError(f"“{key}” must be a list.")
            made[key] = tuple(_part(_PARTS[key], row) for row in value)
        else:
            made[key] = typed_value(key, type(getattr(DEFAULT, key)), value)
    return SettlementRules(**made)


_PARTS: dict[str, type] = {"fees": FeeRate, "cut_offs": CutOff, "bands": RateBand}
_PART_TYPES: dict[str, type] = {
    "processor": str, "currency": str, "percent": Decimal, "fixed": Decimal, "at": time, "time_zone": str,
    "below": int, "medium_from": Decimal, "high_from": Decimal,
}  # fmt: skip


def _part(kind: type, row: Any) -> Any:
    if not isinstance(row, Mapping):
        raise RulesError(f"“{row}” is not a table of values.")
    _known(row, kind)
    made = {
        name: None if value is None else _part_value(name, _PART_TYPES[name], value)
        for name, value in row.items()
    }
    if kind is RateBand:
        made.setdefault("below", None)
    needed = {field.name for field in fields(kind) if field.default is MISSING} - set(made)
    if needed:
        raise RulesError(f"“{min(needed)}” is missing in the rules.")
    return kind(**made)


def _part_value(name: str, kind: type, value: Any) -> Any:
    if kind is not time:
        return typed_value(name, kind, value)
    try:
        return value if isinstance(value, time) else time.fromisoformat(str(value))
    except ValueError as error:
        raise RulesError(f"“{value}” is not a time of day.") from error


def _known(values: Mapping[str, Any], kind: type[Any]) -> None:
    if unknown := sorted(set(values) - {field.name for field in fields(kind)}):
        raise RulesError(f"There is no settlement rule called “{unknown[0]}”.")


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value) if isinstance(value, (Decimal, Enum)) else value


def _field(
    name: str, label: str, unit: str, group: RuleGroup, bounds: tuple[str, str, str], help: str
) -> RuleField:
    low, high, step = (Decimal(bound) for bound in bounds)
    return RuleField(name, label, unit, group, low, high, step, help)


SETTLEMENT_FIELDS: tuple[RuleField, ...] = (
    _field("fee_tolerance_minor", "Fee off by up to", "cents", RuleGroup.AMOUNT, ("0", "100", "1"),
           "A fee may differ by so many cents from the other side's or from the rate: rounding."),
    _field("timing_days", "Agreed window", "days", RuleGroup.TIMING, ("0", "14", "1"),
           "How far apart the two dates of one transaction may be, and how long a row may wait at an edge."),
    _field("edge_minutes", "Edge of the day", "minutes", RuleGroup.TIMING, ("0", "720", "5"),
           "A row that only one side has and that stands this close to the cut-off is a matter of timing."),
    _field("payout_days", "Payout arrives within", "days", RuleGroup.TIMING, ("0", "30", "1"),
           "How many days a payout may take to the bank line when only its amount can tell."),
    _field("medium_above", "Medium above", "", RuleGroup.DECISION, ("0", "1000000000", "10"),
           "One discrepancy of more money than this is of medium severity, in each currency."),
    _field("high_above", "High above", "", RuleGroup.DECISION, ("0", "1000000000", "100"),
           "One discrepancy of more money than this is of high severity, in each currency."),
    _field("critical_above", "Critical above", "", RuleGroup.DECISION, ("0", "1000000000", "1000"),
           "More money than this in one currency is always critical, for one discrepancy and for a run."),
)  # fmt: skip

DEFAULT = SettlementRules()
