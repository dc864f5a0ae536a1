"""Square's API: payments, refunds, payouts and their entries, for every location, opaque cursors."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote

from pydantic import Field

from core.intake.feeds.http import Line
from core.intake.feeds.paging import every
from core.intake.feeds.rows import Sent, checked, checked_all
from core.model.errors import FetchError

BASE = "https://connect.squareup.com"
VERSION = "2026-09-16"
_PAGE = 100  # the most Square gives


class Money(Sent):
    """An amount in ISO minor units, with its currency."""

    amount: int
    currency: str


class Fee(Sent):
    """One part of what Square keeps; an adjustment may be negative, a fresh payment has none yet."""

    type: str | None = None
    amount_money: Money


class Location(Sent):
    """A shop; Square answers for the main one alone unless it is named."""

    id: str
    timezone: str | None = None


class Payment(Sent):
    """Money a customer paid; `total_money` includes the tip."""

    id: str
    status: str
    created_at: str
    total_money: Money
    processing_fee: list[Fee] = Field(default_factory=list)
    reference_id: str | None = None
    order_id: str | None = None
    note: str | None = None


class Refund(Sent):
    """Money given back for a payment."""

    id: str
    status: str
    created_at: str
    amount_money: Money
    processing_fee: list[Fee] = Field(default_factory=list)
    payment_id: str | None = None


class Payout(Sent):
    """Money sent to the bank; `end_to_end_id` may stand on the bank line."""

    id: str
    status: str
    created_at: str
    location_id: str
    amount_money: Money
    type: str
    arrival_date: str | None = None
    end_to_end_id: str | None = None


class About(Sent):
    """What a payout entry is about, by the id of the payment or refund."""

    payment_id: str | None = None
    payment_refund_id: str | None = None


class Entry(Sent):
    """One part of a payout: gross, fee and net."""

    id: str
    payout_id: str
    type: str
    effective_at: str
    gross_amount_money: Money
    fee_amount_money: Money
    net_amount_money: Money
    type_charge_details: About | None = None
    type_refund_details: About | None = None
    type_dispute_details: About | None = None


class _Locations(Sent):
    locations: list[dict[str, object]] = Field(default_factory=list)


Row = TypeVar("Row", Payment, Refund, Payout, Entry)


def locations(line: Line) -> list[Location]:
    """Every shop of the seller."""
    answer = checked(line.who, _Locations, line.get("/v2/locations"))
    return checked_all(line.who, Location, answer.locations)


def payments(line: Line, location: Location, since: datetime, until: datetime) -> list[Payment]:
    """Payments of one shop that were made or changed in the window: late fee changes come this way."""
    wanted = {
        "location_id": location.id,
        "updated_at_begin_time": _moment(since),
        "updated_at_end_time": _moment(until),
        "sort_field": "UPDATED_AT",
        "sort_order": "ASC",
    }
    return _all(line, "/v2/payments", "payments", wanted, Payment, lambda row: row.id)


def refunds(line: Line, location: Location, since: datetime, until: datetime) -> list[Refund]:
    """Refunds of one shop that were made or changed in the window."""
    wanted = {
        "location_id": location.id,
        "updated_at_begin_time": _moment(since),
        "updated_at_end_time": _moment(until),
        "sort_field": "UPDATED_AT",
        "sort_order": "ASC",
    }
    return _all(line, "/v2/refunds", "refunds", wanted, Refund, lambda row: row.id)


def payment(line: Line, payment_id: str) -> Payment:
    """One payment."""
    return checked(line.who, Payment, line.get(f"/v2/payments/{quote(payment_id, safe='')}").get("payment"))


def refund(line: Line, refund_id: str) -> Refund:
    """One refund."""
    return checked(line.who, Refund, line.get(f"/v2/refunds/{quote(refund_id, safe='')}").get("refund"))


def payouts(line: Line, location: Location, since: datetime, until: datetime) -> list[Payout]:
    """Payouts of one shop in the window."""
    wanted = {"location_id": location.id, "begin_time": _moment(since), "end_time": _moment(until)}
    return _all(line, "/v2/payouts", "payouts", wanted, Payout, lambda row: row.id)


def entries(line: Line, payout: Payout) -> list[Entry]:
    """What a payout is made of; only a BATCH has entries, a SIMPLE one appears later inside a BATCH."""
    if payout.type != "BATCH":
        return []
    path = f"/v2/payouts/{quote(payout.id, safe='')}/payout-entries"
    return _all(line, path, "payout_entries", {}, Entry, lambda row: row.id)


def _all(
    line: Line,
    path: str,
    name: str,
    wanted: Mapping[str, str],
    kind: type[Row],
    key: Callable[[Row], str],
) -> list[Row]:
    """Every row; the parameters stay as they are in mid-cursor, because changing them doubles rows."""

    def page(cursor: str) -> tuple[list[Row], str | None]:
        after = {"cursor": cursor} if cursor else {}
        answer = line.get(path, {**wanted, "limit": _PAGE, **after})
        rows = answer.get(name, [])
        following = answer.get("cursor")
        if not isinstance(rows, list) or not isinstance(following, str | None):
            raise FetchError(f"{line.who} sent a page of {name} that is not as agreed.")
        return checked_all(line.who, kind, rows), following or None

    return every(line, name.replace("_", " "), page, "", key)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
