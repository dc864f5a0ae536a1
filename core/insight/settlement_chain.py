"""One transaction drawn from invoice to bank line: each step with its money and the ledger beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from core.insight.formats import count_text, date_text, money_text
from core.insight.settlement_words import TIE_WORDS
from core.insight.wording import capital
from core.model.money import Money
from core.model.payout import BankTie

_MOVES = {
    "charge": "charge",
    "refund": "refund",
    "dispute": "chargeback",
    "dispute_won": "chargeback won",
    "fee": "processor's fee",
    "adjustment": "adjustment",
    "hold": "money held",
    "payout": "payout",
    "unknown": "movement",
}
_PARTS = (
    ("charges", "charges"),
    ("refunds", "refunds"),
    ("disputes", "chargebacks"),
    ("others", "other movements"),
    ("fees", "fees"),
)


class LinkState(StrEnum):
    """How a step of the chain stands."""

    FINE = "fine"  # it is there and agrees, as far as anybody says
    OFF = "off"  # it is there and disagrees
    MISSING = "missing"  # it should be there and is not


@dataclass(frozen=True, slots=True)
class Link:
    """One step: what it is (`label`), which one (`title`), its money as text and what else to know of it."""

    label: str
    title: str
    money: str
    notes: tuple[str, ...] = ()
    state: LinkState = LinkState.FINE


def invoice_links(
    invoices: pd.DataFrame, references: tuple[str, ...] = (), matched: pd.DataFrame | None = None
) -> tuple[Link, ...]:
    """The invoices a transaction names or was matched to; one link that says so where the books lack it.

    `invoices` has columns invoice, number, counterparty, issued_on, amount_minor, currency; `matched` also
    paid_on, on_invoice_minor and by: the matches that stand.
    """
    said = {} if matched is None else {row["invoice"]: _match_note(row) for row in matched.to_dict("records")}
    if invoices.empty:
        named = ", ".join(references)
        note = f"“{named}” is no invoice in the books" if named else "no invoice is named"
        return (Link("Invoice", "none", "", (note,), LinkState.MISSING),)
    return tuple(
        Link(
            "Invoice",
            str(row["number"]),
            money_text(int(row["amount_minor"]), str(row["currency"])),
            (
                str(row["counterparty"]),
                f"issued {_day(row['issued_on'])}",
                said.get(row["invoice"], "not matched with a bank line"),
            ),
        )
        for row in invoices.to_dict("records")
    )


def _match_note(row: Mapping[Any, Any]) -> str:
    put = money_text(int(row["on_invoice_minor"]), str(row["currency"]))
    return f"{put} matched with the bank line of {_day(row['paid_on'])}, by {row['by']}"


def movement_links(movements: pd.DataFrame, entries: pd.DataFrame) -> tuple[Link, ...]:
    """The charge, its fee, refunds and disputes in order, each beside what the ledger says of it.

    Both frames have columns transaction_id, kind, amount_minor, fee_minor, currency, occurred_at. Money that
    leaves has its minus; a ledger row that no movement has comes last.
    """
    links: list[Link] = []
    left = _by_id(entries)
    for row in movements.to_dict("records"):
        known = left.pop(_folded(row), [])
        links.append(_movement(row, known))
        if row["fee_minor"] is not None and not pd.isna(row["fee_minor"]) and int(row["fee_minor"]):
            links.append(_fee(row, known))
    links += [_alone(row) for rows in left.values() for row in rows]
    return tuple(links)


def net_link(net: tuple[Money, ...]) -> Link:
    """What the processor owes for the transaction once everything is taken off."""
    return Link(
        "Net",
        "after fees, refunds and chargebacks",
        " · ".join(money_text(each.minor, each.currency) for each in net),
    )


def payout_links(
    payout_id: str,
    paid: Money,
    arrives_on: date | None,
    share: Money | None,
    off: Money,
    complete: bool,
    bank_lines: pd.DataFrame,
    tie: BankTie,
) -> tuple[Link, Link]:
    """The payout and the bank line it became.

    `share` is this transaction's part of the payout; `off` what its parts leave unexplained. `bank_lines`
    has columns paid_on, amount_minor, currency, description, and `tie` says how they were found.
    """
    notes = []
    if share is not None:
        notes.append(f"{money_text(share.minor, share.currency)} of it is this transaction")
    if arrives_on is not None:
        notes.append(f"arrives {_day(arrives_on)}")
    is_off = bool(off.minor) and complete
    if off.minor:
        notes.append(f"{money_text(off.minor, off.currency)} not explained by its parts")
    payout = Link(
        "Payout",
        payout_id,
        money_text(paid.minor, paid.currency),
        tuple(notes),
        LinkState.OFF if is_off else LinkState.FINE,
    )
    return payout, _bank(bank_lines, paid, tie)


def payout_sum(parts: Mapping[str, Money], paid: Money, off: Money) -> str:
    """A payout's parts as one line that adds up: `charges 500.00 − fees 14.80 = 485.20 USD paid out`."""
    shown = [(words, parts[name]) for name, words in _PARTS if name in parts and parts[name].minor]
    pieces = [f"{words} {money_text(part.minor, part.currency)}" for words, part in shown]
    total = money_text(paid.minor, paid.currency)
    if not pieces:
        return f"No transactions found for this payout of {total}."
    line = f"{capital(' + '.join(pieces))} = {money_text(paid.minor - off.minor, paid.currency)}"
    if off.minor:
        return f"{line}; paid out {total}: {money_text(off.minor, off.currency)} off."
    return f"{line}, paid out to the cent."


def share_of(movements: pd.DataFrame, payout_id: str, currency: str) -> Money | None:
    """What a transaction's own movements add to a payout, fees off; None where none names it."""
    mine = movements[
        (movements["payout_id"] == payout_id)
        & (movements["currency"] == currency)
        & ~movements["kind"].isin(["payout", "hold"])
    ]
    if mine.empty:
        return None
    return Money(
        int(mine["amount_minor"].sum()) - sum(int(fee) for fee in mine["fee_minor"].dropna()), currency
    )


def _movement(row: Mapping[Any, Any], known: list[Mapping[Any, Any]]) -> Link:
    currency = str(row["currency"])
    status = "" if row["status"] == "unknown" else f", {row['status']}"
    notes = [f"{_day(row['occurred_at'])}{status}"]
    state = LinkState.FINE
    if not known:
        notes.append("not in the ledger")
        state = LinkState.MISSING
    else:
        said = money_text(int(known[0]["amount_minor"]), str(known[0]["currency"]))
        same = (int(known[0]["amount_minor"]), known[0]["currency"]) == (int(row["amount_minor"]), currency)
        notes.append("the ledger agrees" if same else f"the ledger has {said}")
        state = LinkState.FINE if same else LinkState.OFF
    if len(known) > 1:
        notes.append(f"{count_text(len(known), 'time')} in the ledger")
        state = LinkState.OFF
    kind = _MOVES.get(str(row["kind"]), "movement")
    amount = money_text(int(row["amount_minor"]), currency)
    return Link(capital(kind), str(row["transaction_id"]), amount, tuple(notes), state)


def _fee(row: Mapping[Any, Any], known: list[Mapping[Any, Any]]) -> Link:
    currency, fee = str(row["currency"]), int(row["fee_minor"])
    said = known[0]["fee_minor"] if known else None
    notes: tuple[str, ...] = ()
    state = LinkState.FINE
    if said is not None and not pd.isna(said):
        same = int(said) == fee
        notes = ("the ledger agrees" if same else f"the ledger has {money_text(-int(said), currency)}",)
        state = LinkState.FINE if same else LinkState.OFF
    return Link("Fee", "kept by the processor", money_text(-fee, currency), notes, state)


def _alone(row: Mapping[Any, Any]) -> Link:
    amount = money_text(int(row["amount_minor"]), str(row["currency"]))
    kind = capital(_MOVES.get(str(row["kind"]), "movement"))
    notes = (f"{_day(row['occurred_at'])}, only in the ledger",)
    return Link(kind, str(row["transaction_id"]), amount, notes, LinkState.MISSING)


def _bank(lines: pd.DataFrame, paid: Money, tie: BankTie) -> Link:
    if lines.empty:
        return Link("Bank line", "none yet", "", ("no bank line fits",), LinkState.MISSING)
    if len(lines) > 1:
        notes = (f"{count_text(len(lines), 'bank line')} could be it",)
        return Link("Bank line", "several", "", notes, LinkState.OFF)
    row = lines.iloc[0]
    amount, currency = int(row["amount_minor"]), str(row["currency"])
    same = (amount, currency) == (paid.minor, paid.currency)
    return Link(
        "Bank line",
        _day(row["paid_on"]),
        money_text(amount, currency),
        (TIE_WORDS[tie], str(row["description"]).strip()),
        LinkState.FINE if same else LinkState.OFF,
    )


def _by_id(entries: pd.DataFrame) -> dict[str, list[Mapping[Any, Any]]]:
    rows: dict[str, list[Mapping[Any, Any]]] = {}
    for row in entries.to_dict("records"):
        rows.setdefault(_folded(row), []).append(row)
    return rows


def _folded(row: Mapping[Any, Any]) -> str:
    return str(row["transaction_id"]).strip().lower()


def _day(value: Any) -> str:
    return date_text(None if value is None or pd.isna(value) else pd.Timestamp(value).date())
