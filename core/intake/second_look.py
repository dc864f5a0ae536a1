"""A second look at columns that their names alone put in the wrong place: what their cells hold decides."""

from collections.abc import Sequence

from core.intake import flags, names, standing
from core.intake.table import Table
from core.model.batch import BatchKind
from core.model.errors import FileError

Columns = dict[str, tuple[int, ...]]
Confidence = dict[str, float]


def settle(table: Table, kind: BatchKind, columns: Columns, confidence: Confidence) -> None:
    """Moves or drops fields of a proposed mapping, in place, where the cells speak against their names.

    Raises `FileError` when a column that is needed stands in the table twice and the two differ.
    """
    _refuse_twins(table, columns)
    _settle_directions(table, columns, confidence)
    if kind is BatchKind.PAYMENTS:
        _settle_flags(table, columns, confidence)
        _settle_accounts(table, columns)
        _pair_parties(table, columns)
    _drop_blank_amounts(table, columns, confidence)


def _refuse_twins(table: Table, columns: Columns) -> None:
    """One currency beside the amount and the same beside the balance are no twins that need a person."""
    folded = [names.words(cell) for cell in table.header]
    for name, positions in columns.items():
        twins = [p for p, words in enumerate(folded) if words and words == folded[positions[0]]]
        if len(twins) < 2 or name in names.JOINED:
            continue
        if name == "currency" and all(table.column(p) == table.column(twins[0]) for p in twins[1:]):
            continue
        places = " and ".join(str(p + 1) for p in twins[:3])
        raise FileError(
            f"“{table.file_name}” has the column “{table.header[positions[0]]}” more than once "
            f"(columns {places}); rename or remove one."
        )


def _settle_flags(table: Table, columns: Columns, confidence: Confidence) -> None:
    """Keeps a debit/credit column only where its cells are such words, and finds one among the methods."""
    if "flag" in columns and not _are_flags(table.column(columns["flag"][0])):
        columns.setdefault("method", columns.pop("flag"))
        confidence.pop("flag")
    if "flag" in columns or not {"method", "amount"} <= set(columns):
        return
    amounts = table.column(columns["amount"][0])
    if any("-" in cell or "(" in cell for cell in amounts):  # signs of their own need no words
        return
    if _are_flags(table.column(columns["method"][0])):
        columns["flag"] = columns.pop("method")
        confidence["flag"] = confidence.pop("method", 1.0)


def _are_flags(cells: Sequence[str]) -> bool:
    return flags.are_flags([cell for cell in set(cells) if not standing.is_void(cell)])


def _settle_directions(table: Table, columns: Columns, confidence: Confidence) -> None:
    """Keeps a column of documents' kinds only where its cells are such; "Type" is many things."""
    if "direction" not in columns:
        return
    position = columns["direction"][0]
    cells = [cell for cell in table.column(position) if cell.strip()]
    known = sum(flags.document_kind(cell) is not None for cell in cells)
    if names.fold(table.header[position]).words != "direction" and known < 0.8 * len(cells):
        del columns["direction"], confidence["direction"]


def _settle_accounts(table: Table, columns: Columns) -> None:
    """A column called nothing but IBAN that holds several is the other side's."""
    at = columns.get("account")
    if at is None or "counterparty_account" in columns or names.fold(table.header[at[0]]).words != "iban":
        return
    if len({cell.strip() for cell in table.column(at[0])} - {""}) > 1:
        columns["counterparty_account"] = columns.pop("account")


def _pair_parties(table: Table, columns: Columns) -> None:
    """Two columns, of who pays and of who is paid: the other side is the one money comes from or goes to."""
    taken = {position for positions in columns.values() for position in positions}
    taken -= set(columns.get("counterparty", ()))
    free = [p for p in range(len(table.header)) if p not in taken and any(map(str.strip, table.column(p)))]
    payer, payee = (_first(table.header, free, known) for known in (names.PAYERS, names.PAYEES))
    if payer is not None and payee is not None:
        columns["counterparty"], columns["payee"] = (payer,), (payee,)


def _first(title: Sequence[str], positions: Sequence[int], known: frozenset[str]) -> int | None:
    return next((p for p in positions if names.fold(title[p]).words in known), None)


def _drop_blank_amounts(table: Table, columns: Columns, confidence: Confidence) -> None:
    """An amount column that is blank throughout gives way to filled debits and credits."""

    def is_filled(name: str) -> bool:
        return name in columns and any(map(str.strip, table.column(columns[name][0])))

    for name in ("amount", "total"):
        if name in columns and not is_filled(name) and (is_filled("debit") or is_filled("credit")):
            del columns[name], confidence[name]
