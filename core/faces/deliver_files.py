"""`tieout deliver`: a processor's report and the ledger's file stored for a company, their days settled."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.faces import kept_reports, settlement_sides
from core.insight.settlement_words import processor_name
from core.insight.wording import count_text, date_text
from core.intake.answers import NO_ANSWERS, Answers
from core.model.batch import RejectedRow
from core.model.settlement_run import SettlementRun
from core.services import delivering, settling
from core.services.delivering import FilePreview
from core.services.workspace import Workspace
from core.store.deliveries import DeliveryRow

_SIDE_OF = {"external": "processor", "internal": "ledger"}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of the files: a sentence for each that was stored, and the days that were settled."""

    sentences: tuple[str, ...]
    runs: tuple[SettlementRun, ...]


def deliver_files(
    workspace: Workspace,
    files: dict[str, Path],
    processor: str = "",
    mapping_file: Path | None = None,
    answers: Answers = NO_ANSWERS,
    *,
    accept_partial: bool = False,
    settle: bool = True,
    say: Say,
    reject: Callable[[RejectedRow], None],
) -> Delivered:
    """Stores the files ("external": the processor's, "internal": the ledger's) as the Settlement page does,
    and settles the business days of the processor's.

    `say` is told what the page would say about a file, `reject` every row that cannot be read. Nothing is
    stored unless every file can be; raises `FileError`, `OpenQuestionError`, and `ImportRefusedError` where
    rows cannot be read and `accept_partial` is not set.
    """
    said = settlement_sides.mapping(mapping_file)
    found = {
        side: _read(workspace, path, side, processor, answers, said[side]) for side, path in files.items()
    }
    for preview in found.values():
        for notice in preview.notices:
            say(f"{preview.file_name}: {notice}")
        for row in preview.rejected:
            reject(row)
    for mine, other in (("external", "internal"), ("internal", "external")):
        if mine in found and other in found and delivering.counts_cents(found[mine], found[other]):
            say(
                f"{found[mine].file_name}: has a hundred times the amounts of the other file. If it counts "
                f'cents, say so in a mapping file: amount_minor = "{found[mine].fields["amount"]}".'
            )
    for preview in found.values():
        delivering.check(preview, accept_partial)
    # The ledger first: its ids say how the report's rows are named.
    stored = [
        (found[side], delivering.store(workspace, found[side], accept_partial))
        for side in ("internal", "external")
        if side in found
    ]
    runs = _settled(workspace, found["external"]) if settle and "external" in found else ()
    return Delivered(tuple(_sentence(preview, row) for preview, row in stored), runs)


def _read(
    workspace: Workspace, path: Path, side: str, processor: str, answers: Answers, said: dict[str, str]
) -> FilePreview:
    found = delivering.preview(
        workspace, path.read_bytes(), path.name, _SIDE_OF[side], processor, answers, said or None
    )
    if found.question is not None:
        settlement_sides.ask(found.question, path.name)
    return found


def _settled(workspace: Workspace, report: FilePreview) -> tuple[SettlementRun, ...]:
    days = delivering.business_dates(workspace, report)[-delivering.MOST_DAYS :]
    runs = tuple(settling.settle(workspace, report.processor, day) for day in days)
    for run in runs:
        kept_reports.keep(workspace, run)
    return runs


def _sentence(preview: FilePreview, stored: DeliveryRow) -> str:
    moments = preview.records.columns["occurred_at"] if preview.records else []
    named = f" of {processor_name(preview.processor)}" if preview.processor else ""
    counts = stored.counts
    return (
        f"{preview.file_name}: {count_text(preview.rows, 'row')}{named}, {date_text(min(moments).date())} to "
        f"{date_text(max(moments).date())}: {counts.added:,} added, {counts.changed:,} changed, "
        f"{counts.known:,} already known, {len(preview.rejected):,} rejected"
    )
