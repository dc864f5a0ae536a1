"""What was done lately and can be taken back, newest first, as the record tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from core.store.tenancy import Scope

# A bulk has an entry for each of its parts and is told by its first. Whether a deed still stands is asked of
# what it made: the run, the import, or an entry that takes it back.
_DEEDS = text("""
    select
        d.sequence, d.at, d.actor_name, d.action, d.subject_id, d.after, d.before, d.reason,
        case d.action
            when 'run.done' then exists (
                select from runs as r where r.id::text = d.subject_id and r.status = 'undone')
            when 'import.stored' then exists (
                select from import_batches as b where b.id::text = d.subject_id and b.undone_at is not null)
            else exists (
                select from audit_entries as u
                where u.subject_kind = d.subject_kind and u.subject_id = d.subject_id
                  and u.sequence > d.sequence
                  and (u.action in ('bulk.undone', 'rules.undone', 'invoice.restored', 'case.reopened')
                    or u.action = 'match.undone' and u.before ->> 'entry' = d.sequence::text))
        end as undone,
        case d.action when 'bulk.confirmed' then (
            select sum(jsonb_array_length(p.after -> 'payments'))
            from audit_entries as p
            where p.subject_kind = d.subject_kind and p.subject_id = d.subject_id and p.action = d.action
        ) end as lines
    from audit_entries as d
    where d.action in (
            'match.confirmed', 'match.rejected', 'match.entered', 'payment.set_aside', 'case.resolved',
            'bulk.confirmed', 'run.done', 'import.stored', 'rules.saved', 'invoice.voided')
      and (d.action <> 'case.resolved' or d.after ->> 'sentence' is not null)
      and (:mine = '' or d.actor_name = :mine)
      and (d.action <> 'bulk.confirmed' or not exists (
        select from audit_entries as e
        where e.subject_kind = d.subject_kind and e.subject_id = d.subject_id and e.action = d.action
          and e.sequence < d.sequence))
    order by d.sequence desc
    limit :limit offset :offset
""")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done: its entry's number, when, by whom, the action and the thing's id.

    `after` and `reason` are the entry's own; `lines` counts the bank lines of a bulk; `undone` says whether
    it was taken back.
    """

    sequence: int
    at: datetime
    by: str
    action: str
    subject_id: str
    after: dict[str, Any]
    reason: str
    lines: int
    undone: bool


def newest(scope: Scope, limit: int, offset: int = 0, by: str = "") -> tuple[Deed, ...]:
    """The deeds of everybody, or of one person by name, newest first."""
    rows = scope.connection.execute(_DEEDS, {"limit": limit, "offset": offset, "mine": by})
    return tuple(
        Deed(
            row.sequence,
            row.at,
            row.actor_name,
            row.action,
            row.subject_id,
            dict(row.after or {}),
            row.reason,
            int(row.lines or 0),
            row.undone,
        )
        for row in rows
    )
