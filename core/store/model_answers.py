"""A language model's answers, kept by the evidence they rest on, and the day's count of questions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from core.store.tables import model_answers, model_counts
from core.store.tenancy import Scope

ASKED = "asked"  # the outcome that counts questions against the day's limit

# One statement, so that no number of sessions together asks more than the limit.
_TAKE = text("""
    insert into model_counts as c (day, outcome, questions)
    values (:day, 'asked', 1)
    on conflict (tenant_id, day, outcome) do update
        set questions = c.questions + 1
        where c.questions < :most
    returning c.questions
""")

_COUNT = text("""
    insert into model_counts as c (day, outcome, questions)
    values (:day, :outcome, 1)
    on conflict (tenant_id, day, outcome) do update set questions = c.questions + 1
""")


def kept(scope: Scope, evidence_key: str) -> Mapping[str, Any] | None:
    """The answer already given to this evidence, as it was kept."""
    statement = select(model_answers.c.answer).where(model_answers.c.evidence_key == evidence_key)
    found: Mapping[str, Any] | None = scope.connection.execute(statement).scalar_one_or_none()
    return found


def keep(scope: Scope, evidence_key: str, answer: Mapping[str, Any]) -> None:
    """Keeps an answer; the first of two given at once stays."""
    row = insert(model_answers).values(evidence_key=evidence_key, answer=dict(answer))
    scope.connection.execute(row.on_conflict_do_nothing())


def take_question(scope: Scope, day: date, most: int) -> bool:
    """Counts one question against the day's limit; False where `most` were asked already."""
    if most < 1:
        return False
    return scope.connection.execute(_TAKE, {"day": day, "most": most}).one_or_none() is not None


def count(scope: Scope, day: date, outcome: str) -> None:
    """Counts what came of a question."""
    scope.connection.execute(_COUNT, {"day": day, "outcome": outcome})


def counts(scope: Scope, day: date) -> dict[str, int]:
    """How many questions of a day came to each outcome, `asked` among them."""
    statement = select(model_counts.c.outcome, model_counts.c.questions).where(model_counts.c.day == day)
    return {row.outcome: row.questions for row in scope.connection.execute(statement)}
