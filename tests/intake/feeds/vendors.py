"""Stripe, PayPal, Square and a company's own records, as local stateful servers answer for them.

Answers follow the vendors' published forms; each server refuses a request that its vendor would refuse.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.intake.feeds.server import Request

DAY = datetime(2026, 11, 19, tzinfo=UTC)
NEXT_DAY = DAY + timedelta(days=1)


def at_number(number: int) -> datetime:
    """The moment of the nth row: spread over the day, away from midnight."""
    return DAY + timedelta(hours=1, seconds=(number * 8) % 79_000)


def _newest(row: dict[str, Any]) -> tuple[int, str]:
    return row["created"], row["id"]


@dataclass(slots=True)
class Paging:
    """How a server pages: the sizes of its pages in turn, and the two ways paging goes wrong."""

    sizes: Sequence[int] = (1_000_000,)
    same_page_for_ever: bool = False
    repeat_last_row: bool = False

    def cut(self, rows: list[Any], start: int, limit: int, page: int) -> tuple[list[Any], int]:
        """The rows of the page that begins at `start`, and where the next one begins."""
        if self.same_page_for_ever:
            start = 0
        size = max(1, min(limit, self.sizes[page % len(self.sizes)]))
        end = start + size
        first = start - 1 if self.repeat_last_row and start > 0 else start
        return rows[first:end], end


@dataclass(slots=True)
class Stripe:
    """`/v1/balance_transactions` and `/v1/payouts`, newest first, `starting_after`."""

    count: int
    paging: Paging = field(default_factory=Paging)
    payouts: list[dict[str, Any]] = field(default_factory=list)
    paid_with: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    key: str = "sk_test_local"
    pages: int = 0
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    _made: list[dict[str, Any]] = field(default_factory=list)

    def rows(self) -> list[dict[str, Any]]:
        if not self._made:
            self._made = [self.row(number) | self.changes.get(number, {}) for number in range(self.count)]
            self._made.sort(key=_newest, reverse=True)
        return self._made

    @staticmethod
    def row(number: int) -> dict[str, Any]:
        created = int(at_number(number).timestamp())
        return {
            "id": f"txn_{number:06}",
            "object": "balance_transaction",
            "amount": 1_000 + number,
            "fee": 59,
            "fee_details": [{"amount": 59, "type": "stripe_fee", "currency": "usd"}],
            "net": 941 + number,
            "currency": "usd",
            "type": "charge",
            "reporting_category": "charge",
            "status": "pending",
            "created": created,
            "available_on": created + 172_800,
            "description": f"Order {number}",
            "exchange_rate": None,
            "source": {
                "id": f"ch_{number:06}",
                "object": "charge",
                "metadata": {"invoice_number": f"R-{number:06}"},
                "payment_intent": f"pi_{number:06}",
            },
        }

    def answer(self, request: Request) -> tuple[int, dict[str, Any]]:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return 401, {"error": {"type": "invalid_request_error", "message": f"Invalid key {self.key[:7]}"}}
        limit = int(request.query.get("limit", "10"))
        if not 1 <= limit <= 100:
            return 400, {"error": {"type": "invalid_request_error", "code": "parameter_invalid_integer"}}
        if request.path == "/v1/payouts":
            rows = self.payouts
        elif "payout" in request.query:
            rows = self.paid_with.get(request.query["payout"], [])
        elif request.path == "/v1/balance_transactions":
            begin, end = int(request.query["created[gte]"]), int(request.query["created[lt]"])
            rows = self.rows()
            if rows and not (begin <= rows[-1]["created"] and rows[0]["created"] < end):
                rows = [row for row in rows if begin <= row["created"] < end]
        else:
            return 404, {"error": {"type": "invalid_request_error"}}
        rows = rows if rows is self._made else sorted(rows, key=_newest, reverse=True)
        ids = [row["id"] for row in rows]
        after = request.query.get("starting_after")
        if after is not None and after not in ids:
            return 400, {"error": {"type": "invalid_request_error", "code": "resource_missing"}}
        start = ids.index(after) + 1 if after else 0
        self.pages += 1
        page, end_at = self.paging.cut(rows, start, limit, self.pages)
        more = end_at < len(rows) or (self.paging.same_page_for_ever and bool(rows))
        return 200, {"object": "list", "url": request.path, "has_more": more, "data": page}


@dataclass(slots=True)
class PayPal:
    """`/v1/oauth2/token` and `/v1/reporting/transactions`: numbered pages, windows, a largest result."""

    count: int
    paging: Paging = field(default_factory=Paging)
    largest: int = 10_000
    reaches: datetime = NEXT_DAY + timedelta(hours=1)
    displace: bool = False  # a row comes twice and pushes another out: the count says so
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    key: str = "paypal-token"

    def row(self, number: int) -> dict[str, Any]:
        info = {
            "paypal_account_id": "PAYER",
            "transaction_id": f"PP{number:09}",
            "transaction_event_code": "T0006",
            "transaction_initiation_date": at_number(number).strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "transaction_updated_date": at_number(number).strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "transaction_amount": {"currency_code": "USD", "value": f"{10 + number}.50"},
            "fee_amount": {"currency_code": "USD", "value": "-0.59"},
            "transaction_status": "S",
            "invoice_id": f"R-{number:06}",
        }
        return {"transaction_info": info | self.changes.get(number, {})}

    def answer(self, request: Request) -> tuple[int, dict[str, Any]]:
        if request.path == "/v1/oauth2/token":
            wanted = "Basic " + base64.b64encode(b"client:secret").decode()
            if request.headers.get("Authorization") != wanted or not request.form.get("grant_type"):
                return 401, {"error": "invalid_client", "error_description": "Client Authentication failed"}
            return 200, {"access_token": self.key, "token_type": "Bearer", "expires_in": 32_400}
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return 401, {"name": "AUTHENTICATION_FAILURE"}
        begin = datetime.fromisoformat(request.query["start_date"])
        end = datetime.fromisoformat(request.query["end_date"])
        if end - begin > timedelta(days=31):
            return 400, {"name": "INVALID_REQUEST", "message": "Date range is greater than 31 days"}
        rows = [self.row(number) for number in range(self.count) if begin <= at_number(number) <= end]
        if len(rows) > self.largest:
            return 400, {
                "name": "RESULTSET_TOO_LARGE",
                "message": "Result set size is greater than the limit",
            }
        size, number = int(request.query.get("page_size", "100")), int(request.query.get("page", "1"))
        if size > 500:
            return 400, {"name": "INVALID_REQUEST"}
        size = min(size, self.paging.sizes[0])
        pages = -(-len(rows) // size)
        asked = 1 if self.paging.same_page_for_ever else number
        page, _ = Paging(repeat_last_row=self.paging.repeat_last_row).cut(rows, (asked - 1) * size, size, 0)
        if self.displace and number > 1:
            page = [rows[0], *page[1:]]
        return 200, {
            "transaction_details": page,
            "account_number": "ACCOUNT",
            "start_date": request.query["start_date"],
            "end_date": request.query["end_date"],
            "last_refreshed_datetime": self.reaches.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "page": number,
            "total_items": len(rows),
            "total_pages": pages + 1 if self.paging.same_page_for_ever else pages,
        }


@dataclass(slots=True)
class Square:
    """`/v2/locations`, payments, refunds, payouts and entries of two locations; opaque cursors."""

    count: int
    paging: Paging = field(default_factory=Paging)
    key: str = "square-token"
    pages: int = 0
    payouts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    entries: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    refunds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    elsewhere: dict[str, dict[str, Any]] = field(default_factory=dict)
    _made: list[dict[str, Any]] = field(default_factory=list)

    @staticmethod
    def payment(number: int) -> dict[str, Any]:
        return {
            "id": f"sq{number:06}",
            "status": "COMPLETED",
            "created_at": at_number(number).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "updated_at": at_number(number).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "location_id": "L1" if number % 2 else "L0",
            "amount_money": {"amount": 2_000 + number, "currency": "USD"},
            "total_money": {"amount": 2_000 + number, "currency": "USD"},
            "processing_fee": [
                {"type": "INITIAL", "amount_money": {"amount": 70, "currency": "USD"}},
                {"type": "ADJUSTMENT", "amount_money": {"amount": -5, "currency": "USD"}},
            ],
            "reference_id": f"R-{number:06}",
        }

    def answer(self, request: Request) -> tuple[int, dict[str, Any]]:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return 401, {"errors": [{"category": "AUTHENTICATION_ERROR", "code": "UNAUTHORIZED"}]}
        if not request.headers.get("Square-Version"):
            return 400, {"errors": [{"code": "BAD_REQUEST"}]}
        place = request.query.get("location_id", "L0")
        if request.path == "/v2/locations":
            return 200, {"locations": [{"id": "L0", "timezone": "America/Los_Angeles"}, {"id": "L1"}]}
        if request.path == "/v2/payments":
            self._made = self._made or [self.payment(number) for number in range(self.count)]
            return self._page(request, "payments", [row for row in self._made if row["location_id"] == place])
        if request.path == "/v2/refunds":
            return self._page(request, "refunds", self.refunds.get(place, []))
        if request.path == "/v2/payouts":
            return self._page(request, "payouts", self.payouts.get(place, []))
        if request.path.endswith("/payout-entries"):
            return self._page(request, "payout_entries", self.entries.get(request.path.split("/")[3], []))
        row = self.elsewhere.get(request.path)
        return (200, row) if row else (404, {"errors": [{"code": "NOT_FOUND"}]})

    def _page(self, request: Request, name: str, rows: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        limit = int(request.query.get("limit", "100"))
        if limit > 100:
            return 400, {"errors": [{"code": "VALUE_TOO_HIGH"}]}
        said = {key: value for key, value in request.query.items() if key != "cursor"}
        mark = base64.urlsafe_b64encode(repr(sorted(said.items())).encode()).decode()[:40]
        cursor = request.query.get("cursor", f"{mark}:0")
        if not cursor.startswith(f"{mark}:"):
            return 400, {"errors": [{"code": "INVALID_CURSOR"}]}  # parameters changed in mid-cursor
        self.pages += 1
        start = int(cursor.rpartition(":")[2].split("x")[0])
        page, end = self.paging.cut(rows, start, limit, self.pages)
        if self.paging.same_page_for_ever and rows:
            return 200, {name: page, "cursor": f"{mark}:0x{self.pages}"}
        answer = {name: page} if page else {}  # Square leaves an empty list out
        return 200, answer | ({"cursor": f"{mark}:{end}"} if end < len(rows) else {})


@dataclass(slots=True)
class Records:
    """A company's own records system, paged by number or by cursor."""

    count: int
    by_number: bool = False
    paging: Paging = field(default_factory=lambda: Paging(sizes=(100,)))
    key: str = "records-token"

    @staticmethod
    def row(number: int) -> dict[str, Any]:
        return {
            "id": f"rec-{number}",
            "transaction_id": f"ch_{number:06}",
            "processor_name": "stripe",
            "amount": f"{10 + number}.00",
            "currency": "USD",
            "status": "paid",
            "transaction_date": at_number(number).isoformat(),
            "reference_number": f"R-{number:06}",
            "fee": "0.59",
        }

    def answer(self, request: Request) -> tuple[int, dict[str, Any]]:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return 401, {"error": "unauthorized"}
        rows = [self.row(number) for number in range(self.count)]
        size = self.paging.sizes[0]
        number = int(request.query.get("page", "1"))
        start = (number - 1) * size if self.by_number else int(request.query.get("cursor", "0").split("x")[0])
        page, end = self.paging.cut(rows, start, size, 0)
        if self.by_number:
            pages = 10**6 if self.paging.same_page_for_ever else max(1, -(-len(rows) // size))
            return 200, {"transactions": page, "page": number, "pages": pages}
        following = str(end) if end < len(rows) else None
        if self.paging.same_page_for_ever:
            following = f"0x{request.query.get('cursor', '')[-3:]}x"
        return 200, {"transactions": page, "next_cursor": following}
