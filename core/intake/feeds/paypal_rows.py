"""PayPal's transaction search: windows of at most 31 days, halved where they hold too much."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from core.intake.feeds.http import Line, Token
from core.intake.feeds.paging import every
from core.intake.feeds.rows import Sent, checked, checked_all
from core.model.errors import FetchError, FetchRefusedError

BASE = "https://api-m.paypal.com"
LONGEST_WINDOW = timedelta(days=31)
_PATH = "/v1/reporting/transactions"
_PAGE = 500  # the most PayPal gives
_TOO_LARGE = "RESULTSET_TOO_LARGE"  # more than 10,000 rows in one window


class Amount(Sent):
    """An amount as PayPal writes it: a decimal text in major units."""

    currency_code: str
    value: str


class Info(Sent):
    """One movement; its id is not unique, `invoice_id` and `custom_field` are the merchant's own words."""

    transaction_id: str
    transaction_event_code: str
    transaction_initiation_date: str
    transaction_amount: Amount
    transaction_status: str
    fee_amount: Amount | None = None
    paypal_reference_id: str | None = None
    paypal_reference_id_type: str | None = None
    invoice_id: str | None = None
    custom_field: str | None = None
    bank_reference_id: str | None = None


class Detail(Sent):
    """The part of a row that is about money; names and addresses of buyers are not taken."""

    transaction_info: Info


class Key(NamedTuple):
    """What tells two movements apart."""

    transaction_id: str
    event_code: str
    initiated: str
    amount: str
    currency: str


class _Token(Sent):
    access_token: str


class _Answer(Sent):
    transaction_details: list[dict[str, object]]
    page: int
    total_items: int
    total_pages: int
    last_refreshed_datetime: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Every movement of a window and how far PayPal's own data reach: what is younger may still appear."""

    rows: list[Info]
    complete_until: datetime | None


def signed_in(line: Line, client_id: str, secret: str) -> None:
    """Exchanges the client's id and secret for a token, with which the line signs from then on."""
    line.auth = (client_id, secret)
    answer = line.post("/v1/oauth2/token", {"grant_type": "client_credentials"})
    line.auth = Token(checked(line.who, _Token, answer).access_token)


def transactions(line: Line, since: datetime, until: datetime) -> Found:
    """Every movement initiated from `since` to `until` (exclusive), both in UTC."""
    rows: list[Info] = []
    reach: list[datetime] = []
    for begin, end in _windows(since, until):
        found = _window(line, begin, end)
        rows += found.rows
        if found.complete_until is not None:
            reach.append(found.complete_until)
    return Found(rows, min(reach) if reach else None)


def key(row: Info) -> Key:
    """The key of a movement: PayPal reuses `transaction_id` for what belongs together."""
    return Key(
        row.transaction_id,
        row.transaction_event_code,
        row.transaction_initiation_date,
        row.transaction_amount.value,
        row.transaction_amount.currency_code,
    )


def _windows(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    begin = since
    while begin < until:
        end = min(begin + LONGEST_WINDOW, until)
        yield begin, end
        begin = end


def _window(line: Line, since: datetime, until: datetime) -> Found:
    """One window, halved as long as PayPal says that it holds too much."""
    try:
        return _pages(line, since, until)
    except FetchRefusedError as error:
        half = timedelta(seconds=int((until - since).total_seconds()) // 2)
        if error.code != _TOO_LARGE or not half:
            raise
    left, right = _window(line, since, since + half), _window(line, since + half, until)
    reach = [each for each in (left.complete_until, right.complete_until) if each is not None]
    return Found(left.rows + right.rows, min(reach) if reach else None)


def _pages(line: Line, since: datetime, until: datetime) -> Found:
    """Every page of one window; as many different rows as PayPal counts, or a `FetchError`."""
    seen: list[_Answer] = []

    def page(number: int) -> tuple[list[Info], int | None]:
        wanted: dict[str, str | int] = {
            "start_date": _moment(since),
            "end_date": _moment(until - timedelta(seconds=1)),  # PayPal's end belongs to the window
            "fields": "transaction_info",
            "page_size": _PAGE,
            "page": number,
        }
        answer = checked(line.who, _Answer, line.get(_PATH, wanted))
        if answer.page != number:
            raise FetchError(
                f"{line.who} was asked for page {number} of {_PATH} and sent page {answer.page}."
            )
        seen.append(answer)
        rows = [each.transaction_info for each in checked_all(line.who, Detail, answer.transaction_details)]
        return rows, number + 1 if number < answer.total_pages else None

    rows = every(line, "transactions", page, 1, key)
    counted = {answer.total_items for answer in seen}
    if counted != {len(rows)}:
        raise FetchError(
            f"{line.who} counts {' or '.join(f'{each:,}' for each in sorted(counted))} transactions "
            f"from {_moment(since)} on and sent {len(rows):,}."
        )
    reached = [answer.last_refreshed_datetime for answer in seen if answer.last_refreshed_datetime]
    return Found(rows, min(map(datetime.fromisoformat, reached)) if reached else None)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
