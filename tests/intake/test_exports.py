"""Exports of banks and of accounting programs are recognised: the right columns, days and signs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.intake import reader
from core.intake.answers import Answers
from core.intake.reader import Reading
from core.model.batch import BatchKind
from tests.intake.accounting_exports import ACCOUNTING_EXPORTS, Books
from tests.intake.bank_exports import BANK_EXPORTS, Export

FOLDER = Path(__file__).parent / "exports"


def read(name: str, base: str, asks: tuple[tuple[str, Any], ...] = ()) -> Reading:
    """The reading once every question that is expected, and no other, was asked and answered."""
    answers, data = Answers(), (FOLDER / name).read_bytes()
    for asked, told in asks:
        reading = reader.read(data, name, None, None, answers, base)
        assert [question.name for question in reading.questions] == [asked]
        answers = replace(answers, **{asked: told})
    reading = reader.read(data, name, None, None, answers, base)
    assert reading.questions == ()
    return reading


@pytest.mark.parametrize("export", BANK_EXPORTS, ids=lambda export: export.file)
def test_an_export_of_a_bank_is_read_as_it_is_meant(export: Export) -> None:
    reading = read(export.file, export.base, export.asks)
    assert reading.kind is BatchKind.PAYMENTS
    found = [(one.paid_on.isoformat(), str(one.amount), one.counterparty) for one in reading.payments]
    assert found == [line[:3] for line in export.lines]
    for one, line in zip(reading.payments, export.lines, strict=True):
        assert line[3] in one.description
    assert sum(one.status == "pending" for one in reading.payments) == export.waiting
    assert len(reading.rejected) == export.rejected
    assert any("moved no money" in notice for notice in reading.notices) is export.passed


@pytest.mark.parametrize("books", ACCOUNTING_EXPORTS, ids=lambda books: books.file)
def test_an_export_of_an_accounting_program_is_read_as_it_is_meant(books: Books) -> None:
    reading = read(books.file, books.base)
    assert reading.kind is BatchKind.INVOICES
    found = [
        (one.number, one.counterparty, one.issued_on.isoformat(), str(one.due_on or ""), str(one.total))
        for one in reading.invoices
    ]
    assert found == list(books.invoices)
    assert {str(one.direction) for one in reading.invoices} == {books.direction}
    assert reading.rejected == ()
    assert reading.mapping is not None
    assert reading.mapping.source == books.source


def test_every_export_has_its_truth() -> None:
    told = [one.file for one in (*BANK_EXPORTS, *ACCOUNTING_EXPORTS)]
    assert sorted(told) == sorted(path.name for path in FOLDER.iterdir())
