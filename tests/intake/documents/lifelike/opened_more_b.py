"""Habits of some places: a Ukrainian account, an Argentine and a Hungarian invoice, a copier's meter."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind

_GOODS_UA = (
    "Папір офісний А4, 500 арк.", "Кабель ВВГ 3х2,5", "Послуги з перевезення вантажу", "Фарба біла 10 кг",
    "Оренда приміщення", "Картридж для принтера", "Цемент М500, мішок 25 кг", "Технічне обслуговування",
)  # fmt: skip


@kind("ua")
def rakhunok(k: Desk) -> None:
    """A Ukrainian account to pay: a sample payment order on top, number and day in one title."""
    rows, net = [], Decimal()
    for index in range(k.chance.randrange(1, 7)):
        count, price = k.pick(1, 2, 5, 10, 40), k.some(30, 3000)
        net += count * price
        unit = k.pick("шт.", "посл.", "уп.")
        rows.append(
            [str(index + 1), k.pick(*_GOODS_UA), f"{count} {unit}", k.bare(price), k.bare(count * price)]
        )
    k.sum(net)
    k.numbered("###", "####", "СФ-00#####", "##/{m}")
    k.form, code = k.land.dates[0], k.mask("########")
    what = k.pick("ТРЕЙД", "СЕРВІС", "БУД", "ПЛЮС", "ЛОГІСТИК")
    form = k.pick(*k.land.forms)
    firm = f'{form} "{k.word()} {what}"'
    other = next(one for one in k.land.trades if one != k.word())
    k.names = (firm, f"{form} {k.word()} {what}")
    s, right = k.sheet, k.size[0] - 40
    account, bank = k.issuer.bank, k.pick('АТ КБ "ПРИВАТБАНК"', 'АТ "Ощадбанк"', 'АТ "ПУМБ"')
    if k.often(0.6):
        s.prose(70, 40, "Увага! Оплата цього рахунку означає погодження з умовами поставки товарів. Рахунок "
                "дійсний протягом трьох банківських днів.", right - 140, 7)  # fmt: skip
        s.text(s.width / 2, 72, "Зразок заповнення платіжного доручення", 9, True, "c")
        s.box(40, 80, right, 148)
        s.text(46, 94, "Одержувач", 8)
        s.text(120, 94, firm, 9, True)
        s.text(46, 110, "Код", 8)
        s.text(120, 110, code, 9)
        s.text(46, 126, "Банк одержувача", 7)
        s.text(120, 126, bank, 9)
        s.text(46, 142, "КРЕДИТ рах. N", 7)
        s.text(120, 142, account, 9)
    s.text(40, 182, f"Рахунок на оплату № {k.number} від {k.day(k.issued)}", 14, True)
    s.rule(40, right, 190, 1.6, 0.1)
    s.text(40, 212, "Постачальник:")
    s.text(124, 212, firm, bold=True)
    s.rows(124, 225, [f"п/р {account} у банку {bank},", f"{k.issuer.town}, {k.issuer.street}, тел.: "
           f"{k.issuer.phone},", f"код за ЄДРПОУ {code}, ІПН {k.issuer.tax_id}"], 8)  # fmt: skip
    s.text(40, 270, "Покупець:")
    s.text(124, 270, f'ТОВ "{other} {k.pick("АГРО", "МАРКЕТ", "ТЕХ")}"', bold=True)
    s.text(124, 283, f"тел.: {k.client.phone}", 8)
    s.text(40, 304, "Договір:")
    s.text(124, 304, k.pick("Основний договір", f"№ {k.mask('##/##')} від {k.ago(200)}"))
    y = s.table(332, [(44, "l", "№"), (70, "l", "Товари (роботи, послуги)"), (370, "r", "Кіл-сть"), (450, "r",
                "Ціна без ПДВ"), (right - 4, "r", "Сума без ПДВ")], rows, "grid", 8.5)  # fmt: skip
    y = s.pairs(right - 170, y + 8, [("Разом:", k.bare(k.net)), ("Сума ПДВ:", k.bare(k.tax)),
                (k.pick("Усього з ПДВ:", "Всього до сплати:"), k.bare(k.total))], "split",
                166, bold=True)  # fmt: skip
    s.text(40, y + 12, f"Всього найменувань {len(rows)}, на суму {k.money(k.total, 'behind')}.", 9)
    s.rule(40, right, y + 34, 1.6, 0.1)
    s.text(right - 220, y + 58, f"Виписав(ла): ____________________ {k.issuer.person.split()[-1]}", 9)


@kind("ar")
def factura_a(k: Desk) -> None:
    """The Argentine invoice of the tax office: a letter in the middle, the number in two parts, a CAE."""
    rows, net = [], Decimal()
    for _ in range(k.chance.randrange(1, 5)):
        count, price = k.pick(1, 1, 2, 6, 12), k.some(900, 90000)
        net += count * price
        what = k.pick("Servicio de mantenimiento", "Honorarios profesionales", "Repuestos varios", "Flete",
                      "Alquiler de equipos", "Bobina film stretch")  # fmt: skip
        rows.append([k.mask("####"), what, f"{count},00", "unidades", k.bare(price), "21%",
                k.bare(count * price),
                     k.bare(cents(count * price * Decimal("1.21")))])  # fmt: skip
    k.sum(net)
    place, serial = k.mask("0000#"), k.mask("0000####")
    k.number = f"{place}-{serial}"
    k.numbers = (k.number, serial, f"{place} {serial}", place + serial, f"{place[1:]}-{serial}")
    s, right, middle = k.sheet, k.size[0] - 28, k.size[0] / 2
    form = k.pick(*k.land.forms)
    firm = f"{k.word()} {k.pick('Servicios', 'Agropecuaria', 'Metalúrgica', 'Distribuciones')} {form}"
    k.names, due = (firm,), k.within(0, 10, 30)
    s.box(28, 28, right, 48)
    s.text(middle, 42, "ORIGINAL", 11, True, "c")
    s.box(28, 48, right, 176)
    s.box(middle - 22, 48, middle + 22, 90)
    s.text(middle, 72, "A", 22, True, "c")
    s.text(middle, 85, "COD. 01", 7, True, "c")
    s.text(150, 76, k.word().upper(), 16, True, "c")
    for index, (label, said) in enumerate((("Razón Social:", firm), ("Domicilio Comercial:", k.issuer.street),
            ("", k.issuer.town), ("Condición frente al IVA:", "IVA Responsable Inscripto"))):  # fmt: skip
        end = s.text(34, 108 + index * 17, label, 8, True)
        s.text(end + 3, 108 + index * 17, said, 8)
    left = middle + 34
    s.text(left, 74, "FACTURA", 17, True)
    end = s.text(left, 100, "Punto de Venta:", 8.5, True)
    end = s.text(end + 3, 100, place, 8.5, True)
    end = s.text(end + 12, 100, "Comp. Nro:", 8.5, True)
    s.text(end + 3, 100, serial, 8.5, True)
    for index, (label, said) in enumerate((("Fecha de Emisión:", k.day(k.issued)), ("CUIT:", k.issuer.tax_id),
            ("Ingresos Brutos:", k.mask("###-######-#")), ("Fecha de Inicio de Actividades:",
             k.ago(3200)))):  # fmt: skip
        end = s.text(left, 116 + index * 15, label, 8.5, True)
        s.text(end + 3, 116 + index * 15, said, 8.5)
    s.box(28, 180, right, 200)
    for x, label, said in ((34, "Período Facturado Desde:", k.ago(30)), (218, "Hasta:", k.day(k.issued)),
                           (330, "Fecha de Vto. para el pago:", k.day(due))):  # fmt: skip
        end = s.text(x, 193, label, 8.5, True)
        s.text(end + 3, 193, said, 8.5)
    s.box(28, 204, right, 254)
    for x, y, label, said in ((34, 217, "CUIT:", k.client.tax_id), (220, 217,
            "Apellido y Nombre / Razón Social:",
            k.client.name), (34, 232, "Condición frente al IVA:", "IVA Responsable Inscripto"), (260, 232,
            "Domicilio:", f"{k.client.street} - {k.client.town}"), (34, 247, "Condición de venta:",
            k.pick("Cuenta Corriente", "Contado", "Otra"))):  # fmt: skip
        end = s.text(x, y, label, 7.5, True)
        s.text(end + 3, y, said, 7.5)
    s.box(28, 260, right, 274, 0.8)
    s.table(270, [(32, "l", "Código"), (70, "l", "Producto / Servicio"), (258, "r", "Cantidad"), (266, "l",
            "U. Medida"), (384, "r", "Precio Unit."), (420, "r", "Alíc."), (488, "r", "Subtotal"),
            (right - 4, "r",
            "Subtotal c/IVA")], rows, "none", 7)  # fmt: skip
    s.box(28, 600, right, 720)
    y, zero = 616.0, Decimal()
    for label, amount in (("Importe Neto Gravado: $", k.net), ("IVA 27%: $", zero), ("IVA 21%: $", k.tax),
            ("IVA 10.5%: $", zero), ("Importe Otros Tributos: $", zero),
            ("Importe Total: $", k.total)):  # fmt: skip
        s.text(right - 110, y, label, 9, True, "r")
        s.text(right - 10, y, k.bare(amount), 9, True, "r")
        y += 17
    s.squares(34, 730, 64)
    s.text(110, 746, k.pick("ARCA", "AFIP"), 15, True)
    s.text(110, 760, "Comprobante Autorizado", 9, True)
    s.rows(right - 10, 746, [f"CAE N°: {k.mask('7#############')}",
            f"Fecha de Vto. de CAE: {k.ago(-10)}"], 9, 15,
           align="r")  # fmt: skip


_GOODS_HU = (
    "Könyvelési díj", "Irodai bérlés", "Nyomtató toner", "Karbantartás", "Szállítási díj", "Faáru, fenyő",
    "Webtárhely éves díj", "Takarítás", "Csavar M8x40",
)  # fmt: skip


@kind("hu")
def szamla(k: Desk) -> None:
    """A Hungarian invoice of a small program: seller and buyer framed side by side, days in a strip."""
    k.places, rows, net, tax = 0, [], Decimal(), Decimal()
    for _ in range(k.chance.randrange(1, 6)):
        count, price = k.pick(1, 1, 2, 5, 12), Decimal(k.chance.randrange(10, 900)) * 100
        amount = count * price
        vat = (amount * k.land.rate).quantize(Decimal(1))
        net, tax = net + amount, tax + vat
        rows.append([k.pick(*_GOODS_HU), f"{count} {k.pick('db', 'hó', 'óra')}", k.bare(price),
                k.bare(amount), "27%",
                     k.bare(vat), k.bare(amount + vat)])  # fmt: skip
    k.net, k.tax, k.total = net, tax, net + tax
    k.numbered("@@-{y}-###", "{y}/00####", "E-@@@@-{y}-##", "SZ#######")
    due, s, right, middle = k.within(8, 15, 30), k.sheet, k.size[0] - 40, k.size[0] / 2
    calling = k.pick("Kereskedelmi", "Szolgáltató", "Építő", "Informatikai")
    firm = f"{k.word()} {calling} {k.pick(*k.land.forms)}"
    k.names = (firm,)
    s.text(40, 58, k.pick("SZÁMLA", "Számla", "ELEKTRONIKUS SZÁMLA"), 18, True)
    s.text(right, 50, k.pick("Számla sorszáma:", "Számlaszám:", "Sorszám:"), 8, align="r", grey=0.3)
    s.text(right, 64, k.number, 12, True, "r")
    for left, head, party, name in ((40, k.pick("Eladó", "Szállító", "Kibocsátó"), k.issuer, firm),
            (middle + 6,
            k.pick("Vevő", "Vevő:"), k.client, k.client.name)):  # fmt: skip
        s.box(left, 80, left + middle - 46, 186)
        s.text(left + 8, 94, head, 8, grey=0.35)
        town, street = party.town, party.street
        more = [f"Adószám: {party.tax_id}"]
        if party is k.issuer:
            more += [f"Bankszámla: {party.bank}", f"Tel.: {party.phone}"]
        s.rows(left + 8, 107, [name, town, street, "Magyarország", *more], 8.5, 12, bold_first=True)
    labels = [k.pick("Fizetési mód", "Fizetés módja"), k.pick("Teljesítés", "Teljesítés dátuma"),
              k.pick("Számla kelte", "Kelt", "Kiállítás dátuma"),
              k.pick("Fizetési határidő", "Esedékesség")]  # fmt: skip
    days = ["Átutalás", k.ago(k.pick(0, 2, 5)), k.day(k.issued), k.day(due)]
    s.box(40, 194, right, 226, 0.93)
    s.across([48, 180, 310, 430], 207, labels, days, 9)
    y = s.table(252, [(44, "l", "Megnevezés"), (232, "r", "Menny."), (292, "r", "Egységár"), (362, "r",
            "Nettó"),
                      (400, "r", "ÁFA"), (468, "r", "ÁFA érték"), (right - 4, "r", "Bruttó")], rows,
                k.pick("head", "zebra", "band"), 8)  # fmt: skip
    s.rule(40, right, y - 6)
    s.text(44, y + 8, "Összesen:", 8.5, True)
    for x, amount in ((362, k.net), (468, k.tax), (right - 4, k.total)):
        s.text(x, y + 8, k.bare(amount), 8.5, True, "r")
    s.text(right - 4, y + 38, f"{k.pick('Fizetendő', 'Fizetendő összesen', 'Bruttó végösszeg')}: "
           + k.money(k.total, "behind"), 13, True, "r")  # fmt: skip
    if k.often(0.5):
        s.text(44, y + 64, f"Megjegyzés: {k.pick('szerződés szerint', 'Köszönjük a vásárlást!')}", 8)
    s.text(middle, s.height - 36,
            "Készült a SzámlaMester 4.2 számlázó programmal. A számla aláírás és bélyegző "
           "nélkül is hiteles.", 6.5, align="c", grey=0.3)  # fmt: skip


@kind("us", "gb", "au")
def copier_meter(k: Desk) -> None:
    """A copier by the click: meters at both ends, the firm behind the logo only where to remit to."""
    american = k.land.code == "us"
    rows, net = [], Decimal()
    start = k.issued - timedelta(days=32)
    for _ in range(k.chance.randrange(1, 4)):
        serial, model = k.mask("@##@#####"), k.pick("MX-3071", "C5540i", "bizhub C300i", "IM C3000")
        for what, rate, free in (("B/W", "0.0089", 2000), ("Color" if american else "Colour", "0.0650", 250)):
            first, used = k.chance.randrange(9000, 400000), k.chance.randrange(free - 200, free * 4)
            over = max(0, used - free)
            charge = cents(over * Decimal(rate))
            net += charge
            rows.append([serial, model, what, f"{first:,}", f"{first + used:,}", f"{used:,}", f"{free:,}",
                    f"{over:,}",
                         rate, k.bare(charge)])  # fmt: skip
    base = k.pick(Decimal("89.00"), Decimal("145.50"), Decimal("219.00"))
    k.sum(net + base)
    k.numbered("AR######", "IN######", "#######", "{yy}AR#####")
    due, s, right, word = k.within(10, 20, 30), k.sheet, k.size[0] - 34, k.word()
    legal = f"{word} {k.pick('Office Solutions', 'Imaging', 'Business Machines')} {k.pick(*k.land.forms[:3])}"
    k.names = (legal,)
    s.logo(34, 26, word, 130, k.pick("firebrick", "teal", "darkblue"))
    s.text(right, 48, k.pick("CONTRACT INVOICE", "METER INVOICE", "INVOICE"), 16, True, "r")
    number = k.pick("Invoice Number:", "Invoice #:", "Invoice No:")
    facts = [(number, k.number), ("Invoice Date:", k.day(k.issued)), ("Account Number:", k.mask("AC##")),
             ("Contract Number:", k.mask("CN####-01")), ("Due Date:", k.day(due))]  # fmt: skip
    s.pairs(right - 100, 72, facts, "right", 0, 8.5, 13)
    s.text(40, 100, "Bill To:", 8, True)
    s.rows(40, 113, [k.client.name, k.client.person, *k.client.address()])
    s.box(34, 168, right, 200, 0.94)
    s.across([40, 170, 330, 430], 180, ["Contract period", "Meter period", "P.O. number", "Terms"],
             [f"{k.day(start)}+12 mo", f"{k.day(start)} - {k.ago(2)}", k.ordered("####-##", "P######",
             "45########"),
              f"Net {(due - k.issued).days}"], 8)  # fmt: skip
    s.text(40, 222, "Base rate charge for the next billing period", 9)
    s.text(right - 4, 222, k.bare(base), 9, align="r")
    columns = [(38.0, "l", "Serial"), (92.0, "l", "Model"), (150.0, "l", "Meter"), (236.0, "r", "Begin"),
               (290.0, "r", "End"), (334.0, "r", "Used"), (384.0, "r", "Included"), (434.0, "r", "Overage"),
               (478.0, "r", "Rate"), (right - 4, "r", "Amount")]  # fmt: skip
    y = s.table(246, columns, rows, k.pick("head", "grid", "zebra"), 7.5)
    tax = f"{k.land.tax_name} {(k.land.rate * 100).normalize():f}%"
    total = k.pick("Invoice Total", "Total Due", "Amount Due")
    y = s.pairs(right - 150, y + 14, [("Subtotal", k.bare(k.net)), (tax, k.bare(k.tax))], "split", 146)
    s.text(right - 150, y + 2, total, 10, True)
    s.text(right - 4, y + 2, k.money(k.total), 10, True, "r")
    s.dashes(s.height - 150)
    s.text(34, s.height - 136, "Please detach and return this portion with your payment.", 7)
    s.text(34, s.height - 112, k.pick("Remit to:", "Please remit to:",
            "Make cheques payable to:" if not american
           else "Make checks payable to:"), 8)  # fmt: skip
    s.rows(34, s.height - 98, [legal, *k.issuer.address()], bold_first=True)
    s.pairs(right - 180, s.height - 112, [(number, k.number), (total + ":", k.money(k.total)),
            ("Amount enclosed:",
            "__________")], "split", 180)  # fmt: skip
    label = {"us": "Federal ID", "gb": "VAT Reg No", "au": "ABN"}[k.land.code]
    s.text(
        34, s.height - 44, f"{label} {k.issuer.tax_id}    Meters may be submitted at www.{k.issuer.site}", 7
    )


KINDS: tuple[Kind, ...] = (rakhunok, factura_a, szamla, copier_meter)
