"""What columns are called: the names of each field in English, German, French, Dutch, Spanish and Italian."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.intake.currency_codes import CODES
from core.model.batch import BatchKind

# Field -> names, best first: of two columns that fit a field, the one named earlier here wins. Names are
# folded (lower case, no accents, no punctuation). Names from bank, QuickBooks and Xero exports included.
_INVOICE: dict[str, str] = {
    "number": (
        "invoice number|invoice no|invoice nr|invoice num|invoiceno|invoicenumber|invoice id|invoice|"
        "document number|doc number|doc no|num|number|no|bill no|bill number|inv no|inv number|"
        "rechnungsnummer|rechnungsnr|rechnung nr|rechnung|rechnungs nr|belegnummer|beleg nr|belegnr|"
        "numero de facture|n facture|no facture|n de facture|numero facture|facture|num facture|"
        "factuurnummer|factuur nr|factuurnr|factuur|numero de factura|n factura|no factura|factura|"
        "num factura|numero fattura|n fattura|nr fattura|fattura|numero documento"
    ),
    "counterparty": (
        "counterparty|customer|customer name|client|client name|contactname|contact name|contact|"
        "company name|company|account name|name|bill to|billed to|debtor|buyer|recipient|party|kunde|"
        "kundenname|kundin|debitor|empfanger|firma|geschaftspartner|rechnungsempfanger|nom du client|"
        "raison sociale|destinataire|tiers|klant|klantnaam|debiteur|relatie|naam|afnemer|cliente|"
        "nombre del cliente|nombre cliente|razon social|nome cliente|ragione sociale|intestatario|nombre|"
        "nom|nome"
    ),
    "supplier": (
        "supplier|supplier name|vendor|vendor name|payee|issuer|seller|creditor|lieferant|"
        "lieferantenname|kreditor|rechnungssteller|fournisseur|nom du fournisseur|leverancier|"
        "naam leverancier|crediteur|proveedor|nombre del proveedor|acreedor|fornitore|nome fornitore"
    ),
    "issued_on": (
        "issue date|issued on|invoice date|invoicedate|date of invoice|bill date|issued|date issued|"
        "document date|date|posting date|rechnungsdatum|belegdatum|ausstellungsdatum|datum|"
        "date de facture|date facture|date de la facture|date d emission|date emission|factuurdatum|"
        "fecha de factura|fecha factura|fecha de emision|fecha|data fattura|data emissione|"
        "data documento|data"
    ),
    "due_on": (
        "due date|due on|duedate|due|payment due|pay by|date due|falligkeit|falligkeitsdatum|fallig am|"
        "zahlbar bis|fallig|date d echeance|echeance|date echeance|vervaldatum|vervaldag|"
        "uiterste betaaldatum|fecha de vencimiento|vencimiento|fecha vencimiento|scadenza|data scadenza|"
        "data di scadenza"
    ),
    "total": (
        "total amount|invoice total|total|grand total|gross amount|total gross|amount total|amount|"
        "invoice amount|bill amount|total incl tax|total incl vat|gross|total due|bruttobetrag|"
        "gesamtbetrag|rechnungsbetrag|betrag brutto|brutto|summe|gesamt|betrag|montant ttc|total ttc|"
        "montant total|montant|ttc|totaalbedrag|bedrag incl btw|totaal incl btw|totaal|bedrag|"
        "importe total|total factura|importe|monto|totale fattura|importo totale|totale|importo"
    ),
    "currency": (
        "currency|currency code|currencycode|ccy|curr|wahrung|waehrung|devise|monnaie|valuta|munt|"
        "muntsoort|moneda|divisa"
    ),
    "purchase_order": (
        "purchase order number|purchase order|po number|po no|po|p o number|p o|order number|customer po|"
        "bestellnummer|bestellnr|bestellung|auftragsnummer|numero de commande|n commande|bon de commande|"
        "commande|bestelnummer|inkoopordernummer|ordernummer|numero de pedido|pedido|orden de compra|"
        "numero ordine|ordine di acquisto|ordine"
    ),
    "reference": (
        "reference number|reference|ref|reference no|payment reference|your reference|our reference|"
        "customer reference|referenz|referenznummer|zahlungsreferenz|verwendungszweck|reference client|"
        "reference paiement|referentie|betalingskenmerk|kenmerk|referencia|riferimento|causale"
    ),
    "direction": (
        "direction|ledger|ar ap|ap ar|invoice type|transaction type|document type|type|richtung|art|"
        "belegart|sens|type de document|soort|richting|tipo|tipo documento|direccion|direzione"
    ),
    "terms": (
        "terms|payment terms|zahlungsbedingungen|zahlungsziel|zahlungskonditionen|conditions de paiement|"
        "betalingsvoorwaarden|betaaltermijn|condiciones de pago|forma de pago|condizioni di pagamento|"
        "termini"
    ),
    "account": (
        "account|account number|account no|accountcode|ledger account|customer number|customer no|"
        "customer id|kundennummer|kundennr|konto|debitorennummer|numero de compte|compte|code client|"
        "numero client|klantnummer|rekening|debiteurnummer|cuenta|numero de cliente|codigo cliente|conto|"
        "codice cliente"
    ),
    "status": "status|state|invoice status|statut|etat|estado|stato",
    "open": (
        "open balance|open amount|balance due|amount due|invoiceamountdue|outstanding|open|"
        "offener betrag|offen|saldo|restbetrag|solde|reste a payer|openstaand|openstaand bedrag|"
        "saldo pendiente|pendiente|saldo aperto|residuo|balance|due"
    ),
    "paid": (
        "paid|amount paid|paid amount|total paid|invoiceamountpaid|bezahlt|montant paye|paye|betaald|"
        "importe pagado|pagado|importo pagato|pagato"
    ),
    "debit": "debit|soll|debet|debe|dare|debit amount",
    "credit": "credit|haben|avoir|haber|avere|credit amount|credit note amount",
    "line_description": (
        "description|item description|itemdescription|line description|memo description|beschreibung"
    ),
    "line_quantity": "quantity|qty|itemquantity|menge|quantite|aantal|cantidad|quantita",
    "line_total": "lineamount|line amount|line total|itemamount|item amount",
    "line_tax": "itemtaxamount|item tax amount",
}
_PAYMENT: dict[str, str] = {
    "bank_id": (
        "transaction id|transactionid|bank id|transaction reference number|transaction number|id|"
        "transaction no|fitid|trn|transaction ref|buchungsreferenz|transaktions id|umsatznummer|"
        "id transazione|transactiereferentie|transactie id|volgnr|volgnummer|id de transaction|"
        "id transaccion|id transakce"
    ),
    "paid_on": (
        "payment date|paid on|booking date|posting date|posted date|date posted|post date|posted|"
        "transaction date|date processed|transaction posted date|entry date|completed date|date|created|"
        "date paid|buchungstag|buchungsdatum|buchung|datum|transaktionsdatum|belegdatum|date comptable|"
        "date de comptabilisation|date operation|date de l operation|date d operation|date transaction|"
        "boekdatum|boekingsdatum|datum verrekening|transactiedatum|datum verrichting|fecha contable|"
        "fecha de operacion|fecha operacion|fecha|fecha movimiento|data contabile|data operazione|"
        "data registrazione|data|date completed|dateop|date d execution|finished on|date started|started date"
    ),
    "value_on": (
        "value date|value on|valuedate|valuta date|effective date|execution date|valutadatum|"
        "wertstellung|valuta|wert|wertstellungsdatum|date de valeur|date valeur|rentedatum|fecha valor|"
        "fecha de valor|data valuta|dateval|f valor|available on"
    ),
    "amount": (
        "amount|payment amount|transaction amount|net amount|amount paid|paid amount|paid|value|inflow|"
        "betrag|umsatz|buchungsbetrag|zahlbetrag|montant|bedrag|importe|monto|importo|cantidad|"
        "total amount|total|montant operation|montant de l operation|gross|brutto|net|netto"
    ),
    "debit": (
        "debit|debits|debit amount|withdrawal|withdrawals|money out|paid out|outflow|out|payments|"
        "charges|soll|belastung|lastschrift|ausgang|ausgabe|retrait|debet|af|uitgaven|cargo|cargos|debe|"
        "adeudo|retiros|addebito|addebiti|uscite|dare"
    ),
    "credit": (
        "credit|credits|credit amount|deposit|deposits|money in|paid in|in|receipts|haben|gutschrift|"
        "eingang|einnahme|depot|bij|inkomsten|abono|abonos|haber|ingresos|depositos|accredito|accrediti|"
        "entrate|avere"
    ),
    "flag": (
        "debit credit|credit debit|dr cr|cr dr|d c|c d|debit credit indicator|credit debit indicator|dc|"
        "cd|cdi|soll haben|soll haben kennzeichen|s h|af bij|sens|transaction type|type|indicator|"
        "direction|inflow outflow|debe haber|dare avere|segno|debet credit|bevetel kiadas|balance impact"
    ),
    "currency": (
        "currency|currency code|currencycode|transaction currency|account currency|ccy|curr|wahrung|"
        "waehrung|buchungswahrung|devise|monnaie|munt|muntsoort|moneda|divisa|valuta|payment currency|"
        "devise du compte|kontowahrung"
    ),
    "counterparty": (
        "counterparty|counterparty name|counter party|payer|payer name|payee|payee name|remitter|sender|"
        "customer|customer name|partner name|name|beneficiary|other party|merchant|counteraccount name|"
        "beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|auftraggeber empfanger|"
        "auftraggeber|empfanger|zahlungspflichtiger|zahlungsbeteiligter|name zahlungsbeteiligter|"
        "zahlungspflichtige r|zahlungsempfanger|nom|tiers|contrepartie|nom du tiers|beneficiaire|"
        "donneur d ordre|naam tegenpartij|naam|tegenpartij|naam begunstigde|ordenante|beneficiario|"
        "nombre|contraparte|controparte|ordinante|nome|handelaar|begunstigter auftraggeber|"
        "naam omschrijving|nom de la contrepartie"
    ),
    "description": (
        "description|details|narrative|transaction details|transaction description|memo|remittance|"
        "remittance information|particulars|text|statement description|note|notes|message|"
        "transaktionsbeschreibung|verwendungszweck|buchungstext|vorgang|beschreibung|zahlungsgrund|"
        "libelle|libelle operation|details operation|motif|communication|omschrijving|omschrijving 1|"
        "omschrijving 2|omschrijving 3|mededeling|mededelingen|vrije mededeling|toelichting|concepto|"
        "descripcion|detalle|observaciones|descrizione|causale|dettagli|message for me|label|subject|"
        "detail de l ecriture|avisierungstext"
    ),
    "reference": (
        "reference|reference number|payment reference|customer reference|reference no|ref|bank reference|"
        "end to end reference|end to end id|endtoendid|invoice|invoice number|variable symbol 1|"
        "kundenreferenz|referenz|kundenreferenz end to end|reference client|betalingskenmerk|referentie|"
        "kenmerk|referencia|riferimento|rif"
    ),
    "method": (
        "payment method|method|payment type|transaction type|umsatzart|transaktionstyp|zahlungsart|"
        "mode de paiement|type operation|transactietype|soort transactie|betaalwijze|forma de pago|"
        "metodo de pago|metodo di pagamento|type|typ transakce|bewegungstyp|umsatztyp|type de transaction"
    ),
    "check_number": (
        "check number|cheque number|check no|cheque no|check|cheque|check num|chequenumber|schecknummer|"
        "numero de cheque|chequenummer|numero assegno"
    ),
    "structured_reference": (
        "structured reference|gestructureerde mededeling|creditor reference|communication structuree|"
        "structured communication"
    ),
    "account": (
        "account|account number|account no|iban|account iban|auftragskonto|iban auftragskonto|"
        "own account|iban auftraggeberkonto|kontonummer auftraggeber|rekening|rekeningnummer|iban bban|"
        "compte|numero de compte|cuenta|numero de cuenta|conto|account details|bank account|accountnum|"
        "iban kontoinhaber"
    ),
    "counterparty_account": (
        "counterparty account|counterparty iban|payer account|payee account|sender account|"
        "beneficiary account|iban zahlungsbeteiligter|kontonummer|tegenrekening|tegenrekening iban bban|"
        "rekeningnummer tegenpartij|iban tegenpartij|compte contrepartie|payee account number|"
        "cuenta contraparte|iban controparte|kontonummer iban|kontonummer empfanger"
    ),
    "status": "status|state|statut|etat|estado|stato|info",
    "balance": (
        "balance|running balance|closing balance|account balance|saldo|kontostand|saldo nach buchung|"
        "solde|saldo na trn|saldo na mutatie|egyenleg|available balance|ledger balance|running bal|"
        "accountbalance|disponible"
    ),
}

# Who pays and who is paid, where a bank gives both a column: one of them is always the company itself.
PAYERS = frozenset({
    "payer", "payer name", "sender", "sender name", "remitter", "source name", "zahlungspflichtige r",
    "zahlungspflichtiger", "donneur d ordre", "ordenante", "ordinante",
})  # fmt: skip
PAYEES = frozenset({
    "payee", "payee name", "beneficiary", "beneficiary name", "target name", "zahlungsempfanger in",
    "zahlungsempfanger", "begunstigter", "beneficiaire", "beneficiario",
})  # fmt: skip

PARTIAL = 100
_LONGEST_NAME = 60
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_UNITS = {"€": "EUR", "£": "GBP", "euro": "EUR", "euros": "EUR"}
_CLOCKS = frozenset({"UTC", "GMT"})


@dataclass(frozen=True, slots=True)
class Name:
    """A header folded for comparison, with the currency it names ("Betrag (EUR)", "Amount CZK")."""

    words: str
    currency: str


def fold(header: str) -> Name:
    """The words of a header without accents, case and punctuation, and the currency code beside them.

    "Date (UTC)" is called "date", "Betrag (€)" and "Montant en euro" are amounts in EUR.
    """
    currency = ""
    text = header
    for inside in _BRACKETS.findall(header):
        code = _UNITS.get(inside.strip().lower(), inside.strip())
        if code in CODES or code in _CLOCKS:
            currency = code if code in CODES else currency
            text = _BRACKETS.sub(" ", text, count=1)
    *before, last = text.split() or [""]
    code = _UNITS.get(last.lower(), last)
    if not currency and before and code in CODES:
        currency = code
        text = " ".join(before[:-1] if len(before) > 1 and before[-1].lower() in ("in", "en") else before)
    return Name(words(text), currency)


def words(text: str) -> str:
    """Lower-case words without accents, one space between them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _NOT_WORDS.sub(" ", plain).strip()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A field a header may name: `rank` orders the names of one field (0 is best); from `PARTIAL` on only
    some words of the header say it."""

    field: str
    rank: int


def _index(fields: dict[str, str]) -> dict[str, list[NameMatch]]:
    index: dict[str, list[NameMatch]] = {}
    for field, text in fields.items():
        for rank, name in enumerate(dict.fromkeys(text.split("|"))):
            index.setdefault(name, []).append(NameMatch(field, rank))
    return index


_INDEXES = {BatchKind.INVOICES: _index(_INVOICE), BatchKind.PAYMENTS: _index(_PAYMENT)}


def _words_index(index: dict[str, list[NameMatch]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in index:
        parts = name.split()
        for word in parts if len(parts) > 1 else ():
            found.setdefault(word, []).append(name)
    return found


_BY_WORD = {kind: _words_index(index) for kind, index in _INDEXES.items()}
FIELDS = {BatchKind.INVOICES: tuple(_INVOICE), BatchKind.PAYMENTS: (*_PAYMENT, "payee")}
# Fields whose several columns belong together, in the order of the file.
JOINED = frozenset({"description"})


@lru_cache(maxsize=4096)
def matches(header: str, kind: BatchKind) -> Sequence[NameMatch]:
    """The fields a header may name; by exact words first, by the longest known name within it otherwise."""
    name = fold(header).words if len(header) <= _LONGEST_NAME else ""
    if not name:
        return []
    index = _INDEXES[kind]
    bare = re.sub(r" [0-9]$", "", name)
    for form in (name, bare, name.replace(" ", "")):
        if form in index:
            return index[form]
    mine = set(name.split())
    if len(mine) > 5:
        return []
    near = {known for word in mine for known in _BY_WORD[kind].get(word, ())}
    inside = [known for known in near if set(known.split()) <= mine]
    if not inside:
        return []
    longest = max(inside, key=lambda known: (len(known.split()), known))
    return [NameMatch(found.field, found.rank + PARTIAL) for found in index[longest]]


def is_known(header: str) -> bool:
    """Whether a cell reads like the name of a column of either kind."""
    return bool(matches(header, BatchKind.INVOICES) or matches(header, BatchKind.PAYMENTS))
