"""The review queue: bank lines that wait for a person, filtered, ordered and paged by the server."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pandas as pd
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Date, Double, Text, Uuid

from core.model.flow import Flow
from core.store.frames import Kind, frame_of
from core.store.staging import whole_tables
from core.store.tenancy import Scope

# What a decision is assumed to cost in minutes: looking at one pair, at each further way to settle the line,
# at each further item of a set. Only their proportions matter, and only for the order of the queue.
FIRST_LOOK, FURTHER_CHOICE, FURTHER_ITEM = 0.4, 0.2, 0.1

# One narrow pass over what waits finds and orders the lines; names and numbers are read for one page alone.
# What words and choices narrow it to is found once for all lines: asked line by line, ten thousand never end.
_QUEUE = text("""
    with hypotheses as (
        select c.payment_id, min(c.choice) as choice, min(c.score) as score, count(*) as items
        from candidates as c
        where c.status = 'proposed'
        group by c.payment_id, c.run_id, c.hypothesis
    ),
    told as (
        select payment_id, min(choice) as best, count(*) as choices, least(1, sum(score)) as chance,
            (array_agg(score order by choice))[1] as score, (array_agg(items order by choice))[1] as items
        from hypotheses
        group by payment_id
    ),
    open_lines as (
        select p.*, abs(p.amount_minor - p.allocated_minor) as minor, coalesce(k.weight, 1) as weight,
            coalesce(k.unit, 100) as unit
        from payments as p
        left join unnest(:codes, :weights, :units) as k (code, weight, unit) on k.code = p.currency
        where p.voided_at is null and p.set_aside_reason is null and p.allocated_minor <> p.amount_minor
    ),
    fitting as (
        select distinct c.payment_id
        from candidates as c
        join told as t on t.payment_id = c.payment_id
        join invoices as i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
        join payments as p on p.tenant_id = c.tenant_id and p.id = c.payment_id
        where :narrow and c.status = 'proposed'
          and (:reason = '' or c.choice = t.best and :reason = any(c.reasons))
          and (:direction = '' or i.direction = :direction)
          and (:method = '' or c.choice = t.best and c.method = :method)
          and (:counterparty = '' or i.counterparty_name = :counterparty)
          and (:words = '' or position(lower(:words) in lower(concat_ws(' ', p.counterparty_name,
                p.description, p.reference, p.bank_id, i.number, i.counterparty_name))) > 0)
    ),
    waiting as (
        select p.id, p.paid_on, p.currency, p.amount_minor, p.minor,
            t.best, t.choices, t.chance, t.score, t.items,
            p.minor * p.weight * t.chance
                / (:first_look + :further_choice * (t.choices - 1) + :further_item * (t.items - 1)) as worth
        from told as t
        join open_lines as p on p.id = t.payment_id
        left join fitting as f on f.payment_id = p.id
        where t.score between :low and :high
          and (:currency = '' or p.currency = :currency)
          and (cast(:least as numeric) is null or p.minor >= cast(:least as numeric) * p.unit)
          and (cast(:most as numeric) is null or p.minor <= cast(:most as numeric) * p.unit)
          and (:paid_from is null or p.paid_on >= :paid_from)
          and (:paid_to is null or p.paid_on <= :paid_to)
          and (:only is null or p.id = any(:only))
          and (not :narrow or f.payment_id is not null)
    ),
    summary as (
        select coalesce(sum(n), 0)::bigint as total,
            coalesce(jsonb_object_agg(currency, received) filter (where received > 0), '{}') as received,
            coalesce(jsonb_object_agg(currency, paid) filter (where paid > 0), '{}') as paid
        from (
            select currency, count(*) as n,
                sum(minor) filter (where amount_minor > 0) as received,
                sum(minor) filter (where amount_minor < 0) as paid
            from waiting
            group by currency
        ) as each_currency
    ),
    chosen as (
        select *, row_number() over () as place
        from (
            select *
            from waiting
            order by
                id = any(:skipped),
                case :order
                    when 'pays' then -worth
                    when 'surest' then -score
                    when 'least_sure' then score
                    when 'largest' then -minor
                    when 'newest' then -(paid_on - date '2000-01-01')
                    else paid_on - date '2000-01-01'
                end,
                paid_on, id
            limit :limit offset :offset
        ) as in_order
    ),
    named as (
        select
            w.id,
            min(c.margin) as margin,
            min(c.method) as method,
            string_agg(i.number, ', ' order by i.issued_on, i.number) as invoices,
            string_agg(distinct i.counterparty_name, ', ') as invoice_counterparty,
            min(i.direction) as direction,
            (array_agg(array_to_string(c.reasons, '|') order by c.rank, i.number))[1] as reasons,
            max(c.adjustment) as adjustment
        from chosen as w
        join candidates as c on c.payment_id = w.id and c.status = 'proposed' and c.choice = w.best
        join invoices as i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
        group by w.id
    )
    select
        w.id::text, w.paid_on, w.amount_minor, sign(w.amount_minor)::bigint * w.minor, w.currency,
        p.counterparty_name, p.description, p.reference,
        w.score, w.chance, w.worth, n.margin, n.method, n.reasons, n.invoices, n.invoice_counterparty,
        w.items, n.direction, n.adjustment, w.choices,
        s.total, s.received, s.paid
    from summary as s
    left join chosen as w on true
    left join named as n on n.id = w.id
    left join payments as p on p.id = w.id
    order by w.place
""").bindparams(
    bindparam("codes", type_=ARRAY(Text)),
    bindparam("weights", type_=ARRAY(Double)),
    bindparam("units", type_=ARRAY(Double)),
    bindparam("skipped", type_=ARRAY(Uuid)),
    bindparam("only", type_=ARRAY(Uuid)),
    bindparam("paid_from", type_=Date),
    bindparam("paid_to", type_=Date),
)

_COLUMNS = {
    "payment": Kind.TEXT,
    "paid_on": Kind.DAY,
    "amount_minor": Kind.WHOLE,
    "open_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "counterparty": Kind.TEXT,
    "description": Kind.TEXT,
    "reference": Kind.TEXT,
    "score": Kind.REAL,
    "chance": Kind.REAL,
    "worth": Kind.REAL,
    "margin": Kind.REAL,
    "method": Kind.TEXT,
    "reasons": Kind.TEXT,
    "invoices": Kind.TEXT,
    "invoice_counterparty": Kind.TEXT,
    "invoice_count": Kind.WHOLE,
    "direction": Kind.TEXT,
    "adjustment": Kind.TEXT,
    "choices": Kind.WHOLE,
}

# What the filters can be set to: whom the waiting proposals are about, and why a person is asked.
_COUNTERPARTIES = text("""
    select i.counterparty_name as name
    from candidates as c
    join invoices as i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
    where c.status = 'proposed'
    group by i.counterparty_name
    order by count(*) desc, i.counterparty_name
    limit :limit
""")
_REASONS = text("""
    select r.code
    from candidates as c, unnest(c.reasons) as r (code)
    where c.status = 'proposed'
    group by r.code
    order by count(*) desc, r.code
""")


class QueueOrder(StrEnum):
    """In which order the queue is worked."""

    PAYS = "pays"  # money x chance that one decision settles the line / minutes it takes
    SUREST = "surest"
    LEAST_SURE = "least_sure"
    LARGEST = "largest"  # by minor units, whatever the currency
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which bank lines are shown; the defaults show all.

    Scores lie between 0 and 1; `least` and `most` bound the open amount's size in whole units of the line's
    own currency; `only` names the lines to show. `skipped` lines stand at the end, whatever the order.
    """

    words: str = ""
    direction: str = ""
    currency: str = ""
    method: str = ""
    reason: str = ""
    counterparty: str = ""
    low: float = 0.0
    high: float = 1.0
    least: Decimal | None = None
    most: Decimal | None = None
    paid_from: date | None = None
    paid_to: date | None = None
    only: tuple[UUID, ...] | None = None
    skipped: Collection[UUID] = ()


@dataclass(frozen=True, slots=True)
class Currencies:
    """How amounts of several currencies are set beside each other for the order alone.

    For each code the worth of one minor unit (any unit, the same for all) and the minor units of a whole one.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)


AT_PAR = Currencies()


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue, and of all that fit the filter the count and the open money in and out."""

    rows: pd.DataFrame
    total: int
    money: Flow


def page(
    scope: Scope,
    wanted: QueueFilter,
    limit: int,
    offset: int = 0,
    order: QueueOrder = QueueOrder.PAYS,
    currencies: Currencies = AT_PAR,
) -> QueuePage:
    """Bank lines that wait for a person, each told by its best hypothesis.

    What a line pays (`worth`) is its open money x the chance that one decision settles it / the minutes a
    decision is expected to take. The chance is that one of its proposals is right: the sum of their scores,
    at most 1. The minutes are `FIRST_LOOK`, `FURTHER_CHOICE` for each further proposal and `FURTHER_ITEM` for
    each further item of the best one. The unit is that of `currencies`' weights per minute.

    Columns: payment, paid_on, amount_minor, open_minor, currency, counterparty, description, reference,
    score, chance, worth, margin, method, reasons (codes joined by |), invoices (numbers),
    invoice_counterparty, invoice_count, direction, adjustment, choices (how many hypotheses there are).
    """
    codes = sorted(set(currencies.weights) | set(currencies.units))
    values = {
        "codes": codes,
        "weights": [float(currencies.weights.get(code, 1.0)) for code in codes],
        "units": [float(currencies.units.get(code, 100)) for code in codes],
        "first_look": FIRST_LOOK,
        "further_choice": FURTHER_CHOICE,
        "further_item": FURTHER_ITEM,
        "order": order.value,
        "limit": limit,
        **_values(wanted),
    }
    with whole_tables(scope.connection):
        rows = scope.connection.execute(_QUEUE, {**values, "offset": offset}).all()
    first = rows[0]
    found = [row[:-3] for row in rows if row[0] is not None]
    return QueuePage(frame_of(found, _COLUMNS), first.total, Flow(dict(first.received), dict(first.paid)))


def counterparties(scope: Scope, limit: int) -> tuple[str, ...]:
    """Whom the waiting proposals are about, the most frequent first."""
    return tuple(scope.connection.execute(_COUNTERPARTIES, {"limit": limit}).scalars())


def reasons(scope: Scope) -> tuple[str, ...]:
    """The reason codes that stand on waiting proposals, the most frequent first."""
    return tuple(scope.connection.execute(_REASONS).scalars())


def _values(wanted: QueueFilter) -> dict[str, Any]:
    narrow = (wanted.words.strip(), wanted.reason, wanted.direction, wanted.method, wanted.counterparty)
    return {
        "words": wanted.words.strip(),
        "direction": wanted.direction,
        "currency": wanted.currency,
        "method": wanted.method,
        "reason": wanted.reason,
        "counterparty": wanted.counterparty,
        "narrow": any(narrow),
        "low": wanted.low,
        "high": wanted.high,
        "least": wanted.least,
        "most": wanted.most,
        "paid_from": wanted.paid_from,
        "paid_to": wanted.paid_to,
        "only": None if wanted.only is None else list(wanted.only),
        "skipped": list(wanted.skipped),
    }
