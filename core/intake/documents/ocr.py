"""Characters recognised on pictures, with tesseract where it is installed or rapidocr (extra `ocr`)."""

import csv
import importlib.util
import io
import shutil
import subprocess
from functools import cache
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from core.intake.documents.values import Box
from core.intake.documents.words import Page, Word, page_of
from core.model.errors import FileError

# 200 dpi is where recognition stops getting better (measured on clean and photographed pages).
_DPI = 200
# Text is located on a picture of at most this side; at full size that alone takes 900 MB.
_LONGEST_SIDE = 1440
_MOST_PIXELS = 12_000_000  # A4 at 300 dpi is 8.7 million
_TESSERACT_SECONDS = 25
_SURE_ENOUGH = 30  # tesseract's own confidence, of 100, below which a word is noise
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


def is_available() -> bool:
    """Whether anything is installed that can recognise characters."""
    return _tesseract() is not None or _has_rapidocr()


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a PNG, JPEG or TIFF does."""
    return data.startswith(_MAGIC)


@cache
def _tesseract() -> str | None:
    return shutil.which("tesseract")


@cache
def _has_rapidocr() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def read_picture(data: bytes, file_name: str) -> Page:
    """The recognised page of a picture file; raises `FileError` when it cannot be read or without OCR."""
    if not is_available():
        raise FileError(
            f"“{file_name}” needs OCR: it is a picture, and no OCR is installed here "
            "(install the extra “ocr”, or tesseract)."
        )
    picture = opened_picture(data, file_name)
    return _recognised(picture, 1, points_a_pixel(picture))


def opened_picture(data: bytes, file_name: str) -> Image.Image:
    """A picture file upright, in colour, at most 4,000 pixels on a side; raises `FileError`."""
    try:
        picture: Image.Image = Image.open(io.BytesIO(data))
        if picture.width * picture.height > 8 * _MOST_PIXELS:
            raise FileError(
                f"“{file_name}” is a picture of {picture.width} x {picture.height}, which is too large."
            )
        picture = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise FileError(f"“{file_name}” is a damaged picture.") from error
    picture.thumbnail((4000, 4000))
    return picture


def points_a_pixel(picture: Image.Image) -> float:
    """What a pixel of a picture file measures, as if the picture were an A4 page."""
    return 842 / max(picture.size)


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """The recognised page of a PDF."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return _recognised(picture, index + 1, 1 / scale)


def _recognised(picture: Image.Image, number: int, scale: float) -> Page:
    words = _with_tesseract(picture, scale) if _tesseract() else _with_rapidocr(picture, scale)
    return page_of(number, picture.width * scale, picture.height * scale, words)


def _with_tesseract(picture: Image.Image, scale: float) -> list[Word]:
    """Words by tesseract's table output, after the contrast was evened out."""
    grey = ImageOps.autocontrast(ImageOps.grayscale(picture), cutoff=1)
    held = io.BytesIO()
    grey.save(held, "PNG")
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, the picture on its standard input
            [str(_tesseract()), "stdin", "stdout", "--psm", "4", "-c", "tessedit_create_tsv=1"],
            input=held.getvalue(),
            capture_output=True,
            timeout=_TESSERACT_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise FileError("The OCR program could not read this page in time.") from error
    rows = csv.DictReader(
        io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return _tesseract_words(list(rows), scale)


def _tesseract_words(rows: list[dict[str, str]], scale: float) -> list[Word]:
    line_box: dict[tuple[str, ...], Box] = {}
    found = []
    for row in rows:
        where = tuple(row[name] for name in ("block_num", "par_num", "line_num"))
        left, top = float(row["left"]) * scale, float(row["top"]) * scale
        box = Box(left, top, left + float(row["width"]) * scale, top + float(row["height"]) * scale)
        if row["level"] == "4":
            line_box[where] = box
        elif row["level"] == "5" and row["text"].strip() and float(row["conf"]) >= _SURE_ENOUGH:
            line = line_box.get(where, box)
            found.append(Word(row["text"].strip(), box, line.bottom, max(line.bottom - line.top, 1.0)))
    return found


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # One thread and no memory arena: the child's address space is limited, and pages come one by one.
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST_SIDE,
            "Rec.rec_batch_num": 2,
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )


def _with_rapidocr(picture: Image.Image, scale: float) -> list[Word]:
    import numpy as np

    result = _engine()(np.asarray(picture)[:, :, ::-1])
    if result.boxes is None or result.txts is None:
        return []
    found: list[Word] = []
    for corners, text in zip(result.boxes, result.txts, strict=True):
        xs, ys = [float(x) * scale for x, _ in corners], [float(y) * scale for _, y in corners]
        found += _split_line(text, Box(min(xs), min(ys), max(xs), max(ys)))
    return found


def _split_line(text: str, box: Box) -> list[Word]:
    """The words of a recognised line, each with its share of the line's width."""
    step = (box.right - box.left) / max(len(text), 1)
    found, at = [], 0
    for token in text.split():
        at = text.index(token, at)
        left = box.left + at * step
        height = max(box.bottom - box.top, 1.0)
        found.append(
            Word(token, Box(left, box.top, left + len(token) * step, box.bottom), box.bottom, height)
        )
        at += len(token)
    return found
