"""The colours of every figure, light and dark: one accent, and it means "needs you"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb; text reaches 4.5:1 and drawn marks 3:1 on `background` (WCAG 2.1, AA).

    `needs_you` is the one accent: what waits for a person. `data` is what the engine settled or measured,
    `quiet` what is only there for comparison. Figures draw no background of their own; `background` is the
    page's that the colours were chosen for.
    """

    background: str
    text: str
    muted: str
    grid: str
    data: str
    soft: str
    quiet: str
    needs_you: str


LIGHT = Palette(
    background="#ffffff",
    text="#1a2330",
    muted="#566170",
    grid="#e4e8ed",
    data="#1f6f78",
    soft="#d5e8ea",
    quiet="#7f8a98",
    needs_you="#b45309",
)
DARK = Palette(
    background="#0f141a",
    text="#e8ecf1",
    muted="#a3adba",
    grid="#29313b",
    data="#4fb3bd",
    soft="#17363b",
    quiet="#74808f",
    needs_you="#f0a33a",
)


def for_theme(base: str | None) -> Palette:
    """The palette for a theme's base: `dark`, anything else is light."""
    return DARK if base == "dark" else LIGHT


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
