"""What would it take: the smallest change of one rule that matches an item; why a candidate was dropped."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from core.matching.amounts import Amount
from core.matching.facts import Evidence
from core.matching.listing import Verdicts
from core.matching.outcome import Outcome
from core.matching.prospect import Prospect
from core.matching.redecide import HOPELESS, compete, decide
from core.matching.reporting import judge
from core.matching.world import World
from core.model.errors import RulesError
from core.model.reasons import Reason
from core.model.rules import RULE_FIELDS, MatchRules, RuleField

if TYPE_CHECKING:
    import pandas as pd

# Directions in which a rule may help a match, and how many of its steps are tried: doubling, then halving
# back.
_LOOSER: dict[str, int] = {
    "under_absolute": 1, "under_percent": 1, "over_absolute": 1, "over_percent": 1, "days_before_issue": 1,
    "days_after_due": 1, "reference_strictness": -1, "name_strictness": -1, "rounding_max": 1,
    "bank_fee_max": 1,
    "card_fee_percent": 1, "card_fee_fixed": 1, "discount_percent_max": 1, "discount_grace_days": 1,
    "withholding_percent_max": 1,
    "fx_percent": 1, "combine_max": 1, "accept_from": -1, "margin": -1,
}  # fmt: skip
PROBES = (4, 32, 256)  # steps tried before the bound itself
LEAST_LEAD = 1e-9
_CUTS = ("accept_from", "margin")  # they leave every probability as it is: cheap to try
_BARRED: dict[Reason, tuple[str, ...]] = {
    Reason.DATE_OUTSIDE_WINDOW: ("days_after_due", "days_before_issue"),
    Reason.BELOW_THRESHOLD: ("accept_from", "name_strictness", "reference_strictness"),
    Reason.MARGIN_TOO_SMALL: ("margin",),
    Reason.TRUE_TIE: ("name_strictness", "reference_strictness"),
    Reason.ONE_KIND_OF_EVIDENCE: ("name_strictness", "reference_strictness", *list(_LOOSER)[:4]),
    Reason.AMOUNT_OUTSIDE_TOLERANCE: (
        "under_absolute", "over_absolute", "under_percent", "over_percent", "rounding_max", "bank_fee_max",
        "card_fee_percent", "card_fee_fixed", "discount_percent_max", "discount_grace_days",
        "withholding_percent_max", "fx_percent",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One automatic pair that differs between two outcomes; `invoice_minor` in the invoice's currency."""

    invoice: str
    payment: str
    invoice_minor: int


@dataclass(frozen=True, slots=True)
class Advice:
    """Set `rule` to `value` (`steps` of its step away) and `payments` match the invoice alone.

    `gained`, `lost` and `moved` are the other automatic pairs that the change adds, takes away or gives to
    another payment (the new pair is shown).
    """

    invoice: str
    rule: str
    value: Decimal
    steps: int
    payments: tuple[str, ...]
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    moved: tuple[Change, ...]


def what_would_it_take(evidence: Evidence, rules: MatchRules, invoice: str) -> Advice | None:
    """The smallest change of one rule, in that rule's steps, that matches the invoice alone.

    None when the invoice is matched already, unknown, or no single rule does it. Ties between rules go to the
    order of `RULE_FIELDS`. The advice is a fact: deciding with the changed rules matches the invoice. A rule
    is tried from where it lets a proposal of the invoice pass its own checks, or brings one further ahead.
    """
    if invoice not in evidence.ledger.invoices.key:
        return None
    before = decide(evidence, rules)
    if invoice in set(before.automatic()["invoice"]):
        return None
    at = evidence.ledger.invoices.key.index(invoice)
    prospect = Prospect(evidence, at)
    if not prospect:
        return None
    reason = Reason(dict(zip(before.invoices["invoice"], before.invoices["reason"], strict=True))[invoice])
    wanted = [name for name in _BARRED.get(reason, tuple(_LOOSER)) if name in _LOOSER]
    known = [(order, field) for order, field in enumerate(RULE_FIELDS) if field.name in wanted]
    least = [
        (steps, order, field)
        for order, field in known
        if (steps := _least_steps(prospect, rules, field, reason)) is not None
    ]
    best: tuple[int, int, MatchRules, RuleField] | None = None
    for steps, order, field in sorted(least, key=lambda each: (each[2].name not in _CUTS, *each[:2])):
        if best is not None and (steps, order) > best[:2]:
            continue
        found = _fewest_steps(evidence, rules, field, at, steps, best[0] if best else None)
        if found is not None and (best is None or (found[0], order) < best[:2]):
            best = (found[0], order, found[1], field)
    return None if best is None else _advice(evidence, before, invoice, best[3], best[2], best[0])


def _least_steps(prospect: Prospect, rules: MatchRules, field: RuleField, reason: Reason) -> int | None:
    """The fewest steps from which the rule can match the invoice at all; None when it cannot.

    Where no proposal passes its own checks yet, the rule must open one; where one does, it must bring it
    further ahead (or, in a true tie, change what makes it one). This is asked at the rule's bound first, then
    halved back.
    """
    if field.name in _CUTS:
        return 1
    last = _last_step(rules, field)
    ahead, claims = prospect.lead(rules), prospect.claims(rules)

    def tells(steps: int) -> bool:
        changed = _changed(rules, field, steps)
        if changed is None:
            return False
        if reason is Reason.TRUE_TIE:
            return prospect.claims(changed) != claims
        return prospect.lead(changed) > ahead + LEAST_LEAD

    high = next((steps for steps in (last, *PROBES) if 0 < steps <= last and tells(steps)), None)
    if high is None:
        return None
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tells(middle) else (middle, high)
    return high


def _changed(rules: MatchRules, field: RuleField, steps: int) -> MatchRules | None:
    """The rules with one rule moved by so many steps in its helpful direction; None beyond its bounds."""
    value = Decimal(getattr(rules, field.name)) + _LOOSER[field.name] * steps * field.step
    try:
        return rules.with_(**{field.name: str(value)})
    except RulesError:
        return None


def _matches(evidence: Evidence, rules: MatchRules, invoice: int) -> bool:
    """Whether the invoice is matched alone under the rules (no frames are built)."""
    world = compete(evidence, rules)
    auto = judge(evidence, rules, world).auto
    return bool((auto & (world.rows.right == invoice + len(evidence.ledger.payments))).any())


def _fewest_steps(
    evidence: Evidence, rules: MatchRules, field: RuleField, invoice: int, least: int, limit: int | None
) -> tuple[int, MatchRules] | None:
    """The fewest steps of one rule that match the invoice, from `least` on and not above `limit`: the least
    itself, a few probes, then bisection.
    """
    last = _last_step(rules, field)
    failed = least - 1
    for steps in sorted({min(probe, last) for probe in (least, *(least + more for more in PROBES), last)}):
        if steps <= failed or (limit is not None and failed + 1 > limit):
            continue
        changed = _changed(rules, field, steps)
        if changed is not None and _matches(evidence, changed, invoice):
            return _bisected(evidence, rules, field, invoice, failed, steps)
        failed = steps
    return None


def _last_step(rules: MatchRules, field: RuleField) -> int:
    """How many whole steps there are to the rule's bound in its helpful direction."""
    value = Decimal(getattr(rules, field.name))
    room = field.maximum - value if _LOOSER[field.name] > 0 else value - field.minimum
    if field.name == "accept_from":
        room = value - max(field.minimum, rules.propose_from)
    return int(room // field.step)


def _bisected(
    evidence: Evidence, rules: MatchRules, field: RuleField, invoice: int, low: int, high: int
) -> tuple[int, MatchRules] | None:
    while high - low > 1:
        middle = (low + high) // 2
        changed = _changed(rules, field, middle)
        if changed is not None and _matches(evidence, changed, invoice):
            high = middle
        else:
            low = middle
    changed = _changed(rules, field, high)
    return None if changed is None else (high, changed)


def _advice(
    evidence: Evidence, before: Outcome, invoice: str, field: RuleField, rules: MatchRules, steps: int
) -> Advice:
    after = decide(evidence, rules)
    gained, lost, moved = differences(before, after)
    mine = after.automatic()
    return Advice(
        invoice=invoice,
        rule=field.name,
        value=Decimal(getattr(rules, field.name)),
        steps=steps,
        payments=tuple(sorted(mine.loc[mine["invoice"] == invoice, "payment"])),
        gained=tuple(change for change in gained if change.invoice != invoice),
        lost=lost,
        moved=tuple(change for change in moved if change.invoice != invoice),
    )


def differences(
    before: Outcome, after: Outcome
) -> tuple[tuple[Change, ...], tuple[Change, ...], tuple[Change, ...]]:
    """Automatic pairs gained, lost and moved (an invoice that keeps a match, with another payment)."""
    old, new = _changes(before.automatic()), _changes(after.automatic())
    had, has = {pair[0] for pair in old}, {pair[0] for pair in new}
    fresh = [new[pair] for pair in sorted(new.keys() - old.keys())]
    gone = [old[pair] for pair in sorted(old.keys() - new.keys())]
    return (
        tuple(change for change in fresh if change.invoice not in had),
        tuple(change for change in gone if change.invoice not in has),
        tuple(change for change in fresh if change.invoice in had),
    )


def _changes(pairs: "pd.DataFrame") -> dict[tuple[str, str], Change]:
    columns = (pairs["invoice"].tolist(), pairs["payment"].tolist(), pairs["invoice_minor"].tolist())
    return {(i, p): Change(i, p, int(minor)) for i, p, minor in zip(*columns, strict=True)}


def explain_pair(evidence: Evidence, rules: MatchRules, invoice: str, payment: str) -> tuple[Reason, ...]:
    """Why a candidate is not posted alone, the most telling reason first; empty for an automatic pair.

    A pair that was never a candidate is `NO_CANDIDATE`. Raises ValueError for unknown keys.
    """
    bill = evidence.ledger.invoices.key.index(invoice)
    line = evidence.ledger.payments.key.index(payment)
    world = compete(evidence, rules)
    return _explained(evidence, world, judge(evidence, rules, world), bill, line)


def _explained(
    evidence: Evidence, world: World, verdicts: Verdicts, bill: int, line: int
) -> tuple[Reason, ...]:
    mine = (world.rows.left == line) & (world.rows.right == bill + len(evidence.ledger.payments))
    if (verdicts.auto & mine).any():
        return ()
    dropped = _dropped(evidence, world, bill, line)
    against = [Reason(code) for code in verdicts.against[mine].tolist() if code]
    return tuple(dict.fromkeys([*dropped, *against])) or _never(evidence, world, line)


def _never(evidence: Evidence, world: World, line: int) -> tuple[Reason, ...]:
    if evidence.returned[line]:
        return (Reason.RETURNED,)
    return (Reason.DUPLICATE_PAYMENT,) if world.doubled[line] >= 0 else (Reason.NO_CANDIDATE,)


def _dropped(evidence: Evidence, world: World, bill: int, line: int) -> list[Reason]:
    """What the gates say of one candidate pair."""
    rows, points = evidence.rows, world.points
    at = np.flatnonzero((rows.payment == line) & (rows.invoice == bill))
    if not len(at):
        return []
    row = int(at[0])
    found = [Reason.DECLINED_BEFORE] if rows.declined[row] else []
    if not points.explained.within[row]:
        differs = int(points.explained.kind[row]) == Amount.FOREIGN
        found.append(Reason.AMOUNT_DIFFERS if differs else Reason.AMOUNT_OUTSIDE_TOLERANCE)
    if not points.in_window[row]:
        found.append(Reason.DATE_OUTSIDE_WINDOW)
    if not found and points.total[row] <= HOPELESS:
        found.append(Reason.BELOW_THRESHOLD)
    return found


def why_not(
    evidence: Evidence, rules: MatchRules, invoice: str, most: int = 10
) -> tuple[tuple[str, tuple[Reason, ...]], ...]:
    """The best candidates of an invoice that were not posted alone: (payment, reasons), best first."""
    rows = evidence.rows
    bill = evidence.ledger.invoices.key.index(invoice)
    world = compete(evidence, rules)
    verdicts = judge(evidence, rules, world)
    mine = np.flatnonzero(rows.invoice == bill)
    mine = mine[np.lexsort((rows.payment[mine], -world.points.total[mine]))][:most]
    found = [
        (line, _explained(evidence, world, verdicts, bill, line)) for line in rows.payment[mine].tolist()
    ]
    keys = [evidence.ledger.payments.key[line] for line, _ in found]
    if evidence.opened is not None:
        keys = [evidence.opened.line_of(key) for key in keys]
    return tuple((key, reasons) for key, (_, reasons) in zip(keys, found, strict=True) if reasons)
