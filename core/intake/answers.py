"""What a file leaves open and what a person answers."""

from dataclasses import dataclass

from core.model.errors import QuestionError
from core.model.invoice import Direction


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person has said about one file; everything left out is decided by the file or asked.

    `encoding` is a Python codec name, `decimal` is "." or ",", `sheet` the name of a sheet, `currency` an
    ISO 4217 code for amounts that name none, `direction` which way the invoices go when the file is silent.
    """

    encoding: str | None = None
    day_first: bool | None = None
    decimal: str | None = None
    sheet: str | None = None
    currency: str | None = None
    direction: Direction | None = None


NO_ANSWERS = Answers()

# The command line flag that answers each question; "" where only the Upload page can.
_FLAGS = {
    "encoding": "--encoding",
    "day_first": "--day-first",
    "decimal": "--decimal",
    "sheet": "--sheet",
    "currency": "--currency",
    "kind": "--kind",
    "columns": "",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: the value to answer with, and what it would mean in this file."""

    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide. `name` is the field of `Answers` that answers it.

    Two names are answered elsewhere: `kind` by the `kind` argument of `reader.read`, `columns` by a mapping.
    """

    name: str
    text: str
    choices: tuple[Choice, ...] = ()

    @property
    def flag(self) -> str:
        """The command line flag that answers it, or "" where a flag cannot."""
        return _FLAGS[self.name]

    def __str__(self) -> str:
        if not self.flag:
            return self.text
        said = " or ".join(choice.value for choice in self.choices[:4])
        return f"{self.text} Answer with {self.flag}" + (f" ({said})." if said else ".")


class OpenQuestionError(QuestionError):
    """A file can be read in two ways; `question` says which and what answers it."""

    def __init__(self, question: Question) -> None:
        super().__init__(str(question))
        self.question = question
