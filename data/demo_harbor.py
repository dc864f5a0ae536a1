"""Harbor & Pine GmbH, the second demo company: a maker of interiors that numbers invoices like the first."""

import random

from data import demo_names as words
from data import demo_ways as ways
from data.demo_books import Books
from data.demo_company import Company, Mix
from data.demo_invoices import FIRST_ISSUE, LIST_PRICES, Numbering
from data.demo_noise import de_lines
from data.demo_northwind import SHARED_CUSTOMERS
from data.demo_parties import Party, make_names
from data.demo_ways import Way

CURRENT = "DE Geschaeftskonto 0100"
SAVINGS = "DE Tagesgeld 0199"
TERMS = ("net 14", "net 14", "net 30", "net 30", "2/10 net 30", "due on receipt")


def _parties(rng: random.Random) -> tuple[list[Party], list[Party]]:
    found = [*make_names(rng, words.WORDS_DE, words.TRADES_DE, words.LEGAL_DE, 38), *SHARED_CUSTOMERS]
    customers = [
        Party(
            name,
            f"K{40100 + at}",
            "DE",
            "EUR",
            "net 14" if at < 3 else rng.choice(TERMS),
            "sepa",
            rng.choice((-2, 0, 1, 3, 6)),
            rng.choice((3, 5, 8)),
            rng.randrange(2) == 0,
            (89_000, 120_000, 89_000)[at] if at < 3 else 0,
        )
        for at, name in enumerate(found)
    ]
    suppliers = [
        Party(
            name,
            f"L{7000 + at}",
            "DE",
            "EUR",
            "2/10 net 30" if at % 4 == 1 else rng.choice(TERMS[:4]),
            "sepa",
            -1,
            rng.choice((2, 4, 7)),
            False,
        )
        for at, name in enumerate(make_names(rng, words.WORDS_DE[::-1], words.SUPPLY_DE, words.LEGAL_DE, 14))
    ]
    return customers, suppliers


def _noise(rng: random.Random, books: Books) -> None:
    de_lines(rng, books, CURRENT, SAVINGS)


HARBOR = Company(
    slug="harbor-and-pine",
    name="Harbor & Pine GmbH",
    seed=20251102,
    first_issue=FIRST_ISSUE,
    numbering=Numbering("INV-", 10601, "CN-", 7001),
    accounts={"EUR": CURRENT},
    receivable_count=272,
    credit_count=6,
    payable_count=68,
    supplier_credits=2,
    incoming=Mix(
        combined_named=11,
        combined_silent=2,
        refunds=1,
        open_notes=1,
        series_quoting=1,
        series_silent=1,
        payouts=0,
        singles=(
            Way(2, ways.nameless_deposit, lambda row: row.total_minor in LIST_PRICES),
            Way(24, ways.structured),
            Way(9, ways.early_discount, lambda row: row.party.discount is not None),
            Way(1, ways.unearned_discount, lambda row: row.party.discount is not None),
            Way(8, ways.unpaid),
            Way(5, ways.instalments, lambda row: row.total_minor > 300_000),
            Way(4, ways.rounding),
            Way(2, ways.short_paid, lambda row: row.total_minor > 50_000),
            Way(1, ways.missing_credit_note, lambda row: row.total_minor > 50_000),
            Way(1, ways.overpaid),
            Way(2, ways.paid_twice),
            Way(1, ways.related_payer),
            Way(8, ways.purchase_order, lambda row: row.purchase_order != ""),
            Way(14, ways.no_reference),
            Way(5, ways.truncated_name),
            Way(5, ways.abbreviated_name),
            Way(18, ways.reformatted),
            Way(6, ways.damaged),
            Way(6, ways.early),
            Way(9, ways.late),
        ),
    ),
    outgoing=Mix(
        combined_named=5,
        combined_silent=0,
        refunds=0,
        open_notes=0,
        series_quoting=0,
        series_silent=0,
        payouts=0,
        singles=(
            Way(4, ways.early_discount, lambda row: row.party.discount is not None),
            Way(3, ways.unpaid),
            Way(6, ways.direct_debit),
            Way(1, ways.paid_twice),
            Way(4, ways.reformatted),
        ),
    ),
    parties=_parties,
    noise=_noise,
)
