"""Invoices for work and access: software receipts, lawyers, staffing, agencies, newspapers."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("us", "gb", "ie", "us")
def receipt(k: Desk) -> None:
    """A subscription paid by card: brand in the header, address beside it, paid in full."""
    paid = k.often(0.6)
    k.style, k.currency, k.symbol = "en", k.pick("USD", k.land.currency), ""
    k.symbol = {"USD": "$", "GBP": "£", "EUR": "€"}[k.currency]
    k.sum(k.some(5, 900), "0" if k.land.code == "us" else "")
    k.numbered("@@@####@-00##", "@#@#@#@#-####", "INV######")
    k.form = "{Month} {d}, {y}"
    legal = k.pick(k.issuer.name, f"{k.issuer.brand}, Inc.", f"{k.issuer.brand} Labs")
    k.names = (legal, k.issuer.brand)
    due, s, right = k.within(0), k.sheet, k.size[0] - 44
    s.text(44, 60, k.pick("Receipt", "Invoice") if paid else "Invoice", 20, True)
    s.logo(right - 90, 34, k.issuer.brand, 90, "black")
    facts = [("Invoice number", k.number)]
    if paid:
        facts += [
            ("Receipt number", k.mask("####-####")),
            ("Date of issue", k.day(k.issued)),
            ("Date due", k.day(due)),
        ]
    else:
        facts += [("Date of issue", k.day(k.issued)), ("Date due", k.day(due))]
    s.pairs(44, 84, facts, "beside", 84, 8.5)
    s.rows(
        44, 160, [legal, *k.issuer.address(), k.land.name, f"support@{k.issuer.site}"], 8.5, bold_first=True
    )
    s.rows(250, 160, ["Bill to", k.client.name, k.client.person, *k.client.address()], 8.5, bold_first=True)
    says = (
        f"{k.money(k.total)} paid on {k.day(k.issued)}"
        if paid
        else f"{k.money(k.total)} {k.currency} due {k.day(due)}"
    )
    s.text(44, 250, says, 15, True)
    y = s.table(
        290,
        [(44, "l", "Description"), (360, "r", "Qty"), (450, "r", "Unit price"), (right, "r", "Amount")],
        [[f"Team plan\n{k.ago(0)} - {k.ago(-30)}", "1", k.money(k.net), k.money(k.net)]],
    )
    rows = [("Subtotal", k.money(k.net))]
    if k.tax:
        rows += [
            ("Total excluding tax", k.money(k.net)),
            (f"{k.land.tax_name} ({k.land.rate * 100:.2f}%)", k.money(k.tax)),
        ]
    rows += [("Total", k.money(k.total))]
    if paid:
        rows += [("Amount paid", k.money(k.total)), ("Amount due", k.money(k.net * 0) + (f" {k.currency}"))]
    else:
        rows += [("Amount due", f"{k.money(k.total)} {k.currency}")]
    s.pairs(320, y + 12, rows, "split", right - 320, 8.5)
    s.rule(44, right, s.height - 50)
    s.text(
        44,
        s.height - 38,
        f"{k.number} · {k.money(k.total)} {k.currency} {'paid' if paid else 'due'} {k.day(k.issued)}",
        7,
    )
    s.text(right, s.height - 38, "Page 1 of 1", 7, align="r")


@kind("gb", "us", "ie", "au")
def counsel(k: Desk) -> None:
    """A fee note: matter, our reference, fees and disbursements, money on account as a trap."""
    fees, costs = k.some(400, 18000), k.some(10, 600)
    k.sum(fees + costs, "0" if k.land.code == "us" else "")
    k.numbered("######", "FN/####/{yy}", "##-#####", "{y}-0###")
    s, right = k.sheet, k.size[0] - 60
    partners = f"{k.issuer.person.split()[-1]} {k.client.person.split()[-1]} & Partners LLP"
    k.names = (partners,)
    s.text(s.width / 2, 60, partners.upper(), 15, True, "c", gap=k.pick(0.0, 2.0, 5.0))
    s.text(s.width / 2, 76, k.pick("Solicitors and Notaries", "Attorneys at Law"), 9, align="c")
    s.text(s.width / 2, 90, f"{k.issuer.street}, {k.issuer.town}  ·  {k.issuer.phone}", 7.5, align="c")
    s.rows(60, 130, ["Private & Confidential", k.client.person, k.client.name, *k.client.address()])
    y = s.pairs(
        60,
        210,
        [("Date:", k.day(k.issued)), ("Our ref:", k.mask("@@@/@@/######")), ("Invoice no:", k.number)],
        k.pick("beside", "inline"),
        70,
    )
    s.text(60, y + 12, f"Re: Sale of premises at {k.client.street}", bold=True)
    y = s.rows(
        60,
        y + 34,
        [
            f"TO OUR PROFESSIONAL CHARGES from {k.ago(60)} to {k.ago(2)} in connection with the above,",
            "including attending you, correspondence and telephone calls, preparing documents and",
            f"advising generally. Our estimate dated {k.ago(90)} was {k.money(cents(fees * 2))}.",
        ],
    )
    y = s.pairs(
        60,
        y + 20,
        [
            ("Professional charges", k.money(fees)),
            ("Disbursements: search fees", k.money(costs)),
            *([(f"{k.land.tax_name} at {k.land.rate * 100:.0f}%", k.money(k.tax))] if k.tax else []),
        ],
        "split",
        right - 60,
    )
    s.rule(right - 90, right, y - 8)
    s.pairs(
        60,
        y + 4,
        [(k.pick("TOTAL", "Total payable", "Amount due"), k.money(k.total))],
        "split",
        right - 60,
        bold=True,
    )
    s.rows(
        60,
        y + 50,
        [
            f"Client account balance held: {k.money(k.some(1000, 9000))} (not applied to this bill)",
            "Bills are payable on delivery. Interest may be charged after one month.",
        ],
        7.5,
    )
    s.text(
        60,
        s.height - 50,
        f"{partners} is a limited liability partnership. {k.land.tax_name} No. {k.issuer.tax_id}",
        6.5,
    )


@kind("us", "us", "gb", "ca")
def staffing(k: Desk) -> None:
    """Hours by worker and week ending; remit-to differs from the office; PO printed per line."""
    people = [k.chance.choice(k.land.people) for _ in range(k.chance.randrange(1, 5))]
    hours = [Decimal(k.chance.choice((16, 32, 37, 40))) for _ in people]
    rates = [k.some(22, 95) for _ in people]
    k.sum(
        sum((a * b for a, b in zip(hours, rates, strict=True)), Decimal()), "0" if k.land.code == "us" else ""
    )
    k.numbered("#######", "##-0#####", "S######")
    k.ordered("PO#######", "@@-#####")
    due, s, right = k.within(15, 30), k.sheet, k.size[0] - 36
    legal = f"{k.issuer.brand} Staffing {k.pick(*k.land.forms)}"
    k.names = (legal,)
    s.text(36, 44, legal, 12, True)
    s.rows(36, 58, [*k.issuer.address(), k.issuer.phone], 8)
    s.text(right, 44, "Invoice", 16, align="r")
    s.box(right - 300, 60, right, 92)
    s.across(
        [right - 296, right - 220, right - 150, right - 70],
        72,
        ["Customer", "Invoice", "Week ending", "Inv. date"],
        [k.mask("C####"), k.number, k.ago(5), k.day(k.issued)],
        8,
    )
    s.rows(36, 120, ["Bill To:", k.client.name, f"Attn: {k.client.person}", *k.client.address()], 8)
    s.rows(330, 120, ["Remit To:", legal, k.mask("PO Box ####"), k.client.town], 8)
    rows = [
        [name, k.po, k.ago(5), f"{hour:.2f}", k.bare(rate), k.bare(hour * rate)]
        for name, hour, rate in zip(people, hours, rates, strict=True)
    ]
    y = s.table(
        210,
        [
            (36, "l", "Employee"),
            (150, "l", "PO Number"),
            (230, "l", "W/E date"),
            (360, "r", "Hours"),
            (440, "r", "Bill rate"),
            (right, "r", "Amount"),
        ],
        rows,
        k.pick("grid", "zebra", "none"),
    )
    lines = [("Total hours", f"{sum(hours):.2f}"), ("Sub-total", k.bare(k.net))]
    if k.tax:
        lines.append((k.land.tax_name, k.bare(k.tax)))
    s.pairs(
        340,
        y + 10,
        [
            *lines,
            (k.pick("Invoice Total", "Please pay this amount"), k.money(k.total, k.pick("front", "code"))),
        ],
        "split",
        right - 340,
    )
    s.text(36, y + 80, f"Payment due {k.day(due)}. Currency: {k.currency}.", 8)


@kind("gb", "nl", "at", "fr")
def agency(k: Desk) -> None:
    """The customer in large type; the issuer a logo, its company in small type beside the bank."""
    tongue = k.land.tongue
    k.fill(
        k.chance.randrange(1, 4),
        ("Brand workshop", "Campaign", "Copywriting", "Retainer", "Photo shoot"),
        200,
        6000,
    )
    k.numbered("{y}-###", "{yy}.###", "@@@-###", "#### / {y}")
    k.numbers = tuple(dict.fromkeys((k.number, k.number.replace(" ", ""))))
    due, s, right = k.within(14, 30), k.sheet, k.size[0] - 60
    words = {
        "en": ("Invoice", "Date", "Pay by", "Total", "ex VAT"),
        "nl": ("Factuur", "Datum", "Vervaldatum", "Totaal", "Subtotaal"),
        "de": ("Rechnung", "Datum", "Zahlbar bis", "Gesamt", "Netto"),
        "fr": ("Facture", "Date", "Échéance", "Total TTC", "Total HT"),
    }[tongue]
    brand = k.issuer.brand.split()[0]
    k.names = (k.issuer.name, brand)
    s.logo(right - 100, 40, brand, 100, "crimson")
    s.text(60, 150, k.client.name, 20, True)
    s.rows(60, 168, k.client.address(), 9)
    s.pairs(
        60,
        220,
        [(words[0], k.number), (words[1], k.day(k.issued)), (words[2], k.day(due))],
        k.pick("below", "beside", "above"),
        80,
        step=14,
    )
    y = 360.0
    for one in k.lines:
        s.text(60, y, one.what)
        s.text(right, y, k.bare(one.total), align="r")
        y += 22
    y = s.pairs(
        330,
        y + 20,
        [(words[4], k.bare(k.net)), (f"{k.land.tax_name} {k.land.rate * 100:.0f}%", k.bare(k.tax))],
        "split",
        right - 330,
    )
    s.pairs(330, y + 6, [(words[3], k.money(k.total))], "split", right - 330, 13, bold=True)
    s.text(
        60,
        s.height - 44,
        f"{k.issuer.bank} · {k.issuer.name} · {k.issuer.street} · {k.issuer.town} · {k.issuer.tax_id}",
        6,
    )


@kind("de", "fr", "gb", "it")
def press(k: Desk) -> None:
    """A newspaper's subscription: title of the paper large, publisher small, prices that include the tax."""
    tongue = k.land.tongue
    k.sum(
        k.some(20, 420),
        "0.07" if tongue == "de" else "0.021" if tongue == "fr" else "0.04" if tongue == "it" else "0.20",
    )
    k.numbered("########", "AB-######", "{y}######")
    due, s = k.within(10, 14), k.sheet
    paper, words = {
        "de": (
            "Der Morgenbote",
            (
                "Rechnung",
                "Rechnungs-Nr.",
                "Abo-Nr.",
                "Rechnungsdatum",
                "Bezugszeitraum",
                "Endbetrag",
                "darin enthalten MwSt.",
                "zahlbar bis",
            ),
        ),
        "fr": (
            "Le Courrier du Soir",
            (
                "Facture",
                "N° de facture",
                "N° d’abonné",
                "Date",
                "Période",
                "Montant TTC",
                "dont TVA",
                "à régler avant le",
            ),
        ),
        "en": (
            "The Evening Ledger",
            (
                "Invoice",
                "Invoice number",
                "Subscriber no",
                "Date",
                "Period",
                "Total to pay",
                "includes VAT of",
                "pay by",
            ),
        ),
        "it": (
            "La Voce del Mattino",
            (
                "Fattura",
                "N. fattura",
                "Abbonato",
                "Data",
                "Periodo",
                "Totale fattura",
                "di cui IVA",
                "scadenza",
            ),
        ),
    }[tongue]
    legal = f"{k.issuer.brand.split()[0]} {k.pick('Media', 'Press', 'Editions')} {k.pick(*k.land.forms)}"
    k.names = (legal, paper)
    s.text(s.width / 2, 70, paper, 30, True, "c")
    s.rule(40, s.width - 40, 80, 1.5)
    s.rows(60, 130, [k.client.person, *k.client.address()], 10)
    s.text(340, 130, words[0].upper(), 13, True, gap=3)
    y = s.pairs(
        340,
        150,
        [
            (words[2], k.mask("#######")),
            (words[1], k.number),
            (words[3], k.day(k.issued)),
            (words[4], f"{k.ago(-1)} - {k.ago(-366)}"),
        ],
        "beside",
        90,
        8,
    )
    y = s.pairs(
        60,
        y + 60,
        [(paper + " digital", k.money(k.total)), (words[5], k.money(k.total))],
        "split",
        400,
        11,
        bold=True,
    )
    s.text(60, y, f"{words[6]} {k.money(k.tax)}", 8)
    s.text(60, y + 20, f"{words[7]} {k.day(due)}", 9)
    s.text(
        s.width / 2,
        s.height - 40,
        f"{legal}, {k.issuer.street}, {k.issuer.town} - {k.issuer.tax_id}",
        6.5,
        align="c",
    )


KINDS: tuple[Kind, ...] = (receipt, counsel, staffing, agency, press)
