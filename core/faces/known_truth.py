"""The truth about the demo companies' books, which came with their files."""

import csv
from pathlib import Path

from core.services import comparing
from core.services.comparing import Pairs
from core.services.workspace import Workspace
from core.settings import REPOSITORY

_DEMO = REPOSITORY / "data" / "demo"
_SAME_BOOKS = 0.9  # share of the truth's pairs that must be in the books for them to be the demo's


def known_truth(workspace: Workspace) -> Pairs | None:
    """True (invoice key, payment key) pairs where the open company is one of the demo's, else None.

    Another company that only bears a demo's short name has other bank lines and gets None.
    """
    folders = {folder.name: folder for folder in _DEMO.iterdir() if (folder / "truth.csv").is_file()}
    folder = folders.get(workspace.company.slug)
    if folder is None:
        return None
    named = _pairs(folder / "truth.csv") | _pairs(folder / "card_truth.csv")
    found = comparing.truth_of(workspace, named)
    return found if len(found) >= _SAME_BOOKS * len(named) else None


def _pairs(file: Path) -> set[tuple[str, str, str]]:
    """(bank's id of the line, invoice number, counterparty) of every row; none without such a file."""
    if not file.is_file():
        return set()
    with file.open(encoding="utf-8", newline="") as rows:
        return {
            (row["transaction_id"], row["invoice_number"], row["counterparty"])
            for row in csv.DictReader(rows)
        }
