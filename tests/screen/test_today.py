"""Today says what needs a person and what the engine did alone, for one company only."""

from tests.screen.conftest import all_text


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("today")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.metric


def test_signed_out_the_frame_shows_the_form_alone(open_page):
    page = open_page("today", None)
    assert not page.exception
    assert page.title[0].value == "Tieout"
    assert not page.metric


def test_three_numbers_lead_and_four_figures_follow(open_page, tidewater):
    page = open_page("today", tidewater)
    assert not page.exception
    labels = [number.label for number in page.metric]
    assert labels[:3] == ["To review", "Exceptions", "Matched automatically"]
    assert labels[3:] == ["Cost per invoice", "Exception rate", "Automatic", "Unmatched"]


def test_what_changed_names_the_files_and_the_run(open_page, tidewater):
    said = all_text(open_page("today", tidewater))
    assert "bank_lines.csv" in said
    assert "ran matching" in said


def test_empty_books_say_what_to_do_next(open_page, new_member):
    page = open_page("today", new_member("Newcomer"))
    assert not page.exception
    assert "These books are empty" in all_text(page)
    assert not page.metric


def test_the_other_company_sees_nothing_of_this_one(open_page, tidewater, zephyr):
    said = all_text(open_page("today", zephyr))
    assert "zephyr-lines.csv" in said
    assert "bank_lines.csv" not in said
    assert "USD" not in said


def test_a_company_in_the_address_that_is_not_mine_is_not_opened(open_page, tidewater, zephyr):
    page = open_page("today", zephyr, company=tidewater.company.slug)
    assert not page.exception
    assert "Tidewater" not in all_text(page)


def test_a_link_to_a_company_says_the_same_whether_there_is_one_or_not(open_page, tidewater, zephyr):
    told = []
    for slug in (tidewater.company.slug, "no-such-company"):
        page = open_page("today", zephyr, company=slug)
        told.append(page.warning[0].value)
        assert page.query_params["company"] == zephyr.company.slug
        assert not page.run().warning, "it is said once"
    assert told == ["You cannot open the company this link names. These are the books of Zephyr."] * 2
    assert not open_page("today", zephyr, company=zephyr.company.slug).warning
