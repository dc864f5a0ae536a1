"""An amount of money: an integer of minor units with its currency."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from core.model.errors import CurrencyMismatchError, MoneyError

# ISO 4217 exponents that are not 2.
_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_MINOR_DIGITS = dict.fromkeys(_NO_DECIMALS.split(), 0) | dict.fromkeys(_THREE_DECIMALS.split(), 3)
CURRENCIES_WITHOUT_CENTS = tuple(sorted(_MINOR_DIGITS))  # those whose exponent is not 2
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]+)?\Z")
_TYPED = re.compile(r"[+-]?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]+)?\Z")
MAX_MINOR = 10**15  # beyond it a JavaScript number and a spreadsheet cell are no longer exact


def minor_digits(currency: str) -> int:
    """How many decimal digits the currency has (ISO 4217; 2 for a code not in the list)."""
    return _MINOR_DIGITS.get(currency, 2)


@lru_cache(maxsize=1000)  # a hundred thousand amounts name a handful of currencies
def is_currency_code(text: str) -> bool:
    """Whether `text` has the form of a currency code: three ASCII capitals."""
    return _CURRENCY.match(text) is not None


def to_minor(amount: Decimal, currency: str) -> int:
    """Minor units of an exact amount.

    Raises `MoneyError` when the amount is not finite, has more decimals than the currency or exceeds
    `MAX_MINOR`.
    """
    if not amount.is_finite():
        raise MoneyError(f"{amount} is not an amount of money.")
    scaled = amount.scaleb(minor_digits(currency))
    if scaled != scaled.to_integral_value():
        raise MoneyError(f"{amount} has more decimals than {currency} allows ({minor_digits(currency)}).")
    if abs(scaled) > MAX_MINOR:
        raise MoneyError(f"{amount} {currency} is larger than Tieout can hold exactly.")
    return int(scaled)


def round_to_minor(amount: Decimal, currency: str) -> int:
    """Minor units of an amount, rounded half up: the one place where money is rounded."""
    return int(amount.scaleb(minor_digits(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_decimal(minor: int, currency: str) -> Decimal:
    """The amount in major units, with exactly the currency's digits."""
    return Decimal(int(minor)).scaleb(-minor_digits(currency))


def plain_decimal(text: str) -> Decimal:
    """A plain decimal such as `-1234.50`; ASCII digits, a point, nothing else.

    Raises `MoneyError` for anything else (Python's own `Decimal` would take `1_000`, `1e3` or `NaN`).
    """
    if not _PLAIN.match(text):
        raise MoneyError(f"“{text}” is not a plain decimal number.")
    return Decimal(text)


def typed_decimal(text: str) -> Decimal:
    """An amount as a person types it: `1234.5`, `1,234.50`, `-80.45`; spaces do not count.

    Raises `MoneyError` for anything that could be read in two ways, such as `1.234,50` or `1,23`.
    """
    plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-")
    if not _TYPED.match(plain):
        raise MoneyError(f"“{text.strip()}” is not an amount; write it as 1234.50.")
    return plain_decimal(plain.replace(",", ""))


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units of `currency`; it refuses to be added to, or compared with, another currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not is_currency_code(self.currency):
            raise MoneyError(f"“{self.currency}” is not a currency code.")

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: str) -> "Money":
        """Money from a major amount; raises `MoneyError` when it does not fit the currency."""
        exact = plain_decimal(amount) if isinstance(amount, str) else Decimal(amount)
        return cls(to_minor(exact, currency), currency)

    @property
    def amount(self) -> Decimal:
        return to_decimal(self.minor, self.currency)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatchError(f"{self.currency} and {other.currency} cannot be put together.")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.amount:,} {self.currency}"
