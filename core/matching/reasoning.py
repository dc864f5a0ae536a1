"""Reason codes of a proposal: what speaks for it, what against, and why it was not posted alone."""

import numpy as np

from core.matching.amounts import REASON, Amount
from core.matching.arrays import Bools, Ints, Texts, texts
from core.matching.evidence import PairColumns
from core.matching.parties import Party
from core.matching.pointers import Hit
from core.model.reasons import Reason

HIT_REASON = {
    Hit.NONE: None,
    Hit.CONFLICT: Reason.REFERENCE_CONFLICT,
    Hit.TAIL: Reason.REFERENCE_TAIL,
    Hit.DAMAGED: Reason.REFERENCE_DAMAGED,
    Hit.ORDER: Reason.PURCHASE_ORDER,
    Hit.RANGE: Reason.REFERENCE_RANGE,
    Hit.CORE: Reason.REFERENCE_PREFIX_CHANGED,
    Hit.LOOKALIKE: Reason.REFERENCE_DAMAGED,
    Hit.TEXT: Reason.REFERENCE_IN_TEXT,
    Hit.EXACT: Reason.REFERENCE_EXACT,
}
PARTY_REASON = {
    Party.UNKNOWN: None,
    Party.FOREIGN: Reason.COUNTERPARTY_UNKNOWN,
    Party.OTHER: Reason.COUNTERPARTY_DIFFERS,
    Party.CLASH: Reason.SITE_CONFLICT,
    Party.WEAK: Reason.COUNTERPARTY_SIMILAR,
    Party.SIMILAR: Reason.COUNTERPARTY_SIMILAR,
    Party.CUT: Reason.COUNTERPARTY_TRUNCATED,
    Party.NEAR: Reason.COUNTERPARTY_SIMILAR,
    Party.TEXT: Reason.COUNTERPARTY_IN_TEXT,
    Party.ALIAS: Reason.COUNTERPARTY_ALIAS,
    Party.SAME: Reason.COUNTERPARTY_SAME,
}
_TIMING = (None, Reason.TIMING_ON_TIME, Reason.TIMING_EARLY, Reason.TIMING_LATE, Reason.TIMING_BEFORE_ISSUE)
ON_TIME_DAYS = 3
COMMON = 1.0  # expected others with this amount from which it is called common


def timing_code(rows: PairColumns, at: Ints) -> Ints:
    """Position in the timing reasons: none, on time (within three days of due), early, late, before issue."""
    lag, early = rows.lag[at], rows.early[at]
    code = np.where(lag > ON_TIME_DAYS, 3, np.where(lag < -ON_TIME_DAYS, 2, 1))
    return np.where(rows.timed[at], np.where(early > 0, 4, code), 0).astype(np.int64)


def row_reasons(
    rows: PairColumns, at: Ints, kind: Ints, against: Texts, combined: Bools | None = None
) -> Texts:
    """The `|`-joined reason codes of the given rows (amount hypothesis `kind`), equal combinations worded
    once.

    `against` holds the code of what kept a row from being posted alone, empty where nothing did.
    """
    joint = np.zeros(len(at), dtype=np.int64) if combined is None else combined.astype(np.int64)
    common = (rows.amounts.crowd[at] >= COMMON) & (kind == int(Amount.EXACT)) & (joint == 0)
    credited = rows.amounts.credited[at] & (kind == int(Amount.PART)) & (joint == 0)
    numbered = rows.customer[at] & (rows.party[1][at] == int(Party.TEXT))
    flags = common.astype(np.int64) + 2 * credited.astype(np.int64) + 4 * numbered.astype(np.int64)
    columns = (rows.hit[at], rows.party[1][at], kind, timing_code(rows, at), flags, joint)
    code = np.zeros(len(at), dtype=np.int64)
    for column in columns:
        code = code * 16 + column
    memory: dict[tuple[int, str], str] = {}
    out = []
    for one, reason in zip(code.tolist(), against.tolist(), strict=True):
        if (one, reason) not in memory:
            memory[one, reason] = _worded(one, reason)
        out.append(memory[one, reason])
    return texts(out)


def _worded(code: int, against: str) -> str:
    digits = [code >> shift & 15 for shift in (20, 16, 12, 8, 4, 0)]
    hit, party, amount, timing, flags, joint = digits
    found = [
        HIT_REASON[Hit(hit)],
        Reason.CUSTOMER_NUMBER if flags & 4 else PARTY_REASON[Party(party)],
        Reason.AMOUNT_COMBINED if joint else REASON[Amount(amount)],
        _TIMING[timing],
        Reason.AMOUNT_COMMON if flags & 1 else None,
        Reason.CREDIT_DEDUCTED if flags & 2 else None,
    ]
    return "|".join([*(reason.value for reason in found if reason), *([against] if against else [])])
