"""A processor's or ledger's file read in a process of its own: its rows as lines of text and back."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from core.intake import child, packing
from core.intake.answers import NO_ANSWERS, Answers, Choice, OpenQuestionError, Question
from core.intake.child import Limits
from core.intake.processors import records
from core.intake.processors.records import NoColumnError, Records
from core.intake.table import Progress
from core.model.batch import RejectedRow
from core.model.unreadable_row import UnreadableRow

LIMITS = child.DEFAULT_LIMITS
COLUMN_OF = "column_of:"  # begins the name of the question which column holds a field that a file must have


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file holds, or the question about it that is still open (never both)."""

    records: Records | None
    question: Question | None = None


def read_file(
    data: bytes,
    file_name: str,
    answers: Answers = NO_ANSWERS,
    said: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
) -> FileRead:
    """`records.read` in a child process with limits on time and memory; raises `FileError` as it does, and
    when the file needs more than the limits."""
    request = {"file_name": file_name, "answers": packing.pack_answers(answers), "said": dict(said or {})}
    answer = child.run("settlement", data, file_name, request, limits=limits)
    found = answer.values
    if "question" in found:
        name, text, choices = found["question"]
        return FileRead(None, Question(name, text, tuple(Choice(*choice) for choice in choices)))
    return FileRead(_unpack(found, answer.texts))


def read_settlement_file(
    data: bytes, request: dict[str, Any], progress: Progress
) -> dict[str, Any] | tuple[dict[str, Any], list[str]]:
    """`records.read` on packed arguments, in the child: the packed records, or the open question."""
    del progress  # these files are read in one step
    gc.disable()  # a process that lives for one file has nothing to collect
    answers = packing.unpack_answers(request["answers"])
    try:
        return _pack(records.read(data, request["file_name"], answers, request["said"]))
    except NoColumnError as error:
        text = f"Which column of “{request['file_name']}” holds the {error.field.replace('_', ' ')}?"
        return {"question": [COLUMN_OF + error.field, text, [[cell, ""] for cell in error.header]]}
    except OpenQuestionError as error:
        asked = error.question
        return {"question": [asked.name, asked.text, [[one.value, one.meaning] for one in asked.choices]]}


def _pack(read: Records) -> tuple[dict[str, Any], list[str]]:
    """Records as JSON values and, where no cell breaks a line, a text of lines for each column."""
    texts: list[str] = []
    places: dict[str, Any] = {}
    for name, cells in read.columns.items():
        if name in _TYPED:
            lines = [_TYPED[name].write(cell) for cell in cells]
        elif any("\n" in cell for cell in cells):
            places[name] = cells
            continue
        else:
            lines = cells
        places[name] = len(texts)
        texts.append("\n".join(lines))
    values = {
        "columns": places,
        "rows": len(read.columns["row"]),
        "rejected": [
            [row.file, row.row, row.column, row.value, row.reason, list(row.cells)] for row in read.rejected
        ],
        "unreadable": [list(astuple(one)) for one in read.unreadable],
        "notices": list(read.notices),
        "fields": dict(read.fields),
        "processor": read.processor,
        "header": list(read.header),
    }
    return values, texts


def _unpack(values: dict[str, Any], texts: Sequence[str]) -> Records:
    columns = {}
    for name, place in values["columns"].items():
        cells = place if isinstance(place, list) else texts[place].split("\n") if values["rows"] else []
        columns[name] = [_TYPED[name].read(cell) for cell in cells] if name in _TYPED else cells
    return Records(
        columns,
        tuple(_rejected(*row) for row in values["rejected"]),
        tuple(UnreadableRow(*one) for one in values["unreadable"]),
        tuple(values["notices"]),
        values["fields"],
        values["processor"],
        tuple(values["header"]),
    )


@dataclass(frozen=True, slots=True)
class _Type:
    """How a column's values are written as one line each, and read back."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


_WHOLE = _Type(str, int)
_YES_NO = _Type(lambda value: "1" if value else "", bool)
_MOMENT = _Type(
    lambda value: "" if value is None else value.isoformat(),
    lambda text: datetime.fromisoformat(text) if text else None,
)
_TYPED = {
    **dict.fromkeys(("amount", "hundredths", "fee", "row"), _WHOLE),
    **dict.fromkeys(("fee_known", "timed"), _YES_NO),
    "occurred_at": _MOMENT,
}


def _rejected(file: str, row: int, column: str, value: str, reason: str, cells: list[str]) -> RejectedRow:
    return RejectedRow(file, row, column, value, reason, tuple(cells))
