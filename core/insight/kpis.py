"""The key figures of a period and of its months: every number has its one definition here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from core.insight.assumptions import Assumptions
from core.model.invoice import ItemState

UNMATCHED_STATES = (ItemState.OPEN, ItemState.PROPOSED, ItemState.EXCEPTED)
OUTCOME_COLUMNS = (
    "invoice", "direction", "issued_on", "due_on", "settled_on", "amount_minor", "open_minor", "currency",
    "state", "touched_by_person", "automatic",
)  # fmt: skip


class Basis(StrEnum):
    """Where the money in a key figure comes from."""

    MEASURED = "measured"  # the company's own figures
    ASSUMED = "assumed"  # stated assumptions


@dataclass(frozen=True, slots=True)
class Period:
    """The days `start` to `end`, both counted; `end` is never after today."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Kpis:
    """The key figures of one period; a rate is a share from 0 to 1, None where nothing was counted.

    Costs are averages in major units of `currency`; `money_unmatched` is minor units per currency.
    `basis` names for each key figure whether it rests on measured or on assumed costs.
    """

    period: Period
    currency: str
    invoices_counted: int
    needed_person: int
    invoices_settled: int
    settled_alone: int
    exception_rate: Decimal | None
    automatic_rate: Decimal | None
    wrong_match_rate: Decimal
    minutes_per_decision: Decimal
    cost_per_exception: Decimal
    cost_per_invoice: Decimal | None
    money_unmatched: Mapping[str, int]
    hours_saved: Decimal
    money_saved: Decimal
    basis: Mapping[str, Basis]


def compute(
    outcomes: pd.DataFrame,
    assumptions: Assumptions,
    period: Period,
    wrong_match_rate: Decimal | None = None,
    minutes_per_decision: Decimal | None = None,
) -> Kpis:
    """All key figures of `period`.

    `outcomes` has one row per invoice and the columns `OUTCOME_COLUMNS`: days (NaT or None where unknown),
    `amount_minor` (int64, minor units, negative for a credit note), `open_minor` (what is still unpaid of
    it), `state` (an `ItemState`), `touched_by_person` (bool: a person decided or worked on it), `automatic`
    (bool: wholly settled by automatic allocations that still stand).
    `wrong_match_rate` (share of automatic matches found wrong) and `minutes_per_decision` are the company's
    own measurements; None where it has none yet, and the stated assumption takes their place.
    """
    counted = counted_invoices(outcomes, period.end)
    inside = counted[counted["counted_on"].between(pd.Timestamp(period.start), pd.Timestamp(period.end))]
    measured = _Measured(wrong_match_rate, minutes_per_decision)
    unmatched = money_unmatched(outcomes, period.end)
    return _kpis(inside, assumptions, period, measured, unmatched)


def monthly(
    outcomes: pd.DataFrame,
    assumptions: Assumptions,
    until: date | None = None,
    wrong_match_rate: Decimal | None = None,
    minutes_per_decision: Decimal | None = None,
) -> pd.DataFrame:
    """One row per calendar month from the first to the last with a counted invoice, gaps included.

    Columns: month (Timestamp, its first day), invoices_counted, needed_person, invoices_settled,
    settled_alone (int), exception_rate, automatic_rate (float, NaN where nothing was counted),
    cost_per_invoice, money_saved (Decimal in major units of the assumptions' currency; cost None where
    nothing was counted), hours_saved (Decimal), unmatched_at_end (minor units by currency at the month's end,
    see `unmatched_on`). The months' counts sum to those of the whole period. `until`
    is today; without it, the last day on which anything was settled or issued.
    """
    last = until or last_day(outcomes)
    measured = _Measured(wrong_match_rate, minutes_per_decision)
    rows = []
    if last is not None:
        counted = counted_invoices(outcomes, last)
        months = counted["counted_on"].dt.to_period("M")
        for month in pd.period_range(months.min(), months.max(), freq="M") if len(counted) else ():
            period = Period(month.start_time.date(), min(month.end_time.date(), last))
            unmatched = unmatched_on(outcomes, period.end)
            rows.append(_row(_kpis(counted[months == month], assumptions, period, measured, unmatched)))
    return pd.DataFrame(rows, columns=_MONTHLY_COLUMNS).astype(_MONTHLY_TYPES)


def counted_invoices(outcomes: pd.DataFrame, until: date) -> pd.DataFrame:
    """The population of the rates: invoices settled, or overdue and not settled, up to the day `until`.

    Each is counted once, on `counted_on`: the day it was settled (an invoice settled without any payment,
    such as one of zero, on its issue day) or, still unsettled, the first day after its due date. Void
    invoices are left out. The frame is `outcomes` with that column and `needed_person` (bool) added.
    """
    state = outcomes["state"].astype(str)
    settled = state == ItemState.SETTLED
    settled_on = _days(outcomes, "settled_on").fillna(_days(outcomes, "issued_on"))
    overdue_on = _days(outcomes, "due_on") + pd.Timedelta(days=1)
    counted_on = settled_on.where(settled, overdue_on)
    waiting = state.isin([ItemState.PROPOSED, ItemState.EXCEPTED])
    frame = outcomes.assign(
        counted_on=counted_on, needed_person=outcomes["touched_by_person"].astype(bool) | waiting
    )
    return frame[(state != ItemState.SET_ASIDE) & (counted_on <= pd.Timestamp(until))]


def exception_rate(needed_person: int, invoices_counted: int) -> Decimal | None:
    """Share of the invoices settled or overdue in the period that needed a person.

    Denominator: `counted_invoices`. Needed a person: a person decided or worked on it, or it waits for one
    now.
    """
    return _share(needed_person, invoices_counted)


def automatic_rate(settled_alone: int, invoices_settled: int) -> Decimal | None:
    """Share of the invoices settled in the period that standing automatic allocations settle wholly."""
    return _share(settled_alone, invoices_settled)


def cost_per_exception(assumptions: Assumptions, minutes_per_decision: Decimal | None) -> Decimal:
    """What a person adds to the cost of one invoice, in major units.

    Measured minutes x the cost of an hour where minutes are measured; otherwise cost by hand less automated
    cost.
    """
    if minutes_per_decision is None:
        return assumptions.manual_cost - assumptions.automated_cost
    return minutes_per_decision * assumptions.wage_per_hour / 60


def cost_per_invoice(
    exception_share: Decimal, wrong_match_rate: Decimal, exception_cost: Decimal, assumptions: Assumptions
) -> Decimal:
    """Automated cost + exception rate x cost per exception + wrong-match rate x cost per error (major units).

    Population: `counted_invoices`.
    """
    return (
        assumptions.automated_cost
        + exception_share * exception_cost
        + wrong_match_rate * assumptions.error_cost
    )


def money_unmatched(outcomes: pd.DataFrame, until: date) -> dict[str, int]:
    """Minor units per currency of the invoices issued up to `until` that are neither settled nor void.

    What is still unpaid of each (`open_minor`), without its sign: a credit note that is not tied out is
    unmatched money too. Largest first.
    """
    chosen = outcomes["state"].astype(str).isin(UNMATCHED_STATES) & (
        _days(outcomes, "issued_on") <= pd.Timestamp(until)
    )
    sizes = outcomes.loc[chosen, "open_minor"].abs().groupby(outcomes.loc[chosen, "currency"]).sum()
    return {str(currency): int(minor) for currency, minor in sizes.sort_values(ascending=False).items()}


def unmatched_on(outcomes: pd.DataFrame, day: date) -> dict[str, int]:
    """Minor units per currency of the invoices that were issued and not settled at the end of `day`.

    Settled later counts as unmatched then, with its whole amount; what is open now counts with what is still
    unpaid, as in `money_unmatched`, which this equals on the books' last day. Void invoices are left out.
    """
    state = outcomes["state"].astype(str)
    settled = state == ItemState.SETTLED
    issued_on = _days(outcomes, "issued_on")
    later = settled & (_days(outcomes, "settled_on").fillna(issued_on) > pd.Timestamp(day))
    chosen = (issued_on <= pd.Timestamp(day)) & (state != ItemState.SET_ASIDE) & (later | ~settled)
    size = outcomes["amount_minor"].where(settled, outcomes["open_minor"]).abs()
    sums = size[chosen].groupby(outcomes.loc[chosen, "currency"]).sum()
    return {str(currency): int(minor) for currency, minor in sums.sort_values(ascending=False).items()}


def hours_saved(
    invoices_settled: int, needed_person: int, assumptions: Assumptions, minutes: Decimal
) -> Decimal:
    """Hours by hand for every invoice settled, less the hours people spent on those that needed them.

    By hand, an invoice takes as long as an exception is assumed to take; `minutes` is what a person spends on
    one now. Negative where people spent more than they would have.
    """
    return (invoices_settled * assumptions.exception_minutes - needed_person * minutes) / 60


def money_saved(invoices_settled: int, cost: Decimal | None, assumptions: Assumptions) -> Decimal:
    """Invoices settled x (cost by hand - cost per invoice), in major units of the assumptions' currency.

    The errors made by hand are not added to the cost by hand, so the saving is rather understated.
    """
    return Decimal(0) if cost is None else invoices_settled * (assumptions.manual_cost - cost)


def last_day(outcomes: pd.DataFrame) -> date | None:
    """The last day on which anything was settled or issued; None for empty books."""
    days = pd.concat([_days(outcomes, "settled_on"), _days(outcomes, "issued_on")]).dropna()
    return None if days.empty else days.max().date()


def first_day(outcomes: pd.DataFrame) -> date | None:
    """The first issue day; None for empty books."""
    days = _days(outcomes, "issued_on").dropna()
    return None if days.empty else days.min().date()


@dataclass(frozen=True, slots=True)
class _Measured:
    wrong_match_rate: Decimal | None
    minutes_per_decision: Decimal | None


def _kpis(
    counted: pd.DataFrame,
    assumptions: Assumptions,
    period: Period,
    measured: _Measured,
    unmatched: Mapping[str, int],
) -> Kpis:
    settled_rows = counted["state"].astype(str) == ItemState.SETTLED
    needed, settled = int(counted["needed_person"].sum()), int(settled_rows.sum())
    alone = int((settled_rows & counted["automatic"].astype(bool)).sum())
    wrong = measured.wrong_match_rate
    wrong = assumptions.manual_error_rate if wrong is None else wrong
    minutes = measured.minutes_per_decision
    per_exception = cost_per_exception(assumptions, minutes)
    minutes = assumptions.exception_minutes if minutes is None else minutes
    share = exception_rate(needed, len(counted))
    cost = None if share is None else cost_per_invoice(share, wrong, per_exception, assumptions)
    return Kpis(
        period=period,
        currency=assumptions.currency,
        invoices_counted=len(counted),
        needed_person=needed,
        invoices_settled=settled,
        settled_alone=alone,
        exception_rate=share,
        automatic_rate=automatic_rate(alone, settled),
        wrong_match_rate=wrong,
        minutes_per_decision=minutes,
        cost_per_exception=per_exception,
        cost_per_invoice=cost,
        money_unmatched=unmatched,
        hours_saved=hours_saved(settled, needed, assumptions, minutes),
        money_saved=money_saved(settled, cost, assumptions),
        basis=_basis(measured),
    )


def _basis(measured: _Measured) -> dict[str, Basis]:
    """A cost is measured only when both the minutes and the wrong matches are the company's own."""
    minutes, wrong = measured.minutes_per_decision is not None, measured.wrong_match_rate is not None
    named = {
        "exception_rate": True,
        "automatic_rate": True,
        "money_unmatched": True,
        "invoices_counted": True,
        "wrong_match_rate": wrong,
        "minutes_per_decision": minutes,
        "cost_per_exception": minutes,
        "cost_per_invoice": minutes and wrong,
        "hours_saved": False,  # the time by hand is always an assumption
        "money_saved": False,  # so is the cost by hand
    }
    return {name: Basis.MEASURED if own else Basis.ASSUMED for name, own in named.items()}


_MONTHLY_COLUMNS = [
    "month", "invoices_counted", "needed_person", "invoices_settled", "settled_alone", "exception_rate",
    "automatic_rate", "cost_per_invoice", "money_saved", "hours_saved", "unmatched_at_end",
]  # fmt: skip
_MONTHLY_TYPES = {
    "month": "datetime64[ns]",
    **dict.fromkeys(("invoices_counted", "needed_person", "invoices_settled", "settled_alone"), "int64"),
    **dict.fromkeys(("exception_rate", "automatic_rate"), "float64"),
    **dict.fromkeys(("cost_per_invoice", "money_saved", "hours_saved", "unmatched_at_end"), "object"),
}


def _row(kpis: Kpis) -> dict[str, object]:
    shown = {name: getattr(kpis, name) for name in _MONTHLY_COLUMNS[1:-1]}
    rates = {name: float("nan") if (rate := shown[name]) is None else float(rate)
             for name in ("exception_rate", "automatic_rate")}  # fmt: skip
    month = {"month": pd.Timestamp(kpis.period.start), "unmatched_at_end": dict(kpis.money_unmatched)}
    return month | shown | rates


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def _days(frame: pd.DataFrame, column: str) -> "pd.Series[pd.Timestamp]":
    """A column of days, whatever the store hands over (dates, timestamps, None), as timestamps."""
    return pd.to_datetime(frame[column]).astype("datetime64[ns]")
