"""Tables write money exactly, aligned at the point, and download it as numbers."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from core.faces.screen import panels, spreadsheet, tables

FRAME = pd.DataFrame(
    {
        "minor": [123456, -500, 1200, 5],
        "currency": ["USD", "EUR", "JPY", "KWD"],
        "paid_on": pd.to_datetime(["2026-01-02", "2026-01-03", None, "2026-01-05"]),
        "said": ["=1+1", "@SUM(A1)", "-2+3", "plain"],
    }
)
COLUMNS = (tables.day("paid_on", "Paid"), tables.money("minor", "Amount"), tables.text("said", "Text"))


def written(monkeypatch: pytest.MonkeyPatch, frame: pd.DataFrame, columns: tuple) -> tuple:
    """What `show` hands to Streamlit: the styled cells and the options beside them."""
    handed = []
    monkeypatch.setattr(tables.st, "dataframe", lambda data, **options: handed.append((data, options)))
    tables.show(frame, columns, key="k", name="n")
    return handed[0]


def shown(styled: object, column: int) -> list[str]:
    """The cells of one column as a person reads them."""
    body = styled._translate(False, False)["body"]  # type: ignore[attr-defined]
    return [
        next(cell for cell in row if cell["class"].endswith(f"col{column}"))["display_value"] for row in body
    ]


def test_amounts_have_their_currencys_decimals_and_line_up_at_the_point(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    styled, _ = written(monkeypatch, FRAME, COLUMNS)
    cells = shown(styled, 1)
    assert [cell.rstrip() for cell in cells] == ["1,234.56", "−5.00", "1,200", "0.005"]
    behind = [len(cell) - (cell.find(".") if "." in cell else len(cell.rstrip())) for cell in cells]
    assert len(set(behind)) == 1


def test_several_currencies_stand_in_a_column_of_their_own_one_in_the_heading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, options = written(monkeypatch, FRAME, COLUMNS)
    assert list(options["column_config"]) == ["paid_on", "minor", "currency", "said"]
    _, options = written(monkeypatch, FRAME.iloc[:1], COLUMNS)
    assert list(options["column_config"]) == ["paid_on", "minor", "said"]
    assert options["column_config"]["minor"]["label"] == "Amount, USD"


def test_no_column_travels_to_the_browser_that_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    styled, _ = written(monkeypatch, FRAME.assign(secret="s"), COLUMNS)
    assert "secret" not in styled.data


def test_a_downloaded_file_has_major_units_iso_days_and_no_formula() -> None:
    filed = tables.as_filed(FRAME, COLUMNS)
    assert list(filed["Amount"]) == [Decimal("1234.56"), Decimal("-5.00"), Decimal("1200"), Decimal("0.005")]
    lines = spreadsheet.csv_file(filed).decode("utf-8-sig").splitlines()
    assert lines[0] == "Paid,Amount,Currency,Text"
    assert lines[1] == "2026-01-02,1234.56,USD,'=1+1"
    assert lines[2] == "2026-01-03,-5.00,EUR,'@SUM(A1)"
    assert lines[3] == ",1200,JPY,'-2+3"


def test_a_workbook_holds_numbers_and_days_as_such() -> None:
    moments = pd.Series([datetime(2026, 1, 2, 3, 4, tzinfo=UTC)] * 4)
    sheet = load_workbook(
        BytesIO(spreadsheet.xlsx_file(tables.as_filed(FRAME, COLUMNS).assign(at=moments)))
    ).active
    day, amount, currency, text, at = (cell.value for cell in sheet[2])
    assert (day, amount, currency, text) == (datetime(2026, 1, 2), 1234.56, "USD", "'=1+1")
    assert at == datetime(2026, 1, 2, 3, 4)


def test_money_in_several_currencies_leads_with_the_books_own_and_adds_nothing() -> None:
    assert panels.money_lead({"EUR": 100, "USD": 250}, "USD") == ("2.50 USD", "and 1.00 EUR")
    assert panels.money_lead({"EUR": 100}, "USD") == ("1.00 EUR", "")
    assert panels.money_lead({}, "USD") == ("0.00 USD", "")
