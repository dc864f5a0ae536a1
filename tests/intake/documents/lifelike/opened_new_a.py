"""Letters and forms that say it their own way: fees in prose, tax withheld, rent by giro, rented cars."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("gb", "ie", "us", "au")
def fee_letter(k: Desk) -> None:
    """A surveyor's or consultant's letter: number in the subject, fee, tax and total in one sentence."""
    fee = Decimal(k.chance.randrange(8, 180)) * 50
    k.sum(fee, "0" if k.land.code == "us" else "")
    k.numbered("{y}/0##", "####", "@@/####", "F{yy}-###")
    k.form = "{Month} {d}, {y}" if k.land.code == "us" else "{d} {Month} {y}"
    s, due, word = k.sheet, k.within(14, 21, 30), k.word()
    calling = k.pick("Chartered Surveyors", "Structural Engineers", "Actuaries", "Planning Consultants")
    firm = f"{word} & {k.issuer.person.split()[-1]} {k.pick('LLP', k.land.forms[0])}"
    k.names = (firm,)
    middle = s.width / 2
    s.text(middle, 56, firm if k.often(0.5) else firm.upper(), 15, True, "c")
    s.text(middle, 70, calling, 9, align="c", grey=0.3)
    s.rule(70, s.width - 70, 80)
    s.text(middle, 92, f"{k.issuer.street}, {k.issuer.town}  |  {k.issuer.phone}  |  www.{k.issuer.site}", 7,
           align="c")  # fmt: skip
    y = s.rows(70, 140, [k.client.person, k.client.name, *k.client.address()], 10)
    reference = f"Our ref: {k.mask('@@/####')}"
    if k.often(0.5):
        s.rows(s.width - 70, 140, [k.day(k.issued), reference], 10, align="r")
    else:
        y = s.rows(70, y + 14, [k.day(k.issued), reference], 10)
    y += 26
    s.text(70, y, f"Dear {k.client.person}", 10)
    job = k.pick(
        "Review of the roof structure", "Valuation of stock rooms", "Party wall award", "Pension report"
    )
    heading = k.pick("Invoice {n}: {j}", "{j} - our invoice no. {n}", "INVOICE NO. {n} - {j}")
    s.text(70, y + 26, heading.format(n=k.number, j=job), 10, True)
    agreed = k.pick("as agreed in our letter of", "in accordance with our proposal dated")
    says = f"Our fee for the above work, {agreed} {k.ago(70)}, is {k.money(k.net)}"
    if k.tax:
        rate = f"{k.land.tax_name} at {k.land.rate * 100:.0f}%"
        says += f", to which {rate} of {k.money(k.tax)} is to be added, making a total of {k.money(k.total)}."
    else:
        says += f". No expenses were incurred, so the total now payable is {k.money(k.total)}."
    opening = (
        "We have now completed our work on the above and have sent our report to your office under separate "
        f"cover. The site was visited on {k.ago(21)} in the company of your facilities manager."
    )
    y = s.prose(70, y + 52, opening, s.width - 140, 10)
    y = s.prose(70, y + 10, says, s.width - 140, 10)
    pay = (
        f"We should be grateful for payment by {k.day(due)} into our account ({k.issuer.bank}), quoting the "
        "number above. Please do not hesitate to contact the undersigned if anything is unclear."
    )
    y = s.prose(70, y + 10, pay, s.width - 140, 10)
    y = s.rows(70, y + 20, [k.pick("Yours sincerely", "Yours faithfully", "With kind regards")], 10)
    s.rows(70, y + 40, [k.issuer.person, "Partner", f"for {firm}"], 10)
    number = f" {k.land.tax_name} registration {k.issuer.tax_id}." if k.tax else ""
    s.text(middle, s.height - 40, f"{firm} is regulated by its professional body.{number}", 6.5, align="c")


@kind("it", "es")
def parcella(k: Desk) -> None:
    """A professional's fees with part of the tax withheld by the client; dots lead to the amounts."""
    italian, fee = k.land.code == "it", k.some(150, 6000)
    fund = cents(fee * Decimal("0.04")) if italian else Decimal()
    k.sum(fee + fund)
    held = cents(fee * Decimal("0.20" if italian else "0.15"))
    k.totals = (k.total, k.total - held)
    k.numbered("##/{y}", "{y}/0##", "#/{yy}" if italian else "{yy}-0##")
    s, person, right = k.sheet, k.issuer.person, k.size[0] - 60
    title = k.pick("Avv.", "Ing.", "Arch.") if italian else ""
    calling = {"Avv.": "Studio legale", "Ing.": "Ingegnere civile", "Arch.": "Architettura e interni"}.get(
        title, k.pick("Arquitectura técnica", "Asesoría fiscal y laboral", "Traducción jurada")
    )
    shown = f"{title} {person}".strip()
    k.names = (shown, person) if title else (person,)
    s.text(60, 60, shown, 17, k.often(0.5))
    s.text(60, 74, calling, 9, grey=0.35)
    codes = ("C.F.", "P.IVA") if italian else ("NIF", "Colegiado nº")
    s.rows(
        60,
        88,
        [
            f"{k.issuer.street} - {k.issuer.town}",
            f"{codes[0]} {k.mask('@@@@@@##@##@###@' if italian else '########@')} - "
            f"{codes[1]} {k.issuer.tax_id if italian else k.mask('####')}",
        ],
        7.5,
    )
    s.rows(320, 140, ["Spett.le" if italian else "Cliente:", k.client.name, *k.client.address(),
                      f"{'P.IVA' if italian else 'CIF'} {k.client.tax_id}"], 9.5)  # fmt: skip
    word = (
        k.pick("Parcella", "Fattura", "Nota onorari")
        if italian
        else k.pick("Minuta de honorarios", "Factura")
    )
    if italian:
        s.text(60, 250, f"{word} n. {k.number} del {k.day(k.issued)}", 12, True)
    else:
        s.text(60, 250, f"{word} nº {k.number}", 12, True)
        s.text(right, 250, f"{k.pick('Fecha:', 'Fecha de expedición:')} {k.day(k.issued)}", align="r")
    what = (
        k.pick(
            "Assistenza nella redazione del contratto di fornitura", "Progetto esecutivo e direzione lavori"
        )
        if italian
        else k.pick("Proyecto básico y de ejecución de reforma", "Asesoramiento del tercer trimestre")
    )
    y = s.prose(60, 280, f"{'Oggetto' if italian else 'Concepto'}: {what}", right - 60) + 18
    rows = [("Onorari" if italian else "Honorarios profesionales", fee)]
    if italian:
        rows += [("Contributo integrativo Cassa 4%", fund), ("Imponibile IVA", k.net)]
    rows += [(f"IVA {k.land.rate * 100:.0f}%", k.tax)]
    for label, amount in rows:
        s.leaders(60, right, y, label, k.bare(amount))
        y += 17
    s.leaders(60, right, y + 4, "Totale fattura" if italian else "Total factura", k.money(k.total), True)
    less = f"Ritenuta d'acconto 20% su {k.bare(fee)}" if italian else "Retención IRPF 15%"
    s.leaders(60, right, y + 21, less, k.bare(-held))
    s.leaders(
        60,
        right,
        y + 42,
        "Netto a pagare" if italian else "Líquido a percibir",
        k.money(k.total - held),
        True,
    )
    how = (
        f"Pagamento a mezzo bonifico: IBAN {k.issuer.bank}" if italian
        else f"Forma de pago: transferencia a {k.issuer.bank}"
    )  # fmt: skip
    s.text(60, y + 90, how, 8)
    law = (
        "Prestazione soggetta a ritenuta d'acconto ai sensi dell'art. 25 DPR 600/73."
        if italian
        else "Operación sujeta a retención según el artículo 95 del Reglamento del IRPF."
    )
    s.text(60, y + 104, law, 7)


_RENT = {
    "se": ("Hyresavi", "Avinummer", "Avidatum", "Förfallodag", "Avser perioden", "Objekt", "Hyra lokal",
           "Bredband", "Fastighetsskatt", "Summa exkl. moms", "Moms 25 %", "Att betala", "Bankgiro", "OCR",
           "Betalningsmottagare", "Betalningsavsändare", "Kronor", "öre"),
    "no": ("Husleie", "Fakturanr.", "Fakturadato", "Forfallsdato", "Periode", "Leieobjekt", "Leie kontor",
           "Felleskostnader", "Strøm a konto", "Sum eks. mva", "MVA 25 %", "Å betale", "Til konto", "KID",
           "Betalt til", "Betalt av", "Kroner", "øre"),
    "dk": ("Opkrævning af leje", "Faktura nr.", "Fakturadato", "Betalingsdato", "Periode", "Lejemål",
           "Leje erhverv", "Varme a conto", "Fællesudgifter", "I alt ekskl. moms", "Moms 25 %", "At betale",
           "Kreditornr.", "Betalings-ID", "Kreditor", "Indbetaler", "Kroner", "Øre"),
    "fi": ("Vuokralasku", "Laskun numero", "Laskun päivä", "Eräpäivä", "Ajalta", "Kohde", "Toimitilavuokra",
           "Vesimaksu", "Autopaikka", "Veroton yhteensä", "ALV 24 %", "Maksettava yhteensä", "IBAN",
           "Viitenumero", "Saaja", "Maksaja", "Euroa", "snt"),
}  # fmt: skip


@kind("se", "no", "dk", "fi")
def rent_notice(k: Desk) -> None:
    """A Nordic landlord's notice of rent over its giro form: reference, payee, amount split at the cents."""
    words = _RENT[k.land.code]
    rent, second, third = k.some(3000, 48000), k.some(100, 900), k.some(100, 1500)
    k.sum(rent + second + third)
    k.numbered("########", "{yy}{m}####", "######")
    first = (k.issued.replace(day=1) + timedelta(days=40)).replace(day=1)
    last = (first + timedelta(days=40)).replace(day=1) - timedelta(days=1)
    k.due = due = first - timedelta(days=1)
    s, right = k.sheet, k.size[0] - 45
    k.names = (k.issuer.name,)
    if k.often(0.5) and k.issuer.brand.isascii():
        s.logo(45, 26, k.issuer.brand, 130, "darkred")
    s.text(right, 44, words[0], 16, True, "r")
    s.rows(355, 120, [k.client.name, *k.client.address()], 10)
    facts = [(words[5], k.mask("###-##-###")), (words[4],
        f"{k.day(first)} - {k.day(last)}"),
             (words[1], k.number), (words[2], k.day(k.issued)), (words[3], k.day(due))]  # fmt: skip
    s.pairs(45, 110, facts, k.pick("beside", "beside", "below"), 100, 8.5)
    y = 270.0
    s.rule(45, right, y - 14)
    for label, amount in ((words[6], rent), (words[7], second), (words[8], third)):
        s.text(45, y, label)
        s.text(right, y, k.bare(amount), align="r")
        y += 15
    s.rule(45, right, y - 8)
    y = s.pairs(300, y + 8, [(words[9], k.bare(k.net)), (words[10], k.bare(k.tax))], "split", right - 300)
    s.text(300, y + 6, words[11], 11, True)
    s.text(right, y + 6, k.money(k.total, k.pick("behind", "code")), 11, True, "r")
    s.rows(45, y + 50, [f"{k.issuer.name}, {k.issuer.street}, {k.issuer.town}",
                        f"{k.issuer.phone}   {k.issuer.site}   {k.issuer.tax_id}"], 7.5)  # fmt: skip
    top = s.height - 250
    s.dashes(top - 24)
    reference, account = k.mask("################"), k.issuer.bank.split()[-1]
    if k.land.code in ("fi", "no"):
        account = k.issuer.bank
    s.box(30, top, s.width - 30, s.height - 40)
    s.rule(30, s.width - 30, top + 90)
    s.rule(30, s.width - 30, top + 150)
    s.text(36, top + 12, words[14], 6.5)
    s.rows(40, top + 28, [k.issuer.name, *k.issuer.address()])
    s.text(310, top + 12, words[12], 6.5)
    s.text(320, top + 30, account, 10)
    s.text(310, top + 52, words[3], 6.5)
    s.text(320, top + 70, k.day(due), 10)
    s.text(36, top + 102, words[15], 6.5)
    s.rows(40, top + 116, [k.client.name, k.client.town])
    s.text(310, top + 102, words[13], 6.5)
    s.text(320, top + 120, reference, 10)
    whole, cent = k.bare(k.total)[:-3], k.bare(k.total)[-2:]
    s.text(310, top + 162, words[16], 6.5)
    s.text(420, top + 180, whole, 11, align="r")
    s.text(440, top + 162, words[17], 6.5)
    s.text(456, top + 180, cent, 11, align="r")
    s.text(40, s.height - 50, f"{reference} #  {whole} {cent} {k.mask('#')} >  {k.mask('########')}#41#", 10)


_RENTAL = {
    "en": ("Rental invoice", "Invoice no.", "Invoice date", "Rental agreement", "Renter", "Vehicle", "Out",
    "In",
           "Time and mileage", "Collision damage waiver", "Airport surcharge", "Refuelling", "Net",
           "Total charges",
           "Charged to", "Balance due"),
    "fr": ("Facture de location", "N° facture", "Date facture", "Contrat n°", "Locataire", "Véhicule",
    "Départ",
           "Retour", "Forfait jours et km", "Rachat de franchise", "Supplément aéroport", "Carburant",
           "Total HT",
           "Total TTC", "Débité sur", "Reste dû"),
    "es": ("Factura de alquiler", "Nº factura", "Fecha factura", "Contrato", "Conductor", "Vehículo",
    "Salida",
           "Devolución", "Tiempo y kilómetros", "Cobertura parcial CDW", "Suplemento aeropuerto",
           "Combustible",
           "Base imponible", "Total factura", "Cargado en", "Pendiente"),
}  # fmt: skip


@kind("us", "gb", "fr", "es")
def car_rental(k: Desk) -> None:
    """A rented car: agreement and invoice, out and in with hours, the card charged, nothing left to pay."""
    tax_id = "Tax ID" if k.land.code == "us" else k.land.tax_name
    w = _RENTAL[k.land.tongue]
    days = k.chance.randrange(1, 12)
    parts = [k.some(28, 90) * days, k.some(8, 22) * days, k.some(15, 60), k.some(0, 80)]
    k.sum(sum(parts, Decimal()))
    k.numbered("##########", "@@@#########", "##-#####-#", "F{yy}######")
    s, right = k.sheet, k.size[0] - 50
    brand = k.pick("Swiftway", "Rondo", "Altovia", "Motoria")
    k.names = (k.issuer.name, brand)
    paint = k.pick("#d52b1e", "#00843d", "#f2a900", "#1b365d")
    s.bar(0, 0, s.width, 58, paint)
    s.text(50, 40, brand, 26, True, grey=1)
    s.text(right, 40, w[0], 12, align="r", grey=1)
    s.rows(50, 84, [k.client.name, *k.client.address()])
    facts = [(w[3], k.mask("E#########")), (w[1], k.number), (w[2], k.day(k.issued)),
             (w[4], k.client.person.upper())]  # fmt: skip
    way = k.pick("beside", "split")
    s.pairs(340, 84, facts, way, right - 340 if way == "split" else 95, 8.5)
    y, reach = 170.0, "mi" if k.land.code in ("us", "gb") else "km"
    plate = k.mask("@@## @@@")
    s.bar(50, y - 11, right, y + 5, "#e4e4e4")
    s.text(
        54, y, f"{w[5]}: {k.pick('VW Polo 1.0', 'Ford Transit', 'Toyota Corolla', 'Opel Astra')} - {plate}"
    )
    stations = [k.pick(*k.land.towns) for _ in (0, 1)]
    far = k.chance.randrange(4000, 60000)
    for label, station, back, hour in (
        (w[6], stations[0], days + 1, "09:10"),
        (w[7], stations[1], 1, "17:45"),
    ):
        y += 18
        for x, cell in zip(
            (54, 120, 300, 410), (label, station, f"{k.ago(back)} {hour}", f"{far} {reach}"), strict=True
        ):
            s.text(x, y, cell)
        far += k.chance.randrange(60, 2000)
    y += 40
    for label, amount in zip(w[8:12], parts, strict=True):
        s.text(54, y, label)
        s.text(right, y, k.bare(amount), align="r")
        y += 15
    s.rule(50, right, y - 8)
    y = s.pairs(54, y + 6, [(w[12], k.bare(k.net)),
        (f"{k.land.tax_name} {(k.land.rate * 100).normalize():f}%",
        k.bare(k.tax))],
                "split", right - 54)  # fmt: skip
    s.text(54, y + 4, w[13], 11, True)
    s.text(right, y + 4, k.money(k.total), 11, True, "r")
    card = f"{w[14]} VISA ************{k.mask('####')} {k.ago(0)}"
    s.pairs(54, y + 24, [(card, k.money(-k.total)), (w[15], k.money(k.net * 0))], "split", right - 54)
    s.rows(
        50,
        s.height - 60,
        [
            f"{k.issuer.name} - {k.issuer.street}, {k.issuer.town} - {tax_id} {k.issuer.tax_id}",
            f"{brand} {k.pick('is a registered trademark.', '(TM)', 'Rent a Car')}  {k.issuer.phone}",
        ],
        6.5,
    )


KINDS: tuple[Kind, ...] = (fee_letter, parcella, rent_notice, car_rental)
