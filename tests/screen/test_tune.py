"""Tune shows what other rules would change before anybody saves them, and saving decides nothing."""

from decimal import Decimal

import pytest

from core.model.identity import Role
from core.services import reviewing, tuning
from core.services.reviewing import QueueFilter
from tests.screen.conftest import OTHER_INVOICES, OTHER_LINES, SAMPLES, all_text, bring


def shown(page):
    """Everything on the page, the escaped tables included."""
    return all_text(page) + "\n".join(element.value for element in page.get("html"))


def button(page, name):
    """The button with this label."""
    return next(each for each in page.button if each.label == name)


def changed(page):
    """The labels of gained, lost and moved."""
    return page.segmented_control(key="tune_kind").options


@pytest.fixture
def own(new_member):
    """A company of this test's own, with the sample books."""
    member = new_member("Own")
    for name in ("invoices.csv", "bank_lines.csv"):
        bring(member.workspace, (SAMPLES / name).read_bytes(), name)
    return member


def test_signed_out_it_stops_at_the_guard(alone):
    page = alone("tune")
    assert not page.exception
    assert page.warning[0].value == "Please sign in first."
    assert not page.select_slider


def test_it_opens_with_the_saved_rules_and_no_change(open_page, tidewater):
    page = open_page("tune", tidewater)
    assert not page.exception
    assert page.text_input(key="typed_under_absolute").value == "0.05"
    assert "Same matches as with the saved rules" in shown(page)
    assert changed(page) == ["0 gained", "0 lost", "0 moved"]


def test_moving_a_tolerance_shows_what_would_be_lost(open_page, tidewater):
    page = open_page("tune", tidewater)
    page.select_slider(key="slide_days_after_due").set_value(Decimal(0)).run()
    assert not page.exception
    lost = int(changed(page)[1].split()[0])
    saved = tuning.open_snapshot(tidewater.workspace)
    trial = tuning.try_rules(saved, saved.saved.rules.with_(days_after_due=0))
    assert lost == len(trial.changes.lost) > 0
    page.segmented_control(key="tune_kind").set_value("lost").run()
    assert len(page.dataframe[0].value) == lost
    assert "was" in shown(page)


def test_a_typed_value_does_the_same_as_the_slider(open_page, tidewater):
    page = open_page("tune", tidewater)
    page.text_input(key="typed_days_after_due").set_value("0").run()
    assert page.select_slider(key="slide_days_after_due").value == Decimal(0)
    assert int(changed(page)[1].split()[0]) > 0


def test_a_typed_value_between_the_stops_is_kept_exactly(open_page, tidewater):
    page = open_page("tune", tidewater)
    page.text_input(key="typed_under_absolute").set_value("0.37").run()
    assert not page.exception
    assert page.select_slider(key="slide_under_absolute").value == Decimal("0.37")
    assert "0.05 → 0.37" in shown(page)


@pytest.mark.parametrize("text", ["abc", "1e3", "-1", "9999", "", "NaN"])
def test_a_value_that_is_none_is_refused_in_words_and_the_old_one_stays(open_page, tidewater, text):
    page = open_page("tune", tidewater)
    page.text_input(key="typed_under_absolute").set_value(text).run()
    assert not page.exception
    assert page.error
    assert page.text_input(key="typed_under_absolute").value == "0.05"


def test_a_preset_sets_every_rule_and_the_way_back_is_one_press(open_page, tidewater):
    page = open_page("tune", tidewater)
    page.selectbox(key="tune_start").select("Strict").run()
    assert page.text_input(key="typed_days_after_due").value == "30"
    button(page, "Back to saved rules").click().run()
    assert changed(page) == ["0 gained", "0 lost", "0 moved"]


@pytest.mark.parametrize("preset", ["Classic weights", "Blueprint"])
def test_the_known_schemes_can_be_tried(open_page, tidewater, preset):
    page = open_page("tune", tidewater)
    page.selectbox(key="tune_start").select(preset).run()
    assert not page.exception
    assert f"Method: {preset.lower()}" in shown(page)


def test_saving_makes_a_version_and_decides_nothing(open_page, own):
    before = reviewing.queue(own.workspace, QueueFilter()).total
    page = open_page("tune", own)
    page.text_input(key="typed_days_after_due").set_value("7").run()
    next(each for each in page.text_input if each.label == "Reason").set_value("pay sooner")
    next(each for each in page.button if each.label.startswith("Save as version")).click().run()
    assert not page.exception
    saved = tuning.saved_rules(own.workspace)
    assert (saved.version, saved.rules.days_after_due, saved.note) == (1, 7, "pay sooner")
    assert "Earlier decisions stay" in shown(page).replace("\\", "")
    assert reviewing.queue(own.workspace, QueueFilter()).total == before


def test_matching_now_uses_the_saved_rules(open_page, own):
    page = open_page("tune", own)
    button(page, "Match now").click().run()
    assert not page.exception
    assert "Run 1" in shown(page)


def test_an_analyst_may_try_and_not_save(open_page, new_member):
    member = new_member("Analyst", role=Role.ANALYST)
    bring(member.workspace, OTHER_INVOICES, "invoices.csv")
    bring(member.workspace, OTHER_LINES, "lines.csv")
    page = open_page("tune", member)
    assert not page.exception
    assert "only a manager can save" in shown(page)
    page.text_input(key="typed_days_after_due").set_value("7").run()
    next(each for each in page.button if each.label.startswith("Save as version")).click().run()
    assert not page.exception
    assert tuning.saved_rules(member.workspace).version == 0


def test_empty_books_say_what_to_do_first(open_page, new_member):
    page = open_page("tune", new_member("Empty"))
    assert not page.exception
    assert "Upload invoices and bank lines first" in shown(page)


def test_who_saves_over_somebody_elses_version_is_told_whose(open_page, own):
    page = open_page("tune", own)
    page.text_input(key="typed_days_after_due").set_value("9").run()
    press = next(each for each in page.button if each.label.startswith("Save as version"))
    tuning.save(own.workspace, tuning.saved_rules(own.workspace).rules.with_(name="first"), "", 0)
    press.click().run()
    assert not page.exception
    assert tuning.saved_rules(own.workspace).rules.name == "first"


def test_the_other_company_sees_nothing_of_this_one(open_page, zephyr):
    page = open_page("tune", zephyr)
    assert not page.exception
    assert "USD" not in shown(page)
