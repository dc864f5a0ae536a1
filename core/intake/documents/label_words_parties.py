"""What invoices call who issued them, whom they bill and where goods go, in six languages."""

from core.intake.documents.label_words import Kind

PATTERNS: dict[tuple[Kind, float], tuple[str, ...]] = {
    (Kind.ISSUER, 1.0): (
        r"sold by",
        r"(?:seller|vendor|supplier|issuer|biller|payee|merchant)(?: (?:name|details|information))?",
        r"(?:issued|supplied|provided|operated|delivered|prepared) by",
        r"(?:merchant|host|hotel|operator|landlord|lessor|contractor|provider|publisher|school|"
        r"clinic)(?: name)?",
        r"billed by",
        r"(?:shipper ?/ ?)?(?:exporter|seller)(?: ?/ ?(?:shipper|exporter))?",
        r"(?:billed |bill |invoice |receipt |statement |order |sent )?from",
        r"service provider",
        r"(?:verkaufer|lieferant|rechnungssteller|aussteller|absender|leistungserbringer|anbieter|auftragnehmer)",
        r"(?:vendeur|emetteur|fournisseur|prestataire|expediteur|emis par|vendu par)",
        r"(?:verkoper|leverancier|afzender|dienstverlener|verkocht door)",
        r"(?:proveedor|emisor|vendedor|prestador|expedidor|vendido por|datos (?:de la empresa|fiscales))",
        r"(?:fornitore|cedente(?:/prestatore)?|venditore|mittente|emittente|emessa da|prestatore)",
    ),
    (Kind.ISSUER, 0.6): (r"insurer|underwritten by",),
    (Kind.ISSUER, 0.8): (
        r"(?:make )?(?:all )?(?:checks?|cheques?) (?:are )?payable to",
        r"(?:please )?remit (?:payment )?to",
        r"(?:send|mail) (?:your )?(?:payments?|checks?|cheques?|remittance) to",
        r"pay(?:able| to)(?: the order of| to)?",
        r"(?:bank )?account (?:name|holder)",
        r"beneficiary(?: name)?",
        r"(?:kontoinhaber|empfanger|begunstigter|zahlung an|zahlbar an)",
        r"(?:titulaire(?: du compte)?|beneficiaire|(?:cheque )?a l'ordre de)",
        r"(?:t\.?n\.?v\.?|ten name van|begunstigde|rekeninghouder)",
        r"(?:titular(?: de la cuenta)?|beneficiario|a nombre de)",
        r"(?:intestato a|intestatario(?: conto)?)",
    ),
    (Kind.RECIPIENT, 1.0): (
        r"(?:bill(?:ed|ing)?|invoiced?|sold|charge|issued)[ -]?to",
        r"(?:invoice |bill )?issued for",
        r"(?:billing|invoice) (?:address|details|information)",
        r"(?:bill to|customer|client|buyer|purchaser)(?: (?:name|details|information|address))?",
        r"to",
        r"(?:prepared|invoice) for|messrs",
        r"policy ?holder|the insured|versicherungsnehmer",
        r"(?:rechnung an|rechnungsempfanger|rechnungsadresse|rechnungsanschrift|kunde|auftraggeber|"
        r"leistungsempfanger|"
        r"kaufer|an)",
        r"(?:facture a|factur(?:e|er) a|adressee? a|adresse (?:de )?facturation|client|acheteur|destinataire|"
        r"doit|"
        r"adresse client)",
        r"(?:factuuradres|facturatieadres|factuur aan|klant|koper|afnemer|debiteur|aan)",
        r"(?:cliente|facturar a|facturado a|comprador|destinatario|datos del cliente|"
        r"direccion de facturacion)",
        r"(?:spett\.?(?:le|abile)?|cessionario(?:/committente)?|committente|destinatario|intestazione|"
        r"fatturare a)",
    ),
    (Kind.SHIP_TO, 1.0): (
        r"(?:ship(?:ped|ping)?|deliver(?:ed)?|consign(?:ed)?|send)[ -]?to",
        r"shipper|consignee|consignor|carrier|notify party|broker|ship from|"
        r"attn|attention|c/o|z\.? ?hd\.?|a l'attention de|t\.?a\.?v\.?",
        r"(?:shipping|delivery) (?:address|details|information)",
        r"(?:lieferadresse|lieferanschrift|lieferung an|versandadresse)",
        r"(?:adresse (?:de )?livraison|livre a|livraison a)",
        r"(?:afleveradres|leveradres|bezorgadres|verzendadres)",
        r"(?:direccion (?:de )?(?:entrega|envio)|enviar a)",
        r"(?:indirizzo (?:di )?(?:consegna|spedizione)|luogo di (?:consegna|destinazione)|"
        r"destinazione(?: merce)?)",
    ),
}
