"""Invoices as widely sold accounting programs lay them out."""

from tests.intake.documents.lifelike.desk import Desk, Kind, kind


@kind("us", "us", "ca", "gb")
def quick_books(k: Desk) -> None:
    """Company top left, INVOICE in colour, BILL TO beside number, date, due and terms."""
    k.fill(k.chance.randrange(1, 7), rate="0" if k.often(0.3) else "")
    k.numbered("####", "1###", "INV-####")
    days = k.pick(15, 30)
    due = k.within(days)
    s, right = k.sheet, k.size[0] - 40
    s.rows(
        40,
        50,
        [k.issuer.name, *k.issuer.address(), k.issuer.phone, f"billing@{k.issuer.site}"],
        bold_first=True,
    )
    s.text(40, 140, k.pick("INVOICE", "Invoice"), 18)
    s.rows(40, 165, ["BILL TO", k.client.person, k.client.name, *k.client.address()], bold_first=True)
    if k.often(0.5):
        s.rows(220, 165, ["SHIP TO", k.client.name, *k.client.address()], bold_first=True)
    facts = [
        ("INVOICE #", k.number),
        ("DATE", k.day(k.issued)),
        ("DUE DATE", k.day(due)),
        ("TERMS", f"Net {days}"),
    ]
    k.chance.shuffle(facts)
    s.pairs(right - 110, 165, facts, k.pick("right", "beside"), 60)
    if k.often(0.4):
        s.pairs(40, 240, [("P.O. NUMBER", k.ordered("PO-####", "45######", "@@-###"))], "below")
    s.box(36, 268, right + 4, 284, 0.85, False)
    y = s.table(
        280,
        [
            (40, "l", "DATE"),
            (110, "l", "ACTIVITY"),
            (330, "r", "QTY"),
            (430, "r", "RATE"),
            (right, "r", "AMOUNT"),
        ],
        [
            [k.ago(n), one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)]
            for n, one in enumerate(k.lines)
        ],
        "none",
    )
    s.dashes(y)
    rows = [("SUBTOTAL", k.bare(k.net)), ("TAX", k.bare(k.tax)), ("TOTAL", k.bare(k.total))]
    y = s.pairs(330, y + 18, rows, "split", right - 330)
    s.text(330, y + 8, "BALANCE DUE", 10)
    s.text(right, y + 8, k.money(k.total), 15, True, "r")
    s.text(40, y + 20, "Thank you for your business.", 8)


@kind("au", "gb", "ie")
def xero(k: Desk) -> None:
    """Client left, labels over values in a middle column, issuer right, remittance advice below."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("INV-####", "INV-####", "{yy}-###", "SI-#####")
    due, s, right = k.within(7, 14, 20, 30), k.sheet, k.size[0] - 40
    if k.often(0.6):
        s.logo(right - 130, 24, k.issuer.brand, 130)
    s.text(40, 100, "TAX INVOICE" if k.land.code == "au" else k.pick("INVOICE", "TAX INVOICE"), 22)
    s.rows(60, 130, [k.client.name, *k.client.address()])
    facts = [("Invoice Date", k.day(k.issued)), ("Invoice Number", k.number)]
    if k.often(0.5):
        facts.append(("Reference", k.ordered("PO ####", "PO-#####")))
    facts.append(("ABN" if k.land.code == "au" else "VAT Number", k.issuer.tax_id))
    s.pairs(320, 100, facts, "below", step=13, bold=False)
    s.rows(430, 100, [k.issuer.name, *k.issuer.address(), k.issuer.phone])
    k.names = (k.issuer.name, k.issuer.brand)
    y = s.table(
        250,
        [
            (40, "l", "Description"),
            (310, "r", "Quantity"),
            (390, "r", "Unit Price"),
            (455, "r", k.land.tax_name),
            (right, "r", f"Amount {k.currency}"),
        ],
        [
            [
                one.what,
                f"{one.quantity}.00",
                k.bare(one.price),
                f"{k.land.rate * 100:.0f}%",
                k.bare(one.total),
            ]
            for one in k.lines
        ],
        step=18,
    )
    y = s.pairs(
        330,
        y + 10,
        [("Subtotal", k.bare(k.net)), (f"TOTAL {k.land.tax_name}  {k.land.rate * 100:.0f}%", k.bare(k.tax))],
        "split",
        right - 330,
    )
    s.rule(330, right, y - 8)
    s.text(330, y + 6, f"TOTAL {k.currency}", bold=True)
    s.text(right, y + 6, k.bare(k.total), bold=True, align="r")
    s.text(40, y + 50, f"Due Date: {k.day(due)}", 10, True)
    s.text(40, y + 64, k.issuer.bank, 8)
    low = s.height - 190
    s.dashes(low)
    s.text(40, low + 30, "PAYMENT ADVICE", 16)
    s.rows(60, low + 60, [f"To: {k.issuer.name}", *k.issuer.address()])
    y = s.pairs(
        330,
        low + 40,
        [
            ("Customer", k.client.name),
            ("Invoice Number", k.number),
            ("Amount Due", k.bare(k.total)),
            ("Due Date", k.day(due)),
        ],
        "beside",
        95,
        8,
    )
    s.rule(330, right, y - 6)
    s.pairs(330, y + 8, [("Amount Enclosed", "")], "beside", 95, 8)


@kind("us", "gb", "ca")
def fresh_books(k: Desk) -> None:
    """Four grey labels across with values below them, the total large and in colour among them."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("00000##", "000####", "####")
    due, s, right = k.within(14, 30), k.sheet, k.size[0] - 40
    s.rows(right, 50, [k.issuer.name, k.issuer.phone, *k.issuer.address()], 8, align="r", bold_first=True)
    if k.often(0.5):
        s.logo(40, 30, k.issuer.brand, 120, "teal")
        k.names = (k.issuer.name, k.issuer.brand)
    xs = [40.0, 190.0, 310.0, right]
    s.rows(xs[0], 180, ["Billed To", k.client.person, k.client.name, *k.client.address()], 8.5)
    s.pairs(xs[1], 180, [("Date of Issue", k.day(k.issued)), ("Due Date", k.day(due))], "below", step=16)
    s.pairs(xs[2], 180, [("Invoice Number", k.number)], "below", step=16)
    if k.often(0.3):
        s.pairs(xs[2], 207, [("Reference", k.ordered("PO ####"))], "below", step=16)
    s.text(right, 180, f"Amount Due ({k.currency})", 8, align="r")
    s.text(right, 204, k.money(k.total), 21, align="r")
    s.rule(40, right, 260, 2)
    y = s.table(
        280,
        [(40, "l", "Description"), (350, "r", "Rate"), (430, "r", "Qty"), (right, "r", "Line Total")],
        [[one.what, k.money(one.price), str(one.quantity), k.money(one.total)] for one in k.lines],
        "none",
        step=24,
    )
    rows = [
        ("Subtotal", k.bare(k.net)),
        ("Tax", k.bare(k.tax)),
        ("Total", k.bare(k.total)),
        ("Amount Paid", k.bare(k.net * 0)),
    ]
    y = s.pairs(330, y + 10, rows, "split", right - 330)
    s.rule(330, right, y - 6)
    s.pairs(330, y + 10, [(f"Amount Due ({k.currency})", k.money(k.total))], "split", right - 330)


@kind("us", "ca", "gb")
def wave(k: Desk) -> None:
    """INVOICE to the right with the company under it, right-aligned labels, PO among them."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("###", "##", "####")
    due, s, right = k.within(0, 15, 30), k.sheet, k.size[0] - 40
    s.text(right, 56, "INVOICE", 28, align="r")
    s.rows(right, 84, [k.issuer.name, *k.issuer.address(), k.land.name], 8.5, align="r", bold_first=True)
    s.rule(0, s.width, 150, grey=0.8)
    s.text(40, 172, "BILL TO", 8, grey=0.5)
    s.rows(40, 186, [k.client.name, k.client.person, *k.client.address()], bold_first=True)
    facts = [("Invoice Number:", k.number)]
    if k.often(0.5):
        facts.append(("P.O./S.O. Number:", k.ordered("#####", "P###-#")))
    facts += [
        ("Invoice Date:", k.day(k.issued)),
        ("Payment Due:", k.day(due)),
        (f"Amount Due ({k.currency}):", k.money(k.total)),
    ]
    s.pairs(right - 110, 172, facts, "right", bold=True)
    y = s.table(
        280,
        [(40, "l", "Items"), (330, "r", "Quantity"), (430, "r", "Price"), (right, "r", "Amount")],
        [[one.what, str(one.quantity), k.money(one.price), k.money(one.total)] for one in k.lines],
        "band",
        step=20,
    )
    s.pairs(
        right - 110,
        y + 10,
        [
            ("Subtotal:", k.money(k.net)),
            (f"{k.land.tax_name} {k.land.rate * 100:.2f}%:", k.money(k.tax)),
            ("Total:", k.money(k.total)),
            (f"Amount Due ({k.currency}):", k.money(k.total)),
        ],
        "right",
    )


@kind("be", "gb", "us", "nl")
def odoo(k: Desk) -> None:
    """A heading with the number in it, three to five facts across in one row, the total in a dark band."""
    tongue = "en" if k.land.tongue == "en" or k.often(0.5) else k.land.tongue
    k.fill(k.chance.randrange(1, 6))
    k.numbered("INV/{y}/#####", "FAC/{y}/{m}/####", "INV/{y}/0####")
    due, s, right = k.within(15, 30, 45), k.sheet, k.size[0] - 40
    words = {
        "en": ("Invoice", "Invoice Date:", "Due Date:", "Source:", "Untaxed Amount", "Total", "Description"),
        "fr": (
            "Facture",
            "Date de la facture :",
            "Date d'échéance :",
            "Origine :",
            "Montant HT",
            "Total",
            "Description",
        ),
        "nl": ("Factuur", "Factuurdatum:", "Vervaldatum:", "Bron:", "Excl. btw", "Totaal", "Omschrijving"),
    }[tongue]
    if k.often(0.5):
        s.logo(40, 30, k.issuer.brand, 100, "purple")
        k.names = (k.issuer.name, k.issuer.brand)
    s.rows(40, 84, [k.issuer.name, *k.issuer.address(), k.land.name], 8)
    s.rows(340, 140, [k.client.name, *k.client.address(), f"VAT: {k.client.tax_id}"])
    s.text(40, 220, f"{words[0]} {k.number}", 18)
    s.across([40, 170, 300], 244, list(words[1:4]), [k.day(k.issued), k.day(due), k.mask("S#####")])
    y = s.table(
        290,
        [(40, "l", words[6]), (330, "r", "Qty"), (420, "r", "Price"), (right, "r", "Amount")],
        [
            [f"[{one.code}] {one.what}", f"{one.quantity},00 Units", k.bare(one.price), k.money(one.total)]
            for one in k.lines
        ],
    )
    s.pairs(
        330,
        y + 10,
        [
            (words[4], k.money(k.net)),
            (f"{k.land.tax_name} {k.land.rate * 100:.0f}%", k.money(k.tax)),
            (words[5], k.money(k.total)),
        ],
        "split",
        right - 330,
    )
    s.text(40, y + 80, f"Payment Communication: {k.number}", 8)
    s.rule(40, right, s.height - 50)
    s.text(
        s.width / 2,
        s.height - 36,
        f"{k.issuer.phone} | info@{k.issuer.site} | {k.issuer.tax_id}",
        7,
        align="c",
    )
    s.text(s.width / 2, s.height - 26, "Page 1 / 1", 7, align="c")


KINDS: tuple[Kind, ...] = (quick_books, xero, fresh_books, wave, odoo)
