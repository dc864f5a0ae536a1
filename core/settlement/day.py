"""One business day: the moments it covers, and what of a wider comparison belongs to it."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from core.model.discrepancy import DiscrepancyKind
from core.model.money import Money
from core.model.processor_transaction import TransactionKind
from core.model.settlement import CurrencyTally, RunRisk
from core.model.settlement_rules import CutOff, SettlementRules
from core.model.settlement_run import Window
from core.settlement import risk

# Rows that move no money for good, or money that is counted elsewhere: no transactions of their own.
_ASIDE = (TransactionKind.PAYOUT.value, TransactionKind.HOLD.value)
_PARTS = {
    TransactionKind.CHARGE.value: "charges",
    TransactionKind.REFUND.value: "refunds",
    TransactionKind.DISPUTE.value: "disputes",
    TransactionKind.DISPUTE_WON.value: "disputes",
}


@dataclass(frozen=True, slots=True)
class Day:
    """What a comparison found on one day, in figures.

    `transactions` counts the processor's rows of the day (without payouts and holds that agree) and what only
    the ledger has; transactions = agreed + discrepancies. `tallies` are the money of these rows, internal
    being what the ledger has for them. `funnel` has, by currency, minor units of: charges, refunds, disputes,
    others, fees (negative where they cost), net, and paid_out (payouts of the day, positive).
    """

    discrepancies: pd.DataFrame
    transactions: int
    agreed: int
    kinds: dict[DiscrepancyKind, int]
    tallies: tuple[CurrencyTally, ...]
    risk: RunRisk
    risk_reason: str
    rate: str
    funnel: dict[str, dict[str, int]]


def window(cut_off: CutOff, business_date: date) -> Window:
    """The moments of a business day: it is named for the day it ends on, or that it is when it ends at
    midnight. The night a clock is set makes it an hour shorter or longer."""
    zone = ZoneInfo(cut_off.time_zone)
    opens = business_date if cut_off.at == time(0) else business_date - timedelta(days=1)
    since, until = (
        datetime.combine(day, cut_off.at, zone).astimezone(UTC) for day in (opens, opens + timedelta(days=1))
    )
    return Window(since, until)


def business_date(cut_off: CutOff, moment: datetime) -> date:
    """The business day an aware moment falls in: the one whose `window` holds it."""
    local = moment.astimezone(ZoneInfo(cut_off.time_zone))
    after = cut_off.at != time(0) and local.time() >= cut_off.at
    return local.date() + timedelta(days=after)


def widened(of: Window, days: int) -> Window:
    """The window with so many days on either side, where the other half of a pair may stand."""
    return Window(of.since - timedelta(days=days), of.until + timedelta(days=days))


def of_day(external: pd.DataFrame, found: pd.DataFrame, of: Window, rules: SettlementRules) -> Day:
    """What belongs to the day: rows of the processor in its window, and what only the ledger has in it.

    `external` is the frame that was compared, `found` the discrepancies (columns: `frames`).
    """
    since, until = pd.Timestamp(of.since), pd.Timestamp(of.until)
    inside = external["occurred_at"]
    rows = external[(inside >= since) & (inside < until)]
    stands_at = found["external_at"].fillna(found["internal_at"])
    own = found[(stands_at >= since) & (stands_at < until)].reset_index(drop=True)
    lone = int(own["external_amount"].isna().sum())
    # A payout or a hold counts only where something is wrong with it.
    plain = int((~rows["kind"].isin(_ASIDE)).sum())
    wrong = set(own.loc[own["external_amount"].notna(), "transaction_id"].str.strip().str.lower())
    aside = rows.loc[rows["kind"].isin(_ASIDE), "transaction_id"].str.strip().str.lower()
    transactions = max(plain + int(aside.isin(wrong).sum()) + lone, len(own))
    tallies = _tallies(rows, own)
    at_stake = {tally.at_stake.currency: tally.at_stake.minor for tally in tallies}
    run_risk, reason, rate = risk.of_run(len(own), transactions, at_stake, rules)
    counted = Counter(DiscrepancyKind(kind) for kind in own["kind"])
    return Day(
        discrepancies=own,
        transactions=transactions,
        agreed=transactions - len(own),
        kinds={kind: counted[kind] for kind in DiscrepancyKind if counted[kind]},
        tallies=tallies,
        risk=run_risk,
        risk_reason=reason,
        rate=f"{rate:.6f}",
        funnel=_funnel(rows),
    )


def already_there(found: pd.DataFrame, complete_until: datetime | None) -> pd.DataFrame:
    """Without what may yet appear: the processor's own data do not reach that far."""
    if complete_until is None:
        return found
    later = found["external_amount"].isna() & (found["internal_at"] > pd.Timestamp(complete_until))
    return found[~later].reset_index(drop=True)


def _tallies(rows: pd.DataFrame, own: pd.DataFrame) -> tuple[CurrencyTally, ...]:
    """The money of the day by currency; a difference that has no single currency is in neither."""
    plain = rows[~rows["kind"].isin(_ASIDE)]
    external = plain.groupby("currency")["amount"].sum()
    difference = own.dropna(subset=["difference"]).groupby("currency")["difference"].sum()
    stake = own.groupby("currency")["at_stake"].sum()
    found = []
    for currency in sorted({*external.index, *stake.index}):
        mine, off = int(external.get(currency, 0)), int(difference.get(currency, 0))
        found.append(
            CurrencyTally(
                external=Money(mine, currency),
                internal=Money(mine - off, currency),
                difference=Money(off, currency),
                at_stake=Money(int(stake.get(currency, 0)), currency),
            )
        )
    return tuple(found)


def _funnel(rows: pd.DataFrame) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    for currency, part in rows.groupby("currency"):
        moving = part[~part["kind"].isin(_ASIDE)]
        named = moving["kind"].map(_PARTS).fillna("others")
        sums = moving.groupby(named)["amount"].sum()
        money = {name: int(sums.get(name, 0)) for name in ("charges", "refunds", "disputes", "others")}
        fees = -int(moving.loc[moving["fee_known"], "fee"].sum())
        paid = part.loc[part["kind"] == TransactionKind.PAYOUT.value, "amount"]
        net = sum(money.values()) + fees
        made[str(currency)] = money | {"fees": fees, "net": net, "paid_out": -int(paid.sum())}
    return made
