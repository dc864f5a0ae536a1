"""A statement that holds itself twice: told by equal halves, proved by its running balance."""

from collections.abc import Sequence

from core.intake.mapping import Mapping
from core.intake.table import Table
from core.model.errors import FileError
from core.model.payment import Payment

# Two or three equal lines in a row are everyday payments; a whole statement twice over has more.
_LEAST_HALF = 3


def check(payments: Sequence[Payment], table: Table, mapping: Mapping) -> list[str]:
    """Notices about a file whose second half repeats the first.

    Raises `FileError` where a balance column repeats too: after a payment the balance cannot be the same.
    """
    half, odd = divmod(len(payments), 2)
    if odd or half < _LEAST_HALF or not _twins(payments, half):
        return []
    rows = f"rows {payments[half].source_row} to {payments[-1].source_row}"
    first = f"rows {payments[0].source_row} to {payments[half - 1].source_row}"
    balance = mapping.position("balance")
    if balance is not None:
        cells = dict(zip(table.numbers, table.column(balance), strict=True))
        pairs = zip(payments[:half], payments[half:], strict=True)
        if all(cells[one.source_row].strip() == cells[two.source_row].strip() for one, two in pairs):
            raise FileError(
                f"“{table.file_name}” holds itself twice: {rows} repeat {first}, "
                "balances included. Remove one half."
            )
    return [f"{rows.capitalize()} repeat {first}: if the file was put together twice, remove one half."]


def _twins(payments: Sequence[Payment], half: int) -> bool:
    return all(_content(payments[i]) == _content(payments[i + half]) for i in range(half))


def _content(payment: Payment) -> tuple[object, ...]:
    return (
        payment.paid_on, payment.amount, payment.bank_id, payment.counterparty, payment.description,
        payment.reference, payment.account,
    )  # fmt: skip
