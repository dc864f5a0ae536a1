"""A third company's few invoices and bank lines, for a newcomer to upload: Tidewater Event Rentals."""

import random
from datetime import date

from data import demo_names as words
from data import demo_ways as ways
from data.demo_books import Books, Line
from data.demo_calendar import business_day
from data.demo_company import Company, Mix, make
from data.demo_invoices import Numbering
from data.demo_parties import Party, make_names
from data.demo_ways import Way

ACCOUNT = "USD Checking 7730"
TERMS = ("net 15", "net 30", "net 30", "2/10 net 30")


def _parties(rng: random.Random) -> tuple[list[Party], list[Party]]:
    found = make_names(rng, words.WORDS_US[40:], words.TRADES_US, words.LEGAL_US, 11)
    customers = [
        Party(
            name,
            f"TW{300 + at}",
            "US",
            "USD",
            rng.choice(TERMS),
            rng.choice(("ach", "ach", "check")),
            rng.choice((0, 1, 4)),
            5,
            at % 2 == 0,
        )
        for at, name in enumerate(found)
    ]
    return customers, []


def _noise(rng: random.Random, books: Books) -> None:
    for month in (8, 9, 10):
        first = date(2026, month, 1)
        _add(books, first.replace(day=3), -210_000, "ACH DEBIT PIER 9 STORAGE RENT", "ach", "rent")
        _add(
            books,
            first.replace(day=14),
            -rng.randrange(580_000, 640_000),
            "PAYDESK PAYROLL DES:DIRECT DEP",
            "ach",
            "payroll",
        )
        _add(
            books,
            first.replace(day=28),
            -rng.randrange(580_000, 640_000),
            "PAYDESK PAYROLL DES:DIRECT DEP",
            "ach",
            "payroll",
        )
        _add(
            books,
            first.replace(day=20),
            -rng.randrange(48_000, 91_000),
            "STATE COMPTROLLER SALES TAX",
            "ach",
            "tax",
        )
        _add(books, first.replace(day=28), -1_500, "MONTHLY SERVICE CHARGE", "fee", "bank_charge")
    _add(books, date(2026, 9, 16), 36_250, "REMOTE DEPOSIT CAPTURE 1 ITEM", "other", "unknown")


def _add(books: Books, on: date, minor: int, text: str, method: str, situation: str) -> None:
    books.add_noise(Line(business_day(on), minor, "USD", ACCOUNT, "", text, "", method), situation)


_NOTHING = Mix(0, 0, 0, 0, 0, 0, 0, ())
_INCOMING = Mix(
    combined_named=3,
    combined_silent=0,
    refunds=0,
    open_notes=0,
    series_quoting=0,
    series_silent=0,
    payouts=0,
    singles=(
        Way(2, ways.early_discount, lambda row: row.party.discount is not None),
        Way(2, ways.unpaid),
        Way(1, ways.instalments, lambda row: row.total_minor > 200_000),
        Way(2, ways.bank_fee, lambda row: row.total_minor > 100_000),
        Way(1, ways.rounding),
        Way(1, ways.short_paid, lambda row: row.total_minor > 50_000),
        Way(1, ways.paid_twice),
        Way(2, ways.purchase_order, lambda row: row.purchase_order != ""),
        Way(2, ways.no_reference),
        Way(3, ways.reformatted),
        Way(1, ways.damaged),
        Way(1, ways.late),
    ),
)
TIDEWATER = Company(
    slug="tidewater-event-rentals",
    name="Tidewater Event Rentals",
    seed=20251103,
    first_issue=date(2026, 7, 6),
    numbering=Numbering("TW-", 4101, "TWC-", 501),
    accounts={"USD": ACCOUNT},
    receivable_count=40,
    credit_count=1,
    payable_count=0,
    supplier_credits=0,
    incoming=_INCOMING,
    outgoing=_NOTHING,
    parties=_parties,
    noise=_noise,
)


def sample_files() -> dict[str, str]:
    """The pair to upload, and the truth about it, by file name."""
    files = make(TIDEWATER).files()
    return {
        "invoices.csv": files["invoices.csv"],
        "bank_lines.csv": files["payments.csv"],
        "truth.csv": files["truth.csv"],
        "noise.csv": files["noise.csv"],
    }
