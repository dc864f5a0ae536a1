"""A company with a long review queue: proposals as a run leaves them, without the time a run takes."""

import random
from datetime import timedelta
from decimal import Decimal

import pandas as pd
from sqlalchemy import text

from core.app import Application
from core.model.rules import DEFAULT
from core.services import signing_in
from core.store import matches, runs
from core.store.tenancy import Actor, Scope
from tests.store.books import DAY, invoice, payment, store_invoices, store_payments

PASSWORD = "only for the bench"  # of a company made for one measurement
_NAMES = (
    "Alderbrook Foods Ltd", "Beacon Marine Supplies", "Cinder & Sons GmbH", "Dovetail Joinery Inc",
    "Eastgate Pharma AG", "Fernhill Textiles SARL", "Granite Works Ltd", "Hollow Oak Wines",
    "Ironbridge Tools plc", "Juniper Catering BV", "Kestrel Aviation Parts", "Larkspur Media GmbH",
)  # fmt: skip
_OWN = (
    "reference_in_text|counterparty_truncated|amount_exact|timing_on_time|below_threshold",
    "reference_in_text|counterparty_truncated|amount_bank_fee|timing_late|below_threshold",
)
_OTHER = "reference_damaged|counterparty_differs|amount_differs|below_threshold"
_SETS_OF = 3  # invoices of every tenth line's best proposal

_IDS = text("select number, id::text from invoices")
_LINES = text("select bank_id, id::text from payments")


def company(application: Application, slug: str, waiting: int, seed: int = 5) -> str:
    """Makes a company in which `waiting` bank lines wait; answers the address that signs in (`PASSWORD`)."""
    email = f"analyst@{slug}.example"
    made = signing_in.add_company(
        application.lobby("bench"),
        slug=slug,
        name=slug.replace("-", " ").title(),
        base_currency="USD",
        admin_email=email,
        admin_name="Bench Analyst",
        password=PASSWORD,
    )
    with application.database.tenant(made.id, Actor(None, "bench", "bench")) as scope:
        fill(scope, waiting, seed)
    return email


def fill(scope: Scope, waiting: int, seed: int = 5) -> None:
    """Invoices, bank lines and a finished run that left every line to a person."""
    dice = random.Random(seed)
    amounts = [dice.choice((dice.randrange(20_00, 900_00), dice.randrange(1_000_00, 60_000_00)))
               for _ in range(waiting)]  # fmt: skip
    short = [dice.random() < 0.2 for _ in range(waiting)]
    names = [dice.choice(_NAMES) for _ in range(waiting)]
    bills, lines = [], []
    for n, (minor, less, name) in enumerate(zip(amounts, short, names, strict=True)):
        parts = _parts(minor, n)
        bills += [
            invoice(_number(n, part), share, name, currency="USD", terms="net 30")
            for part, share in enumerate(parts)
        ]
        said = f"ACH CREDIT {name.upper()} INV {_number(n, 0)}{' LESS FEE' if less else ''}"
        lines.append(
            payment(
                minor - (15_00 if less else 0),
                f"B{n}",
                currency="USD",
                counterparty=name.upper()[:18] if dice.random() < 0.8 else "",
                description=said,
                paid_on=DAY + timedelta(days=dice.randrange(20, 60)),
                method="ach",
            )
        )
    if not waiting:
        return
    store_invoices(scope, bills)
    store_payments(scope, lines)
    bill_ids = dict(map(tuple, scope.connection.execute(_IDS)))
    line_ids = dict(map(tuple, scope.connection.execute(_LINES)))
    rows = [
        row
        for n in range(waiting)
        for row in _proposals(n, amounts, short[n], line_ids[f"B{n}"], bill_ids, dice)
    ]
    run = runs.begin(scope, 0, DEFAULT, "bench")
    matches.propose(scope, run.id, pd.DataFrame(rows))
    runs.finish(scope, run.id, 0, waiting, 0, 0)


def _number(n: int, part: int) -> str:
    return f"INV-{20_000 + n}" + (f"-{part}" if part else "")


def _parts(minor: int, n: int) -> list[int]:
    if n % 10:
        return [minor]
    third = minor // _SETS_OF
    return [third, third, minor - 2 * third]


def _proposals(
    n: int, amounts: list[int], short: bool, line: str, bills: dict[str, str], dice: random.Random
) -> list[dict[str, object]]:
    """The line's own invoice or set first, its neighbour's second."""
    parts, fee = _parts(amounts[n], n), 15_00 if short else 0
    score = Decimal(dice.randrange(30, 95)) / 100
    own = [
        _pair(line, bills[_number(n, part)], 1, share - (fee if part == 0 else 0),
              fee if part == 0 else 0, float(score), "combined" if len(parts) > 1 else "single")
        for part, share in enumerate(parts)
    ]  # fmt: skip
    other = (n + 1) % len(amounts)
    room = min(amounts[n] - fee, _parts(amounts[other], other)[0])
    return [*own, _pair(line, bills[_number(other, 0)], 2, room, 0, float((1 - score) / 3), "single")]


def _pair(
    line: str, bill: str, choice: int, minor: int, fee: int, score: float, method: str
) -> dict[str, object]:
    return {
        "payment": line, "invoice": bill, "hypothesis": choice, "choice": choice, "rank": choice,
        "payment_minor": minor, "invoice_minor": minor, "adjustment_minor": fee,
        "adjustment": "bank_fee" if fee else "", "score": score, "margin": round(score * 4, 2),
        "decision": "review", "method": method,
        "reasons": _OWN[bool(fee)] if choice == 1 else _OTHER,
        "points_reference": 6.1 if choice == 1 else 1.2,
        "points_counterparty": 2.4 if choice == 1 else -1.5,
        "points_amount": 3.2, "points_timing": -0.6,
    }  # fmt: skip
