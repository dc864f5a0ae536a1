"""Describes six kinds of American companies: what they bill, how they number it, how customers pay."""

import random
from collections.abc import Callable
from dataclasses import dataclass

Terms = tuple[int, int, int]
"""(discount percent, discount days, net days)."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One kind of company; amounts are US cents, weights are relative."""

    kind: str
    own_names: tuple[str, ...]
    customer_words: tuple[str, ...]
    invoices_per_customer: float
    amount: Callable[[random.Random], int]
    series_amount: Callable[[random.Random], int]
    number_styles: tuple[str, ...]
    reference_label: str
    terms: tuple[Terms, ...]
    methods: dict[str, float]
    cites: dict[str, float]
    rhythm_weights: tuple[int, int, int]
    deduction_reasons: tuple[str, ...]
    po_share: float
    series_share: float
    burst_share: float
    customer_prefix: str = "C"
    person_share: float = 0.0
    payer_names: tuple[str, ...] = ()
    factor_weight: float = 0.5
    foreign_share: float = 0.0
    foreign_currencies: tuple[str, ...] = ("CAD",)
    retainage: bool = False


def _freight_amount(rng: random.Random) -> int:
    linehaul = rng.randint(24, 190) * 2_500
    return linehaul if rng.random() < 0.45 else linehaul + rng.randint(1_000, 42_000)


def _staffing_amount(rng: random.Random) -> int:
    rate = rng.choice((2_850, 3_275, 3_600, 3_850, 4_425, 5_500, 6_275, 8_800))
    quarters = 160 if rng.random() < 0.3 else rng.randint(60, 190)
    return rate * quarters * rng.choice((1, 1, 1, 2, 3)) // 4


def _software_amount(rng: random.Random) -> int:
    if rng.random() < 0.4:
        return rng.choice((4_900, 9_900, 19_900, 49_900, 99_900, 250_000))
    return rng.choice((1_200, 1_900, 2_900, 4_500)) * rng.randint(3, 220) + rng.choice(
        (0, 0, rng.randint(1, 9_999))
    )


def _clinic_amount(rng: random.Random) -> int:
    if rng.random() < 0.25:
        return rng.choice((2_500, 4_000, 5_000, 8_500, 12_500))
    return rng.randint(6_500, 164_000)


def _construction_amount(rng: random.Random) -> int:
    progress = int(rng.lognormvariate(10.4, 0.8) * 100)
    return progress if rng.random() < 0.6 else max(progress // 50_000, 1) * 50_000


def _wholesale_amount(rng: random.Random) -> int:
    return max(int(rng.lognormvariate(7.2, 1.0) * 100), 3_500)


def _retainer(low: int, high: int, step: int) -> Callable[[random.Random], int]:
    return lambda rng: rng.randint(low, high) * step


NET_MIX: tuple[Terms, ...] = (
    (0, 0, 30),
    (0, 0, 30),
    (0, 0, 30),
    (0, 0, 15),
    (0, 0, 45),
    (0, 0, 60),
    (0, 0, 0),
)
DISCOUNT_MIX: tuple[Terms, ...] = (
    (2, 10, 30),
    (2, 10, 30),
    (1, 10, 30),
    (0, 0, 30),
    (0, 0, 30),
    (3, 10, 45),
    (0, 0, 45),
)

TRADES: tuple[Trade, ...] = (
    Trade(
        kind="freight",
        own_names=(
            "ROADRUNNER BASIN LOGISTICS LLC",
            "THREE FORKS FREIGHT BROKERS",
            "HIGHLINE CARRIER SERVICES",
        ),
        customer_words=(
            "Foods",
            "Steel",
            "Produce",
            "Packaging",
            "Lumber",
            "Beverage",
            "Manufacturing",
            "Distribution",
            "Transportation",
            "Logistics",
            "Plastics",
            "Cold Storage",
            "Grain",
        ),
        invoices_per_customer=16,
        amount=_freight_amount,
        series_amount=_retainer(30, 120, 2_500),
        number_styles=("plain7", "letter", "plain6"),
        reference_label="PRO",
        terms=((0, 0, 30), (0, 0, 30), (0, 0, 21), (0, 0, 45), (2, 10, 30)),
        methods={"ach": 55, "wire": 8, "check": 32, "card": 2, "zelle": 3},
        cites={"number": 45, "load": 40, "po": 8, "none": 7},
        rhythm_weights=(4, 5, 1),
        deduction_reasons=(
            "LUMPER",
            "DETENTION DENIED",
            "FREIGHT CLAIM",
            "LATE DELIVERY",
            "QUICK PAY FEE",
            "OSD",
        ),
        po_share=0.5,
        series_share=0.03,
        burst_share=0.35,
        factor_weight=2.5,
        foreign_share=0.03,
        foreign_currencies=("CAD", "MXN"),
    ),
    Trade(
        kind="staffing",
        own_names=("BRIGHTWAY STAFFING INC", "TEMPLE & OAK WORKFORCE", "ANCHOR TALENT PARTNERS LLC"),
        customer_words=(
            "Hospital",
            "Warehousing",
            "Foods",
            "Assembly",
            "Hospitality",
            "Accounting",
            "Call Center",
            "Packaging",
            "Healthcare",
            "Manufacturing",
            "Technologies",
            "Management",
        ),
        invoices_per_customer=20,
        amount=_staffing_amount,
        series_amount=lambda rng: rng.choice((154_000, 220_000, 142_000, 177_000)),
        number_styles=("dated", "year", "plain6"),
        reference_label="TIMESHEET",
        terms=((0, 0, 30), (0, 0, 15), (0, 0, 7), (0, 0, 45)),
        methods={"ach": 68, "wire": 7, "check": 22, "card": 2, "zelle": 1},
        cites={"number": 62, "po": 14, "customer": 6, "none": 18},
        rhythm_weights=(4, 4, 2),
        deduction_reasons=("HOURS DISPUTED", "RATE DIFF", "MSP FEE", "OT NOT APPROVED"),
        po_share=0.6,
        series_share=0.14,
        burst_share=0.3,
        factor_weight=1.0,
    ),
    Trade(
        kind="software",
        own_names=("LATTICEWORK SOFTWARE INC", "PINGREE DATA SYSTEMS", "TALLYHOUSE CLOUD LLC"),
        customer_words=(
            "Technologies",
            "Media",
            "Labs",
            "Consulting",
            "Associates",
            "Studios",
            "Insurance",
            "Realty",
            "Analytics",
            "Marketing",
            "Development",
            "Group",
        ),
        invoices_per_customer=10,
        amount=_software_amount,
        series_amount=lambda rng: rng.choice((9_900, 19_900, 49_900, 99_900, 120_000, 37_500)),
        number_styles=("perclient", "prefix", "year"),
        reference_label="SUB",
        terms=NET_MIX,
        methods={"ach": 46, "wire": 16, "check": 8, "card": 27, "zelle": 3},
        cites={"number": 60, "po": 12, "customer": 6, "none": 22},
        rhythm_weights=(8, 1, 1),
        deduction_reasons=("SALES TAX EXEMPT", "SEAT COUNT DIFF", "SLA CREDIT", "WITHHOLDING"),
        po_share=0.35,
        series_share=0.45,
        burst_share=0.05,
        factor_weight=0.1,
        foreign_share=0.08,
        foreign_currencies=("CAD", "EUR", "GBP"),
    ),
    Trade(
        kind="clinic",
        own_names=("WILLOW BEND FAMILY MEDICINE PLLC", "NORTHGATE ORTHOPEDICS PA", "CANYON PHYSICAL THERAPY"),
        customer_words=(
            "Health Plan",
            "Employee Benefits",
            "Casualty",
            "Occupational Health",
            "Care Network",
        ),
        invoices_per_customer=5,
        amount=_clinic_amount,
        series_amount=_retainer(5, 40, 500),
        number_styles=("letter", "plain6", "prefix"),
        reference_label="CLM",
        terms=((0, 0, 30), (0, 0, 30), (0, 0, 0), (0, 0, 60)),
        methods={"ach": 38, "wire": 1, "check": 30, "card": 22, "zelle": 9},
        cites={"number": 44, "load": 26, "customer": 10, "none": 20},
        rhythm_weights=(6, 3, 1),
        deduction_reasons=("COPAY", "CONTRACTUAL ADJ", "NON COVERED", "COINSURANCE", "SEQUESTRATION"),
        po_share=0.0,
        series_share=0.05,
        burst_share=0.2,
        customer_prefix="ACCT",
        person_share=0.72,
        payer_names=(
            "Meridian Valley Health Plan",
            "Old Colony Mutual Benefit",
            "Sagebrush Care Network Inc",
            "Tri-County Employees Trust",
            "Beacon Harbor Insurance Company",
            "Plains States Casualty",
        ),
        factor_weight=0.2,
    ),
    Trade(
        kind="construction",
        own_names=("DELMAR MECHANICAL CONTRACTORS INC", "STILLWATER ELECTRIC CO", "J T ROWE DRYWALL LLC"),
        customer_words=(
            "Construction",
            "Builders",
            "General Contractors",
            "Development",
            "Homes",
            "Properties",
            "Contracting",
            "School District",
            "Industries",
        ),
        invoices_per_customer=12,
        amount=_construction_amount,
        series_amount=_retainer(2, 9, 100_000),
        number_styles=("job", "plain5", "suffix"),
        reference_label="JOB",
        terms=((0, 0, 30), (0, 0, 30), (0, 0, 45), (0, 0, 60), (1, 10, 30)),
        methods={"ach": 38, "wire": 14, "check": 46, "card": 0, "zelle": 2},
        cites={"number": 55, "load": 22, "po": 13, "none": 10},
        rhythm_weights=(7, 1, 2),
        deduction_reasons=(
            "BACKCHARGE",
            "CLEANUP",
            "PUNCH LIST",
            "JOINT CHECK SUPPLIER",
            "CHANGE ORDER DENIED",
        ),
        po_share=0.5,
        series_share=0.03,
        burst_share=0.1,
        factor_weight=0.4,
        retainage=True,
    ),
    Trade(
        kind="wholesale",
        own_names=("MIDSTATE FASTENER & SUPPLY CO", "GULF INDUSTRIAL PRODUCTS INC", "KAW VALLEY BEARING LLC"),
        customer_words=(
            "Supply",
            "Manufacturing",
            "Equipment",
            "Machine",
            "Hardware",
            "Marine",
            "Fabrication",
            "Industries",
            "Tool",
            "Plumbing",
            "Electric",
            "Building Services",
            "Brothers",
        ),
        invoices_per_customer=18,
        amount=_wholesale_amount,
        series_amount=_retainer(3, 40, 5_000),
        number_styles=("plain5", "prefix", "suffix", "letter"),
        reference_label="BOL",
        terms=DISCOUNT_MIX,
        methods={"ach": 50, "wire": 8, "check": 35, "card": 5, "zelle": 2},
        cites={"number": 64, "po": 18, "load": 6, "customer": 3, "none": 9},
        rhythm_weights=(4, 3, 3),
        deduction_reasons=("SHORTAGE", "DAMAGED", "PRICE DIFF", "FREIGHT", "COOP ADV", "RETURN PENDING"),
        po_share=0.85,
        series_share=0.03,
        burst_share=0.3,
        factor_weight=0.5,
        foreign_share=0.05,
    ),
)


def trade_for(seed: int) -> Trade:
    """The kind of company a seed stands for; six seeds in a row give all six."""
    return TRADES[seed % len(TRADES)]
