"""Explaining: a model's order and connecting words for a match, checked, kept and counted per company."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.insight.explanation import MatchFacts, compose
from core.insight.inquiries import inquiries, inquiry_text
from core.model.inquiry import Inquiry
from core.model.reasons import Reason
from core.outlets.explainer import Answer, Evidence, NotShown, Question
from core.services.workspace import Workspace
from core.store import model_answers

_SHOWN, _KEPT, _LIMIT = "shown", "kept", "limit"


@dataclass(frozen=True, slots=True)
class Wording:
    """A model's wording of a match: sentences whose every figure is ours, and a question that could be sent.

    `question` is "" where the match raises none or the model chose none.
    """

    explanation: str
    question: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A day's questions to the model: how many were asked of how many allowed, and what came of them.

    `not_shown` counts by kind what was not fit to be shown (`NotShown` codes) or not asked (`limit`).
    """

    asked: int
    allowed: int
    shown: int
    from_memory: int
    not_shown: Mapping[str, int]


def wording(workspace: Workspace, facts: MatchFacts, evidence: tuple[Evidence, ...]) -> Wording | None:
    """The wording of one match, asked once for each state of its evidence.

    None where no model is configured, the company has asked its share of the day, or the answer was late or
    not fit to be shown. Takes as long as the settings' deadline at most, so a page asks from a thread. No
    transaction is open while the model thinks, and no decision depends on what it says.
    """
    if not workspace.settings.ai_configured or not facts.reasons:
        return None
    question = Question(facts.reasons, evidence, inquiries(facts))
    key = _key(workspace.explainer.model, question)
    today, most = workspace.today(), workspace.settings.ai_daily_limit
    with workspace.scope() as scope:
        before = model_answers.kept(scope, key)
        free = before is None and model_answers.take_question(scope, today, most)
        if before is not None or not free:
            model_answers.count(scope, today, _KEPT if before is not None else _LIMIT)
    if before is not None:
        return _worded(facts, _answer(before))
    if not free:
        return None
    answer = workspace.explainer.explain(question)
    with workspace.scope() as scope:
        model_answers.count(scope, today, answer.value if isinstance(answer, NotShown) else _SHOWN)
        if isinstance(answer, Answer):
            model_answers.keep(scope, key, _plain(answer))
    return _worded(facts, answer) if isinstance(answer, Answer) else None


def tally(workspace: Workspace) -> Tally:
    """Today's questions of this company and what came of them."""
    with workspace.scope() as scope:
        counts = model_answers.counts(scope, workspace.today())
    asked, shown, kept = (counts.pop(name, 0) for name in (model_answers.ASKED, _SHOWN, _KEPT))
    return Tally(asked, workspace.settings.ai_daily_limit, shown, kept, counts)


def _worded(facts: MatchFacts, answer: Answer) -> Wording:
    question = inquiry_text(answer.inquiry, facts) if answer.inquiry else ""
    return Wording(compose(facts, answer.reason_codes, answer.connecting), question)


def _key(model: str, question: Question) -> str:
    """What an answer rests on: the model, the codes, the texts and the questions it could choose from."""
    said = [
        model,
        [code.value for code in question.reason_codes],
        [[item.id, item.what, item.text] for item in question.evidence],
        [inquiry.value for inquiry in question.inquiries],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _plain(answer: Answer) -> dict[str, Any]:
    return {
        "reason_codes": [code.value for code in answer.reason_codes],
        "evidence_ids": list(answer.evidence_ids),
        "connecting": list(answer.connecting),
        "question": answer.inquiry.value if answer.inquiry else "",
    }


def _answer(kept: Mapping[str, Any]) -> Answer:
    return Answer(
        tuple(Reason(code) for code in kept["reason_codes"]),
        tuple(kept["evidence_ids"]),
        tuple(kept["connecting"]),
        Inquiry(kept["question"]) if kept["question"] else None,
    )
