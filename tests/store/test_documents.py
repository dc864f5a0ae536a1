"""A document is kept once, as it came, and found again from the invoice that was read from it."""

import hashlib

import pytest
from sqlalchemy.exc import IntegrityError

from core.model.document import MAX_DOCUMENT_BYTES, FieldPlace
from core.model.invoice import Direction
from core.store import documents
from core.store.database import Database
from tests.conftest import TestCompany
from tests.store.books import invoice, invoice_id, store_invoices

FILE = b"%PDF-1.7 a page"
SHA = hashlib.sha256(FILE).hexdigest()
PLACES = [FieldPlace("total_amount", 2, 1.5, 2.0, 30.25, 12.0), FieldPlace("issuer", 1, 0.0, 0.0, 9.0, 9.0)]


def test_an_invoice_finds_its_document(database: Database, company: TestCompany) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("D-1"), invoice("D-2")])
        one = invoice_id(scope, "D-1")
        kept = documents.keep(scope, "d.pdf", SHA, FILE)
        documents.attach(scope, one, kept, [1, 2], PLACES)
        found = documents.of_invoice(scope, one)
        assert documents.of_invoice(scope, invoice_id(scope, "D-2")) is None
    assert found is not None
    assert (found.file_name, found.content, found.pages) == ("d.pdf", FILE, (1, 2))
    assert sorted(found.places, key=lambda one: one.page, reverse=True) == PLACES


def test_the_same_file_is_kept_once_and_an_invoice_keeps_its_first(
    database: Database, company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("D-1")])
        one = invoice_id(scope, "D-1")
        first = documents.keep(scope, "d.pdf", SHA, FILE)
        assert documents.keep(scope, "copy of d.pdf", SHA, FILE) == first
        other = documents.keep(scope, "e.pdf", hashlib.sha256(b"e").hexdigest(), b"e")
        documents.attach(scope, one, first, [1], [])
        documents.attach(scope, one, other, [3], [])
        found = documents.of_invoice(scope, one)
    assert found is not None
    assert (found.file_name, found.pages) == ("d.pdf", (1,))


@pytest.mark.parametrize(
    ("sha", "content", "which"),
    [("0" * 64, FILE, "documents_hash"), (hashlib.sha256(b"").hexdigest(), b"", "documents_size")],
)
def test_the_database_refuses_what_is_not_the_file(
    database: Database, company: TestCompany, sha: str, content: bytes, which: str
) -> None:
    with (
        pytest.raises(IntegrityError, match=which),
        database.tenant(company.id, company.actor) as scope,
    ):
        documents.keep(scope, "d.pdf", sha, content)


def test_the_database_refuses_a_file_beyond_the_limit(database: Database, company: TestCompany) -> None:
    large = bytes(MAX_DOCUMENT_BYTES + 1)
    with (
        pytest.raises(IntegrityError, match="documents_size"),
        database.tenant(company.id, company.actor) as scope,
    ):
        documents.keep(scope, "d.pdf", hashlib.sha256(large).hexdigest(), large)


def test_an_invoice_is_found_by_what_a_document_says(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        store_invoices(scope, [invoice("D-1", counterparty="Maple GmbH")])
        found = documents.invoice_called(scope, Direction.RECEIVABLE, "MAPLE  gmbh", "D-1")
        assert found == invoice_id(scope, "D-1")
        assert documents.invoice_called(scope, Direction.PAYABLE, "Maple GmbH", "D-1") is None
    with database.tenant(other_company.id, other_company.actor) as scope:
        assert documents.invoice_called(scope, Direction.RECEIVABLE, "Maple GmbH", "D-1") is None
