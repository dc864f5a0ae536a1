"""Paper that is written on in any order, as real programs do it."""

import io
import random

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.colors import toColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tests.intake.documents.strangers.pen import typefaces

A4 = (595.0, 842.0)
LETTER = (612.0, 792.0)
ORDERS = ("as written", "as written", "as written", "backwards", "by columns", "shuffled")


class _Text:
    """One string with its place, kept until its page is complete."""

    def __init__(self, x: float, y: float, words: str, font: str, size: float, grey: float, gap: float):
        self.x, self.y, self.words, self.font, self.size = x, y, words, font, size
        self.grey, self.gap = grey, gap


class Sheet:
    """Pages in points from the top left corner; texts are laid down when a page is complete."""

    def __init__(self, chance: random.Random, face: str, size: tuple[float, float], base: float) -> None:
        self.chance = chance
        self.width, self.height = size
        self.plain, self.bold = typefaces()[face]
        self.base = base
        self.order = chance.choice(ORDERS)
        self.by_character = chance.random() < 0.1
        self.kern = -0.15 if chance.random() < 0.1 else 0.0
        self.pages = 1
        self._texts: list[_Text] = []
        self._held = io.BytesIO()
        self.canvas = Canvas(self._held, pagesize=size, invariant=1)

    def wide(self, words: str, size: float = 0, bold: bool = False, gap: float = 0) -> float:
        """How wide a string becomes."""
        font = self.bold if bold else self.plain
        return float(pdfmetrics.stringWidth(words, font, size or self.base)) + gap * len(words)

    def text(
        self, x: float, y: float, words: str, size: float = 0, bold: bool = False, align: str = "l",
        grey: float = 0, gap: float = 0,
    ) -> float:  # fmt: skip
        """A string at a place; `gap` spaces its letters; returns where it ends."""
        size = size or self.base
        width = self.wide(words, size, bold, gap)
        left = x - width if align == "r" else x - width / 2 if align == "c" else x
        font = self.bold if bold else self.plain
        self._texts.append(_Text(left, y, words, font, size, grey, gap or self.kern))
        return left + width

    def rows(
        self, x: float, y: float, rows: list[str], size: float = 0, step: float = 0, align: str = "l",
        bold_first: bool = False, grey: float = 0,
    ) -> float:  # fmt: skip
        """Strings one under another; returns where the next would stand."""
        size = size or self.base
        for index, row in enumerate(rows):
            self.text(x, y, row, size, bold_first and index == 0, align, grey)
            y += step or size * 1.32
        return y

    def prose(self, x: float, y: float, words: str, width: float, size: float = 0, step: float = 0) -> float:
        """A paragraph broken into lines of a width; returns where the next line would stand."""
        lines, size = [""], size or self.base
        for word in words.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if self.wide(longer, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return self.rows(x, y, lines, size, step)

    def leaders(
        self, left: float, right: float, y: float, label: str, value: str, bold: bool = False
    ) -> None:
        """A label and its value with dots between them."""
        start = self.text(left, y, label, bold=bold) + 3
        end = right - self.wide(value, bold=bold) - 3
        self.text(start, y, "." * int((end - start) / self.wide(".")))
        self.text(right, y, value, bold=bold, align="r")

    def pairs(
        self, x: float, y: float, rows: list[tuple[str, str]], way: str = "beside", far: float = 90,
        size: float = 0, step: float = 0, bold: bool = False,
    ) -> float:  # fmt: skip
        """Labels with values: beside, split (value at the far edge), inline, below, above or right."""
        size = size or self.base
        step = step or size * 1.5
        for label, value in rows:
            if way == "beside":
                self.text(x, y, label, size, bold)
                self.text(x + far, y, value, size)
            elif way == "split":
                self.text(x, y, label, size)
                self.text(x + far, y, value, size, bold, "r")
            elif way == "inline":
                self.text(x, y, f"{label} {value}", size)
            elif way == "right":
                self.text(x, y, label, size, bold, "r")
                self.text(x + 8, y, value, size)
            else:
                first, second = (label, value) if way == "below" else (value, label)
                self.text(x, y, first, size if way == "above" else size - 1.5, way == "above", grey=0.3)
                y += size * 1.15
                self.text(x, y, second, size if way == "below" else size - 1.5, bold and way == "below")
            y += step
        return y

    def across(
        self, xs: list[float], y: float, labels: list[str], values: list[str], size: float = 0,
        drop: float = 0, aligns: str = "",
    ) -> float:  # fmt: skip
        """Labels in one row, their values in the row below."""
        size = size or self.base
        for index, (x, label, value) in enumerate(zip(xs, labels, values, strict=True)):
            align = aligns[index] if aligns else "l"
            self.text(x, y, label, size - 1, align=align, grey=0.25)
            self.text(x, y + (drop or size * 1.35), value, size, align=align)
        return y + (drop or size * 1.35) + size * 1.6

    def table(
        self, y: float, columns: list[tuple[float, str, str]], rows: list[list[str]], rules: str = "head",
        size: float = 0, step: float = 0, foot: float = 0,
    ) -> float:  # fmt: skip
        """Columns (x, l or r, heading) over rows; starts new pages below `foot` with the heading again."""
        size, step = size or self.base - 0.5, step or (size or self.base) * 1.6
        left, right = columns[0][0] - 4, columns[-1][0] + (4 if columns[-1][1] == "r" else 60)
        y = self._head(y, columns, rules, size, step, left, right)
        for index, row in enumerate(rows):
            if foot and y > foot:
                self.page()
                y = self._head(60, columns, rules, size, step, left, right)
            if rules == "zebra" and index % 2:
                self.box(left, y - step * 0.7, right, y + step * 0.3, fill=0.94, line=False)
            for (x, align, _), cell in zip(columns, row, strict=True):
                for line, part in enumerate(cell.split("\n")):
                    self.text(x, y + line * size * 1.15, part, size, align=align)
            y += step + (max(cell.count("\n") for cell in row)) * size * 1.15
            if rules == "grid":
                self.rule(left, right, y - step * 0.7, grey=0.7)
        if rules == "grid":
            for x, align, _ in columns:
                self.canvas.setLineWidth(0.4)
                edge = x - 4 if align == "l" else x + 4
                self.canvas.line(edge, self.height - y + step * 0.7, edge, self.height - y + step * 1.5)
        return y

    def _head(
        self, y: float, columns: list[tuple[float, str, str]], rules: str, size: float, step: float,
        left: float, right: float,
    ) -> float:  # fmt: skip
        if rules == "band":
            self.box(left, y - step * 0.7, right, y + step * 0.3, fill=0.25, line=False)
        for x, align, heading in columns:
            self.text(x, y, heading, size, rules != "none", align, grey=1 if rules == "band" else 0)
        if rules in ("head", "grid", "zebra"):
            self.rule(left, right, y + step * 0.3)
        return y + step

    def rule(self, left: float, right: float, y: float, width: float = 0.6, grey: float = 0.4) -> None:
        """A line across."""
        self.canvas.setLineWidth(width)
        self.canvas.setStrokeGray(grey)
        self.canvas.line(left, self.height - y, right, self.height - y)

    def dashes(self, y: float) -> None:
        """A line to cut along."""
        self.canvas.setDash(3, 3)
        self.rule(0, self.width, y)
        self.canvas.setDash()

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: float = 1, line: bool = True
    ) -> None:
        """A frame, filled with a grey when `fill` is below 1."""
        self.canvas.setLineWidth(0.6)
        self.canvas.setStrokeGray(0.4)
        self.canvas.setFillGray(fill)
        self.canvas.rect(
            left, self.height - bottom, right - left, bottom - top, stroke=int(line), fill=int(fill < 1)
        )
        self.canvas.setFillGray(0)

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A coloured field without a frame, as white text stands on."""
        self.canvas.setFillColor(toColor(colour))
        self.canvas.rect(left, self.height - bottom, right - left, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def upward(self, x: float, y: float, words: str, size: float = 6) -> None:
        """Small print that runs up the margin from a place."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(90)
        self.canvas.setFont(self.plain, size)
        self.canvas.drawString(0, 0, words)
        self.canvas.restoreState()

    def logo(self, x: float, y: float, words: str, width: float = 120, colour: str = "navy") -> None:
        """A brand as a picture: nothing of it is in the text."""
        picture = Image.new("RGB", (480, 120), "white")
        pencil = ImageDraw.Draw(picture)
        pencil.ellipse((4, 24, 76, 96), fill=colour)
        pencil.text((90, 28), words, colour, ImageFont.load_default(min(64, 760 / max(len(words), 8))))
        held = io.BytesIO()
        picture.save(held, "PNG")
        held.seek(0)
        self.canvas.drawImage(ImageReader(held), x, self.height - y - width / 4, width, width / 4)

    def squares(self, x: float, y: float, side: float) -> None:
        """A square code that says nothing here."""
        cell = side / 21
        for row in range(21):
            for column in range(21):
                if self.chance.random() < 0.5:
                    self.canvas.rect(
                        x + column * cell, self.height - y - (row + 1) * cell, cell, cell, stroke=0, fill=1
                    )

    def stamp(self, x: float, y: float, words: str, size: float = 30, turn: float = 20) -> None:
        """A rubber stamp over what is there."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(turn)
        self.canvas.setFont(self.bold, size)
        self.canvas.setFillColorRGB(0.8, 0.15, 0.15, 0.55)
        self.canvas.drawString(0, 0, words)
        self.canvas.restoreState()

    def page(self) -> None:
        """The next page."""
        self._lay()
        self.canvas.showPage()
        self.pages += 1

    def done(self) -> bytes:
        """The file."""
        self._lay()
        self.canvas.save()
        return self._held.getvalue()

    def _lay(self) -> None:
        texts = self._texts
        if self.order == "backwards":
            texts = texts[::-1]
        elif self.order == "by columns":
            texts = sorted(texts, key=lambda one: (one.x // 150, one.y))
        elif self.order == "shuffled":
            self.chance.shuffle(texts)
        for one in texts:
            self.canvas.setFillGray(one.grey)
            self.canvas.setFont(one.font, one.size)
            if self.by_character:
                x = one.x
                for letter in one.words:
                    self.canvas.drawString(x, self.height - one.y, letter)
                    x += pdfmetrics.stringWidth(letter, one.font, one.size) + one.gap
            else:
                self.canvas.drawString(one.x, self.height - one.y, one.words, charSpace=one.gap)
        self.canvas.setFillGray(0)
        self._texts = []
