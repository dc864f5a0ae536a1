"""Checking: automatic matches looked at again, and what that allows to be said about all of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

import pandas as pd

from core.insight import budget, thresholds
from core.insight.budget import Evidence, SampleKind, Suggestion
from core.insight.formats import count_text, money_text
from core.model.identity import Role
from core.model.match import Adjustment
from core.model.money import Money
from core.model.reasons import Reason
from core.model.rules import MatchRules
from core.services.workspace import Workspace
from core.store import allocations, audit, decisions, invoices, matches, payments, rules, spot_checks
from core.store.allocations import AllocationActor, AllocationRow
from core.store.invoices import InvoiceRow
from core.store.payments import PaymentRow
from core.store.spot_checks import CheckRow
from core.store.tenancy import Scope

DEFAULT_BUDGET = 5  # wrong matches per 1,000: some 600 decisions without an error show it


@dataclass(frozen=True, slots=True)
class Leg:
    """The invoice's side of a match as it was before the engine posted it; amounts in the books' signs."""

    invoice: InvoiceRow
    paid: Money
    applied: Money
    adjustment: Money
    adjustment_kind: Adjustment
    reasons: tuple[Reason, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Check:
    """An automatic match to look at again, both sides as they were before it was posted.

    `others` are the numbers of the invoices that the same payment settles besides.
    """

    id: UUID
    payment: PaymentRow
    leg: Leg
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """How far the automatic matches can be trusted, and what is left to look at.

    `random` is the evidence of the random checks, which bounds the rate; `risky_checked` and `risky_wrong`
    count the ones drawn for their risk, which do not. `undrawn` matches could still be drawn. `curve` has the
    columns of `core.insight.thresholds.curve`, its money in `currency`.
    """

    waiting: int
    undrawn: int
    random: Evidence
    risky_checked: int
    risky_wrong: int
    suggestion: Suggestion
    in_force: MatchRules
    curve: pd.DataFrame
    currency: str

    @property
    def sentence(self) -> str:
        """`0 of 96 re-checked were wrong (< 3.1 %).`, and what the risky ones were."""
        if not self.risky_checked:
            return self.random.sentence
        return (
            f"{self.random.sentence} Of {self.risky_checked:,} risky ones, {self.risky_wrong:,} were wrong."
        )


def draw(workspace: Workspace, size: int = 20, risky: int = 5) -> int:
    """Draws automatic matches to look at again, after a run or whenever more evidence is wanted.

    `size` at random among all that stand and were not drawn at random yet, and `risky` more among the least
    sure with the most money. Answers how many were added; 0 when all were drawn before. The same books and
    draws before always give the same draw.
    """
    with workspace.scope(Role.ANALYST) as scope:
        spot_checks.hold_draws(scope)
        standing = spot_checks.population(scope)
        # Money only orders the risk; each currency is measured by its own typical match.
        typical = standing.groupby("currency")["money_minor"].transform("median").clip(lower=1)
        standing = standing.assign(weight=1000 * standing["money_minor"] / typical)
        seed = f"{scope.tenant_id} after {spot_checks.last_drawn_at(scope)}"
        drawn = budget.draw(standing, seed, size, risky)
        columns = (drawn[name].tolist() for name in ("match", "kind", "probability"))
        found = [(UUID(match), kind, chance) for match, kind, chance in zip(*columns, strict=True)]
        if not found:
            return 0
        added = spot_checks.add(scope, found)
        counts = {str(kind): int(count) for kind, count in drawn["kind"].value_counts().items()}
        audit.append(scope, "checks.drawn", "checks", "", after={"of": len(standing), **counts})
        return added


def overview(workspace: Workspace, per_thousand: int = DEFAULT_BUDGET) -> Overview:
    """The evidence so far and the threshold it allows for at most `per_thousand` wrong of 1,000."""
    currency = workspace.company.base_currency
    with workspace.scope() as scope:
        checks, draws = spot_checks.decided(scope), spot_checks.draws(scope)
        proposals = spot_checks.judged_proposals(scope)
        standing = spot_checks.population(scope)
        _, total = spot_checks.waiting(scope, 1)
        _, in_force = rules.current(scope)
    history = thresholds.labelled(proposals, checks, draws)
    random = budget.random_checks(checks, draws)
    risky = checks[checks["kind"] == SampleKind.RISK.value]
    return Overview(
        waiting=total,
        undrawn=int((~standing["risk_drawn"]).sum()),
        random=budget.evidence(random),
        risky_checked=len(risky),
        risky_wrong=int((~risky["right"]).sum()),
        suggestion=budget.suggest(random, per_thousand, in_force.accept_from),
        in_force=in_force,
        curve=thresholds.curve(history, currency),
        currency=currency,
    )


def next_check(workspace: Workspace) -> Check | None:
    """The next match to look at, None when none waits; their order has nothing to do with the matches."""
    with workspace.scope() as scope:
        rows, _ = spot_checks.waiting(scope, 1)
        return _check(scope, rows[0]) if rows else None


def _check(scope: Scope, row: CheckRow) -> Check:
    posted = allocations.get(scope, row.allocation_id)
    payment = payments.get(scope, row.payment_id)
    invoice = invoices.get(scope, row.invoice_id)
    paid = Money(posted.payment_minor, payment.amount.currency)
    applied, adjustment = (
        Money(minor, posted.invoice_currency) for minor in (posted.invoice_minor, posted.adjustment_minor)
    )
    besides = [each for each in allocations.of_payment(scope, row.payment_id) if each.stands]
    return Check(
        row.id,
        replace(payment, allocated=payment.allocated - paid),
        Leg(
            replace(invoice, allocated=invoice.allocated - applied - adjustment),
            paid,
            applied,
            adjustment,
            posted.adjustment,
            tuple(Reason(code) for code in posted.reasons),
            posted.score or 0.0,
        ),
        tuple(each.invoice_number for each in besides if each.id != posted.id),
    )


def decide(workspace: Workspace, check_id: UUID, right: bool) -> str:
    """Says whether a match that was drawn is right, in one transaction; answers what was done.

    A wrong one is taken back, with what its payment settles besides, and its pair declined, so that no run
    makes it again. Raises `NotFoundError`
    for an unknown check and `ConflictError` when somebody was first or the match was taken back meanwhile.
    """
    with workspace.scope(Role.ANALYST) as scope:
        row = spot_checks.get(scope, check_id)
        decisions.hold(scope, [row.payment_id])
        spot_checks.decide(scope, check_id, right)
        posted = allocations.get(scope, row.allocation_id)
        taken = () if right else _take_back(scope, row)
        sentence = _sentence(posted, right, len(taken) - 1)
        action = "match.found_right" if right else "match.found_wrong"
        audit.append(scope, action, "payment", row.payment_id, after=_record(row, sentence, taken))
    return sentence


def undo(workspace: Workspace, check_id: UUID) -> str:
    """Takes a verdict back; answers what follows.

    A match that was called right waits again. One that was called wrong may be made again by the next run,
    which decides it anew. Raises `NotFoundError` for an unknown check, `ConflictError` without a verdict.
    """
    with workspace.scope(Role.ANALYST) as scope:
        row = spot_checks.get(scope, check_id)
        decisions.hold(scope, [row.payment_id])
        was_right = spot_checks.forget(scope, check_id)
        if not was_right:
            matches.offer_again(scope, row.payment_id, row.invoice_id)
        number = allocations.get(scope, row.allocation_id).invoice_number
        follows = "it is back in the sample" if was_right else "the next run decides it again"
        sentence = f"Verdict on {number} undone: {follows}."
        audit.append(
            scope, "match.verdict_undone", "payment", row.payment_id, after=_record(row, sentence, ())
        )
    return sentence


def _take_back(scope: Scope, row: CheckRow) -> tuple[UUID, ...]:
    """Reverses the match with all the engine settled by the same payment, and opens what it had closed.

    A set stands or falls together: without one of its invoices or credit notes the rest need not fit the
    payment. Only the pair that was judged is declined; the next run decides the others anew.
    """
    besides = [each for each in allocations.of_payment(scope, row.payment_id) if each.stands]
    engines = [each for each in besides if each.actor is AllocationActor.ENGINE]
    touched = [each.invoice_id for each in engines]
    allocations.reverse(scope, [each.id for each in engines])
    matches.decline(scope, row.payment_id, row.invoice_id)
    decisions.propose_again(scope, [], [row.payment_id], touched)
    decisions.reopen_cases(scope, [row.payment_id], touched)
    return tuple(each.id for each in engines)


def _sentence(posted: AllocationRow, right: bool, besides: int) -> str:
    money = money_text(posted.payment_minor, posted.payment_currency or posted.invoice_currency)
    if right:
        return f"{money} on {posted.invoice_number}: right."
    rest = f" with {count_text(besides, 'other match', 'other matches')} of this payment" if besides else ""
    return f"{money} on {posted.invoice_number}: wrong, reversed{rest} and not proposed again."


def _record(row: CheckRow, sentence: str, taken: Collection[UUID]) -> Mapping[str, object]:
    return {
        "sentence": sentence,
        "check": row.id,
        "kind": row.kind,
        "allocation": row.allocation_id,
        "invoice": row.invoice_id,
        "taken_back": list(taken),
    }
