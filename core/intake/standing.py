"""What a bank says about a line's standing: booked, still pending, or never carried out."""

from collections.abc import Sequence

from core.intake.names import words
from core.intake.table import Table, some

_PENDING = frozenset({
    "pending", "hold", "on hold", "held", "authorised", "authorized", "processing", "in progress", "pdng",
    "vorgemerkt", "umsatz vorgemerkt", "en attente", "en cours", "a venir", "in behandeling", "gereserveerd",
    "pendiente", "retenido", "in sospeso", "non contabilizzato",
})  # fmt: skip
# Lines of which the money never moved, or a note that moves none ("Memo", as PayPal says).
_VOID = frozenset({
    "reverted", "failed", "declined", "denied", "cancelled", "canceled", "refused", "rejected", "void",
    "voided", "expired", "blocked", "not executed", "memo", "abgelehnt", "zuruckgewiesen", "storniert",
    "refuse", "annule", "echoue", "geweigerd", "geannuleerd", "rechazado", "rechazada", "anulado",
    "cancelado", "rifiutato", "annullato", "fallito",
})  # fmt: skip


def is_pending(cell: str) -> bool:
    """Whether a cell says that a line is not booked yet."""
    return words(cell) in _PENDING


def is_void(cell: str) -> bool:
    """Whether a cell says that a line never moved any money."""
    return words(cell) in _VOID


def passed_over(
    table: Table, positions: Sequence[int | None], indexes: Sequence[int]
) -> tuple[Sequence[int], tuple[str, ...]]:
    """The lines that moved money or will, and a notice about the others; `positions` are the columns that
    tell."""
    out: dict[int, str] = {}
    for position in positions:
        cells = table.column(position) if position is not None else ()
        void = {cell for cell in set(cells) if is_void(cell)}
        if void:
            out |= {index: cells[index].strip() for index in indexes if cells[index] in void}
    if not out:
        return indexes, ()
    said = ", ".join(f"“{word}”" for word in sorted(set(out.values()))[:4])
    rows = some([table.numbers[index] for index in sorted(out)]).capitalize()
    notice = f"{rows} ({said}) moved no money; skipped."
    return [index for index in indexes if index not in out], (notice,)
