"""A company's invoices of the year: what is billed to whom and when, numbered in order of issue."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.demo_books import Invoice
from data.demo_calendar import LAST_DAY, business_day, months
from data.demo_parties import Party
from data.demo_texts import creditor_reference

FIRST_ISSUE = date(2025, 10, 6)
# Prices from a list, in hundredths: many invoices share them, so such an amount alone proves little.
LIST_PRICES = (45000, 75000, 95000, 125000, 195000, 250000, 480000)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a company numbers its own invoices and credit notes."""

    prefix: str
    first: int
    credit_prefix: str
    credit_first: int


def receivables(
    rng: random.Random, customers: Sequence[Party], count: int, credits: int, by: Numbering, first_issue: date
) -> list[Invoice]:
    """`count` invoices, equal monthly ones included, and `credits` credit notes, numbered by date of issue.

    Issue dates run from `first_issue` to the end of the books; monthly ones stand on the first of a month.
    """
    monthly = [
        _draft(rng, party, day, party.monthly_minor)
        for party in customers
        if party.monthly_minor
        for day in months()
    ]
    others = [party for party in customers if not party.monthly_minor]
    chosen = rng.choices(others, [party.weight for party in others], k=count - len(monthly))
    drafts = monthly + [_draft(rng, party, _issue_day(rng, first_issue), _amount(rng)) for party in chosen]
    credited = rng.sample([row for row in drafts if not row.party.monthly_minor], credits)
    notes = [_credit_note(rng, row) for row in credited]
    return _numbered(drafts, by.prefix, by.first) + _numbered(notes, by.credit_prefix, by.credit_first)


def payables(rng: random.Random, suppliers: Sequence[Party], count: int) -> list[Invoice]:
    """`count` suppliers' invoices, each with its own numbers; the first two start at the same one."""
    chosen = rng.choices(suppliers, [party.weight for party in suppliers], k=count - 2) + list(suppliers[:2])
    drafts = [_draft(rng, party, _issue_day(rng, FIRST_ISSUE), _amount(rng) * 2 // 3) for party in chosen]
    scheme = {party.name: (at % 6, rng.randrange(120, 9000)) for at, party in enumerate(suppliers)}
    scheme.update({party.name: (5, 1042) for party in suppliers[:2]})
    used: defaultdict[str, int] = defaultdict(int)
    rows = []
    for row in sorted(drafts, key=_by_date):
        kind, start = scheme[row.party.name]
        number = _supplier_number(kind, start + used[row.party.name], row.issued_on)
        used[row.party.name] += 1 + rng.randrange(30)
        rows.append(replace(row, number=number, direction="payable", purchase_order=_our_order(rng)))
    return rows


def supplier_credit_notes(rng: random.Random, bills: Sequence[Invoice], count: int) -> list[Invoice]:
    """Credit notes of suppliers for some of `bills`, numbered after the bill they correct."""
    return [replace(_credit_note(rng, row), number=f"{row.number}-C") for row in rng.sample(bills, count)]


def _draft(rng: random.Random, party: Party, issued_on: date, total_minor: int) -> Invoice:
    order = rng.choice((f"PO-{rng.randrange(20000, 99000)}", f"4500{rng.randrange(100000, 999999)}"))
    if party.country not in ("US", "GB"):
        reference = creditor_reference(str(rng.randrange(10**9, 10**10)))
    else:
        reference = f"JOB-{rng.randrange(1000, 9999)}" if rng.randrange(4) == 0 else ""
    due_on = issued_on + timedelta(days=party.net_days)
    return Invoice(
        "",
        "receivable",
        party,
        issued_on,
        due_on,
        total_minor,
        party.currency,
        party.terms,
        order if party.quotes_po else "",
        reference,
    )


def _credit_note(rng: random.Random, invoice: Invoice) -> Invoice:
    issued_on = business_day(invoice.issued_on + timedelta(days=rng.randrange(3, 16)))
    total = -(invoice.total_minor * rng.randrange(4, 22) // 100)
    issued_on = min(issued_on, LAST_DAY)
    return replace(invoice, issued_on=issued_on, due_on=issued_on, total_minor=total, terms="", reference="")


def _issue_day(rng: random.Random, first: date) -> date:
    return business_day(first + timedelta(days=rng.randrange((LAST_DAY - first).days - 3)))


def _amount(rng: random.Random) -> int:
    """A total in hundredths: one in eight a list price, one in six whole hundreds, others irregular."""
    kind = rng.randrange(24)
    if kind < 3:
        return rng.choice(LIST_PRICES)
    if kind < 7:
        return rng.randrange(4, 160) * 10000
    share = rng.random()
    return 9000 + int(share * share * 2_100_000)


def _by_date(row: Invoice) -> tuple[date, str, int]:
    return row.issued_on, row.party.name, row.total_minor


def _numbered(drafts: Sequence[Invoice], prefix: str, first: int) -> list[Invoice]:
    return [
        replace(row, number=f"{prefix}{first + at}") for at, row in enumerate(sorted(drafts, key=_by_date))
    ]


def _our_order(rng: random.Random) -> str:
    return f"P{rng.randrange(30000, 79999)}" if rng.randrange(2) else ""


def _supplier_number(kind: int, sequence: int, issued_on: date) -> str:
    return (
        f"{issued_on:%Y}-{sequence:05d}",
        f"RE-{issued_on:%Y}-{sequence:04d}",
        f"{sequence:08d}",
        f"B{issued_on:%y}/{sequence:04d}",
        f"INV-{10000 + sequence % 1500}",
        f"{sequence}",
    )[kind]
