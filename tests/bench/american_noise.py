"""Adds the bank lines that belong to no invoice: payroll, rent, tax, transfers, loans, money on account."""

import random
from datetime import date, timedelta

from tests.bench.american_ledger import Level, Payment, business_day
from tests.bench.american_parties import Customer, upper_name

OUTGOING = (
    ("payroll", "PAYROLL DIRECT DEP {d8} {own}", 900_000, 9_000_000),
    ("payroll_tax", "IRS USATAXPYMT {d15} {own}", 200_000, 2_500_000),
    ("rent", "ACH DEBIT {surname} PROPERTIES RENT {mon}", 350_000, 350_000),
    ("insurance", "INSURANCE PREM FIN {d9}", 84_000, 310_000),
    ("sales_tax", "STATE COMPTRLR TAX PYMT {d9}", 60_000, 800_000),
    ("utilities", "ELECTRIC CO UTIL PAYMT {d9}", 19_000, 240_000),
    ("bank_fee", "ACCOUNT ANALYSIS SETTLEMENT CHARGE", 2_500, 38_000),
    ("card_payment", "BUSINESS CARD AUTOPAY {d9}", 120_000, 1_900_000),
    ("supplier", "CHECK {d4}", 15_000, 1_400_000),
    ("intercompany", "ONLINE TRANSFER TO CHK ...{d4} TRANSACTION#: {d9}", 500_000, 9_000_000),
    ("loan_payment", "COMMERCIAL LOAN PMT {d9}", 410_000, 410_000),
)
INCOMING = (
    ("intercompany", "ONLINE TRANSFER FROM SAV ...{d4} TRANSACTION#: {d9}", 500_000, 6_000_000),
    ("interest", "INTEREST PAYMENT", 120, 9_000),
    ("tax_refund", "STATE TREASURY TAX REF {d9}", 12_000, 900_000),
    ("supplier_refund", "VENDOR REFUND {surname} SUPPLY {d6}", 2_000, 160_000),
    ("loan_proceeds", "LINE OF CREDIT ADVANCE {d9}", 1_000_000, 9_000_000),
    ("insurance_claim", "CLAIM PMT {surname} MUTUAL {d9}", 50_000, 1_200_000),
    ("sweep", "ZBA TRANSFER CREDIT {d9}", 100_000, 4_000_000),
)
SURNAMES = ("HARLAN", "PIERCE", "DUNBAR", "LOFTIS", "CRUZ", "STARK")


def noise_lines(
    rng: random.Random, level: Level, customers: list[Customer], own: str, start: date, days: int, count: int
) -> list[Payment]:
    """`count` finished bank lines without an invoice, spread over the period; a tenth is money on account."""
    lines: list[Payment] = []
    for turn in range(count):
        day = business_day(start + timedelta(days=rng.randint(3, days)))
        tens, ones = divmod(turn, 10)
        if ones == 0:
            lines.append(_on_account(rng, level, rng.choice(customers), day))
        elif ones < 4:
            lines.append(_from(rng, INCOMING[(tens * 3 + ones) % len(INCOMING)], own, day, 1))
        else:
            lines.append(_from(rng, OUTGOING[(tens * 6 + ones) % len(OUTGOING)], own, day, -1))
    return lines


def _from(rng: random.Random, kind: tuple[str, str, int, int], own: str, day: date, sign: int) -> Payment:
    situation, pattern, low, high = kind
    text = pattern.replace("{own}", own[:16].strip()).replace("{mon}", f"{day:%b}".upper())
    text = text.replace("{surname}", rng.choice(SURNAMES))
    for digits in (15, 9, 8, 6, 4):
        text = text.replace(f"{{d{digits}}}", f"{rng.randrange(10**digits):0{digits}d}")
    payment = Payment(day, sign * rng.randint(low, high), situation, method="ach")
    payment.description = text
    return payment


def _on_account(rng: random.Random, level: Level, customer: Customer, day: date) -> Payment:
    payment = Payment(day, rng.randint(2, 60) * 25_000, "on_account", customer.index, customer.method)
    payment.payer_text = upper_name(customer.name)[: level.name_width].strip()
    words = rng.choice(("ON ACCOUNT", "ACCT DEPOSIT", "PMT ON ACCT", "CREDIT BALANCE"))
    payment.description = f"{payment.payer_text} {words} {rng.randrange(10**7):07d}"
    payment.payer_mode = "ledger"
    return payment
