"""What invoices call their fields in Greek, Cyrillic, Turkish, Baltic, Balkan and south-east Asian words."""
# ruff: noqa: E501 - a table of words reads by its rows

from core.intake.documents.label_words import Kind

PATTERNS: dict[tuple[Kind, float], tuple[str, ...]] = {
    (Kind.NUMBER, 1.0): (
        r"(?:αριθμος|αρ\.?|αριθμ\.?) ?(?:τιμολογιου|παραστατικου|αποδειξης|λογαριασμου)",
        r"(?:номер|№|n|no) ?(?:счета|счет-фактуры|рахунку|фактуры|фактури|фактуре|рачуна)",
        r"(?:счет|счет-фактура|рахунок|рахунок-фактура|фактура|накладна)(?: на оплату)? ?(?:№|n|no|номер)",
        r"(?:arve|arve-saatelehe|rekina|saskaitos|saskaitos fakturos|pvm saskaita faktura) ?(?:nr|number|"
        r"numurs|numeris|no)",
        r"(?:rekins|saskaita faktura|pvm saskaita-faktura|pvm saskaita faktura|arve) ?(?:nr|no|#)",
        r"(?:faktura|faktury|fakture|racun|racuna|racun br|reikningur|reiknings) ?-?(?:br|broj|st|"
        r"stevilka|c|cislo|numer|nr|nume?r)",
        r"(?:cislo|broj|stevilka|st\.) (?:faktury|fakture|racuna|dokladu)",
        r"(?:so|ma so) (?:hoa don|hd)|hoa don so",
        r"(?:nomor|no|nomer) (?:faktur|invoice|tagihan|nota|invois)|no\.? invois|(?:faktur|invois|"
        r"tagihan) (?:no|nomor)",
        r"(?:fatura|belge) (?:no|numarasi|sira no)",
        r"numero (?:de )?factura|num\.? factura|factura num",
        r"חשבונית(?: מס)?(?: קבלה)? ?(?:מספר|מס'|מס)",
        r"fatures nr|nr\.? (?:i )?fatures|numri i fatures",
    ),
    (Kind.NUMBER, 0.8): (
        r"發票號碼|發票編號|賬單編號|帳單編號|单据编号|계산서 ?번호|청구서 ?번호|문서 ?번호|伝票番号|文書番号",
        r"so ?\(no\.?\)|(?:numar|nr\.?) (?:document|chitanta|bon)|bizonylat(?: ?szama?| sorszama)|szamla ?szam",
    ),
    (Kind.NUMBER, 0.6): (
        r"τιμολογιο(?: πωλησης| παροχης υπηρεσιων)?|αποδειξη(?: λιανικης)?",
        r"счет|счет-фактура|рахунок|рахунок-фактура|фактура|рачун",
        r"arve|rekins|saskaita faktura|pvm saskaita faktura|racun|predracun|reikningur|hoa don|"
        r"faktur pajak|invois|חשבונית מס",
    ),
    (Kind.NUMBER, 0.4): (r"αριθμος", r"αρ\.", r"sorszam", r"номер", r"№", r"broj", r"stevilka", r"nomor", r"numurs", r"numeris"),
    (Kind.ISSUED, 1.0): (
        r"發票日期|開立日期|帳單日期|賬單日期|작성 ?일자?|발행 ?일자?|청구 ?일자?|kiallitas(?: kelte| datuma| ideje)?|"
        r"data (?:emiterii|eliberarii|intocmirii)|emis(?:a|e)? la data(?: de)?",
        r"ημερομηνια (?:εκδοσης|τιμολογιου|παραστατικου)|ημ/νια(?: εκδοσης)?|ημ\. εκδοσης",
        r"дата (?:счета|выставления|составления|рахунку|виставлення|складання|издаване|на издаване|"
        r"фактуры|фактури|фактуре|издавања)",
        r"arve kuupaev|rekina datums|izrakstisanas datums|saskaitos data|israsymo data|israsyta",
        r"datum (?:vystavenia|izdaje|izdaje racuna|izdavanja|racuna|fakture)|dátum vystavenia",
        r"(?:ngay|ngay lap|ngay hoa don)(?: hoa don)?|tanggal (?:faktur|invoice|terbit|tagihan)|"
        r"tarikh(?: invois)?",
        r"(?:fatura|duzenleme|belge) tarihi|utgafudagur|dagsetning reiknings",
        r"תאריך(?: הפקה| חשבונית)?",
        r"data (?:e )?fatures|data d'emissio|data factura",
    ),
    (Kind.ISSUED, 0.6): (
        r"ημερομηνια", r"дата", r"kelt", r"датум", r"kuupaev", r"datums", r"tanggal", r"tarih", r"dagsetning", r"datum",
    ),
    (Kind.DUE, 1.0): (
        r"付款期限|到期日|繳款期限|截止日期|支付期限|납부 ?기한|지급 ?기한|결제 ?기한|만기일|esedekesseg|esedekes|"
        r"termen(?:ul)?(?: de)? plata|scadent(?:a|ei)?(?: la)?|data scadentei|plata pana la(?: data de)?",
        r"(?:ημερομηνια|ημ/νια) (?:ληξης|πληρωμης)|πληρωτεο εως|ληξη προθεσμιας|εξοφληση εως",
        r"(?:срок|дата) (?:оплаты|сплати|плащане|на плащане|плаћања)|оплатить до|сплатити до|строк оплати|"
        r"падеж|рок плаћања",
        r"(?:maksetahtaeg|makse ?tahtpaev|tasuda hiljemalt)|apmaksas (?:termins|datums)|apmaksat lidz|"
        r"apmoketi iki|moketi iki",
        r"datum (?:splatnosti|dospeca|dospijeca|valute|zapadlosti)|rok (?:placila|placanja|plačila)|"
        r"valuta placanja|dospijece|zapadlost",
        r"(?:han thanh toan|ngay den han)|jatuh tempo|tanggal jatuh tempo|tarikh akhir|bayar sebelum",
        r"son odeme(?: tarihi)?|vade(?: tarihi)?|eindagi|gjalddagi",
        r"לתשלום עד|afati i pageses",
    ),
    (Kind.OTHER_DATE, 1.0): (
        r"ημερομηνια (?:παραδοσης|αποστολης)|дата (?:поставки|отгрузки|доставки)|"
        r"datum (?:dodania|dodavky|opravljanja|isporuke|prometa)|"
        r"tarneaeg|piegades datums|sevk tarihi|irsaliye tarihi|tanggal (?:kirim|pesanan)",
    ),
    (Kind.OTHER, 1.0): (
        r"αφμ|α\.φ\.μ|δ\.?ο\.?υ|γ\.?ε\.?μ\.?η|κωδικος πελατη|αρ\.? πελατη|инн|кпп|огрн|єдрпоу|иин|бин|еик|"
        r"пиб|мбр|"
        r"reg\.? ?(?:kood|nr|numurs)|registrikood|kmkr|kmkr nr|imones kodas|pvm (?:moketojo )?kodas|"
        r"pvn (?:nr|reg)|oib|mbs|"
        r"davcna st|maticna st|ico|ic dph|dic|ma so thue|mst|npwp|ssm|kennitala|vsk ?(?:nr|numer)|"
        r"vergi no|mersis no|"
        r"ח\.?פ|עוסק מורשה|customer id|kliendi (?:nr|number)|klienta (?:nr|kods)|musteri no",
    ),
    (Kind.GROSS, 1.0): (
        r"(?:συνολο|συνολικη αξια|τελικο συνολο|γενικο συνολο|συνολικο ποσο)(?: πληρωμης| με φπα|"
        r" τιμολογιου)?",
        r"(?:всего|итого|разом|загалом|общо|укупно|сума)(?: к оплате| до сплати| за плащане| за уплату|"
        r" [сзіiі]+з? ндс| и?[зіс]+ пдв| с ддс| са пдв-?ом)",
        r"(?:усього|всього|всего|итого|разом|загалом)(?: до сплати| к оплате)? (?:з|із|с|вкл\.?) (?:пдв|ндс)|усього до сплати",
        r"(?:kokku|tasuda|tasumisele kuulub|kokku tasuda|arve summa)(?: eur)?",
        r"(?:summa apmaksai|kopa apmaksai|pavisam(?: apmaksai)?|kopa ar pvn)|(?:is viso(?: moketi)?|"
        r"moketi|bendra suma|suma su pvm|viso su pvm)",
        r"(?:celkom|spolu|suma)(?: k uhrade| na uhradu| s dph)?|k uhrade",
        r"(?:ukupno|sveukupno|skupaj|za placilo|za platiti|ukupan iznos|iznos racuna)(?: za platiti|"
        r" za placilo| za placanje| s pdv-?om| z ddv)?",
        r"(?:tong cong|tong tien|tong thanh toan|tong cong tien thanh toan|total pembayaran|total tagihan|"
        r"jumlah tagihan|grand total|jumlah besar)",
        r"(?:genel toplam|odenecek tutar|vergiler dahil toplam(?: tutar)?|toplam tutar)|(?:til greidslu|"
        r"samtals(?: til greidslu)?|samtals med vsk)",
        r"(?:סה\"כ|סך הכל)(?: לתשלום| כולל מע\"מ)?",
        r"shuma totale|totali (?:me tvsh|per pagese)",
    ),
    (Kind.PAYABLE, 1.0): (
        r"πληρωτεο(?: ποσο)?|ποσο πληρωμης|υπολοιπο|к оплате|до сплати|за плащане|сума за плащане|"
        r"сумма к оплате|за уплату",
    ),
    (Kind.TOTAL, 0.7): (r"συνολο", r"итого", r"всего", r"разом", r"усього", r"загалом", r"сума", r"общо", r"укупно", r"kokku", r"kopa", r"viso", r"jumlah", r"samtals"),
    (Kind.NET, 1.0): (
        r"(?:καθαρη αξια|αξια προ φπα|συνολο προ φπα|μερικο συνολο|υποσυνολο|φορολογητεα αξια)",
        r"(?:сумма|итого|всего|разом|сума) без (?:ндс|пдв|ддс)|данъчна основа|основица",
        r"(?:summa kaibemaksuta|kaibemaksuta|vahesumma)|(?:summa bez pvn|kopa bez pvn)|(?:suma be pvm|"
        r"viso be pvm|is viso be pvm)",
        r"(?:zaklad dane|spolu bez dph|medzisucet)|(?:osnovica|iznos bez pdv-?a|meduzbroj|vmesna vsota|"
        r"skupaj brez ddv)",
        r"(?:cong tien hang|tien hang|tam tinh)|(?:dpp|subtotal|jumlah kecil)|(?:mal hizmet toplam tutari|"
        r"ara toplam|matrah)|an vsk",
        r"סכום ביניים|לפני מע\"מ",
    ),
    (Kind.TAX, 1.0): (
        r"φ\.?π\.?α\.?(?: [0-9]+ ?%)?|ποσο φπα|αξια φπα",
        r"(?:в т\.?ч\.? |в том числе |у т\.?ч\.? )?(?:ндс|пдв|ддс)(?: [0-9]+ ?%)?",
        r"kaibemaks|km|pvn|pvm|dph|pdv|ddv|tien thue(?: gtgt)?|thue gtgt|ppn|sst|hesaplanan kdv|kdv|"
        r"virdisaukaskattur|vsk|tvsh|מע\"מ",
    ),
    (Kind.ISSUER, 1.0): (
        r"εκδοτης|πωλητης|προμηθευτης|поставщик|продавец|исполнитель|постачальник|виконавець|доставчик|"
        r"издател|продавац|"
        r"kibocsato|elado|muuja|arve esitaja|piegadatajs|pardevejas|tiekejas|dodavatel|predavajuci|prodavatelj|izdavatelj|"
        r"dobavljac|izdajatelj|"
        r"nguoi ban|don vi ban hang|penjual|pengusaha kena pajak|satici|seljandi|shitesi|המוכר",
    ),
    (Kind.RECIPIENT, 1.0): (
        r"πελατης|στοιχεια πελατη|αγοραστης|παραληπτης|προς|покупатель|заказчик|плательщик|покупець|"
        r"замовник|платник|получател|купувач|купац|"
        r"ostja|maksja|klient|pircejs|sanemejs|maksatajs|pirkejas|moketojas|odberatel|kupac|kupec|narocnik|"
        r"nguoi mua|don vi mua hang|ten don vi|khach hang|pembeli|kepada(?: yth)?|pelanggan|alici|sayin|"
        r"musteri|kaupandi|greidandi|bleresi|לכבוד|"
        r"exmos? senhor(?:es)?|attn\.? to",
    ),
    (Kind.SHIP_TO, 1.0): (r"τοπος (?:παραδοσης|προορισμου)|грузополучатель|вантажоодержувач|dostavna adresa|teslimat adresi",),
}  # fmt: skip
