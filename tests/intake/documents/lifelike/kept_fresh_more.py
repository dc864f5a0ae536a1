"""Held back: boxed numbers of Peru and Chile, a till's roll, a stamped Mexican file, XML made visible."""

from decimal import Decimal
from uuid import UUID

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind

_UNITS = (
    " uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco "
    "veintiséis veintisiete veintiocho veintinueve"
)
_TENS = "   treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_HUNDREDS = (
    " ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


def _spanish(amount: int) -> str:
    """A whole number below a million in words."""
    units, tens, hundreds = (words.split(" ") for words in (_UNITS, _TENS, _HUNDREDS))
    if amount >= 1000:
        return f"{'' if amount < 2000 else _spanish(amount // 1000)} mil {_spanish(amount % 1000)}".strip()
    if amount == 100:
        return "cien"
    low = amount % 100
    small = units[low] if low < 30 else tens[low // 10] + (f" y {units[low % 10]}" if low % 10 else "")
    return f"{hundreds[amount // 100]} {small}".strip()


@kind("pe", "cl")
def boxed_number(k: Desk) -> None:
    """Andean e-invoices: the seller's tax number, the word and the number in a frame at the top right."""
    peru = k.land.code == "pe"
    k.places = 2 if peru else 0
    k.fill(k.chance.randrange(1, 6), ("Servicio de transporte", "Tablero MDF 15 mm", "Cemento 42,5 kg",
        "Mantención",
                                      "Pintura látex galón", "Cable THW 14"), 10, 600)  # fmt: skip
    k.numbered("F00#-0000####", "F00#-00#####", "E001-####") if peru else k.numbered(
        "####", "######", "#####"
    )
    s, right = k.sheet, k.size[0] - 36
    k.names = (k.issuer.name,)
    s.rows(36, 52, [k.issuer.name, f"{k.pick('Giro', 'Rubro')}: Comercio y servicios", *k.issuer.address(),
                    f"Teléfono {k.issuer.phone}"], 9, bold_first=True)  # fmt: skip
    s.canvas.setStrokeColorRGB(0.8, 0.1, 0.1)
    s.canvas.setLineWidth(2)
    s.canvas.rect(right - 190, s.height - 112, 190, 76)
    centre = right - 95
    s.text(centre, 56, f"R.U.C. {k.issuer.tax_id}" if peru else f"R.U.T.: {k.issuer.tax_id}", 11, True, "c")
    s.text(centre, 76, "FACTURA ELECTRÓNICA", 11, True, "c")
    s.text(centre, 96, k.number if peru else f"{k.pick('Nº', 'N°')} {k.number}", 11, True, "c")
    if not peru:
        s.text(centre, 124, f"S.I.I. - {k.issuer.town.upper()}", 8, True, "c")
    day = k.day(k.issued)
    if peru:
        facts = [("Fecha de Emisión", day), ("Señor(es)", k.client.name), ("RUC", k.client.tax_id),
                 ("Dirección", ", ".join(k.client.address())), ("Tipo de Moneda", "SOLES"),
                 ("Guía de Remisión", k.mask("T001-000####"))]  # fmt: skip
        if k.often(0.6):
            facts.insert(1, ("Fecha de Vencimiento", k.day(k.within(15, 30))))
        if k.often(0.4):
            facts.append(("Orden de Compra", k.ordered("OC-####", "45########")))
    else:
        facts = [("SEÑOR(ES)", k.client.name), ("R.U.T.", k.client.tax_id), ("GIRO", "Venta al por mayor"),
                 ("DIRECCIÓN", k.client.street), ("CIUDAD", k.client.town), ("FECHA EMISIÓN", day),
                 ("MONEDA", "PESO CHILENO (CLP)")]  # fmt: skip
        if k.often(0.6):
            facts.append(("VENCIMIENTO", k.day(k.within(30, 60))))
        if k.often(0.5):
            facts.append(("ORDEN DE COMPRA", k.ordered("######", "OC####")))
    y = s.pairs(40, 150, [(label, f": {value}") for label, value in facts], "beside", 110, 8.5)
    head = (
        ("Cant.", "Descripción", "V. Unitario", "Importe")
        if peru
        else ("Cantidad", "Detalle", "Precio", "Valor")
    )
    y = s.table(y + 18, [(44, "l", head[0]), (100, "l", head[1]), (430, "r", head[2]), (right - 4, "r",
        head[3])],
                [[str(one.quantity), one.what, k.bare(one.price), k.bare(one.total)] for one in k.lines],
                k.pick("grid", "band"))  # fmt: skip
    if peru:
        words = f"SON: {_spanish(int(k.total)).upper()} CON {int(k.total * 100) % 100:02}/100 SOLES"
        s.text(40, y + 12, words, 8)
        sums = [
            ("Op. Gravada", k.net),
            ("Op. Inafecta", k.net * 0),
            ("I.G.V. 18%", k.tax),
            ("Importe Total", k.total),
        ]
    else:
        sums = [
            ("MONTO NETO", k.net),
            ("I.V.A. 19%", k.tax),
            ("IMPUESTO ADICIONAL", k.net * 0),
            ("TOTAL", k.total),
        ]
    y += 30
    for label, amount in sums:
        s.text(right - 200, y, label, 9, amount == k.total)
        s.text(right - 78, y, "S/" if peru else "$", 9)
        s.text(right - 4, y, k.bare(amount), 9, amount == k.total, "r")
        y += 16
    low = s.height - 130
    if peru:
        s.squares(40, low, 70)
        s.rows(124, low + 20, ["Representación impresa de la Factura Electrónica.",
                               f"Resumen: {k.mask('@#@@##@@#@##@@#@')}=", f"{k.issuer.bank}"], 7)  # fmt: skip
    else:
        s.squares(60, low, 66)
        s.squares(126, low, 66)
        s.rows(
            126,
            low + 78,
            ["Timbre Electrónico SII", "Res. 80 de 2014 - Verifique documento: www.sii.cl"],
            7,
            align="c",
        )


_ROLL = {
    "es": ("FACTURA SIMPLIFICADA", "Nº", "Fecha", "ART.", "TOTAL", "Base", "Cuota", "Tarjeta",
    "GRACIAS POR SU VISITA"),
    "it": ("DOCUMENTO COMMERCIALE", "DOC. N.", "Data", "DESCRIZIONE", "TOTALE COMPLESSIVO", "Imponibile",
    "Imposta",
           "Pagamento elettronico", "ARRIVEDERCI E GRAZIE"),
    "en": ("TAX INVOICE", "Invoice No:", "Date:", "ITEM", "TOTAL", "Net", "GST", "CARD", "THANK YOU"),
}  # fmt: skip


@kind("es", "it", "au", "sg")
def till_roll(k: Desk) -> None:
    """A till's narrow roll: firm and tax number centred at the top, prices with tax, a card slip below."""
    w = _ROLL[k.land.tongue]
    items = k.chance.sample((("Paracetamol 500", 3), ("Pilas AA x4", 6), ("USB-C cable", 12),
        ("Hand soap 1 l", 4),
                             ("Printer paper", 7), ("Coffee 500 g", 9), ("Light bulb LED", 5), ("Plasters",
                             3)),
                            k.chance.randrange(2, 8))  # fmt: skip
    prices = [
        (what, k.pick(1, 1, 2, 3), Decimal(about) + k.pick(Decimal("0.49"), Decimal("0.95")))
        for what, about in items
    ]
    k.total = sum((price * count for _, count, price in prices), Decimal())
    k.net = cents(k.total / (1 + k.land.rate))
    k.tax = k.total - k.net
    k.numbered("####-######", "T0#-######", "0###-00##", "########")
    if k.often(0.6):
        k.face = "mono"
    k.size = (226.0, 330.0 + 24 * len(prices))
    s, right, middle = k.sheet, 214.0, 113.0
    base = 7.5 if k.face == "mono" else 8
    s.text(middle, 28, k.issuer.name.upper() if k.often(0.5) else k.issuer.name, base + 1, True, "c")
    tax_id = {"es": "NIF", "it": "P.IVA", "au": "ABN", "sg": "GST Reg No."}[k.land.code]
    y = s.rows(
        middle,
        40,
        [*k.issuer.address(), f"{tax_id} {k.issuer.tax_id}", f"Tel {k.issuer.phone}"],
        base,
        align="c",
    )
    s.text(middle, y + 10, w[0], base + 1.5, True, "c")
    if k.land.code == "it":
        y += 10
        s.text(middle, y + 9, "di vendita o prestazione", base, align="c")
    y += 26
    clock = f"{k.chance.randrange(9, 20)}:{k.chance.randrange(10, 59)}"
    s.text(12, y, f"{w[1]} {k.number}", base)
    s.text(12, y + 11, f"{w[2]} {k.day(k.issued)}  {clock}", base)
    s.text(12, y + 28, w[3], base)
    s.text(right, y + 28, k.currency, base, align="r")
    s.rule(12, right, y + 32, 0.4)
    y += 44
    for what, count, price in prices:
        s.text(12, y, what, base)
        s.text(right, y, k.bare(price * count), base, align="r")
        if count > 1:
            y += 10
            s.text(22, y, f"{count} x {k.bare(price)}", base)
        y += 12
    s.rule(12, right, y - 6, 0.4)
    s.text(12, y + 10, w[4], base + 3, True)
    s.text(right, y + 10, k.money(k.total), base + 3, True, "r")
    rate = f"{k.land.tax_name} {(k.land.rate * 100).normalize():f}%"
    s.text(12, y + 28, f"{rate}  {w[5]} {k.bare(k.net)}", base)
    s.text(right, y + 28, f"{w[6]} {k.bare(k.tax)}", base, align="r")
    s.text(12, y + 44, w[7], base)
    s.text(right, y + 44, k.bare(k.total), base, align="r")
    s.rows(
        12,
        y + 60,
        [f"VISA ************{k.mask('####')}", f"AUTH {k.mask('######')}  TID {k.mask('########')}"],
        base,
    )
    s.text(middle, y + 92, w[8], base, align="c")


@kind("mx")
def stamped_file(k: Desk) -> None:
    """The print of a stamped Mexican invoice: series and folio, a long fiscal folio, keys, seals."""
    k.fill(k.chance.randrange(1, 5), ("Servicio de consultoría", "Tóner negro", "Flete local",
        "Renta de bodega",
                                      "Soporte técnico", "Material eléctrico"), 80, 9000)  # fmt: skip
    series, folio = k.pick("A", "F", "FAC", "B"), k.mask(k.pick("####", "#####", "1####"))
    apart = k.often(0.5)
    fiscal = str(UUID(int=k.chance.getrandbits(128), version=4)).upper()
    k.number = f"{series}-{folio}"
    k.numbers = (k.number, fiscal)  # the folio is the seller's number, the UUID the authority's
    if apart:
        k.numbers = (folio, f"{series}{folio}", f"{series} {folio}", k.number, fiscal)
    s, right = k.sheet, k.size[0] - 32
    k.names = (k.issuer.name,)
    hour = f"{k.chance.randrange(8, 20):02}:{k.chance.randrange(10, 59)}:{k.chance.randrange(10, 59)}"
    k.form = "{y}-{mm}-{dd}"
    s.bar(32, 30, right, 48, k.pick("#1f3864", "#6b1f3a", "#404040"))
    s.text(
        38,
        43,
        k.pick("CFDI 4.0 - FACTURA", "Factura (CFDI de Ingreso)", "Comprobante Fiscal Digital"),
        10,
        True,
        grey=1,
    )
    s.text(right - 6, 43, f"{k.pick('Factura', 'Folio interno')}: {series}-{folio}" if not apart
           else f"Serie: {series}   Folio: {folio}", 10, True, "r", grey=1)  # fmt: skip
    regime = "601 - General de Ley Personas Morales"
    s.rows(38, 66, ["Emisor", k.issuer.name, f"RFC: {k.issuer.tax_id}", f"Régimen fiscal: {regime}",
                    f"Lugar de expedición: {k.issuer.town.split()[0]}"], 8, bold_first=True)  # fmt: skip
    facts = [("Folio fiscal (UUID):", fiscal), ("No. certificado:", k.mask("0000100000050#######")),
             ("Fecha y hora de emisión:", f"{k.day(k.issued)}T{hour}"),
             ("Fecha y hora de certificación:", f"{k.day(k.issued)}T{hour[:-2]}59"),
             ("Efecto de comprobante:", "I - Ingreso")]  # fmt: skip
    y = 66.0
    for label, value in facts:
        s.text(300, y, label, 7, True)
        s.text(300, y + 9, value, 7)
        y += 20
    s.rows(38, 130, ["Receptor", k.client.name.upper(), f"RFC: {k.client.tax_id}",
                     f"Uso CFDI: {k.pick('G03 - Gastos en general', 'G01 - Adquisición de mercancías')}",
                     f"Domicilio fiscal: {k.client.town.split()[0]}"], 8, bold_first=True)  # fmt: skip
    if k.often(0.5):
        s.text(300, 176, f"Orden de compra: {k.ordered('OC-####', '45########')}", 7.5)
    rows = [[k.mask("########"), str(one.quantity), k.pick("E48", "H87", "ACT"), one.what, k.bare(one.price),
             k.bare(one.total)] for one in k.lines]  # fmt: skip
    y = s.table(206, [(36, "l", "Clave SAT"), (110, "r", "Cant."), (125, "l", "Unidad"), (170, "l",
        "Descripción"),
                      (460, "r", "Valor unitario"), (right - 4, "r", "Importe")], rows,
                k.pick("head", "grid", "zebra"), 7.5)  # fmt: skip
    s.rows(36, y + 14, ["Moneda: MXN - Peso Mexicano   Tipo de cambio: 1",
                        f"Forma de pago: {k.pick('03 - Transferencia electrónica', '99 - Por definir')}",
                        f"Método de pago: {k.pick('PUE', 'PPD')}",
                        f"Banco: {k.issuer.bank}"], 7.5)  # fmt: skip
    y = s.pairs(right - 190, y + 14, [("Subtotal", k.money(k.net)), ("IVA 002 Tasa 0.160000",
        k.money(k.tax))], "split",
                186)  # fmt: skip
    s.text(right - 190, y, "Total", bold=True)
    s.text(right - 4, y, k.money(k.total), bold=True, align="r")
    s.text(
        36, y + 30, f"({_spanish(int(k.total)).upper()} PESOS {int(k.total * 100) % 100:02}/100 M.N.)", 7.5
    )
    low = s.height - 190
    s.squares(36, low, 96)

    def noise(length: int) -> str:
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        return "".join(k.chance.choice(letters) for _ in range(length))

    top = low + 6
    for label, length in (("Sello digital del CFDI:", 340), ("Sello digital del SAT:", 340)):
        s.text(144, top, label, 6, True)
        text = noise(length)
        top = s.rows(144, top + 8, [text[one : one + 100] for one in range(0, length, 100)], 5.5) + 6
    chain = f"||1.1|{fiscal}|{k.day(k.issued)}T{hour}|SAT970701NN3|{noise(60)}||"
    s.text(144, top, "Cadena original del complemento de certificación digital del SAT:", 6, True)
    s.rows(144, top + 8, [chain[:100], chain[100:]], 5.5)
    s.text(
        s.width / 2, s.height - 36, "Este documento es una representación impresa de un CFDI", 7, align="c"
    )


_VIEW = {
    "de": ("Käufer", "Verkäufer", "Rechnungsdaten", "Rechnungsnummer", "Rechnungsdatum", "Rechnungsart",
    "Währung",
           "Bestellnummer", "Leistungsdatum", "Rechnungsbeträge", "Summe aller Positionen netto",
           "Summe Umsatzsteuer",
           "Gesamtsumme brutto", "Bereits gezahlt", "Fälliger Betrag", "Zahlungsdaten", "Fälligkeitsdatum",
           "Kontoinhaber", "Firma", "Straße", "Ort", "Umsatzsteuer-ID", "Kennung", "Position", "Artikel",
           "Menge",
           "Preis (netto)", "Gesamt (netto)", "Leitweg-ID"),
    "en": ("Customer", "Supplier", "Invoice", "Invoice number", "Issue date", "Invoice type code",
    "Document currency",
           "Order reference", "Delivery date", "Totals", "Sum of line net amounts", "Total VAT amount",
           "Total amount with VAT", "Paid amount", "Amount due for payment", "Payment", "Payment due date",
           "Account name", "Name", "Street", "City", "VAT identifier", "Endpoint", "Line", "Item", "Quantity",
           "Net price", "Line amount", "Buyer reference"),
}  # fmt: skip


@kind("de", "at", "nl", "no", "ie")
def made_visible(k: Desk) -> None:
    """An e-invoice's XML as a viewer shows it: sections of labels and values, buyer first, lines overleaf."""
    german = k.land.tongue == "de"
    w = _VIEW["de" if german else "en"]
    k.fill(k.chance.randrange(1, 7))
    k.numbered("{y}-####", "RE######", "########", "R-{yy}/####")
    if not german:
        k.form, k.style = "{y}-{mm}-{dd}", "plain"
    due, s, right = k.within(14, 30), k.sheet, k.size[0] - 40
    k.names = (k.issuer.name,)

    def section(x: float, y: float, edge: float, title: str, rows: list[tuple[str, str]]) -> float:
        s.bar(x, y, edge, y + 16, shade)
        s.text(x + 6, y + 11.5, title, 9, True, grey=1 if shade.startswith("#0") else 0)
        for label, value in rows:
            y += 15
            s.text(x + 6, y + 14, label + ":", 8, grey=0.3)
            s.text(x + (edge - x) * 0.42, y + 14, value, 8)
        return y + 36

    shade = k.pick("#003865", "#e3e9ef", "#dcdcdc", "#00594f")
    viewer = (
        "Visualisierung der elektronischen Rechnung" if german else "Electronic invoice - human readable view"
    )
    s.text(40, 36, viewer, 8, grey=0.4)
    half = (40 + right) / 2
    parties = []
    for party in (k.client, k.issuer):
        parties.append([(w[18], party.name), (w[19], party.street), (w[20], party.town), (w[21],
            party.tax_id),
                        (w[22], k.mask("99##:#########"))])  # fmt: skip
    if k.often(0.5):
        section(40, 54, half - 6, w[0], parties[0])
        y = section(half + 6, 54, right, w[1], parties[1])
    else:
        y = section(40, 54, right, w[0], parties[0])
        y = section(40, y, right, w[1], parties[1])
    facts = [(w[3], k.number), (w[4], k.day(k.issued)), (w[5], "380"), (w[6], k.currency),
             (w[28], k.mask("0#######-#####-##"))]  # fmt: skip
    if k.often(0.6):
        facts.append((w[7], k.ordered("PO-####", "45########")))
    facts.append((w[8], k.ago(k.pick(1, 6))))
    y = section(40, y, right, w[2], facts)
    y = section(40, y, right, w[9], [(w[10], k.bare(k.net)), (w[11], k.bare(k.tax)), (w[12], k.bare(k.total)),
                                     (w[13], k.bare(k.net * 0)), (w[14], k.bare(k.total))])  # fmt: skip
    section(
        40,
        y,
        right,
        w[15],
        [
            (w[16], k.day(due)),
            (w[17], k.issuer.name),
            ("IBAN" if k.land.code != "no" else "Account", k.issuer.bank),
        ],
    )
    s.page()
    y = 54.0
    for number, one in enumerate(k.lines, 1):
        y = section(40, y, right, f"{w[23]} {number}", [(w[24], one.what), (w[25], f"{one.quantity} (C62)"),
                                                       (w[26], k.bare(one.price)), (w[27],
                                                       k.bare(one.total))])  # fmt: skip
        if y > 700:
            s.page()
            y = 54.0


KINDS: tuple[Kind, ...] = (boxed_number, till_roll, stamped_file, made_visible)
