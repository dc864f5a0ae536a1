"""How a demo company's year is made from its seed: who, what is billed, and in which ways it is paid."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from data import demo_groups as groups
from data import demo_ways as ways
from data.demo_books import Books, Invoice
from data.demo_desk import Desk
from data.demo_groups import Pool
from data.demo_invoices import Numbering, payables, receivables, supplier_credit_notes
from data.demo_parties import Party
from data.demo_ways import Way


@dataclass(frozen=True, slots=True)
class Mix:
    """How many payments of each shape a company sees; `singles` in the order they are dealt."""

    combined_named: int
    combined_silent: int
    refunds: int
    open_notes: int
    series_quoting: int
    series_silent: int
    payouts: int
    singles: Sequence[Way]


@dataclass(frozen=True, slots=True)
class Company:
    """Everything that makes one demo company; the same value always writes the same books."""

    slug: str
    name: str
    seed: int
    first_issue: date
    numbering: Numbering
    accounts: dict[str, str]
    receivable_count: int
    credit_count: int
    payable_count: int
    supplier_credits: int
    incoming: Mix
    outgoing: Mix
    parties: Callable[[random.Random], tuple[list[Party], list[Party]]]
    noise: Callable[[random.Random, Books], None]


def make(company: Company) -> Books:
    """The company's books of the year with their truth."""
    rng = random.Random(company.seed)
    customers, suppliers = company.parties(rng)
    bills = receivables(
        rng, customers, company.receivable_count, company.credit_count, company.numbering, company.first_issue
    )
    owed = payables(rng, suppliers, company.payable_count) if company.payable_count else []
    owed += supplier_credit_notes(rng, owed, company.supplier_credits)
    books = Books(invoices=[*bills, *owed])
    desk = Desk(rng, books, company.name.upper(), company.accounts)
    _settle(desk, bills, company.incoming)
    _settle(desk, owed, company.outgoing)
    company.noise(rng, books)
    return books


def _settle(desk: Desk, invoices: Sequence[Invoice], mix: Mix) -> None:
    pool = Pool(invoices)
    groups.monthly_series(desk, pool, mix.series_quoting, mix.series_silent)
    notes = [row for row in pool if row.total_minor < 0]
    groups.net_credit_notes(desk, pool, notes, mix.refunds, mix.open_notes)
    groups.card_payouts(desk, pool, mix.payouts, 180_000)
    groups.combined(
        desk, pool, mix.combined_silent, (2, 2, 3), "combined_without_reference", groups.no_numbers
    )
    groups.combined(
        desk, pool, mix.combined_named, (2, 2, 3, 3, 4, 5, 6), "several_references", groups.all_numbers
    )
    _deal(desk, pool, mix.singles)
    for invoice in pool:
        if invoice.total_minor > 0:
            ways.exact(desk, invoice)


def _deal(desk: Desk, pool: Pool, singles: Sequence[Way]) -> None:
    """Give each way of paying its number of invoices, drawn by chance among those that can be paid so."""
    rows = [row for row in pool if row.total_minor > 0]
    desk.rng.shuffle(rows)
    for way in singles:
        left = way.count
        kept = []
        for row in rows:
            if left and way.fits(row) and way.pay(desk, row):
                pool.take(row)
                left -= 1
            else:
                kept.append(row)
        if left:
            raise ValueError(
                f"{left} of {way.count} payments of the kind {way.pay.__name__} found no invoice"
            )
        rows = kept
