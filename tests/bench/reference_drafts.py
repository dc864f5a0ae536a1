"""Draws the invoices of every situation of the reference books, in the shares the plan asks for."""

from datetime import date, timedelta

from tests.bench.reference_plan import SITUATIONS, Invoice, Maker, Party, Plan, business_day, units

_NEEDS = {
    "early_discount": lambda party: party.discount is not None,
    "combined_discount": lambda party: party.discount is not None,
    "withholding": lambda party: party.withholding_percent > 0,
    "retention": lambda party: party.retention_percent > 0,
    "name_transliterated": lambda party: not party.name.isascii(),
    "name_abbreviated": lambda party: party.country != "JP",
}


def draft(maker: Maker, situation: str, size: int) -> Plan:
    """The invoices of one occurrence of a situation, not yet numbered."""
    if situation == "card_payout":
        return Plan(situation, _many_parties(maker, size))
    if situation in ("same_amount_same_day", "nameless_tie"):
        return Plan(situation, _twins(maker))
    party = maker.party(_fits(maker, situation))
    if situation in ("equal_monthly", "equal_monthly_gap"):
        return Plan(situation, _monthly(maker, party, size))
    if situation == "refund":
        return Plan(
            situation, [maker.invoice(party, maker.issue_day(), -maker.amount(party, irregular=True))]
        )
    if size > 1:
        return Plan(situation, _set(maker, situation, party, size))
    exacting = situation in ("no_reference", "misleading_number", "near_neighbour_number", "instalments")
    common = situation == "nameless_common_amount"
    minor = maker.amount(party, irregular=exacting and maker.chance(0.8), common=common)
    if situation in ("bank_fee", "rounded_amount", "on_account", "short_payment"):
        minor = max(minor, units(180 * (100 if party.currency == "JPY" else 1), party.currency))
    return Plan(situation, [maker.invoice(party, maker.issue_day(), minor)])


def _fits(maker: Maker, situation: str):  # type: ignore[no-untyped-def]
    if situation == "other_currency":
        return lambda party: party.currency != maker.home
    return _NEEDS.get(situation, lambda party: True)


def _many_parties(maker: Maker, size: int) -> list[Invoice]:
    first = maker.issue_day()
    invoices: list[Invoice] = []
    while len(invoices) < size:
        party = maker.party(lambda party: party.currency == maker.home)
        day = business_day(first + timedelta(days=maker.rng.randrange(4)))
        invoices.append(maker.invoice(party, day, maker.amount(party)))
    return invoices


def _twins(maker: Maker) -> list[Invoice]:
    """Two customers with one currency, one amount and one day of issue."""
    one = maker.party(lambda party: party.currency == maker.home)
    other = maker.party(lambda party: party.currency == maker.home and party is not one)
    day, minor = maker.issue_day(), maker.amount(one)
    pair = [maker.invoice(one, day, minor), maker.invoice(other, day, minor)]
    pair[1].due = pair[0].due
    return pair


def _monthly(maker: Maker, party: Party, size: int) -> list[Invoice]:
    """Equal invoices on the first of consecutive months, due in 14 days."""
    minor = maker.amount(party)
    start = maker.rng.randrange(1, 13 - min(size, 12) + 1)
    invoices = []
    for month in range(start, start + size):
        day = business_day(date(2024, month, 1))
        invoice = maker.invoice(party, day, minor)
        invoice.due = day + timedelta(days=14)
        invoice.series, invoice.terms = 0, "net 14"
        invoices.append(invoice)
    return invoices


def _set(maker: Maker, situation: str, party: Party, size: int) -> list[Invoice]:
    """Invoices of one customer within some days, the last one negative where the situation nets a credit."""
    first = maker.issue_day()
    span = {
        "combined_without_list": 7,
        "large_combined": 45,
        "statement_total": 27,
        "reference_range": 1,
    }.get(situation, 20)
    if situation == "statement_total":
        first = first.replace(day=1)
    days = sorted(first + timedelta(days=maker.rng.randrange(span)) for _ in range(size))
    unlisted = situation in ("combined_without_list", "statement_total", "credit_note_netted")
    invoices = [
        maker.invoice(
            party, business_day(day), maker.amount(party, irregular=unlisted and maker.chance(0.85))
        )
        for day in days
    ]
    if situation in ("credit_note_netted", "set_off_netted"):
        _make_credit(maker, situation, invoices)
    if situation == "reference_range":
        for invoice in invoices:
            invoice.series = 0
    return invoices


def _make_credit(maker: Maker, situation: str, invoices: list[Invoice]) -> None:
    credit = invoices[-1]
    largest = max(invoice.minor for invoice in invoices[:-1])
    credit.minor = -max(1, int(largest * maker.rng.uniform(0.04, 0.45)))
    credit.terms = ""
    if situation == "set_off_netted":
        credit.number = f"{credit.party.name[:2].upper()}-{maker.rng.randrange(10_000, 99_999)}"


def all_drafts(maker: Maker, invoices: int) -> list[Plan]:
    """Plans holding exactly `invoices` invoices: every situation by its share, the rest unpaid."""
    plans: list[Plan] = []
    shares = {name: row[2 + maker.difficulty] for name, row in SITUATIONS.items()}
    payable = invoices * (1.0 - maker.profile.unpaid_share)
    total = sum(shares.values())
    left, owed = invoices, 0.0
    for situation, (fewest, most, *_) in SITUATIONS.items():
        owed += payable * shares[situation] / total
        if shares[situation] <= 0:
            continue
        made = 0
        while (made == 0 or owed >= (fewest + min(most, fewest + 2)) / 2) and left >= fewest:
            size = min(maker.rng.randint(fewest, most), left)
            if situation == "combined_with_list" and maker.chance(0.5):
                size = min(size, 4)
            plan = draft(maker, situation, size)
            plans.append(plan)
            made += len(plan.invoices)
            owed -= len(plan.invoices)
            left -= len(plan.invoices)
    for _ in range(left):
        party = maker.party()
        plans.append(Plan("unpaid", [maker.invoice(party, maker.issue_day(), maker.amount(party))]))
    return plans
