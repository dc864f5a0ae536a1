"""On Tune a person re-checks matches, sees what they prove, and sees other engines on the same items."""

from html import escape

import pytest

from core.faces.known_truth import known_truth
from core.model.identity import Role
from core.services import checking, reconciling
from core.services.checking import Overview
from tests.screen.conftest import SAMPLES, all_text, bring


def shown(page):
    return all_text(page) + "\n".join(element.value for element in page.get("html"))


def button(page, label):
    return next(each for each in page.button if each.label == label)


@pytest.fixture
def own(new_member):
    """A company of this test's own, with the sample books matched."""
    member = new_member("Recheck")
    for name in ("invoices.csv", "bank_lines.csv"):
        bring(member.workspace, (SAMPLES / name).read_bytes(), name)
    reconciling.run(member.workspace)
    return member


def state(member) -> Overview:
    return checking.overview(member.workspace)


def test_drawing_judging_and_taking_back_happen_in_the_panel(open_page, own):
    page = open_page("tune", own)
    assert not page.exception
    assert "No automatic match has been checked yet." in shown(page)
    button(page, "Draw a sample").click().run()
    assert state(own).waiting == 25
    assert "25 matches drawn" in shown(page)
    assert "25 matches left to check" in shown(page)
    button(page, "Right").click().run()
    button(page, "Right").click().run()
    assert not page.exception
    assert state(own).waiting == 23
    button(page, "Wrong").click().run()
    assert not page.exception
    now = state(own)
    assert now.random.wrong + now.risky_wrong == 1
    assert now.waiting <= 22
    assert escape(now.sentence) in shown(page)
    button(page, "Undo the last verdict").click().run()
    assert not page.exception
    assert state(own).random.wrong + state(own).risky_wrong == 0
    assert "Undo the last verdict" not in [each.label for each in page.button]


def test_the_budget_says_how_many_more_decisions_it_takes(open_page, own):
    page = open_page("tune", own)
    assert "598 more checks without an error" in shown(page)
    page.number_input(key="budget_limit").set_value(10).run()
    assert "299 more checks without an error" in shown(page)


def test_a_viewer_looks_and_does_not_judge(open_page, new_member):
    member = new_member("Looker", role=Role.VIEWER)
    page = open_page("tune", member)
    assert not page.exception
    assert button(page, "Draw a sample").disabled


def test_the_engines_are_compared_when_asked(open_page, own):
    page = open_page("tune", own)
    button(page, "Compare").click().run()
    assert not page.exception
    text = shown(page)
    assert all(name in text for name in ("Default", "Classic weights", "Blueprint", "First fit"))
    assert "Wrong pairs" not in text, "nobody knows the truth about these books"


def test_truth_is_known_only_for_the_demos_own_books(own):
    assert known_truth(own.workspace) is None
