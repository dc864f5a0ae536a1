"""Money in and money out beside each other: never set off against each other, never added over currencies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from core.model.money import Money


@dataclass(frozen=True, slots=True)
class Flow:
    """What came in and what went out, each in minor units per currency and without a sign."""

    received: Mapping[str, int]
    paid: Mapping[str, int]

    @classmethod
    def of(cls, amounts: Iterable[Money]) -> Self:
        """The sums of signed amounts: those above zero came in, those below went out."""
        received: dict[str, int] = {}
        paid: dict[str, int] = {}
        for amount in amounts:
            side = received if amount.minor > 0 else paid
            side[amount.currency] = side.get(amount.currency, 0) + abs(amount.minor)
        return cls(received, paid)
