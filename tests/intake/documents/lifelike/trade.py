"""Invoices for goods and their carriage: marketplaces, enterprise print-outs, carriers, wholesalers."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("in", "gb", "us", "de")
def market_place(k: Desk) -> None:
    """Bought on a platform from a seller; seller, billing and shipping address, the platform prominent."""
    k.fill(k.chance.randrange(1, 4), low=3, high=120)
    k.numbered("@@@#-#######", "INV-@@-#########-{y}-####", "FA@@@##########")
    k.orders = ("", k.mask("###-#######-#######"))
    s, right = k.sheet, k.size[0] - 40
    platform = k.pick("bazaaro", "Shoply.market", "KartWorld")
    if k.often(0.6):
        s.logo(40, 24, platform, 110, "black")
    else:
        s.text(40, 48, platform, 20, True)
    s.text(right, 44, "Tax Invoice/Bill of Supply" if k.land.code == "in" else "Invoice", 12, True, "r")
    s.text(right, 58, k.pick("(Original for Recipient)", "Paid"), 8, align="r")
    label = k.pick("Sold by", "Sold By :", "Seller:")
    if k.often(0.5):
        s.rows(40, 90, [label, k.issuer.name, *k.issuer.address()], bold_first=True)
    else:
        s.text(40, 90, f"{label.rstrip(' :')}: {k.issuer.name}", bold=True)
        s.rows(40, 104, k.issuer.address())
    s.text(40, 146, f"{k.land.tax_name} Registration No: {k.issuer.tax_id}", 8)
    s.rows(right, 90, ["Billing Address :", k.client.person, *k.client.address()], align="r", bold_first=True)
    s.rows(
        right,
        150,
        ["Shipping Address :", k.client.person, k.client.name, *k.client.address()],
        align="r",
        bold_first=True,
    )
    s.pairs(40, 180, [("Order Number:", k.orders[1]), ("Order Date:", k.ago(3))], "inline")
    s.pairs(300, 222, [("Invoice Number :", k.number), ("Invoice Date :", k.day(k.issued))], "inline")
    rows = [
        [
            str(n + 1),
            f"{one.what} | {one.code}\nHSN: {k.mask('######')}",
            k.bare(one.price),
            str(one.quantity),
            k.bare(one.total),
            k.bare(cents(one.total * k.land.rate)),
        ]
        for n, one in enumerate(k.lines)
    ]
    y = s.table(
        270,
        [
            (40, "l", "Sl."),
            (60, "l", "Description"),
            (320, "r", "Unit Price"),
            (370, "r", "Qty"),
            (460, "r", "Net Amount"),
            (right, "r", "Tax Amount"),
        ],
        rows,
        k.pick("grid", "head"),
    )
    s.text(40, y + 8, "TOTAL:", bold=True)
    s.text(460, y + 8, k.money(k.tax), bold=True, align="r")
    s.text(right, y + 8, k.money(k.total), bold=True, align="r")
    s.text(40, y + 40, f"For {k.issuer.name}:", bold=True)
    s.text(40, y + 76, "Authorized Signatory", 8)
    s.text(
        40,
        s.height - 40,
        f"Please note that this invoice is not a demand for payment. {platform} acts for the seller.",
        7,
    )


@kind("us", "gb", "de", "nl", "au")
def enterprise(k: Desk) -> None:
    """A print-out of a large system: labels in one row, values below, date columns close together."""
    k.fill(k.chance.randrange(2, 9))
    k.numbered("90########", "1800####", "@@##-0#####")
    k.form = k.pick(
        "{dd}.{mm}.{y}", "{mm}/{dd}/{y}" if k.land.code == "us" else "{dd}/{mm}/{y}", "{dd}-{Mon}-{y}"
    )
    due, s, right = k.within(30, 45, 60), k.sheet, k.size[0] - 40
    k.ordered("45########", "PO########")
    s.rows(40, 46, [k.issuer.name, *k.issuer.address()], bold_first=True)
    s.text(right, 46, k.pick("Invoice", "INVOICE", "Commercial Invoice"), 14, True, "r")
    s.rows(40, 110, ["Sold-to party", k.client.name, *k.client.address()], 8)
    s.rows(230, 110, ["Ship-to party", k.client.name, *k.client.address()], 8)
    s.rows(410, 110, ["Payer", k.client.name, *k.client.address()], 8)
    labels = ["Document", "Doc. date", "Deliv. date", "Due date", "Your order", "Customer"]
    values = [k.number, k.day(k.issued), k.ago(4), k.day(due), k.po, k.mask("10####")]
    order = list(range(6))
    if k.often(0.5):
        order = [0, 5, 4, 2, 1, 3]
    s.box(36, 172, right, 206, 1)
    s.across(
        [40.0 + 88 * n for n in range(6)],
        184,
        [labels[n] for n in order],
        [values[n] for n in order],
        7.5,
        13,
    )
    s.across(
        [40, 216, 304],
        222,
        ["Delivery note", "Terms of payment", "Incoterms"],
        [k.mask("80######"), f"{(due - k.issued).days} days net", "DAP"],
        7.5,
    )
    rows = [
        [f"{(n + 1) * 10:06}", one.code, one.what, f"{one.quantity} PC", k.bare(one.price), k.bare(one.total)]
        for n, one in enumerate(k.lines)
    ]
    y = s.table(
        260,
        [
            (40, "l", "Item"),
            (85, "l", "Material"),
            (160, "l", "Description"),
            (360, "r", "Quantity"),
            (450, "r", "Price"),
            (right, "r", f"Value {k.currency}"),
        ],
        rows,
        k.pick("none", "head"),
        7.5,
    )
    s.pairs(
        330,
        y + 10,
        [
            ("Items total", k.bare(k.net)),
            (f"Output tax {k.land.rate * 100:.2f} %", k.bare(k.tax)),
            (k.pick("Final amount", "Invoice total", "Gross amount"), k.bare(k.total)),
        ],
        "split",
        right - 330,
        8,
    )
    s.text(
        40, s.height - 40, f"{k.issuer.tax_id}   {k.issuer.bank}   Print date {k.ago(-2)}   Page 1 of 1", 6.5
    )


@kind("us", "gb", "de", "ca")
def courier(k: Desk) -> None:
    """A carrier's account summary: shipments, this invoice's total, amounts outstanding."""
    k.sum(k.some(60, 9000))
    k.numbered("#-###-#####", "000000@##@##", "@@@R########", "MUC#######")
    due, s, right = k.within(14, 15, 30), k.sheet, k.size[0] - 40
    if k.often(0.5):
        s.logo(40, 26, k.issuer.brand, 120, "brown")
    else:
        s.text(40, 50, k.issuer.brand.upper(), 20, True, gap=2)
    k.names = (k.issuer.name, k.issuer.brand)
    s.pairs(
        right - 210,
        40,
        [
            ("Invoice Number", k.number),
            ("Invoice Date", k.day(k.issued)),
            ("Account Number", k.mask("####-####-#")),
            ("Page", "1 of 2"),
        ],
        "split",
        210,
        8,
    )
    s.rows(40, 110, ["Billing Address:", k.client.name, "ACCOUNTS PAYABLE", *k.client.address()], 8)
    s.rows(300, 110, ["Shipping Address:", k.client.name, *k.client.address()], 8)
    s.rows(40, 176, ["Invoice Questions? Contact us", f"Phone {k.issuer.phone}  Web www.{k.issuer.site}"], 7)
    s.text(40, 214, "Invoice Summary", 12, True)
    s.rule(40, right, 220)
    fuel = cents(k.net / 6)
    y = s.pairs(
        40,
        238,
        [
            ("Transportation charges", k.money(k.net - fuel)),
            ("Fuel surcharge", k.money(fuel)),
            (f"Taxes ({k.land.tax_name})", k.money(k.tax)),
        ],
        "split",
        300,
    )
    s.pairs(
        40,
        y,
        [
            (
                k.pick("TOTAL THIS INVOICE", "Total charges this invoice", "Invoice total"),
                k.money(k.total, k.pick("front", "code")),
            )
        ],
        "split",
        300,
        bold=True,
    )
    old = k.some(100, 4000)
    s.box(380, 228, right, 290, 0.94)
    s.pairs(
        388,
        244,
        [
            ("Account balance", ""),
            ("Outstanding invoices", k.money(old)),
            (f"Of which overdue at {k.ago(0)}", k.money(cents(old / 3))),
        ],
        "split",
        right - 396,
        7.5,
    )
    s.text(40, 330, f"Payment is due by {k.day(due)}. Late payments may be charged.", 8)
    rows = [
        [
            k.ago(n + 3),
            k.mask("7### #### ####"),
            k.pick("Express", "Ground", "Economy"),
            k.bare(k.some(8, 90)),
        ]
        for n in range(k.chance.randrange(3, 12))
    ]
    s.table(
        370,
        [(40, "l", "Ship date"), (130, "l", "Tracking ID"), (260, "l", "Service"), (400, "r", "Charge")],
        rows,
        "zebra",
        7.5,
    )
    s.page()
    s.text(40, 50, f"{k.issuer.name}, {k.issuer.street}, {k.issuer.town}", 7)
    s.pairs(
        40,
        80,
        [("Invoice Number", k.number), ("Remittance amount", k.money(k.total)), ("Remit to", k.issuer.bank)],
        "beside",
        120,
        8,
    )


@kind("gb", "us", "fr", "au")
def wholesale(k: Desk) -> None:
    """Many lines over several pages; carried forward on each, totals on the last page alone."""
    k.fill(k.chance.randrange(48, 120), high=60)
    french = k.land.code == "fr"
    k.numbered("SI######", "F {y} / ###", "###### / {yy}", "INV-{y}/####-@")
    k.numbers = tuple(dict.fromkeys((k.number, k.number.replace(" ", ""))))
    due, s, right = k.within(30, 60), k.sheet, k.size[0] - 40
    k.ordered("#####", "@@####", "PO-#####")
    s.rows(
        40,
        44,
        [k.issuer.name, *k.issuer.address(), f"{k.land.tax_name} {k.issuer.tax_id}"],
        8,
        bold_first=True,
    )
    s.rows(330, 44, [k.client.name, "Accounts dept", *k.client.address()], 9)
    words = (
        ("FACTURE", "Facture n°", "Date", "Votre commande", "Échéance", "BL n°", "Total HT", "Total TTC")
        if french
        else (
            "INVOICE",
            "Invoice No.",
            "Tax Point/Date",
            "Your Order No.",
            "Payment due",
            "Despatch No.",
            "Goods total",
            k.pick("Invoice Total", "TOTAL", "Amount payable"),
        )
    )
    s.text(40, 124, words[0], 15, True, gap=k.pick(0.0, 4.0))
    s.box(36, 136, right, 164)
    s.across(
        [40, 140, 240, 340, 450],
        147,
        list(words[1:6]),
        [k.number, k.day(k.issued), k.po, k.day(due), k.mask("D######")],
        8,
    )
    rows = [[one.code, one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines]
    head = [
        (40.0, "l", "Ref."),
        (120.0, "l", "Description" if not french else "Désignation"),
        (350.0, "r", "Qty" if not french else "Qté"),
        (440.0, "r", "Price" if not french else "P.U. HT"),
        (right, "r", "Value" if not french else "Montant"),
    ]
    y = s.table(186, head, rows, k.pick("head", "none", "zebra"), 7.5, 12, s.height - 90)
    if y > s.height - 150:
        s.page()
        y = 60
    s.pairs(
        330,
        y + 16,
        [
            (words[6], k.bare(k.net)),
            (f"{k.land.tax_name} {k.land.rate * 100:.2f}%", k.bare(k.tax)),
            (words[7], k.money(k.total)),
        ],
        "split",
        right - 330,
    )
    s.text(40, s.height - 36, f"{k.issuer.name} · {k.issuer.bank}", 7)


@kind("us", "gb", "au")
def progress(k: Desk) -> None:
    """Building work billed by progress: work to date, retention, earlier certificates, what is due now."""
    done = k.some(80000, 900000)
    held = cents(done / 20)
    before = cents(done * Decimal(k.pick("0.4", "0.55", "0.7")))
    k.sum(done - held - before, "0" if k.land.code == "us" else "")
    k.numbered("@@###-0#", "APP-0##", "PC-####/0#", "####-##")
    s, right = k.sheet, k.size[0] - 40
    due = k.within(14, 21, 30)
    k.names = (k.issuer.name, k.issuer.brand)
    s.rows(40, 46, [k.issuer.name, *k.issuer.address(), k.issuer.phone], bold_first=True)
    s.text(
        right,
        50,
        k.pick("PROGRESS INVOICE", "APPLICATION FOR PAYMENT", "Progress Claim - Tax Invoice"),
        13,
        True,
        "r",
    )
    s.pairs(
        340,
        76,
        [
            ("Invoice No.", k.number),
            ("Application no.", k.mask("#")),
            ("Date", k.day(k.issued)),
            ("Period to", k.ago(5)),
            ("Contract dated", k.ago(300)),
            ("Payment due", k.day(due)),
        ],
        "split",
        right - 340,
        8,
    )
    s.rows(
        40, 120, [f"TO: {k.client.name}", *k.client.address(), f"PROJECT: {k.issuer.street} refurbishment"], 8
    )
    rows = [
        ("1. Original contract sum", cents(done * Decimal("1.6"))),
        ("2. Net change by variations", cents(done / 40)),
        ("3. Contract sum to date", cents(done * Decimal("1.625"))),
        ("4. Total completed and stored to date", done),
        ("5. Retention 5%", -held),
        ("6. Total earned less retention", done - held),
        ("7. Less previous certificates for payment", -before),
    ]
    if k.tax:
        rows += [
            ("8. Net this certificate", k.net),
            (f"9. {k.land.tax_name} {k.land.rate * 100:.0f}%", k.tax),
        ]
    y = s.pairs(40, 220, [(label, k.money(amount)) for label, amount in rows], "split", right - 60)
    s.box(36, y - 2, right, y + 20, 0.9)
    s.text(
        40,
        y + 12,
        k.pick("CURRENT PAYMENT DUE", "Amount due this claim", "Total due this application"),
        bold=True,
    )
    s.text(right - 20, y + 12, k.money(k.total), bold=True, align="r")
    s.pairs(
        40,
        y + 40,
        [("Balance to finish, including retention", k.money(cents(done * Decimal("0.7"))))],
        "split",
        right - 60,
        8,
    )
    s.text(40, s.height - 60, f"{k.issuer.bank}   {k.issuer.tax_id}", 7)


@kind("us", "gb", "ie")
def dot_matrix(k: Desk) -> None:
    """Monospaced lines as an old program prints them on its own form; nothing but blanks between columns."""
    k.face = "courier"
    k.fill(k.chance.randrange(2, 12), high=90)
    k.numbered("######", "##-####", "@#####")
    s = k.sheet
    k.ordered("#####", "@@-####")
    s.kern, s.by_character = 0.0, False
    k.form = "{mm}/{dd}/{yy}" if k.land.code == "us" else "{dd}/{mm}/{yy}"
    due = k.within(30)
    rows = [
        f"{k.issuer.name:<48}{'I N V O I C E' if k.often(0.5) else 'INVOICE':>24}",
        k.issuer.street,
        k.issuer.town,
        "",
        f"{'SOLD TO':<38}{'SHIP TO':<34}",
    ]
    rows += [f"{one:<38}{one:<34}" for one in (k.client.name, *k.client.address())]
    rows += [
        "",
        f"{'INV NO':<10}{'INV DATE':<11}{'CUST PO':<11}{'ORDERED':<11}{'SHIPPED':<11}{'DUE':<10}{'TERMS':<8}",
        f"{k.number:<10}{k.day(k.issued):<11}{k.po:<11}{k.ago(9):<11}{k.ago(2):<11}"
        f"{k.day(due):<10}{'NET 30':<8}",
        "-" * 72,
        f"{'ITEM':<10}{'DESCRIPTION':<30}{'QTY':>6}{'PRICE':>12}{'EXTENSION':>14}",
    ]
    rows += [
        f"{one.code:<10}{one.what:<30}{one.quantity:>6}{k.bare(one.price):>12}{k.bare(one.total):>14}"
        for one in k.lines
    ]
    rows += [
        "-" * 72,
        f"{'SUB TOTAL':>58}{k.bare(k.net):>14}",
        f"{k.land.tax_name.upper():>58}{k.bare(k.tax):>14}",
        f"{k.pick('TOTAL DUE', 'PLEASE PAY', 'INVOICE TOTAL') + ' ' + k.currency:>58}{k.bare(k.total):>14}",
    ]
    s.rows(50, 60, rows, 9.5, 12.5)


KINDS: tuple[Kind, ...] = (market_place, enterprise, courier, wholesale, progress, dot_matrix)
