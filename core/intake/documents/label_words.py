"""What invoices call their fields but the parties, in English, German, French, Dutch, Spanish and Italian."""

from enum import StrEnum


class Kind(StrEnum):
    """What the value beside a label is."""

    NUMBER = "number"
    ISSUED = "issued"
    DUE = "due"
    OTHER_DATE = "other date"
    ORDER = "order"
    TERMS = "terms"
    OTHER = "other"
    GROSS = "gross"
    PAYABLE = "payable"
    TOTAL = "total"
    NET = "net"
    TAX = "tax"
    PAID = "paid"
    BEFORE = "before"
    EXTRA = "extra"
    WITHHELD = "withheld"
    ISSUER = "issuer"
    RECIPIENT = "recipient"
    SHIP_TO = "ship to"


_NR = r"(?:numbers?|num(?:mer|ero)?|nbr|no|nr|n ?[°o]|id|code|#)"
_INVOICE = r"(?:invoice|inv|bill|credit[ -]?(?:note|memo)|tax invoice|vat invoice|receipt)"
_RECHNUNG = r"(?:rechnungs?|rechn|rg|gutschrifts?|faktura?|beleg)"
_FACTURE = r"(?:facture|avoir|note de credit|fact)"
_FACTUUR = r"(?:fa[ck]tuu?r|creditnota|creditfactuur|nota)"
_FACTURA = r"(?:factura|nota de credito|abono|recibo)"
_FATTURA = r"(?:fattura|nota (?:di )?credito|ft|fatt|documento|parcella)"

# Each label is a pattern over folded text (lower case, no accents); a longer label wins over one inside it.
PATTERNS: dict[tuple[Kind, float], tuple[str, ...]] = {
    (Kind.NUMBER, 1.0): (
        rf"{_INVOICE} ?(?:{_NR}|ref(?:erence)?)",
        rf"(?:{_NR}|ref(?:erence)?) (?:of )?(?:the )?{_INVOICE}",
        rf"{_RECHNUNG}\.?[ -]{{0,2}}(?:nummer|nr|no|n°|#)|re\.?[ -]{{0,2}}nr",
        r"nummer der rechnung",
        rf"{_FACTURE} ?(?:n ?[°o]|numero|num|nr|ref|#)",
        rf"(?:numero|num|n ?°|no|ref(?:erence)?)(?: de)?(?: la)?(?: votre)? ?{_FACTURE}",
        rf"{_FACTUUR}[ -]?(?:nummer|nr|no|#)",
        rf"(?:nummer|nr) (?:van de )?{_FACTUUR}",
        rf"{_FACTURA} ?(?:n ?[°o]|numero|num|nr|#)",
        rf"(?:numero|num|n ?°|no|nro)(?: de)?(?: la)? {_FACTURA}",
        rf"{_FATTURA} ?(?:n ?[°o]|numero|num|nr|n|#)",
        rf"(?:numero|num|n ?°|nr|n)(?: della| di)? {_FATTURA}",
    ),
    (Kind.NUMBER, 0.8): (
        r"doc(?:ument)? ?(?:number|no|nr|id)",
        r"(?:our|unsere|notre|nuestra|vores|var) (?:invoice|rechnung|facture|factura|faktura)",
        r"beleg-?(?:nummer|nr)",
        r"documentnummer",
        r"numero (?:de |di )?(?:piece|documento)",
        r"piece (?:n ?°|numero|no)",
        r"n ?° (?:de )?(?:piece|document)",
        r"statement (?:number|no)",
        r"n ?° d'avis|avis n ?°",
        r"voucher (?:number|no)",
        rf"(?:guest )?folio ?{_NR}",
    ),
    (Kind.NUMBER, 0.6): (
        r"(?:tax |vat |commercial |sales |final |proforma |pro forma )?invoice",
        r"credit[ -]?(?:note|memo)",
        r"(?:vat |sales |payment )?receipt",
        r"[a-z]{0,12}rechnung",
        r"gutschrift",
        r"facture(?: d'acompte| de solde)?",
        r"avoir",
        r"factuur",
        r"creditfactuur",
        r"creditnota",
        r"factura(?: rectificativa| simplificada)?",
        r"fattura(?: elettronica| immediata| accompagnatoria| differita)?",
        r"nota di credito",
    ),
    (Kind.NUMBER, 0.4): (
        r"number",
        r"no",
        r"nr",
        r"n ?°",
        r"#",
        r"nummer",
        r"numer",
        r"numero",
        r"beleg",
        r"bill",
        r"document",
    ),
    (Kind.ISSUED, 1.0): (
        rf"{_INVOICE} date",
        rf"date(?: of)?(?: the)? {_INVOICE}",
        r"date (?:of )?issued?",
        r"issue date",
        r"date of issuance",
        r"issued(?: on| at)?",
        r"bill(?:ing)? date",
        r"invoiced? (?:on|issued at)",
        r"tax point(?: date)?",
        r"(?:rechnungs|beleg|ausstellungs|gutschrifts|faktura?)[ -]?datum",
        r"datum der rechnung",
        r"(?:rechnung|gutschrift|beleg) vom",
        r"ausgestellt am",
        r"date (?:de |d')?(?:la |l')?(?:facture|facturation|avoir|emission)",
        r"(?:facture|avoir|emise?|etablie?)(?: en date)? (?:du|le)",
        r"date facture",
        r"(?:fa[ck]tuu?r|nota|document)datum",
        r"datum (?:van )?(?:de )?fa[ck]tuu?r",
        r"(?:doc(?:ument)?|inv|stmt) date",
        r"date d'emission|emise? le|faite? le|facture le",
        r"fecha (?:de )?(?:factura|emision|expedicion)",
        r"fecha (?:de )?(?:la )?(?:factura|facturacion|emision|expedicion)",
        r"data (?:della |di )?(?:fattura|emissione|documento)",
    ),
    (Kind.ISSUED, 0.6): (
        r"dated?",
        r"datum",
        r"fecha",
        r"data",
        r"document date",
        r"statement date",
        r"documentdatum",
        r"en date du",
        r"dated",
    ),
    (Kind.ISSUED, 0.4): (r"le", r"am", r"the", r"(?:[a-z]{3,16}, ?)?den"),
    (Kind.DUE, 0.6): (r"due", r"pay by", r"vence", r"echeance", r"zahlbar"),
    (Kind.DUE, 1.0): (
        r"(?:payment |invoice )?due ?date",
        r"due (?:on|by)",
        r"payment (?:is )?due(?: date| on| by)?",
        r"date due",
        r"(?:please )?pay(?:able)? (?:by|before|until)",
        r"please remit (?:until|by|before)",
        r"payment deadline",
        r"falligkeit(?:sdatum|stag)?",
        r"fallig(?: am| bis| zum)?",
        r"zahlbar bis(?: zum)?",
        r"zahlung(?:sziel)? bis(?: zum)?",
        r"(?:zahlungs|falligkeits)(?:termin|datum|ziel)",
        r"(?:uberweisen|begleichen|zahlen) sie (?:bitte )?(?:den betrag |den gesamtbetrag )?bis(?: zum)?",
        r"(?:spatestens )?bis zum",
        r"date (?:d'|de l')?echeance",
        r"echeance(?: le| au)?",
        r"(?:a payer|payable|a regler)(?: au plus tard)? (?:avant(?: le)?|le|pour le|jusqu'au)",
        r"date limite (?:de )?(?:paiement|reglement)",
        r"date (?:de )?(?:paiement|reglement)",
        r"verval(?:datum|dag)",
        r"uiterste (?:betaal)?datum",
        r"te betalen (?:voor|uiterlijk|op|binnen)",
        r"(?:uiterlijk )?betalen (?:voor|op)",
        r"betaal(?:datum| voor)",
        r"fecha (?:de )?(?:vencimiento|limite(?: de pago)?|pago)",
        r"vencimiento",
        r"vence(?: el)?",
        r"(?:data )?(?:di )?scadenza(?: pagamento)?",
        r"da pagare entro(?: il)?",
        r"entro il",
    ),
    (Kind.OTHER_DATE, 1.0): (
        r"(?:order|ordered|delivery|ship(?:ping|ped|ment)?|print(?:ed)?|service|purchase|payment|start|"
        r"end|period|"
        r"departure|arrival|check-?in|check-?out|booking|transaction|creation|contract) (?:date|on)",
        r"date of (?:delivery|supply|service|order|birth|shipment|dispatch|booking|arrival|departure|"
        r"journey|travel)",
        r"(?:service|billing|invoice) period",
        r"(?:liefer|leistungs|bestell|auftrags|druck|versand|vertrags|buchungs|zahlungs)[ -]?datum",
        r"(?:leistungs|abrechnungs)zeitraum",
        r"date de (?:la )?(?:livraison|commande|prestation|prelevement|naissance|debut|fin|"
        r"prochaine facture)",
        r"prelevement (?:le|du)",
        r"(?:order|bestel|lever|print|betaal)datum",
        r"fecha (?:de )?(?:entrega|pedido|operacion|servicio|prestacion)",
        r"data (?:di )?(?:consegna|ordine|spedizione|ddt|trasporto|prestazione)",
    ),
    (Kind.ORDER, 1.0): (
        rf"(?:customer |your |client )?(?:purchase order|p\.? ?o\.?(?! ?box))(?: ?(?:{_NR}|ref(?:erence)?))?",
        rf"(?:customer|your|client)(?:'s)? (?:order|po)(?: ?{_NR}| ref(?:erence)?)?",
        r"ihre (?:bestell(?:ung(?:snummer)?|nummer|nr)|auftragsnummer)",
        r"bestell(?:ung)?s?[ -]?(?:nummer|nr|no)",
        r"(?:votre |numero |n ?° )(?:de |du )?(?:bon de )?commande",
        r"(?:bon de )?commande (?:n ?[°o]|client)",
        r"ref(?:erence)? (?:de )?commande(?: client)?",
        r"uw (?:bestelnummer|inkoopordernummer|ordernummer|bestelling)",
        r"(?:inkoop|bestel)(?:order|bon)?[ -]?(?:nummer|nr)",
        r"(?:su |n ?° |numero )(?:de )?pedido",
        r"pedido (?:n ?[°o]|numero)",
        r"orden de compra|pedido(?: del?)? cliente",
        r"(?:vs |vostro )?ordine (?:n ?[°o]?|numero|d'acquisto)",
        r"numero ordine",
    ),
    (Kind.ORDER, 0.7): (
        rf"order ?(?:{_NR})",
        r"(?:your|customer|client) ref(?:erence)?",
        r"ihr(?:e)? (?:zeichen|referenz)",
        r"votre ref(?:erence)?",
        r"uw (?:referentie|kenmerk)",
        r"su referencia",
        r"vs\.? rif(?:erimento)?",
        r"auftrags?[ -]?(?:nummer|nr)",
        r"order(?:nummer|nr)",
    ),
    (Kind.TERMS, 1.0): (
        r"(?:payment )?terms(?: of payment)?",
        r"terms & conditions",
        r"zahlungs(?:bedingung(?:en)?|kondition(?:en)?|ziel)",
        r"(?:conditions?|modalites|delai) de (?:paiement|reglement)",
        r"betalings?(?:termijn|voorwaarden|conditie|condities)",
        r"(?:condiciones|forma|plazo|terminos) de pago",
        r"(?:condizioni|termini|modalita)(?: di)? pagamento",
    ),
    (Kind.OTHER, 1.0): (
        r"sum (?:insured|assured)|versicherungssumme|capital (?:garanti|assure|asegurado)|limit of liability",
        rf"(?:customer|client|account|contract|project|reservation|booking|registration|tracking|serial|"
        rf"quote|"
        rf"quotation|case|member|subscription|tax|vat|gst|company|phone|fax|tel|item|part|product|job|ticket|"
        rf"delivery|shipment|file|cheque|check|transaction|payment|user|sales order|work order) ?{_NR}",
        r"(?:kunden|debitor(?:en)?|vertrags|steuer|projekt|artikel|serien|lieferschein|konto|angebots|ust|"
        r"ust-?id|"
        r"mitglieds|handelsregister|telefon|fax|kto|vorgangs)[ -]?(?:nummer|nr|id)(?: nr)?",
        r"(?:numero|n ?°|ref(?:erence)?|code) (?:de |du |d')?(?:client|compte|contrat|dossier|tva|siret|"
        r"devis|abonne|"
        r"abonnement|telephone|livraison|adherent|marche)(?: client)?",
        r"n ?° tva client",
        r"(?:klant|debiteur(?:en)?|relatie|contract|btw|kvk|serie|offerte|project|rekening|pakbon|order)"
        r"[ -]?(?:nummer|nr|id)",
        r"(?:numero|n ?°|codigo|cod)(?: de)? (?:cliente|cuenta|contrato|albaran|presupuesto|proveedor)",
        r"(?:numero|n ?°|nr|codice|cod)(?: di)? (?:cliente|conto|contratto|ddt|preventivo|fornitore|fiscale)",
        r"partita iva",
        r"p\.? ?iva",
        r"(?:vat|gst|tax|btw|tva|ust|mwst|iva|cif|nif|hst|pst|abn|ein|pan|cin|"
        r"tin)[ -]?(?:reg(?:istration)?|id|ident|"
        r"identification|code|intracomm?unautaire|nummer|idnr)(?:\.?[ -]?(?:number|no|nr|nummer))?",
        r"vat/tin",
        r"gstin",
        r"siret",
        r"siren",
        r"iban",
        r"bic",
        r"swift",
        r"(?:booking|reservation|transaction|ticket|confirmation) ref(?:erence)?",
        r"our ref(?:erence)?|unser zeichen|notre ref(?:erence)?|n/ref|ons kenmerk",
        r"facture liee",
        r"(?:original|related|previous|corrected|credited) invoice(?: (?:number|no))?",
        r"(?:zu|ursprungliche|originale?) rechnung(?: nr)?",
        r"seite",
        r"page",
        r"pagina",
    ),
    (Kind.GROSS, 1.0): (
        r"grand ?total(?: (?:due|payable|amount|incl(?:uding|\.)? (?:vat|tax|gst)))?",
        r"(?:invoice|bill) (?:grand )?(?:total|amount)(?: (?:due|payable|incl(?:uding|\.)? (?:vat|tax|"
        r"gst)))?",
        r"total (?:amount )?\(?(?:incl(?:uding|usive|\.)?(?: of)?|with|inc\.?|after) (?:vat|tax(?:es)?|"
        r"gst|btw|sales tax)\)?",
        r"total (?:for )?this (?:invoice|bill)",
        r"gesamt(?:kosten|honorar|preis|forderung|gebuhr(?:en)?|entgelt)",
        r"total invoice(?: (?:amount|value))?",
        r"gross (?:total|amount)",
        r"total gross",
        r"total charges for this (?:invoice|month|period)",
        r"(?:rechnungs|brutto|gesamt|end|gutschrifts)(?:gesamt)?(?:betrag|summe|total|endbetrag)(?: brutto|"
        r" inkl\.?(?: (?:mwst|ust)\.?)?)?",
        r"(?:gesamt|summe|total|betrag|gesamtsumme|gesamtbetrag)[ ,]*\(?(?:brutto|"
        r"inkl(?:usive)?\.?(?: \d+ ?%)? ?(?:mwst|ust|mehrwertsteuer|umsatzsteuer|steuer)\.?)\)?",
        r"total (?:general |facture |a payer )?(?:t\.?t\.?c\.?|toutes taxes comprises)",
        r"(?:montant|total|somme)(?: total)? (?:t\.?t\.?c\.?|facture|de la facture)",
        r"total avec taxes",
        r"totaal(?:bedrag)? \(?(?:incl(?:usief|\.)?(?: \d+ ?%)? ?btw|te betalen|factuur)\)?",
        r"(?:factuur|eind)(?:bedrag|totaal)(?: incl\.? btw)?",
        r"totaalbedrag",
        r"(?:importe )?total (?:de la )?(?:factura|con iva|iva incl(?:uido|\.)?|general)",
        r"importe total",
        r"total importe",
        r"totale (?:fattura|documento|generale|complessivo|ivato|iva inclusa|iva compresa|lordo)",
        r"importo totale",
        r"total amount",
        r"total value",
        r"montant total",
        r"total premium(?: due)?|(?:gesamt|brutto)pramie|prime ttc(?: a payer)?",
    ),
    (Kind.PAYABLE, 1.0): (
        r"(?:total )?amount (?:due|payable|to pay|owing|owed|to be paid)",
        r"(?:total|balance|payment|amount) (?:now )?due",
        r"due payable",
        r"(?:current|this) (?:payment|amount|certificate)(?: now)? due|payment now due",
        r"net (?:amount )?(?:due|payable)(?: to [a-z ]+)?",
        r"total (?:net|current) (?:amount )?due",
        r"(?:please )?(?:pay|remit) (?:this amount|total)",
        r"total (?:to pay|payable|owing|amount due|amount payable)",
        r"(?:please )?pay(?: this)? amount",
        r"to pay",
        r"please pay",
        r"a (?:payer|regler)",
        r"residual",
        r"balance",
        r"(?:zu (?:be)?zahlen(?:der betrag)?|total zu ihren (?:lasten|gunsten)|zahlbetrag|zahllast|"
        r"offener betrag|restbetrag|uberweisungsbetrag|"
        r"zahlungsbetrag)",
        r"(?:net|reste|solde|montant|total|somme)(?: total)?(?: net)? (?:a payer|du|a regler)(?: ttc)?",
        r"(?:(?:totaal |bedrag )?te (?:betalen|voldoen)(?: bedrag)?|openstaand(?: bedrag)?|"
        r"verschuldigd(?: bedrag)?)",
        r"(?:total|importe|liquido|saldo) (?:a pagar|pendiente|a percibir)",
        r"(?:netto|totale|importo|saldo)(?: totale)? (?:a|da) pagare",
        r"totale dovuto",
    ),
    (Kind.TOTAL, 0.7): (
        r"total",
        r"summe",
        r"gesamt",
        r"gesamtsumme",
        r"gesamtbetrag",
        r"totaal",
        r"totale",
        r"totals",
        r"betrag",
        r"amount",
        r"importe",
        r"importo",
        r"montant",
        r"bedrag",
    ),
    (Kind.NET, 1.0): (
        r"sub-? ?total(?: \(?(?:excl(?:uding|\.)?|without|ex\.?|before) (?:vat|tax(?:es)?|gst|btw)\)?)?",
        r"(?:total )?net(?:t)?o?(?: (?:total|amount|value|price|sum))?",
        r"total \(?(?:excl(?:uding|usive|\.)?(?: of)?|without|w/o|ex\.?|before|net of) (?:vat|tax(?:es)?|"
        r"gst)\)?",
        r"total net(?:to)?",
        r"untaxed amount",
        r"tax(?:able)? (?:base|basis|amount|value)",
        r"(?:amount|total) (?:before|w/o) tax",
        r"(?:netto|zwischen|waren|net)[ -]?(?:gesamt)?(?:betrag|summe|wert)(?: netto)?",
        r"(?:summe|gesamt|total|betrag|gesamtbetrag)[ ,]*\(?(?:netto|o(?:hne|\.) ?(?:mwst|ust)\.?|"
        r"exkl\.? (?:mwst|ust)\.?|zzgl\.? (?:mwst|ust)\.?)\)?",
        r"(?:total|montant|sous-? ?total|base|prix)(?: total)?(?: net)? (?:h\.?t\.?|hors taxes?)(?: net)?",
        r"sous-? ?total",
        r"net (?:ht|commercial)",
        r"sub-? ?totaal(?: excl\.? btw)?",
        r"(?:totaal |bedrag |total )?\(?excl(?:usief|\.)? btw\)?",
        r"totaal netto",
        r"(?:total )?base(?: imponible)?",
        r"(?:total |importe )neto",
        r"total sin iva",
        r"(?:totale )?(?:base )?imponibile",
        r"totale (?:netto|merce|iva esclusa)",
        r"subtotale",
    ),
    (Kind.TAX, 1.0): (
        r"(?:plus |incl(?:uding|\.)? |total |sales |zzgl\.? |zuzugl\.? |davon |inkl\.? |enthaltene |dont |"
        r"waarvan |di cui )*"
        r"(?:vat|v\.a\.t\.?|gst|hst|pst|qst|cgst|sgst|igst|sales tax|tax(?:es)?|mwst|m\.w\.st|ust|u\.st|"
        r"mehrwertsteuer|"
        r"umsatzsteuer|tva|t\.v\.a\.?|btw|b\.t\.w\.?|iva|i\.v\.a\.?|igic)(?:[- ]?(?:total|amount|betrag|"
        r"collectee|bedrag|"
        r"totale|cuota|montant))?",
        r"(?:montant|total|totaal|totale|importe|importo|cuota|bedrag|summe|gesamt)(?: (?:de|de la|des|du|"
        r"di|der))? (?:tva|taxes?|btw|iva|mwst|ust|vat|"
        r"tax(?:es)?|gst|imposta|impuestos)",
        r"steuer(?:betrag)?",
        r"imposta",
        r"amount of tax",
        r"tax total",
    ),
    (Kind.PAID, 1.0): (
        r"(?:amount|already|total|pre-?|less|payments?)[ -]?(?:paid|received|payments?|deposit|prepaid|made)",
        r"(?:paid|payment)(?: to date)?",
        r"(?:less )?(?:deposit|prepayment|advance)(?: paid| payment)?",
        r"thank you for your payment",
        r"(?:bereits )?(?:gezahlt|bezahlt|angezahlt)",
        r"(?:abzgl\.? )?(?:anzahlung|akontozahlung|akonto|abschlag(?:szahlung)?)(?:en)?",
        r"(?:deja (?:paye|regle)|acomptes?(?: verses?)?|paiements? recus?|versements?)",
        r"(?:reeds |al )?(?:betaald|voldaan|aanbetaling|voorschot)",
        r"(?:pagado|anticipo|a cuenta|entregado)",
        r"(?:pagato|acconto|acconti|versato)",
        r"credits? applied",
    ),
    (Kind.BEFORE, 1.0): (
        r"(?:previous|prior|opening|last|old|outstanding|past due|overdue|account|new|closing|"
        r"current account) (?:invoice |account |statement )?(?:balance|amount|charges|bill)?",
        r"balance (?:forward|brought forward|b/f|carried forward|from last)",
        r"total (?:account |outstanding )balance",
        r"past due",
        r"(?:alter |letzter |bisheriger |vorheriger )(?:saldo|kontostand)",
        r"(?:saldo)?vortrag",
        r"(?:ancien|precedent|nouveau) solde",
        r"solde (?:anterieur|precedent|du compte)",
        r"(?:vorig|oud|nieuw) saldo",
        r"saldo (?:anterior|precedente)",
        r"(?:ubertrag|carry forward|carried forward|report|a reporter|transport)",
        r"total savings?",
        r"you (?:have )?saved?",
        r"exchange rate",
        r"credit limit",
        r"total (?:items|quantity|qty|weight|hours|units|pages|lines)",
        r"kapital|capital(?: social| sociale)?|kapitalanteil|stammkapital|maatschappelijk kapitaal",
        r"late (?:fee|charge|payment)",
    ),
    (Kind.EXTRA, 1.0): (
        r"(?:less )?(?:agency )?(?:commission|comm\.)|agency discount",
        r"(?:shipping|freight|postage|handling|delivery|carriage|discount|rebate|insurance|surcharge|tip|"
        r"gratuity|"
        r"rounding|round off|service (?:charge|fee)|fees?|promotion(?:al)?)(?: (?:charge|charges|cost|"
        r"costs|fee|& handling|and handling|discount))?",
        r"(?:versand|porto|fracht|liefer)(?:kosten)?",
        r"(?:rabatt|skonto|nachlass|rundung)",
        r"(?:frais de port|port|remise|escompte|livraison|transport|arrondi)",
        r"(?:verzendkosten|verzending|korting|afronding)",
        r"(?:portes|gastos de envio|descuento|dto|redondeo)",
        r"(?:spese(?: di)?(?: spedizione| trasporto)?|sconto|arrotondamento|bollo)",
    ),
    (Kind.WITHHELD, 1.0): (
        r"(?:less )?(?:retention|withholding(?: tax)?|tds)",
        r"(?:sicherheits)?einbehalt",
        r"retenue(?: de garantie)?",
        r"(?:retencion(?:es)?|i\.?r\.?p\.?f\.?)",
        r"ritenuta(?: d'acconto)?",
    ),
}
