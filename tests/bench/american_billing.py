"""Bills the customers over one year: retainers, bursts, job applications, credit memos, numbers."""

import random
from datetime import date, timedelta

from tests.bench.american_ledger import Invoice
from tests.bench.american_parties import Customer, new_po
from tests.bench.american_trades import Trade

YEAR_DAYS = 364
PREFIXES = ("INV-", "INV", "SI", "IN-", "S-")


def invoice_counts(rng: random.Random, trade: Trade, total: int) -> list[int]:
    """How many invoices each customer gets: a few large ones, many small, summing to `total`."""
    customers = max(6, round(total / trade.invoices_per_customer))
    weights = [rng.lognormvariate(0.0, 0.9) for _ in range(customers)]
    scale = total / sum(weights)
    counts = [max(1, min(int(weight * scale), 160)) for weight in weights]
    while sum(counts) < total:
        counts[rng.randrange(customers)] += 1
    while sum(counts) > total:
        place = rng.randrange(customers)
        if counts[place] > 1:
            counts[place] -= 1
        elif max(counts) == 1:
            counts.pop()
    return counts


def bill(
    rng: random.Random, trade: Trade, customers: list[Customer], counts: list[int], start: date
) -> list[Invoice]:
    """All invoices and credit memos, numbered in order of issue."""
    invoices: list[Invoice] = []
    _ensure_retainers(rng, trade, customers, counts)
    for customer, count in zip(customers, counts, strict=True):
        if customer.series_cents and count >= 4:
            invoices.extend(_retainers(rng, trade, customer, count, start))
        else:
            invoices.extend(_ordinary(rng, trade, customer, count, start))
    _plant_twins(rng, customers, invoices)
    invoices.sort(key=lambda invoice: (invoice.issued_on, invoice.customer, invoice.index))
    for index, invoice in enumerate(invoices):
        invoice.index = index
    _link_twins(invoices)
    _number(rng, trade, customers, invoices, start)
    return invoices


def _ensure_retainers(rng: random.Random, trade: Trade, customers: list[Customer], counts: list[int]) -> None:
    """Every company has a few customers on a retainer, whatever its kind."""
    able = [c for c, count in zip(customers, counts, strict=True) if count >= 6 and c.currency == "USD"]
    for customer in able[: max(2, len(able) // 50)]:
        customer.series_cents = customer.series_cents or trade.series_amount(rng)
        customer.rhythm = "single"


def _invoice(rng: random.Random, trade: Trade, customer: Customer, issued_on: date, cents: int) -> Invoice:
    invoice = Invoice(0, customer.index, issued_on, issued_on + timedelta(days=customer.terms[2]), cents)
    invoice.currency = customer.currency
    if rng.random() < trade.po_share:
        invoice.po = customer.blanket_po or new_po(rng, customer)
    return invoice


def _retainers(
    rng: random.Random, trade: Trade, customer: Customer, count: int, start: date
) -> list[Invoice]:
    """Equal amounts every month (every week when there are more than twelve); a year allows 52."""
    step = 30.4 if count <= 12 else 7.0
    kept = min(count, 12 if step > 10 else 52)
    first = rng.randint(0, max(0, int(YEAR_DAYS - step * kept)))
    days = [start + timedelta(days=first + round(step * turn)) for turn in range(kept)]
    series = [_invoice(rng, trade, customer, day, customer.series_cents) for day in days]
    for invoice in series:
        invoice.forced = "equal_monthly"
    if kept > 3 and rng.random() < 0.3:
        series[rng.randrange(1, kept - 1)].forced = "never_paid"
    return series + _ordinary(rng, trade, customer, count - kept, start)


def _ordinary(rng: random.Random, trade: Trade, customer: Customer, count: int, start: date) -> list[Invoice]:
    made: list[Invoice] = []
    if trade.retainage:
        customer.jobs = [str(rng.randint(1100, 9899)) for _ in range(1 + count // 8)]
    while len(made) < count:
        issued_on = start + timedelta(days=rng.randint(0, YEAR_DAYS))
        burst = rng.randint(2, 9) if rng.random() < trade.burst_share else 1
        shared_po = new_po(rng, customer) if burst > 1 and trade.po_share and rng.random() < 0.3 else ""
        for _ in range(min(burst, count - len(made))):
            cents = trade.amount(rng)
            if len(made) >= 2 and rng.random() < 0.03:
                cents = -min(cents, max(500, made[-1].cents // rng.randint(2, 9)))
            invoice = _invoice(rng, trade, customer, issued_on, cents)
            if shared_po and invoice.po:
                invoice.po = shared_po
            made.append(invoice)
    return made


def _plant_twins(rng: random.Random, customers: list[Customer], invoices: list[Invoice]) -> None:
    """Pairs of customers who owe the same amount at the same time: true ties and the tellable kind."""
    pool = [i for i in invoices if i.cents > 0 and not i.forced and i.currency == "USD"]
    usable = [i for i in pool if not customers[i.customer].retainage_percent]
    pairs = max(4, len(invoices) // 250)
    for turn in range(pairs):
        if len(usable) < 2:
            return
        one, two = rng.sample(usable, 2)
        if one.customer == two.customer or one.forced or two.forced:
            continue
        kind = "true_tie" if turn % 2 == 0 else "same_amount_same_day"
        two.issued_on, two.cents = one.issued_on, one.cents
        two.due_on = two.issued_on + timedelta(days=customers[two.customer].terms[2])
        for invoice in (one, two):
            invoice.forced, invoice.twin = kind, turn


def _link_twins(invoices: list[Invoice]) -> None:
    """Replace the planted pair number by the other invoice's index."""
    pairs: dict[int, list[Invoice]] = {}
    for invoice in invoices:
        if invoice.twin >= 0:
            pairs.setdefault(invoice.twin, []).append(invoice)
    for one, two in pairs.values():
        one.twin, two.twin = two.index, one.index


class _Numberer:
    """Gives out document numbers in the book's style; no number is given twice."""

    def __init__(self, rng: random.Random, trade: Trade, start: date, total: int) -> None:
        self.rng = rng
        self.style = rng.choice(trade.number_styles)
        digits = {"plain5": 5, "plain6": 6, "plain7": 7}.get(self.style, 5 if total < 40_000 else 6)
        self.next = rng.randint(2 * 10 ** (digits - 1), 6 * 10 ** (digits - 1))
        self.prefix = rng.choice(PREFIXES)
        self.letter = rng.choice(("SI", "A", "W", "HL", "N"))
        self.gap = rng.choice((1, 1, 1, 3))
        self.per_day: dict[date, int] = {}
        self.per_key: dict[str, int] = {}
        self.client_codes: dict[int, str] = {}
        self.year = start.year
        self.taken: set[str] = set()

    def give(self, invoice: Invoice, customer: Customer) -> str:
        self.next += self.rng.randint(1, self.gap)
        number = self._raw(invoice, customer)
        while number in self.taken:
            self.next += 1
            number = self._raw(invoice, customer)
        self.taken.add(number)
        return number

    def _raw(self, invoice: Invoice, customer: Customer) -> str:
        if invoice.cents < 0:
            return f"{'CM' if self.prefix != 'INV' else 'CR-'}{self.next}"
        if self.style == "year":
            return f"{invoice.issued_on.year}-{self.next % 1_000_000:05d}"
        if self.style == "prefix":
            return f"{self.prefix}{self.next}"
        if self.style == "letter":
            return f"{self.letter}{self.next:07d}"
        if self.style == "dated":
            turn = self._count(invoice.issued_on.isoformat())
            return f"{invoice.issued_on:%y%m%d}-{turn:02d}"
        if self.style == "perclient":
            code = self.client_codes.get(customer.index)
            if code is None:
                code = "".join(self.rng.choice("0123456789ABCDEF") for _ in range(8))
                self.client_codes[customer.index] = code
            return f"{code}-{self._count(code):04d}"
        if self.style == "job" and customer.jobs:
            job = invoice.load or customer.jobs[0]
            return f"{job}-{self._count(job):02d}"
        if self.style == "suffix" and self.rng.random() < 0.25:
            return f"{self.next}{self.rng.choice(('-A', 'R1', '-B', '-1', 'R2'))}"
        return str(self.next)

    def _count(self, key: str) -> int:
        self.per_key[key] = self.per_key.get(key, 0) + 1
        return self.per_key[key]


def _number(
    rng: random.Random, trade: Trade, customers: list[Customer], invoices: list[Invoice], start: date
) -> None:
    numberer = _Numberer(rng, trade, start, len(invoices))
    load = rng.randint(300_000, 8_000_000)
    before: Invoice | None = None
    for invoice in invoices:
        customer = customers[invoice.customer]
        load += rng.randint(1, 23)
        invoice.load = rng.choice(customer.jobs) if customer.jobs else str(load)
        invoice.number = numberer.give(invoice, customer)
        _maybe_split(rng, numberer, before, invoice)
        before = invoice


def _maybe_split(rng: random.Random, numberer: _Numberer, before: Invoice | None, invoice: Invoice) -> None:
    """Now and then one delivery is billed in two parts, 48213-A and 48213-B."""
    if before is None or before.customer != invoice.customer or before.issued_on != invoice.issued_on:
        return
    plain = before.number.isdigit() and invoice.number.isdigit() and min(before.cents, invoice.cents) > 0
    if plain and rng.random() < 0.08:
        base = before.number
        before.number, invoice.number = f"{base}-A", f"{base}-B"
        numberer.taken.update((before.number, invoice.number))
