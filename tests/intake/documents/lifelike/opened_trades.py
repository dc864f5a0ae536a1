"""Held back once, opened after three measurements: travel, health, insurance, brands, freelancers."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("gb", "in", "us", "es")
def booking(k: Desk) -> None:
    """A hotel's booking voucher: brand as a picture, guest and stay in blocks, the company in the foot."""
    nights = k.chance.randrange(1, 6)
    room = k.some(40, 260)
    k.sum(room * nights)
    k.numbered("@@@#-#######", "BK########", "F-{yy}-#####", "@@@@#####")
    s, right = k.sheet, k.size[0] - 44
    brand = k.issuer.brand.split()[0].upper()
    legal = f"{k.issuer.brand.split()[0]} Hotels and Homes {k.pick(*k.land.forms)}"
    k.names = (legal, brand)
    s.logo(44, 26, brand, 120, "red")
    s.text(right, 46, k.pick("Invoice", "Booking invoice", "Tax invoice & voucher"), 13, True, "r")
    s.text(
        44,
        90,
        f"Hi {k.client.person.split()[0]}, your stay at Park View 1{k.mask('##')} is confirmed.",
        10,
    )
    s.across(
        [44, 170, 300, 430],
        120,
        ["CHECK-IN", "CHECK-OUT", "BOOKING ID", "GUESTS"],
        [k.ago(nights), k.ago(0), k.mask("@@@@####"), "1 Room, 2 Guests"],
    )
    facts = [("Invoice No", k.number), ("Invoice Date", k.day(k.issued)), ("Booked on", k.ago(nights + 9))]
    k.chance.shuffle(facts)
    s.pairs(44, 170, facts, k.pick("beside", "below"), 100)
    s.rows(320, 170, ["Primary guest", k.client.person, k.client.phone, k.client.name], bold_first=True)
    s.text(44, 270, "Tariff", 12, True)
    rows = [
        (f"Room charges {nights} x {k.money(room)}", k.money(k.net)),
        (f"{k.land.tax_name}", k.money(k.tax)),
        ("Discount", k.money(k.net * 0)),
        (k.pick("Grand Total", "Total amount", "Payable amount"), k.money(k.total)),
    ]
    y = s.pairs(44, 292, rows, "split", right - 44)
    if k.often(0.4):
        s.pairs(
            44,
            y,
            [("Paid online", k.money(k.total)), ("Pay at hotel", k.money(k.net * 0))],
            "split",
            right - 44,
        )
    s.rows(
        44,
        s.height - 56,
        [
            f"{legal}",
            f"{k.issuer.street}, {k.issuer.town}. {k.land.tax_name} {k.issuer.tax_id}",
            "Hotel check-in 2 pm, check-out 11 am. Cancellation up to 24 hours before arrival.",
        ],
        6,
    )


@kind("us", "gb", "nl", "de", "fr")
def freelancer(k: Desk) -> None:
    """A person without legal form: a name, a mail address, few words, no table rules, often no tax."""
    k.fill(
        k.chance.randrange(1, 3),
        ("Illustration", "Proofreading", "Web development", "Translation", "Photography"),
        60,
        900,
        "" if k.often(0.4) else "0",
    )
    k.numbered("#", "{y}-0#", "##", "{y}0#", "2-##")
    k.names = (k.issuer.person,)
    s, right = k.sheet, k.size[0] - 70
    words = {
        "en": ("Invoice", "Date", "To", "Total", "Please pay by", "No."),
        "nl": ("Factuur", "Datum", "Aan", "Totaal", "Graag betalen vóór", "Nr."),
        "de": ("Rechnung", "Datum", "An", "Gesamt", "Bitte überweisen bis", "Nr."),
        "fr": ("Facture", "Date", "À", "Total", "À payer avant le", "N°"),
    }[k.land.tongue]
    due = k.within(14, 30)
    if k.often(0.5):
        s.text(70, 70, k.issuer.person, 18)
        s.rows(70, 86, [f"{k.issuer.person.split()[0].lower()}@{k.issuer.site}", *k.issuer.address()], 8)
    else:
        s.rows(right, 70, [k.issuer.person, *k.issuer.address(), k.issuer.phone], align="r")
    s.rows(70, 160, [f"{words[2]}:", k.client.name, *k.client.address()])
    s.text(
        70, 250, f"{words[0]} {words[5]} {k.number}" if k.often(0.6) else f"{words[0]} #{k.number}", 13, True
    )
    s.text(
        70,
        268,
        f"{words[1]}: {k.day(k.issued)}" if k.often(0.6) else f"{k.issuer.city()}, {k.day(k.issued)}",
    )
    y = 320.0
    for one in k.lines:
        s.text(70, y, f"{one.what} ({one.quantity} x {k.bare(one.price)})")
        s.text(right, y, k.money(one.total), align="r")
        y += 18
    rows = [(f"{k.land.tax_name} {k.land.rate * 100:.0f}%", k.money(k.tax))] if k.tax else []
    y = s.pairs(70, y + 12, [*rows, (words[3], k.money(k.total))], "split", right - 70, bold=True)
    s.rows(70, y + 40, [f"{words[4]} {k.day(due)}", f"{k.issuer.person}, {k.issuer.bank}"])


@kind("us", "us", "au", "gb")
def clinic(k: Desk) -> None:
    """A statement of a clinic: charges, insurance and adjustments, what the patient owes, a card slip."""
    charges = k.some(150, 4800)
    paid = cents(charges * Decimal(k.pick("0.5", "0.62", "0.8")))
    less = cents(charges / 10)
    k.sum(charges - paid - less, "0")
    k.numbered("#######", "STM-######", "##-#####-#")
    due, s, right = k.within(20, 30), k.sheet, k.size[0] - 40
    care = k.pick("Medical Group", "Dental Care", "Orthopaedics", "Family Health")
    legal = f"{k.issuer.brand.split()[0]} {care} {k.pick(*k.land.forms)}"
    k.names = (legal,)
    s.rows(40, 46, [legal, *k.issuer.address(), k.issuer.phone], 9, bold_first=True)
    s.box(right - 250, 36, right, 110)
    s.pairs(
        right - 244,
        50,
        [
            ("Statement number", k.number),
            ("Statement date", k.day(k.issued)),
            ("Patient account", k.mask("A######")),
            ("Due date", k.day(due)),
            ("Amount due", k.money(k.total)),
        ],
        "split",
        238,
        8,
        13,
    )
    s.rows(60, 150, [k.client.person, *k.client.address()], 10)
    rows = [
        [k.ago(40), "Office visit, established", k.bare(cents(charges / 2)), "", ""],
        [k.ago(40), "Imaging and laboratory", k.bare(charges - cents(charges / 2)), "", ""],
        [k.ago(22), "Insurance payment", "", k.bare(-paid), ""],
        [k.ago(22), "Contractual adjustment", "", k.bare(-less), k.bare(k.total)],
    ]
    y = s.table(
        240,
        [
            (40, "l", "Service date"),
            (120, "l", "Description"),
            (340, "r", "Charges"),
            (430, "r", "Payments/Adj."),
            (right, "r", "Balance"),
        ],
        rows,
        k.pick("grid", "zebra", "head"),
    )
    s.across(
        [90, 190, 290, 390, right],
        y + 20,
        ["Total charges", "Insurance paid", "Adjustments", "Patient paid", "YOU OWE"],
        [k.money(charges), k.money(paid), k.money(less), k.money(charges * 0), k.money(k.total)],
        aligns="rrrrr",
    )
    s.dashes(s.height - 180)
    s.rows(
        40,
        s.height - 160,
        [
            "If paying by card, fill out below",
            "CARD NUMBER ________________  EXP ______",
            "SIGNATURE ________________",
        ],
        7,
    )
    s.pairs(
        330,
        s.height - 150,
        [("Pay this amount", k.money(k.total)), ("Account", k.mask("A######"))],
        "split",
        right - 330,
    )
    s.rows(330, s.height - 90, ["Make checks payable to:", legal, *k.issuer.address()], 8)


@kind("gb", "de", "us", "fr")
def premium(k: Desk) -> None:
    """An insurer's note of premium: policy number and period more prominent than the note's own number."""
    tongue = k.land.tongue
    k.sum(k.some(120, 9000), {"gb": "0.12", "de": "0.19", "fr": "0.09"}.get(k.land.code, "0"))
    k.numbered("##########", "PN-######", "DN/######/{yy}")
    due, s = k.within(14, 21, 30), k.sheet
    words = {
        "en": (
            "Premium invoice",
            "Policy number",
            "Invoice number",
            "Issue date",
            "Period of insurance",
            "Premium",
            "Insurance premium tax",
            "Total premium due",
            "Payment due date",
        ),
        "de": (
            "Beitragsrechnung",
            "Versicherungsschein-Nr.",
            "Rechnungsnummer",
            "Datum",
            "Versicherungszeitraum",
            "Beitrag",
            "Versicherungsteuer",
            "Gesamtbeitrag",
            "Fällig am",
        ),
        "fr": (
            "Avis d'échéance",
            "N° de contrat",
            "N° d'avis",
            "Date d'émission",
            "Période de garantie",
            "Prime nette",
            "Taxes",
            "Prime TTC à payer",
            "Échéance",
        ),
    }[tongue]
    cover = k.pick("Mutual", "General", "Assekuranz" if tongue == "de" else "Assurance")
    legal = f"{k.issuer.brand.split()[0]} {cover} {k.pick(*k.land.forms)}"
    k.names = (legal,)
    s.text(50, 56, legal, 15, True)
    s.rows(50, 120, [k.client.name, *k.client.address()])
    s.text(50, 200, f"{words[1]} {k.mask('@@ ### ### ###')}", 12, True)
    s.text(50, 222, words[0], 16, True)
    facts = [(words[4], f"{k.ago(-20)} - {k.ago(-385)}"), (words[3], k.day(k.issued)), (words[2], k.number)]
    y = s.pairs(50, 246, facts, k.pick("beside", "split", "below"), 220, 8.5)
    y = s.pairs(
        50,
        y + 20,
        [
            (words[5], k.money(k.net, "after")),
            *([(words[6], k.money(k.tax, "after"))] if k.tax else []),
            (words[7], k.money(k.total, "after")),
            (words[8], k.day(due)),
        ],
        "split",
        330,
    )
    sums = cents(k.total * 100)
    s.text(
        50,
        y + 12,
        {"en": "Sum insured", "de": "Versicherungssumme", "fr": "Capital garanti"}[tongue]
        + f": {k.money(sums, 'code')}",
        8,
    )
    s.text(
        s.width / 2,
        s.height - 40,
        f"{legal} · {k.issuer.street} · {k.issuer.town} · {k.issuer.bank}",
        6.5,
        align="c",
    )


@kind("gb", "ie", "au")
def trading_name(k: Desk) -> None:
    """A brand in letter-spaced capitals; below it small: a trading name of another company."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("####", "INV####", "{yy}/0###", "####/@@")
    due, s, right = k.within(7, 30), k.sheet, k.size[0] - 50
    brand = k.pick("The Copper Kettle", "Oak & Rivet", "Bright Windows", "Parcel Fox")
    k.names = (k.issuer.name, brand)
    s.text(s.width / 2, 60, brand.upper(), 18, align="c", gap=6)
    s.text(s.width / 2, 76, "fine things since 1987", 7.5, align="c", grey=0.4)
    s.text(50, 130, f"FAO {k.client.person}")
    s.rows(50, 144, [k.client.name, *k.client.address()])
    s.pairs(
        right - 80,
        130,
        [
            ("Invoice", k.number),
            ("Date", k.day(k.issued)),
            ("Due", k.day(due)),
            ("Your PO", k.ordered("####", "PO-###")),
        ],
        "right",
        bold=True,
    )
    y = s.table(
        230,
        [(50, "l", "Qty"), (90, "l", "Item"), (430, "r", "Each"), (right, "r", "Total")],
        [[str(one.quantity), one.what, k.bare(one.price), k.bare(one.total)] for one in k.lines],
        "none",
    )
    s.rule(50, right, y)
    s.text(90, y + 18, f"Goods {k.money(k.net)}   {k.land.tax_name} {k.money(k.tax)}")
    s.text(right, y + 18, f"To pay {k.money(k.total)}", 11, True, "r")
    how = k.pick(
        f"{brand} is a trading name of {k.issuer.name}.",
        f"{k.issuer.name} trading as {brand}.",
        f"{k.issuer.name} t/a {brand}",
    )
    s.text(
        s.width / 2,
        s.height - 50,
        f"{how} Registered office: {k.issuer.street}, {k.issuer.town}. {k.land.tax_name} {k.issuer.tax_id}",
        6,
        align="c",
    )
    s.text(s.width / 2, s.height - 38, k.issuer.bank, 6, align="c")


@kind("gb", "us", "fr", "de")
def travel(k: Desk) -> None:
    """A travel agent's invoice for tickets: departures after the invoice's date, fares, fees, a card."""
    fare, fee = k.some(90, 2400), k.some(8, 40)
    k.sum(fare + fee, "0")
    k.taxes = ("", "0", f"{fare - cents(fare * Decimal('0.7'))}")
    k.numbered("######", "I-########", "{yy}#######")
    s, right = k.sheet, k.size[0] - 40
    airline = k.pick("Nordwind Air", "Trans Iberia", "Blue Delta")
    k.ordered("CC-####", "PO#####")
    s.rows(right, 46, [k.issuer.name, *k.issuer.address(), k.issuer.phone], 8, align="r", bold_first=True)
    s.text(40, 60, k.pick("INVOICE / ITINERARY", "Invoice - electronic ticket receipt"), 13, True)
    s.across(
        [40, 130, 220, 320, 430],
        90,
        ["Invoice", "Date", "Booking ref", "Client account", "Cost centre/PO"],
        [k.number, k.day(k.issued), k.mask("@@#@@@"), k.mask("#####"), k.po],
        8,
    )
    s.rows(40, 130, [k.client.name, *k.client.address()])
    s.text(
        40,
        190,
        f"Passenger: {k.client.person.upper()}   Ticket {k.mask('### ##########')}   {airline}",
        8.5,
        True,
    )
    y = s.table(
        212,
        [
            (40, "l", "Flight"),
            (110, "l", "From/To"),
            (250, "l", "Departs"),
            (360, "l", "Arrives"),
            (470, "l", "Class"),
        ],
        [
            [k.mask("@@ ###"), "LHR - FRA", k.ago(-12), k.ago(-12), "Y"],
            [k.mask("@@ ###"), "FRA - LHR", k.ago(-16), k.ago(-16), "Y"],
        ],
    )
    y = s.pairs(
        40,
        y + 20,
        [
            ("Base fare", k.money(cents(fare * Decimal("0.7")), "code")),
            ("Airport taxes and charges", k.money(fare - cents(fare * Decimal("0.7")), "code")),
            ("Service fee", k.money(fee, "code")),
            (k.pick("Total", "Invoice total"), k.money(k.total, "code")),
        ],
        "split",
        300,
    )
    s.text(40, y + 20, f"Charged to card ending {k.mask('####')} on {k.ago(-1)}", 8)
    s.text(
        40,
        s.height - 40,
        f"Issued by {k.issuer.name} as agent for {airline}. Not a VAT invoice for air fares.",
        6.5,
    )


@kind("ie", "nl", "de", "be")
def reverse_charge(k: Desk) -> None:
    """Across a border in the EU: both VAT numbers, zero tax, the total repeated in a second currency."""
    k.fill(k.chance.randrange(1, 5), rate="0")
    k.numbered("IC-{y}-####", "##-####-EU", "{y}####")
    due, s, right = k.within(30, 45), k.sheet, k.size[0] - 45
    s.text(45, 60, "INVOICE", 18, True, gap=k.pick(0.0, 3.0))
    s.rows(
        right,
        50,
        [k.issuer.name, *k.issuer.address(), k.land.name, f"VAT ID {k.issuer.tax_id}"],
        8,
        align="r",
        bold_first=True,
    )
    s.rows(45, 120, ["Customer", k.client.name, *k.client.address(), f"VAT ID {k.mask('PL##########')}"])
    k.ordered("PO-####", "45######")
    s.across(
        [45, 150, 240, 330, 420],
        200,
        ["Issue date", "Due date", "Supply date", "Order", "Invoice no."],
        [k.day(k.issued), k.day(due), k.ago(4), k.po, k.number],
        8.5,
    )
    y = s.table(
        250,
        [
            (45, "l", "Description"),
            (350, "r", "Units"),
            (430, "r", "Unit price"),
            (right, "r", f"Total {k.currency}"),
        ],
        [[one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines],
        k.pick("head", "band"),
    )
    y = s.pairs(
        320,
        y + 10,
        [
            ("Net total", k.bare(k.net)),
            ("VAT 0 %", k.bare(k.net * 0)),
            (f"Total {k.currency}", k.bare(k.total)),
        ],
        "split",
        right - 320,
    )
    foreign = cents(k.total * Decimal("4.3127"))
    s.text(right, y + 4, f"Equivalent PLN {k.bare(foreign)} (rate 4.3127 of {k.ago(1)})", 7.5, align="r")
    s.rows(
        45,
        y + 30,
        [
            k.pick(
                "Reverse charge: VAT due by the recipient, Art. 196 Directive 2006/112/EC.",
                "VAT reverse charged / Steuerschuldnerschaft des Leistungsempfängers",
            ),
            f"Bank: {k.issuer.bank}",
        ],
        7.5,
    )


KINDS: tuple[Kind, ...] = (booking, freelancer, clinic, premium, trading_name, travel, reverse_charge)
