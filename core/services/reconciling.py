"""Reconciling: one run of the engine over a company's whole history, people's decisions held fixed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pandas as pd

from core.matching import engine
from core.matching.engine import Outcome
from core.matching.rests import rests
from core.matching.signs import bank_view, book_signs
from core.model.case import CaseReason, Severity
from core.model.errors import ConflictError, TieoutError
from core.model.identity import Role
from core.model.invoice import Direction
from core.model.money import Money
from core.model.run import Run
from core.services.workspace import Workspace
from core.settlement import payout_chain
from core.store import (
    allocations,
    anchors,
    audit,
    breakdowns,
    cases,
    matches,
    payments,
    payout_traces,
    positions,
    rules,
    run_changes,
    runs,
    settlement_rules,
)
from core.store.cases import NewCase
from core.store.tenancy import Scope

_TRIES = 3
_PAUSE = timedelta(minutes=15)  # after a run by the clock that failed
# Money from which a case is medium or high, in major units; age makes it rise too.
_MEDIUM_FROM, _HIGH_FROM = 1_000, 10_000
_DUE_IN = {
    Severity.HIGH: timedelta(days=2),
    Severity.MEDIUM: timedelta(days=5),
    Severity.LOW: timedelta(days=10),
}


def run_settled(workspace: Workspace) -> Run | None:
    """The run after a settlement by the clock that tied payouts to the bank: once, however many ask for it.

    Answers None where no payout waits for it, or the company's settlement rules say not to. A run that fails
    stands in the list of runs, and is tried again after a pause. Raises `ConflictError` as `run` does.
    """
    with workspace.scope(Role.ANALYST) as scope:
        days = _settled_days(scope)
    if not days:
        return None
    try:
        return _run(
            workspace, "after the settlement of " + ", ".join(days), lambda at: bool(_settled_days(at))
        )
    except TieoutError:
        raise
    except Exception as error:
        with workspace.scope(Role.ANALYST) as scope:
            version, current = rules.current(scope)
            begun = runs.begin(scope, version, current, runs.data_version(scope))
            why = f"An unexpected error stopped the run ({type(error).__name__})."
            runs.fail(scope, begun.id, why)
            audit.append(scope, "run.failed", "run", begun.id, reason=why)
        raise


def waits_for_run(workspace: Workspace) -> bool:
    """Whether `run_settled` has something to do."""
    with workspace.scope() as scope:
        return bool(_settled_days(scope))


def _settled_days(scope: Scope) -> tuple[str, ...]:
    _, settling = settlement_rules.current(scope)
    return payout_traces.unmatched(scope, _PAUSE) if settling.match_payouts else ()


def run(workspace: Workspace) -> Run:
    """Decides everything automatic anew with the saved rules: posts, proposes, sets aside, opens cases.

    The engine thinks outside any transaction; what it thought is posted only if nobody changed the books
    meanwhile. Raises `ConflictError` when another run is under way or the books do not come to rest.
    """
    done = _run(workspace, "", lambda _: True)
    assert done is not None
    return done


def _run(workspace: Workspace, reason: str, still_wanted: Callable[[Scope], bool]) -> Run | None:
    """As `run`; None where it is wanted no more when its turn to write has come."""
    for _ in range(_TRIES):
        with workspace.scope(Role.ANALYST) as scope:
            seen = runs.data_version(scope)
            invoices, bank_lines = positions.matching_frames(scope)
            history = positions.history(scope)
            version, current = rules.current(scope)
            parts = breakdowns.read_parts(scope)
            _, settling = settlement_rules.current(scope)
        paid_out = payout_chain.breakdown(parts.payouts, parts.movements, parts.bank, settling)
        outcome = engine.match(bank_view(invoices), bank_lines, current, history, paid_out)
        with workspace.scope(Role.ANALYST) as scope:
            runs.one_at_a_time(scope)
            if not still_wanted(scope):
                return None
            begun = runs.begin(scope, version, current, seen)
            if runs.data_version(scope) == seen:
                done = _post(scope, begun.id, version, outcome, invoices, bank_lines, workspace.today())
                _record(scope, done, reason)
                break
            runs.fail(scope, begun.id, "The books changed while the engine was thinking.")
    else:
        raise ConflictError("The books keep changing; try again in a moment.")
    anchor(workspace)
    return done


def _post(
    scope: Scope,
    run_id: UUID,
    rules_version: int,
    outcome: Outcome,
    invoices: pd.DataFrame,
    bank_lines: pd.DataFrame,
    today: date,
) -> Run:
    """Makes the books say what the engine decided."""
    aside = outcome.payments[outcome.payments["state"] == "set_aside"]
    kept = {UUID(key): reason for key, reason in zip(aside["payment"], aside["reason"], strict=True)}
    seen = new_cases(outcome, invoices, bank_lines, today)
    with run_changes.remembered(scope, run_id):
        payments.release_set_aside_by_engine(scope, kept.keys())
        matches.propose(scope, run_id, book_signs(outcome.pairs, invoices))
        allocations.post_automatic(scope, run_id, rules_version)
        payments.set_aside_by_engine(scope, kept)
        cases.synchronise(scope, run_id, seen)
    matched = int((outcome.payments["state"] == "auto").sum())
    proposed = int((outcome.payments["state"] == "review").sum())
    return runs.finish(scope, run_id, matched, proposed, len(seen), len(kept))


def new_cases(
    outcome: Outcome, invoices: pd.DataFrame, bank_lines: pd.DataFrame, today: date
) -> list[NewCase]:
    """What a person must settle: bank lines without a place, overdue invoices without a payment, and rests.

    A rest is what an automatic match leaves open on either side; an invoice's is also due when it is overdue.
    """
    placed = outcome.payments.merge(bank_lines, on="payment", suffixes=("", "_of_line"))
    stuck = placed[(placed["state"] == "none") & (placed["case"] != "") & (placed["open_minor"] != 0)]
    left = outcome.invoices.merge(invoices, on="invoice", suffixes=("", "_of_invoice"))
    overdue = (left["due_on"] < pd.Timestamp(today)) & (left["amount_minor"] > 0)
    unpaid = left[(left["state"] == "none") & (left["open_minor"] != 0) & overdue]
    return [
        *(
            _case(UUID(row["payment"]), None, CaseReason(row["case"]), row, row["paid_on"], today)
            for row in stuck.to_dict("records")
        ),
        *(
            _case(None, UUID(row["invoice"]), CaseReason.UNPAID_OVERDUE, row, row["due_on"], today)
            for row in unpaid.to_dict("records")
        ),
        *_rests(outcome, invoices, bank_lines, today),
    ]


def _rests(
    outcome: Outcome, invoices: pd.DataFrame, bank_lines: pd.DataFrame, today: date
) -> Iterator[NewCase]:
    """The cases of what automatic matches leave open; an instalment's rest when the invoice is overdue."""
    bills = invoices.set_index("invoice")
    currency = pd.concat([bills["currency"], bank_lines.set_index("payment")["currency"]]).to_dict()
    sign = bills["direction"].map({way.value: way.sign for way in Direction}).to_dict()
    due = bills["due_on"].to_dict()
    for row in rests(bank_view(invoices), bank_lines, outcome).to_dict("records"):
        key, since, case = row["key"], row["since"], row["case"]
        if not case:
            case, since = CaseReason.UNPAID_OVERDUE, due[key]
            if pd.isna(since) or since >= pd.Timestamp(today):
                continue
        facts = {"open_minor": row["rest_minor"] * sign.get(key, 1), "currency": currency[key]}
        line, bill = (UUID(key), None) if row["kind"] == "payment" else (None, UUID(key))
        yield _case(line, bill, CaseReason(case), facts, since, today)


def _case(
    payment: UUID | None,
    invoice: UUID | None,
    reason: CaseReason,
    row: Mapping[Any, Any],
    since: pd.Timestamp,
    today: date,
) -> NewCase:
    amount = Money(int(row["open_minor"]), row["currency"])
    severity = severity_of(amount, (pd.Timestamp(today) - since).days)
    due_at = datetime.combine(today, time(17), tzinfo=UTC) + _DUE_IN[severity]
    return NewCase(payment, invoice, reason, severity, amount, due_at)


def severity_of(amount: Money, age_days: int) -> Severity:
    """How much a case matters: high from 10,000, medium from 1,000 (major units), more after 60 days."""
    size = abs(amount).amount
    level = 2 if size >= _HIGH_FROM else 1 if size >= _MEDIUM_FROM else 0
    return (Severity.LOW, Severity.MEDIUM, Severity.HIGH)[min(2, level + (age_days > 60))]


def _record(scope: Scope, done: Run, reason: str) -> None:
    counts = {name: getattr(done, name) for name in ("matched", "proposed", "excepted", "set_aside")}
    after = {"number": done.number, "rules_version": done.rules_version, **counts}
    audit.append(scope, "run.done", "run", done.id, after=after, reason=reason)


def last_run(workspace: Workspace) -> Run | None:
    """The newest run that stands."""
    with workspace.scope() as scope:
        return runs.last_done(scope)


def anchor(workspace: Workspace) -> None:
    """Keeps the day's anchor of the company's record outside the database."""
    with workspace.scope() as scope:
        anchors.keep(
            scope, workspace.settings.home / "anchors", workspace.settings.anchor_key, workspace.today()
        )
