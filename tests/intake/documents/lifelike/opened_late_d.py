"""More from abroad: a Hong Kong house, a Romanian works, a machine maker's group, work on a site."""

from dataclasses import replace
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind
from tests.intake.documents.lifelike.opened_late_c import abroad, goods

_WARES = (
    "Bluetooth speaker BS-210", "Travel adaptor EU/UK", "Silicone kitchen set, 6 pcs", "LED desk lamp, white",
    "Stainless steel flask 750 ml", "Foldable umbrella, 8 ribs", "USB-C cable 1.5 m", "Plush toy bear",
)  # fmt: skip


@kind("hk")
def hong_kong_house(k: Desk) -> None:
    """A Hong Kong trading house: offices over the page, buyer and buyer's agent, signed for and on behalf."""
    k.currency, k.symbol = "USD", "US$"
    k.client = abroad(k, "gb", "us", "au", "ca", "za")
    goods(k, _WARES, 1, 18, 3000)
    k.numbered("HK{yy}-####", "{y}{m}###", "@@/####/{yy}", "######")
    k.ordered("PO######", "4500######", "#####-##")
    s, right = k.sheet, 552
    s.text(297, 44, k.issuer.name.upper(), 14, True, "c", gap=k.pick(0, 1.2))
    offices = [
        f"Head Office: {k.issuer.street}, {k.issuer.town}  Tel: {k.mask('(852) 2### ####')}",
        f"Shenzhen Office: Room 1806, Luohu Trade Centre, Shenzhen  Tel: {k.mask('86-755-8### ####')}",
        f"Ningbo Office: 5/F, 88 Yaohang Street, Ningbo  Tel: {k.mask('86-574-8### ####')}",
    ]
    s.rows(297, 57, offices, 6.5, align="c")
    s.rule(43, right, 80, 1)
    s.text(297, 101, "I N V O I C E", 14, True, "c")
    s.text(45, 128, k.pick("To: Messrs.", "Sold to:", "Buyer:"), 8.5)
    s.rows(110, 128, [k.client.name, *k.client.address(), f"Attn: {k.client.person}"], 9, bold_first=True)
    s.text(45, 186, "Buyer's agent:", 8.5)
    s.text(110, 186, k.pick("Eastgate Buying Services Ltd., Kowloon", "Harrow & Lim Sourcing Ltd."), 9)
    facts = [("Invoice No.:", k.number), ("Date:", k.day(k.issued)), ("Your P/O No.:", k.po),
             ("S/C No.:", k.mask("SC-####")), ("B/L No.:", k.mask("YMLU#########"))]  # fmt: skip
    s.pairs(380, 128, facts, "beside", 75, 9, 14.5)
    ship = (
        f"Shipped per {k.pick('YM WISDOM 041W', 'EVER LIFT 208E')} on or about {k.ago(3)} "
        f"from {k.pick('Yantian', 'Hong Kong', 'Ningbo')} to {k.client.city()}"
    )
    s.text(45, 214, ship, 8.5)
    columns = [(49.0, "l", "Item No."), (110.0, "l", "Description"), (345.0, "r", "Quantity"),
               (440.0, "r", "Unit Price US$"), (548.0, "r", "Amount US$")]  # fmt: skip
    cells = [
        [one.code, one.what, f"{one.quantity} pcs", k.bare(one.price), k.bare(one.total)] for one in k.lines
    ]
    y = s.table(238, columns, cells, "head", 8.5)
    s.rule(440, 548, y - 4)
    s.text(49, y + 10, f"TOTAL {k.pick('FOB', 'FCA')} HONG KONG", 9.5, True)
    s.text(548, y + 10, k.money(k.total, k.pick("front", "code")), 9.5, True, "r")
    marks = ["Shipping marks:", k.client.brand.split()[0].upper(), k.client.city().upper(),
             f"C/NO. 1-{k.mask('###')}", "MADE IN CHINA"]  # fmt: skip
    s.rows(49, y + 42, marks, 8)
    rows = []
    if k.often(0.6):
        due = k.within(30, 45, 60)
        rows = [f"Payment: T/T {(due - k.issued).days} days, due {k.day(due)}"]
    else:
        rows = ["Payment: T/T against copy of B/L"]
    s.rows(200, y + 42, [*rows, f"Beneficiary: {k.issuer.name}", f"Bank: {k.issuer.bank}", "E. & O.E."], 8)
    s.text(right, y + 130, "For and on behalf of", 8, align="r")
    s.text(right, y + 143, k.issuer.name, 9, True, "r")
    s.rule(400, right, y + 186)
    s.text(right, y + 196, "Authorized Signature(s)", 7.5, align="r")


_PARTS = (
    "Flange DN80 machined", "Gear housing cast", "Shaft 42CrMo4 L=640", "Bearing cover", "Welded frame",
    "Hydraulic cylinder 63/40",
)  # fmt: skip


@kind("ro")
def romanian_works(k: Desk) -> None:
    """A Romanian works bills a company of the Union: both parties side by side, two languages."""
    k.currency, k.symbol = "EUR", "€"
    k.client = abroad(k, "de", "it", "nl", "at")
    goods(k, _PARTS, 12, 480, 60)
    series = k.pick("CLJ", "EXT", "FCT", "TMS")
    digits = k.numbered("####", "00#####", "{y}0###")
    k.number = f"{series} {digits}"
    k.numbers = (k.number, digits)
    k.ordered("PO########", "45########", "B-######")
    due = k.within(30, 45, 60)
    s, right = k.sheet, 553
    k.issuer = replace(k.issuer, name=f"{k.pick('SC ', '')}{k.issuer.name}")
    k.names = tuple(dict.fromkeys((k.issuer.name, k.issuer.name.removeprefix("SC "))))
    trade = f"J{k.mask('##/####')}/{k.pick(1998, 2004, 2011)}"
    sides = [
        (42, "Furnizor / Supplier", k.issuer,
         [f"Reg. com. {trade}", f"CIF / VAT: {k.issuer.tax_id}", f"IBAN {k.issuer.bank}"]),
        (382, "Cumpărător / Customer", k.client, [f"CIF / VAT: {k.client.tax_id}", f"Tel. {k.client.phone}"]),
    ]  # fmt: skip
    for x, label, party, more in sides:
        s.text(x, 46, label, 7.5, grey=0.3)
        fit = min(9.5, 9.5 * 165 / s.wide(party.name, 9.5, True))
        s.text(x, 60, party.name, fit, True)
        s.rows(x, 73, [*party.address(), *more], 8, 11.5)
    s.box(216, 40, 372, 142, 0.95)
    s.text(294, 60, "FACTURĂ / INVOICE", 11, True, "c")
    s.text(294, 80, f"Seria {series}  nr. {digits}", 9.5, True, "c")
    s.text(294, 98, f"Data / Date: {k.day(k.issued)}", 8.5, align="c")
    s.text(294, 114, f"Scadenţa / Due date: {k.day(due)}", 8, align="c")
    s.text(294, 130, f"Aviz / Delivery note: {k.mask('####')}", 8, align="c")
    s.text(42, 162, f"Comanda / Your order: {k.po}", 8.5)
    s.text(right, 162, "Cota TVA / VAT rate: 0%", 8.5, align="r")
    columns = [(46.0, "l", "Nr."), (68.0, "l", "Denumire / Description"), (258.0, "l", "U.M."),
               (355.0, "r", "Cant. / Qty"), (450.0, "r", "Preţ / Price EUR"),
               (549.0, "r", "Valoare / Value EUR")]  # fmt: skip
    cells = [
        [str(at), one.what, "buc / pcs", str(one.quantity), k.bare(one.price), k.bare(one.total)]
        for at, one in enumerate(k.lines, 1)
    ]
    y = s.table(186, columns, cells, k.pick("head", "zebra"), 8) + 10
    y = s.pairs(330, y, [("Total fără TVA / Net", k.bare(k.net)), ("TVA / VAT", "0,00")], "split", 219, 8.5)
    s.text(330, y + 4, "Total de plată / Total", 10, True)
    s.text(549, y + 4, k.money(k.total, k.pick("code", "behind")), 10, True, "r")
    law = "Livrare intracomunitară scutită / Intra-Community supply exempt, art. 294 (2) a) Cod fiscal."
    s.text(46, y + 30, law, 7.5)
    made = f"Întocmit de / Issued by: {k.issuer.person}"
    s.rows(46, y + 50, [made, f"Expediţie / Transport: {k.mask('@@ ## @@@')} CMR {k.mask('######')}",
                        "Semnătura de primire / Received by: ................"], 8)  # fmt: skip


_MACHINES = {
    "de": ("Rechnung", "Rechnungs-Nr.", "Datum", "Kunden-Nr.", "Ihre Bestellung", "Unser Auftrag",
           "Lieferschein", "Ihre USt-IdNr.", "Fällig am", "Pos", "Bezeichnung", "Menge", "Einzelpreis",
           "Betrag", "Gesamtbetrag", "Steuerfreie innergemeinschaftliche Lieferung", "Ein Unternehmen der"),
    "it": ("Fattura", "Numero fattura", "Data", "Cod. cliente", "Vs. ordine", "Ns. conferma", "DDT",
           "Vs. P.IVA", "Scadenza", "Pos", "Descrizione", "Q.tà", "Prezzo", "Importo", "Totale fattura",
           "Operazione non imponibile art. 41 D.L. 331/93", "Una società del gruppo"),
}  # fmt: skip


@kind("de", "it")
def machine_group(k: Desk) -> None:
    """A machine maker's bill in two languages: address window, a column of numbers, the group at the foot."""
    w = _MACHINES[k.land.code]
    k.client = abroad(k, "nl", "fr", "at" if k.land.code == "it" else "be", "ie", "es")
    goods(k, ("Spindle unit HS-40", "Spare part kit", "Servo drive 4 kW", "Guide rail 1200 mm",
              "Control panel CP7", "Commissioning on site, days"), 60, 2400, 14)  # fmt: skip
    k.numbered("9#######", "RE{yy}-#####", "{y}/####") if k.land.code == "de" else k.numbered(
        "####/{yy}", "V1-####"
    )
    k.ordered("45########", "PO-#####", "B######")
    due = k.within(14, 30, 60)
    s, right = k.sheet, 555
    if k.issuer.brand.isascii():
        s.logo(425, 28, k.issuer.brand, 130, k.pick("#004b87", "darkgreen", "#8a1538"))
    else:
        s.text(right, 50, k.issuer.brand, 18, True, "r")
    s.text(57, 106, f"{k.issuer.name} · {k.issuer.street} · {k.issuer.town}", 6.5)
    s.rule(57, 300, 109, 0.4)
    s.rows(57, 142, [k.client.name, k.client.person, *k.client.address(), k.pick("", "EU")], 10.5)
    english = ("Invoice", "Invoice no.", "Date", "Customer no.", "Your order", "Our order", "Delivery note",
               "Your VAT no.", "Due date")  # fmt: skip
    values = [k.number, k.day(k.issued), k.mask("1####"), k.po, k.mask("AB-#####"), k.mask("LS######"),
              k.client.tax_id, k.day(due)]  # fmt: skip
    facts = [
        (f"{own} / {other}", value) for own, other, value in zip(w[1:9], english[1:], values, strict=True)
    ]
    s.pairs(318, 122, facts, "beside", 138, 7.5, 13)
    s.text(57, 252, f"{w[0]} / Invoice", 14, True)
    columns = [(57.0, "l", w[9]), (85.0, "l", f"{w[10]} / Description"), (345.0, "r", f"{w[11]} / Qty"),
               (450.0, "r", f"{w[12]} / Price"), (551.0, "r", f"{w[13]} / EUR")]  # fmt: skip
    cells = [
        [str(at * 10), f"{one.what}\n{one.code}", str(one.quantity), k.bare(one.price), k.bare(one.total)]
        for at, one in enumerate(k.lines, 1)
    ]
    y = s.table(276, columns, cells, "head", 8.5) + 8
    s.rule(335, right, y - 6)
    s.text(335, y + 8, f"{w[14]} / Total", 10, True)
    s.text(551, y + 8, k.money(k.total, k.pick("code", "behind")), 10, True, "r")
    s.text(57, y + 34, f"{w[15]} / VAT-free intra-Community supply", 8)
    foot = s.height - 76
    s.rule(57, right, foot - 10)
    s.rows(57, foot, [k.issuer.name, *k.issuer.address(), k.issuer.phone], 6.5)
    s.rows(235, foot, [f"{'USt-IdNr.' if k.land.code == 'de' else 'P.IVA'} {k.issuer.tax_id}",
                       f"IBAN {k.issuer.bank}", f"www.{k.issuer.site}"], 6.5)  # fmt: skip
    s.rows(430, foot, [f"{w[16]} Normatec Holding", "Normatec Iberia S.L., Barcelona",
                       "Normatec Inc., Cleveland OH", "Normatec Trading Co., Shanghai"], 6.5)  # fmt: skip


@kind("za", "au")
def site_claim(k: Desk) -> None:
    """A building subcontractor's tax invoice: claim, contract and order numbers, retention."""
    works = [(what, k.some(1800, 42000)) for what in k.chance.sample(
        ("Suspended ceilings, level 2", "Drywall partitions", "Waterproofing to balconies", "Rewiring",
         "Variation order 3", "Scaffold hire", "Floor tiling"), k.chance.randrange(2, 5))]  # fmt: skip
    gross = sum((amount for _, amount in works), Decimal())
    held = cents(gross * Decimal(k.pick("0.05", "0.10")))
    k.sum(gross - held)
    k.numbered("INV-####", "####", "{yy}{m}-##", "IN######")
    k.ordered("SO-#####", "PO#####", "45########")
    due = k.within(14, 25, 30)
    s, right = k.sheet, 550
    s.text(45, 46, "TAX INVOICE", 16, True)
    s.text(right, 40, k.issuer.name, 11, True, "r")
    own = "ABN" if k.land.code == "au" else "VAT No."
    s.rows(right, 52, [*k.issuer.address(), k.issuer.phone, f"{own} {k.issuer.tax_id}"], 8, align="r")
    s.box(45, 104, 300, 178)
    s.text(51, 115, k.pick("TO: PRINCIPAL CONTRACTOR", "BILL TO"), 7, True, grey=0.3)
    s.rows(51, 131, [k.client.name, *k.client.address(), f"{own} {k.client.tax_id}"], 9.5, bold_first=True)
    project = k.pick("Harbour Lofts Stage 2", "Ridgeview Clinic", "Umber Street Depot")
    facts = [("Invoice No.", k.number), ("Invoice Date", k.day(k.issued)), ("Payment Claim No.", k.mask("#")),
             ("Subcontract No.", k.mask("SC-###/##")), ("Order No.", k.po), ("Due", k.day(due))]  # fmt: skip
    s.pairs(318, 112, facts, "beside", 100, 9, 14)
    s.text(45, 202, f"Project: {project}    Site manager: {k.client.person}    Works to {k.ago(5)}", 8.5)
    cells = [[what, f"{k.mask('##')}%", k.bare(amount)] for what, amount in works]
    columns = [(49.0, "l", "Works"), (400.0, "r", "Complete"), (546.0, "r", f"This claim {k.currency}")]
    y = s.table(228, columns, cells, k.pick("head", "zebra", "band"), 9) + 10
    rate = f"{k.land.tax_name} {k.land.rate * 100:.0f}%"
    sums = [("Value of work claimed", k.bare(gross)), ("Less retention", k.bare(-held)),
            (f"Subtotal excl. {k.land.tax_name}", k.bare(k.net)), (rate, k.bare(k.tax))]  # fmt: skip
    y = s.pairs(320, y, sums, "split", 226, 9)
    s.text(320, y + 5, k.pick("Amount due", "Total payable", "TOTAL incl. " + k.land.tax_name), 10.5, True)
    s.text(546, y + 5, k.money(k.total, k.pick("code", "front")), 10.5, True, "r")
    s.rows(49, y + 50, [f"Pay to: {k.issuer.name}", k.issuer.bank, f"Reference: {k.number}"], 8.5)
    s.text(right, y + 50, f"For {k.issuer.name}", 8.5, align="r")
    s.text(right, y + 92, f"{k.issuer.person}, {k.pick('Director', 'Contracts Manager')}", 8.5, align="r")


KINDS: tuple[Kind, ...] = (hong_kong_house, romanian_works, machine_group, site_claim)
