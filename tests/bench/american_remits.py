"""Writes what payers say they pay: the numbers they quote and damage, and the lists they make of them."""

import random
import re

from tests.bench.american_ledger import Allocation, Clue, Invoice, Level, Payment, cents_text, dollars_text
from tests.bench.american_parties import Customer
from tests.bench.american_trades import Trade

Piece = tuple[str, tuple[int, ...]]
"""A part of the remittance text and the positions of the allocations it tells about."""

LABELS = ("INV ", "INV#", "", "INVOICE ", "IN ", "INV NO. ", "#")
SEPARATORS = (" ", ", ", "/", "; ", " + ", ",")
LOOKALIKES = str.maketrans("0O1I5S8B2Z", "O0I1S5B8Z2")
FREIGHT_WORDS = ("PRO ", "LOAD ", "LOAD# ", "BOL ")


def reformatted(rng: random.Random, number: str) -> str:
    """The same number with its separators, zeros or prefix written another way."""
    ways = [number.replace("-", " "), number.replace("-", ""), number.replace("-", "/"), f"INV{number}"]
    ways.append(re.sub(r"^([A-Z]+-?)0+", r"\1", number))
    ways.append(re.sub(r"^[A-Z]+-?0*(?=\d{5,})", "", number))
    ways.append(f"{number.zfill(10)}" if number.isdigit() else number)
    changed = sorted({way for way in ways if way != number})
    return rng.choice(changed)


def damaged(rng: random.Random, number: str) -> str:
    """The number with one typing or reading error among its digits."""
    digits = [place for place, char in enumerate(number) if char.isdigit()]
    place = rng.choice(digits[1:] or digits)
    way = rng.randrange(4)
    if way == 0:
        spots = [p for p in digits if number[p] in "01582"]
        if spots:
            at = rng.choice(spots)
            return number[:at] + number[at].translate(LOOKALIKES) + number[at + 1 :]
    if way == 1:
        return number[:place] + number[place + 1 :]
    if way == 2:
        return number[:place] + number[place] + number[place:]
    before = place - 1
    if before >= 0 and number[before].isdigit() and number[before] != number[place]:
        return number[:before] + number[place] + number[before] + number[place + 1 :]
    return number[:place] + str((int(number[place]) + rng.randint(1, 9)) % 10) + number[place + 1 :]


def quote(rng: random.Random, level: Level, invoice: Invoice, intact_share: float) -> Clue:
    """The invoice number as the payer writes it."""
    if rng.random() < intact_share:
        return Clue("number", invoice.number)
    turn = rng.random()
    if turn < 0.45:
        return Clue("number", reformatted(rng, invoice.number), "reference_reformatted")
    if turn < 0.75:
        return Clue("near", damaged(rng, invoice.number), "reference_damaged")
    digits = re.sub(r"\D", "", invoice.number)
    return Clue("tail", digits[-min(4, max(3, len(digits) - 1)) :], "last_digits")


def decide_clues(rng: random.Random, level: Level, customer: Customer | None, payment: Payment) -> None:
    """Choose what the remittance quotes for each allocation; a lost field is dealt with later."""
    if not payment.cites:
        usual = customer.cites if customer else "number"
        payment.cites = usual if rng.random() < level.cite else "none"
        explains = max(level.cite, 0.85 if payment.amount_story == "reduced" else 0.5)
        several = payment.cites in ("none", "customer") and len(payment.allocations) > 1
        short = payment.cites == "none" and payment.amount_story in ("part", "short_pay")
        if (several and rng.random() < explains) or (short and rng.random() < 0.5):
            payment.cites = "number"
    for part in payment.allocations:
        part.clue = _clue(rng, level, customer, payment, part)


def _clue(
    rng: random.Random, level: Level, customer: Customer | None, payment: Payment, part: Allocation
) -> Clue:
    invoice, cites = part.invoice, payment.cites
    if cites == "none":
        return Clue()
    if invoice.cents < 0 or cites == "number" or (cites == "po" and not invoice.po):
        share = level.intact if len(payment.allocations) == 1 else 1 - (1 - level.intact) / 5
        return quote(rng, level, invoice, share)
    if cites == "po":
        return Clue("po", invoice.po)
    if cites == "load":
        return Clue("load", invoice.load)
    return Clue("customer", customer.number if customer else "")


def remittance(rng: random.Random, trade: Trade, customer: Customer, payment: Payment) -> list[Piece]:
    """The remittance text in pieces; empty when the payer says nothing."""
    parts = payment.allocations
    style = payment.remit_style or (
        "lines" if customer.remit_style == "lines" and rng.random() < 0.4 else "list"
    )
    named = [(at, part) for at, part in enumerate(parts) if part.clue.token]
    if not named:
        return _note_only(payment)
    if len(named) == 1 or style == "list":
        return _plain_list(trade, customer, payment, named)
    if style == "edi":
        return _edi(named)
    if style == "short" and all(part.clue.kind == "number" and not part.clue.twist for _, part in named):
        return _short(rng, customer, payment, named)
    return _lines(trade, customer, named)


def _note_only(payment: Payment) -> list[Piece]:
    pieces: list[Piece] = []
    if payment.echo is not None and payment.cites != "none":
        pieces.append((f"INV {payment.echo.number} ", ()))
    if payment.note:
        pieces.append((payment.note, ()))
    return pieces


def _word(trade: Trade, customer: Customer, clue: Clue) -> str:
    if clue.kind == "po":
        return "" if clue.token.startswith("PO") else "PO "
    if clue.kind == "load":
        if trade.kind == "freight":
            return FREIGHT_WORDS[customer.index % len(FREIGHT_WORDS)]
        return f"{trade.reference_label} "
    if clue.kind == "customer":
        return "ACCT "
    return LABELS[customer.index % len(LABELS)]


def _plain_list(
    trade: Trade, customer: Customer, payment: Payment, named: list[tuple[int, Allocation]]
) -> list[Piece]:
    between = SEPARATORS[customer.index // 7 % len(SEPARATORS)]
    each = customer.index % 2 == 0
    tokens: dict[tuple[str, str], list[int]] = {}
    for at, part in named:
        tokens.setdefault((part.clue.kind, part.clue.token), []).append(at)
    pieces: list[Piece] = []
    for turn, (key, places) in enumerate(tokens.items()):
        clue = Clue(*key)
        word = _word(trade, customer, clue) if turn == 0 or each else ""
        pieces.append((f"{between if turn else ''}{word}{clue.token}", tuple(places)))
    if payment.note:
        pieces.append((f" {payment.note}", ()))
    return pieces


def _lines(trade: Trade, customer: Customer, named: list[tuple[int, Allocation]]) -> list[Piece]:
    """`INV 10234 1,200.00; 10236 450.00 LESS 2%`: the amount paid, or the gross before the reason."""
    pieces: list[Piece] = []
    gross_first = customer.index % 3 == 0
    for turn, (at, part) in enumerate(named):
        word = _word(trade, customer, part.clue) if turn == 0 or customer.index % 2 else ""
        shown = part.cents + (part.deduction_cents if gross_first else 0)
        text = f"{'; ' if turn else ''}{word}{part.clue.token} {dollars_text(shown)}"
        if part.deduction_cents and not part.reason.endswith("%"):
            text += f" {part.reason} {dollars_text(part.deduction_cents)}"
        elif part.reason:
            text += f" {part.reason}"
        pieces.append((text, (at,)))
    return pieces


def _edi(named: list[tuple[int, Allocation]]) -> list[Piece]:
    """Remittance segments as banks pass them on from a CTX payment: paid, gross and discount amounts."""
    pieces: list[Piece] = []
    for at, part in named:
        kind = "CM" if part.cents < 0 else {"po": "PO", "load": "BM"}.get(part.clue.kind, "IV")
        gross = cents_text(part.ledger_cents + part.deduction_cents)
        text = f"RMR*{kind}*{part.clue.token}**{cents_text(part.cents)}*{gross}"
        if part.deduction_cents:
            text += f"*{cents_text(part.deduction_cents)}"
        pieces.append((text + "\\", (at,)))
    return pieces


def _short(
    rng: random.Random, customer: Customer, payment: Payment, named: list[tuple[int, Allocation]]
) -> list[Piece]:
    """`INV 10234,36,38`, or `10234-10238` where nothing lies between that is not paid."""
    numbers = [part.clue.token for _, part in named]
    word = LABELS[customer.index % len(LABELS)]
    shapes = [shape for n in numbers if (shape := re.fullmatch(r"(\D*)(\d+)", n))]
    lead = shapes[0][1] if shapes else ""
    alike = all(shape[1] == lead and len(shape[0]) == len(numbers[0]) for shape in shapes)
    if len(shapes) == len(numbers) and alike:
        ordered = sorted(int(shape[2]) for shape in shapes)
        if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
            joiner = rng.choice(("-", " THRU ", " TO ", " - "))
            for _, part in named:
                part.clue.twist = "reference_range"
            first, last = min(numbers), max(numbers)
            last = last[len(lead) :] if rng.random() < 0.5 else last
            return [(f"{word}{first}{joiner}{last}", tuple(at for at, _ in named))]
    pieces: list[Piece] = [(f"{word}{numbers[0]}", (named[0][0],))]
    for (at, _), number, previous in zip(named[1:], numbers[1:], numbers, strict=False):
        same = number[:-2] == previous[:-2]
        pieces.append((f",{number[-2:] if same else number}", (at,)))
    return pieces
