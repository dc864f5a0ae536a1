"""The short way through a plain text gives what the csv module gives, or steps aside."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from core.intake import texts
from core.intake.delimited import DELIMITERS, _plain_columns
from core.intake.table import MAX_FIELD_CHARS
from core.model.columns import Column

TEXT = st.text(st.sampled_from('ab1,;\t|\n\r "\0\x1cé.-'), max_size=40)


@given(TEXT, st.sampled_from(DELIMITERS))
@example("a,b\nc,d", ",")
@example("a,b\r\nc,d\r\n\r\n", ",")
@example("a,b,\nc,d", ",")
@example("a,\0,b\nc,d", ",")
@example("a\n\0\nb", ",")
def test_plain_columns_are_the_rows_of_the_csv_module(text: str, delimiter: str) -> None:
    columns = _plain_columns(text, delimiter)
    if columns is not None:
        rows = list(
            csv.reader(io.StringIO(text.rstrip("\r\n"), newline=""), delimiter=delimiter, strict=True)
        )
        assert list(map(list, zip(*columns, strict=True))) == (rows or [[""]])


def test_a_table_of_equal_rows_goes_the_short_way_and_a_field_beyond_the_limit_does_not() -> None:
    assert _plain_columns("a,b\n" * 9, ",") == [["a"] * 9, ["b"] * 9]
    long = "x" * (MAX_FIELD_CHARS + 1)
    assert _plain_columns(f"a,b\nc,{long}\n", ",") is None
    assert _plain_columns(f"{long},b\nc,d\n", ",") is None


@given(st.lists(st.text(st.sampled_from("abE+ ~,é\x1f\n\t"), max_size=6)))
def test_nothing_is_to_be_done_about_the_cells_of_a_tidy_column(cells: list[str]) -> None:
    if texts.is_tidy(Column(cells)):
        for cell in cells:
            assert (texts.clean(cell), texts.clean_key(cell), texts.odd(cell)) == (cell, cell, "")
