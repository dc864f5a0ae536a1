"""What other rules would change: matches gained, lost and moved, and the outcomes they would give."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.model.invoice import ItemState
from core.model.match import Decision

Numbers = npt.NDArray[Any]
CHANGE_COLUMNS = ("payment", "invoice", "invoice_before", "money_minor", "currency")


@dataclass(frozen=True, slots=True)
class Changes:
    """Automatic matches gained, lost and moved; each frame has `CHANGE_COLUMNS`, sorted by money.

    `money_minor` is the size of what is put on the invoices (minor units of `currency`, the invoices'). In
    `moved` one row is one payment: the invoices it now settles and those it settled before (several joined by
    ", "); in the others one row is one pair, and `invoice_before` is empty.
    """

    gained: pd.DataFrame
    lost: pd.DataFrame
    moved: pd.DataFrame

    def money(self, kind: str) -> dict[str, int]:
        """Minor units per currency of one frame: `gained`, `lost` or `moved`."""
        frame: pd.DataFrame = getattr(self, kind)
        sums = frame.groupby("currency", sort=True)["money_minor"].sum()
        return {str(currency): int(minor) for currency, minor in sums.items()}

    def __bool__(self) -> bool:
        return any(len(frame) for frame in (self.gained, self.lost, self.moved))


def changes(saved: pd.DataFrame, new: pd.DataFrame, invoices: pd.DataFrame) -> Changes:
    """The automatic pairs of `new` against those of `saved`.

    `saved` and `new` are the pairs of two outcomes (columns invoice, payment, invoice_minor, decision);
    `invoices` gives each invoice's currency (columns invoice, currency). A payment that settles automatically
    in both, and swaps at least one invoice for another, is moved; every other difference is a pair gained
    (automatic now and not before) or lost (the reverse).
    """
    pairs = _numbered(_automatic(saved), _automatic(new))
    before, now = pairs[pairs["side"] == 0], pairs[pairs["side"] == 1]
    came, went = now[~now["pair"].isin(before["pair"])], before[~before["pair"].isin(now["pair"])]
    came_moves, went_moves = came["payer"].isin(went["payer"]), went["payer"].isin(came["payer"])
    currency = invoices.set_index("invoice")["currency"]
    return Changes(
        gained=_single(came[~came_moves], currency),
        lost=_single(went[~went_moves], currency),
        moved=_moved(came[came_moves], went[went_moves], currency),
    )


def as_if(
    outcomes: pd.DataFrame, invoices: pd.DataFrame, pairs: pd.DataFrame, payments: pd.DataFrame
) -> pd.DataFrame:
    """The outcomes the books would have if the engine's `pairs` were posted.

    `invoices` (columns invoice, open_minor) are those the engine decided over: open_minor is what people's
    decisions leave open, in the sign of the pairs' `invoice_minor` and `adjustment_minor`. An invoice the
    automatic pairs cover wholly is settled on the day of its last payment (`payments`: payment, paid_on), and
    alone where people put nothing on it; one with a pair to review is proposed; any other falls back to what
    it is without automatic matches: an exception if it is one now, open otherwise. Invoices that are
    not among `invoices`, or that people settled wholly, keep their row. `open_minor` is what the pairs leave
    unpaid. Row order is kept.
    """
    rows = pd.Index(outcomes["invoice"])
    decided_rows, left = _at(rows, invoices["invoice"], invoices["open_minor"].to_numpy())
    posted = _automatic(pairs)
    minor = (posted["invoice_minor"] + posted["adjustment_minor"]).to_numpy()
    posted_rows, posted_minor = _at(rows, posted["invoice"], minor)
    _, paid_on = _at(rows, posted["invoice"], _paid_on(posted["payment"], payments))
    reviewed = pairs.loc[pairs["decision"] == Decision.REVIEW.value, "invoice"]
    review_rows, _ = _at(rows, reviewed, np.zeros(len(reviewed)))

    size = len(outcomes)
    open_minor, cover, last_paid = np.zeros((3, size), dtype="int64")
    open_minor[decided_rows] = left
    np.add.at(cover, posted_rows, posted_minor)
    np.maximum.at(last_paid, posted_rows, paid_on)
    matched, proposed = np.zeros((2, size), dtype=bool)
    matched[posted_rows], proposed[review_rows] = True, True

    ours = open_minor != 0
    whole = ours & matched & (cover == open_minor)
    alone = whole & (outcomes["amount_minor"].abs().to_numpy() == abs(open_minor))
    state = outcomes["state"].astype(str).to_numpy(dtype=object)
    state[ours & (state != ItemState.EXCEPTED.value)] = ItemState.OPEN.value
    state[ours & proposed] = ItemState.PROPOSED.value
    state[whole] = ItemState.SETTLED.value
    settled_on = pd.to_datetime(outcomes["settled_on"]).to_numpy(dtype="datetime64[ns]").copy()
    settled_on[ours] = np.datetime64("NaT")
    settled_on[whole] = last_paid[whole].view("datetime64[ns]")
    automatic = np.where(ours, alone, outcomes["automatic"].to_numpy(dtype=bool))
    amount = outcomes["amount_minor"].to_numpy()
    unpaid = np.where(ours, np.sign(amount) * abs(open_minor - cover), outcomes["open_minor"].to_numpy())
    return outcomes.assign(
        state=pd.Series(state, index=outcomes.index, dtype="str"),
        settled_on=settled_on,
        automatic=automatic,
        open_minor=unpaid,
    )


def _at(rows: pd.Index, keys: "pd.Series[str]", values: Numbers) -> tuple[Numbers, Numbers]:
    """Row numbers of `keys` among `rows` with their values; keys that are not there are left out."""
    found = rows.get_indexer(pd.Index(keys))
    return found[found >= 0], values[found >= 0]


def _paid_on(payments_of_pairs: "pd.Series[str]", payments: pd.DataFrame) -> Numbers:
    """Payment days of the pairs in nanoseconds since 1970; `payments` must hold every payment named."""
    found = pd.Index(payments["payment"]).get_indexer(pd.Index(payments_of_pairs))
    if (found < 0).any():
        raise KeyError("a pair names a payment that is not among the payments")
    days: Numbers = pd.to_datetime(payments["paid_on"]).to_numpy(dtype="datetime64[ns]").view("int64")
    chosen: Numbers = days[found]
    return chosen


def _automatic(pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs[pairs["decision"] == Decision.AUTO.value]


def _numbered(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Both sides' pairs with a number for each payment and each pair: numbers compare faster than keys."""
    columns = ["payment", "invoice", "invoice_minor"]
    both = pd.concat([before[columns], now[columns]], ignore_index=True)
    payer, bill = pd.factorize(both["payment"])[0], pd.factorize(both["invoice"])[0]
    side = np.repeat([0, 1], [len(before), len(now)])
    frame = both.assign(side=side, payer=payer, pair=payer.astype("int64") * (len(both) + 1) + bill)
    return frame.drop_duplicates(["side", "pair"])


def _single(rows: pd.DataFrame, currency: "pd.Series[str]") -> pd.DataFrame:
    return _sorted(
        rows.assign(
            invoice_before="", money_minor=rows["invoice_minor"].abs(), currency=rows["invoice"].map(currency)
        )
    )


def _moved(came: pd.DataFrame, went: pd.DataFrame, currency: "pd.Series[str]") -> pd.DataFrame:
    before = went.sort_values("invoice").groupby("payment")["invoice"].agg(", ".join)
    frame = (
        came.assign(money_minor=came["invoice_minor"].abs(), currency=came["invoice"].map(currency))
        .sort_values("invoice")
        .groupby(["payment", "currency"], as_index=False)
        .agg(invoice=("invoice", ", ".join), money_minor=("money_minor", "sum"))
    )
    return _sorted(frame.assign(invoice_before=frame["payment"].map(before)))


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    ordered = frame.sort_values(["money_minor", "payment", "invoice"], ascending=[False, True, True])
    return ordered.reset_index(drop=True)[list(CHANGE_COLUMNS)]
