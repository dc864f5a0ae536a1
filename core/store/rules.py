"""Match rules as they were saved."""

from core.model.rules import DEFAULT, MatchRules, from_mapping
from core.store.tables import rule_sets
from core.store.versions import Saved, Versions

SavedRules = Saved[MatchRules]
_VERSIONS = Versions(rule_sets, DEFAULT, from_mapping, "rules")

save, current, history, get = _VERSIONS.save, _VERSIONS.current, _VERSIONS.history, _VERSIONS.get
before = _VERSIONS.before
