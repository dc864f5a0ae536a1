"""The catalogue of strangers' invoices: families and countries, a third of both held back."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.intake.documents.strangers import trades, trades_held, untidy, untidy_held
from tests.intake.documents.strangers.deals import Deal, deal
from tests.intake.documents.strangers.pen import Pen, typefaces, wide
from tests.intake.documents.strangers.usual import usual
from tests.intake.documents.strangers.words import Land
from tests.intake.documents.strangers.words_more import ALL

Family = Callable[[Pen, Deal], None]
FAMILIES: tuple[Family, ...] = (
    usual, usual, usual, usual, usual, trades.energy, trades.air_time, trades.freight, trades.software,
    trades.marketplace, trades.credit, trades.long_table, untidy.slip, untidy.loose, untidy.small_print,
    untidy.two_currencies, untidy.side_column, untidy.advert,
)  # fmt: skip
HELD: tuple[Family, ...] = (
    trades_held.telephone, trades_held.hotel, trades_held.counsel, trades_held.till, trades_held.builder,
    trades_held.garage, trades_held.spread, trades_held.foot_alone, untidy_held.brand, untidy_held.wide_head,
    untidy_held.card_slip, untidy_held.arrears,
)  # fmt: skip
_SLAVIC = ("pl",)  # written with letters the PDF standard's own typefaces lack


@dataclass(frozen=True)
class Stranger:
    """One drawn invoice: its file and what must be read from it."""

    name: str
    family: str
    land: str
    held: bool
    data: bytes
    truth: dict[str, str]


def draw(family: Family, land: Land, seed: int, held: bool) -> Stranger:
    """One invoice; the same for the same arguments and typefaces."""
    chance = random.Random(f"{family.__name__} {land.code} {seed}")
    made = deal(land, chance)
    face = chance.choice(wide() if land.code in _SLAVIC else sorted(typefaces()))
    narrow = family is trades_held.till
    pen = Pen(
        face, (230.0, 480.0) if narrow else (595.0, 842.0), 8 if face in ("sans", "mono", "courier") else 9
    )
    family(pen, made)
    return Stranger(
        f"{family.__name__}-{land.code}-{seed}", family.__name__, land.code, held, pen.done(), made.truth
    )


def developed(seeds: int = 1) -> Iterator[Stranger]:
    """Families and countries the reader was written with."""
    yield from _drawn(FAMILIES, [land for land in ALL if not land.held], seeds, False)


def held_back(seeds: int = 1) -> Iterator[Stranger]:
    """What it was not: held families in all countries, every family in held countries."""
    yield from _drawn(HELD, ALL, seeds, True)
    yield from _drawn(FAMILIES, [land for land in ALL if land.held], seeds, True)


def _drawn(
    families: tuple[Family, ...], lands: list[Land] | tuple[Land, ...], seeds: int, held: bool
) -> Iterator[Stranger]:
    for land in lands:
        if land.code in _SLAVIC and not wide():
            continue
        for index, family in enumerate(families):
            if family is trades.air_time and land.currency not in ("USD", "CAD"):
                continue
            for seed in range(seeds):
                yield draw(family, land, seed + 100 * index, held)
