"""What a decision looks like: three frames of pairs, invoices and bank lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.matching.arrays import Floats, Ints, Texts

if TYPE_CHECKING:
    import pandas as pd

PAIR_COLUMNS: dict[str, str] = {
    "invoice": "object", "payment": "object", "hypothesis": "int64", "payment_minor": "int64",
    "invoice_minor": "int64", "adjustment_minor": "int64", "adjustment": "object", "score": "float64",
    "rank": "int64", "choice": "int64", "decision": "object", "method": "object", "reasons": "object",
    "points_reference": "float64", "points_counterparty": "float64", "points_amount": "float64",
    "points_timing": "float64", "margin": "float64",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one decision over a company's open items.

    `pairs`: one row per proposed (invoice, payment) with the columns of `PAIR_COLUMNS`; amounts are signed
    minor units in the bank's view, `payment_minor` in the payment's currency, `invoice_minor` and
    `adjustment_minor` in the invoice's; `score` is the probability that the proposal is right, points are
    natural logarithms of odds. `invoices`: invoice, state (auto, review, none), reason. `payments`: payment,
    state (auto, review, none, set_aside), reason, case.
    """

    pairs: "pd.DataFrame"
    invoices: "pd.DataFrame"
    payments: "pd.DataFrame"

    def automatic(self) -> "pd.DataFrame":
        """The pairs that are posted alone."""
        return self.pairs[self.pairs["decision"] == "auto"]


def frame(columns: Mapping[str, Ints | Floats | Texts], kinds: Mapping[str, str]) -> "pd.DataFrame":
    """The columns as a frame of the given kinds; pandas is loaded here, the command line does without it."""
    import pandas as pd

    return pd.DataFrame({name: pd.Series(columns[name], dtype=kind) for name, kind in kinds.items()})
