"""Files are looked at first, then stored whole, without their bad rows, or not at all."""

import csv
import io

import pytest

from core.model.batch import BatchKind
from core.model.errors import AccessError, ImportRefusedError
from core.model.identity import Role
from core.services import auditing, importing, reporting
from core.services.workspace import Workspace
from tests.faces.test_read_files import OFX
from tests.services.conftest import INVOICES, PAYMENTS, bring

BAD_ROW = INVOICES + "A-1008,Quarry Bakery GmbH,2026-03-21,2026-04-20,twelve,EUR,,\n"


def _counts(workspace: Workspace) -> int:
    return int(reporting.kpis(workspace, None).states.rows["count"].sum())


def test_a_preview_stores_nothing(workspace: Workspace) -> None:
    preview = importing.preview(workspace, INVOICES.encode(), "invoices.csv")
    assert (preview.kind, preview.new, preview.known) == (BatchKind.INVOICES, 7, 0)
    assert _counts(workspace) == 0
    assert importing.all_batches(workspace) == ()


def test_the_same_file_twice_adds_nothing_and_says_so(workspace: Workspace) -> None:
    first = bring(workspace, PAYMENTS, BatchKind.PAYMENTS)
    preview = importing.preview(workspace, PAYMENTS.encode(), "again.csv")
    assert preview.already_imported_at == first.imported_at
    assert (preview.new, preview.known) == (0, 7)
    again = importing.store(workspace, preview)
    assert (first.added, again.added, again.known) == (7, 0, 7)


def test_an_overlapping_statement_brings_only_what_is_new(workspace: Workspace) -> None:
    """Two equal lines inside a statement are two payments; the same lines again are not new."""
    twin = "T-9,2026-04-20,10.00,EUR,CAFE,COFFEE,,card\n"
    bring(workspace, PAYMENTS + twin + twin, BatchKind.PAYMENTS)
    header, *lines = PAYMENTS.splitlines(keepends=True)
    overlap = header + lines[-1] + twin + twin + twin
    batch = bring(workspace, overlap, BatchKind.PAYMENTS)
    assert (batch.added, batch.known) == (1, 3)


def test_a_bad_row_refuses_the_file_by_name_until_it_is_accepted_in_part(workspace: Workspace) -> None:
    preview = importing.preview(workspace, BAD_ROW.encode(), "march.csv")
    with pytest.raises(ImportRefusedError, match=r"march\.csv, row 9.*twelve"):
        importing.store(workspace, preview)
    assert _counts(workspace) == 0
    batch = importing.store(workspace, preview, accept_partial=True)
    assert (batch.added, batch.rejected) == (7, 1)
    rows = list(csv.reader(io.StringIO(importing.rejected_csv(workspace, batch.id).decode("utf-8-sig"))))
    assert rows[1][:2] == ["9", "total_amount"]
    assert rows[1][3:] == BAD_ROW.splitlines()[-1].split(",")


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_rejected_rows_are_downloaded_repaired_and_dropped_again(
    workspace: Workspace, delimiter: str
) -> None:
    """The repaired file is read as the first was, with the correction a person made remembered."""
    text = "Reference,Payee,Amount,Booked,Currency\n" + "".join(
        f"R{n},=Payee {n},{amount},{day},EUR\n"
        for n, (amount, day) in enumerate(
            (("-5.00", "2026-03-01"), ("-6.00", "2026-02-30"), ("-x", "2026-03-02"))
        )
    )
    first = importing.preview(
        workspace, text.replace(",", delimiter).encode(), "bank.csv", BatchKind.PAYMENTS
    )
    mapping = first.mapping.with_column("bank_id", 0)
    data, kind = text.replace(",", delimiter).encode(), BatchKind.PAYMENTS
    mapping = importing.preview(workspace, data, "bank.csv", kind).mapping.with_column("bank_id", 0)
    first = importing.preview(workspace, data, "bank.csv", kind, mapping)
    batch = importing.store(workspace, first, accept_partial=True)
    assert (batch.added, batch.rejected) == (1, 2)
    download = importing.rejected_csv(workspace, batch.id)
    assert download == importing.rejected_file(first.reading)
    assert b"'=Payee 1" in download
    repaired = download.replace(b"2026-02-30", b"2026-02-28").replace(b"'-x", b"-7.00")
    again = importing.preview(workspace, repaired, "rejected-bank.csv")
    assert (again.new, again.known, again.reading.rejected) == (2, 0, ())
    assert [(one.bank_id, one.counterparty, str(one.amount)) for one in again.reading.payments] == [
        ("R1", "=Payee 1", "-6.00 EUR"),
        ("R2", "=Payee 2", "-7.00 EUR"),
    ]
    assert importing.store(workspace, again).added == 2
    assert importing.preview(workspace, repaired, "rejected-bank.csv").known == 2


def test_a_file_without_a_good_row_is_refused(workspace: Workspace) -> None:
    only_bad = "\n".join((INVOICES.splitlines()[0], BAD_ROW.splitlines()[-1]))
    preview = importing.preview(workspace, only_bad.encode(), "bad.csv")
    with pytest.raises(ImportRefusedError, match="no rows that can be stored"):
        importing.store(workspace, preview, accept_partial=True)


def test_a_duplicate_number_stays_as_the_books_have_it(workspace: Workspace) -> None:
    bring(workspace, INVOICES, BatchKind.INVOICES)
    changed = importing.preview(workspace, INVOICES.replace("1190.00", "1191.00").encode(), "changed.csv")
    assert (changed.new, changed.known, changed.differing) == (0, 7, (2,))


def test_an_import_is_on_the_record(workspace: Workspace) -> None:
    bring(workspace, INVOICES, BatchKind.INVOICES)
    entry = auditing.entries(workspace, auditing.AuditFilter(action="import.stored")).rows.iloc[0]
    assert entry["after"]["added"] == 7
    assert entry["actor"] == workspace.person.name


def test_a_viewer_imports_nothing(desk, company) -> None:
    viewer = desk(company, Role.VIEWER)
    preview = importing.preview(viewer, INVOICES.encode(), "invoices.csv")
    with pytest.raises(AccessError, match="analyst"):
        importing.store(viewer, preview)


def test_one_companys_import_is_unknown_to_the_other(
    workspace: Workspace, other_workspace: Workspace
) -> None:
    bring(workspace, INVOICES, BatchKind.INVOICES)
    preview = importing.preview(other_workspace, INVOICES.encode(), "invoices.csv")
    assert preview.already_imported_at is None
    assert preview.new == 7
    assert importing.all_batches(other_workspace) == ()


def test_a_bank_statement_is_stored_like_any_other_file(workspace: Workspace) -> None:
    """OFX, as a bank offers it: the lines come in once, with the account they belong to."""
    preview = importing.preview(workspace, OFX.encode(), "march.ofx")
    assert (preview.kind, preview.new) == (BatchKind.PAYMENTS, 2)
    assert importing.store(workspace, preview).added == 2
    assert importing.preview(workspace, OFX.encode(), "march.ofx").known == 2
