"""The fields of an invoice beside its page: what was read, how sure that is, and a person's corrections."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.faces.screen import look
from core.insight.wording import capital, plain
from core.intake.documents import correcting
from core.intake.documents.as_invoice import THRESHOLD
from core.intake.documents.correcting import Corrected
from core.intake.documents.values import FoundInvoice
from core.model.batch import ImportBatch
from core.model.invoice import Direction
from core.services import filing
from core.services.filing import Looked
from core.services.workspace import Workspace

WORDS = {
    "invoice_number": "Number",
    "issue_date": "Issued",
    "due_date": "Due",
    "issuer": "Issuer",
    "recipient": "Recipient",
    "total_amount": "Total",
    "currency": "Currency",
    "tax": "Tax",
    "purchase_order_number": "Purchase order",
    "terms": "Terms",
}
_ROWS = (
    ("invoice_number", "issue_date"),
    ("total_amount", "currency"),
    ("issuer", "recipient"),
    ("due_date", "terms"),
    ("tax", "purchase_order_number"),
)
_STYLE = """
<style>
[class*="st-key-field_check_"] label p {{ color: {check}; font-weight: 600; }}
[class*="st-key-field_check_"] [data-testid="stTextInputRootElement"] {{ border-color: {check}; }}
[class*="st-key-field_sure_"] label p {{ color: {sure}; }}
</style>
"""
_OWED = {Direction.PAYABLE: "we owe it (payable)", Direction.RECEIVABLE: "we are owed it (receivable)"}


@dataclass(slots=True)
class Part:
    """One invoice of a document: as it was read, what a person said of it, and what became of it.

    `looked` is what the service makes of both; None until it was asked, and again after each correction.
    """

    found: FoundInvoice
    said: dict[str, str] = field(default_factory=dict)
    direction: Direction | None = None
    is_credit_note: bool | None = None
    confirmed: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    looked: Looked | None = None
    batch: ImportBatch | None = None

    @property
    def needs_you(self) -> bool:
        """Whether something is missing, or a doubt waits for a yes."""
        if self.looked is None or self.looked.proposal.invoice is None or self.problems:
            return True
        return bool(self.looked.proposal.doubts) and not self.confirmed

    @property
    def doubtful(self) -> frozenset[str]:
        """The fields that wait for a look."""
        return frozenset(self.looked.proposal.doubts) if self.looked else frozenset()


def current(part: Part) -> Corrected:
    """The invoice as the person has it now."""
    return correcting.correct(part.found, part.said, part.direction, part.is_credit_note)


def look_up(workspace: Workspace, parts: Sequence[Part]) -> None:
    """Asks the service about every part that was not asked about since its last correction."""
    asked = [part for part in parts if part.looked is None]
    if not asked:
        return
    corrected = [current(part) for part in asked]
    looked = filing.look(workspace, [one.found for one in corrected])
    for part, one, seen in zip(asked, corrected, looked, strict=True):
        part.problems, part.looked = one.problems, seen


def draw(workspace: Workspace, part: Part, *, key: str) -> None:
    """Draws the fields to be corrected; a correction is looked at at once."""
    if part.looked is None:
        return
    _style()
    before = (dict(part.said), part.direction, part.is_credit_note)
    shown = part.looked.found
    for pair in _ROWS:
        for name, cell in zip(pair, st.columns(2, gap="small"), strict=True):
            _field(cell, part, shown, name, key)
    _which_way(part, key)
    if before != (part.said, part.direction, part.is_credit_note):
        part.looked, part.confirmed = None, False
        st.rerun()
    _needs(part, key)


def _field(cell: DeltaGenerator, part: Part, shown: FoundInvoice, name: str, key: str) -> None:
    state, said = _mark(part, shown, name)
    typed = (
        cell.container(key=f"field_{state}_{name}_{key}")
        .text_input(
            f"{WORDS[name]} · {said}" if said else WORDS[name],
            value=part.said.get(name, shown.field(name).value),
            key=f"field_{name}_{key}_{part.direction}",
        )
        .strip()
    )
    if typed != shown.field(name).value or name in part.said:
        part.said[name] = typed


def _mark(part: Part, shown: FoundInvoice, name: str) -> tuple[str, str]:
    """How sure a field is: the state that colours it, and the words for it."""
    found = shown.field(name)
    if name in part.problems:
        return "check", "cannot be read"
    if name in part.said:
        return "typed", "as you typed it"
    if name in part.doubtful:
        return "check", "please check" if found else "missing"
    if not found:
        return "none", ""
    return ("sure", "sure") if found.confidence >= THRESHOLD else ("check", "not certain")


def _style() -> None:
    """Colours the labels by the state of their fields; the words say the same."""
    colours = look.palette()
    st.html(_STYLE.format(check=colours.needs_you, sure=colours.data))


def _which_way(part: Part, key: str) -> None:
    """Whether we owe it, and whether it is a credit note."""
    looked = part.looked
    if looked is None:
        return
    invoice = looked.proposal.invoice
    known = part.direction or (invoice.direction if invoice and "direction" not in part.doubtful else None)
    left, right = st.columns(2, gap="small", vertical_alignment="bottom")
    picked = left.radio(
        "Which way" + (" · :orange[please say]" if known is None else ""),
        list(_OWED),
        index=None if known is None else list(_OWED).index(known),
        format_func=_OWED.__getitem__,
        key=f"way_{key}",
    )
    if picked is not None and picked != known:
        part.direction = picked
    is_credit = looked.found.is_credit_note
    ticked = right.checkbox("It is a credit note", value=is_credit, key=f"credit_{key}")
    if ticked != is_credit:
        part.is_credit_note = ticked


def _asked(looked: Looked) -> str:
    """The doubts in few words: fields that are only not certain are named together."""
    unsure = [name for name, doubt in looked.proposal.doubts.items() if doubt.endswith("is not certain.")]
    said = [doubt for name, doubt in looked.proposal.doubts.items() if name not in unsure]
    if unsure:
        named = ", ".join(WORDS[name].lower() for name in unsure)
        said.append(f"Please compare with the page: {named}.")
    return plain(said[0]) if len(said) == 1 else "\n".join(f"- {plain(one)}" for one in said)


def _say_yes(part: Part, box: str) -> None:
    """Takes the tick before the page is drawn, since its first button depends on it."""
    part.confirmed = bool(st.session_state[box])


def _needs(part: Part, key: str) -> None:
    """What waits for the person: words that cannot be read, fields that are missing, doubts to say yes to."""
    looked = part.looked
    if looked is None:
        return
    for name, problem in part.problems.items():
        st.error(plain(f"{WORDS[name]}: {problem}"))
    doubts = list(looked.proposal.doubts.values())
    if doubts and not part.confirmed:
        st.warning(_asked(looked))
    if doubts and looked.proposal.invoice is not None and not part.problems:
        box = f"yes_{key}_{len(doubts)}"
        st.checkbox(
            "I compared these with the page: they are right",
            value=part.confirmed,
            on_change=_say_yes,
            args=(part, box),
            key=box,
        )
    for notice in part.found.notices:
        st.caption(plain(capital(notice)))
