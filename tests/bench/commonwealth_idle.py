"""Bank lines that belong to no invoice, and card payouts that hide several customers in one sum."""

import random
from collections import defaultdict
from datetime import timedelta

from tests.bench import commonwealth_words as words
from tests.bench.commonwealth_bank import Bank
from tests.bench.commonwealth_clues import Payment
from tests.bench.commonwealth_paying import Till, business
from tests.bench.commonwealth_trades import PER_POUND

_TAX = {
    "GB": "HMRC VAT DDR 553",
    "IE": "REVENUE COMMISSIONERS VAT3",
    "CA": "CRA GST/HST REMIT",
    "ZA": "SARS-VAT ",
    "AU": "ATO BAS PAYMENT ",
    "NZ": "INLAND REVENUE GST ",
    "NG": "FIRS VAT REMITTANCE ",
    "KE": "KRA ITAX PRN ",
    "AE": "FTA VAT PAYMENT GIBAN ",
    "SG": "IRAS GST GIRO ",
}
_LINES = [
    ("payroll", -1, (8_000, 60_000), "SALARIES {month} BATCH {n}", 12),
    ("sales_tax", -1, (3_000, 40_000), "{tax}{n}", 5),
    ("rent", -1, (3_500, 3_500), "STANDING ORDER RENT {landlord}", 12),
    ("bank_charge", -1, (4, 60), "ACCOUNT FEE {month}", 12),
    ("transfer", 1, (5_000, 50_000), "TRANSFER FROM RESERVE ACCOUNT {n}", 5),
    ("transfer", -1, (5_000, 50_000), "TRANSFER TO RESERVE ACCOUNT {n}", 5),
    ("interest", 1, (3, 90), "CREDIT INTEREST {month}", 6),
    ("supplier", -1, (40, 6_000), "PAYMENT TO {supplier} INV {n}", 26),
    ("insurance_claim", 1, (300, 4_000), "{supplier} INSURANCE CLAIM {n}", 2),
    ("grant", 1, (1_000, 9_000), "GOVT TRAINING GRANT {n}", 2),
    ("loan", 1, (10_000, 80_000), "LOAN DRAWDOWN FACILITY {n}", 1),
    ("tax_refund", 1, (400, 6_000), "{tax}REPAYMENT {n}", 2),
]


def merge_card_payouts(till: Till) -> None:
    """An acquirer pays several card sales of a week out together, fees taken off, with a report or not."""
    rng = till.rng
    cards = [
        p for p in till.payments
        if p.channel == "card" and not p.idle and not p.situation and len(p.parts) == 1
        and not p.on_account_cents
        and p.currency == till.currency == p.parts[0].invoice.customer.currency
    ]  # fmt: skip
    days: dict[int, list[Payment]] = defaultdict(list)
    for payment in sorted(cards, key=lambda p: (p.paid_on, p.parts[0].invoice.index)):
        days[payment.paid_on.toordinal() // 7].append(payment)
    for together in days.values():
        once = {p.parts[0].invoice.index: p for p in together}
        if len(once) != len(together) or len(together) < 2 or rng.random() < 0.35:
            continue
        first = together[-1]
        first.parts = [part for p in together for part in p.parts]
        first.cents = sum(part.cents for part in first.parts)
        first.customer = None
        listed = rng.random() < 0.5
        first.situation = "card_payout_listed" if listed else "card_payout"
        first.list_style = "list" if listed else "none"
        for part in first.parts:
            part.clue, part.token = ("number", part.invoice.number) if listed else ("", "")
        first.written = "REPORT " + " ".join(part.token for part in first.parts) if listed else ""
        till.payments = [p for p in till.payments if p is first or p not in together]


def merge_parents(till: Till) -> None:
    """A head office or a finance company pays for two of its companies in one sum."""
    by_payer: dict[tuple[str, str, int], list[Payment]] = defaultdict(list)
    for payment in till.payments:
        usual = payment.payer_kind in ("parent", "factor") and not payment.situation and not payment.idle
        if usual and not payment.on_account_cents and payment.parts and payment.list_style != "statement":
            by_payer[payment.payer, payment.currency, payment.paid_on.toordinal() // 5].append(payment)
    gone: set[int] = set()
    for group in by_payer.values():
        parts = [part for payment in group for part in payment.parts]
        alike = len({part.invoice.index for part in parts}) == len(parts) <= 28
        customers = {part.invoice.customer.index for part in parts}
        if len(group) < 2 or len(customers) < 2 or not alike or till.rng.random() < 0.4:
            continue
        if any(part.why or part.invoice.customer.currency != group[0].currency for part in parts):
            continue
        last = max(group, key=lambda payment: payment.paid_on)
        last.parts, last.cents = parts, sum(part.cents for part in parts)
        last.situation = "parent_pays_group" if last.payer_kind == "parent" else "factor_pays_group"
        told = any(part.token for part in parts)
        last.list_style, last.channel = ("list" if told else "none"), "advice"
        for part in parts:
            part.clue, part.token = ("number", part.invoice.number.upper()) if told else ("", "")
        last.written = "; ".join(f"{part.token} {part.cents / 100:.2f}" for part in parts) if told else ""
        gone |= {id(payment) for payment in group if payment is not last}
    till.payments = [payment for payment in till.payments if id(payment) not in gone]


def add_idle(rng: random.Random, till: Till, bank: Bank) -> None:
    """Wages, taxes, rent, charges, transfers, suppliers, and money on account for orders never billed."""
    start = till.invoices[0].issued_on
    span = (till.closing - start).days
    scale = PER_POUND[till.currency]
    landlord, rent = words.company(rng, bank.country), rng.randrange(9, 40) * 250
    factor = max(1, round(len(till.invoices) / 2000))
    for idle, sign, (low, high), text, times in _LINES:
        for at in range(times * factor):
            day = business(
                start + timedelta(days=min(span - 1, int(span * (at + rng.random()) / (times * factor))))
            )
            size = rent if idle == "rent" else low + (high - low) * rng.random() ** 2
            written = text.format(
                month=f"{day:%b %y}", n=rng.randrange(10**5, 10**6), tax=_TAX[bank.country],
                supplier=words.upper(words.company(rng, bank.country))[:18],
                landlord=words.upper(landlord)[:18],
            )  # fmt: skip
            till.payments.append(
                Payment(day, None, sign * round(size * scale * 100), till.currency, channel="plain",
                        written=written, idle=idle)
            )  # fmt: skip
    for _ in range(max(2, len(till.invoices) // 300)):
        customer = rng.choice(till.customers)
        day = business(start + timedelta(days=rng.randrange(span)))
        if customer.channel in ("advice", "bpay", "swift") or customer.currency != till.currency:
            continue
        till.payments.append(
            Payment(day, customer, round(rng.randrange(5, 60) * 10_000 * max(1.0, scale // 1)), till.currency,
                    payer=customer.payer, payer_kind=customer.payer_kind, channel=customer.channel,
                    written="ON ACCOUNT", idle="on_account")
        )  # fmt: skip
