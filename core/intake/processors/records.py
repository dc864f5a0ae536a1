"""A processor's or a ledger's file to the columns settlement compares, bad rows named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.intake import amounts, currencies, dates, names, tabular
from core.intake.answers import Answers, Choice, OpenQuestionError, Question
from core.intake.processors import field_names, forms, moments
from core.intake.processors.forms import Form
from core.intake.table import NumberText, Table, some
from core.model.batch import RejectedRow
from core.model.columns import Column
from core.model.errors import FileError
from core.model.money import minor_digits, round_to_minor
from core.model.unreadable_row import UnreadableRow

_TEXTS = (
    "transaction_id", "processor", "status", "merchant_id", "reference", "payout_id", "kind", "parent_id",
    "source_id", "payer", "description",
)  # fmt: skip


class NoColumnError(FileError):
    """No column is known by its name to hold `field`; `header` are the columns there are."""

    def __init__(self, message: str, field: str, header: Sequence[str]) -> None:
        super().__init__(message)
        self.field = field
        self.header = tuple(cell for cell in header if cell)


@dataclass(frozen=True, slots=True)
class Records:
    """What a file holds, column by column as `core/settlement/frames.py` names them (lists of one length).

    `timed`, `fee_known` say what is known of each row. `hundredths` is the amount times 100 where a currency
    without decimals was written with some (0 elsewhere; `amount` is rounded then). `unreadable` are the
    rejected rows that still say which they are. `fields` names each field's header, `header` all there are.
    """

    columns: Mapping[str, list[Any]]
    rejected: tuple[RejectedRow, ...]
    unreadable: tuple[UnreadableRow, ...]
    notices: tuple[str, ...]
    fields: Mapping[str, str]
    processor: str = ""
    header: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    table: Table
    at: dict[str, int]
    form: Form
    answers: Answers
    minor: frozenset[str] = frozenset()  # of amount and fee: those whose column counts minor units
    faults: dict[int, RejectedRow] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def cells(self, name: str) -> Sequence[str]:
        place = self.at.get(name)
        return self.table.column(place) if place is not None else [""] * len(self.table.rows)

    def fault(self, index: int, name: str, reason: str) -> None:
        if index not in self.faults:
            self.faults[index] = self.table.reject(index, self.at.get(name, 0), reason)


def read(data: bytes, file_name: str, answers: Answers, said: Mapping[str, str]) -> Records:
    """Reads a CSV or XLSX file of transactions.

    `said` maps fields to headers where a person knows better than the names. Raises `FileError` for a file
    that cannot be taken or lacks an id or an amount, `OpenQuestionError` where it can be read in two ways.
    """
    table = tabular.read_table(data, file_name, answers)
    if not table.header_row:
        raise FileError(f"“{file_name}” has no header row: its first row already holds values.")
    at, form = _fields(table, said)
    at, minor = _in_minor_units(at, said, file_name)
    reading = _Reading(table, at, form, answers, minor, notices=list(table.notices))
    for (number, place), fault in table.faults.items():
        if place in at.values() and number in table.numbers:
            index = list(table.numbers).index(number)
            reading.faults.setdefault(index, table.reject(index, place, fault.reason, fault.value))
    codes = _currencies(reading)
    columns = _money(reading, codes) | _moments(reading) | _texts(reading)
    columns |= {"currency": codes, "row": list(table.numbers)}
    return _good(reading, columns)


def _fields(table: Table, said: Mapping[str, str]) -> tuple[dict[str, int], Form]:
    header = table.header
    assigned = field_names.assign(header)
    form = forms.recognise(header, assigned)
    fixed = field_names.told(header, said, table.file_name)
    at = {name: place for name, place in assigned.items() if name not in form.without}
    for stronger in (form.columns, fixed):
        at = {name: place for name, place in at.items() if place not in stronger.values()} | dict(stronger)
    at = field_names.about(header, set(at.values())) | at
    for place in at.values():
        twins = [cell for cell in header if cell and names.words(cell) == names.words(header[place])]
        if len(twins) > 1:
            raise FileError(
                f"“{table.file_name}” has the column “{header[place]}” more than once; rename or remove one."
            )
    for name in field_names.NEEDED:
        if name not in at and field_names.MINOR.get(name) not in at:
            seen = ", ".join(f"“{cell}”" for cell in header if cell)
            raise NoColumnError(
                f"“{table.file_name}” has no column for {name.replace('_', ' ')}. "
                f"Its columns are {seen[:400]}. Name it in a mapping file (--mapping).",
                name,
                header,
            )
    return at, form


def _in_minor_units(
    at: Mapping[str, int], said: Mapping[str, str], file_name: str
) -> tuple[dict[str, int], frozenset[str]]:
    """The columns with one for amount and fee each, and which of the two count minor units.

    Where a file has both, the column of whole units is read, unless a person says the other.
    """
    chosen, minor = dict(at), set()
    for name, in_minor in field_names.MINOR.items():
        if name in said and in_minor in said:
            raise FileError(f"For “{file_name}” both {name} and {in_minor} are named; one of them is enough.")
        place = chosen.pop(in_minor, None)
        if place is not None and (in_minor in said or name not in chosen):
            chosen[name] = place
            minor.add(name)
    return chosen, frozenset(minor)


def _currencies(reading: _Reading) -> list[str]:
    table, told = reading.table, reading.answers.currency or ""
    if "currency" in reading.at:
        found = currencies.from_column(Column(reading.cells("currency")), table.numbers, told)
    else:
        money = [reading.cells(name) for name in ("amount", "fee", "net") if name in reading.at]
        header = names.fold(table.header[reading.at["amount"]]).currency
        base = "USD" if reading.form.processor == "square" else ""
        found = currencies.without_column(money, len(table.rows), header, told, base, table.file_name)
    if found.question:
        raise OpenQuestionError(found.question)
    reading.notices += found.notices
    for index, reason in found.faults.items():
        reading.fault(index, "currency" if "currency" in reading.at else "amount", reason)
    return list(found.codes)


def _decimal(reading: _Reading) -> str:
    cells = [
        cell
        for name in ("amount", "fee", "net")
        if name in reading.at and name not in reading.minor
        for cell in reading.cells(name)
        if cell and not isinstance(cell, NumberText)
    ]
    vote = amounts.decide_decimal(cells)
    sign = vote.sign or reading.answers.decimal or ("." if vote.sign == "" else None)
    if sign is None:
        text = (
            f"In “{reading.table.file_name}” the amount “{vote.example}” can be read in two ways. "
            "Which is the decimal sign?"
        )
        raise OpenQuestionError(Question("decimal", text, (Choice(".", "point"), Choice(",", "comma"))))
    return sign


def _money(reading: _Reading, codes: list[str]) -> dict[str, list[Any]]:
    decimal = _decimal(reading)
    cells = reading.cells("amount")
    in_minor = "amount" in reading.minor
    found, wrong = _counted(cells) if in_minor else _parsed(cells, decimal, codes)
    hundredths = [0] * len(found)
    for index, reason in wrong.items():
        exact = None if in_minor else _with_decimals(cells[index], decimal, codes[index])
        if exact is None:
            reading.fault(index, "amount", reason)
        else:
            hundredths[index] = int(exact.scaleb(2))
            found[index] = round_to_minor(exact, codes[index])
    for index, minor in enumerate(found):
        if minor is None and index not in reading.faults:
            reading.fault(index, "amount", "the amount is missing")
    told = reading.cells("fee")
    fees, wrong = _counted(told) if "fee" in reading.minor else _parsed(told, decimal, codes)
    rounded = []
    for index, reason in wrong.items():
        exact = _exact(told[index], decimal)
        if exact is None or "more decimals" not in reason:
            reading.fault(index, "fee", reason)
        else:
            fees[index] = round_to_minor(exact, codes[index])
            rounded.append(reading.table.numbers[index])
    if rounded:
        reading.notices.append(
            f"Fees with more decimals than their currency has were rounded in {some(rounded)}."
        )
    return {
        "amount": found,
        "hundredths": hundredths,
        "fee": [fee or 0 for fee in fees],
        "fee_known": [fee is not None for fee in fees],
    }


_COUNT = re.compile(r"[+-]?[0-9]{1,15}(?:\.0+)?\Z")  # a workbook's number may end in .0


def _counted(cells: Sequence[str]) -> tuple[list[int | None], dict[int, str]]:
    """Amounts of a column in minor units: whole numbers and nothing else."""
    found: list[int | None] = []
    wrong = {}
    for index, cell in enumerate(cells):
        text = cell.strip().replace("\N{MINUS SIGN}", "-")
        fits = _COUNT.match(text)
        if text and not fits:
            wrong[index] = "is not a whole number, although its column counts cents (minor units)"
        found.append(int(text.partition(".")[0]) if fits else None)
    return found, wrong


def _parsed(
    cells: Sequence[str], decimal: str, codes: Sequence[str]
) -> tuple[list[int | None], dict[int, str]]:
    """As `amounts.parse_column`; cells that were numbers in a workbook always have a decimal point."""
    minors, wrong = amounts.parse_column(cells, decimal, codes)
    found = list(minors)
    if decimal == ".":
        return found, wrong
    for index, cell in enumerate(cells):
        if isinstance(cell, NumberText):
            wrong.pop(index, None)
            one, fault = amounts.parse_column([cell], ".", [codes[index]])
            found[index] = one[0]
            wrong |= {index: fault[0]} if fault else {}
    return found, wrong


def _exact(cell: str, decimal: str) -> Decimal | None:
    try:
        written = amounts.take_apart(cell)
        return written.sign * amounts.number(written.digits, "." if isinstance(cell, NumberText) else decimal)
    except amounts.AmountError:
        return None


def _with_decimals(cell: str, decimal: str, currency: str) -> Decimal | None:
    """An amount with decimals in a currency that has none: kept, because it shows mistaken decimals."""
    exact = _exact(cell, decimal) if currency and minor_digits(currency) == 0 else None
    return exact if exact is not None and exact.scaleb(2) == exact.scaleb(2).to_integral_value() else None


def _moments(reading: _Reading) -> dict[str, list[Any]]:
    cells = reading.cells("occurred_at")
    day_first = _day_first(reading, cells)
    clocks = reading.cells("time") if "time" in reading.at else ()
    zones = (
        [forms.ZONES.get(one.strip(), one) for one in reading.cells("zone")] if "zone" in reading.at else ()
    )
    found, timed, wrong = moments.parse_column(cells, day_first, clocks, zones)
    for index, reason in wrong.items():
        reading.fault(index, "occurred_at", reason)
    return {"occurred_at": found, "timed": timed}


def _day_first(reading: _Reading, cells: Sequence[str]) -> bool:
    vote = dates.decide_order(set(cells))
    if vote.day_first is not None and not vote.dotted:
        return vote.day_first
    told = reading.answers.day_first
    if told is not None or vote.day_first is not None:
        return bool(told if told is not None else vote.day_first)
    where = f"In “{reading.table.file_name}” the date “{vote.example}”"
    text = f"{where} can be read in two ways. Which comes first?"
    choices = (Choice("yes", "the day first"), Choice("no", "the month first"))
    raise OpenQuestionError(Question("day_first", text, choices))


def _texts(reading: _Reading) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {name: [cell.strip() for cell in reading.cells(name)] for name in _TEXTS}
    if reading.form.processor:
        found["processor"] = [reading.form.processor] * len(reading.table.rows)
    if reading.form.impact is not None:
        impact = reading.table.column(reading.form.impact)
        pairs = zip(found["kind"], impact, strict=True)
        found["kind"] = ["hold" if cell.strip().casefold() == "memo" else kind for kind, cell in pairs]
    return found


def _good(reading: _Reading, columns: dict[str, list[Any]]) -> Records:
    table = reading.table
    rejected = sorted((*table.rejected, *reading.faults.values()), key=lambda one: one.row)
    if not table.rows and not rejected:
        raise FileError(f"“{table.file_name}” has no data rows.")
    kept = [index for index in range(len(table.rows)) if index not in reading.faults]
    if len(kept) < len(table.rows):
        columns = {name: [values[index] for index in kept] for name, values in columns.items()}
    return Records(
        columns,
        tuple(rejected),
        _unreadable(reading, rejected),
        tuple(dict.fromkeys(reading.notices)),
        {
            field_names.MINOR[name] if name in reading.minor else name: table.header[at]
            for name, at in reading.at.items()
        },
        reading.form.processor,
        tuple(cell for cell in table.header if cell),
    )


def _unreadable(reading: _Reading, rejected: Sequence[RejectedRow]) -> tuple[UnreadableRow, ...]:
    """The rejected rows that name an id or a reference."""
    places = [reading.at.get(name, -1) for name in ("transaction_id", "source_id", "reference", "processor")]
    made = (
        UnreadableRow(
            one.file,
            one.row,
            *(one.cells[place].strip() if 0 <= place < len(one.cells) else "" for place in places),
        )
        for one in rejected
    )
    return tuple(one for one in made if one.names or one.reference)
