"""Whatever is wrong with a file, without a person's consent the books are as they were."""

import pytest
from sqlalchemy import text

from core.intake import child, reader
from core.model.errors import TieoutError
from core.services import importing
from core.services.workspace import Workspace
from tests.intake.bad_row_cases import ROW_CASES
from tests.intake.bad_statement_cases import STATEMENT_CASES
from tests.intake.bad_texts import CSV_CASES, Case
from tests.intake.bad_workbook_cases import XLSX_CASES

_BOOKS = text("""
    select (select count(*) from import_batches) + (select count(*) from invoices)
        + (select count(*) from payments) + (select count(*) from counterparties)
        + (select count(*) from rejected_rows) + (select count(*) from column_mappings)
        + (select count(*) from audit_entries)
""")


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader without its child process: a hundred of them take half a minute."""

    def here(data, file_name, kind, mapping, answers, base, **_watched):
        return reader.read(data, file_name, kind, mapping, answers, base)

    monkeypatch.setattr(child, "read_file", here)


def rows(workspace: Workspace) -> int:
    with workspace.scope() as scope:
        return int(scope.connection.execute(_BOOKS).scalar_one())


def test_a_hundred_bad_files_leave_the_books_as_they_were(workspace: Workspace) -> None:
    """All but those that are only unusual (read with a notice or without a word), and those whose question is
    answered by the currency of the books."""
    before, seen = rows(workspace), 0
    for case in (*CSV_CASES, *XLSX_CASES, *ROW_CASES, *STATEMENT_CASES):
        if not (case.refused or case.asked or case.rejected) or case.asked.startswith("currency"):
            continue
        data = case.data.encode() if isinstance(case.data, str) else case.data
        with pytest.raises(TieoutError):
            importing.store(workspace, importing.preview(workspace, data, case.file))
        assert rows(workspace) == before, case.name
        seen += 1
    assert seen > 130


@pytest.mark.parametrize(
    "case", [case for case in CSV_CASES if case.rejected and case.values][:5], ids=lambda case: case.name
)
def test_what_was_consented_to_is_stored_and_the_rest_kept_for_repair(
    workspace: Workspace, case: Case
) -> None:
    data = case.data.encode() if isinstance(case.data, str) else case.data
    preview = importing.preview(workspace, data, case.file)
    batch = importing.store(workspace, preview, accept_partial=True)
    assert batch.added == preview.new > 0
    assert batch.rejected == len(case.rejected)
