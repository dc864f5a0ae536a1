"""Exceptions lists what could not be matched and why, and lets a person settle it."""

from uuid import UUID

import pytest

from core.model.case import CaseStatus, Resolution
from core.model.identity import Role
from core.model.invoice import ItemState
from core.services import reconciling, resolving
from core.services.resolving import CaseFilter
from tests.screen.conftest import SAMPLES, all_text, bring


def shown(page):
    """Everything on the page, the escaped tables included."""
    return all_text(page) + "\n".join(element.value for element in page.get("html"))


def button(page, name):
    """The button whose label begins so."""
    return next(each for each in page.button if each.label.startswith(name))


def cases(member, **wanted):
    return resolving.cases(member.workspace, CaseFilter(**wanted))


def opened(member, page):
    """The case the address names, as the books have it."""
    return resolving.case_file(member.workspace, UUID(page.query_params["case"])).case


@pytest.fixture
def own(new_member):
    """A company of this test's own, with the sample books, matched."""
    member = new_member("Own")
    for name in ("invoices.csv", "bank_lines.csv"):
        bring(member.workspace, (SAMPLES / name).read_bytes(), name)
    reconciling.run(member.workspace)
    return member


LATE_LINE = b"""transaction_id,payment_date,amount,currency,counterparty,description,reference
Q1,2026-09-14,410.00,EUR,Quincy Orchards Ltd,SEPTEMBER,
"""
LATE_INVOICE = b"""invoice_number,counterparty,issue_date,due_date,total_amount,currency
QO-77,Quincy Orchards Ltd,2026-08-20,2026-09-19,410.00,EUR
"""


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("exceptions")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.dataframe


def test_every_open_case_is_listed_and_counted_by_reason(open_page, tidewater):
    page = open_page("exceptions", tidewater)
    found = cases(tidewater)
    assert not page.exception
    assert len(page.dataframe[0].value) == found.total > 0
    assert button(page, f"All reasons · {found.total}")
    for reason, rows in found.by_reason.groupby("reason"):
        assert any(
            each.key == f"reason_{reason}" and str(rows["cases"].sum()) in each.label for each in page.button
        )


def test_pressing_a_reason_shows_only_its_cases(open_page, tidewater):
    page = open_page("exceptions", tidewater)
    reason = cases(tidewater).by_reason["reason"].iloc[-1]
    page.button(key=f"reason_{reason}").click().run()
    assert not page.exception
    assert len(page.dataframe[0].value) == cases(tidewater, reason=reason).total
    assert page.query_params["reason"] == reason
    page.button(key="reason_all").click().run()
    assert len(page.dataframe[0].value) == cases(tidewater).total


def test_the_open_case_says_what_it_is_about_and_what_to_do(open_page, tidewater):
    page = open_page("exceptions", tidewater)
    first = cases(tidewater).rows.iloc[0]
    said = shown(page)
    assert page.query_params["case"] == first["case_id"]
    assert "severity" in said
    assert str(first["name"] or first["text"]).split(" ")[0] in said


def test_taking_a_case_makes_it_mine_and_giving_it_back_nobodys(open_page, own):
    page = open_page("exceptions", own)
    button(page, "Take").click().run()
    assert not page.exception
    assert opened(own, page).owner == own.workspace.person.name
    button(page, "Release").click().run()
    assert opened(own, page).owner == ""


def test_escalating_says_so(open_page, own):
    page = open_page("exceptions", own)
    button(page, "Escalate").click().run()
    assert opened(own, page).status is CaseStatus.ESCALATED


def test_resolving_needs_a_resolution_and_ends_the_case(open_page, own):
    page = open_page("exceptions", own)
    case, before = opened(own, page), cases(own).total
    button(page, "Resolve").click().run()
    assert page.warning[0].value == "Choose a resolution first."
    assert cases(own).total == before
    next(each for each in page.selectbox if each.label == "Resolution").select("Not ours")
    next(each for each in page.text_input if each.label == "Note").set_value("Belongs to the owner")
    button(page, "Resolve").click().run()
    assert not page.exception
    ended = resolving.case_file(own.workspace, case.id).case
    assert (ended.status, ended.resolution) == (CaseStatus.RESOLVED, Resolution.NOT_OURS)
    assert cases(own).total == before - 1
    assert opened(own, page).id != case.id


def test_a_resolved_case_can_be_opened_again(open_page, own):
    first = UUID(cases(own).rows.iloc[0]["case_id"])
    resolving.resolve(own.workspace, first, Resolution.DISPUTE, "by phone")
    page = open_page("exceptions", own)
    page.selectbox(key="chosen_status").set_value("resolved").run()
    assert "Disputed" in shown(page)
    button(page, "Reopen").click().run()
    assert not page.exception
    assert resolving.case_file(own.workspace, first).case.status is not CaseStatus.RESOLVED


def test_a_note_is_kept_with_who_wrote_it(open_page, own):
    page = open_page("exceptions", own)
    case = opened(own, page)
    next(each for each in page.text_input if each.label == "Note").set_value("<i>Called</i> them")
    button(page, "Add note").click().run()
    assert not page.exception
    assert [note.text for note in resolving.case_file(own.workspace, case.id).notes] == ["<i>Called</i> them"]
    assert "&lt;i&gt;Called" in shown(page)


def test_a_note_stays_typed_while_it_is_refused_and_goes_once_it_is_kept(open_page, own):
    page = open_page("exceptions", own)
    note(page).set_value("Called the customer")
    button(page, "Resolve").click().run()
    assert page.warning[0].value == "Choose a resolution first."
    assert not sent_empties(page)
    assert note(page).value == "Called the customer"
    button(page, "Add note").click().run()
    assert note(page).value == ""


def note(page):
    return next(box for box in page.text_input if box.label == "Note")


def sent_empties(page):
    """Whether the browser empties a form as it is sent, whatever becomes of it."""
    blocks = [page._tree]
    while blocks:
        block = blocks.pop()
        blocks.extend(child for child in block.children.values() if hasattr(child, "children"))
        if block.type == "form" and block.proto.form.clear_on_submit:
            return True
    return False


def test_a_search_that_finds_nothing_says_so(open_page, tidewater):
    page = open_page("exceptions", tidewater)
    page.text_input(key="chosen_search").set_value("no such thing").run()
    assert not page.exception
    assert "No exception matches these filters" in shown(page)


def test_books_without_exceptions_say_so(open_page, new_member):
    page = open_page("exceptions", new_member("Spotless"))
    assert not page.exception
    assert "No open exceptions" in shown(page)


def test_the_other_company_sees_none_of_these_cases(open_page, tidewater, zephyr):
    page = open_page("exceptions", zephyr)
    page.query_params["case"] = cases(tidewater).rows.iloc[0]["case_id"]
    page.run()
    assert not page.exception
    assert page.error[0].value == "There is no such case."
    assert "USD" not in shown(page)


def test_the_nearest_open_item_is_matched_at_a_press(open_page, new_member):
    """A bank line of a known payer with no invoice for it; the invoice comes later, and is offered."""
    member = new_member("Suggested", "EUR")
    bring(member.workspace, LATE_LINE, "lines.csv")
    reconciling.run(member.workspace)
    bring(member.workspace, LATE_INVOICE, "invoices.csv")
    page = open_page("exceptions", member)
    case = opened(member, page)
    assert "Suggested matches" in shown(page)
    button(page, "Match 410").click().run()
    assert not page.exception
    ended = resolving.case_file(member.workspace, case.id)
    assert (ended.case.resolution, ended.payment.state) == (Resolution.MATCHED, ItemState.SETTLED)


def test_a_bank_line_is_split_over_two_invoices_from_its_case_and_taken_back(open_page, new_member):
    """410.00 came before its invoices; they come as 300.00 and 110.00."""
    member = new_member("Splitting", "EUR")
    bring(member.workspace, LATE_LINE, "lines.csv")
    reconciling.run(member.workspace)
    second = b"QO-78,Quincy Orchards Ltd,2026-08-21,2026-09-20,110.00,EUR\n"
    bring(member.workspace, LATE_INVOICE.replace(b"410.00", b"300.00") + second, "invoices.csv")
    page = open_page("exceptions", member)
    case = opened(member, page)
    button(page, "Split").click().run()
    for box in [each.key for each in page.checkbox]:
        page.checkbox(key=box).check().run()
    assert "410.00 EUR applied to 2 invoices" in shown(page)
    assert "Everything adds up to the cent." in shown(page)
    button(page, "Book this split").click().run()
    assert not page.exception
    ended = resolving.case_file(member.workspace, case.id)
    assert (ended.case.resolution, ended.payment.state) == (Resolution.SPLIT_PAYMENT, ItemState.SETTLED)
    button(page, "Undo").click().run()
    assert not page.exception
    again = resolving.case_file(member.workspace, case.id)
    assert (again.case.status, again.payment.state) == (CaseStatus.OPEN, ItemState.EXCEPTED)


def test_a_bank_line_about_no_invoice_is_set_aside_from_its_case_and_taken_back(open_page, new_member):
    member = new_member("Aside", "EUR")
    bring(member.workspace, LATE_LINE + LATE_LINE.splitlines()[1].replace(b"Q1", b"Q2") + b"2\n", "lines.csv")
    reconciling.run(member.workspace)
    page = open_page("exceptions", member)
    case = opened(member, page)
    page.selectbox(key=f"aside_reason_{case.id}").select("Rent")
    page.button(key=f"aside_{case.id}").click().run()
    assert not page.exception
    assert "rent" in page.success[0].value
    ended = resolving.case_file(member.workspace, case.id)
    assert (ended.case.resolution, ended.payment.state) == (Resolution.SET_ASIDE, ItemState.SET_ASIDE)
    button(page, "Undo").click().run()
    assert not page.exception
    assert resolving.case_file(member.workspace, case.id).case == case


def test_an_unpaid_invoice_is_written_off_from_its_case(open_page, own):
    page = open_page("exceptions", own)
    page.button(key="reason_unpaid_overdue").click().run()
    case = opened(own, page)
    page.button(key=f"write_off_{case.id}").click().run()
    assert not page.exception
    ended = resolving.case_file(own.workspace, case.id)
    assert (ended.case.resolution, ended.invoice.state) == (Resolution.WRITE_OFF, ItemState.SETTLED)
    assert not ended.invoice.open


def test_beyond_the_roles_limit_the_write_off_says_whom_to_ask(open_page, new_member):
    member = new_member("Limited", "EUR", Role.ANALYST)
    bring(member.workspace, LATE_INVOICE.replace(b"410.00", b"91000.00"), "invoices.csv")
    bring(member.workspace, LATE_LINE.replace(b"410.00", b"3.00"), "lines.csv")
    reconciling.run(member.workspace)
    page = open_page("exceptions", member)
    page.button(key="reason_unpaid_overdue").click().run()
    assert not page.exception
    assert not [each for each in page.button if str(each.key).startswith("write_off_")]
    assert "As analyst you can write off up to" in shown(page)


def test_a_filtered_view_is_a_link_of_codes(open_page, tidewater):
    page = open_page("exceptions", tidewater)
    page.selectbox(key="chosen_severity").set_value("high").run()
    page.segmented_control(key="chosen_bars").set_value("money").run()
    assert (page.query_params["severity"], page.query_params["bars"]) == ("high", "money")
    again = open_page("exceptions", tidewater)
    again.query_params["severity"] = "high"
    again.run()
    assert not again.exception
    assert len(again.dataframe[0].value) == cases(tidewater, severity="high").total > 0
    again.query_params["severity"] = "no such severity"
    again.query_params["reason"] = "no such reason"
    again.run()
    assert not again.exception
    assert len(again.dataframe[0].value) == cases(tidewater).total
