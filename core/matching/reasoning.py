"""Reason codes of a proposal: what speaks for it, what against, and why it was not posted alone."""

from collections.abc import Sequence

import numpy as np

from core.matching.amounts import REASON, Amount
from core.matching.arrays import Bools, Ints, Texts, codes_of, texts
from core.matching.evidence import PairColumns
from core.matching.facts import Evidence
from core.matching.parties import Party
from core.matching.references import Hit
from core.model.reasons import Reason

HIT_REASON = {
    Hit.NONE: None,
    Hit.CONFLICT: Reason.REFERENCE_CONFLICT,
    Hit.TAIL: Reason.REFERENCE_TAIL,
    Hit.DAMAGED: Reason.REFERENCE_DAMAGED,
    Hit.CUSTOMER: Reason.CUSTOMER_NUMBER,
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
    evidence: Evidence, rows: PairColumns, at: Ints, kind: Ints, against: Sequence[str],
    combined: Bools | None = None,
) -> Texts:  # fmt: skip
    """The `|`-joined reason codes of the given rows, equal combinations worded once."""
    del evidence
    level = rows.party[1][at]
    timing = timing_code(rows, at)
    common = (rows.amounts.crowd[at] >= COMMON).astype(np.int64)
    many = np.zeros(len(at), dtype=np.int64) if combined is None else combined.astype(np.int64)
    code = codes_of(rows.hit[at], level, kind, timing, common, many, list(against))
    memory: dict[int, str] = {}
    out = []
    columns = (rows.hit[at].tolist(), level.tolist(), kind.tolist(), timing.tolist(), common.tolist(), many.tolist())
    for one, (hit, party, amount, when, shared, joint), reason in zip(
        code.tolist(), zip(*columns, strict=True), against, strict=True
    ):
        if one not in memory:
            amount_reason = Reason.AMOUNT_COMBINED if joint else REASON[Amount(amount)]
            found = [HIT_REASON[Hit(hit)], PARTY_REASON[Party(party)], amount_reason, _TIMING[when]]
            found += [Reason.AMOUNT_COMMON] if shared and amount == Amount.EXACT else []
            memory[one] = "|".join([*(reason.value for reason in found if reason), *([reason] if reason else [])])
        out.append(memory[one])
    return texts(out)
