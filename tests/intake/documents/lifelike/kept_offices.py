"""Held back, not to be read while a reader is developed: notaries, distributors, printers, courses, farms."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("fr", "be", "de", "at")
def notary(k: Desk) -> None:
    """A notary's costs: a deed and its date, fees with tax, outlays without, money already held."""
    fees, outlays = k.some(180, 4200), k.some(20, 700)
    k.sum(fees)
    k.net, k.total = fees + outlays, k.total + outlays
    k.numbered("{y}/####", "####-{y}", "K {yy}/###", "UR-###/{y}")
    due, s, right = k.within(10, 14, 30), k.sheet, k.size[0] - 64
    german = k.land.tongue == "de"
    title = "Notar" if german else "Notaire"
    office = f"{title} {k.issuer.person}" if k.often(0.5) else f"{k.issuer.person}, {title}"
    k.names = (office, k.issuer.person)
    words = (
        ("Kostenrechnung", "Rechnung-Nr.", "Gebühren nach GNotKG", "Auslagen (ohne USt.)", "USt.",
         "Rechnungsbetrag",
         "Kaufvertrag vom", "Zahlbar bis", "Aktenzeichen")
        if german else
        ("Note d'honoraires et frais", "N° de note", "Honoraires HT", "Débours (hors TVA)", "TVA",
         "Total à payer",
         "Acte de vente du", "À régler avant le", "Dossier")
    )  # fmt: skip
    if k.often(0.6):
        s.text(s.width / 2, 60, office, 15, align="c", gap=1.5)
        s.text(s.width / 2, 76, " - ".join([*k.issuer.address(), k.issuer.phone]), 7.5, align="c")
    else:
        s.rows(64, 60, [office, *k.issuer.address(), k.issuer.tax_id], bold_first=True)
    s.rows(320, 130, [k.client.name, k.client.person, *k.client.address()], 10)
    s.text(
        right,
        210,
        f"{k.issuer.city()}, {k.pick('', 'den ' if german else 'le ')}{k.day(k.issued)}",
        align="r",
    )
    s.text(64, 240, f"{words[0]}", 13, True)
    facts = [(words[1], k.number), (words[8], k.mask("##/####@@"))]
    y = s.pairs(64, 258, facts, k.pick("inline", "beside"), 100, 8.5)
    s.text(64, y + 8, f"{words[6]} {k.ago(k.pick(9, 24, 40))}, {k.client.name} / {k.mask('Rep. ####')}", 9)
    rows = [
        (words[2], k.money(fees)),
        (f"{words[4]} {k.land.rate * 100:.0f} %", k.money(k.tax)),
        (words[3], k.money(outlays)),
        (words[5], k.money(k.total)),
    ]
    y = s.pairs(64, y + 40, rows, "split", right - 64)
    s.rows(64, y + 30, [f"{words[7]} {k.day(due)}", k.issuer.bank, office], 8.5)


@kind("us", "gb", "de", "pl", "sg")
def distributor(k: Desk) -> None:
    """An IT distributor over several pages: sold to, ship to, serial numbers, totals on the last page."""
    things = ("Notebook 14 i5 16GB", "Docking station USB-C", "SSD 1TB NVMe", "Switch 24p PoE",
              "Monitor 27 QHD",
              "Access point AX", "Licence 1Y subscription", "Rack rail kit", "Power cord C13")  # fmt: skip
    k.fill(k.chance.randrange(22, 60), things, 8, 900)
    k.numbered("9########", "####-######", "SI-#######", "R{yy}-######")
    due, s, right = k.within(14, 30, 45), k.sheet, k.size[0] - 36
    k.ordered("45########", "PO-######", "######/@@")
    words = {
        "en": ("INVOICE", "Invoice No", "Invoice date", "Customer PO", "Due date", "Sold to", "Ship to",
               "Goods total",
               "TOTAL DUE", "Continued on next page", "Delivery note"),
        "de": ("RECHNUNG", "Rechnungs-Nr.", "Rechnungsdatum", "Ihre Bestellung", "Fällig am",
               "Rechnungsempfänger",
               "Lieferanschrift", "Warenwert netto", "Endbetrag", "Übertrag siehe Folgeseite",
               "Lieferschein"),
        "pl": ("FAKTURA VAT", "Nr faktury", "Data wystawienia", "Nr zamówienia", "Termin płatności",
               "Nabywca",
               "Adres dostawy", "Wartość netto", "Do zapłaty", "cd. na następnej stronie", "WZ"),
    }[k.land.tongue]  # fmt: skip
    s.text(36, 48, k.issuer.name, 14, True)
    s.rows(36, 62, [" | ".join(k.issuer.address()), f"{k.land.tax_name} {k.issuer.tax_id}"], 7)
    s.text(right, 48, words[0], 16, True, "r")
    s.box(330, 60, right, 132)
    facts = [(words[2], k.day(k.issued)), (words[1], k.number), (words[4], k.day(due)), (words[3], k.po)]
    facts.insert(k.pick(0, 2, 4), (words[10], k.mask("8#######")))
    s.pairs(336, 72, facts, "split", right - 342, 8, 13)
    s.rows(36, 110, [words[5], k.client.name, *k.client.address()], 8, bold_first=True)
    other = k.party()
    s.rows(190, 110, [words[6], other.name, *other.address()], 8, bold_first=True)
    rows = [
        [f"{n + 1:03}", one.code, f"{one.what}\nS/N {k.mask('@@#####@')}" if n % 3 == 0 else one.what,
         str(one.quantity), k.bare(one.price), k.bare(one.total)]
        for n, one in enumerate(k.lines)
    ]  # fmt: skip
    columns = [
        (36.0, "l", "#"),
        (64.0, "l", "SKU"),
        (150.0, "l", "Item"),
        (380.0, "r", "Qty"),
        (460.0, "r", "Unit"),
    ]
    s.text(right, s.height - 24, words[9], 7, align="r")
    y = s.table(
        190, [*columns, (right, "r", k.currency)], rows, k.pick("head", "zebra"), 7.5, 14, s.height - 70
    )
    if y > s.height - 150:
        s.page()
        y = 60
    sums = [(words[7], k.bare(k.net)), (f"{k.land.tax_name} {k.land.rate * 100:g} %", k.bare(k.tax))]
    sums.append((f"{words[8]} {k.currency}", k.bare(k.total)))
    y = s.pairs(330, y + 14, sums, "split", right - 330, bold=True)
    s.rows(36, y + 20, [k.issuer.bank, f"{k.issuer.name}, {k.issuer.phone}"], 7)


@kind("de", "at", "ch")
def print_house(k: Desk) -> None:
    """A printer's letter: order and delivery note as headings over lines, cash discount, facts in a bar."""
    k.fill(
        k.chance.randrange(1, 5),
        ("Flyer DIN lang 4/4-farbig", "Broschüre 24 S.", "Briefbogen", "Roll-up", "Visitenkarten"),
    )
    k.numbered("{yy}####", "{y}-#####", "AR######", "####")
    due, s, right = k.within(14, 30), k.sheet, k.size[0] - 54
    brand = k.pick("Druckwerk", "Bogen & Falz", "Farbsatz", "Offset Nord")
    k.names = (k.issuer.name,)
    s.logo(right - 150, 34, brand, 150, "crimson")
    s.text(54, 122, f"{k.issuer.name} - {k.issuer.street} - {k.issuer.town}", 6.5)
    s.rows(54, 140, [k.client.name, "Buchhaltung", *k.client.address()], 10)
    s.text(54, 232, "R E C H N U N G" if k.often(0.3) else "Rechnung", 15, True)
    labels = ["Kunden-Nr.", "Beleg-Nr.", "Datum", "Liefertermin", "Seite"]
    values = [k.mask("1####"), k.number, k.day(k.issued), k.ago(k.pick(3, 6)), "1 / 1"]
    if k.often(0.4):
        labels[1], labels[2] = "Rechnungs-Nr.", "Rechnungsdatum"
    s.box(50, 244, right + 4, 280)
    s.across([58, 150, 260, 370, 480], 258, labels, values, 8.5)
    order = k.ordered("B-#####", "######", "PO ####")
    s.text(
        54,
        302,
        f"Auftrag {k.mask('A####')} vom {k.ago(12)} - Ihre Bestell-Nr. {order}, {k.client.person}",
        8.5,
    )
    columns = [
        (54.0, "l", "Menge"),
        (110.0, "l", "Artikel"),
        (430.0, "r", "Preis/1.000"),
        (right, "r", k.currency),
    ]
    rows = [[str(one.quantity * 1000), one.what, k.bare(one.price), k.bare(one.total)] for one in k.lines]
    y = s.table(324, columns, rows, k.pick("head", "none", "grid"))
    vat = f"{k.land.rate * 100:g}".replace(".", ",")
    sums = [("Nettobetrag", k.bare(k.net)), (f"+ {vat} % {k.land.tax_name}", k.bare(k.tax))]
    sums.append(
        (
            k.pick("Bruttobetrag", "Zahlbetrag", "Rechnungsendbetrag"),
            k.money(k.total, k.pick("code", "after")),
        )
    )
    y = s.pairs(330, y + 10, sums, "split", right - 330, bold=True)
    less = cents(k.total * Decimal("0.97"))
    terms = f"Zahlbar bis {k.ago(-8)} mit 3 % Skonto = {k.bare(less)}, bis {k.day(due)} rein netto."
    s.rows(54, y + 30, [terms, "Es gelten unsere AGB. Papier aus verantwortungsvoller Quelle."], 8)
    foot = [
        f"{k.issuer.name} · {k.issuer.phone} · www.{k.issuer.site}",
        f"{k.issuer.bank} · {k.issuer.tax_id}",
    ]
    s.rows(s.width / 2, s.height - 44, foot, 6.5, align="c", grey=0.3)


@kind("gb", "sg", "ie", "za", "in")
def training(k: Desk) -> None:
    """An institute bills course places: course dates after the invoice's, participants, a reduction."""
    people, fee = k.chance.randrange(1, 6), k.some(180, 2400)
    off = cents(fee * people / 10) if k.often(0.4) else Decimal()
    k.sum(fee * people - off)
    k.numbered("TR-#####", "{yy}{m}/###", "@@@-{y}-####", "INV #####")
    due, s, right = k.within(7, 14, 21), k.sheet, k.size[0] - 52
    school = k.pick(
        "Academy of Quality Management", "Institute for Digital Skills", "Centre of Safety Training"
    )
    k.names = (k.issuer.name,)
    s.text(52, 54, school, 15, True)
    s.text(52, 68, f"a division of {k.issuer.name}", 7.5, grey=0.3)
    s.text(52, 79, f"{', '.join(k.issuer.address())} | {k.land.tax_name} Reg No {k.issuer.tax_id}", 7)
    s.text(s.width / 2, 116, k.pick("TAX INVOICE", "INVOICE"), 14, True, "c")
    s.rows(52, 146, ["Attention: Learning & Development", k.client.name, *k.client.address()])
    facts = [("Date", k.day(k.issued)), (k.pick("Invoice Ref", "Our Ref", "Invoice No."), k.number)]
    facts += [("Course code", k.mask("@@@-###")), ("Purchase Order", k.ordered("PO#####", "####-@"))]
    s.pairs(right - 190, 146, facts, *k.pick(("beside", 84), ("split", 190), ("right", 0)), 8.5)
    start = k.chance.randrange(5, 60)
    course = k.pick("Lean Practitioner", "First Aid at Work", "Data Analysis Foundations", "Lead Auditor")
    names = ", ".join(k.pick(*k.land.people) for _ in range(people))
    s.rows(
        52,
        232,
        [f"Course: {course}", f"Dates: {k.ago(-start)} to {k.ago(-start - 2)}", f"Delegates: {names}"],
        8.5,
    )
    columns = [
        (52.0, "l", "Description"),
        (330.0, "r", "Places"),
        (420.0, "r", "Fee"),
        (right, "r", f"Amount {k.currency}"),
    ]
    rows = [[f"{course}, 3 days", str(people), k.bare(fee), k.bare(fee * people)]]
    if off:
        rows.append(["Early bird discount 10%", "", "", k.bare(-off)])
    y = s.table(290, columns, rows, k.pick("grid", "head", "band"))
    sums = [("Net", k.bare(k.net)), (f"{k.land.tax_name} {k.land.rate * 100:g}%", k.bare(k.tax))]
    sums.append((k.pick("Total Payable", "Invoice total", "Amount payable"), k.money(k.total)))
    y = s.pairs(right - 200, y + 10, sums, "split", 200, bold=True)
    pay = k.pick(
        f"Payment must reach us by {k.day(due)}.",
        f"Payment due: {k.day(due)}",
        f"Please settle before {k.day(due)}",
    )
    s.rows(
        52,
        y + 30,
        [pay, f"Payee {k.issuer.name}, {k.issuer.bank}", f"Seats are released on {k.ago(-start + 2)}."],
        8,
    )


@kind("fr", "nl", "dk", "us")
def cooperative(k: Desk) -> None:
    """A farmers' cooperative bills seed and feed to a member; deliveries with dates, a member's account."""
    k.fill(
        k.chance.randrange(2, 7),
        ("NPK 15-15-15", "Luzerne 25 kg", "Urea 46", "Diesel", "Filet 17x50", "Mineral 20 kg"),
        9,
        300,
    )
    k.numbered("C#######", "{yy}-#####", "######", "{y}{m}####")
    due, s, right = k.within(15, 30, 60), k.sheet, k.size[0] - 44
    words = {
        "fr": ("Coopérative agricole", "Facture", "N° pièce", "Date pièce", "Adhérent", "Échéance",
               "Net à payer",
               "Bon du", "Total HT", "Montant TVA"),
        "nl": ("Coöperatie", "Factuur", "Factuurnr.", "Datum", "Lidnummer", "Vervaldatum", "Te betalen",
               "Bon van", "Totaal excl.", "BTW"),
        "da": ("Andelsselskab", "Faktura", "Fakturanr.", "Dato", "Medlemsnr.", "Forfald", "I alt at betale",
               "Seddel", "Netto", "Moms"),
        "en": ("Farmers Cooperative", "Statement of purchases", "Invoice", "Date", "Member", "Due",
               "Amount owed",
               "Ticket", "Merchandise", "Tax"),
    }[k.land.tongue]  # fmt: skip
    word = k.issuer.brand.split()[0]
    legal = f"{word} {words[0]}" if k.land.tongue == "en" else f"{words[0]} {word}"
    k.names = (legal,)
    s.text(44, 52, legal, 13, True)
    s.rows(44, 66, [*k.issuer.address(), k.issuer.phone, k.issuer.tax_id], 7.5)
    s.rows(right - 170, 110, [k.client.person, *k.client.address()], 10)
    s.text(44, 190, words[1], 12, True)
    labels, values = list(words[2:6]), [k.number, k.day(k.issued), k.mask("####"), k.day(due)]
    ways = list(zip(labels, values, strict=True))
    k.chance.shuffle(ways)
    s.across([44, 160, 276, 392], 212, [one for one, _ in ways], [one for _, one in ways], 9)
    columns = [
        (44.0, "l", words[7]),
        (130.0, "l", ""),
        (330.0, "r", "kg/l"),
        (420.0, "r", k.currency),
        (right, "r", words[8]),
    ]
    rows = [
        [k.ago(3 + 4 * n), one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)]
        for n, one in enumerate(k.lines)
    ]
    y = s.table(262, columns, rows, k.pick("none", "head", "zebra"))
    low = max(y + 30, s.height - 190)
    s.box(40, low - 14, right + 4, low + 34)
    sums = [k.bare(k.net), k.bare(k.tax), k.money(k.total, k.pick("code", "after"))]
    s.across([150, 300, right - 6], low, [words[8], words[9], words[6]], sums, 9.5, aligns="rrr")
    s.rows(
        44, low + 60, [f"{k.issuer.bank}", f"{legal} - capital variable" if k.land.code == "fr" else legal], 7
    )


@kind("es")
def autonomo(k: Desk) -> None:
    """A Spanish professional's minuta: a person with NIF, retention of income tax, the sum to receive."""
    k.fill(
        k.chance.randrange(1, 4),
        ("Traducción jurada EN-ES", "Asesoramiento", "Diseño gráfico", "Clases de alemán"),
        60,
        900,
    )
    kept = cents(k.net * Decimal(k.pick("0.15", "0.15", "0.07")))
    share = round(kept / k.net * 100)
    k.total -= kept
    k.numbered("{y}/0##", "##/{y}", "A-0##", "{yy}{m}-##")
    k.names = (k.issuer.person,)
    s, right = k.sheet, k.size[0] - 62
    if k.often(0.5):
        k.within(15, 30)
    who = [
        k.issuer.person,
        k.pick("Traductora", "Arquitecto", "Consultor"),
        *k.issuer.address(),
        f"NIF {k.mask('########@')}",
    ]
    left = k.often(0.5)
    s.rows(62 if left else right, 64, who, 9.5, align="l" if left else "r", bold_first=True)
    s.rows(
        right if left else 62,
        150,
        ["Cliente", k.client.name, *k.client.address(), f"CIF {k.client.tax_id}"],
        align="r" if left else "l",
    )
    title = k.pick("MINUTA DE HONORARIOS", "FACTURA", "Factura de honorarios")
    s.text(62, 240, title, 13, True)
    facts = [(k.pick("Núm.", "Nº factura:", "Número:"), k.number), ("Fecha:", k.day(k.issued))]
    s.pairs(62, 258, facts, k.pick("inline", "beside"), 70)
    y = 310.0
    for one in k.lines:
        s.text(62, y, one.what + (f" ({one.quantity} h)" if one.quantity > 1 else ""))
        s.text(right, y, k.money(one.total), align="r")
        y += 18
    rows = [
        (k.pick("Base imponible", "Honorarios"), k.money(k.net)),
        ("21 % IVA", k.money(k.tax)),
        (f"- {share} % retención IRPF", k.money(-kept)),
        (k.pick("LÍQUIDO A PERCIBIR", "Total a percibir", "Total a ingresar"), k.money(k.total)),
    ]
    y = s.pairs(300, y + 24, rows, "split", right - 300)
    if k.due:
        s.text(62, y + 24, f"{k.pick('Pago antes del', 'Vencimiento:', 'A abonar hasta el')} {k.day(k.due)}")
    s.text(62, y + 42, f"IBAN {k.issuer.bank}", 8.5)


@kind("pt")
def fatura_recibo(k: Desk) -> None:
    """Portuguese green receipt: transmitter and acquirer in boxes, the act's day, retention, sum received."""
    k.fill(
        1,
        ("Consultoria informática", "Formação", "Serviços de design", "Tradução"),
        200,
        3000,
        k.pick("0.23", "0"),
    )
    kept = cents(k.net * Decimal("0.25")) if k.often(0.5) else Decimal()
    before, k.total = k.total, k.total - kept
    k.totals = (k.total, before) if kept else ()
    k.numbered("FR ATSIRE01FR/##", "ATSIRE01FR/###")
    k.names = (k.issuer.person, k.issuer.person.upper())
    s, right, name = k.sheet, k.size[0] - 44, k.pick(k.issuer.person, k.issuer.person.upper())
    s.text(44, 46, f"Fatura-Recibo n.º {k.number}" if k.often(0.5) else f"FATURA-RECIBO {k.number}", 12, True)
    s.text(right, 46, k.pick("Original", "Duplicado"), 8, align="r")
    s.pairs(
        44,
        62,
        [("Emitida em:", k.day(k.issued)), ("ATCUD:", k.mask("@@@@@@@@-##"))],
        k.pick("inline", "beside"),
        80,
        8.5,
    )
    y = 110.0
    people = (
        ("TRANSMITENTE DOS BENS OU PRESTADOR DO SERVIÇO", name, k.issuer),
        ("ADQUIRENTE", k.client.name, k.client),
    )
    for label, who, party in people:
        s.box(40, y - 12, right + 4, y + 66)
        s.text(46, y, label, 7.5, True)
        s.rows(
            46,
            y + 16,
            [f"NOME {who}", f"NIF {party.tax_id}", f"DOMICÍLIO {', '.join(party.address())}", "PORTUGAL"],
            8,
        )
        y += 90
    s.pairs(
        46, y, [("DATA DA PRESTAÇÃO", k.ago(k.pick(0, 3))), ("DESCRIÇÃO", k.lines[0].what)], "beside", 130, 8
    )
    sums = [
        ("VALOR BASE", k.money(k.net)),
        ("IVA 23%" if k.tax else "IVA Regime de isenção [art. 53.º]", k.money(k.tax)),
    ]
    if kept:
        sums += [("TOTAL DO DOCUMENTO", k.money(before)), ("RETENÇÃO IRS 25%", k.money(-kept))]
    sums.append((k.pick("IMPORTÂNCIA RECEBIDA", "Total recebido"), k.money(k.total)))
    s.pairs(260, y + 50, sums, "split", right - 260)
    s.squares(46, y + 60, 70)
    s.text(46, s.height - 40, "Documento emitido em nome do sujeito passivo. Processado por computador.", 6.5)


KINDS: tuple[Kind, ...] = (notary, distributor, print_house, training, cooperative, autonomo, fatura_recibo)
