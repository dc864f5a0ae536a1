"""No file hangs or breaks the reader, and every refusal is a sentence a person understands."""

import pytest

from core.intake.documents import einvoice, extract, ocr
from core.intake.documents.reading import read_document
from core.model.errors import FileError
from tests.intake.documents import hostile

REFUSED = {
    "p01 unfolds to 400 MB": (hostile.bomb, "a.pdf", "unfold to more than"),
    "p02 page tree in a loop": (hostile.page_loop, "a.pdf", "damaged"),
    "p03 five thousand pages": (hostile.many_pages, "a.pdf", "5,000 pages; at most 500"),
    "p04 truncated": (lambda: hostile.sound()[:300], "a.pdf", "damaged or incomplete PDF"),
    "p04 not a PDF": (lambda: b"hello", "a.pdf", "is not a PDF"),
    "p04 nothing in it": (lambda: b"", "a.pdf", "is empty"),
    "p07 password to read": (lambda: hostile.locked("secret", "owner"), "a.pdf", "password-protected"),
    "a login page named like an invoice": (lambda: b"<!DOCTYPE html><html></html>", "a.pdf", "is not a PDF"),
    "a text": (lambda: b"dear all,", "a.txt", "kind that is not known"),
    "m01 billion laughs": (
        lambda: hostile.ubl(head='<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'),
        "a.xml", "declares a DOCTYPE"),
    "m02 external entity": (
        lambda: hostile.ubl(head='<!DOCTYPE r SYSTEM "file:///etc/passwd">'), "a.xml", "DOCTYPE"),
    "m03 200,000 nested elements": (
        lambda: hostile.ubl(inner="<a>" * 200_000 + "</a>" * 200_000), "a.xml", "deeper than 100"),
    "m04 amount in scientific notation": (lambda: hostile.ubl(payable="1E3"), "a.xml", "not a plain amount"),
    "m04 amount that is not a number": (lambda: hostile.ubl(payable="NaN"), "a.xml", "not a plain amount"),
    "amount with half a cent": (lambda: hostile.ubl(tax="20.005"), "a.xml", "more decimals than EUR"),
    "m05 truncated XML": (lambda: hostile.ubl()[:700], "a.xml", "damaged or incomplete XML"),
    "XML of another kind": (lambda: b"<?xml version='1.0'?><Order/>", "a.xml", "order, not an invoice"),
    "XML nobody knows": (lambda: b"<?xml version='1.0'?><Payslip/>", "a.xml", "“Payslip”"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_plain_words(name: str) -> None:
    make, file_name, words = REFUSED[name]
    with pytest.raises(FileError, match=words) as refusal:
        extract.extract(make(), file_name)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "make", [hostile.itself, hostile.giant_box, lambda: hostile.locked("", "owner"), hostile.sound]
)
def test_odd_but_harmless_files_are_read(make) -> None:  # type: ignore[no-untyped-def]
    invoice = extract.extract(make(), "a.pdf").invoices[0]
    assert (invoice.invoice_number.value, invoice.total_amount.value) == ("A-1001", "120.00")


def test_a_picture_without_ocr_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    with pytest.raises(FileError, match="needs OCR"):
        extract.extract(hostile.picture_only(), "scan.pdf")


def test_the_child_answers_as_the_reader_does_and_for_what_breaks_it() -> None:
    document = read_document(hostile.sound(), "a.pdf")
    assert document == extract.extract(hostile.sound(), "a.pdf")
    with pytest.raises(FileError, match="password-protected"):
        read_document(hostile.locked("secret", "owner"), "a.pdf")


def test_lines_that_do_not_sum_lower_the_confidence_and_name_the_difference() -> None:
    sound, lines, payable = (
        einvoice.read(hostile.ubl(**change), "a.xml")
        for change in ({}, {"line": "90.00"}, {"payable": "130.00"})
    )
    assert (sound.total_amount.confidence, sound.notices) == (1.0, ())
    assert lines.total_amount.confidence < 0.9
    assert "difference -10.00" in lines.notices[0]
    assert payable.total_amount.confidence <= 0.5
    assert not payable.adds_up
