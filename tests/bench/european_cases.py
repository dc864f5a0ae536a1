"""The situations of one client of the European benchmark books: how often each occurs and how it runs."""

from datetime import timedelta

from tests.bench.european_ledger import FIRST_DAY, Draft, business_day
from tests.bench.european_settling import PER_EURO, Claim, Line, Settling, decimal_text
from tests.bench.european_wording import latin, phrase, spoken_amount

# Chance of each situation when a client settles its next invoice: clean, typical, hard (relative weights).
SCENARIOS: dict[str, tuple[float, float, float]] = {
    "plain": (60, 42, 28),
    "payer_cut": (1.6, 1.8, 2.4),
    "payer_respelled": (2, 2, 2),
    "payer_abbreviated": (1, 1.8, 2.6),
    "payer_joined": (0.6, 0.9, 1.3),
    "trading_name": (0.8, 1.5, 2.2),
    "group_pays": (0.8, 1.4, 2.2),
    "factoring": (0.7, 1.1, 1.6),
    "private_account": (0.6, 1.1, 1.6),
    "branch_number": (1.6, 2, 2.4),
    "paid_early": (1.2, 1.2, 1.4),
    "paid_late": (1.6, 2, 2.6),
    "before_invoice": (0.6, 0.9, 1.3),
    "cents_off": (0.9, 1.4, 1.8),
    "rounded": (0.6, 0.9, 1.3),
    "bank_fee": (1, 1.8, 2.2),
    "card_fee": (0.6, 1, 1.3),
    "discount": (2.4, 2.8, 3),
    "discount_late": (0.6, 0.9, 1.2),
    "withholding": (0.9, 1.3, 1.5),
    "retention": (0.6, 0.8, 1),
    "short_pay": (0.6, 1.1, 1.7),
    "set_off": (0.6, 0.8, 1.1),
    "overpayment": (0.6, 0.9, 1.1),
    "dunning_fee": (0.6, 0.8, 1.1),
    "on_account": (0.6, 0.9, 1.1),
    "foreign_currency": (1.2, 2, 2.4),
    "instalments": (0.8, 1.1, 1.4),
    "combined_list": (2.6, 3.2, 3.2),
    "combined_range": (1, 1.2, 1.2),
    "combined_cut": (0.8, 1.3, 1.6),
    "combined_lines": (0.8, 1.1, 1.3),
    "combined_discount": (0.6, 0.9, 1.1),
    "combined_unlisted": (0.9, 1.4, 2),
    "statement_total": (0.7, 1, 1.3),
    "credit_netted": (1, 1.2, 1.4),
    "paid_twice": (0.8, 1.1, 1.4),
    "returned_repaid": (0.8, 1.1, 1.4),
    "returned_unpaid": (0.4, 0.5, 0.6),
    "unpaid": (4, 5.5, 7.5),
}
NAMES = {
    "payer_cut": "cut",
    "payer_respelled": "exact",
    "payer_abbreviated": "abbreviated",
    "payer_joined": "joined",
    "trading_name": "alias",
    "group_pays": "parent",
    "factoring": "factor",
    "private_account": "person",
}
AMOUNTS = (
    "cents_off",
    "rounded",
    "bank_fee",
    "card_fee",
    "discount",
    "discount_late",
    "withholding",
    "retention",
    "short_pay",
    "set_off",
    "overpayment",
    "dunning_fee",
)
RETURNS = {
    "DE": "RUECKLASTSCHRIFT",
    "FR": "REJET PRLV",
    "NL": "STORNERING",
    "IT": "STORNO INSOLUTO",
    "ES": "DEVOLUCION RECIBO",
    "PL": "ZWROT",
    "GB": "UNPAID",
}
# A retainer paid by standing order without a number: how often a month is left out.
MONTH_SKIPPED = (0.03, 0.05, 0.08)


def settle_client(books: Settling, drafts: list[Draft]) -> None:
    """Let one client settle its open documents in order of issue, one scenario after the other."""
    open_items = [draft for draft in drafts if not draft.taken]
    if open_items and open_items[0].client.silent:
        _standing_order(books, [draft for draft in open_items if draft.retainer])
    for at, draft in enumerate(open_items):
        if draft.taken or draft.total <= 0:
            continue
        ahead = [
            item for item in open_items[at : at + 40] if not item.taken and item.currency == draft.currency
        ]
        near_credit = any(item.total < 0 for item in ahead[:6])
        situation = "credit_netted" if near_credit and books.rng.random() < 0.4 else _situation(books, draft)
        if not _settle(books, situation, draft, ahead):
            _plain(books, draft)
    for draft in open_items:
        if draft.total < 0 and not draft.taken and books.rng.random() < 0.5:
            _refund(books, draft)


def _situation(books: Settling, draft: Draft) -> str:
    """A drawn situation; discounts are taken by habit, sites are named by their number."""
    pick = books.rng.random()
    if draft.client.discount_bp and pick < 0.14:
        return "discount" if pick < 0.1 else "discount_late"
    if draft.client.site and pick > 0.92:
        return "branch_number"
    return books.draw(SCENARIOS)


def _settle(books: Settling, situation: str, draft: Draft, ahead: list[Draft]) -> bool:
    """Run one situation; False when it does not fit this invoice."""
    client = draft.client
    if situation == "unpaid":
        draft.taken = True
        return True
    if situation in NAMES:
        return _by_name(books, situation, draft)
    if situation in AMOUNTS:
        return _by_amount(books, situation, draft)
    if situation in ("paid_early", "paid_late", "before_invoice"):
        return _by_date(books, situation, draft)
    if situation.startswith("combined") or situation in ("statement_total", "credit_netted"):
        return _combined(books, situation, ahead)
    match situation:
        case "branch_number":
            if not client.site:
                return False
            books.single(
                draft,
                situation,
                name="exact",
                form=books.rng.choice(("no_reference", "last_digits_only", "")),
            )
        case "on_account":
            return _on_account(books, draft)
        case "foreign_currency":
            _foreign(books, draft)
        case "instalments":
            return _instalments(books, draft)
        case "paid_twice":
            _paid_twice(books, draft)
        case "returned_repaid" | "returned_unpaid":
            _returned(books, draft, situation == "returned_repaid")
        case _:
            return False
    return True


def _plain(books: Settling, draft: Draft) -> None:
    form = books.form_for(draft)
    books.single(draft, form, form=form)


def _by_name(books: Settling, situation: str, draft: Draft) -> bool:
    client, form = draft.client, NAMES[situation]
    if client.person == client.name and form in ("person", "alias", "factor", "parent"):
        return False
    line = books.single(draft, situation, name=form)
    if situation == "payer_respelled":
        line.name = latin(client.name, umlauts=books.rng.random() < 0.6).upper()
    if situation == "factoring":
        line.text = f"{line.text} {client.stem}" if books.rng.random() < 0.5 else line.text
        line.payer = "client" if client.stem in line.text else "none"
    return True


def _by_amount(books: Settling, situation: str, draft: Draft) -> bool:
    client, rng = draft.client, books.rng
    if situation.startswith("discount") and not client.discount_bp:
        return False
    paid, allocated, words, mode = books.deduction(draft, situation)
    if paid <= 0 or paid == draft.total:
        return False
    day = None
    if situation == "discount":
        day = business_day(draft.issued + timedelta(days=rng.randrange(2, client.discount_days + 1)))
    elif situation == "discount_late":
        day = business_day(draft.issued + timedelta(days=client.discount_days + rng.randrange(2, 9)))
    elif situation == "dunning_fee":
        day = business_day(draft.due + timedelta(days=rng.randrange(15, 60)))
    books.single(draft, situation, day=day, paid=paid, allocated=allocated, extra=words, mode=mode)
    return True


def _by_date(books: Settling, situation: str, draft: Draft) -> bool:
    rng = books.rng
    day = draft.issued + timedelta(days=rng.randrange(0, 3))
    if situation == "paid_late":
        day = draft.due + timedelta(days=rng.randrange(30, 110))
    elif situation == "before_invoice":
        day = draft.issued - timedelta(days=rng.randrange(1, 12))
    books.single(draft, situation, day=business_day(day))
    return True


def _combined(books: Settling, situation: str, ahead: list[Draft]) -> bool:
    rng = books.rng
    first = ahead[0]
    near = [draft for draft in ahead if (draft.issued - first.issued).days <= 45]
    invoices = [draft for draft in near if draft.total > 0]
    size = rng.choice((2, 2, 3, 3, 4, 5, 7)) if situation != "combined_cut" else rng.randrange(6, 29)
    if situation == "combined_range":
        run = [first]
        for draft in invoices[1:]:
            if draft.index == run[-1].index + 1:
                run.append(draft)
        if len(run) < 2:
            return False
        books.several(run, situation, "range")
        return True
    if situation == "credit_netted":
        credits = [draft for draft in near if draft.total < 0][: rng.choice((1, 1, 2))]
        chosen = invoices[: rng.randrange(1, 4)]
        if not credits or sum(draft.total for draft in credits + chosen) <= 100:
            return False
        chosen = sorted(credits + chosen, key=lambda draft: draft.index)
        books.several(chosen, situation, "full" if rng.random() < 0.8 - 0.25 * books.level else "none")
        return True
    if situation == "statement_total":
        chosen = near if sum(draft.total for draft in near) > 0 else invoices
        month = [draft for draft in chosen if draft.issued.month == first.issued.month]
        if len([draft for draft in month if draft.total > 0]) < 2 or sum(draft.total for draft in month) <= 0:
            return False
        books.several(month, situation, "statement")
        return True
    chosen = invoices[:size]
    if len(chosen) < 2 or (situation == "combined_discount" and not first.client.discount_bp):
        return False
    if situation == "combined_discount":
        books.several(chosen[:4], situation, "full", discount_bp=first.client.discount_bp)
        return True
    if situation == "combined_unlisted":
        chosen = [first, *rng.sample(invoices[1:], min(len(invoices) - 1, rng.randrange(1, 4)))]
    listed = {
        "combined_list": "full",
        "combined_cut": "cut",
        "combined_lines": "lines",
        "combined_unlisted": "none",
    }
    books.several(sorted(chosen, key=lambda draft: draft.index), situation, listed[situation])
    return True


def _on_account(books: Settling, draft: Draft) -> bool:
    rng, total = books.rng, draft.total
    unit = 10 ** (len(str(total)) - 2) * 5
    part = int(total * rng.uniform(0.3, 0.8)) // unit * unit
    if part <= 0:
        return False
    words = phrase(rng, draft.client, "account")
    named = rng.random() < 0.7 - 0.2 * books.level
    first = books.single(
        draft,
        "on_account",
        form="reference_in_text" if named else "no_reference",
        paid=part,
        extra=words,
        mode="part",
    )
    if rng.random() < 0.6:
        day = business_day(first.day + timedelta(days=rng.randrange(10, 40)))
        books.single(draft, "on_account", day=day, paid=total - part, mode="part")
    return True


def _foreign(books: Settling, draft: Draft) -> None:
    rng = books.rng
    currency = rng.choice([item for item in PER_EURO if item != draft.currency])
    day = books.pay_day(draft)
    margin = 1 - rng.choice((0, 0, 0.003, 0.008, 0.015))
    paid = max(1, round(books.rates.convert(draft.total, draft.currency, currency, day) * margin))
    words = ""
    if rng.random() < 0.5 - 0.12 * books.level:
        words = f"/OCMT/{draft.currency}{decimal_text(draft.total, draft.currency).replace('.', ',')}"
    line = books.single(
        draft, "foreign_currency", day=day, paid=paid, extra=words, mode="fx", currency=currency
    )
    line.method = "SWIFT"


def _instalments(books: Settling, draft: Draft) -> bool:
    rng, total = books.rng, draft.total
    parts = rng.choice((2, 2, 3, 3, 4, 5, 6))
    share = total // parts
    if share < 500:
        return False
    rounded = share // 100 * 100 if rng.random() < 0.4 else share
    day = books.pay_day(draft)
    named = rng.random() < 0.85 - 0.2 * books.level
    for part in range(1, parts + 1):
        paid = rounded if part < parts else total - rounded * (parts - 1)
        number = draft.number if named else ""
        words = " ".join(phrase(rng, draft.client, "instalment", n=number, i=part, k=parts).split())
        line = books.single(draft, "instalments", form="no_reference", day=day, paid=paid, mode="part")
        line.text = words
        line.claims[0].named, line.claims[0].words = named, number
        day = business_day(day + timedelta(days=rng.choice((14, 30, 30, 31))))
    return True


def _copy(line: Line, days: int, noise: str) -> Line:
    """The same words and money on another day, belonging to no invoice."""
    return Line(
        business_day(line.day + timedelta(days=days)),
        line.amount,
        line.currency,
        line.client,
        line.name,
        line.text,
        line.situation,
        [],
        line.structured,
        line.reference,
        payer=line.payer,
        noise=noise,
    )


def _paid_twice(books: Settling, draft: Draft) -> None:
    line = books.single(
        draft, "paid_twice", form=books.rng.choice(("reference_in_text", "reference_in_text", "no_reference"))
    )
    books.lines.append(_copy(line, books.rng.randrange(1, 25), "paid_twice_again"))


def _returned(books: Settling, draft: Draft, repaid: bool) -> None:
    """A payment or direct debit that comes back, often with the bank's fee, and is mostly paid again."""
    rng = books.rng
    again = books.single(draft, "returned_repaid")
    first = _copy(again, 0, "returned_original")
    back = _copy(again, rng.randrange(1, 6), "return")
    fee = rng.choice((0, 300, 350, 500, 812)) if rng.random() < 0.6 else 0
    back.amount = -first.amount - fee
    word = RETURNS.get(books.kind.country, "R-TRANSACTION MD06")
    charges = f" ENTGELT {spoken_amount(draft.client, decimal_text(fee, draft.currency))}" if fee else ""
    back.text, back.method = f"{word} {first.text}{charges}", "return"
    books.lines += [first, back]
    if repaid:
        again.day = business_day(back.day + timedelta(days=rng.randrange(2, 20)))
    else:
        books.lines.remove(again)


def _refund(books: Settling, draft: Draft) -> None:
    """A credit note paid out: money goes the other way."""
    rng, client = books.rng, draft.client
    text = (
        phrase(rng, client, "credit", n=draft.number)
        if rng.random() < 0.8
        else phrase(rng, client, "nothing")
    )
    day = business_day(draft.issued + timedelta(days=rng.randrange(3, 25)))
    named = draft.number in text
    books.lines.append(
        Line(
            day,
            draft.total,
            draft.currency,
            client,
            client.name,
            text,
            "refund",
            [Claim(draft, draft.total, named)],
        )
    )
    draft.taken = True


def _standing_order(books: Settling, series: list[Draft]) -> None:
    """Equal monthly invoices paid without a number, in order, now and then with a month left out."""
    lag = books.rng.randrange(-3, 20)
    last = FIRST_DAY
    skipped = False
    for draft in series:
        if books.rng.random() < MONTH_SKIPPED[books.level]:
            draft.taken = skipped = True
            continue
        day = max(draft.due + timedelta(days=lag + books.rng.randrange(-2, 8)), last + timedelta(days=1))
        last = business_day(day)
        line = books.single(
            draft, "monthly_gap" if skipped else "monthly_equal", form="no_reference", day=last
        )
        line.text = phrase(books.rng, draft.client, "monthly")
