"""Upload: one card per file, questions answered in place, stored whole or in part, then matched."""

import pytest

from core.model.identity import Role
from core.services import importing, reconciling
from tests.screen.conftest import SAMPLES, all_text, until_read

TWO_WAYS = b"""invoice_number,counterparty,issue_date,total_amount,currency
Q-1,Quince Ltd,03/04/2026,100.00,USD
Q-2,Quince Ltd,05/06/2026,200.00,USD
"""
ONE_BAD = b"""invoice_number,counterparty,issue_date,total_amount,currency
B-1,Beech Ltd,2026-04-03,100.00,USD
B-2,Beech Ltd,2026-02-30,200.00,USD
"""
STRANGE = b"""invoice_number,counterparty,issue_date,total_amount,currency
M-1,**bold** [here](http://evil.example) $x$,2026-04-03,100.00,USD
"""
PAGE = b"<!doctype html><html><body>Please sign in</body></html>"


@pytest.fixture
def drop(open_page):
    """Opens Upload and drops files on it."""

    def dropped(member, *files):
        page = open_page("upload", member)
        page.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files]).run()
        return until_read(page)

    return dropped


def press(page, label):
    """Presses the first button whose label begins so."""
    next(button for button in page.button if button.label.startswith(label)).click().run()
    return until_read(page)


def sample(name):
    return name, (SAMPLES / name).read_bytes()


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("upload")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.get("file_uploader")


def test_a_file_says_what_it_is_before_anything_is_stored(drop, new_member):
    member = new_member("Looking")
    said = all_text(drop(member, sample("invoices.csv")))
    assert "41 invoices, columns recognised by their names. 41 new" in said
    assert not importing.all_batches(member.workspace)


def test_two_files_are_stored_at_once_and_matched(drop, new_member):
    member = new_member("Matching")
    page = press(
        drop(member, sample("invoices.csv"), sample("bank_lines.csv")), "Store all 89 lines of 2 files"
    )
    said = all_text(page)
    assert "41 invoices added" in said
    assert "48 bank lines added" in said
    press(page, "Match them now")
    run = reconciling.last_run(member.workspace)
    assert f"Run 1: {run.matched} matched automatically" in all_text(page)


def test_the_same_file_again_adds_nothing_and_says_so(drop, new_member):
    member = new_member("Again")
    press(drop(member, sample("invoices.csv")), "Store 41 new invoices")
    page = drop(member, sample("invoices.csv"))
    assert "This exact file was stored on" in all_text(page)
    press(page, "Store 0 new invoices")
    assert "0 invoices added, 41 already in the books" in all_text(page)


def test_a_question_is_answered_in_place(drop, new_member):
    page = drop(new_member("Asking"), ("dates.csv", TWO_WAYS))
    assert not any(button.label.startswith("Store") for button in page.button)
    question = page.radio[0]
    assert "can be read in two ways" in question.label
    until_read(question.set_value("yes").run())
    assert str(page.dataframe[0].value["issued_on"].iloc[0].date()) == "2026-04-03"
    press(page, "Store 2 new invoices")
    assert "2 invoices added" in all_text(page)


def test_an_answer_can_be_taken_back(drop, new_member):
    page = drop(new_member("Doubting"), ("dates.csv", TWO_WAYS))
    until_read(page.radio[0].set_value("no").run())
    press(page, "Clear my answers")
    assert "can be read in two ways" in page.radio[0].label


def test_a_bad_row_is_named_and_left_out_only_when_said_so(drop, new_member):
    member = new_member("Partial")
    page = drop(member, ("partly.csv", ONE_BAD))
    problems = page.dataframe[0].value
    assert problems.iloc[0].to_dict() == {
        "row": 3,
        "column": "issue_date",
        "value": "2026-02-30",
        "reason": "Is not a real date",
    }
    press(page, "Store 1 new invoice and leave out 1 row")
    assert "1 invoice added, 0 already in the books, 1 rejected" in all_text(page)
    batch = importing.all_batches(member.workspace)[0]
    assert b"2026-02-30" in importing.rejected_csv(member.workspace, batch.id)


def test_a_column_can_be_corrected_and_is_remembered(drop, new_member):
    member = new_member("Columns")
    odd = TWO_WAYS.replace(b"counterparty", b"reference").replace(b"03/04", b"13/04")
    page = drop(member, ("odd.csv", odd))
    column = next(box for box in page.selectbox if box.label == "Counterparty")
    column.set_value(1)
    press(page, "Read the file this way")
    press(page, "Store 2 new invoices")
    later = drop(member, ("later.csv", odd.replace(b"Q-", b"R-")))
    assert "2 invoices" in all_text(later)
    assert not later.warning
    assert set(later.dataframe[0].value["counterparty"]) == {"Quince Ltd"}


def test_file_text_is_shown_letter_by_letter(drop, new_member):
    page = drop(new_member("Strange"), ("strange **name**.csv", STRANGE))
    assert page.dataframe[0].value["counterparty"].iloc[0] == "**bold** [here](http://evil.example) $x$"
    assert any("strange \\*\\*name\\*\\*" in text.value for text in page.markdown)


def test_what_is_no_table_is_refused_in_plain_words(drop, new_member):
    page = drop(new_member("Html"), ("export.csv", PAGE))
    said = all_text(page)
    assert "couldn't be read" in said
    assert "HTML" in said


def test_a_viewer_looks_but_does_not_store(drop, new_member):
    page = drop(new_member("Viewing", role=Role.VIEWER), sample("invoices.csv"))
    assert "only analysts and above can store" in all_text(page)
    assert not any(button.label.startswith("Store") for button in page.button)


def test_past_imports_are_those_of_this_company_alone(open_page, tidewater, zephyr):
    said = all_text(open_page("upload", zephyr))
    assert "zephyr-lines.csv" in said
    assert "bank_lines.csv" not in said


def test_a_file_waits_while_another_page_is_looked_at(drop, new_member):
    page = drop(new_member("Elsewhere"), ("dates.csv", TWO_WAYS))
    until_read(page.radio[0].set_value("yes").run())
    page.switch_page("pages/ledger.py").run()
    assert "dates" not in all_text(page)
    page.switch_page("pages/upload.py").run()
    assert str(page.dataframe[0].value["issued_on"].iloc[0].date()) == "2026-04-03"
    press(page, "Store 2 new invoices")
    assert "2 invoices added" in all_text(page)


def test_a_file_is_dismissed_and_another_dropped_twice_has_one_card(drop, new_member):
    member = new_member("Dismissing")
    page = drop(member, ("dates.csv", TWO_WAYS), sample("invoices.csv"))
    page.button(key="dismiss_file1").click().run()
    said = all_text(page)
    assert "dates" not in said
    assert "41 new" in said
    for _ in range(2):
        page.file_uploader[0].set_value([(*sample("invoices.csv"), "text/csv")]).run()
    assert [button.label for button in until_read(page).button].count("Dismiss") == 1
    assert not importing.all_batches(member.workspace)


def test_what_is_stored_makes_room_for_the_next_file(drop, new_member):
    member = new_member("Next")
    page = press(drop(member, sample("invoices.csv")), "Store 41 new invoices")
    page = press(page, "Match them now")
    page.file_uploader[0].set_value([(*sample("bank_lines.csv"), "text/csv")]).run()
    assert "41 invoices added" not in all_text(until_read(page))
    page = press(page, "Store 48 new bank lines")
    press(page, "Match them now")
    assert "Run 2:" in all_text(page)
