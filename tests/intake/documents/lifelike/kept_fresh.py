"""Held back: software sold through a reseller, a term at school, a page in a magazine, fuel on cards."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("gb", "us", "ie")
def reseller_of_record(k: Desk) -> None:
    """A reseller's invoice for another's software: the product in the headline, the seller in a block."""
    k.style, k.currency = "en", k.pick("USD", k.land.currency)
    k.symbol = {"USD": "$", "GBP": "£", "EUR": "€"}[k.currency]
    taxed = k.often(0.5)
    k.sum(
        Decimal(k.chance.randrange(9, 900)) + k.pick(Decimal("0.00"), Decimal("0.99")),
        "0.20" if taxed else "0",
    )
    k.numbered("#######-####", "INV-######", "########", "@@-########-#")
    k.form = k.pick("{d} {Month} {y}", "{Month} {d}, {y}", "{dd} {Mon} {y}")
    s, right = k.sheet, k.size[0] - 56
    firm = f"{k.word()}.com {k.pick('Market Limited', 'Reseller Inc.', 'Commerce Ltd')}"
    k.names = (firm,)
    product = k.pick("Notely Pro", "Fontbox", "Stackmap Team", "Pagewright", "Logwatch Cloud")
    maker = k.pick("Halyard Software", "Two Owls Studio", "Brightline Labs")
    s.text(56, 66, k.pick("Invoice", "Tax invoice"), 22)
    s.text(56, 86, f"for your purchase of {product}", 10, grey=0.35)
    s.rule(56, right, 104, 2.5, 0.2)
    quarter = (right - 56) / 4
    reference = k.mask("###########")
    facts = [("Invoice number", k.number), ("Date", k.day(k.issued)), ("Transaction", reference),
             ("Amount paid", k.money(k.total))]  # fmt: skip
    s.across(
        [56 + quarter * one for one in range(4)], 122, [one for one, _ in facts], [one for _, one in facts], 9
    )
    seller = [firm, *k.issuer.address(), k.land.name, f"{k.pick('VAT ID', 'Tax ID')} {k.issuer.tax_id}"]
    if taxed:
        buyer = [*k.pick(("Penrose Dental Ltd", "4 High Street", "Truro TR1 2AB"),
                         ("Quayside Tutors", "81 Harbour Walk", "Hull HU1 3DZ")),
                         "United Kingdom"]  # fmt: skip
    else:
        buyer = [*k.pick(("Lindner Maschinenbau GmbH", "Hafenweg 12", "48155 Münster", "Germany",
            "VAT ID DE811234567"),
                         ("Atelier Brouwer B.V.", "Singel 250", "1016 AB Amsterdam", "Netherlands",
                          "VAT ID NL812345678B01"))]  # fmt: skip
    sides = [("Invoice from", seller), ("Invoice to", buyer)]
    if k.often(0.5):
        sides.reverse()
    for x, (label, rows) in zip((56, 320), sides, strict=True):
        s.text(x, 176, label, 8, True, grey=0.3)
        s.rows(x, 191, rows, 9)
    rate = "20%" if taxed else "0%"
    y = s.table(
        290,
        [(56, "l", "Product"), (330, "r", "Qty"), (410, "r", "Unit price"), (460, "r", "Tax"), (right, "r",
        "Amount")],
        [[f"{product} - annual licence\nby {maker}", "1", k.money(k.net), rate, k.money(k.net)]],
        k.pick("head", "none"),
    )  # fmt: skip
    sums = [
        ("Subtotal", k.money(k.net)),
        (f"VAT ({rate})", k.money(k.tax)),
        (f"Total ({k.currency})", k.money(k.total)),
    ]
    y = s.pairs(330, y + 14, sums, "split", right - 330, 9.5, 17, True)
    s.text(330, y, f"Paid by {k.pick('Visa', 'PayPal', 'Mastercard')} on {k.day(k.issued)}", 8, grey=0.3)
    if not taxed:
        s.text(56, y + 30, "VAT reverse charged: tax to be paid on reverse charge basis by the recipient.", 8)
    brand = k.word().split()[0].upper()
    s.rows(56, s.height - 70,
        [f"This payment appears as {brand}* {maker.split()[0].upper()} on your statement.",
                               f"{firm} is the merchant of record for {product}. Help: {k.issuer.site}/help"],
           7.5, grey=0.3)  # fmt: skip


@kind("gb", "ie", "za", "ke", "sg")
def school_fees(k: Desk) -> None:
    """A school's term: one block for each child with fees and discounts, crest and charity number."""
    s, right, middle = k.sheet, k.size[0] - 60, k.size[0] / 2
    school = f"{k.word()} {k.pick('Preparatory School', 'College', 'Grammar School', 'International School')}"
    k.names = (school,)
    family = k.client.person.split()[-1]
    k.numbered("######", "{y}/####", "F{yy}-#####", "S######")
    due = k.within(14, 21, 28)
    scale = 10 if k.land.code in ("za", "ke") else 1
    third = 0 if 6 <= k.issued.month <= 9 else 1 if k.issued.month in (10, 11, 12, 1) else 2
    term = k.pick(("Autumn Term", "Spring Term", "Summer Term"), ("Term 1", "Term 2", "Term 3"))[third]
    group = k.pick("Form", "Year", "Grade")
    s.canvas.circle(middle, s.height - 56, 22, stroke=1, fill=0)
    s.text(middle, 61, "".join(one[0] for one in school.split()[:2]), 13, True, "c")
    s.text(middle, 98, school, 16, True, "c")
    s.text(middle, 111, f"{k.issuer.street}, {k.issuer.town}   bursar@{k.issuer.site}", 8, align="c")
    s.text(
        60,
        146,
        f"{k.pick('Fee invoice', 'School fees', 'Invoice for fees')} - {term} {k.issued.year}",
        12,
        True,
    )
    s.rows(60, 172, [f"{k.pick('Mr & Mrs', 'Dr & Mrs', 'Ms')} {family}", *k.client.address()], 10)
    facts = [("Account", k.mask("@@@##")), ("Invoice no.", k.number), ("Date", k.day(k.issued)),
             (k.pick("Payment due", "Due on or before", "Due date"), k.day(due))]  # fmt: skip
    s.pairs(right - 180, 170, facts, "beside", 100, 9)
    y, total = 250.0, Decimal()
    for child in k.chance.sample(("Oliver", "Amelia", "Noah", "Isla", "Ethan", "Zara"), k.pick(1, 2, 2, 3)):
        fee = Decimal(k.chance.randrange(900, 6400)) * scale
        rows = [("Tuition", fee), ("Lunches", k.some(90, 240) * scale)]
        rows += [
            (k.pick("Music lessons", "Chess club", "Trip to the science museum"), k.some(20, 260) * scale)
        ]
        if total:
            rows.append(("Sibling discount 5%", -cents(fee * Decimal("0.05"))))
        s.box(56, y - 12, right + 4, y + 5, 0.92, False)
        s.text(60, y, f"{child} {family}", bold=True)
        s.text(right, y, f"{group} {k.pick('3', '5B', '7', '9A')}", align="r")
        y += 18
        for label, amount in rows:
            s.text(74, y, label)
            s.text(right, y, k.bare(amount), align="r")
            y += 14
        subtotal = sum((amount for _, amount in rows), Decimal())
        s.text(right - 80, y, "Sub-total", 8, align="r")
        s.text(right, y, k.bare(subtotal), bold=True, align="r")
        total += subtotal
        y += 28
    k.net = k.total = total
    s.rule(60, right, y - 12, 1)
    s.text(60, y + 6, k.pick("Total payable for the term", "Total fees due", "Total due"), 11, True)
    s.text(right, y + 6, k.money(total), 12, True, "r")
    y = s.prose(60, y + 36,
        f"Fees are due before the first day of term. Please pay by bank transfer: {k.issuer.bank}, "
                f"reference {family.upper()}. A term's notice is required before a pupil is withdrawn.",
                right - 60, 8.5)  # fmt: skip
    s.text(middle, s.height - 40, f"{school} is a registered charity (no. {k.mask('######')}).", 7, align="c")


_PAGE = {
    "en": ("Advertising invoice", "Invoice no.", "Invoice date", "Your order", "Payable by", "Advertiser",
    "Issue",
           "On sale", "Position", "Gross rate", "Less agency commission 15%", "Net", "Total due", "Bill to"),
    "fr": ("Facture publicité", "Facture n°", "Date de facture", "Votre commande", "À régler avant le",
    "Annonceur",
           "Numéro", "Parution", "Emplacement", "Tarif brut", "Remise professionnelle 15 %", "Net HT",
           "Total TTC",
           "Facturé à"),
}  # fmt: skip


@kind("us", "gb", "fr")
def insertion(k: Desk) -> None:
    """A magazine's page: the title large, facts in a narrow left column, an agency's commission taken off."""
    w = _PAGE[k.land.tongue]
    pages = [
        (k.pick("1/1 page 4c", "1/2 page 4c", "Back cover"), k.some(700, 9000))
        for _ in range(k.pick(1, 1, 2))
    ]
    gross = sum((rate for _, rate in pages), Decimal())
    commission = cents(gross * Decimal("0.15"))
    k.sum(gross - commission, "0" if k.land.code == "us" else "")
    k.numbered("#####", "AD-{yy}####", "{y}-#####", "M######")
    due, s, right = k.within(30, 45), k.sheet, k.size[0] - 44
    title = f"{k.pick('Harbour', 'Atelier', 'Terrain', 'Belvedere')} {k.pick('& Craft', 'Review', 'Monthly')}"
    firm = f"{k.word()} {k.pick('Publishing', 'Media', 'Presse' if k.land.code == 'fr' else 'Magazines')} "
    firm += k.pick(*k.land.forms)
    k.names = (firm,)
    s.text(190, 62, title, 26, k.often(0.5))
    s.text(
        190,
        78,
        f"{k.pick('published by', 'a title of') if k.land.code != 'fr' else 'une publication de'} {firm}",
        8,
    )
    s.rule(190, right, 90, 0.6)
    s.text(190, 112, w[0], 12, True)
    y = 112.0
    for label, value in ((w[1], k.number), (w[2], k.day(k.issued)), (w[3], k.ordered("IO-####", "PO ####",
        "######")),
                         (w[4], k.day(due))):  # fmt: skip
        s.text(44, y, label, 7.5, grey=0.4)
        s.text(44, y + 12, value, 9.5)
        y += 32
    s.text(44, y + 20, firm, 7.5, True)
    s.rows(44, y + 31, [*k.issuer.address(), k.issuer.phone,
                        f"{'EIN' if k.land.code == 'us' else k.land.tax_name} {k.issuer.tax_id}"],
                        7)  # fmt: skip
    s.text(190, 138, w[13], 7.5, grey=0.4)
    s.rows(190, 151, [k.client.name, *k.client.address()], 10)
    s.text(190, 214, f"{w[5]}: {k.pick('Nordlicht Uhren', 'Casa Verde', 'Maison Aubert')}")
    seasons = ("Winter", "Spring", "Summer", "Autumn")
    if k.land.code == "fr":
        seasons = ("hiver", "printemps", "été", "automne")
    season = seasons[k.issued.month % 12 // 3]
    rows = [
        [f"{season} {k.issued.year}", k.ago(k.pick(-20, 12)), place, k.bare(rate)] for place, rate in pages
    ]
    y = s.table(244, [(190, "l", w[6]), (280, "l", w[7]), (380, "l", w[8]), (right, "r", w[9])], rows,
                k.pick("head", "none"))  # fmt: skip
    s.rule(190, right, y - 6)
    sums = [(w[9], k.bare(gross)), (w[10], k.bare(-commission)), (w[11], k.bare(k.net))]
    if k.tax:
        sums.append((f"{k.land.tax_name} {(k.land.rate * 100).normalize():f} %", k.bare(k.tax)))
    y = s.pairs(300, y + 12, sums, "split", right - 300)
    s.text(300, y + 6, w[12], 11, True)
    s.text(right, y + 6, k.money(k.total), 11, True, "r")
    s.text(190, s.height - 60, k.issuer.bank, 8)
    s.upward(24, s.height - 80, f"{firm} - {k.issuer.street}, {k.issuer.town}", 6)


_FUEL = {
    "en": ("Invoice", "Invoice no.", "Invoice date", "Account", "Period", "Direct debit on", "Card",
    "Vehicle", "Date",
           "Site", "Product", "Litres", "Price", "Net", "Gross", "Card total", "Total litres", "Net amount",
           "Total amount", "Page"),
    "de": ("Rechnung", "Rechnungsnr.", "Rechnungsdatum", "Kundennr.", "Zeitraum", "Einzug am", "Karte",
    "Kennzeichen",
           "Datum", "Station", "Ware", "Liter", "Preis", "Netto", "Brutto", "Summe Karte", "Liter gesamt",
           "Nettobetrag", "Gesamtbetrag", "Seite"),
    "nl": ("Factuur", "Factuurnummer", "Factuurdatum", "Klantnr.", "Periode", "Incasso op", "Kaart",
    "Kenteken",
           "Datum", "Station", "Product", "Liter", "Prijs", "Netto", "Bruto", "Totaal kaart", "Totaal liters",
           "Nettobedrag", "Totaalbedrag", "Pagina"),
}  # fmt: skip


@kind("gb", "de", "nl", "ie")
def fuel_cards(k: Desk) -> None:
    """Fuel on cards, on paper laid across: each card's fillings with its sum, all sums at the end."""
    k.size = (842.0, 595.0)
    w, name = _FUEL[k.land.tongue], k.land.tax_name
    k.numbered("##########", "{yy}{m}######", "F#########")
    due, s, right = k.within(7, 10, 14), k.sheet, k.size[0] - 40
    xs = [(40, "l", w[8]), (110, "l", w[9]), (300, "l", w[10]), (430, "r", w[11]), (510, "r", w[12]),
          (610, "r", w[13]), (700, "r", name), (right, "r", w[14])]  # fmt: skip
    firm = f"{k.word()} {k.pick('Fuel Cards', 'Fleet Services', 'Energy')} {k.pick(*k.land.forms)}"
    k.names = (firm,)
    brand = k.pick("FleetGo", "Tankpass", "DriveOn")
    account = k.mask("#######")

    def head() -> float:
        s.text(40, 36, brand, 16, True)
        s.text(right, 32, f"{w[0]} {k.number}", 9, True, "r")
        s.text(right, 44, f"{w[19]} {s.pages}", 8, align="r")
        for x, align, label in xs:
            s.text(x, 168 if s.pages == 1 else 72, label, 8, True, align)
        s.rule(40, right, 172 if s.pages == 1 else 76)
        return 188 if s.pages == 1 else 92

    s.rows(40, 64, [k.client.name, k.client.person, *k.client.address()])
    facts = [(w[1], k.number), (w[2], k.day(k.issued)), (w[3], account), (w[4], f"{k.ago(15)} - {k.ago(1)}"),
             (w[5], k.day(due))]  # fmt: skip
    s.pairs(340, 64, facts, "beside", 100, 8.5)
    s.rows(right, 64, [firm, *k.issuer.address(), f"{name} {k.issuer.tax_id}"], 8, align="r")
    y, litres_sum = head(), Decimal()
    total = net = Decimal()
    for _ in range(k.chance.randrange(3, 9)):
        s.text(40, y, f"{w[6]} {k.mask('7### #### #### ####')}   {w[7]} {k.mask('@@## @@@')}", 8, True)
        y += 13
        card = Decimal()
        for day in sorted(k.chance.sample(range(1, 15), k.chance.randrange(2, 6)), reverse=True):
            litres, price = k.some(25, 75), Decimal(k.chance.randrange(1150, 1520)) / 1000
            part = cents(litres * price)
            tax = cents(part * k.land.rate)
            cells = [k.ago(day),
                f"{k.pick('Ring Road', 'Nordhafen', 'Westpoort', 'A4 Services')} {k.mask('###')}",
                     k.pick("Diesel", "Super 95", "AdBlue"), k.bare(litres), f"{price:.3f}", k.bare(part),
                     k.bare(tax),
                     k.bare(part + tax)]  # fmt: skip
            for (x, align, _), cell in zip(xs, cells, strict=True):
                s.text(x, y, cell, 8, align=align)
            net, total, card = net + part, total + part + tax, card + part + tax
            litres_sum += litres
            y += 12.5
            if y > 530:
                s.page()
                y = head()
        s.text(610, y + 1, w[15], 8, True, "r")
        s.text(right, y + 1, k.bare(card), 8, True, "r")
        y += 20
        if y > 500:
            s.page()
            y = head()
    k.net, k.total, k.tax = net, total, total - net
    if y > 440:
        s.page()
        y = head()
    s.rule(430, right, y)
    rate = f"{name} {(k.land.rate * 100).normalize():f}%"
    y = s.pairs(430, y + 16, [(w[16], k.bare(litres_sum)), (w[17], k.bare(net)), (rate, k.bare(k.tax))],
        "split",
                right - 430)  # fmt: skip
    s.text(430, y + 4, w[18], 11, True)
    s.text(right, y + 4, k.money(total, k.pick("", "code")), 11, True, "r")
    s.text(40, 575, f"{firm} - {k.issuer.street}, {k.issuer.town} - {k.issuer.bank}", 6.5)


KINDS: tuple[Kind, ...] = (reseller_of_record, school_fees, insertion, fuel_cards)
