"""Audit anchors: once a day the end of each chain is written to a file outside the database, under an HMAC.

A superuser can cut a chain and fix its head, compute a whole chain anew, or empty it: all three verify inside
the database. They contradict the anchors, which nobody can write without the key.
"""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from core.model.errors import AuditBrokenError
from core.store import audit
from core.store.tenancy import Scope


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a company's chain ended on a day."""

    day: date
    sequence: int
    hash: str


def keep(scope: Scope, folder: Path, key: bytes, today: date) -> Anchor | None:
    """Adds today's anchor, once a day; None where there is nothing to anchor or it was done already.

    The chain is verified first (`AuditBrokenError`), so a broken chain is never anchored.
    """
    kept = read(scope.tenant_id, folder, key)
    if kept and kept[-1].day >= today:
        return None
    head = verify(scope, folder, key)
    if head.sequence == 0:
        return None
    anchor = Anchor(today, head.sequence, head.hash.hex())
    _append(_file(folder, scope.tenant_id), _line(scope.tenant_id, anchor, key))
    return anchor


def verify(scope: Scope, folder: Path, key: bytes) -> audit.Head:
    """Checks the chain in the database, then against every anchor; answers its last entry.

    Raises `AuditBrokenError` naming the first broken entry, or the first anchor that was tampered with.
    """
    head = audit.verify(scope)
    for anchor in read(scope.tenant_id, folder, key):
        found = audit.hash_at(scope, anchor.sequence)
        if found is None:
            raise AuditBrokenError(
                f"Audit entry {anchor.sequence}, anchored on {anchor.day}, is missing: the chain was cut off."
            )
        if found.hex() != anchor.hash:
            raise AuditBrokenError(
                f"Audit entry {anchor.sequence} differs from its anchor of {anchor.day}: it was rewritten."
            )
    return head


def read(tenant_id: UUID, folder: Path, key: bytes) -> tuple[Anchor, ...]:
    """The anchors kept for a company, oldest first; raises `AuditBrokenError` for one that was changed."""
    file = _file(folder, tenant_id)
    if not file.exists():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(_checked(tenant_id, number, line, key) for number, line in enumerate(lines, start=1))


def _file(folder: Path, tenant_id: UUID) -> Path:
    return folder / f"{tenant_id}.jsonl"


def _signature(tenant_id: UUID, anchor: Anchor, key: bytes) -> str:
    said = f"{tenant_id}|{anchor.day.isoformat()}|{anchor.sequence}|{anchor.hash}"
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def _line(tenant_id: UUID, anchor: Anchor, key: bytes) -> str:
    values = {
        "day": anchor.day.isoformat(),
        "sequence": anchor.sequence,
        "hash": anchor.hash,
        "hmac": _signature(tenant_id, anchor, key),
    }
    return json.dumps(values) + "\n"


def _checked(tenant_id: UUID, number: int, line: str, key: bytes) -> Anchor:
    try:
        values = json.loads(line)
        anchor = Anchor(date.fromisoformat(values["day"]), int(values["sequence"]), str(values["hash"]))
        if hmac.compare_digest(str(values["hmac"]), _signature(tenant_id, anchor, key)):
            return anchor
    except (ValueError, KeyError, TypeError):
        pass
    raise AuditBrokenError(f"Anchor {number} of this company was changed, or was signed with another key.")


def _append(file: Path, line: str) -> None:
    """On disk before it counts."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(line)
        out.flush()
        os.fsync(out.fileno())
