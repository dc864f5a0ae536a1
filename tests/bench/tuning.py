"""How long the Tune page takes to answer: a rule moved on 10,000 invoices and bank lines, in process."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pandas as pd

from core.insight import assumptions, changes, kpis
from core.insight.kpis import Period
from core.intake import reader
from core.matching import engine
from core.matching.memory import Memory
from core.model.batch import BatchKind
from core.model.invoice import ItemState
from core.model.rules import DEFAULT, MatchRules
from core.services.tuning import Snapshot, Trial, try_rules
from core.store.versions import Saved
from tests.bench.books import Books
from tests.matching.books import invoice_frame, payment_frame

FIRST, LAST = "thresholds and tolerances", "weights and terms"
BUDGET_MS = {FIRST: 150.0, LAST: 500.0}
# What an analyst moves: one rule at a time, each from where the one before left it.
MOVES: dict[str, tuple[dict[str, str], ...]] = {
    FIRST: (
        {"accept_from": "0.9"}, {"accept_from": "0.98"}, {"margin": "1"}, {"margin": "4"},
        {"propose_from": "0.2"}, {"under_absolute": "0.50"}, {"under_absolute": "5"}, {"over_absolute": "2"},
        {"under_percent": "0.5"}, {"over_percent": "1"}, {"days_after_due": "60"}, {"days_after_due": "90"},
        {"days_before_issue": "5"}, {"rounding_max": "2"}, {"reference_strictness": "0.7"},
        {"name_strictness": "0.3"},
    ),
    LAST: (
        {"weight_reference": "0.8"}, {"weight_counterparty": "1.3"}, {"weight_amount": "0.9"},
        {"weight_timing": "1.5"}, {"bank_fee_max": "30"}, {"card_fee_percent": "2.9"},
        {"discount_percent_max": "3"}, {"discount_grace_days": "10"}, {"withholding_percent_max": "15"},
        {"fx_percent": "1"}, {"combine_max": "6"},
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tuned:
    """Milliseconds of each move of one kind, and whether every answer equals a full run."""

    kind: str
    milliseconds: tuple[float, ...]
    equal: bool

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)


def snapshot(books: Books) -> Snapshot:
    """What the Tune page keeps of a company with these books, none of them decided yet."""
    bills = reader.read_decided(_bytes(books.invoices), "invoices.csv", BatchKind.INVOICES).invoices
    lines = reader.read_decided(_bytes(books.payments), "payments.csv", BatchKind.PAYMENTS).payments
    invoices, payments = invoice_frame(bills), payment_frame(lines)
    evidence = engine.prepare(invoices, payments)
    outcome = engine.decide(evidence, DEFAULT)
    standing = pd.DataFrame(
        {
            "invoice": invoices["invoice"],
            "direction": [bill.direction.value for bill in bills],
            "issued_on": invoices["issued_on"],
            "due_on": invoices["due_on"],
            "settled_on": pd.NaT,
            "amount_minor": invoices["amount_minor"],
            "open_minor": invoices["amount_minor"],
            "currency": invoices["currency"],
            "state": ItemState.OPEN.value,
            "touched_by_person": False,
            "automatic": False,
        }
    )
    assumed = assumptions.in_force(None, "USD")
    as_saved = changes.as_if(standing, invoices, outcome.pairs, payments)
    last = max(day for day in payments["paid_on"] if not pd.isna(day))
    period = Period(kpis.first_day(as_saved) or date(2024, 1, 1), last.date())
    return Snapshot(
        data_version="bench",
        saved=Saved(0, DEFAULT, "", datetime(2026, 1, 1, tzinfo=UTC), "bench"),
        invoices=invoices,
        payments=payments,
        evidence=evidence,
        saved_outcome=outcome,
        outcomes=standing,
        assumptions=assumed,
        period=period,
        before=kpis.compute(as_saved, assumed, period),
    )


def _bytes(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def tuned(history: Snapshot) -> list[Tuned]:
    """Every move timed, from the changed rule to gained, lost, moved and the key figures."""
    found = []
    for kind, moves in MOVES.items():
        spent, equal = [], True
        for rules in _walk(moves):
            begun = time.process_time()
            trial = try_rules(history, rules)
            spent.append((time.process_time() - begun) * 1000.0)
            equal &= _equal(trial, history)
        found.append(Tuned(kind, tuple(spent), equal))
    return found


def _walk(moves: Iterable[dict[str, str]]) -> Iterable[MatchRules]:
    rules = DEFAULT
    for move in moves:
        rules = rules.with_(**move)
        yield rules


def _equal(trial: Trial, history: Snapshot) -> bool:
    """Whether a decision that remembers nothing of the moves before says the same."""
    fresh = engine.decide(replace(history.evidence, memory=Memory()), trial.rules)
    return all(
        getattr(fresh, name).equals(getattr(trial.outcome, name))
        for name in ("pairs", "invoices", "payments")
    )
