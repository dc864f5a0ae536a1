"""What the reference books consist of before any bank line is written: difficulties, situations, invoices."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from tests.bench.reference_names import Party, brand, make_parties
from tests.bench.reference_texts import NUMBER_STYLES

DIFFICULTIES = ("clean", "typical", "hard")
FIRST_DAY = date(2024, 1, 2)
DIGITS = {"JPY": 0, "KWD": 3}
# Rough value of one euro, in units; only used to draw amounts and settlement rates that look right.
PER_EURO = {"EUR": 1.0, "USD": 1.08, "GBP": 0.85, "CHF": 0.96, "JPY": 162.0, "KWD": 0.33}


@dataclass(frozen=True, slots=True)
class Profile:
    """How rough one difficulty is; shares are probabilities outside what a named situation fixes."""

    sibling_share: float
    catalogue_share: float
    name_column_share: float
    chunk_noise: float
    deviation_share: float
    reference_modes: tuple[tuple[str, float], ...]
    spellings: tuple[tuple[str, float], ...]
    noise_share: float
    unpaid_share: float


PROFILES = {
    "clean": Profile(
        sibling_share=0.02,
        catalogue_share=0.10,
        name_column_share=0.97,
        chunk_noise=0.02,
        deviation_share=0.02,
        reference_modes=(
            ("exact", 68),
            ("in_text", 22),
            ("prefix", 2),
            ("separators", 2),
            ("purchase_order", 2),
            ("none", 4),
        ),
        spellings=(("full", 62), ("upper", 16), ("legal_dropped", 12), ("cut", 6), ("transliterated", 4)),
        noise_share=0.07,
        unpaid_share=0.05,
    ),
    "typical": Profile(
        sibling_share=0.05,
        catalogue_share=0.22,
        name_column_share=0.82,
        chunk_noise=0.12,
        deviation_share=0.10,
        reference_modes=(
            ("exact", 34),
            ("in_text", 30),
            ("prefix", 6),
            ("separators", 5),
            ("padding", 4),
            ("lookalike", 2),
            ("swapped", 1),
            ("last_digits", 4),
            ("purchase_order", 6),
            ("none", 8),
        ),
        spellings=(
            ("full", 34),
            ("upper", 22),
            ("legal_dropped", 17),
            ("cut", 13),
            ("transliterated", 7),
            ("abbreviated", 4),
            ("trading", 2),
            ("mistyped", 1),
        ),
        noise_share=0.14,
        unpaid_share=0.08,
    ),
    "hard": Profile(
        sibling_share=0.12,
        catalogue_share=0.36,
        name_column_share=0.62,
        chunk_noise=0.30,
        deviation_share=0.30,
        reference_modes=(
            ("exact", 12),
            ("in_text", 20),
            ("prefix", 9),
            ("separators", 8),
            ("padding", 7),
            ("lookalike", 4),
            ("swapped", 3),
            ("dropped", 3),
            ("last_digits", 7),
            ("purchase_order", 8),
            ("none", 8),
        ),
        spellings=(
            ("full", 22),
            ("upper", 20),
            ("legal_dropped", 17),
            ("cut", 20),
            ("transliterated", 8),
            ("abbreviated", 7),
            ("trading", 4),
            ("mistyped", 2),
        ),
        noise_share=0.20,
        unpaid_share=0.10,
    ),
}

# Situation: (fewest invoices, most invoices, share of all invoices in percent when clean / typical / hard).
SITUATIONS: dict[str, tuple[int, int, float, float, float]] = {
    "exact_reference": (1, 1, 24.0, 11.0, 4.0),
    "reference_in_text": (1, 1, 18.0, 10.0, 4.0),
    "several_references": (2, 4, 5.0, 5.0, 5.0),
    "reference_range": (3, 6, 1.5, 3.4, 5.4),
    "references_cut_off": (3, 6, 1.6, 4.8, 8.0),
    "prefix_changed": (1, 1, 1.5, 2.5, 3.5),
    "padding_changed": (1, 1, 1.0, 2.0, 2.5),
    "separators_changed": (1, 1, 1.0, 2.0, 2.5),
    "lookalike_characters": (1, 1, 0.5, 1.2, 2.0),
    "character_dropped": (1, 1, 0.5, 1.2, 1.8),
    "character_doubled": (1, 1, 0.5, 1.0, 1.5),
    "characters_swapped": (1, 1, 0.5, 1.2, 1.8),
    "last_digits_only": (1, 1, 1.0, 2.0, 3.0),
    "purchase_order": (1, 1, 1.5, 2.5, 3.5),
    "customer_number": (1, 1, 1.0, 1.5, 2.5),
    "misleading_number": (1, 1, 0.5, 1.0, 1.8),
    "near_neighbour_number": (1, 1, 0.4, 0.8, 1.2),
    "no_reference": (1, 1, 3.0, 4.0, 4.0),
    "name_cut": (1, 1, 1.5, 2.0, 2.5),
    "name_upper_case": (1, 1, 1.5, 1.5, 1.5),
    "name_transliterated": (1, 1, 1.0, 1.2, 1.5),
    "legal_form_dropped": (1, 1, 1.5, 1.5, 1.5),
    "name_abbreviated": (1, 1, 0.5, 1.2, 2.0),
    "trading_name": (1, 1, 0.5, 1.0, 1.5),
    "paid_by_parent": (1, 1, 0.5, 1.0, 1.2),
    "paid_by_factor": (1, 1, 0.4, 0.8, 1.0),
    "paid_privately": (1, 1, 0.4, 0.8, 1.0),
    "paid_early": (1, 1, 2.0, 1.5, 1.5),
    "paid_on_time": (1, 1, 3.0, 2.0, 1.5),
    "paid_late": (1, 1, 2.0, 2.0, 2.0),
    "paid_before_invoice": (1, 1, 0.5, 0.8, 1.0),
    "cents_off": (1, 1, 0.6, 1.0, 1.2),
    "rounded_amount": (1, 1, 0.5, 0.8, 1.0),
    "bank_fee": (1, 1, 0.8, 1.6, 2.8),
    "percent_and_fixed": (1, 1, 0.6, 1.0, 1.8),
    "early_discount": (1, 1, 1.2, 2.2, 3.4),
    "withholding": (1, 1, 0.5, 1.0, 1.3),
    "retention": (1, 1, 0.5, 1.0, 1.2),
    "short_payment": (1, 1, 0.5, 1.0, 1.4),
    "overpayment": (1, 1, 0.5, 0.8, 1.0),
    "on_account": (1, 1, 0.3, 0.6, 0.8),
    "other_currency": (1, 1, 0.5, 1.2, 2.2),
    "instalments": (1, 1, 2.0, 3.8, 6.0),
    "combined_with_list": (2, 8, 2.5, 3.5, 3.5),
    "combined_without_list": (2, 4, 3.6, 7.8, 12.4),
    "combined_discount": (2, 5, 0.8, 1.4, 1.8),
    "combined_fee_shared": (2, 5, 0.6, 1.2, 1.6),
    "large_combined": (9, 28, 1.5, 1.5, 1.5),
    "statement_total": (3, 7, 3.8, 8.2, 13.0),
    "remittance_lines": (3, 6, 1.0, 1.8, 2.4),
    "credit_note_netted": (2, 4, 1.4, 2.6, 3.6),
    "set_off_netted": (2, 3, 0.4, 0.8, 1.0),
    "paid_twice": (1, 1, 1.0, 1.6, 2.0),
    "returned_and_repaid": (1, 1, 1.2, 2.4, 3.4),
    "refund": (1, 1, 0.4, 0.6, 0.6),
    "equal_monthly": (5, 12, 4.0, 6.0, 8.0),
    "equal_monthly_gap": (5, 9, 0.0, 0.6, 0.6),
    "same_amount_same_day": (2, 2, 0.5, 0.8, 1.0),
    "nameless_tie": (2, 2, 0.2, 0.3, 0.4),
    "nameless_common_amount": (1, 1, 0.1, 0.3, 0.5),
    "card_payout": (4, 9, 0.0, 0.4, 0.6),
}


@dataclass(slots=True, eq=False)
class Invoice:
    """One invoice being made; `minor` is its signed total in minor units of `currency`."""

    party: Party
    issued: date
    due: date
    minor: int
    currency: str
    series: int = 0
    number: str = ""
    purchase_order: str = ""
    reference: str = ""
    terms: str = ""


@dataclass(slots=True, eq=False)
class Payment:
    """One bank line, what it truly settles, and how strong its evidence is (2 strong, 1 weak, 0 none)."""

    paid: date
    minor: int
    currency: str
    counterparty: str
    description: str
    reference: str
    method: str
    situation: str
    allocations: list[tuple[Invoice, int]] = field(default_factory=list)
    reference_strength: int = 2
    name_strength: int = 2
    ambiguous: bool = False
    tie: bool = False


@dataclass(slots=True, eq=False)
class Plan:
    """One situation on its way: its invoices now, its payments once invoices have numbers."""

    situation: str
    invoices: list[Invoice]


def units(amount: float, currency: str) -> int:
    """An amount in major units as minor units of `currency`."""
    return round(amount * 10 ** DIGITS.get(currency, 2))


def scaled(euro: float, currency: str) -> int:
    """A value in euro as minor units of `currency` at a rough rate."""
    return max(1, units(euro * PER_EURO[currency], currency))


def business_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


@dataclass(slots=True)
class Maker:
    """The state of one generation: its randomness, its difficulty, its seller's customers and habits."""

    rng: Random
    profile: Profile
    difficulty: int
    home: str
    parties: list[Party]
    cumulative_weights: list[float]
    catalogue: list[float]
    styles: tuple[str, str]
    first_number: int
    days: int = 360
    waiting: list[tuple[int, Payment]] = field(default_factory=list)

    def party(self, fits: Callable[[Party], bool] = lambda party: True) -> Party:
        """A customer drawn by size, one that fits."""
        while True:
            for party in self.rng.choices(self.parties, cum_weights=self.cumulative_weights, k=16):
                if fits(party):
                    return party

    def chance(self, share: float) -> bool:
        """True in `share` of calls."""
        return self.rng.random() < share

    def amount(self, party: Party, *, irregular: bool = False, common: bool = False) -> int:
        """A positive invoice total in minor units: catalogue price, whole, round or irregular."""
        rng, currency = self.rng, party.currency
        if common or (not irregular and self.chance(self.profile.catalogue_share)):
            return units(rng.choice(self.catalogue) * (100 if currency == "JPY" else 1), currency)
        euro = min(90_000.0, max(18.0, rng.lognormvariate(6.9, 1.15)))
        shape = rng.random()
        major = euro * PER_EURO[currency]
        if irregular or shape < 0.74:
            return units(major, currency) + (rng.randrange(1, 10) if currency == "KWD" else 0)
        if shape < 0.86 or major < 60:
            return units(max(1, round(major)), currency)
        return units(round(major / 10) * 10 if major < 900 else round(major / 50) * 50, currency)

    def issue_day(self) -> date:
        """A business day within the year, heavier at month ends."""
        day = FIRST_DAY + timedelta(days=self.rng.randrange(self.days))
        if self.chance(0.25):
            day = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(
                days=self.rng.randrange(1, 4)
            )
        return business_day(day)

    def invoice(self, party: Party, issued: date, minor: int) -> Invoice:
        """An invoice of the party on the day, with its terms and due date."""
        due = issued + timedelta(days=party.net_days)
        terms = f"net {party.net_days}"
        if party.discount and minor > 0:
            terms = f"{party.discount[0]}/{party.discount[1]} net {party.net_days}"
        series = 1 if self.rng.random() < 0.22 else 0
        return Invoice(party, issued, due, minor, party.currency, series=series, terms=terms)


def new_maker(difficulty: str, invoices: int, seed: int) -> Maker:
    """A maker whose every draw follows from its three arguments."""
    rng = Random(f"reference/{difficulty}/{invoices}/{seed}")
    profile = PROFILES[difficulty]
    home = ("EUR", "USD")[seed % 2]
    count = max(24, invoices // 11)
    parties = make_parties(rng, count, home, profile.sibling_share, list(profile.spellings))
    first, second = rng.sample(NUMBER_STYLES, 2)
    return Maker(
        rng=rng,
        profile=profile,
        difficulty=DIFFICULTIES.index(difficulty),
        home=home,
        parties=parties,
        cumulative_weights=list(accumulate(1.0 / (1 + at % 97) ** 0.45 for at in range(count))),
        catalogue=sorted(
            {
                round(rng.choice((49, 99, 149, 250, 480, 1200)) * rng.randrange(1, 9) * 0.5, 2)
                for _ in range(30)
            }
        ),
        styles=(first, second),
        first_number=rng.randrange(1200, 30_000),
    )


def brand_word(maker: Maker) -> str:
    """An invented company word for lines that belong to nobody."""
    return brand(maker.rng)


def number_all(maker: Maker, plans: list[Plan]) -> None:
    """Give every invoice its number in order of issue, and its purchase order and second reference."""
    rng = maker.rng
    everything = sorted(
        (invoice for plan in plans for invoice in plan.invoices), key=lambda invoice: invoice.issued
    )
    counters = [maker.first_number, maker.first_number + 9_000 + 2 * len(everything) + rng.randrange(9_000)]
    last_order: dict[str, str] = {}
    shared = (0.05, 0.12, 0.2)[maker.difficulty]
    for invoice in everything:
        counters[invoice.series] += 1 if rng.random() < 0.85 else rng.randrange(2, 5)
        if not invoice.number:
            invoice.number = _number(
                maker.styles[invoice.series], invoice.issued, counters[invoice.series], invoice.minor
            )
        party = invoice.party
        if party.customer_number in last_order and rng.random() < shared:
            invoice.purchase_order = last_order[party.customer_number]
        elif rng.random() < 0.8:
            invoice.purchase_order = _purchase_order(rng, party)
            last_order[party.customer_number] = invoice.purchase_order
        if rng.random() < 0.3:
            invoice.reference = f"DN{rng.randrange(100_000, 999_999)}"


def _number(style: str, issued: date, sequence: int, minor: int) -> str:
    number = style.format(yyyy=issued.year, yy=f"{issued:%y}", seq=sequence)
    return f"CN-{sequence:06d}" if minor < 0 else number


def _purchase_order(rng: Random, party: Party) -> str:
    style = party.purchase_order_style
    if style == 0:
        return f"PO-{rng.randrange(10_000, 99_999)}"
    if style == 1:
        return f"45{rng.randrange(10_000_000, 99_999_999)}"
    if style == 2:
        return f"B{rng.randrange(100_000, 999_999)}"
    return f"P{party.customer_number[-3:]}-{rng.randrange(1000, 9999)}"
