"""A column of cells gives the same cells however it was made and whatever was asked of it before."""

from hypothesis import given
from hypothesis import strategies as st

from core.model.columns import Column

CELLS = st.lists(st.text(st.sampled_from("ab\n "), max_size=2), max_size=6)


@given(CELLS, st.data())
def test_picked_cells_are_those_at_the_places(cells: list[str], data: st.DataObject) -> None:
    column = Column(cells)
    for ask in data.draw(st.permutations(["joined", "kinds", "word"])):
        getattr(column, ask)
    begins = data.draw(st.integers(0, len(cells)))
    for places in (range(begins, len(cells)), list(range(begins, len(cells)))[::-1]):
        picked = column.picked(places)
        assert list(picked) == [cells[place] for place in places]
        assert len(picked) == len(places)
        joined = picked.joined
        assert joined is None or Column.of_text(joined, len(picked)).cells == list(picked)


@given(CELLS)
def test_what_is_told_of_a_column_is_told_of_its_cells(cells: list[str]) -> None:
    column = Column(cells)
    assert column == cells
    assert column.kinds == set(cells)
    assert column.word == (cells[0] if len(set(cells)) == 1 else None)
    assert all((cell in column) == (cell in cells) for cell in ["", "a", "ab"])
    assert column.joined == (None if any("\n" in cell for cell in cells) else "\n".join(cells))


@given(st.integers(0, 9), st.integers(0, 9))
def test_numbers_are_written_out_when_somebody_looks(begins: int, ends: int) -> None:
    for numbers in (range(begins, ends), list(range(begins, ends))):
        column = Column.of_numbers(numbers)
        assert (len(column), list(column)) == (len(numbers), list(map(str, numbers)))
    assert list(Column.of_word("a", begins)) == ["a"] * begins
    assert Column.of_word("a", begins).kinds == set("a" * begins)
