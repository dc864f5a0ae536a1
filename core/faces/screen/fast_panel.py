"""Fast keys: the next bank line shows the moment a key is pressed, the decisions follow in their order."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from core.faces.screen import address, evidence_panel, keys, paper, queue_panel, sheet
from core.faces.screen.keys import Said, Verb, Wish
from core.insight.explanation import Thresholds
from core.services import reviewing, tuning
from core.services.reviewing import Item, QueueFilter
from core.services.workspace import Workspace

_KEY, _LAST = "review_fast", "review_fast_last"
_AHEAD = 30  # lines held in the browser: more than a person decides while the server answers once
_CODE = Path(__file__).parent / "static" / "fast_keys.js"
_Row = tuple[int, str, str, int, str]


def on() -> bool:
    """Whether the address asks for fast keys."""
    return address.code("keys", {"": "", "fast": ""}, "") == "fast"


def carry_out(workspace: Workspace) -> Said | None:
    """Carries out what was decided in the browser since, in order, each once; answers the last outcome."""
    said: Said | None = None
    counted = _counted()
    for number, verb, payment, hypothesis, version in _decided():
        if number <= counted[0]:
            continue
        # Asking the session for anything may end this run when the browser has sent more. Every verb asks
        # before it does, and is counted after, in a list that is ours: the next run does what was not done.
        said = _one(workspace, verb, payment, hypothesis, version)
        counted[0] = number
    return said


def draw(workspace: Workspace, wanted: QueueFilter, said: Said | None) -> None:
    """The keys, and the sheets of the next lines, ready before they are asked for."""
    ahead = QueueFilter(**{**_fields(wanted), "limit": _AHEAD, "offset": 0})
    ids = [UUID(key) for key in reviewing.queue(workspace, ahead).rows["payment_id"]]
    named = queue_panel.WALK.named()
    if named is not None and named not in ids:
        ids.insert(0, named)
    found = reviewing.items(workspace, ids)
    rules = tuning.saved_rules(workspace).rules
    thresholds = Thresholds(rules.accept_from, rules.margin)
    mount = st.components.v2.component("tieout_fast_keys", js=_CODE.read_text(), isolate_styles=False)
    mount(
        key=_KEY,
        data={
            "items": [_sheets(found[key], thresholds) for key in ids if key in found],
            "last": _counted()[0],
            "open": str(named or ""),
            "said": said.sentence if said else "",
            "refused": bool(said and said.refused),
            "empty": f'<div class="tt-note">{paper.value("Nothing left to review here.")}</div>',
        },
        on_decisions_change=_noticed,
    )


def _counted() -> list[int]:
    """The number of the last decision that was carried out, in a list of one that can be changed in place."""
    counted: list[int] = st.session_state.setdefault(_LAST, [0])
    return counted


def _noticed() -> None:
    """Decisions are carried out past the page's guard, not here."""


def _sheets(item: Item, thresholds: Thresholds) -> dict[str, Any]:
    payment = item.payment
    return {
        "id": str(payment.id),
        "version": item.version,
        "name": payment.counterparty or payment.description,
        "ways": [
            {"hypothesis": way.hypothesis, "html": sheet.html(item, way, thresholds)}
            for way in item.proposals[: sheet.SHOWN]
        ],
    }


def _decided() -> list[_Row]:
    """What the browser says was decided; a row that is not what it should be is passed over."""
    state = st.session_state.get(_KEY)
    rows = (state or {}).get("decisions") or []
    return [
        (row[0], str(row[1]), str(row[2]), row[3], str(row[4]))
        for row in rows
        if isinstance(row, list) and len(row) >= 5 and isinstance(row[0], int) and isinstance(row[3], int)
    ]


def _one(workspace: Workspace, verb: str, payment: str, hypothesis: int, version: str) -> Said:
    if verb == "undo":
        return keys.obey(workspace, Wish(Verb.UNDO))
    try:
        payment_id = UUID(payment)
    except ValueError:
        return Said("There is no such bank line.", refused=True)
    if verb in _OPENS:
        queue_panel.WALK.go(payment_id)
        _OPENS[verb](payment_id)
        return Said("")
    if verb not in (Verb.CONFIRM, Verb.REJECT):
        return Said("This key does nothing here.", refused=True)
    return keys.obey(workspace, Wish(Verb(verb), payment_id, hypothesis, version))


def _slowly(then: Callable[[UUID], None]) -> Callable[[UUID], None]:
    """What needs more than a key is done with the usual page."""

    def opened(payment_id: UUID) -> None:
        address.put("keys", "")
        then(payment_id)

    return opened


_OPENS: Mapping[str, Callable[[UUID], None]] = {
    "later": queue_panel.skip,
    "split": _slowly(lambda _: keys.split()),
    "aside": _slowly(evidence_panel.open_aside),
    "note": _slowly(evidence_panel.open_note),
}


def _fields(wanted: QueueFilter) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in wanted.__dataclass_fields__}
