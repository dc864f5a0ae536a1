"""Held back, not to be read while a reader is developed: the North, Mexico, the Gulf, Türkiye, Greece."""

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("no", "dk")
def giro(k: Desk) -> None:
    """Norwegian and Danish: KID or payment line, number and date in a narrow block, a giro part below."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("#####", "1####", "{y}###", "F-####")
    due, s, right = k.within(10, 14, 30), k.sheet, k.size[0] - 48
    norse = k.land.code == "no"
    words = (
        ("FAKTURA", "Fakturanr.", "Fakturadato", "Forfallsdato", "Kundenr.", "Vår ref.", "Deres ref.",
         "Sum eks. mva",
         "Mva 25 %", "Å betale", "KID", "Til konto", "Bestillingsnr.")
        if norse else
        ("Faktura", "Fakturanr.", "Fakturadato", "Betalingsdato", "Kundenr.", "Vor ref.", "Deres ref.",
         "Subtotal",
         "Moms 25,00 %", "Total DKK", "Betalingslinje", "Konto", "Rekvisition")
    )  # fmt: skip
    reference = k.mask("0#############") if norse else f"+71<{k.mask('##############')}+{k.mask('########')}<"
    logo = k.often(0.5)
    if logo:
        s.logo(48, 34, k.issuer.brand, 130, "navy")
    else:
        s.text(48, 56, k.issuer.name, 14, True)
    s.rows(48, 120, [k.client.name, f"Att: {k.client.person}", *k.client.address()])
    s.text(right - 160, 56, words[0], 18, True)
    facts = [
        (words[4], k.mask("1####")),
        (words[1], k.number),
        (words[2], k.day(k.issued)),
        (words[3], k.day(due)),
    ]
    if k.often(0.5):
        facts.insert(k.pick(0, 2, 4), (words[12], k.ordered("####", "PO-#####")))
    facts += [(words[5], k.issuer.person), (words[6], k.client.person)]
    s.pairs(right - 160, 78, facts, *k.pick(("beside", 84), ("split", 160)), 8, 12)
    heads = (
        ("Beskrivelse", "Antall", "Pris", "Beløp") if norse else ("Beskrivelse", "Antal", "Stk. pris", "Pris")
    )
    xs, aligns = (48.0, 340.0, 430.0, right), "lrrr"
    columns = list(zip(xs, aligns, heads, strict=True))
    rows = [[one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines]
    y = s.table(220, columns, rows, k.pick("head", "zebra", "none"))
    money = k.bare(k.total) if not norse or k.often(0.5) else f"NOK {k.bare(k.total)}"
    sums = [(words[7], k.bare(k.net)), (words[8], k.bare(k.tax)), (words[9], money)]
    s.pairs(330, y + 12, sums, "split", right - 330, bold=True)
    low = s.height - 190
    firm = [
        k.issuer.name,
        *k.issuer.address(),
        f"{'Org.nr' if norse else 'CVR'} {k.issuer.tax_id}",
        k.issuer.phone,
    ]
    s.text(48, low - 30, " - ".join(firm), 6.5)
    s.dashes(low - 16)
    s.rows(48, low + 10, ["Betalt av" if norse else "Indbetaler", k.client.name, *k.client.address()], 8)
    s.rows(320, low + 10, ["Betalt til" if norse else "Kreditor", k.issuer.name, *k.issuer.address()], 8)
    kroner, _, ore = f"{k.total:.2f}".partition(".")
    slip = [(words[10], reference), ("Kroner", kroner), ("Øre", ore), (words[11], k.issuer.bank)]
    s.across([48, 250, 330, 390], low + 90, [one for one, _ in slip], [one for _, one in slip], 9)
    s.text(right, low + 76, f"{words[3]} {k.day(due)}  {k.currency}", 8, align="r")


@kind("fi")
def viite(k: Desk) -> None:
    """Finnish: lasku, viitenumero, eräpäivä; the bank transfer form at the foot repeats sum and day."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("####", "{y}####", "1#####")
    due, s, right = k.within(7, 14, 21), k.sheet, k.size[0] - 46
    reference = k.mask("# ##### #####")
    s.rows(46, 50, [k.issuer.name, *k.issuer.address()], 9, bold_first=True)
    s.text(330, 52, "LASKU", 15, True)
    s.rows(46, 120, [k.client.name, k.client.person, *k.client.address()], 10)
    facts = [
        ("Laskun päivä" if k.often(0.4) else "Päiväys", k.day(k.issued)),
        (k.pick("Laskun numero", "Laskunro", "Lasku nro"), k.number),
        ("Viitenumero", reference),
        ("Asiakasnumero", k.mask("1###")),
        ("Eräpäivä", k.day(due)),
        ("Viivästyskorko", "11,5 %"),
    ]
    if k.often(0.4):
        facts.append(("Tilausnumero", k.ordered("45######", "T-####")))
    s.pairs(330, 74, facts, *k.pick(("beside", 100), ("split", right - 330)), 8.5)
    columns = [
        (46.0, "l", "Kuvaus"),
        (300.0, "r", "Määrä"),
        (370.0, "r", "à-hinta"),
        (440.0, "r", "ALV %"),
        (right, "r", "Yhteensä"),
    ]
    rows = [[one.what, f"{one.quantity} kpl", k.bare(one.price), "24", k.bare(one.total)] for one in k.lines]
    y = s.table(230, columns, rows, k.pick("head", "band"))
    sums = [("Veroton yhteensä", k.bare(k.net)), ("Arvonlisävero 24 %", k.bare(k.tax))]
    sums.append((k.pick("Maksettava yhteensä", "Yhteensä EUR", "Verollinen yhteensä"), k.money(k.total)))
    s.pairs(300, y + 12, sums, "split", right - 300)
    low = s.height - 200
    s.text(
        46,
        low - 16,
        f"{k.issuer.name}  Y-tunnus {k.mask('#######-#')}  ALV-numero {k.issuer.tax_id}  {k.issuer.phone}",
        6.5,
    )
    s.rule(46, right, low)
    form = [("Saajan tilinumero", k.issuer.bank), ("Saaja", k.issuer.name), ("Maksaja", k.client.name)]
    s.pairs(46, low + 18, form, "beside", 90, 8, 24)
    form = [("Viitenumero", reference), ("Eräpäivä", k.day(due)), ("Euro", k.bare(k.total))]
    s.pairs(330, low + 18, form, "beside", 80, 9, 24)


@kind("mx")
def cfdi(k: Desk) -> None:
    """Printed Mexican CFDI: folio beside a long folio fiscal, three moments, codes, seals in small type."""
    k.fill(k.chance.randrange(1, 4))
    k.numbered("@ ####", "F-#####", "####", "FAC @@-####")
    s, right = k.sheet, k.size[0] - 36
    k.names = (k.issuer.name, k.issuer.name.upper())
    fiscal = k.mask("########-#@#@-4###-@###-############")
    stamp = f"{k.issued.isoformat()}T1{k.mask('#')}:24:51"
    if k.often(0.5):
        s.logo(36, 30, k.issuer.brand, 100, "darkred")
    name = k.issuer.name.upper() if k.often(0.5) else k.issuer.name
    s.rows(
        160,
        44,
        [name, f"RFC: {k.issuer.tax_id}", *k.issuer.address(), "Régimen: 601 General de Ley"],
        8,
        bold_first=True,
    )
    facts = [
        (k.pick("Folio", "Serie y folio", "Factura"), k.number),
        ("Folio fiscal", fiscal[:23]),
        (k.pick("Fecha de emisión", "Fecha y hora de emisión", "Fecha"), stamp),
        ("Fecha de certificación", stamp.replace("24:51", "25:07")),
        ("No. de serie del CSD", k.mask("0000100000050#######")),
    ]
    s.box(400, 34, right, 150)
    s.pairs(404, 46, facts, "below", size=7.5, step=13)
    s.rows(
        36,
        130,
        [
            "Receptor",
            k.client.name,
            f"RFC: {k.client.tax_id}",
            "Uso CFDI: G03 Gastos en general",
            *k.client.address(),
        ],
        8,
    )
    if k.often(0.5):
        s.text(36, 205, f"Fecha de vencimiento: {k.day(k.within(15, 30))}", 8)
    columns = [
        (36.0, "l", "Clave"),
        (96.0, "l", "Cant."),
        (130.0, "l", "Descripción"),
        (400.0, "r", "P. unitario"),
        (right, "r", "Importe"),
    ]
    rows = [
        [k.mask("########"), str(one.quantity), one.what, k.bare(one.price), k.bare(one.total)]
        for one in k.lines
    ]
    y = s.table(226, columns, rows, k.pick("grid", "head", "band"), 7.5)
    sums = [("Subtotal", k.money(k.net)), ("IVA 16%", k.money(k.tax)), ("Total", k.money(k.total))]
    s.pairs(400, y + 14, sums, "split", right - 400, bold=True)
    terms = [
        "Moneda: MXN - Peso Mexicano",
        "Forma de pago: 03 Transferencia",
        f"Método de pago: {k.pick('PUE', 'PPD')}",
    ]
    s.rows(36, y + 14, [*terms, k.issuer.bank], 7.5)
    low = max(y + 100, s.height - 190)
    s.squares(36, low, 70)
    seal = k.mask("@#@@##@@@#@@#@@@##@@@@##@#@@@#@@@##@#@@#@@@#@@##@@@#@@")
    s.rows(116, low + 8, ["Sello digital del CFDI", seal, "Sello del SAT", seal[::-1], f"UUID {fiscal}"], 5.5)
    s.text(116, low + 70, "Este documento es una representación impresa de un CFDI 4.0", 6.5)


@kind("ae", "sg", "za")
def harbour(k: Desk) -> None:
    """Tax invoice of the Gulf, Singapore and the Cape: both tax numbers, amount in words, sign and stamp."""
    k.fill(k.chance.randrange(1, 7))
    k.numbered("INV/{y}/####", "TI-#####", "{yy}-{m}-###", "IN######")
    days = k.pick(14, 30, 60)
    due, s, right = k.within(days), k.sheet, k.size[0] - 40
    stated = k.often(0.6)
    if not stated:
        k.derived.add("due_date")
    register = {"ae": "TRN", "sg": "GST Reg. No.", "za": "VAT No."}[k.land.code]
    style = k.pick("middle", "left", "logo")
    top = [
        k.issuer.name,
        ", ".join(k.issuer.address()),
        f"Tel {k.issuer.phone}  {register} {k.issuer.tax_id}",
    ]
    if style == "middle":
        s.rows(s.width / 2, 46, top, 9, align="c", bold_first=True)
    elif style == "left":
        s.rows(40, 46, top, 8.5, bold_first=True)
    else:
        s.logo(40, 30, k.issuer.brand, 120, "goldenrod")
        s.rows(right, 46, top, 8, align="r", bold_first=True)
    s.rule(40, right, 82)
    s.text(s.width / 2, 100, "TAX INVOICE", 13, True, "c")
    s.box(40, 110, 310, 196)
    s.rows(46, 124, ["M/s", k.client.name, *k.client.address(), f"{register} {k.client.tax_id}"], 8.5)
    facts = [
        (k.pick("Invoice No.", "Tax Invoice No", "Inv #"), k.number),
        (k.pick("Date", "Invoice Date", "Tax Date"), k.day(k.issued)),
        ("D.O. No.", f"{k.mask('DO####')} / {k.ago(3)}"),
        (
            "LPO No." if k.land.code == "ae" else "Your P/O",
            k.ordered("LPO-####", "PO ######", f"####/{k.issued.year}"),
        ),
        (
            k.pick("Payment Terms", "Terms"),
            f"{days} days" + (f" ({k.day(due)})" if stated else " from invoice date"),
        ),
    ]
    if k.often(0.5):
        k.chance.shuffle(facts)
    s.pairs(330, 124, facts, *k.pick(("beside", 80), ("split", right - 330)), 8.5, 14)
    columns = [
        (40.0, "l", "S/N"),
        (70.0, "l", "Description"),
        (300.0, "r", "Qty"),
        (370.0, "r", "Rate"),
        (450.0, "r", k.land.tax_name),
    ]
    rows = [
        [
            str(n + 1),
            one.what,
            str(one.quantity),
            k.bare(one.price),
            k.bare(cents(one.total * k.land.rate)),
            k.bare(one.total),
        ]
        for n, one in enumerate(k.lines)
    ]
    y = s.table(220, [*columns, (right, "r", f"Amount ({k.currency})")], rows, k.pick("grid", "head"), 8)
    sums = [
        (k.pick("Sub Total", "Total excl. " + k.land.tax_name, "Taxable amount"), k.bare(k.net)),
        (f"{k.land.tax_name} {k.land.rate * 100:g}%", k.bare(k.tax)),
        (k.pick("Grand Total", "Net Amount Payable", f"Total incl. {k.land.tax_name}"), k.money(k.total)),
    ]
    y = s.pairs(330, y + 14, sums, "split", right - 330, bold=True)
    s.text(
        40,
        y + 6,
        f"Amount in words: {k.currency} {k.pick('Two', 'Nine', 'Six')} Thousand and cents Twenty only",
        8,
    )
    s.rows(40, y + 40, ["Bank details", k.issuer.bank, "E. & O. E."], 7.5)
    s.rows(right, y + 40, [f"For {k.issuer.name}", "", "", "Authorised signatory"], 8, align="r")


@kind("tr")
def e_arsiv(k: Desk) -> None:
    """Turkish e-arşiv fatura: sender above SAYIN, facts in a grid to the right, tax and payable below."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("@@@{y}0000#####", "@@#{y}00000####")
    s, right = k.sheet, k.size[0] - 38
    office = k.pick("Kadıköy", "Çankaya", "Konak")
    s.rows(
        38,
        44,
        [
            k.issuer.name,
            *k.issuer.address(),
            f"Tel: {k.issuer.phone}",
            f"Vergi Dairesi: {office}",
            f"VKN: {k.issuer.tax_id}",
        ],
        8,
    )
    s.squares(right - 70, 34, 70)
    s.text(s.width / 2, 60, "e-Arşiv Fatura" if k.often(0.5) else "e-Fatura", 12, True, "c")
    s.rule(38, 280, 116, 1.2)
    s.rows(38, 130, ["SAYIN", k.client.name, *k.client.address(), f"VKN: {k.client.tax_id}"], 8)
    facts = [
        ("Özelleştirme No:", "TR1.2"),
        ("Senaryo:", k.pick("EARSIVFATURA", "TICARIFATURA", "TEMELFATURA")),
        ("Fatura Tipi:", "SATIS"),
        ("Fatura No:", k.number),
        ("Fatura Tarihi:", k.day(k.issued) + k.pick("", f" 1{k.mask('#')}:41")),
    ]
    if k.often(0.4):
        facts.append(("Sipariş No:", k.ordered("S-#####", "45######")))
    facts.append(("İrsaliye Tarihi:", k.ago(k.pick(2, 5))))
    if k.often(0.5):
        facts.append(("Son Ödeme Tarihi:", k.day(k.within(15, 30))))
    s.pairs(380, 130, facts, *k.pick(("split", right - 380), ("beside", 90)), 8, 12)
    s.text(38, 218, f"ETTN: {k.mask('########-@#@#-4###-####-############').lower()}", 7)
    columns = [
        (38.0, "l", "Sıra"),
        (64.0, "l", "Mal Hizmet"),
        (290.0, "r", "Miktar"),
        (370.0, "r", "Birim Fiyat"),
        (430.0, "r", "KDV"),
        (right, "r", "Tutar"),
    ]
    rows = [
        [str(n + 1), one.what, f"{one.quantity} Adet", k.bare(one.price), "%20", k.money(one.total)]
        for n, one in enumerate(k.lines)
    ]
    y = s.table(240, columns, rows, k.pick("grid", "head"), 7.5)
    sums = [
        ("Mal Hizmet Toplam Tutarı", k.money(k.net)),
        ("Toplam İskonto", k.money(k.net * 0)),
        ("Hesaplanan KDV(%20)", k.money(k.tax)),
        ("Vergiler Dahil Toplam Tutar", k.money(k.total)),
        ("Ödenecek Tutar", k.money(k.total)),
    ]
    y = s.pairs(310, y + 14, sums, "split", right - 310, 8)
    s.rows(38, y + 20, [f"Banka: {k.issuer.bank}", "Not: Yalnız yukarıda yazılı tutardır."], 7.5)


@kind("gr")
def timologio(k: Desk) -> None:
    """Greek invoice: kind of document, series,
    number and date in one row; buyer's facts; ΜΑΡΚ in the foot."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("####", "Α-####", "###", "ΤΔΑ-#####")
    s, right = k.sheet, k.size[0] - 40
    plain = k.mask("#########")
    s.text(40, 50, k.issuer.name, 13, True)
    s.rows(
        40,
        64,
        [
            ", ".join(k.issuer.address()),
            f"ΑΦΜ: {plain}  ΔΟΥ: Α΄ {k.pick('Αθηνών', 'Πειραιά')}",
            f"Τηλ. {k.issuer.phone}",
        ],
        8,
    )
    s.box(40, 104, right, 136, 0.93)
    heads = ["Είδος παραστατικού", "Σειρά", "Αριθμός", "Ημερομηνία", "Ώρα"]
    values = [
        k.pick("Τιμολόγιο Πώλησης", "Τιμολόγιο - Δελτίο Αποστολής", "Τιμολόγιο Παροχής"),
        "0",
        k.number,
        k.day(k.issued),
        "11:20",
    ]
    s.across([46, 220, 290, 380, 480], 117, heads, values, 8)
    buyer = [
        ("Επωνυμία", k.client.name), ("ΑΦΜ", k.mask("#########")), ("Διεύθυνση", k.client.street),
        ("Πόλη", k.client.town), ("Επάγγελμα", "Εμπορία"),
    ]  # fmt: skip
    s.pairs(46, 158, buyer, "beside", 80, 8)
    extra = [("Τρόπος πληρωμής", k.pick("Επί πιστώσει", "Κατάθεση")), ("Σκοπός διακίνησης", "Πώληση")]
    if k.often(0.5):
        extra.append(("Ημ/νία λήξης" if k.often(0.5) else "Πληρωτέο έως", k.day(k.within(30, 60))))
    s.pairs(330, 158, extra, "beside", 100, 8)
    columns = [
        (40.0, "l", "Κωδικός"),
        (110.0, "l", "Περιγραφή"),
        (320.0, "r", "Ποσ."),
        (390.0, "r", "Τιμή"),
        (440.0, "r", "ΦΠΑ%"),
        (right, "r", "Αξία"),
    ]
    rows = [
        [one.code, one.what, str(one.quantity), k.bare(one.price), "24", k.bare(one.total)] for one in k.lines
    ]
    y = s.table(240, columns, rows, k.pick("grid", "head", "zebra"), 8)
    sums = [
        ("Καθαρή αξία", k.bare(k.net)),
        ("Αξία ΦΠΑ" if k.often(0.5) else "ΦΠΑ 24%", k.bare(k.tax)),
        (k.pick("Πληρωτέο", "Συνολική αξία", "Σύνολο"), k.money(k.total)),
    ]
    low = max(y + 20, s.height - 200)
    s.pairs(350, low, sums, "split", right - 350, bold=True)
    s.rows(40, low, ["Τραπεζικοί λογαριασμοί", k.issuer.bank, f"ΜΑΡΚ: {k.mask('4000############')}"], 7.5)
    s.squares(40, low + 50, 60)


KINDS: tuple[Kind, ...] = (giro, viite, cfdi, harbour, e_arsiv, timologio)
