"""Words of labels that a recogniser misread by a letter or two, put right."""

import re
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from core.intake.documents.words import fold

# Words that stand on invoices as labels alone, hardly ever in names. Neighbours of each other (factuur,
# facture, factura) are all here, so that none is taken for another.
_WORDS = """
aantal account acompte amount balance bedrag belegdatum belegnummer belopp beløb beskrivelse
beskrivning bestellnummer bestelnummer betaaldatum betalingsbetingelser betalingstermijn
betalningsvillkor bezeichnung billing brutto bruttobetrag cantidad cliente contribuinte credit
customer datum debiteurnummer delivery desconto descripción description descrizione descrição
destinataire discount document documento désignation einzelpreis emisión emissão endbetrag factura
facturation facture factures factuur factuurbedrag factuurdatum factuurnummer faktura fakturadato
fakturadatum fakturanummer faktury faktuurnummer fattura fatura fecha forfaldsdato forfallsdato
fälligkeit förfallodatum gesamtbetrag gesamtsumme gutschrift imponible importe importo invoice
invoices issued klantnummer kundennummer kundenummer kundnummer leistungsdatum lieferdatum livraison
mehrwertsteuer montant nabywca netto nettobetrag number numero numéro número omschrijving
ordrenummer payable payment period previous purchase płatności quantidade quantity quantità quantité
receipt rechnung rechnungsadresse rechnungsbetrag rechnungsdatum rechnungsempfänger rechnungsnummer
reference referentie règlement scadenza shipping sprzedawca statement subtotaal subtotal totaal
totaalbedrag total totale umsatzsteuer vencimento vencimiento versandkosten vervaldatum wartość
wystawienia zahlbar zahlungsbedingungen zahlungsziel zamówienia zapłaty zwischensumme échéance
émission
"""
_SHORTEST = 5
_TOKEN = re.compile(r"([^\W\d_]+)")


@cache
def _known() -> dict[str, str]:
    return {fold(word): word for word in _WORDS.split()}


@cache
def put_right(text: str) -> str:
    """The text of one word with its letters replaced by the label word they surely are; else as it was."""
    letters = _TOKEN.search(text)
    if letters is None or len(letters[0]) < _SHORTEST or any(one.isdigit() for one in text):
        return text
    folded = fold(letters[0])
    if folded in _known():
        return text
    most = 1 if len(folded) < 9 else 2
    found = process.extractOne(folded, list(_known()), scorer=Levenshtein.distance, score_cutoff=most)
    if found is None or (found[0][0] != folded[0] and found[1] > 1):
        return text
    word = _known()[found[0]]
    if letters[0].isupper():
        word = word.upper()
    elif letters[0][0].isupper():
        word = word.capitalize()
    return text[: letters.start()] + word + text[letters.end() :]
