"""The catalogue of lifelike kinds: most to develop a reader with, at least a fifth held back."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.intake.documents.lifelike import (
    accounts,
    bills,
    kept_abroad,
    kept_fresh,
    kept_fresh_more,
    kept_more,
    kept_offices,
    national,
    national_south,
    opened_far,
    opened_late_a,
    opened_late_b,
    opened_late_c,
    opened_late_d,
    opened_more_a,
    opened_more_b,
    opened_more_c,
    opened_more_d,
    opened_more_e,
    opened_nations,
    opened_new_a,
    opened_new_b,
    opened_new_c,
    opened_new_d,
    opened_trades,
    services,
    trade,
)
from tests.intake.documents.lifelike.desk import Desk, Kind, Truth
from tests.intake.documents.strangers.scans import rescanned

COPIES = 10  # of each kind
SCAN_EVERY = 5  # of the digital ones: every kind is scanned twice

# A kind is held back while it is drawn in a `kept_` room. The kinds of the `opened_` rooms were held back
# first: divided from the others before any was drawn, measured three times, then opened to whoever develops
# the reader. A second set, drawn by another hand who had not read the reader, takes their place. What has
# been opened is never held back again. A third set came of 26 ideas of such a hand: chance divided them
# before any was drawn, 18 into the `opened_new_` rooms, to develop with from the start, 8 into the
# `kept_fresh` ones. The `opened_more_` rooms were drawn after those, by a third hand who had not read the
# reader either, to develop with from the start; so were the `opened_late_` ones, by a fourth.
SHOWN: tuple[Kind, ...] = (
    *bills.KINDS,
    *accounts.KINDS,
    *trade.KINDS,
    *services.KINDS,
    *national.KINDS,
    *national_south.KINDS,
    *opened_trades.KINDS,
    *opened_nations.KINDS,
    *opened_far.KINDS,
    *opened_new_a.KINDS,
    *opened_new_b.KINDS,
    *opened_new_c.KINDS,
    *opened_new_d.KINDS,
    *opened_more_a.KINDS,
    *opened_more_b.KINDS,
    *opened_more_c.KINDS,
    *opened_more_d.KINDS,
    *opened_more_e.KINDS,
    *opened_late_a.KINDS,
    *opened_late_b.KINDS,
    *opened_late_c.KINDS,
    *opened_late_d.KINDS,
)
HELD: tuple[Kind, ...] = (
    *kept_more.KINDS,
    *kept_offices.KINDS,
    *kept_abroad.KINDS,
    *kept_fresh.KINDS,
    *kept_fresh_more.KINDS,
)


@dataclass(frozen=True)
class Lifelike:
    """One drawn invoice: its file, what must be read from it, and which of that is not printed."""

    name: str
    kind: str
    data: bytes
    truth: Truth
    derived: frozenset[str]


def draw(made: Kind, number: int) -> Lifelike:
    """One invoice; the same for the same arguments and typefaces."""
    desk = Desk(made, number)
    made.draw(desk)
    desk.spoil()
    name = f"{made.name}-{desk.land.code}-{number}"
    return Lifelike(name, made.name, desk.sheet.done(), desk.truth(), frozenset(desk.derived))


def drawn(kinds: tuple[Kind, ...], copies: int = COPIES) -> Iterator[Lifelike]:
    """Some copies of some kinds, each with other facts, words and habits."""
    return (draw(made, number) for made in kinds for number in range(copies))


def scanned(some: list[Lifelike]) -> Iterator[Lifelike]:
    """Part of the invoices as a scanner would leave them: every kind twice, never the same copies."""
    for number, one in enumerate(some):
        if (number + number // COPIES) % SCAN_EVERY == 0:
            yield Lifelike(f"{one.name}-scan", one.kind, rescanned(one.data, number), one.truth, one.derived)
