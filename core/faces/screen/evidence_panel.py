"""One bank line and what is proposed for it: both sides, the evidence, the alternatives, the decision."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

import streamlit as st

from core.faces.screen import keys, paper, sheet
from core.faces.screen.keys import Said, Verb, Wish
from core.faces.screen.queue_panel import WALK, skip
from core.faces.screen.walk import Place
from core.insight import comparison
from core.insight.explanation import Thresholds, sentences
from core.insight.inquiries import inquiries, inquiry_text
from core.insight.wording import (
    capital,
    moment_text,
    plain,
    score_text,
    words,
)
from core.model.document import PagePicture
from core.model.reasons import SET_ASIDE_REASONS, Reason
from core.services import browsing, explaining, reviewing, tuning
from core.services.explaining import Wording
from core.services.reviewing import Item, Proposal
from core.services.workspace import Workspace

_CHOICE, _ASIDE, _WORDING = "review_choice", "review_aside", "review_wording"
_PICTURES, _PICTURES_KEPT = "review_pictures", 20  # of some 150 kB each, for one session
_POLL_S = 0.7
# Model calls wait here, so that no page ever does; two are enough for one person's reading pace.
_CALLS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="wording")


def chosen(item: Item) -> Proposal:
    """The alternative that is open: the best one until another is asked for."""
    kept: tuple[UUID, int] | None = st.session_state.get(_CHOICE)
    if kept and kept[0] == item.payment.id:
        for proposal in item.proposals:
            if proposal.hypothesis == kept[1]:
                return proposal
    return item.proposals[0]


@contextlib.contextmanager
def deciding(here: Place, said: Said | None) -> Iterator[None]:
    """The row of buttons: decide on the left, the way along on the right; below it what came of the last one.

    The line below has its place also while it says nothing, so that nothing moves under the pointer. The way
    along is there also when the open item turns out to be decided by somebody else.
    """
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="review_actions"):
        try:
            yield
        finally:
            st.space("stretch")
            WALK.buttons(here)
    paper.status("" if said is None or said.refused else said.sentence)


def actions(here: Place, item: Item, proposal: Proposal) -> None:
    """Confirm, reject, split, set aside, put off, undo; each press is about this item as it stands."""
    if _aside_open(item):
        _aside_reasons(item)
        return
    at = f"{item.payment.id}_{proposal.hypothesis}_{item.version}"
    for label, verb, key in (
        ("Confirm", Verb.CONFIRM, keys.CONFIRM),
        ("Reject", Verb.REJECT, keys.REJECT),
    ):
        st.button(
            label,
            key=f"{verb}_{at}",
            type="primary" if verb is Verb.CONFIRM else "secondary",
            shortcut=key,
            on_click=keys.ask,
            args=(Wish(verb, item.payment.id, proposal.hypothesis, item.version),),
        )
    st.button("Split", key=f"split_{at}", shortcut=keys.SPLIT, on_click=keys.split)
    st.button(
        "Set aside",
        key=f"aside_{at}",
        shortcut=keys.SET_ASIDE,
        help="This bank line does not pay an invoice",
        on_click=open_aside,
        args=(item.payment.id,),
    )
    st.button("Later", key=f"later_{at}", shortcut=keys.LATER, on_click=_later, args=(here,))
    keys.undo_button()


def after_the_last(said: Said | None) -> None:
    """Where nothing is left to decide: what came of the last decision, and its way back."""
    if said is not None and not said.refused:
        paper.hint(said.sentence)
    keys.undo_button()


def sides(item: Item, proposal: Proposal) -> None:
    """Invoice beside bank line; several invoices as a list that adds up to it."""
    if len(proposal.legs) == 1:
        leg = proposal.legs[0]
        paper.comparison(comparison.single(item.payment, leg), sheet.kind(leg), "Bank line")
    else:
        paper.facts(sheet.line_facts(item, proposal))
        head, rows, total = sheet.legs(item, proposal)
        with st.container(height=min(34 * (len(rows) + 2) + 8, 300), border=False):
            paper.grid(head, rows, 3, total)
    paper.note(comparison.consequence(item.payment, proposal.legs))


def alternatives(item: Item, proposal: Proposal) -> None:
    """The ranked alternatives, one key away, the others with what speaks for and against them."""
    if len(item.proposals) == 1:
        paper.hint("No other match is likely enough to propose.")
        return
    paper.label("Proposed matches")
    with st.container(gap="xxsmall", key="review_choices"):
        for place, other in enumerate(item.proposals[: sheet.SHOWN], start=1):
            st.button(
                plain(f"{sheet.names(other)} · {score_text(other.score)}"),
                key=f"choice_{place}_{item.payment.id}_{item.version}",
                type="secondary" if other is proposal else "tertiary",
                # While reasons to set aside are shown the digits are theirs.
                shortcut=None if _aside_open(item) else str(place),
                on_click=_choose,
                args=(item.payment.id, other.hypothesis),
                width="stretch",
            )
            if other is not proposal:
                paper.hint(sheet.against(item, other))


def why(item: Item, proposal: Proposal) -> None:
    """How sure, and the points of each kind of evidence as bars."""
    known = sheet.facts(item, proposal)
    st.metric(
        "Score",
        score_text(proposal.score),
        sheet.points_total(known),
        delta_color="off",
        delta_arrow="off",
    )
    paper.bars(sheet.bars(known))


def in_words(workspace: Workspace, item: Item, proposal: Proposal) -> None:
    """The same in plain sentences, the same ones every time, ending with why a person is asked."""
    rules = tuning.saved_rules(workspace).rules
    facts = sheet.facts(item, proposal)
    asked = comparison.why_asked(facts, Thresholds(rules.accept_from, rules.margin))
    paper.label("Explanation")
    paper.lines([*sentences(facts), *([asked] if asked else [])])


def questions(item: Item, proposal: Proposal) -> None:
    """What could be asked of the counterparty: the question that would settle most, ready to be copied."""
    facts = sheet.facts(item, proposal)
    asked = inquiries(facts)
    if asked:
        paper.label("Ask the counterparty")
        paper.lines([inquiry_text(asked[0], facts)])


def model_wording(workspace: Workspace, item: Item, proposal: Proposal) -> None:
    """The model's wording beside ours, marked as such; drawn when it has come, never waited for."""
    if not workspace.settings.ai_configured:
        return
    at = (workspace.company.id, item.payment.id, proposal.hypothesis, item.version)
    kept: tuple[object, Future[Wording | None]] | None = st.session_state.get(_WORDING)
    if kept is None or kept[0] != at:
        leg = sheet.strongest(proposal)
        call = _CALLS.submit(
            explaining.wording,
            workspace,
            reviewing.facts(item, proposal, leg),
            reviewing.texts(item.payment, leg),
        )
        kept = (at, call)
        st.session_state[_WORDING] = kept
    _Waiting(kept[1]).draw()


class _Waiting:
    """A model's answer that may not have come yet."""

    def __init__(self, call: "Future[Wording | None]") -> None:
        self.call = call

    def draw(self) -> None:
        """Shows the answer; until it is there looks again, in a fragment of its own."""
        if self.call.done():
            _show_wording(self.call)
        else:
            st.fragment(self._look_again, run_every=_POLL_S)()

    def _look_again(self) -> None:
        if self.call.done():
            st.rerun()
        st.caption("AI wording is being written …")


def _show_wording(call: "Future[Wording | None]") -> None:
    said = None if call.exception() else call.result()
    if said is None:
        return
    paper.label("Worded by AI, figures by Tieout")
    paper.lines([said.explanation, *([f"To ask: {said.question}"] if said.question else [])])


def notes(workspace: Workspace, item: Item) -> None:
    """What was written about the bank line, and a box for more; its key opens it."""
    open_key = f"noting_{item.payment.id}"
    written = reviewing.noted(workspace, item.payment.id)
    if written:
        paper.label("Notes")
        paper.lines([f"{note.text} ({note.written_by}, {moment_text(note.written_at)})" for note in written])
    if not st.session_state.get(open_key):
        with st.container(key="quiet_notes"):
            st.button(
                "Add a note",
                key=f"note_{item.payment.id}",
                type="tertiary",
                shortcut=keys.NOTE,
                on_click=open_note,
                args=(item.payment.id,),
            )
        return
    with st.form(f"note_form_{item.payment.id}", border=False, enter_to_submit=True):
        text = st.text_input("Note", placeholder="What a colleague should know")
        if st.form_submit_button("Save note"):
            reviewing.note(workspace, item.payment.id, text or "")
            st.session_state.pop(open_key)
            st.rerun()


def page_picture(workspace: Workspace, proposal: Proposal) -> None:
    """The page of the PDF the invoice came from, its fields framed; nothing where it came as a row."""
    kept: dict[UUID, PagePicture | None] = st.session_state.setdefault(_PICTURES, {})
    bill = max(proposal.legs, key=lambda leg: abs(leg.applied.minor)).invoice
    if bill.id not in kept:
        while len(kept) >= _PICTURES_KEPT:
            kept.pop(next(iter(kept)))
        kept[bill.id] = browsing.page_picture(workspace, bill.id)
    if picture := kept[bill.id]:
        paper.picture(picture, f"Invoice {bill.number} as it was received")


def open_note(payment: UUID) -> None:
    """Opens the box for a note."""
    st.session_state[f"noting_{payment}"] = True


def _later(here: Place) -> None:
    """Puts the open line off to the end of this session's queue and opens the next."""
    if here.open is None:
        return
    skip(here.open)
    following = [row for row in here.rows if row != here.open]
    at = 0 if here.row is None else min(here.row, len(following) - 1)
    WALK.go(following[at] if following else None)


def _choose(payment: UUID, hypothesis: int) -> None:
    st.session_state[_CHOICE] = (payment, hypothesis)


def _aside_open(item: Item) -> bool:
    return bool(st.session_state.get(_ASIDE) == item.payment.id)


def open_aside(payment: UUID) -> None:
    """Asks why the line is not about invoices."""
    st.session_state[_ASIDE] = payment


def _close_aside() -> None:
    st.session_state.pop(_ASIDE, None)


def _set_aside(wish: Wish) -> None:
    _close_aside()
    keys.ask(wish)


def _aside_reasons(item: Item) -> None:
    """Why the line is not about invoices, each reason one key away."""
    for place, reason in enumerate((code for code in Reason if code in SET_ASIDE_REASONS), start=1):
        wish = Wish(Verb.SET_ASIDE, item.payment.id, 0, item.version, reason)
        st.button(
            capital(words(reason)),
            key=f"aside_{reason}_{item.payment.id}_{item.version}",
            shortcut=str(place) if place < 10 else None,
            on_click=_set_aside,
            args=(wish,),
        )
    st.button("Back", key="aside_back", shortcut=keys.CANCEL, on_click=_close_aside)
