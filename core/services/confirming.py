"""Confirming many at once: the best proposal of every chosen bank line, stated before, undone as one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from core.insight.formats import count_text, flow_text
from core.model.errors import ConflictError, NotFoundError
from core.model.flow import Flow
from core.model.identity import Role
from core.model.money import Money
from core.services.workspace import Workspace
from core.store import audit, decisions, proposals, queues
from core.store.decisions import Entry
from core.store.proposals import Item, Proposal
from core.store.queues import QueueFilter
from core.store.tenancy import Scope

BULK, CONFIRMED, UNDONE = "bulk", "bulk.confirmed", "bulk.undone"
_AT_ONCE = 50  # lines in one transaction: short enough that nobody waits for the others' locks


@dataclass(frozen=True, slots=True)
class Many:
    """What would be confirmed: the bank lines, the money they have open in and out, the lowest score."""

    lines: tuple[UUID, ...]
    money: Flow
    least_sure: float


@dataclass(frozen=True, slots=True)
class Done:
    """What was confirmed as one: by `id` it is undone; `left` lines still wait because others came first."""

    id: UUID
    confirmed: int
    left: int
    sentence: str


def stated(workspace: Workspace, lines: Sequence[UUID]) -> Many:
    """Of these bank lines, those that still wait, with what confirming their best proposals is about."""
    with workspace.scope() as scope:
        return _stated(scope, lines)


def confirm(
    workspace: Workspace, many: Many, progress: Callable[[int, int], None] = lambda done, of: None
) -> Done:
    """Confirms the best proposal of every line as a person's decision, some at a time.

    `many` is what was stated to the person. A line whose invoice another line of the same bulk has used up is
    left waiting. `progress` is told how many lines of how many were looked at. Raises `ConflictError` when
    what waits is no longer what was stated; nothing is confirmed then.
    """
    with workspace.scope(Role.ANALYST) as scope:
        now = _stated(scope, many.lines)
    if now != many:
        raise ConflictError("The queue has changed since this was counted; please look again.")
    bulk, confirmed = uuid4(), list[Money]()
    for start in range(0, len(many.lines), _AT_ONCE):
        part = many.lines[start : start + _AT_ONCE]
        confirmed += _confirm_some(workspace, bulk, part)
        progress(min(start + _AT_ONCE, len(many.lines)), len(many.lines))
    left = len(many.lines) - len(confirmed)
    sentence = f"{count_text(len(confirmed), 'bank line')} confirmed, {flow_text(Flow.of(confirmed))}"
    if left:
        sentence += f"; {count_text(left, 'line')} left in the queue because another line used up the invoice"
    return Done(bulk, len(confirmed), left, f"{sentence}.")


def undo(workspace: Workspace, bulk: UUID) -> str:
    """Takes back everything confirmed as one, also days later and from another session.

    Raises `ConflictError` when it was undone already or one of its matches was taken back otherwise,
    `NotFoundError` for what was never confirmed.
    """
    with workspace.scope(Role.ANALYST) as scope:
        whole = decided(scope, bulk)
        decisions.hold(scope, whole.made.payments)
        if decisions.about(scope, BULK, str(bulk), [UNDONE]):
            raise ConflictError("This has already been undone.")
        decisions.take_back(scope, whole)
        sentence = f"{count_text(len(whole.made.payments), 'confirmed bank line')} reversed"
        audit.append(scope, UNDONE, BULK, bulk, before={"entry": whole.sequence}, reason=sentence)
    return f"Undone: {sentence}."


def decided(scope: Scope, bulk: UUID) -> Entry:
    """All parts of a bulk as one decision; raises `NotFoundError`."""
    parts = decisions.about(scope, BULK, str(bulk), [CONFIRMED])
    if not parts:
        raise NotFoundError("There is no such bulk confirmation.")
    return decisions.together(parts)


def _stated(scope: Scope, lines: Sequence[UUID]) -> Many:
    page = queues.page(
        scope, QueueFilter(only=tuple(lines)), limit=len(lines), order=queues.QueueOrder.SUREST
    )
    rows = page.rows
    return Many(
        tuple(UUID(key) for key in rows["payment"]),
        page.money,
        float(rows["score"].min()) if len(rows) else 0.0,
    )


def _confirm_some(workspace: Workspace, bulk: UUID, lines: Sequence[UUID]) -> list[Money]:
    """One transaction's worth; answers the signed money each confirmed line had open."""
    with workspace.scope(Role.ANALYST) as scope:
        waiting = proposals.held(scope, lines)
        chosen = dict(_with_room([waiting[key] for key in lines if key in waiting]))
        if not chosen:
            return []
        made = proposals.confirm(scope, chosen)
        sentence = f"{count_text(len(chosen), 'bank line')} confirmed in bulk"
        audit.append(scope, CONFIRMED, BULK, bulk, after=made.said(sentence))
    return [waiting[key].payment.open for key in chosen]


def _with_room(items: Sequence[Item]) -> Iterator[tuple[UUID, Proposal]]:
    """Each item's best proposal, as long as its invoices have room beside those chosen before it."""
    taken: dict[UUID, int] = {}
    for item in items:
        best = item.proposals[0]
        needs = {leg.invoice.id: leg.applied.minor + leg.adjustment.minor for leg in best.legs}
        room = {leg.invoice.id: leg.invoice.open.minor for leg in best.legs}
        if all(abs(taken.get(key, 0) + need) <= abs(room[key]) for key, need in needs.items()):
            for key, need in needs.items():
                taken[key] = taken.get(key, 0) + need
            yield item.payment.id, best
