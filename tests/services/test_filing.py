"""A document's invoices reach the books with their pages, and none without the yes it needs."""

from dataclasses import replace

import pytest

from core.intake.documents.correcting import correct
from core.intake.documents.values import FoundInvoice
from core.model.batch import BatchKind
from core.model.document import MAX_DOCUMENT_BYTES
from core.model.errors import AccessError, FileError, ImportRefusedError
from core.model.identity import Role
from core.model.invoice import Direction
from core.services import auditing, browsing, filing, importing
from core.services.browsing import LedgerFilter
from core.services.filing import Chosen, DocumentFile, Standing
from core.services.workspace import Workspace
from core.store import documents
from tests.intake.documents import hostile
from tests.services.conftest import bring

PDF = hostile.sound()
SAME = """invoice_number,counterparty,issue_date,total_amount,currency,direction
A-1001,Acorn Trading Ltd,2024-03-14,{total},GBP,payable
"""


@pytest.fixture
def file(workspace: Workspace) -> DocumentFile:
    return filing.read(workspace, PDF, "acorn.pdf")


def payable(workspace: Workspace, found: FoundInvoice) -> FoundInvoice:
    return correct(found, {"recipient": workspace.company.name}).found


def listed(workspace: Workspace) -> list[tuple[str, int]]:
    rows = browsing.invoice_list(workspace, LedgerFilter(), 10).rows
    return list(zip(rows["number"], rows["amount_minor"], strict=True))


def test_a_doubt_needs_a_yes_and_a_yes_is_on_the_record(workspace: Workspace, file: DocumentFile) -> None:
    found = file.document.invoices[0]
    (looked,) = filing.look(workspace, [found])
    assert set(looked.proposal.doubts) == {"direction"}
    with pytest.raises(ImportRefusedError, match="compare it with the page"):
        filing.store(workspace, file, [Chosen(found, confirmed=False)])
    assert listed(workspace) == []
    batch = filing.store(workspace, file, [Chosen(found, confirmed=True)])
    assert (batch.added, batch.file_name) == (1, "acorn.pdf")
    assert listed(workspace) == [("A-1001", 12000)]
    entry = auditing.entries(workspace, auditing.AuditFilter(action="import.stored")).rows.iloc[0]
    assert entry["after"]["confirmed"] == ["A-1001"]


def test_a_corrected_invoice_needs_no_yes_and_shows_its_page_later(
    workspace: Workspace, file: DocumentFile
) -> None:
    found = payable(workspace, file.document.invoices[0])
    filing.store(workspace, file, [Chosen(found, confirmed=False)])
    key = browsing.invoice_list(workspace, LedgerFilter(), 10).rows["invoice"].iloc[0]
    shown = browsing.page_picture(workspace, key)
    before = filing.page(file, found)
    assert shown is not None
    assert shown == before
    assert "total_amount" in {box.field for box in shown.boxes}


def test_a_missing_field_cannot_be_confirmed_away(workspace: Workspace, file: DocumentFile) -> None:
    found = file.document.invoices[0]
    found = correct(found, {"invoice_number": ""}, Direction.PAYABLE).found
    with pytest.raises(ImportRefusedError, match="invoice number could not be read"):
        filing.store(workspace, file, [Chosen(found, confirmed=True)])


@pytest.mark.parametrize(("total", "standing"), [("120.00", Standing.KNOWN), ("121.00", Standing.DIFFERS)])
def test_an_invoice_that_is_in_the_books_stays_and_gets_the_document(
    workspace: Workspace, file: DocumentFile, total: str, standing: Standing
) -> None:
    bring(workspace, SAME.format(total=total), BatchKind.INVOICES)
    found = payable(workspace, file.document.invoices[0])
    assert filing.look(workspace, [found])[0].standing is standing
    batch = filing.store(workspace, file, [Chosen(found, confirmed=False)])
    assert (batch.added, batch.known) == (0, 1)
    assert listed(workspace) == [("A-1001", int(total.replace(".", "")))]
    key = browsing.invoice_list(workspace, LedgerFilter(), 10).rows["invoice"].iloc[0]
    assert browsing.page_picture(workspace, key) is not None


def test_a_refused_invoice_leaves_nothing_of_the_document(workspace: Workspace, file: DocumentFile) -> None:
    good = payable(workspace, file.document.invoices[0])
    bad = replace(good, invoice_number=replace(good.invoice_number, value="A-2", confidence=0.5))
    with pytest.raises(ImportRefusedError):
        filing.store(workspace, file, [Chosen(good, False), Chosen(bad, False)])
    assert listed(workspace) == []
    assert importing.all_batches(workspace) == ()
    with workspace.scope() as scope:
        assert scope.connection.exec_driver_sql("select count(*) from documents").scalar_one() == 0


def test_the_same_document_again_says_when_it_came(workspace: Workspace, file: DocumentFile) -> None:
    found = payable(workspace, file.document.invoices[0])
    batch = filing.store(workspace, file, [Chosen(found, False)])
    again = filing.read(workspace, PDF, "copy.pdf")
    assert again.already_imported_at == batch.imported_at
    assert filing.look(workspace, [found])[0].standing is Standing.KNOWN


def test_an_e_invoice_without_pages_is_stored_whole(workspace: Workspace) -> None:
    file = filing.read(workspace, hostile.ubl(), "invoice.xml")
    found = payable(workspace, file.document.invoices[0])
    assert filing.page(file, found) is None
    filing.store(workspace, file, [Chosen(found, False)])
    key = browsing.invoice_list(workspace, LedgerFilter(), 10).rows["invoice"].iloc[0]
    assert browsing.page_picture(workspace, key) is None
    with workspace.scope() as scope:
        kept = documents.of_invoice(scope, key)
    assert kept is not None
    assert kept.content == hostile.ubl()


def test_a_document_beyond_the_limit_is_refused_before_it_is_read(workspace: Workspace) -> None:
    with pytest.raises(FileError, match="has 25 MB; documents are kept up to 25 MB"):
        filing.read(workspace, PDF + bytes(MAX_DOCUMENT_BYTES), "large.pdf")


def test_a_viewer_reads_but_does_not_store(desk, company) -> None:
    viewer = desk(company, Role.VIEWER)
    file = filing.read(viewer, PDF, "acorn.pdf")
    with pytest.raises(AccessError, match="analyst"):
        filing.store(viewer, file, [Chosen(payable(viewer, file.document.invoices[0]), False)])


@pytest.mark.parametrize(
    ("data", "is_document"),
    [
        (PDF, True),
        (b"\x89PNG\r\n", True),
        (hostile.ubl(), True),
        (b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>', False),
        (b"<!doctype html><html></html>", False),
        (b"a,b\n1,2\n", False),
    ],
)
def test_documents_are_told_from_tables_by_their_content(data: bytes, is_document: bool) -> None:
    assert filing.is_document(data) is is_document
