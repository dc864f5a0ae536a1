"""What leaves the house as a file cannot run in a spreadsheet, and comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.intake import export


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "\t=1+1",
        "\r=1",
        " =1+1",
        "＝1+1",
        '=HYPERLINK("http://x")',
    ],
)
def test_formulas_are_made_text(text: str) -> None:
    assert export.neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Acme", "-12.50", "+3", "1=1", "R-1", "'quoted", "10 - 2"])
def test_plain_text_and_numbers_stay(text: str) -> None:
    assert export.neutralise(text) == text


@given(st.text())
def test_no_export_begins_like_a_formula_and_all_come_back(text: str) -> None:
    safe = export.neutralise(text)
    assert export.restore(safe) == text or text.startswith("'")
    begins = safe.lstrip(" ")
    assert begins[:1] not in {"=", "@", "\t", "\r"}
    if begins[:1] in {"+", "-"}:
        assert begins[1:].replace(".", "", 1).isdigit()


def test_a_csv_file_opens_in_excel_and_is_neutral() -> None:
    data = export.to_csv(("name", "=header"), [("=1+1", 5), ("Ö", None)])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["name", "'=header"], ["'=1+1", "5"], ["Ö", ""]]
