"""A processor's or ledger's file read in a process of its own: its rows as JSON values and back."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from core.intake import child, packing
from core.intake.answers import NO_ANSWERS, Answers, Choice, OpenQuestionError, Question
from core.intake.processors import records
from core.intake.processors.records import NoColumnError, Records
from core.intake.table import Progress
from core.model.batch import RejectedRow
from core.model.unreadable_row import UnreadableRow

COLUMN_OF = "column_of:"  # begins the name of the question which column holds a field that a file must have


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file holds, or the question about it that is still open (never both)."""

    records: Records | None
    question: Question | None = None


def read_file(
    data: bytes, file_name: str, answers: Answers = NO_ANSWERS, said: Mapping[str, str] | None = None
) -> FileRead:
    """`records.read` in a child process with limits on time and memory; raises `FileError` as it does."""
    request = {"file_name": file_name, "answers": packing.pack_answers(answers), "said": dict(said or {})}
    found = child.run("settlement", data, file_name, request).values
    if "question" in found:
        name, text, choices = found["question"]
        return FileRead(None, Question(name, text, tuple(Choice(*choice) for choice in choices)))
    return FileRead(_unpack(found))


def read_settlement_file(data: bytes, request: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """`records.read` on packed arguments, in the child: the packed records, or the open question."""
    del progress  # these files are read in one step
    answers = packing.unpack_answers(request["answers"])
    try:
        return _pack(records.read(data, request["file_name"], answers, request["said"]))
    except NoColumnError as error:
        text = f"Which column of “{request['file_name']}” holds the {error.field.replace('_', ' ')}?"
        return {"question": [COLUMN_OF + error.field, text, [[cell, ""] for cell in error.header]]}
    except OpenQuestionError as error:
        asked = error.question
        return {"question": [asked.name, asked.text, [[one.value, one.meaning] for one in asked.choices]]}


def _pack(read: Records) -> dict[str, Any]:
    moments = [None if one is None else one.isoformat() for one in read.columns["occurred_at"]]
    return {
        "columns": {name: list(values) for name, values in read.columns.items()} | {"occurred_at": moments},
        "rejected": [
            [row.file, row.row, row.column, row.value, row.reason, list(row.cells)] for row in read.rejected
        ],
        "unreadable": [list(astuple(one)) for one in read.unreadable],
        "notices": list(read.notices),
        "fields": dict(read.fields),
        "processor": read.processor,
        "header": list(read.header),
    }


def _unpack(values: dict[str, Any]) -> Records:
    columns = values["columns"]
    columns["occurred_at"] = [
        None if one is None else datetime.fromisoformat(one) for one in columns["occurred_at"]
    ]
    return Records(
        columns,
        tuple(_rejected(*row) for row in values["rejected"]),
        tuple(UnreadableRow(*one) for one in values["unreadable"]),
        tuple(values["notices"]),
        values["fields"],
        values["processor"],
        tuple(values["header"]),
    )


def _rejected(file: str, row: int, column: str, value: str, reason: str, cells: list[str]) -> RejectedRow:
    return RejectedRow(file, row, column, value, reason, tuple(cells))
