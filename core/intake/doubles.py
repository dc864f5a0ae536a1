"""A statement that contains the same statement twice: told by equal halves, proved by its running balance."""

from core.intake.mapping import Mapping
from core.intake.table import Table
from core.model.columns import Payments
from core.model.errors import FileError

# Two or three equal lines in a row are everyday payments; a whole statement twice over has more.
_LEAST_HALF = 3
_CONTENT = (
    *("paid_on", "currency", "bank_id", "counterparty", "description", "reference", "account", "minor"),
)


def check(payments: Payments, table: Table, mapping: Mapping) -> list[str]:
    """Notices about a file whose second half repeats the first.

    Raises `FileError` where a balance column repeats too: after a payment the balance cannot be the same.
    """
    half, odd = divmod(len(payments), 2)
    if odd or half < _LEAST_HALF or not _twins(payments, half):
        return []
    places = payments.column("source_row")
    rows, first = f"rows {places[half]} to {places[-1]}", f"rows {places[0]} to {places[half - 1]}"
    balance = mapping.position("balance")
    if balance is not None:
        cells = dict(zip(map(str, table.numbers), table.column(balance), strict=True))
        pairs = zip(places[:half], places[half:], strict=True)
        if all(cells[one].strip() == cells[two].strip() for one, two in pairs):
            raise FileError(
                f"“{table.file_name}” contains the same statement twice: {rows} repeat {first}, "
                "balances included. Remove one half."
            )
    return [f"{rows.capitalize()} repeat {first}: if the file was put together twice, remove one half."]


def _twins(payments: Payments, half: int) -> bool:
    columns = [payments.column(name) for name in _CONTENT]
    if any(column[0] != column[half] for column in columns if column.word is None):
        return False
    return all(column[:half] == column[half:] for column in columns)
