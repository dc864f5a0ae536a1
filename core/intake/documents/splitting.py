"""Which pages of a file belong to which invoice."""

import re
from collections.abc import Sequence

from core.intake.documents import fields_found
from core.intake.documents.around import Sheet
from core.intake.documents.words import Page, fold

_PAGE_OF = re.compile(
    r"\b(?:page|seite|pagina|pag|blad|p)\.? ?:? ?([0-9]{1,3}) ?(?:/|of|von|sur|van|de|di) ?([0-9]{1,3})\b"
)
_SURE = 0.85


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
        found = fields_found.number(Sheet([page]))
        number = found.value if found.confidence >= _SURE else ""
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


def _page_number(page: Page) -> int:
    found = _PAGE_OF.search(fold(page.text))
    return int(found[1]) if found else 0
