"""Taking back what the engine posted, for a whole run, import or invoice, and what that pulls along."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from core.store.staging import whole_tables
from core.store.tenancy import Scope

# The automatic matches of a run that stand, and those it took back when it decided anew.
_POSTED_BY = text(
    "select id from standing_allocations where run_id = :run_id and actor = 'engine' order by id"
)
_TAKEN_BACK_BY = text("""
    select a.id
    from allocations as r
    join allocations as a on a.tenant_id = r.tenant_id and a.id = r.reverses
    where r.run_id = :run_id and r.actor = 'engine'
    order by a.id
""")

# One invoice, or every row an import added that still counts.
_ITEMS = """
    with items as (
        select id from invoices where (batch_id = :batch_id or id = :invoice_id) and voided_at is null
        union all
        select id from payments where batch_id = :batch_id and voided_at is null
    )
"""

_STANDING_ON = text(f"""
    {_ITEMS}
    select a.id
    from standing_allocations as a
    where a.actor = 'engine'
      and (a.payment_id in (select id from items) or a.invoice_id in (select id from items))
    order by a.id
""")  # noqa: S608 - put together from constants

# In one statement, so that the guard judges it as a whole: takes automatic matches back and posts earlier
# ones again as they were. A payment whose earlier matches no longer all have room gets none of them.
_SWAP = text("""
    with gone as (
        select * from standing_allocations where id = any(:gone) and actor = 'engine'
    ),
    back as (
        select a.*
        from allocations as a
        where a.id = any(:back) and a.actor = 'engine' and a.reverses is null
    ),
    moves as (
        select payment_id, -payment_minor as paid, invoice_id, -invoice_minor - adjustment_minor as applied
        from gone
        union all
        select payment_id, payment_minor, invoice_id, invoice_minor + adjustment_minor from back
    ),
    full_payments as (
        select p.id
        from payments as p
        join (select payment_id, sum(paid) as paid from moves group by payment_id) as m
            on m.payment_id = p.id
        where p.voided_at is not null or p.set_aside_reason is not null
           or p.allocated_minor + m.paid
                not between least(0, p.amount_minor) and greatest(0, p.amount_minor)
    ),
    full_invoices as (
        select i.id
        from invoices as i
        join (select invoice_id, sum(applied) as applied from moves group by invoice_id) as m
            on m.invoice_id = i.id
        where i.voided_at is not null
           or i.allocated_minor + m.applied
                not between least(0, i.amount_minor) and greatest(0, i.amount_minor)
    ),
    without_room as (
        select payment_id from back
        where payment_id in (select id from full_payments) or invoice_id in (select id from full_invoices)
    ),
    added as (
        insert into allocations (
            payment_id, payment_currency, payment_minor, invoice_id, invoice_currency, invoice_minor,
            adjustment_minor, adjustment, actor, decided_by, decided_by_name, run_id, rules_version,
            candidate_id, reverses, reasons, score
        )
        select payment_id, payment_currency, -payment_minor, invoice_id, invoice_currency, -invoice_minor,
            -adjustment_minor, adjustment, 'engine', cast(:by as uuid), :by_name, null, null,
            candidate_id, id, cast('{}' as text[]), null
        from gone
        union all
        select payment_id, payment_currency, payment_minor, invoice_id, invoice_currency, invoice_minor,
            adjustment_minor, adjustment, 'engine', null, decided_by_name, run_id, rules_version,
            candidate_id, null, reasons, score
        from back
        where payment_id not in (select payment_id from without_room)
        returning payment_id, reverses
    )
    select
        count(distinct payment_id) filter (where reverses is not null) as taken_back,
        count(distinct payment_id) filter (where reverses is null) as returned
    from added
""").bindparams(
    bindparam("gone", type_=ARRAY(Uuid)), bindparam("back", type_=ARRAY(Uuid)), bindparam("by", type_=Uuid)
)

_SUPERSEDE_OF_RUN = text("""
    update candidates
    set status = 'superseded', decided_at = clock_timestamp()
    where run_id = :run_id and (status = 'proposed' or decision = 'auto' and status = 'confirmed')
""")

_MONEY = text("""
    select payment_currency, count(*) as matches, sum(abs(minor))::bigint as minor
    from (
        select payment_id, payment_currency, sum(payment_minor) as minor
        from allocations
        where id = any(:ids)
        group by payment_id, payment_currency
    ) as paid
    group by payment_currency
    order by payment_currency
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)))

_ALONG_WITH_RUN = text("""
    select
        (select count(distinct payment_id) from candidates
            where run_id = :run_id and status = 'proposed') as proposals,
        (select count(*) from run_changes as c
            join exception_cases as e on e.tenant_id = c.tenant_id and e.id = c.subject_id
            where c.run_id = :run_id and c.subject_kind = 'case' and c.before is null
              and e.status = 'open' and e.owner_id is null) as cases,
        (select count(distinct a.id) from standing_allocations as a
            join candidates as c on c.tenant_id = a.tenant_id and c.id = a.candidate_id
            where a.actor = 'person' and c.run_id = :run_id) as by_people
""")

_ALONG_WITH_ITEMS = text(f"""
    {_ITEMS}
    select
        (select count(*) from items) as items,
        (select count(distinct payment_id) from candidates as c
            where c.status = 'proposed'
              and (c.payment_id in (select id from items) or c.invoice_id in (select id from items))
        ) as proposals,
        (select count(*) from exception_cases as e
            where e.status <> 'resolved'
              and (e.payment_id in (select id from items) or e.invoice_id in (select id from items))
        ) as cases,
        (select count(*) from standing_allocations as a
            where a.actor = 'person'
              and (a.payment_id in (select id from items) or a.invoice_id in (select id from items))
        ) as by_people,
        (select count(*) from payments as p
            where p.id in (select id from items) and p.set_aside_reason is not null
              and p.set_aside_by is not null
        ) as aside_by_people
""")  # noqa: S608 - put together from constants

_LATER_KNOWING = text("""
    select count(*)
    from import_batches as l
    join import_batches as b on b.kind = l.kind and l.imported_at > b.imported_at
    where b.id = :batch_id and l.known > 0 and l.undone_at is null
""")

_CLOSE_CASES = text(f"""
    {_ITEMS}
    update exception_cases as e
    set status = 'resolved', resolution = 'set_aside', resolved_at = clock_timestamp(),
        resolved_by_name = :by_name
    where e.status <> 'resolved'
      and (e.payment_id in (select id from items) or e.invoice_id in (select id from items))
    returning e.id
""")  # noqa: S608 - put together from constants

_SUPERSEDE_ON = text(f"""
    {_ITEMS}
    update candidates as c
    set status = 'superseded', decided_at = clock_timestamp()
    from (
        select distinct run_id, payment_id, hypothesis from candidates
        where status = 'proposed'
          and (payment_id in (select id from items) or invoice_id in (select id from items))
    ) as w
    where c.run_id = w.run_id and c.payment_id = w.payment_id and c.hypothesis = w.hypothesis
      and c.status = 'proposed'
    returning c.id
""")  # noqa: S608 - put together from constants

_HOLD_INVOICE = text("select from invoices where id = :id for update")


@dataclass(frozen=True, slots=True)
class Whole:
    """What is taken back as a whole: one run's rows are named apart, so this is an import or an invoice."""

    batch_id: UUID | None = None
    invoice_id: UUID | None = None

    def values(self) -> dict[str, UUID | None]:
        return {"batch_id": self.batch_id, "invoice_id": self.invoice_id}


@dataclass(frozen=True, slots=True)
class PulledAlong:
    """What taking something back pulls along, counted before it is done.

    `matches` counts payments with automatic matches among it and `money` what these apply, in the payments'
    minor units per currency; `returning` payments had earlier automatic matches that would stand again.
    `by_people` and `aside_by_people` are decisions of people that stand on it, `later_imports` files after it
    that held rows which were known already.
    """

    items: int
    matches: int
    money: Mapping[str, int]
    returning: int
    proposals: int
    cases: int
    by_people: int
    aside_by_people: int
    later_imports: int = 0


@dataclass(frozen=True, slots=True)
class Swapped:
    """Payments whose automatic matches were taken back, and whose earlier ones stand again."""

    taken_back: int
    returned: int


def posted_by(scope: Scope, run_id: UUID) -> tuple[UUID, ...]:
    """The automatic allocations of a run that stand."""
    return tuple(scope.connection.execute(_POSTED_BY, {"run_id": run_id}).scalars())


def taken_back_by(scope: Scope, run_id: UUID) -> tuple[UUID, ...]:
    """The earlier automatic allocations that a run took back."""
    return tuple(scope.connection.execute(_TAKEN_BACK_BY, {"run_id": run_id}).scalars())


def standing_on(scope: Scope, whole: Whole) -> tuple[UUID, ...]:
    """The automatic allocations that stand on an invoice, or on the rows of an import."""
    return tuple(scope.connection.execute(_STANDING_ON, whole.values()).scalars())


def swap(scope: Scope, gone: Collection[UUID], back: Collection[UUID] = ()) -> Swapped:
    """Takes automatic allocations back, named by who does it, and posts earlier ones again where they fit."""
    values = {
        "gone": list(gone),
        "back": list(back),
        "by": scope.actor.id,
        "by_name": scope.actor.name,
    }
    with whole_tables(scope.connection):
        row = scope.connection.execute(_SWAP, values).one()
    return Swapped(row.taken_back, row.returned)


def supersede_run(scope: Scope, run_id: UUID) -> int:
    """Ends everything a run proposed or posted; what people decided about its proposals stays."""
    return scope.connection.execute(_SUPERSEDE_OF_RUN, {"run_id": run_id}).rowcount


def end_on(scope: Scope, whole: Whole) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Ends the proposals and the cases on an invoice, or on the rows of an import, before these are void;
    answers the ids of both."""
    values: dict[str, Any] = {**whole.values(), "by_name": scope.actor.name}
    with whole_tables(scope.connection):
        proposals = tuple(scope.connection.execute(_SUPERSEDE_ON, whole.values()).scalars())
        return proposals, tuple(scope.connection.execute(_CLOSE_CASES, values).scalars())


def hold_invoice(scope: Scope, invoice_id: UUID) -> None:
    """Waits until nobody else is deciding about the invoice and keeps it to the end of the transaction."""
    scope.connection.execute(_HOLD_INVOICE, {"id": invoice_id})


def along_with_run(scope: Scope, run_id: UUID) -> PulledAlong:
    """What taking a run back would pull along."""
    matches, money = _worth(scope, posted_by(scope, run_id))
    row = scope.connection.execute(_ALONG_WITH_RUN, {"run_id": run_id}).one()
    returning, _ = _worth(scope, taken_back_by(scope, run_id))
    return PulledAlong(0, matches, money, returning, row.proposals, row.cases, row.by_people, 0)


def along_with(scope: Scope, whole: Whole) -> PulledAlong:
    """What voiding an invoice, or all rows of an import, would pull along."""
    matches, money = _worth(scope, standing_on(scope, whole))
    with whole_tables(scope.connection):
        row = scope.connection.execute(_ALONG_WITH_ITEMS, whole.values()).one()
    later = scope.connection.execute(_LATER_KNOWING, {"batch_id": whole.batch_id}).scalar_one()
    return PulledAlong(
        row.items, matches, money, 0, row.proposals, row.cases, row.by_people, row.aside_by_people, later
    )


def _worth(scope: Scope, ids: Collection[UUID]) -> tuple[int, dict[str, int]]:
    rows = scope.connection.execute(_MONEY, {"ids": list(ids)}).all()
    return sum(row.matches for row in rows), {row.payment_currency: row.minor for row in rows}
