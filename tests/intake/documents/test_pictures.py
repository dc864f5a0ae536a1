"""A page is shown as it is printed, with frames around the words that were read from it."""

import io

import pytest
from PIL import Image

from core.intake.documents import extract, pictures
from core.model.document import FieldPlace
from core.model.errors import FileError
from tests.intake.documents import hostile


def test_frames_stand_around_the_words_they_name() -> None:
    """Ink inside the frame of every field, and none left when the frames are painted over."""
    data = hostile.sound()
    found = extract.extract(data, "a.pdf").invoices[0]
    places = pictures.places_of(found)
    shown = pictures.page_picture(data, "a.pdf", 1, found.pages, places)
    page = Image.open(io.BytesIO(shown.jpeg)).convert("L")
    assert page.size == (shown.width, shown.height)
    assert (shown.page, shown.pages) == (1, (1,))
    assert {box.field for box in shown.boxes} >= {"issuer", "invoice_number", "issue_date", "total_amount"}
    for box in shown.boxes:
        sides = (
            box.left * page.width,
            box.top * page.height,
            box.right * page.width,
            box.bottom * page.height,
        )
        inside = page.crop(tuple(round(side) for side in sides))  # type: ignore[arg-type]
        assert inside.getextrema()[0] < 128, box.field
        assert inside.width < page.width / 2
        assert inside.height < page.height / 20


def test_a_picture_file_is_its_own_page() -> None:
    held = io.BytesIO()
    Image.new("RGB", (1000, 2000), "white").save(held, "PNG")
    place = FieldPlace("issuer", 1, 0, 421, 421, 842)
    shown = pictures.page_picture(held.getvalue(), "a.png", 1, (1,), [place])
    box = shown.boxes[0]
    assert (box.left, box.right, box.bottom) == (0.0, 1.0, 1.0)
    assert box.top == pytest.approx(419 / 842, abs=1e-4)


def test_the_first_page_shown_is_the_one_with_most_fields() -> None:
    places = [FieldPlace(name, page, 0, 0, 1, 1) for name, page in (("a", 1), ("b", 3), ("c", 3))]
    assert pictures.first_page((1, 2, 3), places) == 3
    assert pictures.first_page((2, 3), []) == 2


@pytest.mark.parametrize(("page", "data"), [(2, hostile.sound()), (1, b"%PDF-1.7 nothing")])
def test_a_page_that_is_not_there_is_said_so(page: int, data: bytes) -> None:
    with pytest.raises(FileError, match=r"no page 2|damaged or incomplete"):
        pictures.page_picture(data, "a.pdf", page, (1,), [])


def test_a_page_as_large_as_a_wall_is_shown_small() -> None:
    shown = pictures.page_picture(hostile.giant_box(), "a.pdf", 1, (1,), [])
    assert shown.width * shown.height < 3_000_000
