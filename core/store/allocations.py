"""Allocations: parts of payments applied to invoices, only ever added; taking one back adds its reversal."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from core.model.card_part import CardPart
from core.model.errors import NotFoundError
from core.model.match import Adjustment
from core.store.breakdowns import card_part
from core.store.staging import whole_tables
from core.store.tenancy import Scope
from core.store.values import rows_as_json

# One statement, so that the guard judges all of it at once; currencies come from the parents themselves. The
# rows travel as one value: a temporary table for each decision would take a third of its time.
_POST = text("""
    insert into allocations (
        id, payment_id, payment_currency, payment_minor, invoice_id, invoice_currency, invoice_minor,
        adjustment_minor, adjustment, actor, decided_by, decided_by_name, run_id, rules_version, candidate_id,
        reasons, score
    )
    select
        gen_random_uuid(), s.payment_id, p.currency, s.payment_minor, s.invoice_id, i.currency,
        s.invoice_minor, s.adjustment_minor, s.adjustment, 'person', :by, :by_name, null, null,
        s.candidate_id, s.reasons, s.score
    from jsonb_to_recordset(cast(:rows as jsonb)) as s (
        payment_id uuid, payment_minor bigint, invoice_id uuid, invoice_minor bigint, adjustment_minor bigint,
        adjustment text, candidate_id uuid, reasons text[], score double precision
    )
    join invoices as i on i.id = s.invoice_id
    left join payments as p on p.id = s.payment_id
    where s.payment_id is null or p.id is not null
    returning id
""")

_REVERSE = text("""
    insert into allocations (
        payment_id, payment_currency, payment_minor, invoice_id, invoice_currency, invoice_minor,
        adjustment_minor, adjustment, actor, decided_by, decided_by_name, run_id, rules_version, candidate_id,
        reverses
    )
    select
        a.payment_id, a.payment_currency, -a.payment_minor, a.invoice_id, a.invoice_currency,
        -a.invoice_minor, -a.adjustment_minor, a.adjustment, 'person', :by, :by_name, null, null,
        a.candidate_id, a.id
    from allocations as a
    where a.id = any(:ids)
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)))

# Takes back what the engine posted and the run no longer says, and posts what it says anew, in one statement:
# judged as a whole, and its locks are taken in one order. What stays the same is not touched.
_POST_AUTOMATIC = text("""
    with said as (
        select * from candidates where run_id = :run_id and decision = 'auto'
    ),
    standing as (
        select * from standing_allocations where actor = 'engine'
    ),
    moved as (
        select
            s.payment_id, s.payment_currency, -s.payment_minor as payment_minor, s.invoice_id,
            s.invoice_currency, -s.invoice_minor as invoice_minor, -s.adjustment_minor as adjustment_minor,
            s.adjustment, s.candidate_id, s.id as reverses, cast('{}' as text[]) as reasons,
            cast(null as double precision) as score
        from standing as s
        where not exists (
            select from said as c
            where c.payment_id = s.payment_id and c.invoice_id = s.invoice_id
              and c.payment_minor = s.payment_minor and c.invoice_minor = s.invoice_minor
              and c.adjustment_minor = s.adjustment_minor and c.adjustment = s.adjustment
        )
        union all
        select
            c.payment_id, p.currency, c.payment_minor, c.invoice_id, i.currency, c.invoice_minor,
            c.adjustment_minor, c.adjustment, c.id, null, c.reasons, c.score
        from said as c
        join payments as p on p.tenant_id = c.tenant_id and p.id = c.payment_id
        join invoices as i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
        where not exists (
            select from standing as s
            where c.payment_id = s.payment_id and c.invoice_id = s.invoice_id
              and c.payment_minor = s.payment_minor and c.invoice_minor = s.invoice_minor
              and c.adjustment_minor = s.adjustment_minor and c.adjustment = s.adjustment
        )
    ),
    added as (
        insert into allocations (
            payment_id, payment_currency, payment_minor, invoice_id, invoice_currency, invoice_minor,
            adjustment_minor, adjustment, actor, decided_by_name, run_id, rules_version, candidate_id,
            reverses, reasons, score
        )
        select
            payment_id, payment_currency, payment_minor, invoice_id, invoice_currency, invoice_minor,
            adjustment_minor, adjustment, 'engine', 'engine', :run_id, :rules_version, candidate_id, reverses,
            reasons, score
        from moved
        returning reverses
    )
    select
        (select count(*) from standing) - count(reverses) as kept,
        count(reverses) as reversed,
        count(*) - count(reverses) as posted
    from added
""")

_STANDING_OF_RUN = text("select id from standing_allocations where run_id = :run_id and actor = 'engine'")

_OF = text("""
    select a.*, i.number, i.counterparty_name, p.paid_on, r.id as reversed_by, c.card
    from allocations as a
    left join candidates as c on c.tenant_id = a.tenant_id and c.id = a.candidate_id
    left join allocations as r on r.tenant_id = a.tenant_id and r.reverses = a.id
    join invoices as i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
    left join payments as p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    where a.id = any(:ids) or a.payment_id = :payment_id or a.invoice_id = :invoice_id
    order by a.created_at, a.reverses is not null, a.id
""").bindparams(
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("payment_id", type_=Uuid),
    bindparam("invoice_id", type_=Uuid),
)


class AllocationActor(StrEnum):
    """Who posted an allocation, or its reversal."""

    ENGINE = "engine"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class NewAllocation:
    """Part of a payment to be applied to an invoice, in minor units and the books' signs.

    Without a payment (`payment_minor` and `invoice_minor` 0) it is a pure adjustment such as a write-off.
    `adjustment_minor` settles the rest of the invoice under the name `adjustment`.
    """

    payment_id: UUID | None
    payment_minor: int
    invoice_id: UUID
    invoice_minor: int
    adjustment_minor: int = 0
    adjustment: Adjustment = Adjustment.NONE
    candidate_id: UUID | None = None
    reasons: tuple[str, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """An allocation as it stands in the books; `reverses` names the one it takes back."""

    id: UUID
    payment_id: UUID | None
    payment_currency: str | None
    payment_minor: int
    paid_on: date | None
    invoice_id: UUID
    invoice_currency: str
    invoice_minor: int
    invoice_number: str
    counterparty: str
    adjustment_minor: int
    adjustment: Adjustment
    actor: AllocationActor
    decided_by: UUID | None
    decided_by_name: str
    run_id: UUID | None
    rules_version: int | None
    candidate_id: UUID | None
    reverses: UUID | None
    reversed_by: UUID | None
    reasons: tuple[str, ...]
    score: float | None
    created_at: datetime
    card: CardPart | None = None

    @property
    def stands(self) -> bool:
        return self.reverses is None and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of the engine's allocations in a run."""

    kept: int
    reversed: int
    posted: int


def post(scope: Scope, allocations: Collection[NewAllocation]) -> tuple[UUID, ...]:
    """A person's allocations, all or none; answers their ids.

    Raises `OverAllocationError` beyond what is open on either side, `NotFoundError` for an unknown payment or
    invoice, `ConflictError` when the two sides tell different movements.
    """
    rows = rows_as_json(asdict(each) for each in allocations)
    posted = tuple(scope.connection.execute(_POST, {"rows": rows, **_person(scope)}).scalars())
    if len(posted) != len(allocations):
        raise NotFoundError("There is no such payment or invoice.")
    return posted


def reverse(scope: Scope, ids: Collection[UUID]) -> int:
    """A person takes allocations back exactly; answers how many.

    Raises `NotFoundError` for an unknown one, `ConflictError` for one taken back already or a reversal.
    """
    reversed_count = scope.connection.execute(_REVERSE, {"ids": list(ids), **_person(scope)}).rowcount
    if reversed_count != len(set(ids)):
        raise NotFoundError("There is no such allocation.")
    return reversed_count


def post_automatic(scope: Scope, run_id: UUID, rules_version: int) -> Replaced:
    """Makes the engine's standing allocations exactly what the run's automatic candidates say.

    People's allocations are not touched. Raises `OverAllocationError` where they leave no room.
    """
    values = {"run_id": run_id, "rules_version": rules_version}
    with whole_tables(scope.connection):
        row = scope.connection.execute(_POST_AUTOMATIC, values).one()
    return Replaced(row.kept, row.reversed, row.posted)


def reverse_run(scope: Scope, run_id: UUID) -> int:
    """A person takes back every automatic allocation of a run that still stands; answers how many."""
    ids = list(scope.connection.execute(_STANDING_OF_RUN, {"run_id": run_id}).scalars())
    return reverse(scope, ids)


def get(scope: Scope, allocation_id: UUID) -> AllocationRow:
    """One allocation; raises `NotFoundError`."""
    found = _read(scope, ids=[allocation_id])
    if not found:
        raise NotFoundError("There is no such allocation.")
    return found[0]


def of_payment(scope: Scope, payment_id: UUID) -> tuple[AllocationRow, ...]:
    """Everything ever applied from a payment, reversals included, oldest first."""
    return _read(scope, payment_id=payment_id)


def of_invoice(scope: Scope, invoice_id: UUID) -> tuple[AllocationRow, ...]:
    """Everything ever applied to an invoice, reversals included, oldest first."""
    return _read(scope, invoice_id=invoice_id)


def _read(
    scope: Scope, ids: Iterable[UUID] = (), payment_id: UUID | None = None, invoice_id: UUID | None = None
) -> tuple[AllocationRow, ...]:
    values = {"ids": list(ids), "payment_id": payment_id, "invoice_id": invoice_id}
    return tuple(_allocation(row) for row in scope.connection.execute(_OF, values))


def _person(scope: Scope) -> dict[str, Any]:
    return {"by": scope.actor.id, "by_name": scope.actor.name}


def _allocation(row: Row[Any]) -> AllocationRow:
    return AllocationRow(
        id=row.id,
        payment_id=row.payment_id,
        payment_currency=row.payment_currency,
        payment_minor=row.payment_minor,
        paid_on=row.paid_on,
        invoice_id=row.invoice_id,
        invoice_currency=row.invoice_currency,
        invoice_minor=row.invoice_minor,
        invoice_number=row.number,
        counterparty=row.counterparty_name,
        adjustment_minor=row.adjustment_minor,
        adjustment=Adjustment(row.adjustment),
        actor=AllocationActor(row.actor),
        decided_by=row.decided_by,
        decided_by_name=row.decided_by_name,
        run_id=row.run_id,
        rules_version=row.rules_version,
        candidate_id=row.candidate_id,
        reverses=row.reverses,
        reversed_by=row.reversed_by,
        reasons=tuple(row.reasons),
        score=row.score,
        created_at=row.created_at,
        card=card_part(row.card, row.payment_currency) if row.payment_currency else None,
    )
