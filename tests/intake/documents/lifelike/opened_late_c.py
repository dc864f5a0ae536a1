"""Trade papers from abroad: a mill's export, a Gulf trader, a Brazilian exporter, hired hands."""

from datetime import timedelta

from tests.intake.documents.lifelike.desk import Desk, Kind, Line, Party, kind
from tests.intake.documents.lifelike.lands import LANDS


def abroad(k: Desk, *codes: str) -> Party:
    """Somebody of another land than the issuer's."""
    home, k.land = k.land, LANDS[k.pick(*codes)]
    party, k.land = k.party(), home
    return party


def goods(k: Desk, things: tuple[str, ...], low: int, high: int, most: int, rate: str = "0") -> None:
    """Two to five lines in the quantities of trade, and their sums."""
    for what in k.chance.sample(things, k.chance.randrange(2, 6)):
        quantity, price = k.chance.randrange(max(most // 12, 2), most), k.some(low, high)
        k.lines.append(Line(k.mask("####.##"), what, quantity, price, price * quantity))
    k.sum(sum((one.total for one in k.lines), k.net), rate)


_CLOTH = (
    "Cotton poplin 120 gsm, dyed", "Terry towels 50x100 cm", "Denim 11 oz indigo", "Bed linen set 200x220",
    "Viscose lining, black", "Knitted fabric 30/1 single jersey", "Bathrobes, velour",
)  # fmt: skip


@kind("tr")
def mill_export(k: Desk) -> None:
    """A Turkish mill's export invoice in English: boxes for the parties, its number beside many others."""
    (k.currency, k.symbol), k.style = k.pick(("EUR", "€"), ("USD", "$")), "en"
    k.client = abroad(k, "de", "gb", "nl", "us")
    goods(k, _CLOTH, 2, 14, 2400)
    k.numbered("{y}-0##", "EXP{y}000000###", "IHR-{yy}/###", "A-######")
    k.ordered("PO ######", "45########", "##-####")
    s, left, middle, right = k.sheet, 40, 300, 555
    s.text(left, 46, k.issuer.name, 14, True)
    s.text(left, 58, k.pick("Weaving - Dyeing - Finishing", "Home textiles since 1974"), 7.5, grey=0.3)
    offices = [
        f"Head Office: {k.issuer.street} {k.issuer.town}",
        f"Tel: {k.mask('+90 212 ### ## ##')} (pbx)  Fax: {k.mask('+90 212 ### ## ##')}",
        f"Factory: Organize Sanayi Bölgesi {k.mask('#')}. Cad. No:{k.mask('##')} Bursa",
        f"Tel: {k.mask('+90 224 ### ## ##')}   www.{k.issuer.site}",
    ]
    s.rows(right, 40, offices, 6.5, align="r")
    s.rule(left, right, 72, 1.2)
    s.text(297, 92, k.pick("COMMERCIAL INVOICE", "INVOICE"), 13, True, "c")
    notify = k.pick(
        ["SAME AS CONSIGNEE"], [f"{k.mask('@@@')} Spedition GmbH", "Am Freihafen 12, 20457 Hamburg"]
    )
    tax_no = f"Tax Office / No: {k.pick('Boğaziçi Kurumlar', 'Marmara')} {k.issuer.tax_id}"
    parties = [
        ("EXPORTER", [k.issuer.name, *k.issuer.address(), tax_no]),
        ("CONSIGNEE", [k.client.name, *k.client.address(), f"VAT / Tax ID: {k.client.tax_id}"]),
        ("NOTIFY PARTY", notify),
    ]
    top = 104.0
    for label, rows in parties:
        s.box(left, top, middle, top + 66)
        s.text(left + 4, top + 9, label, 6.5, True, grey=0.3)
        s.rows(left + 8, top + 22, rows, 8.5, 12, bold_first=len(rows) > 1)
        top += 66
    facts = [
        ("INVOICE NO", k.number),
        ("INVOICE DATE", k.day(k.issued)),
        (k.pick("BUYER'S ORDER NO", "YOUR ORDER NO"), k.po),
        ("PROFORMA NO / DATE", f"PF-{k.mask('####')} / {k.ago(48)}"),
        ("L/C NO", k.mask("LC########")),
        ("CUSTOMS DECLARATION", k.mask("##341200EX######")),
        ("TERMS OF DELIVERY", k.pick("FOB Istanbul", "CIF Rotterdam", "FCA Bursa", "DAP Hamburg")),
        ("TRUCK / VESSEL", k.pick("34 BKT 617", "MSC LORENA 114W")),
        ("COUNTRY OF ORIGIN", "Türkiye"),
    ]
    s.box(middle, 104, right, 302)
    for index, (label, value) in enumerate(facts):
        y = 117 + index * 22
        s.text(middle + 5, y, label, 6.5, grey=0.3)
        s.text(middle + 112, y, value, 8.5)
        if index:
            s.rule(middle, right, y - 13)
    columns = [(44.0, "l", "HS CODE"), (104.0, "l", "DESCRIPTION OF GOODS"), (370.0, "r", "QUANTITY"),
               (450.0, "r", "UNIT PRICE"), (551.0, "r", f"AMOUNT {k.currency}")]  # fmt: skip
    unit = k.pick("MTR", "PCS")
    rows = [
        [one.code, one.what, f"{one.quantity} {unit}", k.bare(one.price), k.bare(one.total)]
        for one in k.lines
    ]
    y = s.table(326, columns, rows, k.pick("head", "grid"), 8)
    s.rule(left, right, y)
    s.text(370, y + 15, f"{sum(one.quantity for one in k.lines)} {unit}", 8.5, align="r")
    s.text(104, y + 15, f"TOTAL {k.pick('FOB', 'INVOICE')} AMOUNT", 9, True)
    s.text(551, y + 15, k.money(k.total, "code"), 9, True, "r")
    weights = [("Gross weight", f"{k.mask('1#,###')} KG"), ("Net weight", f"{k.mask('#,###')} KG"),
               ("Packages", f"{k.mask('##')} rolls / cartons")]  # fmt: skip
    s.pairs(44, y + 50, weights, "beside", 80, 8)
    s.rows(44, y + 100, ["Our bank: Türkiye İş Bankası, Istanbul", f"IBAN: {k.issuer.bank}",
                         "Payment: at sight by letter of credit"], 8)  # fmt: skip
    s.text(455, y + 62, k.issuer.name, 9, True, "c")
    s.text(455, y + 74, "Export Department", 7.5, align="c")
    s.text(455, y + 112, k.issuer.person, 8, align="c")


_BUILDING = (
    "Gypsum board 12.5 mm", "GI sheet 0.9 mm", "Cable tray 300 mm", "PVC pipe 110 mm", "Paint emulsion 18 L",
    "Plywood 18 mm film faced", "Safety helmets", "Steel rebar 12 mm",
)  # fmt: skip


@kind("ae")
def gulf_trader(k: Desk) -> None:
    """A Gulf trading house: its name in spaced capitals, the buyer large, both tax numbers, LPO and D.O."""
    goods(k, _BUILDING, 4, 160, 120, "0.05")
    k.numbered("INV-#####", "{yy}/#####", "TI{y}-####", "#####")
    k.ordered("LPO-#####", f"LPO/{k.issued.year}/###", "PO-#######")
    due = k.within(30, 45, 60, 90)
    s, right = k.sheet, 550
    name = k.issuer.name.upper()
    wide = s.wide(name, 15, True, 2)
    s.text(297 - wide / 2, 46, name, 15 if wide < 520 else 12, True, gap=2)
    s.text(297, 60, k.pick("Building Materials - Import & Export", "General Trading & Supplies"), 8,
           align="c", grey=0.3)  # fmt: skip
    s.rule(45, right, 68, 1.5)
    s.text(297, 88, "TAX INVOICE", 12, True, "c")
    s.text(297, 100, f"TRN: {k.issuer.tax_id}", 8, align="c")
    s.box(45, 112, 320, 216)
    s.text(51, 128, "M/s.", 9)
    s.text(74, 128, k.client.name, 12, True)
    rows = [*k.client.address(), f"P.O. Box: {k.mask('#####')}", f"Tel: {k.client.phone}",
            f"Kind Attn: {k.client.person}", f"Customer TRN: {k.client.tax_id}"]  # fmt: skip
    s.rows(74, 143, rows, 8.5, 12.5)
    s.box(320, 112, right, 216)
    facts = [("Invoice No.", k.number), (k.pick("Date", "Invoice Date"), k.day(k.issued)), ("LPO No.", k.po),
             ("D.O. No.", k.mask("DO-####")), ("Quotation Ref.", k.mask("QT/##/####")),
             ("Payment Terms", f"{(due - k.issued).days} days credit"), ("Due Date", k.day(due))]  # fmt: skip
    s.pairs(327, 126, facts, "beside", 88, 8.5, 13.5)
    columns = [(49.0, "l", "Sl."), (76.0, "l", "Description"), (330.0, "r", "Qty"), (362.0, "l", "Unit"),
               (458.0, "r", "Unit Price"), (546.0, "r", f"Amount ({k.currency})")]  # fmt: skip
    cells = [
        [str(at), one.what, str(one.quantity), "Nos", k.bare(one.price), k.bare(one.total)]
        for at, one in enumerate(k.lines, 1)
    ]
    y = s.table(240, columns, cells, k.pick("grid", "head", "zebra"), 8.5) + 14
    sums = [("Total excl. VAT", k.bare(k.net)), ("VAT 5%", k.bare(k.tax))]
    y = s.pairs(370, y, sums, "split", 176, 9)
    s.text(370, y + 3, k.pick("Net Amount", "Grand Total", "Total incl. VAT"), 10, True)
    s.text(546, y + 3, k.money(k.total, "code"), 10, True, "r")
    y += 34
    s.rows(49, y, ["Goods once sold will not be taken back or exchanged.",
                   f"Bank: Emirates NBD  IBAN: {k.issuer.bank}"], 7.5)  # fmt: skip
    y += 50
    s.text(49, y, "Received in good order and condition", 8)
    s.text(right, y, f"For {k.issuer.name}", 8.5, True, "r")
    s.text(49, y + 48, "Receiver's Name, Signature & Stamp", 7.5)
    s.text(right, y + 48, "Authorised Signatory", 7.5, align="r")
    s.rule(45, right, s.height - 62, 1.2)
    foot = [
        f"Head Office: {k.issuer.street}, {k.issuer.town}  Tel: {k.issuer.phone}",
        f"Branches: Abu Dhabi Tel: {k.mask('+971 2 ### ####')}  |  Ajman Tel: {k.mask('+971 6 ### ####')}"
        f"  |  Muscat Tel: {k.mask('+968 24## ####')}",
        f"E-mail: sales@{k.issuer.site}  |  www.{k.issuer.site}",
    ]
    s.rows(297, s.height - 50, foot, 6.5, align="c")


_FOOD = (
    "Frozen chicken breast, 12 kg", "Green coffee arabica 60 kg bags", "Orange juice concentrate, drums",
    "Cashew kernels W320", "Soluble coffee, cartons", "Raw cane sugar, 50 kg bags", "Black pepper ASTA",
)  # fmt: skip


@kind("br")
def fatura_comercial(k: Desk) -> None:
    """A Brazilian food exporter's two-language invoice: numbers first, the importer large."""
    k.currency, k.symbol, k.style = "USD", "US$", "en"
    k.client = abroad(k, "gb", "us", "de", "ca", "it")
    goods(k, _FOOD, 30, 420, 300)
    k.numbered("EXP-###/{y}", "{y}/0###", "FC ####/{yy}", "######")
    k.ordered("PO-####", "45000#####", "P######")
    s, right = k.sheet, 553
    title = k.pick("INVOICE / FATURA COMERCIAL", "FATURA COMERCIAL / COMMERCIAL INVOICE")
    s.text(42, 44, title, 13, True)
    s.box(42, 56, right, 92)
    xs = [47.0, 150.0, 238.0, 345.0, 455.0]
    labels = ["Invoice No. / Fatura nº", "Date / Data", "Proforma No.", "Buyer's order / Pedido", "DU-E"]
    values = [k.number, k.day(k.issued), k.mask("PI-###"), k.po, k.mask("##BR00########-#")]
    s.across(xs, 68, labels, values, 8.5, 14)
    s.box(42, 98, right, 168)
    s.text(47, 108, "Importer / Importador", 7, grey=0.3)
    s.text(47, 125, k.client.name, 13, True)
    s.rows(47, 139, [", ".join(k.client.address()), f"Attn. {k.client.person} - {k.client.phone}"], 9)
    s.box(42, 174, 300, 244)
    s.text(47, 184, "Exporter / Exportador", 7, grey=0.3)
    s.rows(47, 197, [k.issuer.name, *k.issuer.address(), f"CNPJ {k.issuer.tax_id}"], 8.5, bold_first=True)
    s.box(306, 174, right, 244)
    harbour = k.pick("Santos", "Paranaguá", "Itajaí")
    route = [("Port of loading / Embarque", harbour), ("Destination / Destino", k.client.city()),
             ("Incoterm", f"FOB {harbour}"), ("Container", k.mask("MSKU #######"))]  # fmt: skip
    s.pairs(311, 188, route, "beside", 118, 8, 14)
    columns = [(47.0, "l", "NCM"), (95.0, "l", "Description / Descrição"), (362.0, "r", "Qty / Qtde"),
               (450.0, "r", "Unit / Unitário"), (548.0, "r", "Total US$")]  # fmt: skip
    cells = [[one.code, one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines]
    y = s.table(266, columns, cells, k.pick("head", "band", "grid"), 8.5) + 8
    s.text(345, y + 4, "TOTAL", 10, True)
    s.text(548, y + 4, k.money(k.total, k.pick("front", "code")), 10, True, "r")
    pay = "Payment / Pagamento:"
    if k.often(0.6):
        due = k.within(30, 60, 90)
        s.text(47, y + 30, f"{pay} {(due - k.issued).days} days. Due date / Vencimento: {k.day(due)}", 8.5)
    else:
        s.text(47, y + 30, f"{pay} cash against documents", 8.5)
    s.rows(47, y + 48, [f"Net weight / Peso líquido: {k.mask('##,###')} kg",
                        f"Bank / Banco: Banco do Brasil S.A., {k.issuer.bank}"], 8.5)  # fmt: skip
    s.rule(345, 548, y + 110)
    s.rows(446, y + 121, [k.issuer.name, f"{k.issuer.person} - {k.pick('Export Manager', 'Comercial')}"], 8,
           align="c")  # fmt: skip
    foot = f"{k.issuer.phone} - www.{k.issuer.site} - Uma empresa do Grupo {k.pick('Três Rios', 'Boa Vista')}"
    s.text(297, s.height - 36, foot, 7, align="c", grey=0.3)


_HANDS = ("A. Petersen", "R. Khumalo", "J. Alvarez", "T. Nguyen", "S. Whitaker", "M. Okafor", "L. Duarte")
_JOBS = ("Forklift operator", "Picker / packer", "Accounts payable clerk", "Welder", "Receptionist")


@kind("us", "za", "au")
def hired_hands(k: Desk) -> None:
    """A staffing house's weekly bill: a strip of numbers, client and worksite, hours by worker."""
    sunday = k.issued - timedelta(days=k.issued.weekday() + 1)
    rows = []
    for worker in k.chance.sample(_HANDS, k.chance.randrange(2, 6)):
        hours, rate, job = k.chance.randrange(16, 46), k.some(19, 68), k.pick(*_JOBS)
        k.net += hours * rate
        rows.append([k.day(sunday), worker, job, f"{hours}.00", k.bare(rate), k.bare(hours * rate)])
    k.sum(k.net, "0" if k.land.code == "us" else "")
    k.numbered("#######", "W{yy}-#####", "SI-######")
    k.ordered("PO-#####", "45########", "######-#")
    due = k.within(7, 14, 30)
    s = k.sheet
    right = s.width - 45
    tall = k.pick(14, 17)
    s.text(45, 48, k.issuer.name, tall, True)
    towns = " | ".join(f"{town} {k.mask('0## ### ####') if k.land.code == 'za' else ''}".strip()
                       for town in k.land.towns[:3])  # fmt: skip
    s.text(45, 62, f"{k.issuer.street}, {k.issuer.town}  T {k.issuer.phone}", 7.5)
    s.text(45, 72, f"Branches: {towns}", 6.5, grey=0.3)
    title = "INVOICE" if k.land.code == "us" else "TAX INVOICE"
    s.text(right, 48, title, 14, align="r", grey=0.2)
    labels = ["Client No.", "Invoice No.", "Invoice Date", "Week Ending", "Your PO", "Due Date"]
    values = [k.mask("C####"), k.number, k.day(k.issued), k.day(sunday), k.po, k.day(due)]
    s.box(45, 86, right, 120, 0.93)
    step = (right - 50) / 6
    s.across([50 + step * at for at in range(6)], 98, labels, values, 8, 14)
    s.text(50, 142, "BILL TO", 7, True, grey=0.3)
    bill_to = [k.client.name, "Accounts Payable", *k.client.address()]
    s.rows(50, 155, bill_to, 10, 13, bold_first=True)
    s.text(s.width / 2 + 20, 142, "WORKSITE / SUPERVISOR", 7, True, grey=0.3)
    s.rows(s.width / 2 + 20, 155, [f"Warehouse {k.mask('#')}, {k.client.city()}", k.client.person], 9)
    columns = [(49.0, "l", "Week ending"), (135.0, "l", "Employee"), (230.0, "l", "Position"),
               (385.0, "r", "Hours"), (455.0, "r", "Rate"), (right - 4, "r", "Amount")]  # fmt: skip
    y = s.table(232, columns, rows, k.pick("head", "zebra", "band"), 8.5) + 14
    if k.tax:
        percent = f"{k.land.tax_name} {k.land.rate * 100:.0f}%"
        sums = [("Subtotal", k.bare(k.net)), (percent, k.bare(k.tax))]
        y = s.pairs(360, y, sums, "split", right - 364, 9)
    s.text(360, y + 4, k.pick("TOTAL DUE", "Invoice total", "Amount due"), 10.5, True)
    s.text(right - 4, y + 4, k.money(k.total, k.pick("code", "front")), 10.5, True, "r")
    if k.currency == "USD":
        note = "All amounts in USD."
    else:
        own = "ABN" if k.land.code == "au" else "VAT Reg. No."
        note = f"{own} {k.issuer.tax_id}. Client {own} {k.client.tax_id}. All amounts in {k.currency}."
    s.rows(49, y + 40, [note, f"Please pay {k.issuer.name}: {k.issuer.bank}",
                        f"Questions: {k.issuer.person}, payroll@{k.issuer.site}"], 8)  # fmt: skip
    group = k.pick("Meridian People Group", "Bridgeway Workforce Group")
    s.text(s.width / 2, s.height - 34, f"{k.issuer.name} is a member of the {group}.", 7, align="c", grey=0.3)


KINDS: tuple[Kind, ...] = (mill_export, gulf_trader, fatura_comercial, hired_hands)
