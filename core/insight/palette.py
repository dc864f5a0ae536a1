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


# Backgrounds, text and data are those of the themes in .streamlit/config.toml; a test holds them together.
LIGHT = Palette(
    background="#ffffff",
    text="#17211d",
    muted="#55625c",
    grid="#e3e9e6",
    data="#0b6b4f",
    soft="#d3e8df",
    quiet="#808c87",
    needs_you="#b45309",
)
DARK = Palette(
    background="#101614",
    text="#e8eeeb",
    muted="#a9b6b0",
    grid="#29332f",
    data="#3fbf93",
    soft="#173a2f",
    quiet="#75827c",
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
