"""A page to write on, in one of the typefaces at hand."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FOLDERS = ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/liberation")
_FAMILIES = {
    "sans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "narrow": ("LiberationSansNarrow-Regular.ttf", "LiberationSansNarrow-Bold.ttf"),
    "serif": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    "mono": ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf"),
    "arial": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
}
_BUILT_IN = {
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
    "courier": ("Courier", "Courier-Bold"),
}


@cache
def typefaces() -> dict[str, tuple[str, str]]:
    """Regular and bold of every typeface that can be used; those of the PDF standard write Latin-1 only."""
    found = dict(_BUILT_IN)
    for family, files in _FAMILIES.items():
        paths = [
            Path(folder) / name for name in files for folder in _FOLDERS if (Path(folder) / name).is_file()
        ]
        if len(paths) == 2:
            for path in paths:
                pdfmetrics.registerFont(TTFont(path.stem, str(path)))
            found[family] = (paths[0].stem, paths[1].stem)
    return found


def wide() -> list[str]:
    """Typefaces that write every letter of Europe."""
    return [name for name in typefaces() if name not in _BUILT_IN]


class Pen:
    """Writes in points from the top left corner of the page."""

    def __init__(self, face: str, size: tuple[float, float] = (595.0, 842.0), base: float = 9) -> None:
        self.width, self.height = size
        self.plain, self.bold = typefaces()[face]
        self.base = base
        self.held = io.BytesIO()
        self.canvas = Canvas(self.held, pagesize=size)

    def put(
        self, x: float, y: float, text: str, size: float = 0, bold: bool = False, align: str = "l"
    ) -> float:
        """Text at a place; returns its width."""
        size = size or self.base
        font = self.bold if bold else self.plain
        self.canvas.setFont(font, size)
        draw = {
            "l": self.canvas.drawString,
            "r": self.canvas.drawRightString,
            "c": self.canvas.drawCentredString,
        }[align]
        draw(x, self.height - y, text)
        return float(pdfmetrics.stringWidth(text, font, size))

    def column(
        self, x: float, y: float, rows: list[str], size: float = 0, step: float = 0, align: str = "l"
    ) -> float:
        """Rows one under another; returns where the next would stand."""
        size = size or self.base
        for row in rows:
            self.put(x, y, row, size, align=align)
            y += step or size * 1.3
        return y

    def rule(self, left: float, right: float, y: float) -> None:
        """A line across."""
        self.canvas.line(left, self.height - y, right, self.height - y)

    def box(self, left: float, top: float, right: float, bottom: float, grey: float = 1) -> None:
        """A frame, filled when `grey` is below 1."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(left, self.height - bottom, right - left, bottom - top, fill=int(grey < 1))
        self.canvas.setFillGray(0)

    def stamp(self, x: float, y: float, text: str, size: float = 22, turn: float = 18) -> None:
        """A rubber stamp over what is there."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(turn)
        self.canvas.setFont(self.bold, size)
        self.canvas.setFillColorRGB(0.8, 0.1, 0.1, 0.6)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def logo(self, x: float, y: float, text: str, width: float = 120) -> None:
        """A name as a picture: nothing of it is in the text."""
        picture = Image.new("RGB", (480, 120), "white")
        ImageDraw.Draw(picture).text((10, 20), text, "navy", ImageFont.load_default(64))
        held = io.BytesIO()
        picture.save(held, "PNG")
        held.seek(0)
        self.canvas.drawImage(ImageReader(held), x, self.height - y - width / 4, width, width / 4)

    def page(self) -> None:
        """The next page."""
        self.canvas.showPage()

    def done(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self.held.getvalue()
