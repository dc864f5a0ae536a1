"""Reporting: where a company stands, in figures whose formulas open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from core.insight import assumptions as insight_assumptions
from core.insight import books, budget
from core.insight import kpis as figures
from core.insight.assumptions import Assumptions
from core.insight.books import StatesSum
from core.insight.kpis import Kpis, Period
from core.model.batch import ImportBatch
from core.model.case import Severity
from core.model.flow import Flow
from core.model.identity import Role
from core.model.run import Run
from core.services.workspace import Workspace
from core.store import assumptions as assumption_rows
from core.store import audit, batches, listings, positions, runs, spot_checks, tallies
from core.store.tenancy import Scope

# Fewer decisions than this say too little about how long one takes.
_ENOUGH_DECISIONS = 20
# Fewer re-checked matches than this cannot tell 1 % of wrong ones from 3 %.
_ENOUGH_CHECKS = 100


@dataclass(frozen=True, slots=True)
class Today:
    """What needs a person now, and what the engine did alone. Money is in minor units per currency."""

    to_review: int
    to_review_money: Flow
    exceptions: int
    exceptions_overdue: int
    exceptions_high: int
    matched_alone: int
    set_aside: int
    unmatched_money: Mapping[str, int]
    last_run: Run | None
    imports: tuple[ImportBatch, ...]
    kpis: Kpis
    monthly: pd.DataFrame
    ageing: pd.DataFrame
    assumptions: Assumptions


@dataclass(frozen=True, slots=True)
class KpiReport:
    """The key figures of a period with what drives them.

    `monthly` has the columns of `core.insight.kpis.monthly`, `ageing` and `exceptions` those of
    `core.insight.books`; `states` and `payment_states` sum to what was imported.
    """

    kpis: Kpis
    monthly: pd.DataFrame
    assumptions: Assumptions
    states: StatesSum
    payment_states: StatesSum
    ageing: pd.DataFrame
    exceptions: pd.DataFrame

    def to_mapping(self) -> dict[str, Any]:
        """The figures as plain values: rates and costs as decimal text, money in minor units."""
        values = self.kpis
        return {
            "period": [values.period.start.isoformat(), values.period.end.isoformat()],
            "currency": values.currency,
            "invoices_counted": values.invoices_counted,
            "needed_person": values.needed_person,
            "invoices_settled": values.invoices_settled,
            "settled_alone": values.settled_alone,
            "exception_rate": _text(values.exception_rate),
            "automatic_rate": _text(values.automatic_rate),
            "cost_per_invoice": _text(values.cost_per_invoice),
            "wrong_match_rate": _text(values.wrong_match_rate),
            "money_unmatched_minor": dict(values.money_unmatched),
            "hours_saved": _text(values.hours_saved),
            "money_saved": _text(values.money_saved),
            "basis": {name: basis.value for name, basis in values.basis.items()},
            "states_balanced": self.states.balanced and self.payment_states.balanced,
        }


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the figures are computed from, read in one transaction."""

    outcomes: pd.DataFrame
    assumptions: Assumptions
    minutes_per_decision: Decimal | None
    wrong_match_rate: Decimal | None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _facts(scope: Scope, currency: str) -> _Facts:
    decisions, minutes = tallies.minutes_per_decision(scope)
    measured = Decimal(minutes) if minutes is not None and decisions >= _ENOUGH_DECISIONS else None
    return _Facts(
        positions.invoice_outcomes(scope), _assumptions(scope, currency), measured, _wrong_match_rate(scope)
    )


def _wrong_match_rate(scope: Scope) -> Decimal | None:
    """The share of automatic matches found wrong, by random re-checks; None where they are too few."""
    found = budget.evidence(budget.random_checks(spot_checks.decided(scope), spot_checks.draws(scope)))
    if found.rate is None or found.checked < _ENOUGH_CHECKS:
        return None
    return Decimal(str(round(found.rate, 6)))


def _assumptions(scope: Scope, currency: str) -> Assumptions:
    saved = assumption_rows.current(scope)
    return insight_assumptions.in_force(saved.values if saved else None, currency)


def _period(outcomes: pd.DataFrame, today: date, months: int | None) -> Period:
    """The last `months` calendar months with today in the last of them; all of them for None."""
    first = figures.first_day(outcomes) or today
    if months is not None:
        begin = (pd.Timestamp(today).to_period("M") - (months - 1)).start_time.date()
        first = max(first, begin)
    return Period(min(first, today), today)


def today(workspace: Workspace) -> Today:
    """The first thing a person sees: what needs them, what ran, what it costs."""
    day = workspace.today()
    with workspace.scope() as scope:
        facts = _facts(scope, workspace.company.base_currency)
        states = positions.states_summary(scope)
        waiting_money = tallies.waiting_money(scope)
        cases = listings.cases(scope, listings.CaseFilter(), limit=10_000).rows
        last = runs.last_done(scope)
        imports = batches.newest(scope, 5)
    period = _period(facts.outcomes, day, 12)
    now = _compute(facts, period)
    waiting = states[(states["kind"] == "payment") & (states["state"] == "proposed")]
    aside = states[(states["kind"] == "payment") & (states["state"] == "set_aside")]
    return Today(
        to_review=int(waiting["items"].sum()),
        to_review_money=waiting_money,
        exceptions=len(cases),
        exceptions_overdue=int((cases["due_at"] < pd.Timestamp.now("UTC")).sum()),
        exceptions_high=int((cases["severity"] == Severity.HIGH).sum()),
        matched_alone=last.matched if last else 0,
        set_aside=int(aside["items"].sum()),
        unmatched_money=now.money_unmatched,
        last_run=last,
        imports=imports,
        kpis=now,
        monthly=_monthly(facts, period),
        ageing=books.ageing(facts.outcomes, day),
        assumptions=facts.assumptions,
    )


def kpis(workspace: Workspace, months: int | None = 12) -> KpiReport:
    """The key figures of the last `months` calendar months (None: of all time)."""
    day = workspace.today()
    with workspace.scope() as scope:
        facts = _facts(scope, workspace.company.base_currency)
        imported = tallies.imported(scope)
        invoices, payments = tallies.invoice_items(scope), tallies.payment_items(scope)
        cases = listings.cases(scope, listings.CaseFilter(), limit=1_000_000).rows
    period = _period(facts.outcomes, day, months)
    return KpiReport(
        _compute(facts, period),
        _monthly(facts, period),
        facts.assumptions,
        books.states_sum(invoices, imported["invoice"]),
        books.states_sum(payments, imported["payment"]),
        books.ageing(facts.outcomes, day),
        books.exceptions_by_reason(cases),
    )


def _compute(facts: _Facts, period: Period) -> Kpis:
    return figures.compute(
        facts.outcomes, facts.assumptions, period, facts.wrong_match_rate, facts.minutes_per_decision
    )


def _monthly(facts: _Facts, period: Period) -> pd.DataFrame:
    months = figures.monthly(
        facts.outcomes,
        facts.assumptions,
        until=period.end,
        wrong_match_rate=facts.wrong_match_rate,
        minutes_per_decision=facts.minutes_per_decision,
    )
    since = pd.Timestamp(period.start).to_period("M").start_time
    return months[months["month"] >= since].reset_index(drop=True)


def save_assumptions(workspace: Workspace, assumptions: Assumptions) -> None:
    """Keeps the company's own figures; every version stays in the books."""
    with workspace.scope(Role.MANAGER) as scope:
        before = _assumptions(scope, workspace.company.base_currency)
        assumption_rows.save(scope, assumptions.to_mapping())
        audit.append(
            scope,
            "assumptions.saved",
            "assumptions",
            "",
            before=before.to_mapping(),
            after=assumptions.to_mapping(),
        )
