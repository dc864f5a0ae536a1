"""The ledger's lists: invoices, bank lines and matches, filtered and paged by the server, newest first.

A page reads at most the rows up to it: ids are found through an index first, states are asked for the rows of
the page alone, and the total is counted up to `CAP`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import BigInteger, Date, Text

from core.model.money import CURRENCIES_WITHOUT_CENTS, minor_digits
from core.store.frames import Kind, Page, frame_of
from core.store.tenancy import Scope

_MOST = 10**18  # more than any amount, and still a bigint
CAP = 10_000  # rows a list is counted and paged up to; beyond it one asks for less


class LedgerState(StrEnum):
    """In which state a ledger row is; matches are standing or taken back, the others are items' states."""

    OPEN = "open"
    PROPOSED = "proposed"
    SETTLED = "settled"
    EXCEPTED = "excepted"
    SET_ASIDE = "set_aside"
    VOID = "void"
    STANDING = "standing"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which rows of the ledger are shown; the defaults show all.

    `words` are looked for in numbers, names and texts; days are issue days, booking days or, of a match, the
    bank line's booking day. Amounts are in major units of each row's own currency, without sign.
    """

    words: str = ""
    state: LedgerState | None = None
    since: date | None = None
    until: date | None = None
    least: Decimal | None = None
    most: Decimal | None = None


# Each state as a condition of its own, so that a rare one is found through its index.
_WAITING = "select {0}_id from candidates where status = 'proposed' and {0}_id is not null"
_CASED = "select {0}_id from exception_cases where status <> 'resolved' and {0}_id is not null"


def _conditions(kind: str, aside: str) -> dict[LedgerState, str]:
    there = f"t.voided_at is null and not ({aside})"
    unsettled = f"{there} and t.allocated_minor <> t.amount_minor"
    waiting, cased = _WAITING.format(kind), _CASED.format(kind)
    return {
        LedgerState.VOID: "t.voided_at is not null",
        LedgerState.SET_ASIDE: f"t.voided_at is null and ({aside})",
        LedgerState.SETTLED: f"{there} and t.allocated_minor = t.amount_minor",
        LedgerState.PROPOSED: f"{unsettled} and t.id in ({waiting})",
        LedgerState.EXCEPTED: f"{unsettled} and t.id not in ({waiting}) and t.id in ({cased})",
        LedgerState.OPEN: f"{unsettled} and t.id not in ({waiting}) and t.id not in ({cased})",
    }


_INVOICE_STATES = _conditions("invoice", "false")
_PAYMENT_STATES = _conditions("payment", "t.set_aside_reason is not null")
_MATCH_STATES = {
    LedgerState.STANDING: "t.reverses is null and not exists (select from allocations as r"
    " where r.tenant_id = t.tenant_id and r.reverses = t.id)",
    LedgerState.TAKEN_BACK: "exists (select from allocations as r"
    " where r.tenant_id = t.tenant_id and r.reverses = t.id)",
}

_BETWEEN = """
      and (cast(:since as date) is null or {day} >= :since)
      and (cast(:until as date) is null or {day} <= :until)
      and case when {currency} = any(:odd)
        then abs({amount}) between (:leasts)[array_position(:odd, {currency})]
            and (:mosts)[array_position(:odd, {currency})]
        else abs({amount}) between cast(:least as bigint) and cast(:most as bigint) end
"""

_INVOICES = """
    with found as materialized (
        select t.id, t.issued_on
        from invoices as t
        where {state}
      and (:words = '' or t.number = :words or position(lower(:words) in lower(concat_ws(' ',
            t.number, t.counterparty_name, t.reference, t.purchase_order))) > 0)
      {between}
        order by t.issued_on desc, t.id desc
        limit :cap
    )
    select
        i.id::text, i.number, i.direction, i.counterparty_name, i.issued_on, i.due_on, i.amount_minor,
        i.amount_minor - i.allocated_minor, i.currency, i.reference,
        case when i.voided_at is null then s.state else 'void' end,
        (select count(*) from found) as total
    from (select * from found order by issued_on desc, id desc limit :limit offset :offset) as f
    join invoices as i on i.id = f.id
    join invoice_states as s on s.tenant_id = i.tenant_id and s.id = i.id
    order by f.issued_on desc, f.id desc
"""

_PAYMENTS = """
    with found as materialized (
        select t.id, t.paid_on
        from payments as t
        where {state}
      and (:words = '' or position(lower(:words) in lower(concat_ws(' ',
            t.counterparty_name, t.description, t.reference, t.bank_id, t.check_number))) > 0)
      {between}
        order by t.paid_on desc, t.id desc
        limit :cap
    )
    select
        p.id::text, p.paid_on, p.counterparty_name, p.description, p.reference, p.amount_minor,
        p.amount_minor - p.allocated_minor, p.currency,
        case when p.voided_at is null then s.state else 'void' end,
        (select count(*) from found) as total
    from (select * from found order by paid_on desc, id desc limit :limit offset :offset) as f
    join payments as p on p.id = f.id
    join payment_states as s on s.tenant_id = p.tenant_id and s.id = p.id
    order by f.paid_on desc, f.id desc
"""

_MATCHES = """
    with found as materialized (
        select t.id, t.created_at
        from allocations as t
        join invoices as i on i.tenant_id = t.tenant_id and i.id = t.invoice_id
        left join payments as p on p.tenant_id = t.tenant_id and p.id = t.payment_id
        where t.reverses is null and {state}
      and (:words = '' or i.number = :words or position(lower(:words) in lower(concat_ws(' ',
            i.number, i.counterparty_name, p.counterparty_name, p.description, p.reference))) > 0)
      {between}
        order by t.created_at desc, t.id desc
        limit :cap
    )
    select
        a.id::text, a.invoice_id::text, coalesce(a.payment_id::text, ''), p.paid_on,
        coalesce(p.counterparty_name, ''), i.number, i.counterparty_name, a.invoice_minor, a.invoice_currency,
        a.adjustment_minor, a.adjustment, a.decided_by_name, coalesce(a.rules_version, 0),
        array_to_string(a.reasons, '|'), a.score, a.created_at,
        case when r.id is null then 'standing' else 'taken_back' end,
        (select count(*) from found) as total
    from (select * from found order by created_at desc, id desc limit :limit offset :offset) as f
    join allocations as a on a.id = f.id
    join invoices as i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
    left join payments as p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    left join allocations as r on r.tenant_id = a.tenant_id and r.reverses = a.id
    order by f.created_at desc, f.id desc
"""


def _between(day: str, amount: str, currency: str) -> str:
    return _BETWEEN.format(day=day, amount=amount, currency=currency)


def _by_state(statement: str, conditions: Mapping[LedgerState, str]) -> dict[LedgerState | None, TextClause]:
    """The statement for every state one may ask for, None for all."""
    every: dict[LedgerState | None, TextClause] = {None: _bound(statement.replace("{state}", "true"))}
    for state, said in conditions.items():
        every[state] = _bound(statement.replace("{state}", said))
    return every


def _bound(statement: str) -> TextClause:
    return text(statement).bindparams(
        bindparam("since", type_=Date),
        bindparam("until", type_=Date),
        bindparam("leasts", type_=ARRAY(BigInteger)),
        bindparam("mosts", type_=ARRAY(BigInteger)),
        bindparam("odd", type_=ARRAY(Text)),
    )


_INVOICE_LISTS = _by_state(
    _INVOICES.replace("{between}", _between("t.issued_on", "t.amount_minor", "t.currency")), _INVOICE_STATES
)
_PAYMENT_LISTS = _by_state(
    _PAYMENTS.replace("{between}", _between("t.paid_on", "t.amount_minor", "t.currency")), _PAYMENT_STATES
)
_MATCH_LISTS = _by_state(
    _MATCHES.replace("{between}", _between("p.paid_on", "t.invoice_minor", "t.invoice_currency")),
    _MATCH_STATES,
)

_INVOICE_COLUMNS = {
    "invoice": Kind.TEXT,
    "number": Kind.TEXT,
    "direction": Kind.TEXT,
    "counterparty": Kind.TEXT,
    "issued_on": Kind.DAY,
    "due_on": Kind.DAY,
    "amount_minor": Kind.WHOLE,
    "open_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "reference": Kind.TEXT,
    "state": Kind.TEXT,
}
_PAYMENT_COLUMNS = {
    "payment": Kind.TEXT,
    "paid_on": Kind.DAY,
    "counterparty": Kind.TEXT,
    "description": Kind.TEXT,
    "reference": Kind.TEXT,
    "amount_minor": Kind.WHOLE,
    "open_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "state": Kind.TEXT,
}
_MATCH_COLUMNS = {
    "match": Kind.TEXT,
    "invoice": Kind.TEXT,
    "payment": Kind.TEXT,
    "paid_on": Kind.DAY,
    "payer": Kind.TEXT,
    "number": Kind.TEXT,
    "counterparty": Kind.TEXT,
    "amount_minor": Kind.WHOLE,
    "currency": Kind.TEXT,
    "adjustment_minor": Kind.WHOLE,
    "adjustment": Kind.TEXT,
    "decided_by": Kind.TEXT,
    "rules_version": Kind.WHOLE,
    "reasons": Kind.TEXT,
    "score": Kind.REAL,
    "made_at": Kind.MOMENT,
    "state": Kind.TEXT,
}


def invoices(scope: Scope, wanted: LedgerFilter, limit: int, offset: int = 0, cap: int = CAP) -> Page:
    """Invoices, newest first: invoice, number, direction, counterparty, issued_on, due_on, amount_minor,
    open_minor, currency, reference, state. The total counts up to `cap`."""
    return _page(scope, _INVOICE_LISTS[wanted.state], _INVOICE_COLUMNS, wanted, limit, offset, cap)


def payments(scope: Scope, wanted: LedgerFilter, limit: int, offset: int = 0, cap: int = CAP) -> Page:
    """Bank lines, newest first: payment, paid_on, counterparty, description, reference, amount_minor,
    open_minor, currency, state. The total counts up to `cap`."""
    return _page(scope, _PAYMENT_LISTS[wanted.state], _PAYMENT_COLUMNS, wanted, limit, offset, cap)


def matches(scope: Scope, wanted: LedgerFilter, limit: int, offset: int = 0, cap: int = CAP) -> Page:
    """Every match ever made, newest first: match, invoice, payment ('' for a pure adjustment), paid_on,
    payer, number, counterparty, amount_minor (applied to the invoice), currency, adjustment_minor,
    adjustment, decided_by, rules_version (0 for a person's), reasons (codes joined by |), score, made_at,
    state."""
    return _page(scope, _MATCH_LISTS[wanted.state], _MATCH_COLUMNS, wanted, limit, offset, cap)


def _page(
    scope: Scope,
    statement: TextClause,
    columns: Mapping[str, Kind],
    wanted: LedgerFilter,
    limit: int,
    offset: int,
    cap: int,
) -> Page:
    """The page asked for; the total is known from its rows, or from the first page where it has none."""
    values = {**_values(wanted), "limit": limit, "offset": offset, "cap": cap}
    rows = scope.connection.execute(statement, values).all()
    if not rows and offset > 0:
        first = scope.connection.execute(statement, {**values, "limit": 1, "offset": 0}).all()
        return Page(frame_of([], columns), first[0].total if first else 0)
    return Page(frame_of([row[:-1] for row in rows], columns), rows[0].total if rows else 0)


def _values(wanted: LedgerFilter) -> dict[str, Any]:
    """The filter as the statements want it: amounts in each currency's own minor units."""
    odd = CURRENCIES_WITHOUT_CENTS if wanted.least is not None or wanted.most is not None else ()
    leasts, mosts = _minor(wanted.least, odd, 0), _minor(wanted.most, odd, _MOST)
    return {
        "words": wanted.words.strip(),
        "since": wanted.since,
        "until": wanted.until,
        "least": leasts[0],
        "most": mosts[0],
        "odd": list(odd),
        "leasts": leasts[1:],
        "mosts": mosts[1:],
    }


def _minor(amount: Decimal | None, odd: Sequence[str], without: int) -> list[int]:
    """The bound in minor units of two digits, then of each odd currency (capped at what a bigint holds);
    `without` where there is no bound."""
    if amount is None:
        return [without] * (1 + len(odd))
    digits = [2, *(minor_digits(currency) for currency in odd)]
    return [int(min(abs(amount).scaleb(each), Decimal(_MOST))) for each in digits]
