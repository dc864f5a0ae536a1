"""Connecting: a company's keys for processors, when they are settled, by which rules, and who is told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from core.intake.feeds import sources
from core.intake.feeds.sources import RECORDS
from core.model.discrepancy import DiscrepancySeverity
from core.model.errors import RulesError, TieoutError
from core.model.identity import Role
from core.model.settlement_rules import SettlementRules
from core.services.workspace import Workspace
from core.store import (
    audit,
    deliveries,
    notification_targets,
    outbox,
    processor_keys,
    schedules,
    settlement_rules,
)
from core.store.deliveries import DeliveryRow
from core.store.notification_targets import Channel, Target
from core.store.processor_keys import SavedKey
from core.store.schedules import Schedule
from core.store.settlement_rules import SavedSettlementRules

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")


@dataclass(frozen=True, slots=True)
class Connection:
    """A source as the company has it: the fields its key has, the key it saved, and when it is settled.

    `from_environment` says that the server's own key is used; `schedule` is None for the company's records,
    which are fetched with every processor.
    """

    source: str
    title: str
    key_fields: tuple[str, ...]
    saved_key: SavedKey | None
    from_environment: bool
    schedule: Schedule | None


def connections(workspace: Workspace) -> tuple[Connection, ...]:
    """Every source Tieout can ask, as the company stands with it."""
    with workspace.scope() as scope:
        keys = {key.source: key for key in processor_keys.every(scope)}
        plans = {plan.processor: plan for plan in schedules.every(scope)}
    feeds = workspace.settings.feeds
    ours = feeds.keys if feeds.keys_of == workspace.company.slug else {}
    return tuple(
        Connection(
            name,
            source.title,
            source.key_fields,
            keys.get(name),
            name in ours and name not in keys,
            None if name == RECORDS else plans.get(name) or schedules.usual(name, workspace.today()),
        )
        for name, source in sources.SOURCES.items()
    )


def save_key(workspace: Workspace, source: str, fields: Mapping[str, str]) -> SavedKey:
    """Seals and keeps the company's key for a source, and settles it every day from now on.

    Raises `TieoutError` when a field is missing or an address is not one that keys may travel to.
    """
    wanted = sources.source(source).key_fields
    given = {name: fields.get(name, "").strip() for name in wanted}
    missing = [name.replace("_", " ") for name, value in given.items() if not value]
    if missing:
        raise TieoutError(f"The key needs its {' and its '.join(missing)}.")
    if "base_url" in given and urlsplit(given["base_url"]).scheme != "https":
        raise TieoutError("The address of your records must begin with https://.")
    with workspace.scope(Role.ADMIN) as scope:
        saved = processor_keys.save(scope, workspace.settings.seal_key, source, given)
        planned = {plan.processor for plan in schedules.every(scope)}
        if source != RECORDS and source not in planned:
            schedules.save(scope, schedules.usual(source, workspace.today()))
        audit.append(scope, "processor_key.saved", "processor", source, after={"ends_in": saved.hint})
    return saved


def forget_key(workspace: Workspace, source: str) -> None:
    """Removes the company's key for a source; what was fetched stays. Raises `TieoutError` without one."""
    with workspace.scope(Role.ADMIN) as scope:
        if not processor_keys.forget(scope, source):
            raise TieoutError(f"There is no key for {sources.source(source).title}.")
        audit.append(scope, "processor_key.removed", "processor", source)


def plan(workspace: Workspace, source: str, at: time, time_zone: str, enabled: bool = True) -> Schedule:
    """Sets when a source is settled every day, as wall-clock time in an IANA time zone."""
    if source not in sources.SOURCES or source == RECORDS:
        raise TieoutError(f"“{source}” is no processor that is settled by itself.")
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError) as error:
        raise TieoutError(f"“{time_zone}” is not the name of a time zone.") from error
    with workspace.scope(Role.MANAGER) as scope:
        before = next((one for one in schedules.every(scope) if one.processor == source), None)
        starts_on = before.starts_on if before else workspace.today()
        made = Schedule(source, at.replace(second=0, microsecond=0), time_zone, enabled, starts_on)
        schedules.save(scope, made)
        after = {"at": at.isoformat("minutes"), "time_zone": time_zone, "enabled": enabled}
        audit.append(scope, "settlement.planned", "processor", source, after=after)
    return made


def rules(workspace: Workspace) -> tuple[int, SettlementRules]:
    """The settlement rules in force with their version; the default rules are version 0."""
    with workspace.scope() as scope:
        return settlement_rules.current(scope)


def rules_history(workspace: Workspace) -> tuple[SavedSettlementRules, ...]:
    """The saved versions of the settlement rules, newest first."""
    with workspace.scope() as scope:
        return settlement_rules.history(scope)


def save_rules(
    workspace: Workspace, new: SettlementRules, note: str = "", expected_version: int | None = None
) -> int:
    """Saves settlement rules as the next version; past runs keep theirs, the next ones use these.

    Raises `RulesError` when the rules have changed since `expected_version`.
    """
    with workspace.scope(Role.MANAGER) as scope:
        version, before = settlement_rules.current(scope)
        if expected_version is not None and expected_version != version:
            raise RulesError("Somebody else has saved settlement rules meanwhile; look at theirs first.")
        made = settlement_rules.save(scope, new, note)
        was, now = before.to_mapping(), new.to_mapping()
        changed = {name for name in now if now[name] != was[name]}
        audit.append(
            scope,
            "settlement_rules.saved",
            "settlement_rules",
            str(made),
            before={name: was[name] for name in sorted(changed)},
            after={name: now[name] for name in sorted(changed)},
            reason=note,
        )
    return made


def targets(workspace: Workspace) -> tuple[Target, ...]:
    """Who is told about settlements."""
    with workspace.scope() as scope:
        return notification_targets.every(scope)


def add_target(workspace: Workspace, channel: Channel, address: str, least: DiscrepancySeverity) -> Target:
    """Tells a mail address or a Slack webhook from a severity on; raises `TieoutError` for no address."""
    given = address.strip()
    hint = _hint(channel, given)
    with workspace.scope(Role.ADMIN) as scope:
        made = notification_targets.add(scope, workspace.settings.seal_key, channel, given, hint, least)
        after = {"channel": channel, "to": hint, "least": least}
        audit.append(scope, "notification_target.added", "notification_target", made.id, after=after)
    return made


def remove_target(workspace: Workspace, target_id: UUID) -> None:
    """Stops telling somebody; raises `NotFoundError`."""
    with workspace.scope(Role.ADMIN) as scope:
        gone = notification_targets.remove(scope, target_id)
        before = {"channel": gone.channel, "to": gone.hint}
        audit.append(scope, "notification_target.removed", "notification_target", target_id, before=before)


def messages(workspace: Workspace) -> outbox.Counts:
    """How many messages wait, went out and were given up."""
    with workspace.scope() as scope:
        return outbox.standing(scope)


def delivered(workspace: Workspace, limit: int = 50, source: str = "") -> tuple[DeliveryRow, ...]:
    """What was fetched and uploaded, newest first."""
    with workspace.scope() as scope:
        return deliveries.newest(scope, limit, source)


def undo_delivery(workspace: Workspace, delivery_id: UUID) -> int:
    """Takes back what a delivery brought and answers how many rows; runs stay as they are.

    Raises `ConflictError` when it was undone already.
    """
    with workspace.scope(Role.MANAGER) as scope:
        voided = deliveries.undo(scope, delivery_id)
        audit.append(scope, "settlement.delivery_undone", "delivery", delivery_id, after={"rows": voided})
    return voided


def _hint(channel: Channel, address: str) -> str:
    """What may be shown of an address: enough to know it by, too little to use it."""
    if channel is Channel.MAIL:
        if not _MAIL.match(address):
            raise TieoutError(f"“{address}” is not an e-mail address.")
        name, _, host = address.partition("@")
        return f"{name[0]}…@{host}"
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise TieoutError("A Slack webhook's address begins with https://.")
    return f"{parts.hostname}/…{address[-4:]}"
