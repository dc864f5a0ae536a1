"""The ways one invoice gets paid in the demo books, each by the name it has in the truth."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data import demo_texts as texts
from data.demo_books import Invoice, Line, Part, decimal_text
from data.demo_calendar import LAST_DAY, business_day, to_usd_minor
from data.demo_desk import Desk, less, short, whole

# Writes the payment or payments of one invoice; False when they would fall after the books end.
Pay = Callable[[Desk, Invoice], bool]
CARD_PERCENT = 290  # hundredths of a percent, a usual merchant rate; plus CARD_FIXED_MINOR a transaction
CARD_FIXED_MINOR = 30


@dataclass(frozen=True, slots=True)
class Way:
    """A way of paying, how often the company sees it in the year, and which invoices can be paid so."""

    count: int
    pay: Pay
    fits: Callable[[Invoice], bool] = lambda invoice: True


def card_fee(minor: int) -> int:
    """What the card processor keeps of `minor`, half a cent rounded up."""
    return (minor * CARD_PERCENT + 5000) // 10000 + CARD_FIXED_MINOR


def exact(desk: Desk, invoice: Invoice) -> bool:
    return desk.pay([whole(invoice)], desk.usual_day(invoice), "exact_reference") is not None


def reformatted(desk: Desk, invoice: Invoice) -> bool:
    note = texts.reformatted(desk.rng, invoice.number)
    return (
        desk.pay([whole(invoice)], desk.usual_day(invoice), "reformatted_reference", remittance=note)
        is not None
    )


def damaged(desk: Desk, invoice: Invoice) -> bool:
    note = texts.damaged(desk.rng, invoice.number)
    return (
        desk.pay([whole(invoice)], desk.usual_day(invoice), "damaged_reference", remittance=note) is not None
    )


def no_reference(desk: Desk, invoice: Invoice) -> bool:
    day = desk.usual_day(invoice)
    return desk.pay([whole(invoice)], day, "no_reference", remittance="", name="full") is not None


def truncated_name(desk: Desk, invoice: Invoice) -> bool:
    day = desk.usual_day(invoice)
    return desk.pay([whole(invoice)], day, "truncated_name", remittance="", name="truncated") is not None


def abbreviated_name(desk: Desk, invoice: Invoice) -> bool:
    day = desk.usual_day(invoice)
    return desk.pay([whole(invoice)], day, "abbreviated_name", remittance="", name="abbreviated") is not None


def purchase_order(desk: Desk, invoice: Invoice) -> bool:
    day = desk.usual_day(invoice)
    note = invoice.purchase_order
    return desk.pay([whole(invoice)], day, "purchase_order_only", remittance=note) is not None


def structured(desk: Desk, invoice: Invoice) -> bool:
    day = desk.usual_day(invoice)
    return (
        desk.pay([whole(invoice)], day, "structured_reference", remittance="", end_to_end=invoice.reference)
        is not None
    )


def early(desk: Desk, invoice: Invoice) -> bool:
    """Paid on the quotation some days before the invoice is written, or right after it."""
    day = desk.posting_day(invoice.issued_on + timedelta(days=desk.rng.randrange(-4, 4)))
    return desk.pay([whole(invoice)], day, "early_payment") is not None


def late(desk: Desk, invoice: Invoice) -> bool:
    day = desk.posting_day(invoice.due_on + timedelta(days=desk.rng.randrange(32, 75)))
    return desk.pay([whole(invoice)], day, "late_payment") is not None


def bank_fee(desk: Desk, invoice: Invoice) -> bool:
    fee = desk.rng.choice((1000, 1200, 1500, 1500, 2000, 2500, 3000))
    day = desk.usual_day(invoice)
    return desk.pay([less(invoice, fee, "bank_fee")], day, "bank_fee", method="wire") is not None


def card(desk: Desk, invoice: Invoice) -> bool:
    fee = card_fee(invoice.total_minor)
    day = desk.usual_day(invoice)
    return desk.pay([less(invoice, fee, "card_fee")], day, "card_fee", method="card") is not None


def discount_of(invoice: Invoice) -> int:
    """The early-payment discount its terms allow, half a cent rounded up."""
    percent, _ = invoice.party.discount or (0, 0)
    return (invoice.total_minor * percent + 50) // 100


def early_discount(desk: Desk, invoice: Invoice) -> bool:
    _, days = invoice.party.discount or (0, 0)
    day = business_day(invoice.issued_on + timedelta(days=desk.rng.randrange(days - 6, days - 1)))
    if day != desk.posting_day(day):
        return False
    return desk.pay([less(invoice, discount_of(invoice), "discount")], day, "early_discount") is not None


def unearned_discount(desk: Desk, invoice: Invoice) -> bool:
    """The discount is taken although the payment comes at the due date: the rest stays open."""
    day = desk.posting_day(invoice.due_on + timedelta(days=desk.rng.randrange(0, 8)))
    return desk.pay([short(invoice, discount_of(invoice))], day, "unearned_discount") is not None


def rounding(desk: Desk, invoice: Invoice) -> bool:
    cents = desk.rng.choice((-3, -2, -1, 1, 1, 2, 3, 4, 5))
    return desk.pay([less(invoice, cents, "rounding")], desk.usual_day(invoice), "rounding") is not None


def instalments(desk: Desk, invoice: Invoice) -> bool:
    """Two to four parts about a month apart; parts after the end of the books have not come yet."""
    count = desk.rng.choice((2, 2, 3, 3, 4))
    sign = 1 if invoice.signed_minor > 0 else -1
    share = sign * (invoice.total_minor // count // 10000 * 10000)
    shares = [share] * (count - 1) + [invoice.signed_minor - share * (count - 1)]
    day = desk.usual_day(invoice)
    if day + timedelta(days=31) > LAST_DAY:
        return False
    for at, minor in enumerate(shares, 1):
        word = "RATE" if invoice.party.country == "DE" else "PART"
        note = desk.rng.choice((f"{invoice.number} {at}/{count}", f"{invoice.number} {word} {at}"))
        desk.pay([Part(invoice, minor)], day, "instalment", remittance=note)
        day = business_day(day + timedelta(days=28 + desk.rng.randrange(5)))
    return True


def short_paid(desk: Desk, invoice: Invoice) -> bool:
    """Short by eight to forty percent without a word: beyond any tolerance, for a person."""
    missing = invoice.total_minor * desk.rng.randrange(8, 41) // 100
    return desk.pay([short(invoice, missing)], desk.usual_day(invoice), "short_paid") is not None


def missing_credit_note(desk: Desk, invoice: Invoice) -> bool:
    """The payer deducts a credit note that was never written in these books."""
    missing = invoice.total_minor * desk.rng.randrange(5, 25) // 100
    word = "ABZGL. GUTSCHRIFT" if invoice.party.country == "DE" else "LESS CREDIT"
    note = f"{invoice.number} {word} CN-{desk.rng.randrange(8000, 8999)}"
    day = desk.usual_day(invoice)
    return desk.pay([short(invoice, missing)], day, "missing_credit_note", remittance=note) is not None


def overpaid(desk: Desk, invoice: Invoice) -> bool:
    """More than was billed: two digits exchanged, or last time's amount; the rest stays on account."""
    extra = invoice.signed_minor // abs(invoice.signed_minor) * desk.rng.choice((9000, 27000, 10000, 45000))
    return desk.pay([whole(invoice)], desk.usual_day(invoice), "overpaid", extra_minor=extra) is not None


def paid_twice(desk: Desk, invoice: Invoice) -> bool:
    """The same payment a second time, some days later; the second belongs to no invoice."""
    day = desk.usual_day(invoice)
    # Never the same day: of two equal lines of one day nobody could say which was the second.
    again = business_day(day + timedelta(days=desk.rng.choice((0, 1, 3, 7, 12)) or 1))
    if again > LAST_DAY:
        return False
    line = desk.pay([whole(invoice)], day, "paid_twice_first")
    if line is not None:
        desk.books.add_noise(_repeat(desk, line, invoice, again), "paid_twice")
    return line is not None


def _repeat(desk: Desk, line: Line, invoice: Invoice, day: date) -> Line:
    """The line again on another day; a new check carries a new number."""
    text = line.description.replace(f"{line.paid_on:%y%m%d}", f"{day:%y%m%d}")
    if not line.check_number:
        return replace(line, paid_on=day, description=text)
    number = str(int(line.check_number) + 1 + desk.rng.randrange(30))
    return replace(
        line, paid_on=day, check_number=number, description=text.replace(line.check_number, number)
    )


def returned(desk: Desk, invoice: Invoice) -> bool:
    """A payment the bank takes back for lack of funds, and the payer sends again."""
    day = desk.usual_day(invoice)
    back = business_day(day + timedelta(days=3))
    again = business_day(back + timedelta(days=desk.rng.randrange(4, 15)))
    if again > LAST_DAY:
        return False
    line = desk.pay([whole(invoice)], again, "repaid_after_return")
    if line is None:
        return False
    first = replace(
        line, paid_on=day, description=line.description.replace(f"{again:%y%m%d}", f"{day:%y%m%d}")
    )
    text = f"RETURNED ITEM R01 INSUFFICIENT FUNDS {invoice.party.name.upper()} {day:%y%m%d}"
    desk.books.add_noise(first, "returned_payment")
    reversal = replace(first, paid_on=back, amount_minor=-line.amount_minor, description=text, reference="")
    desk.books.add_noise(reversal, "payment_return")
    return True


def in_dollars(desk: Desk, invoice: Invoice) -> bool:
    """A EUR or GBP invoice settled in dollars: the bank's rate is up to 0.6 % off the month's rate."""
    day = desk.usual_day(invoice)
    sign = 1 if invoice.signed_minor > 0 else -1
    at_month_rate = to_usd_minor(abs(invoice.signed_minor), invoice.currency, day)
    paid = sign * (at_month_rate * (10000 - sign * desk.rng.randrange(5, 60)) // 10000)
    booked = sign * to_usd_minor(abs(invoice.signed_minor), invoice.currency, invoice.issued_on)
    note = f"{invoice.number} {invoice.currency} {decimal_text(abs(invoice.total_minor))}"
    part = Part(invoice, paid, "fx", booked - paid)
    return (
        desk.pay([part], day, "foreign_currency", remittance=note, method="wire", currency="USD") is not None
    )


def nameless_deposit(desk: Desk, invoice: Invoice) -> bool:
    """Only an amount, and one that other open invoices have too: nobody could tell from the books."""
    day = desk.usual_day(invoice)
    rivals = [
        row
        for row in desk.books.invoices
        if row.signed_minor == invoice.signed_minor
        and row.currency == invoice.currency
        and row.issued_on < day < row.due_on + timedelta(days=30)
    ]
    if len({row.party.name for row in rivals}) < 2:
        return False
    method = "sepa" if invoice.currency == "EUR" else "check"
    parts = [whole(invoice)]
    line = desk.pay(parts, day, "nameless_deposit", remittance="", name="none", method=method, ambiguous=True)
    return line is not None


def related_payer(desk: Desk, invoice: Invoice) -> bool:
    """Another company of the customer's group pays, and names the invoice."""
    group = f"{invoice.party.name.split()[0]} {'Holding GmbH' if invoice.currency == 'EUR' else 'Holdings'}"
    day = desk.usual_day(invoice)
    return desk.pay([whole(invoice)], day, "paid_by_group_company", payer=group, name="full") is not None


def check_only(desk: Desk, invoice: Invoice) -> bool:
    """Our own check: the bank prints its number and nothing else."""
    day = desk.usual_day(invoice)
    return desk.pay([whole(invoice)], day, "check_number_only", name="none", method="check_out") is not None


def direct_debit(desk: Desk, invoice: Invoice) -> bool:
    """The supplier draws the money at the due date under its mandate, without an invoice number."""
    day = desk.posting_day(invoice.due_on)
    return (
        desk.pay([whole(invoice)], day, "direct_debit", remittance="", name="full", method="direct_debit")
        is not None
    )


def unpaid(_desk: Desk, invoice: Invoice) -> bool:
    """Nobody pays; it must be overdue when the books end."""
    return invoice.due_on < LAST_DAY - timedelta(days=12)
