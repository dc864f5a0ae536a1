"""Decides which true allocations a careful bookkeeper with only the two files could not be sure of."""

import re
from collections import Counter, defaultdict

from tests.bench import commonwealth_words as words
from tests.bench.commonwealth_clues import Part, Payment
from tests.bench.commonwealth_ledger import Invoice
from tests.bench.commonwealth_paying import Till, as_usual
from tests.bench.commonwealth_trades import PER_POUND

_WHOLE = {"number", "reformatted", "range"}
_MOST_OPEN = 24
_EARLY_DAYS = 14
_TIE_DAYS = 10


def one_slip_apart(one: str, two: str) -> bool:
    """Equal, or one letter dropped, added, replaced or two neighbours swapped."""
    if one == two:
        return True
    if len(one) == len(two):
        wrong = [i for i in range(len(one)) if one[i] != two[i]]
        if len(wrong) == 1:
            return True
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] + one[wrong[1]] == two[wrong[1]] + two[wrong[0]]
        )
    short, long = sorted((one, two), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def solutions(cents: list[int], target: int) -> int:
    """How many non-empty sets of amounts reach the target, counted to 2; equal amounts are one set."""
    half = len(cents) // 2
    left, right = _sums(cents[:half]), _sums(cents[half:])
    found: set[tuple[int, ...]] = set()
    for total, sets in left.items():
        for one in sets:
            for other in right.get(target - total, ()):
                if one or other:
                    found.add(tuple(sorted(one + other)))
                if len(found) > 1:
                    return 2
    return len(found)


def _sums(cents: list[int]) -> dict[int, set[tuple[int, ...]]]:
    sums: dict[int, set[tuple[int, ...]]] = {0: {()}}
    for amount in cents:
        for total, sets in list(sums.items()):
            room = sums.setdefault(total + amount, set())
            for chosen in list(sets)[:3]:
                if len(room) < 3:
                    room.add(tuple(sorted((*chosen, amount))))
    return sums


class Clerk:
    """Goes through the lines in order of date, keeps the balances, and marks what cannot be known."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.open = {invoice.index: invoice.cents for invoice in till.invoices}
        self.of_customer: dict[int, list[Invoice]] = defaultdict(list)
        self.of_amount: dict[int, list[Invoice]] = defaultdict(list)
        for invoice in till.invoices:
            self.of_customer[invoice.customer.index].append(invoice)
            self.of_amount[invoice.cents].append(invoice)
        self.of_number: dict[str, list[Invoice]] = defaultdict(list)
        for invoice in till.invoices:
            for number in {invoice.order, invoice.job}:
                self.of_number[number].append(invoice)
        self.starting: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.of_chain: dict[str, set[int]] = defaultdict(set)
        self.of_payer: dict[str, set[int]] = defaultdict(set)
        for customer in till.customers:
            name = words.upper(customer.name)
            self.starting[name[:6]].append((name, customer.index))
            self.of_chain[customer.chain].add(customer.index)
            self.of_payer[customer.payer].add(customer.index)
        self.learned: Counter[str] = Counter()
        self.told: set[int] = set()
        self.named: set[int] = set()
        for payment in till.payments:
            if payment.parts and all(
                self.seen(payment, part) and part.clue in _WHOLE for part in payment.parts
            ):
                self.learned[payment.payer] += 1
            for part in payment.parts:
                whole = part.ledger_cents + part.deduction_cents > part.invoice.cents * 0.9
                if whole and part.clue in _WHOLE and self.seen(payment, part):
                    self.told.add(part.invoice.index)
                elif whole and payment.payer_kind == "own" and payment.printed_name:
                    self.named.add(part.invoice.index)

    def judge(self) -> None:
        """Mark every part of every payment."""
        for payment in sorted(self.till.payments, key=lambda p: (p.paid_on, p.sequence)):
            if payment.parts and not payment.parts[0].tie:
                sure = self.sure(payment)
                for part in payment.parts:
                    told = self.seen(payment, part) and part.clue in _WHOLE
                    part.ambiguous = not sure and not told
            for part in payment.parts:
                self.open[part.invoice.index] -= part.ledger_cents + part.deduction_cents

    def seen(self, payment: Payment, part: Part) -> bool:
        """Whether what the payer wrote for this part stands on the line after the bank's cut."""
        text = f"{payment.reference} {payment.description}"
        return bool(part.token) and " ".join(part.token.split()) in text

    def sure(self, payment: Payment) -> bool:
        """Whether the parts that are not told by their number follow from the rest."""
        parts = payment.parts
        rest = [part for part in parts if not (part.clue in _WHOLE and self.seen(payment, part))]
        if not rest or parts[0].why == "credit_refunded":
            return True
        who = self.payers(payment)
        told = {part.invoice.index for part in parts} - {part.invoice.index for part in rest}
        if len(rest) == 1 and len(parts) == 1:
            return self.sure_single(payment, rest[0], who)
        if who is None:
            return False
        near = [
            i
            for index in who
            for i in self.of_customer[index]
            if self.may_be(payment, i) and i.index not in told
        ]
        rest = [part for part in rest if not self.sure_by_slip(payment, part, near)]
        if not rest:
            return True
        gone = {part.invoice.index for part in parts} - {part.invoice.index for part in rest}
        near = [i for i in near if i.index not in gone]
        if rest[0].why == "retention_release":
            held = {i.index for i in near if i.customer.retained and 0 < self.open[i.index] < i.cents * 0.1}
            last_held = max(part.invoice.issued_on for part in rest)
            if {part.invoice.index for part in rest} == {
                i.index for i in near if i.index in held and i.issued_on <= last_held
            }:
                return True
        if payment.list_style == "statement":
            last = max(part.invoice.issued_on for part in rest)
            due = {
                i.index
                for i in near
                if i.issued_on <= last and (i.cents > 0 or i.issued_on < payment.paid_on)
            }
            if due == {part.invoice.index for part in rest}:
                return True
        if payment.currency != parts[0].invoice.customer.currency or len(near) > _MOST_OPEN:
            return False
        if any(part.cents != self.usual(part.invoice, payment) for part in rest):
            return False
        target = sum(part.cents for part in rest)
        return solutions([self.usual(invoice, payment) for invoice in near], target) == 1

    def usual(self, invoice: Invoice, payment: Payment) -> int:
        """What this customer would pay for what is still open."""
        left, customer = self.open[invoice.index], invoice.customer
        if left != invoice.cents:
            held = customer.retained and left == round(invoice.cents * customer.retained)
            return left - round(left * customer.tax_deducted) if held else left
        return as_usual(self.till, invoice, payment.paid_on).cents

    def may_be(self, payment: Payment, invoice: Invoice) -> bool:
        """Open, issued by then or nearly, and of a currency the line can settle."""
        if (invoice.issued_on - payment.paid_on).days > _EARLY_DAYS or self.open[invoice.index] == 0:
            return False
        return payment.currency in (invoice.customer.currency, self.till.currency)

    def elsewhere(self, invoice: Invoice, who: set[int] | None) -> bool:
        """Whether another line names this invoice, or, beside a nameless line, its customer pays it."""
        return invoice.index in self.told or (who is None and invoice.index in self.named)

    def payers(self, payment: Payment) -> set[int] | None:
        """The customers the line may come from; None when it could be anybody."""
        part = payment.parts[0]
        customer = part.invoice.customer
        text = f"{payment.reference} {payment.description}"
        if customer.number in text and payment.written:
            return {customer.index}
        name = payment.printed_name
        if not name or payment.payer_kind == "nameless":
            return None
        if payment.payer_kind == "own":
            alike = {index for whole, index in self.starting[name[:6]] if whole.startswith(name)}
            return {customer.index} | alike
        if customer.chain and payment.payer == customer.chain:
            return self.of_chain[customer.chain]
        if self.learned[payment.payer] >= 2:
            return self.of_payer[payment.payer]
        return None

    def sure_by_slip(self, payment: Payment, part: Part, near: list[Invoice]) -> bool:
        """Whether a damaged number or its last digits can mean only this one of the open invoices."""
        if part.clue not in ("damaged", "last_digits") or not self.seen(payment, part):
            return False
        return [i.index for i in near if _could_mean(part, i)] == [part.invoice.index]

    def sure_single(self, payment: Payment, part: Part, who: set[int] | None) -> bool:
        """One payment for one invoice without a whole number."""
        true, cents = part.invoice, payment.cents
        if who is None:
            near = [i for i in self.of_amount[true.cents] if self.may_be(payment, i)]
        else:
            near = [i for index in who for i in self.of_customer[index] if self.may_be(payment, i)]
        near = [i for i in near if i is true or (i.cents > 0 and not self.elsewhere(i, who))]
        told = self.seen(payment, part)
        if told and part.clue in ("order", "job"):
            field = part.clue
            mine = getattr(true, field)
            if who is None:
                near = [i for i in self.of_number[mine] if i is true or not self.elsewhere(i, who)]
            near = [i for i in near if getattr(i, field) == mine and self.may_be(payment, i)]
        if told and self.sure_by_slip(payment, part, near) and (who is not None or cents == true.cents):
            return True
        if payment.currency != true.customer.currency:
            rate = PER_POUND[payment.currency] / PER_POUND[true.customer.currency]
            fitting = [i for i in near if abs(cents / rate / max(1, self.usual(i, payment)) - 1) < 0.03]
            return who is not None and fitting == [true]
        fitting = [i for i in near if cents in (self.usual(i, payment), self.open[i.index])]
        if true in fitting:
            return self.chosen(payment, part, fitting, who)
        scale = 10 ** max(0, len(str(int(PER_POUND[payment.currency]))) - 1)
        if who is None and not (told and part.clue in ("order", "job")):
            return False
        close = [i for i in near if -100 * scale < self.usual(i, payment) - cents <= 6000 * scale]
        return len(near) == 1 or (abs(true.cents - cents) <= 6000 * scale and close == [true])

    def chosen(self, payment: Payment, part: Part, fitting: list[Invoice], who: set[int] | None) -> bool:
        """Among invoices that fit to the cent: the only one, or the oldest of one customer's equals."""
        true = part.invoice
        others = [i for i in fitting if i is not true]
        if not others:
            return true.cents % 100_00 != 0 or who is not None or self.seen(payment, part)
        strangers = [i for i in others if i.customer is not true.customer]
        if strangers:
            near_due = any(abs((i.due_on - true.due_on).days) <= _TIE_DAYS for i in strangers)
            part.tie = not payment.printed_name and who is None and not part.token and near_due
            return False
        return all((true.issued_on, true.index) < (i.issued_on, i.index) for i in others)


def _could_mean(part: Part, invoice: Invoice) -> bool:
    digits, own = re.sub(r"\D", "", part.token), re.sub(r"\D", "", invoice.number)
    if part.clue == "last_digits":
        return invoice.serial.endswith(digits)
    letters = str.maketrans("OISBGZ", "015862")
    plain = re.sub(r"[^A-Z0-9]", "", part.token).translate(letters)
    whole = re.sub(r"[^A-Z0-9]", "", invoice.number.upper()).translate(letters)
    return one_slip_apart(plain, whole) or one_slip_apart(digits.lstrip("0"), own.lstrip("0"))
