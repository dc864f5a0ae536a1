"""Rejected rows of uploaded settlement files, kept with them: their counterparts are not missing."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert, text

from core.model.unreadable_row import UnreadableRow
from core.store.settlement_tables import settlement_unreadable_rows as unreadable_rows
from core.store.tenancy import Scope

# Those of deliveries that stand, until a later delivery of the side brings a row of the id that can be read.
_OF_PROCESSOR = text("""
    select d.file_name, u.source_row, u.transaction_id, u.source_id, u.reference, u.processor
    from settlement_unreadable_rows as u
    join settlement_deliveries as d on d.id = u.delivery_id
    where d.side = 'processor' and d.source = :processor and d.undone_at is null
      and not exists (
        select from processor_transactions as t
        join settlement_deliveries as later on later.id = t.delivery_id
        where t.processor = :processor and t.voided_at is null and later.delivered_at > d.delivered_at
          and lower(btrim(t.external_id)) in (lower(u.transaction_id), lower(u.source_id))
      )
    order by d.delivered_at desc, u.delivery_id, u.source_row
""")
_OF_LEDGER = text("""
    select d.file_name, u.source_row, u.transaction_id, u.source_id, u.reference, u.processor
    from settlement_unreadable_rows as u
    join settlement_deliveries as d on d.id = u.delivery_id
    where d.side = 'ledger' and u.processor in (:processor, '') and d.undone_at is null
      and not exists (
        select from ledger_entries as e
        join settlement_deliveries as later on later.id = e.delivery_id
        where e.processor in (:processor, '') and e.voided_at is null and later.delivered_at > d.delivered_at
          and lower(btrim(e.transaction_id)) = lower(u.transaction_id)
      )
    order by d.delivered_at desc, u.delivery_id, u.source_row
""")


def keep(scope: Scope, delivery_id: UUID, rows: Sequence[UnreadableRow]) -> None:
    """Keeps the rows that a delivery's file has and that could not be read."""
    values = [
        {
            "delivery_id": delivery_id,
            "source_row": row.row,
            "processor": row.processor,
            "transaction_id": row.transaction_id,
            "source_id": row.source_id,
            "reference": row.reference,
        }
        for row in rows
    ]
    if values:
        scope.connection.execute(insert(unreadable_rows), values)


def of_both_sides(
    scope: Scope, processor: str
) -> tuple[tuple[UnreadableRow, ...], tuple[UnreadableRow, ...]]:
    """The rows that cannot be read so far, of the processor's reports and of the ledger's files about it."""
    external, internal = (
        tuple(
            UnreadableRow(*row) for row in scope.connection.execute(statement, {"processor": processor}).all()
        )
        for statement in (_OF_PROCESSOR, _OF_LEDGER)
    )
    return external, internal
