"""What invoices call their fields in more languages: Portuguese, Polish, Czech, the Nordic ones, Japanese."""

from core.intake.documents.label_words import Kind

_FATURA = r"(?:fatura|factura|nota fiscal|nota|recibo|nf-?e|documento|nota de credito)"
_FAKTURA = r"(?:faktura|fakturan|kreditfaktura|kreditnota|regning|lasku|laskun)"
_FAKTUR = r"(?:faktur[ay]|fv|rachunku?|dokladu|danovy doklad|danoveho dokladu|korekt[ay])"
_NO = r"(?:n ?\.? ?[°o]\.?|numero|num\.?|nr\.?|nummer|numer|no\.?|cislo|c\.|numero|n\.|:)"
_NORDIC_TAX = r"(?:moms|mva|m\.v\.a|merverdiavgift|mervardesskatt|arvonlisavero|alv)"

PATTERNS: dict[tuple[Kind, float], tuple[str, ...]] = {
    (Kind.NUMBER, 1.0): (
        r"(?:numero|n ?\.? ?[°o]\.?) da (?:nota|nfs-?e|nf-?e)",
        r"請求書?番号|請求書?no|発票号码|发票号码",
        rf"{_FATURA} ?(?:/ ?recibo )?{_NO}",
        rf"(?:numero|num\.?|n ?\.? ?[°o]\.?|n\.) (?:da |de |do )?{_FATURA}",
        rf"{_FAKTURA} ?-?(?:nummer|nr|numret|no|nro|numero|id)\.?",
        rf"(?:numer|nr|cislo) {_FAKTUR}",
        rf"{_FAKTUR} (?:vat |- danovy doklad )?(?:nr|numer|c\.|cislo|no)\.?",
        r"szamlaszam|szamla sorszama|numar factura|factura nr|serie si numar|fatura (?:no|numarasi)",
        r"(?:stevilka|broj) (?:racuna|fakture)|racun (?:st|br)\.?",
        r"(?:boleta|comprobante)(?: de venta)?(?: electronica)? (?:n ?[°o]|nro|numero)",
    ),
    (Kind.NUMBER, 0.8): (
        r"(?:n ?[°o]|numero) d'avis(?: d'echeance)?|avis (?:d'echeance )?n ?°|(?:premium |"
        r"renewal )?notice (?:no|number)",
        r"quittance n ?°|(?:n ?[°o]|numero) (?:de )?quittance|beitragsrechnung nr|(?:debit|"
        r"fee) note (?:no|number)",
        r"doklad (?:c|cislo)|nota n ?[°o]|nota numero",
        r"serie (?:y|/) folio|folio(?: interno)?", r"dokument(?:nr|nummer)", r"bilagsnr", r"nr dokumentu"),
    (Kind.NUMBER, 0.55): (r"variabilni symbol",),
    (Kind.NUMBER, 0.6): (
        r"fatura(?: ?/ ?recibo| simplificada)?",
        r"faktura(?: vat)?",
        r"kreditfaktura",
        r"kreditnota",
        r"nota fiscal(?: eletronica)?",
        r"lasku",
        r"nota de credito",
    ),
    (Kind.ISSUED, 1.0): (
        r"発行日|請求日|開票日期|开票日期",
        r"(?:data|dt\.?) (?:de |da |do )?(?:emissao|fatura|documento|faturacao|emissao do documento)",
        r"data e hora (?:de |da )?emissao|emitid[ao] em",
        r"faktura-?(?:datum|dato|pvm)",
        r"(?:ut(?:stallelse|stedelse)s|udstedelses|fakturerings)-?dat(?:um|o)",
        r"laskun paivays|paivays|laskutuspaiva",
        r"data (?:wystawienia|faktury|wyst\.?)",
        r"(?:wystawiono|wystawiona)(?: dnia)?",
        r"datum (?:vystaveni|vystaveni dokladu)",
        r"fatura tarihi|duzenleme tarihi|datum (?:izdaje|racuna|izdavanja)(?: racuna)?",
        r"szamla kelte|kiallitas(?:anak)? (?:datuma|kelte)|data emiterii|data facturii",
    ),
    (Kind.ISSUED, 0.6): (r"dato", r"paivamaara", r"data"),
    (Kind.DUE, 1.0): (
        r"お?支払い?期[限日]",
        r"(?:data |dt\.? )?(?:de |do )?vencimento",
        r"(?:data )?(?:limite )?(?:de )?pagamento ate",
        r"(?:het |dit )?bedrag (?:voor|uiterlijk)",
        r"(?:bitte )?uberweisen bis(?: zum)?",
        r"pagar ate|data limite de pagamento|vence em",
        r"forfallo?(?:datum|dag|sdato|sdag)?",
        r"(?:betalas|betales|oss tillhanda|betalning)(?: sen[ae]st| oss tillhanda)",
        r"forfald(?:en|er|sdato|sdag)?|sidste (?:rettidige )?betaling(?:sdag)?|betalingsfrist|forfaller",
        r"erapaiva|eraantymispaiva",
        r"termin (?:platnosci|zaplaty)|platn[ea] do",
        r"(?:datum )?splatnosti?|den splatnosti",
        r"son odeme tarihi|vade tarihi|rok placila|datum dospjeca|dospijece",
        r"fizetesi hatarido|scadenta?|data scadentei",
    ),
    (Kind.OTHER_DATE, 1.0): (
        r"data (?:da |de )?(?:encomenda|entrega|vencimento do contrato|carga|descarga|servico|prestacao)",
        r"(?:order|leverans|levering|leverings|bestillings|forsendelses|utskrifts|print)-?dat(?:um|o)",
        r"data (?:sprzedazy|dostawy|zamowienia|wykonania|wydania|wplywu|zakonczenia [a-z/ ]+)",
        r"datum (?:uskutecneni|zdanitelneho|objednavky|dodani)[a-z ]*|duzp",
        r"(?:faktura|avtals|fakturerings)period|period",
    ),
    (Kind.ORDER, 1.0): (
        r"注文番号",
        r"(?:v/ ?|vossa |sua )?(?:nota de )?encomenda(?: n ?[°o]\.?)?",
        r"(?:pedido|requisicao|ordem de compra)(?: n ?[°o]\.?| de compra)?",
        r"ert? (?:order|best(?:allning)?|ink(?:op)?)[a-z]*(?:nummer|nr)?\.?",
        r"ink(?:op|ops)(?:order)?(?:nummer|nr)\.?",
        r"(?:deres|jeres) (?:ordre|bestilling|rekv)[a-z.]*(?:nr|nummer)?\.?",
        r"uw order",
        r"(?:indkobs|innkjops|bestillings|rekvisitions)(?:ordre)?(?:nr|nummer)?\.?",
        r"(?:nr|numer) zamowienia|zamowienie (?:nr|numer)",
        r"(?:cislo )?objednavk[ay](?: c\.)?",
        r"ostotilausnumero|tilausnumero",
    ),
    (Kind.ORDER, 0.7): (
        r"ordre?(?:nummer|nr)\.?",
        r"(?:er|deres|vor|var|jeres) ref(?:erens|erence|eranse)?\.?",
        r"v/ ?ref(?:erencia)?",
    ),
    (Kind.TERMS, 1.0): (
        r"(?:condicoes|cond\.|prazo|forma|modo|meio) (?:de )?pagamento",
        r"betal(?:nings|ings)?-?(?:villkor|vilkar|betingelser|bet\.?|frist)",
        r"bet\.? ?bet\.?",
        r"maksuehto",
        r"(?:sposob|forma|warunki) (?:zaplaty|platnosci)",
        r"(?:zpusob|forma) (?:uhrady|platby)",
    ),
    (Kind.OTHER, 1.0): (
        r"(?:n ?\.? ?[°o]\.?|numero|cod\.?|codigo)(?: de| do)? (?:cliente|contribuinte|conta|contrato)",
        r"cliente n ?\.? ?[°o]\.?",
        r"(?:kund|kunde|asiakas|org|organisations|konto|telefon|momsreg|avtals|projekt|leverantors|ocr|"
        r"cvr|se|"
        r"bankkonto|reg|aftale|medlems|abonnements|meter|maler|ean)[ .-]{0,2}(?:nummer|nr|numero|num)\.?",
        r"folio fiscal|no\.? (?:de )?certificado|uuid|atcud|r\.?u\.?t|cuit|ruc|nit|vkn|adoszam|cui",
        r"(?:nif|nipc|cnpj|cpf|ie|nip|regon|krs|ico|dic|cvr|y-tunnus|ocr|bankgiro|plusgiro|bg|pg|kid|rfc|"
        r"curp)",
        r"ocr[ -]?(?:nummer|nr|ref[a-z]*)?|kid[ -]?(?:nummer|nr)?|viitenumero|viite",
        r"(?:nr|kod|numer) (?:klienta|konta|rachunku|rejestracyjny|telefonu)",
        r"(?:cislo uctu|konstantni symbol|specificky symbol|cislo zakaznika)",
        r"(?:strona|sida|side|sivu|strana|pagina)",
    ),
    (Kind.GROSS, 1.0): (
        r"ご?請求金額|合計金額|税込合計|合計|価税合计|价税合计",
        r"total (?:da |de |do )?(?:fatura|documento|geral|com iva|c/ ?iva|liquido a pagar|iva incluido)",
        r"(?:valor|importancia|montante)(?: total)?(?: da fatura| total| da nota)?",
        r"total a pagar|valor a pagar",
        r"(?:summa|sum|belopp|belob|total|totalt|totalbelopp|totalbelob|i alt|ialt|yhteensa) "
        r"(?:att betala|a betale|at betale|til betaling|maksettava|inkl\.? ?(?:moms|mva)|dkk|sek|nok|eur)",
        r"(?:att|a|at) betal[ae]|til betaling|belop a betale|maksettava(?: yhteensa)?|loppusumma",
        r"total(?:t)?belo(?:pp|b|p)|fakturabelo(?:pp|b|p)|fakturasumma|fakturatotal",
        r"(?:i alt|ialt|totalt|sum|summa|total) (?:inkl|incl)\.? ?(?:moms|mva)",
        r"(?:razem|suma|wartosc|ogolem|kwota)(?: \w+)? brutto",
        r"(?:razem|kwota|suma)? ?do zaplaty(?: razem)?|naleznosc ogolem|ogolem",
        r"celkem k uhrade|k uhrade|celkem s dph|celkova castka|castka celkem",
        r"odenecek (?:tutar|toplam)|vergiler dahil toplam tutar|genel toplam|za placilo|ukupno za platiti|"
        r"sveukupno",
        r"totale bolletta",
        r"fizetendo(?: osszeg| osszesen| vegosszeg)?|vegosszeg|total de plata|bruttoosszeg",
    ),
    (Kind.PAYABLE, 1.0): (
        r"valor em divida|em divida|a pagar|saldo em divida",
        r"(?:total |annual )?premium (?:due|payable)|(?:total|amount|premium) (?:premium )?(?:due|payable)",
        r"prime (?:totale )?(?:t\.?t\.?c\.?(?: a payer)?|a payer)|(?:cotisation|prime) totale",
        r"(?:gesamt|jahres)(?:beitrag|pramie)|te betalen premie|prima total|premio (?:totale|lordo)",
        r"(?:kvar att betala|utestaende belopp|utestaende belop|skyldig belo[bp]|restbelo(?:pp|b|p)|"
        r"til gode)",
        r"pozostalo do zaplaty|zbyva uhradit",
    ),
    (Kind.TOTAL, 0.7): (
        r"i alt", r"ialt", r"summa", r"sum", r"totalt", r"yhteensa", r"razem", r"celkem", r"valor", r"belob",
        r"belopp", r"belop", r"suma", r"kwota", r"osszesen", r"toplam", r"ukupno", r"skupaj",
    ),
    (Kind.NET, 1.0): (
        r"小計|税抜合計",
        r"(?:total |valor )?(?:iliquido|liquido)|base tributavel|base de incidencia|total sem iva|"
        r"valor sem iva|"
        r"total s/ ?iva|mercadoria/servicos",
        r"(?:summa |sum |belopp |belob |i alt |totalt |total )?(?:exkl|eks|ekskl|excl)\.? ?(?:moms|mva)",
        r"netto(?:belopp|belob|belop|summa)|sum netto|summa netto|momsgrundlag|mva-?grunnlag|veroton",
        r"(?:razem|suma|wartosc|kwota)(?: \w+)? netto",
        r"(?:zaklad dane|celkem bez dph|cena bez dph)|delsumma|delsum|valisumma",
    ),
    (Kind.TAX, 1.0): (
        r"消費税額?",
        rf"(?:varav |heraf |herav |inkl\.? |plus |\+ |sum )?(?:[0-9]{{1,2}} ?% ?)?{_NORDIC_TAX}"
        r"(?:[ -]?(?:belopp|belob|belop|summa|total))?",
        r"(?:kwota|podatek|suma)(?: podatku)?(?: vat)",
        r"dph|vyse dph|castka dph|(?:vat|tax) paid",
        r"insurance (?:premium )?tax|ipt|versicherungs?steuer|assurantiebelasting|imposte",
        r"hesaplanan kdv|kdv(?: tutari)?|pdv|ddv",
        r"(?:total|valor|montante)(?: do| de)? iva|imposto|consumption tax",
        r"(?:iss|icms|ipi|afa|tps|tvq|tvh)",
    ),
    (Kind.PAID, 1.0): (
        r"adiantamento|ja pago|valor pago|pago",
        r"betalt|innbetalt|indbetalt|forskott|forskudd|forudbetalt|forudbetaling|maksettu|a conto|aconto",
        r"zaplacono|zaliczka|uhrazeno|zaloha|zaplaceno",
    ),
    (Kind.BEFORE, 1.0): (
        r"(?:sum|amount|value)s? insured|insured (?:sum|amount|value)|cover(?:age)? (?:limit|amount)|"
        r"limit of (?:liability|indemnity)|versicherungssumme|deckungssumme|haftungssumme|"
        r"capita(?:l|ux) (?:garantis?|assures?)|somme assuree|verzekerd bedrag|suma asegurada|"
        r"capital asegurado|"
        r"somma assicurata|massimale|deductible|excess|selbstbehalt|selbstbeteiligung|franchise|eigen risico",
        r"saldo anterior|(?:foregaende|ingaende|forrige|tidligere|gammel|gammal|overfort) saldo|"
        r"saldo overfort",
        r"saldo poprzednie|zaleglosc|transporte",
        r"(?:balance|amount) (?:from |of )?(?:your )?(?:previous|last) (?:bill|invoice|statement)",
        r"(?:kurs|vaxelkurs|valutakurs|purenta|drojsmalsranta|viivastyskorko|dras(?:majalsranta)?|morarente)",
        r"(?:paminnelse|rykker|purre)(?:avgift|gebyr)?",
    ),
    (Kind.EXTRA, 1.0): (
        r"(?:desconto|portes|transporte)(?: comercial)?",
        r"(?:rabatt|rabat|frakt|fragt|expeditionsavgift|faktureringsavgift|fakturaavgift|gebyr|oresutjamning|"
        r"oresavrunding|avrundning|avrunding|ore?afrunding|porto|forsendelse)(?:kostnad|avgift|gebyr)?",
        r"(?:rabat|upust|koszt(?:y)? (?:dostawy|wysylki)|sleva|doprava|zaokrouhleni)",
    ),
    (Kind.ISSUER, 1.0): (
        r"emitente|fornecedor|prestador(?: d[eo]s? servicos?)?|uslugodawca|dostawca|vystavil|"
        r"versicherer|assureur",
        r"(?:saljare|leverantor|avsandare|selger|leverandor|avsender|salger|afsender|myyja)",
        r"(?:sprzedawca|wystawca|dodavatel|prodavajici|poskytovatel|zhotovitel)",
        r"elado|szallito|furnizor|satici|prodajalec|prodavatelj|issuing company",
    ),
    (Kind.ISSUER, 0.8): (
        r"betalningsmottagare|mottagare|betalingsmottaker|kontohavare|saaja|maksunsaaja",
        r"favorecido|majitel uctu|prijemce platby|odbiorca przelewu|wlasciciel rachunku",
    ),
    (Kind.RECIPIENT, 1.0): (
        r"(?:faturado a|faturar a|exmos?\.? ?(?:\(s\))? ?(?:sr|senhor)[a-z.() ]*|destinatario|"
        r"tomador(?: de servicos?)?|messrs|m/s)",
        r"(?:faktureres til|faktura til|fakturamottagare|fakturamottaker|fakturaadress?e?|"
        r"faktureringsadress?e?|"
        r"kund|kunde|kobare|kjoper|kober|asiakas|laskutusosoite)",
        r"tomador d[eo]s? servicos?|sacado|kupujacy|zamawiajacy|prijemce",
        r"(?:nabywca|odbiorca|platnik|odberatel|zakaznik|kupujici)",
        r"vevo|cumparator|beneficiar|sayin|alici|kupec|kupac|receptor|senor(?:es|\(?a?\)?)",
    ),
    (Kind.SHIP_TO, 1.0): (
        r"(?:local|morada|endereco) de entrega",
        r"(?:leverans|leverings)adress?e?|godsmottagare|leveres til|toimitusosoite",
        r"(?:adres|miejsce) dostawy|dodaci adresa|misto urceni",
    ),
}  # fmt: skip
