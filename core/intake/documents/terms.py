"""Payment terms as printed, and the due date that follows from them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from core.intake.documents.words import Cell, tidy

_DAYS = (
    r"(?P<{0}>[0-9]{{1,3}})[ -]?(?:calendar |business )?"
    r"(?:days?|tagen?|tage|jours?|j\b|dagen|dag|dias?|giorni|gg|kalendertagen?)"
)
_NET = re.compile(r"\bnet(?:t)?o?[ -]?(?P<net>[0-9]{1,3})\b(?!\s*[%€$£])(?![.,][0-9])")
_PLAIN_DAYS = re.compile(_DAYS.format("days"))
_DISCOUNT = re.compile(
    r"[0-9](?:[.,][0-9]+)? ?%|\b[0-9](?:[.,][0-9])?/[0-9]{1,2}\b|skonto|escompte|korting|discount"
)
_AT_ONCE = re.compile(
    r"due (?:up)?on receipt|upon receipt|on receipt|immediate(?:ly)?(?: payment)?|payable immediately|"
    r"sofort|prompt|"
    r"comptant|a reception|paiement immediat|per direct|contant|al contado|a la recepcion|rimessa diretta|"
    r"vista fattura"
)
_MONTH_END = re.compile(
    r"end of (?:the )?month|\beom\b|monatsende|fin (?:de |du )?mois|einde maand|fin de mes|fine mese|"
    r"\bf\.?m\.?\b|\bd\.?f\.?f\.?m"
)
_CONTEXT = re.compile(
    r"net(?:t)?o?\b|\bpay(?:ment|able)?\b|"
    r"remit|settle|due|terms|zahl|fallig|skonto|rein netto|paiement|regl|echeance|betal|"
    r"pago|vencimiento|"
    r"pagamento|scadenza|days from|invoice date|rechnungsdatum|d\.?f\.?"
)
_NOT_TERMS = re.compile(
    r"\berrors?\b|quer(?:y|ies)|objection|"
    r"return|refund|warrant|complain|dispute|notice|cancel|interest|late|reklam|ruckgabe|widerruf|einwand|"
    r"garanti|retour|"
    r"reclam|penalit|reminder|mahn|verzug|klacht|trial|delivery|shipp|subscription|\boverdue\b|"
    r"within [0-9]+ days of (?:delivery|receipt of goods)"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms as printed in a cell (characters `start` to `end`); `days` until the net amount is due."""

    text: str
    days: int | None
    month_end: bool
    cell: Cell
    start: int
    end: int

    def due_on(self, issued_on: date) -> date | None:
        """The day the whole amount is due, or None when the terms do not tell."""
        if self.days is None:
            return None
        due = issued_on + timedelta(days=self.days)
        if self.month_end:
            following = due.replace(day=28) + timedelta(days=4)
            due = following - timedelta(days=following.day)
        return due


def read(cell: Cell, start: int = 0, labelled: bool = False) -> Terms | None:
    """The terms printed in a cell from a position on; without a label before them only what is surely one."""
    folded = cell.folded[start:]
    if len(folded) > 200 or (_NOT_TERMS.search(folded) and not labelled):
        return None
    days = days_of(folded)
    at_once = _AT_ONCE.search(folded)
    if days is None and at_once:
        days = 0
    if days is None and not labelled:
        return None
    if not labelled and not (_CONTEXT.search(folded) or at_once):
        return None
    text = tidy(cell.text[start:]).strip(" :.;-")
    if not text or (labelled and days is None and not any(letter.isalnum() for letter in text)):
        return None
    begin = start + len(cell.text[start:]) - len(cell.text[start:].lstrip(" :.-"))
    return Terms(text, days, _MONTH_END.search(folded) is not None, cell, begin, len(cell.text))


def days_of(folded: str) -> int | None:
    """Days until the net amount is due: of "2/10 net 30" or "2 % Skonto 10 Tage, 30 Tage netto" the 30."""
    if net := _NET.search(folded):
        return _sensible(int(net["net"]))
    found = [int(match["days"]) for match in _PLAIN_DAYS.finditer(folded)]
    if not found:
        return None
    return _sensible(max(found) if _DISCOUNT.search(folded) and len(found) > 1 else found[0])


def _sensible(days: int) -> int | None:
    return days if days <= 365 else None
