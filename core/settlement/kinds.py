"""The one main kind of every pair and every lone row; 0 where nothing is wrong."""

from dataclasses import dataclass

import numpy as np

from core.model.discrepancy import DiscrepancyKind
from core.model.money import minor_digits
from core.model.processor_transaction import TransactionKind, TransactionStatus
from core.model.settlement_rules import SettlementRules
from core.settlement import edges, refunds, words
from core.settlement.conventions import Conventions, days_apart
from core.settlement.fees import Expected
from core.settlement.join import Joined
from core.settlement.payouts import Batches
from core.settlement.sides import (
    BLANK,
    DAY_US,
    NO_MOMENT,
    STATUSES,
    Bools,
    Ints,
    Side,
    Sides,
    column,
)
from core.settlement.words import VENDORS

AGREES = 0
SET_ASIDE = -1  # a row of one side that needs no partner: a payout that adds up, money held for a time
CODES = {kind: place for place, kind in enumerate(DiscrepancyKind, start=1)}
KIND_OF = {place: kind for kind, place in CODES.items()}
_USUALLY_EQUAL = 0.8  # share of pairs that agree in a text before a pair that does not is worth a word
_UNKNOWN, _SETTLED, _REFUNDED = (
    STATUSES.index(one)
    for one in (TransactionStatus.UNKNOWN, TransactionStatus.SETTLED, TransactionStatus.REFUNDED)
)
_ROUNDED_FROM = 1000  # smallest amount at which "100 times, but for rounding" cannot be chance


@dataclass(frozen=True, slots=True)
class Kinds:
    """A code (`CODES`, `AGREES` or `SET_ASIDE`) for each pair and for each lone row of either side."""

    pairs: Ints
    external_alone: Ints
    internal_alone: Ints


@dataclass(frozen=True, slots=True)
class Fees:
    """The expected fees of both sides."""

    external: Expected
    internal: Expected


def classify(
    sides: Sides,
    joined: Joined,
    conventions: Conventions,
    fees: Fees,
    batches: Batches,
    rules: SettlementRules,
) -> Kinds:
    """The kinds of all pairs and lone rows. Later lines win over earlier ones: the last is the strongest."""
    orphans = refunds.unlinked(sides)
    pairs = _pairs(sides, joined, conventions, fees, batches, rules, orphans)
    alone = [
        _alone(sides, sides.external, sides.internal, joined.external_alone, rules),
        _alone(sides, sides.internal, sides.external, joined.internal_alone, rules),
    ]
    missing = (DiscrepancyKind.MISSING_IN_LEDGER, DiscrepancyKind.MISSING_AT_PROCESSOR)
    double = (DiscrepancyKind.DUPLICATE_AT_PROCESSOR, DiscrepancyKind.DUPLICATE_IN_LEDGER)
    both = (sides.external, sides.internal)
    rows = (joined.external_alone, joined.internal_alone)
    repeated = (joined.external_double, joined.internal_double)
    for s, (side, at, kind) in enumerate(zip(both, rows, alone, strict=True)):
        kind[kind == AGREES] = CODES[missing[s]]
        kind[orphans[s][at]] = CODES[DiscrepancyKind.REFUND_UNLINKED]
        kind[side.is_dispute()[at]] = CODES[DiscrepancyKind.CHARGEBACK]
        kind[side.id[at] == BLANK] = CODES[DiscrepancyKind.UNCLASSIFIED]
        kind[repeated[s]] = CODES[double[s]]
        kind[side.is_kind(TransactionKind.HOLD)[at]] = SET_ASIDE
        payout = batches.payout[s][at]
        verdict = batches.verdict[s][at]
        kind[payout & (verdict > 0) & ~repeated[s]] = SET_ASIDE
        kind[payout & (verdict < 0) & ~repeated[s]] = CODES[DiscrepancyKind.PAYOUT_OFF]
    return Kinds(pairs, alone[0], alone[1])


def _alone(sides: Sides, side: Side, other: Side, alone: Ints, rules: SettlementRules) -> Ints:
    found = np.full(len(alone), AGREES, dtype=np.int64)
    found[edges.at_edge(sides, side, other, alone, rules)] = CODES[DiscrepancyKind.TIMING]
    return found


def _pairs(
    sides: Sides,
    joined: Joined,
    conventions: Conventions,
    fees: Fees,
    batches: Batches,
    rules: SettlementRules,
    orphans: tuple[Bools, Bools],
) -> Ints:
    external, internal = sides.external, sides.internal
    left, right = joined.external, joined.internal
    kind = np.zeros(len(left), dtype=np.int64)

    def mark(where: Bools, what: DiscrepancyKind) -> None:
        kind[where] = CODES[what]

    mark(_other_texts(sides, left, right), DiscrepancyKind.UNCLASSIFIED)
    mark(_too_far_apart(external, internal, left, right, conventions, rules), DiscrepancyKind.TIMING)
    mark(_fee_differs(external, internal, left, right, fees, rules), DiscrepancyKind.FEE_DIFFERS)
    mark(orphans[0][left] | orphans[1][right], DiscrepancyKind.REFUND_UNLINKED)
    mark(_status_differs(sides, left, right), DiscrepancyKind.STATUS_DIFFERS)
    mine, theirs = external.amount[left], internal.amount[right]
    one_currency = external.currency[left] == internal.currency[right]
    odd, odd_there = external.hundredths[left], internal.hundredths[right]
    amount = one_currency & ((mine != theirs) | (odd != odd_there))
    mark(amount, DiscrepancyKind.AMOUNT_DIFFERS)
    at = np.flatnonzero(amount)
    shifted = _decimals_mistaken(sides, external.currency[left[at]], mine[at], theirs[at])
    kind[at[shifted]] = CODES[DiscrepancyKind.MINOR_UNIT_ERROR]
    hundredth = ((odd != 0) & (np.abs(odd) == np.abs(theirs))) | (
        (odd_there != 0) & (np.abs(odd_there) == np.abs(mine))
    )
    mark(amount & hundredth, DiscrepancyKind.MINOR_UNIT_ERROR)
    mark(~one_currency, DiscrepancyKind.CURRENCY_DIFFERS)
    mark(external.is_dispute()[left] != internal.is_dispute()[right], DiscrepancyKind.CHARGEBACK)
    payout = batches.payout[0][left] | batches.payout[1][right]
    off = np.minimum(batches.verdict[0][left], batches.verdict[1][right]) < 0
    kind[payout] = AGREES
    mark(payout & (off | amount | ~one_currency), DiscrepancyKind.PAYOUT_OFF)
    held = external.is_kind(TransactionKind.HOLD)[left] & internal.is_kind(TransactionKind.HOLD)[right]
    kind[held] = AGREES
    return kind


def _decimals_mistaken(sides: Sides, currency: Ints, mine: Ints, theirs: Ints) -> Bools:
    """One amount is the other with its decimals mistaken: 100 times it (10 or 1,000 times as well where the
    currency has three); to the cent, or but for rounding where amounts are large enough to tell."""
    large = np.where(np.abs(mine) > np.abs(theirs), mine, theirs)
    small = np.where(np.abs(mine) > np.abs(theirs), theirs, mine)
    three = np.array([minor_digits(code) == 3 for code in sides.currencies] + [False])[currency]
    found = np.zeros(len(mine), dtype=bool)
    for factor, where in ((100, mine == mine), (1000, three), (10, three)):
        rest = np.abs(large - small * factor)
        near = (rest <= factor // 2) & (np.abs(small) >= _ROUNDED_FROM)
        found |= where & (small != 0) & ((rest == 0) | near)
    return found


def _status_differs(sides: Sides, left: Ints, right: Ints) -> Bools:
    """States of different meaning; a word that is not known means what it mostly stands beside."""
    mine, theirs = sides.external.status[left], sides.internal.status[right]
    said, answered = sides.external.status_word[left], sides.internal.status_word[right]
    mine = np.where(mine == _UNKNOWN, _by_company(said, theirs)[said], mine)
    theirs = np.where(theirs == _UNKNOWN, _by_company(answered, mine)[answered], theirs)
    # Of a refund “settled” and “refunded” say the same: the money went back.
    back = sides.external.is_kind(TransactionKind.REFUND)[left]
    back |= sides.internal.is_kind(TransactionKind.REFUND)[right]
    mine, theirs = (np.where(back & (each == _REFUNDED), _SETTLED, each) for each in (mine, theirs))
    told = (said != BLANK) & (answered != BLANK) & (mine != _UNKNOWN) & (theirs != _UNKNOWN)
    unknown = (mine == _UNKNOWN) & (theirs == _UNKNOWN) & (said != BLANK) & (answered != BLANK)
    return np.asarray((told & (mine != theirs)) | (unknown & (said != answered)))


def _by_company(words: Ints, beside: Ints) -> Ints:
    """For each word the state it most often stands beside, if mostly one; `_UNKNOWN` else (and for blank)."""
    size = int(words.max(initial=0)) + 1
    table = np.zeros((size + 1, len(STATUSES)), dtype=np.int64)
    known = (words != BLANK) & (beside != _UNKNOWN)
    np.add.at(table, (words[known], beside[known]), 1)
    most = table.argmax(axis=1)
    sure = (table.max(axis=1) >= 2) & (table.max(axis=1) > 0.5 * table.sum(axis=1))
    return np.where(sure, most, _UNKNOWN)


def _fee_differs(
    external: Side, internal: Side, left: Ints, right: Ints, fees: Fees, rules: SettlementRules
) -> Bools:
    """From the other side's fee, or from the rate: an agreed one always, a learned one beside silence."""
    mine, theirs = external.fee[left], internal.fee[right]
    known, theirs_known = external.fee_known[left], internal.fee_known[right]
    tolerance = rules.fee_tolerance_minor
    differs = known & theirs_known & (np.abs(mine - theirs) > tolerance)
    for one, its, silent, expected in (
        (mine, known, ~theirs_known, _at(fees.external, left)),
        (theirs, theirs_known & ~known, ~known, _at(fees.internal, right)),
    ):
        fee, agreed, learned = expected
        differs |= its & (agreed | (learned & silent)) & (np.abs(one - fee) > tolerance)
    return np.asarray(differs)


def _at(expected: Expected, at: Ints) -> tuple[Ints, Bools, Bools]:
    return expected.fee[at], expected.agreed[at], expected.learned[at]


def _too_far_apart(
    external: Side, internal: Side, left: Ints, right: Ints, conventions: Conventions, rules: SettlementRules
) -> Bools:
    """Dates further apart than the agreed window, around the days by which one side is usually later."""
    lag = conventions.usual_lag_days
    days = days_apart(external, internal, left, right)
    known = days != NO_MOMENT
    by_day = np.abs(days - lag) > rules.timing_days
    moved = internal.moment[right] - external.moment[left] - lag * DAY_US
    by_moment = np.abs(moved) > rules.timing_days * DAY_US
    timed = external.timed[left] & internal.timed[right]
    return np.asarray(known & np.where(timed, by_moment, by_day))


def _other_texts(sides: Sides, left: Ints, right: Ints) -> Bools:
    """Pairs that disagree in processor, merchant or payout, where nearly all others agree in it."""
    external, internal = sides.external, sides.internal
    vendor = np.array([name in VENDORS for name in sides.processors] + [False])
    mine, theirs = external.processor[left], internal.processor[right]
    differs = vendor[mine] & vendor[theirs] & (mine != theirs)
    for one, other in (
        (external.merchant[left], internal.merchant[right]),
        (external.payout[left], internal.payout[right]),
    ):
        told = (one != BLANK) & (other != BLANK)
        equal = told & (one == other)
        if equal.sum() >= _USUALLY_EQUAL * told.sum():
            differs |= told & ~equal
    return np.asarray(differs) | _other_references(external, internal, left, right)


def _other_references(external: Side, internal: Side, left: Ints, right: Ints) -> Bools:
    """Pairs with two references of which neither is part of the other, where nearly all others have one."""
    differs = np.zeros(len(left), dtype=bool)
    if "reference" in (external.key, internal.key):
        return differs
    mine = column(external.frame, "reference").iloc[left].reset_index(drop=True)
    theirs = column(internal.frame, "reference").iloc[right].reset_index(drop=True)
    told = ((mine != "") & (theirs != "")).to_numpy()
    unequal = np.flatnonzero((mine != theirs).to_numpy() & told)
    if len(unequal) > (1 - _USUALLY_EQUAL) * told.sum():
        return differs
    for at, one, other in zip(unequal, mine.iloc[unequal], theirs.iloc[unequal], strict=True):
        differs[at] = not _says_the_same(one, other)
    return differs


def _says_the_same(one: str, other: str) -> bool:
    """Whether a reference is blank, or part of the other one when only letters and digits count."""
    one, other = words.bare(one).lstrip("0"), words.bare(other).lstrip("0")
    return one in other or other in one
