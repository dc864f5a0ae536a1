"""Rejected rows of every kind of file: downloaded, repaired, dropped again, and in the books just once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from core.services import browsing, importing
from core.services.browsing import LedgerFilter
from core.services.workspace import Workspace
from tests.intake import bad_workbooks as books
from tests.intake.test_statements import CAMT


@dataclass(frozen=True)
class Broken:
    """A file with one bad row: its bytes, the bad cell, what it should have said, and what is then stored."""

    name: str
    data: Callable[[], bytes]
    bad: str
    good: str
    stored: tuple[int, ...]


def text(*rows: str) -> Callable[[], bytes]:
    return lambda: "\n".join(rows).encode()


BILLS = "invoice_number,counterparty,issue_date,total_amount,currency"
FILES = (
    Broken(
        "invoices.csv",
        text(BILLS, "I1,Acme,2026-03-04,1.00,EUR", "I2,Acme,2026-02-30,2.00,EUR"),
        "2026-02-30", "2026-02-28", (100, 200),
    ),
    Broken(
        "bank.csv",
        text("My bank", "", "Buchungstag;Betrag;Währung;Empfänger", "04.03.2026;-1,00;EUR;Müller",
             "05.03.2026;-zwei;EUR;Öl AG"),
        "'-zwei", '"-2,00"', (-200, -100),
    ),
    Broken(
        "wide.csv",
        text("Date,Debit,Credit,Currency,Text", "2026-03-04,1.00,,EUR,a", "2026-03-05,,2,00,EUR,b"),
        ',2,00,EUR', ',2.00,EUR', (-100, 200),
    ),
    Broken(
        "invoices.xlsx",
        lambda: books.invoices(books.ROW, ("INV-2", "Acme", date(2026, 3, 5), "two", "EUR")),
        "two", "2.00", (200, 10050),
    ),
    Broken(
        "days.xlsx",
        lambda: books.invoices(books.ROW, ("INV-2", "Acme", "2026-02-30", 2.5, "EUR")),
        "2026-02-30", "2026-02-28", (250, 10050),
    ),
    Broken(
        "formula.xlsx",
        lambda: books.invoices(books.ROW, ("INV-2", "Acme", date(2026, 3, 5), "=1+1", "EUR")),
        "2026-03-05,,EUR", "2026-03-05,2.00,EUR", (200, 10050),
    ),
    Broken(
        "lines.csv",
        text("Invoice Number,Customer,Invoice Date,Total,Currency,Description,Line Amount",
             "I1,Acme,2026-03-04,3.00,EUR,a,1.00", "I1,Acme,2026-03-04,3.00,EUR,b,2.00",
             "I2,Acme,2026-03-04,7.00,EUR,a,3.00", "I2,Acme,2026-02-30,7.00,EUR,b,4.00"),
        "2026-02-30", "2026-03-04", (300, 700),
    ),
    Broken("bank.xml", lambda: CAMT.replace('<Amt Ccy="EUR">5.00</Amt>', '<Amt Ccy="EUR">5x</Amt>').encode(),
           "5x", "-5.00", (-500, 2000, 3000)),
)  # fmt: skip


def stored(workspace: Workspace) -> tuple[int, ...]:
    """Minor units of every invoice and bank line in the books."""
    found = [
        *browsing.invoice_list(workspace, LedgerFilter(), 100).rows["amount_minor"],
        *browsing.payment_list(workspace, LedgerFilter(), 100).rows["amount_minor"],
    ]
    return tuple(sorted(found))


@pytest.mark.parametrize("broken", FILES, ids=lambda broken: broken.name)
def test_a_repaired_row_is_dropped_again_and_stands_in_the_books_once(
    workspace: Workspace, broken: Broken
) -> None:
    first = importing.preview(workspace, broken.data(), broken.name)
    assert first.reading.rejected
    batch = importing.store(workspace, first, accept_partial=True)
    download = importing.rejected_csv(workspace, batch.id).decode("utf-8-sig")
    assert broken.bad in download
    repaired = download.replace(broken.bad, broken.good)
    name = re.sub(r"\..*", ".csv", f"rejected-{broken.name}")
    again = importing.preview(workspace, repaired.encode(), name)
    assert again.reading.rejected == ()
    assert again.reading.questions == ()
    importing.store(workspace, again)
    assert stored(workspace) == broken.stored
    importing.store(workspace, importing.preview(workspace, repaired.encode(), name))
    assert stored(workspace) == broken.stored
