"""The eight Pacific companies (money, numbering, terms, deductions, customers) under three difficulties."""

from dataclasses import dataclass
from random import Random

from tests.bench.pacific_names import (
    BRAND_KINDS,
    BRANDS,
    FACTORS,
    PEOPLE,
    Customer,
    entries,
    japanese,
    western,
)

DIFFICULTIES = ("clean", "typical", "hard")


@dataclass(frozen=True, slots=True)
class World:
    """One company; `median` is a net price in major units; `step`, `rounding`, `fees` are in minor units."""

    key: str
    words: str
    currency: str
    digits: int
    median: float
    step: int
    terms: tuple[tuple[str, int], ...]
    invoices_per_customer: float
    retainers: float
    foreign: tuple[tuple[str, float], ...]
    foreign_share: float
    rounding: int
    fees: tuple[int, int]
    fee_step: int
    fee_weight: float
    withholding: tuple[float, ...]
    tax: float
    name_width: int
    retainer_word: str
    months: tuple[str, ...]


EN = tuple(entries("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"))
PT = tuple(entries("JAN FEV MAR ABR MAI JUN JUL AGO SET OUT NOV DEZ"))
ES = tuple(entries("ENE FEB MAR ABR MAY JUN JUL AGO SEP OCT NOV DIC"))
JA = tuple(f"{month}ガツ" for month in range(1, 13))
NET = (("net 14", 14), ("net 30", 30), ("30 days EOM", -30), ("net 7", 7))
DISCOUNT = (("2/10 net 30", 30), ("2.5/7 net 30", 30))
WORLDS = (
    World("au", "en", "AUD", 2, 840, 1, (*NET, *DISCOUNT), 14, 0.05, (), 0, 5, (500, 3500), 50, 1, (), 0.10,
          18,
          "MONTHLY ACCOUNT", EN),
    World("nz", "en", "NZD", 2, 2400, 5000, (("20th of month", -20), ("net 7", 7), ("net 14", 14)), 9, 0.5,
          (("AUD", 1.09),), 0.05, 10, (500, 2500), 50, 0.6, (), 0.15, 20, "RETAINER", EN),
    World("sg", "sg", "SGD", 2, 3100, 1, (("net 30", 30), ("net 45", 45), ("net 14", 14), ("1/10 net 30",
          30)), 16,
          0.03, (("USD", 1.34), ("EUR", 1.45)), 0.25, 1, (1000, 4500), 100, 4, (), 0.09, 35, "STORAGE FEE",
          EN),
    World("jp", "jp", "JPY", 0, 186000, 10, (("月末締め翌月末払い", -61), ("net 30", 30), ("20日締め翌月末",
          -61)), 18,
          0.06, (), 0, 1, (110, 880), 55, 6, (), 0.10, 30, "ﾎｼﾕﾘﾖｳ", JA),
    World("in", "in", "INR", 2, 145000, 100000, (("net 30", 30), ("net 45", 45), ("net 15", 15)), 11, 0.25,
          (("USD", 83.2),), 0.08, 100, (1770, 59000), 590, 0.6, (0.10, 0.02), 0.18, 25, "AMC FEE", EN),
    World("br", "br", "BRL", 2, 2650, 1, (("28 dias", 28), ("30/60", 30), ("21 dias", 21), ("14 dias", 14)),
          15, 0.05,
          (), 0, 1, (350, 2500), 10, 1.5, (0.015, 0.0465), 0.0, 25, "MENSALIDADE", PT),
    World("mx", "mx", "MXN", 2, 18400, 1, (("30 días", 30), ("15 días", 15), ("60 días", 60),
          ("2/10 net 30", 30)), 14,
          0.06, (("USD", 17.1),), 0.08, 1, (580, 45000), 58, 1.2, (0.0125,), 0.16, 30, "IGUALA", ES),
    World("ca", "en", "CAD", 2, 4100, 25, (("net 15", 15), ("net 30", 30), ("1/10 net 30", 30)), 13, 0.12,
          (("USD", 1.36),), 0.1, 5, (1000, 3000), 250, 1, (), 0.13, 15, "CONTRACT FEE", EN),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difficulty:
    """Weights of everything that can go wrong, by name."""

    references: dict[str, float]
    names: dict[str, float]
    shapes: dict[str, float]
    amounts: dict[str, float]
    unpaid: float
    noise: float
    tied: float
    habit: float


def weights(names: str, numbers: str) -> dict[str, float]:
    """Names and their weights from two parallel lists."""
    return dict(zip(names.split(), map(float, numbers.split()), strict=True))


REFS = "exact in_text restyled damaged tail purchase_order customer_number none misleading"
NAMES = "full upper_cut no_legal abbreviated trading third_party missing"
SHAPES = "single listed cut_list unlisted statement credit instalments on_account twice returned"
AMOUNTS = "exact cents cash fee percent_fee discount withholding short over"
LEVELS = {
    "clean": Difficulty(
        weights(REFS, "46 26 12 2 2 3 3 6 .3"), weights(NAMES, "58 20 13 2 3 1.2 3"),
        weights(SHAPES, "84 6 .7 1.2 1.5 1.6 2 .5 .8 .8"), weights(AMOUNTS, "90 1 .7 2 .3 3 2.5 .8 .7"),
        0.05, 0.06, 0.002, 0.7),
    "typical": Difficulty(
        weights(REFS, "28 22 15 6 6 5 5 12 1"), weights(NAMES, "35 26 16 6 7 3.5 6.5"),
        weights(SHAPES, "74 8 2 3 3.5 3 3.5 1 1 1"), weights(AMOUNTS, "80 2.5 1.2 4 .8 4.5 4.5 1.5 1.2"),
        0.08, 0.12, 0.004, 0.6),
    "hard": Difficulty(
        weights(REFS, "15 15 15 11 10 7 7 18 2"), weights(NAMES, "20 27 18 10 9 6 10"),
        weights(SHAPES, "64 9 4 5 4.5 4 5 1.5 1.5 1.5"), weights(AMOUNTS, "68 4 2 7 1.5 6 6.5 3 2"),
        0.12, 0.2, 0.008, 0.45),
}  # fmt: skip


def pick(rng: Random, options: dict[str, float]) -> str:
    """One name by its weight."""
    return rng.choices(list(options), list(options.values()))[0]


def customers(world: World, level: Difficulty, count: int, rng: Random) -> list[Customer]:
    """So many customers with different names, each with its own habits."""
    made: list[Customer] = []
    taken: set[str] = set()
    while len(made) < count:
        name, bare, kana = japanese(rng) if world.words == "jp" else western(rng, world.key, world.words)
        if name in taken:
            site = rng.randrange(2, 900)
            name, bare, kana = f"{name} {site}", f"{bare} {site}", f"{kana}{site}" if kana else ""
        if name in taken:
            continue
        taken.add(name)
        index = len(made)
        brand = f"{rng.choice(BRANDS)} {rng.choice(BRAND_KINDS)} {index % 89 if index > 200 else ''}".strip()
        made.append(
            Customer(
                index,
                name,
                bare,
                kana,
                str(200000 + index * 17 + rng.randrange(17)),
                brand,
                rng.choice((*FACTORS, *PEOPLE, f"{bare.split()[0]} Holdings")),
                round(rng.gauss(3, 7)),
                pick(rng, level.names),
                pick(rng, level.references),
                rng.random() < world.retainers,
                rng.choice(world.withholding) if world.withholding else 0.0,
                rng.random() < 0.6,
            )
        )
    return made


def number_of(world: World, serial: int, day_text: str, series: str) -> str:
    """An invoice number in the company's style; `day_text` is the issue date as YYYYMMDD."""
    year, month = day_text[2:4], day_text[4:6]
    return {
        "au": f"{series}{serial:06d}",
        "nz": f"INV-{serial:05d}",
        "sg": f"SGF/{year}{month}/{serial:06d}",
        "jp": f"M{year}-{serial:06d}",
        "in": f"SW/{year}-{int(year) + 1:02d}/{serial:05d}",
        "br": f"NF {serial:07d}-{series}",
        "mx": f"F{series}-{serial:05d}",
        "ca": f"{serial:06d}-{series}",
    }[world.key]


def series_of(world: World, rng: Random) -> str:
    """The series an invoice is written in, where the company keeps several."""
    kept = {"au": ("SI", "SI", "CI"), "br": ("1", "1", "2"), "mx": ("A", "A", "B"), "ca": ("01", "02")}
    return rng.choice(kept.get(world.key, ("",)))
