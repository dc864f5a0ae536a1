"""Books of companies around the Pacific: the seed picks one of eight, the difficulty how badly people pay."""

from collections import defaultdict
from random import Random

import pandas as pd

from tests.bench.books import INVOICE_COLUMNS, NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books
from tests.bench.pacific_judging import Judge
from tests.bench.pacific_ledger import DAYS, Invoice, on, write_invoices
from tests.bench.pacific_lines import Printed
from tests.bench.pacific_noise import noise_line
from tests.bench.pacific_settling import Evidence, Payment, Settler
from tests.bench.pacific_worlds import LEVELS, WORLDS, Difficulty, World, customers

CREDIT_SHARE = 0.03


def money(amount: int, currency: str) -> str:
    """Minor units as a plain decimal with the currency's digits."""
    if currency == "JPY":
        return str(amount)
    sign, size = "-" if amount < 0 else "", abs(amount)
    return f"{sign}{size // 100}.{size % 100:02d}"


def pay_ties(settler: Settler, invoices: list[Invoice], share: float, rng: Random) -> set[int]:
    """Turn a few pairs of invoices of different customers into true ties; their ids are given back."""
    used: set[int] = set()
    plain = [
        invoice for invoice in invoices if invoice.total > 0 and not invoice.monthly and invoice.due < DAYS
    ]
    for at in rng.sample(range(len(plain) - 1), min(len(plain) - 1, max(1, round(len(invoices) * share)))):
        first, second = plain[at], plain[at + 1]
        apart = first.customer is not second.customer and abs(first.due - second.due) <= 6
        if apart and not {id(first), id(second)} & used:
            settler.tied(first, second)
            used |= {id(first), id(second)}
    return used


def pay_all(world: World, level: Difficulty, invoices: list[Invoice], rng: Random) -> list[Payment]:
    """Every bank line, noise included, in the order of days."""
    settler = Settler(world, level, rng)
    tied = pay_ties(settler, invoices, level.tied, rng)
    by_customer: dict[int, list[Invoice]] = defaultdict(list)
    for invoice in invoices:
        if id(invoice) not in tied:
            by_customer[invoice.customer.index].append(invoice)
    for index in sorted(by_customer):
        own = by_customer[index]
        settler.customer([i for i in own if i.total > 0], [i for i in own if i.total < 0])
    lines = settler.payments
    for _ in range(round(len(invoices) * level.noise)):
        situation, words, amount = noise_line(world, rng)
        text = Printed("", words, "", "")
        seen = Evidence("missing", "none", "exact")
        lines.append(Payment(rng.randrange(DAYS + 40), amount, world.currency, text, situation, seen))
    rng.shuffle(lines)
    lines.sort(key=lambda line: line.day)
    return lines


def invoice_frame(invoices: list[Invoice]) -> pd.DataFrame:
    """The ledger as text: the contract's columns, then `payment_terms` and `customer_number`."""
    rows = [
        (
            invoice.number,
            invoice.customer.name,
            on(invoice.issued).isoformat(),
            on(invoice.due).isoformat(),
            money(invoice.total, invoice.currency),
            invoice.currency,
            invoice.order,
            invoice.reference,
            invoice.terms,
            invoice.customer.number,
        )
        for invoice in invoices
    ]
    return pd.DataFrame(rows, columns=[*INVOICE_COLUMNS, "payment_terms", "customer_number"], dtype=str)


def payment_frame(lines: list[Payment]) -> pd.DataFrame:
    """The bank's lines as text, numbered in the order of days."""
    rows = [
        (
            f"T{at:07d}",
            on(line.day).isoformat(),
            money(line.amount, line.currency),
            line.currency,
            line.text.payer,
            line.text.description,
            line.text.reference,
            line.text.method,
        )
        for at, line in enumerate(lines, 1)
    ]
    return pd.DataFrame(rows, columns=list(PAYMENT_COLUMNS), dtype=str)


def truth_frame(judge: Judge, lines: list[Payment]) -> pd.DataFrame:
    """One row per true allocation."""
    rows = []
    for at, line in enumerate(lines, 1):
        if line.parts:
            ambiguous, tie = judge.verdict(line)
            for invoice, allocated in line.parts:
                key = (invoice.number, invoice.customer.name, f"T{at:07d}", money(allocated, line.currency))
                rows.append((*key, line.situation, str(int(ambiguous)), str(int(tie))))
    return pd.DataFrame(rows, columns=list(TRUTH_COLUMNS), dtype=str)


def make(difficulty: str, invoices: int, seed: int) -> Books:
    """One company's books; the same arguments give the same frames in any process.

    Raises KeyError for a difficulty other than clean, typical or hard.
    """
    level, world = LEVELS[difficulty], WORLDS[seed % len(WORLDS)]
    rng = Random(f"pacific {difficulty} {invoices} {seed}")
    buyers = customers(world, level, max(4, round(invoices / world.invoices_per_customer)), rng)
    written = write_invoices(world, buyers, invoices, CREDIT_SHARE, rng)
    lines = pay_all(world, level, written, rng)
    noise = [(f"T{at:07d}", line.situation) for at, line in enumerate(lines, 1) if not line.parts]
    return Books(
        invoice_frame(written),
        payment_frame(lines),
        truth_frame(Judge(world, written, lines), lines),
        pd.DataFrame(noise, columns=list(NOISE_COLUMNS), dtype=str),
    )
