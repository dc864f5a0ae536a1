"""Holds the values the American books are built from: levels, invoices, payments and allocations."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Level:
    """How careless payers and banks are; shares are probabilities, widths are characters.

    `cite`: a remittance names its documents at all; `intact`: it does so undamaged; `amount_story`: a
    single payment is not simply the invoice's total; `odd_name`: a customer banks under another name;
    `nameless`: the bank line names nobody; `column_gap`: its payer column is empty though the bank has one;
    `name_width` is the bank's field for the payer, `text_width` that of the whole text, `remit_width` that of
    the reference column; `stray_number`: the text also carries a number that means nothing; `noise`: bank
    lines that belong to no invoice; `unpaid`: invoices nobody ever pays.
    """

    cite: float
    intact: float
    amount_story: float
    odd_name: float
    nameless: float
    column_gap: float
    name_width: int
    text_width: int
    remit_width: int
    stray_number: float
    noise: float
    unpaid: float


LEVELS = {
    "clean": Level(0.94, 0.88, 0.14, 0.10, 0.006, 0.03, 35, 400, 250, 0.05, 0.07, 0.04),
    "typical": Level(0.80, 0.68, 0.26, 0.26, 0.02, 0.12, 22, 240, 140, 0.15, 0.11, 0.07),
    "hard": Level(0.62, 0.48, 0.38, 0.46, 0.045, 0.30, 16, 170, 90, 0.30, 0.15, 0.10),
}


@dataclass(slots=True)
class Invoice:
    """One receivable of `cents` (negative: a credit memo) in the customer's currency.

    `forced` names a situation planted at billing time; `settled_on` is filled in when the last cent was paid.
    """

    index: int
    customer: int
    issued_on: date
    due_on: date
    cents: int
    currency: str = "USD"
    number: str = ""
    po: str = ""
    load: str = ""
    forced: str = ""
    twin: int = -1
    settled_on: date | None = None


@dataclass(slots=True)
class Clue:
    """What the finished bank line still says about one invoice.

    `kind` is "number" (identifies it), "near" (a damaged number), "tail" (last digits), "po", "load",
    "customer" or "none"; `token` is the text as printed; `twist` names the damage, empty when intact.
    """

    kind: str = "none"
    token: str = ""
    twist: str = ""


@dataclass(slots=True)
class Allocation:
    """`cents` of a payment applied to an invoice, in the payment's currency.

    `ledger_cents` is the same in the invoice's currency, `deduction_cents` (invoice's currency) what the
    payer withheld for `reason` and will not pay later. Credit memos have negative cents.
    """

    invoice: Invoice
    cents: int
    ledger_cents: int
    deduction_cents: int = 0
    reason: str = ""
    clue: Clue = field(default_factory=Clue)
    situation: str = ""
    ambiguous: bool = False
    tie: bool = False


@dataclass(slots=True)
class Payment:
    """One bank line; without allocations it is noise and `situation` says which kind.

    `payer_mode` says whose name the bank prints, `payer_text` is that name; `amount_story` is "exact" when
    every allocation is the whole open amount. `on_account_cents` is the part that belongs to no invoice.
    `echo` is an invoice the text quotes although nothing is owed on it (paid twice, returned by the bank).
    """

    paid_on: date
    cents: int
    situation: str
    customer: int = -1
    method: str = "ach"
    amount_story: str = "exact"
    allocations: list[Allocation] = field(default_factory=list)
    on_account_cents: int = 0
    cites: str = ""
    remit_style: str = ""
    payer_mode: str = ""
    payer_text: str = ""
    note: str = ""
    echo: Invoice | None = None
    column_text: str = ""
    description: str = ""
    reference: str = ""
    sequence: int = 0


def business_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def cents_text(cents: int) -> str:
    """Plain decimal text of an amount with two digits."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def dollars_text(cents: int) -> str:
    """An amount as a payer types it, with thousands separators."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
