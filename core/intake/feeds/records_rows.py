"""A company's own records over HTTP: one JSON form, paged by number or by cursor, signed with a token.

`GET {base}/transactions?from=&to=` answers `{"transactions": [...]}` with either `next_cursor` (text, null
or absent after the last page; sent back as `cursor`) or `page` and `pages` (from 1; sent back as `page`).
"""

from datetime import datetime
from decimal import Decimal

from core.intake.feeds.http import Line
from core.intake.feeds.paging import every
from core.intake.feeds.rows import Sent, checked, checked_all

_PATH = "/transactions"


class Record(Sent):
    """One entry of the company's own records; amounts in major units, as text or as a JSON number.

    `id` is the entry's own key: a transaction the company booked twice is two entries.
    """

    id: str
    transaction_id: str
    amount: str | Decimal | int
    currency: str
    transaction_date: str
    status: str = ""
    processor_name: str = ""
    merchant_id: str = ""
    reference_number: str = ""
    fee: str | Decimal | int | None = None
    payout_id: str = ""


class _Answer(Sent):
    transactions: list[dict[str, object]]
    next_cursor: str | None = None
    page: int | None = None
    pages: int | None = None


def records(line: Line, since: datetime, until: datetime) -> list[Record]:
    """Every record dated from `since` to `until` (exclusive)."""
    window = {"from": since.isoformat(), "to": until.isoformat()}

    def page(cursor: str) -> tuple[list[Record], str | None]:
        answer = checked(line.who, _Answer, line.get(_PATH, {**window, **_next(cursor)}))
        return checked_all(line.who, Record, answer.transactions), _following(answer)

    return every(line, "records", page, "", lambda row: row.id)


def _next(cursor: str) -> dict[str, str]:
    """The parameters of the next page; a page by number has its cursor written `#2`."""
    if not cursor:
        return {}
    return {"page": cursor[1:]} if cursor.startswith("#") else {"cursor": cursor}


def _following(answer: _Answer) -> str | None:
    if answer.next_cursor:
        return answer.next_cursor
    if answer.page is not None and answer.pages is not None and answer.page < answer.pages:
        return f"#{answer.page + 1}"
    return None
