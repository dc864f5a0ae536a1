"""What payers write to say which invoices they pay: numbers whole, damaged, in lists or not at all."""

import random
import re
from dataclasses import dataclass, field
from datetime import date

from tests.bench.commonwealth_ledger import Customer, Invoice
from tests.bench.commonwealth_trades import Level

_LOOK_ALIKE = {"0": "O", "1": "I", "5": "S", "8": "B", "6": "G", "2": "Z"}


@dataclass(slots=True, eq=False)
class Part:
    """What one payment settles of one invoice. `cents` is in the payment's currency and `ledger_cents` in the
    invoice's; `deduction_cents` (invoice's currency) is gone for good: fee, discount, tax, contra.

    `token` is what the payer wrote for it and `clue` how: number, reformatted, damaged, last_digits, order,
    customer, job, range, misleading or nothing.
    """

    invoice: Invoice
    cents: int
    ledger_cents: int
    deduction_cents: int = 0
    why: str = ""
    clue: str = ""
    token: str = ""
    situation: str = ""
    ambiguous: bool = False
    tie: bool = False


@dataclass(slots=True, eq=False)
class Payment:
    """One bank line. `on_account_cents` belongs to no invoice; `idle` names a line that settles nothing."""

    paid_on: date
    customer: Customer | None
    cents: int
    currency: str
    parts: list[Part] = field(default_factory=list)
    on_account_cents: int = 0
    payer: str = ""
    payer_kind: str = "own"
    channel: str = ""
    written: str = ""
    list_style: str = ""
    situation: str = ""
    idle: str = ""
    sequence: int = 0
    printed_name: str = ""
    spelling: str = ""
    description: str = ""
    reference: str = ""
    method: str = ""


def damaged(rng: random.Random, token: str) -> str:
    """One slip in the digits: dropped, doubled, swapped, a neighbouring key or a look-alike letter."""
    spots = [i for i, letter in enumerate(token) if letter.isdigit()][-5:]
    at = rng.choice(spots)
    kind = rng.choice(["drop", "double", "swap", "key", "look_alike"])
    if kind == "drop" and len(spots) > 3:
        return token[:at] + token[at + 1 :]
    if kind == "double":
        return token[:at] + token[at] + token[at:]
    if kind == "swap" and at + 1 < len(token) and token[at + 1].isdigit() and token[at] != token[at + 1]:
        return token[:at] + token[at + 1] + token[at] + token[at + 2 :]
    if kind == "look_alike" and token[at] in _LOOK_ALIKE:
        return token[:at] + _LOOK_ALIKE[token[at]] + token[at + 1 :]
    return token[:at] + str((int(token[at]) + rng.choice([1, 9])) % 10) + token[at + 1 :]


def reformatted(rng: random.Random, invoice: Invoice) -> str:
    """The same number in the payer's own spelling."""
    number = invoice.number.upper()
    digits = re.sub(r"\D", "", number)
    ways = [digits.lstrip("0"), re.sub(r"[^A-Z0-9]", "", number), re.sub(r"[^A-Z0-9]+", " ", number)]
    ways += [
        f"INV{digits}",
        f"INV-{digits}",
        f"{digits[:-3]}-{digits[-3:]}" if len(digits) > 6 else f"0{digits}",
    ]
    if len(invoice.serial) >= 4:
        ways.append(invoice.serial)
    return rng.choice([way for way in ways if way != number])


def refer_single(rng: random.Random, level: Level, payment: Payment, others: list[Invoice]) -> None:
    """Write the words of a payment for one invoice; `others` are invoices a wrong number may come from."""
    part, customer = payment.parts[0], payment.parts[0].invoice.customer
    invoice = part.invoice
    draw = rng.random()
    if rng.random() > level.named * customer.quotes:
        part.clue, part.token = "", ""
        payment.written = rng.choice(
            ["", "", "", "PAYMENT", "INVOICE", "THANK YOU", "ACCOUNT", f"{payment.paid_on:%d%b}".upper()]
        )
        return
    steps = [
        ("misleading", level.misleading),
        (customer.other_number, level.other_number),
        ("last_digits", level.last_digits),
        ("damaged", level.damaged),
        ("reformatted", level.reformatted),
    ]
    clue = "number"
    for name, chance in steps:
        if draw < chance:
            clue = name
            break
        draw -= chance
    if (clue == "order" and not invoice.order) or (clue == "job" and not invoice.job):
        clue = "number"
    part.clue, part.token = clue, _token(rng, clue, invoice, others)
    if part.clue == "last_digits" and len(invoice.serial) < 4:
        part.clue, part.token = "number", invoice.number.upper()
    payment.written = _around(rng, clue, part.token, invoice)
    if part.why == "instalments" and rng.random() < 0.4:
        payment.written += rng.choice([" PART PMT", " INSTALMENT", " PT"])


def _token(rng: random.Random, clue: str, invoice: Invoice, others: list[Invoice]) -> str:
    if clue == "misleading":
        return rng.choice(others).number.upper() if others else str(rng.randrange(10_000, 99_999))
    if clue == "last_digits":
        return invoice.serial[-3:]
    if clue == "damaged":
        return damaged(rng, invoice.number.upper())
    if clue == "reformatted":
        return reformatted(rng, invoice)
    named = {"order": invoice.order, "customer": invoice.customer.number, "job": invoice.job}
    return named.get(clue, invoice.number).upper()


def _around(rng: random.Random, clue: str, token: str, invoice: Invoice) -> str:
    if clue == "order":
        return rng.choice(["{}", "PO {}", "ORDER {}"]).format(token.removeprefix("PO"))
    if clue == "customer":
        return rng.choice(["{}", "ACC {}", "A/C {}"]).format(token)
    if clue == "job":
        return token
    if not token[0].isdigit():
        return rng.choice(["{}", "{}", "{}", "INV {}", "REF {}", "{} THANKS"]).format(token)
    return rng.choice(
        [
            "{}",
            "{}",
            "INV {}",
            "INVOICE {}",
            "INV NO {}",
            "REF {}",
            "{} " + f"{invoice.issued_on:%b%y}".upper(),
        ]
    ).format(token)


def refer_many(rng: random.Random, level: Level, payment: Payment, has_room: bool) -> None:
    """Write the words of a combined payment; `has_room` when the channel carries long text."""
    parts = payment.parts
    customer = parts[0].invoice.customer
    if rng.random() > level.named * customer.quotes:
        payment.list_style = "none"
        payment.written = rng.choice(["", "PAYMENT", "VARIOUS", "INVOICES", f"{payment.paid_on:%d%m%y}"])
        return
    style = rng.random()
    if customer.combines == "statement" and style < 0.55:
        payment.list_style = "statement"
        month = f"{max(part.invoice.issued_on for part in parts):%b %y}".upper()
        payment.written = rng.choice(
            [f"STATEMENT {month}", f"STMT {month}", f"ACC {customer.number} {month}", month]
        )
        return
    if has_room and (len(parts) > 5 or style < 0.7):
        _remittance(rng, level, payment)
    elif style > 0.9 and len(parts) >= 3 and all(part.ledger_cents > 0 for part in parts):
        _range(payment)
    else:
        _list(rng, level, payment)


def _range(payment: Payment) -> None:
    ordered = sorted(payment.parts, key=lambda part: part.invoice.index)
    first, last = ordered[0].invoice, ordered[-1].invoice
    payment.list_style = "range"
    payment.written = f"{first.number} - {last.number}".upper()
    for part in payment.parts:
        part.clue, part.token = "range", payment.written


def _list(rng: random.Random, level: Level, payment: Payment) -> None:
    payment.list_style = "list"
    between = rng.choice(
        [" ", ",", ", ", "/" if "/" not in payment.parts[0].invoice.number else " ", " + ", " & "]
    )
    strip = rng.random() < level.reformatted
    short = len(payment.parts[0].invoice.serial) >= 4 and rng.random() < 2 * level.last_digits
    for at, part in enumerate(payment.parts):
        invoice = part.invoice
        if rng.random() < level.damaged:
            part.clue, part.token = "damaged", damaged(rng, invoice.number.upper())
            payment.list_style = "list_damaged"
        elif short and at and invoice.cents > 0:
            part.clue, part.token = "last_digits", invoice.serial[-3:]
        elif strip and invoice.cents > 0:
            digits = re.sub(r"\D", "", invoice.number)
            part.clue, part.token = ("number" if digits == invoice.number else "reformatted"), digits
        else:
            part.clue, part.token = "number", invoice.number.upper()
    opening = rng.choice(["", "", "INV ", "INVS "])
    payment.written = opening + between.join(part.token for part in payment.parts)


def _remittance(rng: random.Random, level: Level, payment: Payment) -> None:
    """One line a document: number, amount paid, and the reason of a difference."""
    payment.list_style = "remittance"
    ending = rng.choice(["; ", " / ", " | "])
    with_amounts = rng.random() < 0.8
    lines = []
    for part in payment.parts:
        number = part.invoice.number.upper()
        if rng.random() < level.damaged:
            part.clue, part.token = "damaged", damaged(rng, number)
        else:
            part.clue, part.token = "number", number
        reason = _REASONS.get(part.why, "")
        if part.why == "short_pay":
            reason = f" LESS {(part.invoice.cents - part.ledger_cents) / 100:.2f} QUERIED"
        amount = f" {part.cents / 100:.2f}{reason}" if with_amounts else ""
        lines.append(f"{part.token}{amount}")
    payment.written = ending.join(lines)


_REASONS = {
    "early_discount": " LESS DISC",
    "discount_late": " LESS DISC",
    "withholding": " NET OF WHT",
    "tax_deducted": " NET CIS",
    "retention_held": " LESS RETN",
    "insurer_part": " LESS EXCESS",
    "retention_release": " RETENTION",
}
