"""Payout traces: each payout of a run opened, from its charges to the bank line it became."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, text

from core.model.money import Money
from core.model.payout import BankTie, PayoutTrace
from core.store.settlement_tables import settlement_payout_traces as traces
from core.store.tenancy import Scope

# Payouts that add up and have their bank line, opened by the clock since the engine last began. Not yet while
# another day is being settled, nor soon after a run of the engine that came to nothing.
_UNMATCHED = text("""
    select s.processor || ' of ' || s.business_date
    from settlement_runs as s
    where s.status = 'done' and s.origin = 'schedule'
      and exists (
        select from settlement_payout_traces as t
        where t.run_id = s.id and t.off_minor = 0 and t.tie in ('key', 'amount_and_day')
      )
      and s.finished_at > coalesce(
        (select max(r.started_at) from runs as r where r.status in ('done', 'undone')), '-infinity'
      )
      and not exists (
        select from settlement_runs as w where w.status = 'running' and w.lease_until > clock_timestamp()
      )
      and not exists (
        select from runs as f where f.status = 'failed' and f.finished_at > clock_timestamp() - :pause
      )
    order by s.business_date, s.processor
""")


def add(scope: Scope, run_id: UUID, found: Sequence[PayoutTrace]) -> None:
    """Keeps the payouts of a run as they were traced."""
    if found:
        scope.connection.execute(insert(traces), [_values(run_id, one) for one in found])


def of_run(scope: Scope, run_id: UUID) -> tuple[PayoutTrace, ...]:
    """The payouts of a run, those that do not add up first, then by size."""
    statement = (
        select(traces)
        .where(traces.c.run_id == run_id)
        .order_by(traces.c.off_minor == 0, traces.c.paid_minor.desc(), traces.c.payout_id)
    )
    return tuple(_trace(row) for row in scope.connection.execute(statement))


def unmatched(scope: Scope, pause: timedelta) -> tuple[str, ...]:
    """The days settled by the clock whose payouts the engine has not looked at yet, in words, oldest first.

    None while a settlement is under way, or less than `pause` after a run of the engine that failed.
    """
    return tuple(scope.connection.execute(_UNMATCHED, {"pause": pause}).scalars())


def _values(run_id: UUID, one: PayoutTrace) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "processor": one.processor,
        "payout_id": one.payout_id,
        "currency": one.paid.currency,
        "transactions": one.transactions,
        "gross_minor": one.gross.minor,
        "fees_minor": one.fees.minor,
        "refunds_minor": one.refunds.minor,
        "disputes_minor": one.disputes.minor,
        "others_minor": one.others.minor,
        "paid_minor": one.paid.minor,
        "off_minor": one.off.minor,
        "tie": one.tie.value,
        "bank_keys": list(one.bank_keys),
    }


def _trace(row: Row[Any]) -> PayoutTrace:
    def money(minor: int) -> Money:
        return Money(minor, row.currency)

    return PayoutTrace(
        processor=row.processor,
        payout_id=row.payout_id,
        transactions=row.transactions,
        gross=money(row.gross_minor),
        fees=money(row.fees_minor),
        refunds=money(row.refunds_minor),
        disputes=money(row.disputes_minor),
        others=money(row.others_minor),
        paid=money(row.paid_minor),
        off=money(row.off_minor),
        tie=BankTie(row.tie),
        bank_keys=tuple(row.bank_keys),
    )
