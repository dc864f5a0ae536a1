"""The many names of a document that asks for money, with what its number and its date are then called."""
# ruff: noqa: E501 - a table of words reads by its rows

from core.intake.documents.label_words import Kind

# An invoice by any of its usual names; its number is the invoice's own.
_INVOICE = (
    r"(?:(?:tax|vat|gst|sales|commercial|service|supplier|proforma|pro-forma|customer|original|final|export|"
    r"retail|self-billed|rent|utility|electricity|water|gas|telephone|medical|hospital|"
    r"freight|our|interim|e)-? )?(?:invoices?|inv|bill(?:ing)?|credit(?: ?note| ?memo| ?nota)?|crn?)|"
    r"invoice ?/ ?(?:receipt|statement|bill|delivery(?: note)?|credit(?: note| memo)?|packing (?:slip|list))|"
    r"tax credit note|"
    r"(?:sammel|schluss|teil|abschlags?|honorar|bar|sofort|handwerker|monats|jahres|miet|strom|gas|wasser|"
    r"storno|korrektur|eingangs|ausgangs|verbrauchs|endabrechnungs|einzel|service|reparatur)?rechnungs?|"
    r"rech|rgn?|gutschrifts?|fakturen?|fakt|"
    r"fact(?:ure)?s?|fac|avoirs?|factures? ?/ ?avoirs?|fa[ck]tuu?r|verkoopfa[ck]tuu?r|verzamelfa[ck]tuu?r|"
    r"factura|fra|fatura|fattura|fatt|"
    r"fakturan?|kreditfakturan?|(?:[a-z]+)?laskun?|fakturka"
)
# What else asks for money: its number stands in when the document is called nothing nearer to an invoice.
_LIKE = (
    r"statements?|receipts?|(?:debit|fee|contract|charge|sales|cash|expense|broker(?:age)?|disbursement) "
    r"?notes?|debit memo|d/n|c/n|memo|"
    r"fee (?:account|bill)|bill|notices?|(?:payment|premium|renewal|assessment|demand|rent|tax|billing|"
    r"charge|levy|contribution|rate|rates|fee) (?:notice|demand|note|request|advice|statement|account)|demand|"
    r"assessment|claim|progress claim|payment (?:claim|certificate|application|request)|pay(?:ment)? app|"
    r"certificate|application|request for payment|vouchers?|docket|folio|levy|"
    r"doc(?:ument)?s?|billing document|accounting document|sales document|e-?ticket|"
    r"belege?|dokumente?|bescheid|gebuhrenbescheid|kassenzeichen|liquidations?|quittungs?|abrechnungs?|"
    r"(?:jahres|end|schluss|monats|nebenkosten|verbrauchs|honorar|provisions|betriebskosten)abrechnungs?|"
    r"(?:honorar|kosten|arzt|gebuhren)(?:note|rechnung)n?|honorar|bon|kassenbon|beitragsbescheid|bordereau|"
    r"notes?(?: d'honoraires| de debit| de frais| de credit| d'honoraire)?|releve(?: de compte)?|"
    r"quittances?|decompte|memoire|pieces?|recu|appel (?:de|a) (?:fonds|cotisations?|loyers?|provisions?)|"
    r"avis(?: d'echeance| de paiement| des sommes a payer| d'imposition)?|titre(?: de recette)?|"
    r"situation|bulletin|ticket de caisse|justificatif|"
    r"documenten|nota|kwitantie|afrekening(?:s)?|aanslag(?:biljet)?s?|declaratie|kassabon|bon|"
    r"documento|doc|recibos?|boletas?|comprobante|comp|tiquet?|liquidacion|minuta|albaran-factura|cuenta de "
    r"cobro|nota de (?:debito|venta|credito|honorarios|cargo)|certificacion|abono|"
    r"parcella|notula|bolletta|ricevuta|avviso(?: di pagamento)?|nota (?:di )?(?:debito|pro forma|"
    r"spese|credito)|cartella|scontrino|conto|"
    r"guia|duplicata|conta|nota de (?:debito|honorarios|lancamento)|fatura-recibo|nfs-?e|nf-?e|danfe|"
    r"rachunek|rachunku|noty?|paragonu?|dokumentu?|doklad|vyuctovani|vyuctovanie|"
    r"avin?|rakning|opkraevning|opkrævning|regning|bilag|verifikation|tosite|kuitti|kvitto|kvittering|"
    r"bizonylat|nyugta|chitanta|bon fiscal"
)
_NR = (
    r"(?:num(?:ber|mer|mero|ero|er|ber)?s?|nbr|nos?|nrs?|nro|n ?\.? ?[°o]s?|n|id(?:entifier)?|id\.? ?(?:no|"
    r"number|nr)|#|№|ref(?:erence|erentie|erenz|erencia|erens)?(?: ?(?:no|nr|number|#))?|c(?:islo)?|code|serial(?: ?no)?)"
)
_OF = r"(?:of |of the |de |de la |del |da |do |d'|di |della |der |des |van |van de |zur )?"
_DATE = r"(?:date|dated|dt|datum|dato|data|fecha|datert|issued|issue date|pvm|paiva(?:ys|maara)?)"
_ANY = rf"(?:{_INVOICE}|{_LIKE})"
# What has a number or a date of its own and is no invoice.
_OTHER_THING = (
    r"(?:customers?|cust|client|buyer|debtor|creditor|supplier|vendor|seller|consumer|subscriber|patient|"
    r"student|member(?:ship)?|guest|passenger|driver|employee|tenant|owner|user|agent|dealer|shipper|"
    r"consignee|payer|payee|guarantor|beneficiary|registrant|licen[cs]ee)(?:'?s)?(?: (?:a/c|account|code))?|"
    r"a/c|acc(?:oun)?t|contract|agreement|lease|tenancy|policy|mandate|sales order|so|s/o|s/c|work "
    r"order|job|project|delivery|delivery note|delivery order|dispatch|despatch|dispatch doc|despatch note|"
    r"goods received note|grn|shipment|shipping bill|packing (?:list|slip)|waybill|way bill|consignment|awb|"
    r"b/l|bill of lading|container|seal|vessel|voyage|flight|cargo|docket|booking|reservation|confirmation|"
    r"conf|room|visit|admission|mrn|file|case|matter|meter|mpan|mprn|pod|premise|site|location|store|shop|"
    r"branch|till|terminal|register|cashier|operator|route|batch|lot|serial|part|item|product|sku|hsn|sac|"
    r"quote|quotation|estimate|offer|registration|reg|licen[cs]e|permit|vehicle|plate|chassis|vin|fleet|"
    r"phone|telephone|mobile|cell|line|fax|tel|company|cost cent(?:re|er)|department|dept|control|tracking|"
    r"parcel|package|transaction|payment|cheque|check|bank|routing|iban|l/c|letter of credit|"
    r"(?:original|previous|related|corrected|credited|prepaid|advance|deposit|cu) invoice|"
    r"kunden|kunde|kd|debitoren|mandanten|vertrags|lieferschein|liefer|versand|projekt|"
    r"objekt|zahler|vertragskonto|konto|policen|versicherungs(?:schein)?|mitglieds|patienten|schuler|"
    r"angebots|vorgangs|bearbeitungs|personal|artikel|serien|chargen|fahrzeug|kennzeichen|buchungs|"
    r"reservierungs|ticket|zimmer|sendungs|paket|mandats?|glaubiger|subjekt|"
    r"abonne|compte|contrat|dossier|devis|bon de livraison|livraison|bl|chantier|"
    r"adherent|assure|police|compteur|pdl|pce|point de (?:livraison|comptage)|immatriculation|chambre|"
    r"reservation|marche|engagement|lot|mandat|"
    r"klant|debiteuren?|relatie|contract|pakbon|polis|meter|aansluiting|dossier|project|"
    r"subject|klantenkaart|kenteken|"
    r"cliente|cuenta|contrato|albaran|presupuesto|proveedor|suministro|poliza|contador|expediente|"
    r"matricula|habitacion|reserva|socio|alumno|cups|"
    r"conto|contratto|preventivo|commessa|fornitore|utenza|pratica|polizza|contatore|camera|"
    r"prenotazione|ddt|bolla|"
    r"contribuinte|orcamento|apolice|instalacao|processo|matricula|"
    r"klienta|konta|umowy|zlecenia|polisy|licznika|punktu poboru|zakaznika|smlouvy|"
    r"odberneho mista|elektromeru|"
    r"kund|kunde|avtals|projekt|anlaggnings|malar|forsikrings|abonnements|asiakas|sopimus"
)
# An order, without a word of whose it is.
_ORDER = (
    r"order|bestell|bestellungs?|auftrags?|commande|bon de commande|bestel|pedido|orden(?: de compra)?|ordine|"
    r"encomenda|ordem de compra|zamowienia|objednavky|ordre|tilaus|siparis|comanda"
)
# Two names for one value ("Invoice/Credit Note No."), or one heading over two ("Rechnungs-/Kundennr.").
_AND = r"[ .]{0,2}(?:&|/|and|und|et|y|e|en|och|og|i) ?"
_PAIR = r"[ -]{0,2}[/&,][ -]{0,2}"

PATTERNS: dict[tuple[Kind, float], tuple[str, ...]] = {
    (Kind.NUMBER, 1.0): (
        rf"(?:{_INVOICE})[ .-]{{0,3}}{_NR}",
        rf"{_NR}[ .]{{0,2}}{_OF}(?:{_INVOICE})",
        rf"(?:{_INVOICE}){_PAIR}{_ANY}[ .-]{{0,3}}{_NR}",
        rf"(?:{_INVOICE})[ -]{{0,2}}/[ -]{{0,2}}[^\W\d]{{3,20}}[ .-]{{0,3}}{_NR}",
        rf"(?:rechnungs?|rg|re)-{_PAIR}[a-z]{{4,12}}-?(?:nummer|nr|no)",
        rf"{_NR}[ .]{{0,2}}{_OF}(?:{_INVOICE}){_PAIR}{_ANY}",
        rf"{_NR}{_AND}{_DATE} {_OF}(?:{_INVOICE})",
        rf"(?:{_INVOICE})[ .-]{{0,3}}{_NR}{_AND}{_DATE}",
    ),
    (Kind.NUMBER, 0.8): (
        rf"(?:{_LIKE})[ .-]{{0,3}}{_NR}",
        rf"{_NR}[ .]{{0,2}}{_OF}(?:{_LIKE})",
        r"kassenzeichen|aktenzeichen der rechnung|dokumentennummer|belegnummer",
    ),
    (Kind.GROSS, 1.0): (
        r"total (?:to pay|payable|paid|due|amount)? ?(?:with|incl(?:uding|\.)?|inc\.?|after) (?:all )?(?:vat|tax(?:es)?|gst)",
    ),
    (Kind.PAYABLE, 1.0): (
        r"saldo (?:devedor|deudor|dovuto|te betalen)|solde debiteur|openstaand saldo|offener saldo|"
        r"balance (?:payable|outstanding|owing|to pay)|outstanding amount|amount outstanding",
    ),
    (Kind.NUMBER, 0.45): (r"our account|account rendered|ref(?:erence)? ?(?:no|number|nr|#)",),
    (Kind.NUMBER, 0.6): (
        r"(?:debit|fee) note|(?:honorar|kosten|gebuhren)note|note (?:d'honoraires|de debit)|bolletta|parcella|"
        r"notula|ricevuta|kassenbeleg|quittung|quittance|nota (?:di )?debito|nota de debito|cuenta de cobro|"
        r"御?請求書|发票|發票|청구서|세금계산서|(?:honorar|sammel|schluss|teil|abschlags)rechnung|rachunek|kvitto|kvittering|chitanta",
    ),
    (Kind.ISSUED, 1.0): (
        rf"(?:{_INVOICE})[ .-]{{0,3}}{_DATE}",
        rf"{_DATE}[ .]{{0,2}}{_OF}(?:{_INVOICE})",
        rf"(?:{_INVOICE}){_PAIR}(?:{_LIKE}|delivery|tax point|supply|dispatch)[ .-]{{0,3}}{_DATE}",
        rf"{_DATE}{_PAIR}(?:tax point|taxpoint|steuerzeitpunkt)",
    ),
    (Kind.ISSUED, 0.8): (
        rf"(?:{_LIKE})[ .-]{{0,3}}{_DATE}",
        rf"{_DATE}[ .]{{0,2}}{_OF}(?:{_LIKE})",
        r"dagtekening|bescheiddatum|date of notice|date of this (?:notice|bill|invoice|statement)|"
        r"date prepared|prepared on|generated on|f\. ?(?:factura|emision|fra|expedicion)|date d'edition|"
        r"editee? le|date de la piece|fecha y hora de (?:emision|expedicion)|date/time|raised on|date raised",
    ),
    (Kind.DUE, 1.0): (
        r"payment due (?:by|on|before)|(?:please )?pay (?:on or )?(?:before|by)|"
        r"(?:betrag|summe)[a-z ]{0,20} (?:wird|wir|wollen wir)[a-z ]{0,30} (?:am|zum)|(?:buchen|ziehen) wir (?:am|zum)|"
        r"wordt (?:op(?: of omstreeks)?|omstreeks|rond)|addebit(?:o|ato|ata) (?:il|in data)|se cargara[a-z ]{0,20} el|"
        r"debitado[a-z ]{0,15} (?:em|a)|(?:trekkes|dras|belastas|haeves)(?: den| fra)?|autogiro(?:dragning)?(?: den)?|"
        r"deadline|last date(?: (?:of|for) payment)?|last (?:day|date) to pay|payable on or before|"
        r"due (?:on or )?before|settle(?:ment)? (?:by|due|date|before)|payment (?:deadline|by)|"
        r"(?:payment )?due (?:dt|day)|to be paid (?:by|before|until)|remit (?:by|before)|"
        r"(?:cargo|adeudo)(?: en cuenta)? (?:el|a partir del?)|fecha (?:de )?(?:cargo|adeudo|vto\.?)"
        r"(?: para el pago)?|f\. ?(?:vto|vencimiento)|vto\.?|fecha de vto\.?(?: para el pago)?|"
        r"entro quando\??|pagare entro(?: il)?|scade il|scad\.?|scadenze|entro e non oltre il|"
        r"(?:will|we'll|we will) (?:be )?(?:take|collect|debit|taken|collected|debited)[a-z ]{0,40} "
        r"(?:on|on or after|by direct debit on|by direct debit on or after|around)|"
        r"direct debit (?:date|on|on or after)|(?:abbuchung|einzug|lastschrift|abgebucht|eingezogen)"
        r"(?:[a-z ]{0,30})? (?:am|zum)|falligkeit am|zahlen bis(?: zum)?|zu zahlen bis(?: zum)?|"
        r"zahlungs(?:frist|eingang) bis(?: zum)?|date limite|a payer avant le|a regler pour le|echeance au|"
        r"au plus tard le|preleve(?:e)?s? (?:le|a partir du)|prelevement (?:a partir )?(?:le|du)|"
        r"date de prelevement|voor of op|incasso(?:datum)?(?: op| rond)?|afgeschreven (?:op|rond)|"
        r"uiterste betaaldatum|uiterlijk(?: op)?|vervalt(?: op)?|betalingsdato|betalningsdag|maksupaiva|betalningsdatum|betaldatum|betalen v(?:oo)?r|pagamento entro(?: il)?|"
        r"debito em conta(?: em| a)?|pagar antes del?|pague antes del?|plata pana la|termen de plata|scadent la|"
        r"zaplatit do|uhradte do|uhradit do|zaplacic do|prosimy o zaplate do|oplacic do",
    ),
    (Kind.OTHER, 1.0): (
        rf"(?:{_OTHER_THING})[ .-]{{0,3}}{_NR}",
        rf"{_NR}[ .]{{0,2}}{_OF}(?:{_OTHER_THING})",
        r"referencia catastral|irn|cae|ettn|uuid|dob|bsn|nric",
    ),
    (Kind.OTHER_DATE, 1.0): (
        rf"(?:{_OTHER_THING}|{_ORDER})[ .-]{{0,3}}{_DATE}",
        rf"{_DATE}[ .]{{0,2}}{_OF}(?:{_OTHER_THING}|{_ORDER})",
        r"(?:next )?(?:service|m\.?o\.?t|inspection|test|renewal|review|check-?up) (?:is )?due(?: on| date)?",
        r"date (?:de |of )?(?:la |the )?(?:facture|invoice) (?:associee|liee|d'origine|initiale|precedente|corrected)|"
        r"date in|date out|date of (?:visit|loss|accident|hire|admission|discharge|signature)",
        r"(?:next|previous|last|current|prior)(?: meter| scheduled)? (?:read(?:ing)?|bill|invoice|statement)"
        r"(?: date| on)?|(?:next|prochaine?|proxima|prossima)[a-z ]{1,20}(?:releve|facture|lectura|leitura|"
        r"factura|fatura|lettura|bolletta|date)|prochain releve|releve du|"
        r"d(?:ate )?o(?:f )?b(?:irth)?|geburtsdatum|geb\.|nascimento|naissance|"
        r"lectura (?:anterior|actual)|leitura (?:anterior|atual)|lettura (?:precedente|attuale)|"
        r"(?:valid|expiry|expires?|validity|best before|effective|start|end|renewal|inception|policy|"
        r"admission|discharge|visit|appointment|completed?|completion|received|posted|posting|entry|loading|"
        r"collection|pick-?up|sailing|flight|event|course|hire|rental|return|travel|ticket|quote|"
        r"quotation|contract|agreement|order|po|p\.o\.|job|work|shipped|pay(?:ment)?) ?(?:date|on|until|"
        r"from|to|dt)|arrival|departure|check-?in|check-?out|anreise|abreise|arrivee|llegada|salida|arrivo|partenza|"
        r"aankomst|vertrek|etd|eta|ends?|starts?|expires|completed",
    ),
    (Kind.ORDER, 0.7): (
        rf"(?:{_ORDER})[ .-]{{0,3}}{_NR}",
        rf"{_NR}[ .]{{0,2}}{_OF}(?:{_ORDER})",
        r"(?:order|bestellung|siparis|commande|pedido)(?: ref(?:erence)?)? ?/ ?(?:bestellung|order|commande|p\.?o)",
    ),
    (Kind.ORDER, 1.0): (
        r"p/o(?: ?(?:no|number|#|ref))?",
        r"l\.?p\.?o(?: ?(?:no|number|#|ref))?",
        r"(?:cust(?:omer)?|buyer'?s?) (?:po|order)(?: no| nr| number| #| ref)?",
    ),
}
