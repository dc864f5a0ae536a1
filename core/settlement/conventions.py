"""What a whole side writes differently without disagreeing: signs, net amounts, missing fees, clocks."""

from dataclasses import dataclass

import numpy as np

from core.model.processor_transaction import TransactionKind, TransactionStatus
from core.settlement.join import Joined
from core.settlement.sides import DAY_US, NO_MOMENT, Bools, Ints, Side, Sides

# A convention is one only when this share of the rows that could show it do.
_MOST = 0.8
_FEWEST = 3
_QUARTER_US = 900_000_000
_HOUR_US = 4 * _QUARTER_US


@dataclass(frozen=True, slots=True)
class Conventions:
    """What was found: sentences for the person, and the usual distance of the two sides' days."""

    notices: tuple[str, ...]
    usual_lag_days: int


def settle(sides: Sides, joined: Joined) -> Conventions:
    """Changes amounts and fees of both sides so that they can be compared; says what it changed."""
    external, internal = sides.external, sides.internal
    notices: list[str] = []
    for side, name in ((external, "processor"), (internal, "ledger")):
        notices += _fees(side, name)
        notices += _refunds(side, name)
    notices += _opposite(external, internal, joined)
    notices += _net(external, internal, joined)
    _signs_of_refunds(external, internal, joined)
    notices += _clocks(sides, joined)
    lag = _usual_lag(external, internal, joined)
    if lag:
        notices.append(f"The ledger's dates are mostly {abs(lag)} days {'later' if lag > 0 else 'earlier'}.")
    return Conventions(tuple(notices), lag)


def _fees(side: Side, name: str) -> list[str]:
    """A side whose fees are all zero keeps none; mostly negative ones are written as money out."""
    told = side.fee[side.fee_known]
    if not told.any():
        side.fee_known[:] = False
        return []
    charged = side.fee_known & (side.fee != 0) & (side.amount > 0)
    if (side.fee[charged] < 0).sum() > charged.sum() / 2:
        side.fee *= -1
        return [f"The {name}'s fees are written as negative amounts."]
    return []


def _refunds(side: Side, name: str) -> list[str]:
    """Refunds and chargebacks that a type column names and whose amounts have no sign are money out."""
    named = side.is_kind(TransactionKind.REFUND, TransactionKind.DISPUTE)
    positive = named & (side.amount > 0)
    if positive.sum() <= named.sum() * _MOST:
        return []
    side.amount[positive] *= -1
    return [f"The {name}'s refunds are written without a sign."]


def _opposite(external: Side, internal: Side, joined: Joined) -> list[str]:
    """Turns the side whose amounts mostly have the other's opposite sign."""
    mine, theirs = external.amount[joined.external], internal.amount[joined.internal]
    comparable = (np.abs(mine) == np.abs(theirs)) & (mine != 0)
    opposite = comparable & (mine == -theirs)
    if opposite.sum() < _FEWEST or opposite.sum() < _MOST * comparable.sum():
        return []
    turned, name = (
        (external, "processor") if (mine < 0).mean() > (theirs < 0).mean() else (internal, "ledger")
    )
    turned.amount *= -1
    return [f"The {name}'s amounts have the opposite sign throughout."]


def _net(external: Side, internal: Side, joined: Joined) -> list[str]:
    """Makes gross the amounts of a side that books what is left after the fee."""
    mine, theirs = external.amount[joined.external], internal.amount[joined.internal]
    fee = np.where(
        external.fee_known[joined.external], external.fee[joined.external], internal.fee[joined.internal]
    )
    shown = fee != 0
    for side, at, name, net in (
        (internal, joined.internal, "ledger", theirs == mine - fee),
        (external, joined.external, "processor", mine == theirs - fee),
    ):
        if (net & shown).sum() >= max(_FEWEST, _MOST * shown.sum()):
            side.amount[at] += fee
            lone = np.ones(len(side), dtype=bool)
            lone[at] = False
            side.amount[lone] += np.where(side.fee_known, side.fee, 0)[lone]
            return [f"The {name}'s amounts are net of fees; they are compared with the fees added."]
    return []


def _signs_of_refunds(external: Side, internal: Side, joined: Joined) -> None:
    """A refund or chargeback that one side writes with a minus and the other without is the same money."""
    left, right = joined.external, joined.internal
    opposite = (external.amount[left] == -internal.amount[right]) & (external.amount[left] != 0)
    left, right = left[opposite], right[opposite]
    given_back = _given_back(external)[left] & _given_back(internal)[right]
    external.amount[left[given_back]] = -np.abs(external.amount[left[given_back]])
    internal.amount[right[given_back]] = -np.abs(internal.amount[right[given_back]])


def _given_back(side: Side) -> Bools:
    return (
        side.is_kind(TransactionKind.REFUND) | side.has_status(TransactionStatus.REFUNDED) | side.is_dispute()
    )


def _clocks(sides: Sides, joined: Joined) -> list[str]:
    """Brings the ledger's times to UTC where nearly all of one processor are the same quarter-hours off."""
    external, internal = sides.external, sides.internal
    left, right = joined.external, joined.internal
    known = external.timed[left] & internal.timed[right]
    known &= (external.moment[left] != NO_MOMENT) & (internal.moment[right] != NO_MOMENT)
    left, right = left[known], right[known]
    off = internal.moment[right] - external.moment[left]
    notices = []
    for code in np.unique(internal.processor[right]):
        mine = off[internal.processor[right] == code]
        usual = int(np.round(np.median(mine) / _QUARTER_US)) * _QUARTER_US
        alike = np.abs(mine - usual) <= _QUARTER_US // 3
        if not usual or abs(usual) >= DAY_US or alike.sum() < max(_FEWEST, _MOST * len(mine)):
            continue
        rows = (internal.processor == code) & internal.timed & (internal.moment != NO_MOMENT)
        internal.moment[rows] -= usual
        name = f" for {sides.processors[code]}" if code >= 0 else ""
        way = "behind" if usual < 0 else "ahead of"
        notices.append(f"The ledger's times{name} are {abs(usual) / _HOUR_US:g} hours {way} the processor's.")
    return notices


def _usual_lag(external: Side, internal: Side, joined: Joined) -> int:
    """Whole days by which most of the ledger's dates follow the processor's; 0 unless most share it."""
    apart = days_apart(external, internal, joined.external, joined.internal)
    known = apart[apart != NO_MOMENT]
    if len(known) < _FEWEST:
        return 0
    middle = int(np.median(known))
    return middle if abs(middle) > 1 and (np.abs(known - middle) <= 1).mean() >= _MOST else 0


def days_apart(external: Side, internal: Side, left: Ints, right: Ints) -> Ints:
    """Calendar days from the external to the internal date of pairs; `NO_MOMENT` where one is unknown."""
    mine, theirs = external.moment[left], internal.moment[right]
    days = theirs // DAY_US - mine // DAY_US
    return np.where((mine == NO_MOMENT) | (theirs == NO_MOMENT), NO_MOMENT, days)
