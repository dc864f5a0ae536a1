"""What a read file looks like: its columns to correct, its problems by row and column, its first rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.faces.screen import tables
from core.insight.wording import capital, count_text, words
from core.intake import names
from core.intake.mapping import Mapping
from core.intake.reader import Reading
from core.intake.table import SHOWN_ROWS, Table
from core.model.batch import BatchKind, RejectedRow
from core.model.invoice import Direction, Invoice
from core.model.payment import Payment

_ABSENT = -1
_FIELD_WORDS = {
    "number": "Invoice number", "counterparty": "Counterparty", "supplier": "Supplier", "issued_on": "Issued",
    "due_on": "Due", "total": "Total", "currency": "Currency", "purchase_order": "Purchase order",
    "reference": "Reference", "direction": "Receivable or payable", "terms": "Terms", "account": "Account",
    "status": "Status", "open": "Still open", "paid": "Already paid", "debit": "Debit", "credit": "Credit",
    "line_description": "Line: text", "line_quantity": "Line: quantity", "line_total": "Line: total",
    "line_tax": "Line: tax", "bank_id": "Bank's own id", "paid_on": "Paid", "value_on": "Value date",
    "amount": "Amount", "flag": "Debit or credit mark", "description": "Text", "method": "Method",
    "check_number": "Check number", "structured_reference": "Structured reference",
    "counterparty_account": "Counterparty's account", "balance": "Balance",
    "payee": "Counterparty of money out",
}  # fmt: skip
_INVOICE_COLUMNS = (
    tables.text("number", "Number"),
    tables.text("counterparty", "Counterparty"),
    tables.day("issued_on", "Issued"),
    tables.day("due_on", "Due"),
    tables.money("amount_minor", "Total"),
    tables.text("direction", "Direction"),
    tables.text("reference", "Reference"),
    tables.text("purchase_order", "Purchase order"),
)
_PAYMENT_COLUMNS = (
    tables.day("paid_on", "Paid"),
    tables.money("amount_minor", "Amount"),
    tables.text("counterparty", "Counterparty"),
    tables.text("description", "Text"),
    tables.text("reference", "Reference"),
    tables.text("bank_id", "Bank's id"),
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """How a person said a file is to be read; `direction` is None where the file itself says it."""

    mapping: Mapping
    direction: Direction | None


def columns(reading: Reading, direction: Direction | None, *, key: str, opened: bool) -> Corrected | None:
    """Which column is which field, each to be corrected; answers the correction when it is sent."""
    mapping, table = reading.mapping, reading.table
    if mapping is None or table is None or (table.dialect.form and not opened):
        return None
    with st.expander(_mapped_text(mapping, table), expanded=opened), st.form(f"columns_{key}", border=False):
        chosen = _chosen_columns(mapping, table, key)
        said = None
        if mapping.kind is BatchKind.INVOICES and "direction" not in mapping.columns:
            said = _direction(direction or mapping.direction, key)
        if not st.form_submit_button("Read the file this way"):
            return None
    return Corrected(_corrected(mapping, chosen), said)


def _mapped_text(mapping: Mapping, table: Table) -> str:
    used = {position for positions in mapping.columns.values() for position in positions}
    return f"Columns: {len(used)} of {len(table.header)} used"


def _chosen_columns(mapping: Mapping, table: Table, key: str) -> dict[str, int]:
    options = [_ABSENT, *range(len(table.header))]
    sample = table.rows[0] if table.rows else ()

    def shown(position: int) -> str:
        if position == _ABSENT:
            return "–"
        example = f" ({sample[position][:18]})" if len(sample) > position and sample[position] else ""
        return (table.header[position] or f"column {position + 1}") + example

    chosen: dict[str, int] = {}
    fields = names.FIELDS[mapping.kind]
    for start in range(0, len(fields), 4):
        for field, cell in zip(fields[start : start + 4], st.columns(4), strict=False):
            now = mapping.position(field)
            picked = cell.selectbox(
                _FIELD_WORDS.get(field, capital(field.replace("_", " "))),
                options,
                index=0 if now is None else now + 1,
                format_func=shown,
                key=f"column_{field}_{key}_{mapping.kind}_{now}",
            )
            chosen[field] = _ABSENT if picked is None else int(picked)
    return chosen


def _direction(now: Direction | None, key: str) -> Direction | None:
    return st.radio(
        "These invoices are",
        list(Direction),
        index=list(Direction).index(now or Direction.RECEIVABLE),
        format_func=words,
        horizontal=True,
        key=f"direction_{key}",
    )


def _corrected(mapping: Mapping, chosen: dict[str, int]) -> Mapping:
    """The mapping with every field that was given another column; the rest stays as it was.

    A column given to another field leaves the one it had, though the form still shows it there.
    """
    corrected = mapping
    for field, position in chosen.items():
        now = mapping.position(field)
        if position != (_ABSENT if now is None else now):
            corrected = corrected.with_column(field, *([] if position == _ABSENT else [position]))
    return corrected


def problems(rejected: Sequence[RejectedRow], *, key: str) -> None:
    """The rows that cannot be read: where, what stands there and what is the matter with it."""
    if not rejected:
        return
    frame = pd.DataFrame(
        {
            "row": [row.row for row in rejected],
            "column": [row.column for row in rejected],
            "value": [row.value for row in rejected],
            "reason": [capital(row.reason) for row in rejected],
        }
    )
    st.markdown(f":orange[**{count_text(len(frame), 'row')} with problems**]")
    tables.show(
        frame,
        (
            tables.count("row", "Row", 70),
            tables.text("column", "Column", 170),
            tables.text("value", "Found", 240),
            tables.text("reason", "Problem"),
        ),
        key=f"problems_{key}",
        name="rows that cannot be read, and why",
        rows=6,
    )


def rows(reading: Reading, *, key: str) -> None:
    """The first rows as they would be stored, and as they stand in the file."""
    if reading.table is None:
        return
    frame = _read_frame(reading)
    if frame.empty:
        _raw(reading.table, key)
        return
    read, raw = st.tabs(["As it will be stored", "As it stands in the file"], key=f"tabs_{key}")
    with read:
        wanted = _INVOICE_COLUMNS if reading.kind is BatchKind.INVOICES else _PAYMENT_COLUMNS
        tables.show(frame, _filled(frame, wanted), key=f"read_{key}", name="rows as read", rows=6)
    with raw:
        _raw(reading.table, key)


def _raw(table: Table, key: str) -> None:
    places = [str(place) for place in range(len(table.header))]
    frame = pd.DataFrame([list(row) for row in table.rows[:SHOWN_ROWS]], columns=pd.Index(places), dtype=str)
    cells = [
        tables.text(place, name or f"column {int(place) + 1}")
        for place, name in zip(places, table.header, strict=True)
    ]
    tables.show(frame, cells, key=f"raw_{key}", name="rows as they stand in the file", rows=6)


def _read_frame(reading: Reading) -> pd.DataFrame:
    if reading.kind is BatchKind.INVOICES:
        return invoice_frame(reading.invoices[:SHOWN_ROWS])
    shown = reading.payments[:SHOWN_ROWS]
    return payment_frame([one for one in shown if one.status != "pending"])


def invoice_frame(invoices: Sequence[Invoice]) -> pd.DataFrame:
    """Invoices as read: days, amount_minor with currency, text."""
    return pd.DataFrame(
        {
            "number": [one.number for one in invoices],
            "counterparty": [one.counterparty for one in invoices],
            "issued_on": [one.issued_on for one in invoices],
            "due_on": [one.due_on for one in invoices],
            "amount_minor": [one.total.minor for one in invoices],
            "currency": [one.total.currency for one in invoices],
            "direction": [words(one.direction) for one in invoices],
            "reference": [one.reference for one in invoices],
            "purchase_order": [one.purchase_order for one in invoices],
        }
    )


def payment_frame(payments: Sequence[Payment]) -> pd.DataFrame:
    """Bank lines as read: days, amount_minor with currency, text."""
    return pd.DataFrame(
        {
            "paid_on": [one.paid_on for one in payments],
            "amount_minor": [one.amount.minor for one in payments],
            "currency": [one.amount.currency for one in payments],
            "counterparty": [one.counterparty for one in payments],
            "description": [one.description for one in payments],
            "reference": [one.reference for one in payments],
            "bank_id": [one.bank_id for one in payments],
        }
    )


def _filled(frame: pd.DataFrame, wanted: Sequence[tables.Column]) -> list[tables.Column]:
    """The columns in which anything stands."""
    return [one for one in wanted if one.kind is not tables.Kind.TEXT or frame[one.name].astype(bool).any()]
