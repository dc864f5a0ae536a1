"""Settlement rules as they were saved."""

from core.model.settlement_rules import DEFAULT, SettlementRules, from_mapping
from core.store.settlement_tables import settlement_rule_sets
from core.store.versions import Saved, Versions

SavedSettlementRules = Saved[SettlementRules]
_VERSIONS = Versions(settlement_rule_sets, DEFAULT, from_mapping, "settlement rules")

save, current, history, get = _VERSIONS.save, _VERSIONS.current, _VERSIONS.history, _VERSIONS.get
