"""The invoices of the European benchmark books: who is billed, when, how much and under which number."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.bench.european_parties import Client, Kind
from tests.bench.european_wording import latin, structured_reference, swapped

FIRST_DAY = date(2025, 9, 15)
DAYS = 270
WRONG_NAME = {"clean": 0.0, "typical": 0.02, "hard": 0.05}


@dataclass(slots=True)
class Draft:
    """An invoice (a credit note when negative) while its payments are made up; money in minor units."""

    index: int
    client: Client
    issued: date
    due: date
    total: int
    currency: str
    retainer: bool
    number: str = ""
    name: str = ""
    order: str = ""
    reference: str = ""
    sequence: int = 0
    taken: bool = False


def business_day(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _total(rng: Random, kind: Kind) -> int:
    amount = max(900, int(kind.median_minor * rng.lognormvariate(0, kind.spread)))
    pick = rng.random()
    if pick < kind.whole * 0.4:
        return max(5_000, amount // 5_000 * 5_000)
    if pick < kind.whole:
        return max(1_000, amount // 1_000 * 1_000)
    return amount


def _plain_rows(
    rng: Random, kind: Kind, clients: list[Client], count: int
) -> list[tuple[date, Client, int, bool]]:
    weights = [1 / (rank + 8) ** 0.8 for rank in range(len(clients))]
    order = rng.sample(clients, len(clients))
    rows: list[tuple[date, Client, int, bool]] = []
    drawn = iter(rng.choices(order, weights, k=count))
    while len(rows) < count:
        client = next(drawn)
        day = business_day(FIRST_DAY + timedelta(days=rng.randrange(DAYS)))
        size = rng.randrange(2, 6) if rng.random() < kind.burst else 1
        rows.extend((day, client, _total(rng, kind), False) for _ in range(size))
    return rows[:count]


def _retainer_rows(rng: Random, clients: list[Client], limit: int) -> list[tuple[date, Client, int, bool]]:
    """Equal monthly invoices, nine months for each client with a retainer, at most `limit` of them."""
    rows: list[tuple[date, Client, int, bool]] = []
    for client in clients:
        if client.monthly_minor and len(rows) + 9 <= limit:
            day = rng.choice((1, 1, 15, 28))
            for month in range(9, 18):
                issued = business_day(date(2025 + (month > 12), (month - 1) % 12 + 1, day))
                rows.append((max(issued, FIRST_DAY), client, client.monthly_minor, True))
    return rows


def _order_number(rng: Random, client: Client) -> str:
    styles = ("45{:08d}", "PO-{:05d}", "B{:06d}", "2026/{:04d}", "ORD{:05d}", "{:06d}")
    limits = (10**8, 10**5, 10**6, 10**4, 10**5, 10**6)
    return styles[client.po_style].format(rng.randrange(limits[client.po_style]))


def _ledger_name(rng: Random, client: Client, difficulty: str) -> str:
    if rng.random() >= WRONG_NAME[difficulty] or client.family >= 0:
        return client.name
    return rng.choice((client.name.upper(), client.stem, swapped(rng, client.name), latin(client.name)))


class _Numbering:
    """Counts the company's invoices on, with a fresh start every year or month where its custom says so."""

    def __init__(self, rng: Random, kind: Kind, count: int) -> None:
        self.kind = kind
        self.endless = rng.randrange(10**3, 8 * 10**3) + (90_000_000 if "e:08" in kind.numbering else 100_000)
        if "e:05" in kind.numbering:
            self.endless = rng.randrange(10_000, 60_000)
        self.counters = {(2025, 0): int(count * 1.6) + rng.randrange(200)}

    def next(self, rng: Random, issued: date) -> tuple[str, int]:
        self.endless += 1
        monthly = "{m" in self.kind.numbering
        key = (issued.year, issued.month if monthly else 0)
        serial = self.counters.get(key, 0) + (1 if rng.random() < 0.985 else 2)
        self.counters[key] = serial
        text = self.kind.numbering.format(
            Y=issued.year,
            y=f"{issued.year % 100:02d}",
            m=issued.month,
            n=serial,
            e=self.endless,
            s=rng.choice("AAAB"),
        )
        return text, serial if "{e" not in self.kind.numbering else self.endless


def _credit_rows(
    rng: Random, rows: list[tuple[date, Client, int, bool]], count: int
) -> list[tuple[date, Client, int, bool]]:
    credits = []
    for issued, client, total, _ in rng.sample(rows, min(count, len(rows))):
        share = rng.choice((1.0, 0.5, 0.2, 0.1, rng.uniform(0.02, 0.4)))
        later = business_day(issued + timedelta(days=rng.randrange(1, 30)))
        credits.append((later, client, -max(100, int(total * share)), False))
    return credits


def make_ledger(rng: Random, kind: Kind, clients: list[Client], count: int, difficulty: str) -> list[Draft]:
    """`count` documents in order of issue, about one in thirty of them a credit note."""
    credits = max(2, count // 32)
    rows = _retainer_rows(rng, clients, count // 2)
    rows += _plain_rows(rng, kind, clients, count - credits - len(rows))
    rows += _credit_rows(rng, rows, credits)
    rows.sort(key=lambda row: (row[0], row[1].key, row[2]))
    numbering = _Numbering(rng, kind, count)
    seen: set[tuple[str, str]] = set()
    drafts = []
    for index, (issued, client, total, retainer) in enumerate(rows):
        number, sequence = numbering.next(rng, issued)
        name = _ledger_name(rng, client, difficulty)
        while (number, name) in seen:
            number += rng.choice("BCD")
        seen.add((number, name))
        drafts.append(
            Draft(
                index=index,
                client=client,
                issued=issued,
                due=issued + timedelta(days=client.net_days),
                total=total,
                currency=client.currency,
                retainer=retainer,
                number=number,
                name=name,
                order=_order_number(rng, client) if rng.random() < 0.45 else "",
                reference=structured_reference(kind.structured, sequence, client, number)
                if total > 0
                else "",
                sequence=sequence,
            )
        )
    return drafts
