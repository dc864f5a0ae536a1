"""Words of a page: letters that belong together stay together, whatever the file says about gaps."""

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from core.intake.documents import pdf_text
from tests.intake.documents.strangers.pen import typefaces


def words_of(text: str, font: str, spread: float = 0.0) -> list[str]:
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1)
    canvas.setFont(font, 12)
    x = 72.0
    for letter in text:
        if letter != " ":
            canvas.drawString(x, 700, letter)
        x += pdfmetrics.stringWidth(letter, font, 12) + spread
    canvas.save()
    with pdf_text.opened(held.getvalue(), "a.pdf") as document:
        page = pdf_text.read_page(document, 0, "a.pdf").page
    return [word.text for cell in page.cells for word in cell.words]


@pytest.mark.parametrize("spread", [0.0, 1.2, 1.8])
def test_spaced_letters_are_one_word_and_words_stay_apart(spread: float) -> None:
    assert words_of("INVOICE DATE", "Helvetica", spread) == ["INVOICE", "DATE"]


@pytest.mark.skipif("sans" not in typefaces(), reason="No typeface with ligatures is installed.")
def test_a_ligature_does_not_end_its_word() -> None:
    font = typefaces()["sans"][0]
    assert words_of("Wren\ufb01eld o\ufb03ce", font) == ["Wrenfield", "office"]
