"""What a stranger bills: parties, number, days and amounts drawn by chance, and how they are written."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.intake.documents.strangers.words import Land

CENT = Decimal("0.01")
_ROOTS = [
    "Alder",
    "Brant",
    "Calder",
    "Dorn",
    "Elster",
    "Fenwick",
    "Gallus",
    "Hollin",
    "Ivar",
    "Juno",
    "Kestrel",
    "Lumen",
    "Marlow",
    "Nordvik",
    "Orbis",
    "Petrel",
    "Quill",
    "Rowan",
    "Sable",
    "Tarn",
    "Umbra",
    "Vesper",
    "Wexley",
    "Yarrow",
    "Zephyr",
    "Ambra",
    "Bellis",
    "Corva",
    "Delmar",
    "Esker",
]
_TAILS = [
    "ton",
    "field",
    "ora",
    "is",
    "tec",
    "mark",
    "wood",
    "haven",
    "line",
    "ix",
    "ara",
    "berg",
    "mond",
    "stad",
    "via",
]


@dataclass
class Deal:
    """One bill before it is drawn; `truth` is what must be read from it."""

    land: Land
    chance: random.Random
    issuer: str = ""
    host: str = ""
    customer: str = ""
    number: str = ""
    order: str = ""
    issued: date = date(2024, 1, 1)
    days: int = 30
    rate: int = 0
    lines: list[tuple[str, Decimal, Decimal, Decimal]] = field(default_factory=list)
    net: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    total: Decimal = Decimal(0)
    words: dict[str, str] = field(default_factory=dict)
    truth: dict[str, str] = field(default_factory=dict)
    _day: str = ""
    _money: str = ""

    @property
    def digits(self) -> int:
        """Decimals of the currency."""
        return 0 if self.land.currency == "JPY" else 2

    @property
    def due(self) -> date:
        """When it is to be paid."""
        return self.issued + timedelta(days=self.days)

    def day(self, on: date | None = None) -> str:
        """A day as this issuer writes it."""
        return written(self.land, self._day, on or self.issued)

    def money(self, value: Decimal, sign: bool = True) -> str:
        """An amount as this issuer writes it."""
        text = amount(self._money, abs(value))
        if not sign:
            text = bare(text)
        return f"-{text}" if value < 0 else text

    def pick(self, role: str) -> str:
        """The issuer's word for a field."""
        return self.words[role]

    @property
    def pick_columns(self) -> tuple[str, str, str, str]:
        """The headings of what, how many, at what price and how much."""
        what, count, price, total = self.land.words["columns"]
        return what, count, price, total

    def registered(self, most: int = 3) -> list[str]:
        """Lines of the kind the law asks for, with made-up numbers."""
        return [self.filled(one) for one in self.land.registered[:most]]

    def address(self) -> list[str]:
        """A street and a town of the country."""
        c = self.chance
        return [self.filled(c.choice(self.land.streets)), c.choice(self.land.places)]

    def filled(self, form: str) -> str:
        """A form with made-up digits."""
        c = self.chance
        numbers = {f"k{n}": str(c.randrange(10 ** (n - 1), 10**n)) for n in range(2, 10)}
        return form.format(h=c.randrange(100, 990), s=c.randrange(2, 60), **numbers)

    def contact(self) -> str:
        """A line of telephone and addresses."""
        tld = {"gb": "co.uk", "au": "com.au", "us": "com", "jp": "co.jp", "za": "co.za"}.get(
            self.land.code, self.land.code
        )
        c = self.chance
        phone = (
            f"{self.pick('phone')} {c.randrange(10, 99)} {c.randrange(100, 999)} {c.randrange(1000, 9999)}"
        )
        return c.choice(
            (f"{phone}  info@{self.host}.{tld}", f"www.{self.host}.{tld}", f"{phone} | www.{self.host}.{tld}")
        )


def written(land: Land, form: str, on: date) -> str:
    """A day in a strftime form, or in one with braces: d B b Y y and o for the English ordinal."""
    if "{" not in form:
        return on.strftime(form)
    name = land.months[on.month - 1]
    ordinal = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(on.day, "th")
    return form.format(d=on.day, B=name, b=name[:3], Y=on.year, y=on.strftime("%y"), o=ordinal)


def bare(text: str) -> str:
    """Digits and separators alone."""
    return "".join(one for one in text if one.isdigit() or one in ".,'’ \u00a0").strip(" .\u00a0")


def amount(example: str, value: Decimal) -> str:
    """A value written like the example of 1234.5."""
    at = next(index for index, one in enumerate(example) if one.isdigit())
    end = max(index for index, one in enumerate(example) if one.isdigit()) + 1
    body = example[at:end]
    lakh = body.startswith("1,23,")
    decimal = body[-3] if len(body) > 3 and body[-3] in ".," and not body.endswith("456") else ""
    group = next((one for one in body[:-3] if not one.isdigit()), "")
    whole, _, cents = f"{value:.{2 if decimal else 0}f}".partition(".")
    if lakh and len(whole) > 3:
        head, tail = whole[:-3], whole[-3:]
        parts = []
        while head:
            parts.insert(0, head[-2:])
            head = head[:-2]
        whole = ",".join((*parts, tail))
    elif group:
        whole = f"{int(whole):,}".replace(",", group)
    return example[:at] + whole + decimal + cents + example[end:]


_NUMBERS = (
    "{k6}", "{Y}-{k4}", "INV-{k5}", "{Y}/{k3}", "F{y}-{k4}", "{k3}/{m}/{Y}", "SI-{k6}", "{k7}-1",
    "RE{Y}{m}{k3}", "{k4}/{y}",
    "A{k5}", "{k8}", "{y}{k5}", "IN {k6}", "{k5}-A", "VF-{Y}-{k4}", "{Y}.{k3}", "FA{y}{k4}", "{k2}-{k6}",
    "{k5}/B",
    "2{k9}", "{k3}-{k4}-{k3}",
)  # fmt: skip


def deal(land: Land, chance: random.Random) -> Deal:
    """A random bill of a country."""
    d = Deal(land, chance)
    root = chance.choice(_ROOTS) + chance.choice(("", "", *_TAILS))
    d.issuer = name(land, chance, root)
    trade = chance.random() < 0.4
    d.host = (root if trade else bare_letters(d.issuer))[:22].lower()
    d.customer = name(land, chance, chance.choice(_ROOTS) + chance.choice(_TAILS))
    if chance.random() < 0.12:
        d.customer = chance.choice(land.people)
    d.issued = date(2018, 1, 3) + timedelta(days=chance.randrange(2900))
    form = chance.choice(_NUMBERS).replace("{Y}", str(d.issued.year)).replace("{y}", d.issued.strftime("%y"))
    d.number = d.filled(form.replace("{m}", d.issued.strftime("%m")))
    d.order = d.filled(chance.choice(("PO-{k5}", "45{k8}", "{k6}", "P{k4}-{k2}", "{k5}/X")))
    d.days = chance.choice((7, 10, 14, 21, 30, 45, 60))
    d.rate = chance.choice(land.rates)
    d._day, d._money = chance.choice(land.days), chance.choice(land.money)
    for role, words in land.words.items():
        d.words[role] = chance.choice(words).replace("{r}", str(d.rate)).replace("{n}", str(d.days))
    fill(d, chance.randrange(1, 7))
    return d


def name(land: Land, chance: random.Random, root: str) -> str:
    """An invented firm's name."""
    if chance.random() < 0.08:
        return chance.choice(land.people)
    form = chance.choice(land.forms)
    kind = chance.randrange(4)
    other = chance.choice(_ROOTS)
    core = (
        f"{root} {chance.choice(land.trades)}",
        root,
        f"{root} & {other}",
        f"{root} {chance.choice(land.trades)}",
    )[kind]
    if chance.random() < 0.15:
        core = core.upper()
    return f"{core}{form}" if form.startswith(",") else f"{core} {form}".strip()


def bare_letters(text: str) -> str:
    """Letters of a name that may stand in an address of the web."""
    return "".join(one for one in text.lower() if one.isascii() and one.isalnum())


def fill(d: Deal, count: int) -> None:
    """Lines and the sums they make."""
    c, unit = d.chance, Decimal(1) if d.digits == 0 else CENT
    goods = d.land.goods
    scale = {"JPY": 100, "INR": 20, "SEK": 8, "NOK": 8, "DKK": 6, "MXN": 12, "ZAR": 10}.get(
        d.land.currency, 1
    )
    d.lines = []
    for index in range(count):
        price = (Decimal(c.randrange(290, 60000) * scale) / 100).quantize(unit)
        quantity = Decimal(c.choice((1, 1, 2, 3, 5, 8, 12)))
        d.lines.append((goods[index % len(goods)], quantity, price, price * quantity))
    settle(d)


def settle(d: Deal, discount: Decimal = Decimal(0), shipping: Decimal = Decimal(0)) -> None:
    """Net, tax and total from the lines; the truth that follows."""
    unit = Decimal(1) if d.digits == 0 else CENT
    d.net = sum((line[3] for line in d.lines), Decimal(0))
    d.tax = ((d.net - discount + shipping) * d.rate / 100).quantize(unit, ROUND_HALF_UP)
    d.total = d.net - discount + shipping + d.tax
    d.truth = {
        "issuer": d.issuer, "recipient": d.customer, "invoice_number": d.number,
        "issue_date": d.issued.isoformat(),
        "total_amount": str(d.total), "currency": d.land.currency,
    }  # fmt: skip
    if d.rate:
        d.truth["tax"] = str(d.tax)
