"""Summarising: a settlement run as files to send on: CSV and JSON of all rows, a page as HTML and PDF."""

import json
from dataclasses import dataclass
from uuid import UUID

from core.insight import settlement_report
from core.intake import export
from core.model.errors import TieoutError
from core.model.settlement_run import SettlementStatus
from core.outlets import reports
from core.services.workspace import Workspace
from core.store import discrepancies, payout_traces, settlement_runs

FORMATS = ("pdf", "html", "csv", "json")


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report: its file name, its media type and its content."""

    name: str
    content_type: str
    data: bytes


def report(workspace: Workspace, run_id: UUID, ending: str) -> ReportDocument:
    """A run's report as one of `FORMATS`.

    Raises `NotFoundError`, and `TieoutError` for a run that is not done: nothing was compared then.
    """
    with workspace.scope() as scope:
        run = settlement_runs.get(scope, run_id)
        if run.status is not SettlementStatus.DONE:
            raise TieoutError("This day has not been compared; there is nothing to report.")
        found = list(discrepancies.every(scope, run_id))
        payouts = payout_traces.of_run(scope, run_id)
    company = workspace.company
    name = f"settlement-{run.processor}-{run.business_date}-v{run.version}.{ending}"
    if ending == "csv":
        rows = settlement_report.rows(found)
        return ReportDocument(name, "text/csv", export.to_csv(settlement_report.COLUMNS, rows))
    if ending == "json":
        values = settlement_report.document(company, run, found, payouts)
        text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
        return ReportDocument(name, "application/json", text.encode())
    summary = settlement_report.summary(company, run, found, payouts)
    if ending == "html":
        return ReportDocument(name, reports.HTML_TYPE, reports.html(summary))
    if ending == "pdf":
        return ReportDocument(name, reports.PDF_TYPE, reports.pdf(summary))
    raise TieoutError(f"“{ending}” is no format of a report; there are {', '.join(FORMATS)}.")
