"""How numbers, dates and file text are written for a person: the one place that formats them."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

from core.model.flow import Flow
from core.model.money import to_decimal

MINUS = "−"
NOTHING = "–"  # stands where there is no value
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_JOINER = "\N{WORD JOINER}"


def rounded(value: Decimal, digits: int) -> Decimal:
    """`value` with `digits` decimals, half up (Python's own `round` would take 2.5 to 2)."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def number_text(value: Decimal | int, digits: int = 0, signed: bool = False) -> str:
    """`1,234.5`; the minus is a real minus sign, `signed` also shows a plus."""
    exact = rounded(Decimal(value), digits)
    sign = MINUS if exact < 0 else "+" if signed and exact > 0 else ""
    return f"{sign}{abs(exact):,.{digits}f}"


def amount_text(minor: int, currency: str, signed: bool = False) -> str:
    """The amount alone with exactly the currency's decimals, for columns that name their currency."""
    exact = to_decimal(int(minor), currency)
    sign = MINUS if exact < 0 else "+" if signed and exact > 0 else ""
    return f"{sign}{abs(exact):,}"


def money_text(minor: int, currency: str, signed: bool = False) -> str:
    """`4,210.00 USD`, `−15.00 USD`, `1,200 JPY`: minor units with their currency."""
    return f"{amount_text(minor, currency, signed)} {currency}"


def monies_text(minor_by_currency: Mapping[str, int]) -> str:
    """Several currencies beside each other, never added: `184,220.40 USD · 12,000.00 EUR`."""
    shown = [money_text(minor, currency) for currency, minor in minor_by_currency.items() if minor]
    return " · ".join(shown) or NOTHING


def flow_text(flow: Flow) -> str:
    """What came in and what went out, apart: `11,585.07 USD in · 23,197.34 USD out`."""
    sides = ((flow.received, "in"), (flow.paid, "out"))
    shown = [
        f"{money_text(minor, currency)} {way}"
        for sums, way in sides
        for currency, minor in sums.items()
        if minor
    ]
    return " · ".join(shown) or NOTHING


def cost_text(amount: Decimal | None, currency: str, signed: bool = False) -> str:
    """A cost that is a computed average (a Decimal in major units), to two decimals: `3.42 USD`."""
    return NOTHING if amount is None else f"{number_text(amount, 2, signed)} {currency}"


def percent_text(share: Decimal | float | None, digits: int = 1) -> str:
    """A share (0 to 1) as percent: `8.1 %`. It never says 0 or 100 % of what is not quite none or all."""
    if share is None:
        return NOTHING
    exact = Decimal(str(share)) * 100
    step = Decimal(1).scaleb(-digits)
    shown = rounded(exact, digits)
    if shown == 0 and exact > 0:
        return f"< {step} %"
    if shown == 100 and exact < 100:
        return f"> {100 - step} %"
    return f"{number_text(exact, digits)} %"


def setting_text(share: Decimal) -> str:
    """A share that a person set, as percent with the digits it has and no more: `97 %`, `97.5 %`."""
    percent = (share * 100).normalize()
    return f"{percent:f} %"


def percent_change_text(before: Decimal | None, after: Decimal | None, digits: int = 1) -> str:
    """The difference of two shares in percentage points: `+1.4 pp`."""
    if before is None or after is None:
        return NOTHING
    return f"{number_text((after - before) * 100, digits, signed=True)} pp"


def score_text(score: float) -> str:
    """How sure the engine is, as whole percent: `97 %`."""
    return percent_text(score, 0)


def points_text(points: float) -> str:
    """Points of evidence with their sign: `+9.1`."""
    return number_text(Decimal(str(points)), 1, signed=True)


def count_text(count: int, noun: str, plural: str = "") -> str:
    """`1 invoice`, `1,204 invoices`; `plural` where it is not the noun with an s."""
    return f"{number_text(count)} {noun if count == 1 else plural or noun + 's'}"


def days_text(days: int) -> str:
    """`1 day`, `12 days`; the sign is left to the sentence around it."""
    return count_text(abs(days), "day")


def hours_text(hours: Decimal) -> str:
    """`0.8 h` below ten hours, `127 h` above."""
    return f"{number_text(hours, 1 if abs(hours) < 10 else 0)} h"


def date_text(day: date | None) -> str:
    """`12 Mar 2026`: no reader can take the day for the month. None and NaT give `–`."""
    if day is None or day != day:  # NaT differs from itself
        return NOTHING
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_text(day: date) -> str:
    """`Mar 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def moment_text(moment: datetime | None) -> str:
    """`12 Mar 2026, 14:05 UTC`; an aware moment is shown in UTC, None as `–`."""
    if moment is None or moment != moment:
        return NOTHING
    shown = moment if moment.tzinfo is None else moment.astimezone(UTC)
    return f"{date_text(shown)}, {shown:%H:%M}" + ("" if moment.tzinfo is None else " UTC")


# All that CommonMark lets a backslash escape; Streamlit's directives and formulas begin with one of these.
_SPECIAL = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
# Links, mail addresses, emoji names, icons and typographic arrows are found in the text *after* escapes are
# resolved, so an invisible word joiner must part them.
_FOUND_LATE = re.compile(r"(?i)(:(?=[\w+/-])|(?<=[\w.+-])@|www(?=\.)|-(?=[->])|<(?=-)|[<>~](?==))")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def plain(text: str) -> str:
    """File text made harmless for Streamlit's markdown: it shows as it stands, on one line.

    Links, images, formulas, colour directives, emoji names, HTML and line breaks all lose their meaning.
    Text that is shown by `st.text` or in a table needs none of this.
    """
    one_line = _CONTROL.sub(" ", text).strip()
    return _SPECIAL.sub(r"\\\1", _FOUND_LATE.sub(lambda found: found[0] + _JOINER, one_line))
