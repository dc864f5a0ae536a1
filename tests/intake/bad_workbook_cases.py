"""The table of bad inputs: workbooks, and what must be said of each."""

from tests.intake import bad_workbooks as books
from tests.intake.bad_texts import BILLS, Case, table


def total_case(name: str, data: bytes, *, gives: str = "", reason: str = "", found: str = "") -> Case:
    """A workbook with one invoice whose total is in question."""
    if gives:
        return Case(name, data, values=(("INV-1", gives),), file="file.xlsx")
    said = f"file.xlsx, row 2, column “total_amount”: {reason} (found “{found}”)"
    return Case(name, data, rejected=(said,), file="file.xlsx")


XLSX_CASES = (
    total_case("x01 float noise", books.with_total(0.30000000000000004), gives="0.30 EUR"),
    total_case(
        "x01 more than noise",
        books.with_total(10.005),
        reason="has more decimals than EUR has (2)",
        found="10.005",
    ),
    total_case(
        "x01 sixteen digits",
        books.with_total(1234567890123456),
        reason="a number of more than 15 digits, which the spreadsheet has rounded",
        found="1234567890123456",
    ),
    total_case(
        "x02 formula never calculated",
        books.with_total("=1+1"),
        reason="a formula without a saved result; open the file in your spreadsheet program and save it",
        found="=1+1",
    ),
    total_case(
        "x03 error",
        books.with_total("#REF!"),
        reason="the cell contains an error instead of a value",
        found="#REF!",
    ),
    total_case(
        "x03 division",
        books.with_total("#DIV/0!"),
        reason="the cell contains an error instead of a value",
        found="#DIV/0!",
    ),
    total_case("x04 number as text", books.with_total("10,00"), gives="10.00 EUR"),
    Case(
        "x04 number as text, either way",
        books.with_total("1.234"),
        asked="decimal: In “file.xlsx” the amount “1.234” can be read in two ways. "
        "Which is the decimal sign? "
        "Answer with --decimal (. or ,).",
        file="file.xlsx",
    ),
    total_case("x04 truth as a total", books.with_total(True), reason="is not an amount", found="TRUE"),
    Case(
        "x05 two sheets",
        books.two_sheets(),
        asked="sheet: “file.xlsx” has 2 sheets with data. Which one is to be read? "
        "Answer with --sheet (January or February).",
        file="file.xlsx",
    ),
    Case(
        "x06 merged header",
        books.merged_header(),
        refused="“file.xlsx”: the header “total_amount” in row 1 is merged across columns D to E; "
        "give each column its own name.",
        file="file.xlsx",
    ),
    total_case("x07 days from 1904", books.since_1904(), gives="100.50 EUR"),
    Case(
        "x08 bomb",
        books.bomb(),
        refused="“file.xlsx” is refused: 62 KB unpack to 60 MB, which no normal workbook does.",
        file="file.xlsx",
    ),
    total_case("x09 claims to be huge", books.claims_the_last_cell(), gives="100.50 EUR"),
    Case(
        "x10 entities",
        books.with_entities(),
        refused="“file.xlsx” is not a safe workbook: “xl/worksheets/sheet1.xml” declares entities.",
        file="file.xlsx",
    ),
    Case(
        "x11 cut short",
        books.invoices(books.ROW)[:2000],
        refused="“file.xlsx” is cut short or damaged: it cannot be opened as a workbook.",
        file="file.xlsx",
    ),
    Case(
        "x11 text named so",
        table(BILLS, "INV-1,Acme,2026-03-04,1.00,EUR"),
        values=(("INV-1", "1.00 EUR"),),
        notices=("“file.xlsx” is named like a workbook but contains plain text; it was read as text.",),
        file="file.xlsx",
    ),
    Case(
        "x11 password",
        books.encrypted(),
        refused="“file.xlsx” is password-protected: save it without a password and upload it again.",
        file="file.xlsx",
    ),
    Case(
        "x12 outside itself",
        books.outside_itself(),
        refused="“file.xlsx” is not a safe workbook: it refers to files outside itself.",
        file="file.xlsx",
    ),
    Case(
        "x12 macro",
        books.with_macro(),
        refused="“file.xlsx” contains a macro: save it as .xlsx without macros and upload it again.",
        file="file.xlsx",
    ),
)
