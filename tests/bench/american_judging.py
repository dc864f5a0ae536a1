"""Decides honestly which true allocations even a perfect clerk could not read out of the files."""

import re
from collections import Counter
from datetime import timedelta

import numpy as np

from tests.bench.american_bank import WIRE_NAME_WIDTH, payer_forms
from tests.bench.american_ledger import Allocation, Clue, Invoice, Level, Payment
from tests.bench.american_parties import Customer

MOST_OPEN_ITEMS = 20
"""More open items than this make a bare sum undecidable: prices in tens have several sums from 20 on."""
NOT_WHOLE = ("more", "currency", "part", "retainage")
BORROWED_NAMES = ("dba", "parent", "factor", "owner")
_FOLD = str.maketrans("OISBZL", "015821")


def folded(text: str) -> str:
    """Letters and digits only, look-alike letters turned into their digits."""
    return re.sub(r"[^A-Z0-9]", "", text.upper()).translate(_FOLD)


def one_error_apart(one: str, two: str) -> bool:
    """Equal, or one insertion, deletion, substitution or swap of neighbours away."""
    if abs(len(one) - len(two)) > 1:
        return False
    at = 0
    while at < min(len(one), len(two)) and one[at] == two[at]:
        at += 1
    a, b = one[at:], two[at:]
    if not a or not b:
        return len(a) + len(b) <= 1
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def fits(clue: Clue, invoice: Invoice) -> bool:
    """Whether the printed token could mean this invoice."""
    if clue.kind in ("none", "customer"):
        return True
    if clue.kind == "po":
        return invoice.po == clue.token
    if clue.kind == "load":
        return invoice.load == clue.token
    if clue.kind == "tail":
        return re.sub(r"\D", "", invoice.number).endswith(clue.token)
    return one_error_apart(folded(clue.token), folded(invoice.number))


class Judge:
    """Knows every open item on every day and who may stand behind a printed name."""

    def __init__(
        self, customers: list[Customer], invoices: list[Invoice], payments: list[Payment], level: Level
    ):
        self.customers = customers
        self.of_customer: dict[int, list[Invoice]] = {}
        self.of_amount: dict[int, list[Invoice]] = {}
        self.of_key: dict[str, list[Invoice]] = {}
        for invoice in invoices:
            self.of_customer.setdefault(invoice.customer, []).append(invoice)
            self.of_amount.setdefault(invoice.cents, []).append(invoice)
            for key in {invoice.po, invoice.load} - {""}:
                self.of_key.setdefault(key, []).append(invoice)
        self.behind: dict[str, set[int]] = {}
        for customer in customers:
            for width in (level.name_width, WIRE_NAME_WIDTH):
                for form in payer_forms(customer, width):
                    self.behind.setdefault(form, set()).add(customer.index)
        for payment in payments:
            self._learn(payment)

    def _learn(self, payment: Payment) -> None:
        """A borrowed name is known from the payments that quote their numbers."""
        sure = payment.allocations and all(part.clue.kind == "number" for part in payment.allocations)
        if sure and payment.payer_mode in BORROWED_NAMES:
            known = self.behind.setdefault(payment.payer_text, set())
            known.update(part.invoice.customer for part in payment.allocations)

    def judge(self, payment: Payment) -> None:
        """Mark the payment's allocations `ambiguous` and `tie`."""
        parts = payment.allocations
        if payment.situation == "card_payout_batch":
            for part in parts:
                part.ambiguous = True
            return
        who = self._visible(payment)
        hidden = [part for part in parts if not self._legible(part, payment, who)]
        if not hidden:
            return
        if len(hidden) > 1:
            undecided = self._sum_is_open(payment, hidden, who)
            for part in hidden:
                part.ambiguous = undecided
        elif payment.amount_story not in NOT_WHOLE and hidden[0].ledger_cents == hidden[0].invoice.cents:
            self._judge_whole(payment, hidden[0], who)
        else:
            hidden[0].ambiguous = self._short_is_open(payment, hidden[0], who)

    def _visible(self, payment: Payment) -> set[int] | None:
        """Customers the line may come from; None when it tells nothing."""
        if any(part.clue.kind == "customer" for part in payment.allocations):
            return {payment.customer}
        if payment.column_text and payment.column_text == self.customers[payment.customer].name:
            return {payment.customer}
        if not payment.payer_text:
            return None
        who = self.behind.get(payment.payer_text)
        if who is None or any(part.invoice.customer not in who for part in payment.allocations):
            return None
        return who

    def _open(self, pool: list[Invoice], payment: Payment) -> list[Invoice]:
        ahead = 25 if payment.situation == "prepayment" else 0
        last, day = payment.paid_on + timedelta(days=ahead), payment.paid_on
        return [i for i in pool if i.issued_on <= last and (i.settled_on is None or i.settled_on >= day)]

    def _legible(self, part: Allocation, payment: Payment, who: set[int] | None) -> bool:
        clue = part.clue
        if clue.kind == "number":
            return True
        if clue.kind in ("none", "customer"):
            return False
        if clue.kind in ("po", "load"):
            pool = self.of_key.get(clue.token, [])
        elif who is None:
            pool = self.of_amount.get(part.invoice.cents, []) if payment.amount_story == "exact" else []
        else:
            pool = [i for index in who for i in self.of_customer.get(index, [])]
        found = [i for i in self._open(pool, payment) if (who is None or i.customer in who) and fits(clue, i)]
        listed = payment.remit_style in ("lines", "edi") and part.ledger_cents == part.invoice.cents
        told_amount = payment.amount_story == "exact" or listed
        return len(found) == 1 or (bool(found) and told_amount and self._alone(part, found))

    @staticmethod
    def _alone(part: Allocation, found: list[Invoice]) -> bool:
        return sum(i.cents == part.invoice.cents for i in found) == 1

    def _pool(self, payment: Payment, who: set[int]) -> list[Invoice]:
        told = {id(part.invoice) for part in payment.allocations if part.clue.kind == "number"}
        pool = [i for index in sorted(who) for i in self.of_customer.get(index, []) if id(i) not in told]
        return self._open(pool, payment)

    def _judge_whole(self, payment: Payment, part: Allocation, who: set[int] | None) -> None:
        """One whole invoice: undecided when another has the same claim, unless oldest first settles it."""
        mine = part.invoice
        told = {id(other.invoice) for other in payment.allocations}
        pool = self._open(self.of_amount.get(mine.cents, []), payment)
        rivals = [
            i for i in pool if id(i) not in told and (who is None or i.customer in who) and fits(part.clue, i)
        ]
        if any(i.customer != mine.customer for i in rivals):
            part.ambiguous = part.tie = True
        elif rivals:
            part.ambiguous = any((i.issued_on, i.index) < (mine.issued_on, mine.index) for i in rivals)
        elif who is None:
            part.ambiguous = mine.cents % 100 == 0 or payment.situation == "misleading_number"

    def _short_is_open(self, payment: Payment, part: Allocation, who: set[int] | None) -> bool:
        """More or less than the invoice, or another currency, without a legible number."""
        if who is None:
            return True
        mine = part.invoice
        pool = [i for i in self._pool(payment, who) if i.cents > 0 and i is not mine and fits(part.clue, i)]
        pool = [i for i in pool if not _younger_equal(i, mine)]
        paid, story = part.ledger_cents + payment.on_account_cents, payment.amount_story
        margin = {"cents_off": 100, "rounded": 100, "wire_fee": 6_000, "card_fee": part.invoice.cents // 25}
        if story in margin:
            return any(paid - 100 <= i.cents <= paid + margin[story] for i in pool)
        if story in ("early_discount", "discount_late"):
            return any(paid - 100 <= i.cents <= paid + paid // 25 for i in pool)
        if story == "retained":
            kept = 100 - self.customers[part.invoice.customer].retainage_percent
            return any(abs(i.cents * kept - paid * 100) <= 100 for i in pool)
        if story == "currency":
            return any(abs(i.cents - paid) <= paid // 25 for i in pool)
        return bool(pool)

    def _sum_is_open(self, payment: Payment, hidden: list[Allocation], who: set[int] | None) -> bool:
        """Several invoices without legible numbers: decided when one set of open items explains the sum."""
        if payment.amount_story == "retainage":
            return any(part.clue.kind != "load" for part in hidden)
        if who is None or payment.amount_story not in ("exact", "reduced"):
            return True
        if any(part.reason and not part.reason.endswith("%") for part in hidden):
            return True
        pool = self._pool(payment, who)
        first = hidden[0].clue
        if all((part.clue.kind, part.clue.token) == (first.kind, first.token) for part in hidden):
            pool = [i for i in pool if fits(first, i)]
        if len(pool) > MOST_OPEN_ITEMS:
            return len(pool) != len(hidden)
        cents = [self._after_discount(i, payment) for i in pool]
        if subset_solutions(cents, sum(part.ledger_cents for part in hidden)) != 1:
            return True
        chosen = {id(part.invoice) for part in hidden}
        return not _oldest_of_equals(pool, cents, chosen)

    def _after_discount(self, invoice: Invoice, payment: Payment) -> int:
        """What a customer who takes its discount pays for the invoice on that day."""
        customer = self.customers[invoice.customer]
        percent, days, _ = customer.terms
        in_time = payment.paid_on <= invoice.issued_on + timedelta(days=days + 5)
        if payment.amount_story != "reduced" or not customer.takes_discount or not in_time:
            return invoice.cents
        return invoice.cents - (invoice.cents * percent + 50) // 100


def _younger_equal(other: Invoice, mine: Invoice) -> bool:
    """The same claim of the same customer, but later: oldest first decides."""
    same = other.customer == mine.customer and other.cents == mine.cents
    return same and (other.issued_on, other.index) > (mine.issued_on, mine.index)


def _oldest_of_equals(pool: list[Invoice], cents: list[int], chosen: set[int]) -> bool:
    """Whether among open items of equal amount the chosen ones are the oldest: then any order is harmless."""
    skipped: set[int] = set()
    for invoice, value in sorted(zip(pool, cents, strict=True), key=lambda p: (p[0].issued_on, p[0].index)):
        if id(invoice) not in chosen:
            skipped.add(value)
        elif value in skipped:
            return False
    return True


def subset_solutions(cents: list[int], target: int) -> int:
    """How many non-empty sets of amounts sum to `target`, equal amounts counted once (meet in the middle)."""
    if not cents:
        return 0
    values = sorted(Counter(cents).items())
    left, right = _sums(values[::2]), np.sort(_sums(values[1::2]))
    wanted = target - left
    found = np.searchsorted(right, wanted, "right") - np.searchsorted(right, wanted, "left")
    return int(found.sum()) - (1 if target == 0 else 0)


def _sums(values: list[tuple[int, int]]) -> np.ndarray:
    sums = np.zeros(1, dtype=np.int64)
    for value, count in values:
        sums = np.concatenate([sums + value * taken for taken in range(count + 1)])
    return sums
