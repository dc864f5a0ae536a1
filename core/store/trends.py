"""Trends: how settlement went day by day, and what processors kept against what was agreed."""

from datetime import date

import pandas as pd
from sqlalchemy import text

from core.store.frames import Kind, frame_of
from core.store.tenancy import Scope

_DAYS = {
    "processor": Kind.TEXT,
    "business_date": Kind.DAY,
    "status": Kind.TEXT,
    "risk": Kind.TEXT,
    "transactions": Kind.WHOLE,
    "discrepancies": Kind.WHOLE,
    "rate": Kind.REAL,
}

# Of each day the newest version that is done; where there is none, the newest as it is.
_TREND = text("""
    select distinct on (r.processor, r.business_date)
        r.processor, r.business_date, r.status, r.risk, r.transactions, r.discrepancies,
        coalesce(r.discrepancies::double precision / nullif(r.transactions, 0), 0)
    from settlement_runs as r
    where (:processor = '' or r.processor = :processor) and r.business_date between :since and :until
    order by r.processor, r.business_date, (r.status = 'done') desc, r.version desc
""")

_FEES = {
    "processor": Kind.TEXT,
    "business_date": Kind.DAY,
    "currency": Kind.TEXT,
    "charges": Kind.WHOLE,
    "charged_minor": Kind.WHOLE,
    "fees_minor": Kind.WHOLE,
}

# A float never holds money: shares are computed from these whole sums where they are drawn.
_KEPT = text("""
    select
        t.processor, cast(t.occurred_at at time zone 'UTC' as date), t.currency, count(*),
        sum(t.amount_minor)::bigint, sum(t.fee_minor)::bigint
    from processor_transactions as t
    where (:processor = '' or t.processor = :processor)
      and t.kind = 'charge' and t.fee_minor is not null and t.fee_currency = t.currency
      and t.voided_at is null
      and t.occurred_at >= :since and t.occurred_at < cast(:until as date) + 1
    group by t.processor, cast(t.occurred_at at time zone 'UTC' as date), t.currency
    order by 2, 1, 3
""")


def days(scope: Scope, since: date, until: date, processor: str = "") -> pd.DataFrame:
    """How each day stands: processor, business_date, status, risk, transactions, discrepancies, rate (a
    share of the transactions)."""
    values = {"since": since, "until": until, "processor": processor}
    return frame_of(scope.connection.execute(_TREND, values).all(), _DAYS)


def fees(scope: Scope, since: date, until: date, processor: str = "") -> pd.DataFrame:
    """What processors kept of charges whose fee is known, by UTC day: processor, business_date, currency,
    charges (count), charged_minor, fees_minor."""
    values = {"since": since, "until": until, "processor": processor}
    return frame_of(scope.connection.execute(_KEPT, values).all(), _FEES)
