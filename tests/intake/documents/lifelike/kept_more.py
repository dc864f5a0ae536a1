"""Held back, not to be read while a reader is developed: water, parking, hotels, platforms, resellers."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


def _gross(k: Desk, gross: Decimal) -> None:
    k.total, k.net = gross, cents(gross / (1 + k.land.rate))
    k.tax = k.total - k.net


@kind("gb", "za", "au")
def water_works(k: Desk) -> None:
    """Meter readings, last balance paid, charges, the amount in a box and again on a slip to cut off."""
    used, price = k.chance.randrange(40, 900), Decimal(k.chance.randrange(120, 320)) / 100
    water, waste, fixed = cents(used * price), cents(used * price * Decimal("0.85")), k.some(15, 60)
    k.sum(water + waste + fixed, "" if k.land.code == "za" else "0")
    k.numbered("##########", "W-########", "####/######/{m}", "INV########")
    due, s, right = k.within(14, 21, 28), k.sheet, k.size[0] - 42
    legal = f"{k.issuer.brand.split()[0]} {k.pick('Water', 'Waterworks', 'Water Services')} " + k.pick(
        *k.land.forms
    )
    k.names = (legal,)
    account, before, last = k.mask("### ### ####"), k.chance.randrange(1000, 9000), k.some(90, 1500)
    s.logo(42, 28, k.issuer.brand.split()[0], 130, "teal")
    s.text(right, 50, k.pick("Your water bill", "Your metered bill", "Tax invoice"), 16, True, "r")
    s.rows(42, 110, [k.client.name, *k.client.address()])
    s.box(right - 210, 96, right, 190, 0.92)
    box = [
        (k.pick("Account number", "Customer account"), account),
        (k.pick("Bill number", "Invoice number", "Invoice no."), k.number),
        (k.pick("Date of bill", "Date of issue", "Bill date"), k.day(k.issued)),
        (k.pick("Amount due", "Total to pay", "Please pay"), k.money(k.total)),
        (k.pick("Please pay by", "Payment due by", "Due date"), k.day(due)),
    ]
    s.pairs(right - 202, 112, box, "split", 194, 8.5, 15)
    s.text(42, 216, f"For the period {k.ago(96)} to {k.ago(5)}", 9, True)
    columns = [
        (42.0, "l", "Meter"),
        (150.0, "l", "Read on"),
        (260.0, "r", "Reading"),
        (350.0, "r", "m3 used"),
    ]
    meter = k.mask("##@######")
    rows = [
        [meter, k.ago(96), str(before), ""],
        [meter, k.ago(5), f"{before + used} {k.pick('A', 'E')}", str(used)],
    ]
    y = s.table(240, columns, rows, k.pick("head", "grid"))
    lines = [
        ("Balance on your last bill", k.money(last)),
        (f"Payment received {k.ago(61)} - thank you", k.money(-last)),
        (f"Water {used} m3 at {price}", k.money(water)),
        ("Used water and drainage", k.money(waste)),
        ("Fixed charge 91 days", k.money(fixed)),
        *([(f"VAT @ {k.land.rate * 100:.0f}%", k.money(k.tax))] if k.tax else []),
        ("Total charges this bill", k.money(k.total)),
    ]
    s.pairs(42, y + 20, lines, "split", 420)
    s.rows(
        42,
        s.height - 226,
        [f"{legal}, {k.issuer.street}, {k.issuer.town}", f"Enquiries {k.issuer.phone}"],
        6.5,
    )
    s.dashes(s.height - 190)
    s.text(42, s.height - 166, k.pick("Payment slip", "Bank giro credit"), 11, True)
    slip = [account, k.money(k.total), k.day(due)]
    s.across([42, 200, 340], s.height - 140, ["Account", "Amount", "Pay by"], slip)
    s.text(42, s.height - 60, k.mask("########## ## ########## 0######## 74"), 10, gap=1)


@kind("gb", "de", "nl", "ch", "fr")
def car_park(k: Desk) -> None:
    """A slip from an airport's car park: entry and exit, the tax inside the price, the operator small."""
    k.size = (k.pick(226.0, 250.0, 283.0), 540.0)
    _gross(k, Decimal(k.chance.randrange(12, 460)) / 2)
    k.numbered("######", "####/######", "{yy}{m}-#####", "#-#####-##")
    s, middle, right = k.sheet, k.size[0] / 2, k.size[0] - 16
    words = {
        "en": (
            "VAT RECEIPT",
            "Receipt no.",
            "Entry",
            "Exit",
            "Ticket",
            "TOTAL",
            "incl. VAT",
            "Net",
            "Paid by card",
        ),
        "de": (
            "Quittung",
            "Beleg-Nr.",
            "Einfahrt",
            "Ausfahrt",
            "Ticket",
            "Summe",
            "inkl. MwSt.",
            "Netto",
            "Karte",
        ),
        "nl": (
            "BTW-bon",
            "Bonnr.",
            "Inrit",
            "Uitrit",
            "Kaart",
            "Totaal",
            "incl. BTW",
            "Netto",
            "Betaald met PIN",
        ),
        "fr": (
            "Reçu TVA",
            "Reçu n°",
            "Entrée",
            "Sortie",
            "Ticket",
            "TOTAL TTC",
            "dont TVA",
            "HT",
            "Carte bancaire",
        ),
    }[k.land.tongue]
    legal = f"{k.issuer.brand.split()[0]} {k.pick('Parking', 'Airport Parking', 'Park Services')} " + k.pick(
        *k.land.forms
    )
    k.names = (legal,)
    stay = k.chance.randrange(1, 9)
    s.logo(middle - 50, 16, k.pick("PARK+FLY", "P-Express", "ParkPoint"), 100, "darkgreen")
    top = [legal, *k.issuer.address(), f"{k.land.tax_name} {k.issuer.tax_id}"]
    low = k.often(0.4)
    if not low:
        s.rows(middle, 62, top, 7, align="c")
    s.text(middle, 118, words[0], 12, True, "c")
    rows = [
        (words[1], k.number),
        (words[4], k.mask("0##########")),
        (words[2], f"{k.ago(stay)} {k.mask('1#')}:14"),
        (words[3], f"{k.day(k.issued)} {k.mask('1#')}:52"),
    ]
    y = s.pairs(16, 142, rows, "split", right - 16, 8)
    s.text(16, y + 4, "-" * 34, 8)
    s.text(16, y + 22, words[5], 11, True)
    s.text(right, y + 22, k.money(k.total, k.pick("front", "code", "after")), 11, True, "r")
    rate = f"{words[6]} {k.land.rate * 100:.1f}%"
    y = s.pairs(16, y + 42, [(words[7], k.bare(k.net)), (rate, k.bare(k.tax))], "split", right - 16, 8)
    s.rows(
        16,
        y + 14,
        [words[8], k.mask("************####"), k.mask("AID A000000003####"), k.mask("TID ########")],
        7,
    )
    if low:
        s.rows(middle, y + 90, top, 7, align="c")


@kind("de", "at", "fr", "ae", "us")
def city_hotel(k: Desk) -> None:
    """A folio of a hotel group: guest, room, days with charges and a payment; the balance is nothing."""
    nights = k.chance.randrange(1, 7)
    rate, food, town = k.some(70, 420), k.some(12, 60), k.some(2, 7)
    low, full = (Decimal(one) for one in {
        "de": ("0.07", "0.19"), "at": ("0.10", "0.20"), "fr": ("0.10", "0.10"), "ae": ("0.05", "0.05"),
        "us": ("0.13", "0.13"),
    }[k.land.code])  # fmt: skip
    bed, meals, levy = rate * nights, food * nights, town * nights
    taxes = [(low, cents(bed - bed / (1 + low))), (full, cents(meals - meals / (1 + full)))]
    k.tax, k.total = sum((one for _, one in taxes), Decimal()), bed + meals + levy
    k.net = k.total - k.tax
    k.numbered("######", "#####-{yy}", "F######", "{y}/#####", "HAM-######")
    s, right = k.sheet, k.size[0] - 50
    words = {
        "de": ("Rechnung", "Rechnungsnr.", "Datum", "Anreise", "Abreise", "Zimmer", "Gast", "Übernachtung",
               "Frühstück", "City-Tax", "Gesamtbetrag", "Saldo", "enthaltene MwSt."),
        "fr": ("Facture", "Facture n°", "Date", "Arrivée", "Départ", "Chambre", "Client", "Hébergement",
               "Petit déjeuner", "Taxe de séjour", "Total TTC", "Solde", "TVA incluse"),
        "en": ("Information invoice", "Folio No.", "Invoice date", "Arrival", "Departure", "Room", "Guest",
               "Accommodation", "Breakfast", "Tourism fee", "Total", "Balance", "Tax included"),
    }[k.land.tongue]  # fmt: skip
    group = k.pick("Motel Nova", "CityNest", "The Gallery Rooms", "Hotel Quartier")
    legal = f"{k.issuer.name}"
    s.logo(k.pick(50.0, s.width / 2 - 65), 30, group, 130, "black")
    s.rows(50, 110, [k.client.name, k.client.person, *k.client.address()])
    facts = [
        (words[1], k.number), (words[2], k.day(k.issued)), (words[5], k.mask("###")), (words[3],
         k.ago(nights)),
        (words[4], k.ago(0)), (words[6], k.client.person),
    ]  # fmt: skip
    if k.often(0.5):
        k.chance.shuffle(facts)
    s.pairs(350, 110, facts, *k.pick(("beside", 90), ("split", right - 350)), 8)
    s.text(50, 230, words[0], 14, True)
    rows = []
    for night in range(nights, 0, -1):
        for what, price in zip(words[7:10], (rate, food, town), strict=True):
            rows.append([k.ago(night), what, k.bare(price), ""])
    rows.append([k.ago(0), k.pick("Visa", "Mastercard", "Amex") + " XXXX", "", k.bare(k.total)])
    heads = {"en": ("Debit", "Credit"), "de": ("Soll", "Haben"), "fr": ("Débit", "Crédit")}[k.land.tongue]
    columns = [
        (50.0, "l", words[2]),
        (140.0, "l", "Text"),
        (right - 90, "r", heads[0]),
        (right, "r", heads[1]),
    ]
    y = s.table(256, columns, rows, k.pick("head", "zebra", "none"), step=14, foot=s.height - 150)
    sums = [(words[10], k.money(k.total, k.pick("behind", "code"))), (words[11], k.money(k.total * 0))]
    y = s.pairs(right - 220, y + 12, sums, "split", 220, bold=True)
    spread = [(f"{words[12]} {part * 100:.0f}%", k.bare(one)) for part, one in taxes]
    s.pairs(50, y + 8, [*spread, (f"{words[12]} Total", k.bare(k.tax))], "split", 220, 7.5)
    foot = f"{group} {k.issuer.city()} · {legal} · {k.issuer.street} · {k.issuer.town} · {k.issuer.tax_id}"
    s.text(s.width / 2, s.height - 34, foot, 6, align="c", grey=0.3)


@kind("nl", "gb", "de", "sg")
def meal_platform(k: Desk) -> None:
    """A delivery platform's commission to a restaurant: orders sold, the invoice, what is paid out after."""
    sales = k.some(900, 24000)
    share = Decimal(k.pick("0.13", "0.14", "0.25", "0.30"))
    commission, fees = cents(sales * share), k.some(8, 90)
    k.sum(commission + fees)
    k.numbered("{y}-#######", "SD-####-#####", "#########", "TI/{yy}/{m}/####")
    s, right = k.sheet, k.size[0] - 46
    legal = f"{k.issuer.brand.split()[0]} {k.pick('Eats', 'Delivery', 'Takeaway')} " + k.pick(*k.land.forms)
    k.names = (legal,)
    s.logo(right - 110, 30, k.pick("nom-nom", "DishDash", "hungri"), 110, "orangered")
    s.rows(46, 50, [k.client.name, f"c/o {k.client.person}", *k.client.address()])
    s.rows(right, 90, [legal, *k.issuer.address(), f"{k.land.tax_name} {k.issuer.tax_id}"], 7.5, align="r")
    german, dutch = k.land.tongue == "de", k.land.tongue == "nl"
    words = (
        ("Rechnung", "Rechnungsnummer", "Rechnungsdatum", "Zeitraum", "Zu zahlender Rechnungsbetrag",
         "Auszahlung")
        if german else ("Factuur", "Factuurnummer", "Factuurdatum", "Periode", "Totaal factuurbedrag",
                        "Uitbetaling")
        if dutch else ("Invoice", "Invoice number", "Invoice date", "Period",
                       "Total amount of this invoice", "Payout")
    )  # fmt: skip
    s.text(46, 150, words[0], 16, True)
    facts = [(words[3], f"{k.ago(15)} - {k.ago(2)}"), (words[1], k.number), (words[2], k.day(k.issued))]
    facts.append(("Restaurant ID", k.mask("######")))
    y = s.pairs(46, 174, facts, k.pick("inline", "beside", "split"), 190)
    orders = k.chance.randrange(40, 900)
    columns = [(46.0, "l", "#"), (90.0, "l", ""), (360.0, "r", "%"), (right, "r", k.currency)]
    rows = [
        [str(orders), {True: "Bestellungen Umsatz"}.get(german, "Order value"), "", k.bare(sales)],
        [
            "",
            "Provision" if german else "Commissie" if dutch else "Commission",
            f"{share * 100:.0f}",
            k.bare(commission),
        ],
        [
            "",
            "Servicegebühr" if german else "Administratiekosten" if dutch else "Service fees",
            "",
            k.bare(fees),
        ],
    ]
    y = s.table(y + 24, columns, rows, k.pick("head", "band"))
    sums = [
        ("Zwischensumme" if german else "Subtotaal" if dutch else "Subtotal", k.money(k.net)),
        (f"{k.land.tax_name} {k.land.rate * 100:.0f}%", k.money(k.tax)),
        (words[4], k.money(k.total)),
    ]
    y = s.pairs(250, y + 8, sums, "split", right - 250)
    s.rule(46, right, y)
    settled = [
        (
            "Online bezahlt"
            if german
            else "Online betaald"
            if dutch
            else "Received for you from online payments",
            k.money(sales),
        ),
        (
            "Verrechnet" if german else "Verrekend met deze factuur" if dutch else "Less this invoice",
            k.money(-k.total),
        ),
        (f"{words[5]} {k.ago(-3)}", k.money(sales - k.total)),
    ]
    s.pairs(46, y + 20, settled, "split", right - 46, bold=True)


@kind("gb", "ie", "fr", "es")
def on_behalf(k: Desk) -> None:
    """A ride: the platform writes the invoice in the name of the driver's firm, whose name stands small."""
    _gross(k, k.some(6, 140))
    k.numbered("@@@@####-##-{y}-#######", "########-0#-{y}-000####", "@#@#@#-####")
    s, right = k.sheet, k.size[0] - 60
    platform = k.pick("Zipp Rides B.V.", "Volta Mobility OÜ", "Hopp Technologies Limited")
    sole = k.often(0.5)
    maker = k.issuer.person if sole else k.issuer.name
    k.names = (maker, platform)
    words = {
        "en": ("Tax invoice", "Invoice number", "Invoice date", "Invoice issued by {} on behalf of:",
               "Tax point date",
               "Description", "Transportation service fare", "Total net amount", "Total amount payable",
               "Bill to"),
        "fr": ("Facture", "Numéro de facture", "Date de facture",
               "Facture émise par {} au nom et pour le compte de :",
               "Date de la prestation", "Description", "Service de transport de personnes",
               "Montant total HT",
               "Montant total TTC", "Client"),
        "es": ("Factura", "Número de factura", "Fecha de factura",
               "Factura emitida por {} en nombre y por cuenta de:",
               "Fecha de la operación", "Descripción", "Servicio de transporte", "Importe neto total",
               "Importe total a pagar", "Facturar a"),
    }[k.land.tongue]  # fmt: skip
    s.text(60, 64, platform.split()[0], 22, True)
    s.text(right, 64, words[0], 18, align="r")
    s.rows(60, 110, [f"{words[9]}:", k.client.person, k.client.name, *k.client.address()])
    rows = [words[3].format(platform), maker, *k.issuer.address(), f"{k.land.tax_name} {k.issuer.tax_id}"]
    s.rows(right, k.pick(110, 190), rows[:1], 7.5, align="r")
    s.rows(right, 202, rows[1:], 8.5, align="r")
    y = s.pairs(
        60, 210, [(f"{words[1]}:", k.number), (f"{words[2]}:", k.day(k.issued))], k.pick("inline", "below")
    )
    rate = f"{k.land.rate * 100:.0f}%"
    columns = [
        (60.0, "l", words[4]),
        (170.0, "l", words[5]),
        (380.0, "r", k.land.tax_name),
        (right, "r", words[7]),
    ]
    y = s.table(y + 40, columns, [[k.ago(0), words[6], rate, k.money(k.net)]], k.pick("head", "none"))
    sums = [
        (words[7], k.money(k.net)),
        (f"{k.land.tax_name} {rate}", k.money(k.tax)),
        (words[8], k.money(k.total)),
    ]
    s.pairs(250, y + 20, sums, "split", right - 250, bold=True)
    s.text(60, s.height - 50, f"Trip {k.mask('########-####-4###')} / {k.mask('@@ ## @@@')}", 6.5, grey=0.4)


@kind("us", "gb", "ie", "au")
def reseller(k: Desk) -> None:
    """Software or pictures of a brand, sold by a merchant of record whose company stands under the table."""
    k.fill(
        1,
        ("Team plan, 5 seats, annual", "Image pack 25 downloads", "Pro licence", "Extended licence"),
        19,
        900,
    )
    if k.often(0.5):
        k.currency, k.symbol = "USD", "$"
    k.numbered("#######-#####", "MOR-########", "INV-#####-#", "#########")
    s, right = k.sheet, k.size[0] - 64
    product = k.pick("Pixelwell", "Notewright", "Stockframe", "Diagrammo")
    merchant = k.pick("Paddock Market Ltd", "Fastline Commerce Inc.", "Digital Riverbank Ireland Limited")
    k.names = (merchant,)
    s.logo(64, 40, product, 120, k.pick("purple", "black", "royalblue"))
    s.text(right, 62, k.pick("Invoice", "Receipt"), 20, align="r")
    s.text(64, 108, k.pick("Paid on ", "Billed on ") + k.day(k.issued), 9) if k.often(0.4) else s.text(
        64, 108, k.day(k.issued), 9)  # fmt: skip
    way, rows = k.pick("below", "beside"), [("Invoice no.", k.number), ("Order", k.mask("####-######"))]
    s.pairs(right - 190, 100, rows, way, 90, 8.5)
    s.rows(64, 150, [k.client.name, f"accounts@{k.client.site}", *k.client.address()], 8.5, bold_first=True)
    one = k.lines[0]
    columns = [
        (64.0, "l", "Product"),
        (360.0, "r", "Qty"),
        (430.0, "r", "Unit price"),
        (right, "r", "Amount"),
    ]
    what = f"{product} - {one.what}\n{k.ago(0)} - {k.ago(-364)}"
    y = s.table(
        250,
        columns,
        [[what, str(one.quantity), k.money(one.price), k.money(one.total)]],
        k.pick("head", "zebra"),
    )
    sums = [("Subtotal", k.money(k.net)), (f"{k.land.tax_name} {k.land.rate * 100:g}%", k.money(k.tax))]
    sums.append(
        (k.pick("Total", "Amount paid", f"Total ({k.currency})"), k.money(k.total, k.pick("front", "after")))
    )
    y = s.pairs(right - 200, y + 14, sums, "split", 200)
    how = k.pick(
        f"This purchase was made from {merchant}, the merchant of record for {product}.",
        f"{merchant} is an authorised reseller of {product}.",
        f"Sold by {merchant}. {product} orders are processed by our online reseller.",
    )
    s.rows(64, y + 60, [how, f"{k.issuer.street}, {k.issuer.town}  {k.land.tax_name} {k.issuer.tax_id}"], 7.5)
    s.text(64, s.height - 40, f"Charge on your statement: {merchant[:7].upper()}* {product.upper()}", 6.5)
    s.text(right, s.height - 40, f"All amounts in {k.currency}", 6.5, align="r")


KINDS: tuple[Kind, ...] = (water_works, car_park, city_hotel, meal_platform, on_behalf, reseller)
