"""Issuers without a legal form: family firms, town offices, university departments, people who only sign."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, kind


@kind("gb", "ie", "us")
def family_firm(k: Desk) -> None:
    """A family firm's bill: the name over two lines with a slogan, and again beside the account."""
    work = ("Sash window repair", "Gutter clearance", "Boiler service", "Tree surgery, half day",
            "Repointing of chimney", "Replacement of locks", "Carpet cleaning")  # fmt: skip
    k.fill(k.chance.randrange(2, 6), work, 40, 420, "0" if k.land.code == "us" else "")
    k.numbered("####", "{yy}-###", "{y}/###")
    s, due, right = k.sheet, k.within(7, 14, 30), k.size[0] - 56
    family = k.issuer.person.split()[-1]
    second = k.pick("& Daughters", "& Sons", "Brothers", "& Daughter", "Family Builders")
    firm = f"{family} {second}"
    k.names = (firm,)
    slogan = k.pick(
        "Three generations of good work",
        "Roofs, windows and everything between",
        "Property care since 1974",
        "No job too small",
    )
    x, align = k.pick((56, "l"), (k.size[0] / 2, "c"), (right, "r"))
    s.text(x, 58, family.upper(), 24, True, align)
    s.text(x, 78, second.upper(), 14, k.often(0.5), align)
    s.text(x, 92, slogan, 8, align=align, grey=0.35)
    s.text(x, 104, f"{k.issuer.street}, {k.issuer.town}  {k.issuer.phone}", 7.5, align=align)
    s.rule(56, right, 114)
    y = 150.0
    s.text(56, y - 14, k.pick("Invoice to", "To", "Customer"), 7.5, grey=0.3)
    s.rows(56, y, [k.client.name, *k.client.address()], bold_first=k.often(0.5))
    s.text(340, y - 14, "INVOICE", 13, True)
    facts = [(k.pick("Invoice no.", "Number"), k.number), (k.pick("Date", "Invoice date"), k.day(k.issued)),
             (k.pick("Payment due", "Due date", "Please pay by"), k.day(due))]  # fmt: skip
    s.pairs(340, y + 4, facts, far=90)
    y = s.table(
        240,
        [(56, "l", "Work done"), (340, "r", "Qty"), (430, "r", "Price"), (right, "r", "Amount")],
        [[one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines],
        k.pick("head", "zebra", "grid"),
    )
    sums = [("Subtotal", k.bare(k.net))] if k.tax else []
    if k.tax:
        sums.append((f"{k.land.tax_name} {(k.land.rate * 100).normalize():f}%", k.bare(k.tax)))
    y = s.pairs(360, y + 14, sums, "split", right - 360)
    s.text(360, y + 4, "Total to pay", 11, True)
    s.text(right, y + 4, k.money(k.total), 11, True, "r")
    payee = "Checks payable to" if k.land.code == "us" else k.pick("Account name", "Payable to")
    s.rows(56, y + 60, [f"{payee}: {firm}", k.issuer.bank, f"Reference: {k.number}"])
    thanks = "Thank you for your custom." if k.land.code != "us" else "Thank you for your business."
    tax = f"  {k.land.tax_name} no. {k.issuer.tax_id}" if k.tax else ""
    s.text(56, s.height - 46, thanks + tax, 7.5)


_OFFICES = (
    ("Kulturamt", "Überlassung des Bürgersaals", "Bestuhlung", "Hausmeisterdienst"),
    ("Ordnungsamt", "Sondernutzung Gehweg", "Verkehrsrechtliche Anordnung", "Ortsbesichtigung"),
    ("Bauhof", "Aufstellen von Absperrungen", "Kehrmaschine mit Fahrer", "Entsorgung Grünschnitt"),
    ("Stadtarchiv", "Recherche im Bauaktenarchiv", "Digitalisate", "Beglaubigung"),
)  # fmt: skip


@kind("de", "at", "ch")
def town_office(k: Desk) -> None:
    """A town's office bills a company: the town stands in the head and in a side column, no tax is due."""
    office, *things = k.pick(*_OFFICES)
    amounts = [k.some(20, 600) for _ in things]
    k.sum(sum(amounts, Decimal()), "0")
    k.numbered("##.####.####", "{y}-#####", "#######", "SR{yy}/####")
    s, due, right = k.sheet, k.within(14, 30), k.size[0] - 50
    town = f"{'Stadt' if k.land.code != 'at' else k.pick('Stadtgemeinde', 'Stadt')} {k.issuer.city()}"
    k.names = (town, f"{town} {office}", f"{town}, {office}", f"{town} - {office}")
    s.text(60, 54, town, 18, True)
    s.text(60, 69, k.pick(office, f"Der Bürgermeister - {office}", f"Die Bürgermeisterin - {office}"), 10)
    post = f"{town}, {k.issuer.street}, {k.issuer.town}"
    s.text(60, 118, post, 6)
    s.rule(60, 60 + s.wide(post, 6), 121)
    s.rows(60, 136, [k.client.name, *([k.client.person] if k.often(0.4) else []), *k.client.address()], 10)
    side = 410
    s.text(side, 100, town, 8, True)
    s.rows(
        side,
        111,
        [
            office,
            *k.issuer.address(),
            "",
            f"Auskunft: {k.issuer.person}",
            f"Tel. {k.issuer.phone}",
            "Mo-Fr 8-12 Uhr",
        ],
        7.5,
    )
    facts = [(k.pick("Rechnungsnummer", "Rechnungs-Nr."), k.number), ("Datum", k.day(k.issued)),
             (k.pick("Zahlbar bis", "Fällig am"), k.day(due))]  # fmt: skip
    s.pairs(side, 196, facts, "below", size=8.5)
    s.text(60, 230, "Rechnung", 14, True)
    y = s.prose(
        60,
        252,
        "Sehr geehrte Damen und Herren, für die nachstehenden Leistungen stellen wir Ihnen in Rechnung:",
        320,
    )
    y = max(y, 290) + 14
    s.rule(60, right, y - 12)
    for what, amount in zip(things, amounts, strict=True):
        s.text(60, y, what)
        s.text(right, y, k.bare(amount), align="r")
        y += 16
    s.rule(60, right, y - 10)
    s.text(60, y + 5, k.pick("Gesamtbetrag", "Rechnungsbetrag", "Zu zahlender Betrag"), 10.5, True)
    s.text(right, y + 5, k.money(k.total, k.pick("code", "behind")), 10.5, True, "r")
    s.text(60, y + 30, "Die Leistung unterliegt nicht der Umsatzsteuer.", 8)
    y += 54
    y = s.prose(
        60,
        y,
        f"Bitte überweisen Sie den Betrag bis zum {k.day(due)} unter Angabe der Rechnungsnummer auf das "
        f"unten genannte Konto der Stadtkasse.",
        right - 60,
    )
    s.rows(60, y + 20, ["Mit freundlichen Grüßen" if k.land.code != "ch" else "Freundliche Grüsse",
                        "Im Auftrag", "", k.issuer.person])  # fmt: skip
    s.text(60, s.height - 44, f"Bankverbindung: {k.issuer.bank}   www.{k.issuer.city().lower()}.example", 7)


@kind("us", "gb", "ie", "in")
def university_unit(k: Desk) -> None:
    """A university's laboratory bills a firm for its work: the department under the university's name."""
    tests = ("Tensile test, 5 samples", "SEM imaging, per hour", "Mass spectrometry run",
             "X-ray diffraction scan", "Particle size analysis", "Technician time, hour")  # fmt: skip
    rate = "0" if k.land.code == "us" else ""
    k.fill(k.chance.randrange(2, 5), tests, 30, 900, rate)
    k.numbered("@@######", "RES-{y}-####", "##########", "AN{yy}####")
    s, due, right = k.sheet, k.within(30, 30, 45), k.size[0] - 54
    place = k.issuer.city().replace("New", "Delhi")
    university = k.pick(f"University of {place}", f"{place} University")
    unit = k.pick("Department of Chemistry", "School of Engineering", "Materials Testing Laboratory",
                  "Department of Physics")  # fmt: skip
    k.names = (university, f"{university} {unit}", f"{university}, {unit}", f"{unit}, {university}")
    s.bar(0, 0, s.width, 8, k.pick("#5b0e2d", "#002147", "#1d4d2b"))
    s.text(54, 46, university, 17, k.often(0.6))
    s.text(54, 61, unit, 10, grey=0.3)
    s.rows(right, 40, [*k.issuer.address(), k.issuer.phone], 7.5, align="r")
    s.text(54, 100, k.pick("INVOICE", "Invoice", "Invoice for services"), 14, True)
    ordered = k.ordered("PO ######", "45########", "P-#####")
    labels = ["Invoice number", "Invoice date", k.pick("Due date", "Payment due"),
              k.pick("Your PO", "PO number", "Purchase order")]  # fmt: skip
    values = [k.number, k.day(k.issued), k.day(due), ordered]
    if k.often(0.5):
        s.across([54, 180, 300, 420], 250, labels, values)
    else:
        s.pairs(320, 128, list(zip(labels, values, strict=True)), far=100)
    s.text(54, 128, k.pick("Bill to", "Invoice to", "Customer"), 8, True)
    s.rows(54, 141, [k.client.name, f"Attn: {k.client.person}", *k.client.address()], 10)
    y = s.table(
        300,
        [(54, "l", "Description"), (350, "r", "Units"), (440, "r", "Rate"), (right, "r", "Amount")],
        [[one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines],
        k.pick("head", "band", "zebra"),
    )
    sums = []
    if k.tax:
        name = f"{k.land.tax_name} @ {(k.land.rate * 100).normalize():f}%"
        sums = [("Net", k.bare(k.net)), (name, k.bare(k.tax))]
    y = s.pairs(370, y + 12, sums, "split", right - 370)
    s.text(370, y + 4, f"Total due ({k.currency})", 10, True)
    s.text(right, y + 4, k.money(k.total), 10, True, "r")
    s.rows(
        54,
        y + 50,
        [
            f"Bank: {k.issuer.bank}",
            f"Please quote {k.number} with your payment.",
            f"Project lead: Dr {k.issuer.person}",
        ],
        8.5,
    )
    foot = f"{university} is an exempt charity." if k.land.code == "gb" else f"{university}, Finance Division"
    s.text(54, s.height - 40, f"{foot}  {k.land.tax_name if k.tax else 'Tax'} ID {k.issuer.tax_id}", 7)


_SIGNED = {
    "fr": ("Facture n° {n}", "{t}, le {d}", "Madame, Monsieur,",
           "Veuillez trouver ci-dessous le montant de mes prestations :",
           ("Traduction du catalogue", "Animation d'un atelier", "Portraits de l'équipe", "Relecture"),
           "Total HT", "Total TTC", "À régler avant le {due} par virement : {bank}",
           "Je vous prie d'agréer mes salutations distinguées.",
           ("Traductrice", "Formatrice", "Photographe")),
    "es": ("Factura nº {n}", "{t}, {d}", "Muy señores míos:",
           "Les detallo a continuación el importe de mis servicios:",
           ("Traducción del catálogo", "Taller de comunicación", "Reportaje fotográfico", "Corrección"),
           "Base imponible", "Total factura", "Vencimiento: {due}. Transferencia a {bank}",
           "Reciban un cordial saludo,", ("Traducción", "Formación", "Fotografía")),
    "pt": ("Fatura n.º {n}", "{t}, {d}", "Exmos. Senhores,",
           "Junto envio o valor dos meus serviços:",
           ("Tradução do catálogo", "Sessão de formação", "Reportagem fotográfica", "Revisão de texto"),
           "Total sem IVA", "Total a pagar", "Pagamento até {due} por transferência: {bank}",
           "Com os melhores cumprimentos,", ("Tradução", "Formação", "Fotografia")),
}  # fmt: skip


@kind("fr", "be", "es", "pt")
def only_signed(k: Desk) -> None:
    """A sole trader's letter: who writes is named in the signature alone, the client company on top."""
    title, place, dear, opening, things, net, total, pay, bye, callings = _SIGNED[k.land.tongue]
    jobs = k.chance.sample(things, k.chance.randrange(1, 4))
    amounts = [Decimal(k.chance.randrange(6, 90)) * 25 for _ in jobs]
    k.sum(sum(amounts, Decimal()))
    k.numbered("{y}-##", "{y}/0##", "##", "F{yy}-0##")
    s, due, right, person = k.sheet, k.within(15, 30), k.size[0] - 70, k.issuer.person
    k.names = (person,)
    left = k.pick(70, 320)
    y = s.rows(left, 80, [k.client.name, *k.client.address()], 11, bold_first=k.often(0.5))
    form = {"es": "{d} de {Month} de {y}", "fr": "{d} {Month} {y}"}.get(k.land.tongue, "")
    s.text(right, y + 30, place.format(t=k.issuer.city(), d=k.day(k.issued, form)), 10, align="r")
    s.text(70, y + 70, title.format(n=k.number), 13, True)
    s.text(70, y + 98, dear, 10)
    y = s.prose(70, y + 116, opening, right - 70, 10) + 14
    rows = list(zip(jobs, amounts, strict=True))
    rows += [(net, k.net), (f"{k.land.tax_name} {k.land.rate * 100:.0f} %", k.tax)]
    dots = k.often(0.4)
    for label, amount in rows:
        if dots:
            s.leaders(70, right, y, label, k.bare(amount))
        else:
            s.text(90, y, label, 10)
            s.text(right - 20, y, k.bare(amount), 10, align="r")
        y += 17
    s.text(70 if dots else 90, y + 4, total, 11, True)
    s.text(right - (0 if dots else 20), y + 4, k.money(k.total), 11, True, "r")
    words = pay.format(due=k.day(due), bank=k.issuer.bank)
    y = s.prose(70, y + 40, words, right - 70, 10)
    y = s.rows(70, y + 14, [bye], 10)
    name = {"fr": "N° TVA", "es": "NIF", "pt": "NIF"}[k.land.tongue]
    s.rows(
        k.pick(70, 330),
        y + 40,
        [person, k.pick(*callings), *k.issuer.address(), f"{name} {k.issuer.tax_id}"],
        9.5,
        bold_first=k.often(0.3),
    )


KINDS: tuple[Kind, ...] = (family_firm, town_office, university_unit, only_signed)
