"""Bills of suppliers who send them every month: telephone, energy, cloud, hosting, press."""

from datetime import date, timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind
from tests.intake.documents.lifelike.lands import dated


@kind("us", "gb", "ca", "au")
def telephone(k: Desk) -> None:
    """Balance brought forward, an amount due in a box, a slip to cut off."""
    k.sum(k.some(40, 900))
    k.numbered("##########", "#########-###", "B##-########")
    s, due = k.sheet, k.within(18, 21, 25)
    before = k.some(40, 500)
    kept = before if k.often(0.7) else cents(before / 2)
    owed = before - kept
    k.totals = (k.total, k.total + owed) if owed else (k.total,)
    brand = k.issuer.brand
    k.names = (k.issuer.name, brand)
    if k.often(0.5):
        s.logo(36, 24, brand, 150)
    else:
        s.text(36, 50, brand.lower(), 24, True)
    right = s.width - 36
    y = s.pairs(
        right - 190,
        40,
        [
            ("Account number", k.mask("### ### ####")),
            ("Bill number", k.number),
            ("Bill date", k.day(k.issued)),
            ("Billing period", f"{k.ago(30)} - {k.ago(1)}"),
            ("Page", "1 of 1"),
        ],
        "split",
        190,
    )
    s.rows(36, 120, [k.client.name, *k.client.address()])
    s.box(right - 190, y + 8, right, y + 70, 0.9)
    s.text(right - 180, y + 26, k.pick("Total amount due", "Amount due", "Please pay"), 10)
    s.text(right - 10, y + 48, k.money(k.total + owed), 17, True, "r")
    s.text(right - 180, y + 62, f"Due by {k.day(due)}", 8)
    y = 230
    s.text(36, y, k.pick("Your bill at a glance", "Account summary", "Summary of charges"), 13, True)
    y = s.pairs(
        36,
        y + 22,
        [
            ("Previous balance", k.money(before)),
            (f"Payment received {k.ago(12)} - thank you", k.money(-kept)),
            ("Balance brought forward", k.money(owed)),
        ],
        "split",
        330,
    )
    y = s.pairs(
        36,
        y + 10,
        [
            ("Monthly charges", k.money(k.net)),
            (f"{k.land.tax_name} and surcharges", k.money(k.tax)),
            (k.pick("Total new charges", "Total current charges", "This month's charges"), k.money(k.total)),
        ],
        "split",
        330,
    )
    s.rule(36, 366, y - 8)
    s.text(36, y + 6, "Total due", bold=True)
    s.text(366, y + 6, k.money(k.total + owed), bold=True, align="r")
    s.rows(
        36,
        y + 60,
        [
            "A late fee of 1.5% may be charged on balances over 30 days.",
            f"Questions? {k.issuer.phone} or www.{k.issuer.site}",
        ],
        7,
    )
    low = s.height - 170
    s.dashes(low)
    s.text(36, low + 16, "Please detach and return this slip with your payment", 7)
    s.across(
        [36, 180, 320, 440],
        low + 40,
        ["Account number", "Due date", "Amount due", "Amount enclosed"],
        [k.mask("### ### ####"), k.day(due), k.money(k.total + owed), "________"],
    )
    s.rows(36, low + 90, [k.client.name, *k.client.address()], 8)
    s.rows(
        340,
        low + 90,
        [k.issuer.name, k.pick("Payment processing", "Remittance centre"), *k.issuer.address()],
        8,
    )
    s.text(36, s.height - 20, k.mask("00000######### 0000####### 0##"), 9)


@kind("gb", "de", "ie", "au")
def energy(k: Desk) -> None:
    """Meter readings and a supply period whose dates stand close to the date of the bill."""
    german = k.land.code == "de"
    k.sum(k.some(60, 2500))
    k.numbered("########", "RG-##########" if german else "E##/######")
    s, due = k.sheet, k.within(14, 15)
    words = (
        ("Rechnungsdatum", "Rechnungsnummer", "Kundennummer", "Lieferzeitraum", "Zählernummer", "Fällig am")
        if german
        else (
            "Date of bill",
            "Bill reference",
            "Customer number",
            "Supply period",
            "Meter point",
            "Payment due",
        )
    )
    k.names = (k.issuer.name, k.issuer.brand)
    s.text(s.width - 40, 50, k.issuer.brand, 20, True, "r")
    s.text(40, 110, f"{k.issuer.name} · {k.issuer.street} · {k.issuer.town}", 6)
    s.rows(40, 124, [k.client.name, *k.client.address()])
    facts = [
        (words[2], k.mask("#### ####")),
        (words[1], k.number),
        (words[0], k.day(k.issued)),
        (words[3], f"{k.ago(94)} – {k.ago(3)}"),
        (words[4], k.mask("## #### #### ###")),
        (words[5], k.day(due)),
    ]
    s.pairs(350, 110, facts, k.pick("beside", "split"), 200 if s.order == "shuffled" else 100, 8)
    s.text(
        40,
        230,
        "Ihre Stromrechnung" if german else k.pick("Your electricity bill", "Your gas bill"),
        15,
        True,
    )
    first = k.chance.randrange(1000, 60000)
    used = k.chance.randrange(200, 9000)
    head = (
        ("Ablesung", "Stand alt", "Stand neu", "kWh") if german else ("Read on", "Previous", "Latest", "kWh")
    )
    xs = [(40, "l", head[0]), (250, "r", head[1]), (340, "r", head[2]), (430, "r", head[3])]
    y = s.table(260, xs, [[k.ago(3), str(first), str(first + used), str(used)]], k.pick("head", "none"))
    standing = cents(k.net / 8)
    rows = [
        ("Arbeitspreis" if german else "Energy used", k.net - standing),
        ("Grundpreis" if german else "Standing charge (92 days)", standing),
        ("Summe netto" if german else f"Total excluding {k.land.tax_name}", k.net),
        (f"{k.land.rate * 100:.1f} % {k.land.tax_name}", k.tax),
        ("Rechnungsbetrag" if german else "Total charges this period", k.total),
    ]
    y = s.pairs(40, y + 20, [(label, k.money(amount)) for label, amount in rows], "split", 390)
    if german:
        s.text(40, y + 20, f"Neuer monatlicher Abschlag ab {k.ago(-30)}: {k.money(cents(k.total / 3))}")
    else:
        s.text(40, y + 20, f"We estimate your next bill at {k.money(cents(k.total * Decimal('1.08')))}.")
    how = "Wir buchen den Betrag ab." if german else "We will collect this by Direct Debit."
    s.text(40, y + 36, how)
    s.rule(40, s.width - 40, s.height - 70)
    s.rows(
        40,
        s.height - 58,
        [
            f"{k.issuer.name}, {k.issuer.street}, {k.issuer.town}",
            f"{k.land.tax_name} {k.issuer.tax_id} · {k.issuer.bank} · {k.issuer.phone}",
        ],
        6.5,
    )


@kind("us", "gb", "ie", "de")
def cloud(k: Desk) -> None:
    """A provider of computing: account, invoice, statement period, total for this invoice; dollars abroad."""
    k.style, k.currency, k.symbol = "en", "USD", "$"
    k.sum(k.some(12, 48000), "0" if k.land.code == "us" else "")
    k.numbered("##########", "EUINGB##-#######", "US-########")
    k.form = "{Month} {d} , {y}" if k.often(0.5) else "{Month} {d}, {y}"
    legal = k.pick(f"{k.issuer.brand} Web Services, Inc.", f"{k.issuer.brand} Cloud EMEA SARL")
    k.names = (legal, f"{k.issuer.brand} Cloud", k.issuer.brand)
    s = k.sheet
    if k.often(0.5):
        s.logo(40, 30, k.issuer.brand, 110, "orange")
    else:
        s.text(40, 50, k.issuer.brand, 18, True)
    english = k.form
    s.text(s.width - 40, 44, "Account number:", 8, True, "r")
    s.text(s.width - 40, 56, k.mask("############"), 8, align="r")
    s.rows(
        40,
        84,
        ["Bill to Address:", k.client.name, f"ATTN: {k.client.person}", *k.client.address()],
        8,
        bold_first=True,
    )
    month = k.issued.replace(day=1)
    last = month - timedelta(days=1)
    k.issued = month + timedelta(days=2)

    def day(one: date) -> str:
        return dated(one, english, "en")

    s.text(330, 100, k.pick("Invoice", "VAT Invoice" if k.tax else "Invoice"), 14, True)
    s.pairs(330, 118, [("Invoice Number:", k.number), ("Invoice Date:", day(k.issued))], "split", 225, 8)
    s.box(324, 142, s.width - 36, 168, 0.93)
    s.text(330, 158, f"TOTAL AMOUNT DUE ON {day(k.issued)}", 8, True)
    s.text(s.width - 40, 158, k.money(k.total), 9, True, "r")
    s.text(40, 210, f"This invoice is for the billing period {day(last.replace(day=1))} - {day(last)}", 9)
    s.text(40, 240, "Summary", 12, True)
    services = ("Compute Cloud", "Simple Storage", "Data Transfer", "Managed Database", "Load Balancer")
    left, rows = k.net, []
    for service in services[: k.chance.randrange(2, 5)]:
        part = cents(left / 2)
        rows.append((service, k.money(part)))
        left -= part
    rows.append(("Support (Business)", k.money(left)))
    y = s.pairs(
        40,
        260,
        [
            ("Charges", k.money(k.net)),
            ("Credits", "$0.00"),
            (k.pick("VAT **", "Tax"), k.money(k.tax)),
            ("Total for this invoice", k.money(k.total)),
        ],
        "split",
        s.width - 80,
    )
    s.text(40, y + 20, "Detail", 12, True)
    s.pairs(40, y + 40, rows, "split", s.width - 80, 8)
    s.rows(
        40,
        s.height - 80,
        [
            "* May include estimated US sales tax, VAT, GST and CT. ** Not a VAT invoice for local purposes.",
            f"{legal}, {k.issuer.street}, {k.issuer.town}",
            f"VAT number: {k.issuer.tax_id}",
            f"All charges and prices are in {k.pick('USD', 'US Dollars')}",
        ],
        6,
    )
    k.due = k.issued


@kind("de", "at", "nl", "gb")
def hosting(k: Desk) -> None:
    """Domains and servers: a sender's line over the window, facts on the right, amounts in a narrow table."""
    tongue = k.land.tongue
    k.fill(
        k.chance.randrange(1, 4),
        ("vServer L", "Domain .com", "Hosted Mailbox", "SSL Wildcard", "Backup 100 GB"),
        2,
        60,
    )
    k.numbered("R{y}-#####", "#######", "{yy}-######", "RE{y}/###")
    words = {
        "de": (
            "Rechnung",
            "Rechnungsnr.",
            "Kundennr.",
            "Datum",
            "Leistung",
            "Gesamtbetrag",
            "Netto",
            "Zeitraum",
        ),
        "nl": (
            "Factuur",
            "Factuurnummer",
            "Klantnummer",
            "Factuurdatum",
            "Dienst",
            "Totaal incl. BTW",
            "Subtotaal",
            "Periode",
        ),
        "en": ("Invoice", "Invoice no", "Customer no", "Date", "Service", "Total payable", "Net", "Period"),
    }[tongue]
    s = k.sheet
    s.logo(s.width - 190, 30, k.issuer.brand, 150, "darkgreen")
    k.names = (k.issuer.name, k.issuer.brand)
    s.text(50, 118, f"{k.issuer.name} - {k.issuer.street} - {k.issuer.town}", 6)
    s.rows(50, 134, [k.client.name, k.client.person, *k.client.address()])
    s.pairs(
        390,
        134,
        [(words[2] + ":", k.mask("K#####")), (words[1] + ":", k.number), (words[3] + ":", k.day(k.issued))],
        k.pick("beside", "inline"),
        80,
        8,
    )
    s.text(50, 240, f"{words[0]}", 14, True)
    y = s.table(
        270,
        [(50, "l", words[4]), (250, "l", words[7]), (545, "r", k.currency)],
        [
            [f"{one.quantity} x {one.what}", f"{k.ago(0)} - {k.ago(-365)}", k.bare(one.total)]
            for one in k.lines
        ],
    )
    y = s.pairs(
        330,
        y + 14,
        [
            (words[6], k.bare(k.net)),
            (f"{k.land.rate * 100:.0f}% {k.land.tax_name}", k.bare(k.tax)),
            (words[5], k.money(k.total, "code")),
        ],
        "split",
        215,
    )
    low = s.height - 60
    for x, rows in (
        (50, [k.issuer.name, *k.issuer.address()]),
        (220, [k.issuer.bank, k.issuer.tax_id]),
        (420, [k.issuer.phone, f"info@{k.issuer.site}"]),
    ):
        s.rows(x, low, rows, 6.5)


@kind("fr", "be")
def fibre(k: Desk) -> None:
    """A French line: facture with échéance, amounts already taken, brand above, company in the foot."""
    k.sum(k.some(18, 160))
    k.numbered("F{y}#########", "##########", "{y}##-########")
    due = k.within(7, 12, 20)
    s = k.sheet
    s.text(40, 54, k.issuer.brand.split()[0].lower(), 26, True)
    k.names = (k.issuer.name, k.issuer.brand, k.issuer.brand.split()[0])
    s.rows(330, 130, [k.client.person, *k.client.address()], 10)
    s.pairs(
        40,
        96,
        [
            ("N° client :", k.mask("########")),
            ("N° de ligne :", k.mask("0# ## ## ## ##")),
            ("Facture n° :", k.number),
            ("Date de facture :", k.day(k.issued)),
        ],
        "inline",
        size=8,
    )
    s.text(40, 230, f"Votre facture du {k.day(k.issued)}", 14, True)
    s.box(40, 245, 300, 300, 0.93)
    s.text(50, 265, k.pick("Montant à payer", "Total TTC prélevé", "Montant total TTC"), 10)
    s.text(290, 265, k.money(k.total), 13, True, "r")
    s.text(50, 288, f"{k.pick('Prélèvement le', 'À régler avant le', 'Date d’échéance')} {k.day(due)}", 9)
    share = cents(k.net * Decimal("0.8"))
    s.table(
        340,
        [(40, "l", "Détail"), (300, "l", "Période"), (470, "r", "HT"), (550, "r", "TTC")],
        [
            [
                "Abonnement Fibre",
                f"{k.ago(0)} au {k.ago(-30)}",
                k.bare(share),
                k.bare(cents(share * (1 + k.land.rate))),
            ],
            [
                "Location boîtier",
                "",
                k.bare(k.net - share),
                k.bare(k.total - cents(share * (1 + k.land.rate))),
            ],
        ],
    )
    s.pairs(
        330,
        420,
        [
            ("Total HT", k.money(k.net)),
            (f"TVA {k.land.rate * 100:.1f} %", k.money(k.tax)),
            ("Total TTC", k.money(k.total)),
        ],
        "split",
        220,
    )
    s.rows(
        40,
        s.height - 50,
        [
            f"{k.issuer.name} au capital de 250 000 € - RCS {k.mask('### ### ###')} - TVA {k.issuer.tax_id}",
            f"Siège social : {k.issuer.street}, {k.issuer.town}",
        ],
        6,
    )


KINDS: tuple[Kind, ...] = (telephone, energy, cloud, hosting, fibre)
