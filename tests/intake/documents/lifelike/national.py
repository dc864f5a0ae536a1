"""Invoices in the manner of one country: German discount terms, Swiss slips, Polish words, Québec."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("de", "at")
def discount_terms(k: Desk) -> None:
    """Rechnung with Skonto: sender's line, information block, delivery date, discounted amount as a trap."""
    k.fill(k.chance.randrange(1, 8))
    k.numbered("RE-{y}-####", "{y}/####", "R######", "AR{yy}#####")
    days, s, right = k.pick(30, 14), k.sheet, k.size[0] - 50
    due = k.within(days)
    s.text(right, 50, k.issuer.brand, 17, True, "r", gap=k.pick(0.0, 3.0))
    k.names = (k.issuer.name, k.issuer.brand)
    s.text(57, 128, f"{k.issuer.name} • {k.issuer.street} • {k.issuer.town}", 6)
    s.rows(57, 144, [k.client.name, f"z. Hd. {k.client.person}", *k.client.address()])
    facts = [
        ("Rechnungs-Nr.", k.number),
        ("Rechnungsdatum", k.day(k.issued)),
        ("Lieferdatum", k.ago(6)),
        ("Kunden-Nr.", k.mask("1####")),
        ("Lieferschein", k.mask("LS-####")),
    ]
    if k.often(0.6):
        facts.append(("Ihre Bestellung", k.ordered("B-####", "45######")))
        facts.append(("Bestelldatum", k.ago(19)))
    s.pairs(360, 128, facts, k.pick("beside", "split", "inline"), 180 if s.order == "backwards" else 95, 8)
    s.text(57, 262, f"Rechnung {k.number}" if k.often(0.5) else "RECHNUNG", 13, True)
    y = s.table(
        290,
        [
            (57, "l", "Pos."),
            (85, "l", "Bezeichnung"),
            (330, "r", "Menge"),
            (430, "r", "Einzelpreis"),
            (right, "r", "Gesamt EUR"),
        ],
        [
            [str(n + 1), one.what, f"{one.quantity} Stk.", k.bare(one.price), k.bare(one.total)]
            for n, one in enumerate(k.lines)
        ],
        k.pick("head", "none", "zebra"),
    )
    y = s.pairs(
        310,
        y + 12,
        [
            ("Nettobetrag", k.bare(k.net)),
            (f"zzgl. {k.land.rate * 100:.0f} % {k.land.tax_name}", k.bare(k.tax)),
            (k.pick("Rechnungsbetrag", "Gesamtbetrag", "Bruttosumme", "Zu zahlen"), k.money(k.total)),
        ],
        "split",
        right - 310,
    )
    cut = cents(k.total * Decimal("0.02"))
    early = k.day(k.issued + timedelta(days=8))
    s.rows(
        57,
        y + 20,
        [
            f"Zahlbar bis {early} mit 2 % Skonto ({k.money(cut)}) = {k.money(k.total - cut)},",
            f"bis {k.day(due)} ohne Abzug. Es gelten unsere AGB.",
        ],
    )
    for x, rows in (
        (57, [k.issuer.name, *k.issuer.address(), f"Geschäftsführer: {k.issuer.person}"]),
        (230, [f"Sparkasse {k.issuer.town.split()[-1]}", k.issuer.bank]),
        (430, [f"USt-IdNr. {k.issuer.tax_id}", k.mask("HRB #####"), k.issuer.phone]),
    ):
        s.rows(x, s.height - 70, rows, 6.5)


@kind("ch")
def swiss_slip(k: Desk) -> None:
    """Swiss invoice with receipt and payment part; the total in francs again on both, names twice."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("RG-#####", "{y}-####", "######")
    due, s = k.within(30, 20), k.sheet
    french = k.often(0.3)
    words = (
        (
            "Facture",
            "No de facture",
            "Date",
            "Payable jusqu’au",
            "Total CHF",
            "Récépissé",
            "Section paiement",
            "Compte / Payable à",
            "Payable par",
            "Monnaie",
            "Montant",
        )
        if french
        else (
            "Rechnung",
            "Rechnungsnummer",
            "Datum",
            "Zahlbar bis",
            k.pick("Total CHF", "Rechnungstotal CHF", "Total inkl. MWST CHF"),
            "Empfangsschein",
            "Zahlteil",
            "Konto / Zahlbar an",
            "Zahlbar durch",
            "Währung",
            "Betrag",
        )
    )
    s.rows(50, 50, [k.issuer.name, *k.issuer.address(), k.issuer.tax_id], bold_first=True)
    s.rows(340, 120, [k.client.name, *k.client.address()])
    s.text(50, 200, words[0], 15, True)
    s.pairs(
        50,
        220,
        [
            (words[1], k.number),
            (
                words[2],
                f"{k.issuer.town.split()[-1]}, {k.day(k.issued)}" if k.often(0.3) else k.day(k.issued),
            ),
            (words[3], k.day(due)),
        ],
        k.pick("beside", "inline"),
        95,
    )
    y = s.table(
        290,
        [(50, "l", "Artikel"), (330, "r", "Anz."), (430, "r", "Preis"), (540, "r", "CHF")],
        [[one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines],
    )
    s.pairs(
        310,
        y + 10,
        [("Zwischentotal", k.bare(k.net)), ("MWST 8.1 %", k.bare(k.tax)), (words[4], k.bare(k.total))],
        "split",
        230,
    )
    low = s.height - 297
    s.dashes(low)
    s.text(14, low + 22, words[5], 11, True)
    s.text(176, low + 22, words[6], 11, True)
    payee = [k.issuer.bank, k.issuer.name, *k.issuer.address()]
    payer = [k.client.name, *k.client.address()]
    for x, size, top in ((14, 7.0, low + 40), (345, 8.0, low + 22)):
        y = s.rows(x, top, [words[7], *payee], size, bold_first=True)
        y = s.rows(x, y + 8, ["Referenz", k.mask("## ##### ##### ##### ##### #####")], size, bold_first=True)
        s.rows(x, y + 8, [words[8], *payer], size, bold_first=True)
    s.squares(176, low + 44, 130)
    amount = f"{k.total:,.2f}".replace(",", " ")
    for x in (14, 176):
        s.across([x, x + 44], low + 204, [words[9], words[10]], ["CHF", amount], 8)


@kind("fr")
def echeance(k: Desk) -> None:
    """French invoicing program: Facture, émetteur and destinataire, échéance, penalties in the foot."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("F-{y}-###", "FA####", "F {y} / ###", "{y}-##-###")
    k.numbers = tuple(dict.fromkeys((k.number, k.number.replace(" ", ""))))
    due, s, right = k.within(30, 45), k.sheet, k.size[0] - 45
    s.text(45, 56, "Facture", 22, True)
    s.pairs(
        45,
        80,
        [
            ("Numéro", k.number),
            ("Date d'émission", k.day(k.issued)),
            ("Date d'échéance", k.day(due)),
            ("Date de prestation", k.ago(8)),
        ],
        k.pick("beside", "below"),
        110,
        8,
    )
    sides = [
        (45, k.issuer, f"SIRET {k.mask('### ### ### #####')}"),
        (320, k.client, f"TVA {k.client.tax_id}"),
    ]
    for x, who, last in sides:
        s.rows(x, 190, [who.name, *who.address(), last], bold_first=True)
    y = s.table(
        280,
        [
            (45, "l", "Produits"),
            (300, "r", "Qté"),
            (380, "r", "Prix u. HT"),
            (440, "r", "TVA"),
            (right, "r", "Total HT"),
        ],
        [[one.what, str(one.quantity), k.money(one.price), "20 %", k.money(one.total)] for one in k.lines],
        k.pick("band", "zebra"),
    )
    down = cents(k.total / 3) if k.often(0.25) else Decimal()
    rows = [("Total HT", k.money(k.net)), ("TVA (20 %)", k.money(k.tax)), ("Total TTC", k.money(k.total))]
    if down:
        rows += [(f"Acompte reçu le {k.ago(20)}", k.money(-down)), ("Reste à payer", k.money(k.total - down))]
        k.totals = (k.total, k.total - down)
    s.pairs(320, y + 12, rows, "split", right - 320)
    s.rows(
        45,
        y + 100,
        [
            "Paiement par virement : " + k.issuer.bank,
            "Pénalités de retard : 3 fois le taux légal. Indemnité pour frais de recouvrement : 40 €.",
        ],
        7,
    )
    s.text(
        s.width / 2,
        s.height - 36,
        f"{k.issuer.name} - RCS {k.mask('### ### ###')} - N° TVA {k.issuer.tax_id}",
        6.5,
        align="c",
    )


@kind("pl")
def faktura(k: Desk) -> None:
    """Polish invoice: Sprzedawca and Nabywca, place and date of issue, sale date, words for the amount."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("FV/##/{m}/{y}", "FS ###/{y}/@", "##/{y}", "FV ##/{m}/{y}")
    due, s, right = k.within(7, 14, 21), k.sheet, k.size[0] - 40
    city = k.issuer.town.split(" ", 1)[1]
    s.text(right, 50, f"Miejsce wystawienia: {city}", 8, align="r")
    s.pairs(
        340,
        66,
        [
            ("Data wystawienia:", k.day(k.issued)),
            ("Data sprzedaży:", k.ago(k.pick(0, 3))),
            ("Termin płatności:", k.day(due)),
        ],
        k.pick("beside", "inline"),
        100,
        8,
    )
    s.text(s.width / 2, 126, f"{k.pick('Faktura VAT nr', 'Faktura nr', 'FAKTURA')} {k.number}", 13, True, "c")
    s.rows(
        40,
        156,
        ["Sprzedawca:", k.issuer.name, *k.issuer.address(), f"NIP: {k.issuer.tax_id}"],
        bold_first=True,
    )
    s.rows(
        320, 156, ["Nabywca:", k.client.name, *k.client.address(), f"NIP: {k.client.tax_id}"], bold_first=True
    )
    y = s.table(
        240,
        [
            (40, "l", "Lp."),
            (62, "l", "Nazwa"),
            (280, "r", "Ilość"),
            (360, "r", "Cena netto"),
            (430, "r", "Wartość netto"),
            (470, "r", "VAT"),
            (right, "r", "Wartość brutto"),
        ],
        [
            [
                str(n + 1),
                one.what,
                f"{one.quantity} szt.",
                k.bare(one.price),
                k.bare(one.total),
                "23%",
                k.bare(cents(one.total * Decimal("1.23"))),
            ]
            for n, one in enumerate(k.lines)
        ],
        "grid",
        7.5,
    )
    y = s.table(
        y + 20,
        [(240, "l", ""), (330, "r", "Netto"), (430, "r", "VAT"), (right, "r", "Brutto")],
        [
            ["Razem:", k.bare(k.net), k.bare(k.tax), k.bare(k.total)],
            ["w tym 23%:", k.bare(k.net), k.bare(k.tax), k.bare(k.total)],
        ],
        "head",
        8,
    )
    s.text(
        40,
        y + 20,
        f"{k.pick('Do zapłaty', 'Razem do zapłaty')}: {k.bare(k.total)} {k.pick('PLN', 'zł')}",
        12,
        True,
    )
    s.text(40, y + 40, f"Sposób płatności: przelew   Konto: {k.issuer.bank}", 8)


@kind("ca")
def two_taxes(k: Desk) -> None:
    """Québec invoice in two tongues: GST/TPS and QST/TVQ, dates of order and delivery near the date."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("######", "FAC-#####", "@###-##")
    first, second = cents(k.net * Decimal("0.05")), cents(k.net * Decimal("0.09975"))
    k.tax, k.total = first + second, k.net + first + second
    k.derived.add("tax")
    due, s, right = k.within(30), k.sheet, k.size[0] - 40
    s.rows(40, 46, [k.issuer.name, *k.issuer.address(), k.issuer.phone], bold_first=True)
    s.text(right, 50, "FACTURE / INVOICE", 15, True, "r")
    labels = ["No. facture / Invoice", "Date", "Commande / Order", "Livraison / Delivery", "Échéance / Due"]
    k.ordered("PO#####", "####")
    s.across(
        [40, 150, 240, 340, 450], 110, labels, [k.number, k.day(k.issued), k.po, k.ago(3), k.day(due)], 8
    )
    s.rows(40, 160, ["Vendu à / Sold to", k.client.name, *k.client.address()], bold_first=True)
    s.rows(320, 160, ["Expédié à / Ship to", k.client.name, *k.client.address()], bold_first=True)
    y = s.table(
        240,
        [
            (40, "l", "Qté/Qty"),
            (90, "l", "Description"),
            (440, "r", "Prix/Price"),
            (right, "r", "Montant/Amount"),
        ],
        [[str(one.quantity), one.what, k.bare(one.price), k.bare(one.total)] for one in k.lines],
    )
    s.pairs(
        320,
        y + 10,
        [
            ("Sous-total / Subtotal", k.bare(k.net)),
            ("TPS/GST 5 %", k.bare(first)),
            ("TVQ/QST 9,975 %", k.bare(second)),
            (k.pick("TOTAL CAD", "Total à payer / Total due"), k.money(k.total)),
        ],
        "split",
        right - 320,
    )
    s.text(40, s.height - 40, f"TPS/GST {k.issuer.tax_id}  TVQ/QST {k.mask('##########')} TQ0001", 7)


KINDS: tuple[Kind, ...] = (
    discount_terms,
    swiss_slip,
    echeance,
    faktura,
    two_taxes,
)
