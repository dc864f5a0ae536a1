"""Northwind's card sales of one week: Stripe's balance report, the ledger, bank lines and the truth."""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

FIRST_DAY = date(2026, 10, 26)  # a Monday in the last week of the demo's year
DAYS = 5
_CHARGES_A_DAY = 64
_SEED = 20261026
STRIPE_COLUMNS = (
    "balance_transaction_id", "created_utc", "available_on_utc", "currency", "gross", "fee", "net",
    "reporting_category", "source_id", "charge_id", "customer_name", "description", "automatic_payout_id",
    "payment_metadata[invoice]",
)  # fmt: skip
LEDGER_COLUMNS = (
    "transaction_id", "processor_name", "type", "amount", "currency", "status", "transaction_date",
    "reference_number", "fee",
)  # fmt: skip
BANK_COLUMNS = (
    "transaction_id", "payment_date", "amount", "currency", "counterparty", "description", "reference",
    "payment_method", "account",
)  # fmt: skip
TRUTH_COLUMNS = ("transaction_id", "kind", "business_date")
PAIR_COLUMNS = ("transaction_id", "invoice_number", "counterparty")
# Of the invoices paid by card, one charge names its customer alone and one neither number nor customer.
_NAME_ONLY, _NAMELESS = 3, 5


@dataclass(frozen=True, slots=True)
class Move:
    """One row of Stripe's report; money in cents of USD, signed as the company sees it."""

    number: int
    kind: str
    source: str
    charge: str
    at: datetime
    gross: int
    fee: int
    reference: str
    payout: str = ""
    customer: str = ""  # whose invoice it pays
    says: str = ""  # the reference as Stripe's report has it
    name: str = ""  # the customer as Stripe's report has it

    @property
    def net(self) -> int:
        return self.gross - self.fee


def fee_of(minor: int) -> int:
    """Stripe's agreed rate for Northwind: 2.9 % and 30 cents."""
    return (minor * 29 + 500) // 1000 + 30


def card_invoices(invoices: str, truth: str) -> list[tuple[str, int, str]]:
    """Small invoices of the books that no bank line pays: number, cents, counterparty, the newest first."""
    paid = {row["invoice_number"] for row in csv.DictReader(io.StringIO(truth))}
    small = [
        (row["issue_date"], row["invoice_number"], int(row["total_amount"].replace(".", "")),
         row["counterparty"])
        for row in csv.DictReader(io.StringIO(invoices))
        if row["direction"] == "receivable" and row["currency"] == "USD" and row["invoice_number"] not in paid
        and row["issue_date"] < "2026-10-20" and 0 < float(row["total_amount"]) < 3_000
    ]  # fmt: skip
    return [(number, minor, name) for _, number, minor, name in sorted(small, reverse=True)]


def settlement_files(invoices: Sequence[tuple[str, int, str]]) -> dict[str, str]:
    """The week's files; `invoices` (number, cents, counterparty) are unpaid ones customers pay by card."""
    rng = random.Random(_SEED)
    moves = _week(rng, list(invoices))
    ledger, truth = _ledger(moves)
    payouts = _payouts(moves)
    stripe = sorted([*moves, *payouts], key=lambda move: move.at)
    return {
        "stripe.csv": _text(STRIPE_COLUMNS, (_stripe_row(move) for move in stripe)),
        "stripe_ledger.csv": _text(LEDGER_COLUMNS, ledger),
        "stripe_bank.csv": _text(BANK_COLUMNS, (_bank_row(move) for move in payouts)),
        "stripe_truth.csv": _text(TRUTH_COLUMNS, truth),
        "card_truth.csv": _text(PAIR_COLUMNS, _pairs(moves, payouts)),
    }


def _week(rng: random.Random, invoices: list[tuple[str, int, str]]) -> list[Move]:
    moves: list[Move] = []
    by_card = 0
    for day in (FIRST_DAY + timedelta(days=count) for count in range(DAYS)):
        paid_out = _payout_id(day) if day != FIRST_DAY + timedelta(days=DAYS - 1) else ""
        for count in range(_CHARGES_A_DAY):
            number = len(moves) + 1
            at = datetime.combine(day, time(7)) + timedelta(minutes=count * 13, seconds=rng.randrange(700))
            reference, gross = f"SHOP-{40_000 + number}", rng.randrange(9_00, 240_00)
            customer, says = "", reference
            if invoices and count in (11, 37):
                reference, gross, customer = invoices.pop(0)
                says = "" if by_card in (_NAME_ONLY, _NAMELESS) else reference
                by_card += 1
            name = f"ch_3Q{number:05}NW"
            called = customer if customer and by_card - 1 != _NAMELESS else ""
            moves.append(
                Move(number, "charge", name, name, at, gross, fee_of(gross), reference, paid_out, customer,
                     says, called)
            )  # fmt: skip
        back = moves[-1 - rng.randrange(40)]
        for count, (whose, part) in enumerate(((back, 1), (moves[-50], 2))):
            at = datetime.combine(day, time(21, 10 + count))
            name = f"re_3Q{len(moves) + 1:05}NW"
            gross = -(whose.gross // part)
            moves.append(
                Move(len(moves) + 1, "refund", name, whose.charge, at, gross, 0, whose.reference, paid_out)
            )
    dear, disputed = moves[20], moves[100]
    moves[20] = replace(dear, fee=dear.fee + 1_85)  # a card from abroad, charged at another rate
    at = datetime.combine(FIRST_DAY + timedelta(days=2), time(22, 5))
    paid_out = _payout_id(at.date())
    taken = Move(
        len(moves) + 1, "dispute", "du_3Q00001NW", disputed.charge, at, -disputed.gross, 15_00,
        disputed.reference, paid_out,
    )  # fmt: skip
    return [*moves, taken]


def _ledger(moves: list[Move]) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What Northwind's own books have of it, with a clerk's mistakes, and what each mistake is."""
    rows, truth = [], []
    faults = {5: "missing_in_ledger", 14: "amount_differs", 21: "fee_differs", 44: "minor_unit_error",
              140: "missing_in_ledger", 152: "duplicate_in_ledger", 171: "amount_differs",
              228: "missing_in_ledger"}  # fmt: skip
    for move in moves:
        kind = faults.get(move.number, "chargeback" if move.kind == "dispute" else "")
        gross, fee = move.gross, move.fee
        if kind:
            truth.append((move.source, kind, move.at.date()))
        if kind in ("missing_in_ledger", "chargeback"):
            continue
        if kind == "amount_differs":
            gross -= 10_00 if move.number == 14 else 90
        elif kind == "minor_unit_error":
            gross *= 100
        elif kind == "fee_differs":
            fee = fee_of(gross)
        row = (
            move.source, "Stripe", move.kind, _decimal(gross), "USD", "posted", move.at.date(),
            move.reference, _decimal(fee),
        )  # fmt: skip
        rows += [row] * (2 if kind == "duplicate_in_ledger" else 1)
    day = FIRST_DAY + timedelta(days=2)
    rows.append(("ch_3Q90001NW", "Stripe", "charge", "148.20", "USD", "posted", day, "SHOP-49001", "4.60"))
    truth.append(("ch_3Q90001NW", "missing_at_processor", day))
    return rows, sorted(truth, key=lambda each: (str(each[2]), str(each[0])))


def _pairs(moves: list[Move], payouts: list[Move]) -> list[tuple[object, ...]]:
    """Which bank line truly pays which invoice: that of the payout its charge went out with."""
    line = {payout.source: _bank_row(payout)[0] for payout in payouts}
    return [(line[one.payout], one.reference, one.customer) for one in moves if one.customer and one.payout]


def _payouts(moves: list[Move]) -> list[Move]:
    """Each day's balance is sent the next morning; Friday's is still to come."""
    sums: dict[str, int] = {}
    for move in moves:
        if move.payout:
            sums[move.payout] = sums.get(move.payout, 0) + move.net
    return [
        Move(90_000 + count, "payout", name, "", datetime.combine(day, time(6, 2)), -total, 0, "", name)
        for count, (name, total) in enumerate(sums.items(), start=1)
        for day in [FIRST_DAY + timedelta(days=count)]
    ]


def _payout_id(day: date) -> str:
    return f"po_1Q{day:%m%d}NW"


def _stripe_row(move: Move) -> tuple[object, ...]:
    about = {"charge": "Card payment", "refund": "Refund", "dispute": "Chargeback withdrawal"}
    return (
        f"txn_3Q{move.number:05}NW", move.at, move.at.date() + timedelta(days=1), "usd", _decimal(move.gross),
        _decimal(move.fee), _decimal(move.net), move.kind, move.source, move.charge,
        move.name, about.get(move.kind, "STRIPE PAYOUT"), move.payout,
        move.says if move.kind == "charge" else move.reference,
    )  # fmt: skip


def _bank_row(move: Move) -> tuple[object, ...]:
    day = move.at.date()
    return (
        f"BL{day:%Y%m%d}-901", day, _decimal(-move.gross), "USD", "STRIPE",
        f"STRIPE TRANSFER {move.payout} CARD PAYOUT", "", "ach", "USD Operating 4471",
    )  # fmt: skip


def _decimal(minor: int) -> str:
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02}"


def _text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
