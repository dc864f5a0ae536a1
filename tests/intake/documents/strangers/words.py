"""What strangers' invoices say: how twenty countries write money and days, and their words for fields."""
# ruff: noqa: E501 - a table of words reads by its rows

from dataclasses import dataclass, field

_EN = "January February March April May June July August September October November December"
_DE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_FR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_NL = "januari februari maart april mei juni juli augustus september oktober november december"
_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_IT = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
_PT = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
_PL = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
_SE = "januari februari mars april maj juni juli augusti september oktober november december"
_NO = "januar februar mars april mai juni juli august september oktober november desember"
_DK = "januar februar marts april maj juni juli august september oktober november december"


@dataclass(frozen=True)
class Land:
    """How a country writes invoices. `money` is an example of 1234.5 with its sign, `days` are strftime forms
    or, with braces, written dates; `words` gives the names of each field, `registered` what the law asks to
    be printed, `places` lines of town with their postal code."""

    code: str
    currency: str
    money: tuple[str, ...]
    days: tuple[str, ...]
    months: tuple[str, ...]
    rates: tuple[int, ...]
    forms: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    goods: tuple[str, ...]
    registered: tuple[str, ...]
    streets: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]
    trades: tuple[str, ...]
    held: bool = field(default=False)


_ROLES = [
    "title",
    "number",
    "issued",
    "due",
    "terms",
    "order",
    "customer",
    "bill_to",
    "ship_to",
    "from",
    "net",
    "tax",
    "gross",
    "payable",
    "paid",
    "previous",
    "discount",
    "shipping",
    "columns",
    "net_days",
    "credit",
    "phone",
    "account",
]


def _land(code: str, currency: str, money: str, days: str, months: str, rates: str, forms: str, words: str,
          goods: str, registered: str, streets: str, places: str, people: str, trades: str,
          held: bool = False) -> Land:  # fmt: skip
    rows = [tuple(part.strip() for part in row.split("|")) for row in words.strip().splitlines()]
    assert len(rows) == len(_ROLES), (code, len(rows))

    def cut(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split("|"))

    return Land(
        code, currency, cut(money), cut(days), tuple(months.split()), tuple(map(int, rates.split())),
        cut(forms), dict(zip(_ROLES, rows, strict=True)), cut(goods), cut(registered), cut(streets),
        cut(places), cut(people), cut(trades), held,
    )  # fmt: skip


_EN_WORDS = """
INVOICE|Invoice|Tax Invoice
Invoice No|Invoice Number|Invoice #|Inv. No.|Document Number|Our Ref. / Invoice
Invoice Date|Date|Date of Invoice|Issued|Doc. Date|Billing date
Due Date|Payment Due|Pay by|Due|Payment due date|Please pay before
Terms|Payment Terms|Terms of Payment
PO Number|Your Order|P.O. No.|Customer PO|Purchase Order #|Your PO ref
Account No.|Customer ID|Client no.|Cust #
Bill To|Invoice To|Customer|Sold To|Billed To|Client
Ship To|Deliver To|Delivery Address
From|Supplier|Seller|Remit to
Subtotal|Net Total|Total ex. tax|Sub-Total|Goods Total|Taxable amount
VAT {r}%|Tax ({r}%)|VAT @ {r}%|Total tax
Total|TOTAL|Invoice Total|Grand Total|Total incl. tax|Total Amount
Amount Due|Balance Due|Total Due|Amount payable|Please pay
Amount Paid|Deposit received|Less payments
Previous balance|Balance brought forward
Discount|Trade discount
Shipping|Carriage|Delivery|Freight
Description|Qty|Unit Price|Amount
Net {n}|{n} days|Net {n} days|Payment within {n} days|{n} days net
CREDIT NOTE|Credit Memo
Tel|Phone|T
Bank|Account
"""
_EN_GOODS = (
    "Consulting, phase 2|Printer paper A4 80g|Maintenance contract Q3|LED panel 60x60|Courier service|Safety "
    "boots size 43|Cleaning of stairwell|Licence renewal 12 months|Stainless bracket 40mm|Workshop "
    "materials|Site visit and report|Replacement filter set"
)
_EN_TRADES = (
    "Plumbing|Analytics|Print & Design|Logistics|Catering|Electrical|Landscapes|Dental Supplies|Software|Tool "
    "Hire|Office Interiors|Press|Coffee Roasters|Marine|Environmental"
)
LANDS = (
    _land(
        "us", "USD", "$1,234.50|$ 1,234.50|1,234.50", "%m/%d/%Y|%m/%d/%y|{B} {d}, {Y}|{b} {d}, {Y}|%m-%d-%Y",
        _EN, "0 6 8 7", "Inc.|LLC|Corp.|Co.||, Inc.|, LLC", _EN_WORDS.replace("VAT", "Sales Tax"), _EN_GOODS,
        "EIN 47-{k7}|Tax ID: 36-{k7}", "{h} Maple Ave|{h} Industrial Blvd, Suite 210|PO Box {h}",
        "Dayton, OH 45402|Boise, ID 83702|Tampa FL 33602|Reno, NV 89501-1234",
        "Megan Doyle|Luis Ortega|Priya Raman", _EN_TRADES,
    ),
    _land(
        "gb", "GBP", "£1,234.50|£ 1,234.50|1,234.50 GBP|1,234.50", "%d/%m/%Y|{d} {B} {Y}|{d} {b} {y}|%d.%m.%y|{d}{o} {B} {Y}",
        _EN, "20 5 0", "Ltd|Limited|LLP|plc|", _EN_WORDS, _EN_GOODS,
        "VAT Reg. No. GB {k9}|Registered in England and Wales no. {k8}|Company No. {k8}",
        "{h} High Street|Unit {s}, Tannery Park|{h} Quay Road", "Norwich NR3 1AX|Leeds, LS9 8AH|Cardiff CF10 1EP",
        "Gareth Pugh|Olivia Marsh|Ade Okafor", _EN_TRADES,
    ),
    _land(
        "ie", "EUR", "€1,234.50|€ 1,234.50|EUR 1,234.50", "%d/%m/%Y|{d} {B} {Y}|%d-%b-%Y", _EN, "23 13 0",
        "Ltd|DAC|Limited|", _EN_WORDS, _EN_GOODS, "VAT No: IE{k7}W|Registered in Ireland No. {k6}",
        "{h} Main Street|{h} Custom House Quay", "Cork T12 X8RK|Dublin 2|Galway H91 E2R3",
        "Aoife Byrne|Sean Nolan", _EN_TRADES,
    ),
    _land(
        "au", "AUD", "$1,234.50|A$1,234.50|AUD 1,234.50", "%d/%m/%Y|{d} {b} {Y}|{d} {B} {Y}", _EN, "10",
        "Pty Ltd|Pty. Ltd.|", _EN_WORDS.replace("VAT", "GST").replace("ex. tax", "ex GST"), _EN_GOODS,
        "ABN {k2} {k3} {k3} {k3}|ACN {k3} {k3} {k3}", "{h} Wharf Road|{h} Bourke St",
        "Newcastle NSW 2300|Geelong VIC 3220|Perth WA 6000", "Jack Whelan|Mia Tran", _EN_TRADES,
    ),
    _land(
        "ca", "CAD", "$1,234.50|CA$1,234.50|$1,234.50 CAD", "%Y-%m-%d|{B} {d}, {Y}|%m/%d/%Y", _EN, "13 5",
        "Inc.|Ltd.|Limited|", _EN_WORDS.replace("VAT", "HST"), _EN_GOODS, "GST/HST No. {k9} RT0001|BN {k9}",
        "{h} Portage Ave|{h} King Street West", "Winnipeg, MB R3C 0A5|Hamilton, Ontario L8P 1A1",
        "Chloe Tremblay|Owen Fraser", _EN_TRADES, True,
    ),
    _land(
        "in", "INR", "₹1,23,456.00|Rs. 1,23,456.00|INR 1,23,456.00|1,23,456.00", "%d/%m/%Y|%d-%m-%Y|%d-%b-%Y|%d-%b-%y",
        _EN, "18 12 5", "Pvt. Ltd.|Private Limited|LLP|Pvt Ltd|& Sons", _EN_WORDS.replace("VAT", "GST"), _EN_GOODS,
        "GSTIN: 29ABCDE{k4}F1Z5|PAN: ABCDE{k4}F|CIN: U72200KA2010PTC{k6}",
        "No. {s}, 2nd Floor, MG Road|Plot {h}, MIDC Area", "Bengaluru 560001|Pune - 411014|Chennai 600 032",
        "Ravi Kulkarni|Sunita Rao", "Textiles|Infotech|Engineering Works|Packaging|Agro Foods|Enterprises",
    ),
    _land(
        "sg", "SGD", "S$1,234.50|SGD 1,234.50|$1,234.50", "%d/%m/%Y|{d} {b} {Y}|%d-%b-%Y", _EN, "9 0",
        "Pte Ltd|Pte. Ltd.", _EN_WORDS.replace("VAT", "GST"), _EN_GOODS, "GST Reg No. M{k8}|UEN 20{k7}K",
        "{h} Ubi Avenue 1, #04-12|{s} Raffles Place", "Singapore 408934|Singapore 048624",
        "Wei Ling Tan|Farid Hassan", _EN_TRADES,
    ),
    _land(
        "za", "ZAR", "R 1 234.50|R1,234.50|R1 234,50", "%Y/%m/%d|%d/%m/%Y|{d} {B} {Y}", _EN, "15",
        "(Pty) Ltd|CC|", _EN_WORDS, _EN_GOODS, "VAT No. 4{k9}|Reg. No. 2011/{k6}/07", "{h} Long Street|{h} Voortrekker Rd",
        "Cape Town 8001|Pretoria 0002", "Thabo Nkosi|Annelie Botha", _EN_TRADES, True,
    ),
    _land(
        "jp", "JPY", "¥123,456|JPY 123,456|123,456 JPY", "%Y/%m/%d|{B} {d}, {Y}|%Y-%m-%d", _EN, "10",
        "Co., Ltd.|K.K.|Inc.", _EN_WORDS.replace("VAT", "Consumption tax"), _EN_GOODS, "Registration No. T{k9}{k4}",
        "{s}-{s}-{s} Shibuya|{s}-{s} Kitahama", "Shibuya-ku, Tokyo 150-0002, Japan|Chuo-ku, Osaka 541-0041, Japan",
        "Haruka Mori|Kenji Sato", "Trading|Precision|Seiki|Electronics|Foods",
    ),
    _land(
        "de", "EUR", "1.234,50 €|1.234,50 EUR|1.234,50|EUR 1.234,50|€ 1.234,50", "%d.%m.%Y|{d}. {B} {Y}|%d.%m.%y|{d}. {b}. {Y}",
        _DE, "19 7 0", "GmbH|GmbH & Co. KG|AG|e.K.|UG (haftungsbeschränkt)|OHG|", """
Rechnung|RECHNUNG|Rechnung
Rechnungsnummer|Rechnungs-Nr.|Rechnung Nr.|Rg.-Nr.|Belegnummer|Re.-Nr.
Rechnungsdatum|Datum|Belegdatum|Rechnung vom|Ausstellungsdatum
Fällig am|Fälligkeit|Zahlbar bis|Zahlungsziel|Fälligkeitsdatum
Zahlungsbedingungen|Zahlungsziel|Zahlungskondition
Bestellnummer|Ihre Bestellung|Ihre Bestell-Nr.|Bestell-Nr.
Kundennummer|Kunden-Nr.|Kd.-Nr.|Debitor
Rechnungsempfänger|Rechnung an|Kunde|Rechnungsadresse
Lieferadresse|Lieferanschrift
Absender|Rechnungssteller|Lieferant
Nettobetrag|Summe netto|Zwischensumme|Netto|Gesamt netto
{r} % MwSt.|zzgl. {r}% USt.|MwSt. {r},00 %|Umsatzsteuer {r} %
Gesamtbetrag|Rechnungsbetrag|Bruttobetrag|Gesamtsumme|Endbetrag|Summe brutto|Gesamt brutto
Zu zahlen|Zahlbetrag|Offener Betrag
Anzahlung|bereits gezahlt|abzgl. Anzahlung
Saldovortrag|Alter Saldo
Rabatt|Nachlass
Versandkosten|Fracht|Porto
Bezeichnung|Menge|Einzelpreis|Gesamt
Zahlbar innerhalb {n} Tagen ohne Abzug|{n} Tage netto|netto {n} Tage|{n} Tage rein netto
Gutschrift|Rechnungskorrektur
Tel.|Telefon
Bankverbindung|Konto
""", "Beratung vor Ort|Druckerpapier A4|Wartung Heizung|Schrauben M8x40|Montagearbeiten|Transportpauschale|"
        "Softwarepflege|Reinigung Büro|Ersatzteil 4711-A", "USt-IdNr. DE{k9}|HRB {k5} Amtsgericht Köln|Steuernr. {k3}/{k4}/{k4}",
        "Lindenstr. {s}|Am Hafen {s}|Gartenweg {s}a", "50667 Köln|04109 Leipzig|D-80331 München",
        "Jürgen Weiß|Sabine Kröger", "Elektrotechnik|Sanitär|Bürobedarf|Druckerei|Spedition|Systemhaus|Malerbetrieb",
    ),
    _land(
        "ch", "CHF", "1'234.50|CHF 1'234.50|Fr. 1'234.50|1’234.50 CHF", "%d.%m.%Y|{d}. {B} {Y}", _DE, "8 3",
        "AG|GmbH|SA|Sàrl", """
Rechnung|RECHNUNG|Rechnung
Rechnungsnummer|Rechnung Nr.|Rechnungs-Nr.
Rechnungsdatum|Datum|Zürich, den
Zahlbar bis|Fällig am|Fälligkeit
Zahlungskonditionen|Konditionen|Zahlungsbedingungen
Ihre Bestellung|Bestell-Nr.|Ihre Referenz
Kundennummer|Kunden-Nr.
Rechnungsadresse|Kunde|Rechnung an
Lieferadresse|Lieferung an
Absender|Rechnungssteller|Lieferant
Zwischentotal|Total exkl. MwSt.|Nettobetrag|Betrag netto
MwSt. {r}%|{r}% MWST|MWST {r} %
Total CHF|Gesamtbetrag|Total inkl. MwSt.|Rechnungstotal|Rechnungsbetrag
Zu bezahlen|Zahlbetrag|Total zu Ihren Lasten
Anzahlung|Akontozahlung
Saldovortrag|Alter Saldo
Rabatt|Skonto
Versandkosten|Porto
Bezeichnung|Anzahl|Preis|Betrag
{n} Tage netto|Zahlbar innert {n} Tagen|netto {n} Tage
Gutschrift|Gutschrift
Tel.|Telefon
Konto|Bankverbindung
""", "Beratung|Serviceabo 2024|Ersatzteile|Arbeitszeit Techniker|Fahrspesen|Hosting Business",
        "MWST-Nr. CHE-{k3}.{k3}.{k3}|UID CHE-{k3}.{k3}.{k3} MWST", "Bahnhofstrasse {s}|Seeweg {s}",
        "8001 Zürich|6003 Luzern|CH-3011 Bern", "Urs Zürcher|Regula Frei", "Treuhand|Informatik|Holzbau|Metallbau|Garage",
    ),
    _land(
        "fr", "EUR", "1 234,50 €|1 234,50 €|1 234,50|1 234,50 EUR|1234,50 €", "%d/%m/%Y|{d} {B} {Y}|%d/%m/%y|%d.%m.%Y",
        _FR, "20 10 5", "SARL|SAS|SASU|EURL|SA|", """
FACTURE|Facture|Facture client
Facture n°|N° de facture|Numéro de facture|Réf. facture|N° facture|Numéro
Date de facture|Date|Date d'émission|Date de facturation|Émise le
Date d'échéance|Échéance|À payer avant le|Échéance le|À régler avant le
Conditions de règlement|Conditions de paiement|Mode de règlement
Votre commande|N° commande|Bon de commande n°|Réf. commande client
N° client|Code client|Référence client
Facturé à|Client|Adresse de facturation|Destinataire
Adresse de livraison|Livré à
Émetteur|Vendeur|Prestataire
Total HT|Montant HT|Sous-total HT|Total net HT|Base HT
TVA {r} %|TVA {r},00%|Montant TVA|Total TVA
Total TTC|Montant TTC|Net à payer TTC|TOTAL T.T.C.|Total facture TTC
Net à payer|Reste à payer|Montant dû|Solde à payer
Acompte versé|Déjà réglé|Acompte
Solde précédent|Ancien solde
Remise|Remise commerciale
Frais de port|Port
Désignation|Qté|P.U. HT|Montant HT
{n} jours|{n} jours net|Paiement à {n} jours|Règlement à {n} jours date de facture
Avoir|FACTURE D'AVOIR
Tél.|Tél
Banque|Compte
""", "Prestation de conseil|Ramettes papier A4|Entretien chaudière|Main d'œuvre|Déplacement|Hébergement annuel|"
        "Fournitures diverses|Pose de carrelage", "SIRET {k9}{k5}|TVA intracom. FR{k2}{k9}|RCS Lyon {k9}|au capital de 10 000 €",
        "{s} rue des Lilas|{s} bis avenue Foch|ZA du Moulin", "69003 LYON|33000 Bordeaux|59800 Lille",
        "Hélène Marchand|Loïc Guérin", "Menuiserie|Conseil|Informatique|Imprimerie|Traiteur|Bâtiment|Énergie",
    ),
    _land(
        "nl", "EUR", "€ 1.234,50|€1.234,50|1.234,50|EUR 1.234,50", "%d-%m-%Y|{d} {B} {Y}|%d/%m/%Y|%d-%m-%y", _NL, "21 9 0",
        "B.V.|BV|V.O.F.|N.V.|", """
FACTUUR|Factuur|Verkoopfactuur
Factuurnummer|Factuurnr.|Factuur nr|Nummer|Faktuurnummer
Factuurdatum|Datum|Datum factuur
Vervaldatum|Betalen voor|Uiterste betaaldatum|Te betalen vóór
Betalingstermijn|Betalingsconditie|Betalingsvoorwaarden
Uw referentie|Bestelnummer|Uw ordernummer|Inkoopnummer
Klantnummer|Debiteurnummer|Relatienummer
Factuur aan|Klant|Factuuradres|Aan
Afleveradres|Bezorgadres
Afzender|Leverancier|Van
Subtotaal|Totaal excl. btw|Netto|Bedrag excl. BTW
BTW {r}%|{r}% btw|BTW hoog {r}%|Btw-bedrag
Totaal|Totaal incl. btw|Factuurbedrag|Totaalbedrag|Totaal te betalen
Te betalen|Openstaand bedrag|Nog te voldoen
Aanbetaling|Reeds voldaan
Vorig saldo|Openstaand saldo
Korting|Kortingsbedrag
Verzendkosten|Vrachtkosten
Omschrijving|Aantal|Prijs|Bedrag
{n} dagen|Binnen {n} dagen|{n} dagen netto|Betaling binnen {n} dagen na factuurdatum
Creditnota|CREDITFACTUUR
Tel.|Telefoon
Bank|Rekening
""", "Advieswerkzaamheden|Kopieerpapier|Onderhoud cv-ketel|Arbeidsloon|Voorrijkosten|Hosting pakket|Koffiebonen 1kg",
        "KvK {k8}|BTW NL{k9}B01|K.v.K. nr. {k8}", "Dorpsstraat {s}|Keizersgracht {h}|Industrieweg {s}",
        "1012 AB Amsterdam|3511 LX Utrecht|5611 EM  Eindhoven", "Sanne de Wit|Joost van Dam",
        "Bouw|Transport|Installatietechniek|Drukwerk|Bloemen|Webdiensten",
    ),
    _land(
        "be", "EUR", "1.234,50 €|€ 1.234,50|1.234,50 EUR", "%d/%m/%Y|{d} {B} {Y}", _NL, "21 6",
        "BV|NV|BVBA|", """
FACTUUR|Factuur|Factuur
Factuurnummer|Factuur nr.|Documentnr.
Factuurdatum|Datum|Documentdatum
Vervaldatum|Vervaldag|Te betalen voor
Betalingsvoorwaarden|Betaling|Betalingscondities
Uw bestelling|Bestelbon nr.|Uw ref.
Klantnummer|Klantnr.
Facturatieadres|Klant|Factuuradres
Leveringsadres|Afleveradres
Verkoper|Leverancier|Van
Maatstaf van heffing|Totaal excl. BTW|Subtotaal
BTW {r}%|BTW {r} %|Totaal BTW
Totaal incl. BTW|Te betalen|Totaal EUR|Eindtotaal
Te betalen|Saldo te betalen|Openstaand
Voorschot|Reeds betaald
Vorig saldo|Oud saldo
Korting|Korting
Transportkosten|Verzending
Omschrijving|Aantal|Eenheidsprijs|Totaal
{n} dagen factuurdatum|{n} dagen|30 dagen einde maand
Creditnota|CREDITNOTA
Tel.|T
IBAN|Rekening
""", "Interventie technieker|Toner zwart|Jaarabonnement|Schilderwerken|Levering zand",
        "BTW BE 0{k3}.{k3}.{k3}|RPR Gent", "Stationsstraat {s}|Kerkplein {s}", "9000 Gent|2000 Antwerpen|B-3000 Leuven",
        "Pieter Claes|Lies Peeters", "Schrijnwerken|Groep|Verhuur|Keukens",
    ),
)  # fmt: skip
