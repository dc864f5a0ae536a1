"""Forms that are filled in: a boxed office form, an app shop's cells, an exporter's numbered boxes, a pad."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("gb", "ie", "za")
def boxed_form(k: Desk) -> None:
    """An office program on printed paper: boxed facts, a tall frame for lines, sums at the foot."""
    k.fill(k.chance.randrange(1, 9))
    goods = k.net
    carriage = k.pick(Decimal("0.00"), Decimal("8.50"), Decimal("12.95"))
    k.sum(goods + carriage)
    k.numbered("#####", "00####", "IN####", "SI-#####")
    k.within(30)
    k.derived.add("due_date")
    s, right, tax = k.sheet, k.size[0] - 36, k.land.tax_name
    middle = s.width / 2
    s.text(middle, 44, k.issuer.name, 16, True, "c")
    s.text(middle, 57, f"{k.issuer.street}, {k.issuer.town}", 8, align="c")
    s.text(middle, 68, f"Tel: {k.issuer.phone}   Email: accounts@{k.issuer.site}", 8, align="c")
    s.box(36, 96, 300, 190)
    s.text(42, 106, "Invoice To", 7)
    s.rows(48, 124, [k.client.name, *k.client.address()], 10)
    s.text(right, 108, k.pick("INVOICE", "SALES INVOICE"), 14, True, "r")
    top = 118.0
    for label, value in (("Invoice No", k.number), (k.pick("Invoice/Tax Date", "Tax Date", "Date"),
        k.day(k.issued)),
                         ("Order No", k.ordered("####", "PO####", "P/O-###")),
                         ("Account No", k.mask("@@@###"))):  # fmt: skip
        s.box(380, top, 460, top + 18, 0.9)
        s.box(460, top, right, top + 18)
        s.text(384, top + 12, label, 8)
        s.text(466, top + 12, value, 9)
        top += 18
    edges = [36, 90, 330, 400, 470, 510, right]
    low = s.height - 190
    s.box(36, 214, right, low)
    s.box(36, 214, right, 232, 0.9)
    for edge in edges[1:-1]:
        s.canvas.line(edge, s.height - 214, edge, s.height - low)
    heads = ("Quantity", "Details", "Unit Price", "Net Amount", "Rate", tax)
    for number, head in enumerate(heads):
        if number < 2:
            s.text(edges[number] + 4, 226, head, 8)
        else:
            s.text(edges[number + 1] - 4, 226, head, 8, align="r")
    y = 248.0
    rate = (k.land.rate * 100).normalize()
    for one in k.lines:
        cells = (f"{one.quantity}.00", f"{one.what}", k.bare(one.price), k.bare(one.total), f"{rate:f}",
                 k.bare(cents(one.total * k.land.rate)))  # fmt: skip
        for number, cell in enumerate(cells):
            if number == 1:
                s.text(edges[1] + 4, y, cell, 8.5)
            else:
                s.text(edges[number + 1] - 4, y, cell, 8.5, align="r")
        y += 15
    top = low + 14
    for label, amount in (("Total Net Amount", goods), ("Carriage Net", carriage), (f"Total {tax} Amount",
        k.tax),
                          (k.pick("Invoice Total", "Total"), k.total)):  # fmt: skip
        s.box(380, top, 470, top + 18, 0.9)
        s.box(470, top, right, top + 18)
        s.text(384, top + 12, label, 8, amount == k.total)
        s.text(right - 4, top + 12, k.money(amount), 9, amount == k.total, "r")
        top += 18
    s.rows(36, low + 26, ["Terms: strictly 30 days net. Goods remain our property until paid for.",
                          f"Bank: {k.issuer.bank}"], 7.5)  # fmt: skip
    s.text(36, s.height - 36, f"{tax} Reg No: {k.issuer.tax_id}    Company Reg No: {k.mask('########')}", 7)
    s.text(right, s.height - 36, "Page 1 of 1", 7, align="r")


_SHOP = {
    "en": ("Receipt", "Invoice", "ACCOUNT", "DATE", "ORDER ID", "DOCUMENT NO.", "INVOICE NO.", "BILLED TO",
    "Renews",
           "Subtotal", "{t} charged at {r}%", "TOTAL", "Paid with Visa ....", "Monthly subscription"),
    "de": ("Beleg", "Rechnung", "ACCOUNT", "DATUM", "BESTELL-ID", "BELEG-NR.", "RECHNUNGSNR.", "RECHNUNG AN",
           "Verlängert sich am", "Zwischensumme", "{t} berechnet zu {r} %", "GESAMT", "Bezahlt mit Visa ....",
           "Monatliches Abo"),
    "fr": ("Reçu", "Facture", "COMPTE", "DATE", "N° DE COMMANDE", "N° DE DOCUMENT", "N° DE FACTURE",
    "FACTURÉ À",
           "Renouvellement le", "Sous-total", "{t} facturée à {r} %", "TOTAL", "Payé avec Visa ....",
           "Abonnement mensuel"),
}  # fmt: skip


@kind("us", "gb", "de", "fr")
def app_store(k: Desk) -> None:
    """An app shop's receipt: small capitals over values in grey cells, the firm in the foot."""
    w = _SHOP[k.land.tongue]
    apps = k.chance.sample(("Notely Pro", "PhotoDesk", "Cloud space 2 TB", "Scanner Plus", "Mail for Teams",
                            "Tracker Gold"), k.chance.randrange(1, 4))  # fmt: skip
    prices = [Decimal(k.chance.randrange(1, 40)) + Decimal("0.99") for _ in apps]
    rate = Decimal("0.0825") if k.land.code == "us" else k.land.rate
    gross = sum(prices, Decimal())
    if k.land.code == "us":
        k.sum(gross, "0.0825")
    else:
        k.net = cents(gross / (1 + rate))
        k.total, k.tax = gross, gross - k.net
    k.numbered("##########", "7###########", "M@########")
    legal = {"us": f"{k.word()} Services LLC", "gb": f"{k.word()} Distribution (UK) Limited"}.get(
        k.land.code, f"{k.word()} Distribution International Ltd."
    )
    k.names = (legal,)
    order = k.mask("M@@@#@@##@")
    k.orders = ("", order)
    s, right, called = k.sheet, k.size[0] - 60, k.pick(0, 1)
    s.logo(60, 34, k.word() if k.word().isascii() else "App", 90, "black")
    s.text(right, 56, w[called], 22, align="r", grey=0.45)
    person = "".join(
        one for one in k.client.person.lower() if one.isascii() and (one.isalpha() or one == " ")
    )
    cells = [(w[2], person.replace(" ", ".") + "@" + k.client.site), (w[3], k.day(k.issued)), (w[4], order),
             (w[5 + called], k.number)]  # fmt: skip
    top = 84.0
    for number, (label, value) in enumerate(cells):
        left = 60 + number % 2 * 125
        if number % 2 == 0 and number:
            top += 40
        s.bar(left, top, left + 123, top + 38, "#f2f2f2")
        s.text(left + 6, top + 12, label, 6.5, grey=0.4)
        s.text(left + 6, top + 27, value, 7.5 if len(value) > 24 else 8.5)
    s.bar(312, 84, right, 162, "#f2f2f2")
    s.text(318, 96, w[7], 6.5, grey=0.4)
    s.rows(318, 110, [k.client.person, k.client.name, *k.client.address(), k.land.name], 8.5)
    s.bar(60, 182, right, 204, "#f2f2f2")
    s.text(68, 197, "App " + k.pick("Store", "Market", "Shop"), 10, True)
    y = 232.0
    for app, price in zip(apps, prices, strict=True):
        s.box(68, y - 14, 104, y + 22, 0.8, False)
        s.rows(116, y - 4, [app, f"{w[13]}", f"{w[8]} {k.ago(-30)}"], 8.5, 12)
        s.text(right - 8, y, k.money(price), 9.5, align="r")
        y += 56
    s.rule(60, right, y - 16, grey=0.8)
    tax = w[10].format(t=k.land.tax_name, r=f"{(rate * 100).normalize():f}")
    y = s.pairs(320, y, [(w[9], k.money(k.net)), (tax, k.money(k.tax))], "split", right - 328, 9)
    s.rule(320, right, y - 6, grey=0.8)
    s.text(320, y + 14, w[11], 9)
    s.text(right - 8, y + 14, k.money(k.total), 15, True, "r")
    s.text(320, y + 32, w[12] + k.mask("####"), 8, grey=0.4)
    s.text(s.width / 2, s.height - 70, f"Copyright (c) {k.issued.year} {legal}", 7, align="c", grey=0.4)
    number = f"{k.land.tax_name} ID: {k.issuer.tax_id}" if k.land.code != "us" else "All rights reserved"
    s.text(
        s.width / 2, s.height - 58, f"{k.issuer.street}, {k.issuer.town}. {number}", 7, align="c", grey=0.4
    )


@kind("kr", "jp", "sg")
def numbered_boxes(k: Desk) -> None:
    """An exporter's commercial invoice: numbered boxes for parties, ports, credit; in dollars."""
    k.places, k.style, k.currency, k.symbol = 2, "en", "USD", "US$"
    k.fill(k.chance.randrange(1, 5), ("POLYESTER FABRIC 58/60\"", "AUTOMOTIVE RELAY 12V",
        "STAINLESS COIL 304",
                                      "LED MODULE 24W", "PUMP HOUSING"), 3, 90, "0")  # fmt: skip
    k.numbered("@@-{yy}{m}##", "@@@{y}-###", "{yy}@@####", "EX-####")
    k.form = k.pick(*k.land.dates)
    s, right = k.sheet, k.size[0] - 40
    middle = 300.0

    def box(
        left: float, top: float, edge: float, low: float, label: str, rows: list[str], size: float = 8.5
    ) -> None:
        s.box(left, top, edge, low)
        s.text(left + 3, top + 9, label, 6.5)
        s.rows(left + 12, top + 22, rows, size)

    s.text(s.width / 2, 52, "COMMERCIAL INVOICE", 16, True, "c", gap=k.pick(0.0, 1.5))
    port = k.pick(
        *{"kr": ("BUSAN, KOREA", "INCHEON, KOREA"), "jp": ("YOKOHAMA", "KOBE")}.get(
            k.land.code, ("SINGAPORE",)
        )
    )
    buyer = k.pick(["HARBOUR TRADING GMBH", "SPEICHERSTADT 11", "20457 HAMBURG, GERMANY"],
                   ["LONE STAR SUPPLY INC.", "4400 DOCK AVENUE", "HOUSTON, TX 77002, U.S.A."],
                   ["MIDLAND IMPORTS LTD.", "9 CANAL STREET", "BIRMINGHAM B1 2NP, U.K."])  # fmt: skip
    day = k.day(k.issued).upper()
    issuer = [k.issuer.name.upper(), *(one.upper() for one in k.issuer.address()), k.land.name.upper()]
    box(40, 66, middle, 136, "1. Shipper/Exporter", issuer)
    box(40, 136, middle, 206, "2. For Account & Risk of Messrs.", buyer)
    box(40, 206, middle, 250, "3. Notify Party", ["SAME AS ABOVE"])
    box(40, 250, 170, 290, "4. Port of Loading", [port])
    box(170, 250, middle, 290, "5. Final Destination", [buyer[2].split(", ", 1)[0]])
    box(40, 290, 170, 330, "6. Carrier", [k.pick("HANJIN OSLO", "EVER GLADE", "ONE APUS") + k.mask(" 0##E")])
    box(170, 290, middle, 330, "7. Sailing on or about", [k.ago(-4).upper()])
    box(middle, 66, right, 106, "8. No. & Date of Invoice", [k.number + k.pick("      ", " / ") + day])
    credit = [k.mask("M##@#####@@#####") + "    " + k.ago(40).upper()] if k.often(0.6) else ["T/T IN ADVANCE"]
    box(middle, 106, right, 146, "9. No. & Date of L/C", credit)
    box(
        middle,
        146,
        right,
        190,
        "10. L/C Issuing Bank",
        ["DEUTSCHE HANDELSBANK"] if len(credit[0]) > 20 else [],
    )
    box(middle, 190, right, 330, "11. Remarks", [f"P/O NO. {k.ordered('#######', 'HT-####')}",
                                                 f"COUNTRY OF ORIGIN: {k.land.name.upper()}",
                                                 f"NET WEIGHT {k.mask('#,###')} KGS"])  # fmt: skip
    s.box(40, 330, right, 640)
    heads = [(44, "l", "12. Marks & No."), (130, "l", "13. Description of Goods"), (350, "r", "14. Quantity"),
             (440, "r", "15. Unit Price"), (right - 6, "r", "16. Amount")]  # fmt: skip
    for x, align, head in heads:
        s.text(x, 341, head, 6.5, align=align)
    s.rule(40, right, 347)
    s.rows(44, 372, [buyer[0].split()[0], k.number.split("-")[0], "C/NO. 1-" + k.mask("##")], 8)
    s.text(right - 6, 362, f"{k.pick('CIF', 'FOB', 'CFR')} {port.split(',')[0]}", 8, align="r")
    y = 384.0
    for one in k.lines:
        s.text(130, y, one.what)
        s.text(350, y, f"{one.quantity * 100} PCS", align="r")
        s.text(440, y, k.money(one.price), align="r")
        s.text(right - 6, y, k.money(one.total * 100), align="r")
        y += 18
    k.net = k.total = k.total * 100
    s.rule(130, right, y - 8)
    s.text(130, y + 8, k.pick("TOTAL", "GRAND TOTAL"), bold=True)
    s.text(350, y + 8, f"{sum(one.quantity for one in k.lines) * 100} PCS", align="r")
    s.text(right - 6, y + 8, k.pick("USD ", "US$") + k.bare(k.total), bold=True, align="r")
    s.text(130, y + 40, "ALL AMOUNTS IN USD", 8)
    s.text(330, 680, "17. Signed by", 6.5)
    s.text(330, 700, k.issuer.name.upper(), 9, True)
    s.rule(330, right, 730)
    s.text(330, 742, f"{k.issuer.person} / {k.pick('General Manager', 'Director')}", 8)


@kind("ph")
def sales_pad(k: Desk) -> None:
    """A Philippine sales invoice from a printed pad: large serial number, ruled lines, tax taken out."""
    k.fill(k.chance.randrange(1, 7), low=3, high=90)
    gross = k.net
    k.net = cents(gross / (1 + k.land.rate))
    k.tax, k.total = gross - k.net, gross
    k.numbered("0####", "00####", "#####")
    days = k.pick(15, 30, 60)
    k.within(days)
    k.derived.add("due_date")
    s, right = k.sheet, k.size[0] - 60
    middle = s.width / 2
    shown = k.issuer.name.upper()
    role = "Prop." if shown.endswith("TRADING") else "President"
    s.text(middle, 52, shown, 15, True, "c")
    s.rows(middle, 66, [f"{k.issuer.street}, {k.issuer.town}, Metro Manila" if "Cebu" not in k.issuer.town
                        else f"{k.issuer.street}, {k.issuer.town}",
                        f"{k.issuer.person.upper()} - {role}", f"VAT Reg. TIN: {k.issuer.tax_id}"], 8,
                        align="c")  # fmt: skip
    s.text(60, 124, k.pick("SALES INVOICE", "CASH / CHARGE INVOICE", "SERVICE INVOICE"), 14, True)
    s.text(right - 92, 124, k.pick("No.", "Nº"), 11)
    s.text(right, 124, k.number, 15, True, "r")
    s.text(right - 130, 146, "Date:")
    s.text(right - 100, 145, k.day(k.issued))
    s.rule(right - 104, right, 148, grey=0.6)
    fields = (("SOLD TO:", k.client.name), ("TIN:", k.client.tax_id), ("ADDRESS:",
        ", ".join(k.client.address())),
              ("BUSINESS STYLE:", k.client.brand), ("TERMS:", f"{days} days"))  # fmt: skip
    y = 168.0
    for label, value in fields:
        s.text(60, y, label, 8)
        s.text(145, y - 1, value, 9.5)
        s.rule(140, right, y + 2, grey=0.6)
        y += 17
    top, low = y + 6, y + 270
    edges = [60, 110, 160, 360, 450, right]
    s.box(60, top, right, low)
    for edge in edges[1:-1]:
        s.canvas.line(edge, s.height - top, edge, s.height - low)
    for left, edge, head in zip(
        edges, edges[1:], ("QTY", "UNIT", "ARTICLES", "UNIT PRICE", "AMOUNT"), strict=False
    ):
        s.text((left + edge) / 2, top + 12, head, 8, True, "c")
    s.rule(60, right, top + 17)
    y = top + 32
    for one in k.lines:
        s.text(85, y, str(one.quantity), align="c")
        s.text(135, y, k.pick("pcs", "box", "set"), align="c")
        s.text(165, y, one.what)
        s.text(446, y, k.bare(one.price), align="r")
        s.text(right - 4, y, k.bare(one.total), align="r")
        y += 17
    y = low
    sums = (("Total Sales (VAT Inclusive)", gross), ("Less: VAT", k.tax), ("Amount: Net of VAT", k.net),
            ("Less: SC/PWD Discount", None), ("Add: VAT", k.tax), ("TOTAL AMOUNT DUE", k.total))  # fmt: skip
    for label, amount in sums:
        s.box(300, y, 450, y + 16)
        s.box(450, y, right, y + 16)
        last = label.isupper()
        s.text(446, y + 11, label, 8, last, "r")
        if amount is not None:
            s.text(right - 4, y + 11, k.money(amount, "code") if last else k.bare(amount), 9, last, "r")
        y += 16
    s.rows(60, low + 20, ["VATable Sales", "VAT-Exempt Sales", "Zero Rated Sales", "VAT Amount"], 8, 14)
    s.rows(210, low + 20, [k.bare(k.net), "-", "-", k.bare(k.tax)], 8, 14, "r")
    s.text(60, y + 40, "Received the above goods in good order and condition.", 8)
    s.text(right - 160, y + 60, "By: ______________________", 8)
    s.rows(60, s.height - 60, [f"50 Bklts. (50x3) {k.mask('0###1')}-{k.mask('0###0')}   BIR Permit No. "
                               f"{k.mask('OCN#AU000########')}   Date Issued: {k.ago(400)}",
                               f"{k.pick('Golden Press', 'Three Stars Printing')}, {k.issuer.town}  TIN "
                               f"{k.mask('###-###-###-000')}  Accreditation No. {k.mask('###MP##########')}"],
           6)  # fmt: skip
    s.upward(40, 600, "THIS INVOICE SHALL BE VALID FOR FIVE (5) YEARS FROM THE DATE OF ATP", 6)


KINDS: tuple[Kind, ...] = (boxed_form, app_store, numbered_boxes, sales_pad)
