"""Northwind Services, the first demo company: American, with some European customers."""

import random

from data import demo_names as words
from data import demo_ways as ways
from data.demo_books import Books, Invoice
from data.demo_company import Company, Mix
from data.demo_invoices import FIRST_ISSUE, LIST_PRICES, Numbering
from data.demo_noise import us_lines
from data.demo_parties import Party, make_names
from data.demo_ways import Way

OPERATING = "USD Operating 4471"
PAYROLL = "USD Payroll 4489"
MONTHLY_PRICES = (125000, 95000, 250000, 180000, 75000, 320000, 125000, 95000, 210000, 150000)
TERMS = (
    "net 30",
    "net 30",
    "net 30",
    "net 30",
    "net 45",
    "net 45",
    "net 60",
    "2/10 net 30",
    "2/10 net 30",
    "net 15",
)
# Customers of both demo companies, so that the same name with the same invoice number stands in both books.
SHARED_CUSTOMERS = (
    "Alsterhaven Hotelbetriebe GmbH",
    "Nordkante Ladenbau GmbH & Co. KG",
    "Deichgraf Immobilien AG",
)


def _customers(rng: random.Random) -> list[Party]:
    rows = [
        _american(rng, at, name)
        for at, name in enumerate(make_names(rng, words.WORDS_US, words.TRADES_US, words.LEGAL_US, 96))
    ]
    german = make_names(rng, words.WORDS_DE, words.TRADES_DE, words.LEGAL_DE, 9)
    for at, name in enumerate([*SHARED_CUSTOMERS, *german]):
        rows.append(
            Party(
                name, f"C{10700 + at}", "DE", "EUR", "net 30", "sepa", rng.choice((0, 2, 4)), 4, at % 2 == 0
            )
        )
    for at, name in enumerate(make_names(rng, words.WORDS_UK, words.TRADES_UK, words.LEGAL_UK, 7)):
        rows.append(
            Party(
                name,
                f"C{10800 + at}",
                "GB",
                "GBP",
                "net 30",
                "faster_payment",
                rng.choice((0, 1, 5)),
                4,
                False,
            )
        )
    return rows


def _american(rng: random.Random, at: int, name: str) -> Party:
    monthly = MONTHLY_PRICES[at] if at < len(MONTHLY_PRICES) else 0
    card = 10 <= at < 19
    method = (
        "ach"
        if monthly
        else "card"
        if card
        else rng.choice(("ach", "ach", "ach", "ach", "wire", "check", "check"))
    )
    terms = "net 15" if monthly or card else rng.choice(TERMS)
    habit = rng.choice((-2, 0, 1, 2)) if monthly else rng.choice((-4, -2, -1, 0, 0, 1, 1, 2, 3, 6, 11))
    return Party(
        name,
        f"C{10400 + at}",
        "US",
        "USD",
        terms,
        method,
        habit,
        rng.choice((3, 5, 8, 13)),
        rng.randrange(5) < 3,
        monthly,
    )


def _suppliers(rng: random.Random) -> list[Party]:
    found = make_names(rng, words.WORDS_US[::-1], words.SUPPLY_US, words.LEGAL_US, 34)
    rows = [
        Party(
            name,
            f"S{2000 + at}",
            "US",
            "USD",
            rng.choice(TERMS),
            rng.choice(("ach", "ach", "wire")),
            -1,
            rng.choice((2, 4, 7)),
            False,
        )
        for at, name in enumerate(found)
    ]
    for at, name in enumerate(make_names(rng, words.WORDS_DE[::-1], words.SUPPLY_DE, words.LEGAL_DE, 5)):
        rows.append(Party(name, f"S{2100 + at}", "DE", "EUR", "net 30", "sepa", -1, 5, False))
    return rows


def _parties(rng: random.Random) -> tuple[list[Party], list[Party]]:
    return _customers(rng), _suppliers(rng)


def _noise(rng: random.Random, books: Books) -> None:
    us_lines(rng, books, OPERATING, PAYROLL)


def _american_payer(invoice: Invoice) -> bool:
    return invoice.currency == "USD" and invoice.party.method != "card"


INCOMING = Mix(
    combined_named=78,
    combined_silent=12,
    refunds=3,
    open_notes=5,
    series_quoting=7,
    series_silent=2,
    payouts=5,
    singles=(
        Way(42, ways.card, lambda row: row.party.method == "card"),
        Way(5, ways.nameless_deposit, lambda row: _american_payer(row) and row.total_minor in LIST_PRICES),
        Way(20, ways.in_dollars, lambda row: row.currency != "USD"),
        Way(14, ways.structured, lambda row: row.currency == "EUR"),
        Way(52, ways.early_discount, lambda row: row.party.discount is not None),
        Way(4, ways.unearned_discount, lambda row: row.party.discount is not None),
        Way(38, ways.unpaid),
        Way(22, ways.instalments, lambda row: _american_payer(row) and row.total_minor > 300_000),
        Way(26, ways.bank_fee, lambda row: _american_payer(row) and row.total_minor > 100_000),
        Way(16, ways.rounding),
        Way(8, ways.short_paid, lambda row: row.total_minor > 50_000),
        Way(5, ways.missing_credit_note, lambda row: row.total_minor > 50_000),
        Way(4, ways.overpaid),
        Way(6, ways.paid_twice, _american_payer),
        Way(4, ways.returned, lambda row: row.party.method == "ach"),
        Way(4, ways.related_payer, _american_payer),
        Way(34, ways.purchase_order, lambda row: row.purchase_order != ""),
        Way(64, ways.no_reference, _american_payer),
        Way(22, ways.truncated_name, _american_payer),
        Way(22, ways.abbreviated_name, _american_payer),
        Way(88, ways.reformatted),
        Way(26, ways.damaged),
        Way(24, ways.early),
        Way(40, ways.late),
    ),
)
OUTGOING = Mix(
    combined_named=20,
    combined_silent=0,
    refunds=0,
    open_notes=1,
    series_quoting=0,
    series_silent=0,
    payouts=0,
    singles=(
        Way(8, ways.in_dollars, lambda row: row.currency != "USD"),
        Way(18, ways.early_discount, lambda row: row.party.discount is not None),
        Way(9, ways.unpaid),
        Way(14, ways.check_only, lambda row: row.currency == "USD" and row.total_minor % 100 != 0),
        Way(20, ways.direct_debit, lambda row: row.currency == "USD"),
        Way(3, ways.instalments, lambda row: row.total_minor > 300_000),
        Way(2, ways.paid_twice, lambda row: row.currency == "USD"),
        Way(12, ways.reformatted),
    ),
)
NORTHWIND = Company(
    slug="northwind-services",
    name="Northwind Services",
    seed=20251101,
    first_issue=FIRST_ISSUE,
    numbering=Numbering("INV-", 10001, "CN-", 7001),
    accounts={"USD": OPERATING, "EUR": "EUR Collections 0207", "GBP": "GBP Collections 3318"},
    receivable_count=1500,
    credit_count=30,
    payable_count=250,
    supplier_credits=6,
    incoming=INCOMING,
    outgoing=OUTGOING,
    parties=_parties,
    noise=_noise,
)
