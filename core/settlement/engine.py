"""Settles two frames: joins, classifies and judges them, and gives the run in figures."""

from dataclasses import dataclass

import pandas as pd

from core.model.settlement import SettlementSummary
from core.model.settlement_rules import DEFAULT, SettlementRules
from core.settlement import conventions, fees, listing, payouts, sides
from core.settlement.fees import UsedRate
from core.settlement.join import join
from core.settlement.kinds import Fees, classify
from core.settlement.listing import Unreadable

__all__ = ["Settled", "settle"]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a run found. `discrepancies` as `frames` describes them, in the order of severity, kind and id;
    `rates` the fee rates that were compared with; `notices` what one side writes differently throughout;
    `key` the columns (external, internal) that identify a transaction."""

    discrepancies: pd.DataFrame
    summary: SettlementSummary
    rates: tuple[UsedRate, ...]
    notices: tuple[str, ...]
    key: tuple[str, str]


def settle(
    external: pd.DataFrame,
    internal: pd.DataFrame,
    rules: SettlementRules = DEFAULT,
    unreadable: Unreadable = ((), ()),
) -> Settled:
    """Compares a processor's transactions with the ledger's entries (columns: `frames`).

    `unreadable` are the rows of each side (external, internal) that could not be read: their counterparts
    are not called missing. The same rows in any order give the same outcome.
    """
    external, internal = external.reset_index(drop=True), internal.reset_index(drop=True)
    both = sides.read(external, internal)
    joined = join(both)
    found = conventions.settle(both, joined)
    silent = not both.external.fee_known.all()
    expected = Fees(
        fees.expect(both, both.external, rules),
        fees.expect(both, both.internal, rules) if silent else fees.nothing(both.internal),
    )
    batches = payouts.check(both, joined)
    kinds = classify(both, joined, found, expected, batches, rules)
    listed = listing.discrepancies(both, joined, kinds, expected, batches, unreadable, rules)
    summary = listing.summary(both, joined, kinds, batches, listed, rules)
    rates = tuple(dict.fromkeys((*expected.external.rates, *expected.internal.rates)))
    key = (both.external.key, both.internal.key)
    return Settled(listed, summary, rates, found.notices, key)
