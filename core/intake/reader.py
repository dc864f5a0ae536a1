"""A file of invoices or bank lines, read: values, rejected rows, notices and open questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.intake import asides, currencies, doubles, invoice_rows, line_items, payment_rows, standing, tabular
from core.intake import mapping as mappings
from core.intake.answers import NO_ANSWERS, Answers, Choice, OpenQuestionError, Question
from core.intake.collecting import held_back
from core.intake.columns import Columns
from core.intake.currency_codes import CODES
from core.intake.mapping import Mapping
from core.intake.table import Progress, Table, silent
from core.model.batch import BatchKind, RejectedRow
from core.model.columns import NO_INVOICES, NO_PAYMENTS, Column, Invoices, Payments
from core.model.errors import FileError

__all__ = ["Answers", "Reading", "read", "read_decided"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds. While a question is open there are no invoices and no payments.

    `table` is None only where the question stands before the table (its encoding, its sheet); `mapping` is
    None until the kind is known. `rejected` rows are in the order of the file.
    """

    kind: BatchKind | None
    mapping: Mapping | None
    table: Table | None
    invoices: Invoices = NO_INVOICES
    payments: Payments = NO_PAYMENTS
    rejected: tuple[RejectedRow, ...] = ()
    notices: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def read_decided(
    data: bytes,
    file_name: str,
    kind: BatchKind | None,
    mapping: Mapping | None = None,
    answers: Answers = NO_ANSWERS,
    base_currency: str = "",
) -> Reading:
    """As `read`, for callers that cannot ask: an open question is an `OpenQuestionError` naming its flag."""
    reading = read(data, file_name, kind, mapping, answers, base_currency)
    if reading.questions:
        raise OpenQuestionError(reading.questions[0])
    return reading


def read(
    data: bytes,
    file_name: str,
    kind: BatchKind | None,
    mapping: Mapping | None = None,
    answers: Answers = NO_ANSWERS,
    base_currency: str = "",
    progress: Progress = silent,
) -> Reading:
    """Reads a file of invoices or bank lines.

    `kind` None lets the columns tell. `mapping` is a remembered or corrected one; it is used where the shape
    of the file is the same and proposed anew otherwise. `base_currency` is taken, with a notice, where
    nothing in the file names a currency ("" asks). Raises `FileError` for a file that cannot be taken at
    all; what a person must decide is in `questions`.
    """
    with held_back():
        return _read(data, file_name, kind, mapping, answers, base_currency, progress)


def _read(
    data: bytes,
    file_name: str,
    kind: BatchKind | None,
    mapping: Mapping | None,
    answers: Answers,
    base_currency: str,
    progress: Progress,
) -> Reading:
    try:
        table = tabular.read_table(data, file_name, answers, progress)
    except OpenQuestionError as error:
        return Reading(kind, mapping, None, questions=(error.question,))
    kind = kind or mappings.recognise(table)
    if kind is None:
        questions = [_kind_question(table)]
        if not table.header_row:
            questions.insert(0, mappings.no_header_question(table))
        return Reading(None, None, table, notices=table.notices, questions=tuple(questions))
    chosen = _chosen_mapping(table, kind, mapping, answers)
    reading = Reading(kind, chosen, table, rejected=table.rejected, notices=(*table.notices, *chosen.notices))
    if chosen.questions:
        return replace(reading, questions=chosen.questions)
    progress("checking", 0, len(table.rows))
    return _with_values(reading, chosen, table, answers, base_currency)


def _kind_question(table: Table) -> Question:
    return Question(
        "kind",
        f"The columns of “{table.file_name}” do not tell whether it holds invoices or payments. Which is it?",
        (Choice("invoices", "invoices and credit notes"), Choice("payments", "bank lines")),
    )


def _chosen_mapping(table: Table, kind: BatchKind, given: Mapping | None, answers: Answers) -> Mapping:
    if given is None or given.kind is not kind or given.shape != mappings.shape_key(table):
        return mappings.propose(table, kind, answers)
    width = len(table.header)
    if any(position >= width for positions in given.columns.values() for position in positions):
        return mappings.propose(table, kind, answers)
    return mappings.decide(table, given, answers)


def _with_values(
    reading: Reading, mapping: Mapping, table: Table, answers: Answers, base_currency: str
) -> Reading:
    aside = asides.sort_out(table, mapping)
    indexes: Sequence[int] = aside.indexes
    passed: list[str] = []
    if mapping.kind is BatchKind.INVOICES:
        indexes, passed = invoice_rows.passed_over(table, mapping, indexes)
        table = line_items.fill_down(table, mapping)
    else:
        indexes, said_of_standing = standing.passed_over(
            table, (mapping.position("status"), mapping.position("flag")), indexes
        )
        passed += said_of_standing
    columns = Columns(table, mapping, indexes)
    if not len(columns) and not table.rejected and not table.dialect.form:
        raise FileError(f"“{table.file_name}” has no data rows.")
    values: Invoices | Payments
    found = _currencies(columns, answers, base_currency)
    if found.question:
        return replace(reading, questions=(found.question,))
    for index, reason in found.faults.items():
        columns.fault(index, "currency", reason)
    if mapping.kind is BatchKind.INVOICES:
        invoices = invoice_rows.build(columns, found.codes, answers.direction)
        reading, values = replace(reading, invoices=invoices), invoices
    else:
        values = payments = payment_rows.build(columns, found.codes, aside.continued)
        payment_rows.say_fees(columns)
        reading = replace(reading, payments=payments)
        for notice in doubles.check(payments, table, mapping):
            columns.say(notice)
    rejected = sorted((*table.rejected, *columns.faults), key=lambda one: one.row)
    if not rejected:
        for notice in asides.check_total(table, mapping, aside, values):
            columns.say(notice)
    said = (*reading.notices, *aside.notices, *passed, *found.notices, *columns.notices)
    return replace(reading, rejected=tuple(rejected), notices=tuple(dict.fromkeys(said)))


def _currencies(columns: Columns, answers: Answers, base_currency: str) -> currencies.Currencies:
    told = answers.currency or ""
    if told and told not in CODES:
        raise FileError(f"“{told}” is not an ISO 4217 currency code.")
    is_statement = bool(columns.table.dialect.form)
    if is_statement and not len(columns):
        return currencies.Currencies(Column(()), {})
    if columns.has("currency") and not (is_statement and not any(columns.raw("currency"))):
        return currencies.from_column(columns.cells("currency"), columns.numbers, told)
    money = [
        columns.raw(name)
        for name in ("total", "amount", "debit", "credit", "line_total")
        if columns.has(name)
    ]
    header = columns.mapping.header_currency
    return currencies.without_column(
        money, len(columns), header, told, base_currency, columns.table.file_name
    )
