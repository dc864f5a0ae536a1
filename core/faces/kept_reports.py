"""A settled day's reports are kept where the company can reach them, whoever settled the day."""

from core.model.settlement_run import SettlementRun, SettlementStatus
from core.services import publishing, summarising
from core.services.publishing import NewFile
from core.services.workspace import Workspace


def keep(workspace: Workspace, run: SettlementRun) -> None:
    """Files the reports of a run that is done, in the bucket or in the local folder; of another, nothing."""
    if run.status is not SettlementStatus.DONE:
        return
    made = (summarising.report(workspace, run.id, ending) for ending in summarising.FORMATS)
    files = [NewFile(each.name, each.content_type, each.data) for each in made]
    publishing.publish(workspace, run.id, files)
