"""Match rules are bounded, exact and survive a file."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.errors import RulesError
from core.model.rules import DEFAULT, PRESETS, RULE_FIELDS, MatchRules, from_mapping, from_toml


@pytest.mark.parametrize("rules", PRESETS, ids=lambda rules: rules.name)
def test_presets_survive_a_file(rules: MatchRules) -> None:
    assert from_toml(rules.to_toml()) == rules
    assert from_mapping(rules.to_mapping()) == rules


@given(st.sampled_from(RULE_FIELDS), st.data())
def test_any_value_inside_its_bounds_survives_a_file(field, data) -> None:
    steps = int((field.maximum - field.minimum) / field.step)
    value = field.minimum + field.step * data.draw(st.integers(0, steps))
    changes = {field.name: value}
    if field.name == "propose_from":
        changes["accept_from"] = "1"
    if field.name == "accept_from":
        changes["propose_from"] = "0"
    rules = DEFAULT.with_(**changes)
    assert from_toml(rules.to_toml()) == rules


@pytest.mark.parametrize("field", RULE_FIELDS, ids=lambda field: field.name)
def test_a_value_outside_its_bounds_is_refused_by_name(field) -> None:
    with pytest.raises(RulesError, match=field.label):
        DEFAULT.with_(**{field.name: field.maximum + field.step})


def test_accepting_below_proposing_is_refused() -> None:
    with pytest.raises(RulesError, match="Match automatically from"):
        DEFAULT.with_(propose_from="0.9", accept_from="0.5")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("colour = 1", "colour"),
        ("days_after_due = 1.5", "days_after_due"),
        ("days_after_due = 'soon'", "soon"),
        ("learn = 'yes'", "learn"),
        ("scheme = 'guess'", "guess"),
        ("margin = ", "not TOML"),
        ("accept_from = nan", "between"),
    ],
)
def test_a_rules_file_that_cannot_be_read_says_why(text: str, word: str) -> None:
    with pytest.raises(RulesError, match=word):
        from_toml(text)


def test_every_number_in_the_rules_is_shown_with_its_bounds() -> None:
    tunable = {field.name for field in fields(MatchRules)} - {"name", "scheme", "business_days", "learn"}
    assert {field.name for field in RULE_FIELDS} == tunable
