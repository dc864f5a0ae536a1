"""How each key figure is computed, in words and with the actual figures, and how two sets of them compare."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.insight.assumptions import Assumptions
from core.insight.formats import (
    NOTHING,
    cost_text,
    hours_text,
    monies_text,
    number_text,
    percent_change_text,
    percent_text,
)
from core.insight.kpis import Kpis


@dataclass(frozen=True, slots=True)
class Formula:
    """One key figure: its label, its unit, its definition in words, and its value and working as text."""

    label: str
    unit: str
    definition: str
    value: Callable[[Kpis], str]
    working: Callable[[Kpis, Assumptions], str]


def value_text(name: str, kpis: Kpis) -> str:
    """The figure as it is shown, with its unit; raises `KeyError` for a name that is not in `FORMULAS`."""
    return FORMULAS[name].value(kpis)


def formula_text(name: str, kpis: Kpis, assumptions: Assumptions) -> str:
    """The definition, then the same with the actual figures, then whether it is measured or assumed."""
    formula = FORMULAS[name]
    basis = f"This figure is {kpis.basis[name]}."
    return f"{formula.definition}\n{formula.working(kpis, assumptions)} = {formula.value(kpis)}\n{basis}"


def _exceptions(kpis: Kpis, _: Assumptions) -> str:
    return f"{number_text(kpis.needed_person)} / {number_text(kpis.invoices_counted)}"


def _automatic(kpis: Kpis, _: Assumptions) -> str:
    return f"{number_text(kpis.settled_alone)} / {number_text(kpis.invoices_settled)}"


def _cost(kpis: Kpis, assumptions: Assumptions) -> str:
    return (
        f"{number_text(assumptions.automated_cost, 2)}"
        f" + {percent_text(kpis.exception_rate)} x {number_text(kpis.cost_per_exception, 2)}"
        f" + {percent_text(kpis.wrong_match_rate, 2)} x {number_text(assumptions.error_cost, 2)}"
    )


def _unmatched(kpis: Kpis, _: Assumptions) -> str:
    return "Open + to review + exceptions"


def _hours(kpis: Kpis, assumptions: Assumptions) -> str:
    by_hand = f"{number_text(kpis.invoices_settled)} x {number_text(assumptions.exception_minutes, 1)} min"
    spent = f"{number_text(kpis.needed_person)} x {number_text(kpis.minutes_per_decision, 1)} min"
    return f"{by_hand} − {spent}"


def _money(kpis: Kpis, assumptions: Assumptions) -> str:
    cost = NOTHING if kpis.cost_per_invoice is None else number_text(kpis.cost_per_invoice, 2)
    return f"{number_text(kpis.invoices_settled)} x ({number_text(assumptions.manual_cost, 2)} − {cost})"


def _counted(kpis: Kpis, _: Assumptions) -> str:
    overdue = kpis.invoices_counted - kpis.invoices_settled
    return f"{number_text(kpis.invoices_settled)} settled + {number_text(overdue)} overdue"


FORMULAS: Mapping[str, Formula] = {
    "exception_rate": Formula(
        "Exception rate",
        "%",
        "Invoices settled or overdue in the period that needed a person / all settled or overdue in it.",
        lambda kpis: percent_text(kpis.exception_rate),
        _exceptions,
    ),
    "automatic_rate": Formula(
        "Automatic",
        "%",
        "Invoices wholly settled by automatic matches that still stand / all invoices settled in the period.",
        lambda kpis: percent_text(kpis.automatic_rate),
        _automatic,
    ),
    "cost_per_invoice": Formula(
        "Cost per invoice",
        "currency",
        "Automated cost + exception rate x what an exception adds + wrong-match rate x cost per error.",
        lambda kpis: cost_text(kpis.cost_per_invoice, kpis.currency),
        _cost,
    ),
    "money_unmatched": Formula(
        "Unmatched",
        "currency",
        "What is still unpaid on invoices and credit notes that are neither settled nor void, today.",
        lambda kpis: monies_text(kpis.money_unmatched),
        _unmatched,
    ),
    "hours_saved": Formula(
        "Hours saved",
        "h",
        "Invoices settled x minutes by hand, less invoices that needed a person x minutes each.",
        lambda kpis: hours_text(kpis.hours_saved),
        _hours,
    ),
    "money_saved": Formula(
        "Money saved",
        "currency",
        "Invoices settled x (cost by hand − cost per invoice); errors made by hand cost nothing extra here.",
        lambda kpis: cost_text(kpis.money_saved, kpis.currency),
        _money,
    ),
    "invoices_counted": Formula(
        "Invoices counted",
        "invoices",
        "Invoices settled in the period, and those that fell overdue in it and are still open; none void.",
        lambda kpis: number_text(kpis.invoices_counted),
        _counted,
    ),
}


@dataclass(frozen=True, slots=True)
class Shift:
    """One key figure under two sets of rules; `better` is None where nothing moved or nothing can be said."""

    name: str
    label: str
    before: str
    after: str
    difference: str
    better: bool | None


def compare(before: Kpis, after: Kpis) -> tuple[Shift, ...]:
    """Automatic rate, exception rate, cost, money saved and hours saved: before, after and the difference."""
    return tuple(
        _shift(name, before, after, higher_is_better)
        for name, higher_is_better in (
            ("automatic_rate", True),
            ("exception_rate", False),
            ("cost_per_invoice", False),
            ("money_saved", True),
            ("hours_saved", True),
        )
    )


def _shift(name: str, before: Kpis, after: Kpis, higher_is_better: bool) -> Shift:
    old: Decimal | None = getattr(before, name)
    new: Decimal | None = getattr(after, name)
    formula = FORMULAS[name]
    better = None if old is None or new is None or old == new else (new > old) is higher_is_better
    if formula.unit == "%":
        difference = percent_change_text(old, new)
    elif old is None or new is None:
        difference = NOTHING
    else:
        unit = before.currency if formula.unit == "currency" else formula.unit
        difference = f"{number_text(new - old, 2 if unit == before.currency else 1, signed=True)} {unit}"
    return Shift(name, formula.label, formula.value(before), formula.value(after), difference, better)
