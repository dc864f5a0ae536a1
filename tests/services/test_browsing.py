"""The ledger finds every row by anything on it, in one state only, and tells its whole history."""

import hashlib
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from core.model.batch import BatchKind
from core.model.document import FieldPlace
from core.model.errors import AccessError, FileError, MoneyError, NotFoundError
from core.model.identity import Role
from core.model.invoice import ItemState
from core.services import browsing, reconciling, reviewing, undoing
from core.services.browsing import LedgerFilter, LedgerState
from core.services.workspace import Workspace
from core.store import documents, positions
from tests.intake.documents import hostile
from tests.services.conftest import INVOICES, bring, waiting


def _numbers(workspace: Workspace, **said: object) -> list[str]:
    return sorted(browsing.invoice_list(workspace, LedgerFilter(**said), 100).rows["number"])


def _invoice(workspace: Workspace, number: str) -> UUID:
    return UUID(browsing.invoice_list(workspace, LedgerFilter(words=number), 5).rows["invoice"].iloc[0])


def test_an_item_is_listed_under_its_one_state(queue: Workspace) -> None:
    undoing.void(queue, _invoice(queue, "A-1004"))
    states = [state for state in LedgerState if state not in (LedgerState.STANDING, LedgerState.TAKEN_BACK)]
    for listing, key in ((browsing.invoice_list, "invoice"), (browsing.payment_list, "payment")):
        found = [listing(queue, LedgerFilter(state=state), 100).rows for state in states]
        for state, rows in zip(states, found, strict=True):
            assert set(rows["state"]) <= {state.value}
        keys = [item for rows in found for item in rows[key]]
        assert sorted(keys) == sorted(listing(queue, LedgerFilter(), 100).rows[key])
    with queue.scope() as scope:
        summed = positions.states_summary(scope)
    waits = summed[(summed["kind"] == "payment") & (summed["state"] == ItemState.PROPOSED)]["items"].sum()
    assert browsing.payment_list(queue, LedgerFilter(state=LedgerState.PROPOSED), 100).total == waits
    assert _numbers(queue, state=LedgerState.VOID) == ["A-1004"]


def test_rows_are_found_by_number_name_day_and_amount(queue: Workspace) -> None:
    assert _numbers(queue, words="a-1003") == ["A-1003"]
    assert _numbers(queue, words="lindholm") == ["A-1003", "A-1004"]
    assert _numbers(queue, words="PO-77") == ["A-1002"]
    assert _numbers(queue, since=date(2026, 3, 15), until=date(2026, 3, 15)) == ["A-1005", "A-1006"]
    assert _numbers(queue, least=Decimal("1190"), most=Decimal("1190.00")) == ["A-1001"]
    assert _numbers(queue, most=Decimal("80.45")) == ["A-1006"], "a credit note has a size too"
    paid = browsing.payment_list(queue, LedgerFilter(words="bill of march"), 5)
    assert list(paid.rows["counterparty"]) == ["LINDHOLM OPT"]


def test_an_amount_means_major_units_of_each_rows_own_currency(books: Workspace) -> None:
    header = INVOICES.splitlines()[0]
    rows = [f"J-{n},Yen KK,2026-03-01,2026-04-01,{yen},JPY,," for n, yen in ((1, 1190), (2, 119000))]
    more = "\n".join([header, *rows, ""])
    bring(books, more, BatchKind.INVOICES)
    assert _numbers(books, least=Decimal(1190), most=Decimal(1190)) == ["A-1001", "J-1"]


def test_the_list_is_paged_newest_first_and_counted(queue: Workspace) -> None:
    whole = list(browsing.invoice_list(queue, LedgerFilter(), 100).rows["number"])
    pages = [browsing.invoice_list(queue, LedgerFilter(), 4, offset) for offset in (0, 4, 8)]
    assert [number for page in pages for number in page.rows["number"]] == whole
    assert {page.total for page in pages} == {9}
    beyond = browsing.invoice_list(queue, LedgerFilter(), 4, 400)
    assert (len(beyond.rows), beyond.total) == (0, 9)


def test_matches_are_listed_with_who_made_them_and_whether_they_stand(queue: Workspace) -> None:
    undoing.void(queue, _invoice(queue, "A-1001"))
    standing = browsing.match_list(queue, LedgerFilter(state=LedgerState.STANDING), 100).rows
    back = browsing.match_list(queue, LedgerFilter(state=LedgerState.TAKEN_BACK), 100).rows
    assert "A-1001" not in set(standing["number"])
    assert list(back["number"]) == ["A-1001"]
    assert set(standing["decided_by"]) == {"engine"}
    assert browsing.match_list(queue, LedgerFilter(words="A-1003"), 9).total == 1


def test_an_invoice_tells_where_it_came_from_and_what_became_of_it(queue: Workspace) -> None:
    bill = _invoice(queue, "A-1001")
    undoing.void(queue, bill, "billed twice")
    undoing.restore(queue, bill)
    browsing.note(queue, "invoice", bill, "rang them up")
    file = browsing.invoice_file(queue, bill)
    said = [event.what for event in file.history]
    assert said[0] == "Imported from invoices.csv, row 2"
    assert said[1] == "Matched: 1,190.00 EUR with the bank line of 30 Mar 2026"
    assert file.history[1].who == "run 1, rules version 0"
    assert file.history[1].why, "the reasons it was made for"
    assert {"Taken back: 1,190.00 EUR with the bank line of 30 Mar 2026", "Voided"} <= set(said)
    assert said[-1] == "Note: rang them up"
    voided = next(event for event in file.history if event.what == "Voided")
    assert (voided.who, voided.why) == ("Alder Admin", ("billed twice",))


def test_a_bank_line_tells_what_people_did_with_it(queue: Workspace) -> None:
    item = waiting(queue)
    decided = reviewing.confirm(queue, item.payment.id, item.proposals[0].hypothesis, item.version)
    reviewing.undo(queue, decided.entry)
    file = browsing.payment_file(queue, item.payment.id)
    number = item.proposals[0].legs[0].invoice.number
    matched = [event for event in file.history if number in event.what]
    assert [event.what.split(":")[0] for event in matched] == ["Matched", "Taken back"]
    assert {event.who for event in matched} == {"Alder Admin"}


def test_an_exception_is_part_of_the_history(books: Workspace) -> None:
    reconciling.run(books)
    said = [event.what for event in browsing.invoice_file(books, _invoice(books, "A-1007")).history]
    assert said[1].startswith("Exception: ")


def test_what_a_person_typed_becomes_a_filter_or_is_refused() -> None:
    typed = browsing.wanted(" A-1 ", "settled", None, date(2026, 1, 1), "1,200.50", "")
    assert typed == LedgerFilter("A-1", LedgerState.SETTLED, None, date(2026, 1, 1), Decimal("1200.50"))
    assert browsing.wanted("", "no such state", None, None, "", "") == LedgerFilter()
    for wrong in ("twelve", "-5", "1.2.3", "١٢", "1e3"):
        with pytest.raises(MoneyError):
            browsing.wanted("", None, None, None, wrong, "")


def test_another_companys_rows_are_not_there(queue: Workspace, other_workspace: Workspace) -> None:
    bill = _invoice(queue, "A-1001")
    assert browsing.invoice_list(other_workspace, LedgerFilter(), 10).total == 0
    with pytest.raises(NotFoundError):
        browsing.invoice_file(other_workspace, bill)
    with pytest.raises(NotFoundError):
        browsing.note(other_workspace, "invoice", bill, "mine?")


def test_a_viewer_browses_and_writes_nothing(queue: Workspace, desk, company) -> None:
    viewer, bill = desk(company, Role.VIEWER), _invoice(queue, "A-1001")
    assert browsing.invoice_file(viewer, bill).invoice.number == "A-1001"
    with pytest.raises(AccessError):
        browsing.note(viewer, "invoice", bill, "x")


def test_an_invoice_shows_the_page_it_was_read_from(books: Workspace, other_workspace: Workspace) -> None:
    found = _invoice(books, "A-1001")
    assert browsing.page_picture(books, found) is None
    content = hostile.sound()
    with books.scope() as scope:
        kept = documents.keep(scope, "a.pdf", hashlib.sha256(content).hexdigest(), content)
        documents.attach(scope, found, kept, [1], [FieldPlace("total_amount", 1, 59.5, 84.2, 119, 168.4)])
    shown = browsing.page_picture(books, found)
    assert shown is not None
    assert (shown.page, shown.pages, shown.jpeg[:2]) == (1, (1,), b"\xff\xd8")
    assert [(box.field, round(box.left, 2), round(box.bottom, 2)) for box in shown.boxes] == [
        ("total_amount", 0.1, 0.2)
    ]
    assert browsing.page_picture(other_workspace, found) is None
    with pytest.raises(FileError, match="no page 7"):
        browsing.page_picture(books, found, 7)
