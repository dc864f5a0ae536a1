"""A processor's month and the ledger's record of it, with planted discrepancies of every kind and decoys.

Written before the engine it judges. Everything is drawn column by column, so a million rows take seconds.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

PROCESSORS = ("stripe", "paypal", "square")
CURRENCIES = ("USD", "EUR", "GBP", "JPY", "KWD")
# (percent in basis points, fixed minor units) by processor and currency.
FEES = {
    "stripe": ((290, 30), (150, 25), (150, 20), (360, 0), (310, 100)),
    "paypal": ((349, 49), (299, 35), (290, 30), (380, 40), (390, 150)),
    "square": ((260, 10), (190, 0), (175, 0), (325, 0), (300, 50)),
}
SAID_BY_PROCESSOR = {"stripe": "succeeded", "paypal": "Completed", "square": "SETTLED"}
SAID_BY_LEDGER = ("Paid", "settled", "CAPTURED", "posted")
START = np.datetime64("2026-10-01T00:00:00", "us")
DAYS = 31
DAY = np.timedelta64(1, "D").astype("timedelta64[us]")
HOUR = np.timedelta64(1, "h").astype("timedelta64[us]")
LAST = START + DAYS * DAY - 3 * HOUR
PLANTED = (
    "missing_in_ledger", "missing_at_processor", "amount_differs", "fee_differs", "status_differs",
    "currency_differs", "minor_unit_error", "duplicate_at_processor", "duplicate_in_ledger",
    "refund_unlinked", "chargeback", "timing", "payout_off", "unclassified",
)  # fmt: skip
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class SettlementBooks:
    """Both sides as the engine takes them, and the truth: transaction id and kind of every plant."""

    external: pd.DataFrame
    internal: pd.DataFrame
    truth: pd.DataFrame


def build(rows: int, seed: int, share: float = 0.001) -> SettlementBooks:
    """Books of about `rows` rows on each side; each kind is planted in `share` of them (at least 3).

    Decoys, none of which is a discrepancy: the ledger's own words for states and processors, its ids in
    small letters or with blanks around them, local time beside UTC and days without time, fees a cent off,
    equal payments with ids of their own, refunds that name their charge, ids used by PayPal for a payment
    and its fee correction alike, booking dates a day late, payout rows that the ledger does not have.
    """
    rng = np.random.default_rng(seed)
    external = _charges(rows, rng)
    external = _with_refunds(external, rng)
    external = _with_shared_ids(external, rng)
    external = _with_equal_payments(external, rng)
    internal = external.copy()
    plants = _Plants(external, max(3, int(rows * share)), rng)
    external, internal, truth = plants.sow(external, internal)
    external, internal = _decoys(external, internal, rng)
    external, off = _with_payouts(external, plants, rng)
    truth = pd.concat([truth, off], ignore_index=True)
    external, internal = (_shuffled(side, rng) for side in (external, internal))
    return SettlementBooks(external, internal, truth)


def _charges(rows: int, rng: np.random.Generator) -> pd.DataFrame:
    count = int(rows * 0.95)
    processor = rng.choice(3, count, p=[0.5, 0.3, 0.2])
    currency = rng.choice(5, count, p=[0.6, 0.2, 0.1, 0.07, 0.03])
    scale = np.array([100, 100, 100, 100, 1000])[currency]
    amount = np.maximum((np.exp(rng.normal(3.6, 1.1, count)) * scale).astype(np.int64), scale // 2)
    # The first and last hours stay empty: only what is planted there is a matter of timing.
    seconds = rng.integers(2 * 3600, DAYS * 86400 - 2 * 3600, count)
    serial = rng.permutation(count * 3)[:count]
    frame = pd.DataFrame(
        {
            "p": processor,
            "c": currency,
            "transaction_id": _ids("TX", serial),
            "amount": amount,
            "fee": _fees(amount, processor, currency),
            "occurred_at": START + seconds.astype("timedelta64[s]").astype("timedelta64[us]"),
            "merchant_id": _ids("M", rng.integers(0, 40, count)),
            "reference": _ids("ORD-", serial + 7),
        }
    )
    day = (frame.occurred_at.to_numpy() - START) // DAY
    frame["payout_id"] = _ids("po_", day.astype(np.int64) * 100 + processor * 10 + currency)
    frame["role"] = "charge"
    return frame


def _ids(prefix: str, numbers: Ints) -> pd.Series:
    return prefix + pd.Series(numbers).astype("str").str.zfill(8)


def _fees(amount: Ints, processor: Ints, currency: Ints) -> Ints:
    table = np.array([FEES[name] for name in PROCESSORS])[processor, currency]
    return (amount * table[:, 0] + 5000) // 10000 + table[:, 1]


def _with_refunds(charges: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    refunded = charges.iloc[rng.choice(len(charges), len(charges) // 25, replace=False)].copy()
    refunded["reference"] = refunded["transaction_id"]
    refunded["transaction_id"] = _ids("RF", rng.permutation(len(refunded) * 3)[: len(refunded)]).to_numpy()
    part = np.where(rng.random(len(refunded)) < 0.4, 2, 1)
    refunded["amount"] = -(refunded["amount"].to_numpy() // part)
    refunded["fee"] = 0
    later = refunded["occurred_at"].to_numpy() + rng.integers(1, 5, len(refunded)) * DAY
    refunded["occurred_at"] = np.minimum(later, LAST)
    refunded["role"] = "refund"
    return pd.concat([charges, refunded], ignore_index=True)


def _with_shared_ids(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """PayPal gives one id to a payment and to a correction of it: on both sides, so nothing is wrong."""
    paid = np.flatnonzero((frame.p == 1) & (frame.role == "charge") & (frame.amount > 2000))
    again = frame.iloc[rng.choice(paid, max(2, len(paid) // 100), replace=False)].copy()
    again["amount"] = -(again["amount"] // 10)
    again["fee"] = 0
    again["reference"] = again["transaction_id"]
    again["role"] = "correction"
    return pd.concat([frame, again], ignore_index=True)


def _with_equal_payments(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The same payer pays the same amount twice in a minute: two transactions, not a double."""
    paid = np.flatnonzero(frame.role == "charge")
    twin = frame.iloc[rng.choice(paid, max(2, len(paid) // 200), replace=False)].copy()
    twin["transaction_id"] = twin["transaction_id"].str.replace("TX", "TW", n=1)
    twin["occurred_at"] += np.timedelta64(40, "s")
    twin["role"] = "twin"
    return pd.concat([frame, twin], ignore_index=True)


class _Plants:
    """Chooses the rows of each kind so that no row carries two, and works them into the two sides."""

    def __init__(self, base: pd.DataFrame, each: int, rng: np.random.Generator) -> None:
        self.rng = rng
        charges = np.flatnonzero((base.role == "charge") & ~base.transaction_id.duplicated(keep=False))
        refunds = np.flatnonzero(base.role == "refund")
        # A charge whose refund names it must stay, or the refund would lose its charge as well.
        named = set(base.reference[refunds])
        free = charges[~base.transaction_id.iloc[charges].isin(named)]
        chosen = rng.permutation(free)[: each * len(PLANTED)]
        self.at = {kind: np.sort(chosen[i * each : (i + 1) * each]) for i, kind in enumerate(PLANTED)}
        self.at["refund_unlinked"] = np.sort(rng.permutation(refunds)[:each])
        yen = np.flatnonzero((base.c == 3) & (base.amount >= 100))
        yen = np.setdiff1d(np.intersect1d(yen, free), np.concatenate(list(self.at.values())))
        self.at["minor_unit_error"] = np.sort(
            np.concatenate([self.at["minor_unit_error"], rng.permutation(yen)[: max(1, each // 4)]])
        )
        self.each = each

    def sow(
        self, external: pd.DataFrame, internal: pd.DataFrame
    ) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """Both sides with every plant but the payouts', and the truth."""
        rng, at = self.rng, self.at
        truth = [
            pd.DataFrame({"transaction_id": external.transaction_id.iloc[where].to_numpy(), "kind": kind})
            for kind, where in at.items()
            if kind != "payout_off"
        ]
        for side in (external, internal):
            side["status"] = "settled"
            side["currency"] = np.array(CURRENCIES)[side.c]
        self._change(internal, "amount", "amount_differs", lambda old: old + rng.integers(1, 500, len(old)))
        self._change(internal, "fee", "fee_differs", lambda old: old + rng.integers(2, 90, len(old)))
        wrong = np.where(rng.random(len(at["minor_unit_error"])) < 0.5, 100, 1)
        self._change(internal, "amount", "minor_unit_error", lambda old: old * wrong)
        self._change(external, "amount", "minor_unit_error", lambda old: old * np.where(wrong == 1, 100, 1))
        self._change(
            internal, "currency", "currency_differs", lambda old: np.where(old == "USD", "CAD", "USD")
        )
        self._change(internal, "status", "status_differs", lambda old: np.where(old == old, "failed", old))
        self._change(external, "status", "chargeback", lambda old: np.where(old == old, "chargeback", old))
        late = rng.integers(3, 7, self.each) * DAY * np.where(rng.random(self.each) < 0.5, 1, -1)
        self._change(internal, "occurred_at", "timing", lambda old: old + late)
        self._change(
            internal,
            "merchant_id",
            "unclassified",
            lambda old: np.where(old == "M00000001", "M00000002", "M00000001"),
        )
        for side in (external, internal):
            self._change(
                side, "reference", "refund_unlinked", lambda old: _ids("TX", 90_000_000 + np.arange(len(old)))
            )
        alone = at["refund_unlinked"][::2]
        internal = internal.drop(index=np.concatenate([at["missing_in_ledger"], alone]))
        external_doubles = external.iloc[at["duplicate_at_processor"]]
        internal_doubles = internal.loc[at["duplicate_in_ledger"]]
        external = external.drop(index=at["missing_at_processor"])
        external = pd.concat([external, external_doubles], ignore_index=True)
        internal = pd.concat([internal, internal_doubles], ignore_index=True)
        return external, internal, pd.concat(truth, ignore_index=True)

    def _change(self, side: pd.DataFrame, column: str, kind: str, to: object) -> None:
        values = side[column].to_numpy().copy()
        where = self.at[kind]
        values[where] = to(values[where])  # type: ignore[operator]
        side[column] = values


def _decoys(
    external: pd.DataFrame, internal: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Everything that the two sides write differently without disagreeing."""
    for side in (external, internal):
        side["timed"] = True
        side["fee_known"] = True
        side["kind"] = "unknown"
        side["parent_id"] = ""
    external["processor"] = np.array(["Stripe", "PayPal", "Square"])[external.p]
    internal["processor"] = np.array(["STRIPE, Inc.", "paypal", "Square"])[internal.p]
    external["status"] = _said(external, np.array(list(SAID_BY_PROCESSOR.values()))[external.p])
    internal["status"] = _said(internal, rng.choice(SAID_BY_LEDGER, len(internal)))
    blank = rng.random(len(internal))
    ids = internal.transaction_id.mask(blank < 0.05, internal.transaction_id.str.lower())
    internal["transaction_id"] = ids.mask(blank > 0.97, " " + ids + " ")
    when = internal.occurred_at.to_numpy().copy()
    when[internal.p == 2] -= 8 * HOUR  # Pacific wall-clock time
    late = rng.random(len(internal)) < 0.02
    when[late] += 14 * HOUR
    day_only = (internal.p == 1).to_numpy()
    when[day_only] = when[day_only].astype("datetime64[D]").astype("datetime64[us]")
    internal["occurred_at"], internal["timed"] = when, ~day_only
    charge = (internal.fee > 5).to_numpy()
    internal["fee"] += np.where(
        charge & (rng.random(len(internal)) < 0.03), rng.choice([-1, 1], len(internal)), 0
    )
    told = external.set_index("transaction_id").merchant_id.groupby(level=0).first()
    equal = internal.transaction_id.str.strip().str.upper().map(told) == internal.merchant_id
    internal["merchant_id"] = internal.merchant_id.mask(equal & (rng.random(len(internal)) < 0.1), "")
    return external, internal


def _said(side: pd.DataFrame, word: np.ndarray) -> np.ndarray:
    return np.where(side.status == "settled", word, side.status)


def _with_payouts(
    external: pd.DataFrame, plants: _Plants, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A payout row for each batch at the processor; some are off by money that nothing explains."""
    net = (external.amount - external.fee).groupby([external.payout_id, external.currency]).sum()
    payouts = net.rename("amount").reset_index()
    payouts = payouts[payouts.currency.isin(CURRENCIES)]
    clean = np.flatnonzero(payouts.amount > 0)
    off = rng.permutation(clean)[: min(max(3, len(clean) // 20), len(clean))]
    amount = payouts.amount.to_numpy().copy()
    amount[off] += rng.integers(1_000_003, 9_000_001, len(off))
    first = external.groupby("payout_id").first()
    number = payouts.payout_id.str.removeprefix("po_").astype(int)
    rows = pd.DataFrame(
        {
            "transaction_id": "PAYOUT-" + payouts.payout_id + "-" + payouts.currency,
            "processor": first.processor.loc[payouts.payout_id].to_numpy(),
            "amount": -amount,
            "currency": payouts.currency,
            "fee": 0,
            "status": "paid",
            "kind": "payout",
            "occurred_at": np.minimum(START + (number // 100 + 2).to_numpy() * DAY, LAST),
            "payout_id": payouts.payout_id,
            "timed": True, "fee_known": True, "merchant_id": "", "reference": "", "parent_id": "",
        }
    )  # fmt: skip
    truth = pd.DataFrame({"transaction_id": rows.transaction_id.iloc[off].to_numpy(), "kind": "payout_off"})
    return pd.concat([external, rows], ignore_index=True), truth


def _shuffled(side: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    side = side.drop(columns=["p", "c", "role"]).iloc[rng.permutation(len(side))].reset_index(drop=True)
    side["row"] = np.arange(2, len(side) + 2)
    side["occurred_at"] = side["occurred_at"].dt.tz_localize("UTC")
    side["kind"] = side["kind"].fillna("unknown")
    for name in ("timed", "fee_known"):
        side[name] = side[name].astype(bool)
    return side.astype({"amount": "int64", "fee": "int64"})
