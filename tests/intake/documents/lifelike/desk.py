"""What one lifelike invoice is about, and what must be read from it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from tests.intake.documents.lifelike.lands import LANDS, Land, dated, grouped
from tests.intake.documents.lifelike.sheet import A4, LETTER, Sheet
from tests.intake.documents.strangers.pen import typefaces, wide

Truth = dict[str, tuple[str, ...]]
T = TypeVar("T")
Draw = Callable[["Desk"], None]
_CENT = Decimal("0.01")
_CALLINGS = (
    "Logistics", "Packaging", "Foods", "Engineering", "Interiors", "Media", "Systems", "Textiles", "Partners",
    "Supply", "Consulting", "Hospitality", "Marine", "Electric", "Print",
)  # fmt: skip
_THINGS = (
    "Hex bolts M8x40 zinc", "Toner cartridge black", "Site survey", "Cotton tote bags",
    "LED panel 60x60", "Copper pipe 15 mm", "Project management", "A4 copier paper 80 g",
    "Safety gloves size 9", "Catering tray", "Roller bearing 6204", "Design revisions",
    "Pallet wrap 500 mm", "Espresso beans 1 kg", "Filter insert G4", "Maintenance visit",
    "Steel bracket 90x90", "Workshop facilitation", "Cable tray 2 m", "Shelf unit oak",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One kind of issuer: how its documents look and where it does business."""

    name: str
    lands: tuple[str, ...]
    draw: Draw


@dataclass(frozen=True)
class Party:
    """A company or a person with an address."""

    name: str
    brand: str
    person: str
    street: str
    town: str
    tax_id: str
    bank: str
    phone: str
    site: str

    def city(self) -> str:
        """The town's first word that is no code."""
        return next(word for word in self.town.replace(",", "").split() if word.isalpha() and len(word) > 2)

    def address(self) -> list[str]:
        """Street and town."""
        return [self.street, self.town]


@dataclass(frozen=True)
class Line:
    """One line of a bill, before tax."""

    code: str
    what: str
    quantity: int
    price: Decimal
    total: Decimal


def kind(*lands: str) -> Callable[[Draw], Kind]:
    """Makes a drawing function a kind of issuer of some countries."""
    return lambda draw: Kind(draw.__name__, lands, draw)


def _known_as(party: Party) -> set[str]:
    return {party.brand.split()[0], party.person}


def cents(amount: Decimal) -> Decimal:
    """Rounded to two places."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


class Desk:
    """Where one invoice is made up: its facts come by chance, its kind draws them."""

    def __init__(self, made: Kind, number: int) -> None:
        self.chance = chance = random.Random(f"{made.name} {number}")
        lands = [LANDS[code] for code in made.lands if wide() or not LANDS[code].wide]
        self.land: Land = lands[number % len(lands)]
        faces = wide() if self.land.wide else sorted(typefaces())
        self.face = chance.choice([one for one in faces if one not in ("mono", "courier")])
        self.size = LETTER if self.land.code in ("us", "ca") else A4
        self._sheet: Sheet | None = None
        self.issuer = self.client = self.party()
        while _known_as(self.client) & _known_as(self.issuer):
            self.client = self.party()
        self.form = chance.choice(self.land.dates)
        self.issued = date(2023, 1, 2) + timedelta(days=chance.randrange(1060))
        self.due: date | None = None
        self.number, self.po = "", ""
        self.places = 0 if self.land.style == "jp" else 2
        self.style, self.currency, self.symbol = self.land.style, self.land.currency, self.land.symbol
        self.lines: list[Line] = []
        self.net = self.tax = self.total = Decimal()
        self.names: tuple[str, ...] = ()
        self.totals: tuple[Decimal, ...] = ()
        self.numbers: tuple[str, ...] = ()
        self.taxes: tuple[str, ...] = ()  # where it can be argued what counts as tax
        self.orders: tuple[str, ...] = ()  # where it can be argued whose order it is
        self.derived: set[str] = set()  # fields that follow from what is printed

    @property
    def sheet(self) -> Sheet:
        """The paper, begun when first asked for."""
        if self._sheet is None:
            base = self.chance.choice((8, 8.5, 9, 9.5)) - (self.face == "sans")
            self._sheet = Sheet(self.chance, self.face, self.size, base)
        return self._sheet

    def pick(self, *these: T) -> T:
        """One of some, by chance."""
        return self.chance.choice(these)

    def often(self, share: float) -> bool:
        """True that often."""
        return self.chance.random() < share

    def mask(self, mask: str) -> str:
        """Digits for # and capital letters for @."""
        return "".join(
            self.chance.choice("123456789") if one == "#" and index == 0 else self.chance.choice("0123456789")
            if one == "#" else self.chance.choice("ABCDEFGHKLMNPRSTVWXZ") if one == "@" else one
            for index, one in enumerate(mask)
        )  # fmt: skip

    def party(self) -> Party:
        """Somebody of this land."""
        chance, land = self.chance, self.land
        word, calling = chance.choice(land.trades), chance.choice(_CALLINGS)
        person = chance.choice(land.people)
        brand = word if chance.random() < 0.4 else f"{word} {calling}"
        street = chance.choice(land.streets).format(n=chance.randrange(2, 190))
        plain = "".join(one for one in word.lower() if one.isascii() and one.isalpha())
        site = f"{plain}.{'com' if land.code == 'us' else land.code}"
        phone = self.mask({"us": "(###) 555-01##", "gb": "01632 96####"}.get(land.code, "+## ## ### ## ##"))
        return Party(
            f"{word} {calling} {chance.choice(land.forms)}", brand, person, street, chance.choice(land.towns),
            self.mask(land.tax_id), self.mask(land.bank), phone, site,
        )  # fmt: skip

    def word(self) -> str:
        """The issuer's name without its calling and its legal form."""
        return next(one for one in self.land.trades if self.issuer.name.startswith(one))

    def numbered(self, *masks: str) -> str:
        """The invoice number in one of its issuer's forms; {y} is the year, {m} the month."""
        day = self.issued
        mask = self.pick(*masks).format(y=day.year, yy=f"{day.year % 100:02}", m=f"{day.month:02}")
        self.number = self.mask(mask)
        return self.number

    def within(self, *days: int) -> date:
        """The date to pay by."""
        self.due = self.issued + timedelta(days=self.pick(*days))
        return self.due

    def ordered(self, *masks: str) -> str:
        """The buyer's order number."""
        self.po = self.mask(self.pick(*masks))
        return self.po

    def fill(
        self, count: int, things: tuple[str, ...] = _THINGS, low: int = 4, high: int = 400, rate: str = ""
    ) -> None:
        """Lines, net, tax and total."""
        for _ in range(count):
            quantity = self.chance.choice((1, 1, 1, 2, 3, 5, 10, 24))
            price = Decimal(self.chance.randrange(low * 100, high * 100)) / 100
            if not self.places:
                price = Decimal(int(price) * 100)
            code = self.mask(self.pick("###-####", "@@####", "######"))
            self.lines.append(Line(code, self.chance.choice(things), quantity, price, price * quantity))
        self.sum(sum((one.total for one in self.lines), Decimal()), rate)

    def sum(self, net: Decimal, rate: str = "") -> None:
        """Net, tax and total of an amount before tax."""
        self.net = net
        tax = net * (Decimal(rate) if rate else self.land.rate)
        self.tax = cents(tax) if self.places else tax.quantize(Decimal(1))
        self.total = self.net + self.tax

    def some(self, low: int, high: int) -> Decimal:
        """An amount between whole bounds."""
        return Decimal(self.chance.randrange(low * 100, high * 100)) / 100

    def day(self, day: date, form: str = "") -> str:
        """A date as this issuer prints it."""
        return dated(day, form or self.form, self.land.tongue)

    def ago(self, days: int) -> str:
        """A day before the invoice's, printed; negative for after."""
        return self.day(self.issued - timedelta(days=days))

    def bare(self, amount: Decimal) -> str:
        """An amount without its currency."""
        return grouped(amount, self.style, self.places)

    def money(self, amount: Decimal, way: str = "") -> str:
        """An amount with its currency: symbol in front, behind, or code in front or behind."""
        usual = "front" if self.style in ("en", "in", "jp") or self.symbol == "R$" else "behind"
        way, sign = way or usual, "-" if amount < 0 else ""
        if way in ("front", "behind"):
            text = grouped(abs(amount), self.style, self.places)
            gap = "" if self.symbol in ("$", "£", "€", "¥") else " "
            return f"{sign}{self.symbol}{gap}{text}" if way == "front" else f"{sign}{text} {self.symbol}"
        text = self.bare(amount)
        return f"{self.currency} {text}" if way == "code" else f"{text} {self.currency}"

    def spoil(self) -> None:
        """What often lies over a page: a stamp, text that cannot be seen."""
        sheet = self.sheet
        if self.often(0.14):
            words = {"de": ("KOPIE", "BEZAHLT"), "fr": ("COPIE", "DUPLICATA"), "es": ("COPIA", "PAGADO")}.get(
                self.land.tongue, ("PAID", "COPY", "DUPLICATE", "RECEIVED " + self.ago(-4))
            )
            sheet.stamp(self.chance.randrange(150, 380), self.chance.randrange(200, 600), self.pick(*words))
        if self.often(0.1):
            sheet.text(30, 12, self.mask("##BATCH ####/## DOC ########"), 4, grey=1)
        if self.often(0.08):
            sheet.text(12, sheet.height - 8, f"Printed {self.ago(-self.chance.randrange(1, 9))} 14:02", 5)

    def truth(self) -> Truth:
        """The fields that must be read; of several values each is right, the first is preferred."""
        totals = self.totals or (self.total,)
        return {
            "issuer": self.names or (self.issuer.name,),
            "invoice_number": self.numbers or (self.number,),
            "issue_date": (self.issued.isoformat(),),
            "due_date": (self.due.isoformat() if self.due else "",),
            "total_amount": tuple(f"{one:.{self.places}f}" for one in totals),
            "currency": (self.currency,),
            "tax": self.taxes or ((f"{self.tax:.{self.places}f}",) if self.tax else ("", "0")),
            "purchase_order_number": self.orders
            or tuple(dict.fromkeys((self.po, self.po.removeprefix("PO ")))),
        }
