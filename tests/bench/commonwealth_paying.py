"""Customers pay: alone or together, in full or less, early or late; and what goes wrong afterwards."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.bench import commonwealth_words as words
from tests.bench.commonwealth_bank import Bank, usual_channel
from tests.bench.commonwealth_clues import Part, Payment, refer_many, refer_single
from tests.bench.commonwealth_ledger import Customer, Invoice
from tests.bench.commonwealth_trades import CURRENCY, PER_POUND, SALES_TAX, Level, Trade

MOST_TOGETHER = 28
_LONG = {"advice", "swift", "sepa", "osko", "uaefts"}


@dataclass(slots=True)
class Till:
    """Everything payments are made from and made into; `reserved` invoices are settled before the others."""

    rng: random.Random
    trade: Trade
    level: Level
    bank: Bank
    customers: list[Customer]
    invoices: list[Invoice]
    closing: date
    payments: list[Payment] = field(default_factory=list)
    reserved: set[int] = field(default_factory=set)
    pays_home: set[int] = field(default_factory=set)

    @property
    def currency(self) -> str:
        return CURRENCY[self.bank.country]


def settle(till: Till) -> None:
    """Make every payment of the year."""
    rng = till.rng
    by_customer: dict[int, list[Invoice]] = defaultdict(list)
    for invoice in till.invoices:
        by_customer[invoice.customer.index].append(invoice)
    _choose_channels(till)
    _plant(till, by_customer)
    for customer in till.customers:
        mine = [i for i in by_customer[customer.index] if i.index not in till.reserved]
        credits = [i for i in mine if i.cents < 0 and rng.random() < 0.85]
        billed = [i for i in mine if i.cents > 0 and rng.random() > till.level.unpaid]
        dated = sorted(((_pay_day(till, i), i) for i in billed), key=lambda pair: (pair[0], pair[1].index))
        for paid_on, group in _grouped(rng, customer, dated):
            for chunk in (group[at : at + MOST_TOGETHER] for at in range(0, len(group), MOST_TOGETHER)):
                total = sum(i.cents for i in chunk)
                netted: list[Invoice] = []
                for note in [c for c in credits if c.issued_on < paid_on]:
                    if total + note.cents > total * 0.3 and len(chunk) + len(netted) < MOST_TOGETHER:
                        netted.append(note)
                        total += note.cents
                        credits.remove(note)
                if len(chunk) + len(netted) > 1:
                    _together(till, customer, chunk + netted, paid_on)
                else:
                    _alone(till, chunk[0], paid_on)
        _give_back(till, credits)
    if "retention" in till.trade.extras:
        _release(till)
    till.payments = [p for p in till.payments if p.paid_on <= till.closing]


def _choose_channels(till: Till) -> None:
    for customer in till.customers:
        customer.channel = usual_channel(till.rng, customer.country, till.bank)
        large = customer.payer_kind == "factor" or (
            "insurers" in till.trade.extras and customer.combines == "run" and customer.index < 12
        )
        if large or (customer.combines == "run" and till.rng.random() < 0.2):
            customer.channel = "advice"
        if customer.currency != till.currency and till.rng.random() < 0.35:
            till.pays_home.add(customer.index)


def business(day: date) -> date:
    """The day, or Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _pay_day(till: Till, invoice: Invoice) -> date:
    rng, customer = till.rng, invoice.customer
    if customer.discount and rng.random() < 0.65:
        late = rng.choice([-2, -1, -1, 0, 0, 0, 2]) if rng.random() < 0.85 else rng.randrange(4, 10)
        return business(invoice.issued_on + timedelta(days=customer.discount[1] + late))
    lag = customer.lag_days + rng.gauss(0, 3) + (rng.randrange(10, 50) if rng.random() < 0.05 else 0)
    return business(max(invoice.issued_on + timedelta(days=1), invoice.due_on + timedelta(days=round(lag))))


def _grouped(
    rng: random.Random, customer: Customer, dated: list[tuple[date, Invoice]]
) -> list[tuple[date, list[Invoice]]]:
    if not customer.combines:
        return [(day, [invoice]) for day, invoice in dated]
    groups: dict[date, list[Invoice]] = defaultdict(list)
    every, anchor = rng.choice([7, 7, 14, 15, 30]), rng.randrange(7)
    for day, invoice in dated:
        if customer.combines == "statement":
            month = invoice.issued_on.replace(day=1) + timedelta(days=62)
            run = business(
                month.replace(day=1) - timedelta(days=3) + timedelta(days=int(customer.lag_days) % 9)
            )
        else:
            run = business(date.fromordinal(-(-(day.toordinal() - anchor) // every) * every + anchor))
        groups[run].append(invoice)
    return sorted(groups.items())


def _rate(till: Till, currency: str, paid_on: date) -> float:
    """Home units per unit of the currency that day, the bank's margin taken."""
    drift = 1 + 0.012 * ((paid_on.toordinal() // 7 * 37 % 11) - 5) / 5
    return PER_POUND[till.currency] / PER_POUND[currency] * drift * 0.9975


def _payment(till: Till, customer: Customer, parts: list[Part], paid_on: date) -> Payment:
    """A payment with its sum, currency, payer and channel."""
    currency = customer.currency
    if customer.index in till.pays_home:
        rate, currency = _rate(till, customer.currency, paid_on), till.currency
        for part in parts:
            part.cents = round(part.ledger_cents * rate)
    made = Payment(
        paid_on, customer, sum(part.cents for part in parts), currency, parts,
        payer=customer.payer, payer_kind=customer.payer_kind, channel=customer.channel,
    )  # fmt: skip
    till.payments.append(made)
    return made


def as_usual(till: Till, invoice: Invoice, paid_on: date) -> Part:
    """The invoice as this customer always pays it: whole, or less retention, tax or discount."""
    customer, gross, why, off = invoice.customer, invoice.cents, "", 0
    retained = round(gross * customer.retained) if gross > 0 else 0
    if retained:
        why = "retention_held"
    if customer.tax_deducted and gross > 0:
        off, why = round((gross - retained) * customer.tax_deducted), why or "tax_deducted"
    if customer.withheld and gross > 0:
        taxed = customer.country == till.bank.country and till.trade.kind != "clinic"
        base = gross / (1 + SALES_TAX[customer.country]) if taxed else gross
        off, why = round(base * customer.withheld), "withholding"
    elif customer.discount and gross > 0:
        days = (paid_on - invoice.issued_on).days - customer.discount[1]
        if days <= 3 or days <= 12:
            off, why = round(gross * customer.discount[0]), "early_discount" if days <= 3 else "discount_late"
    cash = gross - retained - off
    return Part(invoice, cash, cash, off, why)


def _alone(till: Till, invoice: Invoice, paid_on: date) -> None:
    rng, customer = till.rng, invoice.customer
    part = as_usual(till, invoice, paid_on)
    why = ""
    if not part.why and rng.random() < till.level.odd_amount:
        why = rng.choices(list(till.trade.odd), list(till.trade.odd.values()))[0]
    if why == "instalments" and invoice.cents > 20_000:
        _in_parts(till, invoice, paid_on)
        return
    excess = 0
    if (
        "insurers" in till.trade.extras
        and customer.index < 12
        and invoice.cents > 15_000
        and rng.random() < 0.4
    ):
        excess = _excess(till, invoice, part)
    payment = _payment(till, customer, [part], paid_on)
    same = payment.currency == customer.currency
    if not excess and same:
        _odd(till, payment, part, why)
    if why == "prepayment" and not part.why:
        part.why = "prepayment"
        payment.paid_on = business(invoice.issued_on - timedelta(days=rng.randrange(2, 12)))
        if payment.paid_on >= invoice.issued_on:
            payment.paid_on -= timedelta(days=4)
    if same and not part.why and rng.random() < till.trade.cards:
        payment.channel, payment.payer_kind, part.why = "card", "nameless", "card_fee"
        fee = round(part.cents * 0.0175) + 20
        part.deduction_cents += fee
        payment.cents = part.cents = part.ledger_cents = part.ledger_cents - fee
    elif not part.why and rng.random() < till.level.nameless:
        payment.channel, payment.payer_kind = "deposit", "nameless"
    elif rng.random() < 0.03 and payment.channel != "swift":
        payment.channel = "cheque"
    _write_single(till, payment)
    _mishap(till, payment)


def _write_single(till: Till, payment: Payment) -> None:
    """Words, and the number a biller's code or an intact slip brings with it."""
    invoice = payment.parts[0].invoice
    near = [
        i for i in till.invoices[max(0, invoice.index - 60) : invoice.index] if i.customer is invoice.customer
    ]
    refer_single(till.rng, till.level, payment, near)
    if payment.channel == "bpay":
        payment.parts[0].clue, payment.parts[0].token = "customer", invoice.customer.number
        payment.written = invoice.customer.number
    if payment.parts[0].why in ("short_pay", "set_off") and payment.written and till.rng.random() < 0.4:
        gap = (invoice.cents - payment.parts[0].ledger_cents) / 100
        word = (
            "CONTRA"
            if payment.parts[0].why == "set_off"
            else till.rng.choice(["CLAIM", "QUERY", "SHORT", "DISPUTE"])
        )
        payment.written += f" LESS {word} {gap:.2f}"


def _odd(till: Till, payment: Payment, part: Part, why: str) -> None:
    """Change the sum of a single payment for the reason given, where it makes sense."""
    rng, cents = till.rng, part.cents
    scale = 10 ** max(0, len(str(int(PER_POUND[payment.currency]))) - 1)
    off = over = 0
    if why == "cents_off":
        off = rng.choice([-2, -1, 1, 1, 2, 3, 5, 9])
    elif why == "rounded":
        unit = 100 * rng.choice([1, 1, 5, 10]) * scale
        off = cents % unit if rng.random() < 0.7 else cents % unit - unit
    elif why == "bank_fee":
        off = 100 * scale * rng.choice([5, 8, 10, 12, 15, 20, 25, 30, 35, 45, 60])
    elif why == "card_fee":
        off = round(cents * rng.choice([0.014, 0.0175, 0.029])) + 20 * scale
        payment.channel, payment.payer_kind = "card", "nameless"
    elif why == "short_pay":
        off = max(500 * scale, round(cents * rng.uniform(0.02, 0.18) / (500 * scale)) * 500 * scale)
        if rng.random() < 0.25:
            why = "set_off"
            off = round(cents * rng.uniform(0.05, 0.4))
    elif why == "overpayment":
        over = rng.choice([cents % 10_000 and 10_000 - cents % 10_000, round(cents * 0.1), 5_000 * scale])
    if off < 0:
        off, over = 0, -off
    if off + over == 0 or off > cents * 0.45 or over > cents * 0.6:
        return
    part.why = why
    part.cents = part.ledger_cents = cents - off
    part.deduction_cents += 0 if why == "short_pay" else off
    payment.on_account_cents = over
    payment.cents = part.cents + over


def _in_parts(till: Till, invoice: Invoice, paid_on: date) -> None:
    """Two to six instalments, monthly or weekly; construction pays stages."""
    rng = till.rng
    count = rng.choice([2, 2, 2, 3, 3, 4, 6])
    cuts = [invoice.cents // count // 100 * 100] * (count - 1)
    if count == 2 and rng.random() < 0.4:
        cuts = [round(invoice.cents * rng.choice([0.3, 0.6, 0.7]) / 100) * 100]
    sums = [*cuts, invoice.cents - sum(cuts)]
    apart = rng.choice([7, 14, 30])
    for at, cents in enumerate(sums):
        why = "stage_payment" if invoice.customer.rhythm == "contract" else "instalments"
        part = Part(invoice, cents, cents, why=why)
        payment = _payment(till, invoice.customer, [part], business(paid_on + timedelta(days=apart * at)))
        _write_single(till, payment)


def _excess(till: Till, invoice: Invoice, part: Part) -> int:
    """The insurer leaves an excess for the patient, who pays it from a private account."""
    rng = till.rng
    unit = 10 ** max(0, len(str(int(PER_POUND[till.currency]))) - 1)
    excess = min(rng.choice([50, 75, 100, 150, 200]) * unit * 100, invoice.cents // 2 // 100 * 100)
    part.cents = part.ledger_cents = part.cents - excess
    part.why = "insurer_part"
    patient = Part(invoice, excess, excess, why="patient_excess")
    day = business(invoice.issued_on + timedelta(days=rng.randrange(3, 50)))
    made = _payment(till, invoice.customer, [patient], day)
    made.payer, made.payer_kind = words.person(rng, till.bank.country), "private"
    made.channel = usual_channel(rng, till.bank.country, till.bank)
    _write_single(till, made)
    return excess


def _together(till: Till, customer: Customer, documents: list[Invoice], paid_on: date) -> None:
    rng = till.rng
    parts = [as_usual(till, invoice, paid_on) for invoice in documents]
    if "insurers" in till.trade.extras and customer.index < 12:
        for part in parts:
            if part.invoice.cents > 15_000 and rng.random() < 0.4:
                _excess(till, part.invoice, part)
    flawed = rng.random() < till.level.batch_flaw and not any(part.why for part in parts)
    if flawed and customer.index not in till.pays_home:
        _flaw(till, parts)
    payment = _payment(till, customer, parts, paid_on)
    refer_many(rng, till.level, payment, payment.channel in _LONG)
    if payment.channel == "bpay":
        payment.list_style, payment.written = "statement", customer.number
    _mishap(till, payment)


def _flaw(till: Till, parts: list[Part]) -> None:
    """A fee, a contra or one line short."""
    rng = till.rng
    part = max(parts, key=lambda p: p.cents)
    scale = 10 ** max(0, len(str(int(PER_POUND[part.invoice.customer.currency]))) - 1)
    kind = rng.choice(["bank_fee_shared", "set_off_shared", "short_pay", "short_pay", "cents_off_shared"])
    off = {
        "bank_fee_shared": 100 * scale * rng.choice([5, 10, 12, 15, 20, 25, 35]),
        "set_off_shared": round(part.cents * rng.uniform(0.05, 0.3)),
        "short_pay": max(500 * scale, round(part.cents * rng.uniform(0.02, 0.2) / 500) * 500),
        "cents_off_shared": rng.randrange(1, 9),
    }[kind]
    if off > part.cents * 0.5:
        return
    part.cents = part.ledger_cents = part.cents - off
    if kind == "short_pay":
        part.why = kind
        return
    part.deduction_cents += off
    for each in parts:
        each.why = kind


def _mishap(till: Till, payment: Payment) -> None:
    """Sometimes a payment comes twice, bounces and comes again, or is given back in part."""
    rng = till.rng
    if payment.currency != till.currency:
        return
    refunded = payment.on_account_cents > 1000 and rng.random() < 0.35
    if not refunded and rng.random() >= till.level.mishaps * 1.4:
        return
    kind = "refund" if refunded else rng.choice(["paid_twice", "returned_repaid"])
    if kind == "paid_twice" and any(part.invoice.series and not part.token for part in payment.parts):
        kind = "returned_repaid"  # a second nameless month of a series would be the next month's
    later = business(payment.paid_on + timedelta(days=rng.choice([1, 3, 7, 14, 28])))
    if kind == "paid_twice":
        payment.situation = "paid_twice"
        again = _copy(payment, later, "duplicate_payment")
        till.payments.append(again)
        if rng.random() < 0.5:
            back = _copy(payment, business(later + timedelta(days=rng.randrange(4, 20))), "refund", -1)
            back.channel, back.written = "plain", f"REFUND {words.upper(payment.payer)[:18]}"
            till.payments.append(back)
    elif kind == "returned_repaid" and not payment.on_account_cents:
        payment.situation = "returned_repaid"
        first = _copy(payment, payment.paid_on, "returned_original")
        back = _copy(payment, business(payment.paid_on + timedelta(days=rng.randrange(1, 5))), "return", -1)
        back.channel = "bounced"
        back.cents -= rng.choice([0, 0, 0, 1000, 2500])
        payment.paid_on = business(back.paid_on + timedelta(days=rng.randrange(2, 16)))
        till.payments += [first, back]
    elif kind == "refund":
        payment.parts[0].why = "overpaid_refunded"
        back = Payment(later, payment.customer, -payment.on_account_cents, payment.currency, idle="refund")
        back.channel, back.written = "plain", f"REFUND OVERPAYMENT {words.upper(payment.payer)[:18]}"
        till.payments.append(back)


def _copy(payment: Payment, day: date, idle: str, sign: int = 1) -> Payment:
    return Payment(
        day, payment.customer, sign * payment.cents, payment.currency, [], payer=payment.payer,
        payer_kind=payment.payer_kind, channel=payment.channel, written=payment.written, idle=idle,
    )  # fmt: skip


def _give_back(till: Till, credits: list[Invoice]) -> None:
    """Some credit notes nobody netted are paid out."""
    for note in credits:
        if till.rng.random() < 0.3 and note.customer.currency == till.currency:
            part = Part(note, note.cents, note.cents, why="credit_refunded", clue="number", token=note.number)
            day = business(note.issued_on + timedelta(days=till.rng.randrange(15, 60)))
            payment = _payment(till, note.customer, [part], day)
            payment.channel, payment.payer_kind = "plain", "own"
            payment.written = f"REFUND {words.upper(note.customer.name)[:24]} {note.number}"


def _release(till: Till) -> None:
    """Half a year after a contract's last application its retentions are paid in one sum."""
    held: dict[int, list[Part]] = defaultdict(list)
    for payment in till.payments:
        for part in payment.parts:
            if part.why == "retention_held" and payment.paid_on <= till.closing:
                held[part.invoice.customer.index].append(part)
    for index, parts in held.items():
        customer = till.customers[index]
        last = max(part.invoice.issued_on for part in parts)
        ordered = sorted(parts, key=lambda p: p.invoice.index)[: MOST_TOGETHER // 2]
        day = business(
            min(last + timedelta(days=60), till.closing - timedelta(days=till.rng.randrange(1, 30)))
        )
        ordered = [part for part in ordered if part.invoice.issued_on + timedelta(days=45) < day]
        if not ordered or till.rng.random() < 0.4:
            continue
        released = []
        for part in ordered:
            kept = round(part.invoice.cents * customer.retained)
            tax = round(kept * customer.tax_deducted)
            released.append(Part(part.invoice, kept - tax, kept - tax, tax, "retention_release"))
        payment = _payment(till, customer, released, day)
        refer_many(till.rng, till.level, payment, customer.channel in _LONG)
        contract = released[0].invoice.job
        if payment.list_style in ("none", "statement"):
            payment.written = f"RETENTION {contract.removeprefix('CONTRACT')}"


def _plant(till: Till, by_customer: dict[int, list[Invoice]]) -> None:
    """Two counterparties with one sum on one day: some without any name (a true tie), some with."""
    rng = till.rng
    usual = [
        c for c in till.customers
        if not (c.combines or c.withheld or c.tax_deducted or c.retained or c.discount or c.chain)
        and c.currency == till.currency and c.payer_kind == "own" and c.channel != "bpay"
    ]  # fmt: skip
    pool = [
        invoice for c in usual for invoice in by_customer[c.index]
        if invoice.cents > 0 and not invoice.series and (invoice.due_on - till.closing).days < -40
    ]  # fmt: skip
    rng.shuffle(pool)
    wanted = max(4, len(till.invoices) // 250)
    for at in range(wanted):
        if not pool:
            return
        one = pool.pop()
        near = [i for i in pool if i.customer is not one.customer and abs((i.due_on - one.due_on).days) <= 4]
        if not near:
            continue
        two = near[0]
        pool.remove(two)
        two.cents = one.cents
        day = business(max(one.due_on, two.due_on) + timedelta(days=rng.randrange(0, 8)))
        for invoice in (one, two):
            part = Part(invoice, invoice.cents, invoice.cents)
            payment = _payment(till, invoice.customer, [part], day)
            till.reserved.add(invoice.index)
            payment.situation = "same_amount_same_day" if at % 3 else "true_tie"
            if at % 3 == 0:
                payment.channel, payment.payer_kind = "deposit", "nameless"
                part.tie = part.ambiguous = True
            elif rng.random() < 0.5:
                _write_single(till, payment)
