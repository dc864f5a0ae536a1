"""Words that say which way money went, and which kind of document a row is."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.intake.names import words
from core.model.invoice import Direction

_IN_WORDS = """
    cr crdt c credit credits h haben k bij b in inflow deposit incoming eingang gutschrift einnahme entree
    entrada haber abono avere a accredito entrata received income ingreso credito
"""
_OUT_WORDS = """
    dr dbit d debit debits s soll af out outflow withdrawal outgoing ausgang belastung lastschrift ausgabe
    sortie salida debe cargo dare addebito uscita sent expense debet debito
"""
_IN = {*_IN_WORDS.split(), "money in", "paid in"}
_OUT = {*_OUT_WORDS.split(), "money out", "paid out"}


def signs(cells: Iterable[str]) -> dict[str, int]:
    """+1 for each cell that says money came in, -1 where it went out; other cells are left out."""
    folded = {cell: cell.strip() if cell.strip() in ("+", "-") else words(cell) for cell in cells}
    letters = {word for word in folded.values() if len(word) == 1 and word.isalpha()}
    dutch = letters and letters <= {"a", "b"}
    found: dict[str, int] = {}
    for cell, word in folded.items():
        if word == "a" and dutch:
            found[cell] = -1
        elif word == "+" or word in _IN:
            found[cell] = 1
        elif word == "-" or word in _OUT:
            found[cell] = -1
    return found


def are_flags(cells: Iterable[str]) -> bool:
    """Whether a column says debit or credit in every filled cell, and nothing else."""
    filled = {cell for cell in cells if cell.strip()}
    return bool(filled) and len(signs(filled)) == len(filled)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What a type column says of an invoice row: its direction if it names one, whether it is a credit
    note, and whether the row is no invoice at all (a payment among a ledger's transactions)."""

    direction: Direction | None = None
    credit: bool = False
    other: bool = False


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


_RECEIVABLE = _phrases("""
    accounts receivable, accrec, ar, ausgangsrechnung, client, customer, debitor, debtor, factura
    emitida, facture client, fattura attiva, forderung, outgoing, receivable, receivables, sale, sales,
    sales invoice, sales receipt, vendita, venta, vente, verkoop, verkoopfactuur
""")
_PAYABLE = _phrases("""
    accounts payable, accpay, achat, acquisto, ap, bill, bills, compra, creditor, eingangsrechnung,
    factura recibida, facture fournisseur, fattura passiva, fournisseur, incoming, inkoop,
    inkoopfactuur, kreditor, payable, payables, purchase, purchase invoice, purchases, supplier,
    supplier invoice, vendor, vendor bill, verbindlichkeit
""")
_PLAIN = _phrases("""
    factura, facture, factuur, fattura, inv, invoice, invoices, rechnung, tax invoice
""")
_CREDIT = _phrases("""
    abono, avoir, cn, credit, credit memo, credit note, creditfactuur, creditmemo, creditnota,
    creditnote, gutschrift, nota de credito, nota di credito, note de credit, rechnungskorrektur,
    stornorechnung
""")
_RECEIVABLE_CREDIT = _phrases("""
    accreccredit, customer credit, sales credit memo, sales credit note
""")
_PAYABLE_CREDIT = _phrases("""
    accpaycredit, bill credit, bill credit note, purchase credit note, supplier credit, supplier credit
    note, vendor credit
""")
_OTHER = _phrases("""
    bill payment, bill payment check, bill payment credit card, bill pmt check, check, cheque, credit
    card expense, credit card payment, deposit, estimate, expense, general journal, journal, journal
    entry, paycheck, payment, purchase order, quote, receive payment, refund, sales tax payment,
    statement charge, time charge, transfer, zahlung
""")


def document_kind(cell: str) -> DocumentKind | None:
    """What a type or direction cell says, or None where it says nothing known."""
    word = words(cell)
    if word in _OTHER:
        return DocumentKind(other=True)
    if word in _RECEIVABLE_CREDIT:
        return DocumentKind(Direction.RECEIVABLE, credit=True)
    if word in _PAYABLE_CREDIT:
        return DocumentKind(Direction.PAYABLE, credit=True)
    if word in _CREDIT:
        return DocumentKind(credit=True)
    if word in _RECEIVABLE:
        return DocumentKind(Direction.RECEIVABLE)
    if word in _PAYABLE:
        return DocumentKind(Direction.PAYABLE)
    return DocumentKind() if word in _PLAIN else None
