"""Settling: a day of a processor is fetched, compared with the ledger, and kept as a version of that day."""

import hashlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pandas as pd

from core.insight import notices
from core.intake.feeds import sources
from core.intake.feeds.delivery import Delivery
from core.intake.feeds.http import Patience
from core.intake.feeds.sources import RECORDS
from core.model.errors import ConflictError, FetchError, FetchRefusedError, TieoutError
from core.model.identity import Role
from core.model.payout import PayoutTrace
from core.model.settlement_rules import SettlementRules
from core.model.settlement_run import SettlementRun, SettlementStatus, Window
from core.services.workspace import Workspace
from core.settlement import day as days
from core.settlement import engine, frames, payout_chain
from core.settlement.calendar import business_dates_due
from core.settlement.day import Day
from core.settlement.engine import Settled
from core.store import (
    audit,
    both_sides,
    deliveries,
    discrepancies,
    discrepancy_cases,
    ledger_entries,
    payout_traces,
    payouts,
    postings,
    processor_keys,
    processor_transactions,
    schedules,
    settlement_rules,
    settlement_runs,
)
from core.store.both_sides import BothSides
from core.store.deliveries import Counts, DeliveryRow, NewDelivery
from core.store.leases import kept_alive
from core.store.schedules import Schedule
from core.store.settlement_runs import Claim, Outcome, Standing
from core.store.tenancy import Scope

# How far back a source is asked again each time: what becomes known late (CONNECTORS: PayPal's rows within
# hours, Square's fee adjustments, Stripe's refunds and payouts).
_REOPEN = {"stripe": 3, "paypal": 1, "square": 3, RECORDS: 1}
MOST_TRIES = 3  # a failed day is tried again by itself so often, with a longer pause each time
_PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class _Books:
    """Both sides of a comparison as they stood when they were read."""

    sides: BothSides
    payouts: tuple[PayoutTrace, ...]
    complete_until: datetime | None


def settle(
    workspace: Workspace,
    processor: str,
    business_date: date,
    *,
    now: datetime | None = None,
    holder: UUID | None = None,
) -> SettlementRun:
    """Settles a day at a person's word and answers the version that came of it, done or failed with why.

    Doing a day again adds a version and says what changed; a start in the second in which the day was begun
    by somebody else is served by theirs. Raises `ConflictError` while the day is being settled, and
    `TieoutError` for a day that is not over.
    """
    asked_at = now or datetime.now(UTC)
    with workspace.scope(Role.ANALYST) as scope:
        settlement_runs.one_at_a_time(scope, processor, business_date)
        found = settlement_runs.standing(scope, processor, business_date)
        if found is not None and _serves(found, asked_at):
            return found.run
        claimed, window, rules = _claim(scope, processor, business_date, holder, asked_at)
    return _work(workspace, claimed, processor, business_date, window, rules, asked_at)


def settle_if_due(
    workspace: Workspace,
    processor: str,
    business_date: date,
    *,
    now: datetime | None = None,
    holder: UUID | None = None,
) -> SettlementRun | None:
    """Settles a day by the clock: once, resumed when its worker died, again when it failed and may be tried.

    Answers None where there is nothing to do: the day is done, being done, or not to be tried again yet.
    """
    asked_at = now or datetime.now(UTC)
    with workspace.scope(Role.ANALYST) as scope:
        settlement_runs.one_at_a_time(scope, processor, business_date)
        found = settlement_runs.standing(scope, processor, business_date)
        if found is not None and not _may_be_tried(scope, found, asked_at):
            return None
        claimed, window, rules = _claim(scope, processor, business_date, holder, asked_at)
    return _work(workspace, claimed, processor, business_date, window, rules, asked_at)


def due(workspace: Workspace, now: datetime | None = None) -> tuple[tuple[str, date], ...]:
    """The days whose time has come and that are not done, oldest first: processor and business date.

    A day is due at its schedule's wall-clock time on the day after it; what a machine that was off missed in
    the last week is due as well.
    """
    at = now or datetime.now(UTC)
    found = []
    with workspace.scope() as scope:
        for plan in _plans(workspace, scope, at):
            dates = business_dates_due(plan.at, plan.time_zone, plan.starts_on, at)
            for business_date in dates if plan.enabled else ():
                standing = settlement_runs.standing(scope, plan.processor, business_date)
                if standing is None or _may_be_tried(scope, standing, at):
                    found.append((business_date, plan.processor))
    return tuple((processor, business_date) for business_date, processor in sorted(found))


def _plans(workspace: Workspace, scope: Scope, now: datetime) -> list[Schedule]:
    """The company's schedules, and the usual one for a processor it has a key for and said nothing about."""
    saved = {plan.processor: plan for plan in schedules.every(scope)}
    for source in sources.SOURCES:
        if source != RECORDS and source not in saved and _key(workspace, scope, source) is not None:
            saved[source] = schedules.usual(source, now.date())
    return [saved[processor] for processor in sorted(saved)]


def fetch(workspace: Workspace, source: str, since: datetime, until: datetime) -> DeliveryRow:
    """Fetches everything a source has for a window and stores it with the window, whole or not at all.

    Raises `FetchError` when it cannot be had whole, `FetchRefusedError` without a key.
    """
    with workspace.scope(Role.ANALYST) as scope:
        key = _key(workspace, scope, source)
    if key is None:
        title = sources.source(source).title
        raise FetchRefusedError(f"{title} has no key yet; save one, or upload its report as a file.")
    feeds = workspace.settings.feeds
    delivery = sources.fetch(
        source,
        key,
        since,
        until,
        base=feeds.bases.get(source, ""),
        patience=Patience(feeds.deadline_s, feeds.silence_s, first_wait_s=feeds.first_wait_s),
    )
    with workspace.scope(Role.ANALYST) as scope:
        return _store(scope, source, delivery)


def _store(scope: Scope, source: str, delivery: Delivery) -> DeliveryRow:
    """Puts a fetch into the books with its window, in one transaction."""
    side = "ledger" if source == RECORDS else "processor"
    digest = _digest(frames.of_transactions(delivery.transactions), frames.of_entries(delivery.entries))
    made = deliveries.begin(
        scope,
        NewDelivery(source, side, "api", digest, "", delivery.since, delivery.until, delivery.complete_until),
    )
    counts: Counts = processor_transactions.store(scope, made, delivery.transactions)
    counts += payouts.store(scope, made, delivery.payouts)
    counts += ledger_entries.store(scope, made, delivery.entries)
    stored = deliveries.finish(scope, made, counts)
    after = {
        "source": source,
        "since": delivery.since.isoformat(),
        "until": delivery.until.isoformat(),
        "sha256": digest,
        "added": counts.added,
        "changed": counts.changed,
        "known": counts.known,
    }
    audit.append(scope, "settlement.fetched", "delivery", made, after=after)
    return stored


def _key(workspace: Workspace, scope: Scope, source: str) -> Mapping[str, str] | None:
    """The company's key: its own, sealed, or the environment's where that is this company's."""
    own = processor_keys.open_key(scope, workspace.settings.seal_key, source)
    if own is not None:
        return own
    feeds = workspace.settings.feeds
    return feeds.keys.get(source) if feeds.keys_of == workspace.company.slug else None


def _serves(found: Standing, asked_at: datetime) -> bool:
    """Whether the day was already begun, and done, in the second of being asked or after it."""
    done = found.run.status is SettlementStatus.DONE
    return done and found.run.started_at >= asked_at.replace(microsecond=0)


def _may_be_tried(scope: Scope, found: Standing, now: datetime) -> bool:
    run = found.run
    if run.status is SettlementStatus.RUNNING:
        return not found.alive
    if run.status is SettlementStatus.DONE or run.finished_at is None:
        return False
    failed = settlement_runs.failed_tries(scope, run.processor, run.business_date)
    return failed < MOST_TRIES and now >= run.finished_at + _PAUSE * failed


def _claim(
    scope: Scope, processor: str, business_date: date, holder: UUID | None, now: datetime
) -> tuple[Claim, Window, SettlementRules]:
    version, rules = settlement_rules.current(scope)
    window = days.window(rules.cut_off(processor), business_date)
    if window.until > now:
        ends = f"{window.until:%Y-%m-%d %H:%M} UTC"
        raise TieoutError(f"{business_date} is not over yet for {processor}: it ends at {ends}.")
    claimed = settlement_runs.claim(
        scope, processor, business_date, holder or uuid4(), window, version, rules
    )
    used = settlement_runs.rules_of(scope, claimed.run_id)  # a resumed run keeps the rules it began with
    action = "settlement.resumed" if claimed.resumed else "settlement.started"
    after = {"processor": processor, "business_date": business_date.isoformat(), "rules_version": version}
    audit.append(scope, action, "settlement", claimed.run_id, after=after)
    return claimed, window, used


def _work(
    workspace: Workspace,
    claimed: Claim,
    processor: str,
    business_date: date,
    window: Window,
    rules: SettlementRules,
    now: datetime,
) -> SettlementRun:
    """Fetches, compares and keeps, while a heartbeat says that this holder is alive."""
    inputs: dict[str, Any] = {}

    def scope() -> AbstractContextManager[Scope]:
        return workspace.scope(Role.ANALYST)

    with kept_alive(claimed, scope):
        try:
            _bring(workspace, processor, window, rules, now, inputs)
            with workspace.scope(Role.ANALYST) as reading:
                books = _books(reading, processor, window, rules)
            sides = books.sides
            if f"{processor}_delivery" not in inputs and sides.external.empty and sides.internal.empty:
                raise FetchError(
                    f"There is nothing of {processor} for these days: no key to fetch it, no file with it."
                )
            inputs |= _described(books)
            settled = engine.settle(sides.external, sides.internal, rules, sides.unreadable)
            settled_day = days.of_day(
                sides.external, days.already_there(settled.discrepancies, books.complete_until), window, rules
            )
        except ConflictError:
            raise
        except TieoutError as error:
            return _fail(workspace, claimed, str(error), inputs, now)
        except Exception as error:
            why = f"An unexpected error stopped the run ({type(error).__name__})."
            _fail(workspace, claimed, why, inputs, now)
            raise
        return _keep(workspace, claimed, processor, business_date, books, settled, settled_day, inputs, now)


def _bring(
    workspace: Workspace,
    processor: str,
    window: Window,
    rules: SettlementRules,
    now: datetime,
    inputs: dict[str, Any],
) -> None:
    """Fetches the day and what may have become known late from every source that has a key."""
    wide = days.widened(window, rules.timing_days)
    for source in (processor, RECORDS):
        with workspace.scope(Role.ANALYST) as scope:
            has_key = source in sources.SOURCES and _key(workspace, scope, source) is not None
        if has_key:
            since = min(wide.since, window.since - timedelta(days=_REOPEN[source]))
            brought = fetch(workspace, source, since, min(now, wide.until))
            inputs[f"{source}_delivery"] = str(brought.id)
            if source == processor and brought.complete_until is not None:
                inputs["complete_until"] = brought.complete_until.isoformat()


def _books(scope: Scope, processor: str, window: Window, rules: SettlementRules) -> _Books:
    """Reads both sides, a little wider than the day so that pairs across midnight are found."""
    sides = both_sides.read(scope, processor, days.widened(window, rules.timing_days))
    last = deliveries.last_fetched(scope, processor)
    reach = last.complete_until if last else None
    traces = _payouts(scope, processor, sides.external, window, rules)
    return _Books(sides, traces, reach)


def _payouts(
    scope: Scope, processor: str, external: pd.DataFrame, window: Window, rules: SettlementRules
) -> tuple[PayoutTrace, ...]:
    """The payouts of the day's transactions and those arriving on the day, opened and tied to the bank."""
    inside = (external["occurred_at"] >= window.since) & (external["occurred_at"] < window.until)
    named = sorted(set(external.loc[inside, "payout_id"]) - {""})
    day = (window.until - timedelta(microseconds=1)).date()
    paid = payouts.frame(scope, processor, day, day, named)
    parts = processor_transactions.of_payouts(scope, processor, paid["payout_id"].tolist())
    days = [day, *(at.date() for at in paid["arrives_on"].dropna())]
    lines = payouts.bank_lines(
        scope, min(days) - timedelta(days=1), max(days) + timedelta(days=rules.payout_days)
    )
    return payout_chain.trace(paid, parts, lines, rules)


def _described(books: _Books) -> dict[str, Any]:
    """What was compared, so that anybody can tell whether it was the same."""
    sides = books.sides
    told: dict[str, Any] = {"ledger": sides.ledger}
    for name, frame, unreadable in zip(
        ("external", "internal"), (sides.external, sides.internal), sides.unreadable, strict=True
    ):
        lost = [pd.DataFrame({"names": [" ".join(row.names) for row in unreadable]})] if unreadable else []
        told |= {f"{name}_sha256": _digest(frame, *lost), f"{name}_rows": len(frame)}
        told |= {f"{name}_unreadable": len(unreadable)} if unreadable else {}
    return told


def _keep(
    workspace: Workspace,
    claimed: Claim,
    processor: str,
    business_date: date,
    books: _Books,
    settled: Settled,
    found: Day,
    inputs: Mapping[str, Any],
    now: datetime,
) -> SettlementRun:
    """Keeps what was found, opens and closes cases, and puts messages into the outbox, in one transaction."""
    with workspace.scope(Role.ANALYST) as scope:
        settlement_runs.beat(scope, claimed)  # not ours any more: nothing of it is kept
        before = settlement_runs.last_done(scope, processor, business_date)
        discrepancies.add(scope, claimed.run_id, frames.to_discrepancies(found.discrepancies))
        payout_traces.add(scope, claimed.run_id, books.payouts)
        changes: dict[str, Any] = {}
        if before is not None:
            versus = discrepancies.compare(scope, claimed.run_id, before.id)
            changes = {
                "against_version": before.version,
                "same_inputs": _same(before.inputs, inputs),
                "appeared": len(versus.appeared),
                "vanished": len(versus.vanished),
                "changed": len(versus.changed),
            }
        done = settlement_runs.finish(
            scope,
            claimed,
            Outcome(
                inputs,
                found.transactions,
                found.agreed,
                len(found.discrepancies),
                found.risk,
                _summary(books, settled, found),
                changes,
            ),
        )
        opened, closed = discrepancy_cases.synchronise(scope, claimed.run_id, processor, business_date)
        postings.tell(scope, notices.of_run(workspace.company, done), done.id, now)
        after = {
            "processor": processor,
            "business_date": business_date.isoformat(),
            "version": done.version,
            "transactions": done.transactions,
            "discrepancies": done.discrepancies,
            "risk": found.risk,
            "cases_opened": opened,
            "cases_closed": closed,
        }
        audit.append(scope, "settlement.done", "settlement", done.id, after=after)
    return done


def _fail(
    workspace: Workspace, claimed: Claim, why: str, inputs: Mapping[str, Any], now: datetime
) -> SettlementRun:
    """Keeps that and why a run came to nothing, and tells who is told of failures."""
    with workspace.scope(Role.ANALYST) as scope:
        failed = settlement_runs.fail(scope, claimed, why, inputs)
        postings.tell(scope, notices.of_failure(workspace.company, failed), failed.id, now)
        audit.append(scope, "settlement.failed", "settlement", failed.id, reason=why)
    return failed


def _summary(books: _Books, settled: Settled, found: Day) -> dict[str, Any]:
    return {
        "rate": found.rate,
        "risk_reason": found.risk_reason,
        "kinds": {kind.value: count for kind, count in found.kinds.items()},
        "money": {
            tally.external.currency: {
                "external_minor": tally.external.minor,
                "internal_minor": tally.internal.minor,
                "difference_minor": tally.difference.minor,
                "at_stake_minor": tally.at_stake.minor,
            }
            for tally in found.tallies
        },
        "funnel": found.funnel,
        "ledger": books.sides.ledger,
        "notices": list(settled.notices),
        "rates": [
            {
                "processor": used.rate.processor,
                "currency": used.rate.currency,
                "percent": str(used.rate.percent),
                "fixed": str(used.rate.fixed),
                "agreed": used.agreed,
                "rows": used.rows,
                "following": used.following,
            }
            for used in settled.rates
        ],
    }


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(side) == other.get(side) for side in ("external_sha256", "internal_sha256"))


def _digest(*parts: pd.DataFrame) -> str:
    """SHA-256 of frames: of every row's hash, in the frames' own order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(pd.util.hash_pandas_object(part, index=False).to_numpy().tobytes())
    return digest.hexdigest()
