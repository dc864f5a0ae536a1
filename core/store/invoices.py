"""Invoices: stored once for each counterparty and number, voided and taken back, read one by one."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import gt
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from core.model.columns import Invoices
from core.model.errors import ConflictError, NotFoundError
from core.model.invoice import Direction, Invoice, ItemState, LineItem
from core.model.money import Money
from core.store import counterparties
from core.store.payments import Stored
from core.store.staging import stage, stage_columns, whole_tables
from core.store.tenancy import Scope

_STAGED = (
    ("position", "integer"),
    ("number", "text"),
    ("direction", "text"),
    ("counterparty_id", "uuid"),
    ("counterparty_name", "text"),
    ("issued_on", "date"),
    ("due_on", "date"),
    ("amount_minor", "bigint"),
    ("currency", "text"),
    ("terms", "text"),
    ("purchase_order", "text"),
    ("reference", "text"),
    ("account", "text"),
    ("source_row", "integer"),
)
_LOOKED_AT = (
    ("position", "integer"),
    ("number", "text"),
    ("direction", "text"),
    ("counterparty_id", "uuid"),
    ("folded", "text"),
    ("issued_on", "date"),
    ("amount_minor", "bigint"),
    ("currency", "text"),
    ("source_row", "integer"),
)
_STAGED_LINES = (
    ("invoice_position", "integer"),
    ("position", "integer"),
    ("description", "text"),
    ("quantity", "text"),
    ("total_minor", "bigint"),
)

# Adds the invoices that are new. They were staged by number, direction and counterparty, so their keys rise
# with these: two imports never wait for each other. Of two rows of one file with the same number the first
# counts.
_ADD = text("""
    insert into invoices (
        id, batch_id, number, direction, counterparty_id, counterparty_name, issued_on, due_on, amount_minor,
        currency, terms, purchase_order, reference, account, source_row
    )
    select
        s.id, :batch_id, s.number, s.direction, s.counterparty_id, s.counterparty_name, s.issued_on, s.due_on,
        s.amount_minor, s.currency, s.terms, s.purchase_order, s.reference, s.account, s.source_row
    from staged_invoices as s
    order by s.id
    on conflict (tenant_id, number, direction, counterparty_id) where voided_at is null do nothing
""")

# Adds the printed lines of the invoices that were added just now.
_ADD_LINES = text("""
    insert into invoice_lines (invoice_id, position, description, quantity, total_minor)
    select i.id, l.position, l.description, l.quantity, l.total_minor
    from staged_invoice_lines as l
    join staged_invoices as s on s.position = l.invoice_position
    join invoices as i on i.id = s.id
""")

# Rows whose number is in the books already, with whether they say something else than the books do.
_MET = text("""
    select s.source_row,
        (i.amount_minor, i.currency, i.issued_on) is distinct from (s.amount_minor, s.currency, s.issued_on)
            as differs
    from staged_invoices as s
    join invoices as i on i.direction = s.direction
        and i.counterparty_id = s.counterparty_id
        and i.number = s.number
        and i.voided_at is null
    where i.id <> s.id
    order by s.position
""")

# The same before anything is stored, counted: rows that met the books.
_WOULD_MEET = text("""
    select count(*) as known,
        array_agg(s.source_row order by s.position) filter (
            where (i.amount_minor, i.currency, i.issued_on)
                is distinct from (s.amount_minor, s.currency, s.issued_on)
        ) as differing
    from staged_invoices as s
    join invoices as i on i.direction = s.direction
        and i.counterparty_id = s.counterparty_id
        and i.number = s.number
        and i.voided_at is null
""")

# Rows that met the books, or an earlier row of their own file.
_WOULD_MEET_TWINS = text("""
    select count(*) as known,
        array_agg(s.source_row order by s.position) filter (
            where (s.amount_minor, s.currency, s.issued_on) is distinct from (
                coalesce(i.amount_minor, s.first_minor),
                coalesce(i.currency, s.first_currency),
                coalesce(i.issued_on, s.first_issued_on)
            )
        ) as differing
    from (
        select f.*,
            row_number() over same as nth,
            first_value(f.amount_minor) over same as first_minor,
            first_value(f.currency) over same as first_currency,
            first_value(f.issued_on) over same as first_issued_on
        from staged_invoices as f
        window same as (partition by f.direction, f.folded, f.number order by f.position)
    ) as s
    left join invoices as i on i.direction = s.direction
        and i.counterparty_id = s.counterparty_id
        and i.number = s.number
        and i.voided_at is null
    where i.id is not null or s.nth > 1
""")

_ROWS = text("""
    select i.*, s.state
    from invoices as i
    join invoice_states as s on s.tenant_id = i.tenant_id and s.id = i.id
    where i.id = any(:ids)
    order by i.issued_on, i.number, i.id
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)))

_LINES = text("""
    select l.position, l.description, l.quantity, l.total_minor, i.currency
    from invoice_lines as l
    join invoices as i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
    where l.invoice_id = :id
    order by l.position
""")

_VOID = text("update invoices set voided_at = now() where id = :id and voided_at is null")
_RESTORE = text("update invoices set voided_at = null where id = :id and voided_at is not null")

# What is still open and looks like the words a person typed, the closest amounts first.
_SEARCH = text("""
    select i.*, s.state
    from invoices as i
    join invoice_states as s on s.tenant_id = i.tenant_id and s.id = i.id
    where s.state not in ('settled', 'set_aside')
      and (:words = ''
        or position(lower(:words) in lower(i.number)) > 0
        or position(lower(:words) in lower(i.counterparty_name)) > 0
        or position(lower(:words) in lower(i.reference)) > 0
        or position(lower(:words) in lower(i.purchase_order)) > 0)
    order by abs(abs(i.amount_minor - i.allocated_minor) - abs(cast(:near as bigint))), i.issued_on, i.id
    limit :limit
""")


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice as it stands in the books."""

    id: UUID
    number: str
    direction: Direction
    counterparty_id: UUID
    counterparty: str
    issued_on: date
    due_on: date | None
    total: Money
    allocated: Money
    terms: str
    purchase_order: str
    reference: str
    account: str
    state: ItemState
    batch_id: UUID
    source_row: int

    @property
    def open(self) -> Money:
        """What is still unpaid."""
        return self.total - self.allocated


def store(scope: Scope, batch_id: UUID, invoices: Sequence[Invoice]) -> Stored:
    """Adds the invoices of one file that are not in the books yet, with their counterparties and lines.

    An invoice whose number is there already (for this direction and counterparty) is known and stays as it
    is; where the file says another amount, currency or issue date its row is named in `differing`.
    """
    bills = Invoices.of(invoices)
    ids = counterparties.find_or_create(scope, dict.fromkeys(bills.column("counterparty")))
    touched = ["invoices", "counterparties"]
    staged = stage_columns(scope, "staged_invoices", _STAGED, _staged(bills, ids), into=touched)
    added = scope.connection.execute(_ADD, {"batch_id": batch_id}).rowcount
    with whole_tables(scope.connection):
        if bills.items:
            stage(scope, "staged_invoice_lines", _STAGED_LINES, _lines_of(bills))
            scope.connection.execute(_ADD_LINES)
        return Stored(added, staged - added, _differing(scope) if added < staged else ())


def preview(scope: Scope, invoices: Sequence[Invoice]) -> Stored:
    """What `store` would come to; changes nothing.

    Only invoices of counterparties the books know, and those with a twin in their own file, can be known, so
    only these are held against the books.
    """
    bills = Invoices.of(invoices)
    names = dict.fromkeys(bills.column("counterparty"))
    ids = counterparties.find(scope, names)
    parties, numbers = bills.column("counterparty"), bills.column("number")
    twins = _twins(numbers)
    maybe = []
    if ids or twins:
        told = enumerate(zip(parties, numbers, strict=True))
        maybe = [place for place, (party, number) in told if party in ids or number in twins]
    if not maybe:
        return Stored(len(bills), 0)
    looked_at = bills.picked(maybe)
    folded = {name: counterparties.fold(name) for name in set(looked_at.column("counterparty"))}
    values = _cells(looked_at, ids) | {"folded": [folded[name] for name in looked_at.column("counterparty")]}
    stage_columns(scope, "staged_invoices", _LOOKED_AT, values)
    with whole_tables(scope.connection):
        met = scope.connection.execute(_WOULD_MEET_TWINS if twins else _WOULD_MEET).one()
    return Stored(len(bills) - met.known, met.known, tuple(met.differing or ()))


def rows(scope: Scope, ids: Collection[UUID]) -> dict[UUID, InvoiceRow]:
    """The invoices with these ids, by id; one that does not exist is missing."""
    return {row.id: _invoice(row) for row in scope.connection.execute(_ROWS, {"ids": list(ids)})}


def get(scope: Scope, invoice_id: UUID) -> InvoiceRow:
    """One invoice; raises `NotFoundError`."""
    found = rows(scope, [invoice_id])
    if invoice_id not in found:
        raise NotFoundError("There is no such invoice.")
    return found[invoice_id]


def lines(scope: Scope, invoice_id: UUID) -> tuple[LineItem, ...]:
    """The printed lines of an invoice."""
    return tuple(
        LineItem(row.position, row.description, row.quantity, Money(row.total_minor, row.currency))
        for row in scope.connection.execute(_LINES, {"id": invoice_id})
    )


def search_open(scope: Scope, words: str, near_minor: int, limit: int = 20) -> tuple[InvoiceRow, ...]:
    """Invoices that are still open and have `words` in number, counterparty, reference or purchase order,
    the ones whose open amount is closest to `near_minor` first: for a match put together by hand."""
    values = {"words": words.strip(), "near": near_minor, "limit": limit}
    return tuple(_invoice(row) for row in scope.connection.execute(_SEARCH, values))


def void(scope: Scope, invoice_id: UUID) -> None:
    """The invoice no longer counts.

    Raises `ConflictError` when it is void already, does not exist, or something is allocated to it.
    """
    if scope.connection.execute(_VOID, {"id": invoice_id}).rowcount != 1:
        raise ConflictError("This invoice is void already.")


def restore(scope: Scope, invoice_id: UUID) -> None:
    """A void invoice counts again; raises `ConflictError` when its number was taken or it is not void."""
    if scope.connection.execute(_RESTORE, {"id": invoice_id}).rowcount != 1:
        raise ConflictError("This invoice is not void.")


def _twins(numbers: Sequence[str]) -> set[str]:
    """The numbers that stand there more than once."""
    if len(set(numbers)) == len(numbers):
        return set()
    return {number for number, count in Counter(numbers).items() if count > 1}


def _differing(scope: Scope) -> tuple[int, ...]:
    return tuple(row.source_row for row in scope.connection.execute(_MET) if row.differs)


def _staged(bills: Invoices, ids: Mapping[str, UUID]) -> dict[str, Sequence[str]]:
    """The columns to stage, by number, direction and counterparty, as the index of numbers is kept; of equal
    ones the first of the file comes first."""
    keys = {name: str(ids.get(name, "")) for name in set(bills.column("counterparty"))}
    direction, party, number = (bills.column(name) for name in ("direction", "counterparty", "number"))
    places = [
        f"{said}\0{way}\0{keys[name]}" for way, name, said in zip(direction, party, number, strict=True)
    ]
    order: Sequence[int] = range(len(places))
    if any(map(gt, places, islice(places, 1, None))):
        order = sorted(order, key=places.__getitem__)
        bills = bills.picked(order)
    return _cells(bills, ids) | {"position": list(map(str, order))}


def _cells(bills: Invoices, ids: Mapping[str, UUID]) -> dict[str, Sequence[str]]:
    """The columns to stage in the order of the file."""
    parties = bills.column("counterparty")
    keys = {name: str(ids.get(name, "")) for name in set(parties)}
    return {
        "position": list(map(str, range(len(bills)))),
        "counterparty_id": [keys[name] for name in parties],
        "counterparty_name": parties,
        "amount_minor": bills.column("minor"),
        **bills.columns(),
    }


def _lines_of(bills: Invoices) -> Iterator[tuple[Any, ...]]:
    for position, items in bills.items.items():
        for line in items:
            yield position, line.position, line.description, line.quantity, line.total.minor


def _invoice(row: Row[Any]) -> InvoiceRow:
    return InvoiceRow(
        id=row.id,
        number=row.number,
        direction=Direction(row.direction),
        counterparty_id=row.counterparty_id,
        counterparty=row.counterparty_name,
        issued_on=row.issued_on,
        due_on=row.due_on,
        total=Money(row.amount_minor, row.currency),
        allocated=Money(row.allocated_minor, row.currency),
        terms=row.terms,
        purchase_order=row.purchase_order,
        reference=row.reference,
        account=row.account,
        state=ItemState(row.state),
        batch_id=row.batch_id,
        source_row=row.source_row,
    )
