"""Generates the books of Commonwealth companies of eight kinds, from a staffing firm to a facilities firm."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from tests.bench.books import INVOICE_COLUMNS, NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books
from tests.bench.commonwealth_bank import Bank, print_line
from tests.bench.commonwealth_clues import Part, Payment
from tests.bench.commonwealth_idle import add_idle, merge_card_payouts, merge_parents
from tests.bench.commonwealth_judging import Clerk
from tests.bench.commonwealth_ledger import Customer, Invoice, build
from tests.bench.commonwealth_paying import Till, settle
from tests.bench.commonwealth_trades import LEVELS, Trade, choose

FEWEST = 20
_LATE_DAYS, _EARLY_DAYS = 21, 8
_PAYERS = {
    "trading": "trading_name",
    "parent": "parent_pays",
    "factor": "factor_pays",
    "private": "private_account",
    "nameless": "nameless_deposit",
}
_CLUES = {
    "reformatted": "number_reformatted",
    "damaged": "number_damaged",
    "last_digits": "last_digits",
    "order": "order_number",
    "customer": "customer_number",
    "job": "job_number",
    "misleading": "misleading_number",
}


@dataclass(frozen=True, slots=True)
class World:
    """Everything behind one set of books, deductions and payers' habits included."""

    trade: Trade
    bank: Bank
    customers: list[Customer]
    invoices: list[Invoice]
    payments: list[Payment]


def make(difficulty: str, invoices: int, seed: int) -> Books:
    """One company's books with exactly `invoices` documents; the seed also chooses the kind and the country.

    Eight seeds in a row are eight kinds of company. `difficulty` is "clean", "typical" or "hard". Columns as
    in `Books`; the invoices also carry `payment_terms` and `customer_number`. Some books have no payer
    column, some no reference column or payment method. Raises KeyError for another difficulty, ValueError for
    fewer than 20 invoices.
    """
    return as_books(simulate(difficulty, invoices, seed))


def simulate(difficulty: str, invoices: int, seed: int) -> World:
    """The world behind `make`, before it is turned into text columns."""
    level = LEVELS[difficulty]
    if invoices < FEWEST:
        raise ValueError(f"A set of books needs at least {FEWEST} invoices.")
    trade, country = choose(seed)
    rng = random.Random(f"commonwealth {difficulty} {invoices} {seed}")
    shape = seed // 2
    bank = Bank(country, names_apart=shape % 2 == 0, words_apart=shape % 3 == 0, methods=shape % 3 != 1)
    customers, billed = build(rng, trade, country, level, invoices)
    closing = billed[-1].issued_on + timedelta(days=45)
    till = Till(rng, trade, level, bank, customers, billed, closing)
    settle(till)
    merge_card_payouts(till)
    merge_parents(till)
    add_idle(rng, till, bank)
    till.payments.sort(key=lambda p: (p.paid_on, p.currency, p.cents, p.written, p.payer))
    for at, payment in enumerate(till.payments):
        payment.sequence = at + 1
        print_line(rng, level, bank, payment)
    clerk = Clerk(till)
    for payment in till.payments:
        for part in payment.parts:
            part.situation = _situation(clerk, payment, part)
    clerk.judge()
    for payment in till.payments:
        for part in payment.parts:
            if part.situation == "equal_monthly" and part.ambiguous:
                part.situation = "gap_in_series"
    return World(trade, bank, customers, billed, till.payments)


def _situation(clerk: Clerk, payment: Payment, part: Part) -> str:
    """What makes this allocation hard: a mishap first, then the sum, the list, the number, the payer."""
    if payment.situation:
        return payment.situation
    if any(each.why.endswith("_shared") for each in payment.parts):
        return next(each.why for each in payment.parts if each.why.endswith("_shared"))
    if part.why:
        return part.why
    if part.invoice.cents < 0:
        return "credit_netted"
    if payment.on_account_cents:
        return "overpayment"
    if payment.currency != part.invoice.customer.currency:
        return "cross_currency"
    told = clerk.seen(payment, part)
    if len(payment.parts) > 1:
        if payment.list_style == "list" and not all(clerk.seen(payment, each) for each in payment.parts):
            return "list_cut"
        return {"none": "set_without_list", "statement": "statement_total", "remittance": "remittance_lines",
                "range": "list_range"}.get(payment.list_style, payment.list_style)  # fmt: skip
    if part.clue in _CLUES and told:
        return _CLUES[part.clue]
    if not payment.printed_name and not told:
        return "nameless_deposit"
    if payment.payer_kind in _PAYERS:
        return _PAYERS[payment.payer_kind]
    if not told:
        return "equal_monthly" if part.invoice.series else "no_reference"
    if payment.spelling in ("name_abbreviated", "name_mistyped"):
        return payment.spelling
    late = (payment.paid_on - part.invoice.due_on).days
    if late > _LATE_DAYS or late < -_EARLY_DAYS:
        return "paid_late" if late > 0 else "paid_early"
    if payment.spelling:
        return payment.spelling
    return "exact_reference" if payment.written == part.token else "reference_in_text"


def as_books(world: World) -> Books:
    """The world as the text columns a person would upload; rows in the order of date."""
    invoices = [
        (
            i.number, i.customer.name, i.issued_on.isoformat(), i.due_on.isoformat(), _money(i.cents),
            i.customer.currency, i.order, i.job, _terms(i.customer), i.customer.number,
        )
        for i in world.invoices
    ]  # fmt: skip
    payments = [
        (
            _transaction(p), p.paid_on.isoformat(), _money(p.cents), p.currency,
            p.printed_name if world.bank.names_apart else "", p.description, p.reference, p.method,
        )
        for p in world.payments
    ]  # fmt: skip
    truth = [
        (
            part.invoice.number, part.invoice.customer.name, _transaction(p), _money(part.cents),
            part.situation, str(int(part.ambiguous)), str(int(part.tie)),
        )
        for p in world.payments for part in p.parts
    ]  # fmt: skip
    noise = [(_transaction(p), p.idle) for p in world.payments if not p.parts]
    return Books(
        pd.DataFrame(invoices, columns=[*INVOICE_COLUMNS, "payment_terms", "customer_number"], dtype=str),
        pd.DataFrame(payments, columns=list(PAYMENT_COLUMNS), dtype=str),
        pd.DataFrame(truth, columns=list(TRUTH_COLUMNS), dtype=str),
        pd.DataFrame(noise, columns=list(NOISE_COLUMNS), dtype=str),
    )


def situations(world: World) -> Counter[str]:
    """How many allocations there are of each situation."""
    return Counter(part.situation for payment in world.payments for part in payment.parts)


def _terms(customer: Customer) -> str:
    if customer.discount:
        return f"{customer.discount[0] * 100:g}% {customer.discount[1]} days, net {customer.terms_days}"
    return f"Net {customer.terms_days}"


def _transaction(payment: Payment) -> str:
    return f"{payment.paid_on:%y%m%d}{payment.sequence:06d}"


def _money(cents: int) -> str:
    sign, whole = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{whole // 100}.{whole % 100:02d}"
