"""Tuning: what other rules would have done to the whole history, and saving the ones that convince."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from core.insight import assumptions as insight_assumptions
from core.insight import changes as insight_changes
from core.insight import formulas, kpis
from core.insight.assumptions import Assumptions
from core.insight.changes import Changes
from core.insight.kpis import Kpis, Period
from core.insight.wording import reason_list
from core.matching import engine
from core.matching.engine import Evidence, Outcome
from core.matching.signs import bank_view
from core.model.errors import ConflictError
from core.model.identity import Role
from core.model.rules import DEFAULT, MatchRules
from core.services.workspace import Workspace
from core.settlement import payout_chain
from core.store import assumptions as assumption_rows
from core.store import audit, breakdowns, positions, rules, runs, settlement_rules
from core.store.rules import SavedRules
from core.store.tenancy import Scope
from core.store.versions import Saved

BEFORE_ANY = Saved(0, DEFAULT, "default rules", datetime(2026, 1, 1, tzinfo=UTC), "Tieout")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that re-deciding needs, read once per data version: keep it in the session, never share it.

    `invoices` and `payments` are the frames the engine saw (bank view), `outcomes` the invoices as they
    stand, `saved` the rules in force and `saved_outcome` what they decide over the whole history.
    """

    data_version: str
    saved: SavedRules
    invoices: pd.DataFrame
    payments: pd.DataFrame
    evidence: Evidence
    saved_outcome: Outcome
    outcomes: pd.DataFrame
    assumptions: Assumptions
    period: Period
    before: Kpis


@dataclass(frozen=True, slots=True)
class Trial:
    """What other rules would do, against the saved ones; equal to a full run with them."""

    rules: MatchRules
    outcome: Outcome
    changes: Changes
    before: Kpis
    after: Kpis
    shifts: tuple[formulas.Shift, ...]
    seconds: float
    snapshot: Snapshot

    def table(self, kind: str, limit: int = 200) -> pd.DataFrame:
        """The pairs gained, lost or moved, most money first, with the words a person knows them by.

        Columns: number, counterparty, paid_on, payer, amount_minor, currency, score, reasons, invoice_before.
        """
        source = self.snapshot.saved_outcome if kind == "lost" else self.outcome
        found = {"gained": self.changes.gained, "lost": self.changes.lost, "moved": self.changes.moved}[kind]
        return _worded(found.head(limit), source.pairs, self.snapshot)

    @property
    def scores(self) -> pd.DataFrame:
        """Best score of every proposed payment, for the histogram: score, decision, money_minor, currency."""
        best = self.outcome.pairs.sort_values("choice", kind="stable").drop_duplicates("payment")
        currency = best["payment"].map(self.snapshot.payments.set_index("payment")["currency"])
        return pd.DataFrame(
            {
                "score": best["score"],
                "decision": best["decision"],
                "money_minor": best["payment_minor"].abs(),
                "currency": currency,
            }
        ).reset_index(drop=True)


def data_version(workspace: Workspace) -> str:
    """Changes with everything that is written down in the company's record; cheap to ask."""
    with workspace.scope() as scope:
        return runs.data_version(scope)


def open_snapshot(workspace: Workspace) -> Snapshot:
    """Reads the whole history, people's decisions held fixed, and computes its evidence once."""
    with workspace.scope() as scope:
        version = runs.data_version(scope)
        invoices, payments = positions.matching_frames(scope)
        history = positions.history(scope)
        standing = positions.invoice_outcomes(scope)
        figures = assumption_rows.current(scope)
        saved = rules_in_force(scope)
        parts = breakdowns.read_parts(scope)
        _, settling = settlement_rules.current(scope)
    assumed = insight_assumptions.in_force(
        figures.values if figures else None, workspace.company.base_currency
    )
    invoices = bank_view(invoices)
    paid_out = payout_chain.breakdown(parts.payouts, parts.movements, parts.bank, settling)
    evidence = engine.prepare(invoices, payments, history, paid_out)
    outcome = engine.decide(evidence, saved.rules)
    as_saved = insight_changes.as_if(standing, invoices, outcome.pairs, payments)
    period = _whole_period(as_saved, workspace.today())
    return Snapshot(
        version,
        saved,
        invoices,
        payments,
        evidence,
        outcome,
        standing,
        assumed,
        period,
        kpis.compute(as_saved, assumed, period),
    )


def _whole_period(outcomes: pd.DataFrame, today: date) -> Period:
    """From the first day anything was counted to today."""
    return Period(kpis.first_day(outcomes) or today, today)


def try_rules(snapshot: Snapshot, other: MatchRules) -> Trial:
    """Decides the whole history anew with other rules; nothing is stored."""
    begun = time.perf_counter()
    outcome = engine.decide(snapshot.evidence, other)
    changed = insight_changes.changes(snapshot.saved_outcome.pairs, outcome.pairs, snapshot.invoices)
    as_tried = insight_changes.as_if(snapshot.outcomes, snapshot.invoices, outcome.pairs, snapshot.payments)
    after = kpis.compute(as_tried, snapshot.assumptions, snapshot.period)
    shifts = formulas.compare(snapshot.before, after)
    return Trial(
        other, outcome, changed, snapshot.before, after, shifts, time.perf_counter() - begun, snapshot
    )


def saved_rules(workspace: Workspace) -> SavedRules:
    """The rules the next run uses."""
    with workspace.scope() as scope:
        return rules_in_force(scope)


def versions(workspace: Workspace) -> tuple[SavedRules, ...]:
    """Every version of the rules, newest first, ending with the default."""
    with workspace.scope() as scope:
        return (*rules.history(scope), BEFORE_ANY)


def rules_in_force(scope: Scope) -> SavedRules:
    """The newest saved rules, or the default ones as version 0."""
    newest = rules.history(scope, limit=1)
    return newest[0] if newest else BEFORE_ANY


def save(workspace: Workspace, new: MatchRules, note: str, seen_version: int) -> SavedRules:
    """Saves rules as a new version; nothing decided changes, the next run uses them.

    Raises `ConflictError` when somebody saved another version since `seen_version` was read.
    """
    with workspace.scope(Role.MANAGER) as scope:
        newest = rules_in_force(scope)
        if newest.version != seen_version:
            raise ConflictError(
                f"{newest.saved_by} has saved version {newest.version} in the meantime; look at it first."
            )
        version = rules.save(scope, new, note)
        audit.append(
            scope,
            "rules.saved",
            "rules",
            str(version),
            before=newest.rules.to_mapping(),
            after=new.to_mapping(),
            reason=note,
        )
        return rules.get(scope, version)


def _worded(found: pd.DataFrame, pairs: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Changes with the names, dates and reasons a person knows them by."""
    named = {
        key for column in ("invoice", "invoice_before") for keys in found[column] for key in keys.split(", ")
    }
    bills = snapshot.invoices[snapshot.invoices["invoice"].isin(named)].set_index("invoice")
    lines = snapshot.payments[snapshot.payments["payment"].isin(found["payment"])].set_index("payment")
    said = pairs[pairs["payment"].isin(found["payment"])]
    said = said.drop_duplicates(["payment", "invoice"]).set_index(["payment", "invoice"])
    numbers = bills["number"].to_dict()
    first = found["invoice"].str.split(", ").str[0]
    keys = pd.MultiIndex.from_arrays([found["payment"], first])
    worded: pd.DataFrame = found.assign(
        number=[_listed(keys_of, numbers) for keys_of in found["invoice"]],
        invoice_before=[_listed(keys_of, numbers) for keys_of in found["invoice_before"]],
        counterparty=bills["counterparty"].reindex(first).to_numpy(),
        paid_on=lines["paid_on"].reindex(found["payment"]).to_numpy(),
        payer=lines["counterparty"].reindex(found["payment"]).to_numpy(),
        score=said["score"].reindex(keys).to_numpy(),
        reasons=[reason_list(codes) for codes in said["reasons"].reindex(keys).fillna("")],
    )
    return worded


def _listed(keys: str, numbers: Mapping[Any, Any]) -> str:
    return ", ".join(str(numbers.get(key, "")) for key in keys.split(", ")) if keys else ""
