"""How far a scanned page is turned, so that its lines can be read as lines."""

import math

import numpy as np
from PIL import Image

from core.intake.documents.values import Box, Place

_SMALL = 900  # pixels of the longer side; enough to tell a tenth of a degree over a page's width
_MOST = 4.0  # degrees; a page in a feeder is turned less
_LEAST = 0.2  # below it lines of a page stay within half their height


def tilt_of(picture: Image.Image) -> float:
    """Degrees by which the picture must be turned (counter-clockwise) so that its lines lie level; 0 if few.

    The angle under which rows of dark pixels differ most from each other (projection profile).
    """
    grey = picture.convert("L")
    grey.thumbnail((_SMALL, _SMALL))
    pixels = np.asarray(grey, dtype=np.float32)
    dark = Image.fromarray(((pixels < pixels.mean() - 0.8 * pixels.std()) * 255).astype(np.uint8))
    best = max(np.arange(-_MOST, _MOST + 0.1, 0.5), key=lambda angle: _sharpness(dark, float(angle)))
    fine = max(np.arange(best - 0.4, best + 0.45, 0.1), key=lambda angle: _sharpness(dark, float(angle)))
    if abs(fine) < _LEAST or _sharpness(dark, float(fine)) < 1.05 * _sharpness(dark, 0.0):
        return 0.0
    return float(fine)


def _sharpness(dark: Image.Image, angle: float) -> float:
    rows = np.asarray(dark.rotate(angle, fillcolor=0), dtype=np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def placed_back(place: Place, turned: float, width: float, height: float) -> Place:
    """A place on the levelled page as the place on the page as it was scanned, `width` by `height` points."""
    if not turned:
        return place
    on_its_side = round(turned / 90) % 2 == 1
    level_width, level_height = (height, width) if on_its_side else (width, height)
    turn = math.radians(turned)
    b = place.box
    x, y = (b.left + b.right - level_width) / 2, (b.top + b.bottom - level_height) / 2
    middle_x = x * math.cos(turn) - y * math.sin(turn) + width / 2
    middle_y = x * math.sin(turn) + y * math.cos(turn) + height / 2
    half_w, half_h = (b.right - b.left) / 2, (b.bottom - b.top) / 2
    if on_its_side:
        half_w, half_h = half_h, half_w
    return Place(place.page, Box(middle_x - half_w, middle_y - half_h, middle_x + half_w, middle_y + half_h))
