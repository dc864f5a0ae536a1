"""What a company has taught the engine: the past, handed to matching as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LearnedAlias:
    """A payer name (as the bank prints it) that people confirmed to mean a counterparty.

    `confirmations` counts distinct confirmed matches; the engine trusts an alias from two on.
    """

    payer: str
    counterparty: str
    confirmations: int


@dataclass(frozen=True, slots=True)
class PastMatch:
    """One match a person confirmed: what the company's own habits are learned from.

    `lag_days` is payment date minus due date (issue date where there is none); `ratio` is the share of the
    invoice's open amount that the payment covered, 1.0 when exact (a statistic, not money).
    """

    counterparty: str
    payer: str
    lag_days: int
    ratio: float
    method: str


@dataclass(frozen=True, slots=True)
class History:
    """All that past decisions say; the same history always gives the same matches.

    `declined` holds (invoice key, payment key) pairs that a person rejected: they are not offered again.
    """

    aliases: tuple[LearnedAlias, ...] = ()
    declined: frozenset[tuple[str, str]] = frozenset()
    past: tuple[PastMatch, ...] = ()


EMPTY_HISTORY = History()
