"""Pages until the last: each must bring something new, and there are never more than were allowed."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from core.intake.feeds.http import Line
from core.model.errors import FetchError

Row = TypeVar("Row")
Cursor = TypeVar("Cursor", bound=Hashable)


def every(
    line: Line,
    what: str,
    page: Callable[[Cursor], tuple[Iterable[Row], Cursor | None]],
    first: Cursor,
    key: Callable[[Row], Hashable],
) -> list[Row]:
    """All rows from the first page to the last, in their order.

    `page(cursor)` answers a page's rows and the next cursor (None after the last). A row that comes again on
    a later page counts once, in its later form. Raises `FetchError` when a cursor comes again, when a page
    brings nothing but rows that were there already, or when there are more pages than patience allows.
    """
    found: dict[Hashable, Row] = {}
    cursors = {first}
    cursor: Cursor | None = first
    pages = 0
    while cursor is not None:
        pages += 1
        if pages > line.patience.most_pages:
            raise FetchError(f"{line.who} sent more than {line.patience.most_pages:,} pages of {what}.")
        rows, cursor = page(cursor)
        before, count = len(found), 0
        for row in rows:
            found[key(row)] = row
            count += 1
        stands_still = cursor is not None and (cursor in cursors or (count > 0 and len(found) == before))
        if stands_still:
            raise FetchError(f"{line.who} sent the same page of {what} again and again.")
        if cursor is not None:
            cursors.add(cursor)
    return list(found.values())
