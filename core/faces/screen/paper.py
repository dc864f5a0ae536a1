"""Facts as escaped HTML: tables that Streamlit has no element for, file text letter by letter."""

import base64
from collections.abc import Sequence
from html import escape

import streamlit as st

from core.faces.screen import look
from core.insight.comparison import ComparisonRow, Mark, Spans
from core.insight.formulas import Shift
from core.model.document import PagePicture

_STYLE = """
<style>
.tt {{ width: 100%; border-collapse: collapse; font-size: 0.95rem; font-variant-numeric: tabular-nums;
       margin: 0; color: {text}; }}
.tt th, .tt td {{ text-align: left; vertical-align: top; padding: 0.42rem 0.9rem 0.42rem 0; border: none;
                  border-bottom: 1px solid {grid}; overflow-wrap: anywhere; }}
.tt tr:last-child > * {{ border-bottom: none; }}
.tt thead th {{ font-weight: 600; font-size: 0.85rem; color: {muted}; padding-top: 0; }}
.tt tbody th {{ font-weight: 400; color: {muted}; white-space: nowrap; }}
.tt .num {{ text-align: right; white-space: nowrap; overflow-wrap: normal; }}
.tt .lead td {{ font-weight: 650; font-size: 1.1rem; }}
.tt .lead td.verdict {{ font-size: 0.95rem; }}
.tt .sum > * {{ border-top: 1px solid {muted}; font-weight: 650; }}
.tt .verdict {{ color: {muted}; }}
.tt .off {{ color: {needs_you}; font-weight: 600; }}
.tt mark {{ background: {soft}; color: inherit; border-radius: 3px; padding: 0 1px; }}
.tt mark.different {{ background: none; color: {needs_you}; font-weight: 650; text-decoration: underline;
                      text-decoration-thickness: 2px; text-underline-offset: 3px; }}
.tt.pair th:first-child {{ width: 5.2rem; }}
.tt.pair td {{ width: 36%; }}
.tt.pair td.verdict {{ width: 24%; padding-right: 0; }}
.tt.facts th {{ width: 7.5rem; }}
.tt-lines div {{ color: {text}; font-size: 0.95rem; line-height: 1.4; padding: 0.14rem 0;
                  overflow-wrap: anywhere; }}
.tt-head {{ display: flex; justify-content: space-between; gap: 1rem; color: {text}; font-size: 1.2rem;
            font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }}
.tt-shifts {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.75rem;
              font-variant-numeric: tabular-nums; }}
.tt-shifts > div {{ border: 1px solid {grid}; border-radius: 6px; padding: 0.55rem 0.8rem; color: {text}; }}
.tt-shifts small {{ display: block; color: {muted}; font-size: 0.85rem; line-height: 1.4; }}
.tt-shifts b {{ display: block; font-size: 1.35rem; font-weight: 600; line-height: 1.35; }}
.tt-shifts .better {{ color: {data}; font-weight: 600; }}
.tt-shifts .worse {{ color: {needs_you}; font-weight: 600; }}
.tt-note {{ background: {soft}; color: {text}; border-radius: 6px; padding: 0.45rem 0.7rem;
            font-size: 0.95rem; line-height: 1.4; overflow-wrap: anywhere; }}
.tt-page {{ position: relative; border: 1px solid {grid}; border-radius: 6px; overflow: hidden; }}
.tt-page img {{ display: block; width: 100%; }}
.tt-page i {{ position: absolute; border: 2px solid {needs_you}; border-radius: 3px; }}
.tt-fast {{ display: grid; grid-template-columns: 0.64fr 0.36fr; gap: 2rem; }}
.tt-fast .tt-note {{ margin-top: 0.9rem; }}
.tt-fast h4 {{ color: {muted}; font-size: 0.85rem; font-weight: 600; margin: 0.9rem 0 0.3rem; padding: 0; }}
.tt-fast .sure {{ color: {text}; font-size: 1.6rem; line-height: 1.3; }}
.tt-fast .way {{ display: flex; justify-content: space-between; gap: 1rem; color: {text}; border: 1px solid
                 transparent; border-radius: 6px; padding: 0.35rem 0.7rem; font-size: 0.95rem; }}
.tt-fast .way.open {{ border-color: {muted}; }}
.tt-keys {{ display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; margin-bottom: 0.9rem; }}
.tt-keys button {{ background: none; color: {text}; border: 1px solid {grid}; border-radius: 6px;
                   font: inherit; font-size: 0.95rem;
                   min-height: 2.2rem; padding: 0 0.8rem; cursor: pointer; }}
.tt-keys button:hover, .tt-keys button:focus-visible {{ border-color: {data}; }}
.tt-keys button.first {{ background: {data}; border-color: {data}; color: {background}; }}
.tt-keys kbd {{ font: inherit; font-size: 0.85rem; margin-left: 0.5rem; opacity: 0.75; }}
.tt-keys output {{ flex-basis: 100%; min-height: 1.3rem; }}
.tt-keys output, .tt-status {{ color: {muted}; font-size: 0.9rem; line-height: 1.3rem; overflow: hidden;
                               white-space: nowrap; text-overflow: ellipsis; }}
.tt-status {{ margin: -0.5rem 0 -0.25rem; }}
.tt-keys output.refused {{ color: {needs_you}; font-weight: 600; }}
.tt.legs th, .tt.legs td {{ padding-top: 0.32rem; padding-bottom: 0.32rem; }}
.tt-small {{ color: {muted}; font-size: 0.85rem; font-weight: 600; line-height: 1.4; }}
.tt-hint {{ color: {muted}; font-size: 0.85rem; line-height: 1.35; overflow-wrap: anywhere; }}
.tt-bar {{ display: grid; grid-template-columns: 1fr 3.2rem; column-gap: 0.5rem; color: {text};
           font-size: 0.9rem; line-height: 1.35; padding: 0.22rem 0 0.3rem; overflow-wrap: anywhere; }}
.tt-bar b {{ font-weight: 600; text-align: right; font-variant-numeric: tabular-nums; }}
.tt-bar i {{ grid-column: 1 / 3; height: 8px; border-radius: 2px; background: {grid}; margin-top: 0.2rem; }}
.tt-bar i i {{ display: block; height: 8px; margin: 0; background: {data}; }}
.tt-bar.against i i {{ background: {needs_you}; }}
.st-key-review_choices button, .st-key-review_actions button {{ min-height: 2.2rem; }}
.st-key-tune_controls [data-testid="stSliderThumbValue"] {{ opacity: 0; }}
.st-key-tune_controls [data-testid="stSlider"]:is(:hover, :focus-within)
  [data-testid="stSliderThumbValue"] {{ opacity: 1; }}
.st-key-tune_controls [data-testid="stTextInputRootElement"] {{ height: 2rem; min-height: 2rem; }}
.st-key-tune_controls input {{ text-align: right; font-variant-numeric: tabular-nums; }}
.st-key-tune_controls p {{ font-size: 0.95rem; }}
.st-key-case_actions button, .st-key-case_reasons button {{ min-height: 2.2rem; }}
.st-key-case_actions button {{ padding: 0 0.5rem; }}
@media (max-width: 1350px) {{
  .st-key-case_actions {{ gap: 0.25rem; }}
  .st-key-case_actions button {{ padding: 0 0.3rem; }}
}}
.st-key-review_choices button *, .st-key-case_reasons button * {{ text-align: left; }}
.st-key-review_choices button div, .st-key-case_reasons button div {{ flex-grow: 1; }}
.st-key-review_choices button span, .st-key-case_reasons button span {{ flex-grow: 1; }}
.st-key-review_choices [kind="tertiary"], .st-key-case_reasons [kind="tertiary"] {{ padding-left: 0.9rem; }}
.st-key-case_reasons .tt-bar {{ padding: 0 0.9rem 0.5rem; color: {muted}; }}
.st-key-case_reasons .tt-bar b {{ display: none; }}
.st-key-case_reasons .tt-bar span {{ grid-column: 1 / 3; }}
</style>
"""


def style() -> None:
    """Puts the rules for these tables on the page, in the colours of the active theme."""
    colours = look.palette()
    st.html(
        _STYLE.format(
            text=colours.text,
            muted=colours.muted,
            grid=colours.grid,
            soft=colours.soft,
            data=colours.data,
            needs_you=colours.needs_you,
            background=colours.background,
        )
    )


def comparison(rows: Sequence[ComparisonRow], left: str, right: str) -> None:
    """Two sides row by row with their verdict; the first row is the one that leads."""
    st.html(comparison_html(rows, left, right))


def comparison_html(rows: Sequence[ComparisonRow], left: str, right: str) -> str:
    """The two sides as HTML."""
    head = f"<thead><tr><th></th><th>{escape(left)}</th><th>{escape(right)}</th><th></th></tr></thead>"
    body = "".join(_pair(row, lead=place == 0) for place, row in enumerate(rows))
    return f'<table class="tt pair">{head}<tbody>{body}</tbody></table>'


def facts(rows: Sequence[tuple[str, Spans | str]]) -> None:
    """Labelled facts of one thing, one below the other."""
    st.html(facts_html(rows))


def facts_html(rows: Sequence[tuple[str, Spans | str]]) -> str:
    """Labelled facts as HTML."""
    body = "".join(
        f"<tr><th>{escape(label)}</th><td>{value(said) if isinstance(said, str) else marked(said)}</td></tr>"
        for label, said in rows
    )
    return f'<table class="tt facts"><tbody>{body}</tbody></table>'


def grid(
    head: Sequence[str], rows: Sequence[Sequence[str]], numbers: int, total: Sequence[str] | None = None
) -> None:
    """Rows of text; the last `numbers` columns are right-aligned figures, `total` stands under a line."""
    st.html(grid_html(head, rows, numbers, total))


def grid_html(
    head: Sequence[str], rows: Sequence[Sequence[str]], numbers: int, total: Sequence[str] | None = None
) -> str:
    """The same rows as HTML."""

    def line(cells: Sequence[str], tag: str, kind: str = "") -> str:
        first_number = len(cells) - numbers
        written = "".join(
            f"<{tag}{' class=num' if place >= first_number else ''}>{value(cell)}</{tag}>"
            for place, cell in enumerate(cells)
        )
        return f"<tr{kind}>{written}</tr>"

    body = "".join(line(cells, "td") for cells in rows)
    foot = line(total, "td", ' class="sum"') if total else ""
    return f'<table class="tt legs"><thead>{line(head, "th")}</thead><tbody>{body}{foot}</tbody></table>'


def lines(sentences: Sequence[str]) -> None:
    """Sentences, each on its own line, closer together than paragraphs."""
    st.html(lines_html(sentences))


def lines_html(sentences: Sequence[str]) -> str:
    """The same sentences as HTML."""
    return f'<div class="tt-lines">{"".join(f"<div>{value(line)}</div>" for line in sentences)}</div>'


def bars(shares: Sequence[tuple[str, str, float]]) -> None:
    """Labelled bars: words, figure, and a share from -1 to 1 of the widest; negative speaks against.

    Plain markup because a label wraps in it at any width, and because it is there with the next item at once.
    """
    st.html(bars_html(shares))


def bars_html(shares: Sequence[tuple[str, str, float]]) -> str:
    """The same bars as HTML."""
    return "".join(_bar(*each) for each in shares)


def headline(left: str, right: str) -> None:
    """What a panel is about, and the amount at stake."""
    st.html(f'<div class="tt-head"><span>{value(left)}</span><span>{value(right)}</span></div>')


def shifts(compared: Sequence[Shift]) -> None:
    """Key figures side by side: what each was, what it would be, and whether that is better."""
    st.html(f'<div class="tt-shifts">{"".join(_shift(each) for each in compared)}</div>')


def note(sentence: str) -> None:
    """One sentence that stands out because something follows from it."""
    st.html(f'<div class="tt-note">{value(sentence)}</div>')


def picture(shown: PagePicture, name: str) -> None:
    """A page as a picture with its fields framed; it travels inside the page, so that no address shows it."""
    frames = "".join(
        f'<i style="left:{box.left:.2%};top:{box.top:.2%};width:{box.right - box.left:.2%};'
        f'height:{box.bottom - box.top:.2%}" title="{value(box.field.replace("_", " "))}"></i>'
        for box in shown.boxes
    )
    data = base64.b64encode(shown.jpeg).decode()
    st.html(
        f'<div class="tt-page"><img alt="{value(name)}" src="data:image/jpeg;base64,{data}">{frames}</div>'
    )


def label(text: str) -> None:
    """A small heading over a part of a panel."""
    st.html(f'<div class="tt-small">{value(text)}</div>', width="content")


def hint(text: str) -> None:
    """A quiet line that says more about what stands above it."""
    st.html(f'<div class="tt-hint">{value(text)}</div>')


def status(text: str) -> None:
    """What came of the last press, on a line that keeps its place while it is empty."""
    st.html(f'<div class="tt-status" role="status" title="{value(text)}">{value(text) or "&nbsp;"}</div>')


def value(text: str) -> str:
    """Text as HTML that shows it letter by letter."""
    return escape(text, quote=True)


def marked(spans: Spans) -> str:
    """A cell's pieces as HTML, with what agrees and what differs marked for the eye and for a reader."""
    return "".join(_span(span.text, span.mark) for span in spans)


def _span(text: str, mark: Mark) -> str:
    if mark is Mark.PLAIN:
        return value(text)
    return f'<mark class="{mark.value}">{value(text)}</mark>'


def _pair(row: ComparisonRow, lead: bool) -> str:
    off = " off" if row.agrees is False else ""
    return (
        f"<tr{' class=lead' if lead else ''}><th>{escape(row.label)}</th><td>{marked(row.invoice)}</td>"
        f'<td>{marked(row.bank)}</td><td class="verdict{off}">{escape(row.verdict)}</td></tr>'
    )


def _bar(words: str, figure: str, share: float) -> str:
    against = " against" if share < 0 else ""
    width = f"{min(abs(share), 1.0) * 100:.0f}%"
    return (
        f'<div class="tt-bar{against}"><span>{value(words)}</span><b>{value(figure)}</b>'
        f'<i aria-hidden="true"><i style="width:{width}"></i></i></div>'
    )


def _shift(shift: Shift) -> str:
    moved = shift.after != shift.before
    kind = {True: "better", False: "worse", None: ""}[shift.better] if moved else ""
    _, _, unit = shift.before.rpartition(" ")
    was = shift.before.removesuffix(unit).strip() if shift.difference.endswith(unit) else shift.before
    change = f"was {was} · {shift.difference}" if moved else "unchanged"
    return (
        f"<div><small>{value(shift.label)}</small><b>{value(shift.after)}</b>"
        f'<small class="{kind}">{value(change)}</small></div>'
    )
