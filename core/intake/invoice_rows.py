"""Invoices and credit notes from the columns of a table."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence

from core.intake import amounts, flags, line_items
from core.intake.columns import Columns
from core.intake.mapping import Mapping, SignRule
from core.intake.table import Table, some
from core.model.columns import Column, Invoices
from core.model.invoice import Direction, LineItem

_NOT_ISSUED = frozenset(
    {"draft", "voided", "void", "deleted", "submitted", "entwurf", "storniert", "cancelled"}
)


def passed_over(table: Table, mapping: Mapping, indexes: Sequence[int]) -> tuple[Sequence[int], list[str]]:
    """The rows that are issued invoices, and notices about the others: payments and journal entries in a
    ledger's export, drafts and voided documents."""
    notices: list[str] = []
    type_at, status_at = mapping.position("direction"), mapping.position("status")
    out: set[int] = set()
    for at, what, is_out in (
        (type_at, "no invoice", _is_other),
        (status_at, "not issued or no longer valid", _is_unissued),
    ):
        if at is None:
            continue
        cells = table.column(at)
        words = {cell for cell in set(cells) if is_out(cell)}
        found = [i for i in indexes if cells[i] in words] if words else []
        if found:
            said = ", ".join(f"“{word.strip()}”" for word in sorted(words)[:4])
            rows = some([table.numbers[i] for i in found]).capitalize()
            notices.append(f"{rows} ({said}) {'is' if len(found) == 1 else 'are each'} {what}; skipped.")
            out.update(found)
    return ([i for i in indexes if i not in out] if out else indexes), notices


def _is_other(cell: str) -> bool:
    kind = flags.document_kind(cell)
    return kind is not None and kind.other


def _is_unissued(cell: str) -> bool:
    return cell.strip().casefold() in _NOT_ISSUED


def build(columns: Columns, codes: Sequence[str], told: Direction | None) -> Invoices:
    """The invoices of all rows without a fault, in the order of the file.

    `codes` is each row's currency. Directions come from a column, else from `told`, else from the mapping
    (a column of suppliers), else they are receivable, and a notice says so.
    """
    columns.fault_cells()
    numbers, parties = columns.key("number"), columns.text("counterparty")
    _need(columns, numbers, "number", "the invoice number is missing")
    _need(columns, parties, "counterparty", "the counterparty is missing")
    issued, due = columns.days("issued_on", needed=True), columns.days("due_on", needed=False)
    directions, credits = _kinds(columns, told)
    minors = _totals(columns, codes, credits)
    items: AnyMapping[int, tuple[LineItem, ...]] = {}
    if columns.has("line_total"):
        minors = list(minors)
        groups = line_items.group(columns, numbers, parties, directions, minors)
        begins: Sequence[int] = list(groups)
        items = dict(enumerate(line_items.read(columns, codes, groups)))
    else:
        line_items.refuse_twins(columns, numbers, parties, directions)
        begins = columns.good()
    fields: dict[str, Sequence[str]] = {
        "number": numbers,
        "direction": directions,
        "counterparty": parties,
        "currency": codes,
        "terms": columns.text("terms"),
        "purchase_order": columns.key("purchase_order"),
        "reference": columns.key("reference"),
        "account": columns.text("account"),
        "issued_on": issued,
        "due_on": due,
    }
    totals = columns.sure(minors, begins)
    _say_open(columns, codes, begins, totals)
    columns.sure(issued, begins)
    return Invoices(
        {name: columns.picked(cells, begins) for name, cells in fields.items()}
        | {
            "minor": amounts.in_digits(totals),
            "source_row": Column.of_numbers(columns.pick(columns.numbers, begins)),
        },
        items,
    )


def _need(columns: Columns, cells: Sequence[str], name: str, reason: str) -> None:
    if "" in cells:
        for index, cell in enumerate(cells):
            if not cell:
                columns.fault(index, name, reason)


def _kinds(columns: Columns, told: Direction | None) -> tuple[Column, Sequence[bool]]:
    """Each row's direction, and whether its type says that it is a credit note (none at all: no row's)."""
    default = told or columns.mapping.direction or Direction.RECEIVABLE
    if not columns.has("direction"):
        if len(columns) and told is None:
            _say_direction(columns, default)
        return Column.of_word(default.value, len(columns)), ()
    cells = columns.raw("direction")
    known = {cell: flags.document_kind(cell) for cell in cells.kinds if cell}
    unknown = {cell for cell, kind in known.items() if kind is None}
    if unknown:
        for index, cell in enumerate(cells):
            if cell in unknown:
                columns.fault(
                    index, "direction", "says neither receivable nor payable, invoice nor credit note"
                )
    open_rows = [cell for cell in cells if (kind := known.get(cell)) is None or kind.direction is None]
    if open_rows and told is None:
        _say_direction(columns, default)
    kinds = [known.get(cell) for cell in cells]
    directions = [(kind.direction or default if kind else default).value for kind in kinds]
    return Column(directions), [bool(kind and kind.credit) for kind in kinds]


def _say_direction(columns: Columns, default: Direction) -> None:
    if columns.mapping.direction is not None:
        position = columns.mapping.position("counterparty") or 0
        columns.say(
            f"Treated as {default.value}: “{columns.table.header[position]}” names who issued the invoices."
        )
    else:
        columns.say(
            "No column says which way the invoices go: they were treated as receivable (money comes in)."
        )


def _totals(columns: Columns, codes: Sequence[str], credits: Sequence[bool]) -> Sequence[int | None]:
    """Minor units of the totals, negative for credit notes; every row without one is faulted."""
    minors: Sequence[int | None]
    if columns.mapping.sign is SignRule.PAIR:
        minors = _pair(columns, codes)
    elif columns.has("total"):
        minors = columns.minors("total", codes)
    elif columns.has("line_total"):
        minors = line_items.sums(columns, codes)
    else:
        minors = _open_and_paid(columns, codes)
    if None not in minors and 0 not in minors and True not in credits:
        return minors
    turned = []
    minors = list(minors)
    for index, minor in enumerate(minors):
        if minor is None:
            columns.fault(index, "total", "the total is missing")
        elif minor == 0:
            columns.fault(index, "total", "the total is zero")
        elif credits and credits[index] and minor > 0:
            minors[index] = -minor
            turned.append(columns.numbers[index])
    if turned:
        columns.say(
            f"{some(turned).capitalize()}: credit notes with a positive total were treated as negative."
        )
    return minors


def _open_and_paid(columns: Columns, codes: Sequence[str]) -> Sequence[int | None]:
    """Totals of a list that says only what is still open, and perhaps what is paid already."""
    header, minors = columns.table.header, columns.minors("open", codes)
    left = header[columns.mapping.position("open") or 0]
    if not columns.has("paid"):
        columns.say(f"The file has no totals, so what is still open (“{left}”) was used instead.")
        return minors
    paid = header[columns.mapping.position("paid") or 0]
    columns.say(f"The file has no totals, so “{left}” and “{paid}” were added together.")
    told = zip(minors, columns.minors("paid", codes), strict=True)
    return [None if rest is None else rest + (before or 0) for rest, before in told]


def _pair(columns: Columns, codes: Sequence[str]) -> list[int | None]:
    """Totals from a ledger's debit and credit columns: for receivables a debit is billed, a credit taken
    back; for payables the other way round."""
    debit, credit = columns.minors("debit", codes), columns.minors("credit", codes)
    payable = columns.mapping.direction is Direction.PAYABLE
    shown = "debit" if columns.has("debit") else "credit"
    minors: list[int | None] = []
    for index, (left, right) in enumerate(zip(debit, credit, strict=True)):
        if left and right:
            columns.fault(index, shown, "both debit and credit are filled")
        elif left is None and right is None:
            columns.fault(index, shown, "neither debit nor credit is filled")
        value = left if left else -(right or 0)
        minors.append(-value if payable else value)
    return minors


def _say_open(columns: Columns, codes: Sequence[str], begins: Sequence[int], totals: Sequence[int]) -> None:
    """Says when the file itself knows of payments: Tieout takes full totals and matches payments itself."""
    if not columns.has("open") or not (columns.has("total") or columns.has("line_total")):
        return
    mine, _ = amounts.parse_column(columns.raw("open"), columns.mapping.decimal or ".", codes, -1)
    rests = zip(columns.pick(mine, begins), totals, strict=True)
    paid = sum(rest is not None and rest != total for rest, total in rests)
    if paid:
        position = columns.mapping.position("open") or 0
        columns.say(
            f"{paid} of {len(totals)} invoices are partly or wholly paid according to "
            f"“{columns.table.header[position]}”; their full totals were used."
        )
