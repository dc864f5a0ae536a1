"""Outside names: which of our keys belong to the bank's ids and the invoices' own numbers."""

from collections import defaultdict
from typing import Any

from sqlalchemy import text

from core.store.tenancy import Scope

_PAYMENTS = text(
    "select bank_id, id::text from payments where voided_at is null and bank_id <> '' order by id"
)
_INVOICES = text(
    "select number, counterparty_name, id::text from invoices where voided_at is null order by id"
)


def payments(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Keys of the bank lines with each bank id (a bank may use one again)."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for bank_id, key in scope.connection.execute(_PAYMENTS):
        found[bank_id] += (key,)
    return dict(found)


def invoices(scope: Scope) -> dict[tuple[str, str], tuple[str, ...]]:
    """Keys of the invoices with each (number, counterparty as printed); both directions may have one."""
    found: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    rows: Any = scope.connection.execute(_INVOICES)
    for number, counterparty, key in rows:
        found[number, counterparty] += (key,)
    return dict(found)
