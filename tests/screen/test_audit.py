"""Audit: who did what when, filters, and a check that names the first broken entry."""

import csv
import io

import psycopg
from openpyxl import load_workbook

from core.faces.screen import tables
from core.insight.wording import count_text
from tests.screen.conftest import all_text, bring

LINE = b"""transaction_id,payment_date,amount,currency,counterparty
=A%d,2026-09-14,%d1.50,USD,=1+1
"""


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("audit")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.dataframe


def test_every_deed_is_there_in_words_newest_first(open_page, tidewater):
    page = open_page("audit", tidewater)
    assert not page.exception
    entries = page.dataframe[0].value
    assert list(entries["sequence"]) == sorted(entries["sequence"], reverse=True)
    assert {"File imported", "Matching done", "Signed in"} <= set(entries["what"])
    assert "bank_lines.csv" in " ".join(entries["details"])


def test_a_filter_shows_only_its_deeds(open_page, tidewater):
    page = open_page("audit", tidewater)
    page.selectbox(key="chosen_action").set_value("import.stored").run()
    assert set(page.dataframe[0].value["what"]) == {"File imported"}


def test_a_search_that_finds_nothing_says_so(open_page, tidewater):
    page = open_page("audit", tidewater)
    page.text_input(key="chosen_search").set_value("no such thing anywhere").run()
    assert not page.exception
    assert not page.dataframe
    assert "No entries found" in all_text(page)


def test_an_address_narrows_to_one_person_and_the_chip_takes_it_back(open_page, tidewater):
    page = open_page("audit", tidewater)
    page.query_params["by"] = "Nobody Ever"
    page.run()
    assert not page.dataframe
    page.button(key="drop_by").click().run()
    assert len(page.dataframe[0].value)


def test_the_check_says_the_record_is_whole(open_page, tidewater):
    page = open_page("audit", tidewater)
    page.button(key="verify").click().run()
    assert "entries verify" in page.success[0].value


def test_the_check_names_the_first_entry_that_was_changed(open_page, new_member, server):
    member = new_member("Tampered")
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        changed = connection.execute(
            "update tieout.audit_entries set reason = 'another' where tenant_id = %s returning sequence",
            (member.company.id,),
        ).fetchall()
    page = open_page("audit", member)
    page.button(key="verify").click().run()
    assert not page.exception
    assert f"entry {min(changed)[0]} " in page.error[0].value


def test_the_other_company_sees_nothing_of_this_one(open_page, tidewater, zephyr):
    said = all_text(open_page("audit", zephyr))
    assert "zephyr-lines.csv" in said
    assert "bank_lines.csv" not in said
    assert "Tidewater" not in said


def test_the_download_holds_all_pages_and_nothing_that_runs(open_page, new_member, monkeypatch):
    member = new_member("Downloading")
    for number in range(17):
        bring(member.workspace, LINE % (number, number), f"=cmd{number}.csv")
    made = {}
    monkeypatch.setattr(
        tables.st, "download_button", lambda label, data, *_, **__: made.update({label: data})
    )
    page = open_page("audit", member)
    assert len(page.dataframe[0].value) == 15
    rows = list(csv.DictReader(io.StringIO(made["Download CSV"]().decode("utf-8-sig"))))
    assert len(rows) == 18
    sheet = load_workbook(io.BytesIO(made["Download XLSX"]())).active
    cells = [cell for row in rows for cell in row.values()]
    cells += [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    assert sheet.max_row == 20, "the first download is on the record by now"
    assert not [cell for cell in cells if cell.startswith("=")]


def test_a_download_is_on_the_record(open_page, new_member, monkeypatch):
    member = new_member("Recorded")
    made = {}
    monkeypatch.setattr(
        tables.st, "download_button", lambda label, data, *_, **__: made.update({label: data})
    )
    page = open_page("audit", member)
    before = len(page.dataframe[0].value)
    made["Download CSV"]()
    page.run()
    newest = page.dataframe[0].value.iloc[0]
    assert newest["what"] == "File downloaded"
    assert newest["details"] == f"audit.csv · {count_text(before, 'row')}"


def test_a_run_is_told_in_words_without_keys(open_page, tidewater):
    page = open_page("audit", tidewater)
    entries = page.dataframe[0].value
    run = entries[entries["what"] == "Matching done"].iloc[0]
    assert " matched" in run["details"]
    assert " excepted" in run["details"]
