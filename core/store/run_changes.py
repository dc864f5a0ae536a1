"""What a run changed in rows it did not make, kept as it was, so that the whole run can be taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import text

from core.store.staging import whole_tables
from core.store.tenancy import Scope

_ASIDE = text("""
    create temporary table aside_before on commit drop as
    select id, set_aside_reason as reason
    from payments
    where set_aside_reason is not null and set_aside_by is null
""")

_CASES = text("""
    create temporary table cases_before on commit drop as
    select id, reason, severity, amount_minor, due_at, status
    from exception_cases
    where status <> 'resolved'
""")

_FORGET = text("drop table if exists pg_temp.aside_before, pg_temp.cases_before")

_KEEP_ASIDE = text("""
    insert into run_changes (run_id, subject_kind, subject_id, before)
    select :run_id, 'payment', id, jsonb_build_object('reason', b.reason)
    from aside_before as b
    full join (
        select id, set_aside_reason as reason
        from payments
        where set_aside_reason is not null and set_aside_by is null
    ) as p using (id)
    where b.reason is distinct from p.reason
""")

_KEEP_CASES = text("""
    insert into run_changes (run_id, subject_kind, subject_id, before)
    select :run_id, 'case', e.id, case when b.id is not null then to_jsonb(b) end
    from exception_cases as e
    left join cases_before as b on b.id = e.id
    where (b.id is null and e.status <> 'resolved' and e.run_id = :run_id)
       or (b.reason, b.severity, b.amount_minor, b.status) is distinct from
            (e.reason, e.severity, e.amount_minor, e.status) and b.id is not null
""")

# What the run set aside or took back is as it was; a person's word since then stays.
_RELEASE = text("""
    update payments as p
    set set_aside_reason = null
    from run_changes as c
    where c.run_id = :run_id and c.subject_kind = 'payment' and c.before ->> 'reason' is null
      and p.id = c.subject_id and p.set_aside_by is null
""")

_SET_ASIDE = text("""
    update payments as p
    set set_aside_reason = c.before ->> 'reason'
    from run_changes as c
    where c.run_id = :run_id and c.subject_kind = 'payment' and c.before ->> 'reason' is not null
      and p.id = c.subject_id and p.set_aside_by is null and p.voided_at is null and p.allocated_minor = 0
""")

# What the run opened and nobody has taken up is over.
_CLOSE = text("""
    update exception_cases as e
    set status = 'resolved', resolution = 'gone', resolved_at = clock_timestamp(), resolved_by_name = 'engine'
    from run_changes as c
    where c.run_id = :run_id and c.subject_kind = 'case' and c.before is null
      and e.id = c.subject_id and e.status = 'open' and e.owner_id is null
""")

# What it closed is open again, unless the item is settled or set aside meanwhile or has another case.
_REOPEN = text("""
    update exception_cases as e
    set status = c.before ->> 'status', resolution = null, resolved_at = null, resolved_by_name = ''
    from run_changes as c
    where c.run_id = :run_id and c.subject_kind = 'case' and c.before is not null
      and e.id = c.subject_id and e.status = 'resolved' and e.resolved_by_name = 'engine'
      and not exists (
        select from exception_cases as o
        where o.tenant_id = e.tenant_id and o.status <> 'resolved'
          and (o.payment_id = e.payment_id or o.invoice_id = e.invoice_id)
      )
      and not exists (
        select from invoice_states as s
        where s.tenant_id = e.tenant_id and s.id = e.invoice_id and s.state in ('settled', 'set_aside')
      )
      and not exists (
        select from payment_states as s
        where s.tenant_id = e.tenant_id and s.id = e.payment_id and s.state in ('settled', 'set_aside')
      )
""")

_REWORD = text("""
    update exception_cases as e
    set reason = c.before ->> 'reason', severity = c.before ->> 'severity',
        amount_minor = (c.before ->> 'amount_minor')::bigint, due_at = (c.before ->> 'due_at')::timestamptz
    from run_changes as c
    where c.run_id = :run_id and c.subject_kind = 'case' and c.before is not null
      and e.id = c.subject_id and e.status <> 'resolved'
""")


@contextmanager
def remembered(scope: Scope, run_id: UUID) -> Iterator[None]:
    """Around everything a run writes: keeps how the bank lines it sets aside or takes back and the cases it
    opens, rewords or closes were before."""
    for statement in (_FORGET, _ASIDE, _CASES):
        scope.connection.execute(statement)
    yield
    with whole_tables(scope.connection):
        for statement in (_KEEP_ASIDE, _KEEP_CASES):
            scope.connection.execute(statement, {"run_id": run_id})


def release(scope: Scope, run_id: UUID) -> int:
    """Takes back what the run had set aside, before its matches are taken back; answers how many lines."""
    return scope.connection.execute(_RELEASE, {"run_id": run_id}).rowcount


def restore(scope: Scope, run_id: UUID) -> tuple[int, int]:
    """After the run's matches were taken back: sets aside and opens, words and closes as it was before.

    Answers how many of the run's cases closed and how many older ones opened again.
    """
    values = {"run_id": run_id}
    with whole_tables(scope.connection):
        scope.connection.execute(_SET_ASIDE, values)
        closed = scope.connection.execute(_CLOSE, values).rowcount
        opened = scope.connection.execute(_REOPEN, values).rowcount
        scope.connection.execute(_REWORD, values)
    return closed, opened
