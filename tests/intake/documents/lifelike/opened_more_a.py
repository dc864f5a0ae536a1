"""Offices' and practices' papers: an architect's stage fee, a notary's costs, a vet, a Vietnamese invoice."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind
from tests.intake.documents.strangers.pen import wide

_STAGES = (
    ("1", "Grundlagenermittlung", 2), ("2", "Vorplanung", 7), ("3", "Entwurfsplanung", 15),
    ("4", "Genehmigungsplanung", 3), ("5", "Ausführungsplanung", 25), ("6", "Vorbereitung der Vergabe", 10),
    ("7", "Mitwirkung bei der Vergabe", 4), ("8", "Objektüberwachung", 32),
)  # fmt: skip


@kind("de")
def stage_fee(k: Desk) -> None:
    """An architect's fee by stages of the HOAI: what is done so far less the earlier part bills."""
    base, reached = Decimal(k.chance.randrange(180, 2400)) * 100, k.chance.randrange(2, 8)
    rows, done = [], Decimal()
    for number, what, share in _STAGES[:reached]:
        ready = Decimal(k.pick(40, 60, 75, 90)) if number == str(reached) else Decimal(100)
        fee = cents(base * share / 100 * ready / 100)
        done += fee
        rows.append([f"LPH {number}", what, f"{share},0 %", f"{ready} %", k.bare(fee)])
    extra = cents(done * Decimal("0.05"))
    before = k.chance.randrange(1, 4)
    parts = [cents(done * Decimal(k.chance.randrange(14, 24)) / 100) for _ in range(before)]
    k.sum(done + extra - sum(parts, Decimal()))
    k.numbered("{yy}-0##", "{y}/###", "{yy}##-0#", "AR {yy}-##")
    surnames = k.chance.sample([one.split()[-1] for one in k.land.people], 2)
    firm = f"{surnames[0]} {surnames[1]} Architekten {k.pick('PartG mbB', 'GmbH', 'BDA PartGmbB')}"
    k.names, s, right = (firm,), k.sheet, k.size[0] - 60
    site = "-".join(surnames).lower().replace("ö", "oe") + ".de"
    brand = f"{surnames[0]} {k.pick('+', '|', 'und')} {surnames[1]}".lower()
    s.text(right, 62, brand, 17, align="r", gap=0.6)
    s.text(right, 80, "architekten", 17, align="r", grey=0.5)
    s.text(60, 132, f"{firm} · {k.issuer.street} · {k.issuer.town}", 6.5, grey=0.3)
    s.rows(60, 148, [k.client.name, f"z. Hd. {k.client.person}", *k.client.address()])
    s.text(right, 216, f"{k.issuer.city()}, {k.pick('', 'den ')}{k.day(k.issued)}", align="r")
    s.text(60, 246, f"{k.pick('Honorarrechnung', 'Rechnung')} {k.pick('Nr.', 'Nr.:', '')} {k.number}", 12,
           True)  # fmt: skip
    s.text(60, 261, f"{before + 1}. Abschlagsrechnung", 10, True)
    project = k.pick("Neubau Kindertagesstätte", "Umbau Bürogebäude", "Sanierung Schule am Park", "Wohnhaus")
    s.text(60, 276, f"Bauvorhaben: {project}, Projekt {k.mask('2###')}, Vertrag vom {k.ago(410)}", 9)
    s.text(60, 298, f"Anrechenbare Kosten {k.money(base * 11)}, Honorarzone III, Grundhonorar 100 % "
           f"{k.money(base)}", 8)  # fmt: skip
    y = s.table(320, [(60, "l", "Phase"), (110, "l", "Leistung"), (360, "r", "Anteil"), (430, "r",
            "erbracht"),
                      (right, "r", "Honorar in EUR")], rows, k.pick("head", "zebra"), 8.5)  # fmt: skip
    sums = [("Honorar erbrachte Leistungen", done), ("zuzüglich Nebenkosten 5 %", extra)]
    for index, part in enumerate(parts):
        sums.append(
            (f"abzüglich {index + 1}. Abschlagsrechnung vom {k.ago(60 * (before - index))}, netto", -part)
        )
    sums += [("Honorar netto", k.net), ("zuzüglich 19 % MwSt.", k.tax)]
    y += 8
    for label, amount in sums:
        if label == "Honorar netto":
            s.rule(110, right, y - 10)
        s.text(110, y, label)
        s.text(right, y, k.bare(amount), align="r")
        y += 14
    s.rule(110, right, y - 9, 1.0, 0.1)
    s.text(110, y + 3, k.pick("Rechnungsbetrag brutto", "Zahlbetrag brutto", "Zu zahlender Betrag"), 10, True)
    s.text(right, y + 3, k.money(k.total), 10, True, "r")
    days = k.pick(14, 21, 30)
    if k.often(0.5):
        s.text(60, y + 34, f"Wir bitten um Überweisung bis zum {k.day(k.within(days))}.")
    else:
        s.text(60, y + 34, "Zahlbar ohne Abzug nach § 15 HOAI.")
    s.rows(60, s.height - 64, [firm, k.issuer.street, k.issuer.town], 6.5)
    s.rows(230, s.height - 64, [f"Fon {k.issuer.phone}", f"buero@{site}", f"www.{site}"], 6.5)
    s.rows(
        390,
        s.height - 64,
        [k.pick("GLS Bank", "Sparkasse"), k.issuer.bank, f"USt-IdNr. {k.issuer.tax_id}"],
        6.5,
    )


@kind("de")
def notary_costs(k: Desk) -> None:
    """A notary's bill of costs: tariff numbers, the deed's worth, the bill's number beside the deed's."""
    value = Decimal(k.chance.randrange(40, 900)) * 1000
    fee = cents(value * Decimal("0.0037") + 230)
    matters = [("21100", "Beurkundungsverfahren", k.bare(value), fee), ("22110", "Vollzugsgebühr",
            k.bare(value),
               cents(fee / 4)), ("22200", "Betreuungsgebühr", k.bare(value), cents(fee / 4))]  # fmt: skip
    matters = matters[: k.chance.randrange(1, 4)]
    matters.append(
        ("32001", "Dokumentenpauschale", "", Decimal(k.chance.randrange(12, 160)) * Decimal("0.15"))
    )
    matters.append(("32005", "Post und Telekommunikation", "", Decimal("20.00")))
    k.sum(sum((one[3] for one in matters), Decimal()))
    k.numbered("{yy}0####", "{y}/####", "K {yy}####", "####/{yy}")
    s, right, doctor = k.sheet, k.size[0] - 62, k.pick("Dr. ", "Dr. ", "")
    name = f"{doctor}{k.issuer.person}"
    k.names = (name, f"Notar {name}", f"{name}, Notar")
    middle = s.width / 2
    if k.often(0.5):
        s.text(middle, 58, name.upper() if k.often(0.3) else name, 16, align="c", gap=0.8)
        s.text(middle, 74, "Notar", 10, align="c", grey=0.2)
        s.text(middle, 88, f"{k.issuer.street} · {k.issuer.town} · Telefon {k.issuer.phone}", 7.5, align="c")
    else:
        s.text(62, 58, name, 15, True)
        s.text(62, 72, "Notar", 10)
        s.rows(right, 54, [k.issuer.street, k.issuer.town, f"Telefon {k.issuer.phone}"], 7.5, align="r")
    s.rule(62, right, 98, 0.8)
    s.rows(62, 136, [k.pick(k.client.person, k.client.name), *k.client.address()], 10)
    deed = f"UVZ-Nr. {k.mask('####')}/{k.issued.year}"
    s.pairs(right - 150, 136, [(k.pick("Rechnungsnummer", "Kostenrechnung Nr.", "Rechnungs-Nr."), k.number),
            ("Urkundenverzeichnis", deed.removeprefix("UVZ-Nr. ")), ("Sachbearbeiterin",
            "Fr. " + k.pick("Lenz",
             "Kroll"))], k.pick("below", "split"), 150, 9)  # fmt: skip
    s.text(right, 232, f"{k.issuer.city()}, den {k.day(k.issued)}", 10, align="r")
    s.text(62, 262, "Kostenrechnung", 13, True)
    s.text(62, 278, f"gemäß § 19 GNotKG zu {deed} vom {k.ago(k.chance.randrange(6, 40))}, "
           + k.pick("Grundstückskaufvertrag", "Ehevertrag", "Gründung einer GmbH"), 9)  # fmt: skip
    y = s.table(306, [(62, "l", "KV-Nr."), (120, "l", "Gegenstand"), (right - 100, "r", "Geschäftswert EUR"),
                      (right, "r", "Gebühr EUR")], [[*one[:3], k.bare(one[3])] for one in matters],
                k.pick("head", "none"), 9)  # fmt: skip
    s.rule(right - 70, right, y - 8)
    s.pairs(120, y + 6, [(k.pick("Zwischensumme", "Summe"), k.bare(k.net)),
                         ("32014  Umsatzsteuer 19 %", k.bare(k.tax))], "split", right - 120, 9)  # fmt: skip
    s.text(120, y + 38, k.pick("Rechnungsbetrag", "Gesamtbetrag", "Gesamtkosten"), 10, True)
    s.text(right, y + 38, k.money(k.total), 10, True, "r")
    s.rule(right - 70, right, y + 42, 1.2)
    y = s.prose(62, y + 74,
            "Die Kosten sind sofort fällig. Bitte überweisen Sie unter Angabe der Rechnungsnummer. "
                "Gegen diese Kostenrechnung kann die Entscheidung des Landgerichts beantragt werden "
                "(§ 127 GNotKG).", right - 62, 8.5)  # fmt: skip
    s.rows(62, y + 46, [f"({k.issuer.person.split()[-1]})", "Notar"], 10)
    s.text(middle, s.height - 40, f"{k.pick('Commerzbank', 'Volksbank')} IBAN {k.issuer.bank}   "
           f"Steuernummer {k.mask('##/###/#####')}", 7, align="c")  # fmt: skip


_TREATMENTS = (
    "Consultation", "Booster vaccination", "Blood biochemistry profile", "Meloxicam oral susp. 32 ml",
    "Dental scale and polish", "General anaesthetic", "Nail clip", "Intravenous fluids", "Worming tablet",
    "Radiography, first plate", "Hospitalisation per night",
)  # fmt: skip


@kind("gb", "ie", "au", "nz")
def vet_practice(k: Desk) -> None:
    """A vet's bill under each animal's name, tax within the prices, surgeries down a side column."""
    rows, gross = [], Decimal()
    for animal in k.chance.sample(("Bella", "Monty", "Tigger", "Flossie", "Duke"), k.pick(1, 1, 2)):
        rows.append(["", f"{animal} ({k.pick('Labrador', 'DSH cat', 'Border collie', 'Cockapoo')})", "", ""])
        day = k.ago(k.pick(0, 0, 1, 3))
        for what in k.chance.sample(_TREATMENTS, k.chance.randrange(1, 6)):
            price = k.some(8, 240)
            gross += price
            rows.append([day, what, k.pick("1", "1", "2.00"), k.bare(price)])
    k.total, k.net = gross, cents(gross / (1 + k.land.rate))
    k.tax = gross - k.net
    k.numbered("######", "{yy}-#####", "INV ######", "S##-####")
    s, right, name = k.sheet, k.size[0] - 40, k.land.tax_name
    practice = f"{k.word()} {k.pick('Veterinary Centre', 'Vets', 'Veterinary Surgery', 'Animal Hospital')}"
    legal = f"{k.word()} Veterinary Services {k.pick(*k.land.forms[:2])}"
    k.names = (legal, practice)
    s.bar(0, 0, 128, s.height, k.pick("#dfeee4", "#e4ecf5", "#f3ead8"))
    s.text(16, 60, "Our surgeries", 9, True)
    y = 78.0
    for town in k.chance.sample(k.land.towns, 3):
        y = s.rows(16, y, [town.split()[0], k.mask("## High Street"), k.mask("0#### ######")], 7.5,
                   bold_first=True) + 8  # fmt: skip
    s.rows(16, y + 10, ["Opening hours", "Mon-Fri 8.30-18.30", "Sat 9.00-12.00"], 7.5, bold_first=True)
    s.text(148, 58, practice, 17, True)
    s.text(148, 72, f"{k.issuer.street}, {k.issuer.town}    {k.issuer.phone}", 8)
    s.rows(148, 118, [k.client.person, *k.client.address()])
    s.text(right, 112, k.pick("INVOICE", "Tax Invoice", "Invoice"), 14, align="r")
    s.rule(148, right, 172)
    labels = [k.pick("Client no.", "Account"), k.pick("Invoice no.", "Invoice"), k.pick("Date",
            "Invoice date"),
              "Vet"]  # fmt: skip
    s.across([148, 240, 340, 450], 186, labels, [k.mask("####"), k.number, k.day(k.issued),
             k.issuer.person.split()[-1]], 9)  # fmt: skip
    s.rule(148, right, 206)
    top = 226.0
    for day, what, count, price in rows:
        s.text(148, top, day, 8.5)
        s.text(212, top, what, 8.5, not day)
        s.text(right - 80, top, count, 8.5, align="r")
        s.text(right, top, price, 8.5, align="r")
        top += 14.5
    s.rule(148, right, top - 4)
    y = s.pairs(right - 190, top + 12, [(f"Total including {name}", k.bare(gross)), (f"{name} content",
                k.bare(k.tax))], "split", 190)  # fmt: skip
    s.text(right - 190, y + 4, k.pick("Amount due", "Invoice total", "To pay"), 11, True)
    s.text(right, y + 4, k.money(gross), 11, True, "r")
    s.text(
        148,
        y + 34,
        k.pick("Thank you for caring for your pet with us.", "Next booster due: " + k.ago(-360)),
        8,
    )
    s.prose(148, s.height - 50, f"{practice} is a trading name of {legal}. {name} no. {k.issuer.tax_id}. "
            f"Payment is due at the time of treatment. {k.issuer.bank}", right - 148, 7)  # fmt: skip


_WARES = (
    "Giấy in A4 70gsm", "Mực in laser", "Bàn làm việc 1m4", "Dịch vụ bảo trì máy lạnh", "Thùng carton 5 lớp",
    "Dây cáp điện 2x4", "Nước khoáng 500ml", "Phí vận chuyển", "Ghế xoay văn phòng",
)  # fmt: skip


@kind("vn")
def vat_invoice(k: Desk) -> None:
    """The Vietnamese electronic invoice: serial and number at the right, the date in words, a seal below."""
    k.places, k.face = 0, "sans" if "sans" in wide() else k.face  # the others lack letters
    rows, net = [], Decimal()
    for index in range(k.chance.randrange(1, 6)):
        count, price = k.pick(1, 2, 5, 10, 20), Decimal(k.chance.randrange(20, 4000)) * 1000
        net += count * price
        unit = k.pick("cái", "thùng", "lần", "bộ")
        rows.append([str(index + 1), k.pick(*_WARES), unit, str(count), k.bare(price), k.bare(count * price)])
    k.sum(net)
    number, serial = k.numbered("####", "0000####", "#####"), k.mask(f"1C{k.issued.year % 100}T@@")
    k.numbers = (number, f"{serial}{number}", f"{serial}-{number}", f"{serial} {number}")
    trade = k.pick("THƯƠNG MẠI", "SẢN XUẤT THƯƠNG MẠI", "DỊCH VỤ", "XÂY DỰNG")
    firm = f"CÔNG TY {k.pick('TNHH', 'CỔ PHẦN', 'TNHH MTV')} {trade} {k.word().upper()}"
    buyer = f"CÔNG TY TNHH {k.client.name.split(' Co.')[0].split(' JSC')[0].upper()}"
    k.names, s, right, middle = (firm,), k.sheet, k.size[0] - 40, k.size[0] / 2
    s.box(24, 24, s.width - 24, s.height - 24)
    s.squares(40, 116, 52)
    s.text(middle, 48, firm, 12, True, "c")
    s.rows(middle, 62, [f"Mã số thuế (Tax code): {k.issuer.tax_id}", f"Địa chỉ (Address): {k.issuer.street}, "
           f"{k.issuer.town}", f"Điện thoại (Tel): {k.issuer.phone}"], 8, align="c")  # fmt: skip
    s.rule(40, right, 104)
    s.text(middle, 124, "HÓA ĐƠN GIÁ TRỊ GIA TĂNG", 14, True, "c")
    s.text(
        middle, 138, k.pick("(VAT INVOICE)", "(VAT INVOICE) - Bản thể hiện của hóa đơn điện tử"), 8, align="c"
    )
    s.text(middle, 154, k.day(k.issued, k.land.dates[0]), 9, align="c")
    s.rows(right, 132, [f"Ký hiệu (Serial): {serial}", f"Số (No.): {number}"], 8, 14, align="r")
    s.rule(40, right, 180)
    buying = [("Họ tên người mua hàng (Buyer)", k.client.person), ("Tên đơn vị (Company)", buyer),
              ("Mã số thuế (Tax code)", k.client.tax_id), ("Địa chỉ (Address)",
               f"{k.client.street}, {k.client.town}"),
              ("Hình thức thanh toán (Payment)", k.pick("TM/CK", "Chuyển khoản"))]  # fmt: skip
    y = 194.0
    for label, said in buying:
        s.text(44, y, f"{label}: {said}", 8.5)
        y += 13
    y = s.table(y + 12, [(44, "l", "STT"), (74, "l", "Tên hàng hóa, dịch vụ"), (270, "l", "ĐVT"),
                         (350, "r", "Số lượng"), (440, "r", "Đơn giá"), (right - 4, "r", "Thành tiền")], rows,
                k.pick("grid", "head"), 8.5)  # fmt: skip
    for label, amount in (("Cộng tiền hàng (Sub total)", k.net),
                          ("Thuế suất GTGT (VAT rate): 8%    Tiền thuế GTGT (VAT amount)", k.tax),
                          ("Tổng cộng tiền thanh toán (Total payment)", k.total)):  # fmt: skip
        s.text(right - 110, y + 6, label + ":", 8.5, amount == k.total, "r")
        s.text(right - 4, y + 6, k.bare(amount), 8.5, amount == k.total, "r")
        y += 15
    s.text(44, y + 8, "Đơn vị tiền tệ (Currency): VND", 8)
    s.text(130, y + 40, "Người mua hàng (Buyer)", 8.5, True, "c")
    s.text(right - 100, y + 40, "Người bán hàng (Seller)", 8.5, True, "c")
    s.box(right - 196, y + 54, right - 4, y + 92)
    s.rows(right - 190, y + 66, ["Signature Valid", f"Ký bởi: {firm[:42]}",
            f"Ký ngày: {k.day(k.issued, '{dd}/{mm}/{y}')}"],
           6.5)  # fmt: skip
    s.text(middle, s.height - 34, f"Mã tra cứu: {k.mask('@##@@#####')} - (Cần kiểm tra, đối chiếu khi lập, "
           "giao, nhận hóa đơn)", 6.5, align="c")  # fmt: skip


KINDS: tuple[Kind, ...] = (stage_fee, notary_costs, vet_practice, vat_invoice)
