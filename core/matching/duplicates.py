"""Invoices paid twice: the earlier payment takes the invoice, the later is shown as a duplicate."""

from dataclasses import dataclass

import numpy as np

from core.matching.arrays import Bools, Ints, maxima
from core.matching.facts import Evidence
from core.matching.parties import Party
from core.matching.pointers import Hit
from core.matching.scoring import Points

CLEAR = 2.0  # points by which an invoice must be a payment's best to be its only aim
STRONG = 3.0  # points a payment needs to be seen as meant for an invoice at all


@dataclass(frozen=True, slots=True)
class Doubled:
    """`rows`: pair rows taken out of the competition; `payments`: per bank line the invoice it pays again."""

    rows: Bools
    payments: Ints


def doubled(evidence: Evidence, points: Points, live: Bools) -> Doubled:
    """Later payments of the same amount whose only aim is an invoice that an earlier one aims at alike."""
    rows = evidence.rows
    lines = len(evidence.ledger.payments)
    out = np.zeros(len(rows), dtype=bool)
    again = np.full(lines, -1, dtype=np.int64)
    at = np.flatnonzero(live & (points.total >= STRONG) & points.explained.within & (points.kinds >= 2))
    if not len(at):
        return Doubled(out, again)
    aim = _clear_aims(at, rows.payment, points, lines)
    named = rows.hit[aim] >= int(Hit.TAIL)
    aim = aim[named | _only(evidence, aim)]
    order = np.lexsort(
        (rows.payment[aim], evidence.ledger.payments.start[rows.payment[aim]], rows.invoice[aim])
    )
    aim = aim[order]
    same = np.zeros(len(aim), dtype=bool)
    same[1:] = (rows.invoice[aim][1:] == rows.invoice[aim][:-1]) & (
        rows.amounts.paid[aim][1:] == rows.amounts.paid[aim][:-1]
    )
    later = aim[same]
    out[later] = True
    again[rows.payment[later]] = rows.invoice[later]
    return Doubled(out, again)


def _only(evidence: Evidence, aim: Ints) -> Bools:
    """Whether no other open item of the counterparty has the paid amount: one of a series is no duplicate."""
    rows = evidence.rows
    exact = rows.amounts.same & (rows.amounts.paid == rows.amounts.owed) & (rows.of >= 0)
    known = exact & (rows.party[1] >= int(Party.WEAK))
    many = np.bincount(rows.payment[known], minlength=len(evidence.ledger.payments))
    return np.asarray(many[rows.payment[aim]] <= 1)


def _clear_aims(at: Ints, payment: Ints, points: Points, lines: int) -> Ints:
    """Rows that are their payment's best by a clear lead over its second best."""
    best = maxima(payment[at], points.total[at], lines)
    top = at[points.total[at] >= best[payment[at]] - CLEAR]
    alone = np.bincount(payment[top], minlength=lines)[payment[top]] == 1
    return np.asarray(top[alone], dtype=np.int64)
