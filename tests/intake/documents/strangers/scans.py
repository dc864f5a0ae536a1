"""Makes scans of drawn invoices: pages as pictures, tilted, noisy, coarse, some with a bad text layer."""

import io
import random

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def rescanned(data: bytes, seed: int) -> bytes:
    """The pages of a PDF as a scanner would leave them: grey or black and white, 110 to 300 dpi."""
    chance = random.Random(seed)
    dpi = chance.choice((110, 150, 150, 200, 200, 300))
    layer = chance.random() < 0.3
    held = io.BytesIO()
    document = pdfium.PdfDocument(data)
    canvas = Canvas(held)
    for page in document:
        width, height = page.get_size()
        picture = _spoilt(page.render(scale=dpi / 72).to_pil().convert("L"), chance, dpi)
        canvas.setPageSize((width, height))
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=chance.randrange(35, 85))
        packed.seek(0)
        canvas.drawImage(ImageReader(packed), 0, 0, width, height)
        if layer:
            _bad_layer(canvas, page.get_textpage().get_text_range(), chance, height)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _spoilt(picture: Image.Image, chance: random.Random, dpi: int) -> Image.Image:
    picture = picture.rotate(chance.uniform(-1.2, 1.2), resample=Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(chance.uniform(0, 0.4) * dpi / 100))
    noise = np.random.default_rng(chance.randrange(10**6)).normal(
        0, chance.choice((3, 8, 14)), (picture.height, picture.width)
    )
    shade = np.linspace(chance.uniform(-25, 0), 0, picture.width)[None, :]
    grey = np.clip(np.asarray(picture, dtype=float) * 0.93 + 5 + noise + shade, 0, 255).astype("uint8")
    done = Image.fromarray(grey)
    return done.point(lambda value: 255 if value > 150 else 0) if chance.random() < 0.2 else done


_MISREAD = str.maketrans("O0lI1S5B8rn", "0OI1lS85BmT")


def _bad_layer(canvas: Canvas, text: str, chance: random.Random, height: float) -> None:
    """An invisible layer of text as a poor recogniser left it."""
    writer = canvas.beginText(30, height - 30)
    writer.setTextRenderMode(3)
    writer.setFont("Helvetica", 7)
    for row in text.splitlines():
        kept = "".join(
            one.translate(_MISREAD) if chance.random() < 0.12 else "" if chance.random() < 0.04 else one
            for one in row
        )
        writer.textLine(kept.encode("cp1252", "ignore").decode("cp1252"))
    canvas.drawText(writer)
