"""The table that every statement format becomes: one row for each bank line, in plain forms."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal

from core.intake.table import MAX_ROWS, Dialect, NumberText, Table
from core.model.batch import RejectedRow
from core.model.errors import FileError


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of a statement as text: ISO dates, a plain signed decimal (money in is positive)."""

    bank_id: str = ""
    paid_on: str = ""
    value_on: str = ""
    amount: str = ""
    currency: str = ""
    counterparty: str = ""
    counterparty_account: str = ""
    description: str = ""
    reference: str = ""
    structured_reference: str = ""
    method: str = ""
    check_number: str = ""
    account: str = ""
    status: str = ""


HEADER = (
    "transaction_id",
    "payment_date",
    "value_date",
    "amount",
    "currency",
    "counterparty",
    "counterparty_account",
    "description",
    "reference",
    "structured_reference",
    "payment_method",
    "check_number",
    "account",
    "status",
)
_AMOUNT = HEADER.index("amount")


def plain(amount: Decimal) -> str:
    """A decimal without exponent and without noughts that say nothing."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def iso(day: date | None) -> str:
    """A day as ISO text; "" where there is none."""
    return day.strftime("%Y-%m-%d") if day else ""


def two_digit_day(written: str) -> str:
    """A day written YYMMDD as ISO text; what is no day stays as it is, to be rejected by name."""
    try:
        day = date(2000 + int(written[:2]), int(written[2:4]), int(written[4:6]))
    except ValueError:
        return written
    return day.isoformat() if len(written) == 6 and written.isdigit() else written


def as_table(
    found: Sequence[tuple[int, StatementLine]],
    file_name: str,
    form: str,
    notices: Sequence[str] = (),
    rejected: Sequence[RejectedRow] = (),
    *,
    as_written: bool = False,
) -> Table:
    """The table of these lines with their rows in the file; a statement may be without any, which is said.

    With `as_written` days and amounts are text in the file's own form rather than plain values.
    """
    if not found and not rejected:
        notices = [*notices, f"This statement ({form}) has no lines."]
    if len(found) > MAX_ROWS:
        raise FileError(f"“{file_name}” has {len(found):,} lines; {MAX_ROWS:,} is the limit.")
    rows = [_cells(line, as_written) for _, line in found]
    numbers = [number for number, _ in found]
    dialect = Dialect(form=form)
    return Table(
        file_name, HEADER, 1, rows, numbers, dialect, rejected=tuple(rejected), notices=tuple(notices)
    )


def _cells(line: StatementLine, as_written: bool) -> tuple[str, ...]:
    cells = tuple(" ".join(str(cell).split()) for cell in astuple(line))
    if as_written:
        return cells
    return (*cells[:_AMOUNT], NumberText(cells[_AMOUNT]), *cells[_AMOUNT + 1 :])


def balance_notice(
    opening: Decimal | None, closing: Decimal | None, amounts: Sequence[Decimal], what: str
) -> list[str]:
    """A notice where opening balance and lines do not come to the closing balance; none where they do or
    the statement does not say."""
    if opening is None or closing is None:
        return []
    come_to = opening + sum(amounts, Decimal(0))
    if come_to == closing:
        return []
    shown = _alike(opening, come_to, closing)
    return [
        f"{what}: the opening balance {shown[0]} and the lines come to {shown[1]}, "
        f"but the closing balance is {shown[2]}. Lines may be missing."
    ]


def _alike(*amounts: Decimal) -> list[str]:
    """Amounts with the same number of decimals, two at least where one of them has any."""
    places = max(len(plain(amount).partition(".")[2]) for amount in amounts)
    return [f"{amount:,.{max(2, places) if places else 0}f}" for amount in amounts]
