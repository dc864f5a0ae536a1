"""What other rules would change: matches gained, lost and moved, and the outcomes they would give."""

from dataclasses import dataclass

import pandas as pd

from core.model.invoice import ItemState
from core.model.match import Decision

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
    before, now = _automatic(saved), _automatic(new)
    currency = invoices.set_index("invoice")["currency"]
    came = _rows(now[now.index.difference(before.index)], currency)
    went = _rows(before[before.index.difference(now.index)], currency)
    moving = set(came["payment"]) & set(went["payment"])
    came_moves, went_moves = came["payment"].isin(moving), went["payment"].isin(moving)
    return Changes(
        gained=_sorted(came[~came_moves]),
        lost=_sorted(went[~went_moves]),
        moved=_moved(came[came_moves], went[went_moves]),
    )


def as_if(
    outcomes: pd.DataFrame, invoices: pd.DataFrame, pairs: pd.DataFrame, payments: pd.DataFrame
) -> pd.DataFrame:
    """The outcomes the books would have if the engine's `pairs` were posted.

    `invoices` (columns invoice, open_minor) are those the engine decided over: open_minor is what people's
    decisions leave open, in the sign of the pairs' `invoice_minor` and `adjustment_minor`. An invoice the
    automatic pairs cover wholly is settled alone on the day of its last payment (`payments`: payment,
    paid_on); one with a pair to review is proposed; any other falls back to what it is without automatic
    matches: an exception if it is one now, open otherwise. Invoices that are not among `invoices` keep their
    row. Row order is kept.
    """
    automatic = pairs[pairs["decision"].astype(str) == Decision.AUTO]
    covered = (automatic["invoice_minor"] + automatic["adjustment_minor"]).groupby(automatic["invoice"]).sum()
    paid_on = automatic["payment"].map(payments.set_index("payment")["paid_on"])
    last_paid = pd.to_datetime(paid_on).groupby(automatic["invoice"]).max()
    to_review = set(pairs.loc[pairs["decision"].astype(str) == Decision.REVIEW, "invoice"])

    decided = invoices[invoices["invoice"].isin(outcomes["invoice"])].set_index("invoice")["open_minor"]
    key = outcomes["invoice"]
    ours = key.isin(decided.index)
    cover = covered.reindex(key, fill_value=0).to_numpy()
    whole = ours & key.isin(covered.index) & (cover == decided.reindex(key, fill_value=0).to_numpy())
    partly_by_people = outcomes["touched_by_person"].astype(bool)
    fallback = (
        outcomes["state"]
        .astype(str)
        .where(outcomes["state"].astype(str) == ItemState.EXCEPTED, ItemState.OPEN.value)
    )
    fallback = fallback.mask(key.isin(to_review), ItemState.PROPOSED.value)
    state = outcomes["state"].astype(str).mask(ours, fallback).mask(whole, ItemState.SETTLED.value)
    settled_on = pd.to_datetime(outcomes["settled_on"]).astype("datetime64[ns]")
    return outcomes.assign(
        state=state,
        settled_on=settled_on.mask(ours).mask(whole, key.map(last_paid).astype("datetime64[ns]")),
        automatic=outcomes["automatic"].astype(bool).mask(ours, whole & ~partly_by_people),
    )


def _automatic(pairs: pd.DataFrame) -> "pd.Series[int]":
    """Minor units put on the invoice, by (payment, invoice)."""
    chosen = pairs[pairs["decision"].astype(str) == Decision.AUTO]
    return chosen.groupby(["payment", "invoice"])["invoice_minor"].sum()


def _rows(sums: "pd.Series[int]", currency: "pd.Series[str]") -> pd.DataFrame:
    rows = sums.abs().rename("money_minor").reset_index()
    return rows.assign(invoice_before="", currency=rows["invoice"].map(currency))


def _moved(came: pd.DataFrame, went: pd.DataFrame) -> pd.DataFrame:
    before = went.sort_values("invoice").groupby("payment")["invoice"].agg(", ".join)
    frame = (
        came.sort_values("invoice")
        .groupby(["payment", "currency"], as_index=False)
        .agg(invoice=("invoice", ", ".join), money_minor=("money_minor", "sum"))
    )
    return _sorted(frame.assign(invoice_before=frame["payment"].map(before)))


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    ordered = frame.sort_values(["money_minor", "payment", "invoice"], ascending=[False, True, True])
    return ordered.reset_index(drop=True)[list(CHANGE_COLUMNS)]
