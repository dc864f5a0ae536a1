"""Papers of several lands: a Turkish e-invoice, Brazilian light, German tax advice, exports, advertising."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind

_ONES = ["", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"]
_TENS = ["", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan"]


def _turkish(amount: int) -> str:
    """A whole number below a million in words."""
    if amount >= 1000:
        return ("" if amount < 2000 else _turkish(amount // 1000)) + "bin" + _turkish(amount % 1000)
    hundreds = amount // 100
    head = ("" if hundreds == 1 else _ONES[hundreds]) + "yüz" if hundreds else ""
    return head + _TENS[amount // 10 % 10] + _ONES[amount % 10]


@kind("tr")
def e_fatura(k: Desk) -> None:
    """The Turkish e-invoice as its style sheet prints it: framed facts at the right, ETTN, words below."""
    k.fill(k.chance.randrange(1, 6), low=20, high=4000)
    k.numbered("@@@{y}00000####", "@@@{y}0000#####", "@##{y}00000####")
    s, right = k.sheet, k.size[0] - 30
    s.rule(30, 240, 34, 1.2)
    s.rows(30, 48, [k.issuer.name, *k.issuer.address(), f"Tel: {k.issuer.phone}",
        f"Web Sitesi: www.{k.issuer.site}",
                    f"Vergi Dairesi: {k.pick('KADIKÖY', 'ÇANKAYA', 'KONAK')}", f"VKN: {k.issuer.tax_id}"], 8,
           bold_first=True)  # fmt: skip
    s.rule(30, 240, 132, 1.2)
    s.box(268, 36, 328, 96)
    s.text(298, 70, "GİB", 14, True, "c", grey=0.4)
    s.text(298, 112, k.pick("e-FATURA", "e-ARŞİV FATURA"), 10, True, "c")
    s.squares(right - 66, 30, 66)
    s.rule(30, 240, 148, 1.2)
    s.rows(
        30, 162, ["SAYIN", k.client.name, *k.client.address(), f"VKN: {k.client.tax_id}"], 8, bold_first=True
    )
    s.rule(30, 240, 226, 1.2)
    facts = [("Özelleştirme No:", "TR1.2"), ("Senaryo:", k.pick("TEMELFATURA", "TICARIFATURA")),
             ("Fatura Tipi:", "SATIS"), ("Fatura No:", k.number), ("Fatura Tarihi:",
             k.day(k.issued))]  # fmt: skip
    if k.often(0.6):
        facts += [("İrsaliye No:", k.mask("@@@{y}00000####").format(y=k.issued.year)),
                  ("İrsaliye Tarihi:", k.ago(k.pick(0, 2)))]  # fmt: skip
    if k.often(0.4):
        facts.append(("Sipariş No:", k.ordered("#######", "SIP-####")))
    if k.often(0.5):
        facts.append(("Son Ödeme Tarihi:", k.day(k.within(15, 30, 60))))
    top = 124.0
    for label, value in facts:
        s.box(370, top, right, top + 14)
        s.text(373, top + 10, label, 7.5, True)
        s.text(458, top + 10, value, 7.5)
        top += 14
    s.text(30, 250, f"ETTN: {k.mask('########-####-4###-####-############').lower()}", 7.5)
    y = s.table(
        272,
        [(34, "l", "Sıra No"), (72, "l", "Mal Hizmet"), (270, "r", "Miktar"), (340, "r", "Birim Fiyat"),
         (400, "r", "KDV Oranı"), (470, "r", "KDV Tutarı"), (right - 4, "r", "Mal Hizmet Tutarı")],
        [[str(number), one.what, f"{one.quantity} Adet", k.money(one.price), "%20,00",
          k.money(cents(one.total * k.land.rate)), k.money(one.total)] for number, one in enumerate(k.lines,
          1)],
        "grid", 7,
    )  # fmt: skip
    sums = [("Mal Hizmet Toplam Tutarı", k.net), ("Toplam İskonto", k.net * 0), ("Hesaplanan KDV(%20)",
        k.tax),
            ("Vergiler Dahil Toplam Tutar", k.total), ("Ödenecek Tutar", k.total)]  # fmt: skip
    for label, amount in sums:
        s.box(306, y, right, y + 15)
        s.text(450, y + 11, label, 7.5, True, "r")
        s.text(right - 4, y + 11, k.money(amount), 7.5, align="r")
        y += 15
    kurus = int(k.total * 100) % 100
    spoken = f"Yalnız {_turkish(int(k.total))} TL" + (f" {_turkish(kurus)} kuruş" if kurus else "")
    s.box(30, y + 14, right, y + 62)
    s.rows(36, y + 28, [f"Not: {spoken}", f"Banka: IBAN {k.issuer.bank}"], 7.5)


@kind("ie", "us", "sg")
def ads_account(k: Desk) -> None:
    """An advertising platform's month: the number under a large heading, dotted details, a second page."""
    k.sum(k.some(40, 30000), "0" if k.land.code == "us" else "")
    k.numbered("##########", "###########")
    k.form = k.pick("{d} {Mon} {y}", "{Mon} {d}, {y}")
    k.issued = k.issued.replace(day=1) - timedelta(days=1)
    month = f"{k.day(k.issued.replace(day=1))} - {k.day(k.issued)}"
    s, right, word = k.sheet, k.size[0] - 50, k.word()
    firm = {"ie": f"{word} Ireland Limited", "us": f"{word} LLC", "sg": f"{word} Asia Pacific Pte. Ltd."}[
        k.land.code
    ]
    k.names = (firm,)
    s.text(50, 62, word, 20, True, grey=0.35)
    s.rows(right, 46, [firm, *k.issuer.address(), k.land.name,
        f"{k.land.tax_name} number: {k.issuer.tax_id}"], 8,
           align="r")  # fmt: skip
    s.text(50, 150, k.pick("Invoice", "VAT invoice" if k.tax else "Invoice"), 28)
    s.text(50, 168, f"Invoice number: {k.number}", 9)
    s.text(50, 210, "Bill to", 9, grey=0.4)
    s.rows(50, 224, [k.client.person, k.client.name, *k.client.address()], 9)
    s.bar(310, 196, right, 322, "#f1f3f4")
    s.text(320, 214, "Details", 12)
    y = 232.0
    for label, value in (("Invoice number", k.number), ("Invoice date", k.day(k.issued)),
                         ("Billing ID", k.mask("####-####-####")), ("Account ID",
                         k.mask("###-###-####"))):  # fmt: skip
        s.leaders(320, right - 10, y, label, value)
        y += 16
    if k.often(0.6):
        s.leaders(320, right - 10, y, "Purchase order", k.ordered("PO-#####", "45########"))
    paint = k.pick("#1a73e8", "#7b1fa2", "#00695c")
    s.bar(50, 340, right, 400, paint)
    s.text(64, 362, word + " Ads", 14, grey=1)
    s.text(64, 384, f"Total amount due in {k.currency}", 10, grey=1)
    s.text(right - 14, 378, k.money(k.total), 20, True, "r", grey=1)
    if k.often(0.6):
        s.text(right, 420, f"Due {k.day(k.within(15, 30))}", 9, align="r")
    s.text(50, 450, f"Summary for {month}", 12)
    rate = f"{k.land.tax_name} ({(k.land.rate * 100).normalize():f}%)" if k.tax else "Tax (0%)"
    y = s.pairs(310, 480, [(f"Subtotal in {k.currency}", k.money(k.net)), (rate, k.money(k.tax))], "split",
        right - 310,
                step=18)  # fmt: skip
    s.rule(310, right, y - 10)
    s.text(310, y + 4, f"Total in {k.currency}", bold=True)
    s.text(right, y + 4, k.money(k.total), bold=True, align="r")
    s.text(50, s.height - 40, "Page 1 of 2", 7)
    s.page()
    s.text(50, 60, "Invoice", 14)
    s.text(right, 60, f"Invoice number: {k.number}", 8, align="r")
    s.text(50, 84, f"Account: {k.client.brand} / {month}", 8)
    left, rows = k.net, []
    for campaign in ("Brand search", "Spring sale display", "Retargeting", "Video awareness")[
        : k.pick(2, 3, 4)
    ]:
        part = cents(left / 3)
        rows.append([campaign, str(k.chance.randrange(40, 9000)), "Clicks", k.bare(part)])
        left -= part
    rows.append(["Generic keywords", str(k.chance.randrange(40, 9000)), "Clicks", k.bare(left)])
    y = s.table(110, [(50, "l", "Description"), (330, "r", "Quantity"), (350, "l", "Units"),
                      (right, "r", f"Amount({k.currency})")], rows, size=8)  # fmt: skip
    s.text(right, y + 6, f"Subtotal in {k.currency}   {k.money(k.net)}", 8, align="r")
    s.text(50, s.height - 40, "Page 2 of 2", 7)


@kind("de", "at", "ch", "it")
def bilingual_export(k: Desk) -> None:
    """A machine maker's export invoice, each label in two languages: tariff numbers, origin, packing."""
    italian = k.land.code == "it"
    k.fill(k.chance.randrange(2, 6), ("Ball valve DN50", "Sealing kit", "Servo drive 4 kW", "Gear pump GP-2",
                                      "Spare blade set", "Proximity switch"), 40, 3000, "0")  # fmt: skip
    packing, freight = k.some(20, 180), k.some(60, 900)
    goods = k.net
    k.sum(goods + packing + freight, "0")
    k.numbered("9#######", "RE-{y}-####", "{yy}#####", "EX{yy}/####")
    due, s, right = k.within(30, 45, 60), k.sheet, k.size[0] - 45
    s.text(right, 52, k.issuer.brand, 20, True, "r")
    s.text(50, 118, f"{k.issuer.name} · {k.issuer.street} · {k.issuer.town}", 6.5)
    abroad = k.pick(("Nordfjell Armatur AS", "Havnegata 4", "0150 Oslo", "Norway"),
                    ("Harbour Process Ltd", "14 Dock Road", "Hull HU1 2AA", "United Kingdom"),
                    ("Prairie Flow Inc.", "220 Mill Street", "Tulsa, OK 74103", "USA"))  # fmt: skip
    s.rows(50, 134, list(abroad), 10)
    w = (
        ("Fattura", "Fattura n.", "Data", "Cod. cliente", "Vs. ordine", "Bolla n.", "Resa", "Valore merce",
        "Imballo",
         "Trasporto", "Totale", "Pagamento", "Origine", "scadenza")
        if italian else
        ("Rechnung", "Rechnungs-Nr.", "Datum", "Kunden-Nr.", "Ihre Bestellung", "Lieferschein",
        "Lieferbedingung",
         "Warenwert", "Verpackung", "Fracht", "Gesamtbetrag", "Zahlungsbedingung", "Ursprung", "fällig")
    )  # fmt: skip
    facts = [(f"{w[1]} / Invoice No.", k.number), (f"{w[2]} / Date", k.day(k.issued)),
             (f"{w[3]} / Customer No.", k.mask("1#####")),
             (f"{w[4]} / Your order", k.ordered("45########", "PO-#####", f"####/{k.issued.year}")),
             (f"{w[5]} / Delivery note", k.mask("8#######"))]  # fmt: skip
    way = k.pick("beside", "split")
    s.pairs(300, 134, facts, way, right - 300 if way == "split" else 140, 8)
    if k.often(0.5):
        s.text(50, 240, f"{w[0]} / Invoice", 16, True)
    else:
        s.text(50, 236, w[0].upper(), 14, True)
        s.text(50, 249, "INVOICE", 9, grey=0.4)
    rows = [
        [str(number * 10),
         f"{one.what}\nHS code {k.mask('84## ## ##')}  {w[12]} / Origin: {k.land.code.upper()}",
         str(one.quantity), k.bare(one.price), k.bare(one.total)]
        for number, one in enumerate(k.lines, 1)
    ]  # fmt: skip
    y = s.table(275, [(50, "l", "Pos."), (85, "l", "Artikel / Item"if not italian else "Articolo / Item"),
                      (350, "r", "Qty"), (440, "r", "Price / unit"), (right, "r", f"Amount {k.currency}")],
                      rows)  # fmt: skip
    sums = [(f"{w[7]} / Goods value", k.bare(goods)), (f"{w[8]} / Packing", k.bare(packing)),
            (f"{w[9]} / Freight", k.bare(freight))]  # fmt: skip
    y = s.pairs(290, y + 8, sums, "split", right - 290)
    s.rule(290, right, y - 9)
    s.text(290, y + 4, f"{w[10]} / Total amount", 9.5, True)
    s.text(right, y + 4, f"{k.currency} {k.bare(k.total)}", 9.5, True, "r")
    terms = f"{(due - k.issued).days} days net, {w[13]} / due {k.day(due)}"
    y = s.pairs(50, y + 40, [(f"{w[6]} / Terms of delivery:", k.pick("FCA Incoterms 2020",
        "CPT Incoterms 2020")),
                             (f"{w[11]} / Payment:", terms)], "beside", 165, 8)  # fmt: skip
    zero = "Non imponibile art. 8 DPR 633/72" if italian else "Steuerfreie Ausfuhrlieferung"
    s.text(50, y + 6, f"{zero} / Zero-rated export delivery", 8)
    low = s.height - 56
    s.rule(50, right, low - 12)
    heads = (
        "Sede" if italian else "Geschäftsführung",
        "Banca" if italian else "Bank",
        "P.IVA" if italian else "USt-IdNr.",
    )
    s.rows(50, low, [k.issuer.name, *k.issuer.address()], 6)
    s.rows(210, low, [f"{heads[0]}: {k.issuer.person if not italian else k.issuer.town}", k.issuer.phone], 6)
    s.rows(370, low, [f"{heads[1]}: {k.issuer.bank}", f"{heads[2]}: {k.issuer.tax_id}"], 6)


@kind("br")
def light_bill(k: Desk) -> None:
    """A Brazilian light bill: month, due date and sum in three boxes, a fiscal note in the corner, a slip."""
    k.sum(k.some(60, 4200), "0")
    shown, legal = (
        k.mask("0##.###.###"),
        f"{k.word()} {k.pick('Energia', 'Distribuidora de Energia', 'Luz e Força')} S.A.",
    )
    k.number, k.numbers, k.names = shown, (shown, shown.replace(".", "")), (legal,)
    icms, pis = cents(k.total * Decimal("0.18")), cents(k.total * Decimal("0.0093"))
    cofins = cents(k.total * Decimal("0.0428"))
    k.taxes = (f"{icms}", f"{icms + pis + cofins}", "", "0")
    s, due, right = k.sheet, k.within(10, 12, 15), k.size[0] - 30
    s.logo(30, 20, k.word(), 110, "green")
    s.rows(160, 32, [legal, f"{k.issuer.street} - {k.issuer.town}",
                     f"CNPJ {k.issuer.tax_id}  Inscrição Estadual {k.mask('###.###.###.###')}"], 7,
           bold_first=True)  # fmt: skip
    s.rows(right, 32, [k.pick("NOTA FISCAL / CONTA DE ENERGIA ELÉTRICA",
        "NOTA FISCAL DE ENERGIA ELÉTRICA ELETRÔNICA"),
                       f"Nº {shown} - SÉRIE {k.pick('001', 'B', 'U')}",
                       f"DATA DE EMISSÃO: {k.day(k.issued)}"], 7,
           align="r", bold_first=True)  # fmt: skip
    s.rows(30, 86, [k.client.name.upper(), *(one.upper() for one in k.client.address()),
                    f"CNPJ: {k.client.tax_id}"], 8)  # fmt: skip
    s.text(right, 86, k.pick("Nº DA INSTALAÇÃO", "CÓDIGO DO CLIENTE", "UNIDADE CONSUMIDORA"), 7, align="r")
    unit = k.mask("#########")
    s.text(right, 98, unit, 10, True, "r")
    edges = [30, 200, 370, right]
    month = f"{k.issued.month:02}/{k.issued.year}"
    for left, edge, label, value in zip(edges, edges[1:], ("REF: MÊS/ANO", "VENCIMENTO", "TOTAL A PAGAR"),
                                        (month, k.day(due), k.money(k.total)), strict=False):  # fmt: skip
        s.bar(left, 140, edge - 4, 154, "#1d7a3e")
        s.text((left + edge) / 2, 150, label, 7.5, True, "c", grey=1)
        s.box(left, 154, edge - 4, 180)
        s.text((left + edge) / 2, 172, value, 12, True, "c")
    reading = k.chance.randrange(2000, 80000)
    used = k.chance.randrange(80, 3000)
    s.across([30, 150, 270, 400], 200, ["Leitura anterior", "Leitura atual", "Nº de dias", "Próxima leitura"],
             [f"{k.ago(33)}", f"{k.ago(3)}", "30", f"{k.ago(-28)}"], 8)  # fmt: skip
    lit, public = cents(k.total * Decimal("0.86")), cents(k.total * Decimal("0.06"))
    rows = [["Consumo em kWh - TUSD", str(used), k.bare(cents(lit / 2)),
        k.bare(cents(lit / 2 * Decimal("0.18")))],
            ["Consumo em kWh - TE", str(used), k.bare(lit - cents(lit / 2)),
            k.bare(cents(lit / 2 * Decimal("0.18")))],
            ["Adicional bandeira amarela", "", k.bare(k.total - lit - public), ""],
            ["Contribuição iluminação pública", "", k.bare(public), ""],
            ["TOTAL", "", k.bare(k.total), k.bare(icms)]]  # fmt: skip
    y = s.table(240, [(34, "l", "Itens da fatura"), (250, "r", "Quant."), (330, "r", "Valor (R$)"),
                      (400, "r", "ICMS")], rows, k.pick("grid", "zebra"), 7)  # fmt: skip
    s.text(430, 240, "Tributo   Base     %    Valor", 7, True)
    s.rows(430, 252, [f"ICMS  {k.bare(k.total)} 18,00 {k.bare(icms)}",
        f"PIS  {k.bare(k.total)} 0,93 {k.bare(pis)}",
                      f"COFINS  {k.bare(k.total)} 4,28 {k.bare(cofins)}"], 6.5, 11)  # fmt: skip
    s.text(
        34,
        y + 12,
        f"Medidor {k.mask('########')}  Anterior {reading}  Atual {reading + used}  Constante 1",
        7,
    )
    s.text(34, y + 30, "Consumo dos últimos meses (kWh)", 7, True)
    for back in range(6):
        s.text(34 + back * 60, y + 42, f"{(k.issued - timedelta(days=30 * (back + 1))):%m/%y}", 6.5)
        s.text(34 + back * 60, y + 52, str(k.chance.randrange(80, 3000)), 6.5)
    low = s.height - 150
    s.dashes(low - 12)
    s.text(30, low + 6, k.mask("836########-# ########### # ########### # ###########-#"), 9)
    s.across([30, 160, 300, 430], low + 26, ["Instalação", "Mês/Ano", "Vencimento", "Total a pagar"],
             [unit, month, k.day(due), k.money(k.total)], 9)  # fmt: skip
    for bar in range(90):
        s.bar(30 + bar * 4, low + 60, 30 + bar * 4 + k.pick(0.8, 1.4, 2.4), low + 96, "black")
    s.text(30, low + 110, f"{legal}   {k.client.name.upper()}", 7)


_FEES = (
    ("Buchführung laufend", "§ 33 Abs. 1 StBVV", "{n},0/10"), ("Lohnabrechnung", "§ 34 Abs. 2 StBVV", ""),
    ("Jahresabschluss", "§ 35 Abs. 1 Nr. 1a StBVV", "2{n},0/10"), ("Körperschaftsteuererklärung",
    "§ 24 Abs. 1 Nr. 3", "{n},0/10"),
    ("Umsatzsteuererklärung", "§ 24 Abs. 1 Nr. 8", "{n},0/10"), ("Gewerbesteuererklärung",
    "§ 24 Abs. 1 Nr. 5", "{n},0/10"),
)  # fmt: skip


@kind("de")
def tax_adviser(k: Desk) -> None:
    """A German tax adviser's fees: paragraphs of the law, values and tenths; its office in a column."""
    chosen = k.chance.sample(_FEES, k.chance.randrange(2, 5))
    fees = [k.some(60, 1900) for _ in chosen]
    k.sum(sum(fees, Decimal("20.00")))
    k.numbered("{y}/0####", "####/{yy}", "{yy}-#####")
    s, due, right = k.sheet, k.within(10, 14), k.size[0] - 40
    names = (k.issuer.person.split()[-1], k.pick("Albers", "Wieland", "Kruse"))
    firm = k.pick("{0} & {1} Steuerberater PartG mbB", "{0} {1} Steuerberatungsgesellschaft mbH",
                  "Steuerkanzlei {0}").format(*names)  # fmt: skip
    k.names = (firm,)
    headed = (
        firm.replace(" Steuerberat", "\nSteuerberat")
        .replace("schaft ", "schaft\n")
        .replace(" Part", "\nPart")
    )
    s.rows(430, 56, headed.split("\n"), 9.5)
    s.rows(430, 100, [k.issuer.person, "Dipl.-Kfm., Steuerberater", "", *k.issuer.address(), "",
                     f"Tel. {k.issuer.phone}", f"kanzlei@{k.issuer.site}", "", f"Mandant {k.mask('#####')}",
                     k.issuer.town.split()[-1] + ", " + k.day(k.issued)], 7.5)  # fmt: skip
    s.text(60, 128, f"{firm} - {k.issuer.street} - {k.issuer.town}", 6)
    s.rows(60, 146, [k.client.name, "Geschäftsführung", *k.client.address()], 10)
    y = 256.0
    s.text(60, y, f"{k.pick('Rechnung Nr.', 'Gebührenrechnung Nr.', 'Honorarrechnung')} {k.number}", 12, True)
    s.text(60, y + 14, f"Leistungszeitraum: {k.ago(95)} bis {k.ago(5)}", 8.5)
    s.text(60, y + 34, "Sehr geehrte Damen und Herren, für unsere Tätigkeit berechnen wir Ihnen:", 9)
    rows = []
    for (what, law, tenth), fee in zip(chosen, fees, strict=True):
        value = k.bare(Decimal(k.chance.randrange(8, 900)) * 1000) if tenth else f"{k.pick(3, 8, 14)} AN"
        rows.append([what, law, value, tenth.format(n=k.pick(2, 3, 5)), k.bare(fee)])
    rows.append(["Auslagenpauschale", "§ 16 StBVV", "", "", "20,00"])
    y = s.table(y + 60, [(60, "l", "Tätigkeit"), (210, "l", "Rechtsgrundlage"), (390, "r", "Gegenstandswert"),
                         (450, "r", "Satz"), (right, "r", "EUR")], rows, k.pick("head", "none"),
                         8.5)  # fmt: skip
    s.rule(450, right, y - 8)
    y = s.pairs(300, y + 6, [("Zwischensumme", k.bare(k.net)), ("zzgl. 19 % Umsatzsteuer", k.bare(k.tax))],
        "split",
                right - 300)  # fmt: skip
    s.text(300, y + 2, k.pick("Rechnungsbetrag", "Endbetrag", "Zu zahlender Betrag"), bold=True)
    s.text(right, y + 2, k.money(k.total), bold=True, align="r")
    y = s.prose(60, y + 40,
        f"Wir bitten um Überweisung bis zum {k.day(due)} auf das unten genannte Konto. Die Vergütung "
                "ist nach der Steuerberatervergütungsverordnung berechnet.", right - 60)  # fmt: skip
    s.text(60, y + 22, "Mit freundlichen Grüßen")
    s.text(60, y + 60, k.issuer.person)
    s.text(
        60,
        s.height - 40,
        f"{k.issuer.bank}   USt-IdNr. {k.issuer.tax_id}   Steuernummer {k.mask('##/###/#####')}",
        6.5,
    )


_PANEL = {
    "en": ("INVOICE", "No.", "Issued", "Due", "Pay to", "For", "Total"),
    "fr": ("FACTURE", "N°", "Émise le", "Échéance", "Règlement", "Pour", "Total TTC"),
    "es": ("FACTURA", "N.º", "Fecha", "Vence", "Pago", "Para", "Total"),
    "nl": ("FACTUUR", "Nr.", "Datum", "Vervalt", "Rekening", "Voor", "Totaal"),
}


@kind("gb", "fr", "es", "nl", "us")
def side_panel(k: Desk) -> None:
    """A designer's own template: a dark panel down the left with number, dates, bank and firm in white."""
    w = _PANEL[k.land.tongue]
    k.fill(k.chance.randrange(1, 5), ("Brand workshop", "Logo and colours", "Photo retouching",
        "Website texts",
                                      "Packaging concept", "Trade fair stand"), 90, 1900,
           "0" if k.land.code == "us" else "")  # fmt: skip
    k.numbered("0##", "{yy}-0##", "{y}/##", "A-###")
    due, s, right = k.within(14, 30), k.sheet, k.size[0] - 40
    k.names = (k.issuer.name, k.issuer.brand) if k.often(0.5) else (k.issuer.name,)
    shade = k.pick("#22313f", "#3b2f5c", "#5c1f2e", "#0f4c4a")
    s.bar(0, 0, 185, s.height, shade)
    head = [*k.issuer.brand.split()] if len(k.names) > 1 else [k.word()]
    k.names = (k.issuer.name, " ".join(head))
    y = s.rows(24, 60, head, 17, 22, grey=1) + 44
    for label, value in ((w[0], ""), (w[1], k.number), (w[2], k.day(k.issued)), (w[3], k.day(due))):
        if value:
            s.text(24, y, label, 7, grey=0.8)
            s.text(24, y + 12, value, 10, True, grey=1)
            y += 30
        else:
            s.text(24, y, label, 13, grey=1, gap=k.pick(0.0, 2.0))
            y += 26
    s.text(24, y + 10, w[4], 7, grey=0.8)
    bank = k.issuer.bank.split(" ")
    s.rows(24, y + 22, [" ".join(bank[:3]), " ".join(bank[3:])], 8, grey=1)
    s.rows(24, s.height - 90, [k.issuer.name, *k.issuer.address(), k.issuer.phone,
                               f"{'EIN' if k.land.code == 'us' else k.land.tax_name} {k.issuer.tax_id}"], 7.5,
           grey=0.95)  # fmt: skip
    s.text(215, 60, w[5], 8, grey=0.5)
    s.rows(215, 76, [k.client.name, k.client.person, *k.client.address()], 11)
    y = 190.0
    for one in k.lines:
        s.text(215, y, one.what, 11)
        s.text(right, y, k.money(one.total), 11, align="r")
        if one.quantity > 1:
            s.text(215, y + 12, f"{one.quantity} x {k.money(one.price)}", 8, grey=0.45)
        y += 34
    s.rule(215, right, y - 10, 1.4)
    if k.tax:
        y = s.pairs(215, y + 8, [(f"{k.land.tax_name} {(k.land.rate * 100).normalize():f}%",
            k.money(k.tax))], "split",
                    right - 215, 10)  # fmt: skip
    s.text(215, y + 18, w[6], 12)
    s.text(right, y + 20, k.money(k.total), 20, True, "r")


KINDS: tuple[Kind, ...] = (e_fatura, ads_account, bilingual_export, light_bill, tax_adviser, side_panel)
