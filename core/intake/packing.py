"""A reading as plain JSON values and back: columns of texts and integers, cheap to send between processes."""

from datetime import date
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
    return {
        "kind": reading.kind.value if reading.kind else None,
        "mapping": reading.mapping.to_json() if reading.mapping else None,
        "table": _pack_table(reading.table) if reading.table else None,
        "invoices": _pack_invoices(reading.invoices),
        "payments": _pack_payments(reading.payments),
        "rejected": [_pack_rejected(row) for row in reading.rejected],
        "notices": list(reading.notices),
        "questions": [
            [asked.name, asked.text, [[choice.value, choice.meaning] for choice in asked.choices]]
            for asked in reading.questions
        ],
    }


def unpack(values: dict[str, Any]) -> Reading:
    """The reading that `pack` wrote; its mapping comes without the questions and notices already told."""
    return Reading(
        kind=BatchKind(values["kind"]) if values["kind"] else None,
        mapping=mappings.from_json(values["mapping"]) if values["mapping"] else None,
        table=_unpack_table(values["table"]) if values["table"] else None,
        invoices=_unpack_invoices(values["invoices"]),
        payments=_unpack_payments(values["payments"]),
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


def _pack_table(table: Table) -> dict[str, Any]:
    return {
        "file_name": table.file_name,
        "header": table.header,
        "header_row": table.header_row,
        "rows": table.rows,
        "numbers": list(table.numbers),
        "dialect": [table.dialect.encoding, table.dialect.delimiter, table.dialect.sheet],
        "faults": [[*place, fault.value, fault.reason] for place, fault in table.faults.items()],
        "rejected": [_pack_rejected(row) for row in table.rejected],
        "notices": table.notices,
    }


def _unpack_table(values: dict[str, Any]) -> Table:
    return Table(
        file_name=values["file_name"],
        header=tuple(values["header"]),
        header_row=values["header_row"],
        rows=list(map(tuple, values["rows"])),
        numbers=values["numbers"],
        dialect=Dialect(*values["dialect"]),
        faults={(row, column): Fault(value, reason) for row, column, value, reason in values["faults"]},
        rejected=tuple(_unpack_rejected(row) for row in values["rejected"]),
        notices=tuple(values["notices"]),
    )


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _pack_invoices(invoices: tuple[Invoice, ...]) -> list[list[Any]]:
    return [
        [
            one.number, one.direction.value, one.counterparty, one.issued_on.toordinal(),
            one.due_on.toordinal() if one.due_on else 0, one.total.minor, one.total.currency, one.terms,
            one.purchase_order, one.reference, one.account, one.source_row, _pack_items(one.line_items),
        ]
        for one in invoices
    ]  # fmt: skip


def _pack_items(items: tuple[LineItem, ...]) -> list[list[Any]]:
    return [[i.position, i.description, i.quantity, i.total.minor, i.total.currency] for i in items]


def _unpack_invoices(rows: list[list[Any]]) -> tuple[Invoice, ...]:
    directions = {direction.value: direction for direction in Direction}
    return tuple(
        Invoice(
            number, directions[direction], party, date.fromordinal(issued), _day(due), Money(minor, code),
            terms, order, reference, account, row,
            tuple(LineItem(at, words, count, Money(net, unit)) for at, words, count, net, unit in items),
        )
        for number, direction, party, issued, due, minor, code, terms, order, reference, account, row, items
        in rows
    )  # fmt: skip


def _pack_payments(payments: tuple[Payment, ...]) -> list[list[Any]]:
    return [
        [
            one.paid_on.toordinal(), one.amount.minor, one.amount.currency, one.bank_id, one.counterparty,
            one.description, one.reference, one.method, one.check_number, one.structured_reference,
            one.account, one.value_on.toordinal() if one.value_on else 0, one.counterparty_account,
            one.status, one.source_row,
        ]
        for one in payments
    ]  # fmt: skip


def _unpack_payments(rows: list[list[Any]]) -> tuple[Payment, ...]:
    return tuple(
        Payment(
            date.fromordinal(paid), Money(minor, code), bank_id, party, words, reference, method, check,
            structured, account, _day(value), theirs, status, row,
        )
        for paid, minor, code, bank_id, party, words, reference, method, check, structured, account, value,
        theirs, status, row in rows
    )  # fmt: skip
