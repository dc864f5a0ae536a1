"""How the customers of a Pacific company pay: payments with their words, amounts and true allocations."""

import math
from dataclasses import dataclass, field
from random import Random

from tests.bench.pacific_ledger import DAYS, Invoice, on
from tests.bench.pacific_lines import Line, Printed, printed
from tests.bench.pacific_names import Customer, shown_name
from tests.bench.pacific_worlds import Difficulty, World, pick
from tests.bench.pacific_writing import (
    ACCOUNT,
    CHATTER,
    DEPOSIT,
    PART,
    STATEMENT,
    cut_list,
    damaged,
    listed,
    phrase,
    restyled,
)

LAST_DAY = DAYS + 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a person can see: payer's name state, how the reference looks, what the amount is worth."""

    name: str
    reference: str
    amount: str
    token: str = ""
    whole: int = 0
    shown: str = ""


@dataclass(slots=True)
class Payment:
    """One bank line; `parts` are its true allocations in its own currency, empty for a line without any."""

    day: int
    amount: int
    currency: str
    text: Printed
    situation: str
    evidence: Evidence
    parts: list[tuple[Invoice, int]] = field(default_factory=list)


def earlier(invoices: list[Invoice], head: Invoice) -> list[Invoice]:
    """The last few invoices of the same customer before this one: where a wrong number comes from."""
    return [invoice for invoice in invoices if invoice.issued < head.issued][-3:]


class Settler:
    """Pays one company's invoices; every random choice comes from `rng`, in order."""

    def __init__(self, world: World, level: Difficulty, rng: Random) -> None:
        self.world, self.level, self.rng = world, level, rng
        self.payments: list[Payment] = []
        self.shown = ""
        self.amounts = dict(level.amounts) | {"fee": level.amounts["fee"] * world.fee_weight}
        self.shapes = dict(level.shapes)
        if world.key == "jp":
            self.shapes["statement"] *= 2

    # Words

    def name_state(self, buyer: Customer) -> str:
        """How the payer's name appears this time."""
        return buyer.name_habit if self.rng.random() < self.level.habit else pick(self.rng, self.level.names)

    def reference_state(self, buyer: Customer) -> str:
        """How the reference appears this time."""
        # A wrong number is a slip, never somebody's habit.
        usual = "in_text" if buyer.reference_habit == "misleading" else buyer.reference_habit
        return usual if self.rng.random() < self.level.habit else pick(self.rng, self.level.references)

    def words(
        self, buyer: Customer, remit: str, state: str, coded: bool = False, number: str = ""
    ) -> Printed:
        """The bank line for these words of the payer."""
        self.shown = shown_name(buyer, state, self.world.name_width, self.rng.randrange(3))
        return printed(self.world, Line(self.shown, remit, coded, number), self.rng)

    def refer(self, invoice: Invoice, state: str, others: list[Invoice]) -> tuple[str, str, str]:
        """What the payer writes, the state it really got, and the damaged token if any."""
        rng, world = self.rng, self.world
        chatter = rng.choice(CHATTER.get(world.key, ("PAYMENT", "", "THANK YOU", "")))
        if invoice.monthly and rng.random() < 0.45:
            month = world.months[on(invoice.issued).month - 1]
            named = rng.random() < 0.5
            return f"{world.retainer_word} {month if named else ''}".strip(), "month" if named else "none", ""
        if state == "exact":
            number = invoice.reference if world.key == "br" and rng.random() < 0.4 else invoice.number
            return number, state, ""
        if state == "in_text":
            return (
                f"{phrase(world, invoice.number, rng)} {chatter if rng.random() < 0.4 else ''}".strip(),
                state,
                "",
            )
        if state == "restyled":
            return phrase(world, restyled(invoice, rng), rng), state, ""
        if state == "damaged":
            token = damaged(invoice, rng)
            return phrase(world, token, rng), state, token
        if state == "tail":
            token = invoice.core[-rng.choice((3, 3, 4)) :]
            return phrase(world, token, rng), state, token
        if state == "purchase_order" and invoice.order:
            return (
                rng.choice((invoice.order, f"PO {invoice.order.removeprefix('PO').lstrip('-')}")),
                state,
                "",
            )
        if state == "misleading" and others:
            other = rng.choice(others)
            return phrase(world, other.number, rng), state, other.number
        return (chatter, "customer_number", "") if state == "customer_number" else (chatter, "none", "")

    # Amounts

    def paid(self, invoice: Invoice) -> tuple[int, str]:
        """What arrives for one invoice in its own currency, and why."""
        rng, world, total, buyer = self.rng, self.world, invoice.total, invoice.customer
        kind = pick(rng, self.amounts)
        if world.withholding and buyer.index % 3 == 0 and rng.random() < (0.8 if world.key == "in" else 0.15):
            kind = "withholding"
        scale = 10**world.digits
        if kind == "cents":
            return max(1, total + rng.choice((-3, -2, -1, 1, 2))), kind
        if kind == "cash":
            step = world.rounding if world.rounding > 1 else scale if scale > 1 else 100
            rounded = round(total / step) * step
            return (rounded, "cash_rounding") if rounded not in (0, total) else (total, "exact")
        if kind == "fee":
            fee = rng.randrange(world.fees[0], world.fees[1] + 1) // world.fee_step * world.fee_step
            fee = round(fee / dict(world.foreign).get(invoice.currency, 1))
            return (total - fee, "bank_fee") if 0 < fee < total // 8 else (total, "exact")
        if kind == "percent_fee":
            return total - round(
                total * rng.choice((0.0145, 0.0175, 0.029))
            ) - 30 * scale // 100, "percentage_fee"
        if kind == "discount" and "net" in invoice.terms and "/" in invoice.terms.split()[0]:
            return total - round(total * float(invoice.terms.split("/")[0]) / 100), "early_discount"
        if kind == "withholding" and buyer.withheld_pct:
            base = total / (1 + world.tax) if buyer.on_base else total
            held = base * buyer.withheld_pct
            return total - (math.ceil(held / 100) * 100 if world.key == "in" else round(held)), "withholding"
        if kind == "short":
            left = round(total * rng.uniform(0.6, 0.97))
            return max(
                1, left if rng.random() < 0.5 else left // (10 * scale) * 10 * scale or left
            ), "short_payment"
        if kind == "over":
            late = world.key in ("br", "mx")
            more = total * rng.uniform(0.02, 0.03) if late else rng.choice((5, 10, 20, 50)) * scale
            return total + max(1, round(more)), "late_interest" if late else "overpayment"
        return total, "exact"

    def settled_abroad(self, invoice: Invoice, amount: int) -> tuple[int, str, str]:
        """The amount and currency the bank credits, and `fx_settlement` when it was changed on the way."""
        rate = dict(self.world.foreign).get(invoice.currency)
        if rate is None or self.rng.random() < 0.4:
            return amount, invoice.currency, ""
        drift = 1 + 0.012 * math.sin(invoice.due / 40) - self.rng.uniform(0.001, 0.008)
        return round(amount * rate * drift), self.world.currency, "fx_settlement"

    # Shapes

    def pay_day(self, invoice: Invoice, kind: str = "") -> int:
        """When it is paid: by habit around the due day, within a discount's days, sometimes in advance."""
        if kind == "early_discount":
            return invoice.issued + self.rng.randrange(3, 12)
        chance = self.rng.random()
        if chance < 0.02:
            return max(0, invoice.issued - self.rng.randrange(1, 5))
        late = (
            self.rng.randrange(15, 70)
            if chance > 0.93
            else round(self.rng.gauss(invoice.customer.lag_days, 4))
        )
        return max(invoice.issued, invoice.due + late)

    def emit(self, payment: Payment, final: bool = True) -> None:
        """Keep a payment that arrives before the books close; the final one settles its invoices."""
        if payment.day > LAST_DAY:
            return
        self.payments.append(payment)
        if final:
            for invoice, _ in payment.parts:
                invoice.settled = payment.day

    def single(self, invoice: Invoice, others: list[Invoice], shape: str = "single") -> None:
        """One payment for one invoice; paid twice and returned payments add their lines."""
        amount, kind = self.paid(invoice) if shape == "single" else (invoice.total, "exact")
        day = self.pay_day(invoice, kind)
        amount, currency, abroad = self.settled_abroad(invoice, amount)
        name, buyer = self.name_state(invoice.customer), invoice.customer
        remit, state, token = self.refer(invoice, self.reference_state(buyer), others)
        if kind == "short_payment" and self.rng.random() < 0.3:
            remit = f"{remit} LESS {self.rng.choice(('DAMAGED', 'SHORT QTY', 'DISPUTE', 'CLAIM'))}"
        number = buyer.number if state == "customer_number" else ""
        text = self.words(buyer, remit, name, state == "exact", number)
        evidence = Evidence(name, state, abroad or kind, token, 0, self.shown)
        allocated = amount if abroad else min(amount, invoice.total)
        label = {"twice": "paid_twice", "returned": "returned_and_repaid"}.get(shape) or self.label(
            invoice, day, evidence
        )
        parts = [(invoice, allocated)]
        rng = self.rng
        if shape == "returned":
            self.emit(Payment(day, amount, currency, text, "returned", evidence))
            back = day + rng.randrange(1, 5)
            words = {"in": "RTN", "jp": "組戻", "br": "ESTORNO", "mx": "DEVOLUCION SPEI", "ca": "NSF RETURN"}
            undo = f"{words.get(self.world.key, 'RETURNED')} {text.description}"
            self.emit(
                Payment(
                    back, -amount, currency, Printed(text.payer, undo, "", text.method), "return", evidence
                )
            )
            day = back + rng.randrange(2, 9)
            text = self.words(buyer, remit, name, state == "exact", number)
        self.emit(Payment(day, amount, currency, text, label, evidence, parts))
        if shape == "twice":
            again = self.words(buyer, remit, name, state == "exact", number)
            self.emit(
                Payment(day + rng.randrange(1, 15), amount, currency, again, "duplicate_payment", evidence)
            )

    def label(self, invoice: Invoice, day: int, seen: Evidence) -> str:
        """The most telling thing about a single payment."""
        if seen.amount == "cents":
            return "cents_off"
        if seen.amount != "exact":
            return seen.amount
        if seen.reference == "misleading":
            return "misleading_number"
        if invoice.monthly and seen.reference in ("none", "month", "customer_number"):
            return "equal_monthly"
        if seen.name in ("third_party", "trading", "abbreviated"):
            return {
                "third_party": "third_party",
                "trading": "trading_name",
                "abbreviated": "abbreviated_name",
            }[seen.name]
        if day < invoice.issued:
            return "before_invoice"
        if seen.reference in ("exact", "in_text") and day > invoice.due + 14:
            return "late"
        names = {"none": "no_reference", "tail": "last_digits", "exact": "exact_reference"}
        return names.get(seen.reference, f"reference_{seen.reference}")

    def group(self, members: list[Invoice], shape: str) -> None:
        """One payment for several documents, credit notes included."""
        rng, buyer = self.rng, members[0].customer
        total = sum(member.total for member in members)
        name = self.name_state(buyer)
        day = max(self.pay_day(max(members, key=lambda m: m.due)), max(m.issued for m in members))
        state, whole = "none", 0
        remit = rng.choice(CHATTER.get(self.world.key, ("PAYMENT", "")))
        if shape == "listed" or (shape == "credit" and rng.random() < 0.5):
            remit, state = listed(self.world, members, rng), "listed"
        elif shape == "cut_list":
            remit, whole = cut_list(self.world, members, rng)
            state = "cut"
        elif shape == "statement":
            month = self.world.months[on(members[-1].issued).month - 1]
            remit, state = (
                f"{STATEMENT[self.world.key]} {month if rng.random() < 0.6 else ''}".strip(),
                "statement",
            )
        label = {
            "listed": "combined_listed",
            "cut_list": "combined_list_cut",
            "unlisted": "combined_unlisted",
            "statement": "statement_total",
            "credit": "credit_netted",
        }[shape]
        amount, kind = total, "exact"
        parts = [(member, member.total) for member in members]
        fee = rng.randrange(self.world.fees[0], self.world.fees[1] + 1)
        if rng.random() < (0.35 if self.world.key in ("jp", "sg") else 0.06) and fee < total // 10:
            largest = max(range(len(parts)), key=lambda at: parts[at][1])
            parts[largest] = (parts[largest][0], parts[largest][1] - fee)
            amount, kind, label = total - fee, "bank_fee", f"{label}_fee_shared"
        text = self.words(buyer, remit, name)
        seen = Evidence(name, state, kind, "", whole, self.shown)
        self.emit(Payment(day, amount, members[0].currency, text, label, seen, parts))

    def parts_of(self, invoice: Invoice, shape: str) -> None:
        """Instalments, or a round sum on account with the rest later."""
        rng, world, buyer = self.rng, self.world, invoice.customer
        scale = 10**world.digits
        if shape == "on_account":
            step = 100 * scale if invoice.total > 1000 * scale else 10 * scale
            first = max(1, round(invoice.total * rng.uniform(0.3, 0.7)) // step * step)
            sums = [first, invoice.total - first]
        else:
            count = rng.choice((2, 2, 3, 3, 4, 5, 6))
            sums = [invoice.total // count] * count
            sums[-1] += invoice.total - sum(sums)
        day, name = self.pay_day(invoice), self.name_state(buyer)
        usual = self.reference_state(buyer)
        for at, amount in enumerate(sums):
            remit, state, token = self.refer(invoice, usual, [])
            label = "instalment"
            if shape == "on_account":
                label = "on_account" if at == 0 else "balance"
                if at == 0 and rng.random() < 0.7:
                    remit, state, token = ACCOUNT[world.key], "none", ""
            elif rng.random() < 0.5:
                remit = f"{remit} {PART.get(world.key, 'PART')} {at + 1}/{len(sums)}"
            number = buyer.number if state == "customer_number" else ""
            text = self.words(buyer, remit, name, state == "exact" and " " not in remit, number)
            seen = Evidence(name, state, "part", token, 0, self.shown)
            last = at == len(sums) - 1
            self.emit(Payment(day, amount, invoice.currency, text, label, seen, [(invoice, amount)]), last)
            day += rng.randrange(12, 33)

    def tied(self, first: Invoice, second: Invoice) -> None:
        """Two customers owe the same and two nameless deposits of it arrive on one day."""
        second.total, second.currency = first.total, first.currency
        day = max(first.due, second.due)
        text = Printed("", DEPOSIT[self.world.key], "", "CASH")
        for invoice in (first, second):
            seen = Evidence("missing", "none", "tie")
            self.emit(
                Payment(
                    day, invoice.total, invoice.currency, text, "true_tie", seen, [(invoice, invoice.total)]
                )
            )

    def customer(self, invoices: list[Invoice], credits: list[Invoice]) -> None:
        """Pay one customer's invoices in the order they were written."""
        rng, queue, size = (
            self.rng,
            list(invoices),
            {"listed": 8, "cut_list": 9, "unlisted": 5, "statement": 28},
        )
        while queue:
            head = queue.pop(0)
            if rng.random() < self.level.unpaid:
                continue
            shape = pick(rng, self.shapes)
            if shape in ("instalments", "on_account"):
                self.parts_of(head, shape)
            elif shape in size or shape == "credit":
                most = rng.randrange(2, size.get(shape, 3) + 1)
                near = [q for q in queue if q.issued - head.issued < 32 and q.currency == head.currency]
                members = [head, *near[: most - 1]]
                note = next(
                    (n for n in credits if n.currency == head.currency and n.issued <= head.issued + 40), None
                )
                if (
                    shape == "credit"
                    and note
                    and sum(m.total for m in members) + note.total > head.total // 5
                ):
                    credits.remove(note)
                    members.append(note)
                if len(members) < 2 or (shape == "credit" and members[-1].total > 0):
                    self.single(head, earlier(invoices, head))
                    continue
                queue = [q for q in queue if q not in members]
                self.group(members, shape)
            else:
                self.single(head, earlier(invoices, head), shape)
