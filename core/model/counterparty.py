"""Whom a company trades with, under every name seen for them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class AliasSource(StrEnum):
    """Where another name for a counterparty came from."""

    CONFIRMED = "confirmed"  # learned from matches a person confirmed
    ENTERED = "entered"  # typed by a person


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name under which a counterparty pays."""

    name: str
    source: AliasSource
    confirmations: int


@dataclass(frozen=True, slots=True)
class Counterparty:
    """A customer or supplier."""

    id: UUID
    name: str
    aliases: tuple[Alias, ...] = ()
