"""Rows of bars as a vector picture, the same for a web page and for paper."""

from collections.abc import Sequence

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor

from core.model.settlement_report import Bar

FONT = "Vera"  # in reportlab itself; has the minus sign and western letters that the PDF's own fonts lack
_ROW, _THICK, _SIZE = 25, 7, 8.5
_TEXT, _DATA, _WAITS = HexColor("#17211d"), HexColor("#0b6b4f"), HexColor("#b45309")


def bars(rows: Sequence[Bar], width: float) -> Drawing:
    """Each row's words on the left, its figure on the right, its bar below; widths in points."""
    drawing = Drawing(width, max(1, len(rows)) * _ROW)
    longest = max((row.length for row in rows), default=0) or 1.0
    for place, row in enumerate(rows):
        top = drawing.height - place * _ROW
        look = {"fontName": FONT, "fontSize": _SIZE, "fillColor": _TEXT}
        drawing.add(String(0, top - 10, row.label, **look))
        drawing.add(String(width, top - 10, row.text, textAnchor="end", **look))
        colour = _WAITS if row.waits else _DATA
        long = width * row.length / longest
        drawing.add(Rect(0, top - 21, long, _THICK, fillColor=colour, strokeColor=None))
    return drawing


def svg(drawing: Drawing, name: str) -> str:
    """The picture as an inline SVG element; `name` is read out to who cannot see it."""
    text: str = renderSVG.drawToString(drawing)
    body = text[text.index("<svg") :].replace("<title>...</title>", "").replace("<desc>...</desc>", "")
    body = body.replace('id="clip"', f'id="clip-{abs(hash_of(name))}"')
    body = body.replace("url(#clip)", f"url(#clip-{abs(hash_of(name))})").replace(' id="group"', "")
    return body.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1).replace(FONT, "sans-serif")


def hash_of(name: str) -> int:
    """A number for a picture's name that is the same in every run."""
    return sum(place * ord(letter) for place, letter in enumerate(name, start=1))
