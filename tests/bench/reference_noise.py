"""Bank lines of the reference books that belong to no invoice: payroll, rent, tax, transfers, strangers."""

from collections.abc import Callable
from datetime import timedelta

from tests.bench.reference_names import FACTORS, spelled
from tests.bench.reference_plan import FIRST_DAY, Maker, Payment, brand_word, business_day, scaled
from tests.bench.reference_texts import bank_line

_PLAIN: dict[str, tuple[int, float, float, tuple[str, ...], tuple[str, ...]]] = {
    # situation: sign, from euro, to euro, payees, texts
    "payroll": (
        -1,
        1400,
        5200,
        ("PAYROLL", "Gehaltszahlung", "ADP PAYROLL"),
        ("SALARY {0}", "Lohn/Gehalt {0}", "PAYROLL RUN {0}"),
    ),
    "rent": (
        -1,
        900,
        9000,
        ("Castle Property Trust", "Immobilien Nord KG"),
        ("RENT {0}", "Miete {0}", "OFFICE LEASE"),
    ),
    "tax": (
        -1,
        300,
        24000,
        ("IRS", "Finanzamt", "HMRC"),
        ("USATAXPYMT {1}", "UStVA {0} StNr {1}", "VAT {0}"),
    ),
    "own_transfer": (
        1,
        1000,
        50000,
        ("", "Own account"),
        ("TRANSFER FROM SAVINGS {1}", "Umbuchung", "INTERNAL TRANSFER {1}"),
    ),
    "bank_charge": (-1, 3, 60, ("",), ("ACCOUNT FEE {0}", "Kontofuehrung", "WIRE FEE {1}", "SERVICE CHARGE")),
    "interest": (1, 1, 90, ("",), ("INTEREST PAID {0}", "Zinsen {0}", "CREDIT INTEREST")),
    "supplier_paid": (
        -1,
        50,
        9000,
        ("Telko AG", "City Power Co", "Papyrus Supplies Ltd"),
        ("INV {1}", "Rechnung {1}", "ACCT {1}"),
    ),
    "tax_refund": (1, 200, 6000, ("Finanzamt", "IRS TREAS 310"), ("TAX REF {1}", "Erstattung {0}")),
    "insurance": (
        1,
        300,
        8000,
        ("Harbor Mutual Insurance", "Allsecur Versicherung"),
        ("CLAIM {1}", "Schaden {1}"),
    ),
}
_WEIGHTS = {
    "payroll": 22,
    "rent": 6,
    "tax": 6,
    "own_transfer": 8,
    "bank_charge": 12,
    "interest": 5,
    "supplier_paid": 14,
    "tax_refund": 3,
    "insurance": 3,
    "unknown_payer": 12,
    "deposit_in_advance": 5,
    "factor_sweep": 2,
}


def _plain(maker: Maker, situation: str) -> Payment:
    rng = maker.rng
    sign, low, high, payees, texts = _PLAIN[situation]
    day = _day(maker)
    minor = sign * scaled(round(rng.uniform(low, high), 2), maker.home)
    text = rng.choice(texts).format(day.strftime("%m/%Y"), rng.randrange(10_000, 9_999_999))
    return Payment(day, minor, maker.home, rng.choice(payees), text, "", "transfer", situation)


def _day(maker: Maker):  # type: ignore[no-untyped-def]
    return business_day(FIRST_DAY + timedelta(days=maker.rng.randrange(maker.days + 60)))


def _unknown(maker: Maker, situation: str) -> Payment:
    """A stranger pays, with a number that means nothing to us and now and then a common price."""
    rng, day = maker.rng, _day(maker)
    customer = maker.party(lambda party: party.currency == maker.home)
    payer = f"{brand_word(maker)} {brand_word(maker)} {rng.choice(('Ltd', 'GmbH', 'LLC'))}"
    remit = rng.choice(
        (f"INVOICE {rng.randrange(100, 99_999)}", f"Order {rng.randrange(10_000, 999_999)}", "PAYMENT")
    )
    line = bank_line(
        rng, customer.method, payer, remit, day, name_column_share=maker.profile.name_column_share
    )
    minor = maker.amount(customer)
    return Payment(
        day,
        minor,
        maker.home,
        line.counterparty,
        line.description,
        line.reference,
        customer.method,
        situation,
    )


def _deposit(maker: Maker, situation: str) -> Payment:
    """A customer pays in advance for something not billed."""
    rng, day = maker.rng, _day(maker)
    party = maker.party()
    remit = rng.choice(("DEPOSIT NEW ORDER", "Anzahlung Auftrag", "ADVANCE PAYMENT", "Anzahlung"))
    payer = spelled(rng, party, "upper")
    line = bank_line(
        rng, party.method, payer, remit, day, name_column_share=maker.profile.name_column_share, width=40
    )
    minor = scaled(rng.randrange(3, 90) * 100, party.currency)
    return Payment(
        day,
        minor,
        party.currency,
        line.counterparty,
        line.description,
        line.reference,
        party.method,
        situation,
    )


def _sweep(maker: Maker, situation: str) -> Payment:
    """A finance house moves money that concerns no invoice here."""
    minor = scaled(maker.rng.uniform(2000, 40_000), maker.home)
    text = f"ADVANCE RATE ADJUSTMENT {maker.rng.randrange(1000, 9999)}"
    return Payment(_day(maker), minor, maker.home, maker.rng.choice(FACTORS), text, "", "wire", situation)


_MAKERS: dict[str, Callable[[Maker, str], Payment]] = {
    "unknown_payer": _unknown,
    "deposit_in_advance": _deposit,
    "factor_sweep": _sweep,
}


def noise_lines(maker: Maker, count: int) -> list[Payment]:
    """`count` bank lines that settle nothing, each with its situation."""
    kinds = maker.rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()), k=count)
    return [_MAKERS.get(kind, _plain)(maker, kind) for kind in kinds]
