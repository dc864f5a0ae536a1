"""What the command line is told about the two files of a settlement, and what it asks about them in turn."""

import tomllib
from pathlib import Path
from typing import NoReturn

from core.intake.answers import OpenQuestionError, Question
from core.intake.processors.packed import COLUMN_OF
from core.model.errors import FileError

SIDES = ("external", "internal")  # the processor's file and the ledger's
_OTHER_NAMES = {
    "processor_name": "processor", "transaction_date": "occurred_at", "date": "occurred_at",
    "reference_number": "reference", "type": "kind",
}  # fmt: skip


def mapping(path: Path | None) -> dict[str, dict[str, str]]:
    """The headers a mapping file names for fields, for each side; none without a file.

    The file is TOML: `field = "Header"` for both files, or in tables `[external]` and `[internal]`. Raises
    `FileError`.
    """
    if path is None:
        return {side: {} for side in SIDES}
    try:
        values = tomllib.loads(text(path))
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"The mapping file “{path.name}” is not TOML: {error}.") from error
    shared = {key: value for key, value in values.items() if key not in SIDES}
    said = {}
    for side in SIDES:
        own = values.get(side, {})
        if not isinstance(own, dict):
            raise FileError(f"In “{path.name}” “{side}” must be a table of fields.")
        said[side] = {_OTHER_NAMES.get(name, name): str(header) for name, header in {**shared, **own}.items()}
    return said


def text(path: Path) -> str:
    """A text file; raises `FileError` where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"“{path.name}” is not UTF-8 text.") from error


def ask(question: Question, file_name: str) -> NoReturn:
    """Says what a file leaves open and how the command line is told: by a mapping file or by a flag."""
    if not question.name.startswith(COLUMN_OF):
        raise OpenQuestionError(question)
    field = question.name.removeprefix(COLUMN_OF).replace("_", " ")
    seen = ", ".join(f"“{choice.value}”" for choice in question.choices)
    raise FileError(
        f"“{file_name}” has no column for {field}. Its columns are {seen[:400]}. "
        "Name it in a mapping file (--mapping)."
    )
