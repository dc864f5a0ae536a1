"""A reading as plain JSON values and back: columns of texts and integers, cheap to send between processes."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import date
from operator import attrgetter
from typing import Any

from core.intake import mapping as mappings
from core.intake.answers import Answers, Choice, Question
from core.intake.reader import Reading
from core.intake.table import Dialect, Fault, Table
from core.model.batch import BatchKind, RejectedRow
from core.model.invoice import Direction, Invoice, LineItem
from core.model.money import Money
from core.model.payment import Payment


def pack_answers(answers: Answers) -> dict[str, Any]:
    """Answers as JSON values."""
    return {
        "encoding": answers.encoding,
        "day_first": answers.day_first,
        "decimal": answers.decimal,
        "sheet": answers.sheet,
        "currency": answers.currency,
        "direction": answers.direction.value if answers.direction else None,
    }


def unpack_answers(values: dict[str, Any]) -> Answers:
    """The answers that `pack_answers` wrote."""
    direction = values["direction"]
    return Answers(**(values | {"direction": Direction(direction) if direction else None}))


def pack(reading: Reading) -> dict[str, Any]:
    """A reading as JSON values."""
    columns = reading.table.columns() if reading.table else []
    shared = _Shared(columns)
    return {
        "kind": reading.kind.value if reading.kind else None,
        "mapping": reading.mapping.to_json() if reading.mapping else None,
        "table": _pack_table(reading.table, columns) if reading.table else None,
        "invoices": _pack_invoices(reading.invoices, shared),
        "payments": _pack_payments(reading.payments, shared),
        "rejected": [_pack_rejected(row) for row in reading.rejected],
        "notices": list(reading.notices),
        "questions": [
            [asked.name, asked.text, [[choice.value, choice.meaning] for choice in asked.choices]]
            for asked in reading.questions
        ],
    }


def unpack(values: dict[str, Any]) -> Reading:
    """The reading that `pack` wrote; its mapping comes without the questions and notices already told."""
    columns = [_split(column) for column in values["table"]["columns"]] if values["table"] else []
    shared = _Shared(columns)
    return Reading(
        kind=BatchKind(values["kind"]) if values["kind"] else None,
        mapping=mappings.from_json(values["mapping"]) if values["mapping"] else None,
        table=_unpack_table(values["table"], columns) if values["table"] else None,
        invoices=_unpack_invoices(values["invoices"], shared),
        payments=_unpack_payments(values["payments"], shared),
        rejected=tuple(_unpack_rejected(row) for row in values["rejected"]),
        notices=tuple(values["notices"]),
        questions=tuple(
            Question(name, text, tuple(Choice(value, meaning) for value, meaning in choices))
            for name, text, choices in values["questions"]
        ),
    )


def _pack_rejected(row: RejectedRow) -> list[Any]:
    return [row.file, row.row, row.column, row.value, row.reason, list(row.cells)]


def _unpack_rejected(values: list[Any]) -> RejectedRow:
    file, row, column, value, reason, cells = values
    return RejectedRow(file, row, column, value, reason, tuple(cells))


def _pack_table(table: Table, columns: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {
        "file_name": table.file_name,
        "header": table.header,
        "header_row": table.header_row,
        "columns": [_join(column) for column in columns],
        "numbers": _pack_numbers(table.numbers),
        "dialect": astuple(table.dialect),
        "faults": [[*place, fault.value, fault.reason] for place, fault in table.faults.items()],
        "rejected": [_pack_rejected(row) for row in table.rejected],
        "notices": table.notices,
    }


def _join(cells: Sequence[str]) -> str | list[str]:
    """A column as one text, a line for each cell: ten times cheaper to send than as many texts. A column
    with line ends in its cells is sent as it is."""
    joined = "\n".join(cells)
    return joined if cells and joined.count("\n") == len(cells) - 1 else list(cells)


def _split(column: str | list[str]) -> list[str]:
    return column.split("\n") if isinstance(column, str) else column


Packed = int | str | list[str] | dict[str, Any]


class _Shared:
    """Columns of values, told briefly: most are a column of the table, many are one word throughout."""

    def __init__(self, columns: Sequence[Sequence[str]]) -> None:
        self._columns = columns

    def pack(self, cells: Iterable[str]) -> Packed:
        """The position of the same column in the table, a word and its count, or the cells."""
        found = tuple(cells)
        if found and found.count(found[0]) == len(found):
            return {"word": found[0], "times": len(found)}
        for position, column in enumerate(self._columns):
            if column == found:
                return position
        return _join(found)

    def unpack(self, packed: Packed) -> Sequence[str]:
        """The cells that `pack` told."""
        if isinstance(packed, int):
            return self._columns[packed]
        if isinstance(packed, dict):
            return [packed["word"]] * packed["times"]
        return _split(packed)


def _pack_numbers(numbers: Sequence[int]) -> list[int]:
    """Row numbers; a run without gaps as its first, last and a mark."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return [-1, numbers[0], numbers[-1]]
    return list(numbers)


def _unpack_numbers(packed: list[int]) -> Sequence[int]:
    return range(packed[1], packed[2] + 1) if packed[:1] == [-1] else packed


def _unpack_table(values: dict[str, Any], columns: Sequence[Sequence[str]]) -> Table:
    return Table(
        file_name=values["file_name"],
        header=tuple(values["header"]),
        header_row=values["header_row"],
        rows=list(zip(*columns, strict=True)),
        numbers=_unpack_numbers(values["numbers"]),
        dialect=Dialect(*values["dialect"]),
        faults={(row, column): Fault(value, reason) for row, column, value, reason in values["faults"]},
        rejected=tuple(_unpack_rejected(row) for row in values["rejected"]),
        notices=tuple(values["notices"]),
    )


def _pack_days(days: Iterable[date | None]) -> list[int]:
    return [day.toordinal() if day else 0 for day in days]


def _unpack_days(ordinals: list[int]) -> list[date | None]:
    known = {ordinal: date.fromordinal(ordinal) if ordinal else None for ordinal in set(ordinals)}
    return [known[ordinal] for ordinal in ordinals]


_INVOICE_TEXTS = ("number", "direction", "counterparty", "terms", "purchase_order", "reference", "account")
_PAYMENT_TEXTS = (
    "bank_id",
    "counterparty",
    "description",
    "reference",
    "method",
    "check_number",
    "structured_reference",
    "account",
    "counterparty_account",
    "status",
)


def _pack_invoices(invoices: Sequence[Invoice], shared: _Shared) -> dict[str, Any]:
    columns: dict[str, Any] = {name: shared.pack(map(attrgetter(name), invoices)) for name in _INVOICE_TEXTS}
    return columns | {
        "issued_on": _pack_days([one.issued_on for one in invoices]),
        "due_on": _pack_days([one.due_on for one in invoices]),
        "minor": [one.total.minor for one in invoices],
        "currency": shared.pack(one.total.currency for one in invoices),
        "source_row": _pack_numbers([one.source_row for one in invoices]),
        "items": {str(at): _pack_items(one.line_items) for at, one in enumerate(invoices) if one.line_items},
    }


def _pack_items(items: tuple[LineItem, ...]) -> list[list[Any]]:
    return [[i.position, i.description, i.quantity, i.total.minor, i.total.currency] for i in items]


def _unpack_invoices(columns: dict[str, Any], shared: _Shared) -> tuple[Invoice, ...]:
    directions = {direction.value: direction for direction in Direction}
    items = {int(at): tuple(map(_unpack_item, packed)) for at, packed in columns["items"].items()}
    number, direction, party, terms, order, reference, account = (
        shared.unpack(columns[name]) for name in _INVOICE_TEXTS
    )
    days = [day for day in _unpack_days(columns["issued_on"]) if day]
    totals = map(Money, columns["minor"], shared.unpack(columns["currency"]))
    return tuple(
        map(
            Invoice, number, map(directions.__getitem__, direction), party, days,
            _unpack_days(columns["due_on"]), totals, terms, order, reference, account,
            _unpack_numbers(columns["source_row"]),
            (items.get(at, ()) for at in range(len(number))),
        )
    )  # fmt: skip


def _unpack_item(values: list[Any]) -> LineItem:
    position, description, quantity, minor, currency = values
    return LineItem(position, description, quantity, Money(minor, currency))


def _pack_payments(payments: Sequence[Payment], shared: _Shared) -> dict[str, Any]:
    columns: dict[str, Any] = {name: shared.pack(map(attrgetter(name), payments)) for name in _PAYMENT_TEXTS}
    return columns | {
        "paid_on": _pack_days([one.paid_on for one in payments]),
        "value_on": _pack_days([one.value_on for one in payments]),
        "minor": [one.amount.minor for one in payments],
        "currency": shared.pack(one.amount.currency for one in payments),
        "source_row": _pack_numbers([one.source_row for one in payments]),
    }


def _unpack_payments(columns: dict[str, Any], shared: _Shared) -> tuple[Payment, ...]:
    bank_id, party, words, reference, method, check, structured, account, theirs, status = (
        shared.unpack(columns[name]) for name in _PAYMENT_TEXTS
    )
    days = [day for day in _unpack_days(columns["paid_on"]) if day]
    amounts = map(Money, columns["minor"], shared.unpack(columns["currency"]))
    return tuple(
        map(
            Payment, days, amounts, bank_id, party, words, reference, method, check, structured, account,
            _unpack_days(columns["value_on"]), theirs, status, _unpack_numbers(columns["source_row"]),
        )
    )  # fmt: skip
