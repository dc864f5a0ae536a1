"""Issuers that stand aside: clubs by their account, firms under a brand, platforms, hospitals."""

from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind

_CLUB = {
    "nl": ("Factuur", "Factuurnummer", "Factuurdatum", "Vervaldatum", "Aan", "Omschrijving", "Bedrag",
           "Totaal te betalen", "Graag overmaken op {bank} t.n.v. {name}", "Penningmeester",
           ("Reclamebord langs het veld", "Sponsorpakket seizoen", "Huur clubhuis", "Advertentie clubblad"),
           ("Roeivereniging De Amstel", "Hockeyclub Oosterpark", "Tennisvereniging Het Duin",
            "Stichting Zomerconcerten")),
    "dk": ("Faktura", "Fakturanr.", "Fakturadato", "Forfaldsdato", "Til", "Beskrivelse", "Beløb",
           "I alt at betale", "Betales til {bank}, {name}", "Kasserer",
           ("Bandereklame", "Sponsorpakke", "Leje af klubhus", "Annonce i medlemsblad"),
           ("Vestby Roklub", "Skovlunde Tennisklub", "Foreningen Sommerkoncerter", "Havnens Sejlklub")),
    "no": ("Faktura", "Fakturanr.", "Fakturadato", "Forfallsdato", "Til", "Beskrivelse", "Beløp",
           "Å betale", "Betales til konto {bank}, {name}", "Kasserer",
           ("Reklameskilt", "Sponsorpakke", "Leie av klubbhus", "Annonse i medlemsblad"),
           ("Solvang Idrettslag", "Bryggen Roklubb", "Foreningen Sommerkonserter", "Fjellby Skiklubb")),
    "se": ("Faktura", "Fakturanr", "Fakturadatum", "Förfallodatum", "Till", "Beskrivning", "Belopp",
           "Att betala", "Betalas till {bank}, {name}", "Kassör",
           ("Reklamskylt", "Sponsorpaket", "Hyra av klubbstuga", "Annons i medlemsblad"),
           ("Solvik Idrottsförening", "Hamnens Roddklubb", "Föreningen Sommarkonserter",
            "Skogsby Tennisklubb")),
}  # fmt: skip


@kind("nl", "dk", "no", "se")
def club_treasurer(k: Desk) -> None:
    """A club bills a sponsor without tax: initials for a badge, its name beside the account alone."""
    w = _CLUB[k.land.code]
    jobs = k.chance.sample(w[10], k.chance.randrange(1, 4))
    amounts = [Decimal(k.chance.randrange(5, 120)) * 25 for _ in jobs]
    k.sum(sum(amounts, Decimal()), "0")
    k.numbered("{y}-0##", "{yy}##", "{y}##")
    s, due, right, club = k.sheet, k.within(14, 21, 30), k.size[0] - 60, k.pick(*w[11])
    k.names = (club,)
    initials = "".join(word[0].upper() for word in club.split())
    if k.often(0.5):
        s.bar(60, 36, 118, 72, k.pick("#14532d", "#1e3a8a", "#7f1d1d"))
        s.text(89, 61, initials, 20, True, "c", grey=1)
    else:
        s.text(60, 62, initials, 26, True)
    s.text(right, 60, w[0], 18, True, "r")
    s.text(60, 116, w[4], 7.5, grey=0.3)
    s.rows(60, 130, [k.client.name, *k.client.address()], 10.5, bold_first=k.often(0.5))
    facts = [(w[1], k.number), (w[2], k.day(k.issued)), (w[3], k.day(due))]
    s.pairs(350, 130, facts, k.pick("beside", "inline", "below"), 95)
    y = s.table(
        240,
        [(60, "l", w[5]), (right, "r", w[6])],
        [[job, k.bare(amount)] for job, amount in zip(jobs, amounts, strict=True)],
        k.pick("head", "band"),
    )
    s.text(60, y + 8, w[7], 11, True)
    s.text(right, y + 8, k.money(k.total, k.pick("code", "behind")), 11, True, "r")
    y = s.prose(60, y + 50, w[8].format(bank=k.issuer.bank, name=club), right - 60, 10)
    s.rows(60, y + 26, [k.issuer.person, w[9], k.issuer.phone], 9)


_LOCAL = {
    "pl": ("Faktura VAT", "Nr faktury", "Data wystawienia", "Termin płatności", "Nabywca", "Usługa", "Ilość",
           "Cena netto", "Wartość netto", "Razem netto", "Do zapłaty", "Rachunek bankowy", "NIP",
           "Polska", ("Przegląd dźwigu", "Serwis klimatyzacji", "Monitoring obiektu", "Wymiana filtrów")),
    "es": ("Factura", "Nº de factura", "Fecha de factura", "Vencimiento", "Cliente", "Servicio", "Cant.",
           "Precio", "Importe", "Base imponible", "Total a pagar", "Cuenta", "NIF",
           "Ibérica", ("Revisión de ascensor", "Mantenimiento de clima", "Vigilancia", "Cambio de filtros")),
    "pt": ("Fatura", "Fatura n.º", "Data de emissão", "Data de vencimento", "Cliente", "Serviço", "Qtd.",
           "Preço", "Valor", "Total sem IVA", "Total a pagar", "IBAN", "NIF",
           "Portugal", ("Revisão de elevador", "Manutenção de AVAC", "Vigilância", "Troca de filtros")),
    "it": ("Fattura", "Fattura n.", "Data fattura", "Scadenza", "Cliente", "Servizio", "Q.tà",
           "Prezzo", "Importo", "Imponibile", "Totale da pagare", "IBAN", "P.IVA",
           "Italia", ("Revisione ascensore", "Manutenzione clima", "Vigilanza", "Cambio filtri")),
}  # fmt: skip


@kind("pl", "es", "pt", "it")
def local_company(k: Desk) -> None:
    """A group's brand and slogan on top; the local company that bills stands in the small print."""
    w = _LOCAL[k.land.code]
    k.fill(k.chance.randrange(2, 5), w[14], 30, 500)
    k.numbered("FV/{y}/{m}/####", "########", "{y}/#####", "##-#######")
    s, due, right = k.sheet, k.within(14, 30, 60), k.size[0] - 50
    brand, slogan = k.pick(
        ("VERTIQ", "Moving buildings forward"), ("Norvane Group", "People. Places. Service."),
        ("ASTELIO", "Your building in good hands"), ("Corvex International", "Facility services worldwide"),
    )  # fmt: skip
    local = f"{brand.split()[0].title()} {w[13]} {k.land.forms[0]}"
    k.names = (local,)
    s.text(50, 56, brand, 22, True)
    s.text(50, 70, slogan, 8, grey=0.4)
    s.text(right, 56, w[0], 15, align="r")
    facts = [(w[1], k.number), (w[2], k.day(k.issued)), (w[3], k.day(due))]
    left = k.often(0.5)
    s.pairs(50 if left else 330, 120, facts, "beside", 105)
    x = 330 if left else 50
    s.text(x, 107, w[4], 7.5, grey=0.3)
    s.rows(x, 120, [k.client.name, *k.client.address(), f"{w[12]} {k.client.tax_id}"], 10, bold_first=True)
    y = s.table(
        220,
        [(50, "l", w[5]), (330, "r", w[6]), (430, "r", w[7]), (right, "r", w[8])],
        [[one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines],
        k.pick("head", "grid", "zebra"),
    )
    sums = [(w[9], k.bare(k.net)), (f"{k.land.tax_name} {k.land.rate * 100:.0f}%", k.bare(k.tax))]
    y = s.pairs(350, y + 14, sums, "split", right - 350)
    s.text(350, y + 4, w[10], 11, True)
    s.text(right, y + 4, k.money(k.total), 11, True, "r")
    s.text(50, y + 44, f"{w[11]}: {k.issuer.bank}")
    s.rule(50, right, s.height - 62)
    s.rows(
        50,
        s.height - 50,
        [f"{local}, {k.issuer.street}, {k.issuer.town}", f"{w[12]} {k.issuer.tax_id}   {k.issuer.phone}"],
        6.5,
    )


@kind("gb", "ie", "in")
def for_the_supplier(k: Desk) -> None:
    """A platform writes the bill in its supplier's name: the platform's brand on top, the supplier named."""
    jobs = ("Copywriting, hours", "Web design, hours", "Bookkeeping, hours", "Photography, hours",
            "Translation, hours", "Video editing, hours")  # fmt: skip
    k.fill(k.chance.randrange(1, 4), jobs, 25, 95)
    k.numbered("@@-######", "INV-{yy}-#####", "########")
    s, due, right = k.sheet, k.within(7, 14, 30), k.size[0] - 56
    brand, person = k.pick("Taskloom", "Gigharbour", "Freelane", "Skillpier"), k.issuer.person
    firm = k.pick(person, person, f"{person.split()[-1]} Studio")
    k.names = (firm,)
    if k.often(0.5):
        s.text(56, 54, brand, 20, True)
    else:
        s.logo(56, 30, brand, 120, "teal")
    s.text(right, 54, k.pick("Tax invoice", "Invoice") if k.tax else "Invoice", 14, align="r")
    on = k.pick(
        "Issued by {b} in the name and on behalf of the supplier",
        "Invoice issued by {b} on behalf of the supplier",
    )
    s.text(56, 84, on.format(b=brand), 8, grey=0.3)
    s.text(56, 112, "Supplier", 8, True)
    s.rows(56, 125, [firm, *k.issuer.address(), f"{k.land.tax_name} no. {k.issuer.tax_id}"])
    s.text(320, 112, "Customer", 8, True)
    s.rows(320, 125, [k.client.name, *k.client.address()], bold_first=k.often(0.5))
    labels, values = (
        ["Invoice number", "Invoice date", "Due date"],
        [k.number, k.day(k.issued), k.day(due)],
    )
    if k.often(0.5):
        s.across([56, 220, 380], 200, labels, values)
    else:
        s.pairs(56, 194, list(zip(labels, values, strict=True)), far=100)
    y = s.table(
        260,
        [(56, "l", "Service"), (340, "r", "Quantity"), (430, "r", "Rate"), (right, "r", "Amount")],
        [[one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines],
        k.pick("head", "zebra", "none"),
    )
    rate = f"{k.land.tax_name} {(k.land.rate * 100).normalize():f}%"
    y = s.pairs(350, y + 14, [("Subtotal", k.bare(k.net)), (rate, k.bare(k.tax))], "split", right - 350)
    s.text(350, y + 4, "Amount due", 11, True)
    s.text(right, y + 4, k.money(k.total), 11, True, "r")
    s.prose(
        56,
        y + 50,
        f"Payment is collected by {brand} for the supplier. {brand} is not a party to the contract between "
        "the supplier and the customer.",
        right - 56,
        7.5,
    )


@kind("jp", "gb", "in", "ch")
def hospital_checks(k: Desk) -> None:
    """A hospital bills an employer for health checks: the company on top, the hospital under its address."""
    german, checks = k.land.code == "ch", k.chance.randrange(3, 60)
    fee = Decimal(k.chance.randrange(40, 180)) * (100 if not k.places else 1)
    extra = Decimal(k.chance.randrange(20, 90)) * (100 if not k.places else 1)
    more = k.chance.randrange(1, checks)
    k.sum(fee * checks + extra * more, "" if k.land.code == "jp" else "0")
    if not k.places:
        k.tax = cents(k.tax).quantize(Decimal(1))
    k.numbered("{y}{m}-###", "OH######", "H-####-##")
    s, due, right = k.sheet, k.within(30, 45), k.size[0] - 60
    place = k.issuer.city().replace("New", "Delhi")
    house = {
        "jp": (f"{k.word()} Memorial Hospital", f"{place} Central Clinic", "Kanda Health Screening Center"),
        "gb": (f"{place} Teaching Hospitals NHS Foundation Trust", f"St Anne's Hospital {place}"),
        "in": (f"{place} Mission Hospital", f"{k.word()} Charitable Hospital"),
        "ch": (f"Spital {place}", f"Kantonsspital {place}", "Gemeinschaftspraxis Seeblick"),
    }[k.land.code]
    hospital = k.pick(*house)
    k.names = (hospital,)
    w = (
        ("Rechnung", "Rechnungsnummer", "Rechnungsdatum", "Zahlbar bis", "Leistung", "Anzahl", "Ansatz",
         "Betrag", "Gesamtbetrag", "Vorsorgeuntersuchung Mitarbeitende", "Blutbild erweitert", "Konto")
        if german
        else ("Invoice", "Invoice No.", "Invoice date", "Payment due", "Service", "Persons", "Fee", "Amount",
              "Total amount due", "Periodic health check, employees", "Extended blood panel", "Bank account")
    )  # fmt: skip
    s.rows(60, 60, [k.client.name, *k.client.address()], 13, bold_first=True)
    y = s.rows(right, 128, [hospital, *k.issuer.address(), k.issuer.phone], 9, align="r")
    s.text(k.size[0] / 2, y + 26, w[0], 16, True, "c")
    facts = [(w[1], k.number), (w[2], k.day(k.issued)), (w[3], k.day(due))]
    y = s.pairs(60, y + 52, facts, k.pick("beside", "inline"), 110)
    y = s.table(
        y + 22,
        [(60, "l", w[4]), (340, "r", w[5]), (430, "r", w[6]), (right, "r", w[7])],
        [[w[9], str(checks), k.bare(fee), k.bare(fee * checks)],
         [w[10], str(more), k.bare(extra), k.bare(extra * more)]],
        k.pick("grid", "head"),
    )  # fmt: skip
    sums = []
    if k.tax:
        sums = [("Subtotal", k.bare(k.net)), (f"{k.land.tax_name} 10%", k.bare(k.tax))]
    y = s.pairs(340, y + 14, sums, "split", right - 340)
    s.text(340, y + 4, w[8], 11, True)
    s.text(right, y + 4, k.money(k.total), 11, True, "r")
    s.text(60, y + 50, f"{w[11]}: {k.issuer.bank}")
    if not k.tax:
        none = "Von der Mehrwertsteuer ausgenommen." if german else "Health services, exempt from tax."
        s.text(60, y + 66, none, 7.5)


KINDS: tuple[Kind, ...] = (club_treasurer, local_company, for_the_supplier, hospital_checks)
