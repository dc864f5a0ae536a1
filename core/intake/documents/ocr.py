"""Characters recognised on pictures, with tesseract where it is installed or rapidocr (extra `ocr`)."""

import csv
import importlib.util
import io
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from core.intake.documents import misreadings, straightening
from core.intake.documents.values import Box
from core.intake.documents.words import Page, Word, page_of
from core.model.errors import FileError

# 200 dpi is where recognition stops getting better (measured on clean and photographed pages).
RAPIDOCR, TESSERACT = "rapidocr", "tesseract"
_DPI = {"rapidocr": 200, "tesseract": 300}
# Text is located on a picture of at most this side; at full size that alone takes 900 MB.
_LONGEST_SIDE = 1440
_MOST_PIXELS = 12_000_000  # A4 at 300 dpi is 8.7 million
_TESSERACT_SECONDS = 25
_SURE_ENOUGH = 30  # tesseract's own confidence, of 100, below which a word is noise
_UPRIGHT = 0.75  # pages read upright reach .85 and more of rapidocr's own certainty, upside down .6
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


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised page, levelled: the page as it was scanned is `width` by `height` points and was turned by
    `turned` degrees counter-clockwise to be so."""

    page: Page
    turned: float
    width: float
    height: float


def read_picture(data: bytes, file_name: str) -> Recognised:
    """The recognised page of a picture file; raises `FileError` when it cannot be read or without OCR."""
    if not is_available():
        raise FileError(
            f"“{file_name}” needs OCR: it is a picture, and no OCR is installed here "
            "(install the extra “ocr”, or tesseract)."
        )
    picture = opened_picture(data, file_name)
    return _recognised(picture, 1, points_a_pixel(picture), engine())


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


def read_page(document: pdfium.PdfDocument, index: int, by: str = "") -> Recognised:
    """The recognised page of a PDF; `by` one of the engines' names, the one of choice when empty."""
    chosen = by or engine()
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_DPI[chosen] / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return _recognised(picture, index + 1, 1 / scale, chosen)


def engine() -> str:
    """The engine of choice: rapidocr where it is installed, else tesseract.

    Over 37 scans of 110 to 300 dpi, tilted and noisy, rapidocr read 97 of 100 key fields at 1.4 CPU seconds a
    page, tesseract 82 at 1.2.
    """
    return RAPIDOCR if _has_rapidocr() else TESSERACT


def _recognised(picture: Image.Image, number: int, scale: float, by: str) -> Recognised:
    size = (picture.width * scale, picture.height * scale)
    tilt = straightening.tilt_of(picture)
    level = picture.rotate(tilt, Image.Resampling.BICUBIC, fillcolor="white") if tilt else picture
    read = _read_by(by, level, scale)
    if read.doubtful:
        others = [(turn, level.rotate(turn, expand=True)) for turn in ((90, 270) if read.upended else (180,))]
        tried = [(turn, other, _read_by(by, other, scale)) for turn, other in others]
        turn, other, best = max(tried, key=lambda one: one[2].sure)
        if best.sure > read.sure + 0.05 or read.upended:
            read, level, tilt = best, other, tilt + turn
    words = [replace(word, text=misreadings.put_right(word.text)) for word in read.words]
    return Recognised(page_of(number, level.width * scale, level.height * scale, words), tilt, *size)


@dataclass(frozen=True, slots=True)
class _Read:
    """Words with the recogniser's own mean certainty, and whether most lines run up or down the page."""

    words: list[Word]
    sure: float
    upended: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether the page may lie on its side or its head."""
        return self.upended or (bool(self.words) and self.sure < _UPRIGHT)


def _read_by(by: str, picture: Image.Image, scale: float) -> _Read:
    return _with_tesseract(picture, scale) if by == TESSERACT else _with_rapidocr(picture, scale)


def _with_tesseract(picture: Image.Image, scale: float) -> _Read:
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
    return _Read(_tesseract_words(list(rows), scale), 1.0)


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


def _with_rapidocr(picture: Image.Image, scale: float) -> _Read:
    import numpy as np

    result = _engine()(np.asarray(picture)[:, :, ::-1])
    if result.boxes is None or result.txts is None:
        return _Read([], 0.0)
    found: list[Word] = []
    high = letters = 0
    for corners, text in zip(result.boxes, result.txts, strict=True):
        xs, ys = [float(x) * scale for x, _ in corners], [float(y) * scale for _, y in corners]
        found += _split_line(text, Box(min(xs), min(ys), max(xs), max(ys)))
        letters += len(text)
        if len(text) > 3 and max(ys) - min(ys) > 1.5 * (max(xs) - min(xs)):
            high += len(text)
    sure = sum(score * len(text) for score, text in zip(result.scores, result.txts, strict=True)) / max(
        letters, 1
    )
    return _Read(found, float(sure), 2 * high > letters)


def _split_line(text: str, box: Box) -> list[Word]:
    """The words of a recognised line, each with its share of the line's width."""
    step = (box.right - box.left) / max(len(text), 1)
    found, at = [], 0
    for token in text.split():
        at = text.index(token, at)
        left = box.left + at * step
        height = max(box.bottom - box.top, 1.0)
        middle = (box.top + box.bottom) / 2  # the foot of a box depends on whether a letter hangs below
        found.append(Word(token, Box(left, box.top, left + len(token) * step, box.bottom), middle, height))
        at += len(token)
    return found
