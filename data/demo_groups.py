"""Payments over several invoices: combined runs, credit notes, equal monthly series, card payouts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from data import demo_texts as texts
from data.demo_books import Invoice
from data.demo_desk import Desk, less, whole
from data.demo_ways import card_fee

RUN_SPAN_DAYS = 40
PAYOUT_SPAN_DAYS = 12


class Pool:
    """The invoices whose payment has not been decided yet."""

    def __init__(self, invoices: Iterable[Invoice]) -> None:
        self._free = {(row.number, row.party.name): row for row in invoices}

    def __iter__(self) -> Iterator[Invoice]:
        return iter(list(self._free.values()))

    def take(self, *invoices: Invoice) -> None:
        """Remove invoices whose payment is now decided."""
        for invoice in invoices:
            del self._free[(invoice.number, invoice.party.name)]

    def runs(self, desk: Desk, size: int) -> list[list[Invoice]]:
        """Every `size` consecutive free invoices of a counterparty, close in time, in chance order."""
        by_party: defaultdict[tuple[str, str], list[Invoice]] = defaultdict(list)
        for row in sorted(self, key=lambda row: (row.issued_on, row.number)):
            if row.total_minor > 0:
                by_party[row.party.name, row.currency].append(row)
        found = [
            rows[at : at + size]
            for rows in by_party.values()
            for at in range(len(rows) - size + 1)
            if rows[at + size - 1].issued_on - rows[at].issued_on <= timedelta(days=RUN_SPAN_DAYS)
        ]
        desk.rng.shuffle(found)
        return found


def combined(
    desk: Desk,
    pool: Pool,
    count: int,
    sizes: Sequence[int],
    situation: str,
    quote: Callable[[Desk, Sequence[Invoice]], str],
) -> None:
    """`count` payments, each for consecutive invoices of a counterparty; `quote` writes the remittance."""
    for _ in range(count):
        size = desk.rng.choice(sizes)
        for run in pool.runs(desk, size):
            day = max(desk.usual_day(run[0]), desk.posting_day(run[-1].issued_on + timedelta(days=4)))
            note = quote(desk, run)
            if desk.pay([whole(row) for row in run], day, situation, remittance=note):
                pool.take(*run)
                break


def all_numbers(desk: Desk, run: Sequence[Invoice]) -> str:
    """Every invoice number of the run; one payer in seven shortens all but the first."""
    numbers = [row.number for row in run]
    if desk.rng.randrange(7) == 0 and all(number[:-3] == numbers[0][:-3] for number in numbers):
        return texts.shortened_remittance(numbers)
    return texts.plain_remittance(desk.rng, numbers, run[0].party.country == "DE")


def no_numbers(desk: Desk, run: Sequence[Invoice]) -> str:
    """A run that names no invoice, at most the month."""
    if run[0].party.country == "DE":
        return desk.rng.choice(("", "LT. KONTOAUSZUG"))
    return desk.rng.choice(("", "", "MONTHLY STATEMENT", "OPEN ITEMS PER STATEMENT"))


def net_credit_notes(desk: Desk, pool: Pool, notes: Sequence[Invoice], refunds: int, kept_open: int) -> None:
    """Credit notes deducted from a payment; the first `refunds` paid back, the last `kept_open` left open."""
    for note in notes[:refunds]:
        day = desk.posting_day(note.issued_on + timedelta(days=desk.rng.randrange(6, 20)))
        method = "sepa" if note.currency == "EUR" else "ach"
        word = "ERSTATTUNG" if note.party.country == "DE" else "REFUND"
        if desk.pay(
            [whole(note)], day, "credit_note_refund", remittance=f"{word} {note.number}", method=method
        ):
            pool.take(note)
    for note in notes[refunds : len(notes) - kept_open]:
        _net_one(desk, pool, note)


def _net_one(desk: Desk, pool: Pool, note: Invoice) -> None:
    bills = [
        row
        for row in pool
        if row.party == note.party
        and row.currency == note.currency
        and row.total_minor > -note.total_minor
        and abs((row.issued_on - note.issued_on).days) <= RUN_SPAN_DAYS
    ]
    bills = bills[: desk.rng.choice((1, 1, 2))]
    if not bills:
        return
    day = max(
        [
            desk.usual_day(bills[0]),
            *(desk.posting_day(row.issued_on + timedelta(days=3)) for row in [note, *bills]),
        ]
    )
    numbers = [row.number for row in bills]
    word = "ABZGL." if note.party.country == "DE" else "LESS"
    remittance = f"{', '.join(numbers)} {word} {note.number}" if desk.rng.randrange(4) else ", ".join(numbers)
    parts = [whole(row) for row in [*bills, note]]
    if desk.pay(parts, day, "credit_note_netted", remittance=remittance):
        pool.take(note, *bills)


def monthly_series(desk: Desk, pool: Pool, quoting: int, silent: int) -> None:
    """Contract customers with equal monthly amounts: the first quote the number, some pay in silent order.

    What is left skips one month: from then on nobody can tell from the books which month a payment is for.
    """
    by_party: defaultdict[str, list[Invoice]] = defaultdict(list)
    for row in sorted(pool, key=lambda row: (row.issued_on, row.number)):
        if row.party.monthly_minor and row.total_minor == row.party.monthly_minor:
            by_party[row.party.name].append(row)
    for at, rows in enumerate(by_party.values()):
        skipped = rows[desk.rng.randrange(3, 6)] if at >= quoting + silent else None
        pool.take(*rows)
        for row in rows:
            if row is not skipped:
                _pay_month(desk, row, at < quoting, skipped is not None and row.issued_on > skipped.issued_on)


def _pay_month(desk: Desk, invoice: Invoice, quoted: bool, after_gap: bool) -> None:
    situation = (
        "equal_monthly_with_reference" if quoted else "equal_monthly_gap" if after_gap else "equal_monthly"
    )
    silent = ("", "WARTUNG") if invoice.party.country == "DE" else ("", "MONTHLY SERVICE", "RETAINER")
    note = None if quoted else desk.rng.choice(silent)
    desk.pay(
        [whole(invoice)],
        desk.usual_day(invoice),
        situation,
        remittance=note,
        name="full",
        ambiguous=after_gap,
    )


def card_payouts(desk: Desk, pool: Pool, count: int, most_minor: int) -> None:
    """Payouts of the card processor over several payers, each less its fee, without a report of them."""
    for _ in range(count):
        rows = [row for row in pool if 0 < row.total_minor < most_minor and row.currency == "USD"]
        desk.rng.shuffle(rows)
        first = rows[0]
        near = {
            row.party.name: row for row in rows if abs((row.due_on - first.due_on).days) <= PAYOUT_SPAN_DAYS
        }
        chosen = list(near.values())[: desk.rng.choice((3, 4, 5))]
        parts = [less(row, card_fee(row.total_minor), "card_fee") for row in chosen]
        day = desk.posting_day(max(row.due_on for row in chosen))
        if desk.pay(
            parts, day, "card_payout", remittance="PAYOUT", name="none", method="card", ambiguous=True
        ):
            pool.take(*chosen)
