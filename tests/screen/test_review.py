"""Review shows one bank line after the other, decides it once in the database, and takes it back."""

import time
from dataclasses import replace
from uuid import UUID

import pytest

from core.faces.screen import session
from core.model.reasons import Reason
from core.model.rules import STRICT
from core.services import reconciling, reviewing, tuning
from core.services.reviewing import QueueFilter
from core.store import listings
from core.store.listings import AllocationFilter
from tests.model_server import ModelServer, says
from tests.screen.conftest import OTHER_INVOICES, OTHER_LINES, SAMPLES, all_text, bring


def shown(page):
    """Everything on the page, the escaped tables included."""
    return all_text(page) + "\n".join(element.value for element in page.get("html"))


def button(page, name):
    """The button with this label."""
    return next(each for each in page.button if each.label == name)


def opened(page):
    """The bank line the address names."""
    return page.query_params["item"]


def waiting(member):
    return reviewing.queue(member.workspace, QueueFilter(limit=500))


def best(member):
    """The first item of the queue."""
    return reviewing.item(member.workspace, UUID(str(waiting(member).rows.iloc[0]["payment_id"])))


def booked(member):
    """Allocations that people made and that stand."""
    with member.workspace.scope() as scope:
        return listings.standing(scope, AllocationFilter(actor="person"), 500).total


@pytest.fixture
def cautious(new_member):
    """A company whose rules leave much to people."""
    member = new_member("Cautious")
    careful = STRICT.with_(name="careful", accept_from="1", margin="20")
    tuning.save(
        member.workspace, careful, "decide nothing alone", tuning.saved_rules(member.workspace).version
    )
    for name in ("invoices.csv", "bank_lines.csv"):
        bring(member.workspace, (SAMPLES / name).read_bytes(), name)
    reconciling.run(member.workspace)
    assert waiting(member).total >= 5
    return member


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("review")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.dataframe


def test_the_header_says_how_much_waits(open_page, cautious):
    page = open_page("review", cautious)
    assert not page.exception
    assert f"{waiting(cautious).total} bank lines to decide" in shown(page).replace("\\", "")


def test_the_best_line_is_open_with_both_sides_and_the_reasons_in_words(open_page, cautious):
    page = open_page("review", cautious)
    item = best(cautious)
    said = shown(page)
    assert opened(page) == str(item.payment.id)
    assert item.proposals[0].legs[0].invoice.number in said
    assert "Bank line" in said
    assert "needs your decision." in said
    assert "Confirming applies" in said


def test_confirming_books_it_and_opens_the_next(open_page, cautious):
    page = open_page("review", cautious)
    before = waiting(cautious)
    open_then = opened(page)
    button(page, "Confirm").click().run()
    assert not page.exception
    assert booked(cautious) >= 1
    assert open_then not in set(waiting(cautious).rows["payment_id"].astype(str))
    assert waiting(cautious).total < before.total
    assert opened(page) != open_then
    assert "matched with" in shown(page)


def test_undo_takes_it_back_and_opens_it_again(open_page, cautious):
    page = open_page("review", cautious)
    before, open_then = waiting(cautious).total, opened(page)
    button(page, "Confirm").click().run()
    button(page, "Undo").click().run()
    assert not page.exception
    assert booked(cautious) == 0
    assert waiting(cautious).total == before
    assert opened(page) == open_then
    assert "Undone" in shown(page)


def test_a_repeated_key_decides_once(open_page, cautious):
    page = open_page("review", cautious)
    pressed = button(page, "Confirm")
    pressed.click().run()
    once = booked(cautious)
    # The same press again: its button went with the line it was about.
    pressed.click().run()
    assert not page.exception
    assert booked(cautious) == once


def test_rejecting_says_it_will_not_be_offered_again(open_page, cautious):
    page = open_page("review", cautious)
    button(page, "Reject").click().run()
    assert not page.exception
    assert booked(cautious) == 0
    assert "not be proposed again" in shown(page)


def test_setting_aside_asks_for_the_reason_first(open_page, cautious):
    page = open_page("review", cautious)
    before, open_then = waiting(cautious).total, opened(page)
    button(page, "Set aside").click().run()
    assert waiting(cautious).total == before
    assert "Confirm" not in {each.label for each in page.button}
    button(page, "Rent").click().run()
    assert not page.exception
    assert open_then not in set(waiting(cautious).rows["payment_id"].astype(str))


def test_the_second_of_two_people_hears_who_was_first(open_page, cautious):
    page = open_page("review", cautious)
    item = best(cautious)
    reviewing.set_aside(cautious.workspace, item.payment.id, Reason.RENT, item.version)
    button(page, "Confirm").click().run()
    assert not page.exception
    assert page.error
    assert booked(cautious) == 0


def test_the_address_opens_the_line_it_names(open_page, cautious):
    third = str(waiting(cautious).rows.iloc[2]["payment_id"])
    page = open_page("review", cautious)
    page.query_params["item"] = third
    page.run()
    assert opened(page) == third
    assert not page.exception


def test_next_and_previous_walk_along_the_queue(open_page, cautious):
    page = open_page("review", cautious)
    rows = [str(payment) for payment in waiting(cautious).rows["payment_id"]]
    button(page, "Next").click().run()
    button(page, "Next").click().run()
    assert opened(page) == rows[2]
    button(page, "Previous").click().run()
    assert opened(page) == rows[1]


def test_a_filter_that_lets_nothing_through_says_so(open_page, cautious):
    page = open_page("review", cautious)
    page.text_input(key="chosen_search").set_value("no such payer").run()
    assert not page.exception
    assert "matches these filters" in shown(page)
    button(page, "Show all bank lines").click().run()
    assert "Confirming applies" in shown(page)


def test_an_empty_queue_says_what_to_do_next(open_page, new_member):
    page = open_page("review", new_member("Tidy"))
    assert not page.exception
    assert "Nothing to review" in shown(page)


def test_a_line_of_another_company_is_not_opened(open_page, cautious, new_member):
    stranger = new_member("Stranger", "EUR")
    bring(stranger.workspace, OTHER_INVOICES, "invoices.csv")
    bring(stranger.workspace, OTHER_LINES, "lines.csv")
    reconciling.run(stranger.workspace)
    foreign = waiting(cautious).rows.iloc[0]
    page = open_page("review", stranger)
    page.query_params["item"] = str(foreign["payment_id"])
    page.run()
    assert not page.exception
    said = shown(page)
    assert "USD" not in said
    assert "Confirming applies" not in said


def test_markup_in_a_bank_text_is_shown_letter_by_letter(open_page, new_member):
    member = new_member("Markup", "EUR")
    tuning.save(member.workspace, STRICT.with_(accept_from="1", margin="20"), "", 0)
    lines = OTHER_LINES.replace(
        b"777.77,EUR,Zephyr Kites GmbH,,", b"777.77,EUR,<b>Zephyr</b> Kites GmbH,<script>x</script>,"
    )
    bring(member.workspace, OTHER_INVOICES, "invoices.csv")
    bring(member.workspace, lines, "lines.csv")
    reconciling.run(member.workspace)
    said = shown(open_page("review", member))
    assert "&lt;script&gt;" in said
    assert "<script>" not in said
    assert "<b>Zephyr" not in "".join(element.value for element in open_page("review", member).get("html"))


def test_a_models_wording_stands_beside_ours_when_it_has_come(open_page, cautious, application, monkeypatch):
    """The page is drawn at once with our words; the model's come later, with our figures in them."""
    item = best(cautious)
    proposal = item.proposals[0]
    codes = [code.value for code in max(proposal.legs, key=lambda leg: sum(leg.points.values())).reasons]
    model = ModelServer()
    answer = {"reason_codes": codes, "evidence_ids": [], "connecting": [""] * len(codes), "question": ""}
    model.replies = [says(answer)]
    asked = replace(
        application,
        settings=replace(application.settings, openai_base_url=model.address),
        explainer=model.explainer(deadline_s=60),
    )
    monkeypatch.setattr(session, "application", lambda: asked)
    page = open_page("review", cautious)
    assert "Explanation" in shown(page)
    for _ in range(300):
        if "Worded by AI" in shown(page):
            break
        time.sleep(0.1)
        page.run()
    model.close()
    assert not page.exception
    assert "Worded by AI, figures by Tieout" in shown(page)
    assert len(model.requests) == 1


def test_a_split_is_booked_to_the_cent_and_taken_back(open_page, cautious):
    page = open_page("review", cautious)
    before, item = waiting(cautious).total, best(cautious)
    button(page, "Split").click().run()
    assert "Nothing is put on an invoice yet." in shown(page)
    bill = item.proposals[0].legs[0].invoice
    box = next(each for each in page.checkbox if bill.number in each.label.replace("\\", ""))
    box.check().run()
    amount = page.text_input(key=f"split_applied_{item.payment.id}_{bill.id}")
    assert amount.value == str(min(abs(item.payment.open), abs(bill.open)).amount)
    amount.set_value("1.234,50").run()
    assert "is not an amount; write it as 1234.50." in shown(page)
    assert button(page, "Book this split").disabled
    amount.set_value("10.00").run()
    assert f"of {bill.number} stays open" in shown(page)
    assert "stays on account" in shown(page)
    button(page, "Book this split").click().run()
    assert not page.exception
    assert booked(cautious) == 1
    assert "matched with" in shown(page)
    button(page, "Undo").click().run()
    assert booked(cautious) == 0
    assert waiting(cautious).total == before


def test_many_are_confirmed_as_stated_and_taken_back_from_the_list_of_what_was_done(open_page, cautious):
    page = open_page("review", cautious)
    before = waiting(cautious).total
    button(page, "Confirm in bulk").click().run()
    page.segmented_control(key="bulk_floor").set_value("50").run()
    stated = next(each for each in page.button if each.label.startswith("Confirm ") and "·" in each.label)
    count = int(stated.label.split()[1])
    assert f"{count} bank lines matching the filters" in shown(page)
    stated.click().run()
    assert not page.exception
    assert waiting(cautious).total == before - count
    button(page, "Recent activity").click().run()
    assert "If you undo this" in shown(page)
    button(page, "Undo this").click().run()
    assert not page.exception
    assert booked(cautious) == 0
    assert waiting(cautious).total == before


def test_a_filter_is_a_code_in_the_address_and_is_reset(open_page, cautious):
    page = open_page("review", cautious)
    page.selectbox(key="chosen_order").set_value("oldest").run()
    assert page.query_params["order"] == "oldest"
    page.query_params["why"] = "below_threshold"
    page.run()
    assert not page.exception
    assert "score too low" in shown(page)
    button(page, "Clear filters").click().run()
    assert "why" not in page.query_params


def test_a_line_put_off_stands_at_the_end(open_page, cautious):
    page = open_page("review", cautious)
    first = opened(page)
    button(page, "Later").click().run()
    assert opened(page) != first
    assert not page.exception
    assert first in set(waiting(cautious).rows["payment_id"]), "it still waits"


def test_a_note_stays_with_the_bank_line(open_page, cautious):
    page = open_page("review", cautious)
    button(page, "Add a note").click().run()
    next(each for each in page.text_input if each.label == "Note").set_value("ask Ana")
    button(page, "Save note").click().run()
    assert "ask Ana" in shown(page)
