"""Stripe's API: balance transactions and payouts as sent, newest first, cursor by object id."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypeVar

from pydantic import Field, model_validator

from core.intake.feeds.http import Line
from core.intake.feeds.paging import every
from core.intake.feeds.rows import Sent, checked, checked_all
from core.model.errors import FetchError

BASE = "https://api.stripe.com"
VERSION = "2025-10-29.clover"
_PAGE = 100  # the most Stripe gives


class Billing(Sent):
    """Who paid, as they wrote it when they paid; the rest of their details is not taken."""

    name: str | None = None


class Source(Sent):
    """What a balance transaction is about: a charge, a refund, a dispute, a payout or anything newer."""

    id: str
    object: str
    charge: str | None = None
    payment_intent: str | None = None
    metadata: dict[str, str] = Field(default_factory=dict)
    billing_details: Billing | None = None


class BalanceTransaction(Sent):
    """One movement of the balance: gross `amount`, `fee` (positive) and `net`, in Stripe's minor units."""

    id: str
    object: Literal["balance_transaction"]
    amount: int
    fee: int
    net: int
    currency: str
    type: str
    reporting_category: str
    status: str
    created: int
    available_on: int
    description: str | None = None
    source: Source | str | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> "BalanceTransaction":
        if self.net != self.amount - self.fee:
            raise ValueError("net is not amount less fee")
        return self


class Payout(Sent):
    """Money sent to the bank; `reconciliation_status` says whether its list of movements can be trusted."""

    id: str
    object: Literal["payout"]
    amount: int
    currency: str
    status: str
    created: int
    arrival_date: int
    automatic: bool
    reconciliation_status: str | None = None
    trace_id: dict[str, str | None] | None = None


class _List(Sent):
    data: list[dict[str, Any]]
    has_more: bool
    object: Literal["list"]


Row = TypeVar("Row", BalanceTransaction, Payout)


def balance_transactions(line: Line, since: datetime, until: datetime) -> list[BalanceTransaction]:
    """Every movement created from `since` (inclusive) to `until` (exclusive)."""
    window = {"created[gte]": int(since.timestamp()), "created[lt]": int(until.timestamp())}
    return _movements(line, window)


def payouts(line: Line, since: datetime, until: datetime) -> list[Payout]:
    """Every payout created in the window."""
    window = {"created[gte]": int(since.timestamp()), "created[lt]": int(until.timestamp())}
    return every(
        line,
        "payouts",
        lambda cursor: _page(line, "/v1/payouts", window, cursor, Payout),
        "",
        lambda row: row.id,
    )


def movements_of(line: Line, payout: Payout) -> list[BalanceTransaction]:
    """The movements a payout is made of, without its own; empty where Stripe's list cannot be trusted.

    Only automatic payouts whose reconciliation is completed have one (docs.stripe.com/payouts).
    """
    if not payout.automatic or payout.reconciliation_status != "completed":
        return []
    found = _movements(line, {"payout": payout.id})
    return [row for row in found if row.type != "payout"]


def _movements(line: Line, wanted: Mapping[str, str | int]) -> list[BalanceTransaction]:
    asked = {**wanted, "expand[]": "data.source"}
    return every(
        line,
        "balance transactions",
        lambda cursor: _page(line, "/v1/balance_transactions", asked, cursor, BalanceTransaction),
        "",
        lambda row: row.id,
    )


def _page(
    line: Line, path: str, wanted: Mapping[str, str | int], cursor: str, kind: type[Row]
) -> tuple[list[Row], str | None]:
    after = {"starting_after": cursor} if cursor else {}
    answer = checked(line.who, _List, line.get(path, {**wanted, "limit": _PAGE, **after}))
    rows = checked_all(line.who, kind, answer.data)
    if answer.has_more and not rows:
        raise FetchError(f"{line.who} sent an empty page of {path} and said that there is more.")
    return rows, rows[-1].id if answer.has_more else None
