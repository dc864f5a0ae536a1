"""Schedules: when each source of a company is settled by itself."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from core.store.settlement_tables import settlement_schedules as schedules
from core.store.tenancy import Scope


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every day at `at` in `time_zone` (IANA), from the day `starts_on` on."""

    processor: str
    at: time
    time_zone: str
    enabled: bool
    starts_on: date


USUAL_AT = time(4)


def usual(processor: str, starts_on: date) -> Schedule:
    """When a source is settled of which nothing else was said: every day at 04:00 UTC."""
    return Schedule(processor, USUAL_AT, "UTC", True, starts_on)


def save(scope: Scope, schedule: Schedule) -> None:
    """Sets when a source is settled; it takes the place of an earlier time."""
    values = {
        "processor": schedule.processor,
        "at": schedule.at,
        "time_zone": schedule.time_zone,
        "enabled": schedule.enabled,
        "starts_on": schedule.starts_on,
        "saved_by_name": scope.actor.name,
        "saved_at": text("now()"),
    }
    changes = {name: value for name, value in values.items() if name != "processor"}
    scope.connection.execute(
        upsert(schedules)
        .values(values)
        .on_conflict_do_update(index_elements=["tenant_id", "processor"], set_=changes)
    )


def every(scope: Scope) -> tuple[Schedule, ...]:
    """The company's schedules by source."""
    columns = schedules.c
    statement = select(
        columns.processor, columns.at, columns.time_zone, columns.enabled, columns.starts_on
    ).order_by(columns.processor)
    return tuple(Schedule(*row) for row in scope.connection.execute(statement))
