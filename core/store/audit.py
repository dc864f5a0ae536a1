"""The audit trail: appended through one function, chained by hashes, verified entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from core.model.errors import AuditBrokenError
from core.store.frames import Kind, Page, frame_of
from core.store.tables import audit_entries
from core.store.tenancy import Scope
from core.store.values import as_json

_APPEND = text("""
    select audit_append(
        :actor_id, :actor_name, :action, :subject_kind, :subject_id,
        cast(:before as jsonb), cast(:after as jsonb), :reason, :origin
    )
""")

# The hashes are computed here once more, not by the function that wrote them: who can replace that function
# could make it say yes.
_FIRST_BROKEN = text("""
    select sequence, expected, sequence <> expected as out_of_order
    from (
        select e.sequence, e.hash, e.previous_hash,
            row_number() over (order by e.sequence) as expected,
            coalesce(
                lag(e.hash) over (order by e.sequence), sha256(convert_to(e.tenant_id::text, 'UTF8'))
            ) as before_it,
            sha256(e.previous_hash || convert_to(jsonb_build_array(
                e.tenant_id, e.sequence, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                e.actor_id, e.actor_name, e.action, e.subject_kind, e.subject_id, e.before, e.after, e.reason,
                e.origin
            )::text, 'UTF8')) as computed
        from audit_entries as e
    ) as chain
    where sequence <> expected or previous_hash <> before_it or hash <> computed
    order by sequence
    limit 1
""")

_LAST = text("select sequence, hash from audit_entries order by sequence desc limit 1")
_HEAD = text("select sequence, hash from audit_heads")
_HASH_AT = text("select hash from audit_entries where sequence = :sequence")

_COLUMNS = {
    "sequence": Kind.WHOLE,
    "at": Kind.MOMENT,
    "actor_name": Kind.TEXT,
    "action": Kind.TEXT,
    "subject_kind": Kind.TEXT,
    "subject_id": Kind.TEXT,
    "before": Kind.ANY,
    "after": Kind.ANY,
    "reason": Kind.TEXT,
    "origin": Kind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a company's chain; sequence 0 where nothing was done yet."""

    sequence: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries a page shows; an empty field lets everything through. `words` looks at the deed, its
    subject, its reason and who did it."""

    action: str = ""
    actor: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    words: str = ""


def append(
    scope: Scope,
    action: str,
    subject_kind: str,
    subject_id: UUID | str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> int:
    """Writes down a deed of the scope's actor in its own transaction and answers the entry's number.

    Call it last: the company's chain is held until the transaction ends.
    """
    values = {
        "actor_id": scope.actor.id,
        "actor_name": scope.actor.name,
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": str(subject_id),
        "before": None if before is None else as_json(before),
        "after": None if after is None else as_json(after),
        "reason": reason,
        "origin": scope.actor.origin,
    }
    return int(scope.connection.execute(_APPEND, values).scalar_one())


def head(scope: Scope) -> Head:
    """The last entry, as the chain itself ends."""
    row = scope.connection.execute(_LAST).one_or_none()
    return Head(0, b"") if row is None else Head(row.sequence, row.hash)


def verify(scope: Scope) -> Head:
    """Checks every entry of the company's chain and answers its last.

    Raises `AuditBrokenError` naming the first entry that is missing, was changed or does not follow from the
    one before it, or a chain that ends elsewhere than its head says. What a superuser can rewrite as a whole
    is found by the anchors (`core.store.anchors`).
    """
    broken = scope.connection.execute(_FIRST_BROKEN).one_or_none()
    if broken is not None and broken.out_of_order:
        raise AuditBrokenError(f"Audit entry {broken.expected} is missing.")
    if broken is not None:
        raise AuditBrokenError(f"Audit entry {broken.sequence} was changed or does not follow from the last.")
    last, said = head(scope), scope.connection.execute(_HEAD).one_or_none()
    ends = Head(0, b"") if said is None else Head(said.sequence, said.hash)
    if last != ends:
        raise AuditBrokenError(
            f"Audit entry {last.sequence + 1} is missing: the chain was cut off behind it."
        )
    return last


def hash_at(scope: Scope, sequence: int) -> bytes | None:
    """The hash of one entry; None where there is none."""
    found: bytes | None = scope.connection.execute(_HASH_AT, {"sequence": sequence}).scalar_one_or_none()
    return found


def page(scope: Scope, wanted: AuditFilter, limit: int, offset: int = 0) -> Page:
    """Entries, newest first: sequence, at, actor_name, action, subject_kind, subject_id, before, after,
    reason, origin."""
    conditions = _conditions(wanted)
    total = scope.connection.execute(
        select(func.count()).select_from(audit_entries).where(*conditions)
    ).scalar_one()
    statement = (
        select(*(audit_entries.c[name] for name in _COLUMNS))
        .where(*conditions)
        .order_by(audit_entries.c.sequence.desc())
        .limit(limit)
        .offset(offset)
    )
    return Page(frame_of(scope.connection.execute(statement).all(), _COLUMNS), total)


def actions(scope: Scope) -> tuple[str, ...]:
    """Every kind of deed there is in the trail, for a filter."""
    statement = select(audit_entries.c.action).distinct().order_by(audit_entries.c.action)
    return tuple(scope.connection.execute(statement).scalars())


def _conditions(wanted: AuditFilter) -> list[Any]:
    entries = audit_entries.c
    exact = {
        "action": wanted.action,
        "actor_name": wanted.actor,
        "subject_kind": wanted.subject_kind,
        "subject_id": wanted.subject_id,
    }
    found = [entries[name] == value for name, value in exact.items() if value]
    if wanted.words.strip():
        said = func.lower(
            func.concat_ws(
                " ",
                entries.action,
                entries.subject_kind,
                entries.subject_id,
                entries.reason,
                entries.actor_name,
            )
        )
        found.append(func.strpos(said, wanted.words.strip().lower()) > 0)
    return found
