"""A page of a document with its fields framed, drawn inside the page itself.

The picture travels in the page's own message, not as a file under /media, which is served without sign-in.
"""

import base64
from collections.abc import Collection, Mapping, Sequence
from html import escape

import streamlit as st

from core.faces.screen import look
from core.model.document import PagePicture

_FAR = 0.7  # right of this share of the page a label grows to the left
_STYLE = """
<style>
.tt-page {{ position: relative; border: 1px solid {grid}; border-radius: 4px; overflow: hidden; }}
.tt-page img {{ display: block; width: 100%; }}
.tt-frame {{ position: absolute; border: 2px solid {data}; border-radius: 3px; background: {data}14; }}
.tt-frame.check {{ border-color: {needs_you}; background: {needs_you}1f; border-style: dashed; }}
.tt-frame b {{ position: absolute; left: 100%; top: -2px; padding: 0 4px; border-radius: 0 3px 3px 0;
               font: 600 10px/14px sans-serif; white-space: nowrap; color: #fff; background: #0b6b4f;
               opacity: 0; }}
.tt-frame.far b {{ left: auto; right: 100%; border-radius: 3px 0 0 3px; }}
.tt-frame.check b {{ background: #9a4407; opacity: 1; }}
.tt-frame:hover b {{ opacity: 1; }}
.tt-frame:hover {{ z-index: 1; }}
</style>
"""


def draw(picture: PagePicture, words: Mapping[str, str], doubtful: Collection[str] = ()) -> None:
    """The page with a frame around each field; those in `doubtful` are dashed, in the accent and named, the
    others say their name under the pointer, because a label covers what is printed above it.

    `words` maps fields to what they are called; a field it leaves out has no frame.
    """
    colours = look.palette()
    shown = [(box, words[box.field], box.field in doubtful) for box in picture.boxes if box.field in words]
    together: dict[tuple[float, float, float, float], list[tuple[str, bool]]] = {}
    for box, word, is_doubtful in shown:
        together.setdefault((box.left, box.top, box.right, box.bottom), []).append((word, is_doubtful))
    frames = "".join(_frame(sides, named) for sides, named in together.items())
    told = f"Page {picture.page}"
    if shown:
        told += " with frames around: " + ", ".join(word for _, word, _ in shown)
    data = f"data:image/jpeg;base64,{base64.b64encode(picture.jpeg).decode()}"
    st.html(
        _STYLE.format(grid=colours.grid, data=colours.data, needs_you=colours.needs_you)
        + f'<div class="tt-page"><img alt="{escape(told)}" src="{data}">{frames}</div>'
    )


def _frame(sides: tuple[float, float, float, float], named: Sequence[tuple[str, bool]]) -> str:
    """One frame for all fields that stand in the same place, such as an amount and its currency."""
    left, top, right, bottom = sides
    place = f"left:{left:.3%};top:{top:.3%};width:{right - left:.3%};height:{bottom - top:.3%}"
    check = [word for word, is_doubtful in named if is_doubtful]
    said = f"{', '.join(check)}: check" if check else ", ".join(word for word, _ in named)
    kind = "tt-frame" + (" check" if check else "") + (" far" if left > _FAR else "")
    return f'<div class="{kind}" style="{place}" aria-hidden="true"><b>{escape(said)}</b></div>'
