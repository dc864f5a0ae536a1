"""Which pages of a file belong to which invoice."""

import re
from collections.abc import Sequence

from core.intake.documents import number_found
from core.intake.documents.around import Sheet
from core.intake.documents.label_words import Kind
from core.intake.documents.words import Page, fold

_PAGE_OF = re.compile(
    r"\b(?:page|seite|pagina|pag|blad|p)\.? ?:? ?([0-9]{1,3}) ?(?:/|of|von|sur|van|de|di) ?([0-9]{1,3})\b"
)
_SURE = 0.85
_LIKELY = 0.55  # enough on a page that has a date of issue and a total of its own


def split(pages: Sequence[Page]) -> list[list[Page]]:
    """The pages of each invoice, in order.

    A page begins an invoice when it carries another number than the one before, or says that it is page 1;
    a page without a number belongs to the invoice before it.
    """
    if len(pages) == 1:
        return [list(pages)]
    groups: list[list[Page]] = []
    current = ""
    for page in pages:
        sheet = Sheet([page])
        found = number_found.number(sheet)
        number = found.value if found.confidence >= (_LIKELY if _is_whole(sheet) else _SURE) else ""
        first = _page_number(page) == 1
        if (
            not groups
            or (number and current and number != current)
            or (first and number and number != current)
        ):
            groups.append([page])
            current = number
        else:
            groups[-1].append(page)
            current = current or number
    return groups


def _is_whole(sheet: Sheet) -> bool:
    return bool(sheet.of(Kind.ISSUED)) and bool(sheet.of(Kind.GROSS, Kind.PAYABLE))


def _page_number(page: Page) -> int:
    found = _PAGE_OF.search(fold(page.text))
    return int(found[1]) if found else 0
