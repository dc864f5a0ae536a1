"""Ledger: every row is found and opened with its history; runs, imports and invoices are taken back."""

import io

import openpyxl
import pandas as pd
import pytest

from core.faces.screen import ledger_parts, spreadsheet, tables
from core.services import browsing, filing, reconciling
from core.services.browsing import LedgerFilter
from tests.intake.documents import hostile
from tests.screen.conftest import SAMPLES, all_text, bring


@pytest.fixture
def harbor(new_member):
    """A company of its own, for tests that change the books."""
    member = new_member("Harbor")
    for name in ("invoices.csv", "bank_lines.csv"):
        bring(member.workspace, (SAMPLES / name).read_bytes(), name)
    reconciling.run(member.workspace)
    return member


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("ledger")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.dataframe


def test_a_nul_in_the_address_is_no_reason_to_fail(open_page, tidewater):
    page = open_page("ledger", tidewater)
    page.query_params["search"] = "no\0where"
    page.run()
    assert not page.exception
    assert not page.error
    assert page.info[0].value == "No invoices found with these filters."


def test_invoices_are_listed_and_the_first_is_opened_with_its_history(open_page, tidewater):
    page = open_page("ledger", tidewater)
    assert not page.exception
    rows = page.dataframe[0].value
    assert len(rows)
    said = all_text(page) + "".join(each.value for each in page.get("html"))
    assert "Imported from invoices.csv, row" in said


@pytest.mark.parametrize(("show", "word"), [("lines", "description"), ("matches", "decided_by")])
def test_bank_lines_and_matches_have_lists_of_their_own(open_page, tidewater, show, word):
    page = open_page("ledger", tidewater)
    page.segmented_control(key="chosen_show").set_value(show).run()
    assert not page.exception
    assert word in page.dataframe[0].value.columns
    assert len(page.dataframe[0].value)


def test_filters_narrow_the_list_and_say_when_nothing_is_left(open_page, tidewater):
    page = open_page("ledger", tidewater)
    whole = len(page.dataframe[0].value)
    page.selectbox(key="chosen_state").set_value("settled").run()
    settled = page.dataframe[0].value
    assert 0 < len(settled) < whole
    assert set(settled["standing"]) == {"Settled"}
    page.text_input(key="chosen_search").set_value("no such thing anywhere").run()
    assert not page.dataframe
    assert "No invoices found with these filters" in all_text(page)


def test_what_is_no_amount_is_said_not_guessed(open_page, tidewater):
    page = open_page("ledger", tidewater)
    page.text_input(key="chosen_least").set_value("a lot").run()
    assert not page.exception
    assert "is not an amount" in page.error[0].value


def test_an_invoice_is_voided_and_counts_again(open_page, harbor):
    page = open_page("ledger", harbor)
    page.selectbox(key="chosen_state").set_value("settled").run()
    button = next(each for each in page.button if (each.key or "").startswith("void_"))
    button.click().run()
    assert not page.exception
    assert "is void" in page.success[0].value
    page.selectbox(key="chosen_state").set_value("void").run()
    assert len(page.dataframe[0].value) == 1
    next(each for each in page.button if (each.key or "").startswith("restore_")).click().run()
    assert "is open again" in page.success[0].value


def test_a_run_and_then_an_import_are_undone_with_what_they_pull_along_said_first(open_page, harbor):
    page = open_page("ledger", harbor)
    page.segmented_control(key="chosen_show").set_value("runs").run()
    assert "will be reversed" in "".join(each.value for each in page.get("html"))
    next(each for each in page.button if (each.key or "").startswith("undo_")).click().run()
    assert page.success[0].value.startswith("Run 1 undone")
    page.segmented_control(key="chosen_show").set_value("imports").run()
    next(each for each in page.button if (each.key or "").startswith("undo_")).click().run()
    assert "undone" in page.success[0].value
    assert list(page.dataframe[0].value["standing"]) == ["Undone", "In effect"]


def test_a_download_holds_what_is_filtered_and_no_formula(harbor):
    header = "invoice_number,counterparty,issue_date,due_date,total_amount,currency\n"
    bring(harbor.workspace, f"{header}EVIL-1,=1+1 Ltd,2026-03-01,2026-04-01,10.00,USD\n".encode(), "e.csv")
    rows = browsing.invoice_list(harbor.workspace, LedgerFilter(words="EVIL"), 10).rows
    filed = tables.as_filed(ledger_parts.worded(rows), ledger_parts.VIEWS["invoices"].filed)
    assert "'=1+1 Ltd" in spreadsheet.csv_file(filed).decode()
    sheet = openpyxl.load_workbook(io.BytesIO(spreadsheet.xlsx_file(filed))).active
    assert sheet.max_row == 2
    assert all(cell.data_type != "f" for cell in sheet[2])


def test_an_invoice_shows_the_document_it_was_read_from(open_page, new_member):
    member = new_member("Filed")
    file = filing.read(member.workspace, hostile.sound(), "acorn.pdf")
    filing.store(member.workspace, file, [filing.Chosen(file.document.invoices[0], confirmed=True)])
    page = open_page("ledger", member)
    (toggle,) = (each for each in page.toggle if each.key.startswith("document_"))
    assert toggle.label == "Show acorn\\.pdf"
    toggle.set_value(True).run()
    assert not page.exception
    assert any("data:image/jpeg;base64," in each.proto.body for each in page.get("html"))


def test_the_other_company_sees_its_own_rows_alone(open_page, tidewater, zephyr):
    page = open_page("ledger", zephyr)
    assert set(page.dataframe[0].value["counterparty"]) == {"Zephyr Kites GmbH"}
    assert "Tidewater" not in all_text(page)


def test_a_filtered_list_is_a_link_of_codes(open_page, tidewater):
    page = open_page("ledger", tidewater)
    page.query_params.update({"show": "lines", "state": "settled", "since": "2026-09-01", "least": "1"})
    page.run()
    assert not page.exception
    rows = page.dataframe[0].value
    assert set(rows["standing"]) == {"Settled"}
    assert rows["paid_on"].min() >= pd.Timestamp("2026-09-01")
    page.query_params.update({"show": "nonsense", "state": "nonsense", "since": "yesterday", "page": "0"})
    page.run()
    assert not page.exception
    assert len(page.dataframe[0].value) > 0
