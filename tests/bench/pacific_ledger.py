"""The invoices and credit notes a Pacific company writes over nine months."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.bench.pacific_worlds import Customer, World, number_of, series_of

START = date(2024, 1, 8)
DAYS = 270


@dataclass(slots=True, eq=False)
class Invoice:
    """One invoice; days count from `START`, amounts in minor units, `settled` is the last payment's day."""

    number: str
    core: str
    customer: Customer
    issued: int
    due: int
    total: int
    currency: str
    order: str
    reference: str
    terms: str
    monthly: bool
    settled: float = math.inf


def on(day: int) -> date:
    """The calendar date of a day number."""
    return START + timedelta(days=day)


def due_on(issued: int, days: int) -> int:
    """The due day: plain days, or for negative terms the end (or 20th) of a following month."""
    if days > 0:
        return issued + days
    start = on(issued)
    months = 2 if days == -61 else 1
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if days == -20:
        return (date(year, month + 1, 20) - START).days
    year, month = divmod(year * 12 + month + 1, 12)
    return (date(year, month + 1, 1) - START).days - 1


def price(world: World, rng: Random, currency: str) -> int:
    """A total in minor units, tax included."""
    scale = 10**world.digits
    net = world.median * math.exp(rng.gauss(0, 0.9)) * scale
    if currency != world.currency:
        net /= dict(world.foreign)[currency]
    step = world.step if rng.random() < 0.8 else max(1, world.step // 10)
    return max(step, round(net / step) * step) * round((1 + world.tax) * 100) // 100


def purchase_order(world: World, rng: Random) -> str:
    """A customer's order number, as that country's buyers write them."""
    serial = rng.randrange(10000, 999999)
    return rng.choice((f"PO{serial}", f"PO-{serial}", f"45{serial:08d}", f"{rng.choice('ABKMT')}{serial}"))


def plan_days(
    world: World, buyers: list[Customer], count: int, rng: Random
) -> list[tuple[int, Customer, int]]:
    """(day, customer, fixed total or 0) of each invoice: monthly customers first get their equal ones."""
    planned: list[tuple[int, Customer, int]] = []
    for buyer in (buyer for buyer in buyers if buyer.monthly):
        fixed, day = price(world, rng, world.currency), rng.choice((0, 0, 14, 24))
        for month in range(9):
            planned.append((day + month * 30 + rng.randrange(2), buyer, fixed))
    planned = planned[: count * 3 // 5]
    weight = [math.exp(rng.gauss(0, 1)) for _ in buyers]
    for buyer in rng.choices(buyers, weight, k=count - len(planned)):
        planned.append((rng.randrange(DAYS), buyer, 0))
    planned.sort(key=lambda entry: (entry[0], entry[1].index))
    return planned


def write_invoices(
    world: World, buyers: list[Customer], count: int, credits: float, rng: Random
) -> list[Invoice]:
    """`count` documents in the order of their dates, a share of them credit notes."""
    terms_of = {buyer.index: rng.choice(world.terms) for buyer in buyers}
    serial, written = rng.randrange(1000, 9000), []
    for day, buyer, fixed in plan_days(world, buyers, count, rng):
        serial += 1 if rng.random() < 0.97 else rng.randrange(2, 6)
        terms, days = terms_of[buyer.index]
        foreign = bool(world.foreign) and not fixed and rng.random() < world.foreign_share
        currency = rng.choice(world.foreign)[0] if foreign else world.currency
        total = fixed or price(world, rng, currency)
        credit = not fixed and rng.random() < credits
        series = series_of(world, rng)
        number = number_of(world, serial, on(day).strftime("%Y%m%d"), series)
        boleto = f"109{serial:08d}{serial % 7}" if world.key == "br" else ""
        written.append(
            Invoice(
                f"CN-{serial}" if credit else number,
                str(serial),
                buyer,
                day,
                due_on(day, days),
                -max(1, total // rng.choice((3, 5, 8))) if credit else total,
                currency,
                purchase_order(world, rng) if rng.random() < 0.55 else "",
                boleto or (f"{buyer.number}{serial % 97:02d}" if world.key == "mx" else ""),
                terms,
                bool(fixed),
            )
        )
    return written
