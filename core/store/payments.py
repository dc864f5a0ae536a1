"""Payments: bank lines stored once each, set aside and taken back, read one by one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text, Uuid

from core.model.columns import Column, Payments
from core.model.errors import ConflictError, NotFoundError
from core.model.invoice import ItemState
from core.model.money import Money
from core.model.payment import Payment
from core.store.staging import stage_columns, whole_tables
from core.store.tenancy import Scope

_PRINTED = bytes(range(32, 127)) + b"\n"
# Stands for a program that set a payment aside on a person's behalf; null would mean the engine.
_SOME_PROGRAM = UUID(int=0)

_STAGED = (
    ("fingerprint", "text"),
    ("occurrence", "integer"),
    ("bank_id", "text"),
    ("paid_on", "date"),
    ("value_on", "date"),
    ("amount_minor", "bigint"),
    ("currency", "text"),
    ("counterparty_name", "text"),
    ("description", "text"),
    ("reference", "text"),
    ("method", "text"),
    ("check_number", "text"),
    ("structured_reference", "text"),
    ("account", "text"),
    ("counterparty_account", "text"),
    ("source_row", "integer"),
)

# Adds the lines that are new. They were staged by fingerprint, so their keys rise with it: two imports of
# overlapping files never wait for each other.
_ADD = text("""
    insert into payments (
        id, batch_id, fingerprint, occurrence, bank_id, paid_on, value_on, amount_minor, currency,
        counterparty_name, description, reference, method, check_number, structured_reference, account,
        counterparty_account, source_row
    )
    select
        s.id, :batch_id, s.fingerprint, s.occurrence, s.bank_id, s.paid_on, s.value_on, s.amount_minor,
        s.currency, s.counterparty_name, s.description, s.reference, s.method, s.check_number,
        s.structured_reference, s.account, s.counterparty_account, s.source_row
    from staged_payments as s
    order by s.id
    on conflict (tenant_id, fingerprint, occurrence) where voided_at is null do nothing
""")

# The days on which the books have lines, among the days of a file.
_DAYS_MET = text("""
    select distinct coalesce(value_on, paid_on)
    from payments
    where voided_at is null
      and coalesce(value_on, paid_on) between cast(:first as date) and cast(:last as date)
""")

_KNOWN = text("""
    select count(*)
    from staged_payments as s
    join payments as p on p.fingerprint = s.fingerprint
        and p.occurrence = s.occurrence
        and p.voided_at is null
""")

_ROWS = text("""
    select p.*, s.state
    from payments as p
    join payment_states as s on s.tenant_id = p.tenant_id and s.id = p.id
    where p.id = any(:ids)
    order by p.paid_on, p.id
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)))

# What is still open, moves the way the money looked for does and has the words, the closest amounts first.
_SEARCH = text("""
    select p.*, s.state
    from payments as p
    join payment_states as s on s.tenant_id = p.tenant_id and s.id = p.id
    where s.state not in ('settled', 'set_aside')
      and sign(p.amount_minor) = sign(cast(:near as bigint))
      and (:words = '' or position(lower(:words) in lower(concat_ws(' ',
            p.counterparty_name, p.description, p.reference, p.bank_id))) > 0)
    order by abs(p.amount_minor - p.allocated_minor - cast(:near as bigint)), p.paid_on, p.id
    limit :limit
""")

_SET_ASIDE = text("""
    update payments
    set set_aside_reason = :reason, set_aside_by = :by
    where id = :id and voided_at is null
""")

# What a person had set aside is as before; what the engine had set aside keeps the person's name without a
# reason, which tells the next run to leave it in.
_TAKE_BACK = text("""
    update payments
    set set_aside_reason = null, set_aside_by = case when set_aside_by is null then cast(:by as uuid) end
    where id = :id and set_aside_reason is not null
""")

# The engine only ever touches what no person set aside.
_ENGINE_RELEASES = text("""
    update payments
    set set_aside_reason = null
    where set_aside_reason is not null and set_aside_by is null and id <> all(:keep)
""").bindparams(bindparam("keep", type_=ARRAY(Uuid)))

_ENGINE_SETS_ASIDE = text("""
    update payments as p
    set set_aside_reason = n.reason
    from unnest(:ids, :reasons) as n (id, reason)
    where p.id = n.id and p.set_aside_by is null and p.voided_at is null
      and p.set_aside_reason is distinct from n.reason
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)), bindparam("reasons", type_=ARRAY(Text)))


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing a file came to: rows added, rows that were in the books already, and source rows of these
    that say something else than the books do (same invoice number, other amount or date)."""

    added: int
    known: int
    differing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment as it stands in the books."""

    id: UUID
    paid_on: date
    value_on: date | None
    amount: Money
    allocated: Money
    counterparty: str
    description: str
    reference: str
    method: str
    bank_id: str
    check_number: str
    structured_reference: str
    account: str
    counterparty_account: str
    set_aside_reason: str | None
    set_aside_by_person: bool
    state: ItemState
    batch_id: UUID
    source_row: int

    @property
    def open(self) -> Money:
        """What is not applied to an invoice yet."""
        return self.amount - self.allocated


def fingerprints(payments: Payments) -> list[str]:
    """What each line says, as a SHA-256: account, value date, amount, currency, bank id and its words.

    Bank ids are reused every year and line numbers shift between overlapping statements, so neither is
    enough alone and the line number is left out. Case and spacing do not count.
    """
    names = (
        *("minor", "currency", "bank_id", "counterparty", "description", "reference", "check_number"),
        "structured_reference",
    )
    words = [_folded(payments.column("account")), _value_days(payments)]
    words += [_folded(payments.column(name)) for name in names]
    said = map("\x1f".join, zip(*words, strict=True))
    return [sha256(each.encode()).hexdigest() for each in said]


def _folded(column: Column) -> Sequence[str]:
    """The cells without regard to case and spacing."""
    if column.word is not None:
        return [" ".join(column.word.split()).casefold()] * len(column)
    joined = column.joined
    if joined is not None and _is_plain(joined):
        return joined.lower().split("\n")  # in one step where no cell has a space too many
    known = {cell: " ".join(cell.split()).casefold() for cell in column.kinds}
    return [known[cell] for cell in column]


def _is_plain(lines: str) -> bool:
    """Whether no line has anything but printed ASCII, two spaces in a row, or a space at its ends."""
    if not lines.isascii() or lines.encode().translate(None, _PRINTED):
        return False
    return not any(spaces in f"\n{lines}\n" for spaces in ("  ", " \n", "\n "))


def _value_days(payments: Payments) -> Sequence[str]:
    paid, value = payments.column("paid_on"), payments.column("value_on")
    return paid if value.word == "" else [later or day for later, day in zip(value, paid, strict=True)]


def store(scope: Scope, batch_id: UUID, payments: Sequence[Payment]) -> Stored:
    """Adds the lines of one file that are not in the books yet.

    Equal lines of one file are numbered, so two of them are two payments; the same lines in another file
    carry the same numbers and are known.
    """
    values = _staged(Payments.of(payments))
    staged = stage_columns(scope, "staged_payments", _STAGED, values, into=["payments"])
    added = scope.connection.execute(_ADD, {"batch_id": batch_id}).rowcount
    return Stored(added, staged - added)


def preview(scope: Scope, payments: Sequence[Payment]) -> Stored:
    """What `store` would come to; changes nothing.

    Only lines of days that the books have lines of can be known, so only these are held against them.
    """
    lines = Payments.of(payments)
    days = _value_days(lines)
    if not len(lines):
        return Stored(0, 0)
    met = scope.connection.execute(_DAYS_MET, {"first": min(days), "last": max(days)}).scalars()
    known_days = {day.isoformat() for day in met}
    maybe = lines.picked([place for place, day in enumerate(days) if day in known_days])
    if not len(maybe):
        return Stored(len(lines), 0)
    marks = fingerprints(maybe)
    values = {"fingerprint": marks, "occurrence": _occurrences(marks)}
    stage_columns(scope, "staged_payments", _STAGED[:2], values)
    with whole_tables(scope.connection):
        known = int(scope.connection.execute(_KNOWN).scalar_one())
    return Stored(len(lines) - known, known)


def rows(scope: Scope, ids: Collection[UUID]) -> dict[UUID, PaymentRow]:
    """The payments with these ids, by id; one that does not exist is missing."""
    return {row.id: _payment(row) for row in scope.connection.execute(_ROWS, {"ids": list(ids)})}


def get(scope: Scope, payment_id: UUID) -> PaymentRow:
    """One payment; raises `NotFoundError`."""
    found = rows(scope, [payment_id])
    if payment_id not in found:
        raise NotFoundError("There is no such payment.")
    return found[payment_id]


def search_open(scope: Scope, words: str, near_minor: int, limit: int = 20) -> tuple[PaymentRow, ...]:
    """Bank lines that are still open, move the way `near_minor` does and have `words` in payer, text or
    reference, the ones whose open amount is closest first: for a match put together by hand."""
    values = {"words": words.strip(), "near": near_minor, "limit": limit}
    return tuple(_payment(row) for row in scope.connection.execute(_SEARCH, values))


def set_aside(scope: Scope, payment_id: UUID, reason: str) -> None:
    """A person says the payment is not about invoices.

    Raises `NotFoundError`, and `ConflictError` when something is allocated from it.
    """
    values = {"id": payment_id, "reason": reason, "by": scope.actor.id or _SOME_PROGRAM}
    if scope.connection.execute(_SET_ASIDE, values).rowcount != 1:
        raise NotFoundError("There is no such payment.")


def take_back(scope: Scope, payment_id: UUID) -> None:
    """The payment is about invoices after all, whatever later runs think; raises `ConflictError` when it is
    not set aside."""
    values = {"id": payment_id, "by": scope.actor.id or _SOME_PROGRAM}
    if scope.connection.execute(_TAKE_BACK, values).rowcount != 1:
        raise ConflictError("This payment is not set aside.")


def release_set_aside_by_engine(scope: Scope, keep: Collection[UUID]) -> int:
    """Before a run posts: takes back what the engine had set aside, except `keep`; answers how many."""
    return scope.connection.execute(_ENGINE_RELEASES, {"keep": list(keep)}).rowcount


def set_aside_by_engine(scope: Scope, reasons: Mapping[UUID, str]) -> int:
    """After a run posted: sets aside what it recognised; what a person set aside stays as it is."""
    values = {"ids": list(reasons), "reasons": list(reasons.values())}
    return scope.connection.execute(_ENGINE_SETS_ASIDE, values).rowcount


def _staged(payments: Payments) -> dict[str, Sequence[str]]:
    """The columns to stage, by fingerprint; equal lines numbered from 1 in the order of the file."""
    marks = fingerprints(payments)
    occurrences = _occurrences(marks)
    order = sorted(range(len(marks)), key=marks.__getitem__)
    ordered = payments.picked(order)
    return {
        "fingerprint": [marks[place] for place in order],
        "occurrence": [occurrences[place] for place in order],
        "amount_minor": ordered.column("minor"),
        "counterparty_name": ordered.column("counterparty"),
        **ordered.columns(),
    }


def _occurrences(marks: Sequence[str]) -> Sequence[str]:
    """Which of its equals each mark is, from 1 on."""
    if len(set(marks)) == len(marks):
        return ["1"] * len(marks)
    seen: dict[str, int] = {}
    found = []
    for mark in marks:
        seen[mark] = seen.get(mark, 0) + 1
        found.append(str(seen[mark]))
    return found


def _payment(row: Row[Any]) -> PaymentRow:
    return PaymentRow(
        id=row.id,
        paid_on=row.paid_on,
        value_on=row.value_on,
        amount=Money(row.amount_minor, row.currency),
        allocated=Money(row.allocated_minor, row.currency),
        counterparty=row.counterparty_name,
        description=row.description,
        reference=row.reference,
        method=row.method,
        bank_id=row.bank_id,
        check_number=row.check_number,
        structured_reference=row.structured_reference,
        account=row.account,
        counterparty_account=row.counterparty_account,
        set_aside_reason=row.set_aside_reason,
        set_aside_by_person=row.set_aside_reason is not None and row.set_aside_by is not None,
        state=ItemState(row.state),
        batch_id=row.batch_id,
        source_row=row.source_row,
    )
