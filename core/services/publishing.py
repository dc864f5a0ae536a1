"""Publishing: a run's report files are kept where the company can reach them, and are never lost."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from core.model.errors import TieoutError
from core.model.identity import Role
from core.model.settlement_run import SettlementRun
from core.outlets.blobs import LONGEST_LINK, Blobs
from core.services.workspace import Workspace
from core.store import audit, report_files, settlement_runs
from core.store.report_files import ReportFile

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}\Z")


@dataclass(frozen=True, slots=True)
class NewFile:
    """A report file: its plain name, its media type and its content."""

    name: str
    content_type: str
    data: bytes


def publish(workspace: Workspace, run_id: UUID, files: Sequence[NewFile]) -> tuple[ReportFile, ...]:
    """Keeps a run's report files in the bucket, or in the local folder where there is none.

    A file that cannot go to the bucket stays local, is brought later where that can help, and the run is
    marked degraded with the reason. Raises `NotFoundError`, and `TieoutError` for a name that is none.
    """
    for file in files:
        if not _NAME.match(file.name):
            raise TieoutError(f"“{file.name}” is no name for a report file.")
    with workspace.scope(Role.ANALYST) as scope:
        run = settlement_runs.get(scope, run_id)
    blobs = _blobs(workspace)
    kept = [
        blobs.keep(f"{_folder(workspace, run)}/{file.name}", file.data, file.content_type) for file in files
    ]
    with workspace.scope(Role.ANALYST) as scope:
        made = []
        for file, where in zip(files, kept, strict=True):
            digest = hashlib.sha256(file.data).hexdigest()
            size = len(file.data)
            made.append(
                report_files.put(
                    scope, run_id, file.name, file.content_type, size, digest, where.place, where.key,
                    where.wanted_key, where.why,
                )
            )  # fmt: skip
        reasons = sorted({where.why for where in kept if where.why})
        for why in reasons:
            settlement_runs.degrade(scope, run_id, f"Reports are kept locally: {why}.")
        after = {"files": [file.name for file in files], "degraded": reasons}
        audit.append(scope, "settlement.published", "settlement", run_id, after=after)
    return tuple(made)


def bring(workspace: Workspace, limit: int = 50) -> int:
    """Brings files that wait in the local folder to the bucket and answers how many came there.

    A local copy is removed after the bucket has confirmed the file and the books say so, never before.
    """
    with workspace.scope(Role.ANALYST) as scope:
        waiting = report_files.waiting(scope, limit)
    blobs, brought = _blobs(workspace), 0
    for file in waiting:
        try:
            blobs.bring(file.key, file.wanted_key, file.content_type)
        except TieoutError as error:
            with workspace.scope(Role.ANALYST) as scope:
                report_files.not_brought(scope, file.id, str(error))
            continue
        with workspace.scope(Role.ANALYST) as scope:
            report_files.brought(scope, file.id)
        blobs.forget(file.key)
        brought += 1
    return brought


def read(workspace: Workspace, file_id: UUID) -> bytes:
    """A report file's content, for a download; raises `NotFoundError`, also when it is not what was kept."""
    with workspace.scope() as scope:
        file = report_files.get(scope, file_id)
    data = _blobs(workspace).read(file.place, file.key)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise TieoutError(f"{file.name} has been changed since it was made.")
    return data


def link(workspace: Workspace, file_id: UUID, lasts: timedelta = LONGEST_LINK) -> str:
    """An address under which a file in the bucket can be read for a while, a week at most.

    Raises `TieoutError` for a file that lies in the local folder.
    """
    with workspace.scope(Role.ANALYST) as scope:
        file = report_files.get(scope, file_id)
        if file.place != "s3":
            raise TieoutError("This file lies on the server itself; download it instead.")
        address = _blobs(workspace).link(file.key, lasts)
        after = {"file": file.name, "hours": int(lasts.total_seconds() // 3600)}
        audit.append(scope, "settlement.linked", "report_file", file_id, after=after)
    return address


def _blobs(workspace: Workspace) -> Blobs:
    return Blobs(workspace.settings.files, workspace.settings.home / "reports")


def _folder(workspace: Workspace, run: SettlementRun) -> str:
    """Below the company's own folder, a folder for each version of each day."""
    return f"{workspace.company.id}/{run.business_date}/{run.processor}/v{run.version}"
