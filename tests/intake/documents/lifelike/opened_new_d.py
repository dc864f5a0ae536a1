"""Accounts of what was done day by day: a hotel's folio, a shipment, a workshop's job, a month of calls."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("gb", "us", "ae", "za")
def guest_folio(k: Desk) -> None:
    """A hotel's folio at departure: charges and credits day by day, the card has brought it to nothing."""
    nights = k.chance.randrange(1, 6)
    tax_rate = Decimal("0.0825") if k.land.code == "us" else k.land.rate
    rows, gross, rate, room = [], Decimal(), k.some(70, 380), k.mask("###")
    extras = ("Restaurant", "Room service", "Car park", "Minibar", "Laundry")
    for night in range(nights, 0, -1):
        rows.append([k.ago(night), f"Room charge {room}", k.bare(rate), ""])
        gross += rate
        if k.often(0.6):
            extra = k.some(6, 70)
            rows.append([k.ago(night), k.pick(*extras), k.bare(extra), ""])
            gross += extra
    k.net = cents(gross / (1 + tax_rate))
    k.total, k.tax = gross, gross - k.net
    k.numbered("######", "F-#####", "##-######", "INV#######")
    s, right, middle = k.sheet, k.size[0] - 54, k.size[0] / 2
    hotel = k.pick("The {w} Grand", "{w} Quay Hotel", "Hotel {w} Gardens", "{w} Inn").format(w=k.word())
    k.names = (k.issuer.name, hotel)
    s.text(middle, 58, hotel.upper() if k.often(0.5) else hotel, 18, k.often(0.5), "c", gap=k.pick(0.0, 1.0))
    s.text(middle, 72, f"{k.issuer.street}, {k.issuer.town}  Tel {k.issuer.phone}", 7.5, align="c")
    s.rows(54, 112, [k.client.person, k.client.name, *k.client.address()])
    word = k.pick("Tax Invoice", "Invoice", "Guest folio / invoice")
    s.text(54, 186, word, 13, True)
    facts = [("Room", room), ("Arrival", k.ago(nights)), ("Departure", k.day(k.issued)),
             (k.pick("Invoice No.", "Folio No."), k.number), ("Confirmation", k.mask("########")),
             ("Cashier", k.mask("##")), ("Invoice date", k.day(k.issued))]  # fmt: skip
    s.pairs(right - 190, 108, facts, "beside", 85, 8.5, 12.5)
    rows.append(
        [k.day(k.issued), f"{k.pick('Visa', 'Mastercard')} XXXXXXXXXXXX{k.mask('####')}", "", k.bare(gross)]
    )
    y = s.table(216, [(54, "l", "Date"), (150, "l", "Description"), (right - 90, "r",
        f"Charges {k.currency}"),
                      (right, "r", f"Credits {k.currency}")], rows, k.pick("head", "none",
                      "zebra"))  # fmt: skip
    s.rule(54, right, y - 6)
    s.text(150, y + 8, "Total", bold=True)
    s.text(right - 90, y + 8, k.bare(gross), bold=True, align="r")
    s.text(right, y + 8, k.bare(gross), bold=True, align="r")
    s.text(150, y + 24, "Balance", bold=True)
    s.text(right, y + 24, k.bare(gross - gross), bold=True, align="r")
    name = k.land.tax_name
    label = f"{name} {(tax_rate * 100).normalize():f}%"
    y = s.across([54, 190, 310, 420], y + 60, ["Tax summary", "Net", name, "Gross"],
                 [label, k.bare(k.net), k.bare(k.tax), k.bare(gross)], 8.5)  # fmt: skip
    s.text(
        54,
        y + 24,
        "I agree to remain personally liable for this account.   Signature ____________________",
        7.5,
    )
    how = k.pick("is owned and operated by", "is operated under licence by", "- a hotel of")
    number = f"{'Tax ID' if k.land.code == 'us' else name + ' No.'} {k.issuer.tax_id}"
    s.text(middle, s.height - 44, f"{hotel} {how} {k.issuer.name}. {number}", 6.5, align="c")


@kind("sg", "ae", "nl", "za")
def forwarder(k: Desk) -> None:
    """A freight forwarder's invoice: references and dates of the voyage in a block, charges abroad."""
    charges = [("Ocean freight 1 x 40HC", "USD", k.some(900, 4800)), ("Bunker surcharge", "USD", k.some(80,
        500)),
               ("Terminal handling", "", k.some(120, 380)), ("Documentation fee", "", k.some(30,
               75))]  # fmt: skip
    outlays = [("Import duty (outlay)", "", k.some(40, 1900))]
    charges += [("Delivery to warehouse", "", k.some(150, 700))] if k.often(0.6) else []
    rates = {"USD": {"sg": "1.3421", "ae": "3.6730", "nl": "0.9214", "za": "18.4410"}[k.land.code]}
    rows, net = [], Decimal()
    for what, money, amount in [*charges, *outlays]:
        local = cents(amount * Decimal(rates.get(money, "1")))
        code = "O" if "outlay" in what else "S"
        net += local
        rows.append(
            [what, money or k.currency, k.bare(amount), rates.get(money, "1.0000"), code, k.bare(local)]
        )
    outlay = outlays[0][2]
    k.net, k.tax = net, cents((net - outlay) * k.land.rate)
    k.total = k.net + k.tax
    k.numbered("SIN########", "@@@{yy}{m}#####", "########", "S########/A")
    due, s, right, name = k.within(7, 14, 30), k.sheet, k.size[0] - 36, k.land.tax_name
    s.logo(36, 28, k.word(), 100, "navy")
    s.rows(right, 40, [k.issuer.name, *k.issuer.address(), f"{name} reg. no. {k.issuer.tax_id}"], 7.5,
        align="r",
           bold_first=True)  # fmt: skip
    s.box(36, 84, right, 104, 0.85)
    s.text(42, 98, f"{k.pick('TAX INVOICE', 'INVOICE')} {k.number}", 12, True)
    s.text(right - 6, 98, "Page 1 of 1", 8, align="r")
    s.rows(42, 122, [k.client.name, *k.client.address(), k.land.name])
    facts = [("INVOICE DATE", k.day(k.issued)), ("CUSTOMER ID", k.mask("@@@@@@###")), ("SHIPMENT",
        k.mask("S00######")),
             ("DUE DATE", k.day(due)), ("TERMS", f"{(due - k.issued).days} days from Inv. Date")]  # fmt: skip
    s.pairs(right - 200, 120, facts, "beside", 90, 8, 13)
    s.box(36, 190, right, 300)
    s.text(42, 202, "SHIPMENT DETAILS", 7.5, True)
    grid = [
        [("SHIPPER", k.pick("Ningbo Bright Tools", "Hai Phong Garment JSC")), ("CONSIGNEE", k.client.name)],
        [("ORDER REF / PO", k.ordered("PO-#####", "45########")), ("GOODS", k.pick("Hand tools", "Apparel"))],
        [("VESSEL / VOYAGE", k.pick("MAERSK EMDEN", "COSCO FAITH") + k.mask(" ##0E")),
         ("MASTER BILL", k.mask("@@@@#########")), ("HOUSE BILL", k.mask("@@@########"))],
        [("ORIGIN / ETD", f"{k.pick('Ningbo', 'Hai Phong')} {k.ago(34)}"), ("DESTINATION / ETA", k.ago(3)),
         ("CONTAINER", k.mask("@@@U#######")), ("WEIGHT", k.mask("##,###") + " KG")],
    ]  # fmt: skip
    top = 216.0
    for line in grid:
        for number, (label, value) in enumerate(line):
            left = 42 + number * (right - 42) / len(line)
            s.text(left, top, label, 6, grey=0.35)
            s.text(left, top + 10, value, 8)
        top += 21
    y = s.table(322, [(42, "l", "Charge"), (240, "r", "Currency"), (320, "r", "Amount"), (390, "r",
        "Ex. rate"),
                      (430, "r", name), (right - 4, "r", f"Charges in {k.currency}")], rows,
                k.pick("head", "zebra"), 8)  # fmt: skip
    s.rule(300, right, y - 4)
    sums = [("Subtotal", k.bare(k.net)),
        (f"{name} {(k.land.rate * 100).normalize():f}% on S {k.bare(net - outlay)}",
                                         k.bare(k.tax))]  # fmt: skip
    y = s.pairs(300, y + 10, sums, "split", right - 304)
    s.box(296, y - 8, right, y + 10, 0.85)
    s.text(300, y + 4, k.pick("TOTAL", "INVOICE TOTAL", "TOTAL PAYABLE") + f" {k.currency}", bold=True)
    s.text(right - 4, y + 4, k.bare(k.total), bold=True, align="r")
    s.rows(36, y + 60, ["Transfer funds to:", k.issuer.bank, f"Pay ref: {k.number}"], 8, bold_first=True)
    s.text(36, s.height - 36,
        "All business is undertaken subject to our standard trading conditions, which limit "
           "our liability.", 6.5)  # fmt: skip


_SHOP_WORDS = {
    "en": ("Invoice", "Reg. no.", "Make / model", "Mileage", "VIN", "Job card", "Date in", "LABOUR",
    "PARTS", "hrs",
           "Labour total", "Parts total", "Sub-total", "Total", "Next service due", "Invoice date",
           "Invoice no."),
    "de": ("Rechnung", "Kennzeichen", "Hersteller / Typ", "km-Stand", "FIN", "Auftrag", "Annahme",
    "ARBEITSLOHN",
           "ERSATZTEILE", "Std.", "Summe Arbeitslohn", "Summe Teile", "Nettobetrag", "Rechnungsbetrag",
           "Nächste Inspektion", "Rechnungsdatum", "Rechnungs-Nr."),
}  # fmt: skip


@kind("gb", "au", "us", "de", "at")
def garage(k: Desk) -> None:
    """A repair shop: the vehicle in a framed row, labour and parts as two lists with their own sums."""
    w = _SHOP_WORDS["de" if k.land.tongue == "de" else "en"]
    german = k.land.tongue == "de"
    work = k.chance.sample(("Annual service", "Replace front brake pads", "Diagnose warning light",
        "Wheel alignment")
                           if not german else ("Inspektion", "Bremsbeläge vorn erneuert",
                           "Fehlerspeicher ausgelesen",
                                               "Achsvermessung"), k.chance.randrange(1, 4))  # fmt: skip
    stuff = k.chance.sample(("Brake pad set", "Oil filter", "Engine oil 5W-30", "Air filter",
        "Wiper blades", "Spark plug")
                            if not german else ("Bremsbelagsatz", "Ölfilter", "Motoröl 5W-30", "Luftfilter",
                                                "Wischerblatt", "Zündkerze"), k.chance.randrange(2,
                                                5))  # fmt: skip
    hourly = k.pick(Decimal("68.00"), Decimal("95.00"), Decimal("112.00"))
    labour = [(one, Decimal(k.chance.randrange(4, 32)) / 10) for one in work]
    parts = [(one, k.pick(1, 1, 2, 4), k.some(5, 120)) for one in stuff]
    labour_sum = sum((cents(hours * hourly) for _, hours in labour), Decimal())
    parts_sum = sum((price * count for _, count, price in parts), Decimal())
    k.sum(labour_sum + parts_sum)
    k.numbered("#####", "R{yy}####", "####/{yy}", "W######")
    s, right = k.sheet, k.size[0] - 48
    firm = k.issuer.name
    if k.often(0.6):
        trades = ("Autohaus", "Kfz-Technik") if german else ("Motors", "Auto Centre", "Garage")
        firm = f"{k.word()} {k.pick(*trades)} {k.pick(*k.land.forms)}"
    k.names = (firm,)
    s.text(48, 56, firm, 16, True)
    s.rows(48, 70, [f"{k.issuer.street}, {k.issuer.town}", f"Tel. {k.issuer.phone}"], 8)
    s.rule(48, right, 92, 2.0, 0.1)
    s.rows(48, 114, [k.client.person, k.client.name, *k.client.address()])
    s.text(right, 112, w[0].upper() if k.often(0.5) else w[0], 15, True, "r")
    s.pairs(
        right - 170, 132, [(w[16], k.number), (w[15], k.day(k.issued)), (w[5], k.mask("J####"))], "split", 170
    )
    xs = [54.0, 140.0, 262.0, 330.0, 452.0]
    s.box(48, 188, right, 218, k.pick(1, 0.92))
    plate = k.mask("@@## @@@") if not german else k.mask("@-@@ ###")
    values = [plate, k.pick("Skoda Octavia", "Ford Focus", "Mazda 3"), k.mask("##") + k.pick("4",
        "7") + k.mask("##"),
              k.mask("@@@@@##@#########"), k.ago(k.pick(1, 2))]  # fmt: skip
    s.across(xs, 199, [w[1], w[2], w[3], w[4], w[6]], values, 8)
    y = 244.0
    s.text(48, y, w[7], 9, True)
    for one, hours in labour:
        y += 15
        s.text(48, y, one)
        s.text(right - 150, y, f"{k.bare(hours).rstrip('0')} {w[9]}", align="r")
        s.text(right - 80, y, k.bare(hourly), align="r")
        s.text(right, y, k.bare(cents(hours * hourly)), align="r")
    s.text(right - 80, y + 15, w[10], 8, align="r")
    s.text(right, y + 15, k.bare(labour_sum), bold=True, align="r")
    y += 38
    s.text(48, y, w[8], 9, True)
    for what, count, price in parts:
        y += 15
        s.text(48, y, f"{k.mask('@##-#####')}  {what}")
        s.text(right - 150, y, str(count), align="r")
        s.text(right - 80, y, k.bare(price), align="r")
        s.text(right, y, k.bare(price * count), align="r")
    s.text(right - 80, y + 15, w[11], 8, align="r")
    s.text(right, y + 15, k.bare(parts_sum), bold=True, align="r")
    s.rule(right - 190, right, y + 26)
    rate = f"{k.land.tax_name} {(k.land.rate * 100).normalize():f}%"
    y = s.pairs(right - 190, y + 40, [(w[12], k.bare(k.net)), (rate, k.bare(k.tax))], "split", 190)
    s.text(right - 190, y + 4, w[13], 10.5, True)
    s.text(right, y + 4, k.money(k.total), 10.5, True, "r")
    s.text(48, y + 36, f"{w[14]}: {k.ago(-365)}", 8.5)
    label = {"us": "EIN", "au": "ABN"}.get(k.land.code, "USt-IdNr." if german else "VAT No.")
    s.text(48, s.height - 40, f"{firm}  {label} {k.issuer.tax_id}  {k.issuer.bank}", 7)


@kind("in", "ph", "ke", "za")
def postpaid_mobile(k: Desk) -> None:
    """A mobile operator's bill: five sums in a strip with signs between them, what is to pay at its end."""
    plan, usage = k.pick(Decimal("399.00"), Decimal("999.00"), Decimal("1499.00")), k.some(0, 900)
    k.sum(plan + usage)
    before = k.some(100, 3000)
    owed = Decimal() if k.often(0.75) else k.some(50, 99)
    k.totals = (k.total + owed, k.total) if owed else (k.total,)
    k.numbered("##########", "@@####{yy}{m}###", "M#############")
    due, s, right, word = k.within(15, 18, 21), k.sheet, k.size[0] - 34, k.word()
    legal = f"{word} {k.pick('Mobile', 'Telecom', 'Cellular')} " + {"in": "Limited", "ph": "Inc.",
        "ke": "PLC",
                                                                  "za": "(Pty) Ltd"}[k.land.code]  # fmt: skip
    k.names = (legal,)
    shade = k.pick("#c8102e", "#5a2d91", "#00754a", "#0b5cab")
    s.bar(0, 0, s.width, 46, shade)
    s.text(34, 31, word.lower(), 22, True, grey=1)
    s.text(right, 30, k.pick("Your monthly bill", "Postpaid bill", "Tax invoice"), 12, align="r", grey=1)
    s.rows(
        34, 76, [k.client.person, k.client.name, *k.client.address(), f"Mobile no. {k.mask('9#########')}"]
    )
    facts = [(k.pick("Bill number", "Invoice number", "Bill no."), k.number), ("Account number",
        k.mask("1.########")),
             ("Bill date", k.day(k.issued)), ("Bill period", f"{k.ago(31)} to {k.ago(1)}"),
             (k.pick("Due date", "Pay by", "Payment due date"), k.day(due)),
             ("Credit limit", k.money(Decimal(k.pick(3000, 5000, 12000))))]  # fmt: skip
    s.pairs(right - 240, 76, facts, "beside", 105, 8.5)
    s.text(34, 182, "This month's account summary", 11, True)
    cells = (("Previous balance", before), ("Payments", before - owed), ("Adjustments", before - before),
             ("Current charges", k.total), (k.pick("Amount payable", "Total amount due", "Total due"),
                                            k.total + owed))  # fmt: skip
    width = (right - 34) / 5
    for number, ((label, amount), sign) in enumerate(zip(cells, "-++= ", strict=True)):
        left = 34 + number * width
        last = number == 4
        if last:
            s.bar(left, 194, left + width - 12, 236, shade)
        else:
            s.box(left, 194, left + width - 12, 236, 0.95)
        s.text(left + (width - 12) / 2, 208, label, 7.5, align="c", grey=1 if last else 0.2)
        s.text(left + (width - 12) / 2, 226, k.money(amount), 9, last, "c", grey=1 if last else 0)
        if not last:
            s.text(left + width - 9, 218, sign, 11, True)
    s.text(34, 268, "Details of current charges", 10, True)
    tax = {"in": "GST 18% (CGST 9% + SGST 9%)"}.get(k.land.code, f"VAT {(k.land.rate * 100).normalize():f}%")
    rows = [["Monthly plan " + k.pick("Max", "Infinity", "Freedom"), k.bare(plan)],
        ["Calls, data and roaming", k.bare(usage)],
            ["Charges before tax", k.bare(k.net)], [tax, k.bare(k.tax)], ["Current charges",
            k.bare(k.total)]]  # fmt: skip
    y = s.table(
        288,
        [(38, "l", "Charge"), (right - 160, "r", f"Amount ({k.currency})")],
        rows,
        k.pick("zebra", "head"),
    )
    s.text(34, y + 24, "Usage by number", 10, True)
    calls = [[(k.issued - timedelta(days=day)).strftime("%d.%m"), k.mask("98########"), k.mask("#:2#"),
        k.mask("#.#0")]
             for day in k.chance.sample(range(2, 30), 6)]  # fmt: skip
    s.table(
        y + 44,
        [(38, "l", "Day"), (110, "l", "Number"), (260, "r", "Minutes"), (340, "r", "Charge")],
        calls,
        "none",
        7.5,
    )
    where = {"in": "GSTIN", "ph": "TIN", "ke": "PIN", "za": "VAT No."}[k.land.code]
    s.rows(34, s.height - 60, [f"{legal}, {k.issuer.street}, {k.issuer.town}. {where} {k.issuer.tax_id}",
                               f"Care: {k.issuer.phone} or {k.issuer.site}. A late fee may apply."],
           7)  # fmt: skip


KINDS: tuple[Kind, ...] = (guest_folio, forwarder, garage, postpaid_mobile)
