"""Held back once, opened after three measurements: other programs, other countries."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("in", "us", "au", "gb")
def book_keeper(k: Desk) -> None:
    """INVOICE with # and number below it, balance due beside, terms among right-aligned labels."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("INV-0000##", "INV-00####", "@@-00####")
    days = k.pick(15, 30, 45)
    due, s, right = k.within(days), k.sheet, k.size[0] - 40
    if k.often(0.4):
        s.logo(40, 34, k.issuer.brand, 110, "maroon")
    s.rows(
        40,
        90,
        [k.issuer.name, *k.issuer.address(), f"{k.land.tax_name} {k.issuer.tax_id}"],
        8.5,
        bold_first=True,
    )
    s.text(right, 66, "TAX INVOICE" if k.land.code in ("in", "au") else "INVOICE", 24, align="r")
    s.text(right, 82, f"# {k.number}", 9, True, "r")
    s.text(right, 112, "Balance Due", 8, True, "r")
    s.text(right, 128, k.money(k.total), 12, True, "r")
    s.rows(40, 170, ["Bill To", k.client.name, *k.client.address()], bold_first=True)
    facts = [("Invoice Date :", k.day(k.issued)), ("Terms :", f"Net {days}"), ("Due Date :", k.day(due))]
    if k.often(0.5):
        facts.append(("P.O.# :", k.ordered("SO-####", "####", "PO/##/###")))
    s.pairs(right - 90, 190, facts, "right")
    y = s.table(
        270,
        [
            (40, "l", "#"),
            (64, "l", "Item & Description"),
            (360, "r", "Qty"),
            (440, "r", "Rate"),
            (right, "r", "Amount"),
        ],
        [
            [str(n + 1), one.what, f"{one.quantity}.00", k.bare(one.price), k.bare(one.total)]
            for n, one in enumerate(k.lines)
        ],
        "band",
        step=22,
    )
    y = s.pairs(
        right - 90,
        y + 10,
        [
            ("Sub Total", k.bare(k.net)),
            (f"{k.land.tax_name} ({k.land.rate * 100:.2f}%)", k.bare(k.tax)),
            ("Total", k.money(k.total)),
            ("Balance Due", k.money(k.total)),
        ],
        "right",
    )
    s.rows(40, y + 30, ["Notes", "Thanks for your business."], 8)


@kind("de")
def small_office(k: Desk) -> None:
    """German small firms: logo, greeting in prose, Kleinunternehmer or 19 %, due date in a sentence."""
    small = k.often(0.35)
    k.fill(k.chance.randrange(1, 5), rate="0" if small else "")
    k.numbered("RE-####", "{y}-####", "RE{y}####", "R-{yy}-###")
    due, s, right = k.within(7, 10, 14), k.sheet, k.size[0] - 56
    owner = k.issuer.person if small else k.issuer.name
    k.names = (owner, k.issuer.brand)
    s.logo(right - 140, 36, k.issuer.brand, 140, "darkorange")
    s.text(56, 134, f"{owner} | {k.issuer.street} | {k.issuer.town}", 6.5)
    s.rows(56, 150, [k.client.name, k.client.person, *k.client.address()])
    for n, (label, value) in enumerate(
        [("Rechnungsdatum", k.day(k.issued)), ("Leistungsdatum", k.ago(7)), ("Kundennummer", k.mask("10##"))]
    ):
        s.text(right - 80, 200 + 13 * n, label, 8, align="r")
        s.text(right, 200 + 13 * n, value, 8, align="r")
    s.text(56, 270, f"{k.pick('Rechnung Nr.', 'Rechnung')} {k.number}", 13, True)
    s.rows(
        56,
        290,
        ["Sehr geehrte Damen und Herren,", "vielen Dank für Ihren Auftrag. Wir berechnen Ihnen wie folgt:"],
        8.5,
    )
    y = s.table(
        330,
        [
            (56, "l", "Pos"),
            (90, "l", "Beschreibung"),
            (350, "r", "Menge"),
            (430, "r", "Preis"),
            (right, "r", "Gesamtpreis"),
        ],
        [
            [f"{n + 1}.", one.what, f"{one.quantity},00", k.money(one.price), k.money(one.total)]
            for n, one in enumerate(k.lines)
        ],
    )
    rows = (
        [("Gesamtbetrag", k.money(k.total))]
        if small
        else [
            ("Gesamtbetrag netto", k.money(k.net)),
            ("zzgl. Umsatzsteuer 19%", k.money(k.tax)),
            ("Gesamtbetrag brutto", k.money(k.total)),
        ]
    )
    y = s.pairs(310, y + 10, rows, "split", right - 310)
    s.rows(
        56,
        y + 24,
        [
            *(["Gemäß § 19 UStG wird keine Umsatzsteuer berechnet."] if small else []),
            f"Bitte überweisen Sie den Rechnungsbetrag bis zum {k.day(due)} auf unten stehendes Konto.",
            "Mit freundlichen Grüßen",
            k.issuer.person,
        ],
        8.5,
    )
    for x, lines in (
        (56, [owner, *k.issuer.address()]),
        (230, [f"Tel. {k.issuer.phone}", f"www.{k.issuer.site}"]),
        (390, [k.issuer.bank, k.mask("St.-Nr. ##/###/#####")]),
    ):
        s.rows(x, s.height - 60, lines, 6.5, grey=0.35)


@kind("es")
def online_spanish(k: Desk) -> None:
    """Spanish online program: FACTURA and number apart, emisión and vencimiento in coloured heads."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("F{yy}0###", "FAC-{y}-###", "INV{yy}-####")
    hold = k.often(0.3)
    due, s, right = k.within(15, 30), k.sheet, k.size[0] - 45
    s.text(45, 60, f"FACTURA #{k.number}" if k.often(0.5) else f"Factura {k.number}", 16, True)
    s.pairs(45, 80, [("Fecha:", k.day(k.issued)), ("Vencimiento:", k.day(due))], "inline", size=8.5)
    s.rows(right, 60, [k.issuer.name, k.issuer.tax_id, *k.issuer.address()], 8, align="r", bold_first=True)
    s.rows(45, 140, [k.client.name, k.client.tax_id, *k.client.address()], bold_first=True)
    y = s.table(
        220,
        [
            (45, "l", "CONCEPTO"),
            (310, "r", "PRECIO"),
            (370, "r", "UNIDADES"),
            (440, "r", "SUBTOTAL"),
            (480, "r", "IVA"),
            (right, "r", "TOTAL"),
        ],
        [
            [
                one.what,
                k.money(one.price),
                str(one.quantity),
                k.money(one.total),
                "21%",
                k.money(cents(one.total * Decimal("1.21"))),
            ]
            for one in k.lines
        ],
        "none",
        7.5,
        18,
    )
    rows = [("BASE IMPONIBLE", k.money(k.net)), ("IVA 21%", k.money(k.tax))]
    if hold:
        kept = cents(k.net * Decimal("0.15"))
        rows.append(("RETENCIÓN IRPF -15%", k.money(-kept)))
        k.total -= kept
    y = s.pairs(330, y + 10, [*rows, ("TOTAL", k.money(k.total))], "split", right - 330)
    s.rows(
        45, y + 40, ["Condiciones de pago", f"Transferencia bancaria a {k.issuer.bank}"], 8, bold_first=True
    )


@kind("se")
def swedish(k: Desk) -> None:
    """Swedish program: facts in pairs, an OCR number beside, Att betala in a bar below."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("####", "#####", "{yy}0###")
    due, s, right = k.within(10, 20, 30), k.sheet, k.size[0] - 40
    s.text(40, 56, k.issuer.name, 13, True)
    s.text(330, 50, "Faktura", 18, True)
    facts = [
        ("Fakturanr", k.number),
        ("Fakturadatum", k.day(k.issued)),
        ("Kundnr", k.mask("1##")),
        ("OCR-nr", k.mask("#########")),
        ("Förfallodatum", k.day(due)),
        ("Er referens", k.client.person),
        ("Betalningsvillkor", f"{(due - k.issued).days} dagar"),
        ("Dröjsmålsränta", "8,00 %"),
    ]
    if k.often(0.4):
        facts.append(("Er beställning", k.ordered("#####", "IO-####")))
    s.pairs(40, 90, facts, k.pick("beside", "split"), 150, 8)
    s.rows(330, 110, ["Fakturaadress", k.client.name, *k.client.address()])
    y = s.table(
        260,
        [(40, "l", "Benämning"), (300, "r", "Lev ant"), (390, "r", "Á-pris"), (right, "r", "Summa")],
        [[one.what, f"{one.quantity} st", k.bare(one.price), k.bare(one.total)] for one in k.lines],
    )
    low = max(y + 20, s.height - 150)
    s.box(36, low, right + 4, low + 34, 0.93)
    s.across(
        [100, 200, 300, 400, right],
        low + 12,
        [
            "Netto",
            "Exkl. moms",
            "Moms 25%",
            "Öresavr.",
            k.pick("ATT BETALA", "Att betala SEK", "Summa att betala"),
        ],
        [k.bare(k.net), k.bare(k.net), k.bare(k.tax), "0,00", f"SEK {k.bare(k.total)}"],
        8.5,
        aligns="rrrrr",
    )
    for x, rows in (
        (40, ["Adress", k.issuer.name, *k.issuer.address()]),
        (230, ["Telefon", k.issuer.phone]),
        (370, [k.issuer.bank, "Godkänd för F-skatt", k.issuer.tax_id]),
    ):
        s.rows(x, low + 60, rows, 7)


@kind("nl")
def dutch(k: Desk) -> None:
    """Dutch supplier: debiteurnummer, pakbon and order beside the factuurnummer, te voldoen in a sentence."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("{y}0###", "VF{yy}#####", "{yy}.####", "F{y}-###")
    due, s, right = k.within(14, 30), k.sheet, k.size[0] - 45
    s.text(right, 56, k.issuer.brand, 18, True, "r")
    k.names = (k.issuer.name, k.issuer.brand)
    s.rows(
        right,
        72,
        [*k.issuer.address(), f"KvK {k.mask('########')}", f"BTW {k.issuer.tax_id}"],
        7.5,
        align="r",
    )
    s.rows(45, 130, [k.client.name, "T.a.v. de crediteurenadministratie", *k.client.address()])
    s.text(45, 214, "FACTUUR", 14, True, gap=k.pick(0.0, 5.0))
    labels = ["Debiteurnr.", "Factuurdatum", "Factuurnr.", "Uw order", "Pakbon"]
    s.across(
        [45, 130, 230, 330, 430],
        236,
        labels,
        [k.mask("1####"), k.day(k.issued), k.number, k.ordered("#####", "IO-####"), k.mask("PB####")],
        8.5,
    )
    y = s.table(
        290,
        [(45, "l", "Aantal"), (100, "l", "Omschrijving"), (430, "r", "Prijs"), (right, "r", "Bedrag")],
        [[str(one.quantity), one.what, k.bare(one.price), k.bare(one.total)] for one in k.lines],
        k.pick("head", "none"),
    )
    y = s.pairs(
        330,
        y + 12,
        [
            ("Subtotaal", k.money(k.net, "front")),
            ("21% BTW", k.money(k.tax, "front")),
            (k.pick("Totaal", "Te betalen", "Totaal incl. BTW"), k.money(k.total, "front")),
        ],
        "split",
        right - 330,
    )
    s.text(
        45,
        y + 30,
        f"Wij verzoeken u het bedrag vóór {k.day(due)} over te maken op {k.issuer.bank}"
        f" t.n.v. {k.issuer.name}",
        7.5,
    )


KINDS: tuple[Kind, ...] = (
    book_keeper,
    small_office,
    online_spanish,
    swedish,
    dutch,
)
