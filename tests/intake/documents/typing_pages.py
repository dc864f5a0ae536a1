"""Draws the pages typed in `typed/`: what is to be read, the page, and under `~` its foot."""

import re
from dataclasses import dataclass
from pathlib import Path

from core.intake.documents.values import KEY_FIELDS
from tests.intake.documents.strangers.pen import Pen, typefaces

FOLDER = Path(__file__).parent / "typed"
_COLUMN, _LINE, _SIZE = 5.15, 11.8, 8.6  # points a typed column, points a line, the usual size of letters
_CELL = re.compile(r"(?:\^(?P<size>[0-9]+) +)?(?P<text>\S+(?: \S+)*)")
_FIGURE = re.compile(r"[-(]?\W{0,3}[0-9][0-9.,' ]*[.,][0-9]{2}\)?(?: [€A-Za-z%.]{1,4})?")


@dataclass(frozen=True)
class Typed:
    """One typed invoice: its name, its file and what must be read from it ("" is not asked)."""

    name: str
    data: bytes
    truth: dict[str, str]


def all_typed() -> list[Typed]:
    """Every typed invoice, by name."""
    return [typed(path, number) for number, path in enumerate(sorted(FOLDER.glob("*.txt")))]


def typed(path: Path, number: int) -> Typed:
    """The invoice typed in a file; `number` chooses the typeface."""
    head, page = path.read_text(encoding="utf-8").split("---\n", 1)
    truth = dict(
        line.split(": ", 1) if ": " in line else (line.rstrip(":"), "") for line in head.splitlines()
    )
    faces = [face for face in ("arial", "sans", "serif") if face in typefaces()] or ["helvetica"]
    pen = Pen(faces[number % len(faces)], base=_SIZE if faces[number % len(faces)] != "sans" else 7.6)
    y = 40.0
    head_rows, _, foot_rows = page.partition("~\n")
    for line in head_rows.splitlines():
        y += _row(pen, y, line)
    y = max(y, 800 - _LINE * len(foot_rows.splitlines()))
    for line in foot_rows.splitlines():
        y += _row(pen, y, line)
    asked = dict.fromkeys(KEY_FIELDS, "") | {name: value.strip() for name, value in truth.items()}
    return Typed(path.stem, pen.done(), asked)


def _row(pen: Pen, y: float, line: str) -> float:
    """Writes one line; returns how far down the next one stands."""
    cells = list(_CELL.finditer(line))
    sizes = [float(cell["size"]) for cell in cells if cell["size"]]
    y += max([0.0, *sizes]) * 0.5
    for cell in cells:
        text, size = cell["text"], float(cell["size"] or 0)
        left, right = 36 + cell.start() * _COLUMN, 36 + cell.end() * _COLUMN
        if _FIGURE.fullmatch(text):
            pen.put(right, y, text, size, bold=bool(size), align="r")
        else:
            pen.put(left, y, text, size, bold=bool(size))
    return _LINE + max([0.0, *sizes]) * 0.8
