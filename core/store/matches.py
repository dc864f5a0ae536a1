"""Candidates: the pairs a run proposed or posted, what people decided about them, and declined pairs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pandas as pd
from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from core.model.errors import ConflictError, NotFoundError
from core.model.match import Adjustment, CandidateStatus, Decision, Method
from core.store.staging import stage
from core.store.tenancy import Scope
from core.store.values import as_json

POINTS = ("reference", "counterparty", "amount", "timing")

_STAGED = (
    ("payment_id", "uuid"),
    ("invoice_id", "uuid"),
    ("hypothesis", "integer"),
    ("choice", "integer"),
    ("rank", "integer"),
    ("payment_minor", "bigint"),
    ("invoice_minor", "bigint"),
    ("adjustment_minor", "bigint"),
    ("adjustment", "text"),
    ("score", "double precision"),
    ("margin", "double precision"),
    ("decision", "text"),
    ("method", "text"),
    ("reasons", "text"),
    ("points", "jsonb"),
    ("card", "jsonb"),
)

# What waited for a person from earlier runs no longer does.
_SUPERSEDE_EARLIER = text("""
    update candidates
    set status = 'superseded', decided_at = now()
    where status = 'proposed' and run_id <> :run_id
""")

# A pair the engine posts alone counts as confirmed by the engine; the rest waits for a person.
_PROPOSE = text("""
    insert into candidates (
        id, run_id, payment_id, invoice_id, hypothesis, choice, rank, payment_minor, invoice_minor,
        adjustment_minor, adjustment, score, margin, decision, method, reasons, points, card,
        status, decided_at, decided_by_name
    )
    select
        s.id, :run_id, s.payment_id, s.invoice_id, s.hypothesis, s.choice, s.rank, s.payment_minor,
        s.invoice_minor, s.adjustment_minor, s.adjustment, s.score, s.margin, s.decision, s.method,
        coalesce(string_to_array(nullif(s.reasons, ''), '|'), '{}'), s.points, s.card,
        case s.decision when 'auto' then 'confirmed' else 'proposed' end,
        case s.decision when 'auto' then now() end,
        case s.decision when 'auto' then 'engine' else '' end
    from staged_candidates as s
    order by s.payment_id, s.choice, s.invoice_id
""")

_OF_PAYMENT = text("""
    select * from candidates
    where payment_id = :id and (not :waiting or status = 'proposed')
    order by choice, hypothesis, rank, score desc, invoice_id
""")

_WAITING_OF = text("""
    select * from candidates
    where payment_id = any(:ids) and status = 'proposed'
    order by payment_id, choice, hypothesis, rank, score desc, invoice_id
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)))

_OF_INVOICE = text("""
    select * from candidates
    where invoice_id = :id and (not :waiting or status = 'proposed')
    order by rank, choice, score desc, payment_id
""")

_BY_ID = text("select * from candidates where id = any(:ids) order by id").bindparams(
    bindparam("ids", type_=ARRAY(Uuid))
)

# Only what still waits can be decided: of two people deciding at once the second changes no row.
_DECIDE = text("""
    update candidates
    set status = :status, decided_at = clock_timestamp(), decided_by = :by, decided_by_name = :by_name
    where id = any(:ids) and status = 'proposed'
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)))

# A waiting proposal is void as a whole once its payment lacks what all of it needs, or an invoice its part.
_SUPERSEDE_USED_UP = text("""
    with touched as (
        select distinct run_id, payment_id, hypothesis
        from candidates
        where status = 'proposed' and (payment_id = any(:payments) or invoice_id = any(:invoices))
    ),
    used_up as (
        select c.run_id, c.payment_id, c.hypothesis
        from touched as t
        join candidates as c on c.run_id = t.run_id and c.payment_id = t.payment_id
            and c.hypothesis = t.hypothesis and c.status = 'proposed'
        join payments as p on p.tenant_id = c.tenant_id and p.id = c.payment_id
        join invoices as i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
        group by c.run_id, c.payment_id, c.hypothesis, p.tenant_id, p.id
        having p.set_aside_reason is not null
            or p.voided_at is not null
            or abs(p.amount_minor - p.allocated_minor) < abs(sum(c.payment_minor))
            or bool_or(i.voided_at is not null
                or abs(i.amount_minor - i.allocated_minor) < abs(c.invoice_minor + c.adjustment_minor))
    )
    update candidates as c
    set status = 'superseded', decided_at = clock_timestamp()
    from used_up as u
    where c.run_id = u.run_id and c.payment_id = u.payment_id and c.hypothesis = u.hypothesis
      and c.status = 'proposed'
""").bindparams(bindparam("payments", type_=ARRAY(Uuid)), bindparam("invoices", type_=ARRAY(Uuid)))

_DECLINE = text("""
    insert into declined_pairs (payment_id, invoice_id, decided_by, decided_by_name)
    values (:payment_id, :invoice_id, :by, :by_name)
    on conflict do nothing
""")

_OFFER_AGAIN = text("""
    delete from declined_pairs where payment_id = :payment_id and invoice_id = :invoice_id
""")

_DECLINED = text("select payment_id, invoice_id from declined_pairs order by payment_id, invoice_id")


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A proposed pair. Amounts are minor units in the books' signs: the payment's and the invoice's own."""

    id: UUID
    run_id: UUID
    payment_id: UUID
    invoice_id: UUID
    hypothesis: int
    choice: int
    rank: int
    payment_minor: int
    invoice_minor: int
    adjustment_minor: int
    adjustment: Adjustment
    score: float
    margin: float
    decision: Decision
    method: Method
    reasons: tuple[str, ...]
    points: dict[str, float]
    status: CandidateStatus
    decided_at: datetime | None
    decided_by: str
    card: dict[str, Any] | None = None


def propose(scope: Scope, run_id: UUID, pairs: pd.DataFrame) -> int:
    """Stores a run's pairs, in place of all that earlier runs left undecided; answers how many.

    Columns: payment and invoice (keys as text or uuid), hypothesis, choice, rank, payment_minor,
    invoice_minor, adjustment_minor (minor units, the books' signs), adjustment, score, margin, decision,
    method, reasons (codes joined by |), points_reference, points_counterparty, points_amount, points_timing;
    `card` (JSON, "" none) where the run opened card payouts.
    """
    scope.connection.execute(_SUPERSEDE_EARLIER, {"run_id": run_id})
    count = stage(scope, "staged_candidates", _STAGED, _staged(pairs), into=["candidates", "allocations"])
    scope.connection.execute(_PROPOSE, {"run_id": run_id})
    return count


def of_payment(scope: Scope, payment_id: UUID, waiting: bool = True) -> tuple[CandidateRow, ...]:
    """What is proposed for a payment, best hypothesis first; with `waiting=False` all there ever was."""
    rows = scope.connection.execute(_OF_PAYMENT, {"id": payment_id, "waiting": waiting})
    return tuple(_candidate(row) for row in rows)


def waiting_of(scope: Scope, payments: Collection[UUID]) -> tuple[CandidateRow, ...]:
    """What waits about these payments, each one's best hypothesis first."""
    rows = scope.connection.execute(_WAITING_OF, {"ids": list(payments)})
    return tuple(_candidate(row) for row in rows)


def of_invoice(scope: Scope, invoice_id: UUID, waiting: bool = True) -> tuple[CandidateRow, ...]:
    """What is proposed for an invoice, best first; with `waiting=False` all there ever was."""
    rows = scope.connection.execute(_OF_INVOICE, {"id": invoice_id, "waiting": waiting})
    return tuple(_candidate(row) for row in rows)


def get(scope: Scope, ids: Collection[UUID]) -> tuple[CandidateRow, ...]:
    """The candidates with these ids; raises `NotFoundError` when one does not exist."""
    found = tuple(_candidate(row) for row in scope.connection.execute(_BY_ID, {"ids": list(ids)}))
    if len(found) != len(set(ids)):
        raise NotFoundError("There is no such proposal.")
    return found


def decide(scope: Scope, ids: Collection[UUID], status: CandidateStatus) -> None:
    """A person confirms or rejects what waits; raises `ConflictError` when any of it no longer does."""
    values = {
        "ids": list(ids),
        "status": status.value,
        "by": scope.actor.id,
        "by_name": scope.actor.name,
    }
    if scope.connection.execute(_DECIDE, values).rowcount != len(set(ids)):
        raise ConflictError("This proposal was decided meanwhile; look at it again.")


def supersede_used_up(scope: Scope, payments: Collection[UUID], invoices: Collection[UUID]) -> int:
    """After allocations to these items: ends waiting proposals that lack what they need; answers how many."""
    values = {"payments": list(payments), "invoices": list(invoices)}
    return scope.connection.execute(_SUPERSEDE_USED_UP, values).rowcount


def decline(scope: Scope, payment_id: UUID, invoice_id: UUID) -> None:
    """Notes that these two do not belong together; saying it twice changes nothing."""
    values = {
        "payment_id": payment_id,
        "invoice_id": invoice_id,
        "by": scope.actor.id,
        "by_name": scope.actor.name,
    }
    scope.connection.execute(_DECLINE, values)


def offer_again(scope: Scope, payment_id: UUID, invoice_id: UUID) -> bool:
    """Takes a refusal back; False when there was none."""
    values = {"payment_id": payment_id, "invoice_id": invoice_id}
    return scope.connection.execute(_OFFER_AGAIN, values).rowcount == 1


def declined(scope: Scope) -> frozenset[tuple[UUID, UUID]]:
    """All declined pairs (payment, invoice)."""
    return frozenset((row.payment_id, row.invoice_id) for row in scope.connection.execute(_DECLINED))


def _staged(pairs: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows to stage, in the order of `_STAGED`."""
    plain = ["payment", "invoice", *(name for name, _ in _STAGED[2:-2])]
    points = pairs[[f"points_{kind}" for kind in POINTS]].to_numpy(float).tolist()
    columns = [pairs[name].tolist() for name in plain]
    cards = pairs["card"].tolist() if "card" in pairs else [""] * len(pairs)
    for values, weights, card in zip(zip(*columns, strict=True), points, cards, strict=True):
        yield (*map(_bare, values), as_json(dict(zip(POINTS, weights, strict=True))), card or None)


def _bare(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _candidate(row: Row[Any]) -> CandidateRow:
    return CandidateRow(
        id=row.id,
        run_id=row.run_id,
        payment_id=row.payment_id,
        invoice_id=row.invoice_id,
        hypothesis=row.hypothesis,
        choice=row.choice,
        rank=row.rank,
        payment_minor=row.payment_minor,
        invoice_minor=row.invoice_minor,
        adjustment_minor=row.adjustment_minor,
        adjustment=Adjustment(row.adjustment),
        score=row.score,
        margin=row.margin,
        decision=Decision(row.decision),
        method=Method(row.method),
        reasons=tuple(row.reasons),
        points=dict(row.points),
        status=CandidateStatus(row.status),
        decided_at=row.decided_at,
        decided_by=row.decided_by_name,
        card=row.card,
    )
