"""Tracing: what settlement runs found is looked through, followed to the bank, worked by people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pandas as pd

from core.model.case import CaseStatus, Resolution
from core.model.errors import NotFoundError
from core.model.identity import Role
from core.model.money import Money
from core.model.payout import BankTie, PayoutTrace
from core.model.settlement_rules import FeeRate, SettlementRules
from core.model.settlement_run import SettlementRun
from core.services.workspace import Workspace
from core.settlement import payout_chain
from core.store import (
    audit,
    cases,
    chains,
    discrepancies,
    discrepancy_cases,
    notes,
    payout_traces,
    payouts,
    report_files,
    settlement_rules,
    settlement_runs,
    trends,
)
from core.store.discrepancies import DiscrepancyFilter, DiscrepancyRow, Versus
from core.store.discrepancy_cases import WorkedCase
from core.store.frames import Page
from core.store.notes import Note, NoteSubject
from core.store.report_files import ReportFile
from core.store.tenancy import Scope

_PARTS = ("charges", "refunds", "disputes", "others", "fees")


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which days to show; without a day all of them, newest first."""

    processor: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One currency's way of a day's money: what the processor took, what the ledger has of it, what came.

    `charges` to `net` add up (`refunds`, `disputes` and `fees` are negative); `ledger` is what the company's
    records have for the same transactions, `at_stake` the money in discrepancy, never netted. `paid_out` is
    what the payouts come to that hold this day's money (without any, what was paid out that day), `in_bank`
    what of them was found among the bank lines.
    """

    currency: str
    charges: Money
    refunds: Money
    disputes: Money
    others: Money
    fees: Money
    net: Money
    ledger: Money
    at_stake: Money
    paid_out: Money
    in_bank: Money


@dataclass(frozen=True, slots=True)
class RunFile:
    """One run, whole: its money step by step, its discrepancies by kind, payouts, earlier versions, files.

    `by_kind` has columns kind, currency, discrepancies, at_stake_minor; `on_invoices` is what of the payouts
    was matched to invoices, as `core.store.chains.on_invoices` says.
    """

    run: SettlementRun
    funnel: tuple[Step, ...]
    by_kind: pd.DataFrame
    payouts: tuple[PayoutTrace, ...]
    versions: tuple[SettlementRun, ...]
    files: tuple[ReportFile, ...]
    on_invoices: pd.DataFrame


@dataclass(frozen=True, slots=True)
class DiscrepancyFile:
    """One discrepancy with the case it is worked in and what was written about it."""

    discrepancy: DiscrepancyRow
    case: WorkedCase | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class PayoutStep:
    """A payout of a chain: its parts, what they leave unexplained (`off`, zero when it adds up; only a
    `complete` payout proves anything), and the bank lines it may be with how they were found.

    `bank_lines` has columns payment, paid_on, amount_minor, currency, description.
    """

    payout_id: str
    paid: Money
    arrives_on: date | None
    parts: Mapping[str, Money]
    off: Money
    complete: bool
    bank_lines: pd.DataFrame
    tie: BankTie


@dataclass(frozen=True, slots=True)
class Chain:
    """One transaction from the invoice to the bank: invoices, the processor's rows, the ledger's, payouts.

    Frames as `core.store.chains` describes them; `invoices` are those it was matched to (`matched`) and those
    it names, `net` is what the processor's rows leave after fees, by currency.
    """

    transaction_id: str
    invoices: pd.DataFrame
    matched: pd.DataFrame
    movements: pd.DataFrame
    entries: pd.DataFrame
    net: tuple[Money, ...]
    payouts: tuple[PayoutStep, ...]


@dataclass(frozen=True, slots=True)
class Fees:
    """What processors kept, day by day, and the agreed rates: columns of `days` as in `trends.fees`."""

    days: pd.DataFrame
    agreed: tuple[FeeRate, ...]


def runs(workspace: Workspace, wanted: RunFilter) -> Page:
    """Days with their newest version, newest first; columns as in `settlement_runs.page`."""
    with workspace.scope() as scope:
        return settlement_runs.page(
            scope,
            wanted.limit,
            wanted.offset,
            processor=wanted.processor,
            status=wanted.status,
            since=wanted.since,
            until=wanted.until,
        )


def run_file(workspace: Workspace, run_id: UUID) -> RunFile:
    """One run, whole; raises `NotFoundError`."""
    with workspace.scope() as scope:
        run = settlement_runs.get(scope, run_id)
        traces = payout_traces.of_run(scope, run_id)
        return RunFile(
            run,
            _funnel(run, traces),
            discrepancies.counts(scope, run_id),
            traces,
            settlement_runs.versions(scope, run.processor, run.business_date),
            report_files.of_run(scope, run_id),
            chains.on_invoices(scope, run.processor, [trace.payout_id for trace in traces]),
        )


def _funnel(run: SettlementRun, traces: tuple[PayoutTrace, ...]) -> tuple[Step, ...]:
    steps = []
    for currency, parts in sorted(run.summary.get("funnel", {}).items()):
        money = run.summary.get("money", {}).get(currency, {})
        opened = [trace for trace in traces if trace.paid.currency == currency]
        tied = [trace.paid.minor for trace in opened if trace.bank_keys]
        found = {name: Money(int(parts[name]), currency) for name in (*_PARTS, "net", "paid_out")}
        if opened:  # a payout of a day after may hold this day's money: both sums are of the same payouts
            found["paid_out"] = Money(sum(trace.paid.minor for trace in opened), currency)
        ledger = Money(int(money.get("internal_minor", 0)), currency)
        at_stake = Money(int(money.get("at_stake_minor", 0)), currency)
        in_bank = Money(sum(tied), currency)
        steps.append(Step(currency, ledger=ledger, at_stake=at_stake, in_bank=in_bank, **found))
    return tuple(steps)


def found(
    workspace: Workspace, run_id: UUID, wanted: DiscrepancyFilter, limit: int = 50, offset: int = 0
) -> Page:
    """A page of a run's discrepancies, gravest first; columns as in `discrepancies.page`."""
    with workspace.scope() as scope:
        return discrepancies.page(scope, run_id, wanted, limit, offset)


@dataclass(frozen=True, slots=True)
class OpenDiscrepancies:
    """How many discrepancies wait for a person: in all, grave ones (high or critical), money per currency."""

    cases: int
    grave: int
    money: Mapping[str, int]


def waiting(workspace: Workspace) -> OpenDiscrepancies:
    """What of all days' discrepancies is not ended yet."""
    with workspace.scope() as scope:
        found = discrepancy_cases.counts(scope)
    money = found.groupby("currency")["at_stake_minor"].sum()
    grave = int(found.loc[found["severity"] == "high", "cases"].sum())
    return OpenDiscrepancies(int(found["cases"].sum()), grave, {str(k): int(v) for k, v in money.items()})


def unresolved(
    workspace: Workspace,
    severity: str = "",
    kind: str = "",
    words: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Page:
    """A page of all days' discrepancies that are not ended; columns as in `discrepancy_cases.unresolved`."""
    with workspace.scope() as scope:
        return discrepancy_cases.unresolved(scope, severity, kind, words, limit, offset)


def discrepancy_file(workspace: Workspace, discrepancy_id: UUID) -> DiscrepancyFile:
    """One discrepancy, whole; raises `NotFoundError`."""
    with workspace.scope() as scope:
        row = discrepancies.get(scope, discrepancy_id)
        case = discrepancy_cases.case_of(scope, row.mark)
        written = notes.about(scope, NoteSubject.CASE, case.id) if case else ()
        return DiscrepancyFile(row, case, written)


def assign(workspace: Workspace, discrepancy_id: UUID, to_me: bool) -> None:
    """Takes a discrepancy's case up, or gives it back; raises `ConflictError` when it is resolved."""
    with workspace.scope(Role.ANALYST) as scope:
        case = _case(scope, discrepancy_id)
        status = CaseStatus.IN_REVIEW if to_me else CaseStatus.OPEN
        owner_id, owner = (workspace.actor.id, workspace.actor.name) if to_me else (None, "")
        cases.take_up(scope, case.id, status, owner_id, owner)
        was = {"status": case.status, "owner": case.owner}
        after = {"status": status, "owner": owner}
        audit.append(scope, "case.assigned", "case", case.id, before=was, after=after)


def escalate(workspace: Workspace, discrepancy_id: UUID) -> None:
    """Hands a discrepancy's case up to whoever decides; raises `ConflictError` when it is resolved."""
    with workspace.scope(Role.ANALYST) as scope:
        case = _case(scope, discrepancy_id)
        cases.take_up(scope, case.id, CaseStatus.ESCALATED, workspace.actor.id, workspace.actor.name)
        was, after = {"status": case.status}, {"status": CaseStatus.ESCALATED}
        audit.append(scope, "case.status_changed", "case", case.id, before=was, after=after)


def resolve(workspace: Workspace, discrepancy_id: UUID, resolution: Resolution, note: str = "") -> None:
    """Ends a discrepancy's case and says how; later versions that find it again leave it ended."""
    with workspace.scope(Role.ANALYST) as scope:
        case = _case(scope, discrepancy_id)
        cases.resolve(scope, case.id, resolution, note or None)
        was, after = {"status": case.status}, {"resolution": resolution}
        audit.append(scope, "case.resolved", "case", case.id, before=was, after=after, reason=note)


def note(workspace: Workspace, discrepancy_id: UUID, text: str) -> None:
    """Adds a note to a discrepancy; it stays with the disagreement through later versions of the day."""
    with workspace.scope(Role.ANALYST) as scope:
        case = _case(scope, discrepancy_id)
        notes.write(scope, NoteSubject.CASE, case.id, text)
        audit.append(scope, "note.written", "case", case.id, after={"text": text})


def _case(scope: Scope, discrepancy_id: UUID) -> WorkedCase:
    row = discrepancies.get(scope, discrepancy_id)
    return discrepancy_cases.need_case(discrepancy_cases.case_of(scope, row.mark))


def compare(workspace: Workspace, run_id: UUID, other: UUID) -> Versus:
    """What one version of a day finds against another; raises `NotFoundError` for versions of two days."""
    with workspace.scope() as scope:
        one, two = settlement_runs.get(scope, run_id), settlement_runs.get(scope, other)
        if (one.processor, one.business_date) != (two.processor, two.business_date):
            raise NotFoundError("These are not two versions of one day.")
        return discrepancies.compare(scope, run_id, other)


def chain(workspace: Workspace, processor: str, transaction_id: str) -> Chain:
    """Follows a transaction from its invoice to the bank; raises `NotFoundError` when nobody knows it."""
    with workspace.scope() as scope:
        _, rules = settlement_rules.current(scope)
        movements = chains.movements(scope, processor, transaction_id)
        ids = [transaction_id, *movements["transaction_id"]]
        entries = chains.entries(scope, processor, ids)
        if movements.empty and entries.empty:
            raise NotFoundError("Neither the processor nor the ledger has this transaction.")
        numbers = sorted({*movements["reference"], *entries["reference"]} - {""})
        payout_ids = sorted({*movements["payout_id"], *entries["payout_id"]} - {""})
        paid = chains.payouts(scope, processor, payout_ids)
        matched = chains.matched(scope, processor, ids)
        named = chains.invoices(scope, numbers)
        return Chain(
            transaction_id,
            pd.concat([matched[named.columns], named]).drop_duplicates("invoice", ignore_index=True),
            matched,
            movements,
            entries,
            _net(movements),
            tuple(_payout_step(scope, processor, row, rules) for row in paid.to_dict("records")),
        )


def _net(movements: pd.DataFrame) -> tuple[Money, ...]:
    moving = movements[~movements["kind"].isin(["payout", "hold"])]
    return tuple(
        Money(int(part["amount_minor"].sum()) - int(part["fee_minor"].dropna().sum()), str(currency))
        for currency, part in moving.groupby("currency")
    )


def _payout_step(scope: Scope, processor: str, row: Mapping[Any, Any], rules: SettlementRules) -> PayoutStep:
    """A payout of a chain; its bank line is found just as a run finds it, beside the payouts around it."""
    currency, payout_id = row["currency"], str(row["payout_id"])
    parts = {name: Money(int(row[f"{name}_minor"]), currency) for name in _PARTS}
    paid = Money(int(row["amount_minor"]), currency)
    day = None if pd.isna(row["arrives_on"]) else row["arrives_on"].date()
    around = timedelta(days=rules.payout_days + 1)
    since, until = (day - around, day + around) if day else (date.min, date.min)
    beside = payouts.frame(scope, processor, since, until, [payout_id])
    lines = payouts.bank_lines(scope, since, until)
    tie, keys = BankTie.MISSING, frozenset[str]()
    for traced in payout_chain.trace(beside, pd.DataFrame(columns=["payout_id"]), lines, rules):
        if (traced.payout_id, traced.paid.currency) == (payout_id, currency):
            tie, keys = traced.tie, frozenset(traced.bank_keys)
    mine = lines[lines["key"].isin(keys)]
    return PayoutStep(
        payout_id=payout_id,
        paid=paid,
        arrives_on=day,
        parts=parts,
        off=Money(paid.minor - sum(part.minor for part in parts.values()), currency),
        complete=bool(row["complete"]),
        bank_lines=mine.rename(columns={"key": "payment", "amount": "amount_minor", "text": "description"}),
        tie=tie,
    )


def trend(workspace: Workspace, days: int = 90, processor: str = "") -> pd.DataFrame:
    """How settlement went in the last days: columns as in `trends.days`."""
    until = workspace.today()
    with workspace.scope() as scope:
        return trends.days(scope, until - timedelta(days=days), until, processor)


def fees(workspace: Workspace, days: int = 90, processor: str = "") -> Fees:
    """What processors kept in the last days, beside the agreed rates of the rules in force."""
    until = workspace.today()
    with workspace.scope() as scope:
        _, rules = settlement_rules.current(scope)
        return Fees(trends.fees(scope, until - timedelta(days=days), until, processor), rules.fees)
