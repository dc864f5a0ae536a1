"""Trades of their own habits: a fair's stand, interest on late bills, a ship's stores, a brewery."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("de", "at")
def fair_stand(k: Desk) -> None:
    """The organiser's bill for a stand: the fair's name shouts, the organiser stands small beside it."""
    area = Decimal(k.pick(9, 12, 18, 24, 36, 60))
    hall, stand = k.mask("#"), k.mask("@##")
    price = k.pick(Decimal("168.00"), Decimal("189.00"), Decimal("214.50"))
    lines = [(f"Standfläche Halle {hall}, Stand {stand}, Reihenstand", f"{area} m²", price, area * price)]
    more = [("AUMA-Beitrag" if k.land.code == "de" else "Werbekostenbeitrag", f"{area} m²",
            Decimal("0.60"), area * Decimal("0.60")),
            ("Marketingpaket Basis", "1",
            Decimal("490.00"), Decimal("490.00")), ("Stromanschluss 3 kW", "1", Decimal("218.00"),
            Decimal("218.00")), ("Mitausstellergebühr", "1", Decimal("350.00"), Decimal("350.00")),
            ("Ausstellerausweis zusätzlich", "3", Decimal("18.00"), Decimal("54.00"))]  # fmt: skip
    lines += more[: k.chance.randrange(1, 6)]
    k.sum(sum((one[3] for one in lines), Decimal()))
    k.numbered("9#######", "{y}1####", "VR-######", "R{yy}-####")
    due, s, right = k.within(14, 30), k.sheet, k.size[0] - 48
    organiser = f"{k.pick('Messe', 'Messegesellschaft')} {k.issuer.city()} {k.pick('GmbH', 'AG')}"
    k.names = (organiser,)
    opens = k.issued + timedelta(days=k.chance.randrange(90, 260))
    fair = k.pick("INTERTEC", "AQUANORM", "Holz & Form", "foodlogica", "AGRARTAGE") + f" {opens.year}"
    s.text(48, 62, fair, 24, True)
    s.text(48, 78, f"{k.pick('Internationale Fachmesse', 'Fachmesse mit Kongress')}, {k.day(opens)} bis "
           f"{k.day(opens + timedelta(days=3))}", 9, grey=0.25)  # fmt: skip
    s.rows(right, 54, [organiser, f"Messegelände, {k.issuer.town}", f"Tel. {k.issuer.phone}"], 7.5, align="r")
    s.rows(48, 142, [k.client.name, k.client.person, *k.client.address()])
    s.text(48, 226, k.pick("Rechnung Standmiete", "Rechnung", "Beteiligungsrechnung"), 13, True)
    s.box(48, 238, right, 270)
    xs = [54 + index * (right - 48) / 5 for index in range(5)]
    s.across(xs, 250, [k.pick("Rechnungs-Nr.", "Rechnung Nr."), "Kunden-Nr.", "Anmeldung", k.pick("Datum",
             "Rechnungsdatum"), "Fällig am"], [k.number, k.mask("######"), k.mask("A-####"), k.day(k.issued),
             k.day(due)], 8.5)  # fmt: skip
    if k.often(0.5):
        s.text(48, 288, f"Ihre Bestellnummer: {k.ordered('45########', 'B-####', 'PO ######')}", 8.5)
    rows = [[str(index + 1), what, count, k.bare(each), k.bare(amount)] for index, (what, count,
            each, amount) in
            enumerate(lines)]  # fmt: skip
    y = s.table(310, [(52, "l", "Pos."), (84, "l", "Leistung"), (356, "r", "Menge"), (440, "r",
            "Einzelpreis EUR"),
                      (right - 4, "r", "Betrag EUR")], rows, k.pick("head", "band", "zebra"),
                      8.5)  # fmt: skip
    percent = f"{(k.land.rate * 100).normalize():f} %"
    tax = "MwSt." if k.land.code == "de" else "USt."
    s.rule(84, right, y - 6)
    y = s.pairs(right - 210, y + 8, [("Summe netto", k.bare(k.net)), (f"{tax} {percent} auf {k.bare(k.net)}",
                k.bare(k.tax))], "split", 206)  # fmt: skip
    s.text(right - 210, y + 4, k.pick("Endbetrag EUR", "Rechnungsbetrag EUR", "Gesamtbetrag EUR"), 10, True)
    s.text(right - 4, y + 4, k.bare(k.total), 10, True, "r")
    s.prose(48, y + 36,
            f"Die Überlassung der Standfläche setzt die fristgerechte Zahlung voraus. Bitte geben Sie bei "
            f"der Zahlung {k.number} an.", right - 48, 8.5)  # fmt: skip
    s.rule(48, right, s.height - 62)
    s.rows(48, s.height - 52, [f"{organiser} · Sitz {k.issuer.city()} · Geschäftsführung: {k.issuer.person}",
           f"{k.issuer.bank} · UID {k.issuer.tax_id}"], 6.5)  # fmt: skip


_LATE = {
    "sv": ("RÄNTEFAKTURA", "Fakturanummer", "Fakturadatum", "Förfallodatum", "Kundnummer",
    "Faktura", "Förföll", "Betald",
           "Dagar", "Belopp", "Ränta", "Påminnelseavgift", "Summa att betala",
           "Dröjsmålsränta enligt räntelagen, {} % "
           "per år.", "OCR-nummer", "Att betala senast", "Org.nr", "Godkänd för F-skatt", "Att betala"),
    "no": ("RENTEFAKTURA", "Fakturanummer", "Fakturadato", "Forfallsdato", "Kundenummer",
    "Faktura", "Forfalt", "Betalt",
           "Dager", "Beløp", "Rente", "Purregebyr", "Sum å betale",
           "Forsinkelsesrente etter forsinkelsesrenteloven, {} "
           "% per år.", "KID", "Betales innen", "Org.nr.", "Foretaksregisteret", "Å betale"),
}  # fmt: skip


@kind("se", "no")
def late_interest(k: Desk) -> None:
    """Interest on bills paid late: their numbers and days fill the table, no tax, firm in the foot alone."""
    w = _LATE[k.land.tongue]
    rate = k.pick(Decimal("11.50"), Decimal("12.00"), Decimal("12.50"))
    rows, total, first = [], Decimal(), k.chance.randrange(10200, 88000)
    for index in range(k.chance.randrange(1, 6)):
        amount, late = k.some(2500, 90000), k.chance.randrange(6, 90)
        paid = k.chance.randrange(3, 40)
        interest = cents(amount * rate / 100 * late / 365)
        total += interest
        rows.append([str(first + index * 37), k.ago(paid + late), k.ago(paid), str(late), k.bare(amount),
                     k.bare(interest)])  # fmt: skip
    if k.often(0.6):
        fee = Decimal("60.00") if k.land.tongue == "sv" else Decimal("70.00")
        total += fee
        rows.append([w[11], "", "", "", "", k.bare(fee)])
    k.net = k.total = total
    k.number = str(first + k.chance.randrange(400, 900))
    if k.often(0.3):
        k.number = f"R{k.number}"
    due, s, right = k.within(10, 15, 30), k.sheet, k.size[0] - 52
    if k.word().isascii():
        s.logo(52, 30, k.word(), 120, k.pick("darkslateblue", "seagreen", "black"))
    else:
        s.text(52, 56, k.word(), 16, True, grey=0.3)
    s.text(right, 56, w[0] if k.often(0.5) else w[0].capitalize(), 17, True, "r")
    facts = [(w[1], k.number), (w[2], k.day(k.issued)), (w[4], k.mask("####")), (w[3], k.day(due))]
    way = k.pick("split", "beside")
    s.pairs(right - 180, 84, facts, way, 180 if way == "split" else 100, 9, 14)
    s.rows(s.width / 2 - 10 if k.often(0.3) else 52, 160, [k.client.name, *k.client.address()], 10)
    s.prose(52, 238, w[13].format(k.bare(rate)), right - 52, 9)
    y = s.table(264, [(56, "l", w[5]), (196, "r", w[6]), (276, "r", w[7]), (326, "r", w[8]), (418, "r", w[9]),
                      (right - 4, "r", w[10])], rows, k.pick("head", "zebra", "none"), 8.5)  # fmt: skip
    s.rule(52, right, y - 4)
    s.text(right - 90, y + 12, f"{w[12]} {k.currency if k.often(0.5) else ''}".strip(), 10.5, True, "r")
    s.text(right - 4, y + 12, k.money(total), 10.5, True, "r")
    foot = s.height - 138
    s.box(52, foot, right, foot + 38)
    account = k.issuer.bank if k.land.tongue == "sv" else f"Konto {k.issuer.bank}"
    s.across([60, 200, 330, 440], foot + 14, [w[14], account.split()[0], w[15], f"{w[18]} {k.currency}"],
             [k.mask("########0#"), account.split(" ", 1)[1], k.day(due), k.bare(total)], 9.5)  # fmt: skip
    s.rule(52, right, s.height - 78)
    s.rows(52, s.height - 66, [k.issuer.name, *k.issuer.address()], 7.5)
    s.rows(230, s.height - 66, [f"Tel. {k.issuer.phone}", f"info@{k.issuer.site}"], 7.5)
    s.rows(400, s.height - 66, [f"{w[16]} {k.mask('######-####')}", w[17]], 7.5)


_STORES = (
    ("000123", "Beef striploin, frozen", "KG"), ("001411", "Potatoes, washed", "KG"), ("005518",
    "Rice jasmine", "BAG"),
    ("110255", "Working gloves, leather", "PRS"), ("190731", "Boiler suit orange XL", "PCS"),
    ("211214", "Mooring rope 8-"
    "strand 64 mm", "COIL"), ("330302", "Immersion suit", "PCS"), ("450802",
    "Grease lithium EP2", "PAIL"), ("550112",
    "Rust remover", "CAN"), ("617521", "Chipping hammer", "PCS"), ("003022", "Eggs, tray of 30",
    "TRAY"), ("792441",
    "Fluorescent tube 18 W", "PCS"),
)  # fmt: skip


@kind("sg", "ae", "za")
def ship_chandler(k: Desk) -> None:
    """A ship chandler's bill to a vessel and her owners: dollars, codes of stores, place and date."""
    k.currency, k.symbol = "USD", "US$"
    rows, gross = [], Decimal()
    for index, (code, what, unit) in enumerate(k.chance.sample(_STORES, k.chance.randrange(4, 11))):
        count, price = k.chance.randrange(1, 60), k.some(2, 90)
        gross += count * price
        rows.append([str(index + 1), code, what, unit, str(count), k.bare(price), k.bare(count * price)])
    off = cents(gross * Decimal(k.pick(0, 3, 5)) / 100)
    k.net = k.total = gross - off
    k.numbered("@@/####/{yy}", "{yy}####", "SC-####", "#####/{y}")
    k.form = k.pick("{d} {Month} {y}", "{dd} {Mon} {y}", "{Month} {d}, {y}")
    calling = k.pick("Ship Supply", "Marine Stores", "Ship Chandlers", "Marine Services")
    firm = f"{k.word()} {calling} {k.pick(*k.land.forms)}"
    k.names, s, right, middle = (firm,), k.sheet, k.size[0] - 42, k.size[0] / 2
    s.text(middle, 52, firm.upper() if k.often(0.5) else firm, 17, True, "c")
    s.text(middle, 66,
            "General ship suppliers - provisions - deck, engine and cabin stores - bonded stores", 8,
           align="c")  # fmt: skip
    s.text(middle, 78,
            f"{k.issuer.street}, {k.issuer.town}   Tel: {k.issuer.phone}   supply@{k.issuer.site}", 7.5,
           align="c")  # fmt: skip
    s.rule(42, right, 88, 1.4, 0.1)
    place = k.issuer.city() if k.land.code != "ae" else k.issuer.town.split(",")[0]
    s.text(right, 108, f"{place}, {k.day(k.issued)}", align="r")
    s.text(42, 108, f"INVOICE {k.pick('NO.', 'No:', '#')} {k.number}", 12, True)
    ship = k.pick("Ocean Verity", "Aegean Hope", "Stolt Heron", "Nord Mistral", "Hyundai Grace", "MSC Lorena")
    y = s.rows(42, 136, [f"Messrs: Master and/or Owners of M/V \"{ship.upper()}\"", f"c/o {k.client.name}",
                         f"{k.client.street}, {k.client.town}"], 9.5)  # fmt: skip
    facts = [("Delivered", f"{k.ago(k.pick(1, 2, 3))}, {place} anchorage"), ("Your order",
            k.ordered("REQ-####",
             f"PO-####/{k.issued.year % 100:02}", "D##-####")), ("Our quotation",
             k.mask("Q####")), ("Delivery note",
             k.mask("DN####"))]  # fmt: skip
    s.across([42, 250, 350, 450], y + 16, [one[0] for one in facts], [one[1] for one in facts], 8.5)
    y = s.table(y + 58, [(46, "l", "No"), (72, "l", "IMPA"), (124, "l", "Description"), (330,
            "l", "Unit"), (400, "r",
                "Qty"), (470, "r", "Price USD"), (right - 4, "r", "Amount USD")], rows,
                k.pick("head", "grid"),
                8.5, foot=s.height - 200)  # fmt: skip
    s.rule(330, right, y - 4)
    sums = [("Gross amount", k.bare(gross)), ("Less discount", k.bare(-off))] if off else []
    y = s.pairs(330, y + 10, sums, "split", right - 334)
    label = k.pick("TOTAL USD", "Net amount payable USD", "GRAND TOTAL USD")
    s.text(330, y + 4, label, 10, True)
    s.text(right - 4, y + 4, k.bare(k.total), 10, True, "r")
    s.text(42, y + 4, "E. & O. E.   Supplied for export on board, zero rated.", 8)
    y = s.rows(42, y + 40, ["Payment by telegraphic transfer to:", firm, f"{k.issuer.bank} (USD)"], 8.5)
    s.text(42, y + 46, "_______________________", 9)
    s.text(42, y + 58, "Master / Chief Officer", 8)
    s.text(right, y + 20, f"For {firm}", 8.5, True, "r")
    s.text(right, y + 58, "Authorised signature", 8, align="r")


@kind("de", "at")
def brewery_round(k: Desk) -> None:
    """A brewery's bill to a pub: barrels and crates, deposits given and taken back, a direct debit."""
    goods = k.chance.sample((("Pils Keg 50 l", "132.80", "30.00"), ("Helles Keg 30 l", "84.60",
            "30.00"), ("Weizen 20 x 0,5 l",
            "14.90", "3.10"), ("Radler 20 x 0,5 l", "13.80", "3.10"),
            ("Mineralwasser 12 x 0,7 l", "5.40", "3.30"),
            ("Apfelsaft 6 x 1,0 l", "8.70", "2.40")), k.chance.randrange(2, 6))  # fmt: skip
    rows, ware, pledge, back = [], Decimal(), Decimal(), []
    for what, price, deposit in goods:
        count = k.chance.randrange(1, 14)
        empty = k.chance.randrange(0, count + 3)
        ware += count * Decimal(price)
        pledge += (count - empty) * Decimal(deposit)
        rows.append([k.mask("1###"), what, str(count), k.bare(Decimal(price)),
                k.bare(count * Decimal(price))])  # fmt: skip
        back.append([f"Leergut {what}", str(count), str(empty), k.bare(Decimal(deposit)),
                k.bare((count - empty) *
                     Decimal(deposit))])  # fmt: skip
    k.sum(ware + pledge)
    k.numbered("######", "7#####", "RE{yy}#####", "{y}/0####")
    due, s, right = k.within(5, 7, 10), k.sheet, k.size[0] - 44
    form = "GmbH & Co. KG" if k.land.code == "de" else "GmbH"
    name = f"{k.pick('Brauerei', 'Privatbrauerei', 'Brauhaus')} {k.word()} {k.pick(form, 'AG')}"
    k.names, middle = (name,), k.size[0] / 2
    left_head = k.often(0.4)
    place = 44.0 if left_head else middle
    align = "l" if left_head else "c"
    s.text(place, 54, name, 17, True, align)
    s.text(place, 68,
            f"seit {k.mask('18##')}  ·  {k.issuer.street}  ·  {k.issuer.town}  ·  Tel. {k.issuer.phone}", 8,
           align=align)  # fmt: skip
    s.rule(44, right, 78, 1.2)
    facts = [(k.pick("Rechnung Nr.", "Rechnungsnummer", "Beleg-Nr."), k.number), ("Datum",
            k.day(k.issued)), ("Kunde",
             k.mask("2####")), ("Tour", k.mask("##")), ("Lieferschein", k.mask("4#####")), ("geliefert am",
             k.ago(k.pick(0, 1, 2)))]  # fmt: skip
    for index, (label, said) in enumerate(facts):
        x, y = 44 + index % 3 * 172, 96 + index // 3 * 15
        end = s.text(x, y, f"{label}: ", 8.5)
        s.text(end, y, said, 8.5, index < 2)
    inn = k.pick("Gasthof Zum Ochsen", "Restaurant Seeblick", "Sportheim", "Hotel Post")
    s.rows(44, 146, [inn, k.client.person, *k.client.address()], 10)
    s.text(44, 218, "RECHNUNG", 13, True)
    y = s.table(240, [(48, "l", "Art."), (90, "l", "Bezeichnung"), (340, "r", "Menge"), (430, "r", "Preis"),
                      (right - 4, "r", "Betrag EUR")], rows, "head", 8.5)  # fmt: skip
    s.text(right - 4, y + 2, k.bare(ware), 8.5, True, "r")
    s.text(90, y + 2, "Warenwert", 8.5, True)
    y = s.table(y + 28, [(90, "l", "Pfand"), (272, "r", "voll"), (340, "r", "leer zurück"), (430, "r", "je"),
                         (right - 4, "r", "Betrag EUR")], back, "head", 8)  # fmt: skip
    s.text(90, y + 2, "Pfandsaldo", 8.5, True)
    s.text(right - 4, y + 2, k.bare(pledge), 8.5, True, "r")
    percent = f"{(k.land.rate * 100).normalize():f} %"
    s.box(44, y + 18, right, y + 52, 0.93)
    s.across([54, 180, 310, 430], y + 32, ["Nettobetrag", "Steuersatz", k.land.tax_name,
            k.pick("Rechnungsbetrag",
             "Endbetrag", "zu zahlen")], [k.bare(k.net), percent, k.bare(k.tax),
             k.money(k.total)], 9.5)  # fmt: skip
    s.prose(44, y + 76,
            f"Den Betrag buchen wir am {k.day(due)} von Ihrem Konto ab. Mandat {k.mask('M######')}, "
            f"Gläubiger-ID {k.land.code.upper()}{k.mask('##ZZZ###########')}.", right - 44, 8.5)  # fmt: skip
    s.text(middle, s.height - 40,
            f"{name}  ·  {k.issuer.bank}  ·  USt-IdNr. {k.issuer.tax_id}  ·  Es gelten unsere "
           "Lieferbedingungen.", 6.5, align="c")  # fmt: skip


KINDS: tuple[Kind, ...] = (fair_stand, late_interest, ship_chandler, brewery_round)
