"""The table of bad inputs: each file, and word for word what is said about it."""

from collections.abc import Iterator

import pytest

from core.intake import reader
from core.intake.answers import Answers
from core.intake.reader import Reading
from core.model.batch import BatchKind
from core.model.errors import FileError
from core.model.invoice import Direction
from tests.intake import bad_workbooks as books
from tests.intake.bad_row_cases import ROW_CASES
from tests.intake.bad_statement_cases import STATEMENT_CASES
from tests.intake.bad_texts import BILLS, CSV_CASES, LINES, ONE_LINE, OUT, Case, lines, table
from tests.intake.bad_workbook_cases import XLSX_CASES

ALL_CASES = CSV_CASES + XLSX_CASES + ROW_CASES + STATEMENT_CASES
DIRECTION = "No column says which way the invoices go: they were treated as receivable (money comes in)."


def outcome(case: Case) -> Case:
    """The case as it came out."""
    data = case.data.encode() if isinstance(case.data, str) else case.data
    try:
        reading = reader.read(data, case.file, None, None, Answers(), "")
    except FileError as error:
        return Case(case.name, case.data, refused=str(error), file=case.file)
    asked = f"{reading.questions[0].name}: {reading.questions[0]}" if reading.questions else ""
    return Case(
        case.name,
        case.data,
        asked=asked,
        values=tuple(values_of(reading)),
        rejected=tuple(map(str, reading.rejected)),
        notices=tuple(notice for notice in reading.notices if notice != DIRECTION),
        file=case.file,
    )


def values_of(reading: Reading) -> Iterator[tuple[str, str]]:
    for invoice in reading.invoices:
        yield invoice.number, str(invoice.total)
    for index, payment in enumerate(reading.payments):
        if index or (payment.paid_on.isoformat(), str(payment.amount)) != OUT:
            yield payment.paid_on.isoformat(), str(payment.amount)


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_every_bad_file_gets_the_answer_the_table_names(case: Case) -> None:
    assert outcome(case) == case


def test_references_stay_text_c23_c24() -> None:
    rows = [f"T{i},2026-03-05,5.00,EUR,text,{ref}" for i, ref in enumerate(("000123", "1E5", "1" * 23))]
    reading = reader.read(lines(*rows).encode(), "file.csv", BatchKind.PAYMENTS)
    assert [payment.reference for payment in reading.payments] == ["R0", "000123", "1E5", "1" * 23]


def test_a_reference_that_a_spreadsheet_shortened_is_told() -> None:
    reading = reader.read(lines("T1,2026-03-05,5.00,EUR,text,1.23457E+17").encode(), "file.csv", None)
    assert reading.notices == (
        "Row 3, column “reference”: “1.23457E+17” looks like a long number that a spreadsheet has shortened.",
    )


def test_what_nobody_sees_in_a_reference_is_taken_out_and_told_c41() -> None:
    references = ("INV\u202e-1", "IN\u200bV-2", "INV\u0410-3", "INV\u20114")
    rows = [f"T{i},2026-03-05,5.00,EUR,text,{reference}" for i, reference in enumerate(references)]
    reading = reader.read(lines(*rows).encode(), "file.csv", BatchKind.PAYMENTS)
    assert [payment.reference for payment in reading.payments[1:]] == [
        "INV-1",
        "INV-2",
        "INV\u0410-3",
        "INV-4",
    ]
    assert reading.notices == (
        "Row 3, column “reference”: “INV-1” contains invisible characters, which were removed.",
        "Row 4, column “reference”: “INV-2” contains invisible characters, which were removed.",
        "Row 5, column “reference”: “INV\u0410-3” mixes letters of two alphabets that look alike.",
        "Row 6, column “reference”: “INV\u20114” contains an unusual hyphen, read as “-”.",
    )


def test_two_spellings_of_one_letter_are_one_counterparty_c42() -> None:
    data = table(BILLS, "I1,Mu\u0308ller,2026-03-04,1.00,EUR", "I2,M\u00fcller,2026-03-04,1.00,EUR")
    reading = reader.read(data.encode(), "file.csv", BatchKind.INVOICES)
    assert {invoice.counterparty for invoice in reading.invoices} == {"M\u00fcller"}


def test_formulas_and_markup_are_text_as_they_stand_c43_c44() -> None:
    texts = ('=HYPERLINK("http://x")', "@SUM(A1)", "-2+3", "<b>x</b> ![i](http://x/y.png) :red[a] $x$")
    rows = [
        'T{},2026-03-05,5.00,EUR,"{}",R'.format(i, text.replace('"', '""')) for i, text in enumerate(texts)
    ]
    reading = reader.read(lines(*rows).encode(), "file.csv", BatchKind.PAYMENTS)
    assert tuple(payment.description for payment in reading.payments[1:]) == texts


def test_more_rows_than_the_limit_are_refused_c47(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.intake.delimited.MAX_ROWS", 3)
    with pytest.raises(FileError, match=r"has 4 rows; 3 is the limit\. Split it and upload the parts\."):
        reader.read(lines(*[ONE_LINE] * 3).encode(), "file.csv", None)


def test_hidden_rows_are_read_and_told_x05() -> None:
    reading = reader.read(books.two_sheets(), "file.xlsx", None, None, Answers(sheet="January"))
    assert [invoice.number for invoice in reading.invoices] == ["INV-1", "INV-2"]
    assert "Row 3 of the sheet is hidden; it was read too." in reading.notices


def test_an_unknown_sheet_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(FileError, match=r"has no sheet “March”; it has “January”, “February”"):
        reader.read(books.two_sheets(), "file.xlsx", None, None, Answers(sheet="March"))


def test_days_from_1904_are_the_same_days_x07() -> None:
    reading = reader.read(books.since_1904(), "file.xlsx", None)
    assert [invoice.issued_on.isoformat() for invoice in reading.invoices] == ["2026-03-04"]


def test_every_question_can_be_answered() -> None:
    asked = lines("T1,2026-03-05,5.00,EUR,Müller,R1").encode("cp1252")
    answered = reader.read(asked, "file.csv", None, None, Answers(encoding="cp1252"))
    assert answered.payments[1].description == "Müller"
    both_ways = table(LINES, "T1,03/04/2026,-1.00,EUR,text,R1").encode()
    for day_first, day in ((True, "2026-04-03"), (False, "2026-03-04")):
        reading = reader.read(both_ways, "file.csv", None, None, Answers(day_first=day_first))
        assert reading.payments[0].paid_on.isoformat() == day
    thousands = books.with_total("1.234")
    for decimal, total in ((",", "1,234.00 EUR"),):
        reading = reader.read(thousands, "file.xlsx", None, None, Answers(decimal=decimal))
        assert str(reading.invoices[0].total) == total
    refused = reader.read(thousands, "file.xlsx", None, None, Answers(decimal="."))
    assert [row.reason for row in refused.rejected] == ["has more decimals than EUR has (2)"]
    bare = table("payment_date,amount,description", "2026-03-04,-1.00,text").encode()
    reading = reader.read(bare, "file.csv", None, None, Answers(currency="CHF"))
    assert str(reading.payments[0].amount) == "-1.00 CHF"
    payable = reader.read(
        table(BILLS, "I1,A,2026-03-04,1.00,EUR").encode(),
        "f.csv",
        None,
        None,
        Answers(direction=Direction.PAYABLE),
    )
    assert payable.invoices[0].direction is Direction.PAYABLE
    assert payable.notices == ()


def test_what_the_file_proves_wins_over_an_answer() -> None:
    data = table(LINES, "T1,13/04/2026,-1.00,EUR,text,R1", "T2,03/04/2026,-1.00,EUR,text,R1").encode()
    reading = reader.read(data, "file.csv", None, None, Answers(day_first=False))
    assert [payment.paid_on.isoformat() for payment in reading.payments] == ["2026-04-13", "2026-04-03"]


def test_every_rejected_row_can_be_repaired_from_its_cells() -> None:
    reading = reader.read(lines("T1,2026-02-30,5.00,EUR,text,R1").encode(), "file.csv", None)
    assert reading.rejected[0].cells == ("T1", "2026-02-30", "5.00", "EUR", "text", "R1")
