"""Which true allocations nobody could be sure of: the rivals among the items open on the day are counted."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict

import numpy as np

from tests.bench.pacific_ledger import Invoice, on
from tests.bench.pacific_names import shown_name
from tests.bench.pacific_settling import Payment
from tests.bench.pacific_worlds import World

READABLE = {"full", "upper_cut", "no_legal", "abbreviated"}
SURE = {"exact", "in_text", "restyled", "purchase_order", "month", "listed"}
# More open items than this and no one searches their sums (the customer's statement aside).
MOST_OPEN = 24
ADVANCE_DAYS = 5


def edits(left: str, right: str) -> int:
    """Edit distance with neighbouring swaps as one."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before = before, row
        row = [i]
        for j, b in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]


def sums_to(amounts: list[int], target: int) -> int:
    """How many subsets have that sum, by halves met in the middle."""
    halves = [amounts[: len(amounts) // 2], amounts[len(amounts) // 2 :]]
    tables = []
    for half in halves:
        table = np.zeros(1, dtype=np.int64)
        for amount in half:
            table = np.concatenate([table, table + amount])
        tables.append(np.sort(table))
    left = np.searchsorted(tables[0], target - tables[1], "left")
    return int((np.searchsorted(tables[0], target - tables[1], "right") - left).sum())


def readings(world: World, invoices: list[Invoice]) -> dict[str, set[int]]:
    """Every name a bank line may show, and the customers it may stand for."""
    found: dict[str, set[int]] = defaultdict(set)
    for customer in {invoice.customer.index: invoice.customer for invoice in invoices}.values():
        for state in sorted(READABLE):
            for how in range(3 if state == "abbreviated" else 1):
                found[shown_name(customer, state, world.name_width, how)].add(customer.index)
    return found


class Judge:
    """Knows every invoice, when it was open, and which unrelated payer names could be learned."""

    def __init__(self, world: World, invoices: list[Invoice], payments: list[Payment]) -> None:
        self.world = world
        self.of_customer: dict[int, list[Invoice]] = defaultdict(list)
        for invoice in invoices:
            self.of_customer[invoice.customer.index].append(invoice)
        self.by_total = sorted(invoices, key=lambda invoice: invoice.total)
        self.totals = [invoice.total for invoice in self.by_total]
        self.readings = readings(world, invoices)
        self.learned: dict[str, Counter[int]] = defaultdict(Counter)
        for payment in payments:
            seen = payment.evidence
            told = seen.reference in SURE - {"month"} and seen.name not in READABLE
            if payment.parts and told and seen.shown:
                self.learned[seen.shown][payment.parts[0][0].customer.index] += 1

    def open_on(self, invoice: Invoice, day: int) -> bool:
        """Written (or about to be) and not settled before that day."""
        return invoice.issued <= day + ADVANCE_DAYS and invoice.settled >= day

    def payers(self, payment: Payment) -> set[int]:
        """The customers the line may come from: by number, by a name that can be read, or by an unrelated
        name seen at least twice on sure payments; empty when it does not tell.
        """
        seen, buyer = payment.evidence, payment.parts[0][0].customer.index
        if seen.reference == "customer_number":
            return {buyer}
        if seen.name in READABLE:
            return self.readings[seen.shown] | {buyer}
        known = self.learned.get(seen.shown, Counter())
        return set(known) if known[buyer] > 1 else set()

    def items_of(self, indexes: set[int]) -> list[Invoice]:
        """The documents of these customers."""
        return [invoice for index in sorted(indexes) for invoice in self.of_customer[index]]

    def explains(self, invoice: Invoice, payment: Payment) -> bool:
        """Whether that invoice accounts for the amount at least as the true one does."""
        kind, amount = payment.evidence.amount, payment.amount
        if kind == "fx_settlement":
            rate = (
                dict(self.world.foreign).get(invoice.currency, 1)
                if invoice.currency != payment.currency
                else 1
            )
            return abs(invoice.total * rate / amount - 1) < 0.025
        if invoice.currency != payment.currency:
            return False
        if kind == "exact":
            return invoice.total == amount
        if kind in ("cents", "cash_rounding"):
            return abs(invoice.total - amount) <= max(5, self.world.rounding)
        if kind in ("short_payment", "part"):
            return invoice.total >= amount
        if kind in ("overpayment", "late_interest"):
            return 0 < invoice.total <= amount
        less = invoice.total - amount
        if kind == "bank_fee":
            return 0 <= less <= self.world.fees[1]
        share = (payment.parts[0][0].total - amount) / payment.parts[0][0].total
        return less == 0 or abs(less / invoice.total - share) < 0.001

    def could_be_written(self, invoice: Invoice, payment: Payment) -> bool:
        """Whether the damaged or shortened number on the line may stand for that invoice's."""
        seen = payment.evidence
        if seen.reference == "tail":
            return invoice.core.endswith(seen.token)
        if seen.reference == "damaged":
            truth = payment.parts[0][0]
            return min(edits(seen.token, invoice.core), edits(seen.token, invoice.number)) <= min(
                edits(seen.token, truth.core), edits(seen.token, truth.number)
            )
        return True

    def everywhere(self, payment: Payment) -> list[Invoice]:
        """Invoices of anyone within reach of the amount: equal, or off by cents."""
        reach = max(5, self.world.rounding) if payment.evidence.amount != "exact" else 0
        left = bisect_left(self.totals, payment.amount - reach)
        return self.by_total[left : bisect_right(self.totals, payment.amount + reach)]

    def single(self, payment: Payment) -> tuple[bool, bool]:
        """(ambiguous, tie) for a payment with one true invoice."""
        seen, truth = payment.evidence, payment.parts[0][0]
        if seen.amount == "tie":
            return True, True
        known = self.payers(payment)
        if seen.reference == "month" and known:
            return any(self.same_month(invoice, truth) for invoice in self.items_of(known)), False
        if seen.reference in SURE - {"month"}:
            return False, False
        hinted = seen.reference in ("tail", "damaged")
        if not known and (
            seen.reference == "misleading" or seen.amount not in ("exact", "cents", "cash_rounding")
        ):
            return True, False
        pool = self.items_of(known) if known else self.everywhere(payment)
        rivals = [
            invoice
            for invoice in pool
            if invoice is not truth
            and invoice.total > 0
            and self.open_on(invoice, payment.day)
            and self.explains(invoice, payment)
            and (not hinted or self.could_be_written(invoice, payment))
        ]
        if truth.monthly and seen.amount == "exact" and all(r.customer is truth.customer for r in rivals):
            # In a series of equal invoices the oldest open one comes first; a gap breaks that reading.
            return not known or any(rival.issued < truth.issued for rival in rivals), False
        tie = not known and not hinted and any(abs(rival.due - truth.due) <= 3 for rival in rivals)
        return bool(rivals), tie

    def same_month(self, invoice: Invoice, truth: Invoice) -> bool:
        """Another invoice of the same total written in the same calendar month."""
        first, second = on(invoice.issued), on(truth.issued)
        twin = invoice is not truth and invoice.total == truth.total
        return twin and (first.year, first.month) == (second.year, second.month)

    def group(self, payment: Payment) -> bool:
        """Whether a payment for several documents has a second reading."""
        seen, members = payment.evidence, [invoice for invoice, _ in payment.parts]
        if seen.reference == "listed":
            return False
        known = {members[0].customer.index} if seen.reference == "cut" else self.payers(payment)
        if not known:
            return True
        given = members[: seen.whole]
        rest = [
            invoice
            for invoice in self.items_of(known)
            if invoice not in given
            and invoice.currency == payment.currency
            and self.open_on(invoice, payment.day)
        ]
        newest = max(member.issued for member in members)
        if seen.reference == "statement" and all(
            i in members for i in rest if i.issued <= newest and i.total > 0
        ):
            return False
        if len(rest) > MOST_OPEN or (seen.amount == "bank_fee" and len(rest) > len(members) - len(given)):
            return True
        target = sum(member.total for member in members[seen.whole :])
        return sums_to([invoice.total for invoice in rest], target) > 1

    def verdict(self, payment: Payment) -> tuple[bool, bool]:
        """(ambiguous, tie) of a payment with true parts."""
        if len(payment.parts) == 1:
            return self.single(payment)
        return self.group(payment), False
