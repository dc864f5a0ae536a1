"""A reading as plain JSON values beside a few long texts, and back: cheap to send between processes."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from core.intake import mapping as mappings
from core.intake.answers import Answers, Choice, Question
from core.intake.reader import Reading
from core.intake.table import Dialect, Table
from core.model.batch import BatchKind, RejectedRow
from core.model.columns import Column, Invoices, Payments
from core.model.invoice import Direction, LineItem
from core.model.money import Money


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


def pack(reading: Reading) -> tuple[dict[str, Any], list[str]]:
    """A reading as JSON values and the texts they point to, a column of values each; of its table only what
    is shown, for the rows as they stand in the file serve nothing else once they are read."""
    texts: list[str] = []
    items = reading.invoices.items
    values = {
        "kind": reading.kind.value if reading.kind else None,
        "mapping": reading.mapping.to_json() if reading.mapping else None,
        "table": _pack_table(reading.table.head()) if reading.table else None,
        "invoices": _pack_columns(reading.invoices, texts),
        "items": {str(at): [_pack_item(one) for one in items[at]] for at in items},
        "payments": _pack_columns(reading.payments, texts),
        "rejected": [_pack_rejected(row) for row in reading.rejected],
        "notices": list(reading.notices),
        "questions": [
            [asked.name, asked.text, [[choice.value, choice.meaning] for choice in asked.choices]]
            for asked in reading.questions
        ],
    }
    return values, texts


def unpack(values: dict[str, Any], texts: Sequence[str]) -> Reading:
    """The reading that `pack` wrote; its mapping comes without the questions and notices already told."""
    items = {int(at): tuple(map(_unpack_item, packed)) for at, packed in values["items"].items()}
    return Reading(
        kind=BatchKind(values["kind"]) if values["kind"] else None,
        mapping=mappings.from_json(values["mapping"]) if values["mapping"] else None,
        table=_unpack_table(values["table"]) if values["table"] else None,
        invoices=Invoices(_unpack_columns(values["invoices"], texts), items),
        payments=Payments(_unpack_columns(values["payments"], texts)),
        rejected=tuple(_unpack_rejected(row) for row in values["rejected"]),
        notices=tuple(values["notices"]),
        questions=tuple(
            Question(name, text, tuple(Choice(value, meaning) for value, meaning in choices))
            for name, text, choices in values["questions"]
        ),
    )


def _pack_columns(values: Invoices | Payments, texts: list[str]) -> dict[str, Any]:
    return {name: _pack_column(column, texts) for name, column in values.columns().items()}


def _pack_column(column: Column, texts: list[str]) -> Any:
    """The place of a column's text and its length; a word and its length; a range of numbers; or, with line
    ends in its cells, the cells."""
    if (places := column.places) is not None:
        return {"numbers": [places.start, places.stop, places.step]}
    if column.word is not None:
        return [column.word, len(column)]
    if column.joined is None:
        return {"cells": list(column)}
    texts.append(column.joined)
    return [len(texts) - 1, len(column)]


def _unpack_columns(packed: dict[str, Any], texts: Sequence[str]) -> dict[str, Column]:
    return {name: _unpack_column(column, texts) for name, column in packed.items()}


def _unpack_column(packed: Any, texts: Sequence[str]) -> Column:
    if isinstance(packed, dict):
        return Column(packed["cells"]) if "cells" in packed else Column.of_numbers(range(*packed["numbers"]))
    told, length = packed
    return Column.of_word(told, length) if isinstance(told, str) else Column.of_text(texts[told], length)


def _pack_item(item: LineItem) -> list[Any]:
    return [item.position, item.description, item.quantity, item.total.minor, item.total.currency]


def _unpack_item(values: list[Any]) -> LineItem:
    position, description, quantity, minor, currency = values
    return LineItem(position, description, quantity, Money(minor, currency))


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
        "rows": list(table.rows),
        "numbers": list(table.numbers),
        "dialect": astuple(table.dialect),
        "notices": table.notices,
    }


def _unpack_table(values: dict[str, Any]) -> Table:
    return Table(
        file_name=values["file_name"],
        header=tuple(values["header"]),
        header_row=values["header_row"],
        rows=[tuple(row) for row in values["rows"]],
        numbers=values["numbers"],
        dialect=Dialect(*values["dialect"]),
        notices=tuple(values["notices"]),
    )
