"""The eight kinds of Commonwealth companies, what their books look like, and the three difficulties."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Level:
    """How often something stands between a payment and its invoice; all values are probabilities."""

    named: float  # the payer quotes a number at all
    reformatted: float  # of quoted numbers: prefix, zeros or separators changed
    damaged: float  # one typing error in it
    last_digits: float  # only its end
    other_number: float  # order, job or customer number instead
    misleading: float  # a number of something else, or of another invoice
    odd_amount: float  # of single payments: not the exact sum
    batch_flaw: float  # of combined payments: a deduction in it
    combining: float  # customers who pay several invoices at once
    unpaid: float
    alias: float  # customers who pay under another name
    shortening: float  # names abbreviated
    mistyping: float  # names with an error
    nameless: float  # paid in without a name
    mishaps: float  # per invoice: paid twice, returned, refunded


LEVELS = {
    "clean": Level(
        0.93, 0.13, 0.02, 0.015, 0.03, 0.004, 0.07, 0.06, 0.30, 0.03, 0.06, 0.12, 0.01, 0.010, 0.012
    ),
    "typical": Level(
        0.84, 0.24, 0.05, 0.035, 0.06, 0.010, 0.13, 0.12, 0.38, 0.05, 0.12, 0.22, 0.03, 0.022, 0.018
    ),
    "hard": Level(
        0.77, 0.30, 0.08, 0.055, 0.09, 0.022, 0.20, 0.20, 0.46, 0.07, 0.20, 0.36, 0.06, 0.040, 0.026
    ),
}


@dataclass(frozen=True, slots=True)
class Trade:
    """One kind of company: whom it bills, how often, how much, and what its customers do to the sums.

    `odd` weighs the reasons for an inexact single payment; `rhythm` weighs how a customer is billed
    (weekly, monthly, contract, now_and_then); `prices` is (lowest, highest, list prices or free).
    """

    kind: str
    countries: tuple[str, ...]
    number_forms: tuple[str, ...]
    per_customer: float
    rhythm: dict[str, float]
    prices: tuple[float, float, bool]
    odd: dict[str, float]
    order_word: str
    credits: float = 0.02
    statements: float = 0.15
    terms_days: tuple[int, ...] = (14, 30, 30)
    discount: float = 0.0  # share of customers with discount terms
    financed: float = 0.02  # share of customers whose invoices a finance company pays
    foreign: float = 0.0  # share of customers billed in another currency
    withholding: float = 0.0  # share of customers who keep tax back
    branches: float = 0.0  # share of customers that are a branch of a chain
    cards: float = 0.0  # share of single payments through a card acquirer
    extras: frozenset[str] = field(default_factory=frozenset)


_USUAL = {
    "cents_off": 2.0,
    "rounded": 1.5,
    "bank_fee": 1.2,
    "short_pay": 2.0,
    "overpayment": 1.2,
    "instalments": 1.5,
    "prepayment": 1.0,
    "card_fee": 0.3,
}

TRADES = (
    Trade(
        "staffing",
        ("GB", "IE", "AU"),
        ("TS{week:02d}{serial:05d}", "{serial:06d}", "SI-{serial:05d}"),
        26,
        {"weekly": 0.75, "now_and_then": 0.25},
        (420, 1900, True),
        _USUAL | {"short_pay": 2.5},
        "PO",
        credits=0.025,
        terms_days=(7, 14, 30),
        financed=0.14,
    ),
    Trade(
        "freight",
        ("ZA", "AE", "GB"),
        ("{code}{year:02d}{serial:05d}", "FF{serial:06d}", "IN/{year:02d}/{serial:05d}"),
        18,
        {"now_and_then": 1.0},
        (180, 9500, False),
        _USUAL | {"short_pay": 6.0, "bank_fee": 2.5},
        "JOB",
        credits=0.035,
        foreign=0.18,
    ),
    Trade(
        "construction",
        ("GB", "IE", "NZ"),
        ("{contract}-{step:02d}", "A{contract}/{step:02d}", "{serial:05d}"),
        12,
        {"contract": 0.8, "now_and_then": 0.2},
        (1800, 64000, False),
        _USUAL | {"instalments": 3.0},
        "CONTRACT",
        statements=0.03,
        terms_days=(21, 30, 35),
        extras=frozenset({"tax_deducted", "retention"}),
    ),
    Trade(
        "agency",
        ("CA", "GB", "NZ"),
        ("INV-{serial:04d}", "{year:04d}-{serial:04d}", "{code}{serial:04d}"),
        14,
        {"monthly": 0.8, "now_and_then": 0.2},
        (450, 8000, True),
        _USUAL,
        "PO",
        statements=0.05,
        foreign=0.08,
    ),
    Trade(
        "clinic",
        ("IE", "ZA", "KE"),
        ("A{serial:06d}", "{serial:07d}", "CL/{serial:05d}"),
        8,
        {"now_and_then": 1.0},
        (65, 2600, True),
        _USUAL | {"card_fee": 1.0, "instalments": 2.5},
        "AUTH",
        terms_days=(14, 30),
        cards=0.05,
        extras=frozenset({"insurers"}),
    ),
    Trade(
        "wholesale",
        ("AU", "AU", "NG", "CA"),
        ("{serial:06d}", "SI{serial:06d}", "INV{serial:07d}"),
        20,
        {"now_and_then": 1.0},
        (90, 6200, False),
        _USUAL | {"card_fee": 1.5},
        "PO",
        credits=0.06,
        statements=0.35,
        discount=0.22,
        cards=0.05,
    ),
    Trade(
        "software",
        ("SG", "KE", "GB"),
        ("INV-{serial:06d}", "S{year:02d}-{serial:05d}", "{serial:06d}"),
        11,
        {"monthly": 0.7, "now_and_then": 0.3},
        (49, 4200, True),
        _USUAL | {"bank_fee": 4.0, "card_fee": 1.5},
        "PO",
        statements=0.04,
        foreign=0.5,
        withholding=0.14,
        cards=0.03,
    ),
    Trade(
        "facilities",
        ("GB", "NZ", "ZA"),
        ("FM{serial:05d}", "{site:03d}/{serial:05d}", "{serial:06d}"),
        16,
        {"monthly": 0.6, "now_and_then": 0.4},
        (120, 3800, False),
        _USUAL,
        "WO",
        credits=0.03,
        branches=0.45,
    ),
)

CURRENCY = {
    "GB": "GBP", "IE": "EUR", "CA": "CAD", "ZA": "ZAR", "AU": "AUD", "NZ": "NZD", "NG": "NGN", "KE": "KES",
    "AE": "AED", "SG": "SGD",
}  # fmt: skip
# Units of each currency per pound in the year of the books, rough.
PER_POUND = {
    "GBP": 1.0, "EUR": 1.17, "CAD": 1.72, "ZAR": 23.4, "AUD": 1.93, "NZD": 2.08, "NGN": 1850.0, "KES": 168.0,
    "AED": 4.66, "SGD": 1.70, "USD": 1.27,
}  # fmt: skip
SALES_TAX = {
    "GB": 0.20,
    "IE": 0.23,
    "CA": 0.13,
    "ZA": 0.15,
    "AU": 0.10,
    "NZ": 0.15,
    "NG": 0.075,
    "KE": 0.16,
    "AE": 0.05,
    "SG": 0.09,
}
WITHHOLDING = {"NG": 0.05, "KE": 0.05}  # of the sum before tax; elsewhere 10 % of an invoice abroad


def choose(seed: int) -> tuple[Trade, str]:
    """The kind of company and its country: eight seeds in a row are eight kinds."""
    trade = TRADES[seed % len(TRADES)]
    return trade, trade.countries[seed // len(TRADES) % len(trade.countries)]
