"""Postings: a notice is put into the outbox once for every target that wants to hear of such."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from core.model.discrepancy import DiscrepancySeverity
from core.model.notice import Notice
from core.store import notification_targets, outbox
from core.store.tenancy import Scope

DIGEST_AT = time(7, tzinfo=UTC)  # once a day, after the night's runs
_ORDER = tuple(DiscrepancySeverity)


def tell(scope: Scope, notice: Notice, run_id: UUID | None, now: datetime) -> int:
    """Puts the notice in for every target whose least severity it reaches; answers for how many."""
    reached = [
        target
        for target in notification_targets.every(scope)
        if _ORDER.index(notice.severity) >= _ORDER.index(target.least)
    ]
    message = {"lines": list(notice.lines), "figures": [list(pair) for pair in notice.figures]}
    return sum(
        outbox.put(
            scope,
            f"{notice.key}:{target.id}",
            target.id,
            run_id,
            notice.severity.value,
            notice.subject,
            message,
            now if notice.at_once else next_digest(now),
            digest=not notice.at_once,
        )
        for target in reached
    )


def next_digest(now: datetime) -> datetime:
    """The moment of the next digest."""
    today = datetime.combine(now.astimezone(UTC).date(), DIGEST_AT)
    return today if now < today else today + timedelta(days=1)
