"""Whether rules let an invoice be matched alone at all, asked of its own proposals alone."""

import numpy as np

from core.matching import joint, reporting
from core.matching.arrays import Bools, Ints, distinct, maxima
from core.matching.facts import Evidence
from core.matching.memory import Memory
from core.matching.scoring import Points, score
from core.model.rules import MatchRules


class Prospect:
    """An invoice's own candidate pairs and joint proposals.

    Every match that is posted alone passes the gates on its own evidence: that is cheap to ask, and bounds
    how far a rule has to move before deciding the whole books anew can show anything.
    """

    def __init__(self, evidence: Evidence, invoice: int) -> None:
        rows, groups = evidence.rows, evidence.groups
        self.evidence = evidence
        mine = np.flatnonzero(rows.invoice == invoice)
        rival = np.zeros(len(evidence.ledger.payments), dtype=bool)
        rival[rows.payment[mine]] = True
        self.groups: Ints = distinct(groups.group[groups.invoice == invoice])
        rival[groups.payment[np.isin(groups.group, self.groups)]] = True
        at = np.flatnonzero(rival[rows.payment])
        self.rows = rows.where(at)
        self.mine: Bools = self.rows.invoice == invoice
        self.named: Bools = evidence.hits.named[self.rows.payment] <= 1
        self.line: Ints = np.unique(self.rows.payment, return_inverse=True)[1].astype(np.int64)
        self.lines = int(self.line.max(initial=-1)) + 1
        self.sole: Bools = reporting.sole(groups)[self.groups]
        self._memory = Memory()

    def __bool__(self) -> bool:
        """Whether the invoice has any proposal under any rules."""
        return bool(self.mine.any() or len(self.groups))

    def _points(self, rules: MatchRules) -> Points:
        facts = self.evidence
        size = len(facts.ledger.invoices)
        return score(self.rows, facts.ladder, facts.habits, rules, size, self._memory)

    def lead(self, rules: MatchRules) -> float:
        """Points by which the best proposal is ahead on its bank line, of those that pass all checks on their
        own evidence; minus infinity where none passes.
        """
        points = self._points(rules)
        fits = reporting.fits(self.rows, points.explained, self.named)
        plain = self.mine & fits & points.in_window & (points.kinds >= 2) & (points.total > 0)
        rivals = maxima(self.line, np.where(self.mine, 0.0, points.total), self.lines, 0.0)
        ahead = [float((points.total - rivals[self.line])[plain].max(initial=-np.inf))]
        if len(self.groups):
            found, at = joint.score_groups(self.evidence, rules), self.groups
            told = self.sole & found.within[at] & found.in_window[at] & (found.kinds[at] >= 2)
            total = found.total[at]
            ahead.append(float(total[told & (total > 0)].max(initial=-np.inf)))
        return max(ahead)

    def claims(self, rules: MatchRules) -> bytes:
        """What true ties are told by, as one value: equal where a rule changes none of it."""
        points = self._points(rules)
        return np.asarray(points.reference + points.counterparty + points.amount).tobytes()
