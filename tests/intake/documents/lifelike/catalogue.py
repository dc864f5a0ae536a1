"""The catalogue of lifelike kinds: two thirds to develop a reader with, one third held back."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.intake.documents.lifelike import (
    accounts,
    bills,
    kept_far,
    kept_nations,
    kept_trades,
    national,
    national_south,
    services,
    trade,
)
from tests.intake.documents.lifelike.desk import Desk, Kind, Truth
from tests.intake.documents.strangers.scans import rescanned

COPIES = 10  # of each kind
SCAN_EVERY = 5  # of the digital ones: sixty scans shown, thirty held back

# A kind is held back when it is drawn in a `kept_` room. The kinds were divided when they were listed, before
# any was drawn or read; a new kind goes where the thirds are kept, never from one part to the other.
SHOWN: tuple[Kind, ...] = (
    *bills.KINDS,
    *accounts.KINDS,
    *trade.KINDS,
    *services.KINDS,
    *national.KINDS,
    *national_south.KINDS,
)
HELD: tuple[Kind, ...] = (*kept_trades.KINDS, *kept_nations.KINDS, *kept_far.KINDS)


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
