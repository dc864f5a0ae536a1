"""A Commonwealth company's customers and the invoices and credit notes it sent them in a year."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tests.bench import commonwealth_words as words
from tests.bench.commonwealth_trades import CURRENCY, PER_POUND, SALES_TAX, WITHHOLDING, Level, Trade

DAYS = 365


@dataclass(slots=True, eq=False)
class Customer:
    """Somebody who is billed, with the habits of whoever pays for them. Rates are shares of the total."""

    index: int
    name: str
    number: str
    country: str
    currency: str
    rhythm: str
    terms_days: int
    discount: tuple[float, int] | None = None
    withheld: float = 0.0
    tax_deducted: float = 0.0
    retained: float = 0.0
    combines: str = ""
    lag_days: float = 0.0
    quotes: float = 1.0
    other_number: str = "order"
    payer: str = ""
    payer_kind: str = "own"
    channel: str = ""
    chain: str = ""
    site: int = 0


@dataclass(slots=True, eq=False)
class Invoice:
    """One document; `cents` is negative for a credit note, `series` names a run of equal monthly invoices."""

    index: int
    customer: Customer
    issued_on: date
    due_on: date
    cents: int
    number: str = ""
    serial: str = ""
    order: str = ""
    job: str = ""
    series: int = 0
    step: int = 0


def build(
    rng: random.Random, trade: Trade, country: str, level: Level, count: int
) -> tuple[list[Customer], list[Invoice]]:
    """Customers and exactly `count` documents, numbered in the order of issue."""
    customers = _customers(rng, trade, country, level, max(6, round(count / trade.per_customer)))
    shares = _documents_each(rng, customers, count, 12 if "insurers" in trade.extras else 0)
    start = date(rng.choice([2022, 2023, 2024]), rng.choice([1, 3, 4, 7]), 1)
    drafts: list[Invoice] = []
    for customer, share in zip(customers, shares, strict=True):
        drafts += _billed(rng, trade, country, customer, share, start, len(drafts))
    drafts.sort(key=lambda invoice: (invoice.issued_on, invoice.customer.index, invoice.index))
    _number(rng, trade, drafts)
    return customers, drafts


def _customers(rng: random.Random, trade: Trade, country: str, level: Level, count: int) -> list[Customer]:
    names: set[str] = set()
    made: list[Customer] = []
    insurers = words.insurers(country) if "insurers" in trade.extras else []
    chain, site = "", 0
    style = rng.choice(["C{:04d}", "{:05d}", "{code}{:03d}", "AC{:05d}"])
    first = rng.randrange(100, 900)
    while len(made) < count:
        if insurers and len(made) < len(insurers):
            name = insurers[len(made)]
        elif insurers and rng.random() < 0.85:
            name = words.person(rng, country, names)
        elif rng.random() < trade.branches:
            if not chain or rng.random() < 0.12:
                chain, site = words.company(rng, country), rng.randrange(3, 60)
            site += rng.randrange(1, 9)
            name = f"{chain} - {rng.choice(['Branch', 'Site', 'Store'])} {site:03d}"
        elif made and rng.random() < 0.03 and not made[-1].chain:
            name = words.twin(rng, made[-1].name)
        else:
            name = words.company(rng, country)
        if name in names:
            continue
        names.add(name)
        code = "".join(letter for letter in words.upper(name) if letter.isalpha())[:3]
        made.append(
            Customer(
                len(made), name, style.format(first + len(made) * 3, code=code), country, CURRENCY[country],
                rng.choices(list(trade.rhythm), list(trade.rhythm.values()))[0], rng.choice(trade.terms_days),
                chain=chain if " - " in name else "", site=site if " - " in name else 0,
            )
        )  # fmt: skip
        _habits(rng, trade, country, level, made[-1], insurers, names)
    return made


def _habits(
    rng: random.Random,
    trade: Trade,
    country: str,
    level: Level,
    customer: Customer,
    insurers: list[str],
    names: set[str],
) -> None:
    """What this customer always does."""
    insured = customer.name in insurers
    if not insurers and not customer.chain and rng.random() < trade.foreign:
        customer.country = rng.choice([code for code in CURRENCY if code != country])
        customer.currency = rng.choice(["USD", "USD", "EUR", CURRENCY[customer.country], CURRENCY[country]])
        while customer.name in names:
            customer.name = words.company(rng, customer.country)
        names.add(customer.name)
    if customer.country in WITHHOLDING and not insurers and rng.random() < 0.35:
        customer.withheld = WITHHOLDING[customer.country]
    elif customer.country != country and rng.random() < trade.withholding:
        customer.withheld = rng.choice([0.10, 0.05, 0.15])
    if "tax_deducted" in trade.extras and country in ("GB", "IE") and rng.random() < 0.45:
        customer.tax_deducted = 0.20
    if "retention" in trade.extras and customer.rhythm == "contract" and rng.random() < 0.6:
        customer.retained = rng.choice([0.03, 0.05, 0.05])
    if rng.random() < trade.discount:
        customer.discount = rng.choice([(0.025, 30), (0.02, 10), (0.03, 14), (0.015, 15)])
        customer.terms_days = customer.discount[1] + 30
    if insured or rng.random() < level.combining * (0.2 if insurers else 1.0):
        customer.combines = "statement" if not insured and rng.random() < trade.statements else "run"
    person = bool(insurers) and not insured
    customer.lag_days = rng.choice([-3, 0, 0, 1, 2, 4, 8, 15, 24]) + rng.random() * 4
    customer.quotes = 1.1 if insured else rng.choice([0.25, 0.8, 1.0, 1.0, 1.1, 1.15])
    customer.other_number = rng.choice(["order", "order", "customer", "job"])
    customer.payer = customer.name
    if person or insured:
        return
    if customer.chain and rng.random() < 0.4:
        customer.payer, customer.payer_kind = customer.chain, "parent"
    elif rng.random() < trade.financed:
        customer.payer, customer.payer_kind = rng.choice(words.financers(customer.country)), "factor"
    elif rng.random() < level.alias:
        kind = rng.choice(["trading", "trading", "parent", "private"])
        customer.payer_kind = kind
        customer.payer = {
            "trading": words.trading, "parent": words.company, "private": words.person,
        }[kind](rng, customer.country)  # fmt: skip


def _documents_each(rng: random.Random, customers: list[Customer], count: int, insured: int) -> list[int]:
    weights = [rng.paretovariate(1.4) if c.rhythm != "monthly" else 1.0 + rng.random() for c in customers]
    weights = [min(weight, 12.0) for weight in weights]
    if insured:
        weights[:insured] = [12.0] * min(insured, len(weights))
    shares = [max(1, int(count * weight / sum(weights))) for weight in weights]
    missing = count - sum(shares)
    while missing:
        at, step = rng.randrange(len(shares)), 1 if missing > 0 else -1
        if shares[at] + step >= 1:
            shares[at] += step
            missing -= step
    return shares


def _billed(
    rng: random.Random, trade: Trade, country: str, customer: Customer, count: int, start: date, first: int
) -> list[Invoice]:
    made: list[Invoice] = []

    def add(issued: date, cents: int, series: int = 0, step: int = 0) -> Invoice:
        due = issued + timedelta(days=customer.terms_days)
        made.append(Invoice(first + len(made), customer, issued, due, cents, series=series, step=step))
        return made[-1]

    contract = rng.randrange(1000, 9999)
    if customer.rhythm == "monthly":
        left, line = count, 0
        while left > 0:
            line += 1
            cents, day = price(rng, trade, country, customer), rng.choice([1, 1, 5, 15])
            months = min(left, 12)
            for month in range(months):
                add(_month_on(start, month, day), cents, series=line if months > 1 else 0, step=month + 1)
            left -= months
    else:
        days = sorted(rng.randrange(DAYS) for _ in range(count))
        for at in range(count):
            if customer.rhythm == "weekly":
                issued = start + timedelta(
                    days=int(DAYS / 7 * (at + 0.5) / count) * 7 + 4 - start.weekday() % 5
                )
            elif customer.rhythm == "contract":
                issued = _month_on(start, at % 12, rng.choice([25, 28]))
            else:
                issued = start + timedelta(days=days[at])
            if made and customer.rhythm != "contract" and rng.random() < trade.credits:
                earlier = rng.choice([i for i in made if i.cents > 0])
                share = rng.choice([1.0, 0.5, 0.25, rng.random() * 0.6 + 0.05])
                note = add(max(issued, earlier.issued_on) + timedelta(days=rng.randrange(1, 20)),
                           -max(500, round(earlier.cents * share)))  # fmt: skip
                note.due_on = note.issued_on
            else:
                add(issued, price(rng, trade, country, customer), step=at + 1)
    blanket = rng.random() < 0.3
    order_style = rng.choice(["PO{:05d}", "45{:08d}", "{:06d}", "P/{:04d}"])
    base = rng.randrange(1000, 99000)
    has_orders = rng.random() < 0.75
    for at, invoice in enumerate(made):
        if has_orders and rng.random() < 0.9:
            invoice.order = order_style.format(base if blanket else base + at * 7)
        invoice.job = f"{trade.order_word}{contract + (0 if customer.rhythm == 'contract' else at * 3)}"
        if trade.kind in ("staffing", "software", "wholesale"):
            invoice.job = ""
        if "insurers" in trade.extras and invoice.cents > 0:
            invoice.job = f"PT{rng.randrange(10_000, 99_999)}"
        if invoice.customer.site:
            invoice.job = f"{trade.order_word}{customer.site:03d}-{contract + at}"
    return made


def price(rng: random.Random, trade: Trade, country: str, customer: Customer) -> int:
    """The total of one invoice in minor units, sales tax included where it is due."""
    low, high, listed = trade.prices
    net = low * (high / low) ** rng.betavariate(1.4, 2.0) * PER_POUND[customer.currency]
    if trade.kind == "staffing":
        hours = rng.choice([37.5, 40, 40, 38, 35, 30, 45, rng.randrange(60, 200) / 4])
        rate = (
            round(rng.choice([14.5, 16.25, 18.4, 21.0, 24.75, 32.0, 38.5]) * PER_POUND[customer.currency] * 4)
            / 4
        )
        net = hours * rate
    elif listed:
        step = 10.0 ** max(0, len(str(int(net))) - 2) / 2
        net = round(net / step) * step - (1 if net > 20 and rng.random() < 0.3 else 0)
    else:
        net = round(net, 2)
    untaxed = customer.country != country or trade.kind == "clinic" or customer.tax_deducted > 0
    return max(500, round(net * 100 * (1.0 if untaxed else 1 + SALES_TAX[country])))


def _month_on(start: date, month: int, day: int) -> date:
    months = start.month - 1 + month
    return date(start.year + months // 12, months % 12 + 1, day)


def _number(rng: random.Random, trade: Trade, invoices: list[Invoice]) -> None:
    """Give each document its number and the digits it is known by."""
    form = rng.choice(trade.number_forms)
    code = "".join(rng.choice("ABCDFGHJKLMNPRSTVW") for _ in range(3))
    serial, credit = rng.randrange(800, 60000), rng.randrange(100, 900)
    contracts: dict[tuple[int, int], int] = {}
    taken: set[int] = set()
    for at, invoice in enumerate(invoices):
        invoice.index = at
        serial += rng.choice([1, 1, 1, 1, 2, 3])
        if invoice.cents < 0:
            credit += 1
            invoice.number, invoice.serial = f"CN{credit:05d}", str(credit)
            continue
        contract = step = 0
        if "{contract}" in form:
            contract_of = (invoice.customer.index, (invoice.step - 1) // 12)
            while contract_of not in contracts:
                drawn = rng.randrange(1000, 9999) if len(invoices) < 20_000 else rng.randrange(10_000, 99_999)
                if drawn not in taken:
                    contracts[contract_of] = drawn
                    taken.add(drawn)
            contract, step = contracts[contract_of], (invoice.step - 1) % 12 + 1
        invoice.number = form.format(
            serial=serial, week=invoice.issued_on.isocalendar().week, code=code, contract=contract, step=step,
            year=invoice.issued_on.year if "{year:04d}" in form else invoice.issued_on.year % 100,
            site=invoice.customer.site or 900,
        )  # fmt: skip
        invoice.serial = f"{contract}{step:02d}" if contract else str(serial)
        if contract:
            invoice.job = f"CONTRACT{contract}"
