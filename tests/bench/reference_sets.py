"""Turns sets of invoices of the reference books into bank lines: lists, totals, instalments, returns."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.bench.reference_names import SPELLING_STRENGTH, mistyped
from tests.bench.reference_paying import (
    REFERENCE_STRENGTH,
    background,
    fitted,
    habitual_day,
    make_payment,
    spelling_of,
    written_reference,
)
from tests.bench.reference_plan import DIGITS, Invoice, Maker, Payment, Plan, business_day, scaled, units
from tests.bench.reference_texts import FILLER, MONTHS, damaged, introduced, language

_ROOMY = {"fps": "swift", "check": "advice"}
_SAFE = ("exact", "in_text", "prefix", "separators", "padding", "lookalike", "swapped", "purchase_order")


def _plain(minor: int, currency: str) -> str:
    digits = DIGITS.get(currency, 2)
    return f"{minor / 10**digits:.{digits}f}"


def _strong_name(maker: Maker, invoice: Invoice) -> str:
    name = spelling_of(maker, invoice)
    return name if SPELLING_STRENGTH[name] == 2 else "legal_dropped"


def _together(maker: Maker, invoices: list[Invoice]) -> date:
    """The day a set is paid: the habit of its latest invoice."""
    return habitual_day(maker, max(invoices, key=lambda invoice: invoice.issued))


def _listed(maker: Maker, invoices: list[Invoice], slip_share: float) -> str:
    """The numbers of a set in one text; some written wrong, sometimes only the last digits."""
    rng, country = maker.rng, invoices[0].party.country
    modes = ("prefix", "separators", "padding", "lookalike", "swapped")
    short = rng.random() < (0.05, 0.15, 0.25)[maker.difficulty]
    parts = []
    for at, invoice in enumerate(invoices):
        if short and at:
            parts.append(damaged(rng, invoice.number, "last_digits", country)[-4:])
        elif rng.random() < slip_share:
            parts.append(damaged(rng, invoice.number, rng.choice(modes), country))
        else:
            parts.append(invoice.number)
    return introduced(rng, rng.choice((", ", " ", "; ", "/", " + ")).join(parts), country)


def _set_payment(
    maker: Maker,
    plan: Plan,
    remit: str,
    *,
    shares: list[int] | None = None,
    width: int | None = None,
    name: str | None = None,
    payer: str | None = None,
    method: str | None = None,
    strength: int = 3,
) -> Payment:
    """One payment for the whole set; `shares` are the allocations in minor units, else the full totals."""
    shares = shares or [invoice.minor for invoice in plan.invoices]
    lead = max(plan.invoices, key=lambda invoice: invoice.minor)
    usual = lead.party.method
    payment = make_payment(
        maker,
        lead,
        plan.situation,
        paid=_together(maker, plan.invoices),
        minor=sum(shares),
        currency=lead.currency,
        name=name or spelling_of(maker, lead),
        remit=remit,
        method=method or _ROOMY.get(usual, usual),
        width=width,
        payer=payer,
    )
    payment.allocations = list(zip(plan.invoices, shares, strict=True))
    payment.reference_strength = strength
    return payment


def _list(maker: Maker, plan: Plan) -> list[Payment]:
    slip = (0.02, 0.10, 0.20)[maker.difficulty]
    return [_set_payment(maker, plan, _listed(maker, plan.invoices, slip), width=400)]


def _range(maker: Maker, plan: Plan) -> list[Payment]:
    rng = maker.rng
    first, last = plan.invoices[0].number, plan.invoices[-1].number
    word = rng.choice((" to ", "-", " - ", " bis ", " thru "))
    end = last if rng.random() < 0.6 else last[-4:]
    remit = introduced(rng, f"{first}{word}{end}", plan.invoices[0].party.country)
    return [_set_payment(maker, plan, remit, name=_strong_name(maker, plan.invoices[0]))]


def _cut_list(maker: Maker, plan: Plan) -> list[Payment]:
    remit = _listed(maker, plan.invoices, 0.0)
    width = max(len(remit) * 2 // 5, len(plan.invoices[0].number) + 9)
    return [
        _set_payment(maker, plan, remit, width=width, name=_strong_name(maker, plan.invoices[0]), strength=2)
    ]


def _unlisted(maker: Maker, plan: Plan) -> list[Payment]:
    lead = plan.invoices[0]
    filler = maker.rng.choice(FILLER[language(lead.party.country)])
    name = _strong_name(maker, lead)
    payer = mistyped(maker.rng, lead.party.name) if maker.chance((0.1, 0.3, 0.5)[maker.difficulty]) else None
    return [_set_payment(maker, plan, filler, name=name, payer=payer, strength=0)]


def _statement(maker: Maker, plan: Plan) -> list[Payment]:
    lead = plan.invoices[0]
    month = MONTHS[lead.issued.month - 1]
    remit = maker.rng.choice(
        ("STATEMENT {0} {1}", "Kontoauszug {0} {1}", "acct stmt {0}-{1}", "Monthly statement {0}")
    )
    name = _strong_name(maker, lead)
    return [_set_payment(maker, plan, remit.format(month, lead.issued.year), name=name, strength=0)]


def _discounted(maker: Maker, plan: Plan) -> list[Payment]:
    percent = (plan.invoices[0].party.discount or (2, 10))[0]
    shares = [invoice.minor - round(invoice.minor * percent / 100) for invoice in plan.invoices]
    remit = _listed(maker, plan.invoices, (0.0, 0.05, 0.1)[maker.difficulty])
    if maker.chance(0.5):
        remit += f" less {percent}%"
    payment = _set_payment(maker, plan, remit, shares=shares, width=400)
    payment.paid = business_day(plan.invoices[-1].issued + timedelta(days=maker.rng.randrange(3, 11)))
    return [payment]


def _fee_shared(maker: Maker, plan: Plan) -> list[Payment]:
    """A flat fee off the total; by our convention the largest invoice carries it."""
    shares = [invoice.minor for invoice in plan.invoices]
    at = shares.index(max(shares))
    shares[at] -= min(
        scaled(maker.rng.choice((5, 10, 15, 20, 25)), plan.invoices[0].currency), shares[at] // 3
    )
    remit = _listed(maker, plan.invoices, (0.0, 0.05, 0.1)[maker.difficulty])
    return [_set_payment(maker, plan, remit, shares=shares, width=400)]


def _remittance(maker: Maker, plan: Plan) -> list[Payment]:
    """An advice with a line per invoice: number, amount, reason; one a part payment, one unreadable."""
    rng = maker.rng
    shares = [invoice.minor for invoice in plan.invoices]
    lines = []
    partial = rng.randrange(len(shares)) if rng.random() < 0.6 else -1
    unreadable = rng.randrange(len(shares)) if rng.random() < (0.05, 0.2, 0.35)[maker.difficulty] else -1
    for at, invoice in enumerate(plan.invoices):
        reason = ""
        if at == partial:
            reason, shares[at] = rng.choice(
                (
                    (" less 5% retention", shares[at] - round(shares[at] * 0.05)),
                    (" 1st of 2 instalments", (shares[at] + 1) // 2),
                    (" on account", max(1, int(shares[at] * 0.4))),
                    (" 10% deducted defects", shares[at] - round(shares[at] * 0.10)),
                )
            )
        number = invoice.number
        if at == unreadable and at != partial:
            number = f"{number[:3]}#?{rng.randrange(10)}"
        lines.append(f"{number} {_plain(shares[at], invoice.currency)}{reason}")
    return [
        _set_payment(
            maker, plan, rng.choice(("; ", " | ", " // ")).join(lines), shares=shares, method="advice"
        )
    ]


def _netted(maker: Maker, plan: Plan) -> list[Payment]:
    rng = maker.rng
    credit = plan.invoices[-1]
    listed = _listed(maker, plan.invoices[:-1], (0.0, 0.05, 0.1)[maker.difficulty])
    if rng.random() < (0.8, 0.5, 0.35)[maker.difficulty] or plan.situation == "set_off_netted":
        listed += f" {rng.choice(('less', 'abzgl.', 'minus', '-', 'net of CN'))} {credit.number}"
    return [_set_payment(maker, plan, listed, width=400, name=_strong_name(maker, credit))]


def _instalments(maker: Maker, plan: Plan) -> list[Payment]:
    rng, invoice = maker.rng, plan.invoices[0]
    count = rng.choice((2, 2, 3, 3, 4, 5, 6))
    part = invoice.minor // count
    parts = [part] * (count - 1) + [invoice.minor - part * (count - 1)]
    if count == 2 and rng.random() < 0.5:
        first = round(invoice.minor * rng.choice((0.3, 0.4, 0.6)))
        parts = [first, invoice.minor - first]
    kept = count - 1 if count > 2 and rng.random() < 0.15 else count
    start, payments = habitual_day(maker, invoice), []
    name = _strong_name(maker, invoice)
    usual = background(maker, maker.profile.reference_modes)
    for at, minor in enumerate(parts[:kept]):
        mode = usual if usual in _SAFE else "in_text"
        if rng.random() < (0.02, 0.06, 0.12)[maker.difficulty]:
            mode = "none"
        remit, reference_field = written_reference(maker, invoice, mode, None)
        remit += rng.choice(
            (f" {at + 1}/{count}", f" Rate {at + 1} von {count}", f" INSTALMENT {at + 1} OF {count}", "")
        )
        paid = business_day(start + timedelta(days=rng.choice((14, 30)) * at + rng.randrange(3)))
        payment = make_payment(
            maker,
            invoice,
            plan.situation,
            paid=paid,
            minor=minor,
            currency=invoice.currency,
            name=name,
            remit=remit,
            reference_field=reference_field,
            width=60 if invoice.party.method == "fps" else None,
        )
        payment.reference_strength = REFERENCE_STRENGTH[mode]
        payment.allocations = [(invoice, minor)]
        payments.append(payment)
    return payments


def _usual(maker: Maker, invoice: Invoice, situation: str, paid: date, sure: bool = False) -> Payment:
    """An ordinary full payment with a background reference."""
    reference, name = background(maker, maker.profile.reference_modes), spelling_of(maker, invoice)
    reference, name = fitted(maker, invoice, reference, name, "exact")
    if sure and REFERENCE_STRENGTH[reference] < 2:
        reference = "in_text"
    remit, reference_field = written_reference(maker, invoice, reference, None)
    payment = make_payment(
        maker,
        invoice,
        situation,
        paid=paid,
        minor=invoice.minor,
        currency=invoice.currency,
        name=name,
        remit=remit,
        reference_field=reference_field,
        width=60 if invoice.party.method == "fps" else None,
    )
    payment.reference_strength = REFERENCE_STRENGTH[reference]
    payment.allocations = [(invoice, invoice.minor)]
    return payment


def _again(payment: Payment, paid: date, minor: int, situation: str) -> Payment:
    """A later line with the same words that settles nothing."""
    return Payment(
        paid=paid,
        minor=minor,
        currency=payment.currency,
        counterparty=payment.counterparty,
        description=payment.description,
        reference=payment.reference,
        method=payment.method,
        situation=situation,
    )


def _twice(maker: Maker, plan: Plan) -> list[Payment]:
    invoice = plan.invoices[0]
    first = _usual(maker, invoice, plan.situation, habitual_day(maker, invoice), sure=True)
    later = business_day(first.paid + timedelta(days=maker.rng.randrange(2, 25)))
    return [first, _again(first, later, first.minor, "duplicate_payment")]


def _returned(maker: Maker, plan: Plan) -> list[Payment]:
    invoice = plan.invoices[0]
    good = _usual(maker, invoice, plan.situation, habitual_day(maker, invoice), sure=True)
    bounced = _again(good, good.paid, good.minor, "bounced_payment")
    back_on = business_day(good.paid + timedelta(days=maker.rng.randrange(1, 6)))
    fee = scaled(maker.rng.choice((3.5, 5, 7.5)), good.currency) if maker.chance(0.35) else 0
    back = _again(good, back_on, -good.minor - fee, "payment_returned")
    back.description = (
        f"{maker.rng.choice(('RETURN', 'RUECKLASTSCHRIFT', 'RETURNED ITEM NSF', 'R01'))} {back.description}"
    )
    good.paid = business_day(back_on + timedelta(days=maker.rng.randrange(2, 15)))
    return [bounced, back, good]


def _refund(maker: Maker, plan: Plan) -> list[Payment]:
    invoice = plan.invoices[0]
    paid = business_day(invoice.issued + timedelta(days=maker.rng.randrange(3, 25)))
    remit = f"{maker.rng.choice(('REFUND', 'Erstattung', 'Credit refund', 'Gutschrift'))} {invoice.number}"
    payment = make_payment(
        maker,
        invoice,
        plan.situation,
        paid=paid,
        minor=invoice.minor,
        currency=invoice.currency,
        name=_strong_name(maker, invoice),
        remit=remit,
        width=60,
    )
    payment.allocations = [(invoice, invoice.minor)]
    return [payment]


def _monthly(maker: Maker, plan: Plan) -> list[Payment]:
    """Equal monthly payments up to 25 days late without a number; in the gap one month is never paid."""
    rng = maker.rng
    gap = rng.randrange(1, len(plan.invoices) - 1) if plan.situation == "equal_monthly_gap" else -1
    named_months = gap < 0 and rng.random() < (0.7, 0.4, 0.25)[maker.difficulty]
    name = _strong_name(maker, plan.invoices[0])
    payments = []
    for at, invoice in enumerate(plan.invoices):
        if at == gap:
            continue
        word = rng.choice(("RETAINER", "Monthly fee", "Wartung", "Service", "Miete Geraete"))
        remit = f"{word} {MONTHS[invoice.issued.month - 1]}" if named_months else word
        paid = business_day(invoice.due + timedelta(days=rng.randrange(0, 26)))
        payment = make_payment(
            maker,
            invoice,
            plan.situation,
            paid=paid,
            minor=invoice.minor,
            currency=invoice.currency,
            name=name,
            remit=remit,
            method="sepa" if invoice.party.method == "check" else None,
            width=60,
        )
        payment.reference_strength = 0
        payment.allocations = [(invoice, invoice.minor)]
        payment.ambiguous = gap >= 0
        payments.append(payment)
    return payments


def _same_day(maker: Maker, plan: Plan) -> list[Payment]:
    """Two customers, one amount, one day: told apart by the name alone, or by nothing in the true tie."""
    paid = habitual_day(maker, plan.invoices[0])
    nameless = plan.situation == "nameless_tie"
    payments = []
    for invoice in plan.invoices:
        name = "nameless" if nameless else _strong_name(maker, invoice)
        remit = "DEPOSIT" if nameless else maker.rng.choice(FILLER[language(invoice.party.country)])
        payment = make_payment(
            maker,
            invoice,
            plan.situation,
            paid=paid,
            minor=invoice.minor,
            currency=invoice.currency,
            name=name,
            remit=remit,
            method="sepa" if maker.home == "EUR" else "check",
        )
        payment.reference_strength = 0
        payment.allocations = [(invoice, invoice.minor)]
        payment.ambiguous = payment.tie = nameless
        payments.append(payment)
    return payments


def _payout(maker: Maker, plan: Plan) -> list[Payment]:
    """A card processor's net payout over many payers: 2.9 percent and .30 off each, no list."""
    rng = maker.rng
    fixed = units(0.30, maker.home)
    shares = [invoice.minor - round(invoice.minor * 0.029) - fixed for invoice in plan.invoices]
    paid = business_day(
        max(invoice.issued for invoice in plan.invoices) + timedelta(days=rng.randrange(2, 5))
    )
    payment = make_payment(
        maker,
        plan.invoices[0],
        plan.situation,
        paid=paid,
        minor=sum(shares),
        currency=maker.home,
        name="nameless",
        remit=f"PAYGATE TRANSFER ST-{rng.randrange(10**9, 10**10)}",
        method="sepa",
    )
    payment.method = "card"
    payment.allocations = list(zip(plan.invoices, shares, strict=True))
    payment.reference_strength, payment.ambiguous = 0, True
    return [payment]


SETS: dict[str, Callable[[Maker, Plan], list[Payment]]] = {
    "several_references": _list,
    "combined_with_list": _list,
    "large_combined": _list,
    "reference_range": _range,
    "references_cut_off": _cut_list,
    "combined_without_list": _unlisted,
    "statement_total": _statement,
    "combined_discount": _discounted,
    "combined_fee_shared": _fee_shared,
    "remittance_lines": _remittance,
    "credit_note_netted": _netted,
    "set_off_netted": _netted,
    "instalments": _instalments,
    "paid_twice": _twice,
    "returned_and_repaid": _returned,
    "refund": _refund,
    "equal_monthly": _monthly,
    "equal_monthly_gap": _monthly,
    "same_amount_same_day": _same_day,
    "nameless_tie": _same_day,
    "card_payout": _payout,
}
