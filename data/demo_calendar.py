"""The days the demo books run over: their first and last day, when banks work, and the exchange rates."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

FIRST_DAY = date(2025, 11, 1)
LAST_DAY = date(2026, 10, 31)

# Days on which neither an American nor a European bank posts anything in these books.
BANK_HOLIDAYS = frozenset(
    {
        date(2025, 11, 27),
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 25),
        date(2026, 9, 7),
    }
)

# Invented for these books, near what such currencies have cost: US cents for 100 units, month by month from
# October 2025 to October 2026.
_CENTS_PER_HUNDRED = {
    "EUR": (11630, 11560, 11705, 11740, 11815, 11690, 11580, 11645, 11725, 11760, 11680, 11610, 11665),
    "GBP": (13350, 13160, 13420, 13485, 13560, 13410, 13290, 13345, 13450, 13505, 13380, 13310, 13365),
}


def usd_rate(currency: str, on: date) -> Decimal:
    """US dollars for one unit of `currency` in the month of `on`, or the table's nearest month."""
    months = _CENTS_PER_HUNDRED[currency]
    index = (on.year - 2025) * 12 + on.month - 10
    return Decimal(months[min(max(index, 0), len(months) - 1)]) / 10_000


def to_usd_minor(amount_minor: int, currency: str, on: date) -> int:
    """`amount_minor` (hundredths of `currency`) in US cents at the month's rate, half a cent rounded up."""
    cents = Decimal(amount_minor) * usd_rate(currency, on)
    return int(cents.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def is_business_day(day: date) -> bool:
    """Whether a bank posts on `day`: Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def business_day(day: date) -> date:
    """`day` itself, or the next day on which banks work."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


def months() -> list[date]:
    """The first day of each of the twelve months of the books."""
    return [date(2025 + (10 + i) // 12, (10 + i) % 12 + 1, 1) for i in range(12)]
