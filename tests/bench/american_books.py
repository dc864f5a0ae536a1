"""Generates the books of American companies of six kinds, from a freight broker to a wholesaler."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from tests.bench.american_bank import Bank
from tests.bench.american_billing import YEAR_DAYS, bill, invoice_counts
from tests.bench.american_judging import Judge
from tests.bench.american_ledger import LEVELS, Allocation, Invoice, Level, Payment, cents_text
from tests.bench.american_noise import noise_lines
from tests.bench.american_parties import Customer, invent_customers
from tests.bench.american_paying import Till, settle
from tests.bench.american_trades import Trade, trade_for
from tests.bench.books import NOISE_COLUMNS, TRUTH_COLUMNS, Books

DAYS_AFTER_YEAR = 60
"""The bank file ends this long after the last invoice, so the youngest invoices are still unpaid."""
PAYER_SITUATIONS = {
    "dba": "dba_name",
    "parent": "parent_pays",
    "factor": "factor_pays",
    "owner": "private_account",
    "acronym": "acronym",
    "abbreviated": "abbreviated_name",
    "cut": "payer_name_cut",
}
STRANGERS = ("dba", "parent", "factor", "owner")


@dataclass(frozen=True, slots=True)
class World:
    """Everything behind one set of books, deductions and payers' habits included."""

    trade: Trade
    customers: list[Customer]
    invoices: list[Invoice]
    payments: list[Payment]
    bank: Bank


def make(difficulty: str, invoices: int, seed: int) -> Books:
    """One company's books with exactly `invoices` receivables; the seed also chooses the kind of company.

    Six seeds in a row give all six kinds. `difficulty` is "clean", "typical" or "hard". Columns as in
    `Books`; the invoices also carry `payment_terms` and `customer_number`. Some books have no payer column
    and some no payment method. Raises KeyError for another difficulty, ValueError for fewer than 20 invoices.
    """
    return as_books(simulate(difficulty, invoices, seed))


def simulate(difficulty: str, invoices: int, seed: int) -> World:
    """The world behind `make`, before it is turned into text columns."""
    level = LEVELS[difficulty]
    if invoices < 20:
        raise ValueError("American books need at least 20 invoices.")
    rng = random.Random(f"american {difficulty} {invoices} {seed}")
    trade = trade_for(seed)
    start = date(2022 + seed % 4, 1, 3)
    counts = invoice_counts(rng, trade, invoices)
    customers = invent_customers(rng, trade, len(counts), level.odd_name)
    billed = bill(rng, trade, customers, counts, start)
    payments = _collect(rng, trade, level, customers, billed, start)
    bank = Bank(rng, trade, level, billed)
    payments = _merge_payouts(rng, payments)
    payments = _merge_parents(rng, customers, payments)
    for payment in payments:
        if payment.situation not in ("card_payout_batch", "card_payout_listed"):
            bank.print_payment(customers[payment.customer], payment)
        else:
            _print_payout(bank, payment)
    judge = Judge(customers, billed, payments, level)
    for payment in payments:
        judge.judge(payment)
        _name_situations(payment)
    share = level.noise / (1 - level.noise)
    noise = noise_lines(
        rng, level, customers, bank.own, start, YEAR_DAYS, max(24, round(len(payments) * share))
    )
    for line in noise:
        if bank.has_column and line.payer_text:
            line.column_text = line.payer_text
    everything = sorted(payments + noise, key=lambda p: p.paid_on)
    for sequence, payment in enumerate(everything):
        payment.sequence = sequence
    return World(trade, customers, billed, everything, bank)


def _collect(
    rng: random.Random,
    trade: Trade,
    level: Level,
    customers: list[Customer],
    billed: list[Invoice],
    start: date,
) -> list[Payment]:
    by_customer: dict[int, list[Invoice]] = {}
    for invoice in billed:
        by_customer.setdefault(invoice.customer, []).append(invoice)
    payments: list[Payment] = []
    last_on = start + timedelta(days=YEAR_DAYS + DAYS_AFTER_YEAR)
    for customer in customers:
        settle(Till(rng, trade, level, customer, last_on, payments), by_customer.get(customer.index, []))
    payments.sort(key=lambda p: (p.paid_on, p.customer))
    return payments


def _merge_payouts(rng: random.Random, payments: list[Payment]) -> list[Payment]:
    """Some days the card processor pays several customers' money out in one sum, with a report or without."""
    days: dict[date, list[Payment]] = {}
    for payment in payments:
        if payment.situation == "card_fee":
            days.setdefault(payment.paid_on, []).append(payment)
    swallowed: set[int] = set()
    batches: list[Payment] = []
    for day, group in days.items():
        if len(group) < 2 or rng.random() < 0.6:
            continue
        listed = rng.random() < 0.55
        batch = Payment(day, 0, "card_payout_listed" if listed else "card_payout_batch", method="card")
        batch.payer_mode, batch.amount_story = "processor", "reduced"
        for payment in group[:12]:
            batch.allocations.extend(payment.allocations)
            batch.cents += payment.cents
            swallowed.add(id(payment))
        batches.append(batch)
    kept = [p for p in payments if id(p) not in swallowed] + batches
    return sorted(kept, key=lambda p: (p.paid_on, p.customer))


def _merge_parents(rng: random.Random, customers: list[Customer], payments: list[Payment]) -> list[Payment]:
    """A parent company pays for two of its companies with one transfer."""
    waiting: dict[tuple[str, int], Payment] = {}
    swallowed: set[int] = set()
    for payment in payments:
        if payment.customer < 0 or payment.situation not in ("exact", "combined"):
            continue
        customer = customers[payment.customer]
        if customer.payer_mode != "parent" or customer.currency != "USD":
            continue
        key = (customer.parent, payment.paid_on.toordinal() // 7)
        elder = waiting.setdefault(key, payment)
        too_new = any(part.invoice.issued_on > elder.paid_on for part in payment.allocations)
        if elder.customer == payment.customer or too_new or rng.random() < 0.4:
            continue
        elder.allocations = elder.allocations + payment.allocations
        elder.cents += payment.cents
        elder.situation, elder.payer_mode, elder.cites = "parent_pays_group", "parent", "number"
        for part in payment.allocations:
            part.invoice.settled_on = elder.paid_on
        swallowed.add(id(payment))
    return [p for p in payments if id(p) not in swallowed]


def _print_payout(bank: Bank, payment: Payment) -> None:
    """A processor's payout: its own text, and the invoice numbers when it comes with a report."""
    payment.description = bank.payout(payment)
    for part in payment.allocations:
        if payment.situation == "card_payout_listed":
            part.clue.kind, part.clue.token = "number", part.invoice.number
    if payment.situation == "card_payout_listed":
        payment.reference = " ".join(part.invoice.number for part in payment.allocations)


def _name_situations(payment: Payment) -> None:
    """Give every allocation the name of what makes it hard: amount first, then reference, then payer."""
    parts = payment.allocations
    for part in parts:
        if payment.situation == "exact":
            part.situation = _single_name(payment, part)
        elif payment.situation == "combined":
            part.situation = _list_name(payment)
        else:
            part.situation = payment.situation


def _single_name(payment: Payment, part: Allocation) -> str:
    clue = part.clue
    if payment.payer_mode in STRANGERS:
        return PAYER_SITUATIONS[payment.payer_mode]
    if clue.twist:
        return clue.twist if clue.twist != "cut_off" else "reference_cut_off"
    if clue.kind == "none":
        return "nameless_deposit" if payment.payer_mode == "nobody" else "no_reference"
    if clue.kind != "number":
        return f"{clue.kind}_number"
    if payment.payer_mode in PAYER_SITUATIONS:
        return PAYER_SITUATIONS[payment.payer_mode]
    return "exact_reference" if payment.reference == part.invoice.number else "reference_in_text"


def _list_name(payment: Payment) -> str:
    kinds = {part.clue.kind for part in payment.allocations}
    if kinds == {"none"}:
        cut = any(part.clue.twist for part in payment.allocations)
        return "reference_list_cut" if cut else "statement_total"
    if "none" in kinds:
        return "reference_list_cut"
    if any(part.clue.twist == "reference_range" for part in payment.allocations):
        return "reference_range"
    if kinds & {"po", "load", "customer"}:
        return "order_list"
    if any(part.clue.twist for part in payment.allocations):
        return "damaged_list"
    return {"edi": "edi_remittance", "lines": "remittance_lines"}.get(payment.remit_style, "reference_list")


def as_books(world: World) -> Books:
    """The world as the text columns a person would upload; rows in the order of date."""
    customers = world.customers
    invoices = pd.DataFrame(
        {
            "invoice_number": [i.number for i in world.invoices],
            "counterparty": [customers[i.customer].name for i in world.invoices],
            "issue_date": [i.issued_on.isoformat() for i in world.invoices],
            "due_date": [i.due_on.isoformat() for i in world.invoices],
            "total_amount": [cents_text(i.cents) for i in world.invoices],
            "currency": [i.currency for i in world.invoices],
            "purchase_order_number": [i.po for i in world.invoices],
            "reference_number": [_reference(world, i) for i in world.invoices],
            "payment_terms": [customers[i.customer].terms_text for i in world.invoices],
            "customer_number": [customers[i.customer].number for i in world.invoices],
        },
        dtype=object,
    )
    payments = pd.DataFrame(
        {
            "transaction_id": [_transaction(p) for p in world.payments],
            "payment_date": [p.paid_on.isoformat() for p in world.payments],
            "amount": [cents_text(p.cents) for p in world.payments],
            "currency": ["USD"] * len(world.payments),
            "counterparty": [p.column_text for p in world.payments],
            "description": [p.description for p in world.payments],
            "reference": [p.reference for p in world.payments],
            "payment_method": [p.method if world.bank.has_methods else "" for p in world.payments],
        },
        dtype=object,
    )
    truth = pd.DataFrame(_truth_rows(world), columns=list(TRUTH_COLUMNS), dtype=object)
    idle = [(_transaction(p), p.situation) for p in world.payments if not p.allocations]
    return Books(invoices, payments, truth, pd.DataFrame(idle, columns=list(NOISE_COLUMNS), dtype=object))


def _transaction(payment: Payment) -> str:
    return f"{payment.paid_on:%Y%m%d}-{payment.sequence:06d}"


def _reference(world: World, invoice: Invoice) -> str:
    return "" if world.trade.kind == "software" else invoice.load


def _truth_rows(world: World) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for payment in world.payments:
        for part in payment.allocations:
            rows.append(
                (
                    part.invoice.number,
                    world.customers[part.invoice.customer].name,
                    _transaction(payment),
                    cents_text(part.cents),
                    part.situation,
                    "1" if part.ambiguous else "0",
                    "1" if part.tie else "0",
                )
            )
    return rows
