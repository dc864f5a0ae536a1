"""Says honestly which true allocations of the reference books nobody could decide from the data."""

from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import timedelta

from tests.bench.reference_plan import Invoice, Payment

_BEFORE_DAYS = 15
_OPEN_DAYS = 150
_MOST_OPEN = 24
_SHORTEST_CUT = 12  # characters a bank's narrowest name field keeps


def judge(invoices: list[Invoice], payments: list[Payment]) -> None:
    """Marks `ambiguous` and `tie` on payments whose rivals have an equal claim.

    A payment with a usable number is never ambiguous. Without one: a nameless line is ambiguous when another
    open invoice has the same amount and currency (a tie when that is another customer's); a named line when
    an unpaid invoice of the same customer (or of one the written name fits as well) has it too; a set without
    a list, or with a cut one whose first number is legible, when a second subset of the customer's open items
    has the same sum, or more than 24 items are open.
    """
    settled_on = _settled_on(payments)
    by_amount: dict[tuple[str, int], list[Invoice]] = defaultdict(list)
    by_party: dict[str, list[Invoice]] = defaultdict(list)
    for invoice in invoices:
        by_amount[invoice.currency, invoice.minor].append(invoice)
        by_party[invoice.party.name].append(invoice)
    for payment in payments:
        if not payment.allocations or payment.ambiguous:
            continue
        if len(payment.allocations) > 1:
            if payment.reference_strength <= 2:
                payment.ambiguous = _several_subsets(payment, by_party, settled_on)
        elif payment.reference_strength <= 1:
            _judge_single(payment, by_amount, settled_on)


def _settled_on(payments: list[Payment]) -> dict[int, Payment]:
    """The last true payment of each invoice, by the invoice's identity."""
    last: dict[int, Payment] = {}
    for payment in sorted(payments, key=lambda payment: payment.paid):
        for invoice, _ in payment.allocations:
            last[id(invoice)] = payment
    return last


def _open_at(invoice: Invoice, payment: Payment, settled_on: dict[int, Payment]) -> bool:
    """Whether a person looking at all the books could still give this invoice to this payment."""
    born = invoice.issued - timedelta(days=_BEFORE_DAYS)
    if not born <= payment.paid <= invoice.due + timedelta(days=_OPEN_DAYS):
        return False
    by = settled_on.get(id(invoice))
    return by is None or by is payment or (by.reference_strength == 0 and by.paid >= payment.paid)


def _judge_single(
    payment: Payment, by_amount: dict[tuple[str, int], list[Invoice]], settled_on: dict[int, Payment]
) -> None:
    own = payment.allocations[0][0]
    if payment.reference_strength == 1 and payment.name_strength > 0:
        return
    rivals = [
        invoice
        for invoice in by_amount[own.currency, own.minor]
        if invoice is not own and _open_at(invoice, payment, settled_on)
    ]
    if payment.name_strength > 0:
        if payment.minor != own.minor or payment.currency != own.currency:
            return
        equal = [rival for rival in rivals if _same_payer(rival.party.name, own.party.name, payment)]
        doubtful = [rival for rival in equal if id(rival) not in settled_on or rival.issued < own.issued]
        payment.ambiguous = bool(doubtful)
        payment.tie = any(rival.party.name != own.party.name for rival in doubtful)
        return
    payment.ambiguous = bool(rivals) or payment.situation == "nameless_common_amount"
    payment.tie = payment.tie or any(rival.party.name != own.party.name for rival in rivals)


def _same_payer(rival: str, own: str, payment: Payment) -> bool:
    """Whether the name as written on the line could be the rival's as well as the true payer's."""
    if rival == own:
        return True
    written = f"{payment.counterparty} {payment.description}".upper()
    return rival[:_SHORTEST_CUT].upper() == own[:_SHORTEST_CUT].upper() and own.upper() not in written


def _several_subsets(
    payment: Payment, by_party: dict[str, list[Invoice]], settled_on: dict[int, Payment]
) -> bool:
    """True when the open items reach the payment's sum in more than one way, or are too many to tell."""
    party = payment.allocations[0][0].party.name
    known = payment.allocations[0][0] if payment.reference_strength == 2 else None
    items = [
        invoice.minor
        for invoice in by_party[party]
        if invoice is not known
        and invoice.currency == payment.currency
        and _open_at(invoice, payment, settled_on)
    ]
    rest = payment.minor - (known.minor if known else 0)
    if len(items) > _MOST_OPEN:
        return True
    half = len(items) // 2
    left, right = _sums(items[:half]), sorted(_sums(items[half:]).elements())
    found = 0
    for total, times in left.items():
        at = bisect_left(right, rest - total)
        while at < len(right) and right[at] == rest - total:
            found += times
            at += 1
            if found > 1:
                return True
    return False


def _sums(items: list[int]) -> Counter[int]:
    """How often each subset sum occurs, the empty set included."""
    sums: Counter[int] = Counter({0: 1})
    for item in items:
        grown = Counter(sums)
        for total, times in sums.items():
            grown[total + item] += times
        sums = grown
    return sums
