"""What is left: the state of every invoice and bank line, and what a person must settle."""

from typing import TYPE_CHECKING

import numpy as np

from core.matching.amounts import Amount
from core.matching.arrays import Bools, Floats, Ints, Texts, maxima, texts
from core.matching.facts import Evidence
from core.matching.listing import Listing
from core.matching.memory import Memory
from core.matching.noise import SET_ASIDE
from core.matching.outcome import frame
from core.matching.parties import Party
from core.matching.world import World
from core.model.case import CaseReason
from core.model.reasons import Reason

if TYPE_CHECKING:
    import pandas as pd

LIKELY = -2.0  # points from which a bank line is about an invoice rather than set aside by its words


def _states(item: Ints, auto: Bools, size: int) -> Texts:
    out = np.empty(size, dtype=object)
    out[:] = "none"
    out[item] = "review"
    out[item[auto]] = "auto"
    return out


def _last_reasons(item: Ints, order: Ints, reasons: Texts, size: int) -> Texts:
    """Per item the last code (what is against it) of its best row."""
    out = texts([""] * size)
    first = np.flatnonzero(order == 1)
    said = reasons[first].tolist()
    last = {text: text.rpartition("|")[2] for text in set(said)}
    out[item[first]] = texts([last[text] for text in said])
    return out


def _frame(memory: Memory, name: str, keys: tuple[str, ...], columns: dict[str, Texts]) -> "pd.DataFrame":
    """The items called `name` with their columns, in the order of their keys."""
    order = memory.get(f"order of {name}s", None, lambda: sorted(range(len(keys)), key=keys.__getitem__))
    table = {name: texts(keys)} | columns
    return frame({column: values[order] for column, values in table.items()}, dict.fromkeys(table, "object"))


def invoice_states(evidence: Evidence, world: World, listing: Listing) -> "pd.DataFrame":
    """invoice, state and why it is not automatic; sorted by key."""
    keys = evidence.ledger.invoices.key
    size = len(keys)
    states = _states(listing.invoice, listing.auto, size)
    reasons = _last_reasons(listing.invoice, listing.rank, listing.reasons, size)
    seen = np.zeros(size, dtype=bool)
    seen[evidence.rows.invoice] = True
    alone = states == "none"
    reasons[alone] = _only_outside(evidence, world)[alone]
    reasons[alone & ~seen] = Reason.NO_CANDIDATE.value
    reasons[states == "auto"] = ""
    return _frame(evidence.memory, "invoice", keys, {"state": states, "reason": reasons})


def _only_outside(evidence: Evidence, world: World) -> Texts:
    """Per invoice: what bars its best candidate (declined, dates, amount), else that it is merely outdone."""
    rows, points = evidence.rows, world.points
    best = _best_rows(rows.invoice, points.total, len(evidence.ledger.invoices))
    out = texts([Reason.BETTER_MATCH_ELSEWHERE.value] * len(best))
    have = np.flatnonzero(best >= 0)
    at = best[have]
    out[have[~points.explained.within[at]]] = Reason.AMOUNT_OUTSIDE_TOLERANCE.value
    out[have[~points.in_window[at]]] = Reason.DATE_OUTSIDE_WINDOW.value
    out[rows.invoice[rows.declined]] = Reason.DECLINED_BEFORE.value
    return out


def payment_states(evidence: Evidence, world: World, listing: Listing) -> "pd.DataFrame":
    """payment, state, reason and the case a person must settle; sorted by key."""
    keys = evidence.ledger.payments.key
    size = len(keys)
    states = _states(listing.payment, listing.auto, size)
    reasons = _last_reasons(listing.payment, listing.choice, listing.reasons, size)
    reasons[states == "auto"] = ""
    cases = texts([""] * size)
    facts = _Left(evidence, world)
    for at in np.flatnonzero(states == "none").tolist():
        states[at], reasons[at], cases[at] = facts.verdict(at)
    columns = {"state": states, "reason": reasons, "case": cases}
    return _frame(evidence.memory, "payment", keys, columns)


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


def _best_rows(line: Ints, total: Floats, lines: int) -> Ints:
    """The likeliest row of each item, the first of equals; -1 without any."""
    top = maxima(line, total, lines)
    first = np.flatnonzero(total >= top[line])[::-1]
    best = np.full(lines, -1, dtype=np.int64)
    best[line[first]] = first
    return best


def _known_payers(evidence: Evidence, lines: int) -> Bools:
    known = np.zeros(lines, dtype=bool)
    near = evidence.parties.level >= int(Party.CUT)
    known[evidence.parties.payment[near]] = True
    return known
