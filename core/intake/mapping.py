"""Which column of a table is which field: proposed by names and content, corrected and remembered as JSON."""

import hashlib
import re
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from core.intake import amounts, dates, header, names, programs, second_look
from core.intake.answers import NO_ANSWERS, Answers, Choice, Question
from core.intake.table import NumberText, Table, some
from core.model.batch import BatchKind
from core.model.errors import FileError
from core.model.invoice import Direction

AMOUNT_FIELDS = ("total", "amount", "debit", "credit", "open", "paid", "balance", "line_total", "line_tax")
DATE_FIELDS = ("issued_on", "due_on", "paid_on", "value_on")


_WEAK = 1000  # added to the rank of a name that the column's cells speak against


class SignRule(StrEnum):
    """Where the sign of an amount comes from."""

    SIGNED = "signed"  # the amount carries it (minus, brackets, CR/DR)
    PAIR = "pair"  # a debit and a credit column
    FLAG = "flag"  # another column says debit or credit


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one shape of file is read.

    `columns` gives for each field the positions of its columns (several only for a description).
    `decimal` and `day_first` are None where the file does not need or does not decide them. `credit_sign` is
    the sign of amounts marked CR. `header_currency` is a code that the header names. `confidence` is the
    lowest of the fields', 0 to 1: 1 by exact names, .8 by a name's words, .5 by content.
    """

    kind: BatchKind
    shape: str
    columns: dict[str, tuple[int, ...]]
    sign: SignRule = SignRule.SIGNED
    credit_sign: int = 1
    decimal: str | None = None
    day_first: bool | None = None
    header_currency: str = ""
    direction: Direction | None = None
    confidence: float = 1.0
    source: str = ""
    questions: tuple[Question, ...] = field(default=(), compare=False)
    notices: tuple[str, ...] = field(default=(), compare=False)

    def position(self, name: str) -> int | None:
        """The first column of a field, or None where the file has none."""
        found = self.columns.get(name)
        return found[0] if found else None

    def with_column(self, name: str, *positions: int) -> "Mapping":
        """The mapping a person corrected: `name` is read from these columns (none: the file has no such)."""
        if name not in names.FIELDS[self.kind]:
            raise FileError(f"There is no field called “{name}” in {self.kind.value}.")
        columns = {key: tuple(p for p in old if p not in positions) for key, old in self.columns.items()}
        columns[name] = positions
        kept = {key: value for key, value in columns.items() if value}
        sign = sign_rule(kept, self.sign)
        return replace(self, columns=kept, sign=sign, confidence=1.0, questions=(), notices=())

    def to_json(self) -> dict[str, Any]:
        """Plain values that `from_json` reads back; questions and notices are left out."""
        return {
            "kind": self.kind.value,
            "shape": self.shape,
            "columns": {name: list(positions) for name, positions in self.columns.items()},
            "sign": self.sign.value,
            "credit_sign": self.credit_sign,
            "decimal": self.decimal,
            "day_first": self.day_first,
            "header_currency": self.header_currency,
            "direction": self.direction.value if self.direction else None,
            "confidence": self.confidence,
            "source": self.source,
        }


def from_json(values: AnyMapping[str, Any]) -> Mapping:
    """The mapping that `to_json` wrote; raises `FileError` for anything else."""
    try:
        kind = BatchKind(values["kind"])
        columns = {str(name): tuple(int(p) for p in at) for name, at in values["columns"].items()}
        if set(columns) - set(names.FIELDS[kind]) or any(p < 0 for at in columns.values() for p in at):
            raise ValueError
        direction = values.get("direction")
        return Mapping(
            kind=kind,
            shape=str(values["shape"]),
            columns=columns,
            sign=SignRule(values.get("sign", "signed")),
            credit_sign=-1 if values.get("credit_sign") == -1 else 1,
            decimal=values.get("decimal") if values.get("decimal") in (".", ",") else None,
            day_first=values.get("day_first") if isinstance(values.get("day_first"), bool) else None,
            header_currency=str(values.get("header_currency", "")),
            direction=Direction(direction) if direction else None,
            confidence=float(values.get("confidence", 1.0)),
            source=str(values.get("source", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FileError("The remembered columns of this kind of file cannot be read.") from error


def shape_key(table: Table) -> str:
    """The key under which a correction is remembered: the same for every file with the same header."""
    seen = [names.words(cell) for cell in table.header] if table.header_row else ["", str(len(table.header))]
    return hashlib.sha256("\x1f".join(seen).encode()).hexdigest()[:24]


def recognise(table: Table) -> BatchKind | None:
    """Whether a table holds invoices or payments, or None where its columns do not tell."""
    scores = {kind: _kind_score(table, kind) for kind in BatchKind}
    if scores[BatchKind.INVOICES] == scores[BatchKind.PAYMENTS]:
        return None
    return max(scores, key=lambda kind: scores[kind])


def _kind_score(table: Table, kind: BatchKind) -> float:
    columns, _ = assign(table.header, kind)
    blank = {p for p in range(len(table.header)) if table.rows and not any(map(str.strip, table.column(p)))}
    columns = {name: positions for name, positions in columns.items() if not blank.issuperset(positions)}
    if kind is BatchKind.INVOICES:
        own = {"number": 2.0, "due_on": 2, "purchase_order": 1, "terms": 1, "supplier": 0.5, "open": 0.5}
        needed = {"number", "issued_on", "total"}
    else:
        own = {
            "bank_id": 1.5,
            "value_on": 1,
            "debit": 1,
            "credit": 1,
            "flag": 0.5,
            "balance": 1.5,
            "method": 1,
        }
        own |= {"counterparty_account": 1.5, "description": 1, "check_number": 1, "paid_on": 0.5}
        needed = {"paid_on"}
    score = sum(weight for name, weight in own.items() if name in columns)
    exact = {names.fold(cell).words for cell in table.header}
    if kind is BatchKind.PAYMENTS and exact & {
        "transaction id",
        "payment date",
        "booking date",
        "buchungstag",
    }:
        score += 3
    if kind is BatchKind.INVOICES and exact & {
        "invoice number",
        "invoice date",
        "issue date",
        "invoicenumber",
    }:
        score += 3
    lacking = [name for name in needed if name not in columns and not _replaced(name, columns)]
    return score - 4 if lacking else score


def assign(
    title: Sequence[str], kind: BatchKind, weak: AnyMapping[int, frozenset[str]] = MappingProxyType({})
) -> tuple[dict[str, tuple[int, ...]], dict[str, float]]:
    """Columns for fields by name, with each field's confidence.

    The best-ranked name of each field wins its column; a column serves one field. `weak` names fields for
    which what a column holds speaks against it: it gets them only when no other column claims them.
    """
    claims: list[tuple[int, int, int, str]] = []
    order = {name: place for place, name in enumerate(names.FIELDS[kind])}
    for position, cell in enumerate(title):
        for match in names.matches(cell, kind):
            rank = match.rank + (_WEAK if match.field in weak.get(position, ()) else 0)
            claims.append((rank, order[match.field], position, match.field))
    columns: dict[str, tuple[int, ...]] = {}
    confidence: dict[str, float] = {}
    taken: set[int] = set()
    for rank, _, position, name in sorted(claims):
        if position in taken or (name in columns and name not in names.JOINED):
            continue
        if name in columns and rank >= names.PARTIAL:
            continue
        columns[name] = (*columns.get(name, ()), position)
        confidence[name] = 1.0 if rank % _WEAK < names.PARTIAL else 0.8
        taken.add(position)
    for name in names.JOINED & set(columns):
        columns[name] = tuple(sorted(columns[name]))
    return columns, confidence


_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9 ]{8,34}|[0-9][0-9 ./-]{5,33}")
_PERSONS = frozenset({"counterparty", "supplier"})


def _weak(table: Table, kind: BatchKind) -> dict[int, frozenset[str]]:
    """Columns that are blank throughout (for every field), or that hold account numbers (for a name)."""
    weak: dict[int, frozenset[str]] = {}
    for position in range(len(table.header)):
        cells = {row[position].strip() for row in table.rows[:2000]} - {""}
        if not cells and table.rows:
            weak[position] = frozenset(names.FIELDS[kind])
        elif cells and all(map(_ACCOUNT.fullmatch, cells)):
            weak[position] = _PERSONS
    return weak


def propose(table: Table, kind: BatchKind, answers: Answers = NO_ANSWERS) -> Mapping:
    """The mapping the table itself suggests, with the questions it leaves open.

    Raises `FileError` when a column that is needed stands there twice.
    """
    columns, confidence = assign(table.header, kind, _weak(table, kind)) if table.header_row else ({}, {})
    second_look.settle(table, kind, columns, confidence)
    notices = _fill_by_content(table, kind, columns, confidence) if table.header_row else []
    direction = None
    if kind is BatchKind.INVOICES and "supplier" in columns:
        supplier = columns.pop("supplier")
        if "counterparty" not in columns or confidence["counterparty"] < 1:
            columns["counterparty"] = supplier
            direction = Direction.PAYABLE
    sign = sign_rule(columns, SignRule.SIGNED)
    proposed = Mapping(
        kind=kind,
        shape=shape_key(table),
        columns=columns,
        sign=sign,
        credit_sign=1 if kind is BatchKind.PAYMENTS else -1,
        header_currency=_header_currency(table, columns),
        direction=direction,
        confidence=min(confidence.values(), default=0.0),
        source=programs.source_of(table.header),
        notices=tuple(notices),
    )
    return decide(table, proposed, answers)


def sign_rule(columns: AnyMapping[str, tuple[int, ...]], otherwise: SignRule) -> SignRule:
    """How signs are read given which columns there are."""
    if "amount" in columns or "total" in columns:
        return SignRule.FLAG if "flag" in columns else SignRule.SIGNED
    return SignRule.PAIR if "debit" in columns or "credit" in columns else otherwise


def decide(table: Table, mapping: Mapping, answers: Answers = NO_ANSWERS) -> Mapping:
    """The mapping with decimal sign and date order decided by the whole file, by an answer, or asked.

    What the file proves comes first, then the answer, then what was remembered with the mapping.
    """
    questions = list(_missing(table, mapping))
    decimal, asked = _decide_decimal(table, mapping, answers)
    questions += asked
    day_first, asked = _decide_order(table, mapping, answers)
    questions += asked
    return replace(mapping, decimal=decimal, day_first=day_first, questions=tuple(questions))


def _decide_decimal(table: Table, mapping: Mapping, answers: Answers) -> tuple[str | None, list[Question]]:
    money = [name for name in AMOUNT_FIELDS if name in mapping.columns]
    columns: list[Sequence[str]] = [table.column(mapping.columns[name][0]) for name in money]
    if columns and table.dialect.delimiter and all(map(amounts.has_points, columns)):
        return ".", []
    if not table.dialect.delimiter:  # elsewhere every cell is what a person or a program wrote
        columns = [[cell for cell in column if not isinstance(cell, NumberText)] for column in columns]
    vote = amounts.decide_decimal(cell for column in columns for cell in filter(None, column))
    if vote.other and "balance" in money:  # some banks write the balance in another style; it is only a check
        columns = [column for name, column in zip(money, columns, strict=True) if name != "balance"]
        vote = amounts.decide_decimal(cell for column in columns for cell in filter(None, column))
    if vote.sign:
        return vote.sign, []
    told = answers.decimal or mapping.decimal
    if told or vote.sign == "":
        return told or ".", []
    text = (
        f"In “{table.file_name}” the amount “{vote.example}” can be read in two ways. "
        "Which is the decimal sign?"
    )
    if vote.other:
        rows = {cell: _rows_of(table, columns, cell) for cell in (vote.other, vote.example)}
        text = (
            f"“{table.file_name}” writes amounts in two styles: “{vote.other}” in {rows[vote.other]} has a "
            f"decimal point, “{vote.example}” in {rows[vote.example]} a decimal comma. Which one is right? "
            "Rows in the other style will be rejected."
        )
    choices = []
    for sign, word in ((".", "point"), (",", "comma")):
        try:
            value = amounts.number(amounts.take_apart(vote.example).digits, sign)
            choices.append(Choice(sign, f"{word}: {value:,}"))
        except amounts.AmountError:
            choices.append(Choice(sign, f"{word}: “{vote.example}” would be rejected"))
    return None, [Question("decimal", text, tuple(choices))]


def _rows_of(table: Table, columns: Sequence[Sequence[str]], written: str) -> str:
    """Where an amount stands, in words."""
    at = {
        i
        for column in columns
        for i, cell in enumerate(column)
        if written in cell and cell.strip() == written
    }
    return some([table.numbers[i] for i in sorted(at)])


def _decide_order(table: Table, mapping: Mapping, answers: Answers) -> tuple[bool | None, list[Question]]:
    texts = {
        cell.strip()
        for name in DATE_FIELDS
        for position in mapping.columns.get(name, ())
        for cell in table.column(position).kinds
    }
    vote = dates.decide_order(texts)
    if vote.day_first is not None and not vote.dotted:
        return vote.day_first, []
    told = answers.day_first if answers.day_first is not None else mapping.day_first
    if told is not None or vote.day_first is not None:
        return (told if told is not None else vote.day_first), []
    text = f"In “{table.file_name}” the date “{vote.example}” can be read in two ways. Which comes first?"
    choices = []
    for day_first, word in ((True, "the day"), (False, "the month")):
        try:
            seen = dates.parse(vote.example, day_first).strftime("%d %B %Y").lstrip("0")
        except dates.DateError as error:
            seen = f"“{vote.example}” {error}"
        choices.append(Choice("yes" if day_first else "no", f"{word} first: {seen}"))
    return None, [Question("day_first", text, tuple(choices))]


def no_header_question(table: Table) -> Question:
    """The question that a file without a header asks before its kind is known."""
    return Question(
        "columns",
        f"“{table.file_name}” has no header row: its first row already holds values. "
        "Add one, or say which column is which.",
    )


_NEEDED = {
    BatchKind.INVOICES: (
        ("number", "the invoice number"), ("counterparty", "the customer or supplier"),
        ("issued_on", "the invoice date"), ("total", "the total amount"),
    ),
    BatchKind.PAYMENTS: (("paid_on", "the date"), ("amount", "the amount")),
}  # fmt: skip


def _missing(table: Table, mapping: Mapping) -> list[Question]:
    lacking = [
        (name, label)
        for name, label in _NEEDED[mapping.kind]
        if name not in mapping.columns and not _replaced(name, mapping.columns)
    ]
    if not lacking:
        return []
    wanted = " and ".join(label for _, label in lacking)
    if not table.header_row:
        text = (
            f"“{table.file_name}” has no header row: its first row already holds values. "
            f"Add one, or say which column is {wanted}."
        )
    else:
        seen = ", ".join(f"“{cell}”" for cell in table.header if cell)
        text = f"“{table.file_name}” has no column for {wanted}. Its columns are {seen[:400]}."
    return [Question("columns", text, tuple(Choice(name, label) for name, label in lacking))]


def _replaced(name: str, columns: AnyMapping[str, tuple[int, ...]]) -> bool:
    """Whether other columns give the same: debit and credit an amount, lines or what is open a total."""
    if name in ("amount", "total") and ("debit" in columns or "credit" in columns):
        return True
    return name == "total" and ("line_total" in columns or "open" in columns)


def _fill_by_content(
    table: Table, kind: BatchKind, columns: dict[str, tuple[int, ...]], confidence: dict[str, float]
) -> list[str]:
    """Gives a needed date or amount without a known name to the only column that holds such; says so."""
    notices = []
    taken = {position for positions in columns.values() for position in positions}
    day, money = ("paid_on", "amount") if kind is BatchKind.PAYMENTS else ("issued_on", "total")
    for name, fits in ((day, dates.looks_like_date), (money, _is_money)):
        if name in columns or _replaced(name, columns):
            continue
        free = [p for p in range(len(table.header)) if p not in taken and _holds(table, p, fits)]
        if name == "amount":  # without a known name only signs can say which way the money went
            free = [p for p in free if any(cell.strip()[:1] in ("-", "(") for cell in table.column(p))]
        if len(free) == 1:
            columns[name] = (free[0],)
            confidence[name] = 0.5
            taken.add(free[0])
            label = dict(_NEEDED[kind])[name]
            notices.append(
                f"The column “{table.header[free[0]]}” was used as {label}, going by what is in it."
            )
    return notices


def _is_money(cell: str) -> bool:
    return header.is_number(cell) and (isinstance(cell, NumberText) or any(c in ".,€$£" for c in cell))


def _holds(table: Table, position: int, fits: Any) -> bool:
    cells = [row[position] for row in table.rows[:200] if row[position].strip()]
    return bool(cells) and sum(map(fits, cells)) >= 0.8 * len(cells)


def _header_currency(table: Table, columns: AnyMapping[str, tuple[int, ...]]) -> str:
    codes = {
        names.fold(table.header[position]).currency
        for name in ("total", "amount", "debit", "credit")
        for position in columns.get(name, ())
        if table.header_row
    } - {""}
    return codes.pop() if len(codes) == 1 else ""
