"""The discrepancies of a run as a frame, and the run in figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.model.discrepancy import DiscrepancyKind
from core.model.money import Money
from core.model.settlement import CurrencyTally, SettlementSummary
from core.model.settlement_rules import SettlementRules
from core.model.unreadable_row import UnreadableRow
from core.settlement import reasons, risk
from core.settlement.join import Joined
from core.settlement.kinds import AGREES, KIND_OF, SET_ASIDE, Fees, Kinds
from core.settlement.payouts import Batches
from core.settlement.reasons import Facts
from core.settlement.sides import BLANK, NO_MOMENT, Bools, Ints, Side, Sides, column

Unreadable = tuple[Sequence[UnreadableRow], Sequence[UnreadableRow]]
_NONE = -1  # the position of a row that a side does not have
_TEXTS = (
    "processor", "transaction_id", "kind", "severity", "external_currency", "internal_currency", "currency",
    "reason", "payout_id", "reference",
)  # fmt: skip
_WHOLE_AMOUNT = frozenset(
    {
        DiscrepancyKind.MISSING_IN_LEDGER, DiscrepancyKind.MISSING_AT_PROCESSOR,
        DiscrepancyKind.STATUS_DIFFERS, DiscrepancyKind.CURRENCY_DIFFERS, DiscrepancyKind.MINOR_UNIT_ERROR,
        DiscrepancyKind.DUPLICATE_AT_PROCESSOR, DiscrepancyKind.DUPLICATE_IN_LEDGER,
        DiscrepancyKind.REFUND_UNLINKED, DiscrepancyKind.CHARGEBACK, DiscrepancyKind.TIMING,
        DiscrepancyKind.UNCLASSIFIED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that disagree: positions on both sides (`_NONE` where a side has none) and kind codes."""

    external: Ints
    internal: Ints
    code: Ints


def discrepancies(
    sides: Sides,
    joined: Joined,
    kinds: Kinds,
    fees: Fees,
    batches: Batches,
    unreadable: Unreadable,
    rules: SettlementRules,
) -> pd.DataFrame:
    """One row for each discrepancy (columns: `frames`), by severity, kind, id and money."""
    rows = _rows(joined, kinds)
    external = _View(sides, sides.external, rows.external)
    internal = _View(sides, sides.internal, rows.internal)
    kind = [KIND_OF[code] for code in rows.code.tolist()]
    ids = [mine or theirs for mine, theirs in zip(external.texts("key"), internal.texts("key"), strict=True)]
    folded = [one.strip().lower() for one in ids]
    lost_there = (_by_name(unreadable[0], sides.external.key), _by_name(unreadable[1], sides.internal.key))
    lost = [
        lost_there[0].get(one, "") if mine == _NONE else lost_there[1].get(one, "") if theirs == _NONE else ""
        for mine, theirs, one in zip(rows.external.tolist(), rows.internal.tolist(), folded, strict=True)
    ]
    kind = [DiscrepancyKind.UNCLASSIFIED if gone else one for gone, one in zip(lost, kind, strict=True)]
    code = np.where(external.there, external.codes, internal.codes)
    same = ~(external.there & internal.there) | (external.codes == internal.codes)
    difference = external.amount - internal.amount
    expected_fee, agreed, has_rate = _expected(fees, rows)
    expected_payout, batch = _batch(batches, rows)
    at_stake = _at_stake(kind, external, internal, difference, expected_fee, has_rate, expected_payout)
    severity = risk.severities(kind, at_stake, code, sides.currencies, rules)
    says = _facts(
        sides, external, internal, ids, expected_fee, agreed, has_rate, expected_payout, batch, lost
    )
    names = np.array([*sides.currencies, ""], dtype=object)
    frame = pd.DataFrame(
        {
            "processor": [a or b for a, b in zip(external.processors(), internal.processors(), strict=True)],
            "transaction_id": [one.strip() for one in ids],
            "kind": [one.value for one in kind],
            "severity": [one.value for one in severity],
            "external_amount": _nullable(external.amount, external.there),
            "external_currency": external.currencies(),
            "internal_amount": _nullable(internal.amount, internal.there),
            "internal_currency": internal.currencies(),
            "difference": _nullable(difference, same),
            "currency": names[code],
            "at_stake": at_stake,
            "external_at": _moments(external.moment),
            "internal_at": _moments(internal.moment),
            "reason": [reasons.sentence(one, fact) for one, fact in zip(kind, says, strict=True)],
            "external_fee": _nullable(external.fee, external.fee_known),
            "internal_fee": _nullable(internal.fee, internal.fee_known),
            "expected_fee": _nullable(expected_fee, has_rate),
            "payout_id": [
                a or b for a, b in zip(external.texts("payout_id"), internal.texts("payout_id"), strict=True)
            ],
            "reference": [
                a or b for a, b in zip(external.texts("reference"), internal.texts("reference"), strict=True)
            ],
            "external_row": external.rows(),
            "internal_row": internal.rows(),
        }
    )
    frame = frame.astype(dict.fromkeys(_TEXTS, "str"))  # also where there are no rows
    frame["rank"] = -np.array([risk.LEVELS.index(one) for one in severity], dtype=np.int64)
    by = ["rank", "kind", "transaction_id", "at_stake", "external_row", "internal_row"]
    return frame.sort_values(by, kind="stable", ignore_index=True).drop(columns="rank")


def _rows(joined: Joined, kinds: Kinds) -> _Rows:
    pairs = np.flatnonzero(kinds.pairs > AGREES)
    mine = np.flatnonzero(kinds.external_alone > AGREES)
    theirs = np.flatnonzero(kinds.internal_alone > AGREES)
    return _Rows(
        np.concatenate([joined.external[pairs], joined.external_alone[mine], np.full(len(theirs), _NONE)]),
        np.concatenate([joined.internal[pairs], np.full(len(mine), _NONE), joined.internal_alone[theirs]]),
        np.concatenate([kinds.pairs[pairs], kinds.external_alone[mine], kinds.internal_alone[theirs]]),
    )


def _by_name(unreadable: Sequence[UnreadableRow], key: str) -> dict[str, str]:
    """Where the rows stand that could not be read, by what the key's column would have called them."""
    found: dict[str, str] = {}
    for row in unreadable:
        names = (row.reference.lower(),) if key == "reference" else row.names
        for name in names:
            found.setdefault(name, row.where)
    found.pop("", None)
    return found


class _View:
    """Chosen rows of one side; where a position is `_NONE` amounts are 0 and texts blank."""

    def __init__(self, sides: Sides, side: Side, at: Ints) -> None:
        self._sides, self._side, self._at = sides, side, at
        self.there: Bools = at != _NONE
        self.amount = self._pick(side.amount, 0)
        self.codes = self._pick(side.currency, BLANK)
        self.moment = self._pick(side.moment, NO_MOMENT)
        self.odd = self._pick(side.hundredths, 0)
        self.fee = self._pick(side.fee, 0)
        self.fee_known = self._pick(side.fee_known, 0).astype(bool)

    def _pick(self, values: Any, otherwise: int) -> Ints:
        found = np.full(len(self._at), otherwise, dtype=np.int64)
        found[self.there] = values[self._at[self.there]]
        return found

    def texts(self, name: str) -> list[str]:
        cells = column(self._side.frame, self._side.key if name == "key" else name)
        found = [""] * len(self._at)
        taken = cells.iloc[self._at[self.there]].tolist()
        for place, cell in zip(np.flatnonzero(self.there).tolist(), taken, strict=True):
            found[place] = cell
        return found

    def processors(self) -> list[str]:
        return _named(self._sides.processors, self._pick(self._side.processor, BLANK))

    def currencies(self) -> list[str]:
        return _named(self._sides.currencies, self.codes)

    def rows(self) -> Ints:
        if "row" not in self._side.frame.columns:
            return self._pick(np.arange(1, len(self._side) + 1), 0)
        return self._pick(self._side.frame["row"].to_numpy(dtype=np.int64), 0)


def _named(names: Sequence[str], codes: Ints) -> list[str]:
    known = [*names, ""]
    return [known[code] for code in codes.tolist()]


def _nullable(values: Ints, there: Bools) -> Any:
    return pd.arrays.IntegerArray(values.astype(np.int64), ~there)


def _moments(moments: Ints) -> pd.Series:
    # The lowest integer is numpy's NaT, so an unknown moment stays unknown.
    return pd.Series(moments.astype("datetime64[us]")).dt.tz_localize("UTC")


def _expected(fees: Fees, rows: _Rows) -> tuple[Ints, Bools, Bools]:
    """The fee by rate of the side that has a fee rate, whether it is agreed, and whether there is any."""
    fee = np.zeros(len(rows.code), dtype=np.int64)
    agreed = np.zeros(len(rows.code), dtype=bool)
    there = np.zeros(len(rows.code), dtype=bool)
    for expected, at in ((fees.internal, rows.internal), (fees.external, rows.external)):
        has = np.flatnonzero(at != _NONE)
        has = has[(expected.agreed | expected.learned)[at[has]]]
        fee[has], agreed[has], there[has] = expected.fee[at[has]], expected.agreed[at[has]], True
    return fee, agreed, there


def _batch(batches: Batches, rows: _Rows) -> tuple[Ints, Ints]:
    expected = np.zeros(len(rows.code), dtype=np.int64)
    members = np.zeros(len(rows.code), dtype=np.int64)
    for s, at in ((1, rows.internal), (0, rows.external)):
        has = np.flatnonzero(at != _NONE)
        has = has[batches.members[s][at[has]] > 0]
        expected[has], members[has] = batches.expected[s][at[has]], batches.members[s][at[has]]
    return expected, members


def _at_stake(
    kinds: Sequence[DiscrepancyKind],
    external: _View,
    internal: _View,
    difference: Ints,
    expected_fee: Ints,
    has_rate: Bools,
    expected_payout: Ints,
) -> Ints:
    """The money a discrepancy is about, in minor units of its currency, never negative."""
    whole = np.maximum(np.abs(external.amount), np.abs(internal.amount))
    whole = np.where(
        external.there, np.where(external.codes == internal.codes, whole, np.abs(external.amount)), whole
    )
    apart = np.where(external.fee_known & internal.fee_known, np.abs(external.fee - internal.fee), 0)
    shown = np.where(external.fee_known, external.fee, internal.fee)
    by_rate = np.where(has_rate, np.abs(shown - expected_fee), 0)
    amount = np.where(external.there, external.amount, internal.amount)
    payout = np.maximum(
        np.abs(amount - expected_payout), np.abs(difference) * (external.there & internal.there)
    )
    money = {
        DiscrepancyKind.AMOUNT_DIFFERS: np.abs(difference),
        DiscrepancyKind.FEE_DIFFERS: np.maximum(apart, by_rate),
        DiscrepancyKind.PAYOUT_OFF: payout,
    } | dict.fromkeys(_WHOLE_AMOUNT, whole)
    return np.array([money[kind][k] for k, kind in enumerate(kinds)], dtype=np.int64)


def _facts(
    sides: Sides,
    external: _View,
    internal: _View,
    ids: Sequence[str],
    expected_fee: Ints,
    agreed: Bools,
    has_rate: Bools,
    expected_payout: Ints,
    batch: Ints,
    lost: Sequence[str],
) -> list[Facts]:
    texts = {name: (external.texts(name), internal.texts(name)) for name in (
        "status", "parent_id", "reference", "payout_id", "processor", "merchant_id",
    )}  # fmt: skip
    currencies = external.currencies(), internal.currencies()
    made = []
    for k, transaction_id in enumerate(ids):
        mine, theirs = bool(external.there[k]), bool(internal.there[k])
        side = 0 if mine else 1
        made.append(
            Facts(
                transaction_id=transaction_id.strip(),
                external=int(external.amount[k]) if mine else None,
                internal=int(internal.amount[k]) if theirs else None,
                external_currency=currencies[0][k],
                internal_currency=currencies[1][k],
                external_fee=int(external.fee[k]) if external.fee_known[k] else None,
                internal_fee=int(internal.fee[k]) if internal.fee_known[k] else None,
                expected_fee=int(expected_fee[k]) if has_rate[k] else None,
                agreed=bool(agreed[k]),
                external_status=texts["status"][0][k],
                internal_status=texts["status"][1][k],
                external_at=_known(external.moment[k]),
                internal_at=_known(internal.moment[k]),
                named=(texts["parent_id"][side][k] or texts["reference"][side][k]).strip(),
                payout_id=(texts["payout_id"][0][k] or texts["payout_id"][1][k]).strip(),
                batch=int(batch[k]),
                expected_payout=int(expected_payout[k]),
                said=_else(texts, k, mine, theirs, lost[k], transaction_id),
                external_odd=int(external.odd[k]),
                internal_odd=int(internal.odd[k]),
            )
        )
    return made


def _known(moment: Any) -> int | None:
    return None if moment == NO_MOMENT else int(moment)


_WORDS = {
    "processor": "processor",
    "merchant_id": "merchant",
    "payout_id": "payout",
    "reference": "reference",
}


def _else(
    texts: dict[str, tuple[list[str], list[str]]],
    k: int,
    mine: bool,
    theirs: bool,
    lost: str,
    identifier: str,
) -> str:
    """What an unclassified discrepancy is about."""
    if lost:
        return f"The {'ledger' if mine else 'processor'} has a row of this id that cannot be read: {lost}."
    if not identifier.strip():
        return "It has no transaction id, so it cannot be compared."
    parts = [
        f"{word} “{texts[name][0][k].strip()}” at the processor, “{texts[name][1][k].strip()}” in the ledger"
        for name, word in _WORDS.items()
        if texts[name][0][k].strip() and texts[name][1][k].strip()
        and texts[name][0][k].strip().lower() != texts[name][1][k].strip().lower()
    ]  # fmt: skip
    return "The money agrees, but not the rest: " + "; ".join(parts) + "."


def summary(
    sides: Sides, joined: Joined, kinds: Kinds, batches: Batches, listed: pd.DataFrame, rules: SettlementRules
) -> SettlementSummary:
    """The run in figures. Payout rows are no transactions of their own: their money is not in the tallies."""
    set_aside = int((kinds.external_alone == SET_ASIDE).sum() + (kinds.internal_alone == SET_ASIDE).sum())
    transactions = len(kinds.pairs) + len(kinds.external_alone) + len(kinds.internal_alone) - set_aside
    stakes = listed.groupby("currency")["at_stake"].sum()
    at_stake = {str(currency): int(money) for currency, money in stakes.items()}
    run_risk, reason, rate = risk.of_run(len(listed), transactions, at_stake, rules)
    counted = Counter(DiscrepancyKind(kind) for kind in listed["kind"])
    mine, theirs = (
        _totals(side, ~payout, len(sides.currencies))
        for side, payout in zip((sides.external, sides.internal), batches.payout, strict=True)
    )
    tallies = tuple(
        CurrencyTally(
            Money(int(mine[code]), name),
            Money(int(theirs[code]), name),
            Money(int(mine[code] - theirs[code]), name),
            Money(at_stake.get(name, 0), name),
        )
        for code, name in enumerate(sides.currencies)
    )
    return SettlementSummary(
        external_rows=len(sides.external),
        internal_rows=len(sides.internal),
        transactions=transactions,
        agreed=int((kinds.pairs == AGREES).sum()),
        set_aside=set_aside,
        discrepancies=len(listed),
        rate=rate,
        risk=run_risk,
        risk_reason=reason,
        kinds={kind: counted[kind] for kind in DiscrepancyKind if counted[kind]},
        tallies=tallies,
    )


def _totals(side: Side, counted: Bools, currencies: int) -> Ints:
    at = np.flatnonzero(counted & (side.currency != BLANK))
    sums = np.zeros(currencies, dtype=np.int64)
    np.add.at(sums, side.currency[at], side.amount[at])
    return sums
