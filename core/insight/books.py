"""Where all items stand: states that must sum to what was imported, payments, ageing and exceptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.insight.kpis import UNMATCHED_STATES
from core.insight.wording import words
from core.model.case import CaseReason
from core.model.invoice import ItemState

AGE_BUCKETS = ("not due", "1-30 days", "31-60 days", "61-90 days", "over 90 days")


@dataclass(frozen=True, slots=True)
class StatesSum:
    """Items by state beside what was imported.

    `rows`: one row per currency and state with items (currency, state, count, money_minor), states in the
    order of `ItemState`. `missing` is imported less shown as (count, minor) per currency; empty when they
    agree.
    """

    rows: pd.DataFrame
    missing: Mapping[str, tuple[int, int]]

    @property
    def balanced(self) -> bool:
        return not self.missing


def states_sum(items: pd.DataFrame, imported: Mapping[str, tuple[int, int]]) -> StatesSum:
    """Sums items by state and holds them against what was imported.

    `items` has one row per invoice (or per bank line) with state, currency and amount_minor (signed minor
    units); `imported` is (count, minor) per currency, counted independently of any state.
    """
    known = items[items["state"].astype(str).isin([state.value for state in ItemState])]
    rows = _by_state(known)
    shown = {
        str(currency): (int(part["count"].sum()), int(part["money_minor"].sum()))
        for currency, part in rows.groupby("currency")
    }
    missing = {}
    for currency in sorted(set(shown) | set(imported)):
        (count, minor), (there, sum_minor) = imported.get(currency, (0, 0)), shown.get(currency, (0, 0))
        if (count, minor) != (there, sum_minor):
            missing[currency] = (count - there, minor - sum_minor)
    return StatesSum(rows, missing)


def payments_summary(payments: pd.DataFrame) -> pd.DataFrame:
    """Bank lines by currency and state: columns currency, state, count, in_minor, out_minor (both positive).

    `payments` has one row per bank line with state, currency and amount_minor (signed, positive when money
    came in). Lines that are not about invoices stand under the state set_aside, apart from all others.
    """
    frame = payments.assign(
        state=payments["state"].astype(str),
        in_minor=payments["amount_minor"].clip(lower=0),
        out_minor=-payments["amount_minor"].clip(upper=0),
    )
    sums = frame.groupby(["currency", "state"], as_index=False).agg(
        count=("amount_minor", "size"), in_minor=("in_minor", "sum"), out_minor=("out_minor", "sum")
    )
    return _in_state_order(sums)


def ageing(outcomes: pd.DataFrame, today: date) -> pd.DataFrame:
    """Unmatched money by age: columns currency, bucket (`AGE_BUCKETS`), count, money_minor (sizes).

    The money is what is still unpaid, without its sign, as in `kpis.money_unmatched`. Age is days after the
    due date on `today`; without a due date, after the issue date. Every currency has a row for every bucket.
    """
    chosen = outcomes[outcomes["state"].astype(str).isin(UNMATCHED_STATES)]
    due = pd.to_datetime(chosen["due_on"]).astype("datetime64[ns]")
    due = due.fillna(pd.to_datetime(chosen["issued_on"]).astype("datetime64[ns]"))
    days = (pd.Timestamp(today) - due).dt.days.fillna(0)
    edges = [-float("inf"), 0, 30, 60, 90, float("inf")]
    frame = chosen.assign(
        bucket=pd.cut(days, bins=edges, labels=list(AGE_BUCKETS)), money_minor=chosen["open_minor"].abs()
    )
    sums = frame.groupby(["currency", "bucket"], observed=False).agg(
        count=("money_minor", "size"), money_minor=("money_minor", "sum")
    )
    result = sums.astype("int64").reset_index()
    return result.assign(bucket=result["bucket"].astype(str))


def exceptions_by_reason(cases: pd.DataFrame) -> pd.DataFrame:
    """Cases by reason, most first: columns reason (code), words, count, money (minor per currency).

    `cases` has reason (a `CaseReason`), amount_minor and currency, one row per case.
    """
    rows = []
    for reason, part in cases.groupby(cases["reason"].astype(str)):
        sums = part["amount_minor"].abs().groupby(part["currency"]).sum()
        money = {str(currency): int(minor) for currency, minor in sums.items()}
        rows.append(
            {"reason": reason, "words": words(CaseReason(reason)), "count": len(part), "money": money}
        )
    frame = pd.DataFrame(rows, columns=["reason", "words", "count", "money"])
    return frame.sort_values(["count", "reason"], ascending=[False, True]).reset_index(drop=True)


def _by_state(items: pd.DataFrame) -> pd.DataFrame:
    frame = items.assign(state=items["state"].astype(str))
    sums = frame.groupby(["currency", "state"], as_index=False).agg(
        count=("amount_minor", "size"), money_minor=("amount_minor", "sum")
    )
    return _in_state_order(sums)


def _in_state_order(sums: pd.DataFrame) -> pd.DataFrame:
    order = {state.value: place for place, state in enumerate(ItemState)}
    place = sums["state"].map(order)
    ordered = sums.assign(place=place).sort_values(["currency", "place"])
    return ordered.drop(columns="place").reset_index(drop=True)
