"""A page of a document with its fields framed, drawn inside the page itself.

The picture travels in the page's own message, not as a file under /media, which is served without sign-in.
"""

import base64
from collections.abc import Collection, Mapping
from html import escape

import streamlit as st

from core.faces.screen import look
from core.model.document import FieldBox, PagePicture

_STYLE = """
<style>
.tt-page {{ position: relative; border: 1px solid {grid}; border-radius: 4px; overflow: hidden; }}
.tt-page img {{ display: block; width: 100%; }}
.tt-frame {{ position: absolute; border: 2px solid {data}; border-radius: 3px; background: {data}14; }}
.tt-frame.check {{ border-color: {needs_you}; background: {needs_you}1f; border-style: dashed; }}
.tt-frame b {{ position: absolute; left: -2px; bottom: 100%; padding: 0 4px; border-radius: 3px 3px 0 0;
               font: 600 10px/14px sans-serif; white-space: nowrap; color: #fff; background: #0b6b4f; }}
.tt-frame.check b {{ background: #9a4407; }}
</style>
"""


def draw(picture: PagePicture, words: Mapping[str, str], doubtful: Collection[str] = ()) -> None:
    """The page with a named frame around each field; those in `doubtful` are dashed and in the accent.

    `words` maps fields to what they are called; a field it leaves out has no frame.
    """
    colours = look.palette()
    source = base64.b64encode(picture.jpeg).decode()
    frames = "".join(
        _frame(box, words[box.field], box.field in doubtful) for box in picture.boxes if box.field in words
    )
    named = ", ".join(words[box.field] for box in picture.boxes if box.field in words)
    data = f"data:image/jpeg;base64,{source}"
    told = f"Page {picture.page}" + (f" with frames around: {named}" if named else "")
    st.html(
        _STYLE.format(grid=colours.grid, data=colours.data, needs_you=colours.needs_you)
        + f'<div class="tt-page"><img alt="{escape(told)}" src="{data}">{frames}</div>'
    )


def _frame(box: FieldBox, word: str, is_doubtful: bool) -> str:
    place = (
        f"left:{box.left:.3%};top:{box.top:.3%};"
        f"width:{box.right - box.left:.3%};height:{box.bottom - box.top:.3%}"
    )
    said = f"{word}: check" if is_doubtful else word
    kind = " check" if is_doubtful else ""
    return f'<div class="tt-frame{kind}" style="{place}" aria-hidden="true"><b>{escape(said)}</b></div>'
