"""The currency of each row: from its column, the header, the amounts themselves, an answer or the books."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.intake import amounts
from core.intake.answers import Choice, Question
from core.intake.currency_codes import CODES, SYMBOLS
from core.intake.table import some
from core.model.columns import Column


@dataclass(frozen=True, slots=True)
class Currencies:
    """A code for each row ("" where there is none to be had), reasons by position, and what to say or ask."""

    codes: Column
    faults: dict[int, str]
    notices: tuple[str, ...] = ()
    question: Question | None = None


def from_column(cells: Column, numbers: Sequence[int], otherwise: str) -> Currencies:
    """Codes from a currency column, in letters of any size; a symbol is taken with a notice, and a blank cell
    takes `otherwise`."""
    known: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for cell in cells.kinds:
        written = cell.strip()
        code = _code(written) or ("" if written else otherwise)
        if code:
            known[cell] = code
        else:
            known[cell] = ""
            wrong[cell] = "is not an ISO 4217 currency code" if written else "the currency is missing"
    if not wrong and all(cell == code for cell, code in known.items()):
        return Currencies(cells, {})
    codes = Column([known[cell] for cell in cells])
    faults = {i: wrong[cell] for i, cell in enumerate(cells) if cell in wrong} if wrong else {}
    small = {cell for cell, code in known.items() if code and cell.strip().upper() not in ("", code)}
    notices: list[str] = []
    if small:
        rows = [numbers[i] for i, cell in enumerate(cells) if cell in small]
        notices.append(
            f"The currency “{min(small).strip()}” in {some(rows)} was read as {known[min(small)]}."
        )
    return Currencies(codes, faults, tuple(notices))


def _code(cell: str) -> str:
    """The code a cell names: in capitals or small letters, or by a symbol that means one currency only."""
    if cell.upper() in CODES and (cell.isupper() or cell.islower()):
        return cell.upper()
    fitting = SYMBOLS.get(cell, frozenset())
    return _MEANT.get(cell, next(iter(fitting)) if len(fitting) == 1 else "")


# Symbols that several currencies use but that mean one of them unless its country is named.
_MEANT = {"£": "GBP"}


def without_column(
    cells: Sequence[Sequence[str]], rows: int, header: str, told: str, base: str, file_name: str
) -> Currencies:
    """Codes where no column names them: by the header, an answer, marks beside the amounts, or the books.

    `cells` are the amount columns. Asks where a mark means several currencies or nothing names one.
    """
    named = header or told
    if named:
        return Currencies(Column.of_word(named, rows), {})
    marked = [_mark(column[i] for column in cells) for i in range(rows)] if _any_mark(cells) else []
    if marked and all(marked):
        return _from_marks(marked, base, file_name)
    if base:
        notice = f"No column names the currency: all amounts were read as {base}, the currency of the books."
        return Currencies(Column.of_word(base, rows), {}, (notice,))
    return Currencies(Column.of_word("", rows), {}, (), _question(file_name, "No column names the currency"))


def _any_mark(cells: Sequence[Sequence[str]]) -> bool:
    return any(_mark([cell]) for column in cells for cell in column[:50])


def _mark(cells: Iterable[str]) -> str:
    for cell in cells:
        if not cell or (cell[-1].isdigit() and (cell[0].isdigit() or cell[0] in "+-")):
            continue
        try:
            if unit := amounts.take_apart(cell).unit:
                return unit
        except amounts.AmountError:
            continue
    return ""


def _from_marks(marked: list[str], base: str, file_name: str) -> Currencies:
    known: dict[str, str] = {}
    for mark in set(marked):
        code = _code(mark) or (base if amounts.unit_fits(mark, base) else "")
        if not code:
            question = _question(file_name, f"“{mark}” can mean several currencies")
            return Currencies(Column.of_word("", len(marked)), {}, (), question)
        known[mark] = code
    notices = tuple(f"Amounts marked “{mark}” were read as {code}." for mark, code in sorted(known.items()))
    return Currencies(Column([known[mark] for mark in marked]), {}, notices)


def _question(file_name: str, why: str) -> Question:
    return Question(
        "currency",
        f"{why} in “{file_name}”. Which currency are its amounts in?",
        tuple(Choice(code, code) for code in ("EUR", "USD", "GBP", "CHF")),
    )
