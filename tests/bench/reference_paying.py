"""Turns one invoice of the reference books into a bank line: which reference, name, amount and day."""

import math
from datetime import date, timedelta

from tests.bench.reference_names import SPELLING_STRENGTH, spelled
from tests.bench.reference_plan import (
    DIGITS,
    PER_EURO,
    Invoice,
    Maker,
    Payment,
    business_day,
    scaled,
    units,
)
from tests.bench.reference_texts import DAMAGE, FILLER, bank_line, damaged, introduced, language

# What a situation fixes; whatever it leaves open comes from the background of the difficulty.
FIXED: dict[str, dict[str, str]] = {
    "exact_reference": {"reference": "exact", "amount": "exact"},
    "reference_in_text": {"reference": "in_text", "amount": "exact"},
    "prefix_changed": {"reference": "prefix"},
    "padding_changed": {"reference": "padding"},
    "separators_changed": {"reference": "separators"},
    "lookalike_characters": {"reference": "lookalike"},
    "character_dropped": {"reference": "dropped"},
    "character_doubled": {"reference": "doubled"},
    "characters_swapped": {"reference": "swapped"},
    "last_digits_only": {"reference": "last_digits"},
    "purchase_order": {"reference": "purchase_order"},
    "customer_number": {"reference": "customer_number", "amount": "exact"},
    "misleading_number": {"reference": "misleading", "amount": "exact", "name": "full"},
    "near_neighbour_number": {"reference": "near_neighbour", "amount": "exact", "name": "upper"},
    "no_reference": {"reference": "none", "amount": "exact"},
    "name_cut": {"name": "cut"},
    "name_upper_case": {"name": "upper"},
    "name_transliterated": {"name": "transliterated"},
    "legal_form_dropped": {"name": "legal_dropped"},
    "name_abbreviated": {"name": "abbreviated"},
    "trading_name": {"name": "trading"},
    "paid_by_parent": {"name": "parent"},
    "paid_by_factor": {"name": "factor"},
    "paid_privately": {"name": "private"},
    "paid_early": {"timing": "early"},
    "paid_on_time": {"timing": "on_time", "amount": "exact"},
    "paid_late": {"timing": "late"},
    "paid_before_invoice": {"timing": "before"},
    "cents_off": {"amount": "cents_off"},
    "rounded_amount": {"amount": "rounded"},
    "bank_fee": {"amount": "bank_fee"},
    "percent_and_fixed": {"amount": "percent_and_fixed"},
    "early_discount": {"amount": "early_discount", "timing": "discount"},
    "withholding": {"amount": "withholding"},
    "retention": {"amount": "retention"},
    "short_payment": {"amount": "short_payment"},
    "overpayment": {"amount": "overpayment"},
    "on_account": {"amount": "on_account"},
    "other_currency": {"amount": "other_currency"},
    "nameless_common_amount": {"reference": "none", "amount": "exact", "name": "nameless"},
}
REFERENCE_STRENGTH = {
    "exact": 3,
    "in_text": 3,
    "prefix": 3,
    "separators": 3,
    "padding": 3,
    "lookalike": 2,
    "dropped": 2,
    "doubled": 2,
    "swapped": 2,
    "purchase_order": 3,
    "last_digits": 1,
    "customer_number": 1,
    "none": 0,
    "misleading": 0,
    "near_neighbour": 0,
}
AMOUNT_STRENGTH = {
    "exact": 2,
    "cents_off": 1,
    "rounded": 1,
    "bank_fee": 1,
    "percent_and_fixed": 1,
    "early_discount": 1,
}
_ORDER_WORDS = ("PO", "Order", "P.O.", "Best.Nr.", "our order", "")
REASON_WORDS = {
    "withholding": ("WHT {0}%", "less {0}% tax withheld", "Quellensteuer {0}%"),
    "retention": ("LESS {0}% RETENTION", "retention {0} pct", "Einbehalt {0}%"),
    "short_payment": (
        "less damaged goods",
        "SHORT DELIVERY DEDUCTED",
        "abzgl. Reklamation",
        "disputed item deducted",
    ),
    "on_account": ("ON ACCOUNT", "PAYMENT ON ACCOUNT", "Akonto", "part payment"),
    "early_discount": ("less discount {0}%", "abzgl. {0}% Skonto", "DISC {0}%"),
}


def background(maker: Maker, choices: tuple[tuple[str, float], ...]) -> str:
    """One mode drawn by weight."""
    return maker.rng.choices([mode for mode, _ in choices], [weight for _, weight in choices])[0]


def spelling_of(maker: Maker, invoice: Invoice) -> str:
    """How the payer's name is written this time: mostly the customer's habit."""
    return invoice.party.spelling if maker.chance(0.85) else background(maker, maker.profile.spellings)


def habitual_day(maker: Maker, invoice: Invoice) -> date:
    """The day this customer would pay: due date, its own lateness, and a spread."""
    party = invoice.party
    day = invoice.due + timedelta(days=round(maker.rng.gauss(party.late_days, party.spread_days)))
    return business_day(max(day, invoice.issued + timedelta(days=2)))


def day_of(maker: Maker, invoice: Invoice, timing: str) -> date:
    """The bank's day under a named timing."""
    rng = maker.rng
    if timing == "early":
        return business_day(invoice.issued + timedelta(days=rng.randrange(1, 8)))
    if timing == "on_time":
        return business_day(invoice.due - timedelta(days=rng.randrange(0, 4)))
    if timing == "late":
        return business_day(invoice.due + timedelta(days=rng.randrange(12, 75)))
    if timing == "before":
        return business_day(invoice.issued - timedelta(days=rng.randrange(2, 14)))
    if timing == "discount":
        limit = (invoice.party.discount or (2, 10))[1]
        return business_day(invoice.issued + timedelta(days=rng.randrange(max(2, limit - 6), limit + 4)))
    return habitual_day(maker, invoice)


def rate(source: str, target: str, on: date) -> float:
    """An invented market rate: target units per source unit, drifting over the year by up to 4 percent."""
    phase = sum(map(ord, source + target)) % 31
    drift = 1 + 0.03 * math.sin(on.toordinal() / 43 + phase) + 0.01 * math.sin(on.toordinal() / 9 + phase)
    return PER_EURO[target] / PER_EURO[source] * drift


def paid_amount(maker: Maker, invoice: Invoice, mode: str, on: date) -> tuple[int, str, str]:
    """What arrives for one invoice under an amount mode: minor units, currency, percentage to state."""
    rng, total, currency = maker.rng, invoice.minor, invoice.currency
    one = 10 ** DIGITS.get(currency, 2)
    if mode == "cents_off":
        step = rng.randrange(1, 60) if one > 1 else rng.randrange(1, 5)
        return max(1, total + rng.choice((-1, -1, 1)) * step), currency, ""
    if mode == "rounded":
        base = one * (10 if total > 2000 * one and rng.random() < 0.5 else 1)
        rounded = round(total / base) * base
        return (rounded if rounded != total else total - (total % base or base // 2 or 1)), currency, ""
    if mode == "bank_fee":
        fee = scaled(rng.choice((5, 7.5, 10, 12, 15, 15, 18, 20, 25, 25, 30, 35, 40, 60)), currency)
        return max(total // 2, total - fee), currency, ""
    if mode == "percent_and_fixed":
        percent, fixed = rng.choice(((2.9, 0.30), (1.4, 0.25), (2.75, 0.0), (3.5, 0.15)))
        return total - round(total * percent / 100) - units(fixed, currency), currency, f"{percent}"
    if mode == "other_currency":
        factor = rate(currency, maker.home, on) * (1 - rng.uniform(0.0, 0.007))
        major = total / one * factor
        return units(major, maker.home), maker.home, ""
    percent = _percent(maker, invoice, mode)
    if mode in ("early_discount", "withholding", "retention"):
        return total - round(total * percent / 100), currency, str(percent)
    if mode == "short_payment":
        return max(1, round(total * rng.uniform(0.62, 0.97))), currency, ""
    if mode == "overpayment":
        return (
            total
            + (scaled(rng.choice((5, 10, 50, 100)), currency) if rng.random() < 0.5 else round(total * 0.19)),
            currency,
            "",
        )
    if mode == "on_account":
        base = one * (100 if total > 400 * one else 10)
        return max(base, int(total * rng.uniform(0.3, 0.8)) // base * base), currency, ""
    return total, currency, ""


def _percent(maker: Maker, invoice: Invoice, mode: str) -> int:
    party = invoice.party
    if mode == "early_discount":
        return (party.discount or (2, 10))[0]
    return party.withholding_percent if mode == "withholding" else party.retention_percent


def written_reference(
    maker: Maker, invoice: Invoice, mode: str, neighbour: Invoice | None
) -> tuple[str, str]:
    """The remittance text and, in some modes, the reference column, for one invoice."""
    rng, country = maker.rng, invoice.party.country
    filler = rng.choice(FILLER[language(country)])
    if mode == "exact":
        return (filler, invoice.number) if rng.random() < 0.6 else (invoice.number, "")
    if mode == "in_text":
        text = introduced(rng, invoice.number, country)
        if rng.random() < 0.3:
            text += rng.choice(
                (f" vom {invoice.issued:%d.%m.%Y}", f" dated {invoice.issued:%m/%d/%y}", f" {filler}")
            )
        return text, ""
    if mode in DAMAGE or mode == "last_digits":
        wrong = damaged(rng, invoice.number, mode, country)
        if rng.random() < 0.25:
            return filler, wrong
        return introduced(rng, wrong, country), ""
    if mode == "purchase_order":
        invoice.purchase_order = invoice.purchase_order or f"PO-{rng.randrange(10_000, 99_999)}"
        return (
            f"{rng.choice(_ORDER_WORDS)} {invoice.purchase_order}".strip(),
            "",
        )
    if mode == "customer_number":
        return (
            f"{rng.choice(('Customer', 'CUST', 'Kd-Nr', 'Client', 'acct'))} {invoice.party.customer_number}",
            "",
        )
    if mode == "near_neighbour" and neighbour is not None:
        return introduced(rng, neighbour.number, country), ""
    if mode in ("misleading", "near_neighbour"):
        other = rng.choice(
            (f"{rng.randrange(10**5, 10**6)}", f"{invoice.issued:%Y}{rng.randrange(1000, 9999)}")
        )
        return f"{rng.choice(('Project', 'Order', 'Auftrag', 'Job', 'Invoice', 'Vertrag'))} {other}", ""
    return filler, ""


def fitted(maker: Maker, invoice: Invoice, reference: str, name: str, amount: str) -> tuple[str, str]:
    """Reference and name strengthened where together with the amount they could not convince anyone."""
    strength = AMOUNT_STRENGTH.get(amount, 0)
    if name == "nameless" and reference == "none":
        return reference, name
    if REFERENCE_STRENGTH[reference] + SPELLING_STRENGTH[name] + strength >= 4:
        return reference, name
    if reference in ("none", "misleading", "near_neighbour", "customer_number") and strength == 2:
        return reference, "upper"
    if reference in ("none", "misleading", "near_neighbour", "customer_number", "last_digits"):
        return maker.rng.choice(("in_text", "exact", "in_text", "prefix", "separators")), name
    return reference, "legal_dropped" if SPELLING_STRENGTH[name] < 2 else name


def make_payment(
    maker: Maker,
    invoice: Invoice,
    situation: str,
    *,
    paid: date,
    minor: int,
    currency: str,
    name: str,
    remit: str,
    reference_field: str = "",
    method: str | None = None,
    width: int | None = None,
    payer: str | None = None,
) -> Payment:
    """One bank line from the invoice's customer; `payer` overrides the spelled name."""
    method = method or invoice.party.method
    written = spelled(maker.rng, invoice.party, name) if payer is None else payer
    line = bank_line(
        maker.rng,
        method,
        written,
        remit,
        paid,
        reference_field=reference_field,
        name_column_share=maker.profile.name_column_share,
        width=width,
        chunk_noise=maker.profile.chunk_noise,
    )
    return Payment(
        paid=paid,
        minor=minor,
        currency=currency,
        counterparty=line.counterparty,
        description=line.description,
        reference=line.reference,
        method="wire" if method in ("swift", "advice") else method,
        situation=situation,
        name_strength=SPELLING_STRENGTH[name],
    )


def pay_single(maker: Maker, invoice: Invoice, situation: str, neighbour: Invoice | None) -> Payment:
    """The one payment of one invoice in a single-invoice situation."""
    fixed, rng = FIXED.get(situation, {}), maker.rng
    amount = fixed.get("amount") or "exact"
    if "amount" not in fixed and maker.chance(maker.profile.deviation_share):
        amount = rng.choice(("cents_off", "bank_fee"))
    reference = fixed.get("reference") or background(maker, maker.profile.reference_modes)
    name = fixed.get("name") or spelling_of(maker, invoice)
    if "reference" in fixed or "name" not in fixed:
        reference, name = fitted(maker, invoice, reference, name, amount)
    elif REFERENCE_STRENGTH[reference] + SPELLING_STRENGTH[name] + AMOUNT_STRENGTH.get(amount, 0) < 4:
        reference = rng.choice(("in_text", "exact", "in_text", "prefix", "lookalike"))
    paid = day_of(maker, invoice, fixed.get("timing", "habit"))
    minor, currency, percent = paid_amount(maker, invoice, amount, paid)
    remit, field = written_reference(maker, invoice, reference, neighbour)
    if amount in REASON_WORDS and maker.chance((0.9, 0.6, 0.45)[maker.difficulty]):
        remit = f"{remit} {rng.choice(REASON_WORDS[amount]).format(percent)}"
    payment = make_payment(
        maker,
        invoice,
        situation,
        paid=paid,
        minor=minor,
        currency=currency,
        name=name,
        remit=remit,
        reference_field=field,
        width=60 if invoice.party.method == "fps" and len(remit) > 18 else None,
    )
    payment.reference_strength = REFERENCE_STRENGTH[reference]
    allocated = minor if currency != invoice.currency else min(minor, invoice.minor)
    payment.allocations.append((invoice, allocated))
    return payment
