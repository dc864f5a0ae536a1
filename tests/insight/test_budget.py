"""The error budget holds: what is re-checked bounds what was not, and too little evidence says so."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from core.insight import budget
from core.insight.budget import SampleKind

LOOSEST = Decimal("0.9")


def matches(count: int, rng: np.random.Generator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "match": [f"m{at:06d}" for at in range(count)],
            "score": 0.9 + 0.1 * rng.beta(3, 1, count),
            "weight": rng.integers(1_00, 90_000_00, count),
            "risk_drawn": False,
        }
    )


def checks(right: int, wrong: int, score: float = 0.97, probability: float = 0.1) -> pd.DataFrame:
    verdicts = [True] * right + [False] * wrong
    return pd.DataFrame({"score": score, "right": verdicts, "probability": probability})


def test_nothing_wrong_in_n_bounds_the_rate_at_about_three_over_n() -> None:
    for size in (96, 600, 3000):
        assert budget.evidence(checks(size, 0)).bound == pytest.approx(3 / size, rel=0.02)
    assert (
        budget.evidence(checks(96, 0)).sentence
        == "0 of 96 checked matches were wrong (error rate below 3.1 % with 95 % confidence)."
    )
    assert budget.evidence(checks(0, 0)).sentence == "No automatic match has been checked yet."


def test_the_bound_is_exact_for_one_wrong_in_ten() -> None:
    """P(at most 1 of 10) at a rate of 39.42 % is 5 %."""
    assert budget.evidence(checks(9, 1)).bound == pytest.approx(0.3942, abs=5e-5)
    assert budget.evidence(checks(0, 3)).bound == 1.0


def test_decisions_needed_is_the_first_number_that_keeps_the_budget() -> None:
    assert [budget.decisions_needed(0, each) for each in (1, 5, 10)] == [2995, 598, 299]
    for wrong in (1, 4):
        needed = budget.decisions_needed(wrong, 10)
        assert needed is not None
        assert budget.bound(wrong, needed) <= 0.01 < budget.bound(wrong, needed - 1)


def test_too_little_evidence_says_how_many_more_decisions_it_takes() -> None:
    found = budget.suggest(checks(96, 0), 5, LOOSEST)
    assert (found.threshold, found.more, found.steps) == (None, 598 - 96, ())
    assert "502 more checks without an error" in found.sentence
    assert budget.suggest(checks(598, 0), 5, LOOSEST).more == 0


def test_thresholds_are_tested_from_strict_to_loose_and_the_first_failure_ends_it() -> None:
    judged = pd.concat([checks(400, 0, 0.996), checks(0, 30, 0.981), checks(60_000, 0, 0.95)])
    found = budget.suggest(judged, 10, LOOSEST)
    assert [step.threshold for step in found.steps] == [
        Decimal(t) for t in ("0.995", "0.99", "0.985", "0.98")
    ]
    assert [step.passed for step in found.steps] == [True, True, True, False]
    assert found.threshold == Decimal("0.985"), "0.95 would pass, but a stricter one has failed"


def test_a_match_likelier_to_be_drawn_counts_for_less() -> None:
    mixed = pd.concat([checks(100, 0, probability=0.1), checks(100, 0, probability=0.5)])
    found = budget.evidence(mixed)
    assert (found.checked, found.counted) == (200, 120)
    false = pd.concat([checks(100, 0, probability=0.5), checks(0, 1, probability=0.1)])
    assert budget.evidence(false).rate == pytest.approx(10 / (100 * 2 + 10))


def test_a_draw_is_the_same_for_the_same_seed_in_any_row_order() -> None:
    rng = np.random.default_rng(1)
    rows = matches(500, rng)
    first = budget.draw(rows, "Cedar run 7", 40, 10)
    assert budget.draw(rows.sample(frac=1, random_state=3), "Cedar run 7", 40, 10).equals(first)
    assert set(budget.draw(rows, "Cedar run 8", 40, 10)["match"]) != set(first["match"])
    assert first["kind"].value_counts().to_dict() == {"random": 40, "risk": 10}
    assert first["match"].is_unique
    assert first.loc[first["kind"] == "random", "probability"].eq(40 / 500).all()


def test_small_books_are_drawn_whole_and_empty_ones_not_at_all() -> None:
    rows = matches(7, np.random.default_rng(2))
    assert budget.draw(rows, "s", 20, 5)["probability"].tolist() == [1.0] * 7
    assert budget.draw(rows.iloc[:0], "s", 20, 5).empty
    again = budget.draw(rows.assign(risk_drawn=True), "s", 2, 5)
    assert set(again["kind"]) == {"random"}, "what was drawn for its risk is not drawn for it twice"


def test_each_match_is_drawn_as_often_as_its_probability_says() -> None:
    rng = np.random.default_rng(3)
    rows = matches(60, rng)
    drawn = pd.concat([budget.draw(rows, f"seed {at}", 6, 6) for at in range(600)])
    random = drawn[drawn["kind"] == SampleKind.RANDOM.value]["match"].value_counts() / 600
    assert random.reindex(rows["match"]).fillna(0).between(0.1 - 0.05, 0.1 + 0.05).all()
    risky = drawn[drawn["kind"] == SampleKind.RISK.value]
    doubtful = rows.assign(risk=(1 - rows["score"]) * rows["weight"] ** 0.5).nlargest(15, "risk")["match"]
    assert risky["match"].isin(doubtful).mean() > 0.5, "a quarter of the matches, most of the risk"


def test_a_match_that_stood_through_two_draws_had_two_chances() -> None:
    assert budget.inclusion([1, 5, 9], [(4, 0.5), (8, 0.2)]) == pytest.approx([0.6, 0.2, 0.0])


def company(seed: int, limit: float) -> tuple[pd.DataFrame, float, bool]:
    """One company's year: two draws of different rates, answers, a suggested threshold, and what it lets in.

    Its wrong matches become likelier as the score falls; how likely differs from company to company, many of
    them close to the budget.
    """
    rng = np.random.default_rng(seed)
    rows = matches(int(rng.integers(1_500, 4_000)), rng)
    steep = rng.uniform(0.5, 3.0)
    level = limit * rng.choice([0.02, 0.3, 1.0, 1.3, 2.5])
    doubt = (1 - rows["score"]) ** steep
    wrong = rng.random(len(rows)) < np.minimum(1.0, level * doubt / doubt.mean())
    rows = rows.assign(right=~wrong, posted=np.where(np.arange(len(rows)) < len(rows) // 2, 0, 2))
    early = rows[rows["posted"] == 0]
    first = budget.draw(early, f"{seed} a", int(rng.integers(100, 500)))
    rest = rows[~rows["match"].isin(first["match"])]
    second = budget.draw(rest, f"{seed} b", int(rng.integers(100, 900)), 40)
    drawn = pd.concat([first, second[second["kind"] == "random"]])
    judged = rows.set_index("match").loc[drawn["match"]].reset_index()
    draws = [(1, first["probability"].iloc[0]), (3, second["probability"].iloc[0])]
    judged = judged.assign(probability=budget.inclusion(judged["posted"].tolist(), draws))
    found = budget.suggest(judged, int(limit * 1000), LOOSEST)
    if found.threshold is None:
        return rows, 0.0, False
    let_in = rows[rows["score"] >= float(found.threshold)]
    return rows, float((~let_in["right"]).mean()), True


def test_in_200_companies_the_realised_rate_stays_inside_the_budget_in_95_of_100() -> None:
    limit = 0.01
    results = [company(seed, limit) for seed in range(200)]
    suggested = [rate for _, rate, said in results if said]
    inside = sum(rate <= limit for rate in suggested)
    assert len(suggested) >= 60, "a procedure that never says yes would prove nothing"
    assert inside >= 0.95 * len(suggested)
    assert any((~rows["right"]).mean() > limit for rows, _, _ in results), (
        "some companies are over the budget"
    )


def test_at_the_very_edge_of_the_budget_yes_is_said_in_at_most_one_of_twenty() -> None:
    """The worst case: every score equally wrong, just over the budget, so any yes is a false one."""
    rng = np.random.default_rng(11)
    said = 0
    for _ in range(200):
        judged = pd.DataFrame(
            {
                "score": rng.uniform(0.9, 1.0, 900),
                "right": rng.random(900) >= 0.0101,
                "probability": np.where(np.arange(900) < 450, 0.2, 0.3),
            }
        )
        said += budget.suggest(judged, 10, LOOSEST).threshold is not None
    assert said <= 0.05 * 200 + 6, "5 % and two standard errors"


@pytest.mark.parametrize("outside", [0, 1000])
def test_a_budget_of_nothing_or_everything_is_refused(outside: int) -> None:
    with pytest.raises(ValueError, match="1 and 999"):
        budget.suggest(checks(1, 0), outside, LOOSEST)
