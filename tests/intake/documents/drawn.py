"""Draws invented invoices in many layouts and says what is printed on them."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from reportlab.pdfgen.canvas import Canvas

from tests.intake.documents.drawn_words import GOODS, TONGUES, Tongue

CENT = Decimal("0.01")
WIDTH, HEIGHT = 595.0, 842.0


@dataclass
class Drawn:
    """One invented invoice: its file and the values that must be read from it."""

    layout: str
    tongue: str
    data: bytes
    truth: dict[str, str]


@dataclass
class Deal:
    """What is billed by whom, before it is drawn."""

    tongue: Tongue
    chance: random.Random
    issuer: str = ""
    street: str = ""
    host: str = ""
    town: str = ""
    customer: str = ""
    number: str = ""
    order: str = ""
    issued: date = date(2024, 1, 1)
    days: int = 30
    rate: int = 0
    lines: list[tuple[str, int, Decimal, Decimal]] = field(default_factory=list)
    net: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    total: Decimal = Decimal(0)
    form: str = ""
    words: dict[str, str] = field(default_factory=dict)

    def money(self, value: Decimal, symbol: bool = True) -> str:
        t = self.tongue
        whole, _, cents = f"{value:,.2f}".partition(".")
        text = whole.replace(",", t.thousands) + t.decimal + cents
        if not symbol:
            return text
        return (
            f"{text} {t.symbol}"
            if t.symbol_behind
            else t.symbol + ("" if t.code in ("us", "gb") else " ") + text
        )

    def day(self, day: date) -> str:
        if self.form == "written":
            return self.tongue.written.format(d=day.day, m=self.tongue.months[day.month - 1], y=day.year)
        return day.strftime(self.form)

    @property
    def due(self) -> date:
        return self.issued + timedelta(days=self.days)

    def registered(self) -> list[str]:
        k = str(self.chance.randrange(10**7, 10**8 - 1))
        return [one.format(k=k, k3=k[:3], host=self.host) for one in self.tongue.registered]


NUMBERS: tuple[Callable[[random.Random, int], str], ...] = (
    lambda c, y: f"{y}-{c.randrange(1, 999):04d}",
    lambda c, y: f"INV-{c.randrange(1000, 99999)}",
    lambda c, y: str(c.randrange(10000, 9999999)),
    lambda c, y: f"{y}/{c.randrange(1, 999)}",
    lambda c, y: f"R{y}{c.randrange(100, 999)}-{c.choice('AB')}",
    lambda c, y: f"SI{c.randrange(100000, 999999)}",
    lambda c, y: f"F{y % 100}.{c.randrange(1000, 9999)}",
)


_WORDS = (
    *("title", "number", "issued", "due", "terms", "order", "net", "tax", "gross"),
    *("payable", "paid", "bill_to", "ship_to", "customer_number", "of"),
)


def deal(tongue: Tongue, chance: random.Random) -> Deal:
    """A random deal."""
    t = tongue
    d = Deal(t, chance)
    d.issuer, d.street, d.host = chance.choice(t.issuers)
    d.town, d.customer = chance.choice(t.towns), chance.choice(t.customers)
    d.issued = date(2019, 1, 1) + timedelta(days=chance.randrange(2400))
    d.number = chance.choice(NUMBERS)(chance, d.issued.year)
    d.order = f"PO-{chance.randrange(1000, 99999)}"
    d.days = chance.choice((10, 14, 30, 45, 60))
    d.rate = chance.choice(t.rates)
    d.form = chance.choice((*t.numeric, "written"))
    for good in chance.sample(GOODS[t.code], chance.randrange(2, 5)):
        count, price = chance.randrange(1, 15), Decimal(chance.randrange(500, 90000)) / 100
        d.lines.append((good, count, price, count * price))
    _sum_up(d)
    for name in _WORDS:
        d.words[name] = chance.choice(getattr(t, name)).replace("{r}", str(d.rate))
    return d


def _sum_up(d: Deal) -> None:
    d.net = sum((line[3] for line in d.lines), Decimal(0))
    d.tax = (d.net * d.rate / 100).quantize(CENT, ROUND_HALF_UP)
    d.total = d.net + d.tax


def truth(d: Deal) -> dict[str, str]:
    """The values printed on a deal's invoice."""
    return {
        "issuer": d.issuer,
        "recipient": d.customer,
        "invoice_number": d.number,
        "issue_date": d.issued.isoformat(),
        "due_date": d.due.isoformat(),
        "total_amount": str(d.total),
        "currency": d.tongue.currency,
        "tax": str(d.tax),
        "purchase_order_number": d.order,
    }


class Pen:
    """Writes on a page in points from the top left."""

    def __init__(self) -> None:
        self.held = io.BytesIO()
        self.canvas = Canvas(self.held, pagesize=(WIDTH, HEIGHT))

    def put(
        self, x: float, y: float, text: str, size: float = 9, bold: bool = False, right: bool = False
    ) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, HEIGHT - y, text)

    def column(self, x: float, y: float, texts: list[str], size: float = 9, step: float = 12) -> float:
        for text in texts:
            self.put(x, y, text, size)
            y += step
        return y

    def page(self) -> None:
        self.canvas.showPage()

    def done(self) -> bytes:
        self.canvas.save()
        return self.held.getvalue()


def _table(p: Pen, d: Deal, y: float, symbol: bool = False) -> float:
    for x, head, right in zip((45, 330, 430, 550), d.tongue.columns, (False, True, True, True), strict=True):
        p.put(x, y, head, 9, True, right)
    p.canvas.line(45, HEIGHT - y - 4, 550, HEIGHT - y - 4)
    y += 18
    for good, count, price, amount in d.lines:
        p.put(45, y, good)
        p.put(330, y, str(count), right=True)
        p.put(430, y, d.money(price, symbol), right=True)
        p.put(550, y, d.money(amount, symbol), right=True)
        y += 15
    return y + 10


def _totals(
    p: Pen, d: Deal, y: float, extra: tuple[tuple[str, Decimal], ...] = (), symbol: bool = True
) -> float:
    rows = [(d.words["net"], d.net)]
    if d.rate or d.tongue.code != "us":
        rows.append((d.words["tax"], d.tax))
    rows.append((d.words["gross"], d.total))
    for word, value in (*rows, *extra):
        p.put(380, y, word, 9, value == d.total)
        p.put(550, y, d.money(value, symbol), 9, value == d.total, right=True)
        y += 15
    return y


def _meta(d: Deal, with_order: bool = True) -> list[tuple[str, str]]:
    rows = [
        (d.words["number"], d.number),
        (d.words["issued"], d.day(d.issued)),
        (d.words["due"], d.day(d.due)),
        (d.words["customer_number"], str(d.chance.randrange(1000, 99999))),
    ]
    if with_order:
        rows.append((d.words["order"], d.order))
    return rows


def letterhead(d: Deal) -> bytes:
    """A big name on top, labels left of their values, totals at the lower right."""
    p = Pen()
    p.put(45, 60, d.issuer, 18, True)
    p.column(45, 80, [d.street, d.town, *d.registered()[:2]])
    p.put(550, 60, d.words["title"], 20, right=True)
    p.put(45, 160, d.words["bill_to"] + ":", 9, True)
    p.column(45, 174, [d.customer, "1 Market Square", d.chance.choice(d.tongue.towns)])
    y = 160.0
    for label, value in _meta(d):
        p.put(350, y, label + ":")
        p.put(470, y, value)
        y += 14
    y = _table(p, d, 260)
    _totals(p, d, y)
    p.put(45, 800, " | ".join(d.registered()), 7)
    return p.done()


def window(d: Deal) -> bytes:
    """The German business letter: sender line over the address window, footer in columns."""
    p = Pen()
    p.put(57, 130, f"{d.issuer} - {d.street} - {d.town}", 6.5)
    p.column(57, 150, [d.customer, "Postfach 1", d.chance.choice(d.tongue.towns)], 10, 13)
    y = 150.0
    for label, value in _meta(d):
        p.put(380, y, label)
        p.put(550, y, value, right=True)
        y += 13
    p.put(57, 260, f"{d.words['title']} {d.number}", 14, True)
    y = _totals(p, d, _table(p, d, 300, True))
    text = d.chance.choice(d.tongue.days_text).format(n=d.days)
    p.put(57, y + 20, f"{d.words['terms']}: {text}")
    p.column(57, 790, [d.issuer, d.street, d.town], 7, 9)
    p.column(250, 790, d.registered()[:2], 7, 9)
    p.column(420, 790, [*d.registered()[2:], "IBAN DE02120300000000202051"], 7, 9)
    return p.done()


def above(d: Deal) -> bytes:
    """Labels over their values in a row of boxes; the issuer at the upper right."""
    p = Pen()
    p.put(45, 60, d.words["title"], 24, True)
    p.put(550, 55, d.issuer, 12, True, right=True)
    for i, text in enumerate((d.street, d.town, *d.registered())):
        p.put(550, 70 + 12 * i, text, 8, right=True)
    for i, (label, value) in enumerate(_meta(d)):
        x = 45 + 104 * i
        p.canvas.rect(x - 3, HEIGHT - 190, 102, 34)
        p.put(x, 168, label, 7)
        p.put(x, 183, value, 9, True)
    p.put(45, 215, d.words["bill_to"], 8)
    p.column(45, 229, [d.customer, "77 Long Lane", d.chance.choice(d.tongue.towns)])
    p.put(300, 215, d.words["ship_to"], 8)
    p.column(300, 229, ["Warehouse 4", "9 Dock Road", d.chance.choice(d.tongue.towns)])
    _totals(p, d, _table(p, d, 300), symbol=True)
    return p.done()


def footer_only(d: Deal) -> bytes:
    """No name on top, everything about the issuer in the footer; number and date in the heading."""
    p = Pen()
    p.column(60, 120, [d.customer, "5 Station Road", d.chance.choice(d.tongue.towns)])
    p.put(60, 220, f"{d.words['title'].capitalize()} {d.number} {d.words['of']} {d.day(d.issued)}", 13, True)
    p.put(60, 240, f"{d.words['order']}: {d.order}")
    y = _totals(p, d, _table(p, d, 280), symbol=True)
    p.put(60, y + 15, f"{d.words['due']} {d.day(d.due)}")
    p.put(60, 790, f"{d.issuer} · {d.street} · {d.town}", 7)
    p.put(60, 800, " · ".join(d.registered()), 7)
    return p.done()


def pages(d: Deal) -> bytes:
    """Many lines over three pages with subtotals carried; the totals only on the last page."""
    goods = GOODS[d.tongue.code]
    d.lines = []
    for i in range(58):
        price = Decimal(d.chance.randrange(300, 30000)) / 100
        d.lines.append((f"{goods[i % len(goods)]} {i + 1}", 1 + i % 4, price, price * (1 + i % 4)))
    _sum_up(d)
    everything, p, running = d.lines, Pen(), Decimal(0)
    for number in range(3):
        p.put(45, 50, d.issuer, 13, True)
        p.put(45, 64, f"{d.street}, {d.town}", 8)
        p.put(550, 50, f"{d.words['number']} {d.number}", right=True)
        p.put(550, 64, f"{d.words['issued']}: {d.day(d.issued)}", right=True)
        if number == 0:
            p.put(45, 110, d.words["bill_to"], 8)
            p.column(45, 124, [d.customer, "30 Park Avenue", d.chance.choice(d.tongue.towns)])
            p.put(350, 124, f"{d.words['due']}: {d.day(d.due)}")
            p.put(350, 138, f"{d.words['order']}: {d.order}")
        else:
            p.put(45, 150, d.tongue.carried)
            p.put(550, 150, d.money(running), right=True)
        d.lines = everything[number * 20 : number * 20 + 20]
        y = _table(p, d, 180)
        running += sum((line[3] for line in d.lines), Decimal(0))
        if number < 2:
            p.put(380, y, d.tongue.carried)
            p.put(550, y, d.money(running), right=True)
        else:
            _totals(p, d, y)
        p.put(300, 815, f"{number + 1} / 3", 7)
        p.put(45, 805, " | ".join(d.registered()), 7)
        p.page()
    d.lines = everything
    return p.done()


def paid_in_part(d: Deal) -> bytes:
    """A payment in advance between the total and what remains; a slanted stamp over everything."""
    p = Pen()
    p.put(300, 50, d.issuer, 15, True)
    p.column(300, 66, [d.street, d.town, *d.registered()])
    p.put(45, 140, d.words["bill_to"], 9, True)
    p.column(45, 153, [d.customer, "11 River Street", d.chance.choice(d.tongue.towns)])
    y = 210.0
    for label, value in _meta(d):
        p.put(45, y, f"{label} {value}" if label.endswith("#") else f"{label}: {value}")
        y += 13
    paid = (d.total / 3).quantize(CENT)
    y = _table(p, d, y + 15)
    _totals(p, d, y, ((d.words["paid"], -paid), (d.words["payable"], d.total - paid)))
    p.canvas.saveState()
    p.canvas.translate(150, 420)
    p.canvas.rotate(35)
    p.canvas.setFont("Helvetica-Bold", 60)
    p.canvas.setFillGray(0.8)
    p.canvas.drawString(0, 0, "COPY 12.12.2012")
    p.canvas.restoreState()
    return p.done()


def side_by_side(d: Deal) -> bytes:
    """Sender and customer side by side under their labels, a stamp printed over the date."""
    p = Pen()
    p.put(220, 60, d.words["title"], 22, True)
    words = {
        "us": "From",
        "gb": "From",
        "de": "Rechnungssteller",
        "fr": "Émetteur",
        "nl": "Afzender",
        "es": "Emisor",
        "it": "Fornitore",
    }
    p.put(45, 110, words[d.tongue.code] + ":", 9, True)
    p.column(45, 124, [d.issuer, d.street, d.town, d.registered()[0]])
    p.put(320, 110, d.words["bill_to"] + ":", 9, True)
    p.column(320, 124, [d.customer, "64 Hill Street", d.chance.choice(d.tongue.towns)])
    y = 200.0
    for label, value in _meta(d):
        p.put(45, y, label)
        p.put(180, y, value)
        y += 14
    p.put(120, 216, "RECEIVED", 16, True)
    y = _table(p, d, 300)
    _totals(p, d, y, symbol=False)
    p.put(
        45, y + 80, {"USD": "All amounts in USD", "GBP": "All prices in GBP", "EUR": "EUR"}[d.tongue.currency]
    )
    return p.done()


def sums_under_headings(d: Deal) -> bytes:
    """The sums in a row under their headings, with an older balance near the amount due."""
    p = Pen()
    p.put(45, 55, d.issuer.upper() if d.chance.random() < 0.3 else d.issuer, 14, True)
    p.put(45, 70, f"{d.street} • {d.town} • www.{d.host}.com", 7)
    p.put(400, 55, f"{d.words['title']} {d.number}", 12, True)
    p.put(400, 72, f"{d.words['issued']} {d.day(d.issued)}")
    p.put(400, 86, f"{d.words['due']} {d.day(d.due)}")
    p.put(400, 100, f"{d.words['order']} {d.order}")
    p.put(45, 130, d.words["bill_to"])
    p.column(45, 143, [d.customer, "2 New Road", d.chance.choice(d.tongue.towns)])
    y = _table(p, d, 220) + 20
    for i, (label, value) in enumerate(
        ((d.words["net"], d.net), (d.words["tax"], d.tax), (d.words["gross"], d.total))
    ):
        p.put(260 + 120 * i, y, label, 8, right=True)
        p.put(260 + 120 * i, y + 14, d.money(value), 10, i == 2, right=True)
    p.column(45, 780, d.registered(), 7, 9)
    return p.done()


_NOISE = {
    "us": (
        "Order Date",
        "Ship Date",
        "Thank you for your business! Please quote your invoice number.",
        "Late fee after 30 days: $25.00",
    ),
    "gb": (
        "Order Date",
        "Delivery date",
        "Please quote the invoice number with your payment.",
        "Late payment fee £40.00",
    ),
    "de": (
        "Bestelldatum",
        "Lieferdatum",
        "Bitte geben Sie bei Zahlung die Rechnungsnummer an.",
        "Mahngebühr 5,00 €",
    ),
    "fr": (
        "Date de commande",
        "Date de livraison",
        "Merci de rappeler le numéro de facture.",
        "Indemnité forfaitaire de 40,00 €",
    ),
    "nl": (
        "Besteldatum",
        "Leverdatum",
        "Vermeld bij betaling het factuurnummer.",
        "Herinneringskosten € 15,00",
    ),
    "es": (
        "Fecha de pedido",
        "Fecha de entrega",
        "Indique el número de factura en su pago.",
        "Recargo 10,00 €",
    ),
    "it": (
        "Data ordine",
        "Data consegna",
        "Indicare il numero della fattura nel pagamento.",
        "Spese di sollecito € 8,00",
    ),
}


def busy(d: Deal) -> bytes:
    """Other dates and numbers around the right ones, notes with amounts; due by its terms only."""
    p = Pen()
    first, second, please, fee = _NOISE[d.tongue.code]
    p.put(45, 50, d.words["title"], 18, True)
    p.put(45, 80, d.words["bill_to"], 8)
    p.column(45, 92, [d.customer, "19 Queen Street", d.chance.choice(d.tongue.towns)])
    p.put(320, 80, d.issuer, 11, True)
    p.column(320, 92, [d.street, d.town, *d.registered()], 8, 10)
    meta = [
        (d.words["customer_number"], str(d.chance.randrange(10**5, 10**6))),
        (first, d.day(d.issued - timedelta(days=12))),
        (d.words["number"], d.number),
        (second, d.day(d.issued - timedelta(days=3))),
        (d.words["issued"], d.day(d.issued)),
        (d.words["order"], d.order),
        (d.words["terms"], d.chance.choice(d.tongue.days_text).format(n=d.days)),
    ]
    d.chance.shuffle(meta)
    for i, (label, value) in enumerate(meta):
        p.put(45 + 260 * (i % 2), 170 + 13 * (i // 2), f"{label}:", 8)
        p.put(150 + 260 * (i % 2), 170 + 13 * (i // 2), value, 8)
    y = _table(p, d, 250)
    y = _totals(p, d, y) + 10
    p.put(45, y, f"{d.rate},00 %" if d.tongue.decimal == "," else f"{d.rate}.00 %", 8)
    p.put(150, y, d.money(d.net), 8, right=True)
    p.put(230, y, d.money(d.tax), 8, right=True)
    p.column(45, y + 40, [please, fee, f"IBAN GB33BUKB20201555555555  {d.issuer}"], 8, 11)
    p.put(500, 820, "1/1", 7)
    return p.done()


def dotted(d: Deal) -> bytes:
    """A till's or a mainframe's print: one typeface, dotted leaders, everything from the left edge."""
    p = Pen()
    rows = [d.issuer, f"{d.street}, {d.town}", d.registered()[0], "", d.words["title"].upper(), ""]
    rows += [f"{label:.<28} {value}" for label, value in _meta(d)]
    rows += ["", f"{d.words['bill_to']}: {d.customer}", ""]
    rows += [
        f"{good:<34}{count:>4}{d.money(price, False):>12}{d.money(amount, False):>14}"
        for good, count, price, amount in d.lines
    ]
    rows += ["-" * 64]
    sums = (
        (d.words["net"], d.net),
        (d.words["tax"], d.tax),
        (f"{d.words['gross']} {d.tongue.currency}", d.total),
    )
    rows += [f"{label:.<48}{d.money(value, False):.>16}" for label, value in sums]
    p.canvas.setFont("Courier", 9)
    for i, row in enumerate(rows):
        p.canvas.drawString(50, HEIGHT - 60 - 13 * i, row)
    return p.done()


LAYOUTS: tuple[Callable[[Deal], bytes], ...] = (
    letterhead, window, above, footer_only, pages,
    paid_in_part, side_by_side, sums_under_headings, busy, dotted,
)  # fmt: skip


def draw(layout: Callable[[Deal], bytes], tongue: Tongue, seed: int) -> Drawn:
    """One invented invoice; the same for the same arguments."""
    made = deal(tongue, random.Random(f"{layout.__name__} {tongue.code} {seed}"))
    data = layout(made)
    return Drawn(layout.__name__, tongue.code, data, truth(made))


def all_drawn(seed: int) -> list[Drawn]:
    """Every layout in every language."""
    return [draw(layout, tongue, seed) for layout in LAYOUTS for tongue in TONGUES]
