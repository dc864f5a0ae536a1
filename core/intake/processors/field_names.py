"""What processors and ledgers call the columns that settlement reads, best names first."""

from collections.abc import Collection, Mapping, Sequence

from core.intake import names
from core.model.errors import FileError

FIELDS: Mapping[str, str] = {
    "transaction_id": (
        "transaction id|processor transaction id|external transaction id|external id|txn id|txnid|"
        "trx id|tx id|trans id|transactionid|payment id|charge id|psp reference|provider id|"
        "provider transaction id|processor id|gateway transaction id|balance transaction id|"
        "transaction code|transaction number|transaction no|txn no|trx no|txn ref|"
        "transaction reference|transaction|txn|trx|unique id|uuid|id|transaktionscode|"
        "transaktions id|transaktionsnummer|vorgangsnummer|numero de transaction|id transaction|"
        "identifiant transaction|code transaction|id de transaccion|id transaccion|"
        "numero de transaccion|codice transazione|id transazione|transactiereferentie|transactie id|"
        "transactienummer|id da transacao|codigo da transacao"
    ),
    "processor": (
        "processor name|processor|payment processor|payment provider|provider|provider name|psp|"
        "gateway|payment gateway|acquirer|payment service|zahlungsanbieter|zahlungsdienst|anbieter|"
        "prestataire|proveedor de pago|procesador|processore|betaalprovider|source system|channel|"
        "source"
    ),
    "amount": (
        "amount|gross amount|transaction amount|txn amount|gross|amount gross|payment amount|"
        "charge amount|total amount|amt|value|total collected|gross sales|total|brutto|bruttobetrag|"
        "betrag|montant brut|montant|brut|avant commission|importe bruto|importe|bruto|monto|"
        "importo lordo|lordo|importo|brutobedrag|bedrag|valor bruto|valor|umsatz"
    ),
    "amount_minor": (
        "amount minor|amount in minor units|amount minor units|minor amount|amount in cents|amount cents|"
        "amount in cent|amount cent|amount in pence|amount pence|amount in smallest unit|amount subunits|"
        "gross in cents|gross cents|gross amount cents|betrag in cent|betrag cent|betrag in cents|"
        "montant en centimes|montant centimes|importe en centimos|importe centimos|"
        "importo in centesimi|importo centesimi|bedrag in centen|bedrag in cent|bedrag centen|"
        "valor em centavos|valor centavos"
    ),
    "currency": (
        "currency|currency code|ccy|curr|iso currency|transaction currency|cur|wahrung|waehrung|"
        "devise|monnaie|divisa|moneda|valuta|munt|muntsoort|moeda"
    ),
    "status": (
        "status|transaction status|payment status|txn status|state|status code|result|statut|etat|"
        "estado|stato"
    ),
    "merchant_id": (
        "merchant id|merchantid|merchant|mid|merchant account|merchant no|merchant number|seller id|"
        "store id|location id|account id|handler id|id marchand|marchand|comercio|esercente"
    ),
    "occurred_at": (
        "transaction date|transaction datetime|transaction time|transaction timestamp|txn date|"
        "trx date|created utc|created at|created|date time|datetime|timestamp|occurred at|"
        "processed at|payment date|booking date|posting date|posted at|booked at|entry date|date|"
        "buchungsdatum|datum|transaktionsdatum|date de transaction|fecha de transaccion|fecha|"
        "data transazione|data|transactiedatum"
    ),
    "time": "time|uhrzeit|zeit|heure|hora|ora|orario|tijd",
    "zone": "time zone|timezone|zeitzone|fuseau horaire|zona horaria|huso horario|fuso orario|tijdzone",
    "reference": (
        "reference number|reference|ref number|reference no|ref no|ref|order number|order id|"
        "order no|invoice number|invoice id|invoice|merchant reference|customer reference|"
        "external reference|our reference|rechnungsnummer|referenznummer|referenz|numero de facture|"
        "numero de reference|numero de referencia|referencia|numero di riferimento|riferimento|"
        "referentie|kenmerk"
    ),
    "fee": (
        "fee|fee amount|fees|processing fee|processing fees|processor fee|transaction fee|psp fee|"
        "commission|charge fee|total fee|fee total|gebuhr|gebuehr|gebuhren|entgelt|frais|"
        "commission montant|tarif|comision|tarifa|commissione|tariffa|kosten|taxa|tarifas"
    ),
    "fee_minor": (
        "fee minor|fee in minor units|fee minor units|fee in cents|fee cents|fees in cents|fees cents|"
        "fee in pence|fee pence|gebuhr in cent|gebuhr cent|frais en centimes|frais centimes|"
        "comision en centimos|commissione in centesimi|kosten in centen|taxa em centavos"
    ),
    "payout_id": (
        "payout id|payoutid|automatic payout id|payout|payout reference|settlement id|"
        "settlement batch|settlement batch id|settlement reference|deposit id|transfer id|batch id|"
        "batch|batch number|auszahlungs id|auszahlung|id de virement|virement"
    ),
    "kind": (
        "type|transaction type|txn type|event type|reporting category|kind|entry type|record type|"
        "event|typ|art|tipo|soort"
    ),
    "parent_id": (
        "parent id|parent transaction id|original transaction id|original id|original transaction|"
        "related transaction id|related id|refunded transaction id|refund of|reference txn id|"
        "reference transaction id|linked transaction id|source charge id|"
        "zugehoriger transaktionscode"
    ),
    "source_id": "source id|source object id|payment intent id|charge reference",
    "net": "net|net amount|netto|net total|neto|nettobetrag|montant net",
}
# Who paid and what for, as the processor's report says: read where no field above wants the column.
ABOUT: Mapping[str, str] = {
    "payer": (
        "customer name|payer name|payer|card name|cardholder name|billing name|buyer name|customer email|"
        "payer email|from email address|receipt email|buyer email"
    ),
    "description": "description|statement descriptor|payment description|subject|item title|details|note",
}
NEEDED = ("transaction_id", "amount")
MINOR = {"amount": "amount_minor", "fee": "fee_minor"}  # where the column counts cents, not whole units
_PLACE = {field: place for place, field in enumerate(FIELDS)}


def _index() -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for field, text in FIELDS.items():
        for rank, name in enumerate(dict.fromkeys(text.split("|"))):
            found.setdefault(name, []).append((rank, field))
    return found


_NAMES = _index()
_PARTIAL = 100


def assign(header: Sequence[str]) -> dict[str, int]:
    """The column of each field by its name: the best-known name wins, a column serves one field.

    Names that are known only in part ("gateway fee (USD)") count where nothing better claims the column.
    """
    claims: list[tuple[int, int, int, str]] = []
    for position, cell in enumerate(header):
        for rank, field in _claims(cell):
            claims.append((rank, _PLACE[field], position, field))
    columns: dict[str, int] = {}
    taken: set[int] = set()
    for _, _, position, field in sorted(claims):
        if position not in taken and field not in columns:
            columns[field] = position
            taken.add(position)
    return columns


def about(header: Sequence[str], taken: Collection[int]) -> dict[str, int]:
    """The columns that say who paid and what for, best name first, among those not `taken`."""
    found = {}
    folded = {names.fold(cell).words: place for place, cell in enumerate(header) if place not in taken}
    for name, called in ABOUT.items():
        place = next((folded[one] for one in called.split("|") if one in folded), None)
        if place is not None:
            found[name] = place
    return found


def _claims(cell: str) -> list[tuple[int, str]]:
    folded = names.fold(cell).words
    for form in (folded, folded.replace(" ", "")):
        if form in _NAMES:
            return _NAMES[form]
    for prefix in ("external ", "internal ", "processor ", "ledger ", "psp ", "gateway ", "source "):
        if folded.startswith(prefix) and folded.removeprefix(prefix) in _NAMES:
            return [(rank + _PARTIAL // 2, field) for rank, field in _NAMES[folded.removeprefix(prefix)]]
    words = folded.split()
    if len(words) > 5:
        return []
    inside = [name for name in _NAMES if len(name) > 2 and set(name.split()) <= set(words)]
    if not inside:
        return []
    longest = max(inside, key=lambda name: (len(name.split()), len(name), name))
    return [(rank + _PARTIAL, field) for rank, field in _NAMES[longest]]


def told(header: Sequence[str], said: Mapping[str, str], file_name: str) -> dict[str, int]:
    """The columns a mapping file names (field to header); raises `FileError` for a name that is not there."""
    folded = [names.words(cell) for cell in header]
    found = {}
    for field, wanted in said.items():
        if field not in FIELDS and field not in ABOUT:
            known = ", ".join((*FIELDS, *ABOUT))
            raise FileError(f"The mapping names the field “{field}”; the fields are {known}.")
        exact = [place for place, cell in enumerate(header) if cell == wanted]
        places = exact or [place for place, cell in enumerate(folded) if cell == names.words(wanted)]
        if len(places) != 1:
            how_often = "no column" if not places else "more than one column"
            raise FileError(f"“{file_name}” has {how_often} “{wanted}”, which the mapping names for {field}.")
        found[field] = places[0]
    return found
