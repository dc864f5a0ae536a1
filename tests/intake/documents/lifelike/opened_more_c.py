"""Papers with somebody between: an Indonesian bill, a factored debt, a funeral's account, a port's dues."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, kind

_SATU = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
        "sepuluh", "sebelas"]  # fmt: skip
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def _terbilang(amount: int) -> str:
    """A whole number below a thousand million in Indonesian words."""
    if amount < 12:
        return _SATU[amount]
    if amount < 20:
        return f"{_SATU[amount - 10]} belas"
    for size, name in ((1_000_000, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if amount >= size:
            head, rest = divmod(amount, size)
            one = head == 1 and size in (100, 1000)
            return f"{f'se{name}' if one else f'{_terbilang(head)} {name}'} {_terbilang(rest)}".strip()
    return ""


@kind("id")
def nusantara(k: Desk) -> None:
    """An Indonesian firm's invoice: a Roman month in the number, the sum in words, stamp duty."""
    k.places, rows, net = 0, [], Decimal()
    things = ("Jasa pengiriman Jakarta-Surabaya", "Sewa forklift 3 ton", "Kertas HVS A4 70 gr",
            "Jasa kebersihan",
              "Perawatan AC split", "Cetak brosur A5", "Seragam karyawan", "Palet kayu 110x110")  # fmt: skip
    for index in range(k.chance.randrange(1, 6)):
        count, price = k.pick(1, 2, 5, 10, 20), Decimal(k.chance.randrange(25, 3000)) * 1000
        net += count * price
        unit = k.pick("unit", "pcs", "bulan", "ls")
        rows.append(
            [str(index + 1), k.pick(*things), f"{count} {unit}", k.bare(price), k.bare(count * price)]
        )
    k.sum(net)
    calling = k.pick("Jaya Abadi", "Karya Mandiri", "Logistik Indonesia", "Sentosa Makmur")
    firm = f"{k.pick('PT', 'PT', 'CV')} {k.word()} {calling}"
    letters = "".join(word[0] for word in firm.split()[1:])
    month = _ROMAN[k.issued.month - 1]
    k.numbered(f"###/INV/{letters}/{month}/{{y}}", f"INV-{letters}/{{y}}/{month}/0##",
            f"0###/{letters}-INV/{month}/{{yy}}")  # fmt: skip
    buyer = f"PT {k.client.name.rsplit(' ', 1)[0]}"
    k.names, s, right, middle = (firm,), k.sheet, k.size[0] - 50, k.size[0] / 2
    due = k.within(14, 30, 45)
    s.text(50, 58, firm.upper() if k.often(0.4) else firm, 16, True)
    s.rows(50, 73, [k.issuer.street, k.issuer.town, f"Telp. {k.issuer.phone}  NPWP {k.issuer.tax_id}"], 8)
    s.rule(50, right, 102, 1.8, 0.1)
    s.rule(50, right, 105)
    title = k.pick("INVOICE", "FAKTUR PENJUALAN", "INVOICE / TAGIHAN")
    s.text(middle, 130, title, 15, True, "c")
    half = s.wide(title, 15, True) / 2
    s.rule(middle - half, middle + half, 133, 1.0, 0.1)
    s.rows(50, 160, [k.pick("Kepada Yth.", "Kepada :"), buyer, *k.client.address(),
            f"U.p. {k.client.person}"])  # fmt: skip
    facts = [(k.pick("No. Invoice", "Nomor", "No. Faktur"), k.number), ("Tanggal", k.day(k.issued))]
    if k.often(0.7):
        facts.append(("No. PO", k.ordered("PO-####", "45########", "PO/##/####")))
    facts.append((k.pick("Jatuh Tempo", "Tgl. Jatuh Tempo"), k.day(due)))
    for index, (label, said) in enumerate(facts):
        s.text(middle + 20, 160 + index * 14, label)
        s.text(middle + 108, 160 + index * 14, f": {said}")
    y = s.table(246, [(54, "l", "No."), (84, "l", "Keterangan"), (350, "r", "Jumlah"), (430, "r",
            "Harga Satuan"),
                      (right - 4, "r", "Total (Rp)")], rows, k.pick("grid", "head", "band"))  # fmt: skip
    y = s.pairs(right - 170, y + 8, [(k.pick("Sub Total", "DPP"), k.bare(k.net)), ("PPN 11%", k.bare(k.tax))],
                "split", 166)  # fmt: skip
    s.text(right - 170, y + 3, k.pick("TOTAL", "Total Tagihan", "Grand Total"), bold=True)
    s.text(right - 4, y + 3, k.money(k.total, "front"), bold=True, align="r")
    words = _terbilang(int(k.total))
    y = s.prose(50, y + 30, f"Terbilang : # {words.capitalize()} rupiah #", right - 60)
    y = s.rows(50, y + 16, ["Pembayaran mohon ditransfer ke:", k.issuer.bank, f"a.n. {firm}"], 8.5)
    s.text(right - 150, y + 6, f"{k.issuer.city()}, {k.day(k.issued)}")
    s.text(right - 150, y + 20, "Hormat kami,")
    s.box(right - 150, y + 34, right - 104, y + 64)
    s.rows(right - 127, y + 47, ["METERAI", "10000"], 6, align="c", grey=0.3)
    s.text(right - 150, y + 84, k.issuer.person, bold=True)
    s.text(right - 150, y + 96, k.pick("Direktur", "Finance Manager"), 8)


@kind("gb", "ie")
def factored(k: Desk) -> None:
    """A supplier's invoice whose debt is sold: a notice says that a finance house alone is to be paid."""
    k.fill(k.chance.randrange(2, 8))
    k.numbered("#####", "SI####", "INV-0####", "1#####")
    due, s, right, tax = k.within(30, 45, 60), k.sheet, k.size[0] - 38, k.land.tax_name
    money = k.pick("Invoice Finance", "Factors", "Commercial Finance")
    house = f"{k.pick('Calder', 'Ambleway', 'Fenwick', 'Torrance')} {money} {k.pick('Ltd', 'Limited')}"
    s.rows(right, 54, [k.issuer.name], 15, align="r", bold_first=True)
    s.rows(right, 70, [*k.issuer.address(), f"Tel {k.issuer.phone}", f"accounts@{k.issuer.site}",
                       f"{tax} No. {k.issuer.tax_id}"], 8, align="r")  # fmt: skip
    s.text(38, 62, k.pick("INVOICE", "Sales Invoice", "TAX INVOICE"), 18, True)
    s.text(38, 104, "Invoice to", 7.5, grey=0.3)
    s.rows(38, 118, [k.client.name, *k.client.address()])
    notice = (f"This debt has been purchased by and assigned to {house}, to whom payment must be made and to "
              f"whom notice of any error must be given within 7 days. Pay by transfer to {house}, "
              f"{k.mask('sort code ##-##-##, account ########')}, quoting client number {k.mask('C####')}. "
              "Only their receipt is a valid discharge.")  # fmt: skip
    top = k.often(0.4)
    if top:
        s.box(38, 172, right, 218)
        s.prose(44, 184, notice, right - 50, 8)
    y = 236.0 if top else 182.0
    s.box(38, y - 12, right, y + 20, k.pick(0.92, 1))
    labels = [k.pick("Invoice No", "Inv No."), k.pick("Invoice Date", "Date / Tax Point"),
            "Account", "Your Order No",
              "Despatch Note", "Due Date"]  # fmt: skip
    values = [k.number, k.day(k.issued), k.mask("@@@@0#"), k.ordered("#####", "PO####",
            "4500####"), k.mask("D#####"),
              k.day(due)]  # fmt: skip
    s.across([44 + index * 88 for index in range(6)], y, labels, values, 8)
    rows = [[one.code, one.what, str(one.quantity), k.bare(one.price), k.bare(one.total),
            "S"] for one in k.lines]  # fmt: skip
    y = s.table(y + 46, [(42, "l", "Part No"), (112, "l", "Description"), (340, "r", "Qty"),
            (410, "r", "Price"),
                         (486, "r", "Net"), (right - 4, "r", tax)], rows, k.pick("head", "grid",
                         "none"))  # fmt: skip
    foot = max(y + 20, s.height - 190)
    s.rule(38, right, foot - 12)
    percent = f"{(k.land.rate * 100).normalize():f}%"
    s.across([44, 180, 310, 430], foot, [f"{tax} rate S", "Goods", tax, k.pick("Invoice Total",
            "Total Due", "TOTAL")],
             [percent, k.bare(k.net), k.bare(k.tax), k.money(k.total)], 10)  # fmt: skip
    s.rule(38, right, foot + 24)
    if not top:
        s.text(38, foot + 44, "NOTICE OF ASSIGNMENT", 8.5, True)
        s.prose(38, foot + 57, notice, right - 38, 8)
    s.text(38, s.height - 52, f"{k.issuer.name}. Goods remain our property until paid for in full.", 7)
    s.text(38, s.height - 42,
            f"Registered office: {k.issuer.street}, {k.issuer.town}. Company No. {k.mask('0#######')}",
           7)  # fmt: skip


@kind("gb", "ie")
def funeral_account(k: Desk) -> None:
    """A funeral director's account: services and outlays with dots, a deposit taken off, no tax."""
    services = [("Our professional services and care", k.some(1400, 2600)),
            ("Oak veneered coffin", k.some(400, 950)),
                ("Hearse and one limousine", k.some(380, 720)), ("Embalming", k.some(90, 160)),
                ("Order of service, 60 copies", k.some(70, 180))]  # fmt: skip
    outlays = [("Crematorium fee", k.some(780, 1150)), ("Minister's fee", k.some(180, 260)),
            ("Doctors' papers",
               Decimal("82.00")), ("Newspaper notice", k.some(90, 320)), ("Organist", k.some(60, 110)),
               ("Floral tributes", k.some(70, 260))]  # fmt: skip
    services, outlays = services[: k.chance.randrange(2, 6)], k.chance.sample(outlays,
            k.chance.randrange(2, 6))  # fmt: skip
    ours, theirs = (sum((amount for _, amount in part), Decimal()) for part in (services, outlays))
    k.net = k.total = ours + theirs
    deposit = Decimal() if k.often(0.5) else Decimal(k.pick(500, 750, 1000))
    k.totals = (k.total, k.total - deposit) if deposit else ()
    k.numbered("####", "F{yy}/###", "{y}-###", "A####")
    k.form = "{d} {Month} {y}"
    family = k.issuer.person.split()[-1]
    house = f"{family} & {k.pick('Son', 'Sons', 'Daughters')}"
    legal = f"{house} Funeral Directors {k.pick('Ltd', 'Limited')}"
    k.names = (legal, house, f"{house} Funeral Directors")
    s, left, right, middle = k.sheet, 84.0, k.size[0] - 84, k.size[0] / 2
    s.text(middle, 66, house, 21, k.often(0.3), "c", gap=0.8)
    s.text(middle, 84, k.pick("Funeral Directors since 1887", "Independent Funeral Directors",
            "Funeral Directors"), 10,
           align="c", grey=0.25)  # fmt: skip
    s.text(middle, 98, f"{k.issuer.street}, {k.issuer.town}  ·  {k.issuer.phone}", 8, align="c")
    s.rule(middle - 60, middle + 60, 110)
    s.rows(left, 144, [k.client.person, *k.client.address()], 10)
    s.text(right, 144, k.day(k.issued), 10, align="r")
    s.text(right, 158, f"{k.pick('Account No.', 'Invoice No.', 'Our account')} {k.number}", 10, align="r")
    given = k.pick("Mrs Mabel", "Mr Arthur", "Mrs Doreen", "Mr Stanley")
    late = f"the late {given} {k.client.person.split()[-1]}"
    s.text(middle, 222, f"The funeral of {late}", 11, True, "c")
    s.text(middle, 236, f"held on {k.ago(k.chance.randrange(8, 24))}", 9, align="c")
    y = 266.0
    for head, part, amount in (("Our services", services, ours), (k.pick("Disbursements",
            "Paid on your behalf"),
                               outlays, theirs)):  # fmt: skip
        s.text(left, y, head, 10, True)
        for what, price in part:
            y += 15
            s.leaders(left, right, y, what, k.bare(price))
        s.text(right, y + 17, k.bare(amount), bold=True, align="r")
        s.rule(right - 60, right, y + 6)
        y += 40
    s.text(left, y, k.pick("Total of this account", "Total", "Account total"), 11, True)
    s.text(right, y, k.money(k.total), 11, True, "r")
    if deposit:
        s.text(left, y + 17, "Less deposit received with thanks", 10)
        s.text(right, y + 17, k.bare(-deposit), 10, align="r")
        s.text(left, y + 34, "Balance", 10, True)
        s.text(right, y + 34, k.money(k.total - deposit), 10, True, "r")
    s.text(left, y + 62,
            "Funeral services are exempt from VAT. We thank you for settling this account in due course.",
            8)  # fmt: skip
    s.text(middle, s.height - 52, f"{legal}. Registered office as above. {k.issuer.bank}", 7, align="c")


_PORT = {
    "no": ("Fakturanr.", "Fakturadato", "Forfallsdato", "Kundenr.", "Deres ref.", "Skip",
    "Anløp", "Avgang", "Avgift",
           "Grunnlag", "Sats", "Beløp", "Anløpsavgift", "Kaivederlag", "Vann til skip",
           "Avfallsgebyr", "Sum eks. mva",
           "Mva 25 %", "Å betale", "Havn IKS", "KID", "Betalingsfrist", "Til konto", "BT",
           "Foretaksregisteret"),
    "da": ("Fakturanr.", "Fakturadato", "Forfaldsdato", "Kundenr.", "Deres ref.", "Skib",
    "Anløb", "Afsejling", "Afgift",
           "Grundlag", "Sats", "Beløb", "Skibsafgift", "Kajleje", "Vand til skib",
           "Affaldsgebyr", "I alt ekskl. moms",
           "Moms 25 %", "At betale", "Havn A/S", "Betalings-id", "Betales senest", "Til konto", "BT", "CVR"),
}  # fmt: skip


@kind("no", "dk")
def port_dues(k: Desk) -> None:
    """A port's dues for one call: the ship and her days in a frame, dues by tonnage, a giro strip below."""
    w = _PORT[k.land.tongue]
    ton, nights = Decimal(k.chance.randrange(900, 48000)), k.chance.randrange(1, 5)
    rows, net = [], Decimal()
    for what, base, rate in ((w[12], ton, Decimal("0.42")), (w[13], Decimal(nights * 100 + 40),
            Decimal("6.50")),
                             (w[14], Decimal(k.chance.randrange(10, 90)), Decimal("28.75")), (w[15], ton,
                             Decimal("0.11"))):  # fmt: skip
        amount = (base * rate).quantize(Decimal("0.01"))
        net += amount
        unit = w[23] if base == ton else "m3" if what == w[14] else "m"
        rows.append([what, f"{base} {unit}", k.bare(rate), k.bare(amount)])
    k.sum(net)
    k.numbered("######", "1####", "{yy}####", "##-####")
    due, s, right = k.within(14, 20, 30), k.sheet, k.size[0] - 46
    port = f"{k.issuer.city()} {w[19]}"
    k.names = (port, port.rsplit(" ", 1)[0])
    s.bar(46, 38, 76, 68, k.pick("#0b3d66", "#12506b", "#1c2d4a"))
    s.text(61, 58, port[0], 15, True, "c", grey=1)
    s.text(84, 52, port.rsplit(" ", 1)[0], 15, True)
    s.text(84, 66, k.pick("Port of " + k.issuer.city(), "Havneadministrasjonen" if k.land.code == "no" else
           "Havneadministrationen"), 8, grey=0.3)  # fmt: skip
    s.text(right, 56, "FAKTURA", 18, True, "r")
    s.rows(46, 124, [k.client.name, f"v/ {k.client.person}", *k.client.address()])
    facts = [(w[0], k.number), (w[1], k.day(k.issued)), (w[2], k.day(due)), (w[3], k.mask("#####")), (w[4],
             k.client.person)]  # fmt: skip
    s.pairs(right - 190, 100, facts, "beside", 90, 9, 13.5)
    s.box(46, 196, right, 240)
    ship = k.pick("M/S ", "M/V ") + k.pick("Havskjell", "Nordvind", "Karin B", "Skagerak Star", "Pauline")
    s.across([54, 190, 270, 390], 210, [w[5], "IMO", w[6], w[7]], [ship, k.mask("9######"),
             f"{k.ago(nights + 6)} 06:40", f"{k.ago(6)} 17:15"], 9)  # fmt: skip
    y = s.table(266, [(50, "l", w[8]), (280, "r", w[9]), (370, "r", w[10]), (right - 4, "r", w[11])], rows,
                k.pick("head", "zebra"))  # fmt: skip
    s.rule(right - 190, right, y - 4)
    y = s.pairs(right - 190, y + 10, [(w[16], k.bare(k.net)), (w[17], k.bare(k.tax))], "split", 186)
    s.text(right - 190, y + 3, f"{w[18]} {k.currency}", 10.5, True)
    s.text(right - 4, y + 3, k.bare(k.total), 10.5, True, "r")
    foot = s.height - 150
    s.rows(46, foot - 26, [f"{port}, {k.issuer.street}, {k.issuer.town}   {w[24]}: {k.issuer.tax_id}   "
           f"{k.issuer.phone}   post@{k.issuer.city().lower()}havn.{k.land.code}"], 7)  # fmt: skip
    s.dashes(foot)
    s.box(46, foot + 20, right, foot + 62, 0.93)
    s.across([54, 180, 348, 450], foot + 34, [w[20], w[22], w[21], w[11]],
            [k.mask("#########0##"), k.issuer.bank,
             k.day(due), k.bare(k.total)], 9.5)  # fmt: skip


KINDS: tuple[Kind, ...] = (nusantara, factored, funeral_account, port_dues)
