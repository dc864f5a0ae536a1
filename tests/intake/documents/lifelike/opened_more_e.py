"""Offices and yards: a patent attorney's debit note, Indian auditors, a Saudi form, machines on hire."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("jp", "kr")
def patent_debit(k: Desk) -> None:
    """A patent firm's debit note to an agent abroad: charges and outlays in columns of their own, no tax."""
    scale = Decimal(100) if k.land.code == "jp" else Decimal(1)
    tasks = [("Preparing and filing response to office action", 480, 0), ("Reporting office action", 190, 0),
             ("Request for examination", 150, 1380), ("Filing new application", 1250, 140),
             ("Translation, 6,420 words",
             1420, 0), ("Payment of 4th annuity", 110, 260), ("Drawings, formal correction", 85,
             0), ("Telephone interview "
             "with examiner", 240, 0), ("Certified copy of priority document", 60, 14)]  # fmt: skip
    rows, fees, outlays = [], Decimal(), Decimal()
    for what, fee, outlay in k.chance.sample(tasks, k.chance.randrange(2, 6)):
        charge, paid = fee * scale + k.chance.randrange(0, 40) * scale, outlay * scale
        fees, outlays = fees + charge, outlays + paid
        rows.append([what, k.bare(charge), k.bare(paid) if paid else "-"])
    k.net = k.total = fees + outlays
    k.numbered("D{yy}-####", "#####", "{y}-D###", "DN{yy}####")
    first, second = (
        one.split()[0 if k.land.code == "kr" else -1] for one in k.chance.sample(k.land.people, 2)
    )
    calling = k.pick("Patent Firm", "IP Law Firm", "International Patent Office", "Patent Attorneys")
    firm = f"{first} & {second} {calling}"
    k.names, s, right, middle = (firm,), k.sheet, k.size[0] - 62, k.size[0] / 2
    k.form = k.pick("{Month} {d}, {y}", "{Mon}. {d}, {y}", "{d} {Month} {y}")
    if k.often(0.6):
        s.text(middle, 58, firm.upper(), 14, True, "c", gap=0.5)
        s.text(middle, 72, f"{k.issuer.street}, {k.issuer.town}, {k.land.name.upper()}", 8, align="c")
        s.text(middle, 83,
                f"Tel {k.issuer.phone}   e-mail mail@{first.lower()}-ip.{k.land.code}", 8,
                align="c")  # fmt: skip
    else:
        s.text(62, 58, firm, 15, True)
        s.rows(62, 72, [k.issuer.street, k.issuer.town, k.land.name.upper()], 8)
    s.rule(62, right, 98)
    s.rows(62, 126, k.pick(["Voss Brenner Patentanwälte PartG mbB", "Attn: Dr. Ulrike Voss",
            "Prinzregentenstrasse 14",
           "80538 Munich, GERMANY"], ["Hadley Corrigan LLP", "Attn: Foreign Filing", "1200 K Street NW",
           "Washington, DC 20005, U.S.A."], ["Farrow & Pike LLP", "Attn: Records", "22 Gresham Street",
           "London, UNITED KINGDOM"]), 9)  # fmt: skip
    s.text(middle, 190, k.pick("DEBIT NOTE", "D E B I T   N O T E", "DEBIT NOTE / INVOICE"), 15, True, "c")
    number = k.pick("Debit Note No.", "No.", "Invoice No.")
    facts = [(number, k.number), ("Date", k.day(k.issued)), ("Our Ref.", k.mask("P##-####@@")), ("Your Ref.",
             k.mask("#####-JP" if k.land.code == "jp" else "#####-KR"))]  # fmt: skip
    if k.often(0.5):
        facts = [*facts[2:], *facts[:2]]
    for index, (label, said) in enumerate(facts):
        x, y = 62 + index % 2 * 250, 218 + index // 2 * 16
        s.text(x, y, f"{label}:")
        s.text(x + 86, y, said, bold=label == number)
    country = "Japanese" if k.land.code == "jp" else "Korean"
    y = s.prose(62, 264,
            f"Re: {country} Patent Application No. {k.issued.year - 2}-{k.mask('######')} in the name of "
                f"{k.pick('Helmbrecht Pumpen GmbH', 'Corvane Optics Inc.', 'Aldermoor Plastics Ltd')}, filed "
                f"{k.ago(700)}", right - 62, 9.5)  # fmt: skip
    money, days = k.currency, k.pick(30, 60)
    k.within(days)
    k.derived.add("due_date")
    y = s.table(y + 20, [(66, "l", "Description"), (right - 110, "r", f"Our charges ({money})"),
            (right - 4, "r",
                f"Disbursements ({money})")], rows, k.pick("head", "grid", "none"))  # fmt: skip
    s.rule(66, right, y - 6)
    s.text(66, y + 8, "Sub-total")
    s.text(right - 110, y + 8, k.bare(fees), align="r")
    s.text(right - 4, y + 8, k.bare(outlays), align="r")
    s.text(66, y + 34, k.pick("TOTAL", "GRAND TOTAL", "Total amount due"), 11, True)
    s.text(right - 4, y + 34, k.money(k.total, "code"), 11, True, "r")
    s.rule(right - 110, right, y + 39, 0.5)
    s.rule(right - 110, right, y + 41, 0.5)
    y = s.prose(62, y + 68,
            f"Please remit the above amount within {days} days of the date above, quoting our debit note "
                "number, free of charges to us.", right - 62)  # fmt: skip
    y = s.rows(62, y + 10, [f"Account name: {firm}",
            f"Bank: {k.issuer.bank}   SWIFT {k.mask('@@@@@@@@')}"], 8.5)  # fmt: skip
    s.text(right - 160, y + 36, "____________________________", 8)
    s.text(right - 160, y + 48, f"{k.issuer.person}, Accounts", 8)


_ONES = ["zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
        "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen",
        "Eighteen", "Nineteen"]  # fmt: skip
_TENS = ["zero", "ten", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]


def _rupees(amount: int) -> str:
    """A whole number below a hundred lakhs in Indian English words."""
    for size, name in ((100_000, "Lakh"), (1000, "Thousand"), (100, "Hundred")):
        if amount >= size:
            return f"{_rupees(amount // size)} {name} {_rupees(amount % size)}".strip()
    if amount < 20:
        return _ONES[amount] if amount else ""
    return f"{_TENS[amount // 10]} {_ONES[amount % 10] if amount % 10 else ''}".strip()


@kind("in")
def audit_bill(k: Desk) -> None:
    """Chartered accountants' bill of fees: two half taxes, rupees in words, signed for the firm."""
    year = k.issued.year - (k.issued.month < 4)
    work = [(f"Statutory audit for F.Y. {year - 1}-{year % 100:02}",
            Decimal(k.chance.randrange(40, 400)) * 1000),
            (f"Tax audit u/s 44AB for F.Y. {year - 1}-{year % 100:02}",
            Decimal(k.chance.randrange(15, 90)) * 1000),
            ("Certification work", Decimal(k.chance.randrange(3, 25)) * 1000), ("Out of pocket expenses",
            Decimal(k.chance.randrange(8, 90)) * 100), ("GST annual return, GSTR-9",
            Decimal(k.chance.randrange(10, 40)) * 1000)]  # fmt: skip
    work = k.chance.sample(work, k.chance.randrange(1, 5))
    k.sum(sum((one[1] for one in work), Decimal()))
    half = cents(k.tax / 2)
    k.tax = half * 2
    k.total = k.net + k.tax
    given, family = k.issuer.person.split()
    firm = f"{k.mask('@')}. {given[0]}. {family} {k.pick('& Co.', '& Associates', 'and Company LLP')}"
    letters = "".join(one for one in firm if one.isupper())[:3]
    short = f"{year}-{(year + 1) % 100:02}"
    k.numbered(f"{letters}/{short}/0##", f"{short}/###", f"{letters}-###/{short}", f"###/{short}")
    k.names, s, right, middle = (firm,), k.sheet, k.size[0] - 56, k.size[0] / 2
    header = k.pick("c", "l", "r")
    place = {"c": middle, "l": 56.0, "r": right}[header]
    s.text(place, 56, firm.upper() if k.often(0.4) else firm, 18, True, header)
    s.text(place, 72, "Chartered Accountants", 11, align=header)
    s.rows(place, 86, [f"{k.issuer.street}, {k.issuer.town}",
            f"Ph: {k.issuer.phone}   office@{k.issuer.site}"], 8,
           align=header)  # fmt: skip
    s.rule(56, right, 106, 1.0)
    title = k.pick("TAX INVOICE", "BILL", "BILL OF FEES", "Invoice for Professional Services")
    s.text(middle, 126, title, 12, True, "c")
    s.text(56, 150, f"{k.pick('Bill No.', 'Invoice No.', 'Bill No')} : {k.number}")
    s.text(right, 150, f"{k.pick('Date', 'Dated', 'Date')} : {k.day(k.issued)}", align="r")
    y = s.rows(56, 176, ["To,", k.pick("The Board of Directors,", "The Managing Director,"),
            k.client.name, *k.client.address(),
               f"GSTIN : {k.client.tax_id}"], 9.5)  # fmt: skip
    y += 22
    columns = [(62.0, "l", "Sr."), (96.0, "l", "Particulars"), (right - 6, "r", "Amount (Rs.)")]
    rows = [[str(index + 1), f"Professional fees: {what}" if "expenses" not in what else what,
            k.bare(amount)] for index,
            (what, amount) in enumerate(work)]  # fmt: skip
    rows += [["", "Total", k.bare(k.net)], ["", "Add: CGST @ 9%", k.bare(half)], ["",
            "Add: SGST @ 9%", k.bare(half)]]  # fmt: skip
    if k.often(0.5):
        rows.append(["", "Total GST", k.bare(k.tax)])
    else:
        k.derived.add("tax")
    y = s.table(y, columns, rows, k.pick("grid", "head"), step=18)
    s.text(96, y + 2, k.pick("Grand Total", "Total Amount Payable", "Net Payable"), 10, True)
    s.text(right - 6, y + 2, k.money(k.total), 10, True, "r")
    whole, paise = int(k.total), int(k.total * 100) % 100
    words = f"Rupees {_rupees(whole)}" + (f" and Paise {_rupees(paise)}" if paise else "") + " Only"
    y = s.prose(56, y + 28, f"({words})", right - 56, 9)
    y = s.rows(56, y + 12, [f"GSTIN : {k.issuer.tax_id}    SAC : 998221    PAN : {k.issuer.tax_id[2:12]}",
               f"Bank : {k.issuer.bank}",
               "TDS u/s 194J is to be deducted on the fees excluding GST."], 8.5)  # fmt: skip
    y = s.rows(right - 190, y + 18, [f"For {firm}", "Chartered Accountants",
            k.mask("(Firm Regn. No. 0#####S)")], 9,
               bold_first=True)  # fmt: skip
    s.rows(right - 190, y + 40, [k.issuer.person, "Partner", k.mask("M. No. 2#####"),
            f"UDIN : {k.mask('2#######@@@@@@####')}"],
           8.5)  # fmt: skip


@kind("sa")
def saudi_form(k: Desk) -> None:
    """The Latin side of a Saudi tax invoice: a square code, ruled cells, the parties as two ladders."""
    rows, net, tax = [], Decimal(), Decimal()
    things = ("Cement OPC 50 kg", "Site labour, day", "Diesel generator rental",
            "HVAC maintenance", "Steel rebar 12 mm",
              "Office cleaning, month", "Drinking water 19 l", "Paint emulsion 18 l")  # fmt: skip
    for index in range(k.chance.randrange(1, 6)):
        count, price = k.pick(1, 2, 6, 10, 40), k.some(10, 2400)
        amount = count * price
        vat = cents(amount * k.land.rate)
        net, tax = net + amount, tax + vat
        rows.append([str(index + 1), k.pick(*things), k.bare(price), str(count), k.bare(amount),
                "15%", k.bare(vat),
                     k.bare(amount + vat)])  # fmt: skip
    k.net, k.tax, k.total = net, tax, net + tax
    k.numbered("INV{y}#####", "SI-######", "1#####", "{y}-INV-####")
    s, right, middle = k.sheet, k.size[0] - 30, k.size[0] / 2
    calling = k.pick("Contracting", "Trading", "Facilities", "Industrial")
    firm = f"{k.word()} {calling} {k.pick('Co. Ltd', 'Est.', 'Company')}"
    k.names = (firm,)
    s.squares(right - 82, 34, 82)
    s.text(30, 56, k.pick("TAX INVOICE", "Tax Invoice"), 18, True)
    facts = [(k.pick("Invoice Number", "Invoice No."), k.number), (k.pick("Invoice Issue Date", "Issue Date"),
             k.day(k.issued)), ("Date of Supply", k.ago(k.pick(0, 3, 8)))]  # fmt: skip
    if k.often(0.6):
        facts.append(("Purchase Order", k.ordered("PO-#####", "45########", f"####/{k.issued.year}")))
    if k.often(0.6):
        facts.append((k.pick("Due Date", "Payment Due Date"), k.day(k.within(30, 45, 60))))
    y = 70.0
    for label, said in facts:
        s.box(30, y, 170, y + 16, 0.92)
        s.box(170, y, 400, y + 16)
        s.text(35, y + 11, label, 8.5)
        s.text(176, y + 11, said, 8.5)
        y += 16
    y += 18
    for left, head, party, name in ((30.0, "Seller", k.issuer, firm), (middle + 2, "Buyer",
            k.client, k.client.name)):  # fmt: skip
        edge = left + middle - 32
        s.bar(left, y, edge, y + 15, k.pick("#3c5a44", "#444444"))
        s.text(left + 5, y + 11, head, 8.5, True, grey=1)
        ladder = [("Name", name), ("Street", party.street), ("City", party.town), ("Country",
                "Saudi Arabia"), ("VAT Number",
                  party.tax_id), ("CR Number", k.mask("10########"))]  # fmt: skip
        for index, (label, said) in enumerate(ladder):
            top = y + 15 + index * 15
            s.box(left, top, left + 66, top + 15, 0.95)
            s.box(left + 66, top, edge, top + 15)
            s.text(left + 4, top + 10.5, label, 8)
            s.text(left + 70, top + 10.5, said, 8)
    columns = [(34.0, "l", "#"), (50.0, "l", "Nature of goods or services"), (250.0, "r",
            "Unit price"), (286.0, "r", "Qty"),
               (366.0, "r", "Taxable amount"), (404.0, "r", "Rate"), (470.0, "r", "Tax amount"),
               (right - 4, "r",
               "Incl. VAT")]  # fmt: skip
    y = s.table(y + 132, columns, rows, k.pick("grid", "head", "zebra"), 8)
    zero = net - net
    sums = [("Total (Excluding VAT)", net), ("Discount", zero),
            ("Total Taxable Amount (Excluding VAT)", net), ("Total VAT",
            tax), (k.pick("Total Amount Due", "Total Amount (Including VAT)", "Invoice Total"),
            k.total)]  # fmt: skip
    y += 14
    for label, amount in sums:
        last = amount == k.total
        s.box(middle - 20, y, right, y + 17, 0.9 if last else 1)
        s.text(middle - 14, y + 12, label, 8.5, last)
        s.text(right - 5, y + 12, k.money(amount, "back") if last else k.bare(amount), 8.5, last, "r")
        y += 17
    s.rows(30, y + 30, [f"Bank details: {k.issuer.bank}", f"Beneficiary: {firm}"], 8.5)
    s.text(30, y + 82, "Prepared by ______________      Received by ______________", 8.5)
    s.text(middle, s.height - 32, f"{firm} | {k.issuer.phone} | www.{k.issuer.site}", 7.5,
            align="c", grey=0.3)  # fmt: skip


@kind("gb", "ie", "nz")
def plant_hire(k: Desk) -> None:
    """Machines on hire, on a broad sheet: contracts and their days, the firm in a band at the foot."""
    k.size = (842.0, 595.0)
    rows, net = [], Decimal()
    fleet = ("1.5t mini excavator", "3t swivel dumper", "Scissor lift 8 m", "Telehandler 14 m",
            "Road plates 2.4x1.2", "Tower "
             "light LED", "Wacker plate 16 in", "Site toilet", "Tandem roller 800 mm")  # fmt: skip
    for _ in range(k.chance.randrange(2, 8)):
        days, weekly = k.chance.randrange(3, 24), k.some(45, 620)
        weeks = Decimal(days) / 5
        amount = cents(weeks * weekly)
        net += amount
        start = k.issued - timedelta(days=days + 9)
        rows.append([k.mask("H0#####"), k.pick(*fleet), k.mask("F###"), k.day(start),
                k.pick(k.ago(9), "on hire"), f"{weeks:.1f}",
                     k.bare(weekly), k.bare(amount)])  # fmt: skip
    damage = cents(net * Decimal("0.10")) if k.often(0.6) else Decimal()
    k.sum(net + damage)
    k.numbered("######", "HI#####", "0##/#####", "PH-######")
    k.form = k.pick("{dd}/{mm}/{y}", "{dd}/{mm}/{y}", k.land.dates[0])
    due, s, right, tax = k.within(30), k.sheet, k.size[0] - 40, k.land.tax_name
    calling = k.pick("Plant Hire", "Tool & Plant Hire", "Hire Services", "Access Hire")
    firm = f"{k.word()} {calling} {k.pick(*k.land.forms[:2])}"
    k.names = (firm,)
    s.logo(40, 24, k.word(), 150, k.pick("orangered", "goldenrod", "darkgreen"))
    s.text(right, 46, k.pick("HIRE INVOICE", "INVOICE", "TAX INVOICE"), 18, True, "r")
    s.rows(230, 40, [k.client.name, *k.client.address()])
    site = k.pick("Riverside Phase 2", "Station Road widening", "Unit 9 refurbishment")
    s.text(230, 84, f"Site: {site}", 8.5)
    facts = [(k.pick("Invoice no", "Invoice No."), k.number), (k.pick("Invoice date",
            "Date / tax point"), k.day(k.issued)),
             ("Account", k.mask("@@@##")), (k.pick("Your order", "Order no"), k.ordered("#####",
             "PO-####", "@@####")), ("Payment due",
             k.day(due))]  # fmt: skip
    s.across([560 + index % 2 * 130 for index in range(2)], 66, [facts[0][0], facts[1][0]],
            [facts[0][1], facts[1][1]], 9.5)  # fmt: skip
    s.rule(40, right, 100)
    s.across([40, 230, 420], 114, [one[0] for one in facts[2:]], [one[1] for one in facts[2:]], 9)
    columns = [(44.0, "l", "Contract"), (120.0, "l", "Machine"), (290.0, "l", "Fleet no"),
            (360.0, "l", "On hire"), (450.0, "l",
               "Off hire"), (580.0, "r", "Weeks"), (680.0, "r", "Weekly rate"), (right - 4, "r",
               "Amount")]  # fmt: skip
    y = s.table(156, columns, rows, k.pick("zebra", "head", "band"), 8.5, 15)
    sums = [("Damage waiver 10%", k.bare(damage))] if damage else []
    sums += [("Net", k.bare(k.net)), (f"{tax} {(k.land.rate * 100).normalize():f}%", k.bare(k.tax))]
    y = s.pairs(right - 200, y + 10, sums, "split", 196)
    s.rule(right - 200, right, y - 8)
    s.text(right - 200, y + 6, k.pick("Total due", "Invoice total", "TOTAL"), 11, True)
    s.text(right - 4, y + 6, k.money(k.total), 11, True, "r")
    s.bar(0, s.height - 62, s.width, s.height, "#333333")
    label = "GST No." if k.land.code == "nz" else "VAT No."
    s.text(40, s.height - 40, firm, 11, True, grey=1)
    s.text(40, s.height - 25,
            f"{k.issuer.street}, {k.issuer.town}   {k.issuer.phone}   {label} {k.issuer.tax_id}   "
           f"{k.issuer.bank}", 8, grey=1)  # fmt: skip
    s.text(40, s.height - 76,
            "Machines remain on hire until an off-hire number is given. Hire conditions of the trade apply.",
           7.5)  # fmt: skip


KINDS: tuple[Kind, ...] = (patent_debit, audit_bill, saudi_form, plant_hire)
