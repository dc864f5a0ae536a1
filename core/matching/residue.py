"""What is left: the state of every invoice and bank line, and what a person must settle."""

import numpy as np
import pandas as pd

from core.matching.amounts import Amount
from core.matching.arrays import Bools, Ints, texts
from core.matching.facts import Evidence
from core.matching.noise import SET_ASIDE
from core.matching.parties import Party
from core.matching.world import World
from core.model.case import CaseReason
from core.model.match import Decision
from core.model.reasons import Reason


LIKELY = -2.0  # points from which a bank line is about an invoice rather than set aside by its words


def _states(keys: tuple[str, ...], pairs: pd.DataFrame, column: str) -> list[str]:
    auto = set(pairs.loc[pairs["decision"] == Decision.AUTO.value, column])
    review = set(pairs[column])
    return ["auto" if key in auto else "review" if key in review else "none" for key in keys]


def _last_reason(pairs: pd.DataFrame, column: str, order: str) -> dict[str, str]:
    """The reason against the best row of each item."""
    best = pairs.sort_values([order], kind="stable").drop_duplicates(column)
    return {key: reasons.rpartition("|")[2] for key, reasons in zip(best[column], best["reasons"], strict=True)}


def invoice_states(evidence: Evidence, world: World, pairs: pd.DataFrame) -> pd.DataFrame:
    """invoice, state and why it is not automatic; sorted by key."""
    keys = evidence.ledger.invoices.key
    states = _states(keys, pairs, "invoice")
    why = _last_reason(pairs, "invoice", "rank")
    seen = np.zeros(len(keys), dtype=bool)
    seen[evidence.rows.invoice] = True
    window = _only_outside(evidence, world)
    reasons = []
    for at, (key, state) in enumerate(zip(keys, states, strict=True)):
        if state == "auto":
            reasons.append("")
        elif state == "review":
            reasons.append(why[key])
        elif not seen[at]:
            reasons.append(Reason.NO_CANDIDATE.value)
        else:
            reasons.append((window[at] or Reason.BETTER_MATCH_ELSEWHERE).value)
    frame = pd.DataFrame({"invoice": texts(keys), "state": texts(states), "reason": texts(reasons)})
    return frame.sort_values("invoice", kind="stable").reset_index(drop=True)


def _only_outside(evidence: Evidence, world: World) -> list[Reason | None]:
    """Per invoice: what bars its best candidate (declined, dates, amount), None when it is merely outdone."""
    rows, total = evidence.rows, world.points.total
    bills = len(evidence.ledger.invoices)
    out: list[Reason | None] = [None] * bills
    order = np.lexsort((rows.payment, -total, rows.invoice))
    first = np.ones(len(order), dtype=bool)
    first[1:] = rows.invoice[order][1:] != rows.invoice[order][:-1]
    for at in order[first].tolist():
        if rows.declined[at]:
            reason = Reason.DECLINED_BEFORE
        elif not world.points.in_window[at]:
            reason = Reason.DATE_OUTSIDE_WINDOW
        elif not world.points.explained.within[at]:
            reason = Reason.AMOUNT_OUTSIDE_TOLERANCE
        else:
            continue
        out[int(rows.invoice[at])] = reason
    return out


def payment_states(evidence: Evidence, world: World, pairs: pd.DataFrame) -> pd.DataFrame:
    """payment, state, reason and the case a person must settle; sorted by key."""
    keys = evidence.ledger.payments.key
    states = _states(keys, pairs, "payment")
    why = _last_reason(pairs, "payment", "choice")
    facts = _Left(evidence, world)
    reasons: list[str] = []
    cases: list[str] = []
    for at, key in enumerate(keys):
        if states[at] == "none":
            states[at], reason, case = facts.verdict(at)
        else:
            reason, case = ("" if states[at] == "auto" else why[key]), ""
        reasons.append(reason)
        cases.append(case)
    frame = pd.DataFrame(
        {"payment": texts(keys), "state": texts(states), "reason": texts(reasons), "case": texts(cases)}
    )
    return frame.sort_values("payment", kind="stable").reset_index(drop=True)


class _Left:
    """Why a bank line has no proposal."""

    def __init__(self, evidence: Evidence, world: World) -> None:
        self.evidence, self.world = evidence, world
        lines = len(evidence.ledger.payments)
        self.best = _best_rows(evidence.rows.payment, world.points.total, lines)
        self.known = _known_payers(evidence, lines)

    def verdict(self, at: int) -> tuple[str, str, str]:
        evidence = self.evidence
        if evidence.returned[at]:
            return "set_aside", Reason.RETURNED.value, ""
        if self.world.doubled[at] >= 0:
            return "none", Reason.DUPLICATE_PAYMENT.value, CaseReason.PAID_TWICE.value
        if evidence.returning[at]:
            return "none", Reason.NO_CANDIDATE.value, CaseReason.RETURNED_PAYMENT.value
        best = int(self.best[at])
        likely = best >= 0 and self.world.points.total[best] > LIKELY
        if evidence.category[at] >= 0 and not likely and not self._about_invoices(at):
            return "set_aside", SET_ASIDE[int(evidence.category[at])].value, ""
        if best < 0 or self.world.points.total[best] < LIKELY:
            case = CaseReason.NO_INVOICE_FOUND if self.known[at] else CaseReason.UNKNOWN_PAYER
            return "none", Reason.NO_CANDIDATE.value, case.value
        return "none", *self._short_of(best)

    def _about_invoices(self, at: int) -> bool:
        return bool(self.evidence.hits.named[at] > 0 or self.known[at])

    def _short_of(self, best: int) -> tuple[str, str]:
        """Reason and case of a line whose best candidate was not good enough to propose."""
        kind = int(self.world.points.explained.kind[best])
        if kind == Amount.PART:
            return Reason.AMOUNT_OUTSIDE_TOLERANCE.value, CaseReason.SHORT_PAYMENT.value
        if kind == Amount.OVER:
            return Reason.AMOUNT_OUTSIDE_TOLERANCE.value, CaseReason.OVERPAYMENT.value
        return Reason.BELOW_THRESHOLD.value, CaseReason.AMBIGUOUS.value


def _best_rows(line: Ints, total: np.ndarray, lines: int) -> Ints:
    best = np.full(lines, -1, dtype=np.int64)
    order = np.lexsort((-np.arange(len(line)), total))
    best[line[order]] = order
    return best


def _known_payers(evidence: Evidence, lines: int) -> Bools:
    known = np.zeros(lines, dtype=bool)
    near = evidence.parties.level >= int(Party.CUT)
    known[evidence.parties.payment[near]] = True
    return known
