"""Lets the customers pay: which invoices, how much of each, when, and what happens afterwards."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.bench.american_ledger import Allocation, Invoice, Level, Payment, business_day
from tests.bench.american_parties import Customer
from tests.bench.american_trades import Trade

RATES = {"USD": 1.0, "CAD": 0.7350, "EUR": 1.0830, "GBP": 1.2650, "MXN": 0.0562}
WIRE_FEES = (1000, 1200, 1500, 1500, 1800, 2000, 2500, 3000, 3500, 4500)
RETURN_FEES = (0, 0, 0, 700, 1200, 1500)


@dataclass(slots=True)
class Till:
    """Where one customer's payments are written; `last_on` is the last day the bank file covers."""

    rng: random.Random
    trade: Trade
    level: Level
    customer: Customer
    last_on: date
    payments: list[Payment]

    def write(self, payment: Payment) -> bool:
        """Keep the payment when it lies within the bank file; tells whether it did."""
        if payment.paid_on > self.last_on:
            return False
        self.payments.append(payment)
        return True


def settle(till: Till, invoices: list[Invoice]) -> None:
    """Write all payments of one customer for its invoices (in order of issue)."""
    planted = [i for i in invoices if i.forced in ("true_tie", "same_amount_same_day")]
    for invoice in planted:
        _pay_twin(till, invoice)
    for invoice in invoices:
        if invoice.forced == "equal_monthly" and till.rng.random() < till.level.unpaid / 4:
            invoice.forced = "never_paid"
    gaps = [i.issued_on for i in invoices if i.forced == "never_paid"]
    for invoice in invoices:
        if gaps and invoice.forced == "equal_monthly" and invoice.issued_on > gaps[0]:
            invoice.forced = "gap_in_series"
    payable = [i for i in invoices if i not in planted and i.forced != "never_paid" and i.cents > 0]
    payable = [i for i in payable if i.forced or till.rng.random() >= till.level.unpaid]
    credits = [i for i in invoices if i.cents < 0]
    retained: dict[str, list[Invoice]] = {}
    for paid_on, group in _runs(till, payable):
        netted = _credits_for(till, credits, paid_on, group)
        if len(group) == 1 and not netted:
            _pay_single(till, group[0], paid_on, retained)
        else:
            _pay_together(till, group, netted, paid_on)
    for job, held in sorted(retained.items()):
        _release_retainage(till, job, held)
    for memo in credits:
        if till.rng.random() < 0.25:
            _refund_credit(till, memo)


def _wanted_on(till: Till, invoice: Invoice) -> date:
    customer, rng = till.customer, till.rng
    if customer.takes_discount and rng.random() < 0.75:
        return business_day(invoice.issued_on + timedelta(days=customer.terms[1] - rng.randint(0, 3)))
    late = rng.randint(10, 45) if rng.random() < 0.07 and not invoice.forced else 0
    lag = round(rng.gauss(customer.lag_days, 3.5)) + late
    return business_day(max(invoice.due_on + timedelta(days=lag), invoice.issued_on + timedelta(days=1)))


def _runs(till: Till, invoices: list[Invoice]) -> list[tuple[date, list[Invoice]]]:
    """Invoices grouped by the customer's payment runs, in order of payment."""
    groups: dict[date, list[Invoice]] = {}
    singles: list[tuple[date, list[Invoice]]] = []
    for invoice in invoices:
        day = _wanted_on(till, invoice)
        rhythm = till.customer.rhythm
        if rhythm == "weekly" and till.rng.random() < 0.9:
            day += timedelta(days=(4 - day.weekday()) % 7)
            groups.setdefault(day, []).append(invoice)
        elif rhythm == "monthly" and till.rng.random() < 0.9:
            day = business_day((day.replace(day=1) + timedelta(days=32)).replace(day=5))
            groups.setdefault(day, []).append(invoice)
        else:
            singles.append((day, [invoice]))
    for day, group in groups.items():
        singles.extend((day, group[at : at + 28]) for at in range(0, len(group), 28))
    return sorted(singles, key=lambda run: (run[0], run[1][0].index))


def _credits_for(till: Till, credits: list[Invoice], paid_on: date, group: list[Invoice]) -> list[Invoice]:
    """Credit memos taken off this payment; they are removed from those still to be used."""
    taken: list[Invoice] = []
    left = sum(i.cents for i in group)
    for memo in list(credits):
        usable = memo.issued_on <= paid_on <= memo.issued_on + timedelta(days=120)
        if usable and left + memo.cents > left // 3 and till.rng.random() < 0.7 and len(taken) < 3:
            taken.append(memo)
            credits.remove(memo)
            left += memo.cents
    return taken


def convert(rng: random.Random, invoice: Invoice, cents: int, paid_on: date) -> int:
    """`cents` of the invoice's currency in US cents at the day's rate, less a bank's spread of up to .3 %."""
    if invoice.currency == "USD":
        return cents
    season = 1 + 0.02 * ((paid_on.toordinal() % 181) / 90.5 - 1)
    return round(cents * RATES[invoice.currency] * season * (1 - rng.uniform(0, 0.003)))


def _payment(till: Till, paid_on: date, allocations: Iterable[Allocation], situation: str) -> Payment:
    parts = list(allocations)
    payment = Payment(
        paid_on, sum(part.cents for part in parts), situation, till.customer.index, till.customer.method
    )
    payment.allocations = parts
    return payment


def _whole(till: Till, invoice: Invoice, paid_on: date) -> Allocation:
    return Allocation(invoice, convert(till.rng, invoice, invoice.cents, paid_on), invoice.cents)


def _settled(till: Till, payment: Payment, invoice: Invoice) -> None:
    if till.write(payment):
        invoice.settled_on = payment.paid_on


def _pay_twin(till: Till, invoice: Invoice) -> None:
    paid_on = business_day(invoice.issued_on + timedelta(days=22 + min(invoice.index, invoice.twin) % 20))
    payment = _payment(till, paid_on, [_whole(till, invoice, paid_on)], invoice.forced)
    payment.cites = "none"
    if invoice.forced == "true_tie":
        payment.payer_mode, payment.method = "nobody", "check"
    else:
        payment.payer_mode = "ledger"
    _settled(till, payment, invoice)


def _pay_single(till: Till, invoice: Invoice, paid_on: date, retained: dict[str, list[Invoice]]) -> None:
    customer = till.customer
    if invoice.currency != "USD":
        story = "cross_currency"
    elif invoice.forced in ("equal_monthly", "gap_in_series"):
        story = invoice.forced
    elif customer.retainage_percent and till.rng.random() < 0.8:
        story = "retainage_held"
    else:
        story = _story(till, invoice, paid_on)
    if story == "retainage_held":
        held = invoice.cents * customer.retainage_percent // 100
        part = Allocation(invoice, invoice.cents - held, invoice.cents - held)
        payment = _payment(till, paid_on, [part], story)
        payment.amount_story = "retained"
        payment.note = f"LESS {customer.retainage_percent}% RETAINAGE"
        if till.write(payment):
            retained.setdefault(invoice.load, []).append(invoice)
        return
    STORIES[story](till, invoice, paid_on, story)


def _story(till: Till, invoice: Invoice, paid_on: date) -> str:
    rng, customer = till.rng, till.customer
    percent, days, _ = customer.terms
    if customer.takes_discount and paid_on <= invoice.issued_on + timedelta(days=days + 1):
        return "early_discount"
    if percent and customer.takes_discount and rng.random() < 0.25:
        return "discount_late"
    if customer.method == "card":
        return "card_fee"
    if rng.random() >= till.level.amount_story:
        return "exact"
    options = {
        "cents_off": 8,
        "short_pay": 14,
        "overpayment": 6,
        "on_account_remainder": 4,
        "installments": 9,
    }
    options |= {
        "duplicate": 6,
        "nsf_repaid": 5 if customer.method in ("check", "ach") else 0,
        "nsf_unpaid": 1,
    }
    options |= {
        "wire_fee": 14 if customer.method == "wire" else 2,
        "rounded": 5 if invoice.cents % 100 else 0,
    }
    options |= {"prepayment": 5, "overpaid_refunded": 2, "refunded_duplicate": 2}
    return rng.choices(list(options), weights=list(options.values()))[0]


def _pay_exact(till: Till, invoice: Invoice, paid_on: date, story: str) -> None:
    payment = _payment(till, paid_on, [_whole(till, invoice, paid_on)], story)
    if story == "cross_currency":
        payment.amount_story = "currency"
        payment.note = f"{invoice.currency} {invoice.cents / 100:.2f}" if till.rng.random() < 0.5 else ""
    _settled(till, payment, invoice)


def _pay_less(till: Till, invoice: Invoice, paid_on: date, story: str) -> None:
    """Everything that closes the invoice with less than its total."""
    rng, percent, method, note = till.rng, till.customer.terms[0], till.customer.method, ""
    if story == "cents_off":
        taken = min(rng.choice((1, 1, 2, 3, 5, 9, 10, 45, 90)), invoice.cents // 10)
    elif story == "rounded":
        taken = invoice.cents % 100
    elif story == "wire_fee":
        taken, method = min(rng.choice(WIRE_FEES), invoice.cents // 4), "wire"
    elif story == "card_fee":
        taken = (invoice.cents * 29 + 500) // 1000 + 30
    elif story in ("early_discount", "discount_late"):
        taken, note = (invoice.cents * percent + 50) // 100, f"LESS {percent}%"
    else:
        taken = max(100, invoice.cents * rng.randint(2, 18) // 100)
        reason = rng.choice(till.trade.deduction_reasons)
        note = f"LESS {reason} {taken / 100:.2f}" if rng.random() < 0.7 else f"SHORT {reason}"
    part = Allocation(invoice, invoice.cents - taken, invoice.cents - taken, taken, note or story)
    payment = _payment(till, paid_on, [part], story)
    payment.amount_story, payment.method = story, method
    payment.note = note if rng.random() < 0.75 else ""
    _settled(till, payment, invoice)


def _pay_more(till: Till, invoice: Invoice, paid_on: date, story: str) -> None:
    rng = till.rng
    payment = _payment(till, paid_on, [_whole(till, invoice, paid_on)], story)
    if story == "on_account_remainder":
        extra = rng.randint(1, 40) * 10_000
        payment.note = "BAL ON ACCOUNT"
    elif rng.random() < 0.5:
        extra = rng.choice((1, 9, 100, 900, 1_000, 5_000))
    else:
        extra = max(50, invoice.cents * rng.randint(1, 12) // 100)
    payment.on_account_cents, payment.amount_story = extra, "more"
    payment.cents += extra
    _settled(till, payment, invoice)
    if story == "overpaid_refunded":
        _back(till, payment, extra, "refund", rng.randint(8, 40))


def _pay_installments(till: Till, invoice: Invoice, paid_on: date, story: str) -> None:
    rng = till.rng
    count = rng.choice((2, 2, 2, 3, 3, 4, 5, 6))
    even = rng.random() < 0.6
    left, day = invoice.cents, paid_on
    for turn in range(count):
        share = left // (count - turn) if even or turn == count - 1 else left * rng.randint(20, 60) // 100
        part = left if turn == count - 1 else max(1, share)
        payment = _payment(till, day, [Allocation(invoice, part, part)], story)
        payment.amount_story = "part"
        payment.note = rng.choice((f"PMT {turn + 1} OF {count}", "PARTIAL PMT", ""))
        left -= part
        if not till.write(payment):
            return
        if left == 0:
            invoice.settled_on = day
        day = business_day(day + timedelta(days=rng.choice((7, 14, 30))))


def _pay_early(till: Till, invoice: Invoice, paid_on: date, story: str) -> None:
    """Paid on the order, before there is an invoice: only the order can be named."""
    before = invoice.issued_on - timedelta(days=till.rng.randint(2, 18))
    payment = _payment(till, before, [_whole(till, invoice, before)], story)
    payment.cites = "po" if invoice.po else "none"
    payment.note = "DEPOSIT" if till.rng.random() < 0.3 else ""
    _settled(till, payment, invoice)


def _pay_twice(till: Till, invoice: Invoice, paid_on: date, story: str) -> None:
    _pay_exact(till, invoice, paid_on, "exact")
    again = business_day(paid_on + timedelta(days=till.rng.randint(1, 21)))
    second = _payment(till, again, [], "duplicate_payment")
    second.cents = invoice.cents
    second.echo = invoice
    if till.write(second) and story == "refunded_duplicate":
        _back(till, second, invoice.cents, "refund", till.rng.randint(5, 30))


def _pay_returned(till: Till, invoice: Invoice, paid_on: date, story: str) -> None:
    """A payment the bank takes back; both lines cancel, and the invoice is paid again (or never)."""
    rng = till.rng
    first = _payment(till, paid_on, [], "nsf_original")
    first.cents, first.echo = invoice.cents, invoice
    if not till.write(first):
        return
    fee = rng.choice(RETURN_FEES)
    _back(till, first, invoice.cents + fee, "nsf_return", rng.randint(2, 5))
    if story == "nsf_unpaid":
        return
    again = business_day(paid_on + timedelta(days=rng.randint(6, 24)))
    payment = _payment(till, again, [_whole(till, invoice, again)], "nsf_repaid")
    payment.note = rng.choice(("REPLACEMENT PMT", "REISSUE", ""))
    _settled(till, payment, invoice)


def _back(till: Till, source: Payment, cents: int, situation: str, after_days: int) -> None:
    line = Payment(
        business_day(source.paid_on + timedelta(days=after_days)), -cents, situation, till.customer.index
    )
    line.method, line.note, line.cites = source.method, source.note, "none"
    till.write(line)


def _refund_credit(till: Till, memo: Invoice) -> None:
    """A credit memo paid out to the customer."""
    paid_on = business_day(memo.issued_on + timedelta(days=till.rng.randint(10, 60)))
    payment = _payment(till, paid_on, [_whole(till, memo, paid_on)], "credit_refunded")
    payment.payer_mode = "ledger"
    _settled(till, payment, memo)


def _release_retainage(till: Till, job: str, held: list[Invoice]) -> None:
    """One payment for the retained part of every application of a job."""
    percent = till.customer.retainage_percent
    last = max(i.due_on for i in held)
    paid_on = business_day(last + timedelta(days=till.rng.randint(30, 70)))
    parts = [Allocation(i, i.cents * percent // 100, i.cents * percent // 100) for i in held]
    payment = _payment(till, paid_on, parts, "retainage_release")
    payment.amount_story, payment.cites = "retainage", "load"
    payment.note = "RETAINAGE RELEASE"
    if till.write(payment):
        for invoice in held:
            invoice.settled_on = paid_on


def _pay_together(till: Till, group: list[Invoice], netted: list[Invoice], paid_on: date) -> None:
    """One payment for several invoices; in lists with amounts a line may carry a discount or a deduction."""
    rng, customer = till.rng, till.customer
    parts = [_line(till, invoice, paid_on) for invoice in group]
    parts += [_whole(till, memo, paid_on) for memo in netted]
    reduced = any(part.deduction_cents or part.ledger_cents != part.invoice.cents for part in parts)
    situation = "credit_netted" if netted else "combined_short" if reduced else "combined"
    payment = _payment(till, paid_on, parts, situation)
    payment.remit_style = customer.remit_style
    if reduced:
        payment.amount_story = "reduced"
        payment.remit_style = rng.choice(("lines", "lines", "edi"))
    elif any(part.invoice.currency != "USD" for part in parts):
        payment.amount_story = "currency"
    if not till.write(payment):
        return
    for part in parts:
        if part.ledger_cents + part.deduction_cents == part.invoice.cents:
            part.invoice.settled_on = paid_on
        else:
            _pay_balance(till, part, paid_on)


def _line(till: Till, invoice: Invoice, paid_on: date) -> Allocation:
    """One invoice inside a combined payment."""
    rng, customer = till.rng, till.customer
    percent, days, _ = customer.terms
    if invoice.currency != "USD":
        return _whole(till, invoice, paid_on)
    if customer.takes_discount and paid_on <= invoice.issued_on + timedelta(days=days + 5):
        taken = (invoice.cents * percent + 50) // 100
        return Allocation(invoice, invoice.cents - taken, invoice.cents - taken, taken, f"LESS {percent}%")
    if rng.random() >= till.level.amount_story * 0.25 or invoice.cents < 5_000:
        return _whole(till, invoice, paid_on)
    if rng.random() < 0.25:
        part = invoice.cents * rng.randint(25, 75) // 100
        return Allocation(invoice, part, part, 0, "PARTIAL")
    taken = max(100, invoice.cents * rng.randint(1, 15) // 100)
    reason = f"LESS {rng.choice(till.trade.deduction_reasons)}"
    return Allocation(invoice, invoice.cents - taken, invoice.cents - taken, taken, reason)


def _pay_balance(till: Till, part: Allocation, paid_on: date) -> None:
    """The rest of an invoice that a combined payment covered in part."""
    invoice, left = part.invoice, part.invoice.cents - part.ledger_cents
    later = business_day(paid_on + timedelta(days=till.rng.randint(14, 40)))
    payment = _payment(till, later, [Allocation(invoice, left, left)], "installments")
    payment.amount_story, payment.note = "part", "BALANCE"
    _settled(till, payment, invoice)


STORIES = {
    "exact": _pay_exact,
    "equal_monthly": _pay_exact,
    "gap_in_series": _pay_exact,
    "cross_currency": _pay_exact,
    "cents_off": _pay_less,
    "rounded": _pay_less,
    "wire_fee": _pay_less,
    "card_fee": _pay_less,
    "early_discount": _pay_less,
    "discount_late": _pay_less,
    "short_pay": _pay_less,
    "overpayment": _pay_more,
    "overpaid_refunded": _pay_more,
    "on_account_remainder": _pay_more,
    "installments": _pay_installments,
    "prepayment": _pay_early,
    "duplicate": _pay_twice,
    "refunded_duplicate": _pay_twice,
    "nsf_repaid": _pay_returned,
    "nsf_unpaid": _pay_returned,
}
